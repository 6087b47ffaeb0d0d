// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Wave number of the first peak of the static structure factor of one frame, all atoms
 * alike: S(q) = ⟨|Σ_i exp(i q·r_i)|²⟩/N over lattice vectors of the cell, at most 24 in a
 * shell of 0.1 Å⁻¹ between 0.8 and 4 Å⁻¹, smoothed over three shells; the first maximum
 * of at least half the height of the highest. A choice of q, not a measurement of S(q).
 * 2·10⁶ sines at 3,000 atoms: once per run. Pure function; any thread. */
#pragma once

#include "model/frame.h"

/* Å⁻¹; NAN when the cell has no such vectors. */
double structure_peak_find(const Frame *frame);
