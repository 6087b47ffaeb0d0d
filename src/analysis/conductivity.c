// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/conductivity.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/units.h"
#include "model/format-number.h"

#define GHOST_LAGS 12

static const Estimate unknown = {NAN, NAN};

static Estimate
scaled(Estimate d, double factor)
{
  return (Estimate){d.value * factor, d.error * factor};
}

static Estimate
ratio(Estimate a, Estimate b)
{
  return (Estimate){a.value / b.value, fabs(a.value / b.value) *
                                           hypot(a.error / a.value, b.error / b.value)};
}

/* S/m per Å²/ps */
static double
conductance(const Motion *motion, double squares)
{
  return UNITS_SIGMA * squares / (motion_volume(motion) * motion_temperature(motion));
}

/* D of a sum over charges per Σz². */
static Estimate
per_square(const Motion *motion, int group, double squares, const DiffusionResult *window)
{
  Estimate d =
      diffusion_gate_single(motion->sums, (guint)group, motion_spacing(motion), window);

  return scaled(d, 1.0 / squares);
}

Conductivity
conductivity_of(const Motion *motion)
{
  Conductivity result = {.tracer = unknown,
                         .collective = unknown,
                         .haven = unknown,
                         .nernst_einstein = unknown,
                         .sigma = unknown,
                         .sigma_all = unknown};

  if (motion->mobile < 0 || !(motion->mobile_square > 0.0))
    return result;
  DiffusionResult window = motion_judge(motion, (guint)motion->ion);
  if (window.state != DIFFUSION_GOOD)
    return result;
  double factor = conductance(motion, motion->mobile_square);
  result.diffusive = TRUE;
  result.tracer = window.d;
  result.collective = per_square(motion, motion->mobile, motion->mobile_square, &window);
  result.haven = ratio(result.tracer, result.collective);
  result.nernst_einstein = scaled(result.tracer, factor);
  result.sigma = scaled(result.collective, factor);
  if (motion->all >= 0)
    result.sigma_all =
        scaled(per_square(motion, motion->all, motion->all_square, &window),
               conductance(motion, motion->all_square));
  return result;
}

static void
add_curve(const Motion *motion, Chart *chart, guint group, const char *name,
          double squares)
{
  guint n = motion_lags_to_show(motion);
  gboolean single = motion->sums->group[group].n == 1;
  Series *series = chart_add_series(chart, name, SERIES_LINE, n, !single);

  for (guint k = 0; k < n; k++) {
    double mean = msd_sums_mean(motion->sums, group, k) / squares;
    series->x[k] = motion_lag(motion, k);
    series->y[k] = mean > 0.0 ? mean : NAN;
    if (!single)
      series->error[k] = msd_sums_error(motion->sums, group, k);
  }
  if ((int)group == motion->ion)
    series_set_species(series, motion_group_label(motion, group));
}

static void
add_estimate(Chart *chart, const char *key, const char *label, Estimate estimate,
             const char *note)
{
  chart_add_scalar(chart, key, label, estimate.value, estimate.error, note);
}

static void
add_scalars(const Motion *motion, Chart *chart, const Conductivity *result)
{
  const char *label = motion_group_label(motion, (guint)motion->ion);
  const char *note = NULL;

  if (!result->diffusive)
    note = _("the ions are not diffusive yet");
  add_estimate(chart, "D_sigma_A2_per_ps", label, result->collective, note);
  add_estimate(chart, "haven_ratio", label, result->haven, note);
  if (!note && isnan(motion_temperature(motion)))
    note = _("the temperature is not known");
  add_estimate(chart, "sigma_NE_S_per_m", label, result->nernst_einstein, note);
  add_estimate(chart, "sigma_S_per_m", label, result->sigma, note);
  add_estimate(chart, "sigma_NE_S_per_cm", label,
               scaled(result->nernst_einstein, UNITS_S_CM), note);
  add_estimate(chart, "sigma_S_per_cm", label, scaled(result->sigma, UNITS_S_CM), note);
  if (motion->all >= 0)
    add_estimate(chart, "sigma_all_S_per_m", "", result->sigma_all, note);
  chart_add_scalar(chart, "charge_square_e2", label, motion->mobile_square, NAN, NULL);
}

static void
set_value(Chart *chart, const Motion *motion, const Conductivity *result)
{
  if (!result->diffusive) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("not diffusive yet")));
    return;
  }
  g_autofree char *haven = number_format_error(result->haven.value, result->haven.error);
  if (isnan(motion_temperature(motion))) {
    chart_take_value(chart, g_strdup_printf("H_R = %s", haven));
    chart_take_verdict(chart, VERDICT_NOTICE,
                       g_strdup(_("the temperature is not known")));
    return;
  }
  g_autofree char *sigma = number_format_error(result->sigma.value * UNITS_S_CM,
                                               result->sigma.error * UNITS_S_CM);
  chart_take_value(chart, g_strdup_printf("σ = %s S/cm · H_R = %s", sigma, haven));
  gboolean rough = result->sigma.error > 0.5 * result->sigma.value;
  chart_take_verdict(chart, rough ? VERDICT_NOTICE : VERDICT_GOOD,
                     g_strdup(rough ? _("rough: one walker") : _("diffusive")));
}

static Chart *
conductivity_chart(Observer *self)
{
  const MotionView *view = (const MotionView *)self;
  const Motion *motion = view->motion;
  Chart *chart = chart_new("conductivity", _("Conductivity"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LOG);
  ghosts_add_to(&view->ghosts[0], chart, _("collective"));
  if (motion->sums && motion->mobile < 0) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
    return chart;
  }
  if (!motion->sums || msd_sums_n_lags(motion->sums) < 2) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  Conductivity result = conductivity_of(motion);
  add_curve(motion, chart, (guint)motion->ion,
            motion_group_label(motion, (guint)motion->ion), 1.0);
  if (motion->mobile_square > 0.0)
    add_curve(motion, chart, (guint)motion->mobile, _("collective"),
              motion->mobile_square);
  if (motion->all >= 0 && motion->all_square > 0.0)
    add_curve(motion, chart, (guint)motion->all, _("all charges"), motion->all_square);
  add_scalars(motion, chart, &result);
  set_value(chart, motion, &result);
  return chart;
}

static void
conductivity_free(Observer *self)
{
  motion_view_clear((MotionView *)self);
  g_free(self);
}

static const ObserverClass conductivity_class = {
    .id = "conductivity",
    .add_frame = motion_view_add_frame,
    .begin_epoch = motion_view_begin_epoch,
    .chart = conductivity_chart,
    .free = conductivity_free,
};

Observer *
conductivity_observer_new_on(Motion *motion, double interval)
{
  MotionView *view = g_new0(MotionView, 1);

  motion_view_init(view, motion, &conductivity_class, interval);
  view->ghost_lags = GHOST_LAGS;
  return &view->observer;
}
