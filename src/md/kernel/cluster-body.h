// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The body of md/kernel/cluster-kernel.h, compiled once per instruction set by the file
 * that includes it after choosing one in base/simd.h. */
#pragma once

#include "base/simd.h"
#include "md/kernel/cluster-kernel.h"

#define ROWS      (SIMD_ROW_BITS == 5 ? 5 : 7)
#define FINE_ROWS 8
#define MOST_ROWS 8
#define N_BINS    (1 << SIMD_ROW_BITS)
#define BIN_SHIFT (23 - (SIMD_ROW_BITS - 3))
#define EDGE_MASK (0xFFFFFFFFu << BIN_SHIFT)
#define PARTS     (CLUSTER_SIZE / SIMD_WIDTH)
#define FAR       1.0e4f

/* What a variant of the code is for, beside CLUSTER_ENERGY and CLUSTER_VIRIAL: tables
 * with more rows; a cluster with pairs that the table does not reach. */
enum { FINE = 4, CAREFUL = 8 };

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
  SimdRow force[MOST_ROWS], energy[MOST_ROWS];
} PairRows;

/* What holds for the whole table. */
typedef struct {
  Vf zero, cut, least;
} Bounds;

/* What has been added up for one i atom. */
typedef struct {
  Vf fx, fy, fz, energy;
} Row;

/* An i atom beside SIMD_WIDTH j atoms of one type: differences, and s of those that may
 * meet (others are far). */
typedef struct {
  Vf dx, dy, dz, s;
  float *j;
} Meeting;

static inline __attribute__((always_inline)) int
n_rows(int want)
{
  return want & FINE ? FINE_ROWS : ROWS;
}

static inline __attribute__((always_inline)) Vf
look_up(const SimdRow *rows, int n, Vi bin, Vf u)
{
  Vf p = simd_row_look_up(rows[n - 1], bin);

  for (int k = n - 2; k >= 0; k--)
    p = simd_mul_add(p, u, simd_row_look_up(rows[k], bin));
  return p;
}

static inline __attribute__((always_inline)) Meeting
approach(const Wide3 *i, float *j, const Bounds *bounds)
{
  Meeting m = {simd_sub(simd_load(j + X), i->x), simd_sub(simd_load(j + Y), i->y),
               simd_sub(simd_load(j + Z), i->z), bounds->zero, j};

  m.s = simd_mul_add(m.dx, m.dx, m.s);
  m.s = simd_mul_add(m.dy, m.dy, m.s);
  m.s = simd_mul_add(m.dz, m.dz, m.s);
  return m;
}

/* The force is multiplied before it is added, which is more work for the adders and less
 * for the multipliers, the scarcer ones. */
static inline __attribute__((always_inline)) void
meet(const Meeting *m, const PairRows *rows, const Bounds *bounds, int want, Row *i)
{
  Vi bin = simd_bin(m->s, BIN_SHIFT);
  Vf u = simd_sub(m->s, simd_mask_float(m->s, EDGE_MASK));
  Vm near = simd_less(m->s, bounds->cut);
  Vf f = simd_keep(near, look_up(rows->force, n_rows(want), bin, u));
  Vf fx = simd_mul(f, m->dx), fy = simd_mul(f, m->dy), fz = simd_mul(f, m->dz);

  if (want & CLUSTER_ENERGY)
    i->energy =
        simd_add(i->energy, simd_keep(near, look_up(rows->energy, n_rows(want), bin, u)));
  i->fx = simd_sub(i->fx, fx);
  i->fy = simd_sub(i->fy, fy);
  i->fz = simd_sub(i->fz, fz);
  simd_store(m->j + FX, simd_add(fx, simd_load(m->j + FX)));
  simd_store(m->j + FY, simd_add(fy, simd_load(m->j + FY)));
  simd_store(m->j + FZ, simd_add(fz, simd_load(m->j + FZ)));
}

static inline __attribute__((always_inline)) void
load_rows(const ClusterTable *table, int a, int b, int want, PairRows *rows)
{
  const int n = n_rows(want);
  const float *from = table->row + (size_t)(a * table->n_types + b) * 2 * n * N_BINS;

  for (int k = 0; k < n; k++)
    rows->force[k] = simd_row_load(from + k * N_BINS);
  for (int k = 0; (want & CLUSTER_ENERGY) && k < n; k++)
    rows->energy[k] = simd_row_load(from + (n + k) * N_BINS);
}

