// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/relaxation-chart.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/stretched-fit.h"
#include "model/format-number.h"

#define PARTS      RELAXATION_PARTS
#define LAGS_LEAST 8
#define START      (1.0 - 1e-6) /* ps: vibrations are over */
#define START_FAST 0.9          /* of the function, when it is below one half by then */
#define HALF       0.5
#define END        0.02
#define POINTS     6
#define FALL_LEAST (1.0 / 3.0)
#define FIT_POINTS 32
#define ONE_OVER_E 0.36787944117144233

/* One relaxation function of a group, over the lags that may be shown. */
typedef struct {
  guint n;
  double t[LAG_LADDER_LAGS], f[LAG_LADDER_LAGS];
} Decay;

enum { TAU, BETA, AMPLITUDE, TAU_MEAN, TAU_E, N_RESULTS };

static const char *const keys[2][N_RESULTS] = {
    {"tau_KWW_ps", "beta_KWW", "amplitude_KWW", "tau_mean_ps", "tau_e_ps"},
    {"overlap_tau_KWW_ps", "overlap_beta_KWW", "overlap_amplitude_KWW",
     "overlap_tau_mean_ps", "overlap_tau_e_ps"},
};

static Decay *
new_decay(const RelaxationSums *sums, const Motion *motion, RelaxationKind kind,
          guint group, int part)
{
  Decay *decay = g_new(Decay, 1);

  decay->n = relaxation_sums_lags(sums, motion);
  for (guint k = 0; k < decay->n; k++) {
    decay->t[k] = motion_lag(motion, k);
    decay->f[k] = relaxation_sums_value(sums, motion, kind, group, k, part);
  }
  return decay;
}

/* Lags from which and up to which the fit goes. */
static void
find_range(const Decay *decay, guint *first, guint *end)
{
  guint k = 0;

  while (k < decay->n && decay->t[k] < START)
    k++;
  if (k < decay->n && decay->f[k] < HALF)
    for (k = 0; decay->f[k] > START_FAST;)
      k++;
  *first = k;
  while (k < decay->n && decay->f[k] > END)
    k++;
  *end = k;
}

static gboolean
fit_range(const Decay *decay, guint first, guint end, double out[N_RESULTS])
{
  StretchedFit fit;

  if (!stretched_fit(decay->t + first, decay->f + first, end - first, &fit))
    return FALSE;
  out[TAU] = fit.tau;
  out[BETA] = fit.beta;
  out[AMPLITUDE] = fit.amplitude;
  out[TAU_MEAN] = stretched_fit_mean_time(&fit);
  out[TAU_E] = stretched_fit_crossing(decay->t, decay->f, decay->n, ONE_OVER_E);
  return TRUE;
}

static gboolean
falls_enough(const Decay *decay, guint first, guint end)
{
  return end >= first + POINTS &&
         decay->f[end - 1] < (1.0 - FALL_LEAST) * decay->f[first];
}

/* Spread of the results when one part after the other is left out. */
static gboolean
jackknife(const RelaxationSums *sums, const Motion *motion, RelaxationKind kind,
          guint group, const guint range[2], double error[N_RESULTS])
{
  double value[PARTS][N_RESULTS];

  if (motion->group[group].n < 2 * PARTS)
    return FALSE;
  for (int p = 0; p < PARTS; p++) {
    g_autofree Decay *decay = new_decay(sums, motion, kind, group, p);
    if (!fit_range(decay, range[0], range[1], value[p]))
      return FALSE;
  }
  for (guint i = 0; i < N_RESULTS; i++) {
    double mean = 0.0, squares = 0.0;
    for (guint p = 0; p < PARTS; p++)
      mean += value[p][i] / PARTS;
    for (guint p = 0; p < PARTS; p++)
      squares += (value[p][i] - mean) * (value[p][i] - mean);
    error[i] = diffusion_fit_student(PARTS - 1) * sqrt(squares * (PARTS - 1.0) / PARTS);
  }
  return TRUE;
}

static void
add_decay(const Motion *motion, guint group, Chart *chart, const Decay *decay)
{
  const char *label = motion_group_label(motion, group);
  Series *series = chart_add_series(chart, label, SERIES_LINE, decay->n, FALSE);

  series_set_species(series, label);
  for (guint k = 0; k < decay->n; k++) {
    series->x[k] = decay->t[k];
    series->y[k] = decay->f[k];
  }
}

static void
add_fit(Chart *chart, const Decay *decay, const guint range[2],
        const double result[N_RESULTS])
{
  StretchedFit fit = {
      .amplitude = result[AMPLITUDE], .tau = result[TAU], .beta = result[BETA]};
  double from = decay->t[range[0]], to = decay->t[range[1] - 1];
  Series *series = chart_add_series(chart, _("fit"), SERIES_LINE, FIT_POINTS, FALSE);

  series->dashed = TRUE;
  for (guint k = 0; k < FIT_POINTS; k++) {
    series->x[k] = from * pow(to / from, k / (FIT_POINTS - 1.0));
    series->y[k] = stretched_fit_value(&fit, series->x[k]);
  }
}

