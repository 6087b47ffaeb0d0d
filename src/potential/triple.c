// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/triple.h"

#include <math.h>

const TripleTerm *
triple_find(const ForceField *ff, int centre, int a, int b)
{
  int low = MIN(a, b), high = MAX(a, b);
  for (guint i = 0; i < ff->n_triples; i++) {
    const TripleTerm *term = &ff->triple[i];
    if (term->centre == centre && term->end_a == low && term->end_b == high)
      return term;
  }
  return NULL;
}

double
triple_reach(const ForceField *ff)
{
  double reach = 0.0;
  for (guint i = 0; i < ff->n_triples; i++)
    reach = MAX(reach, MAX(ff->triple[i].cut_a, ff->triple[i].cut_b));
  return reach;
}

TripleTaper
triple_taper(double r, double cut, double taper)
{
  if (r >= cut)
    return (TripleTaper){0.0, 0.0};
  if (r <= cut - taper)
    return (TripleTaper){1.0, 0.0};

  double x = (r - cut) / taper + 1.0, rest = 1.0 - x;
  return (TripleTaper){1.0 - x * x * x * (10.0 - 15.0 * x + 6.0 * x * x),
                       -30.0 * x * x * rest * rest / taper};
}

/* −dU/d(arm) from the slopes along the arm (unit vector u, length r) and across it, in
 * the direction in which the angle opens. */
static Vec3
arm_force(Vec3 u, Vec3 across, double r, double radial, double angular)
{
  return vec3_add(vec3_scale(u, -radial), vec3_scale(across, -angular / r));
}

TripleForces
triple_evaluate(const TripleTerm *term, Vec3 arm_a, Vec3 arm_b)
{
  TripleForces out = {0};
  double ra = vec3_norm(arm_a), rb = vec3_norm(arm_b);
  TripleTaper ta = triple_taper(ra, term->cut_a, term->taper);
  TripleTaper tb = triple_taper(rb, term->cut_b, term->taper);
  if (ta.s <= 0.0 || tb.s <= 0.0)
    return out;

  Vec3 ua = vec3_scale(arm_a, 1.0 / ra), ub = vec3_scale(arm_b, 1.0 / rb);
  double cosine = vec3_dot(ua, ub), sine = vec3_norm(vec3_cross(ua, ub));
  double bend = atan2(sine, cosine) - term->theta0;
  double screen = term->rho > 0.0 ? exp(-(ra + rb) / term->rho) : 1.0;
  double whole = 0.5 * term->k * bend * bend * screen;
  out.energy = whole * ta.s * tb.s;

  double radial = term->rho > 0.0 ? -out.energy / term->rho : 0.0;
  double angular = term->k * bend * screen * ta.s * tb.s;
  double scale = sine > 1e-12 ? 1.0 / sine : 0.0;
  Vec3 open_a = vec3_scale(vec3_sub(vec3_scale(ua, cosine), ub), scale);
  Vec3 open_b = vec3_scale(vec3_sub(vec3_scale(ub, cosine), ua), scale);
  out.force_a = arm_force(ua, open_a, ra, radial + whole * ta.slope * tb.s, angular);
  out.force_b = arm_force(ub, open_b, rb, radial + whole * tb.slope * ta.s, angular);
  return out;
}
