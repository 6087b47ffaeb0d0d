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
 * A field holds float[channel / 16][atom][part][16], a slab per sixteen channels. One
 * atom has 576 bytes on end in a slab; one slab of some hundred atoms and its table of
 * edge functions stay in the second cache while neighbours are summed, the only pass that
 * jumps about. units is a multiple of TENSOR_SLAB; spare channels hold zeros.
 *
 * Neighbours come as pairs, each once: e(r) is interpolated once and serves both ways. A
 * slab belongs to one thread, which adds to both atoms in the order of the list: the same
 * bits for any number of threads. Backwards, the slope along r is that of both ways, too.
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

#include <stddef.h>
#include <stdint.h>

#include "md/kernel/tensor-product.h"

#define TENSOR_PARTS   9
#define TENSOR_ATOM    (TENSOR_PARTS * TENSOR_SLAB) /* floats from one atom to the next */
#define TENSOR_TAPS    4
#define TENSOR_MOMENT  16 /* the parts, padded */
#define TENSOR_MOMENTS (4 * TENSOR_MOMENT)

/* Of some atoms; stride: floats from one slab to the next. */
typedef struct {
  float *at;
  size_t stride;
} TensorField;

/* How many atoms and channels a loop runs over. */
typedef struct {
  int n, units;
} TensorBatch;

/* Two neighbours: the atom whose list it is in, and this one. Functions of the distance
 * are cubic splines: value[k] weighs row + k of a table, slope[k] its derivative. */
typedef struct {
  uint32_t atom;
  uint32_t row;
  float value[TENSOR_TAPS];
  float slope[TENSOR_TAPS];
} TensorPair;

typedef struct {
  int n_atoms;
  int n_rows;
  const uint32_t *first; /* pairs of atom i: first[i] … first[i] + count[i] */
  const uint32_t *count;
  const TensorPair *pair;
  const float *table; /* [units / 8][row][i, a, S][8] */
} TensorGraph;

typedef struct {
  int units;
  int n_types;
  const float *radial; /* [i, a, S][4][units] */
  const float *pair;   /* [type][units], of one atom's own type */
  const float *mixed;  /* [type][i, a, S][4][units]: pair ⊙ radial behind the mixer */
} TensorEmbedding;

/* `x` fields, `g` gradients. out never overlaps input. */
typedef struct {
  const char *name; /* "avx512", "avx2", "generic" */

  /* Asks for memory that other threads have read, to be written soon: taking a cache line
   * back can cost as much as hundreds of operations, if one waits for it. */
  void (*claim)(const void *at, size_t bytes);

  void (*product)(const TensorProduct *product);
  /* Sums of 16 products, and all of them added with their rounding errors carried on. */
  void (*careful_product)(const TensorProduct *product);

  /* One slab of all atoms: sum = Σ_neighbours e(r) ⊙ field[neighbour]. */
  void (*gather)(const TensorGraph *graph, int slab, TensorField field, TensorField sum);
  /* The same backwards: adds Σ e(r) ⊙ g_sum[neighbour] to g_field, and sets for each pair
   * pair_slope to d/dr of ⟨g_sum[i], e(r) ⊙ field[j]⟩ + ⟨g_sum[j], e(r) ⊙ field[i]⟩. */
  void (*gather_back)(const TensorGraph *graph, int slab, TensorField g_sum,
                      TensorField field, TensorField g_field, float *pair_slope);

  /* x, and what the mixer makes of it, from moments[n_types][4][part, padded] of one
   * atom: the moments are far fewer than the channels, so that the mixer is applied to
   * the weights once and for all. Both fields begin with that atom. */
  void (*embed)(const TensorEmbedding *embedding, const float *moment, TensorField x,
                TensorField mixed);
  void (*embed_back)(const TensorEmbedding *embedding, TensorField g, TensorField g_mixed,
                     float *g_moment);

  /* out = N(x) = x / (‖x‖² + 1); back: g_x = N′(g_x + g_out). */
  void (*normalise)(TensorBatch b, TensorField x, TensorField out);
  void (*normalise_back)(TensorBatch b, TensorField x, TensorField g_out,
                         TensorField g_x);
  /* out = P / (‖P‖² + 1), P = M Y + Y M; back sets g_m and g_y. */
  void (*interact)(TensorBatch b, TensorField m, TensorField y, TensorField out);
  void (*interact_back)(TensorBatch b, TensorField m, TensorField y, TensorField g_out,
                        TensorField g_m, TensorField g_y);
  /* out = N(x) + d + d²; back sets g_d. */
  void (*grow)(TensorBatch b, TensorField x, TensorField d, TensorField out);
  void (*grow_back)(TensorBatch b, TensorField d, TensorField g, TensorField g_d);
  /* out[n][3 units] = squares of the three kinds of part; back sets g_x. */
  void (*squares)(TensorBatch b, TensorField x, float *out);
  void (*squares_back)(TensorBatch b, TensorField x, const float *g, TensorField g_x);
  /* out[n][units] = ‖x‖²; back sets g_x. */
  void (*norm)(TensorBatch b, TensorField x, float *out);
  void (*norm_back)(TensorBatch b, TensorField x, const float *g, TensorField g_x);
  /* The three kinds of part times q[n][3 units]; back sets both gradients. */
  void (*scale)(TensorBatch b, TensorField x, const float *q, TensorField out);
  void (*scale_back)(TensorBatch b, TensorField x, const float *q, TensorField g,
                     TensorField g_x, float *g_q);

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
