// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The body of md/kernel/pme-kernel.h, compiled once per instruction set by the file that
 * includes it after choosing one in base/simd.h. Loops over the order are written once
 * and unrolled for every order by EACH_ORDER. */
#pragma once

#include <math.h>

#include "base/simd.h"
#include "md/kernel/pme-kernel.h"

#define PARTS  (PME_ROW / SIMD_WIDTH)
#define INLINE static inline __attribute__((always_inline))

/* Atoms that are spread one after the other stand this many places apart. */
#define SPREAD_STRIDE 17

/* Calls function(order, …) with a constant order. */
#define EACH_ORDER(order, function, ...) \
  switch (order) {                       \
  case 4:                                \
    function(4, __VA_ARGS__);            \
    break;                               \
  case 5:                                \
    function(5, __VA_ARGS__);            \
    break;                               \
  case 6:                                \
    function(6, __VA_ARGS__);            \
    break;                               \
  case 7:                                \
    function(7, __VA_ARGS__);            \
    break;                               \
  default:                               \
    function(8, __VA_ARGS__);            \
  }

#define PME_KERNEL(name)                                                            \
  {                                                                                 \
    name, pme_locate, pme_weigh, pme_spread, pme_gather, pme_convolve, pme_measure, \
        pme_separate, pme_combine                                                   \
  }

/* One row of eight. */
typedef struct {
  Vf part[PARTS];
} Row;

INLINE Row
row_load(const float *p)
{
  Row row;
  for (int k = 0; k < PARTS; k++)
    row.part[k] = simd_load(p + k * SIMD_WIDTH);
  return row;
}

INLINE Row
row_zero(void)
{
  Row row;
  for (int k = 0; k < PARTS; k++)
    row.part[k] = simd_set1(0.0f);
  return row;
}

/* sum + factor · row */
INLINE Row
row_add(Row sum, float factor, Row row)
{
  for (int k = 0; k < PARTS; k++)
    sum.part[k] = simd_mul_add(simd_set1(factor), row.part[k], sum.part[k]);
  return sum;
}

INLINE float
row_dot(Row a, Row b)
{
  Vf sum = simd_mul(a.part[0], b.part[0]);
  for (int k = 1; k < PARTS; k++)
    sum = simd_mul_add(a.part[k], b.part[k], sum);
  return simd_sum(sum);
}

static void
pme_locate(const PmeGrid *grid, const PmePositions *from, uint32_t begin, uint32_t end,
           PmePlace *place)
{
  for (uint32_t i = begin; i < end; i++) {
    const double *r = from->position + 3 * (size_t)i, *o = from->origin;
    double x = r[0] - o[0], y = r[1] - o[1], z = r[2] - o[2];
    for (int d = 0; d < 3; d++) {
      const double *b = from->reciprocal[d];
      double s = b[0] * x + b[1] * y + b[2] * z;
      double u = (s - floor(s)) * grid->n[d];
      int32_t start = u < grid->n[d] ? (int32_t)u : 0; /* 0 if not finite, too */
      place[i].start[d] = start;
      place[i].fraction[d] = u < grid->n[d] ? (float)(u - start) : (float)(u - u);
    }
    place[i].charge = from->charge[from->type[i]];
  }
}

/* From (p − 2)! M_{p−1} to (p − 1)! M_p at p points (Essmann, eq. 4.1): w[k] is point k,
 * a lane an atom. */
INLINE void
raise_order(int p, Vf f, Vf w[PME_ROW])
{
  w[p - 1] = f * w[p - 2];
  for (int k = p - 2; k > 0; k--)
    w[k] = (f + (float)(p - 1 - k)) * w[k - 1] + ((float)(k + 1) - f) * w[k];
  w[0] = (1.0f - f) * w[0];
}

/* Both times factor. */
INLINE void
splines(int order, Vf f, Vf factor, Vf w[PME_ROW], Vf slope[PME_ROW])
{
  Vf weight_factor = pme_weight_scale(order) * factor;
  Vf slope_factor = (float)(order - 1) * weight_factor;

  w[0] = 1.0f - f;
  w[1] = f;
  for (int p = 3; p < order; p++)
    raise_order(p, f, w);
  slope[0] = -slope_factor * w[0];
  for (int k = 1; k < order - 1; k++)
    slope[k] = slope_factor * (w[k - 1] - w[k]);
  slope[order - 1] = slope_factor * w[order - 2];
  raise_order(order, f, w);
  for (int k = 0; k < order; k++)
    w[k] *= weight_factor;
}

/* Lane l of m[k] becomes lane k of m[l]: halves, quarters, neighbours; eight wide at
 * once, four wide by two squares. */
INLINE void
transpose(Vf m[PME_ROW])
{
#if SIMD_WIDTH == 8
  for (int k = 0; k < 4; k++) {
    Vf a = m[k], b = m[k + 4];
    m[k] = __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11);
    m[k + 4] = __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15);
  }