/* Where the walk through a cluster's meetings stands. Two meetings overlap at any time:
 * while the last one is looked up, the next already approaches, so that the processor
 * need not look far ahead for work. */
typedef struct {
  const ClusterTable *table;
  const ClusterTask *task;
  ClusterSum *sum;
  Bounds bounds;
  Vf least; /* s met so far */
  PairRows rows;
  Row row;
  Meeting last;
} Walk;

/* Notes the pairs of a vector that the table does not reach, and sends them away. */
static inline void
set_close_apart(const Walk *walk, uint32_t n, Meeting *m)
{
  const Vm close = simd_less(m->s, walk->bounds.least);
  const size_t at = m->j - walk->sum->room;
  const uint32_t *j = walk->task->j + 16 * (at / ROOM) + at % ROOM;
  ClusterSum *sum = walk->sum;

  for (uint32_t bits = simd_mask_bits(close); bits; bits &= bits - 1) {
    if (sum->n_close < sum->close_room)
      sum->close[sum->n_close] =
          (ClusterPair){walk->task->first + n, j[__builtin_ctz(bits)]};
    sum->n_close++;
  }
  m->s = simd_choose(close, simd_set1(FAR * FAR), m->s);
}

static inline __attribute__((always_inline)) void
walk_on(Walk *walk, Meeting next, int want)
{
  walk->least = simd_min(walk->least, next.s);
  meet(&walk->last, &walk->rows, &walk->bounds, want, &walk->row);
  walk->last = next;
}

/* The first vector of a group, which has masks; its last meeting is still to be looked
 * up. */
static inline __attribute__((always_inline)) void
walk_first(Walk *walk, const Wide3 *i, uint32_t n, float *j, uint32_t mask, int want,
           int begin)
{
  for (int p = begin; p < (begin ? CLUSTER_SIZE : SIMD_WIDTH); p += SIMD_WIDTH) {
    Meeting next = approach(i, j + p, &walk->bounds);
    Vm may = simd_mask_from_bits(mask >> p);
    next.s = simd_choose(may, next.s, simd_set1(FAR * FAR));
    if (want & CAREFUL)
      set_close_apart(walk, n, &next);
    walk_on(walk, next, want);
  }
}

static inline __attribute__((always_inline)) void
walk_others(Walk *walk, const Wide3 *i, uint32_t n, const ClusterGroup *group, int want)
{
  const int half = n / (CLUSTER_SIZE / 2);
  float *base = walk->sum->room + (size_t)ROOM * group->first;
  float *end = base + (size_t)ROOM * group->end[half];

  for (float *j = base + (size_t)ROOM * group->begin[half]; j < end; j += ROOM)
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
      Meeting next = approach(i, j + p, &walk->bounds);
      if (want & CAREFUL)
        set_close_apart(walk, n, &next);
      walk_on(walk, next, want);
    }
}

/* The sums of an atom are complete. */
static inline __attribute__((always_inline)) void
hand_over(Walk *walk, int want, Vf *fx, Vf *fy, Vf *fz)
{
  const Vf none = simd_set1(0.0f);

  *fx = walk->row.fx;
  *fy = walk->row.fy;
  *fz = walk->row.fz;
  if (want & CLUSTER_ENERGY)
    walk->sum->energy += simd_sum(walk->row.energy);
  walk->row = (Row){none, none, none, none};
}

static inline float
largest_lane(Vf v)
{
  float lanes[SIMD_WIDTH], largest = 0.0f;

  simd_store(lanes, v);
  for (int l = 0; l < SIMD_WIDTH; l++)
    largest = lanes[l] > largest ? lanes[l] : largest;
  return largest;
}

static inline void
note_largest(Vf largest, ClusterSum *sum)
{
  float most = largest_lane(largest);

  sum->largest = most > sum->largest ? most : sum->largest;
}

/* Forces of the cluster's own atoms, and of its share in the virial: forces and local
 * positions of everybody it met, since within its frame every image is the right one. */
