// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/msd-slope.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/diffusion-gate.h"
#include "model/format-number.h"

#define BAND 0.1

static void
add_curve(const Motion *motion, guint group, Chart *chart)
{
  const char *label = motion_group_label(motion, group);
  guint n_lags = motion_lags_to_show(motion), n = 0;
  Series *series = chart_add_series(chart, label, SERIES_LINE, n_lags, TRUE);

  series_set_species(series, label);
  for (guint k = 0; k < n_lags && diffusion_gate_doubled(k) < n_lags; k++) {
    Estimate beta = diffusion_gate_slope(motion->sums, group, k);
    series->x[n] = M_SQRT2 * motion_lag(motion, k);
    series->y[n] = beta.value;
    series->error[n++] = beta.error;
  }
  series->n = n;
}

static void
add_band(Chart *chart, const char *name, double beta, const Series *curve)
{
  Series *line = chart_add_series(chart, name, SERIES_LINE, 2, FALSE);

  line->dashed = TRUE;
  line->x[0] = curve->x[0];
  line->x[1] = curve->x[curve->n - 1];
  line->y[0] = line->y[1] = beta;
}

static void
set_value(const Motion *motion, Chart *chart, const Series *curve)
{
  double lowest = INFINITY, at = NAN;
  const char *label = motion_group_label(motion, (guint)motion->ion);

  for (guint k = 0; k < curve->n; k++)
    if (curve->y[k] < lowest) {
      lowest = curve->y[k];
      at = curve->x[k];
    }
  g_autofree char *last = number_format_fixed(curve->y[curve->n - 1], 2);
  g_autofree char *least = number_format_fixed(lowest, 2);
  g_autofree char *time = number_format_short(at, 2);
  chart_take_value(chart, g_strdup_printf(_("β(%s) = %s · least %s at %s ps"), label,
                                          last, least, time));
  chart_add_scalar(chart, "beta_least", label, lowest, NAN, NULL);
  chart_add_scalar(chart, "beta_least_at_ps", label, at, NAN, NULL);
}

Chart *
msd_slope_chart(const Motion *motion, const Ghosts *ghosts)
{
  Chart *chart = chart_new("msd-slope", _("Slope of the MSD"));
  const Series *curve = NULL;

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "β", "", AXIS_LINEAR);
  if (motion->ion >= 0)
    ghosts_add_to(ghosts, chart, motion_group_label(motion, (guint)motion->ion));
  if (!motion->sums || motion_lags_to_show(motion) < 2) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint group = 0; group < motion->n_groups; group++) {
    add_curve(motion, group, chart);
    if ((int)group == motion->ion)
      curve = g_ptr_array_index(chart->series, chart->series->len - 1);
  }
  if (curve && curve->n > 1) {
    set_value(motion, chart, curve);
    /* Translators: names the lines between which the slope counts as that of diffusion */
    add_band(chart, _("diffusive"), 1.0 - BAND, curve);
    add_band(chart, "", 1.0 + BAND, curve);
  }
  return chart;
}
