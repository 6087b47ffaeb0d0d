// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/curve.h"

#include <math.h>

#include "base/units.h"

static double
gaussian_slope(double x, double alpha)
{
  return 2.0 * alpha * M_2_SQRTPI * 0.5 * exp(-alpha * alpha * x * x) / x;
}

static double
dsf_shift_slope(double alpha, double r_cut)
{
  return erfc(alpha * r_cut) / (r_cut * r_cut) + gaussian_slope(r_cut, alpha);
}

CurvePoint
curve_coulomb(double r)
{
  double u = UNITS_COULOMB / r;
  return (CurvePoint){u, -u / r};
}

CurvePoint
curve_erfc(double r, double alpha)
{
  double screened = erfc(alpha * r) / r;
  double slope = -screened / r - gaussian_slope(r, alpha);
  return (CurvePoint){UNITS_COULOMB * screened, UNITS_COULOMB * slope};
}

CurvePoint
curve_dsf(double r, double alpha, double r_cut)
{
  CurvePoint p = curve_erfc(r, alpha);
  double s = dsf_shift_slope(alpha, r_cut);
  p.u += UNITS_COULOMB * (s * (r - r_cut) - erfc(alpha * r_cut) / r_cut);
  p.du += UNITS_COULOMB * s;
  return p;
}

double
curve_dsf_self(double alpha, double r_cut)
{
  double constant = erfc(alpha * r_cut) / r_cut + dsf_shift_slope(alpha, r_cut) * r_cut;
  return -UNITS_COULOMB * (alpha * M_2_SQRTPI * 0.5 + 0.5 * constant);
}

CurvePoint
curve_wolf(double r, double r_cut)
{
  CurvePoint p = curve_coulomb(r);
  double inv = 1.0 / r_cut;
  p.u += UNITS_COULOMB * inv * ((r - r_cut) * inv - 1.0);
  p.du += UNITS_COULOMB * inv * inv;
  return p;
}

static CurvePoint
core_term(const PairTerm *pair, double r)
{
  double core = pair->core_b * pow(r, -pair->core_n);
  double bowl = pair->core_d2 * r * r;
  return (CurvePoint){core + bowl, (-pair->core_n * core + 2.0 * bowl) / r};
}

static void
add_morse(CurvePoint *p, const PairTerm *pair, double r)
{
  double x = exp(-pair->morse_a * (r - pair->morse_r0));
  p->u += pair->morse_d * x * (x - 2.0);
  p->du += 2.0 * pair->morse_d * pair->morse_a * (1.0 - x) * x;
}

static void
add_exponential(CurvePoint *p, const PairTerm *pair, double r)
{
  double u = pair->buck_a * exp(-r / pair->buck_rho);
  p->u += u;
  p->du -= u / pair->buck_rho;
}

static void
add_powers(CurvePoint *p, const PairTerm *pair, double r)
{
  double inv = 1.0 / r, inv2 = inv * inv;
  double inv6 = inv2 * inv2 * inv2, inv12 = inv6 * inv6;
  double u6 = -pair->c6 * inv6;
  double u12 = pair->c12 * inv12;
  double u24 = pair->d24 * inv12 * inv12;
  p->u += u6 + u12 + u24;
  p->du -= (6.0 * u6 + 12.0 * u12 + 24.0 * u24) * inv;
}

CurvePoint
curve_short(const PairTerm *pair, double r)
{
  if (pair->r_core > 0.0 && r <= pair->r_core)
    return core_term(pair, r);

  CurvePoint p = {0.0, 0.0};
  if (pair->morse_d != 0.0)
    add_morse(&p, pair, r);
  if (pair->buck_a != 0.0)
    add_exponential(&p, pair, r);
  add_powers(&p, pair, r);
  return p;
}

CurvePoint
curve_smoothed(CurvePoint curve, double r, double r_cut, double gamma2)
{
  double x = r - r_cut;
  double g = exp(-gamma2 / (x * x));
  if (g == 0.0)
    return (CurvePoint){0.0, 0.0};
  double dg = g * 2.0 * gamma2 / (x * x * x);
  return (CurvePoint){curve.u * g, curve.du * g + curve.u * dg};
}
