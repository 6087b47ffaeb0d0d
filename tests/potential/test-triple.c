// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Triplets: forces against differences of the energy, cut-offs, bound terms. */
#include <math.h>

#include "potential/triple.h"
#include "sample-frame.h"

static const TripleTerm SCREENED = {
    .k = 60.0, .theta0 = 1.9106, .rho = 1.0, .cut_a = 3.3, .cut_b = 2.0};

static double
component(Vec3 v, int axis)
{
  return axis == 0 ? v.x : axis == 1 ? v.y : v.z;
}

static Vec3
moved(Vec3 v, int axis, double h)
{
  return vec3_add(v, vec3(axis == 0 ? h : 0, axis == 1 ? h : 0, axis == 2 ? h : 0));
}

static double
difference(const TripleTerm *term, Vec3 a, Vec3 b, gboolean move_a, int axis)
{
  const double h = 1e-4;
  double e[4];
  for (int k = 0; k < 4; k++) {
    double s = h * (k < 2 ? k - 2 : k - 1);
    e[k] = triple_evaluate(term, move_a ? moved(a, axis, s) : a,
                           move_a ? b : moved(b, axis, s))
               .energy;
  }
  return (8.0 * (e[2] - e[1]) - (e[3] - e[0])) / (12.0 * h);
}

static void
check_forces(const TripleTerm *term, Vec3 a, Vec3 b)
{
  TripleForces out = triple_evaluate(term, a, b);
  g_assert_cmpfloat(out.energy, >, 0.0);
  for (int axis = 0; axis < 3; axis++) {
    g_assert_cmpfloat_with_epsilon(component(out.force_a, axis),
                                   -difference(term, a, b, TRUE, axis), 1e-9);
    g_assert_cmpfloat_with_epsilon(component(out.force_b, axis),
                                   -difference(term, a, b, FALSE, axis), 1e-9);
  }
  Vec3 torque = vec3_add(vec3_cross(a, out.force_a), vec3_cross(b, out.force_b));
  g_assert_cmpfloat(vec3_norm(torque), <, 1e-12);
}

static void
test_forces(void)
{
  TripleTerm harmonic = SCREENED;
  harmonic.rho = 0.0;
  const Vec3 arm[][2] = {{{1.6, 0.1, -0.2}, {-0.9, 1.3, 0.2}},
                         {{1.1, 1.1, 0.6}, {-1.2, -0.9, -0.7}},
                         {{2.4, 0.3, 0.0}, {1.3, 0.9, 0.3}}};
  for (guint i = 0; i < G_N_ELEMENTS(arm); i++) {
    check_forces(&SCREENED, arm[i][0], arm[i][1]);
    check_forces(&harmonic, arm[i][0], arm[i][1]);
  }
}

static void
test_cut_offs(void)
{
  Vec3 x = vec3(1, 0, 0), y = vec3(0, 1, 0);
  Vec3 a = vec3_scale(x, 3.2), b = vec3_scale(y, 1.9);
  g_assert_cmpfloat(triple_evaluate(&SCREENED, a, b).energy, >, 0.0);
  g_assert_cmpfloat(triple_evaluate(&SCREENED, vec3_scale(x, 3.31), b).energy, ==, 0.0);
  g_assert_cmpfloat(triple_evaluate(&SCREENED, a, vec3_scale(y, 2.01)).energy, ==, 0.0);
  g_assert_cmpfloat(triple_evaluate(&SCREENED, b, a).energy, ==, 0.0);
}

static TripleTerm
tapered(double width)
{
  TripleTerm term = SCREENED;
  term.taper = width;
  return term;
}

/* Arms inside, in and beyond the taper of either cut-off, 3.3 and 2.0 Å. */
static void
test_tapered_forces(void)
{
  const TripleTerm term = tapered(0.8);
  const Vec3 arm[][2] = {{{1.6, 0.1, -0.2}, {-0.9, 1.3, 0.2}},
                         {{3.1, 0.3, 0.2}, {-0.4, 1.4, 0.3}},
                         {{1.5, 0.2, 0.1}, {0.3, 1.5, 0.4}},
                         {{2.6, 0.6, 0.4}, {-0.2, 1.7, 0.6}}};
  for (guint i = 0; i < G_N_ELEMENTS(arm); i++)
    check_forces(&term, arm[i][0], arm[i][1]);
  Vec3 beyond = vec3(3.3, 0, 0), y = vec3(0, 1.5, 0);
  g_assert_cmpfloat(triple_evaluate(&term, beyond, y).energy, ==, 0.0);
  g_assert_cmpfloat(vec3_norm(triple_evaluate(&term, beyond, y).force_a), ==, 0.0);
}

