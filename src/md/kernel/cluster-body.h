// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The body of md/kernel/cluster-kernel.h, compiled once per instruction set by the file
 * that includes it after choosing one in base/simd.h. */
#pragma once

#include "base/simd.h"
#include "md/kernel/cluster-kernel.h"

#define N_ROWS    (SIMD_ROW_BITS == 5 ? 6 : 8)
#define N_BINS    (1 << SIMD_ROW_BITS)
#define BIN_SHIFT (23 - (SIMD_ROW_BITS - 3))
#define EDGE_MASK (0xFFFFFFFFu << BIN_SHIFT)
#define PARTS     (CLUSTER_SIZE / SIMD_WIDTH)
#define FAR       1.0e4f

/* Positions of the j atoms and the forces on them, one vector of 16: x y z fx fy fz. */
enum { X = 0, Y = 16, Z = 32, FX = 48, FY = 64, FZ = 80, ROOM = 96 };

typedef struct {
  Vf x, y, z;
} Wide3;

typedef struct {
  float x[CLUSTER_SIZE], y[CLUSTER_SIZE], z[CLUSTER_SIZE];
} Local;

static inline Wide3
load_local(const ClusterAtoms *atoms, const int32_t middle[3], const uint32_t *index)
{
  Vi x, y, z;

  simd_gather_xyz(atoms->fixed, index, &x, &y, &z);
  return (Wide3){
      simd_mul(simd_to_float(simd_int_sub(x, middle[0])), simd_set1(atoms->unit[0])),
      simd_mul(simd_to_float(simd_int_sub(y, middle[1])), simd_set1(atoms->unit[1])),
      simd_mul(simd_to_float(simd_int_sub(z, middle[2])), simd_set1(atoms->unit[2]))};
}

static inline void
load_cluster(const ClusterAtoms *atoms, const ClusterTask *task, Local *local)
{
  for (int p = 0; p < PARTS; p++) {
    uint32_t index[SIMD_WIDTH];
    for (int l = 0; l < SIMD_WIDTH; l++)
      index[l] = task->first + p * SIMD_WIDTH + l;
    Wide3 r = load_local(atoms, task->middle, index);
    simd_store(local->x + p * SIMD_WIDTH, r.x);
    simd_store(local->y + p * SIMD_WIDTH, r.y);
    simd_store(local->z + p * SIMD_WIDTH, r.z);
  }
}

/* Transposes the j atoms of a group; lanes behind its end go far away. */
static inline void
load_group(const ClusterAtoms *atoms, const ClusterTask *task, const ClusterGroup *group,
           float *room)
{
  const Vf zero = simd_set1(0.0f), far = simd_set1(FAR);

  for (uint32_t v = 0; v < group->n_vectors; v++) {
    uint32_t left = group->n_atoms - 16 * v;
    uint32_t bits = left >= 16 ? 0xFFFF : (1u << left) - 1;
    float *to = room + (size_t)ROOM * (group->first + v);
    const uint32_t *index = task->j + 16 * (size_t)(group->first + v);
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
      Wide3 r = load_local(atoms, task->middle, index + p);
      Vm real = simd_mask_from_bits(bits >> p);
      simd_store(to + X + p, simd_choose(real, r.x, far));
      simd_store(to + Y + p, simd_choose(real, r.y, far));
      simd_store(to + Z + p, simd_choose(real, r.z, far));
      simd_store(to + FX + p, zero);
      simd_store(to + FY + p, zero);
      simd_store(to + FZ + p, zero);
    }
  }
}

typedef struct {
  SimdRow force[N_ROWS], energy[N_ROWS];
  Vf s_cut;
} PairRows;

/* One i atom: where it is, and what has been added up for it. */
typedef struct {
  Vf x, y, z, fx, fy, fz, energy;
} Row;

static inline Vf
look_up(const SimdRow rows[N_ROWS], Vi bin, Vf u)
{
  Vf p = simd_row_look_up(rows[N_ROWS - 1], bin);

  for (int k = N_ROWS - 2; k >= 0; k--)
    p = simd_mul_add(p, u, simd_row_look_up(rows[k], bin));
  return p;
}

