// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Loops over tensors per atom and channel, for message-passing networks whose features
 * are 3 × 3 matrices (TensorNet).
 *
 * A matrix is nine numbers, its parts: one of the identity, the axial vector of the
 * antisymmetric part, and the traceless symmetric part,
 *
 *     X = i 1 + [a]× + S        parts: i | ax ay az | Sxx Syy Sxy Sxz Syz
 *     [a]× = ((0, −z, y), (z, 0, −x), (−y, x, 0)),  Szz = −Sxx − Syy
 *
 * A field holds float[atom][part][channel]: 9 · units numbers per atom on end, so that no
 * two parts of an atom meet in one set of the first cache, and a product that mixes
 * channels is nine matrix products with a row stride of 9 · units. units is a multiple of
 * TENSOR_LANES; spare channels hold zeros.
 *
 * Gradients of a field are matrices too: dE = g_i di + g_a · da + Σ_kl G_kl dS_kl with G
 * symmetric and traceless. With M Y + Y M =: P of M = (m, a, S), Y = (y, b, T), and st()
 * the traceless part:
 *
 *     i:  2 m y + ⅔ tr ST − 4⁄3 a·b
 *     a:  2 m b + 2 y a − T a − S b
 *     S:  2 m T + 2 y S + st(a bᵀ + b aᵀ) + st(S T + T S)
 *
 * and from the gradient G of P that of M:
 *
 *     m:  2 (g_i y + g_a·b + G:T)
 *     a:  −4⁄3 g_i b + 2 y g_a − T g_a + 2 G b
 *     S:  ⅔ g_i T − ½ st(g_a bᵀ + b g_aᵀ) + 2 y G + st(G T + T G)
 *
 * ‖X‖² = 3 i² + 2 a² + S:S; its gradient is (6 i, 4 a, 2 S). Plain C11, any thread. */
#pragma once

#include <stdint.h>

#define TENSOR_PARTS 9
#define TENSOR_LANES 16
#define TENSOR_TAPS  4

/* One neighbour of one atom. Functions of the distance are cubic splines: value[k] weighs
 * row + k of a table, slope[k] its derivative. */
typedef struct {
  uint32_t atom;
  uint32_t row;
  float value[TENSOR_TAPS];
  float slope[TENSOR_TAPS];
} TensorEdge;

typedef struct {
  int units;
  int n_rows;
  const uint32_t *first; /* edges of atom i: first[i] … first[i] + count[i] */
  const uint32_t *count;
  const TensorEdge *edge;
  const float *table; /* [units / 16][row][i, a, S][16] */
} TensorGraph;

typedef struct {
  int units;
  int n_types;
  const float *radial; /* [i, a, S][4][units] */
  const float *pair;   /* [type][units], of one atom's own type */
  const float *mixed;  /* [type][i, a, S][4][units]: pair ⊙ radial behind the mixer */
} TensorEmbedding;

/* n atoms, one after the other; `x` fields, `g` gradients. out never overlaps input. */
typedef struct {
  const char *name; /* "avx512", "avx2", "generic" */

  /* Atoms begin … end: sum[i − begin] = Σ_edges e(r) ⊙ field[neighbour]. */
  void (*gather)(const TensorGraph *graph, uint32_t begin, uint32_t end,
                 const float *field, float *sum);
  /* The same backwards: adds Σ e(r) ⊙ g_sum[neighbour] to g_field[i − begin], and per
   * edge d/dr of ⟨g_sum[neighbour], e(r) ⊙ field[i]⟩ to edge_slope. field and g_sum are
   * those of all atoms. */
  void (*gather_back)(const TensorGraph *graph, uint32_t begin, uint32_t end,
                      const float *g_sum, const float *field, float *g_field,
                      float *edge_slope);

  /* x, and what the mixer makes of it, from moments[n_types][4][9] of one atom: the
   * moments are far fewer than the channels, so that the mixer is applied to the weights
   * once and for all. */
  void (*embed)(const TensorEmbedding *embedding, const float *moment, float *x,
                float *mixed);
  void (*embed_back)(const TensorEmbedding *embedding, const float *g,
                     const float *g_mixed, float *g_moment);

  /* out = N(x) = x / (‖x‖² + 1); back: g_x = N′(g_x + g_out). */
  void (*normalise)(int n, int units, const float *x, float *out);
  void (*normalise_back)(int n, int units, const float *x, const float *g_out,
                         float *g_x);
  /* out = P / (‖P‖² + 1), P = M Y + Y M; back sets g_m and g_y. */
  void (*interact)(int n, int units, const float *m, const float *y, float *out);
  void (*interact_back)(int n, int units, const float *m, const float *y,
                        const float *g_out, float *g_m, float *g_y);
  /* out = N(x) + d + d²; back sets g_d. */
  void (*grow)(int n, int units, const float *x, const float *d, float *out);
  void (*grow_back)(int n, int units, const float *d, const float *g, float *g_d);
  /* out[3 units] = squares of the three kinds of part; back sets g_x. */
  void (*squares)(int n, int units, const float *x, float *out);
  void (*squares_back)(int n, int units, const float *x, const float *g, float *g_x);
  /* out[units] = ‖x‖²; back sets g_x. */
  void (*norm)(int n, int units, const float *x, float *out);
  void (*norm_back)(int n, int units, const float *x, const float *g, float *g_x);
  /* The three kinds of part times q[3 units]; back sets both gradients. */
  void (*scale)(int n, int units, const float *x, const float *q, float *out);
  void (*scale_back)(int n, int units, const float *x, const float *q, const float *g,
                     float *g_x, float *g_q);

  /* Rows of width (a multiple of 16): z + bias → z σ(z), and its slope. */
  void (*silu)(int n, int width, const float *bias, float *z, float *slope);
  /* a ⊙= b. */
  void (*multiply)(int n, float *a, const float *b);
  /* out = (x − mean)/√(variance + 1e-5) · weight + bias over the count real numbers of a
   * row; back sets g_x. */
  void (*layer_norm)(int n, int width, int count, const float *weight, const float *bias,
                     const float *x, float *out);
  void (*layer_norm_back)(int n, int width, int count, const float *weight,
                          const float *x, const float *g, float *g_x);
} TensorKernel;

/* The variants that this processor runs, best first, NULL-terminated. */
const TensorKernel *const *tensor_kernels(void);
