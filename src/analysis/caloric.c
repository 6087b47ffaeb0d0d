// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/caloric.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/bend-fit.h"
#include "analysis/frame-check.h"
#include "analysis/history.h"
#include "base/units.h"
#include "model/format-number.h"

#define BINS        40
#define TURN        0.05  /* of the range: less is noise, not a turn */
#define TURN_LEAST  25.0  /* K */
#define RANGE_LEAST 150.0 /* K, of a sweep that is looked at */
#define SAME_VOLUME 1e-9

typedef enum { ENERGY, VOLUME, N_CHARTS } CaloricChart;
enum { TEMPERATURE = N_CHARTS }; /* after the quantities in an entry of the history */

typedef struct {
  Observer observer;
  guint64 seed;
  FrameCheck check;
  double mass; /* amu per atom */
  History history;
} Caloric;

/* Entries first … last of the history, in one direction of temperature. */
typedef struct {
  guint first, last;
  double low, high; /* K */
  double rate;      /* K/ps */
} Sweep;

typedef struct {
  double t[BINS], y[BINS];
  guint n;
} Points;

static double
mean_mass(const Frame *frame)
{
  double sum = 0.0;

  for (guint i = 0; i < frame->n_atoms; i++)
    sum += frame->species->element[frame->type[i]]->mass;
  return sum / frame->n_atoms;
}

static gboolean
caloric_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Caloric *caloric = (Caloric *)self;
  double t = isfinite(frame->target) ? frame->target : frame->thermo.temperature;

  if (!frame->has_thermo || !isfinite(t) || !isfinite(frame->thermo.potential))
    return TRUE;
  if (!frame_check(&caloric->check, frame, FALSE, error))
    return FALSE;
  if (caloric->mass <= 0.0)
    caloric->mass = mean_mass(frame);
  double value[HISTORY_VALUES] = {[ENERGY] = frame->thermo.potential / frame->n_atoms,
                                  [VOLUME] = frame->cell.volume / frame->n_atoms,
                                  [TEMPERATURE] = t};
  history_add(&caloric->history, frame->time, value);
  return TRUE;
}

static void
caloric_begin_epoch(Observer *self)
{
}

static void
caloric_begin_line(Observer *self)
{
  Caloric *caloric = (Caloric *)self;

  caloric->history = (History){0};
}

static double
temperature_at(const Caloric *caloric, guint i)
{
  return caloric->history.entry[i].value[TEMPERATURE];
}

/* Index back to which the temperature, from the last entry on, goes one way: up (sign 1)
 * or down (−1), seen backwards in time. */
static guint
follow_back(const Caloric *caloric, guint last, double sign, double turn)
{
  guint extreme = last;

  for (guint i = last + 1; i-- > 0;) {
    double gain = sign * (temperature_at(caloric, i) - temperature_at(caloric, extreme));
    if (gain >= 0.0)
      extreme = i;
    else if (gain < -turn)
      break;
  }
  return extreme;
}

/* The sweep that ends with entry last. */
static Sweep
find_sweep(const Caloric *caloric, guint last)
{
  double low = INFINITY, high = -INFINITY;

  for (guint i = 0; i <= last; i++) {
    low = fmin(low, temperature_at(caloric, i));
    high = fmax(high, temperature_at(caloric, i));
  }
  double turn = fmax(TURN * (high - low), TURN_LEAST);
  guint up = follow_back(caloric, last, 1.0, turn);
  guint down = follow_back(caloric, last, -1.0, turn);
  double t = temperature_at(caloric, last);
  gboolean cooling = temperature_at(caloric, up) - t >= t - temperature_at(caloric, down);
  Sweep sweep = {.first = cooling ? up : down, .last = last, .low = t, .high = t};

  for (guint i = sweep.first; i <= last; i++) {
    sweep.low = fmin(sweep.low, temperature_at(caloric, i));
    sweep.high = fmax(sweep.high, temperature_at(caloric, i));
  }
  const HistoryEntry *entry = caloric->history.entry;
  double time = entry[last].time - entry[sweep.first].time;
  sweep.rate = time > 0.0 ? (t - temperature_at(caloric, sweep.first)) / time : 0.0;
  return sweep;
}

