// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The mesh of the smooth particle-mesh Ewald sum and what happens on it: charges become
 * potentials. U. Essmann et al., J. Chem. Phys. 103, 8577 (1995), doi:10.1063/1.470117:
 *
 *   E = ½ Σ_m G(m) |F(m)|²,   G = (4π k_e/V) e^{−k²/4α²}/k² |b1(m1) b2(m2) b3(m3)|²
 *   W = Σ_m E(m) [1 − 2 (1/k² + 1/4α²) k⊗k]
 *
 * F is the discrete Fourier transform of the charges on the mesh, |b|² as in eq. 4.4, and
 * ∂E/∂Q the backward transform of G F. Modes that e^{−k²/4α²} extinguishes are left out.
 *
 * The three-dimensional transform is taken apart, so that planes and columns can go to
 * different workers and stay in their caches. A plane is transformed along y, each two
 * neighbours along z as one complex number (complex transforms are the fast ones);
 * separated again, of which half the modes along y suffice; and transformed along z. A
 * column is transformed along x, multiplied by G, and transformed back. Each plane and
 * column is one worker's at a time: first all planes, then all columns, then all planes.
 *
 * Plans are FFTW's estimates in single precision: the same choice every time, the same
 * bits. Units eV, Å, e. */
#pragma once

#include "base/team.h"
#include "md/kernel/pme-kernel.h"
#include "md/pme-shape.h"
#include "model/cell.h"

typedef struct {
  double energy;
  double virial[6]; /* xx yy zz yz xz xy */
} PmeSum;

typedef struct PmeMesh PmeMesh;

PmeMesh *pme_mesh_new(const PmeShape *shape);
void pme_mesh_free(PmeMesh *mesh);

const PmeShape *pme_mesh_shape(const PmeMesh *mesh);
const PmeGrid *pme_mesh_grid(const PmeMesh *mesh);
/* ∂E/∂Q after the last pass, planes with their overhang (PmeGrid). */
const float *pme_mesh_potential(const PmeMesh *mesh);
guint pme_mesh_n_columns(const PmeMesh *mesh);

/* Computes G. */
void pme_mesh_set_cell(PmeMesh *mesh, const Cell *cell, double alpha, Team *team);
/* Room for the workers of a team; before the passes. */
void pme_mesh_reserve(PmeMesh *mesh, guint n_workers);

/* A worker's empty plane, to spread charges on. */
float *pme_mesh_blank_plane(PmeMesh *mesh, guint worker);
/* Folds the overhang of the worker's plane and transforms it to plane x. */
void pme_mesh_forward(PmeMesh *mesh, const PmeKernel *kernel, guint x, guint worker);
/* Columns to potentials; sum (or NULL) is set to what this column adds. */
void pme_mesh_solve(PmeMesh *mesh, const PmeKernel *kernel, guint column, guint worker,
                    PmeSum *sum);
/* Plane x of the potential. */
void pme_mesh_backward(PmeMesh *mesh, const PmeKernel *kernel, guint x, guint worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PmeMesh, pme_mesh_free)
