// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Weights of a TensorNet potential: Simeon & De Fabritiis, NeurIPS 36 (2023),
 * arXiv:2306.06482, in the form of MatGL (Ko et al., npj Comput. Mater. 11, 253 (2025)).
 * The equations stand in md/learned/tensornet-evaluator.h.
 *
 * Two layouts are read:
 *   state.pt, a PyTorch archive, with model.json beside it, as MatGL distributes them;
 *   the plain one of weight-file.h, kind "tensornet", with the keys cutoff, units, blocks
 *   and radial. Arrays carry MatGL's names in both.
 * Values only, immutable; any thread. */
#pragma once

#include "potential/learned/learned-model.h"
#include "potential/learned/weight-store.h"

typedef struct {
  double r_cut;    /* Å */
  guint units;     /* channels */
  guint n_blocks;  /* interactions */
  guint n_radial;  /* spherical Bessel functions */
  char **elements; /* symbols, NULL-terminated */
} TensorNetShape;

#define TENSORNET_LAYERS_MAX 8

typedef struct {
  LearnedModel base;
  guint units, n_blocks, n_radial;
  guint n_gated;                               /* layers of the read-out */
  guint gated_width[TENSORNET_LAYERS_MAX + 1]; /* units, hidden …, 1 */
  double scale, shift; /* eV: energy = scale Σ outputs + shift + Σ references */
  WeightStore *weights;
} TensorNetModel;

/* Checks that every array is there in the right shape. weights is taken over (also on
 * failure). Owner: caller. */
LearnedModel *tensornet_model_new(const TensorNetShape *shape, WeightStore *weights,
                                  const char *file, GError **error);
/* path: state.pt, with model.json in the same folder. */
LearnedModel *tensornet_model_open_matgl(const char *path, GBytes *bytes, GError **error);
LearnedModel *tensornet_model_open_plain(const char *path, GBytes *bytes, GError **error);
/* In the plain layout. */
gboolean tensornet_model_save(const TensorNetModel *model, const char *path,
                              GError **error);
