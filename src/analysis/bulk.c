// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/bulk.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/block-mean.h"
#include "analysis/diffusion-fit.h"
#include "analysis/frame-check.h"
#include "analysis/history.h"
#include "base/units.h"
#include "model/format-number.h"

#define SAME_TARGET   0.5  /* K */
#define SAME_VOLUME   1e-9 /* relative */
#define SAME_ENERGY   1e-2 /* var(E) of var(K): below, the energy is constant */
#define LEAST_SAMPLES 64   /* for fluctuations */
#define LEAST_LOOKS   20.0 /* independent ones, var(x)/error(⟨x⟩)²: below, x drifts */

typedef enum { DENSITY, ENERGY, N_CHARTS } BulkChart;

/* A sample; energies and volume from those of the first frame, so that squares keep their
 * digits. */
typedef enum { RHO, V, T, P, U, E, EE, VV, EV, KE, KEKE, N_VALUES } Value;

typedef struct {
  Observer observer;
  FrameCheck check;
  guint n_atoms;
  double mass;                     /* amu per atom */
  double energy0, total0, volume0; /* of the first frame */
  gboolean has_kinetic;
  double low, high; /* K, of the target */
  BlockMean *mean;  /* NULL before the first frame; owned */
  History history;
} Bulk;

typedef enum { CAPACITY, MODULUS, EXPANSION, N_FLUCTUATIONS } Fluctuation;

static void
begin(Bulk *bulk, const Frame *frame)
{
  bulk->n_atoms = frame->n_atoms;
  for (guint i = 0; i < frame->n_atoms; i++)
    bulk->mass += frame->species->element[frame->type[i]]->mass / frame->n_atoms;
  bulk->has_kinetic = isfinite(frame->thermo.kinetic);
  bulk->energy0 = frame->thermo.potential;
  bulk->total0 = bulk->energy0 + (bulk->has_kinetic ? frame->thermo.kinetic : 0.0);
  bulk->volume0 = frame->cell.volume;
  bulk->mean = block_mean_new(N_VALUES);
  bulk->low = INFINITY;
  bulk->high = -INFINITY;
}

static gboolean
bulk_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Bulk *bulk = (Bulk *)self;
  const Thermo *thermo = &frame->thermo;
  double t = isfinite(thermo->temperature) ? thermo->temperature : frame->target;

  if (!frame->has_thermo || !isfinite(thermo->potential))
    return TRUE;
  if (!frame_check(&bulk->check, frame, FALSE, error))
    return FALSE;
  if (!bulk->mean)
    begin(bulk, frame);
  double kinetic = bulk->has_kinetic ? thermo->kinetic : 0.0;
  double e = thermo->potential + kinetic - bulk->total0;
  double v = frame->cell.volume - bulk->volume0;
  double sample[N_VALUES] = {[RHO] = frame_density(frame),
                             [V] = v,
                             [T] = t,
                             [P] = thermo->pressure,
                             [U] = thermo->potential - bulk->energy0,
                             [E] = e,
                             [EE] = e * e,
                             [VV] = v * v,
                             [EV] = e * v,
                             [KE] = kinetic,
                             [KEKE] = kinetic * kinetic};
  block_mean_add(bulk->mean, sample);
  history_add(&bulk->history, frame->time,
              (double[HISTORY_VALUES]){sample[RHO], thermo->potential / frame->n_atoms});
  if (isfinite(frame->target)) {
    bulk->low = fmin(bulk->low, frame->target);
    bulk->high = fmax(bulk->high, frame->target);
  }
  return TRUE;
}

static void
bulk_begin_epoch(Observer *self)
{
  Bulk *bulk = (Bulk *)self;

  frame_check_begin_epoch(&bulk->check);
  history_begin_epoch(&bulk->history);
  if (bulk->mean)
    block_mean_clear(bulk->mean);
  bulk->low = INFINITY;
  bulk->high = -INFINITY;
}

