// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The loops of tensor-kernel.h, compiled once per instruction set: the source that
 * includes this names the set first. Arithmetic is written with the operators that GCC
 * gives its vectors; the compiler fuses products and sums. */
#pragma once

#include <math.h>

#include "base/simd.h"
#include "md/kernel/tensor-kernel.h"
#include "md/kernel/tensor-product-body.h"

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

/* Some lanes of an atom. */
typedef struct {
  int channel, atom;
} Place;

static inline float *
address(TensorField f, Place at)
{
  return f.at + at.channel / TENSOR_SLAB * f.stride + (size_t)at.atom * TENSOR_ATOM +
         at.channel % TENSOR_SLAB;
}

static inline Matrix
load(TensorField f, Place at)
{
  const float *p = address(f, at);

  return (Matrix){simd_load(p),
                  simd_load(p + TENSOR_SLAB),
                  simd_load(p + 2 * TENSOR_SLAB),
                  simd_load(p + 3 * TENSOR_SLAB),
                  simd_load(p + 4 * TENSOR_SLAB),
                  simd_load(p + 5 * TENSOR_SLAB),
                  simd_load(p + 6 * TENSOR_SLAB),
                  simd_load(p + 7 * TENSOR_SLAB),
                  simd_load(p + 8 * TENSOR_SLAB)};
}

