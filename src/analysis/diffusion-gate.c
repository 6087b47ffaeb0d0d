// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/diffusion-gate.h"

#include <math.h>

#define LAGS_LEAST      8
#define POINTS_LEAST    4
#define BETA_TOLERANCE  0.1
#define BETA_ERRORS     2.0
#define BETA_CAGED      0.5
#define BETA_CAGE       0.8 /* a minimum below this means that there was a cage */
#define CAGE_FACTOR     3.0
#define LENGTH_FACTOR   10.0
#define DRIFT_ERRORS    3.0
#define DRIFT_RELATIVE  0.2
#define BLOCKS_LEAST    4
#define BLOCK_LAGS      3
#define DOUBLING_OFFSET 8

/* Everything known of one group, lags 0 … last. */
typedef struct {
  const MsdSums *sums;
  guint group;
  double spacing;
  guint last;
  double lag[LAG_LADDER_LAGS];    /* ps */
  double mean[LAG_LADDER_LAGS];   /* Å² */
  guint n_beta;                   /* lags whose double is ≤ last */
  Estimate beta[LAG_LADDER_LAGS]; /* log2 MSD(2t)/MSD(t) */
} Curve;

static const double *
row_of(const Curve *curve, guint lag)
{
  return curve->sums->sum[lag] + curve->sums->group[curve->group].first;
}

static double
duration_of(const Curve *curve)
{
  return (double)(lag_ladder_n_samples(curve->sums->ladder) - 1) * curve->spacing;
}

guint
diffusion_gate_doubled(guint lag)
{
  return lag < DOUBLING_OFFSET - 1 ? 2 * lag + 1 : lag + DOUBLING_OFFSET;
}

Estimate
diffusion_gate_slope(const MsdSums *sums, guint group, guint lag)
{
  const MsdGroup *points = &sums->group[group];
  guint twice = diffusion_gate_doubled(lag);
  double once_mean = msd_sums_mean(sums, group, lag);
  double twice_mean = msd_sums_mean(sums, group, twice);
  const double *rows[2] = {sums->sum[lag] + points->first,
                           sums->sum[twice] + points->first};
  double weights[2] = {
      -1.0 / (M_LN2 * once_mean * (double)sums->n_pairs[lag]),
      1.0 / (M_LN2 * twice_mean * (double)sums->n_pairs[twice]),
  };
  Estimate slope = diffusion_fit_jackknife(weights, rows, 2, points->n);

  slope.value = log2(twice_mean / once_mean);
  return slope;
}

/* FALSE when there is too little to look at. */
static gboolean
fill_curve(Curve *curve, double end)
{
  guint n_lags = msd_sums_n_lags(curve->sums);
  guint n = 0;

  while (n < n_lags && (double)lag_ladder_samples(n) * curve->spacing <= end) {
    curve->lag[n] = (double)lag_ladder_samples(n) * curve->spacing;
    curve->mean[n] = msd_sums_mean(curve->sums, curve->group, n);
    if (!(curve->mean[n] > 0.0))
      return FALSE;
    n++;
  }
  if (n < LAGS_LEAST || curve->sums->group[curve->group].n < POINTS_LEAST)
    return FALSE;
  curve->last = n - 1;
  for (guint k = 0; diffusion_gate_doubled(k) <= curve->last; k++) {
    curve->beta[k] = diffusion_gate_slope(curve->sums, curve->group, k);
    curve->n_beta = k + 1;
  }
  return TRUE;
}

/* Slope of ln MSD over ln t from a lag to the last one. */
static double
window_slope(const Curve *curve, guint first)
{
  g_autofree double *weight = g_new(double, LAG_LADDER_LAGS);
  guint n = curve->last - first + 1;
  double slope = 0.0;

  diffusion_fit_slope_weights(curve->lag + first, n, weight);
  for (guint k = 0; k < n; k++)
    slope += weight[k] * log(curve->mean[first + k]);
  return slope;
}

