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

/* What is left of a term at the length r of an arm, and its slope, 1/Å. With a taper w
 * before the cut-off c, x = (r − c)/w + 1:
 *   S = 1 for x ≤ 0,  1 − x³ (10 − 15x + 6x²),  0 for x ≥ 1,
 * the polynomial of lowest degree whose first two derivatives vanish at both ends (the
 * switch of DeePMD: Zhang et al., NeurIPS 2018, arXiv:1805.09003). Nothing acts beyond
 * what is published. */
typedef struct {
  double s, slope;
} TripleTaper;
TripleTaper triple_taper(double r, double cut, double taper);

/* U = (K/2)(θ − θ0)² e^{−(r1+r2)/ρ} S(r1) S(r2); Bertani et al., Phys. Rev. Mater. 5,
 * 045602 (2021), doi:10.1103/PhysRevMaterials.5.045602, where S ends abruptly; without
 * the exponential when ρ = 0. arm_a points from the centre to the atom of type end_a,
 * arm_b to that of end_b; neither is zero. Nothing beyond the end of either arm. The
 * virial of the triplet is W = force_a ⊗ arm_a + force_b ⊗ arm_b. In a straight angle,
 * where the force has no direction, it is 0. */
TripleForces triple_evaluate(const TripleTerm *term, Vec3 arm_a, Vec3 arm_b);
