// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a neuroevolution potential computes for many neighbours or neurons alike, LANES at
 * a time (lanes.h): radial terms and the network, as nep-atom.h has them. Series instead
 * of the library's functions, within 4e-16 of 1; the same bits on every processor. Any
 * thread. */
#pragma once

#include "md/learned/lanes.h"
#include "potential/learned/nep-model.h"

/* Radial terms of LANES neighbours, and their slopes (Å⁻¹). */
typedef struct {
  double f[NEP_BASIS_MAX][LANES], df[NEP_BASIS_MAX][LANES];
} NepBlock;

/* Of LANES neighbours; type NEP_NOBODY: beyond the cut-off, or nobody. */
#define NEP_NOBODY (-1)
typedef struct {
  double u[LANES]; /* r / r_cut */
  double inv_r_cut[LANES];
  gint64 type[LANES];
} NepNeighbours;

void nep_terms(int n_terms, const NepNeighbours *at, NepBlock *to);
/* sum[type][term] += f, lane by lane */
void nep_add_terms(int n_terms, guint n_types, const NepNeighbours *at,
                   const NepBlock *block, double (*sum)[NEP_BASIS_MAX][LANES]);
/* slope[lane] = Σ_term weight[type][term] df */
void nep_slopes(int n_terms, guint n_types, const NepNeighbours *at,
                const NepBlock *block, const double (*weight)[NEP_BASIS_MAX],
                double slope[LANES]);

/* E from the scaled descriptors q; g_q = its gradient by the bare ones. value: room for
 * the neurons and LANES more. */
double nep_network(const NepModel *model, const double *network, const double *q,
                   double *g_q, double *value);