/* i against SIMD_WIDTH j atoms of one type, of which those in may take part. */
static inline __attribute__((always_inline)) void
meet(Row *i, float *j, const PairRows *rows, int masked, Vm may, int want_energy)
{
  Vf dx = simd_sub(simd_load(j + X), i->x);
  Vf dy = simd_sub(simd_load(j + Y), i->y);
  Vf dz = simd_sub(simd_load(j + Z), i->z);
  Vf s = simd_mul_add(dz, dz, simd_mul_add(dy, dy, simd_mul(dx, dx)));
  Vi bin = simd_bin(s, BIN_SHIFT);
  Vf u = simd_sub(s, simd_mask_float(s, EDGE_MASK));
  Vm near = simd_less(s, rows->s_cut);

  if (masked)
    near = simd_mask_and(near, may);
  Vf f = simd_keep(near, look_up(rows->force, bin, u));
  if (want_energy)
    i->energy = simd_add(i->energy, simd_keep(near, look_up(rows->energy, bin, u)));
  i->fx = simd_mul_sub_from(f, dx, i->fx);
  i->fy = simd_mul_sub_from(f, dy, i->fy);
  i->fz = simd_mul_sub_from(f, dz, i->fz);
  simd_store(j + FX, simd_mul_add(f, dx, simd_load(j + FX)));
  simd_store(j + FY, simd_mul_add(f, dy, simd_load(j + FY)));
  simd_store(j + FZ, simd_mul_add(f, dz, simd_load(j + FZ)));
}

static inline __attribute__((always_inline)) void
meet_group(Row *i, int number, const ClusterGroup *group, float *room,
           const PairRows *rows, int want_energy)
{
  int half = number / (CLUSTER_SIZE / 2);
  float *base = room + (size_t)ROOM * group->first, *j = base;
  float *end = base + (size_t)ROOM * group->end[half];
  uint32_t mask = group->mask[number];

  for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH)
    meet(i, j + p, rows, 1, simd_mask_from_bits(mask >> p), want_energy);
  for (j = base + (size_t)ROOM * group->begin[half]; j < end; j += ROOM)
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH)
      meet(i, j + p, rows, 0, simd_mask_from_bits(0), want_energy);
}

static inline __attribute__((always_inline)) void
load_rows(const ClusterTable *table, int a, int b, int want_energy, PairRows *rows)
{
  const float *from = table->row + (size_t)(a * table->n_types + b) * 2 * N_ROWS * N_BINS;

  rows->s_cut = simd_set1(table->s_cut);
  for (int k = 0; k < N_ROWS; k++)
    rows->force[k] = simd_row_load(from + k * N_BINS);
  for (int k = 0; want_energy && k < N_ROWS; k++)
    rows->energy[k] = simd_row_load(from + (N_ROWS + k) * N_BINS);
}

/* Forces of the cluster's own atoms, and of its share in the virial: forces and local
 * positions of everybody it met, since within its frame every image is the right one. */
static inline void
add_own(const ClusterTask *task, const Local *local, const Vf rows[3][CLUSTER_SIZE],
        ClusterSum *sum)
{
  float f[3][CLUSTER_SIZE];

  for (int k = 0; k < 3; k++)
    simd_sum_rows(rows[k], f[k]);
  for (uint32_t i = 0; i < task->n_atoms; i++) {
    float *force = sum->force + 4 * (size_t)(task->first + i);
    double x = local->x[i], y = local->y[i], z = local->z[i];
    for (int k = 0; k < 3; k++)
      force[k] += f[k][i];
    sum->virial[0] += x * f[0][i];
    sum->virial[1] += y * f[1][i];
    sum->virial[2] += z * f[2][i];
    sum->virial[3] += y * f[2][i];
    sum->virial[4] += x * f[2][i];
    sum->virial[5] += x * f[1][i];
  }
}

static inline void
add_others(const ClusterTask *task, const float *room, int want_virial, ClusterSum *sum)
{
  Vf w[6];

  for (int k = 0; k < 6; k++)
    w[k] = simd_set1(0.0f);
  for (uint32_t v = 0; v < task->n_vectors; v++)
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
      const float *j = room + (size_t)ROOM * v + p;
      Vf fx = simd_load(j + FX), fy = simd_load(j + FY), fz = simd_load(j + FZ);
      simd_scatter_add(sum->force, task->j + 16 * (size_t)v + p, fx, fy, fz);
      if (!want_virial)
        continue;
      Vf x = simd_load(j + X), y = simd_load(j + Y), z = simd_load(j + Z);
      w[0] = simd_mul_add(x, fx, w[0]);
      w[1] = simd_mul_add(y, fy, w[1]);
      w[2] = simd_mul_add(z, fz, w[2]);
      w[3] = simd_mul_add(y, fz, w[3]);
      w[4] = simd_mul_add(x, fz, w[4]);
      w[5] = simd_mul_add(x, fy, w[5]);
    }
  for (int k = 0; want_virial && k < 6; k++)
    sum->virial[k] += simd_sum(w[k]);
}

