// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/diffusion-protocol.h"

#include <math.h>

#define LAGS_LEAST 3
#define EDGE       1e-6 /* relative: times are rounded */

void
diffusion_protocol_weights(const double *lag, const double *measure, guint n,
                           double *weight, double *offset)
{
  double sum = 0.0, mean = 0.0, spread = 0.0;

  for (guint k = 0; k < n; k++) {
    sum += measure[k];
    mean += measure[k] * lag[k];
  }
  mean /= sum;
  for (guint k = 0; k < n; k++)
    spread += measure[k] * (lag[k] - mean) * (lag[k] - mean);
  for (guint k = 0; k < n; k++) {
    double slope = measure[k] * (lag[k] - mean) / spread;
    weight[k] = slope / 6.0;
    offset[k] = measure[k] / sum - slope * mean;
  }
}

/* Time that each of ascending lags stands for, half way to its neighbours. */
static void
fill_measure(const double *lag, guint n, double *measure)
{
  for (guint k = 0; k < n; k++)
    measure[k] = 0.5 * (lag[MIN(k + 1, n - 1)] - lag[k ? k - 1 : 0]);
}

typedef struct {
  guint first, n;
  double *lag, *weight, *offset; /* owned */
} Window;

static void
window_clear(Window *window)
{
  g_free(window->lag);
  g_free(window->weight);
  g_free(window->offset);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Window, window_clear)

/* Lags between from and to of n_all that time tells; even: all stand for the same. */
static Window
find_window(const double *time, guint n_all, const double range[2], gboolean even)
{
  Window window = {.lag = g_new(double, n_all + 1),
                   .weight = g_new(double, n_all + 1),
                   .offset = g_new(double, n_all + 1)};
  g_autofree double *measure = g_new(double, n_all + 1);

  while (window.first < n_all && time[window.first] < range[0] * (1.0 - EDGE))
    window.first++;
  for (guint k = window.first; k < n_all && time[k] <= range[1] * (1.0 + EDGE); k++)
    window.lag[window.n++] = time[k];
  if (window.n < LAGS_LEAST)
    return window;
  fill_measure(window.lag, window.n, measure);
  for (guint k = 0; k < window.n && even; k++)
    measure[k] = 1.0;
  diffusion_protocol_weights(window.lag, measure, window.n, window.weight, window.offset);
  return window;
}

static ProtocolResult
fit_all_origins(const MsdSums *sums, guint group, double spacing, const double range[2])
{
  ProtocolResult result = {.d = {NAN, NAN}, .offset = 0.0};
  guint n_all = msd_sums_n_lags(sums);
  g_autofree double *time = g_new(double, n_all + 1);

  for (guint k = 0; k < n_all; k++)
    time[k] = (double)lag_ladder_samples(k) * spacing;
  g_auto(Window) window = find_window(time, n_all, range, FALSE);
  if (window.n < LAGS_LEAST)
    return result;
  g_autofree const double **row = g_new(const double *, window.n);
  for (guint k = 0; k < window.n; k++) {
    guint lag = window.first + k;
    result.offset += window.offset[k] * msd_sums_mean(sums, group, lag);
    row[k] = sums->sum[lag] + sums->group[group].first;
    window.weight[k] /= (double)sums->n_pairs[lag];
  }
  result.d = diffusion_fit_jackknife(window.weight, row, window.n, sums->group[group].n);
  result.from = window.lag[0];
  result.to = window.lag[window.n - 1];
  return result;
}

static ProtocolResult
fit_one_origin(const OriginSums *sums, guint group, double spacing, const double range[2])
{
  ProtocolResult result = {.d = {NAN, NAN}, .offset = 0.0};
  guint n_parts = MIN(MSD_PARTS, sums->group[group].n);
  g_autofree double *time = g_new(double, sums->n + 1);
  double d[MSD_PARTS] = {0};
  const double *row = d;
  static const double one = 1.0;

  for (guint k = 0; k < sums->n; k++)
    time[k] = (double)origin_sums_samples(sums, k) * spacing;
  g_auto(Window) window = find_window(time, sums->n, range, TRUE);
  if (window.n < LAGS_LEAST)
    return result;
  result.d.value = 0.0;
  for (guint p = 0; p < n_parts; p++) {
    double share = (double)((sums->group[group].n + MSD_PARTS - 1 - p) / MSD_PARTS) /
                   sums->group[group].n;
    for (guint k = 0; k < window.n; k++) {
      double m = origin_sums_part(sums, window.first + k, group, p);
      d[p] += window.weight[k] * m;
      result.offset += share * window.offset[k] * m;
    }
    result.d.value += share * d[p];
  }
  result.d.error = diffusion_fit_jackknife(&one, &row, 1, n_parts).error;
  result.from = window.lag[0];
  result.to = window.lag[window.n - 1];
  return result;
}

ProtocolResult
diffusion_protocol_fit(const TransportProtocol *protocol, const MsdSums *sums,
                       const OriginSums *origin, guint group, double spacing)
{
  guint64 n_samples = lag_ladder_n_samples(sums->ladder);
  double duration = n_samples > 0 ? (double)(n_samples - 1) * spacing : 0.0;
  double unit = protocol->relative ? duration : 1.0;
  const double range[2] = {protocol->from * unit, protocol->to * unit};

  if (protocol->single_origin)
    return fit_one_origin(origin, group, spacing, range);
  return fit_all_origins(sums, group, spacing, range);
}
