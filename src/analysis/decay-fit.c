// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/decay-fit.h"

#include <math.h>

#define SLOWEST 0.01
#define FASTEST 20.0
#define TRIALS  400
#define ROUNDS  80
#define GOLDEN  0.6180339887498949

typedef struct {
  const double *y;
  guint n, first;
} Data;

Estimate
decay_fit_counts(const double *count, guint n)
{
  double groups = 0.0, sum = 0.0;

  for (guint size = 2; size < n; size++) {
    groups += count[size];
    sum += size * count[size];
  }
  double beyond = groups > 0.0 ? sum / groups - 2.0 : 0.0;
  if (groups < 3.0 || beyond <= 0.0)
    return (Estimate){NAN, NAN};
  double q = beyond / (1.0 + beyond);
  return (Estimate){-log(q), (1.0 - q) / sqrt(q * groups)};
}

/* Best A ≥ 0 and B at this C; returns the sum of squares left. */
static double
solve(const Data *data, double c, DecayFit *fit)
{
  double e1 = 0.0, e2 = 0.0, y1 = 0.0, ey = 0.0, left = 0.0, n = data->n;

  for (guint k = 0; k < data->n; k++) {
    double e = exp(-c * (data->first + k));
    e1 += e;
    e2 += e * e;
    y1 += data->y[k];
    ey += e * data->y[k];
  }
  double determinant = n * e2 - e1 * e1;
  fit->a = determinant > 0.0 ? (e2 * y1 - e1 * ey) / determinant : 0.0;
  fit->a = MAX(fit->a, 0.0);
  fit->b = e2 > 0.0 ? (ey - fit->a * e1) / e2 : 0.0;
  fit->c.value = c;
  for (guint k = 0; k < data->n; k++) {
    double r = data->y[k] - fit->a - fit->b * exp(-c * (data->first + k));
    left += r * r;
  }
  return left;
}

static double
scan(const Data *data, double *low, double *high)
{
  double step = log(FASTEST / SLOWEST) / TRIALS, best = INFINITY;
  DecayFit fit;
  guint at = 0;

  for (guint t = 0; t <= TRIALS; t++) {
    double left = solve(data, SLOWEST * exp(t * step), &fit);
    if (left < best) {
      best = left;
      at = t;
    }
  }
  *low = SLOWEST * exp((at - 1.0) * step);
  *high = SLOWEST * exp((at + 1.0) * step);
  return at > 0 && at < TRIALS ? best : NAN;
}

/* [(JᵀJ)⁻¹]_cc for the parameters a, b, c. */
static double
inverse_cc(const Data *data, const DecayFit *fit)
{
  double m[3][3] = {{0}};

  for (guint k = 0; k < data->n; k++) {
    double size = data->first + k, e = exp(-fit->c.value * size);
    double j[3] = {1.0, e, -fit->b * size * e};
    for (guint r = 0; r < 3; r++)
      for (guint s = 0; s < 3; s++)
        m[r][s] += j[r] * j[s];
  }
  double minor = m[0][0] * m[1][1] - m[0][1] * m[1][0];
  double determinant = m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
                       m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
                       m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
  return minor / determinant;
}

DecayFit
decay_fit_offset(const double *y, guint n, guint first)
{
  Data data = {y, n, first};
  DecayFit fit = {NAN, NAN, {NAN, NAN}};
  double low, high;

  g_return_val_if_fail(n >= 4, fit);
  if (isnan(scan(&data, &low, &high)))
    return fit;
  for (guint round = 0; round < ROUNDS; round++) {
    double right = low + GOLDEN * (high - low), left = high - GOLDEN * (high - low);
    if (solve(&data, left, &fit) < solve(&data, right, &fit))
      high = right;
    else
      low = left;
  }
  double residual = solve(&data, 0.5 * (low + high), &fit) / (n - 3.0);
  double variance = residual * inverse_cc(&data, &fit);
  fit.c.error = variance >= 0.0 ? sqrt(variance) : NAN;
  return fit;
}
