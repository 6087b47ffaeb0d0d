// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A fitting network of DeePMD for many atoms of one type at once: outputs and their
 * gradient by the inputs, the matrix products by the BLAS. One thread. */
#pragma once

#include "potential/learned/deepmd-model.h"

typedef struct DeepmdFit DeepmdFit;

/* Room for n rows of any of these networks. */
DeepmdFit *deepmd_fit_new(const DeepmdNet *net, guint n_nets, int n);
void deepmd_fit_free(DeepmdFit *fit);
/* x and gradient: n rows of the network's input; output: n. */
void deepmd_fit_run(DeepmdFit *fit, const DeepmdNet *net, int n, const double *x,
                    double *output, double *gradient);
