// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Hops that go together in space and time. Two hops of different ions are joined when
 * |t_i − t_j| ≤ τ_c and the shortest distance between the cages {A_i, B_i} and {A_j, B_j}
 * (nearest image) is at most d_c; groups are the connected components (union-find). The
 * same hops with the times of every ion shifted by an amount of its own, drawn by lot and
 * closed to a circle, say what chance would make. P(N): share of the groups that have N
 * hops. Cost n² once, then joined pairs × shuffles. Pure functions; any thread. */
#pragma once

#include <glib.h>

#include "analysis/decay-fit.h"
#include "model/cell.h"

#define HOP_GROUPS_SIZES 20 /* last N of P(N): larger groups count there */

typedef struct {
  guint ion;
  double time;   /* ps */
  Vec3 from, to; /* cages, Å */
} GroupHop;

typedef struct {
  double lag;      /* τ_c, ps */
  double reach;    /* d_c, Å */
  double vacated;  /* Å, between the cage left and the cage that another one enters */
  double from, to; /* ps, the time in which the hops were looked for */
  guint n_shuffles;
  guint64 seed;
} HopGroupsOptions;

typedef struct {
  guint n_hops, n_groups, largest;
  double share[HOP_GROUPS_SIZES + 1];      /* P(N), N = 1 … */
  double null[HOP_GROUPS_SIZES + 1];       /* mean of the shuffles */
  double null_error[HOP_GROUPS_SIZES + 1]; /* their standard deviation: of one shuffle */
  Estimate decay, null_decay; /* C of exp(−C N), N ≥ 2 (decay-fit.h); error of
                                 the null: spread of the shuffles */
  Estimate
      excess; /* share of hops in groups of two and more, less that of the shuffles */
  double together; /* that share */
  double strings;  /* share of joined pairs where one ion enters the cage that the other
                      one left; NAN without a pair */
} HopGroups;

/* group: number of its group for each hop (0 …), or NULL. */
void hop_groups(const GroupHop *hop, guint n, const Cell *cell,
                const HopGroupsOptions *options, guint *group, HopGroups *out);
