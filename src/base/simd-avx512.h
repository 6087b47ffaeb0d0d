// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The vocabulary of base/simd.h on 512 bits. Included by it alone. */
#pragma once

#include <immintrin.h>

#define SIMD_WIDTH    16
#define SIMD_ROW_BITS 5

typedef __m512 Vf;
typedef __m512i Vi;
typedef __mmask16 Vm;

/* One coefficient for all 32 bins of a radial table, in two registers. */
typedef struct {
  __m512 low, high;
} SimdRow;

static inline Vf
simd_load(const float *p)
{
  return _mm512_loadu_ps(p);
}

static inline void
simd_store(float *p, Vf v)
{
  _mm512_storeu_ps(p, v);
}

static inline Vf
simd_set1(float x)
{
  return _mm512_set1_ps(x);
}

static inline Vf
simd_add(Vf a, Vf b)
{
  return _mm512_add_ps(a, b);
}

static inline Vf
simd_sub(Vf a, Vf b)
{
  return _mm512_sub_ps(a, b);
}

static inline Vf
simd_mul(Vf a, Vf b)
{
  return _mm512_mul_ps(a, b);
}

/* a b + c */
static inline Vf
simd_mul_add(Vf a, Vf b, Vf c)
{
  return _mm512_fmadd_ps(a, b, c);
}

static inline Vf
simd_min(Vf a, Vf b)
{
  return _mm512_min_ps(a, b);
}

static inline Vf
simd_max(Vf a, Vf b)
{
  return _mm512_max_ps(a, b);
}

static inline Vm
simd_less(Vf a, Vf b)
{
  return _mm512_cmp_ps_mask(a, b, _CMP_LT_OQ);
}

/* Lanes whose bit is set. */
static inline Vm
simd_mask_from_bits(uint32_t bits)
{
  return (Vm)bits;
}

static inline uint32_t
simd_mask_bits(Vm m)
{
  return m;
}

/* v where m, else 0 */
static inline Vf
simd_keep(Vm m, Vf v)
{
  return _mm512_maskz_mov_ps(m, v);
}

/* a where m, else b */
static inline Vf
simd_choose(Vm m, Vf a, Vf b)
{
  return _mm512_mask_blend_ps(m, b, a);
}

/* Bits of v shifted right, as a bin index; only its low SIMD_ROW_BITS count. */
static inline Vi
simd_bin(Vf v, int shift)
{
  return _mm512_srli_epi32(_mm512_castps_si512(v), shift);
}

/* v with the bits of mask alone: the lower edge of its bin. */
static inline Vf
simd_mask_float(Vf v, uint32_t mask)
{
  return _mm512_castsi512_ps(
      _mm512_and_si512(_mm512_castps_si512(v), _mm512_set1_epi32((int)mask)));
}

static inline SimdRow
simd_row_load(const float *p)
{
  return (SimdRow){_mm512_loadu_ps(p), _mm512_loadu_ps(p + 16)};
}

static inline Vf
simd_row_look_up(SimdRow row, Vi bin)
{
  return _mm512_permutex2var_ps(row.low, bin, row.high);
}

static inline float
simd_sum(Vf v)
{
  return _mm512_reduce_add_ps(v);
}

static inline __m512i
simd_load_quads(const int32_t *base, const uint32_t *index)
{
  const __m128i *p0 = (const __m128i *)(base + 4 * (size_t)index[0]);
  const __m128i *p1 = (const __m128i *)(base + 4 * (size_t)index[4]);
  const __m128i *p2 = (const __m128i *)(base + 4 * (size_t)index[8]);
  const __m128i *p3 = (const __m128i *)(base + 4 * (size_t)index[12]);
  __m512i v = _mm512_castsi128_si512(_mm_load_si128(p0));

  v = _mm512_inserti32x4(v, _mm_load_si128(p1), 1);
  v = _mm512_inserti32x4(v, _mm_load_si128(p2), 2);
  return _mm512_inserti32x4(v, _mm_load_si128(p3), 3);
}

/* Lane l gets base[4 index[l] + 0…2]; base is aligned to 16 bytes. */
static inline void
simd_gather_xyz(const int32_t *base, const uint32_t *index, Vi *x, Vi *y, Vi *z)
{
  __m512i r0 = simd_load_quads(base, index), r1 = simd_load_quads(base, index + 1);
  __m512i r2 = simd_load_quads(base, index + 2), r3 = simd_load_quads(base, index + 3);
  __m512i a = _mm512_unpacklo_epi32(r0, r1), b = _mm512_unpackhi_epi32(r0, r1);
  __m512i c = _mm512_unpacklo_epi32(r2, r3), d = _mm512_unpackhi_epi32(r2, r3);

  *x = _mm512_unpacklo_epi64(a, c);
  *y = _mm512_unpackhi_epi64(a, c);
  *z = _mm512_unpacklo_epi64(b, d);
}

static inline Vi
simd_load_int(const int32_t *p)
{
  return _mm512_loadu_si512(p);
}

static inline Vi
simd_int_sub(Vi a, int32_t b)
{
  return _mm512_sub_epi32(a, _mm512_set1_epi32(b));
}

static inline Vi
simd_int_sub_each(Vi a, Vi b)
{
  return _mm512_sub_epi32(a, b);
}

static inline Vf
simd_to_float(Vi v)
{
  return _mm512_cvtepi32_ps(v);
}

/* Rounded to the nearest integer. */
static inline Vi
simd_round(Vf v)
{
  return _mm512_cvtps_epi32(v);
}

