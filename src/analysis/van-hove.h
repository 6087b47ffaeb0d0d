// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Self part of the van Hove function of one species,
 *   4πr² G_s(r, t) = ⟨δ(r − |Δ_i(t)|)⟩,  ∫ dr = 1,
 * Δ_i as in msd.h, at every lag of the ladder (lag-ladder.h). Shown filled is the longest
 * lag that is at most a third of the time seen and at which an ion has moved 4 Å
 * (root mean square) at most: later everything is one broad hump; a quarter and a
 * sixteenth of that lag are thin lines.
 *
 * "bimodal": a second maximum beyond the cage that stands out of the noise
 * (hump-shape.h); it is marked and the fraction beyond the valley is given. "shoulder":
 * no valley, but the descent from the cage peak halts. Else "one cage", or "unimodal"
 * when ions have moved more than 2 Å. Å⁻¹ over Å, bins of 0.1 Å. The second view of the
 * same counts is van-hove-log.h. 4 MB at most (van-hove-counts.h) beside the motion. L.
 * van Hove, Phys. Rev. 95, 249 (1954), doi:10.1103/PhysRev.95.249. */
#pragma once

#include "analysis/van-hove-counts.h"

Observer *van_hove_observer_new(double interval);
/* Of a motion that others look at too; takes the reference. */
Observer *van_hove_observer_new_on(Motion *motion, double interval);
/* The species looked at: a symbol, NULL for the most numerous mobile one. Before the
 * first frame. */
void van_hove_observer_set_species(Observer *van_hove, const char *symbol);
/* What was counted; borrowed. */
const VanHoveCounts *van_hove_observer_counts(Observer *van_hove);
