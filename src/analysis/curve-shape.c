// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/curve-shape.h"

static void
average(const double *y, guint n, guint half, double *out)
{
  for (guint i = 0; i < n; i++) {
    guint from = i > half ? i - half : 0, to = MIN(i + half, n - 1);
    out[i] = 0.0;
    for (guint k = from; k <= to; k++)
      out[i] += y[k] / (to - from + 1);
  }
}

void
curve_smooth(const double *y, guint n, guint half, double *out)
{
  g_autofree double *once = g_new(double, n);

  average(y, n, half, once);
  average(once, n, half, out);
}

static gboolean
is_highest(const double *y, guint n, guint bin, guint reach)
{
  guint from = bin > reach ? bin - reach : 0, to = MIN(bin + reach, n - 1);

  for (guint k = from; k <= to; k++)
    if (y[k] > y[bin])
      return FALSE;
  return TRUE;
}

int
curve_first_peak(const double *y, guint n, guint reach, double least)
{
  for (guint i = 1; i + 1 < n; i++)
    if (y[i] > 0.0 && y[i] >= least && is_highest(y, n, i, reach))
      return (int)i;
  return -1;
}

int
curve_first_minimum(const double *y, guint n, guint peak, guint reach, double fraction)
{
  for (guint i = peak + 1; i + 1 < n; i++) {
    gboolean lowest = y[i] < fraction * y[peak];
    for (guint k = i + 1; lowest && k <= MIN(i + reach, n - 1); k++)
      lowest = y[k] >= y[i];
    if (lowest)
      return (int)i;
  }
  return -1;
}

double
curve_refine_peak(const double *y, guint n, guint bin)
{
  if (bin == 0 || bin + 1 >= n)
    return bin;
  double curvature = y[bin - 1] - 2.0 * y[bin] + y[bin + 1];
  if (curvature >= 0.0)
    return bin;
  return bin + 0.5 * (y[bin - 1] - y[bin + 1]) / curvature;
}
