// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove-counts.h"

#include <math.h>

#define DR       VAN_HOVE_DR
#define BINS     VAN_HOVE_BINS
#define LOG_BINS VAN_HOVE_LOG_BINS
#define PARTS    VAN_HOVE_PARTS
#define RMS_MOST 4.0 /* Å */

#define LOG_FIRST      0x1p-10f /* Å²: what is nearer than 0.03 Å is in the first bin */
#define LOG_FIRST_BITS 0x3a800000u /* of that number */
#define LOG_STEPS      8
#define LOG_SHIFT      20

/* Eight bins per factor of two in r², even in r² between powers of two: the leading bits
 * of the number. */
static guint
log_bin(float r2)
{
  union {
    float value;
    guint32 bits;
  } number = {.value = MAX(r2, LOG_FIRST)};
  guint bin = (number.bits - LOG_FIRST_BITS) >> LOG_SHIFT;

  return MIN(bin, LOG_BINS - 1);
}

/* Å², lower edge of a bin. */
static double
log_edge(guint bin)
{
  return ldexp((double)LOG_FIRST * (1.0 + bin % LOG_STEPS / (double)LOG_STEPS),
               (int)(bin / LOG_STEPS));
}

void
van_hove_counts_add(VanHoveCounts *counts, const Motion *motion, const LagPair *pair)
{
  guint k = pair->index;
  double square = 0.0;

  if (motion->ion < 0)
    return;
  const MotionGroup *ions = &motion->group[motion->ion];
  if (!counts->count[k]) {
    counts->count[k] = g_new0(guint64, PARTS * (BINS + 1));
    counts->log_count[k] = g_new0(guint64, PARTS * LOG_BINS);
  }
  const float *now = pair->now + ions->first, *then = pair->then + ions->first;
  for (guint i = 0; i < ions->n; i++) {
    float x = now[i] - then[i];
    float y = now[i + pair->n] - then[i + pair->n];
    float z = now[i + 2 * pair->n] - then[i + 2 * pair->n];
    float r2 = x * x + y * y + z * z;
    guint bin = (guint)MIN(sqrtf(r2) * (float)(1.0 / DR), (float)BINS);
    counts->count[k][i % PARTS * (BINS + 1) + bin]++;
    counts->log_count[k][i % PARTS * LOG_BINS + log_bin(r2)]++;
    square += (double)r2;
  }
  counts->n_ions = ions->n;
  counts->square[k] += square;
  counts->n_pairs[k]++;
}

void
van_hove_counts_clear(VanHoveCounts *counts)
{
  for (guint k = 0; k < LAG_LADDER_LAGS; k++) {
    g_free(counts->count[k]);
    g_free(counts->log_count[k]);
  }
  *counts = (VanHoveCounts){0};
}

guint
van_hove_counts_lags(const VanHoveCounts *counts, const Motion *motion)
{
  guint64 n_samples = motion->sums ? lag_ladder_n_samples(motion->sums->ladder) : 0;
  guint n = 0;

  while (n < LAG_LADDER_LAGS && 3 * lag_ladder_samples(n) < n_samples &&
         counts->n_pairs[n] > 0)
    n++;
  return n;
}

double
van_hove_counts_rms(const VanHoveCounts *counts, guint lag)
{
  return sqrt(counts->square[lag] / ((double)counts->n_pairs[lag] * counts->n_ions));
}

guint
van_hove_counts_lag(const VanHoveCounts *counts, const Motion *motion)
{
  guint n = van_hove_counts_lags(counts, motion);

  g_return_val_if_fail(n > 0, 0);
  guint lag = n - 1;
  while (lag > 0 && van_hove_counts_rms(counts, lag) > RMS_MOST)
    lag--;
  return lag;
}

/* Displacements counted in a part. */
static double
part_size(const VanHoveCounts *counts, guint lag, guint part)
{
  guint n_ions = (counts->n_ions + PARTS - 1 - part) / PARTS;

  return (double)counts->n_pairs[lag] * n_ions;
}

void
van_hove_counts_part(const VanHoveCounts *counts, guint lag, guint part, double *density)
{
  const guint64 *count = counts->count[lag] + part * (BINS + 1);
  double n = part_size(counts, lag, part);

  for (guint bin = 0; bin < BINS; bin++)
    density[bin] = (double)count[bin] / (n * DR);
}

void
van_hove_counts_density(const VanHoveCounts *counts, guint lag, double *density)
{
  double n = (double)counts->n_pairs[lag] * counts->n_ions;

  for (guint bin = 0; bin < BINS; bin++) {
    guint64 sum = 0;
    for (guint part = 0; part < PARTS; part++)
      sum += counts->count[lag][part * (BINS + 1) + bin];
    density[bin] = (double)sum / (n * DR);
  }
}

void
van_hove_counts_log_part(const VanHoveCounts *counts, guint lag, guint part,
                         double *density)
{
  const guint64 *count = counts->log_count[lag] + part * LOG_BINS;
  double n = part_size(counts, lag, part);

  for (guint bin = 0; bin < LOG_BINS; bin++) {
    double width = 0.5 * log10(log_edge(bin + 1) / log_edge(bin));
    density[bin] = (double)count[bin] / (n * width);
  }
}

double
van_hove_counts_log_middle(guint bin)
{
  return pow(log_edge(bin) * log_edge(bin + 1), 0.25);
}
