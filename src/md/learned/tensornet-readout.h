// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Small dense networks on a batch of atoms, forwards and backwards, and the read-out of a
 * TensorNet made of them. Rows are atoms; arrays belong to the caller. Any thread. */
#pragma once

#include "md/kernel/tensor-kernel.h"
#include "md/learned/tensornet-weights.h"

/* z = x Wᵀ, without the bias. */
void tensornet_layer(const TensorKernel *kernel, const TensorNetLayer *layer, int n,
                     const float *x, float *z);
/* g_x = g_z W */
void tensornet_layer_back(const TensorKernel *kernel, const TensorNetLayer *layer, int n,
                          const float *g_z, float *g_x);
/* Each of the three kinds of part times its matrix; back: times the transposed one. */
void tensornet_mix(const TensorKernel *kernel, const TensorNetMatrix mix[3],
                   TensorBatch b, TensorField x, TensorField out);
void tensornet_mix_back(const TensorKernel *kernel, const TensorNetMatrix mix[3],
                        TensorBatch b, TensorField g_out, TensorField g_x);

typedef struct TensorNetReadout TensorNetReadout;

/* Room for batches of up to n atoms. */
TensorNetReadout *tensornet_readout_new(const TensorNetWeights *weights,
                                        const TensorKernel *kernel, int n);
void tensornet_readout_free(TensorNetReadout *readout);
/* energy[n] (eV, beside those of the elements) and g_x = its gradient by the fields x. */
void tensornet_readout_run(TensorNetReadout *readout, int n, TensorField x,
                           double *energy, TensorField g_x);