/* Its error over the points. */
static double
window_slope_error(const Curve *curve, guint first)
{
  guint n = curve->last - first + 1;
  g_autofree double *weight = g_new(double, n);
  g_autofree const double **row = g_new(const double *, n);

  diffusion_fit_slope_weights(curve->lag + first, n, weight);
  for (guint k = 0; k < n; k++) {
    guint lag = first + k;
    weight[k] /= curve->mean[lag] * (double)curve->sums->n_pairs[lag];
    row[k] = row_of(curve, lag);
  }
  return diffusion_fit_jackknife(weight, row, n, curve->sums->group[curve->group].n)
      .error;
}

static gboolean
is_one(double beta, double error)
{
  return fabs(beta - 1.0) <= BETA_TOLERANCE + BETA_ERRORS * error;
}

/* First lag of the window, or -1. */
static int
find_first(const Curve *curve)
{
  guint first = curve->n_beta;

  while (first > 0 && is_one(curve->beta[first - 1].value, curve->beta[first - 1].error))
    first--;
  for (; first < curve->n_beta; first++)
    if (is_one(curve->beta[first].value, 0.0) && is_one(window_slope(curve, first), 0.0))
      return (int)first;
  return -1;
}

/* Å²; 0 without a cage. */
static double
cage_plateau(const Curve *curve)
{
  guint least = 0;

  for (guint k = 1; k < curve->n_beta; k++)
    if (curve->beta[k].value < curve->beta[least].value)
      least = k;
  return curve->beta[least].value < BETA_CAGE ? curve->mean[least] : 0.0;
}

static void
fit_line(const Curve *curve, DiffusionResult *result)
{
  guint n = result->last - result->first + 1;
  g_autofree double *weight = g_new(double, n), *offset = g_new(double, n);
  g_autofree const double **row = g_new(const double *, n);

  diffusion_fit_weights(curve->lag + result->first, n, weight, offset);
  result->offset = 0.0;
  for (guint k = 0; k < n; k++) {
    guint lag = result->first + k;
    result->offset += offset[k] * curve->mean[lag];
    row[k] = row_of(curve, lag);
    weight[k] /= (double)curve->sums->n_pairs[lag];
  }
  result->d = diffusion_fit_jackknife(weight, row, n, curve->sums->group[curve->group].n);
}

/* D of every full block over the lags of the window up to half a block; number of blocks,
 * 0 when there are too few to compare. */
static guint
fit_blocks(const Curve *curve, const DiffusionResult *result, double d[MSD_BLOCKS])
{
  const MsdSums *sums = curve->sums;
  guint n_blocks = msd_sums_n_blocks(sums);
  guint n = 0;

  while (result->first + n <= result->last &&
         2 * lag_ladder_samples(result->first + n) <= sums->block_length)
    n++;
  if (n < BLOCK_LAGS || n_blocks < BLOCKS_LEAST)
    return 0;

  g_autofree double *weight = g_new(double, n);
  diffusion_fit_weights(curve->lag + result->first, n, weight, NULL);
  for (guint b = 0; b < n_blocks; b++) {
    d[b] = 0.0;
    for (guint k = 0; k < n; k++)
      d[b] += weight[k] * msd_sums_block_mean(sums, curve->group, result->first + k, b);
  }
  return n_blocks;
}

/* Whether D stays the same; widens the error to that of the blocks. */
static gboolean
check_blocks(const Curve *curve, DiffusionResult *result)
{
  double d[MSD_BLOCKS], half[2] = {0.0, 0.0};
  guint n = fit_blocks(curve, result, d);
  static const double one = 1.0;

  if (n == 0)
    return TRUE;
  for (guint b = 0; b < n / 2; b++) {
    half[0] += d[b] / (n / 2);
    half[1] += d[n - 1 - b] / (n / 2);
  }
  double change = fabs(half[1] - half[0]);
  gboolean steady = change <= DRIFT_ERRORS * 2.0 * result->d.error ||
                    change <= DRIFT_RELATIVE * fabs(result->d.value);
  const double *row = d;
  Estimate blocks = diffusion_fit_jackknife(&one, &row, 1, n);
  result->d.error = MAX(result->d.error, blocks.error);
  return steady;
}

