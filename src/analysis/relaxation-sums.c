// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/relaxation-sums.h"

#include <math.h>

#define PARTS   RELAXATION_PARTS
#define STEP    0.0025f /* Å: off by 10⁻⁶ at q = 2 Å⁻¹ */
#define ENTRIES 6400    /* 16 Å */

static double
sinc(double x)
{
  return x > 1e-4 ? sin(x) / x : 1.0 - x * x / 6.0;
}

void
relaxation_sums_init(RelaxationSums *sums, double q, double a)
{
  sums->q = q;
  sums->a = a;
  sums->table = g_new(float, ENTRIES + 1);
  for (guint k = 0; k <= ENTRIES; k++)
    sums->table[k] = (float)sinc(q * STEP * k);
}

void
relaxation_sums_reset(RelaxationSums *sums)
{
  for (guint k = 0; k < LAG_LADDER_LAGS; k++) {
    g_clear_pointer(&sums->sum[k], g_free);
    sums->n_pairs[k] = 0;
  }
}

void
relaxation_sums_clear(RelaxationSums *sums)
{
  relaxation_sums_reset(sums);
  g_clear_pointer(&sums->table, g_free);
}

static float
scattering_at(const RelaxationSums *sums, float r)
{
  float place = r * (1.0f / STEP);
  guint k = (guint)MIN(place, (float)ENTRIES);

  if (k >= ENTRIES)
    return (float)sinc(sums->q * (double)r);
  return sums->table[k] + (place - (float)k) * (sums->table[k + 1] - sums->table[k]);
}

static void
add_group(const RelaxationSums *sums, const LagPair *pair, const MotionGroup *group,
          RelaxationSum *sum)
{
  const float *now = pair->now + group->first, *then = pair->then + group->first;
  float a2 = (float)(sums->a * sums->a);
  RelaxationSum own = {0};
  double near = 0.0;

  for (guint i = 0; i < group->n; i++) {
    float x = now[i] - then[i];
    float y = now[i + pair->n] - then[i + pair->n];
    float z = now[i + 2 * pair->n] - then[i + 2 * pair->n];
    float r2 = x * x + y * y + z * z;
    own.scattering[i % PARTS] += (double)scattering_at(sums, sqrtf(r2));
    own.overlap[i % PARTS] += r2 < a2 ? 1.0 : 0.0;
  }
  for (guint p = 0; p < PARTS; p++) {
    sum->scattering[p] += own.scattering[p];
    sum->overlap[p] += own.overlap[p];
    near += own.overlap[p] / group->n;
  }
  sum->overlap_square += near * near;
}

void
relaxation_sums_add(RelaxationSums *sums, const Motion *motion, const LagPair *pair)
{
  guint k = pair->index;

  if (!sums->sum[k])
    sums->sum[k] = g_new0(RelaxationSum, motion->n_groups);
  for (guint g = 0; g < motion->n_groups; g++)
    add_group(sums, pair, &motion->group[g], &sums->sum[k][g]);
  sums->n_pairs[k]++;
}

guint
relaxation_sums_lags(const RelaxationSums *sums, const Motion *motion)
{
  guint most = motion->sums ? motion_lags_to_show(motion) : 0, n = 0;

  while (n < most && sums->n_pairs[n] > 0)
    n++;
  return n;
}

double
relaxation_sums_value(const RelaxationSums *sums, const Motion *motion,
                      RelaxationKind kind, guint group, guint lag, int part)
{
  const RelaxationSum *sum = &sums->sum[lag][group];
  const double *value = kind == RELAXATION_SCATTERING ? sum->scattering : sum->overlap;
  double total = 0.0, points = 0.0;

  for (int p = 0; p < PARTS; p++) {
    if (p == part)
      continue;
    total += value[p];
    points += (motion->group[group].n + PARTS - 1 - (guint)p) / PARTS;
  }
  return total / (points * (double)sums->n_pairs[lag]);
}

double
relaxation_sums_chi4(const RelaxationSums *sums, const Motion *motion, guint group,
                     guint lag)
{
  double n = (double)sums->n_pairs[lag];
  double mean = relaxation_sums_value(sums, motion, RELAXATION_OVERLAP, group, lag, -1);
  double square = sums->sum[lag][group].overlap_square / n;

  return motion->group[group].n * (square - mean * mean);
}