#endif
  for (int k = 0; k < 8; k += k % 4 == 1 ? 3 : 1) {
    Vf a = m[k], b = m[k + 2];
#if SIMD_WIDTH == 8
    m[k] = __builtin_shufflevector(a, b, 0, 1, 8, 9, 4, 5, 12, 13);
    m[k + 2] = __builtin_shufflevector(a, b, 2, 3, 10, 11, 6, 7, 14, 15);
#else
    m[k] = __builtin_shufflevector(a, b, 0, 1, 4, 5);
    m[k + 2] = __builtin_shufflevector(a, b, 2, 3, 6, 7);
#endif
  }
  for (int k = 0; k < 8; k += 2) {
    Vf a = m[k], b = m[k + 1];
#if SIMD_WIDTH == 8
    m[k] = __builtin_shufflevector(a, b, 0, 8, 2, 10, 4, 12, 6, 14);
    m[k + 1] = __builtin_shufflevector(a, b, 1, 9, 3, 11, 5, 13, 7, 15);
#else
    m[k] = __builtin_shufflevector(a, b, 0, 4, 2, 6);
    m[k + 1] = __builtin_shufflevector(a, b, 1, 5, 3, 7);
#endif
  }
}

/* Vector k of m, a lane an atom, becomes point k of part of a group. */
INLINE void
store_points(float to[PME_ROW][PME_GROUP], uint32_t part, const Vf m[PME_ROW])
{
  for (int k = 0; k < PME_ROW; k++)
    simd_store(to[k] + part, m[k]);
}

/* Likewise, a row per atom. */
INLINE void
store_rows(float to[PME_GROUP][PME_ROW], uint32_t part, Vf m[PME_ROW])
{
  transpose(m);
  for (int l = 0; l < SIMD_WIDTH; l++)
    for (int k = 0; k < PARTS; k++)
      simd_store(to[part + l] + k * SIMD_WIDTH, m[l + k * SIMD_WIDTH]);
}

/* Atoms part … part + n − 1 of a group. */
INLINE void
weigh_part(int order, const PmePlace *place, const uint32_t *index, uint32_t part,
           uint32_t n, PmeGroup *group)
{
  Vf f[3] = {{0}}, q = {0}, w[PME_ROW] = {{0}}, slope[PME_ROW] = {{0}};

  for (uint32_t l = 0; l < n; l++) {
    const PmePlace *p = &place[index[l]];
    group->atom[part + l] = index[l];
    q[l] = p->charge;
    for (int d = 0; d < 3; d++) {
      group->start[d][part + l] = p->start[d];
      f[d][l] = p->fraction[d];
    }
  }
  splines(order, f[0], q, w, slope);
  store_points(group->x_weight, part, w);
  store_points(group->x_slope, part, slope);
  splines(order, f[1], simd_set1(1.0f), w, slope);
  store_points(group->y_weight, part, w);
  store_points(group->y_slope, part, slope);
  splines(order, f[2], simd_set1(1.0f), w, slope);
  store_rows(group->z_weight, part, w);
  store_rows(group->z_slope, part, slope);
}

INLINE void
weigh_order(int order, const PmePlace *place, const uint32_t *index, uint32_t n,
            PmeGroup *group)
{
  for (uint32_t k = 0; k < n; k += SIMD_WIDTH)
    weigh_part(order, place, index + k, k % PME_GROUP,
               n - k < SIMD_WIDTH ? n - k : SIMD_WIDTH, &group[k / PME_GROUP]);
}

static void
pme_weigh(const PmeGrid *grid, const PmePlace *place, const uint32_t *order, uint32_t n,
          PmeGroup *group)
{
  EACH_ORDER(grid->order, weigh_order, place, order, n, group);
}

INLINE void
spread_atom(int order, const PmeGrid *grid, const PmeGroup *group, uint32_t l, int layer,
            float *plane)
{
  float *at = plane + (size_t)group->start[1][l] * grid->row + group->start[2][l];
  Row z = row_add(row_zero(), group->x_weight[layer][l], row_load(group->z_weight[l]));

  for (int j = 0; j < order; j++, at += grid->row) {
    Row sum = row_add(row_load(at), group->y_weight[j][l], z);
    for (int k = 0; k < PARTS; k++)
      simd_store(at + k * SIMD_WIDTH, sum.part[k]);
  }
}

INLINE void
spread_order(int order, const PmeGrid *grid, const PmeGroup *group, uint32_t n, int layer,
             float *plane)
{
  for (uint32_t turn = 0; turn < SPREAD_STRIDE; turn++)
    for (uint32_t k = turn; k < n; k += SPREAD_STRIDE)
      spread_atom(order, grid, &group[k / PME_GROUP], k % PME_GROUP, layer, plane);
}

