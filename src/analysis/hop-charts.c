// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-charts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/format-number.h"

#define RATIO_LEAST  0.5
#define RATIO_MOST   1.2
#define LAG_LEAST    0.2 /* ps */
#define REACH        4.5 /* Å */
#define VACATED      1.5 /* Å */
#define SHUFFLES     200
#define SEED         1
#define PENDING      0.5 /* ps: hops of that time may not be told yet */
#define GROUPS_LEAST 10  /* hops */
#define MORE         1.1 /* times the hops: groups are found again */

static gboolean
is_waiting(const HopCharts *charts, Chart *chart)
{
  if (charts->tally && !charts->symbol)
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("no mobile ions")));
  else if (!charts->tally || charts->tally->time_seen <= 0.0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
  else
    return FALSE;
  return TRUE;
}

static gboolean
has_no_hop(const HopCharts *charts, Chart *chart)
{
  if (is_waiting(charts, chart))
    return TRUE;
  if (charts->tally->n > 0)
    return FALSE;
  chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("no hop yet")));
  return TRUE;
}

static Series *
add_curve(const HopCharts *charts, Chart *chart, const char *name, SeriesStyle style,
          guint n)
{
  Series *series = chart_add_series(chart, name, style, n, TRUE);

  series_set_species(series, charts->symbol);
  return series;
}

/* Counts in bins, as a density with √n errors; x in the middle of the bins, the first of
 * which is at from. */
static Series *
add_histogram(const HopCharts *charts, Chart *chart, const guint *count, guint n_bins,
              double width, double from)
{
  double scale = 1.0 / (charts->tally->n * width);
  guint n = n_bins;

  while (n > 1 && count[n - 1] == 0)
    n--;
  Series *series = add_curve(charts, chart, charts->symbol, SERIES_FILL, n);
  for (guint bin = 0; bin < n; bin++) {
    series->x[bin] = from + bin * width;
    series->y[bin] = count[bin] * scale;
    series->error[bin] = sqrt(count[bin]) * scale;
  }
  return series;
}

/* Mean of n values and its standard error. */
static Estimate
mean_of(double sum, double square, guint n)
{
  double mean = sum / n, variance = square / n - mean * mean;

  return (Estimate){mean, n > 1 ? sqrt(MAX(variance, 0.0) / (n - 1.0)) : NAN};
}

static void
add_estimate(Chart *chart, const char *key, const char *symbol, Estimate estimate)
{
  chart_add_scalar(chart, key, symbol, estimate.value, estimate.error, NULL);
}

typedef struct {
  double value;
  gboolean known; /* else a lower bound: MSD/6t is more than D */
} Ratio;

/* D_jump over the D of the mean square displacement, or over its bound. */
static Ratio
add_ratio(const HopCharts *charts, Chart *chart)
{
  Estimate jump = hop_tally_d_jump(charts->tally);
  DiffusionResult msd = hop_tally_diffusion(charts->tally);
  gboolean known = msd.state == DIFFUSION_GOOD || msd.state == DIFFUSION_UNSTEADY;
  double d = known ? msd.d.value : msd.bound, ratio = d > 0.0 ? jump.value / d : NAN;
  double relative =
      hypot(jump.error / jump.value, known ? msd.d.error / msd.d.value : 0.0);

  add_estimate(chart, "D_jump_A2_per_ps", charts->symbol, jump);
  chart_add_scalar(chart, "D_MSD_A2_per_ps", charts->symbol, known ? d : NAN,
                   known ? msd.d.error : NAN, known ? NULL : _("not diffusive yet"));
  chart_add_scalar(chart, "D_jump_over_D_MSD", charts->symbol, ratio,
                   isfinite(ratio) ? ratio * relative : NAN,
                   known ? NULL : _("to MSD/6t at the longest lag, not diffusive yet"));
  return (Ratio){ratio, known};
}

static void
add_counts(const HopCharts *charts, Chart *chart)
{
  const HopTally *tally = charts->tally;
  double n = MAX(tally->n, 1), back = tally->n_back / n;

  chart_add_scalar(chart, "hops", charts->symbol, tally->n, NAN, NULL);
  chart_add_scalar(chart, "time_ps", charts->symbol, tally->time_seen, NAN, NULL);
  add_estimate(chart, "hops_per_ion_and_ps", charts->symbol, hop_tally_rate(tally));
  if (tally->n == 0)
    return;
  add_estimate(chart, "length_A", charts->symbol,
               mean_of(tally->length, tally->length2, tally->n));
  add_estimate(chart, "duration_ps", charts->symbol,
               mean_of(tally->duration, tally->duration2, tally->n));
  chart_add_scalar(chart, "fraction_back", charts->symbol, back,
                   sqrt(back * (1.0 - back) / n), NULL);
  chart_add_scalar(chart, "hops_productive", charts->symbol, tally->n_productive, NAN,
                   NULL);
  chart_add_scalar(chart, "tau_back_ps", charts->symbol, tally->tau_back, NAN, NULL);
}

