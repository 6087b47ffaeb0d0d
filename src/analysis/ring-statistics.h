// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Rings of all sizes by the three definitions (ring-search.h), averaged over the epoch.
 * Charts:
 *
 *   "rings"              R_C(n), rings of n formers per former: primitive, King, Guttman
 *   "rings-nodes"        P_N, P_max and P_min of the primitive rings, as R.I.N.G.S. has
 *                        them, formers being the nodes
 *   "rings-temperature"  primitive rings of each size against temperature, every 10 K;
 *                        outlasts epochs
 *   "rings-lifetime"     mean lifetime of the rings of each kind and size (ring-life.h),
 *                        and how many closed and opened
 *   "rings-temperature-king", "rings-temperature-guttman"
 *                        as "rings-temperature", of King's and of Guttman's rings
 *
 * Births and deaths are events with the hysteresis of bond-memory.h and ring-census.h:
 * those of primitive rings, except for the three-membered ones that rings3.h tells, and
 * those of King's rings that are not primitive ("(King)"); Guttman's rings are both.
 *
 * Scalars, labelled by size: "R_C_primitive", "P_N_primitive", "P_max_primitive",
 * "P_min_primitive", the same of "king" and "guttman"; "rings_lifetime_primitive_ps",
 * "rings_closed_primitive", "rings_opened_primitive" and the same of the others. Errors
 * from blocks. Frames in which atoms lie on a heap are left out ("frames_crowded").
 *
 * Cost: about 0.1 s per frame at 3,000 atoms and size 8, so it is one for a worker. */
#pragma once

#include "analysis/bond-cutoffs.h"
#include "analysis/observer.h"

enum {
  RING_STATISTICS_SIZES,
  RING_STATISTICS_NODES,
  RING_STATISTICS_TEMPERATURE,
  RING_STATISTICS_LIFETIME,
  RING_STATISTICS_KING_TEMPERATURE,
  RING_STATISTICS_GUTTMAN_TEMPERATURE,
  RING_STATISTICS_N_CHARTS
};

/* Rings up to size_most formers, 3 … RING_SIZE_MOST; others are brought there. */
Observer *ring_statistics_observer_new(double interval, guint size_most);
/* Where its bonds end; owned by the observer. */
BondCutoffs *ring_statistics_observer_cutoffs(Observer *self);
