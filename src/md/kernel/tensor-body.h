// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The loops of tensor-kernel.h, compiled once per instruction set: the source that
 * includes this names the set first. Arithmetic is written with the operators that GCC
 * gives its vectors; the compiler fuses products and sums. */
#pragma once

#include <math.h>

#include "base/simd.h"
#include "md/kernel/tensor-kernel.h"

#define N_PARTS TENSOR_PARTS

/* One matrix per lane. */
typedef struct {
  Vf i, x, y, z, xx, yy, xy, xz, yz;
} Matrix;

typedef struct {
  Vf x, y, z;
} Axial;

typedef struct {
  Vf xx, yy, xy, xz, yz;
} Shear;

typedef int32_t IntLanes __attribute__((vector_size(sizeof(Vf))));

static inline Matrix
load(const float *p, int units)
{
  return (Matrix){simd_load(p),
                  simd_load(p + units),
                  simd_load(p + 2 * units),
                  simd_load(p + 3 * units),
                  simd_load(p + 4 * units),
                  simd_load(p + 5 * units),
                  simd_load(p + 6 * units),
                  simd_load(p + 7 * units),
                  simd_load(p + 8 * units)};
}

static inline void
store(float *p, int units, Matrix m)
{
  simd_store(p, m.i);
  simd_store(p + units, m.x);
  simd_store(p + 2 * units, m.y);
  simd_store(p + 3 * units, m.z);
  simd_store(p + 4 * units, m.xx);
  simd_store(p + 5 * units, m.yy);
  simd_store(p + 6 * units, m.xy);
  simd_store(p + 7 * units, m.xz);
  simd_store(p + 8 * units, m.yz);
}

static inline Axial
axial(Matrix m)
{
  return (Axial){m.x, m.y, m.z};
}

static inline Shear
shear(Matrix m)
{
  return (Shear){m.xx, m.yy, m.xy, m.xz, m.yz};
}

static inline Matrix
join(Vf i, Axial a, Shear s)
{
  return (Matrix){i, a.x, a.y, a.z, s.xx, s.yy, s.xy, s.xz, s.yz};
}

/* p, q, r times the three kinds of part. */
static inline Matrix
times(Matrix m, Vf p, Vf q, Vf r)
{
  return (Matrix){p * m.i,  q * m.x,  q * m.y,  q * m.z, r * m.xx,
                  r * m.yy, r * m.xy, r * m.xz, r * m.yz};
}

static inline Matrix
plus(Matrix a, Matrix b)
{
  return (Matrix){a.i + b.i,   a.x + b.x,   a.y + b.y,   a.z + b.z,  a.xx + b.xx,
                  a.yy + b.yy, a.xy + b.xy, a.xz + b.xz, a.yz + b.yz};
}