static void
say_verdict(Chart *chart, Ratio ratio)
{
  gboolean good = ratio.value >= RATIO_LEAST && ratio.value <= RATIO_MOST;
  VerdictLevel level = !ratio.known ? VERDICT_NONE : good ? VERDICT_GOOD : VERDICT_NOTICE;
  g_autofree char *number = number_format_fixed(ratio.value, 2);

  if (!isnan(ratio.value))
    chart_take_verdict(
        chart, level, g_strdup_printf("D_jump/D %s %s", ratio.known ? "=" : "≥", number));
}

static void
say_counts(const HopCharts *charts, Chart *chart)
{
  const HopTally *tally = charts->tally;
  double n = MAX(tally->n, 1);
  g_autofree char *mean = number_format_fixed(tally->length / n, 1);
  g_autofree char *percent = number_format_fixed(100.0 * tally->n_back / n, 0);

  /* Translators: number of hops, their mean length, and how many go back at once */
  chart_take_value(chart,
                   g_strdup_printf(ngettext("%u hop of %s Å · %s %% back",
                                            "%u hops of %s Å · %s %% back", tally->n),
                                   tally->n, mean, percent));
}

static void
say_rate(const HopCharts *charts, Chart *chart)
{
  Estimate rate = hop_tally_rate(charts->tally);
  g_autofree char *text = number_format_error(rate.value, rate.error);

  /* Translators: rate of hops per ion and picosecond */
  chart_take_value(chart, g_strdup_printf(_("%s hops/(ion ps)"), text));
}

/* Longer ones are counted in the last bin. */
static void
mark_longest(const HopCharts *charts, Chart *chart)
{
  Series *series = g_ptr_array_index(chart->series, chart->series->len - 1);
  guint last = HOP_TALLY_LENGTHS - 1;

  if (charts->tally->n_length[last] == 0)
    return;
  g_autofree char *from = number_format_short(last * HOP_TALLY_DL, 3);
  g_autofree char *text = g_strdup_printf("≥ %s Å", from);
  series_add_mark(series, series->x[last], series->y[last], text);
}

