// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Exponential decay of P(N), the share of groups of N. Pure functions; any thread. */
#pragma once

#include "analysis/diffusion-fit.h"

/* C of P(N) ∝ exp(−C N), N ≥ 2, by greatest likelihood from count[N] groups of N, N < n:
 * with m their mean size, C = ln(1 + 1/(m − 2)), σ_C = (1 − q)/√(q n_groups) at q =
 * exp(−C). NAN with fewer than three groups or all of them pairs. */
Estimate decay_fit_counts(const double *count, guint n);

/* |A| + B exp(−C N). */
typedef struct {
  double a, b;
  Estimate c;
} DecayFit;

/* Least squares, unweighted, to y[k] at N = first + k; n ≥ 4. Error of C from the spread
 * of the residuals; NAN when no C between 0.01 and 20 is best. */
DecayFit decay_fit_offset(const double *y, guint n, guint first);
