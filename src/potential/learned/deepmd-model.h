// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Deep Potential of DeePMD-kit with the descriptor se_e2_a (Zhang et al., NeurIPS 31
 * (2018), arXiv:1805.09003; Zeng et al., J. Chem. Phys. 159, 054801 (2023)): its numbers.
 * The equations stand in md/learned/deepmd-atom.h.
 *
 * Read are the native files of DeePMD-kit 3 (.yaml, and .dp when built with HDF5,
 * deepmd-native.h) and frozen TensorFlow graphs that are not compressed (.pb).
 * Other descriptors, parameters of frames or atoms, excluded pairs and
 * activations other than tanh are refused by name. Values only, immutable; any thread. */
#pragma once

#include "potential/learned/learned-model.h"
#include "potential/learned/weight-store.h"

#define DEEPMD_TYPES_MAX 64

/* y = x W + b, bent by tanh or not, times step, plus the input. */
typedef struct {
  int in, out;
  int n_skips;         /* how often the input is added: 0; 1: out = in; 2: side by side */
  gboolean bent;       /* tanh, or linear */
  double *weight;      /* [in][out] */
  double *bias, *step; /* [out], or NULL */
} DeepmdLayer;

typedef struct {
  guint n;
  DeepmdLayer *layer;
} DeepmdNet;

typedef struct {
  LearnedModel base;
  guint n_types;
  double r_smooth;   /* Å: the weight of a neighbour falls from here to r_cut */
  gboolean one_side; /* embeddings depend on the neighbour's type alone */
  int *sel;          /* slots per type of neighbour */
  int n_slots;       /* their sum */
  int width, axis;   /* of the embedding's output, and of what it is multiplied with */
  double *average, *deviation; /* [type][neighbour's type][4] */
  DeepmdNet *embedding; /* [type][neighbour's type]; one_side: [neighbour's type] */
  DeepmdNet *fitting;   /* [type] */
  double *energy;       /* eV, added per type */
} DeepmdModel;

gboolean deepmd_model_recognises_native(const guint8 *data, gsize size);
gboolean deepmd_model_recognises_graph(const guint8 *data, gsize size);
gboolean deepmd_model_recognises_hdf5(const guint8 *data, gsize size);
LearnedModel *deepmd_model_open_native(const char *path, GBytes *bytes, GError **error);
LearnedModel *deepmd_model_open_graph(const char *path, GBytes *bytes, GError **error);
/* By libhdf5, which takes path. */
LearnedModel *deepmd_model_open_hdf5(const char *path, GBytes *bytes, GError **error);

/* For the readers: an empty model with room for its types, named as elements says. */
DeepmdModel *deepmd_model_new(const char *path, char **elements);
guint deepmd_model_n_embeddings(const DeepmdModel *model);
/* Adds a layer; bias and step may be NULL. Error when the shapes disagree. */
gboolean deepmd_net_add(DeepmdNet *net, const WeightTensor *weight,
                        const WeightTensor *bias, const WeightTensor *step,
                        GError **error);
/* Averages or deviations from what files hold: [type][slot][4]. Error when slots of one
 * type of neighbour differ or the shape is another. Owner: caller. */
double *deepmd_model_read_slots(const DeepmdModel *model, const WeightTensor *tensor,
                                GError **error);
/* Checks sizes and completes title and cut-off. */
gboolean deepmd_model_finish(DeepmdModel *model, double r_cut, GError **error);
