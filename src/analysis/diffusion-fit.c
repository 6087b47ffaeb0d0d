// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/diffusion-fit.h"

#include <math.h>

/* Whitened line through the lags: sums of the normal equations. */
typedef struct {
  double aa, ab, bb, determinant;
} Normal;

static double
whitening(const double *lag, guint k)
{
  return 1.0 / (k ? lag[k] - lag[k - 1] : lag[0]);
}

static double
inverse_step(const double *lag, guint k)
{
  return k ? 1.0 / lag[k] - 1.0 / lag[k - 1] : 1.0 / lag[0];
}

static Normal
normal_equations(const double *lag, guint n)
{
  Normal sum = {.aa = whitening(lag, 0), .ab = whitening(lag, 0) * inverse_step(lag, 0)};

  for (guint k = 0; k < n; k++)
    sum.bb += whitening(lag, k) * inverse_step(lag, k) * inverse_step(lag, k);
  sum.determinant = sum.aa * sum.bb - sum.ab * sum.ab;
  return sum;
}

void
diffusion_fit_weights(const double *lag, guint n, double *weight, double *offset)
{
  g_return_if_fail(n >= 2 && lag[0] > 0.0);

  Normal sum = normal_equations(lag, n);
  for (guint k = 0; k < n; k++) {
    double az = k ? 0.0 : whitening(lag, 0) / lag[0];
    double bz = whitening(lag, k) * inverse_step(lag, k) / lag[k];
    if (k + 1 < n)
      bz -= whitening(lag, k + 1) * inverse_step(lag, k + 1) / lag[k];
    weight[k] = (sum.bb * az - sum.ab * bz) / sum.determinant / 6.0;
    if (offset)
      offset[k] = (sum.aa * bz - sum.ab * az) / sum.determinant;
  }
}

double
diffusion_fit_expected_error(const double *lag, guint n, double duration,
                             double n_walkers)
{
  g_return_val_if_fail(n >= 2 && lag[0] > 0.0, NAN);

  Normal sum = normal_equations(lag, n);
  return 2.0 / 3.0 * sqrt(sum.bb / sum.determinant / (n_walkers * duration));
}

void
diffusion_fit_slope_weights(const double *lag, guint n, double *weight)
{
  double mean = 0.0, spread = 0.0;

  g_return_if_fail(n >= 2 && lag[0] > 0.0);
  for (guint k = 0; k < n; k++)
    mean += log(lag[k]) / n;
  for (guint k = 0; k < n; k++)
    spread += (log(lag[k]) - mean) * (log(lag[k]) - mean);
  for (guint k = 0; k < n; k++)
    weight[k] = (log(lag[k]) - mean) / spread;
}

Estimate
diffusion_fit_jackknife(const double *weight, const double *const *row, guint n_lags,
                        guint n_members)
{
  g_autofree double *own = g_new0(double, n_members);
  Estimate estimate = {0.0, NAN};
  double squares = 0.0;

  for (guint k = 0; k < n_lags; k++)
    for (guint i = 0; i < n_members; i++)
      own[i] += weight[k] * row[k][i];
  for (guint i = 0; i < n_members; i++)
    estimate.value += own[i] / n_members;
  for (guint i = 0; i < n_members; i++)
    squares += (own[i] - estimate.value) * (own[i] - estimate.value);
  if (n_members > 1)
    estimate.error = diffusion_fit_student(n_members - 1) *
                     sqrt(squares / (n_members - 1.0) / n_members);
  return estimate;
}

double
diffusion_fit_student(guint freedom)
{
  double x = 1.0 / MAX(freedom, 1);

  return 1.0 + x * (0.5 + x * (0.25 + x * 0.0625));
}
