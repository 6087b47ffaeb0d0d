// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The sums behind mean square displacements: per point and lag, per stretch of time for
 * groups of points, and second and fourth moments for eight parts of every group. Bounded
 * memory: 64 B per point and octave of time beside the ladder's 192 B. One thread. */
#pragma once

#include <glib.h>

#include "analysis/diffusion-fit.h"
#include "analysis/lag-ladder.h"
#include "model/species.h"

/* The epoch is kept in 4 … 8 blocks of equal length (once there are that many); when the
 * ninth would begin, neighbours are merged. A pair belongs to the block of its end. */
#define MSD_BLOCKS 8

/* Points of a group are dealt to eight parts in turn; their spread tells the error of
 * what is not a mean over points. */
#define MSD_PARTS 8

/* Species, and three more: a selection and sums over charges. */
#define MSD_GROUPS_MOST (SPECIES_MAX + 3)

typedef struct {
  double sum;      /* Å², over the pairs and the points of the group */
  guint64 n_pairs; /* of samples */
} MsdBlock;

/* Sums over the pairs and the points of a part. */
typedef struct {
  double r2[MSD_PARTS]; /* Å² */
  double r4[MSD_PARTS]; /* Å⁴ */
} MsdMoments;

/* Points first … first + n − 1. */
typedef struct {
  guint first, n;
} MsdGroup;

typedef struct {
  guint n_points;
  guint n_groups;
  MsdGroup group[MSD_GROUPS_MOST];
  LagLadder *ladder;
  double *sum[LAG_LADDER_LAGS]; /* Å² per point; NULL until the lag was reached */
  guint64 n_pairs[LAG_LADDER_LAGS];
  MsdBlock *block[LAG_LADDER_LAGS];     /* MSD_BLOCKS of each group, with sum */
  MsdMoments *moments[LAG_LADDER_LAGS]; /* of each group, with sum */
  guint64 block_length;                 /* samples */
} MsdSums;

MsdSums *msd_sums_new(const MsdGroup *group, guint n_groups);
void msd_sums_free(MsdSums *sums);
void msd_sums_reset(MsdSums *sums);

/* One more sample, 3 n_points displacements (x of all, then y, then z), Å. */
void msd_sums_add(MsdSums *sums, const float *xyz);
/* One pair of the sample that the ladder is being given, for whoever feeds the ladder
 * himself because he wants the pairs as well. */
void msd_sums_take_pair(MsdSums *sums, const LagPair *pair);

guint msd_sums_n_lags(const MsdSums *sums);
/* MSD of the group at a lag, Å². */
double msd_sums_mean(const MsdSums *sums, guint group, guint lag);
/* Standard deviation of that mean, from the spread over the points; NAN for one point. */
double msd_sums_error(const MsdSums *sums, guint group, guint lag);
/* α₂ = 3⟨r⁴⟩/(5⟨r²⟩²) − 1 of the group at a lag, and its standard deviation from leaving
 * out one part after the other (NAN with fewer than two points per part). */
Estimate msd_sums_non_gaussian(const MsdSums *sums, guint group, guint lag);
/* Blocks that are full. */
guint msd_sums_n_blocks(const MsdSums *sums);
/* MSD of the group at a lag in one block, Å²; NAN when the block has no pair of it. */
double msd_sums_block_mean(const MsdSums *sums, guint group, guint lag, guint block);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(MsdSums, msd_sums_free)
