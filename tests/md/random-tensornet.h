// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small TensorNets with random weights, for tests: every array that a model needs, drawn
 * from a seed, of a size that gives energies and forces of order one. */
#pragma once

#include "potential/learned/tensornet-model.h"

typedef struct {
  guint units, n_blocks, seed;
  double r_cut;
  const char *elements; /* "Si O" */
} RandomTensorNet;

/* Owner: caller. */
LearnedModel *random_tensornet(const RandomTensorNet *what);
