// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Local slope of the mean square displacement on double logarithmic axes,
 *   β(√2 t) = log2(MSD(2t)/MSD(t)) ≈ d ln MSD/d ln t,
 * 2 in free flight, near 0 in a cage, 1 for diffusion; one standard deviation from the
 * spread over the atoms. The band 0.9 … 1.1 in which D is fitted is drawn dashed. Pure
 * function; any thread. */
#pragma once

#include "analysis/motion.h"

/* Owner: caller. */
Chart *msd_slope_chart(const Motion *motion, const Ghosts *ghosts);
