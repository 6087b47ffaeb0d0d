// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A straight line through points with errors: weights 1/s², C = (XᵀWX)⁻¹, errors
 * √(C max(1, χ²/(n − 2))). Where an error is not known all points weigh the same and the
 * scatter alone gives the errors. Pure function; any thread. */
#pragma once

#include <glib.h>

#include "analysis/diffusion-fit.h"

typedef struct {
  double x0;      /* weighted mean of x */
  Estimate at_x0; /* y there; independent of the slope */
  Estimate slope;
} WeightedLine;

/* FALSE with fewer than two different x. error may be NULL. */
gboolean weighted_line(const double *x, const double *y, const double *error, guint n,
                       WeightedLine *line);
