// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three-body terms X–O–Y, the anion in the centre: angles that a pair potential gets
 * wrong. Pure functions; any thread. Units eV, Å, rad. */
#pragma once

#include "base/vec3.h"
#include "potential/force-field.h"

typedef struct {
  double energy;
  Vec3 force_a, force_b; /* eV/Å; the centre feels −(force_a + force_b) */
} TripleForces;

/* The term of a triplet whose ends have types a and b (in any order), or NULL. */
const TripleTerm *triple_find(const ForceField *ff, int centre, int a, int b);
/* The longest arm of any term, Å; 0 without terms. */
double triple_reach(const ForceField *ff);

/* U = (K/2)(θ − θ0)² e^{−(r1+r2)/ρ}; Bertani et al., Phys. Rev. Mater. 5, 045602 (2021),
 * doi:10.1103/PhysRevMaterials.5.045602; without the exponential when ρ = 0. arm_a points
 * from the centre to the atom of type end_a, arm_b to that of end_b; neither is zero.
 * Nothing beyond the cut-off of either arm. The virial of the triplet is
 * W = force_a ⊗ arm_a + force_b ⊗ arm_b. In a straight angle, where the force has no
 * direction, it is 0. */
TripleForces triple_evaluate(const TripleTerm *term, Vec3 arm_a, Vec3 arm_b);
