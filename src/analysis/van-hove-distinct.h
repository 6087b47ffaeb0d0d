// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Distinct part of the van Hove function of the ions,
 *   G_d(r, t)/ρ = ⟨Σ_{j≠i} δ(r − |r_j(t0 + t) − r_i(t0)|)⟩ / (4πr² ρ dr),  ρ = (N − 1)/V,
 * the pair distribution at t = 0, 1 far away. A peak that grows at r = 0 says that ions
 * move into places that others have left; its mean within 1 Å is given at every lag
 * ("replacement", with the error of the number counted). L. van Hove, Phys. Rev. 95, 249
 * (1954), doi:10.1103/PhysRev.95.249.
 *
 * Lags of 0, 1, 4, 16 and 64 of its samples; distances to the nearest image with the cell
 * of the later frame, drift of the centre of mass removed; up to 10 Å or half the
 * smallest height of the cell, bins of 0.1 Å. At most 256 ions are centres at a time, in
 * turn: 2.5 ms per sample with 1,000 ions, so give it an interval (1 ps). 12 B × 65 per
 * ion. */
#pragma once

#include "analysis/observer.h"

Observer *van_hove_distinct_observer_new(double interval);
/* A symbol, NULL for the most numerous mobile species; before the first frame. */
void van_hove_distinct_observer_set_species(Observer *observer, const char *symbol);
