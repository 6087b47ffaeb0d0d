// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The weights of a TensorNet in the shape the evaluator uses: single precision, channels
 * padded to whole vectors, edge networks as tables over the distance, element embeddings
 * as tables over pairs of the types of one structure. Built once per force field (about
 * 30 ms for 128 channels × 2 blocks); immutable then; any thread. */
#pragma once

#include "md/learned/radial-spline.h"
#include "potential/learned/tensornet-model.h"

#define TENSORNET_RADIAL 4 /* Bessel functions and the constant */

/* A matrix both ways, packed for products (tensor-product.h): x → x Wᵀ and g → g W. */
typedef struct {
  float *forward, *back;
} TensorNetMatrix;

/* y = W x + b, both widths padded. */
typedef struct {
  int in, out;
  TensorNetMatrix weight;
  float *bias;
  float *row; /* weights of the first output; of the read-out's layers, else NULL */
} TensorNetLayer;

typedef struct {
  TensorNetMatrix mix[6]; /* units × units each */
  float *edge_table;      /* as TensorGraph.table */
} TensorNetBlock;

typedef struct {
  int units;      /* padded */
  int real_units; /* as in the file */
  int n_types;
  guint n_blocks, n_gated;
  RadialSpline spline;
  float *radial_table;      /* [row][TENSORNET_RADIAL]: functions of the embedding */
  float *radial;            /* [i, a, S][TENSORNET_RADIAL][units] */
  float *pair;              /* [own type][neighbour's type][units] */
  float *mixed;             /* [own type][neighbour's type], as TensorEmbedding.mixed */
  TensorNetLayer scalar[2]; /* of the embedding */
  float *init_norm[2], *out_norm[2]; /* weight, bias */
  TensorNetBlock *blocks;
  TensorNetLayer linear, gated[TENSORNET_LAYERS_MAX], gates[TENSORNET_LAYERS_MAX];
  double scale, shift;           /* eV */
  double reference[SPECIES_MAX]; /* eV, per type */
  GPtrArray *owned;              /* all arrays */
} TensorNetWeights;

TensorNetWeights *tensornet_weights_new(const TensorNetModel *model,
                                        const SpeciesList *species);
void tensornet_weights_free(TensorNetWeights *weights);
