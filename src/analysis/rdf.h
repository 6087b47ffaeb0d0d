// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pair distributions of all pairs of species, averaged over the epoch, with errors from
 * blocks (definitions: pair-counts.h). Charts:
 *
 *   "rdf"          g(r) of every pair with an anion, former–anion first, to 10 Å; of all
 *                  pairs where there is no anion
 *   "rdf-cations"  g(r) of the other pairs
 *   "running-cn"   n_ab(r), atoms of b within r of one of a, to 4.5 Å
 *
 * Scalars of each pair: first peak "r_peak_A", first minimum behind it "r_min_A" (the
 * lowest point; bonds end in the middle where it is flat, bond-cutoffs.h; of the
 * curve smoothed over 0.1 Å), coordination number "CN" (running integral to the minimum)
 * of the first of the pair and, in the label the other way round, of the second.
 *
 * Cost: some ms per frame at 3,000 atoms, so give it an interval of its own. */
#pragma once

#include "analysis/observer.h"
#include "analysis/pair-counts.h"

Observer *rdf_observer_new(double interval);

/* What it has counted in this epoch, or NULL before the first frame. Owned by it, good
 * until its next frame. */
const PairCounts *rdf_observer_counts(const Observer *self);
