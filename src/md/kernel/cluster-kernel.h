// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The fast pair kernel: sixteen atoms against many, no branch, no exp, no gather.
 *
 *        i-cluster (16 atoms, any types)          list of j atoms, grouped by type,
 *                                                 each group padded to vectors of 16
 *          ·   ·  ·                                 ┌ Na ┐┌ Na ┐┌ Si ┐┌ O  ┐┌ O  ┐ …
 *         ·  ·   ·   ·         ×                    └────┘└────┘└────┘└────┘└────┘
 *           ·  ·  ·  ·
 *
 * Atoms stand in the order of a k-d tree, so sixteen neighbours in memory are neighbours
 * in space. Positions are 32-bit fixed point in units of the cell (2³² = one length):
 * subtraction wraps by itself, and that is the minimum image. Relative to the middle of
 * the cluster they become floats. One i atom meets one vector of sixteen j atoms of one
 * type: a single pair type, hence a single radial function, kept as piecewise polynomials
 * of s = κ (r² − r₀²) whose coefficients lie in registers and are picked by a permute;
 * the bin is the exponent and the first mantissa bits of s. κ puts the nearer of
 * the two cut-offs on a bin edge and is folded into the coordinates; r₀ makes the bins of
 * near pairs, where the functions are steep, narrower.
 *
 * The tables end somewhat above r₀. Nearer pairs are rare: when a cluster turns out to
 * have one it is computed again without them, and they are listed for the caller, who
 * knows the exact function.
 *
 * Newton's third law: the forces on j gather in a buffer beside their coordinates and are
 * added to the worker's force array once per cluster. That array holds integers, units of
 * 2⁻²¹ eV/Å: integers can be added in any order, so that workers share the clusters as
 * they like and the sum is still the same, bit for bit. Beyond 1024 eV/Å a sum would
 * wrap; so the fourth number of each atom adds up the sizes (largest component, rounded
 * to 2⁻⁸ eV/Å) of what the other three are made of: while it stays below
 * CLUSTER_SIZE_MOST, they are right.
 *
 * Cells must be orthorhombic and wider than twice (list range + half a cluster); others
 * take the reference path. Lengths here are reduced, √κ Å; forces eV/Å; energies eV.
 * Plain C11, any thread. */
#pragma once

#include <stdint.h>

#define CLUSTER_SIZE      16
#define CLUSTER_FORCE_ONE 2097152.0f /* 1 eV/Å in a force array */
#define CLUSTER_FORCE_MOST \
  128.0f /* eV/Å, what is added at a time; sums reach eight times that */
#define CLUSTER_SIZE_ONE  256.0f /* 1 eV/Å in the fourth number of an atom */
#define CLUSTER_SIZE_MOST 1000   /* eV/Å; sums of smaller sizes did not wrap */
#define CLUSTER_MAX_TYPES 32

/* j atoms of one type in a list: vectors first … first + n_vectors − 1, n_atoms of them
 * real. The two halves of the cluster (its first and last eight atoms) are near different
 * atoms: own atoms come first, then those near the first half alone, near both, near the
 * second half alone. Beside vector 0, half h meets vectors begin[h] … end[h] − 1. */
typedef struct {
  uint16_t type;
  uint16_t n_vectors;
  uint16_t begin[2], end[2];
  uint32_t n_atoms;
  uint32_t first;
  uint16_t mask[CLUSTER_SIZE]; /* lanes of the first vector that atom i of the cluster may
                                  meet: an own atom only once, and never itself */
} ClusterGroup;

/* Radial functions of all pairs of types: rows of 2^SIMD_ROW_BITS bins, coefficient 0
 * first, those of the force over r, then those of the energy. */
typedef struct {
  int n_types;
  int row_bits;     /* 5 or 4: 32 or 16 bins in eight octaves */
  int n_rows;       /* coefficients per function */
  float s_zero;     /* κ r₀² */
  float s_cut;      /* κ (r_cut² − r₀²) */
  float s_least;    /* nearer pairs are not in the table */
  double kappa;     /* 1/Å² → reduced, see above */
  double zero2;     /* r₀², Å² */
  const float *row; /* [type a][type b][2 n_rows][1 << row_bits] */
} ClusterTable;

