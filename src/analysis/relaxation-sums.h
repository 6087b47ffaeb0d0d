// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The sums behind relaxation functions of every group of a motion: F_s(q, t) and Q(t)
 * over eight parts of the points, and the moments of Q over the origins. 150 B per group
 * and lag. One thread. */
#pragma once

#include "analysis/motion.h"

#define RELAXATION_PARTS 8

/* Of one group at one lag; sums over pairs of samples. */
typedef struct {
  double scattering[RELAXATION_PARTS]; /* Σ_i sin(q r)/(q r) */
  double overlap[RELAXATION_PARTS];    /* Σ_i θ(a − r) */
  double overlap_square;               /* (Σ_i θ/n)² */
} RelaxationSum;

/* Embedded; made by relaxation_sums_init. */
typedef struct {
  double q;                            /* Å⁻¹ */
  double a;                            /* Å */
  float *table;                        /* sin(q r)/(q r); owned */
  RelaxationSum *sum[LAG_LADDER_LAGS]; /* one of each group; owned */
  guint64 n_pairs[LAG_LADDER_LAGS];
} RelaxationSums;

void relaxation_sums_init(RelaxationSums *sums, double q, double a);
void relaxation_sums_add(RelaxationSums *sums, const Motion *motion, const LagPair *pair);
/* Forgets everything but q and a. */
void relaxation_sums_reset(RelaxationSums *sums);
void relaxation_sums_clear(RelaxationSums *sums);

typedef enum { RELAXATION_SCATTERING, RELAXATION_OVERLAP } RelaxationKind;

/* Lags that may be shown: those of the motion that have had a pair. */
guint relaxation_sums_lags(const RelaxationSums *sums, const Motion *motion);
/* F_s or Q of a group at a lag; without one part of its points unless part is −1. */
double relaxation_sums_value(const RelaxationSums *sums, const Motion *motion,
                             RelaxationKind kind, guint group, guint lag, int part);
/* χ₄ = n(⟨Q²⟩ − ⟨Q⟩²) over the origins, n points of the group. */
double relaxation_sums_chi4(const RelaxationSums *sums, const Motion *motion, guint group,
                            guint lag);
