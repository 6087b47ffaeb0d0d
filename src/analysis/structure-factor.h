// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Static structure factors in two independent ways, to 15 Å⁻¹.
 *
 * From the pair distributions (Faber–Ziman partials, T. E. Faber, J. M. Ziman, Phil. Mag.
 * 11, 153 (1965)):
 *   S_ab(q) = 1 + 4π ρ ∫_0^R r² (g_ab(r) − 1) sin(qr)/(qr) W(r) dr
 * with the window W(r) = sin(πr/R)/(πr/R) (E. Lorch, J. Phys. C 2, 229 (1969)), which
 * takes the ripples of the cut at R and broadens peaks to about 5.4/R. Below 2π/R the
 * transform knows nothing and is left out.
 *
 * Directly, from the amplitudes A_a(q) = Σ_{j of a} exp(i q·r_j) at vectors q of the
 * reciprocal lattice of the cell:
 *   S_ab(q) = 1 + (⟨A_a A_b*⟩/N − c_a δ_ab)/(c_a c_b)
 * without window and down to the smallest q of the cell. Small shells are taken whole in
 * every sample; of the others some vectors, drawn anew for every sample.
 *
 * Totals of both, with w = b (neutrons) or f(q) (X-rays) of scattering.h:
 *   S(q) = Σ_ab c_a c_b w_a w_b S_ab(q) / (Σ_a c_a w_a)²
 *
 * Charts: "sq" (totals from g(r), with points of the direct way to 2.5 Å⁻¹), "sq-direct"
 * (totals of the direct way), "sq-partial" (from g(r)). Scalars of "sq": "q_peak_invA"
 * and "S_peak" (first peak of each total), "rms_transform_direct" (how far the two ways
 * are apart where both are known). Errors from blocks (block-mean.h). It reads the pair
 * counts of an rdf observer of the same thread, which must outlive it. */
#pragma once

#include "analysis/observer.h"

Observer *structure_factor_observer_new(double interval, guint64 seed, Observer *rdf);