static inline void
store(TensorField f, Place at, Matrix m)
{
  float *p = address(f, at);

  simd_store(p, m.i);
  simd_store(p + TENSOR_SLAB, m.x);
  simd_store(p + 2 * TENSOR_SLAB, m.y);
  simd_store(p + 3 * TENSOR_SLAB, m.z);
  simd_store(p + 4 * TENSOR_SLAB, m.xx);
  simd_store(p + 5 * TENSOR_SLAB, m.yy);
  simd_store(p + 6 * TENSOR_SLAB, m.xy);
  simd_store(p + 7 * TENSOR_SLAB, m.xz);
  simd_store(p + 8 * TENSOR_SLAB, m.yz);
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

/* --- memory --- */

#define LINE 64 /* bytes */

static void
claim(const void *at, size_t bytes)
{
  for (const char *p = at; p < (const char *)at + bytes; p += LINE)
    __builtin_prefetch(p, 1);
}

/* --- neighbours --- */

/* The kinds of part have 1, 3 and 5 members. */
static const int FIRST_OF[4] = {0, 1, 4, 9};

#define TABLE_ROW (3 * TENSOR_SLAB)

/* Of the three kinds of part. */
typedef struct {
  Vf kind[3];
} Filter;

static inline Filter
interpolate(const float *rows, const float *weight)
{
  Filter sum;

#pragma GCC unroll 4
  for (int k = 0; k < TENSOR_TAPS; k++) {
    Vf w = simd_set1(weight[k]);
#pragma GCC unroll 3
    for (int kind = 0; kind < 3; kind++) {
      Vf term = w * simd_load(rows + k * TABLE_ROW + kind * TENSOR_SLAB);
      if (k == 0)
        sum.kind[kind] = term;
      else
        sum.kind[kind] += term;
    }
  }
  return sum;
}

/* Lanes of one slab. */
typedef struct {
  const TensorGraph *graph;
  const float *table;
  const float *field; /* of atom 0 */
  float *sum;
  const float *g_sum;
  float *g_field;
} Lanes;

static inline Lanes
lanes_of(const TensorGraph *graph, int slab, int lane)
{
  const float *table = graph->table + (size_t)slab * graph->n_rows * TABLE_ROW;

  return (Lanes){.graph = graph, .table = table + lane};
}

/* One neighbour: its field to the own total, the own field y to its sum. */
static inline void
add_pair(const Lanes *l, const TensorPair *pair, const Vf y[N_PARTS], Vf total[N_PARTS])
{
  const float *from = l->field + (size_t)pair->atom * TENSOR_ATOM;
  float *to = l->sum + (size_t)pair->atom * TENSOR_ATOM;
  Filter filter = interpolate(l->table + (size_t)pair->row * TABLE_ROW, pair->value);

#pragma GCC unroll 3
  for (int kind = 0; kind < 3; kind++) {
    Vf e = filter.kind[kind];
#pragma GCC unroll 5
    for (int p = FIRST_OF[kind]; p < FIRST_OF[kind + 1]; p++) {
      float *back = to + p * TENSOR_SLAB;
      total[p] += e * simd_load(from + p * TENSOR_SLAB);
      simd_store(back, simd_load(back) + e * y[p]);
    }
  }
}

static void
gather_lanes(Lanes l)
{
  const TensorGraph *graph = l.graph;

  for (int i = 0; i < graph->n_atoms; i++) {
    const TensorPair *pair = graph->pair + graph->first[i];
    const TensorPair *last = pair + graph->count[i];
    const float *own = l.field + (size_t)i * TENSOR_ATOM;
    float *own_sum = l.sum + (size_t)i * TENSOR_ATOM;
    Vf total[N_PARTS] = {0}, y[N_PARTS];
    for (int p = 0; p < N_PARTS; p++)
      y[p] = simd_load(own + p * TENSOR_SLAB);
    for (; pair < last; pair++)
      add_pair(&l, pair, y, total);
    for (int p = 0; p < N_PARTS; p++)
      simd_store(own_sum + p * TENSOR_SLAB,
                 simd_load(own_sum + p * TENSOR_SLAB) + total[p]);
  }
}

static void
gather(const TensorGraph *graph, int slab, TensorField field, TensorField sum)
{
  float *to = sum.at + slab * sum.stride;

  memset(to, 0, (size_t)graph->n_atoms * TENSOR_ATOM * sizeof(float));
  for (int lane = 0; lane < TENSOR_SLAB; lane += SIMD_WIDTH) {
    Lanes l = lanes_of(graph, slab, lane);
    l.field = field.at + slab * field.stride + lane;
    l.sum = to + lane;
    gather_lanes(l);
  }
}

#define N_ROWS 16

#if SIMD_WIDTH == 8
/* One lane per row, in three steps of a transposition. */
static inline Vf
sum_eight_rows(const Vf r[8])
{
  Vf t[4], s[2];

  for (int k = 0; k < 4; k++)
    t[k] = __builtin_shufflevector(r[2 * k], r[2 * k + 1], 0, 8, 1, 9, 4, 12, 5, 13) +
           __builtin_shufflevector(r[2 * k], r[2 * k + 1], 2, 10, 3, 11, 6, 14, 7, 15);
  for (int k = 0; k < 2; k++)
    s[k] = __builtin_shufflevector(t[2 * k], t[2 * k + 1], 0, 1, 8, 9, 4, 5, 12, 13) +
           __builtin_shufflevector(t[2 * k], t[2 * k + 1], 2, 3, 10, 11, 6, 7, 14, 15);
  return __builtin_shufflevector(s[0], s[1], 0, 1, 2, 3, 8, 9, 10, 11) +
         __builtin_shufflevector(s[0], s[1], 4, 5, 6, 7, 12, 13, 14, 15);
}

static inline void
sum_rows(const Vf row[N_ROWS], float sum[N_ROWS])
{
  simd_store(sum, sum_eight_rows(row));
  simd_store(sum + 8, sum_eight_rows(row + 8));
}
#elif SIMD_WIDTH == 16
#define sum_rows simd_sum_rows
#else
static inline void
sum_rows(const Vf row[N_ROWS], float sum[N_ROWS])
{
  for (int k = 0; k < N_ROWS; k++)
    sum[k] = simd_sum(row[k]);
}
#endif

static inline void
add_slopes(const Vf row[N_ROWS], uint32_t n, float *slope)
{
  float sum[N_ROWS] __attribute__((aligned(64)));

  sum_rows(row, sum);
  for (uint32_t k = 0; k < n; k++)
    slope[k] += sum[k];
}

/* A matrix, and what it is multiplied with, part by part, to be paired with another; the
 * last three parts count twice. */
typedef struct {
  Vf plain[N_PARTS], dual[N_PARTS];
} Own;

static inline Own
own_matrix(const float *m)
{
  Own own;

  for (int p = 0; p < N_PARTS; p++)
    own.plain[p] = own.dual[p] = simd_load(m + p * TENSOR_SLAB);
  own.dual[4] = 2.0f * own.plain[4] + own.plain[5];
  own.dual[5] = 2.0f * own.plain[5] + own.plain[4];
  return own;
}

/* One neighbour; returns the lanes of the slope. */
static inline Vf
pair_back(const Lanes *l, const TensorPair *pair, const Vf y[N_PARTS], const Own *g,
          Vf total[N_PARTS])
{
  const float *rows = l->table + (size_t)pair->row * TABLE_ROW;
  const size_t at = (size_t)pair->atom * TENSOR_ATOM;
  const float *from = l->field + at, *g_from = l->g_sum + at;
  float *to = l->g_field + at;
  Filter filter = interpolate(rows, pair->value), steep = interpolate(rows, pair->slope);
  Vf slope = simd_set1(0.0f);

#pragma GCC unroll 3
  for (int kind = 0; kind < 3; kind++) {
    Vf e = filter.kind[kind], once = simd_set1(0.0f), twice = simd_set1(0.0f);
#pragma GCC unroll 5
    for (int p = FIRST_OF[kind]; p < FIRST_OF[kind + 1]; p++) {
      Vf other = simd_load(g_from + p * TENSOR_SLAB);
      float *back = to + p * TENSOR_SLAB;
      Vf *pairing = p < 6 ? &once : &twice;
      total[p] += e * other;
      simd_store(back, simd_load(back) + e * g->plain[p]);
      *pairing += y[p] * other;
      *pairing += g->dual[p] * simd_load(from + p * TENSOR_SLAB);
    }
    slope += steep.kind[kind] * (once + 2.0f * twice);
  }
  return slope;
}

static void
gather_lanes_back(Lanes l, float *pair_slope)
{
  const TensorGraph *graph = l.graph;
  Vf row[N_ROWS] = {0};

  for (int i = 0; i < graph->n_atoms; i++) {
    const uint32_t first = graph->first[i], n = graph->count[i];
    const size_t at = (size_t)i * TENSOR_ATOM;
    const Own y = own_matrix(l.field + at), g = own_matrix(l.g_sum + at);
    Vf total[N_PARTS] = {0};
    for (uint32_t k = 0; k < n; k++) {
      row[k % N_ROWS] = pair_back(&l, &graph->pair[first + k], y.dual, &g, total);
      if (k % N_ROWS == N_ROWS - 1)
        add_slopes(row, N_ROWS, pair_slope + first + k - (N_ROWS - 1));
    }
    if (n % N_ROWS)
      add_slopes(row, n % N_ROWS, pair_slope + first + n - n % N_ROWS);
    for (int p = 0; p < N_PARTS; p++) {
      float *to = l.g_field + at + p * TENSOR_SLAB;
      simd_store(to, simd_load(to) + total[p]);
    }
  }
}

static void
gather_back(const TensorGraph *graph, int slab, TensorField g_sum, TensorField field,
            TensorField g_field, float *pair_slope)
{
  for (int i = 0; i < graph->n_atoms; i++)
    memset(pair_slope + graph->first[i], 0, graph->count[i] * sizeof(float));
  for (int lane = 0; lane < TENSOR_SLAB; lane += SIMD_WIDTH) {
    Lanes l = lanes_of(graph, slab, lane);
    l.field = field.at + slab * field.stride + lane;
    l.g_sum = g_sum.at + slab * g_sum.stride + lane;
    l.g_field = g_field.at + slab * g_field.stride + lane;
    gather_lanes_back(l, pair_slope);
  }
}

/* --- embedding --- */

static const int KIND_OF[N_PARTS] = {0, 1, 1, 1, 2, 2, 2, 2, 2};

/* Σ_k m[k] v[k] of one part. */
static inline Vf
weigh_moments(const float *m, const Vf v[4])
{
  return m[0] * v[0] + m[TENSOR_MOMENT] * v[1] + m[2 * TENSOR_MOMENT] * v[2] +
         m[3 * TENSOR_MOMENT] * v[3];
}

static inline void
load_radial(const float *from, int units, Vf w[3][4])
{
#pragma GCC unroll 12
  for (int k = 0; k < 12; k++)
    w[k / 4][k % 4] = simd_load(from + k * units);
}

static void
embed_raw(const TensorEmbedding *embedding, const float *moment, TensorField x)
{
  const int units = embedding->units;

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    Vf sum[N_PARTS] = {0}, w[3][4];
    load_radial(embedding->radial + c, units, w);
    for (int t = 0; t < embedding->n_types; t++) {
      Vf z = simd_load(embedding->pair + t * units + c);
#pragma GCC unroll 9
      for (int p = 0; p < N_PARTS; p++)
        sum[p] += z * weigh_moments(moment + TENSOR_MOMENTS * t + p, w[KIND_OF[p]]);
    }
    for (int p = 0; p < N_PARTS; p++)
      simd_store(address(x, (Place){c, 0}) + p * TENSOR_SLAB, sum[p]);
  }
}

