// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/origin-sums.h"

#include <string.h>

void
origin_sums_init(OriginSums *sums, const MsdGroup *group, guint n_groups, guint n_points)
{
  g_return_if_fail(n_groups <= MSD_GROUPS_MOST);

  *sums = (OriginSums){.n_points = n_points, .n_groups = n_groups, .stride = 1};
  memcpy(sums->group, group, n_groups * sizeof *group);
  sums->start = g_new(float, 3 * (gsize)n_points);
  sums->value = g_new(double, (gsize)ORIGIN_ROOM *n_groups *MSD_PARTS);
}

void
origin_sums_clear(OriginSums *sums)
{
  g_free(sums->start);
  g_free(sums->value);
  *sums = (OriginSums){0};
}

void
origin_sums_reset(OriginSums *sums)
{
  sums->n_samples = 0;
  sums->stride = 1;
  sums->n = 0;
}

static double *
entry_at(const OriginSums *sums, guint entry)
{
  return sums->value + (gsize)entry * sums->n_groups * MSD_PARTS;
}

static void
drop_every_second(OriginSums *sums)
{
  gsize size = sums->n_groups * MSD_PARTS * sizeof *sums->value;

  for (guint k = 0; k < ORIGIN_ROOM / 2; k++)
    memcpy(entry_at(sums, k), entry_at(sums, 2 * k + 1), size);
  sums->n = ORIGIN_ROOM / 2;
  sums->stride *= 2;
}

static void
measure_group(const OriginSums *sums, guint group, const float *xyz, double *part)
{
  const MsdGroup *points = &sums->group[group];
  guint n = sums->n_points;

  memset(part, 0, MSD_PARTS * sizeof *part);
  for (guint i = 0; i < points->n; i++) {
    const float *now = xyz + points->first + i, *then = sums->start + points->first + i;
    float x = now[0] - then[0], y = now[n] - then[n], z = now[2 * n] - then[2 * n];
    part[i % MSD_PARTS] += (double)(x * x + y * y + z * z);
  }
  for (guint p = 0; p < MIN(MSD_PARTS, points->n); p++)
    part[p] /= (points->n + MSD_PARTS - 1 - p) / MSD_PARTS;
}

void
origin_sums_add(OriginSums *sums, const float *xyz)
{
  guint64 number = sums->n_samples++;

  if (number == 0) {
    memcpy(sums->start, xyz, 3 * (gsize)sums->n_points * sizeof *xyz);
    return;
  }
  if (sums->n == ORIGIN_ROOM)
    drop_every_second(sums);
  if (number % sums->stride != 0)
    return;
  for (guint g = 0; g < sums->n_groups; g++)
    measure_group(sums, g, xyz, entry_at(sums, sums->n) + g * MSD_PARTS);
  sums->n++;
}

guint64
origin_sums_samples(const OriginSums *sums, guint entry)
{
  return (entry + 1) * sums->stride;
}

double
origin_sums_part(const OriginSums *sums, guint entry, guint group, guint part)
{
  return entry_at(sums, entry)[group * MSD_PARTS + part];
}
