// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* All time origins of an endless run in bounded memory.
 *
 *   level 0   every sample          lags  1  2  3 …  15
 *   level 1   every second sample   lags 16 18 20 …  30
 *   level l   every 2^l-th          lags (8 … 15)·2^l
 *
 * Each level keeps its last 16 samples in a ring; when one arrives, its pairs with the
 * older ones of the ring are handed out. Eight lags per octave, exact positions (order-n
 * scheme: Frenkel and Smit, Understanding Molecular Simulation, 4.4.2; the ladder of J.
 * Ramírez et al., J. Chem. Phys. 133, 154103 (2010), without its averaging). Lag index
 * k + 8 is exactly twice lag k, from lag 8 samples (index 7) on. Work per sample: at most
 * 23 pairs of n points on average, memory 16·12 B per point and level. One thread. */
#pragma once

#include <glib.h>

#define LAG_LADDER_LEVELS 24
#define LAG_LADDER_LAGS   (15 + 8 * (LAG_LADDER_LEVELS - 1))

typedef struct LagLadder LagLadder;

/* Two samples of the same points, lag_ladder_samples(index) apart. */
typedef struct {
  guint index; /* of the lag */
  guint n;
  const float *now, *then; /* x of all points, then y, then z */
} LagPair;

typedef void (*LagPairFunc)(gpointer data, const LagPair *pair);

LagLadder *lag_ladder_new(guint n_points);
void lag_ladder_free(LagLadder *ladder);
/* Forgets all samples. */
void lag_ladder_reset(LagLadder *ladder);

guint64 lag_ladder_n_samples(const LagLadder *ladder);
/* Number of lags that have had a pair; they are the first ones. */
guint lag_ladder_n_lags(const LagLadder *ladder);
/* Length of lag index, in samples. */
guint64 lag_ladder_samples(guint index);

/* One more sample, 3n values (x of all points, then y, then z); func for each of its
 * pairs. */
void lag_ladder_add(LagLadder *ladder, const float *xyz, LagPairFunc func, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(LagLadder, lag_ladder_free)