Chart *
hop_charts_lengths(const HopCharts *charts, const char *id, const char *title)
{
  Chart *chart = chart_new(id, title);
  SurvivalCurve residence;

  chart_set_x_axis(chart, "L", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(L)", "Å⁻¹", AXIS_LINEAR);
  if (is_waiting(charts, chart))
    return chart;
  add_counts(charts, chart);
  if (has_no_hop(charts, chart))
    return chart;
  add_histogram(charts, chart, charts->tally->n_length, HOP_TALLY_LENGTHS, HOP_TALLY_DL,
                0.5 * HOP_TALLY_DL);
  mark_longest(charts, chart);
  hop_tally_residence(charts->tally, &residence);
  chart_add_scalar(chart, "residence_ps", charts->symbol, residence.mean,
                   residence.mean_error, NULL);
  say_counts(charts, chart);
  say_verdict(chart, add_ratio(charts, chart));
  return chart;
}

Chart *
hop_charts_durations(const HopCharts *charts, const char *id)
{
  Chart *chart = chart_new(id, _("Hop durations"));

  chart_set_x_axis(chart, _("time in transit"), "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, "P", "ps⁻¹", AXIS_LINEAR);
  if (has_no_hop(charts, chart))
    return chart;
  const HopTally *tally = charts->tally;
  double per_bin = hop_tally_samples_per_bin(tally), width = per_bin * tally->spacing;
  add_histogram(charts, chart, tally->n_duration, HOP_TALLY_DURATIONS, width,
                0.5 * (per_bin - 1.0) * tally->spacing);
  Estimate mean = mean_of(tally->duration, tally->duration2, tally->n);
  g_autofree char *text = number_format_error(mean.value, mean.error);
  add_estimate(chart, "duration_ps", charts->symbol, mean);
  chart_add_scalar(chart, "resolution_ps", charts->symbol, tally->spacing, NAN, NULL);
  chart_take_value(chart, g_strdup_printf(_("%s ps on average"), text));
  return chart;
}

static void
add_steps(const HopCharts *charts, Chart *chart, const SurvivalCurve *curve)
{
  Series *series =
      add_curve(charts, chart, charts->symbol, SERIES_LINE, 2 * curve->n + 1);
  double value = 1.0, error = 0.0;

  series->x[0] = 0.5 * curve->time[0];
  series->y[0] = 1.0;
  for (guint k = 0; k < curve->n; k++) {
    series->x[2 * k + 1] = series->x[2 * k + 2] = curve->time[k];
    series->y[2 * k + 1] = value;
    series->error[2 * k + 1] = error;
    value = series->y[2 * k + 2] = curve->value[k];
    error = series->error[2 * k + 2] = curve->error[k];
  }
}

Chart *
hop_charts_residence(const HopCharts *charts, const char *id)
{
  Chart *chart = chart_new(id, _("Times of residence"));
  SurvivalCurve curve;

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, _("still there"), "", AXIS_LINEAR);
  if (has_no_hop(charts, chart))
    return chart;
  hop_tally_residence(charts->tally, &curve);
  if (curve.n == 0) {
    chart_take_verdict(chart, VERDICT_WAIT,
                       g_strdup(_("no cage seen from begin to end")));
    return chart;
  }
  add_steps(charts, chart, &curve);
  g_autofree char *mean = number_format_error(curve.mean, curve.mean_error);
  chart_add_scalar(chart, "residences", charts->symbol, charts->tally->residence.n_ended,
                   NAN, NULL);
  chart_add_scalar(chart, "median_ps", charts->symbol, curve.median, NAN,
                   isnan(curve.median) ? _("more than half outlast the time observed")
                                       : NULL);
  chart_add_scalar(chart, "residence_ps", charts->symbol, curve.mean, curve.mean_error,
                   NULL);
  /* Translators: mean time that an ion stays in a cage */
  chart_take_value(chart, g_strdup_printf(_("τ = %s ps"), mean));
  return chart;
}

Chart *
hop_charts_rate(const HopCharts *charts, const char *id)
{
  Chart *chart = chart_new(id, _("Hop rate"));
  guint n = 0;

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, _("hops per ion"), "ps⁻¹", AXIS_LINEAR);
  if (is_waiting(charts, chart))
    return chart;
  const HopTally *tally = charts->tally;
  Series *series =
      add_curve(charts, chart, charts->symbol, SERIES_POINTS, HOP_TALLY_RATES);
  for (guint k = 0; k < HOP_TALLY_RATES; k++) {
    double seen = tally->n_ions * tally->rate_seen[k];
    double end = tally->rate_from + (k + 1.0) * tally->rate_step;
    if (tally->rate_seen[k] < 0.5 * tally->rate_step || end + PENDING > tally->until)
      continue;
    series->x[n] = tally->rate_from + (k + 0.5) * tally->rate_step;
    series->y[n] = tally->n_rate[k] / seen;
    series->error[n++] = sqrt(MAX(tally->n_rate[k], 1)) / seen;
  }
  series->n = n;
  add_estimate(chart, "hops_per_ion_and_ps", charts->symbol, hop_tally_rate(tally));
  if (tally->n > 0)
    say_rate(charts, chart);
  if (n == 0)
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
  return chart;
}

static void
find_groups(const HopTally *tally, const HopSurroundings *around, HopGroupsCache *cache)
{
  double until = MAX(tally->until, tally->recent_from);
  const GArray *recent = tally->recent;

  if (cache->known && (tally->n < MORE * cache->n ||
                       until - cache->until < 0.5 * (cache->until - tally->recent_from)))
    return;
  cache->lag = MAX(tally->duration / MAX(tally->n, 1), LAG_LEAST);
  cache->reach = isnan(around->reach) ? REACH : around->reach;
  if (!isnan(around->lag_chosen))
    cache->lag = around->lag_chosen;
  if (!isnan(around->reach_chosen))
    cache->reach = around->reach_chosen;
  HopGroupsOptions options = {.lag = cache->lag,
                              .reach = cache->reach,
                              .vacated = VACATED,
                              .from = tally->recent_from,
                              .to = MAX(until, tally->recent_from + tally->spacing),
                              .n_shuffles = SHUFFLES,
                              .seed = SEED};
  hop_groups((const GroupHop *)recent->data, recent->len, &around->cell, &options, NULL,
             &cache->groups);
  cache->known = TRUE;
  cache->n = tally->n;
  cache->until = until;
}