static inline Vf
dot(Axial a, Axial b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

/* S:T over all nine elements. */
static inline Vf
contract(Shear s, Shear t)
{
  Vf diagonal = s.xx * (2.0f * t.xx + t.yy) + s.yy * (2.0f * t.yy + t.xx);

  return diagonal + 2.0f * (s.xy * t.xy + s.xz * t.xz + s.yz * t.yz);
}

static inline Vf
norm2(Matrix m)
{
  return 3.0f * m.i * m.i + 2.0f * dot(axial(m), axial(m)) + contract(shear(m), shear(m));
}

/* Pairing of a gradient with a field. */
static inline Vf
pair(Matrix g, Matrix m)
{
  return g.i * m.i + dot(axial(g), axial(m)) + contract(shear(g), shear(m));
}

/* Gradient of c/2 ‖m‖², added to g. */
static inline Matrix
add_norm_slope(Matrix g, Matrix m, Vf c)
{
  return plus(g, times(m, 3.0f * c, 2.0f * c, c));
}

static inline Axial
apply(Shear s, Axial b)
{
  return (Axial){s.xx * b.x + s.xy * b.y + s.xz * b.z,
                 s.xy * b.x + s.yy * b.y + s.yz * b.z,
                 s.xz * b.x + s.yz * b.y - (s.xx + s.yy) * b.z};
}

/* st(a bᵀ + b aᵀ) */
static inline Shear
outer(Axial a, Axial b)
{
  Vf third = (2.0f / 3.0f) * dot(a, b);

  return (Shear){2.0f * a.x * b.x - third, 2.0f * a.y * b.y - third,
                 a.x * b.y + a.y * b.x, a.x * b.z + a.z * b.x, a.y * b.z + a.z * b.y};
}

/* st(S T + T S) */
static inline Shear
anticommute(Shear s, Shear t)
{
  Vf szz = -s.xx - s.yy, tzz = -t.xx - t.yy, third = (2.0f / 3.0f) * contract(s, t);
  Vf xy = s.xy * t.xy, xz = s.xz * t.xz, yz = s.yz * t.yz;

  return (Shear){
      2.0f * (s.xx * t.xx + xy + xz) - third,
      2.0f * (s.yy * t.yy + xy + yz) - third,
      (s.xx + s.yy) * t.xy + s.xy * (t.xx + t.yy) + s.xz * t.yz + s.yz * t.xz,
      (s.xx + szz) * t.xz + s.xz * (t.xx + tzz) + s.xy * t.yz + s.yz * t.xy,
      (s.yy + szz) * t.yz + s.yz * (t.yy + tzz) + s.xy * t.xz + s.xz * t.xy,
  };
}

/* M Y + Y M */
static inline Matrix
product(Matrix m, Matrix y)
{
  Axial a = axial(m), b = axial(y);
  Shear s = shear(m), t = shear(y);
  Axial ta = apply(t, a), sb = apply(s, b);
  Shear ab = outer(a, b), st = anticommute(s, t);
  Vf p = 2.0f * m.i, q = 2.0f * y.i;

  return (Matrix){
      p * y.i + (2.0f / 3.0f) * contract(s, t) - (4.0f / 3.0f) * dot(a, b),
      p * b.x + q * a.x - ta.x - sb.x,
      p * b.y + q * a.y - ta.y - sb.y,
      p * b.z + q * a.z - ta.z - sb.z,
      p * t.xx + q * s.xx + ab.xx + st.xx,
      p * t.yy + q * s.yy + ab.yy + st.yy,
      p * t.xy + q * s.xy + ab.xy + st.xy,
      p * t.xz + q * s.xz + ab.xz + st.xz,
      p * t.yz + q * s.yz + ab.yz + st.yz,
  };
}

/* Gradient of M Y + Y M by M. */
static inline Matrix
product_back(Matrix g, Matrix y)
{
  Axial ga = axial(g), b = axial(y);
  Shear gs = shear(g), t = shear(y);
  Axial tg = apply(t, ga), gb = apply(gs, b);
  Shear ab = outer(ga, b), gt = anticommute(gs, t);
  Vf p = (4.0f / 3.0f) * g.i, q = 2.0f * y.i, r = (2.0f / 3.0f) * g.i;

  return (Matrix){
      2.0f * pair(g, y),
      q * ga.x - p * b.x - tg.x + 2.0f * gb.x,
      q * ga.y - p * b.y - tg.y + 2.0f * gb.y,
      q * ga.z - p * b.z - tg.z + 2.0f * gb.z,
      r * t.xx + q * gs.xx - 0.5f * ab.xx + gt.xx,
      r * t.yy + q * gs.yy - 0.5f * ab.yy + gt.yy,
      r * t.xy + q * gs.xy - 0.5f * ab.xy + gt.xy,
      r * t.xz + q * gs.xz - 0.5f * ab.xz + gt.xz,
      r * t.yz + q * gs.yz - 0.5f * ab.yz + gt.yz,
  };
}

/* --- neighbours --- */

/* The kinds of part have 1, 3 and 5 members. */
static const int FIRST_OF[4] = {0, 1, 4, 9};

static inline Vf
interpolate(const float *rows, const float *weight)
{
  Vf sum = weight[0] * simd_load(rows);

  for (int k = 1; k < TENSOR_TAPS; k++)
    sum += weight[k] * simd_load(rows + 3 * k * TENSOR_LANES);
  return sum;
}

static inline const float *
table_of(const TensorGraph *graph, int channel)
{
  int slab = channel / TENSOR_LANES, lane = channel % TENSOR_LANES;

  return graph->table + (size_t)slab * graph->n_rows * 3 * TENSOR_LANES + lane;
}

static void
gather(const TensorGraph *graph, uint32_t begin, uint32_t end, const float *field,
       float *sum)
{
  const int units = graph->units;
  const size_t stride = (size_t)N_PARTS * units;

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    const float *table = table_of(graph, c);
    for (uint32_t i = begin; i < end; i++) {
      const TensorEdge *edge = graph->edge + graph->first[i];
      const TensorEdge *last = edge + graph->count[i];
      Vf total[N_PARTS] = {0};
      for (; edge < last; edge++) {
        const float *rows = table + (size_t)edge->row * 3 * TENSOR_LANES;
        const float *from = field + edge->atom * stride + c;
#pragma GCC unroll 3
        for (int kind = 0; kind < 3; kind++) {
          Vf e = interpolate(rows + kind * TENSOR_LANES, edge->value);
#pragma GCC unroll 5
          for (int p = FIRST_OF[kind]; p < FIRST_OF[kind + 1]; p++)
            total[p] += e * simd_load(from + p * units);
        }
      }
      for (int p = 0; p < N_PARTS; p++)
        simd_store(sum + (i - begin) * stride + p * units + c, total[p]);
    }
  }
}

