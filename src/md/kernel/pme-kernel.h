// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charges to mesh and mesh to forces, eight floats at a time.
 *
 *       z →
 *       ┌──────────────┬────┐
 *     y │   n1 × n2    │ +8 │
 *     ↓ │              │    │
 *       ├──────────────┴────┤
 *       │ + order − 1 rows  │
 *       └───────────────────┘
 *
 * An atom meets order³ mesh points. Its points along z are one vector of eight, with
 * weights of 0 behind the order. Rows are longer than the cell by those eight, planes by
 * order − 1 rows, so that nothing wraps in the loops: the overhang is folded back
 * afterwards (charges) or copied beforehand (potential).
 *
 * One plane of the mesh is x = constant and stays in the first cache while the atoms that
 * reach it are added one after the other: the sum at a mesh point depends on the order of
 * the atoms alone. Neighbours in that order are neighbours in space; each would wait for
 * what the one before it is still writing, so that spread visits them with strides.
 * Weights are cardinal B-splines M_p, slopes their derivatives per mesh step. Plain C11,
 * any thread. */
#pragma once

#include <stdint.h>

#define PME_ROW       8 /* lanes of a vector of weights: the highest order */
#define PME_GROUP     8 /* atoms */
#define PME_ORDER_MIN 4
#define PME_ORDER_MAX PME_ROW

typedef struct {
  int n[3]; /* mesh points along the lattice vectors, at least PME_ROW */
  int order;
  int row;   /* floats from one row (y) to the next */
  int plane; /* floats from one plane (x) to the next */
} PmeGrid;

/* Where eight atoms stand: first mesh point along each lattice vector (those that follow
 * wrap), weights and slopes; those of x are multiplied by the charge. What is used as a
 * vector lies together per atom, what is used as a number per mesh point: eight atoms are
 * weighed at once. */
typedef struct {
  float z_weight[PME_GROUP][PME_ROW];
  float y_weight[PME_ROW][PME_GROUP];
  float x_weight[PME_ROW][PME_GROUP];
  int32_t start[3][PME_GROUP];
  uint32_t atom[PME_GROUP];
  float z_slope[PME_GROUP][PME_ROW];
  float y_slope[PME_ROW][PME_GROUP];
  float x_slope[PME_ROW][PME_GROUP];
} PmeGroup;

/* Where one atom begins. */
typedef struct {
  int32_t start[3];  /* mesh point at or below */
  float fraction[3]; /* of a mesh step beyond it */
  float charge;
  uint32_t unused; /* half a cache line in all */
} PmePlace;

/* Three numbers per atom, Å; s_d = reciprocal[d] · (r − origin). */
typedef struct {
  const double *position;
  const uint8_t *type;
  const double *charge; /* of each type, e */
  double origin[3];
  double reciprocal[3][3];
} PmePositions;

/* Over a row of modes, with e = influence · |mode|² and t = e (1/k² + 1/4α²): Σ e, Σ t,
 * Σ m t, Σ m² t. */
typedef struct {
  float energy, t0, t1, t2;
} PmeRowSum;

/* Along one row m = first, first + 1 …: k² = k2[0] + k2[1] m + k2[2] m². */
typedef struct {
  int first;
  float k2[3];
  float quarter; /* 1/4α² */
} PmeRowShape;

/* Weights are computed times (order − 1)!, in which nothing is divided, and then
 * multiplied by this number. What its rounding does to all of them alike, G takes back.
 */
static inline float
pme_weight_scale(int order)
{
  float factorial = 1.0f;

  for (int k = 2; k < order; k++)
    factorial *= k;
  return 1.0f / factorial;
}

typedef struct {
  const char *name; /* "avx512", "avx2", "generic" */
  /* Atoms begin … end − 1. */
  void (*locate)(const PmeGrid *grid, const PmePositions *from, uint32_t begin,
                 uint32_t end, PmePlace *place);
  /* Atoms order[0 … n − 1] become groups. */
  void (*weigh)(const PmeGrid *grid, const PmePlace *place, const uint32_t *order,
                uint32_t n, PmeGroup *group);
  /* Adds point number layer along x of the n atoms of groups to the plane it lies in. */
  void (*spread)(const PmeGrid *grid, const PmeGroup *group, uint32_t n, int layer,
                 float *plane);
  /* Quadruples ∂E/∂u along the three lattice vectors (per mesh step) and the potential,
   * each times the charge, of the n atoms of groups. */
  void (*gather)(const PmeGrid *grid, const float *mesh, const PmeGroup *group,
                 uint32_t n, float *quad);
  /* n complex numbers times the influence function; n is a multiple of PME_ROW, below
   * too. */
  void (*convolve)(float *mode, const float *influence, int n);
  PmeRowSum (*measure)(const float *mode, const float *influence, int n,
                       const PmeRowShape *shape);
  /* A real row of 2n numbers, read as n complex ones and transformed along y, is p at ky
   * and q at −ky: separates the spectra of its 2n numbers at ky. */
  void (*separate)(const float *p, const float *q, int n, float *row);
  /* The way back; p and q may be the same. */
  void (*combine)(const float *row, int n, float *p, float *q);
} PmeKernel;

/* The variant that goes with a pair kernel of this name; NULL or "scalar": generic. */
const PmeKernel *pme_kernel_for(const char *pair_kernel);
