// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/core.h"

#include <math.h>

#include "potential/curve.h"

static PairTerm
tail_of(const PairTerm *pair)
{
  PairTerm tail = *pair;
  tail.r_core = 0.0;
  return tail;
}

static double
tail_second(const PairTerm *pair, double r)
{
  double rho2 = pair->buck_rho * pair->buck_rho;
  return pair->buck_a / rho2 * exp(-r / pair->buck_rho) - 42.0 * pair->c6 / pow(r, 8);
}

static double
tail_third(const PairTerm *pair, double r)
{
  double rho3 = pair->buck_rho * pair->buck_rho * pair->buck_rho;
  return 336.0 * pair->c6 / pow(r, 9) - pair->buck_a / rho3 * exp(-r / pair->buck_rho);
}

/* Inner root of V‴, which is positive at small r; 0 when there is none. */
static double
inner_root(const PairTerm *pair)
{
  const double step = 1e-3;
  double lo = 0.5, hi = lo + step;
  while (hi < 2.0 && tail_third(pair, hi) > 0.0)
    hi += step;
  if (hi >= 2.0 || tail_third(pair, lo) <= 0.0)
    return 0.0;

  lo = hi - step;
  for (int i = 0; i < 60; i++) {
    double mid = 0.5 * (lo + hi);
    if (tail_third(pair, mid) > 0.0)
      lo = mid;
    else
      hi = mid;
  }
  return 0.5 * (lo + hi);
}

/* B and D₂ that give value and slope of the tail at r: with U = core + bowl,
 * 2U − r U′ = (n + 2) B/rⁿ. */
static void
solve(PairTerm *pair, CurvePoint tail, double r, double n)
{
  double core = (2.0 * tail.u - r * tail.du) / (n + 2.0);
  pair->r_core = r;
  pair->core_n = n;
  pair->core_b = core * pow(r, n);
  pair->core_d2 = (tail.u - core) / (r * r);
}

gboolean
core_fit(PairTerm *pair)
{
  g_return_val_if_fail(pair != NULL, FALSE);
  double r = inner_root(pair);
  if (r == 0.0)
    return FALSE;

  /* r² U″ − 2U = (n + 2)(n − 1) B/rⁿ, divided by the relation of value and slope */
  PairTerm joined = *pair, tail = tail_of(pair);
  CurvePoint p = curve_short(&tail, r);
  double steep = 2.0 * p.u - r * p.du;
  double n = 1.0 + (r * r * tail_second(pair, r) - 2.0 * p.u) / steep;
  solve(&joined, p, r, n);
  if (!(joined.core_b > 0.0 && n > 0.0))
    return FALSE;
  *pair = joined;
  return TRUE;
}

gboolean
core_join(PairTerm *pair, double r_core, double n)
{
  g_return_val_if_fail(pair != NULL && r_core > 0.0 && n > 0.0, FALSE);
  PairTerm joined = *pair, tail = tail_of(pair);
  solve(&joined, curve_short(&tail, r_core), r_core, n);
  if (!(joined.core_b > 0.0))
    return FALSE;
  *pair = joined;
  return TRUE;
}

double
core_mismatch(const PairTerm *pair)
{
  g_return_val_if_fail(pair != NULL && pair->r_core > 0.0, INFINITY);
  PairTerm tail = tail_of(pair);
  CurvePoint in = curve_short(pair, pair->r_core);
  CurvePoint out = curve_short(&tail, pair->r_core);
  return MAX(fabs(in.u - out.u) / fabs(out.u), fabs(in.du - out.du) / fabs(out.du));
}