static inline void
add_slopes(const Vf row[16], uint32_t n, float *edge_slope)
{
  float sum[16];

  simd_sum_rows(row, sum);
  for (uint32_t k = 0; k < n; k++)
    edge_slope[k] += sum[k];
}

/* What a gradient is multiplied with, part by part, to pair it with m. */
static inline void
dual_of(Matrix m, Vf dual[N_PARTS])
{
  const Vf parts[N_PARTS] = {
      m.i,         m.x,         m.y,        m.z, 2.0f * m.xx + m.yy, 2.0f * m.yy + m.xx,
      2.0f * m.xy, 2.0f * m.xz, 2.0f * m.yz};

  for (int p = 0; p < N_PARTS; p++)
    dual[p] = parts[p];
}

static void
gather_back(const TensorGraph *graph, uint32_t begin, uint32_t end, const float *g_sum,
            const float *field, float *g_field, float *edge_slope)
{
  const int units = graph->units;
  const size_t stride = (size_t)N_PARTS * units;
  Vf row[16] = {0};

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    const float *table = table_of(graph, c);
    for (uint32_t i = begin; i < end; i++) {
      const uint32_t first = graph->first[i], n = graph->count[i];
      float *to = g_field + (i - begin) * stride + c;
      Vf total[N_PARTS] = {0}, own[N_PARTS];
      dual_of(load(field + i * stride + c, units), own);
      for (uint32_t k = 0; k < n; k++) {
        const TensorEdge *edge = &graph->edge[first + k];
        const float *rows = table + (size_t)edge->row * 3 * TENSOR_LANES;
        const float *from = g_sum + edge->atom * stride + c;
        Vf slope = simd_set1(0.0f);
#pragma GCC unroll 3
        for (int kind = 0; kind < 3; kind++) {
          Vf e = interpolate(rows + kind * TENSOR_LANES, edge->value);
          Vf d = interpolate(rows + kind * TENSOR_LANES, edge->slope);
          Vf pairing = simd_set1(0.0f);
#pragma GCC unroll 5
          for (int p = FIRST_OF[kind]; p < FIRST_OF[kind + 1]; p++) {
            Vf g = simd_load(from + p * units);
            total[p] += e * g;
            pairing += own[p] * g;
          }
          slope += d * pairing;
        }
        row[k % 16] = slope;
        if (k % 16 == 15)
          add_slopes(row, 16, edge_slope + first + k - 15);
      }
      if (n % 16)
        add_slopes(row, n % 16, edge_slope + first + n - n % 16);
      for (int p = 0; p < N_PARTS; p++)
        simd_store(to + p * units, simd_load(to + p * units) + total[p]);
    }
  }
}

/* --- embedding --- */