static void
pme_spread(const PmeGrid *grid, const PmeGroup *group, uint32_t n, int layer,
           float *plane)
{
  EACH_ORDER(grid->order, spread_order, grid, group, n, layer, plane);
}

INLINE void
gather_atom(int order, const PmeGrid *grid, const float *mesh, const PmeGroup *group,
            uint32_t l, float quad[4])
{
  Row x = row_zero(), y = row_zero(), z = row_zero();
  const float *corner =
      mesh + (size_t)group->start[1][l] * grid->row + group->start[2][l];
  Vf weight_y[PME_ROW], slope_y[PME_ROW];

  for (int j = 0; j < order; j++) {
    weight_y[j] = simd_set1(group->y_weight[j][l]);
    slope_y[j] = simd_set1(group->y_slope[j][l]);
  }
  for (int i = 0; i < order; i++) {
    int plane = group->start[0][l] + i;
    const float *at =
        corner + (size_t)(plane < grid->n[0] ? plane : plane - grid->n[0]) * grid->plane;
    Row weighted = row_zero(), sloped = row_zero();
    for (int j = 0; j < order; j++, at += grid->row) {
      for (int k = 0; k < PARTS; k++) {
        Vf row = simd_load(at + k * SIMD_WIDTH);
        weighted.part[k] = simd_mul_add(weight_y[j], row, weighted.part[k]);
        sloped.part[k] = simd_mul_add(slope_y[j], row, sloped.part[k]);
      }
    }
    x = row_add(x, group->x_slope[i][l], weighted);
    y = row_add(y, group->x_weight[i][l], sloped);
    z = row_add(z, group->x_weight[i][l], weighted);
  }
  Row weight = row_load(group->z_weight[l]);
  quad[0] = row_dot(x, weight);
  quad[1] = row_dot(y, weight);
  quad[2] = row_dot(z, row_load(group->z_slope[l]));
  quad[3] = row_dot(z, weight);
}

INLINE void
gather_order(int order, const PmeGrid *grid, const float *mesh, const PmeGroup *group,
             uint32_t n, float *quad)
{
  for (uint32_t k = 0; k < n; k++)
    gather_atom(order, grid, mesh, &group[k / PME_GROUP], k % PME_GROUP, quad + 4 * k);
}

static void
pme_gather(const PmeGrid *grid, const float *mesh, const PmeGroup *group, uint32_t n,
           float *quad)
{
  EACH_ORDER(grid->order, gather_order, grid, mesh, group, n, quad);
}

static void
pme_convolve(float *mode, const float *influence, int n)
{
  for (int z = 0; z < n; z++) {
    mode[2 * z] *= influence[z];
    mode[2 * z + 1] *= influence[z];
  }
}

static PmeRowSum
pme_measure(const float *mode, const float *influence, int n, const PmeRowShape *shape)
{
  float energy[8] = {0}, t0[8] = {0}, t1[8] = {0}, t2[8] = {0};
  PmeRowSum sum = {0};

  for (int z = 0; z < n; z += 8)
    for (int l = 0; l < 8; l++) {
      float re = mode[2 * (z + l)], im = mode[2 * (z + l) + 1];
      float m = shape->first + z + l;
      float k2 = shape->k2[0] + m * (shape->k2[1] + m * shape->k2[2]);
      float e = influence[z + l] * (re * re + im * im);
      float t = e * (1.0f / (k2 + 1e-30f) + shape->quarter);
      energy[l] += e;
      t0[l] += t;
      t1[l] += m * t;
      t2[l] += m * m * t;
    }
  for (int l = 0; l < 8; l++) {
    sum.energy += energy[l];
    sum.t0 += t0[l];
    sum.t1 += t1[l];
    sum.t2 += t2[l];
  }
  return sum;
}

static void
pme_separate(const float *restrict p, const float *restrict q, int n, float *restrict row)
{
  for (int z = 0; z < n; z++) {
    row[4 * z] = 0.5f * (p[2 * z] + q[2 * z]);
    row[4 * z + 1] = 0.5f * (p[2 * z + 1] - q[2 * z + 1]);
    row[4 * z + 2] = 0.5f * (p[2 * z + 1] + q[2 * z + 1]);
    row[4 * z + 3] = 0.5f * (q[2 * z] - p[2 * z]);
  }
}

static void
pme_combine(const float *restrict row, int n, float *p, float *q)
{
  for (int z = 0; z < n; z++) {
    float re = row[4 * z], im = row[4 * z + 1];
    float odd_re = row[4 * z + 2], odd_im = row[4 * z + 3];
    q[2 * z] = re + odd_im;
    q[2 * z + 1] = odd_re - im;
    p[2 * z] = re - odd_im;
    p[2 * z + 1] = im + odd_re;
  }
}
