// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/msd-sums.h"

#include <math.h>
#include <string.h>

#define FIRST_BLOCK 32 /* samples */

MsdSums *
msd_sums_new(const MsdGroup *group, guint n_groups)
{
  MsdSums *sums = g_new0(MsdSums, 1);

  g_return_val_if_fail(n_groups <= MSD_GROUPS_MOST, NULL);
  sums->n_groups = n_groups;
  memcpy(sums->group, group, n_groups * sizeof *group);
  for (guint g = 0; g < n_groups; g++)
    sums->n_points = MAX(sums->n_points, group[g].first + group[g].n);
  sums->ladder = lag_ladder_new(sums->n_points);
  sums->block_length = FIRST_BLOCK;
  return sums;
}

void
msd_sums_free(MsdSums *sums)
{
  if (!sums)
    return;
  msd_sums_reset(sums);
  lag_ladder_free(sums->ladder);
  g_free(sums);
}

void
msd_sums_reset(MsdSums *sums)
{
  lag_ladder_reset(sums->ladder);
  sums->block_length = FIRST_BLOCK;
  for (guint k = 0; k < LAG_LADDER_LAGS; k++) {
    g_clear_pointer(&sums->sum[k], g_free);
    g_clear_pointer(&sums->block[k], g_free);
    g_clear_pointer(&sums->moments[k], g_free);
    sums->n_pairs[k] = 0;
  }
}

static void
merge_blocks(MsdSums *sums)
{
  sums->block_length *= 2;
  for (guint k = 0; k < LAG_LADDER_LAGS && sums->block[k]; k++)
    for (guint g = 0; g < sums->n_groups; g++) {
      MsdBlock *block = sums->block[k] + MSD_BLOCKS * g;
      for (guint b = 0; b < MSD_BLOCKS / 2; b++) {
        block[b].sum = block[2 * b].sum + block[2 * b + 1].sum;
        block[b].n_pairs = block[2 * b].n_pairs + block[2 * b + 1].n_pairs;
      }
      memset(block + MSD_BLOCKS / 2, 0, MSD_BLOCKS / 2 * sizeof *block);
    }
}

static guint
present_block(const MsdSums *sums)
{
  return (guint)(lag_ladder_n_samples(sums->ladder) / sums->block_length);
}

/* Points are taken eight at a time, so that each part is a lane. */
static void
add_lanes(double *sum, const LagPair *pair, guint from, guint n, MsdMoments *moments)
{
  const float *now = pair->now + from, *then = pair->then + from;

  for (guint i = 0; i < n; i++) {
    float x = now[i] - then[i];
    float y = now[i + pair->n] - then[i + pair->n];
    float z = now[i + 2 * pair->n] - then[i + 2 * pair->n];
    double r2 = (double)(x * x + y * y + z * z);
    sum[i] += r2;
    moments->r2[i] += r2;
    moments->r4[i] += r2 * r2;
  }
}

static double
add_squares(double *sum, const LagPair *pair, const MsdGroup *group, MsdMoments *moments)
{
  MsdMoments own = {0};
  guint whole = group->n / MSD_PARTS * MSD_PARTS;
  double total = 0.0;

  for (guint i = 0; i < whole; i += MSD_PARTS)
    add_lanes(sum + group->first + i, pair, group->first + i, MSD_PARTS, &own);
  add_lanes(sum + group->first + whole, pair, group->first + whole, group->n - whole,
            &own);
  for (guint p = 0; p < MSD_PARTS; p++) {
    total += own.r2[p];
    moments->r2[p] += own.r2[p];
    moments->r4[p] += own.r4[p];
  }
  return total;
}

void
msd_sums_take_pair(MsdSums *sums, const LagPair *pair)
{
  guint k = pair->index;

  if (present_block(sums) == MSD_BLOCKS)
    merge_blocks(sums);
  if (!sums->sum[k]) {
    sums->sum[k] = g_new0(double, sums->n_points);
    sums->block[k] = g_new0(MsdBlock, MSD_BLOCKS * sums->n_groups);
    sums->moments[k] = g_new0(MsdMoments, sums->n_groups);
  }
  sums->n_pairs[k]++;
  for (guint g = 0; g < sums->n_groups; g++) {
    MsdBlock *block = sums->block[k] + MSD_BLOCKS * g + present_block(sums);
    block->sum += add_squares(sums->sum[k], pair, &sums->group[g], sums->moments[k] + g);
    block->n_pairs++;
  }
}

static void
pair_cb(gpointer data, const LagPair *pair)
{
  msd_sums_take_pair(data, pair);
}

void
msd_sums_add(MsdSums *sums, const float *xyz)
{
  lag_ladder_add(sums->ladder, xyz, pair_cb, sums);
}

guint
msd_sums_n_lags(const MsdSums *sums)
{
  return lag_ladder_n_lags(sums->ladder);
}

double
msd_sums_mean(const MsdSums *sums, guint group, guint lag)
{
  const MsdGroup *points = &sums->group[group];
  double total = 0.0;

  for (guint i = 0; i < points->n; i++)
    total += sums->sum[lag][points->first + i];
  return total / ((double)sums->n_pairs[lag] * points->n);
}

double
msd_sums_error(const MsdSums *sums, guint group, guint lag)
{
  const MsdGroup *points = &sums->group[group];
  const double *row = sums->sum[lag] + points->first;
  double weight = 1.0 / (double)sums->n_pairs[lag];

  return diffusion_fit_jackknife(&weight, &row, 1, points->n).error;
}

static double
alpha2(double r2, double r4, double n)
{
  return 0.6 * r4 * n / (r2 * r2) - 1.0;
}

static guint
part_size(const MsdGroup *group, guint part)
{
  return (group->n + MSD_PARTS - 1 - part) / MSD_PARTS;
}

Estimate
msd_sums_non_gaussian(const MsdSums *sums, guint group, guint lag)
{
  const MsdGroup *points = &sums->group[group];
  const MsdMoments *moments = sums->moments[lag] + group;
  double pairs = (double)sums->n_pairs[lag];
  double r2 = 0.0, r4 = 0.0, mean = 0.0, squares = 0.0, without[MSD_PARTS];

  for (guint p = 0; p < MSD_PARTS; p++) {
    r2 += moments->r2[p];
    r4 += moments->r4[p];
  }
  Estimate estimate = {alpha2(r2, r4, pairs * points->n), NAN};
  if (points->n < 2 * MSD_PARTS)
    return estimate;
  for (guint p = 0; p < MSD_PARTS; p++) {
    double n = pairs * (points->n - part_size(points, p));
    without[p] = alpha2(r2 - moments->r2[p], r4 - moments->r4[p], n);
    mean += without[p] / MSD_PARTS;
  }
  for (guint p = 0; p < MSD_PARTS; p++)
    squares += (without[p] - mean) * (without[p] - mean);
  estimate.error = diffusion_fit_student(MSD_PARTS - 1) *
                   sqrt(squares * (MSD_PARTS - 1.0) / MSD_PARTS);
  return estimate;
}

guint
msd_sums_n_blocks(const MsdSums *sums)
{
  return MIN(present_block(sums), MSD_BLOCKS);
}

double
msd_sums_block_mean(const MsdSums *sums, guint group, guint lag, guint block)
{
  const MsdBlock *sum = sums->block[lag] + MSD_BLOCKS * group + block;

  return sum->n_pairs ? sum->sum / ((double)sum->n_pairs * sums->group[group].n) : NAN;
}