static void
embed_mixed(const TensorEmbedding *embedding, const float *moment, TensorField mixed)
{
  const int units = embedding->units;

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    Vf sum[N_PARTS] = {0}, w[3][4];
    for (int t = 0; t < embedding->n_types; t++) {
      load_radial(embedding->mixed + 12 * t * units + c, units, w);
#pragma GCC unroll 9
      for (int p = 0; p < N_PARTS; p++)
        sum[p] += weigh_moments(moment + TENSOR_MOMENTS * t + p, w[KIND_OF[p]]);
    }
    for (int p = 0; p < N_PARTS; p++)
      simd_store(address(mixed, (Place){c, 0}) + p * TENSOR_SLAB, sum[p]);
  }
}

static void
embed(const TensorEmbedding *embedding, const float *moment, TensorField x,
      TensorField mixed)
{
  embed_raw(embedding, moment, x);
  embed_mixed(embedding, moment, mixed);
}

/* The moments of one kind of part with one type of neighbour. */
static inline __attribute__((always_inline)) void
embed_kind_back(const TensorEmbedding *embedding, TensorField g, TensorField g_mixed,
                int type, const int kind, float *g_moment)
{
  const int units = embedding->units, first = FIRST_OF[kind];
  const int members = FIRST_OF[kind + 1] - first;
  const float *radial = embedding->radial + 4 * kind * units;
  const float *mixed = embedding->mixed + (12 * type + 4 * kind) * units;
  float sum[32] __attribute__((aligned(64)));
  Vf row[32] = {0};

  for (int c = 0; c < units; c += SIMD_WIDTH) {
    const float *from = address(g, (Place){c, 0}) + first * TENSOR_SLAB;
    const float *from_mixed = address(g_mixed, (Place){c, 0}) + first * TENSOR_SLAB;
    Vf z = simd_load(embedding->pair + type * units + c);
#pragma GCC unroll 4
    for (int k = 0; k < 4; k++) {
      Vf w = z * simd_load(radial + k * units + c), v = simd_load(mixed + k * units + c);
#pragma GCC unroll 5
      for (int p = 0; p < members; p++) {
        row[members * k + p] += w * simd_load(from + p * TENSOR_SLAB);
        row[members * k + p] += v * simd_load(from_mixed + p * TENSOR_SLAB);
      }
    }
  }
  for (int k = 0; k < 4 * members; k += N_ROWS)
    sum_rows(row + k, sum + k);
  for (int k = 0; k < 4 * members; k++)
    g_moment[k / members * TENSOR_MOMENT + first + k % members] = sum[k];
}

