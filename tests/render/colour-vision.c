// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "colour-vision.h"

#include <glib.h>
#include <math.h>

static double
to_linear(double c)
{
  return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double
cie_f(double t)
{
  return t > 216.0 / 24389.0 ? cbrt(t) : (24389.0 / 27.0 * t + 16.0) / 116.0;
}

static void
to_lab(const double rgb[3], double lab[3])
{
  double x = 0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2];
  double y = 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  double z = 0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2];
  double fx = cie_f(x / 0.9505), fy = cie_f(y), fz = cie_f(z / 1.0890);

  lab[0] = 116.0 * fy - 16.0;
  lab[1] = 500.0 * (fx - fy);
  lab[2] = 200.0 * (fy - fz);
}

/* Linear light. */
static void
seen_by(int vision, const float rgb[3], double out[3])
{
  static const double matrix[3][9] = {
      {0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116,
       1.051998},
      {0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.011820, 0.042940,
       0.968881},
      {1, 0, 0, 0, 1, 0, 0, 0, 1},
  };
  double in[3] = {to_linear(rgb[0]), to_linear(rgb[1]), to_linear(rgb[2])};

  for (int k = 0; k < 3; k++) {
    const double *m = matrix[vision] + 3 * k;
    out[k] = CLAMP(m[0] * in[0] + m[1] * in[1] + m[2] * in[2], 0.0, 1.0);
  }
}

void
lab_seen_by(int vision, const float rgb[3], double lab[3])
{
  double seen[3];

  seen_by(vision, rgb, seen);
  to_lab(seen, lab);
}

double
lab_distance(const double a[3], const double b[3])
{
  return sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) +
              (a[2] - b[2]) * (a[2] - b[2]));
}

double
least_lab_distance(const float a[3], const float b[3])
{
  double least = INFINITY, lab[2][3];

  for (int vision = 0; vision < N_VISIONS; vision++) {
    lab_seen_by(vision, a, lab[0]);
    lab_seen_by(vision, b, lab[1]);
    least = fmin(least, lab_distance(lab[0], lab[1]));
  }
  return least;
}