static const int KIND_OF[N_PARTS] = {0, 1, 1, 1, 2, 2, 2, 2, 2};

/* Σ_k m[k] v[k] of one part. */
static inline Vf
weigh_moments(const float *m, const Vf v[4])
{
  return m[0] * v[0] + m[N_PARTS] * v[1] + m[2 * N_PARTS] * v[2] + m[3 * N_PARTS] * v[3];
}

static inline void
load_radial(const float *from, int units, Vf w[3][4])
{
#pragma GCC unroll 12
  for (int k = 0; k < 12; k++)
    w[k / 4][k % 4] = simd_load(from + k * units);
}

static void
embed_raw(const TensorEmbedding *embedding, const float *moment, float *x)
{
  const int units = embedding->units;

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    Vf sum[N_PARTS] = {0}, w[3][4];
    load_radial(embedding->radial + c, units, w);
    for (int t = 0; t < embedding->n_types; t++) {
      Vf z = simd_load(embedding->pair + t * units + c);
#pragma GCC unroll 9
      for (int p = 0; p < N_PARTS; p++)
        sum[p] += z * weigh_moments(moment + 4 * N_PARTS * t + p, w[KIND_OF[p]]);
    }
    for (int p = 0; p < N_PARTS; p++)
      simd_store(x + p * units + c, sum[p]);
  }
}

static void
embed_mixed(const TensorEmbedding *embedding, const float *moment, float *mixed)
{
  const int units = embedding->units;

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    Vf sum[N_PARTS] = {0}, w[3][4];
    for (int t = 0; t < embedding->n_types; t++) {
      load_radial(embedding->mixed + 12 * t * units + c, units, w);
#pragma GCC unroll 9
      for (int p = 0; p < N_PARTS; p++)
        sum[p] += weigh_moments(moment + 4 * N_PARTS * t + p, w[KIND_OF[p]]);
    }
    for (int p = 0; p < N_PARTS; p++)
      simd_store(mixed + p * units + c, sum[p]);
  }
}

static void
embed(const TensorEmbedding *embedding, const float *moment, float *x, float *mixed)
{
  embed_raw(embedding, moment, x);
  embed_mixed(embedding, moment, mixed);
}

static void
sum_moments(const Vf row[48], float g_moment[4 * N_PARTS])
{
  float sum[48];

  for (int k = 0; k < 48; k += 16)
    simd_sum_rows(row + k, sum + k);
  memcpy(g_moment, sum, 4 * N_PARTS * sizeof(float));
}

static void
embed_back(const TensorEmbedding *embedding, const float *g, const float *g_mixed,
           float *g_moment)
{
  const int units = embedding->units;

  for (int t = 0; t < embedding->n_types; t++) {
    Vf row[48] = {0};
    for (int c = 0; c < units; c += SIMD_WIDTH) {
      Vf z = simd_load(embedding->pair + t * units + c);
      for (int p = 0; p < N_PARTS; p++) {
        Vf gz = z * simd_load(g + p * units + c);
        Vf gm = simd_load(g_mixed + p * units + c);
        const float *w = embedding->radial + 4 * KIND_OF[p] * units + c;
        const float *v = embedding->mixed + (12 * t + 4 * KIND_OF[p]) * units + c;
        for (int k = 0; k < 4; k++)
          row[N_PARTS * k + p] +=
              gz * simd_load(w + k * units) + gm * simd_load(v + k * units);
      }
    }
    sum_moments(row, g_moment + 4 * N_PARTS * t);
  }
}

/* --- element by element; one loop each over atoms and channels --- */

#define FOR_EACH_LANE(n, units, at, row)                                       \
  for (size_t at = 0, row = 0; row < (size_t)(n); row++)                       \
    for (at = row * N_PARTS * (units); at < row * N_PARTS * (units) + (units); \
         at += SIMD_WIDTH)

/* m / (‖m‖² + 1) */
static inline Matrix
normalised(Matrix m)
{
  Vf f = 1.0f / (norm2(m) + 1.0f);

  return times(m, f, f, f);
}

static void
normalise(int n, int units, const float *x, float *out)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    store(out + at, units, normalised(load(x + at, units)));
  }
}

