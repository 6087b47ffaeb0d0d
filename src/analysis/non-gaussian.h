// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Non-Gaussian parameter of every species,
 *   α₂(t) = 3⟨Δ⁴⟩/(5⟨Δ²⟩²) − 1,
 * 0 for free diffusion and for a harmonic cage, largest when some atoms have hopped and
 * others have not. Its maximum is marked when it lies inside the time seen by a factor of
 * two; errors from eight parts of the atoms left out in turn. A. Rahman, Phys. Rev. 136,
 * A405 (1964), doi:10.1103/PhysRev.136.A405. Scalars "alpha2_max", "t_alpha2_max_ps".
 * Costs nothing beside the motion. */
#pragma once

#include "analysis/motion.h"

/* Takes the reference. */
Observer *non_gaussian_observer_new_on(Motion *motion, double interval);
