// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Energy of one atom of a moment tensor potential and its gradient by the vectors to its
 * neighbours. Shapeev, Multiscale Model. Simul. 14, 1153 (2016); double precision. With
 * ξ = (2r − r_min − r_max)/(r_max − r_min) and s the scaling,
 *
 *     Q_0 = s (r − r_max)²,  Q_1 = ξ Q_0,  Q_k = 2 ξ Q_{k−1} − Q_{k−2}
 *     f_μ(r) = Σ_k c_{μk} Q_k
 *     M_b = Σ_j f_μ(r) u_x^a u_y^b u_z^c,   u = d/r          basic moments
 *     M_t += factor M_i M_j                                  products, in the file's
 * order E_i = species energy + Σ_k weight_k M_{scalar k}
 *
 * The gradient runs through the products backwards. With θ all parameters of the model
 * and A the active set of its training, the grade of an atom is
 *
 *     γ = max_row |Σ_k ∂E_i/∂θ_k A⁻¹_row,k|
 *
 * Podryabinkin & Shapeev, Comput. Mater. Sci. 140, 171 (2017), eqs 8 and 14. */
#pragma once

#include "md/learned/local-evaluator.h"
#include "potential/learned/mtp-model.h"

extern const LocalKind mtp_local_kind;
