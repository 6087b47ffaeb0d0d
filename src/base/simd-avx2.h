// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The vocabulary of base/simd.h on 256 bits with FMA. Included by it alone. */
#pragma once

#include <immintrin.h>

#define SIMD_WIDTH    8
#define SIMD_ROW_BITS 4

typedef __m256 Vf;
typedef __m256i Vi;
typedef __m256 Vm; /* all bits of a lane set or clear */

/* One coefficient for all 16 bins of a radial table, in two registers. */
typedef struct {
  __m256 low, high;
} SimdRow;

static inline Vf
simd_load(const float *p)
{
  return _mm256_loadu_ps(p);
}

static inline void
simd_store(float *p, Vf v)
{
  _mm256_storeu_ps(p, v);
}

static inline Vf
simd_set1(float x)
{
  return _mm256_set1_ps(x);
}

static inline Vf
simd_add(Vf a, Vf b)
{
  return _mm256_add_ps(a, b);
}

static inline Vf
simd_sub(Vf a, Vf b)
{
  return _mm256_sub_ps(a, b);
}

static inline Vf
simd_mul(Vf a, Vf b)
{
  return _mm256_mul_ps(a, b);
}

static inline Vf
simd_mul_add(Vf a, Vf b, Vf c)
{
  return _mm256_fmadd_ps(a, b, c);
}

static inline Vf
simd_min(Vf a, Vf b)
{
  return _mm256_min_ps(a, b);
}

static inline Vf
simd_max(Vf a, Vf b)
{
  return _mm256_max_ps(a, b);
}

static inline Vm
simd_less(Vf a, Vf b)
{
  return _mm256_cmp_ps(a, b, _CMP_LT_OQ);
}

static inline Vm
simd_mask_from_bits(uint32_t bits)
{
  const __m256i lane = _mm256_setr_epi32(1, 2, 4, 8, 16, 32, 64, 128);
  __m256i set = _mm256_and_si256(_mm256_set1_epi32((int)bits), lane);

  return _mm256_castsi256_ps(_mm256_cmpeq_epi32(set, lane));
}

static inline uint32_t
simd_mask_bits(Vm m)
{
  return (uint32_t)_mm256_movemask_ps(m);
}

static inline Vf
simd_keep(Vm m, Vf v)
{
  return _mm256_and_ps(m, v);
}

static inline Vf
simd_choose(Vm m, Vf a, Vf b)
{
  return _mm256_blendv_ps(b, a, m);
}

static inline Vi
simd_bin(Vf v, int shift)
{
  return _mm256_srl_epi32(_mm256_castps_si256(v), _mm_cvtsi32_si128(shift));
}

static inline Vf
simd_mask_float(Vf v, uint32_t mask)
{
  return _mm256_and_ps(v, _mm256_castsi256_ps(_mm256_set1_epi32((int)mask)));
}

static inline SimdRow
simd_row_load(const float *p)
{
  return (SimdRow){_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)};
}

static inline Vf
simd_row_look_up(SimdRow row, Vi bin)
{
  __m256 low = _mm256_permutevar8x32_ps(row.low, bin);
  __m256 high = _mm256_permutevar8x32_ps(row.high, bin);

  return _mm256_blendv_ps(low, high, _mm256_castsi256_ps(_mm256_slli_epi32(bin, 28)));
}

static inline float
simd_sum(Vf v)
{
  __m128 s = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));

  s = _mm_add_ps(s, _mm_movehl_ps(s, s));
  return _mm_cvtss_f32(_mm_add_ss(s, _mm_movehdup_ps(s)));
}

static inline __m256i
simd_load_quads(const int32_t *base, const uint32_t *index)
{
  const __m128i *p0 = (const __m128i *)(base + 4 * (size_t)index[0]);
  const __m128i *p1 = (const __m128i *)(base + 4 * (size_t)index[4]);

  return _mm256_inserti128_si256(_mm256_castsi128_si256(_mm_load_si128(p0)),
                                 _mm_load_si128(p1), 1);
}

static inline void
simd_gather_xyz(const int32_t *base, const uint32_t *index, Vi *x, Vi *y, Vi *z)
{
  __m256i r0 = simd_load_quads(base, index), r1 = simd_load_quads(base, index + 1);
  __m256i r2 = simd_load_quads(base, index + 2), r3 = simd_load_quads(base, index + 3);
  __m256i a = _mm256_unpacklo_epi32(r0, r1), b = _mm256_unpackhi_epi32(r0, r1);
  __m256i c = _mm256_unpacklo_epi32(r2, r3), d = _mm256_unpackhi_epi32(r2, r3);

  *x = _mm256_unpacklo_epi64(a, c);
  *y = _mm256_unpackhi_epi64(a, c);
  *z = _mm256_unpacklo_epi64(b, d);
}

static inline Vi
simd_load_int(const int32_t *p)
{
  return _mm256_loadu_si256((const __m256i *)p);
}

static inline Vi
simd_int_sub(Vi a, int32_t b)
{
  return _mm256_sub_epi32(a, _mm256_set1_epi32(b));
}

static inline Vi
simd_int_sub_each(Vi a, Vi b)
{
  return _mm256_sub_epi32(a, b);
}

static inline Vf
simd_to_float(Vi v)
{
  return _mm256_cvtepi32_ps(v);
}

static inline Vi
simd_round(Vf v)
{
  return _mm256_cvtps_epi32(v);
}

static inline void
simd_store_int(int32_t *p, Vi v)
{
  _mm256_storeu_si256((__m256i *)p, v);
}

static inline void
simd_stream_int(int32_t *p, Vi v)
{
  _mm256_stream_si256((__m256i *)p, v);
}

static inline void
simd_end_stream(void)
{
  _mm_sfence();
}

static inline Vf
simd_max_abs(Vf a, Vf b)
{
  const Vf sign = _mm256_set1_ps(-0.0f);

  return _mm256_max_ps(_mm256_andnot_ps(sign, a), _mm256_andnot_ps(sign, b));
}

static inline void
simd_add_quad(int32_t *p, __m128i v)
{
  __m128i *q = (__m128i *)p;

  _mm_store_si128(q, _mm_add_epi32(_mm_load_si128(q), v));
}

static inline void
simd_add_quads(int32_t *base, const uint32_t *index, __m256i v)
{
  simd_add_quad(base + 4 * (size_t)index[0], _mm256_castsi256_si128(v));
  simd_add_quad(base + 4 * (size_t)index[4], _mm256_extracti128_si256(v, 1));
}

static inline void
simd_scatter_add(int32_t *base, const uint32_t *index, Vi x, Vi y, Vi z, Vi w)
{
  __m256i a = _mm256_unpacklo_epi32(x, y), b = _mm256_unpackhi_epi32(x, y);
  __m256i c = _mm256_unpacklo_epi32(z, w), d = _mm256_unpackhi_epi32(z, w);

  simd_add_quads(base, index, _mm256_unpacklo_epi64(a, c));
  simd_add_quads(base, index + 1, _mm256_unpackhi_epi64(a, c));
  simd_add_quads(base, index + 2, _mm256_unpacklo_epi64(b, d));
  simd_add_quads(base, index + 3, _mm256_unpackhi_epi64(b, d));
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
  Vf pairs = _mm256_add_ps(v, _mm256_permute_ps(v, 0xB1));

  return _mm256_add_ps(pairs, _mm256_permute_ps(pairs, 0x4E));
}
