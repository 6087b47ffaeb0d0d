// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where a curve over temperature bends: the glass transition in the energy or the volume
 * of a ramp. Two ways:
 *
 *   lines      y = y0 + a (T − Tg) + b max(T − Tg, 0): two straight lines that meet at
 *              Tg, the place with the least sum of squares, at least five points on
 *              either side
 *   hyperbola  y = y0 + a (T − Tg) + b [(T − Tg)/2 + √((T − Tg)²/4 + eᶜ)]: the same with
 *              a rounded corner of width e^{c/2} (P. N. Patrone, A. Dienstfrey,
 *              A. R. Browning, S. Tucker, S. Christensen, Polymer 87, 246 (2016),
 *              doi:10.1016/j.polymer.2016.01.074)
 *
 * a is the slope of the glass, a + b that of the liquid. Errors are the spread over
 * bootstrap samples of the points. Pure functions; any thread. */
#pragma once

#include <glib.h>

#include "analysis/diffusion-fit.h"

#define BEND_LEAST_POINTS 10

typedef struct {
  Estimate t_g;         /* K, of the lines */
  Estimate t_hyperbola; /* K */
  Estimate glass, bend; /* a and b of the lines, unit of y per K */
  double y_g;           /* y of the lines at t_g */
  double width;         /* K, of the corner of the hyperbola */
} BendFit;

/* n points (T, y) in any order; seed of the bootstrap. FALSE: fewer than ten points, or
 * all of one temperature. */
gboolean bend_fit(const double *t, const double *y, guint n, guint64 seed, BendFit *fit);
/* Whether this is a glass transition and no noise: the liquid is the steeper one, b is
 * known to a third, and Tg to a quarter of the range from low to high (K). */
gboolean bend_fit_is_clear(const BendFit *fit, double low, double high);