/* Its gradient. */
static inline Matrix
normalised_back(Matrix m, Matrix g)
{
  Vf f = 1.0f / (norm2(m) + 1.0f);

  return add_norm_slope(times(g, f, f, f), m, -2.0f * f * f * pair(g, m));
}

static void
normalise_back(int n, int units, const float *x, const float *g_out, float *g_x)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    Matrix g = plus(load(g_x + at, units), load(g_out + at, units));
    store(g_x + at, units, normalised_back(load(x + at, units), g));
  }
}

static void
interact(int n, int units, const float *m, const float *y, float *out)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    Matrix p = product(load(m + at, units), load(y + at, units));
    store(out + at, units, normalised(p));
  }
}

static void
interact_back(int n, int units, const float *m, const float *y, const float *g_out,
              float *g_m, float *g_y)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    Matrix mm = load(m + at, units), yy = load(y + at, units);
    Matrix g = normalised_back(product(mm, yy), load(g_out + at, units));
    store(g_m + at, units, product_back(g, yy));
    store(g_y + at, units, product_back(g, mm));
  }
}

static void
grow(int n, int units, const float *x, const float *d, float *out)
{
  const Vf half = simd_set1(0.5f);

  FOR_EACH_LANE(n, units, at, row)
  {
    Matrix dd = load(d + at, units);
    Matrix square = times(product(dd, dd), half, half, half);
    store(out + at, units, plus(plus(normalised(load(x + at, units)), dd), square));
  }
}

static void
grow_back(int n, int units, const float *d, const float *g, float *g_d)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    Matrix gg = load(g + at, units);
    store(g_d + at, units, plus(gg, product_back(gg, load(d + at, units))));
  }
}

static void
squares(int n, int units, const float *x, float *out)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    Matrix m = load(x + at, units);
    float *to = out + row * 3 * units + (at - row * N_PARTS * units);
    simd_store(to, 3.0f * m.i * m.i);
    simd_store(to + units, 2.0f * dot(axial(m), axial(m)));
    simd_store(to + 2 * units, contract(shear(m), shear(m)));
  }
}

static void
squares_back(int n, int units, const float *x, const float *g, float *g_x)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    const float *from = g + row * 3 * units + (at - row * N_PARTS * units);
    Vf i = simd_load(from), a = simd_load(from + units), s = simd_load(from + 2 * units);
    store(g_x + at, units, times(load(x + at, units), 6.0f * i, 4.0f * a, 2.0f * s));
  }
}

static void
norm(int n, int units, const float *x, float *out)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    float *to = out + row * units + (at - row * N_PARTS * units);
    simd_store(to, norm2(load(x + at, units)));
  }
}

static void
norm_back(int n, int units, const float *x, const float *g, float *g_x)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    Vf c = 2.0f * simd_load(g + row * units + (at - row * N_PARTS * units));
    store(g_x + at, units, times(load(x + at, units), 3.0f * c, 2.0f * c, c));
  }
}

static void
scale(int n, int units, const float *x, const float *q, float *out)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    const float *from = q + row * 3 * units + (at - row * N_PARTS * units);
    Vf i = simd_load(from), a = simd_load(from + units), s = simd_load(from + 2 * units);
    store(out + at, units, times(load(x + at, units), i, a, s));
  }
}

static void
scale_back(int n, int units, const float *x, const float *q, const float *g, float *g_x,
           float *g_q)
{
  FOR_EACH_LANE(n, units, at, row)
  {
    size_t place = row * 3 * units + (at - row * N_PARTS * units);
    Matrix m = load(x + at, units), gg = load(g + at, units);
    Vf i = simd_load(q + place), a = simd_load(q + place + units);
    Vf s = simd_load(q + place + 2 * units);
    store(g_x + at, units, times(gg, i, a, s));
    simd_store(g_q + place, gg.i * m.i);
    simd_store(g_q + place + units, dot(axial(gg), axial(m)));
    simd_store(g_q + place + 2 * units, contract(shear(gg), shear(m)));
  }
}

/* --- rows of numbers --- */

