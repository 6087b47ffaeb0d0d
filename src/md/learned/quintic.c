// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/quintic.h"

#include <stddef.h>

#include "md/learned/lanes.h"

QuinticTaps
quintic_value(double t)
{
  double t3 = t * t * t, t4 = t3 * t, t5 = t4 * t;

  return (QuinticTaps){
      {1.0 - 10.0 * t3 + 15.0 * t4 - 6.0 * t5, t - 6.0 * t3 + 8.0 * t4 - 3.0 * t5,
       0.5 * t * t - 1.5 * t3 + 1.5 * t4 - 0.5 * t5, 10.0 * t3 - 15.0 * t4 + 6.0 * t5,
       -4.0 * t3 + 7.0 * t4 - 3.0 * t5, 0.5 * t3 - t4 + 0.5 * t5}};
}

QuinticTaps
quintic_slope(double t, double h)
{
  double f = 1.0 / h, t2 = t * t, t3 = t2 * t, t4 = t3 * t;

  return (QuinticTaps){
      {f * (-30.0 * t2 + 60.0 * t3 - 30.0 * t4),
       f * (1.0 - 18.0 * t2 + 32.0 * t3 - 15.0 * t4),
       f * (t - 4.5 * t2 + 6.0 * t3 - 2.5 * t4), f * (30.0 * t2 - 60.0 * t3 + 30.0 * t4),
       f * (-12.0 * t2 + 28.0 * t3 - 15.0 * t4), f * (1.5 * t2 - 4.0 * t3 + 2.5 * t4)}};
}

WIDE_LOOPS void
quintic_combine(int width, int stride, const double *row, const QuinticTaps *taps,
                double *restrict to)
{
  const double *w = taps->weight;
  size_t s = stride;

  for (int k = 0; k < width; k++)
    to[k] = w[0] * row[k] + w[1] * row[s + k] + w[2] * row[2 * s + k] +
            w[3] * row[3 * s + k] + w[4] * row[4 * s + k] + w[5] * row[5 * s + k];
}
