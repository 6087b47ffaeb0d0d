// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The reciprocal part of the Ewald sum, term by term in double precision: the reference
 * that mesh sums are compared with. P. P. Ewald, Ann. Phys. 369, 253 (1921),
 * doi:10.1002/andp.19213690304; conducting surroundings.
 *
 *   E = (2π k_e/V) Σ_{k≠0} e^{−k²/4α²}/k² |S(k)|²,  S(k) = Σ_j q_j e^{i k·r_j}
 *   W = Σ_k E_k [1 − 2 (1/k² + 1/4α²) k⊗k]
 *
 * α is force_field_alpha(ff); all k with |k| ≤ 11 α are summed, which leaves out less
 * than 1e-12 of the energy. The other parts of the full sum are the pairs
 * (force_field_pair) and the self energy (force_field_self_energy). Cost: atoms × k
 * vectors. Any thread; units eV, Å, e. */
#pragma once

#include "model/cell.h"
#include "potential/force-field.h"

typedef struct {
  double energy;     /* eV, without the background */
  double background; /* eV: −π k_e Q²/(2Vα²) of a cell with charge Q */
  double virial[6];  /* eV, −dE/dε of both, xx yy zz yz xz xy */
} EwaldSum;

/* Atoms anywhere, folded or not; force (n elements, eV/Å) is added to unless NULL. */
EwaldSum ewald_reciprocal(const ForceField *ff, const Cell *cell, guint n,
                          const guint8 *type, const Vec3 *position, Vec3 *force);
