// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Energy of one atom of a neuroevolution potential, and its gradient by the vectors to
 * its neighbours. Fan et al., J. Chem. Phys. 157, 114801 (2022), eqs 3–19; double
 * precision. With f_c(r) = ½ (1 + cos πr/r_c), x = 2 (r/r_c − 1)² − 1 and Chebyshev
 * polynomials T_k,
 *
 *     f_0 = f_c,  f_k = ½ (T_k(x) + 1) f_c,   g_n = Σ_k c_nk f_k
 *     radial:   q_n  = Σ_j g_n(r_ij)
 *     angular:  s_nlm = Σ_j g_n(r_ij) Y_lm(r̂_ij);  q_nl = C_l0 s² + 2 Σ_m C_lm s²
 *               and closed forms of fourth and fifth order for l = 2 and l = 1
 *     E_i = Σ_a w1_a tanh(w0_a · (scale q) − b0_a) − b1
 *
 * Y_lm are real solid harmonics of the unit vector with the constants of the paper's
 * program. Immutable but for the scratch, which is one thread's. */
#pragma once

#include "md/learned/local-evaluator.h"
#include "md/learned/zbl.h"
#include "potential/learned/nep-model.h"

/* A model bound to the species of a structure. */
typedef struct {
  const NepModel *model;
  guint n_types;
  double *radial, *angular;           /* [type][neighbour's type][function][term] */
  double *r_radial, *r_angular;       /* [type][neighbour's type], Å */
  const double *network[SPECIES_MAX]; /* into the model */
  Zbl *zbl;                           /* [type][neighbour's type], or NULL */
} NepField;

NepField *nep_field_new(const NepModel *model, const SpeciesList *species);
void nep_field_free(NepField *field);

typedef struct NepScratch NepScratch;

NepScratch *nep_scratch_new(const NepField *field);
void nep_scratch_free(NepScratch *scratch);

/* Energy (eV) of an atom of a type with n neighbours; gradient[n] = ∂E_i/∂d (eV/Å). */
double nep_atom_energy(const NepField *field, NepScratch *scratch, guint type,
                       const LearnedEdge *edge, guint n, double (*gradient)[3]);
extern const LocalKind nep_local_kind;

/* Scaled descriptors of the last call. */
const double *nep_scratch_descriptors(const NepScratch *scratch);
