// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/msd.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/msd-slope.h"
#include "base/units.h"
#include "model/format-number.h"

#define FIT_POINTS 24
#define GHOST_LAGS 12 /* an epoch that reached fewer leaves no ghost */

static void
add_curve(const Motion *motion, guint group, Chart *chart)
{
  const char *label = motion_group_label(motion, group);
  guint n = motion_lags_to_show(motion);
  Series *series = chart_add_series(chart, label, SERIES_LINE, n, TRUE);

  series_set_species(series, label);
  for (guint k = 0; k < n; k++) {
    double mean = msd_sums_mean(motion->sums, group, k);
    series->x[k] = motion_lag(motion, k);
    series->y[k] = mean > 0.0 ? mean : NAN;
    series->error[k] = msd_sums_error(motion->sums, group, k);
  }
}

static void
add_fit(const Motion *motion, const DiffusionResult *result, Chart *chart)
{
  double from = motion_lag(motion, result->first);
  double to = motion_lag(motion, result->last);
  Series *fit = chart_add_series(chart, _("fit"), SERIES_LINE, FIT_POINTS, FALSE);

  fit->dashed = TRUE;
  for (guint k = 0; k < FIT_POINTS; k++) {
    fit->x[k] = from * pow(to / from, k / (FIT_POINTS - 1.0));
    fit->y[k] = 6.0 * result->d.value * fit->x[k] + result->offset;
  }
}

static const char *
state_text(DiffusionState state)
{
  static const char *const text[] = {
      [DIFFUSION_WAITING] = N_("waiting for data"),
      [DIFFUSION_CAGED] = N_("caged"),
      [DIFFUSION_SUB] = N_("sub-diffusive"),
      [DIFFUSION_SUPER] = N_("super-diffusive"),
      [DIFFUSION_SHORT] = N_("run too short"),
      [DIFFUSION_UNSTEADY] = N_("not steady"),
      [DIFFUSION_GOOD] = N_("diffusive"),
  };
  return _(text[state]);
}

static void
set_verdict(Chart *chart, const DiffusionResult *result)
{
  g_autofree char *beta = number_format_fixed(result->beta, 2);
  VerdictLevel level = VERDICT_NOTICE;

  if (result->state == DIFFUSION_GOOD)
    level = VERDICT_GOOD;
  else if (result->state == DIFFUSION_WAITING || result->state == DIFFUSION_CAGED)
    level = VERDICT_WAIT;
  if (result->state == DIFFUSION_WAITING)
    chart_take_verdict(chart, level, g_strdup(state_text(result->state)));
  else
    chart_take_verdict(chart, level,
                       g_strdup_printf("%s β = %s", state_text(result->state), beta));
}

static void
set_value(const Motion *motion, Chart *chart, const DiffusionResult *result)
{
  const char *symbol = motion_group_label(motion, (guint)motion->ion);

  if (result->state == DIFFUSION_WAITING)
    return;
  if (result->state == DIFFUSION_GOOD) {
    g_autofree char *d =
        number_format_error(result->d.value * UNITS_CM2_S, result->d.error * UNITS_CM2_S);
    chart_take_value(chart, g_strdup_printf("D(%s) = %s cm²/s", symbol, d));
    return;
  }
  /* MSD/6t bounds D from above while the slope is still below one. */
  const char *sign = result->beta < 1.0 ? "<" : "≈";
  g_autofree char *bound = number_format_digits(result->bound * UNITS_CM2_S, 2);
  chart_take_bound(chart, g_strdup_printf("D(%s) %s %s cm²/s", symbol, sign, bound));
}

static void
add_scalars(const Motion *motion, guint group, Chart *chart,
            const DiffusionResult *result)
{
  const char *symbol = motion_group_label(motion, group);

  if (result->state != DIFFUSION_GOOD) {
    chart_add_scalar(chart, "D_A2_per_ps", symbol, NAN, NAN, state_text(result->state));
    if (isfinite(result->bound))
      chart_add_scalar(chart, "MSD_over_6t_A2_per_ps", symbol, result->bound, NAN, NULL);
  } else {
    chart_add_scalar(chart, "D_A2_per_ps", symbol, result->d.value, result->d.error,
                     NULL);
    chart_add_scalar(chart, "window_from_ps", symbol, motion_lag(motion, result->first),
                     NAN, NULL);
    chart_add_scalar(chart, "window_to_ps", symbol, motion_lag(motion, result->last), NAN,
                     NULL);
    chart_add_scalar(chart, "offset_A2", symbol, result->offset, NAN, NULL);
  }
  if (isfinite(result->beta))
    chart_add_scalar(chart, "beta", symbol, result->beta, NAN, NULL);
}

