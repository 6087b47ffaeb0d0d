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
           PmePlaces *to)
{
  for (uint32_t i = begin; i < end; i++) {
    const double *r = from->position + 3 * (size_t)i, *o = from->origin;
    double x = r[0] - o[0], y = r[1] - o[1], z = r[2] - o[2];
    for (int d = 0; d < 3; d++) {
      const double *b = from->reciprocal[d];
      double s = b[0] * x + b[1] * y + b[2] * z;
      double u = (s - floor(s)) * grid->n[d];
      int32_t start = u < grid->n[d] ? (int32_t)u : 0; /* 0 if not finite, too */
      to->start[3 * (size_t)i + d] = start;
      to->fraction[3 * (size_t)i + d] =
          u < grid->n[d] ? (float)(u - start) : (float)(u - u);
    }
  }
}

/* From M_{p−1} to M_p at p points (Essmann, eq. 4.1): w[k] is point k, a lane an atom. */
INLINE void
raise_order(int p, Vf f, Vf w[PME_ROW])
{
  float scale = 1.0f / (p - 1);

  w[p - 1] = scale * f * w[p - 2];
  for (int k = p - 2; k > 0; k--)
    w[k] = scale * ((f + (float)(p - 1 - k)) * w[k - 1] + ((float)(k + 1) - f) * w[k]);
  w[0] = scale * (1.0f - f) * w[0];
}

INLINE void
splines(int order, Vf f, Vf w[PME_ROW], Vf slope[PME_ROW])
{
  w[0] = 1.0f - f;
  w[1] = f;
  for (int p = 3; p < order; p++)
    raise_order(p, f, w);
  slope[0] = -w[0];
  for (int k = 1; k < order; k++)
    slope[k] = w[k - 1] - w[k];
  raise_order(order, f, w);
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

/* Row l of what transpose left. */
INLINE void
store_row(float *p, const Vf m[PME_ROW], uint32_t l, float factor)
{
  for (int k = 0; k < PARTS; k++)
    simd_store(p + k * SIMD_WIDTH, factor * m[l + k * SIMD_WIDTH]);
}

/* One lattice direction of up to SIMD_WIDTH atoms. */
INLINE void
weigh_direction(int order, int d, const PmePlaces *places, const float *charge,
                const uint32_t *index, uint32_t n, PmeAtom *atom)
{
  Vf f = simd_set1(0.0f), w[PME_ROW], slope[PME_ROW];

  for (int k = 0; k < PME_ROW; k++)
    w[k] = slope[k] = f;
  for (uint32_t l = 0; l < n; l++)
    f[l] = places->fraction[3 * (size_t)index[l] + d];
  splines(order, f, w, slope);
  transpose(w);
  transpose(slope);
  for (uint32_t l = 0; l < n; l++) {
    float factor = d == 0 ? charge[index[l]] : 1.0f;
    store_row(atom[l].weight[d], w, l, factor);
    store_row(atom[l].slope[d], slope, l, factor);
    atom[l].start[d] = places->start[3 * (size_t)index[l] + d];
  }
}

INLINE void
weigh_order(int order, const PmePlaces *places, const float *charge,
            const uint32_t *index, uint32_t begin, uint32_t end, PmeAtom *atom)
{
  for (uint32_t k = begin; k < end; k += SIMD_WIDTH) {
    uint32_t n = end - k < SIMD_WIDTH ? end - k : SIMD_WIDTH;
    for (int d = 0; d < 3; d++)
      weigh_direction(order, d, places, charge, index + k, n, atom + k);
    for (uint32_t l = 0; l < n; l++)
      atom[k + l].atom = index[k + l];
  }
}

static void
pme_weigh(const PmeGrid *grid, const PmePlaces *places, const float *charge,
          const uint32_t *order, uint32_t begin, uint32_t end, PmeAtom *atom)
{
  EACH_ORDER(grid->order, weigh_order, places, charge, order, begin, end, atom);
}

INLINE void
spread_order(int order, const PmeGrid *grid, const PmeAtom *atom, uint32_t n, int layer,
             float *plane)
{
  for (const PmeAtom *end = atom + n; atom < end; atom++) {
    float *at = plane + (size_t)atom->start[1] * grid->row + atom->start[2];
    Row z = row_add(row_zero(), atom->weight[0][layer], row_load(atom->weight[2]));
    for (int j = 0; j < order; j++, at += grid->row) {
      Row sum = row_add(row_load(at), atom->weight[1][j], z);
      for (int k = 0; k < PARTS; k++)
        simd_store(at + k * SIMD_WIDTH, sum.part[k]);
    }
  }
}

static void
pme_spread(const PmeGrid *grid, const PmeAtom *atom, uint32_t n, int layer, float *plane)
{
  EACH_ORDER(grid->order, spread_order, grid, atom, n, layer, plane);
}

INLINE void
gather_order(int order, const PmeGrid *grid, const float *mesh, const PmeAtom *atom,
             uint32_t n, float *quad)
{
  for (uint32_t a = 0; a < n; a++, atom++, quad += 4) {
    Row x = row_zero(), y = row_zero(), z = row_zero();
    const float *corner = mesh + (size_t)atom->start[1] * grid->row + atom->start[2];
    for (int i = 0; i < order; i++) {
      int plane = atom->start[0] + i;
      const float *at =
          corner +
          (size_t)(plane < grid->n[0] ? plane : plane - grid->n[0]) * grid->plane;
      Row weighted = row_zero(), sloped = row_zero();
      for (int j = 0; j < order; j++, at += grid->row) {
        Row row = row_load(at);
        weighted = row_add(weighted, atom->weight[1][j], row);
        sloped = row_add(sloped, atom->slope[1][j], row);
      }
      x = row_add(x, atom->slope[0][i], weighted);
      y = row_add(y, atom->weight[0][i], sloped);
      z = row_add(z, atom->weight[0][i], weighted);
    }
    Row weight = row_load(atom->weight[2]);
    quad[0] = row_dot(x, weight);
    quad[1] = row_dot(y, weight);
    quad[2] = row_dot(z, row_load(atom->slope[2]));
    quad[3] = row_dot(z, weight);
  }
}

static void
pme_gather(const PmeGrid *grid, const float *mesh, const PmeAtom *atom, uint32_t n,
           float *quad)
{
  EACH_ORDER(grid->order, gather_order, grid, mesh, atom, n, quad);
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