static void
gather(const Caloric *caloric, const Sweep *sweep, CaloricChart which, Points *points)
{
  double t[BINS] = {0}, y[BINS] = {0};
  guint count[BINS] = {0};
  double range = fmax(sweep->high - sweep->low, 1e-9);

  for (guint i = sweep->first; i <= sweep->last; i++) {
    double at = temperature_at(caloric, i);
    guint bin = MIN((guint)((at - sweep->low) / range * BINS), BINS - 1);
    t[bin] += at;
    y[bin] += caloric->history.entry[i].value[which];
    count[bin]++;
  }
  points->n = 0;
  for (guint bin = 0; bin < BINS; bin++)
    if (count[bin] > 0) {
      points->t[points->n] = t[bin] / count[bin];
      points->y[points->n++] = y[bin] / count[bin];
    }
}

static void
set_colour(Series *series, gboolean cooling)
{
  series_set_species(series, cooling ? "Si" : "Na");
}

static void
add_points(Chart *chart, const Points *points, const Sweep *sweep, gboolean ghost)
{
  gboolean cooling = sweep->rate < 0.0;
  Series *series = chart_add_series(chart, cooling ? _("cooling") : _("heating"),
                                    SERIES_POINTS, points->n, FALSE);

  series->ghost = ghost;
  set_colour(series, cooling);
  for (guint i = 0; i < points->n; i++) {
    series->x[i] = points->t[i];
    series->y[i] = points->y[i];
  }
}

static void
add_lines(Chart *chart, const BendFit *fit, const Sweep *sweep)
{
  Series *series = chart_add_series(chart, _("two lines"), SERIES_LINE, 3, FALSE);
  double t[3] = {sweep->low, fit->t_g.value, sweep->high};

  series->dashed = TRUE;
  for (guint i = 0; i < 3; i++) {
    double slope = fit->glass.value + (i == 2 ? fit->bend.value : 0.0);
    series->x[i] = t[i];
    series->y[i] = fit->y_g + slope * (t[i] - t[1]);
  }
  g_autofree char *text = number_format_fixed(fit->t_g.value, 0);
  g_autofree char *mark = g_strdup_printf("%s K", text);
  series_add_mark(series, t[1], fit->y_g, mark);
}

static void
add_capacity(const Caloric *caloric, Chart *chart, const char *label, Estimate slope)
{
  double value = slope.value + 1.5 * UNITS_KB;

  chart_add_scalar(chart, "C_kB_per_atom", label, value / UNITS_KB,
                   slope.error / UNITS_KB, NULL);
  chart_add_scalar(chart, "C_J_per_gK", label, value / caloric->mass * UNITS_J_G,
                   slope.error / caloric->mass * UNITS_J_G, NULL);
}

static void
add_slope(const Caloric *caloric, Chart *chart, const char *label, CaloricChart which,
          Estimate slope, double volume)
{
  if (which == ENERGY)
    add_capacity(caloric, chart, label, slope);
  else
    chart_add_scalar(chart, "alpha_V_per_K", label, slope.value / volume,
                     slope.error / volume, NULL);
}

static void
add_result(const Caloric *caloric, Chart *chart, const BendFit *fit, const Sweep *sweep,
           CaloricChart which)
{
  Estimate liquid = {fit->glass.value + fit->bend.value,
                     hypot(fit->glass.error, fit->bend.error)};
  g_autofree char *t_g = number_format_error(fit->t_g.value, fit->t_g.error);
  g_autofree char *rate = number_format_short(fabs(sweep->rate), 2);

  chart_add_scalar(chart, "T_g_K", "lines", fit->t_g.value, fit->t_g.error, NULL);
  chart_add_scalar(chart, "T_g_K", "hyperbola", fit->t_hyperbola.value,
                   fit->t_hyperbola.error, NULL);
  add_slope(caloric, chart, "glass", which, fit->glass, fit->y_g);
  add_slope(caloric, chart, "liquid", which, liquid, fit->y_g);
  add_lines(chart, fit, sweep);
  /* Translators: glass transition temperature with its error, rate of the ramp */
  chart_take_value(chart, g_strdup_printf(sweep->rate < 0.0 ? _("T_g = %s K, −%s K/ps")
                                                            : _("T_g = %s K, +%s K/ps"),
                                          t_g, rate));
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup(_("clear bend")));
}

