// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The vocabulary of base/simd.h in GCC vectors of four floats, for any processor.
 * Included by it alone. */
#pragma once

#include <math.h>

#define SIMD_WIDTH    4
#define SIMD_ROW_BITS 5

typedef float Vf __attribute__((vector_size(16)));
typedef int32_t Vi __attribute__((vector_size(16)));
typedef int32_t Vm __attribute__((vector_size(16))); /* 0 or −1 */

/* One coefficient for all 32 bins of a radial table, where it stands. */
typedef struct {
  const float *value;
} SimdRow;

static inline Vf
simd_load(const float *p)
{
  Vf v;

  memcpy(&v, p, sizeof v);
  return v;
}

static inline void
simd_store(float *p, Vf v)
{
  memcpy(p, &v, sizeof v);
}

static inline Vf
simd_set1(float x)
{
  return (Vf){x, x, x, x};
}

static inline Vf
simd_add(Vf a, Vf b)
{
  return a + b;
}

static inline Vf
simd_sub(Vf a, Vf b)
{
  return a - b;
}

static inline Vf
simd_mul(Vf a, Vf b)
{
  return a * b;
}

static inline Vf
simd_mul_add(Vf a, Vf b, Vf c)
{
  return a * b + c;
}

static inline Vf
simd_choose(Vm m, Vf a, Vf b)
{
  return (Vf)(((Vi)a & m) | ((Vi)b & ~m));
}

static inline Vf
simd_max(Vf a, Vf b)
{
  Vf m;

  for (int l = 0; l < 4; l++)
    m[l] = a[l] > b[l] ? a[l] : b[l];
  return m;
}

static inline Vm
simd_less(Vf a, Vf b)
{
  return a < b;
}

static inline Vf
simd_min(Vf a, Vf b)
{
  return simd_choose(simd_less(a, b), a, b);
}

static inline Vm
simd_mask_from_bits(uint32_t bits)
{
  const Vi lane = {1, 2, 4, 8};
  int32_t b = (int32_t)bits;

  return ((Vi){b, b, b, b} & lane) == lane;
}

static inline uint32_t
simd_mask_bits(Vm m)
{
  return (uint32_t)((m[0] & 1) | (m[1] & 2) | (m[2] & 4) | (m[3] & 8));
}

static inline Vf
simd_keep(Vm m, Vf v)
{
  return (Vf)((Vi)v & m);
}

static inline Vi
simd_bin(Vf v, int shift)
{
  return ((Vi)v >> shift) & 31;
}

static inline Vf
simd_mask_float(Vf v, uint32_t mask)
{
  int32_t m = (int32_t)mask;

  return (Vf)((Vi)v & (Vi){m, m, m, m});
}

static inline SimdRow
simd_row_load(const float *p)
{
  return (SimdRow){p};
}

static inline Vf
simd_row_look_up(SimdRow row, Vi bin)
{
  return (Vf){row.value[bin[0]], row.value[bin[1]], row.value[bin[2]], row.value[bin[3]]};
}

static inline float
simd_sum(Vf v)
{
  return (v[0] + v[2]) + (v[1] + v[3]);
}

static inline void
simd_gather_xyz(const int32_t *base, const uint32_t *index, Vi *x, Vi *y, Vi *z)
{
  const int32_t *p[4];

  for (int l = 0; l < 4; l++)
    p[l] = base + 4 * (size_t)index[l];
  *x = (Vi){p[0][0], p[1][0], p[2][0], p[3][0]};
  *y = (Vi){p[0][1], p[1][1], p[2][1], p[3][1]};
  *z = (Vi){p[0][2], p[1][2], p[2][2], p[3][2]};
}

static inline Vi
simd_load_int(const int32_t *p)
{
  Vi v;

  memcpy(&v, p, sizeof v);
  return v;
}

/* Modulo 2³². */
static inline Vi
simd_int_sub_each(Vi a, Vi b)
{
  typedef uint32_t Unsigned __attribute__((vector_size(16)));

  return (Vi)((Unsigned)a - (Unsigned)b);
}

static inline Vi
simd_int_sub(Vi a, int32_t b)
{
  return simd_int_sub_each(a, (Vi){b, b, b, b});
}

static inline Vf
simd_to_float(Vi v)
{
  return __builtin_convertvector(v, Vf);
}

static inline Vi
simd_round(Vf v)
{
  return (Vi){(int32_t)lrintf(v[0]), (int32_t)lrintf(v[1]), (int32_t)lrintf(v[2]),
              (int32_t)lrintf(v[3])};
}

static inline void
simd_store_int(int32_t *p, Vi v)
{
  memcpy(p, &v, sizeof v);
}

static inline void
simd_stream_int(int32_t *p, Vi v)
{
  simd_store_int(p, v);
}

static inline void
simd_end_stream(void)
{
}

static inline Vf
simd_max_abs(Vf a, Vf b)
{
  Vf m;

  for (int l = 0; l < 4; l++)
    m[l] = fmaxf(fabsf(a[l]), fabsf(b[l]));
  return m;
}

static inline void
simd_scatter_add(int32_t *base, const uint32_t *index, Vi x, Vi y, Vi z, Vi w)
{
  for (int l = 0; l < 4; l++) {
    uint32_t *p = (uint32_t *)base + 4 * (size_t)index[l];
    p[0] += (uint32_t)x[l];
    p[1] += (uint32_t)y[l];
    p[2] += (uint32_t)z[l];
    p[3] += (uint32_t)w[l];
  }
}

static inline void
simd_sum_rows(const Vf row[16], float sum[16])
{
  for (int k = 0; k < 16; k++)
    sum[k] = simd_sum(row[k]);
}

static inline uint32_t
simd_pack(uint32_t *to, const uint32_t *from, uint32_t bits)
{
  uint32_t n = 0;

  for (; bits; bits &= bits - 1)
    to[n++] = from[__builtin_ctz(bits)];
  return n;
}

static inline void
simd_fix_quads(const double *const r[4], const double origin[3],
               const double per_length[3], const int32_t *fourth, Vi out[16 / SIMD_WIDTH])
{
  int32_t to[16];

  for (int q = 0; q < 4; q++) {
    for (int k = 0; k < 3; k++)
      to[4 * q + k] = (int32_t)(int64_t)((r[q][k] - origin[k]) * per_length[k]);
    to[4 * q + 3] = fourth[4 * q + 3];
  }
  for (int p = 0; p < 16 / SIMD_WIDTH; p++)
    out[p] = simd_load_int(to + SIMD_WIDTH * p);
}

static inline Vf
simd_sum_quads(Vf v)
{
  return simd_set1((v[0] + v[1]) + (v[2] + v[3]));
}