/* What a published work would have found; pale unless the motion is diffusive. */
static void
add_protocol(const Motion *motion, guint group, Chart *chart, gboolean diffusive)
{
  const char *label = motion_group_label(motion, group);
  ProtocolResult result = motion_protocol_fit(motion, group);
  gboolean known = isfinite(result.d.value);

  chart_add_scalar(chart, "D_protocol_A2_per_ps", label, result.d.value, result.d.error,
                   known ? motion->protocol->id : _("run too short"));
  if (!known || (int)group != motion->ion)
    return;
  chart_add_scalar(chart, "protocol_from_ps", label, result.from, NAN, NULL);
  chart_add_scalar(chart, "protocol_to_ps", label, result.to, NAN, NULL);
  g_autofree char *d =
      number_format_error(result.d.value * UNITS_CM2_S, result.d.error * UNITS_CM2_S);
  g_autofree char *value =
      g_strdup_printf("D(%s) = %s cm²/s (%s)", label, d, motion->protocol->id);
  if (diffusive)
    chart_take_value(chart, g_steal_pointer(&value));
  else
    chart_take_bound(chart, g_steal_pointer(&value));
}

static void
describe_ions(const Motion *motion, const DiffusionResult *result, Chart *chart)
{
  if (result->state == DIFFUSION_GOOD)
    add_fit(motion, result, chart);
  set_verdict(chart, result);
  set_value(motion, chart, result);
}

static void
add_group(const Motion *motion, guint group, Chart *chart)
{
  DiffusionResult result = motion_judge(motion, group);

  add_curve(motion, group, chart);
  add_scalars(motion, group, chart, &result);
  if ((int)group == motion->ion)
    describe_ions(motion, &result, chart);
  if (motion->protocol)
    add_protocol(motion, group, chart, result.state == DIFFUSION_GOOD);
}

static Chart *
msd_chart(const MotionView *view)
{
  const Motion *motion = view->motion;
  Chart *chart = chart_new("msd", _("Mean square displacement"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LOG);
  if (motion->ion >= 0)
    ghosts_add_to(&view->ghosts[0], chart,
                  motion_group_label(motion, (guint)motion->ion));
  if (!motion->sums || msd_sums_n_lags(motion->sums) < 2) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint group = 0; group < motion->n_groups; group++)
    add_group(motion, group, chart);
  if (motion->ion < 0)
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
  chart_add_scalar(chart, "duration_ps", "", motion_duration(motion), NAN, NULL);
  if (isfinite(motion_temperature(motion)))
    chart_add_scalar(chart, "temperature_K", "", motion_temperature(motion), NAN, NULL);
  return chart;
}

static Chart *
msd_chart_at(Observer *self, guint index)
{
  const MotionView *view = (const MotionView *)self;

  return index == 0 ? msd_chart(view) : msd_slope_chart(view->motion, &view->ghosts[1]);
}

static void
msd_free(Observer *self)
{
  motion_view_clear((MotionView *)self);
  g_free(self);
}

static const ObserverClass msd_class = {
    .id = "msd",
    .add_frame = motion_view_add_frame,
    .begin_epoch = motion_view_begin_epoch,
    .n_charts = 2,
    .chart_at = msd_chart_at,
    .free = msd_free,
};

Observer *
msd_observer_new(double interval)
{
  MotionView *view = g_new0(MotionView, 1);

  motion_view_init(view, motion_new(), &msd_class, interval);
  view->ghost_lags = GHOST_LAGS;
  return &view->observer;
}

Motion *
msd_observer_motion(Observer *observer)
{
  g_return_val_if_fail(observer != NULL && observer->klass == &msd_class, NULL);

  return ((MotionView *)observer)->motion;
}

void
msd_observer_set_species(Observer *observer, const char *symbol)
{
  g_return_if_fail(observer != NULL && observer->klass == &msd_class);

  motion_set_species(((MotionView *)observer)->motion, symbol);
}

void
msd_observer_set_window(Observer *observer, double from, double to)
{
  g_return_if_fail(observer != NULL && observer->klass == &msd_class);

  motion_set_window(((MotionView *)observer)->motion, from, to);
}

gboolean
msd_observer_diffusion(Observer *observer, DiffusionPoint *out)
{
  g_return_val_if_fail(observer != NULL && observer->klass == &msd_class, FALSE);

  const Motion *motion = ((MotionView *)observer)->motion;
  if (motion->ion < 0 || msd_sums_n_lags(motion->sums) < 2)
    return FALSE;
  DiffusionResult result = motion_judge(motion, (guint)motion->ion);
  if (result.state == DIFFUSION_WAITING)
    return FALSE;
  gboolean good = result.state == DIFFUSION_GOOD;
  *out = (DiffusionPoint){.d = good ? result.d.value : result.bound,
                          .error = good ? result.d.error : NAN,
                          .diffusive = good,
                          .temperature = motion_temperature(motion),
                          .duration = motion_duration(motion),
                          .epoch = motion->epoch};
  return TRUE;
}
