// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/radial-spline.h"

guint
radial_spline_rows(const RadialSpline *spline)
{
  return spline->n_steps + 3;
}

/* Thomas' algorithm on (c_{k−1} + 4 c_k + c_{k+1})/6 = f_k with mirrored ends. */
void
radial_spline_fit(const RadialSpline *spline, const double *value, gsize stride,
                  double *coefficient)
{
  guint n = spline->n_steps;
  double *c = coefficient + 1;
  g_autofree double *upper = g_new(double, n + 1);

  upper[0] = 0.5;
  c[0] = 1.5 * value[0];
  for (guint k = 1; k <= n; k++) {
    double lower = k == n ? 2.0 : 1.0, pivot = 4.0 - lower * upper[k - 1];
    upper[k] = 1.0 / pivot;
    c[k] = (6.0 * value[k * stride] - lower * c[k - 1]) / pivot;
  }
  for (guint k = n; k-- > 0;)
    c[k] -= upper[k] * c[k + 1];
  c[-1] = c[1];
  c[n + 1] = c[n - 1];
}

guint
radial_spline_weigh(const RadialSpline *spline, double r, float value[RADIAL_SPLINE_TAPS],
                    float slope[RADIAL_SPLINE_TAPS])
{
  double inv_step = spline->n_steps / spline->r_cut, x = r * inv_step;
  guint row = MIN((guint)x, spline->n_steps - 1);
  double t = x - row, s = 1.0 - t;

  value[0] = s * s * s / 6.0;
  value[1] = (t * t * (3.0 * t - 6.0) + 4.0) / 6.0;
  value[2] = (s * s * (3.0 * s - 6.0) + 4.0) / 6.0;
  value[3] = t * t * t / 6.0;
  slope[0] = -0.5 * s * s * inv_step;
  slope[1] = (1.5 * t - 2.0) * t * inv_step;
  slope[2] = (2.0 - 1.5 * s) * s * inv_step;
  slope[3] = 0.5 * t * t * inv_step;
  return row;
}