static inline __attribute__((always_inline)) void
force_on_cluster(const ClusterAtoms *atoms, const ClusterTable *table,
                 const ClusterTask *task, int want_energy, ClusterSum *sum)
{
  const Vf zero = simd_set1(0.0f);
  Vf rows[3][CLUSTER_SIZE];
  Local local;
  double energy = 0.0;

  load_cluster(atoms, task, &local);
  for (uint32_t g = 0; g < task->n_groups; g++)
    load_group(atoms, task, &task->group[g], sum->room);
  for (int n = task->n_atoms; n < CLUSTER_SIZE; n++)
    rows[0][n] = rows[1][n] = rows[2][n] = zero;
  for (uint32_t n = 0; n < task->n_atoms; n++) {
    int a = atoms->fixed[4 * (size_t)(task->first + n) + 3];
    Row i = {simd_set1(local.x[n]),
             simd_set1(local.y[n]),
             simd_set1(local.z[n]),
             zero,
             zero,
             zero,
             zero};
    for (uint32_t g = 0; g < task->n_groups; g++) {
      PairRows pair;
      load_rows(table, a, task->group[g].type, want_energy, &pair);
      meet_group(&i, n, &task->group[g], sum->room, &pair, want_energy);
    }
    rows[0][n] = i.fx;
    rows[1][n] = i.fy;
    rows[2][n] = i.fz;
    if (want_energy)
      energy += simd_sum(i.energy);
  }
  add_own(task, &local, (const Vf(*)[CLUSTER_SIZE])rows, sum);
  add_others(task, sum->room, want_energy, sum);
  sum->energy += energy;
}

static void
cluster_force(const ClusterAtoms *atoms, const ClusterTable *table,
              const ClusterTask *task, int want_energy, ClusterSum *sum)
{
  if (want_energy)
    force_on_cluster(atoms, table, task, 1, sum);
  else
    force_on_cluster(atoms, table, task, 0, sum);
}

/* Smallest s between each of one vector of candidates and atoms begin … end − 1. */
static inline Vf
nearest(const Local *local, uint32_t begin, uint32_t end, Wide3 r)
{
  Vf best = simd_set1(FAR * FAR);

  for (uint32_t i = begin; i < end; i++) {
    Vf dx = simd_sub(r.x, simd_set1(local->x[i]));
    Vf dy = simd_sub(r.y, simd_set1(local->y[i]));
    Vf dz = simd_sub(r.z, simd_set1(local->z[i]));
    Vf s = simd_mul_add(dz, dz, simd_mul_add(dy, dy, simd_mul(dx, dx)));
    best = simd_min(best, s);
  }
  return best;
}

/* Smallest s among the atoms of the cluster themselves. */
static inline float
nearest_within(const Local *local, uint32_t n)
{
  float least = FAR * FAR;

  for (uint32_t i = 0; i < n; i++)
    for (uint32_t k = 0; k < i; k++) {
      float dx = local->x[i] - local->x[k], dy = local->y[i] - local->y[k];
      float dz = local->z[i] - local->z[k], s = dx * dx + dy * dy + dz * dz;
      least = s < least ? s : least;
    }
  return least;
}

static float
cluster_prune(const ClusterAtoms *atoms, const ClusterTask *cluster,
              const uint32_t *candidate, uint32_t n, float range2, uint32_t *keep)
{
  const uint32_t n_own = cluster->n_atoms;
  const uint32_t middle = n_own < CLUSTER_SIZE / 2 ? n_own : CLUSTER_SIZE / 2;
  const Vf nowhere = simd_set1(FAR * FAR);
  const Vf range = simd_set1(range2);
  Vf least = simd_set1(FAR * FAR);
  Local local;
  float lanes[SIMD_WIDTH];

  load_cluster(atoms, cluster, &local);
  for (uint32_t v = 0; 16 * v < n; v++) {
    uint32_t left = n - 16 * v, real = left >= 16 ? 0xFFFF : (1u << left) - 1, bits = 0;
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
      Wide3 r = load_local(atoms, cluster->middle, candidate + 16 * (size_t)v + p);
      Vm is_real = simd_mask_from_bits(real >> p);
      Vf one = simd_choose(is_real, nearest(&local, 0, middle, r), nowhere);
      Vf two = simd_choose(is_real, nearest(&local, middle, n_own, r), nowhere);
      least = simd_min(least, simd_min(one, two));
      bits |= simd_mask_bits(simd_less(one, range)) << p;
      bits |= simd_mask_bits(simd_less(two, range)) << (16 + p);
    }
    keep[v] = bits;
  }
  float result = nearest_within(&local, cluster->n_atoms);
  simd_store(lanes, least);
  for (int l = 0; l < SIMD_WIDTH; l++)
    result = lanes[l] < result ? lanes[l] : result;
  return result;
}
