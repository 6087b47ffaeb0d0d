// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* PaiNN: energy by messages between scalars and vectors on atoms, forces by the chain
 * rule run backwards by hand. Schütt, Unke & Gastegger, ICML 2021, arXiv:2102.03150,
 * section 3, as SchNetPack writes it; double precision. With û from an atom to its
 * neighbour j and C(r) the cosine envelope, per block
 *
 *     W = C(r) (A φ(r) + b),  φ Gaussians          filter, in a table (quintic.h)
 *     x = L₁ SiLU(L₀ q)
 *     Δq, R, M = parts of W ⊙ x_j
 *     q += Σ_j Δq;   μ += Σ_j (R û + M μ_j)        messages
 *     V, W = channels mixed of μ;  ‖V‖ = √(ΣV² + ε)
 *     a, b, c = L₁ SiLU(L₀ [q, ‖V‖])
 *     q += a + c (V · W);   μ += b W               mixing
 *     E = Σ_i output(q_i) + energy of the element
 *
 * A step is 2 blocks + 2 passes over batches of atoms, each cut where neighbours are
 * needed. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

ForceProvider *painn_evaluator_new(const ForceField *ff);