static void
embed_back(const TensorEmbedding *embedding, TensorField g, TensorField g_mixed,
           float *g_moment)
{
  for (int t = 0; t < embedding->n_types; t++, g_moment += TENSOR_MOMENTS) {
    embed_kind_back(embedding, g, g_mixed, t, 0, g_moment);
    embed_kind_back(embedding, g, g_mixed, t, 1, g_moment);
    embed_kind_back(embedding, g, g_mixed, t, 2, g_moment);
  }
}

/* --- element by element; one loop each over atoms and channels --- */

#define FOR_EACH_LANE(b, place)                                                   \
  for (Place place = {0}; place.channel < (b).units; place.channel += SIMD_WIDTH) \
    for (place.atom = 0; place.atom < (b).n; place.atom++)

/* Of rows as wide as some units. */
static inline size_t
in_row(TensorBatch b, int parts, Place at)
{
  return (size_t)at.atom * parts * b.units + at.channel;
}

/* m / (‖m‖² + 1) */
static inline Matrix
normalised(Matrix m)
{
  Vf f = 1.0f / (norm2(m) + 1.0f);

  return times(m, f, f, f);
}

static void
normalise(TensorBatch b, TensorField x, TensorField out)
{
  FOR_EACH_LANE(b, at)
  {
    store(out, at, normalised(load(x, at)));
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
normalise_back(TensorBatch b, TensorField x, TensorField g_out, TensorField g_x)
{
  FOR_EACH_LANE(b, at)
  {
    Matrix g = plus(load(g_x, at), load(g_out, at));
    store(g_x, at, normalised_back(load(x, at), g));
  }
}

static void
interact(TensorBatch b, TensorField m, TensorField y, TensorField out)
{
  FOR_EACH_LANE(b, at)
  {
    Matrix p = product(load(m, at), load(y, at));
    store(out, at, normalised(p));
  }
}

static void
interact_back(TensorBatch b, TensorField m, TensorField y, TensorField g_out,
              TensorField g_m, TensorField g_y)
{
  FOR_EACH_LANE(b, at)
  {
    Matrix mm = load(m, at), yy = load(y, at);
    Matrix g = normalised_back(product(mm, yy), load(g_out, at));
    store(g_m, at, product_back(g, yy));
    store(g_y, at, product_back(g, mm));
  }
}

static void
grow(TensorBatch b, TensorField x, TensorField d, TensorField out)
{
  const Vf half = simd_set1(0.5f);

  FOR_EACH_LANE(b, at)
  {
    Matrix dd = load(d, at);
    Matrix square = times(product(dd, dd), half, half, half);
    store(out, at, plus(plus(normalised(load(x, at)), dd), square));
  }
}

static void
grow_back(TensorBatch b, TensorField d, TensorField g, TensorField g_d)
{
  FOR_EACH_LANE(b, at)
  {
    Matrix gg = load(g, at);
    store(g_d, at, plus(gg, product_back(gg, load(d, at))));
  }
}

static void
squares(TensorBatch b, TensorField x, float *out)
{
  FOR_EACH_LANE(b, at)
  {
    Matrix m = load(x, at);
    float *to = out + in_row(b, 3, at);
    simd_store(to, 3.0f * m.i * m.i);
    simd_store(to + b.units, 2.0f * dot(axial(m), axial(m)));
    simd_store(to + 2 * b.units, contract(shear(m), shear(m)));
  }
}

static void
squares_back(TensorBatch b, TensorField x, const float *g, TensorField g_x)
{
  FOR_EACH_LANE(b, at)
  {
    const float *from = g + in_row(b, 3, at);
    Vf i = simd_load(from), a = simd_load(from + b.units),
       s = simd_load(from + 2 * b.units);
    store(g_x, at, times(load(x, at), 6.0f * i, 4.0f * a, 2.0f * s));
  }
}

static void
norm(TensorBatch b, TensorField x, float *out)
{
  FOR_EACH_LANE(b, at)
  {
    float *to = out + in_row(b, 1, at);
    simd_store(to, norm2(load(x, at)));
  }
}

static void
norm_back(TensorBatch b, TensorField x, const float *g, TensorField g_x)
{
  FOR_EACH_LANE(b, at)
  {
    Vf c = 2.0f * simd_load(g + in_row(b, 1, at));
    store(g_x, at, times(load(x, at), 3.0f * c, 2.0f * c, c));
  }
}

static void
scale(TensorBatch b, TensorField x, const float *q, TensorField out)
{
  FOR_EACH_LANE(b, at)
  {
    const float *from = q + in_row(b, 3, at);
    Vf i = simd_load(from), a = simd_load(from + b.units),
       s = simd_load(from + 2 * b.units);
    store(out, at, times(load(x, at), i, a, s));
  }
}

static void
scale_back(TensorBatch b, TensorField x, const float *q, TensorField g, TensorField g_x,
           float *g_q)
{
  FOR_EACH_LANE(b, at)
  {
    size_t place = in_row(b, 3, at);
    Matrix m = load(x, at), gg = load(g, at);
    Vf i = simd_load(q + place), a = simd_load(q + place + b.units);
    Vf s = simd_load(q + place + 2 * b.units);
    store(g_x, at, times(gg, i, a, s));
    simd_store(g_q + place, gg.i * m.i);
    simd_store(g_q + place + b.units, dot(axial(gg), axial(m)));
    simd_store(g_q + place + 2 * b.units, contract(shear(gg), shear(m)));
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

#define TENSOR_KERNEL(label)                                                         \
  {                                                                                  \
    label, claim, multiply_matrix, multiply_matrix_carefully, gather, gather_back,   \
        embed, embed_back, normalise, normalise_back, interact, interact_back, grow, \
        grow_back, squares, squares_back, norm, norm_back, scale, scale_back, silu,  \
        multiply, layer_norm, layer_norm_back,                                       \
  }
