// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/hump-shape.h"
#include "analysis/van-hove-log.h"
#include "model/format-number.h"

#define DR         VAN_HOVE_DR
#define BINS       VAN_HOVE_BINS
#define LAGS_LEAST 8
#define THIN       2    /* shorter lags shown */
#define THIN_STEP  4    /* from one to the next */
#define THIN_LEAST 0.2  /* ps: before, ions fly freely */
#define TAIL       4e-3 /* fraction beyond the end of the axis */
#define CAGED      2.0  /* Å, root mean square: up to here one hump is one cage */
#define GHOST_LAGS 20
#define PACE       0.09 /* ps between origins: more cost more than they tell */

typedef struct {
  MotionView view;
  VanHoveCounts counts;
} VanHove;

static void
pair_cb(MotionView *self, const LagPair *pair)
{
  van_hove_counts_add(&((VanHove *)self)->counts, self->motion, pair);
}

static void
reset_cb(MotionView *self)
{
  van_hove_counts_clear(&((VanHove *)self)->counts);
}

static double
lag_time(const VanHove *van_hove, guint lag)
{
  return motion_lag(van_hove->view.motion, lag);
}

static guint
useful_lags(const VanHove *van_hove)
{
  return van_hove_counts_lags(&van_hove->counts, van_hove->view.motion);
}

static guint
lag_to_show(const VanHove *van_hove)
{
  return van_hove_counts_lag(&van_hove->counts, van_hove->view.motion);
}

static guint
nearest_lag(const VanHove *van_hove, double time)
{
  guint lag = 0;

  while (lag + 1 < LAG_LADDER_LAGS && lag_time(van_hove, lag + 1) <= time)
    lag++;
  return lag;
}

static const char *
label_of(const VanHove *van_hove)
{
  const Motion *motion = van_hove->view.motion;

  return motion_group_label(motion, (guint)motion->ion);
}

static HumpShape
find_shape(const VanHove *van_hove, guint lag)
{
  guint n_parts = MIN(VAN_HOVE_PARTS, van_hove->counts.n_ions);
  g_autofree double *part = g_new(double, n_parts *BINS);

  if (n_parts < 2)
    return (HumpShape){.kind = HUMP_ONE};
  for (guint p = 0; p < n_parts; p++)
    van_hove_counts_part(&van_hove->counts, lag, p, part + p * BINS);
  return hump_shape_find(part, n_parts, BINS, DR);
}

static double
fraction_beyond(const double *density, guint bin)
{
  double within = 0.0;

  for (guint k = 0; k <= bin; k++)
    within += density[k] * DR;
  return MAX(1.0 - within, 0.0);
}

static guint
bins_to_show(const double *density)
{
  guint bin = 0;

  while (bin + 1 < BINS && fraction_beyond(density, bin) > TAIL)
    bin++;
  return bin + 1;
}

static Series *
add_curve(const VanHove *van_hove, Chart *chart, guint lag, guint n_bins,
          SeriesStyle style)
{
  double density[BINS];
  g_autofree char *time = number_format_short(lag_time(van_hove, lag), 2);
  g_autofree char *name = g_strdup_printf("%s ps", time);
  Series *series = chart_add_series(chart, name, style, n_bins, FALSE);

  van_hove_counts_density(&van_hove->counts, lag, density);
  series_set_species(series, label_of(van_hove));
  for (guint bin = 0; bin < n_bins; bin++) {
    series->x[bin] = (bin + 0.5) * DR;
    series->y[bin] = density[bin];
  }
  return series;
}

/* The shorter the lag, the more it fades towards grey. */
static void
add_thin_curves(const VanHove *van_hove, Chart *chart, guint shown, guint n_bins)
{
  double longest = lag_time(van_hove, shown);

  for (guint i = THIN; i > 0; i--) {
    guint lag = nearest_lag(van_hove, longest / pow(THIN_STEP, i));
    if (lag_time(van_hove, lag) < THIN_LEAST || lag >= shown)
      continue;
    Series *series = add_curve(van_hove, chart, lag, n_bins, SERIES_LINE);
    for (guint c = 0; c < 3; c++)
      series->rgb[c] += (0.6f - series->rgb[c]) * (float)i / (THIN + 1);
  }
}

static void
set_verdict(const VanHove *van_hove, Chart *chart, guint lag, HumpKind kind)
{
  static const char *const text[] = {
      [HUMP_ONE] = N_("unimodal"),
      [HUMP_SHOULDER] = N_("shoulder"),
      [HUMP_TWO] = N_("bimodal"),
  };
  static const VerdictLevel level[] = {
      [HUMP_ONE] = VERDICT_NONE,
      [HUMP_SHOULDER] = VERDICT_NOTICE,
      [HUMP_TWO] = VERDICT_GOOD,
  };
  gboolean caged =
      kind == HUMP_ONE && van_hove_counts_rms(&van_hove->counts, lag) < CAGED;

  chart_take_verdict(chart, level[kind], g_strdup(caged ? _("one cage") : _(text[kind])));
}

