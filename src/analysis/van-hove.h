// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Self part of the van Hove function of the mobile species,
 *   4πr² G_s(r, t) = ⟨δ(r − |Δ_i(t)|)⟩,  ∫ dr = 1,
 * drift-corrected, at a few lags (default 1, 5, 20 ps and what the run has reached), all
 * origins at the spacing of a ring buffer. The second maximum beyond the cage is marked
 * ("hop peak at 3.1 Å · 42 % beyond the cage": the fraction beyond the valley); verdict
 * "bimodal", "shoulder" or "one cage". Å⁻¹ over Å. Bounded memory. L. van Hove, Phys.
 * Rev. 95, 249 (1954). */
#pragma once

#include "analysis/observer.h"

Observer *van_hove_observer_new(double interval);