/* Fluctuations with a block left out, or all (−1). */
static void
fluctuate(const Bulk *bulk, int leave, double out[N_FLUCTUATIONS])
{
  double m[N_VALUES];

  block_mean_get(bulk->mean, leave, 0, N_VALUES, m);
  double kt2 = UNITS_KB * m[T] * m[T], volume = m[V] + bulk->volume0;
  double p = isfinite(m[P]) ? m[P] : 0.0;
  double ee = m[EE] - m[E] * m[E], vv = m[VV] - m[V] * m[V], ev = m[EV] - m[E] * m[V];
  gboolean moves = vv > SAME_VOLUME * SAME_VOLUME * volume * volume;
  double hh = moves ? ee + 2.0 * p * ev + p * p * vv : ee;

  out[CAPACITY] = hh / kt2 + (bulk->has_kinetic ? 0.0 : 1.5 * bulk->n_atoms * UNITS_KB);
  out[MODULUS] = moves ? UNITS_KB * m[T] * volume / vv : NAN;
  out[EXPANSION] = moves ? (ev + p * vv) / (kt2 * volume) : NAN;
}

/* Why fluctuations tell nothing, or NULL. */
static const char *
find_reason(const Bulk *bulk)
{
  double m[N_VALUES];

  block_mean_get(bulk->mean, -1, 0, N_VALUES, m);
  double ee = m[EE] - m[E] * m[E], kk = m[KEKE] - m[KE] * m[KE];
  if (!isfinite(m[T]))
    return _("the temperature is not known");
  if (bulk->high - bulk->low > SAME_TARGET)
    return _("the temperature is being changed");
  if (block_mean_n_samples(bulk->mean) < LEAST_SAMPLES)
    return _("too few frames");
  if (bulk->has_kinetic && ee < SAME_ENERGY * kk)
    return _("constant energy");
  return NULL;
}

/* How many independent looks at x the epoch was: what drifts, or remembers for as long as
 * the epoch lasts, was seen but a few times, and its variance is that of the drift. */
static double
count_looks(const Bulk *bulk, Value x, Value xx)
{
  double m[N_VALUES], error = block_mean_error(bulk->mean, x);

  block_mean_get(bulk->mean, -1, 0, N_VALUES, m);
  return 1.0 + (m[xx] - m[x] * m[x]) / (error * error);
}

static Estimate
estimate(const Bulk *bulk, Value value)
{
  Estimate result;

  block_mean_get(bulk->mean, -1, value, 1, &result.value);
  result.error = block_mean_error(bulk->mean, value);
  return result;
}

static void
add_number(Chart *chart, const char *key, Estimate number, double scale, double zero)
{
  chart_add_scalar(chart, key, "", number.value * scale + zero, number.error * scale,
                   NULL);
}

/* Each with its bias and its error by leaving out blocks. */
static void
estimate_fluctuations(const Bulk *bulk, Estimate result[N_FLUCTUATIONS])
{
  guint n_blocks = block_mean_n_blocks(bulk->mean);
  double left[N_FLUCTUATIONS][BLOCK_MEAN_MOST], one[N_FLUCTUATIONS];

  for (guint block = 0; block < n_blocks; block++) {
    fluctuate(bulk, (int)block, one);
    for (guint k = 0; k < N_FLUCTUATIONS; k++)
      left[k][block] = one[k];
  }
  fluctuate(bulk, -1, one);
  for (guint k = 0; k < N_FLUCTUATIONS; k++)
    result[k] = (Estimate){block_jackknife_value(left[k], n_blocks, one[k]),
                           block_jackknife(left[k], n_blocks)};
}

static void
add_unknown(Chart *chart, const char *const *keys, const char *reason)
{
  for (; *keys; keys++)
    chart_add_scalar(chart, *keys, "", NAN, NAN, reason);
}

static void
add_fluctuations(const Bulk *bulk, Chart *chart)
{
  static const char *const capacity[] = {"C_kB_per_atom", "C_J_per_gK", NULL};
  static const char *const volume[] = {"bulk_modulus_GPa", "alpha_V_per_K", NULL};
  const char *reason = find_reason(bulk);
  Estimate result[N_FLUCTUATIONS];
  double n = bulk->n_atoms;

  if (reason) {
    chart_add_scalar(chart, "C_kB_per_atom", "", NAN, NAN, reason);
    return;
  }
  estimate_fluctuations(bulk, result);
  if (count_looks(bulk, E, EE) < LEAST_LOOKS) {
    add_unknown(chart, capacity, _("the energy drifts, or the run is too short"));
  } else {
    add_number(chart, "C_kB_per_atom", result[CAPACITY], 1.0 / (n * UNITS_KB), 0.0);
    add_number(chart, "C_J_per_gK", result[CAPACITY], UNITS_J_G / (n * bulk->mass), 0.0);
  }
  if (!isfinite(result[MODULUS].value))
    return;
  if (count_looks(bulk, V, VV) < LEAST_LOOKS) {
    add_unknown(chart, volume, _("the volume drifts, or the run is too short"));
    return;
  }
  add_number(chart, "bulk_modulus_GPa", result[MODULUS], UNITS_GPA, 0.0);
  add_number(chart, "alpha_V_per_K", result[EXPANSION], 1.0, 0.0);
}