Estimate
diffusion_gate_single(const MsdSums *sums, guint group, double spacing,
                      const DiffusionResult *window)
{
  g_autofree Curve *curve = g_new0(Curve, 1);
  guint n = window->last - window->first + 1;
  double blocks[MSD_BLOCKS];
  const double *row = blocks;
  static const double one = 1.0;
  Estimate d = {0.0, NAN};

  *curve = (Curve){.sums = sums, .group = group, .spacing = spacing};
  curve->last = window->last;
  for (guint k = 0; k <= window->last; k++) {
    curve->lag[k] = (double)lag_ladder_samples(k) * spacing;
    curve->mean[k] = msd_sums_mean(sums, group, k);
  }
  g_autofree double *weight = g_new(double, n);
  diffusion_fit_weights(curve->lag + window->first, n, weight, NULL);
  for (guint k = 0; k < n; k++)
    d.value += weight[k] * curve->mean[window->first + k];
  d.error = fabs(d.value) * diffusion_fit_expected_error(curve->lag + window->first, n,
                                                         duration_of(curve), 1.0);
  guint n_blocks = fit_blocks(curve, window, blocks);
  if (n_blocks > 0)
    d.error = MAX(d.error, diffusion_fit_jackknife(&one, &row, 1, n_blocks).error);
  return d;
}

static DiffusionState
state_without_window(double beta)
{
  if (beta < BETA_CAGED)
    return DIFFUSION_CAGED;
  if (beta < 1.0 - BETA_TOLERANCE)
    return DIFFUSION_SUB;
  return beta > 1.0 + BETA_TOLERANCE ? DIFFUSION_SUPER : DIFFUSION_SHORT;
}

static void
judge_window(const Curve *curve, DiffusionResult *result)
{
  guint first = result->first;

  result->beta = window_slope(curve, first);
  result->state = state_without_window(result->beta);
  if (result->state != DIFFUSION_SHORT || result->last < first + BLOCK_LAGS)
    return;
  if (!(window_slope_error(curve, first) <= BETA_TOLERANCE) ||
      duration_of(curve) < LENGTH_FACTOR * curve->lag[first] ||
      curve->mean[first] < CAGE_FACTOR * cage_plateau(curve))
    return;
  fit_line(curve, result);
  result->state = check_blocks(curve, result) ? DIFFUSION_GOOD : DIFFUSION_UNSTEADY;
}

static int
first_at(const Curve *curve, double from)
{
  guint k = 0;

  while (k < curve->last && curve->lag[k] < from)
    k++;
  return (int)k;
}

DiffusionResult
diffusion_gate(const MsdSums *sums, guint group, double spacing, double from, double to)
{
  DiffusionResult result = {.state = DIFFUSION_WAITING, .beta = NAN, .bound = NAN};
  g_autofree Curve *curve = g_new0(Curve, 1);

  *curve = (Curve){.sums = sums, .group = group, .spacing = spacing};
  double third = duration_of(curve) / 3.0;
  if (!fill_curve(curve, isnan(to) ? third : to))
    return result;
  result.bound = curve->mean[curve->last] / (6.0 * curve->lag[curve->last]);
  result.beta = curve->beta[curve->n_beta - 1].value;
  int first = isnan(from) ? find_first(curve) : first_at(curve, from);
  if (first < 0) {
    result.state = state_without_window(result.beta);
    return result;
  }
  result.first = (guint)first;
  result.last = curve->last;
  judge_window(curve, &result);
  return result;
}
