// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The network by its bonds (bond-cutoffs.h). Charts:
 *
 *   "coordination"    how many anions each former has
 *   "anions"          how many formers each anion has: 0 free, 1 non-bridging, 2
 * bridging, 3 or more tricluster; NBO/T "qn"              how many bridging anions each
 * former has (Qⁿ; bridging: bonded to two formers or more), and which formers and Qⁿ are
 * joined "n4"              fraction of boron that is four-fold against time, with the
 * model of Dell and Bray and the measured value where there is one (borate.h)
 *   "n4-temperature"  the same against temperature, every 10 K; outlasts epochs
 *
 * Scalars of the first three: network-sample.h; "N4", "N3" (fractions of boron),
 * "N4_Dell_Bray", "N4_measured" with its source. Errors from blocks. O(N) per frame,
 * about 3 ms at 3,000 atoms. */
#pragma once

#include "analysis/bond-cutoffs.h"
#include "analysis/observer.h"

enum {
  COORDINATION_CN,
  COORDINATION_ANIONS,
  COORDINATION_QN,
  COORDINATION_N4,
  COORDINATION_N4_TEMPERATURE,
  COORDINATION_N_CHARTS
};

Observer *coordination_observer_new(double interval);
/* Where its bonds end; owned by the observer. */
BondCutoffs *coordination_observer_cutoffs(Observer *self);