static void
set_value(const VanHove *van_hove, Chart *chart, guint lag, const HumpShape *shape,
          double beyond)
{
  g_autofree char *time = number_format_short(lag_time(van_hove, lag), 2);
  g_autofree char *percent = number_format_fixed(100.0 * beyond, 0);
  g_autofree char *peak = number_format_fixed((shape->peak + 0.5) * DR, 1);
  g_autofree char *rms =
      number_format_digits(van_hove_counts_rms(&van_hove->counts, lag), 2);

  if (shape->kind == HUMP_TWO)
    chart_take_value(chart, g_strdup_printf(_("hop peak at %s Å · %s %% beyond the cage"),
                                            peak, percent));
  else if (shape->kind == HUMP_SHOULDER)
    chart_take_value(
        chart, g_strdup_printf(_("%s %% beyond the cage after %s ps"), percent, time));
  else
    /* Translators: root mean square displacement of an ion after a time */
    chart_take_value(chart, g_strdup_printf(_("√⟨r²⟩ = %s Å after %s ps"), rms, time));
}

static void
describe(const VanHove *van_hove, Chart *chart, guint lag, Series *series,
         const HumpShape *shape)
{
  const char *symbol = label_of(van_hove);
  double beyond = fraction_beyond(series->y, MIN(shape->divide, series->n - 1));
  double r_peak = (shape->peak + 0.5) * DR, r_divide = (shape->divide + 0.5) * DR;

  set_verdict(van_hove, chart, lag, shape->kind);
  set_value(van_hove, chart, lag, shape, beyond);
  chart_add_scalar(chart, "lag_ps", symbol, lag_time(van_hove, lag), NAN, NULL);
  chart_add_scalar(chart, "rms_A", symbol, van_hove_counts_rms(&van_hove->counts, lag),
                   NAN, NULL);
  if (shape->kind == HUMP_ONE)
    return;
  chart_add_scalar(chart, "fraction_beyond_cage", symbol, beyond, NAN, NULL);
  chart_add_scalar(chart, "valley_A", symbol, r_divide, NAN, NULL);
  if (shape->kind == HUMP_SHOULDER)
    return;
  chart_add_scalar(chart, "hop_peak_A", symbol, r_peak, NAN, NULL);
  g_autofree char *peak = number_format_fixed(r_peak, 1);
  g_autofree char *mark = g_strdup_printf("%s Å", peak);
  series_add_mark(series, series->x[shape->peak], series->y[shape->peak], mark);
}

static Chart *
linear_chart(const VanHove *van_hove)
{
  Chart *chart = chart_new("vanhove", _("Self van Hove function"));
  double density[BINS];

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "4πr²Gₛ", "Å⁻¹", AXIS_LINEAR);
  ghosts_add_to(&van_hove->view.ghosts[0], chart, NULL);
  if (van_hove->view.motion->check.begun && van_hove->view.motion->ion < 0) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
    return chart;
  }
  if (useful_lags(van_hove) < LAGS_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  guint lag = lag_to_show(van_hove);
  van_hove_counts_density(&van_hove->counts, lag, density);
  HumpShape shape = find_shape(van_hove, lag);
  guint n_bins = MAX(bins_to_show(density), shape.peak + 1);
  add_thin_curves(van_hove, chart, lag, n_bins);
  Series *series = add_curve(van_hove, chart, lag, n_bins, SERIES_FILL);
  describe(van_hove, chart, lag, series, &shape);
  return chart;
}

static Chart *
van_hove_chart_at(Observer *self, guint index)
{
  const VanHove *van_hove = (const VanHove *)self;
  const MotionView *view = &van_hove->view;

  return index == 0
             ? linear_chart(van_hove)
             : van_hove_log_chart(&van_hove->counts, view->motion, &view->ghosts[1]);
}

static void
van_hove_free(Observer *self)
{
  reset_cb((MotionView *)self);
  motion_view_clear((MotionView *)self);
  g_free(self);
}

static const ObserverClass van_hove_class = {
    .id = "vanhove",
    .add_frame = motion_view_add_frame,
    .begin_epoch = motion_view_begin_epoch,
    .n_charts = 2,
    .chart_at = van_hove_chart_at,
    .free = van_hove_free,
};

Observer *
van_hove_observer_new_on(Motion *motion, double interval)
{
  VanHove *van_hove = g_new0(VanHove, 1);

  motion_view_init(&van_hove->view, motion, &van_hove_class, interval);
  van_hove->view.ghost_lags = GHOST_LAGS;
  van_hove->view.pace = PACE;
  van_hove->view.pair = pair_cb;
  van_hove->view.reset = reset_cb;
  return &van_hove->view.observer;
}

Observer *
van_hove_observer_new(double interval)
{
  return van_hove_observer_new_on(motion_new(), interval);
}

void
van_hove_observer_set_species(Observer *observer, const char *symbol)
{
  g_return_if_fail(observer != NULL && observer->klass == &van_hove_class);

  motion_set_species(((VanHove *)observer)->view.motion, symbol);
}

const VanHoveCounts *
van_hove_observer_counts(Observer *observer)
{
  g_return_val_if_fail(observer != NULL && observer->klass == &van_hove_class, NULL);

  return &((VanHove *)observer)->counts;
}
