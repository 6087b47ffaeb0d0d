// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The doorway of every hop: which triangle of anions the ion went through, how wide it
 * was then, and how wide it is otherwise (gate.h).
 *
 * Adds the gate to each hop that the live detector tells (hops.h), from the frames of its
 * transit: "rest" and "spread" are the mean and standard deviation of the radius of the
 * SAME triangle in the 5 ps up to 0.5 ps before the crossing, sampled every 0.1 ps, as
 * long as it exists (in a melt the three anions may have come from elsewhere); by the
 * symmetry of equilibrium in time they are those of the time after, too.
 *   opening      radius at the crossing − rest; 0 for a fixed doorway
 *   flexibility  spread
 * A hop that crosses no triangle of anions has no gate and is counted as such.
 *
 * Charts "gates" (radii at the crossing and at rest, and all numbers), "gate-opening" and
 * "gate-flexibility".
 * Memory: 12 bytes per anion and ion for each sample of 2.5 w (256 at most) and of the
 * 5.5 ps before (10 per ps): 6 MB for 3,000 atoms with frames every 0.02 ps. */
#pragma once

#include "analysis/observer.h"

/* interval: ps between the frames taken. half_window: w of the hop detector, ps. species:
 * symbol of the ions, or NULL: the most numerous mobile one. */
Observer *hop_gates_observer_new(double interval, double half_window,
                                 const char *species);