static inline __attribute__((always_inline)) void
add_own(const ClusterTask *task, const Local *local, const Vf rows[3][CLUSTER_SIZE + 1],
        int want_virial, ClusterSum *sum)
{
  const Vf one = simd_set1(CLUSTER_FORCE_ONE), size_one = simd_set1(CLUSTER_SIZE_ONE);
  float f[3][CLUSTER_SIZE];
  int32_t whole[4][CLUSTER_SIZE];
  Vf largest = simd_set1(0.0f);

  for (int k = 0; k < 3; k++)
    simd_sum_rows(rows[k] + 1, f[k]);
  for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
    Vf fx = simd_load(f[0] + p), fy = simd_load(f[1] + p), fz = simd_load(f[2] + p);
    Vf size = simd_max_abs(simd_max_abs(fx, fy), fz);
    largest = simd_max(largest, size);
    simd_store_int(whole[0] + p, simd_round(simd_mul(fx, one)));
    simd_store_int(whole[1] + p, simd_round(simd_mul(fy, one)));
    simd_store_int(whole[2] + p, simd_round(simd_mul(fz, one)));
    simd_store_int(whole[3] + p, simd_round(simd_mul(size, size_one)));
  }
  note_largest(largest, sum);
  for (uint32_t i = 0; i < task->n_atoms; i++) {
    uint32_t *force = (uint32_t *)sum->force + 4 * (size_t)(task->first + i);
    for (int k = 0; k < 4; k++)
      force[k] += (uint32_t)whole[k][i];
  }
  for (uint32_t i = 0; want_virial && i < task->n_atoms; i++) {
    double x = local->x[i], y = local->y[i], z = local->z[i];
    sum->virial[0] += x * f[0][i];
    sum->virial[1] += y * f[1][i];
    sum->virial[2] += z * f[2][i];
    sum->virial[3] += y * f[2][i];
    sum->virial[4] += x * f[2][i];
    sum->virial[5] += x * f[1][i];
  }
}

static inline __attribute__((always_inline)) void
add_others(const ClusterTask *task, const float *room, int want_virial, ClusterSum *sum)
{
  const Vf one = simd_set1(CLUSTER_FORCE_ONE), size_one = simd_set1(CLUSTER_SIZE_ONE);
  Vf w[6], largest = simd_set1(0.0f);

  for (int k = 0; k < 6; k++)
    w[k] = simd_set1(0.0f);
  for (uint32_t v = 0; v < task->n_vectors; v++)
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
      const float *j = room + (size_t)ROOM * v + p;
      Vf fx = simd_load(j + FX), fy = simd_load(j + FY), fz = simd_load(j + FZ);
      Vf size = simd_max_abs(simd_max_abs(fx, fy), fz);
      largest = simd_max(largest, size);
      simd_scatter_add(sum->force, task->j + 16 * (size_t)v + p,
                       simd_round(simd_mul(fx, one)), simd_round(simd_mul(fy, one)),
                       simd_round(simd_mul(fz, one)),
                       simd_round(simd_mul(size, size_one)));
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
  note_largest(largest, sum);
  for (int k = 0; want_virial && k < 6; k++)
    sum->virial[k] += simd_sum(w[k]);
}

static inline float
least_lane(Vf v)
{
  float lanes[SIMD_WIDTH], least;

  simd_store(lanes, v);
  least = lanes[0];
  for (int l = 1; l < SIMD_WIDTH; l++)
    least = lanes[l] < least ? lanes[l] : least;
  return least;
}

/* Returns the smallest s; unless careful, pairs nearer than the table reaches get wrong
 * forces. */
static inline __attribute__((always_inline)) float
walk_cluster(const ClusterAtoms *atoms, const ClusterTable *table,
             const ClusterTask *task, int want, const Local *local, ClusterSum *sum,
             Vf out[3][CLUSTER_SIZE + 1])
{
  const Vf none = simd_set1(0.0f), far = simd_set1(FAR * FAR);
  Walk walk;

  walk.table = table;
  walk.task = task;
  walk.sum = sum;
  walk.bounds = (Bounds){simd_set1(-table->s_zero), simd_set1(table->s_cut),
                         simd_set1(table->s_least)};
  walk.least = far;
  walk.row = (Row){none, none, none, none};
  walk.last = (Meeting){none, none, none, far, sum->room};
  load_rows(table, 0, 0, want, &walk.rows);
  for (uint32_t n = 0; n < task->n_atoms; n++) {
    const int a = atoms->fixed[4 * (size_t)(task->first + n) + 3];
    const Wide3 i = {simd_set1(local->x[n]), simd_set1(local->y[n]),
                     simd_set1(local->z[n])};
    for (uint32_t g = 0; g < task->n_groups; g++) {
      const ClusterGroup *group = &task->group[g];
      float *j = sum->room + (size_t)ROOM * group->first;
      walk_first(&walk, &i, n, j, group->mask[n], want, 0);
      if (g == 0)
        hand_over(&walk, want, &out[0][n], &out[1][n], &out[2][n]);
      load_rows(table, a, group->type, want, &walk.rows);
      if (SIMD_WIDTH < CLUSTER_SIZE)
        walk_first(&walk, &i, n, j, group->mask[n], want, SIMD_WIDTH);
      walk_others(&walk, &i, n, group, want);
    }
  }
  walk_on(&walk, walk.last, want);
  hand_over(&walk, want, &out[0][task->n_atoms], &out[1][task->n_atoms],
            &out[2][task->n_atoms]);
  return least_lane(walk.least);
}

