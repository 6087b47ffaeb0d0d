// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/weighted-line.h"

#include <math.h>

static gboolean
all_known(const double *error, guint n)
{
  for (guint i = 0; error && i < n; i++)
    if (!(error[i] > 0.0) || !isfinite(error[i]))
      return FALSE;
  return error != NULL;
}

gboolean
weighted_line(const double *x, const double *y, const double *error, guint n,
              WeightedLine *line)
{
  gboolean known = all_known(error, n);
  double w = 0.0, x0 = 0.0, y0 = 0.0, xx = 0.0, xy = 0.0, chi2 = 0.0;

  for (guint i = 0; i < n; i++) {
    double weight = known ? 1.0 / (error[i] * error[i]) : 1.0;
    w += weight;
    x0 += weight * x[i];
    y0 += weight * y[i];
  }
  x0 /= w;
  y0 /= w;
  for (guint i = 0; i < n; i++) {
    double weight = known ? 1.0 / (error[i] * error[i]) : 1.0;
    xx += weight * (x[i] - x0) * (x[i] - x0);
    xy += weight * (x[i] - x0) * (y[i] - y0);
  }
  if (n < 2 || !(xx > 0.0))
    return FALSE;
  double slope = xy / xx;
  for (guint i = 0; i < n; i++) {
    double weight = known ? 1.0 / (error[i] * error[i]) : 1.0;
    double rest = y[i] - y0 - slope * (x[i] - x0);
    chi2 += weight * rest * rest;
  }
  double scatter = n > 2 ? chi2 / (n - 2.0) : NAN;
  double factor = known ? sqrt(fmax(scatter, 1.0)) : sqrt(scatter);
  *line = (WeightedLine){x0, {y0, factor / sqrt(w)}, {slope, factor / sqrt(xx)}};
  return TRUE;
}
