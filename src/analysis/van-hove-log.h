// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The self van Hove function over the logarithm of the distance,
 *   P(log₁₀ r, t) = 4π ln 10 r³ G_s(r, t),  ∫ d log₁₀ r = 1,
 * which keeps its shape and height (2.13) while ions diffuse freely and has two maxima
 * when they hop: the cage and the hop. E. Flenner and G. Szamel, Phys. Rev. E 72, 011205
 * (2005), doi:10.1103/PhysRevE.72.011205. The lags are those of the view over r. A second
 * maximum counts when the rise from the valley to it (curve smoothed over nine bins, a
 * factor of 1.5 in r) is more than 2.5 errors of the mean over the eight parts of the
 * ions; scalars "cage_peak_A", "valley_A", "hop_peak_A", "valley_depth" (valley over the
 * lower of the two maxima), "peak_height". Pure function; any thread. */
#pragma once

#include "analysis/van-hove-counts.h"

/* Owner: caller. */
Chart *van_hove_log_chart(const VanHoveCounts *counts, const Motion *motion,
                          const Ghosts *ghosts);