static inline __attribute__((always_inline)) void
force_on_cluster(const ClusterAtoms *atoms, const ClusterTable *table,
                 const ClusterTask *task, int want, ClusterSum *sum)
{
  Vf rows[3][CLUSTER_SIZE + 1];
  Local local;
  double energy = sum->energy;

  load_cluster(atoms, task, &local);
  for (uint32_t g = 0; g < task->n_groups; g++)
    load_group(atoms, task, &task->group[g], sum->room);
  if (walk_cluster(atoms, table, task, want, &local, sum, rows) < table->s_least) {
    sum->energy = energy;
    for (uint32_t g = 0; g < task->n_groups; g++)
      load_group(atoms, task, &task->group[g], sum->room);
    walk_cluster(atoms, table, task, want | CAREFUL, &local, sum, rows);
  }
  for (int n = task->n_atoms + 1; n <= CLUSTER_SIZE; n++)
    rows[0][n] = rows[1][n] = rows[2][n] = simd_set1(0.0f);
  add_own(task, &local, (const Vf(*)[CLUSTER_SIZE + 1]) rows, want & CLUSTER_VIRIAL, sum);
  add_others(task, sum->room, want & CLUSTER_VIRIAL, sum);
}

static void
cluster_force(const ClusterAtoms *atoms, const ClusterTable *table,
              const ClusterTask *task, int want, ClusterSum *sum)
{
  const int fine = table->n_rows == FINE_ROWS ? FINE : 0;
  const int energy = CLUSTER_ENERGY | CLUSTER_VIRIAL;

  if (want & CLUSTER_ENERGY) {
    if (fine)
      force_on_cluster(atoms, table, task, energy | FINE, sum);
    else
      force_on_cluster(atoms, table, task, energy, sum);
  } else if (want & CLUSTER_VIRIAL) {
    if (fine)
      force_on_cluster(atoms, table, task, CLUSTER_VIRIAL | FINE, sum);
    else
      force_on_cluster(atoms, table, task, CLUSTER_VIRIAL, sum);
  } else if (fine)
    force_on_cluster(atoms, table, task, FINE, sum);
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

static void
cluster_prune(const ClusterAtoms *atoms, const ClusterTask *cluster,
              const uint32_t *candidate, uint32_t n, float range2, uint32_t *keep)
{
  const uint32_t n_own = cluster->n_atoms;
  const uint32_t middle = n_own < CLUSTER_SIZE / 2 ? n_own : CLUSTER_SIZE / 2;
  const Vf nowhere = simd_set1(FAR * FAR);
  const Vf range = simd_set1(range2);
  Local local;

  load_cluster(atoms, cluster, &local);
  for (uint32_t v = 0; 16 * v < n; v++) {
    uint32_t left = n - 16 * v, real = left >= 16 ? 0xFFFF : (1u << left) - 1, bits = 0;
    for (int p = 0; p < CLUSTER_SIZE; p += SIMD_WIDTH) {
      Wide3 r = load_local(atoms, cluster->middle, candidate + 16 * (size_t)v + p);
      Vm is_real = simd_mask_from_bits(real >> p);
      Vf one = simd_choose(is_real, nearest(&local, 0, middle, r), nowhere);
      Vf two = simd_choose(is_real, nearest(&local, middle, n_own, r), nowhere);
      bits |= simd_mask_bits(simd_less(one, range)) << p;
      bits |= simd_mask_bits(simd_less(two, range)) << (16 + p);
    }
    keep[v] = bits;
  }
}

static uint32_t
cluster_pack(const uint32_t *candidate, uint32_t n, const uint32_t *keep, int halves,
             uint32_t *to)
{
  uint32_t *end = to;

  for (uint32_t v = 0; 16 * v < n; v++) {
    uint32_t one = keep[v] & 0xFFFF, two = keep[v] >> 16;
    uint32_t bits = halves == 1 ? one & ~two : halves == 2 ? two & ~one : one & two;
    end += simd_pack(end, candidate + 16 * (size_t)v, bits);
  }
  return (uint32_t)(end - to);
}

static uint32_t
cluster_near(const ClusterBoxes *boxes, uint32_t first, const ClusterBox *home,
             float range2)
{
  const Vf zero = simd_set1(0.0f), range = simd_set1(range2);
  uint32_t bits = 0;

  for (int p = 0; p < 16; p += SIMD_WIDTH) {
    Vf d2 = zero;
    for (int k = 0; k < 3; k++) {
      Vi d = simd_int_sub(simd_load_int(boxes->middle[k] + first + p), home->middle[k]);
      Vf size = simd_add(simd_load(boxes->half[k] + first + p), simd_set1(home->half[k]));
      Vf far = simd_mul(simd_max_abs(simd_to_float(d), zero), simd_set1(boxes->scale[k]));
      Vf gap = simd_max(simd_sub(far, size), zero);
      d2 = simd_mul_add(gap, gap, d2);
    }
    bits |= simd_mask_bits(simd_less(d2, range)) << p;
  }
  return bits;
}

/* Takes over four places from first on; the largest way so far, squared. */
static inline Vf
take_four(const ClusterMove *move, uint32_t first, const float scale[16], Vf largest)
{
  const double *r[4];
  Vi now[PARTS];

  for (int k = 0; k < 4; k++)
    r[k] = move->position + 3 * (size_t)move->order[first + k];
  simd_fix_quads(r, move->origin, move->per_length, move->then + 4 * (size_t)first, now);
  for (int p = 0; p < PARTS; p++) {
    size_t at = 4 * (size_t)first + p * SIMD_WIDTH;
    Vi then = simd_load_int(move->then + at);
    simd_store_int((move->own ? move->own : move->fixed) + at, now[p]);
    if (move->own)
      simd_stream_int(move->fixed + at, now[p]);
    Vf way = simd_mul(simd_to_float(simd_int_sub_each(now[p], then)),
                      simd_load(scale + p * SIMD_WIDTH));
    largest = simd_max(largest, simd_sum_quads(simd_mul(way, way)));
  }
  return largest;
}

static float
take_one(const ClusterMove *move, uint32_t place)
{
  const double *r = move->position + 3 * (size_t)move->order[place];
  int32_t *to = move->fixed + 4 * (size_t)place;
  const int32_t *then = move->then + 4 * (size_t)place;
  float way2 = 0.0f;

  for (int k = 0; k < 3; k++) {
    to[k] = (int32_t)(int64_t)((r[k] - move->origin[k]) * move->per_length[k]);
    float d = (float)(int32_t)((uint32_t)to[k] - (uint32_t)then[k]) * move->scale[k];
    way2 += d * d;
  }
  to[3] = then[3];
  if (move->own)
    memcpy(move->own + 4 * (size_t)place, to, 4 * sizeof *to);
  return way2;
}

static float
cluster_take(const ClusterMove *move)
{
  float scale[16], most;
  Vf largest = simd_set1(0.0f);
  uint32_t s = move->begin;

  for (int k = 0; k < 16; k++)
    scale[k] = k % 4 < 3 ? move->scale[k % 4] : 0.0f;
  for (; s + 4 <= move->end; s += 4)
    largest = take_four(move, s, scale, largest);
  most = largest_lane(largest);
  for (; s < move->end; s++) {
    float way2 = take_one(move, s);
    most = way2 > most ? way2 : most;
  }
  simd_end_stream();
  return most;
}

static void
cluster_give(int32_t *force, int32_t *given, uint32_t n)
{
  for (size_t k = 0; k < 4 * (size_t)n; k += SIMD_WIDTH) {
    Vi found = simd_load_int(force + k);
    simd_stream_int(given + k, found);
    simd_store_int(force + k, simd_int_sub_each(found, found));
  }
  simd_end_stream();
}
