// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers of a neuroevolution potential: NEP3, NEP4 and NEP5, with or without ZBL
 * repulsion, from the text file of GPUMD (Fan et al., J. Chem. Phys. 157, 114801 (2022);
 * Song et al., Nat. Commun. 15, 10208 (2024)). The equations stand in
 * md/learned/nep-atom.h.
 *
 *     nep4[_zbl] N SYMBOLS…
 *     [zbl R_INNER R_OUTER [FACTOR]]  0 0: a row of ten numbers per pair at the end;
 *                                     FACTOR: outer from covalent radii, inner 0
 *     cutoff R_RADIAL R_ANGULAR MN MN (or both per element, then MN MN; until 2025 also
 *                                     MN MN and three factors of covalent radii: radial,
 *                                     angular, and ZBL with half of the outer as inner)
 *     n_max RADIAL ANGULAR
 *     basis_size RADIAL ANGULAR
 *     l_max L [Q222 [Q1111]]
 *     ANN NEURONS 0
 *     then one number per line: networks, expansion coefficients, scales, pairs
 *
 * Kinds with charges, dipoles or a temperature are refused. Values only, immutable; any
 * thread. */
#pragma once

#include "potential/learned/learned-model.h"

#define NEP_L_MAX     4
#define NEP_N_MAX     20
#define NEP_BASIS_MAX 20
#define NEP_ZBL_TERMS 10

typedef struct {
  LearnedModel base;
  int version; /* 3, 4 or 5 */
  guint n_types;
  double *r_radial, *r_angular;         /* Å, per type; of a pair: the mean */
  double radial_factor, angular_factor; /* of covalent radii: not beyond; 0: none */
  int n_radial, n_angular;              /* functions, each n_max + 1 */
  int basis_radial, basis_angular;      /* Chebyshev terms of one, each basis_size + 1 */
  int l_max;
  gboolean q222, q1111; /* four- and five-body invariants */
  int n_neurons, n_descriptors;
  double *network; /* one, or one per type: w0[neurons][descriptors], b0, w1[, bias] */
  gsize network_size;
  double bias;      /* eV */
  double *c_radial; /* [function][term][type][neighbour's type] */
  double *c_angular;
  double *scale; /* of descriptors */
  gboolean has_zbl;
  double zbl_inner, zbl_outer; /* Å */
  double zbl_factor;           /* of covalent radii; 0: cut-offs as they are */
  double zbl_inner_share;      /* with a factor: inner over outer */
  double *zbl_pairs;           /* NEP_ZBL_TERMS per pair i ≤ j, or NULL: universal */
} NepModel;

gboolean nep_model_recognises(const guint8 *data, gsize size);
LearnedModel *nep_model_open(const char *path, GBytes *bytes, GError **error);
