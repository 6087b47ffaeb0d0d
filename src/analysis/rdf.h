// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pair distribution g_ab(r) = V⟨n_ab⟩/(N_a N_b′ shell), N_b′ = N_b − δ_ab, of the pairs
 * that matter (former–anion, mobile–anion, mobile–mobile, former–former, anion–anion),
 * averaged over the epoch with forgetting when steered; first peak, first minimum and
 * coordination number (running integral to the minimum) as scalars. dr 0.02 Å, r_max =
 * half the smallest cell height, at most 10 Å. */
#pragma once

#include "analysis/observer.h"

Observer *rdf_observer_new(double interval);