static void
add_scalars(const Bulk *bulk, Chart *chart)
{
  Estimate volume = estimate(bulk, V), energy = estimate(bulk, U);
  double n = bulk->n_atoms;

  add_number(chart, "density_g_cm3", estimate(bulk, RHO), 1.0, 0.0);
  add_number(chart, "volume_A3_per_atom", volume, 1.0 / n, bulk->volume0 / n);
  add_number(chart, "temperature_K", estimate(bulk, T), 1.0, 0.0);
  add_number(chart, "pressure_GPa", estimate(bulk, P), UNITS_GPA, 0.0);
  add_number(chart, "energy_eV_per_atom", energy, 1.0 / n, bulk->energy0 / n);
  add_fluctuations(bulk, chart);
}

static void
add_curve(const Bulk *bulk, Chart *chart, BulkChart which, gboolean ghost)
{
  const History *history = &bulk->history;
  guint from = ghost ? 0 : history->epoch, to = ghost ? history->epoch : history->n;
  Series *series = chart_add_series(chart, which == DENSITY ? "ρ" : "U/N", SERIES_LINE,
                                    to - from, FALSE);

  series->ghost = ghost;
  series_set_species(series, which == DENSITY ? "Si" : "Na");
  for (guint i = from; i < to; i++) {
    series->x[i - from] = history->entry[i].time;
    series->y[i - from] = history->entry[i].value[which];
  }
}

static void
say_value(const Bulk *bulk, Chart *chart, BulkChart which)
{
  Estimate mean = estimate(bulk, which == DENSITY ? RHO : U);
  double n = which == DENSITY ? 1.0 : bulk->n_atoms;
  double zero = which == DENSITY ? 0.0 : bulk->energy0 / n;
  double value = mean.value / n + zero, error = mean.error / n;
  gboolean exact = error < SAME_VOLUME * fabs(value);
  g_autofree char *text = number_format_error(value, exact ? NAN : error);

  chart_take_value(chart, which == DENSITY ? g_strdup_printf("%s g/cm³", text)
                                           : g_strdup_printf("U/N = %s eV", text));
}

static Chart *
bulk_chart_at(Observer *self, guint index)
{
  Bulk *bulk = (Bulk *)self;
  Chart *chart = index == DENSITY ? chart_new("density", _("Density"))
                                  : chart_new("energy", _("Potential energy"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, index == DENSITY ? "ρ" : "U/N",
                   index == DENSITY ? "g/cm³" : "eV", AXIS_LINEAR);
  if (bulk->history.epoch > 0)
    add_curve(bulk, chart, index, TRUE);
  if (!bulk->mean || block_mean_n_samples(bulk->mean) == 0) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  add_curve(bulk, chart, index, FALSE);
  say_value(bulk, chart, index);
  if (index == DENSITY)
    add_scalars(bulk, chart);
  return chart;
}

static void
bulk_free(Observer *self)
{
  Bulk *bulk = (Bulk *)self;

  block_mean_free(bulk->mean);
  frame_check_clear(&bulk->check);
  g_free(bulk);
}

static const ObserverClass bulk_class = {
    .id = "bulk",
    .add_frame = bulk_add_frame,
    .begin_epoch = bulk_begin_epoch,
    .n_charts = N_CHARTS,
    .chart_at = bulk_chart_at,
    .free = bulk_free,
};

Observer *
bulk_observer_new(double interval)
{
  Bulk *bulk = g_new0(Bulk, 1);

  bulk->observer = (Observer){.klass = &bulk_class, .interval = interval};
  return &bulk->observer;
}