static void
add_sizes(Series *series, const double *share, const double *error)
{
  guint n = 0;

  for (guint size = 1; size <= HOP_GROUPS_SIZES; size++) {
    if (share[size] <= 0.0)
      continue;
    series->x[n] = size;
    series->y[n] = share[size];
    series->error[n++] = error[size];
  }
  series->n = n;
}

/* exp(−C N) through the share of groups of two and more. */
static void
add_decay(const HopCharts *charts, Chart *chart, const HopGroups *groups)
{
  double c = groups->decay.value, beyond = 1.0 - groups->share[1];
  guint n = MIN(groups->largest, HOP_GROUPS_SIZES) - 1;

  if (isnan(c) || n < 1)
    return;
  g_autofree char *decay = number_format_error(c, groups->decay.error);
  g_autofree char *name = g_strdup_printf("exp(−CN), C = %s", decay);
  Series *series = chart_add_series(chart, name, SERIES_LINE, n, FALSE);
  series->dashed = TRUE;
  series_set_species(series, charts->symbol);
  for (guint k = 0; k < n; k++) {
    series->x[k] = k + 2;
    series->y[k] = beyond * (1.0 - exp(-c)) * exp(-c * k);
  }
}

/* Where larger groups are counted. */
static void
mark_last(Chart *chart, const HopGroups *groups)
{
  Series *series = g_ptr_array_index(chart->series, 1);
  g_autofree char *text = g_strdup_printf("≥ %d", HOP_GROUPS_SIZES);

  if (groups->largest > HOP_GROUPS_SIZES)
    series_add_mark(series, HOP_GROUPS_SIZES, groups->share[HOP_GROUPS_SIZES], text);
}

static void
add_group_numbers(const HopCharts *charts, Chart *chart, const HopGroupsCache *cache)
{
  const HopGroups *groups = &cache->groups;
  const char *symbol = charts->symbol;

  chart_add_scalar(chart, "hops", symbol, groups->n_hops, NAN, NULL);
  chart_add_scalar(chart, "tau_c_ps", symbol, cache->lag, NAN, NULL);
  chart_add_scalar(chart, "d_c_A", symbol, cache->reach, NAN, NULL);
  chart_add_scalar(chart, "largest_group", symbol, groups->largest, NAN, NULL);
  chart_add_scalar(chart, "share_together", symbol, groups->together, NAN, NULL);
  add_estimate(chart, "excess", symbol, groups->excess);
  add_estimate(chart, "C", symbol, groups->decay);
  add_estimate(chart, "C_null", symbol, groups->null_decay);
  chart_add_scalar(chart, "share_strings", symbol, groups->strings, NAN, NULL);
}

static void
say_excess(Chart *chart, const HopGroups *groups)
{
  double excess = groups->excess.value, error = groups->excess.error;
  g_autofree char *together = number_format_fixed(100.0 * groups->together, 0);
  g_autofree char *chance = number_format_fixed(100.0 * (groups->together - excess), 0);

  /* Translators: share of the hops that go together with another one, and how many would
   * do so by chance */
  chart_take_value(
      chart, g_strdup_printf(_("%s %% together · %s %% by chance"), together, chance));
  if (excess > 2.0 * error)
    chart_take_verdict(chart, VERDICT_GOOD, g_strdup(_("more than chance")));
  else
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("as by chance")));
}

Chart *
hop_charts_groups(const HopCharts *charts, const char *id, const HopSurroundings *around,
                  HopGroupsCache *cache)
{
  double error[HOP_GROUPS_SIZES + 1];
  Chart *chart = chart_new(id, _("Hops that go together"));

  chart_set_x_axis(chart, "N", "", AXIS_LINEAR);
  chart_set_y_axis(chart, "P(N)", "", AXIS_LOG);
  if (has_no_hop(charts, chart))
    return chart;
  if (charts->tally->recent->len < GROUPS_LEAST) {
    chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("too few hops yet")));
    return chart;
  }
  find_groups(charts->tally, around, cache);
  const HopGroups *groups = &cache->groups;
  for (guint size = 0; size <= HOP_GROUPS_SIZES; size++)
    error[size] = sqrt(groups->share[size] / groups->n_groups);
  Series *by_chance =
      chart_add_series(chart, _("shuffled in time"), SERIES_LINE, HOP_GROUPS_SIZES, TRUE);
  add_sizes(by_chance, groups->null, groups->null_error);
  add_sizes(add_curve(charts, chart, charts->symbol, SERIES_POINTS, HOP_GROUPS_SIZES),
            groups->share, error);
  add_decay(charts, chart, groups);
  mark_last(chart, groups);
  add_group_numbers(charts, chart, cache);
  say_excess(chart, groups);
  return chart;
}
