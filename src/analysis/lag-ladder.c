// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/lag-ladder.h"

#include <string.h>

#define RING       16
#define LAG_FIRST  8 /* of every level but the lowest */
#define LAG_LAST   15
#define LAGS_LEVEL (LAG_LAST - LAG_FIRST + 1)

struct LagLadder {
  guint n_points;
  guint64 n_samples;
  float *ring[LAG_LADDER_LEVELS]; /* RING samples each, made when first needed; owned */
};

LagLadder *
lag_ladder_new(guint n_points)
{
  LagLadder *ladder = g_new0(LagLadder, 1);

  ladder->n_points = n_points;
  return ladder;
}

void
lag_ladder_free(LagLadder *ladder)
{
  if (!ladder)
    return;
  for (guint l = 0; l < LAG_LADDER_LEVELS; l++)
    g_free(ladder->ring[l]);
  g_free(ladder);
}

void
lag_ladder_reset(LagLadder *ladder)
{
  ladder->n_samples = 0;
}

guint64
lag_ladder_n_samples(const LagLadder *ladder)
{
  return ladder->n_samples;
}

guint64
lag_ladder_samples(guint index)
{
  if (index < LAG_LAST)
    return index + 1;
  guint level = 1 + (index - LAG_LAST) / LAGS_LEVEL;
  guint lag = LAG_FIRST + (index - LAG_LAST) % LAGS_LEVEL;
  return (guint64)lag << level;
}

static guint
index_of(guint level, guint lag)
{
  return level == 0 ? lag - 1 : LAG_LAST + LAGS_LEVEL * (level - 1) + lag - LAG_FIRST;
}

guint
lag_ladder_n_lags(const LagLadder *ladder)
{
  guint n = 0;

  while (n < LAG_LADDER_LAGS && lag_ladder_samples(n) < ladder->n_samples)
    n++;
  return n;
}

static float *
sample_at(const LagLadder *ladder, guint level, guint64 number)
{
  return ladder->ring[level] + (number % RING) * 3 * ladder->n_points;
}

static void
add_to_level(LagLadder *ladder, guint level, const float *xyz, LagPairFunc func,
             gpointer data)
{
  gsize size = 3 * (gsize)ladder->n_points;
  guint64 number = ladder->n_samples >> level;

  if (!ladder->ring[level])
    ladder->ring[level] = g_new(float, RING *size);
  float *now = sample_at(ladder, level, number);
  memcpy(now, xyz, size * sizeof *xyz);
  for (guint lag = level ? LAG_FIRST : 1; lag <= LAG_LAST && lag <= number; lag++) {
    LagPair pair = {.index = index_of(level, lag),
                    .n = ladder->n_points,
                    .now = now,
                    .then = sample_at(ladder, level, number - lag)};
    func(data, &pair);
  }
}

void
lag_ladder_add(LagLadder *ladder, const float *xyz, LagPairFunc func, gpointer data)
{
  for (guint level = 0; level < LAG_LADDER_LEVELS; level++) {
    if (ladder->n_samples & ((G_GUINT64_CONSTANT(1) << level) - 1))
      break;
    add_to_level(ladder, level, xyz, func, data);
  }
  ladder->n_samples++;
}