/* One slope where there is no bend: a glass, or a liquid, alone. */
static void
add_straight(const Caloric *caloric, Chart *chart, const Points *points,
             CaloricChart which)
{
  double t = 0.0, y = 0.0, tt = 0.0, ty = 0.0, yy = 0.0, n = points->n;

  for (guint i = 0; i < points->n; i++) {
    t += points->t[i] / n;
    y += points->y[i] / n;
  }
  for (guint i = 0; i < points->n; i++) {
    tt += (points->t[i] - t) * (points->t[i] - t);
    ty += (points->t[i] - t) * (points->y[i] - y);
    yy += (points->y[i] - y) * (points->y[i] - y);
  }
  if (points->n < 3 || !(tt > 0.0))
    return;
  Estimate slope = {ty / tt, sqrt(fmax(yy - ty * ty / tt, 0.0) / (n - 2.0) / tt)};
  add_slope(caloric, chart, "all", which, slope, y);
}

static gboolean
is_constant(const Points *points)
{
  for (guint i = 1; i < points->n; i++)
    if (fabs(points->y[i] - points->y[0]) > SAME_VOLUME * fabs(points->y[0]))
      return FALSE;
  return TRUE;
}

static void
add_fit(const Caloric *caloric, Chart *chart, const Points *points, const Sweep *sweep,
        CaloricChart which)
{
  BendFit fit;

  if (which == VOLUME && is_constant(points)) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("constant volume")));
    return;
  }
  chart_add_scalar(chart, "rate_K_per_ps", "", sweep->rate, NAN, NULL);
  if (bend_fit(points->t, points->y, points->n, caloric->seed, &fit) &&
      bend_fit_is_clear(&fit, sweep->low, sweep->high)) {
    add_result(caloric, chart, &fit, sweep, which);
    return;
  }
  add_straight(caloric, chart, points, which);
  chart_take_verdict(chart, VERDICT_NOTICE, g_strdup(_("no clear bend")));
}

static Chart *
caloric_chart_at(Observer *self, guint index)
{
  Caloric *caloric = (Caloric *)self;
  Chart *chart = index == ENERGY ? chart_new("caloric", _("Energy over temperature"))
                                 : chart_new("dilatometry", _("Volume over temperature"));
  guint n = caloric->history.n;

  chart_set_x_axis(chart, "T", "K", AXIS_LINEAR);
  chart_set_y_axis(chart, index == ENERGY ? "U/N" : "V/N", index == ENERGY ? "eV" : "Å³",
                   AXIS_LINEAR);
  Sweep sweep = n > 0 ? find_sweep(caloric, n - 1) : (Sweep){0};
  if (sweep.high - sweep.low < RANGE_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT,
                       g_strdup(_("waiting for a change of temperature")));
    return chart;
  }
  Points points;
  Sweep before = find_sweep(caloric, sweep.first);
  if (before.high - before.low >= RANGE_LEAST) {
    gather(caloric, &before, index, &points);
    add_points(chart, &points, &before, TRUE);
  }
  gather(caloric, &sweep, index, &points);
  add_points(chart, &points, &sweep, FALSE);
  add_fit(caloric, chart, &points, &sweep, index);
  return chart;
}

static void
caloric_free(Observer *self)
{
  Caloric *caloric = (Caloric *)self;

  frame_check_clear(&caloric->check);
  g_free(caloric);
}

static const ObserverClass caloric_class = {
    .id = "caloric",
    .add_frame = caloric_add_frame,
    .begin_epoch = caloric_begin_epoch,
    .begin_line = caloric_begin_line,
    .n_charts = N_CHARTS,
    .chart_at = caloric_chart_at,
    .free = caloric_free,
};

Observer *
caloric_observer_new(double interval, guint64 seed)
{
  Caloric *caloric = g_new0(Caloric, 1);

  caloric->observer = (Observer){.klass = &caloric_class, .interval = interval};
  caloric->seed = seed;
  return &caloric->observer;
}