static inline void
simd_store_int(int32_t *p, Vi v)
{
  _mm512_storeu_si512(p, v);
}

/* Past the caches, to a multiple of the width; others may read it after the end. */
static inline void
simd_stream_int(int32_t *p, Vi v)
{
  _mm512_stream_si512((void *)p, v);
}

static inline void
simd_end_stream(void)
{
  _mm_sfence();
}

/* The larger of the absolute values. */
static inline Vf
simd_max_abs(Vf a, Vf b)
{
  return _mm512_range_ps(a, b, 0xB);
}

static inline void
simd_add_quad(int32_t *p, __m128i v)
{
  __m128i *q = (__m128i *)p;

  _mm_store_si128(q, _mm_add_epi32(_mm_load_si128(q), v));
}

static inline void
simd_add_quads(int32_t *base, const uint32_t *index, __m512i v)
{
  simd_add_quad(base + 4 * (size_t)index[0], _mm512_castsi512_si128(v));
  simd_add_quad(base + 4 * (size_t)index[4], _mm512_extracti32x4_epi32(v, 1));
  simd_add_quad(base + 4 * (size_t)index[8], _mm512_extracti32x4_epi32(v, 2));
  simd_add_quad(base + 4 * (size_t)index[12], _mm512_extracti32x4_epi32(v, 3));
}

/* base[4 index[l] + 0…3] += x, y, z, w of lane l, one after the other, modulo 2³². */
static inline void
simd_scatter_add(int32_t *base, const uint32_t *index, Vi x, Vi y, Vi z, Vi w)
{
  __m512i a = _mm512_unpacklo_epi32(x, y), b = _mm512_unpackhi_epi32(x, y);
  __m512i c = _mm512_unpacklo_epi32(z, w), d = _mm512_unpackhi_epi32(z, w);

  simd_add_quads(base, index, _mm512_unpacklo_epi64(a, c));
  simd_add_quads(base, index + 1, _mm512_unpackhi_epi64(a, c));
  simd_add_quads(base, index + 2, _mm512_unpacklo_epi64(b, d));
  simd_add_quads(base, index + 3, _mm512_unpackhi_epi64(b, d));
}

/* Halves of two rows: a0+a1, a2+a3, b0+b1, b2+b3 of their 128-bit quarters. */
static inline __m512
simd_fold_quarters(__m512 a, __m512 b)
{
  return _mm512_add_ps(_mm512_shuffle_f32x4(a, b, 0x88),
                       _mm512_shuffle_f32x4(a, b, 0xDD));
}

/* sum[r] = sum of the lanes of row r. */
static inline void
simd_sum_rows(const Vf row[16], float sum[16])
{
  __m512 v[4];

  for (int k = 0; k < 4; k++)
    v[k] = simd_fold_quarters(simd_fold_quarters(row[k], row[k + 8]),
                              simd_fold_quarters(row[k + 4], row[k + 12]));
  /* quarter q of v[k]: four parts of row k + {0, 8, 4, 12}[q] */
  __m512 a =
      _mm512_add_ps(_mm512_unpacklo_ps(v[0], v[1]), _mm512_unpackhi_ps(v[0], v[1]));
  __m512 b =
      _mm512_add_ps(_mm512_unpacklo_ps(v[2], v[3]), _mm512_unpackhi_ps(v[2], v[3]));
  __m512 s = _mm512_add_ps(_mm512_shuffle_ps(a, b, 0x44), _mm512_shuffle_ps(a, b, 0xEE));
  _mm512_storeu_ps(sum, _mm512_shuffle_f32x4(s, s, 0xD8));
}

/* Those of 16 numbers whose bits are set, one after the other; up to 16 places of to are
 * overwritten. Returns their number. */
static inline uint32_t
simd_pack(uint32_t *to, const uint32_t *from, uint32_t bits)
{
  __m512i v = _mm512_loadu_si512(from);

  _mm512_storeu_si512(to, _mm512_maskz_compress_epi32((__mmask16)bits, v));
  return (uint32_t)__builtin_popcount(bits);
}

/* Four points in fixed point: (int64) ((r − origin) per_length), modulo 2³², as the first
 * three numbers of quadruples whose fourth is that of fourth. */
static inline void
simd_fix_quads(const double *const r[4], const double origin[3],
               const double per_length[3], const int32_t *fourth, Vi out[1])
{
  const __m256d o = _mm256_maskz_loadu_pd(7, origin);
  const __m256d p = _mm256_maskz_loadu_pd(7, per_length);
  __m128i whole[4];

  for (int q = 0; q < 4; q++) {
    __m256d d = _mm256_mul_pd(_mm256_sub_pd(_mm256_maskz_loadu_pd(7, r[q]), o), p);
    whole[q] = _mm256_cvtepi64_epi32(_mm256_cvttpd_epi64(d));
  }
  __m512i v = _mm512_inserti32x4(_mm512_castsi128_si512(whole[0]), whole[1], 1);
  v = _mm512_inserti32x4(_mm512_inserti32x4(v, whole[2], 2), whole[3], 3);
  out[0] = _mm512_mask_loadu_epi32(v, 0x8888, fourth);
}

/* Every lane gets the sum of its four neighbours, its own among them. */
static inline Vf
simd_sum_quads(Vf v)
{
  Vf pairs = _mm512_add_ps(v, _mm512_permute_ps(v, 0xB1));

  return _mm512_add_ps(pairs, _mm512_permute_ps(pairs, 0x4E));
}
