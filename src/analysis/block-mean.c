// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/block-mean.h"

#include <math.h>
#include <string.h>

#include "analysis/diffusion-fit.h"

struct BlockMean {
  guint n_values, n_samples;
  guint n_blocks;  /* full ones */
  guint length;    /* samples of a block */
  guint n_pending; /* samples of the block that is being filled */
  double *sum;     /* BLOCK_MEAN_MOST + 1 rows of n_values, the last one pending; owned */
};

static double *
row_of(const BlockMean *mean, guint block)
{
  return mean->sum + (gsize)block * mean->n_values;
}

BlockMean *
block_mean_new(guint n_values)
{
  BlockMean *mean = g_new0(BlockMean, 1);

  mean->n_values = n_values;
  mean->length = 1;
  mean->sum = g_new0(double, (BLOCK_MEAN_MOST + 1) * (gsize)n_values);
  return mean;
}

void
block_mean_free(BlockMean *mean)
{
  if (!mean)
    return;
  g_free(mean->sum);
  g_free(mean);
}

static void
merge_blocks(BlockMean *mean)
{
  for (guint b = 0; b < BLOCK_MEAN_MOST / 2; b++) {
    const double *one = row_of(mean, 2 * b), *two = row_of(mean, 2 * b + 1);
    double *to = row_of(mean, b);
    for (guint v = 0; v < mean->n_values; v++)
      to[v] = one[v] + two[v];
  }
  mean->n_blocks = BLOCK_MEAN_MOST / 2;
  mean->length *= 2;
}

void
block_mean_add(BlockMean *mean, const double *values)
{
  double *pending = row_of(mean, BLOCK_MEAN_MOST);

  for (guint v = 0; v < mean->n_values; v++)
    pending[v] += values[v];
  mean->n_samples++;
  if (++mean->n_pending < mean->length)
    return;
  memcpy(row_of(mean, mean->n_blocks), pending, mean->n_values * sizeof *pending);
  memset(pending, 0, mean->n_values * sizeof *pending);
  mean->n_pending = 0;
  if (++mean->n_blocks == BLOCK_MEAN_MOST)
    merge_blocks(mean);
}

void
block_mean_clear(BlockMean *mean)
{
  memset(mean->sum, 0, (BLOCK_MEAN_MOST + 1) * (gsize)mean->n_values * sizeof(double));
  mean->n_samples = mean->n_blocks = mean->n_pending = 0;
  mean->length = 1;
}

guint
block_mean_n_values(const BlockMean *mean)
{
  return mean->n_values;
}

guint
block_mean_n_samples(const BlockMean *mean)
{
  return mean->n_samples;
}

guint
block_mean_n_blocks(const BlockMean *mean)
{
  return mean->n_blocks >= BLOCK_MEAN_LEAST ? mean->n_blocks : 0;
}

void
block_mean_get(const BlockMean *mean, int leave, guint first, guint n, double *out)
{
  g_return_if_fail(mean->n_samples > 0 && first + n <= mean->n_values);
  g_return_if_fail(leave < (int)mean->n_blocks);

  guint n_samples = leave < 0 ? mean->n_samples : (mean->n_blocks - 1) * mean->length;
  memset(out, 0, n * sizeof *out);
  for (guint b = 0; b <= mean->n_blocks; b++) {
    gboolean pending = b == mean->n_blocks;
    if ((int)b == leave || (pending && leave >= 0))
      continue;
    const double *sum = row_of(mean, pending ? BLOCK_MEAN_MOST : b) + first;
    for (guint v = 0; v < n; v++)
      out[v] += sum[v] / n_samples;
  }
}

double
block_mean_error(const BlockMean *mean, guint index)
{
  double left[BLOCK_MEAN_MOST];
  guint n = block_mean_n_blocks(mean);

  for (guint b = 0; b < n; b++)
    block_mean_get(mean, (int)b, index, 1, &left[b]);
  return block_jackknife(left, n);
}

/* Standard error of the mean of n numbers, widened by Student's t. */
static double
error_of_mean(const double *x, guint n)
{
  double mean = 0.0, sum = 0.0;

  for (guint i = 0; i < n; i++)
    mean += x[i] / n;
  for (guint i = 0; i < n; i++)
    sum += (x[i] - mean) * (x[i] - mean);
  return diffusion_fit_student(n - 1) * sqrt(sum / (n - 1) / n);
}

double
block_jackknife(const double *left, guint n)
{
  double mean = 0.0, pseudo[BLOCK_MEAN_MOST], pair[BLOCK_MEAN_MOST / 2];

  g_return_val_if_fail(n <= BLOCK_MEAN_MOST, NAN);

  if (n < BLOCK_MEAN_LEAST)
    return NAN;
  for (guint b = 0; b < n; b++)
    mean += left[b] / n;
  for (guint b = 0; b < n; b++)
    pseudo[b] = n * mean - (n - 1.0) * left[b];
  for (guint b = 0; b < n / 2; b++)
    pair[b] = 0.5 * (pseudo[2 * b] + pseudo[2 * b + 1]);
  double single = error_of_mean(pseudo, n);
  return n / 2 < BLOCK_MEAN_LEAST ? single : fmax(single, error_of_mean(pair, n / 2));
}

double
block_jackknife_value(const double *left, guint n, double whole)
{
  double mean = 0.0;

  if (n < BLOCK_MEAN_LEAST)
    return whole;
  for (guint b = 0; b < n; b++)
    mean += left[b] / n;
  return n * whole - (n - 1.0) * mean;
}
