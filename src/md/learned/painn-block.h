// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Layers of a PaiNN and the parts of a block that concern an atom alone, for many atoms
 * at once, forwards and backwards. Rows are atoms; a vector is three rows of units, x, y,
 * z. The equations stand in painn-evaluator.h. One thread per call. */
#pragma once

#include "potential/learned/painn-model.h"

typedef struct {
  int in, out;
  const double *weight, *bias; /* [out][in]; [out] or NULL; of the model */
} PainnLayer;

/* Two layers with SiLU between them. */
typedef struct {
  PainnLayer first, second;
} PainnPair;

typedef struct {
  PainnPair message, mixing;
  PainnLayer channels; /* mixes the vectors' channels: V, W */
} PainnBlock;

/* hidden, slope: n rows of the first layer's output, kept for the way back. */
void painn_pair_run(const PainnPair *pair, int n, const double *x, double *hidden,
                    double *slope, double *y);
/* From g_y to g_x, by way of hidden (spent). */
void painn_pair_back(const PainnPair *pair, int n, const double *g_y, const double *slope,
                     double *hidden, double *g_x);

/* What a mixing leaves for the way back, of n atoms. */
typedef struct {
  double *vw;    /* 3 · 2 units: V and W */
  double *abc;   /* 3 units */
  double *slope; /* units */
} PainnMixed;

/* n · PAINN_MIX_WORK · units numbers. */
#define PAINN_MIX_WORK 12

/* q and mu after the messages → after the mixing. */
void painn_mix(const PainnBlock *block, int units, double epsilon, int n, double *q,
               double *mu, const PainnMixed *mixed, double *work);
/* The gradients by q and mu after the mixing → before it. */
void painn_mix_back(const PainnBlock *block, int units, double epsilon, int n,
                    const PainnMixed *mixed, double *g_q, double *g_mu, double *work);