static void
fit_ions(const RelaxationSums *sums, const Motion *motion, RelaxationKind kind,
         Chart *chart, const Decay *decay)
{
  guint group = (guint)motion->ion, range[2];
  const char *label = motion_group_label(motion, group);
  double result[N_RESULTS], error[N_RESULTS] = {NAN, NAN, NAN, NAN, NAN};

  find_range(decay, &range[0], &range[1]);
  if (!falls_enough(decay, range[0], range[1]) ||
      !fit_range(decay, range[0], range[1], result) || result[TAU] < decay->t[range[0]]) {
    gboolean fast = decay->f[0] < ONE_OVER_E;
    const char *reason =
        fast ? _("faster than the samples") : _("not relaxed in the time seen");
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(reason));
    for (guint i = 0; i < N_RESULTS; i++)
      chart_add_scalar(chart, keys[kind][i], label, NAN, NAN, reason);
    return;
  }
  gboolean known = jackknife(sums, motion, kind, group, range, error);
  for (guint i = 0; i < N_RESULTS; i++)
    chart_add_scalar(chart, keys[kind][i], label, result[i], error[i], NULL);
  add_fit(chart, decay, range, result);
  g_autofree char *tau = number_format_error(result[TAU], error[TAU]);
  g_autofree char *beta = number_format_error(result[BETA], error[BETA]);
  chart_take_value(chart, g_strdup_printf("τ(%s) = %s ps · β = %s", label, tau, beta));
  chart_take_verdict(chart, known ? VERDICT_GOOD : VERDICT_NOTICE,
                     g_strdup(known ? _("relaxed") : _("error not known")));
}

Chart *
relaxation_chart(const RelaxationSums *sums, const Motion *motion, RelaxationKind kind,
                 const Ghosts *ghosts)
{
  gboolean scattering = kind == RELAXATION_SCATTERING;
  Chart *chart = scattering ? chart_new("fs", _("Self intermediate scattering"))
                            : chart_new("overlap", _("Overlap function"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, scattering ? "Fₛ(q,t)" : "Q(t)", "", AXIS_LINEAR);
  if (motion->ion >= 0)
    ghosts_add_to(ghosts, chart, motion_group_label(motion, (guint)motion->ion));
  if (relaxation_sums_lags(sums, motion) < LAGS_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  if (scattering)
    chart_add_scalar(chart, "q_per_A", "", sums->q, NAN, NULL);
  else
    chart_add_scalar(chart, "a_A", "", sums->a, NAN, NULL);
  for (guint group = 0; group < motion->n_groups; group++) {
    g_autofree Decay *decay = new_decay(sums, motion, kind, group, -1);
    add_decay(motion, group, chart, decay);
    if ((int)group == motion->ion)
      fit_ions(sums, motion, kind, chart, decay);
  }
  return chart;
}

static void
add_chi4(const RelaxationSums *sums, const Motion *motion, guint group, Chart *chart)
{
  const char *label = motion_group_label(motion, group);
  guint n = relaxation_sums_lags(sums, motion), best = 0;
  Series *series = chart_add_series(chart, label, SERIES_LINE, n, FALSE);

  series_set_species(series, label);
  for (guint k = 0; k < n; k++) {
    series->x[k] = motion_lag(motion, k);
    series->y[k] = relaxation_sums_chi4(sums, motion, group, k);
    if (series->y[k] > series->y[best])
      best = k;
  }
  const char *note = 2.0 * series->x[best] <= series->x[n - 1] ? NULL : _("still rising");
  chart_add_scalar(chart, "chi4_max", label, series->y[best], NAN, note);
  chart_add_scalar(chart, "t_chi4_max_ps", label, series->x[best], NAN, note);
  if ((int)group != motion->ion)
    return;
  g_autofree char *height = number_format_fixed(series->y[best], 2);
  g_autofree char *time = number_format_short(series->x[best], 2);
  if (note) {
    chart_take_value(chart, g_strdup_printf("χ₄(%s) ≥ %s", label, height));
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(note));
    return;
  }
  series_add_mark(series, series->x[best], series->y[best], height);
  chart_take_value(
      chart, g_strdup_printf(_("χ₄(%s) = %s at %s ps at most"), label, height, time));
}

Chart *
relaxation_chi4_chart(const RelaxationSums *sums, const Motion *motion,
                      const Ghosts *ghosts)
{
  Chart *chart = chart_new("chi4", _("Four-point susceptibility"));

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "χ₄", "", AXIS_LINEAR);
  if (motion->ion >= 0)
    ghosts_add_to(ghosts, chart, motion_group_label(motion, (guint)motion->ion));
  if (relaxation_sums_lags(sums, motion) < LAGS_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
    return chart;
  }
  for (guint group = 0; group < motion->n_groups; group++)
    add_chi4(sums, motion, group, chart);
  return chart;
}
