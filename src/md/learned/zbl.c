// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/zbl.h"

#include <math.h>

#include "base/units.h"

/* 1/0.46848 Å as it is written in tables */
static const double INVERSE_LENGTH = 2.134563;

/* Å, H … Pu */
static const double RADIUS[94] = {
    0.32, 0.46, 1.20, 0.94, 0.77, 0.75, 0.71, 0.63, 0.64, 0.67, 1.40, 1.25, 1.13, 1.04,
    1.10, 1.02, 0.99, 0.96, 1.76, 1.54, 1.33, 1.22, 1.21, 1.10, 1.07, 1.04, 1.00, 0.99,
    1.01, 1.09, 1.12, 1.09, 1.15, 1.10, 1.14, 1.17, 1.89, 1.67, 1.47, 1.39, 1.32, 1.24,
    1.15, 1.13, 1.13, 1.08, 1.15, 1.23, 1.28, 1.26, 1.26, 1.23, 1.32, 1.31, 2.09, 1.76,
    1.62, 1.47, 1.58, 1.57, 1.56, 1.55, 1.51, 1.52, 1.51, 1.50, 1.49, 1.49, 1.48, 1.53,
    1.46, 1.37, 1.31, 1.23, 1.18, 1.16, 1.11, 1.12, 1.13, 1.32, 1.30, 1.30, 1.36, 1.31,
    1.38, 1.42, 2.01, 1.81, 1.67, 1.58, 1.52, 1.53, 1.54, 1.55};

Zbl
zbl_universal(int a, int b, double inner, double outer)
{
  return (Zbl){
      .inner = inner,
      .outer = outer,
      .charges = UNITS_COULOMB * a * b,
      .inverse_a = (pow(a, 0.23) + pow(b, 0.23)) * INVERSE_LENGTH,
      .c = {0.18175, 0.50986, 0.28022, 0.02817},
      .d = {3.1998, 0.94229, 0.4029, 0.20162},
  };
}

double
zbl_covalent_radius(int number)
{
  return 4.0 / 3.0 * RADIUS[CLAMP(number, 1, 94) - 1];
}

Zbl
zbl_by_radii(int a, int b, double factor, double outer, double inner_share)
{
  double r = fmin(outer, factor * (zbl_covalent_radius(a) + zbl_covalent_radius(b)));

  return zbl_universal(a, b, inner_share * r, r);
}

double
zbl_energy(const Zbl *zbl, double r, double *slope)
{
  double x = r * zbl->inverse_a, phi = 0.0, d_phi = 0.0, s = 1.0, d_s = 0.0;

  *slope = 0.0;
  if (r >= zbl->outer)
    return 0.0;
  for (int k = 0; k < 4; k++) {
    double term = zbl->c[k] * exp(-zbl->d[k] * x);
    phi += term;
    d_phi -= zbl->d[k] * term;
  }
  if (r > zbl->inner) {
    double k = G_PI / (zbl->outer - zbl->inner), angle = k * (r - zbl->inner);
    s = 0.5 + 0.5 * cos(angle);
    d_s = -0.5 * k * sin(angle);
  }
  double u = zbl->charges * phi / r;
  *slope = (zbl->charges * d_phi * zbl->inverse_a - u) / r * s + u * d_s;
  return u * s;
}