/* Both ends join to the second derivative; half is left in the middle, and on average. */
static void
test_taper(void)
{
  const double cut = 3.3, width = 0.6, h = 1e-4;
  double sum = 0.0;
  g_assert_cmpfloat_with_epsilon(triple_taper(cut - 0.5 * width, cut, width).s, 0.5,
                                 1e-14);
  for (int k = 0; k < 600; k++) {
    double r = cut - width + width * (k + 0.5) / 600;
    double slope =
        (triple_taper(r + h, cut, width).s - triple_taper(r - h, cut, width).s) /
        (2.0 * h);
    g_assert_cmpfloat_with_epsilon(triple_taper(r, cut, width).slope, slope, 1e-5);
    g_assert_cmpfloat(slope, <=, 0.0);
    sum += triple_taper(r, cut, width).s * width / 600;
  }
  g_assert_cmpfloat_with_epsilon(sum, 0.5 * width, 1e-12);
  for (int side = -1; side <= 1; side += 2) {
    double end = side < 0 ? cut - width : cut, in = end - side * h;
    g_assert_cmpfloat_with_epsilon(triple_taper(end, cut, width).s, side < 0, 1e-14);
    g_assert_cmpfloat(fabs(triple_taper(in, cut, width).slope), <, 1e-5);
    g_assert_cmpfloat(fabs(triple_taper(in, cut, width).slope) / h, <, 0.1);
  }
}

/* Without width it is what is published, to the bit. */
static void
test_no_taper(void)
{
  g_assert_cmpfloat(triple_taper(3.3 - 1e-12, 3.3, 0.0).s, ==, 1.0);
  g_assert_cmpfloat(triple_taper(3.3, 3.3, 0.0).s, ==, 0.0);
  g_assert_cmpfloat(triple_taper(2.0, 3.3, 0.0).slope, ==, 0.0);
}

/* 60/2 (π/2 − 1.9106)² e^{−3.2} */
static void
test_value(void)
{
  TripleForces out = triple_evaluate(&SCREENED, vec3(1.6, 0, 0), vec3(0, 1.6, 0));
  double bend = G_PI / 2.0 - 1.9106;
  g_assert_cmpfloat_with_epsilon(out.energy, 30.0 * bend * bend * exp(-3.2), 1e-14);
}

static void
test_straight(void)
{
  TripleForces out = triple_evaluate(&SCREENED, vec3(1.6, 0, 0), vec3(-1.6, 0, 0));
  g_assert_true(isfinite(vec3_norm(out.force_a)));
  g_assert_cmpfloat(out.force_a.y, ==, 0.0);
}

static void
test_binding(void)
{
  g_autoptr(ForceField) triple = sample_force_field("bmp", "P 2 Na 2 Si 2 O 10");
  g_autoptr(ForceField) leg = sample_force_field("bmp:leg", "P 2 Na 2 Si 2 O 10");
  g_autoptr(ForceField) none = sample_force_field("bmp", "Na 4 O 2");
  const TripleTerm *mixed = triple_find(leg, 3, 2, 0);
  g_assert_nonnull(mixed);
  g_assert_cmpfloat(mixed->k, ==, 120.0);
  g_assert_cmpint(mixed->end_a, ==, 0);
  g_assert_cmpfloat(mixed->cut_a, ==, 2.0);
  g_assert_cmpfloat(mixed->cut_b, ==, 3.3);
  g_assert_cmpfloat(triple_find(triple, 3, 0, 2)->cut_b, ==, 2.0);
  g_assert_null(triple_find(triple, 3, 1, 2));
  g_assert_cmpfloat(triple_reach(triple), ==, 3.3);
  g_autoptr(ForceField) fading = sample_force_field("bmp:tapered", "P 2 Na 2 Si 2 O 10");
  g_assert_cmpfloat(triple_find(fading, 3, 0, 2)->taper, ==, 0.2);
  g_assert_cmpfloat(triple_find(triple, 3, 0, 2)->taper, ==, 0.0);
  g_assert_cmpfloat(triple_reach(fading), ==, 3.3);
  g_assert_cmpint(none->n_triples, ==, 0);
  g_assert_cmpfloat(triple_reach(none), ==, 0.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/triple/forces are the derivative and turn nothing", test_forces);
  g_test_add_func("/triple/each arm has its own cut-off", test_cut_offs);
  g_test_add_func("/triple/right angle has the energy of the formula", test_value);
  g_test_add_func("/triple/tapered forces are the derivative", test_tapered_forces);
  g_test_add_func("/triple/a taper joins smoothly at both ends", test_taper);
  g_test_add_func("/triple/no taper is the published end", test_no_taper);
  g_test_add_func("/triple/straight angle stays finite", test_straight);
  g_test_add_func("/triple/terms are bound to the types that are there", test_binding);
  return g_test_run();
}
