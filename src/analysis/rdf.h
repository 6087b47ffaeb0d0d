// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pair distribution g_ab(r) = V⟨n_ab⟩/(N_a N_b′ shell), N_b′ = N_b − δ_ab, of the pairs
 * that matter (former–anion, modifier–anion, mobile–mobile, former–former, anion–anion),
 * averaged over the epoch; first peak, first minimum (of the curve smoothed over 0.1 Å)
 * and coordination number of the first of the pair (running integral to the minimum) as
 * scalars "r_peak_A", "r_min_A", "CN". dr 0.02 Å, r_max = half the smallest cell height
 * of the first frame, at most 10 Å. Distances to all periodic images count.
 *
 * Cost: about 8 ms per frame at 3,000 atoms, so give it an interval of its own. */
#pragma once

#include "analysis/observer.h"

Observer *rdf_observer_new(double interval);