/* Atoms in cluster order: quadruples x y z type. */
typedef struct {
  const int32_t *fixed;
  float unit[3];  /* reduced length of one fixed-point unit along x, y, z */
  uint32_t trash; /* index that padding points to; nobody reads its force */
} ClusterAtoms;

typedef struct {
  uint32_t first, n_atoms; /* of the cluster */
  int32_t middle[3];       /* fixed point */
  const uint32_t *j;       /* groups one after the other, padded to 16 with trash */
  const ClusterGroup *group;
  uint32_t n_groups, n_vectors;
} ClusterTask;

/* Two places, i of the cluster whose list the pair stands in. */
typedef struct {
  uint32_t i, j;
} ClusterPair;

/* Beside forces. Energy includes virial. */
enum { CLUSTER_ENERGY = 1, CLUSTER_VIRIAL = 2 };

/* Room for one cluster's work: 96 floats per vector of its list. */
typedef struct {
  int32_t *force; /* quadruples x y z size, of the worker */
  float largest;  /* eV/Å, of what was added; beyond CLUSTER_FORCE_MOST sums are void */
  float *room;
  ClusterPair *close; /* pairs left to the caller */
  uint32_t n_close;   /* may exceed close_room: the rest was not noted */
  uint32_t close_room;
  double energy;
  double virial[6]; /* eV, xx yy zz yz xz xy */
} ClusterSum;

typedef void (*ClusterForce)(const ClusterAtoms *atoms, const ClusterTable *table,
                             const ClusterTask *task, int want, ClusterSum *sum);

/* Positions to be taken over for places begin … end − 1. */
typedef struct {
  const double *position; /* x y z of every atom, Å */
  const uint32_t *order;  /* place → atom */
  uint32_t begin, end;
  double origin[3], per_length[3]; /* Å; fixed-point units per Å */
  const int32_t *then;             /* quadruples of an earlier step */
  float scale[3];                  /* Å per unit, of the cell of then */
  int32_t *fixed;                  /* quadruples; types are those of then */
  int32_t *own; /* NULL, or the same once more for who takes them; fixed goes past the
                   caches then, for others, and begin is a multiple of four */
} ClusterMove;

/* Returns the largest square of a way since then, Å². */
typedef float (*ClusterTake)(const ClusterMove *move);

/* Hands n quadruples of force, a multiple of four, over to another worker: to given, past
 * the caches. Leaves zeros. */
typedef void (*ClusterGive)(int32_t *force, int32_t *given, uint32_t n);

/* A box in fixed point: middle, and half sides in Å. */
typedef struct {
  int32_t middle[3];
  float half[3];
} ClusterBox;

/* Boxes side by side; readable up to the next multiple of sixteen. */
typedef struct {
  int32_t *middle[3];
  float *half[3];
  float scale[3]; /* Å per fixed-point unit */
} ClusterBoxes;

/* Which of sixteen boxes, from first on, are nearer to home than √range2 (Å): bit l for
 * box first + l. */
typedef uint32_t (*ClusterNear)(const ClusterBoxes *boxes, uint32_t first,
                                const ClusterBox *home, float range2);

/* Marks which of n candidates (padded to 16 with trash, none of them of the cluster
 * itself) are within √range2 (reduced) of any atom of the cluster: bit l of keep[v] for
 * candidate 16 v + l near the first eight, bit 16 + l near the others. */
typedef void (*ClusterPrune)(const ClusterAtoms *atoms, const ClusterTask *cluster,
                             const uint32_t *candidate, uint32_t n, float range2,
                             uint32_t *keep);

/* The candidates that were kept for these halves alone (1: first, 2: second, 3: both),
 * one after the other; up to 16 more places of to are overwritten. Returns their number.
 */
typedef uint32_t (*ClusterPack)(const uint32_t *candidate, uint32_t n,
                                const uint32_t *keep, int halves, uint32_t *to);

typedef struct {
  const char *name; /* "avx512", "avx2", "generic" */
  int lanes, row_bits;
  int n_rows, n_fine_rows; /* of the tables it takes: the fewer the faster */
  ClusterForce force;
  ClusterTake take;
  ClusterGive give;
  ClusterNear near;
  ClusterPrune prune;
  ClusterPack pack;
} ClusterKernel;

/* The variants this processor can run, best first, ended by NULL. */
const ClusterKernel *const *cluster_kernels(void);
