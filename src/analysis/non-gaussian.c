// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/non-gaussian.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/format-number.h"

#define GHOST_LAGS 12
#define LAGS_LEAST 8

static guint
highest_point(const Series *series)
{
  guint best = 0;

  for (guint k = 1; k < series->n; k++)
    if (series->y[k] > series->y[best])
      best = k;
  return best;
}

static Series *
add_curve(const Motion *motion, guint group, Chart *chart)
{
  const char *label = motion_group_label(motion, group);
  guint n = motion_lags_to_show(motion);
  Series *series = chart_add_series(chart, label, SERIES_LINE, n, TRUE);

  series_set_species(series, label);
  for (guint k = 0; k < n; k++) {
    Estimate alpha2 = msd_sums_non_gaussian(motion->sums, group, k);
    series->x[k] = motion_lag(motion, k);
    series->y[k] = alpha2.value;
    series->error[k] = alpha2.error;
  }
  return series;
}

static void
describe(const Motion *motion, guint group, Chart *chart, Series *series)
{
  const char *label = motion_group_label(motion, group);
  guint best = highest_point(series);
  gboolean inside = 2.0 * series->x[best] <= series->x[series->n - 1];
  const char *note = inside ? NULL : _("still rising");

  chart_add_scalar(chart, "alpha2_max", label, series->y[best], series->error[best],
                   note);
  chart_add_scalar(chart, "t_alpha2_max_ps", label, series->x[best], NAN, note);
  if ((int)group != motion->ion)
    return;
  g_autofree char *height = number_format_fixed(series->y[best], 2);
  g_autofree char *time = number_format_short(series->x[best], 2);
  if (inside) {
    series_add_mark(series, series->x[best], series->y[best], height);
    chart_take_value(
        chart, g_strdup_printf(_("α₂(%s) = %s at %s ps at most"), label, height, time));
  } else {
    chart_take_value(chart, g_strdup_printf("α₂(%s) ≥ %s", label, height));
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(note));
  }
}

static Chart *
non_gaussian_chart(Observer *self)
{
  const MotionView *view = (const MotionView *)self;
  const Motion *motion = view->motion;
  Chart *chart = chart_new("ngp", _("Non-Gaussian parameter"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "α₂", "", AXIS_LINEAR);
  if (motion->ion >= 0)
    ghosts_add_to(&view->ghosts[0], chart,
                  motion_group_label(motion, (guint)motion->ion));
  if (!motion->sums || motion_lags_to_show(motion) < LAGS_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint group = 0; group < motion->n_groups; group++)
    describe(motion, group, chart, add_curve(motion, group, chart));
  return chart;
}

static void
non_gaussian_free(Observer *self)
{
  motion_view_clear((MotionView *)self);
  g_free(self);
}

static const ObserverClass non_gaussian_class = {
    .id = "ngp",
    .add_frame = motion_view_add_frame,
    .begin_epoch = motion_view_begin_epoch,
    .chart = non_gaussian_chart,
    .free = non_gaussian_free,
};

Observer *
non_gaussian_observer_new_on(Motion *motion, double interval)
{
  MotionView *view = g_new0(MotionView, 1);

  motion_view_init(view, motion, &non_gaussian_class, interval);
  view->ghost_lags = GHOST_LAGS;
  return &view->observer;
}