/* eˣ for |x| ≤ 87, relative error 2e-7: Cephes' split of ln 2, Taylor to x⁷. */
static inline Vf
exponential(Vf x)
{
  const float magic = 12582912.0f; /* 1.5 · 2²³ */
  Vf shifted = x * 1.44269504f + magic;
  Vf k = shifted - magic;
  Vf r = x - k * 0.693359375f + k * 2.12194440e-4f;
  Vf p = r * (1.0f / 5040.0f) + 1.0f / 720.0f;

  p = p * r + 1.0f / 120.0f;
  p = p * r + 1.0f / 24.0f;
  p = p * r + 1.0f / 6.0f;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return (Vf)((IntLanes)p + ((IntLanes)shifted << 23));
}

static void
silu(int n, int width, const float *bias, float *z, float *slope)
{
  const Vf most = simd_set1(87.0f), zero = simd_set1(0.0f);

  for (int i = 0; i < n; i++)
    for (int c = 0; c < width; c += SIMD_WIDTH) {
      float *to = z + (size_t)i * width + c;
      Vf x = simd_load(to) + simd_load(bias + c);
      Vf minus = simd_min(zero - simd_min(x, most), most);
      Vf s = 1.0f / (1.0f + exponential(minus));
      simd_store(to, x * s);
      simd_store(slope + (size_t)i * width + c, s * (1.0f + x * (1.0f - s)));
    }
}

static void
multiply(int n, float *a, const float *b)
{
  for (int i = 0; i < n; i += SIMD_WIDTH)
    simd_store(a + i, simd_load(a + i) * simd_load(b + i));
}

typedef struct {
  float mean, inverse;
} RowShape;

static RowShape
measure_row(int width, int count, const float *x)
{
  Vf sum = simd_set1(0.0f), sum2 = simd_set1(0.0f);

  for (int c = 0; c < width; c += SIMD_WIDTH)
    sum += simd_load(x + c);
  float mean = simd_sum(sum) / count;
  for (int c = 0; c < width; c += SIMD_WIDTH) {
    Vf d = simd_load(x + c) - mean;
    sum2 += d * d;
  }
  float variance = (simd_sum(sum2) - (width - count) * mean * mean) / count;
  return (RowShape){mean, 1.0f / sqrtf(variance + 1e-5f)};
}

static void
layer_norm(int n, int width, int count, const float *weight, const float *bias,
           const float *x, float *out)
{
  for (int i = 0; i < n; i++, x += width, out += width) {
    RowShape row = measure_row(width, count, x);
    for (int c = 0; c < width; c += SIMD_WIDTH) {
      Vf d = (simd_load(x + c) - row.mean) * row.inverse;
      simd_store(out + c, d * simd_load(weight + c) + simd_load(bias + c));
    }
  }
}

static void
layer_norm_back(int n, int width, int count, const float *weight, const float *x,
                const float *g, float *g_x)
{
  for (int i = 0; i < n; i++, x += width, g += width, g_x += width) {
    RowShape row = measure_row(width, count, x);
    Vf sum = simd_set1(0.0f), sum_d = simd_set1(0.0f);
    for (int c = 0; c < width; c += SIMD_WIDTH) {
      Vf gw = simd_load(g + c) * simd_load(weight + c);
      sum += gw;
      sum_d += gw * (simd_load(x + c) - row.mean);
    }
    float mean = simd_sum(sum) / count;
    float along = simd_sum(sum_d) * row.inverse * row.inverse / count;
    for (int c = 0; c < width; c += SIMD_WIDTH) {
      Vf gw = simd_load(g + c) * simd_load(weight + c);
      Vf d = simd_load(x + c) - row.mean;
      simd_store(g_x + c, row.inverse * (gw - mean - along * d));
    }
  }
}

#define TENSOR_KERNEL(label)                                                            \
  {                                                                                     \
    label, gather, gather_back, embed, embed_back, normalise, normalise_back, interact, \
        interact_back, grow, grow_back, squares, squares_back, norm, norm_back, scale,  \
        scale_back, silu, multiply, layer_norm, layer_norm_back,                        \
  }
