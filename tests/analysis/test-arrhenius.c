// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/arrhenius.h"

#include <math.h>

#include "base/units.h"
#include "walkers.h"

static DiffusionPoint
point_at(guint epoch, double temperature, double d, double error)
{
  return (DiffusionPoint){.d = d,
                          .error = error,
                          .diffusive = error > 0.0,
                          .temperature = temperature,
                          .duration = 100.0,
                          .epoch = epoch};
}

static void
add(Arrhenius *arrhenius, guint epoch, double temperature, double d, double error)
{
  DiffusionPoint point = point_at(epoch, temperature, d, error);

  arrhenius_update(arrhenius, &point);
}

static void
test_exact_line(void)
{
  g_autoptr(Arrhenius) arrhenius = arrhenius_new();
  double e_a, error;

  for (guint i = 0; i < 5; i++) {
    double temperature = 900.0 + 200.0 * i;
    double d = 25.0 * exp(-0.62 / (UNITS_KB * temperature));
    add(arrhenius, i, temperature, d, 0.05 * d);
  }
  g_assert_true(arrhenius_fit(arrhenius, &e_a, &error));
  g_assert_cmpfloat_with_epsilon(e_a, 0.62, 1e-10);
  g_assert_cmpfloat(error, >, 0.0);
  g_autoptr(Chart) chart = arrhenius_chart(arrhenius);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "D0_A2_per_ps", "", NULL), 25.0,
                                 1e-8);
}

/* numpy: weighted least squares of four points, χ²_red = 0.467 */
static void
test_reference(void)
{
  g_autoptr(Arrhenius) arrhenius = arrhenius_new();
  double e_a, error;

  add(arrhenius, 0, 1000.0, 0.02, 0.002);
  g_assert_false(arrhenius_fit(arrhenius, &e_a, &error));
  add(arrhenius, 1, 1200.0, 0.075, 0.005);
  g_assert_true(arrhenius_fit(arrhenius, &e_a, &error));
  g_assert_cmpfloat_with_epsilon(e_a, 0.6834006338473442, 1e-10);
  g_assert_cmpfloat_with_epsilon(error, 0.062140473867804746, 1e-10);
  add(arrhenius, 2, 1500.0, 0.31, 0.03);
  add(arrhenius, 3, 2000.0, 1.05, 0.05);
  g_assert_true(arrhenius_fit(arrhenius, &e_a, &error));
  g_assert_cmpfloat_with_epsilon(e_a, 0.6823726368037156, 1e-10);
  g_assert_cmpfloat_with_epsilon(error, 0.01583818073615242, 1e-10);
  g_autoptr(Chart) chart = arrhenius_chart(arrhenius);
  g_assert_cmpstr(chart->value, ==, "E_a = 0.682 ± 0.016 eV");
  g_assert_false(chart->bound);
  g_assert_cmpint(chart->level, ==, VERDICT_GOOD);
  /* n = 4: t with two degrees of freedom */
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "E_a_95_eV", "", NULL),
                                 4.303 * 0.01583818073615242, 1e-9);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "chi2_reduced", "", NULL),
                                 0.46731729190411425, 1e-9);
}

/* Points that scatter more than their errors say widen the error. */
static void
test_scatter(void)
{
  g_autoptr(Arrhenius) tight = arrhenius_new(), loose = arrhenius_new();
  static const double off[] = {1.3, 0.7, 1.4, 0.75};
  double e_a, small, large;

  for (guint i = 0; i < 4; i++) {
    double temperature = 1000.0 + 300.0 * i;
    double d = exp(-0.5 / (UNITS_KB * temperature));
    add(tight, i, temperature, d, 0.02 * d);
    add(loose, i, temperature, d * off[i], 0.02 * d * off[i]);
  }
  g_assert_true(arrhenius_fit(tight, &e_a, &small));
  g_assert_true(arrhenius_fit(loose, &e_a, &large));
  g_assert_cmpfloat(large, >, 5.0 * small);
}

static void
test_bounds(void)
{
  g_autoptr(Arrhenius) arrhenius = arrhenius_new();
  double e_a, error;

  add(arrhenius, 0, 1500.0, 0.3, NAN);
  g_autoptr(Chart) one = arrhenius_chart(arrhenius);
  g_assert_cmpstr(one->verdict, ==, "one temperature so far");
  add(arrhenius, 1, 2500.0, 1.5, NAN);
  g_assert_false(arrhenius_fit(arrhenius, &e_a, &error));
  g_autoptr(Chart) two = arrhenius_chart(arrhenius);
  g_assert_cmpstr(two->value, ==, "E_a ≈ 0.52 eV · 0 of 2 temperatures diffusive");
  g_assert_true(two->bound);
  g_assert_cmpstr(two->verdict, ==, "preliminary");
  g_assert_cmpint(two->level, ==, VERDICT_NOTICE);
  g_assert_true(isnan(walkers_scalar(two, "E_a_eV", "", NULL)));

  /* solid points alone make the line; the bound stays out */
  add(arrhenius, 2, 1000.0, 0.02, 0.002);
  add(arrhenius, 3, 1200.0, 0.075, 0.005);
  g_assert_true(arrhenius_fit(arrhenius, &e_a, &error));
  g_assert_cmpfloat_with_epsilon(e_a, 0.6834006338473442, 1e-10);
}

static void
test_same_epoch(void)
{
  g_autoptr(Arrhenius) arrhenius = arrhenius_new();

  for (guint i = 0; i < 50; i++)
    add(arrhenius, 7, 1500.0, 0.3 + 0.001 * i, 0.02);
  g_autoptr(Chart) chart = arrhenius_chart(arrhenius);
  const Series *series = walkers_series(chart, "D");
  g_assert_cmpuint(series->n, ==, 1);
  g_assert_cmpfloat_with_epsilon(series->y[0], 0.349e-4, 1e-12);
  g_assert_cmpfloat_with_epsilon(series->x[0], 1000.0 / 1500.0, 1e-12);
}

/* Moving a slider leaves no trail of bounds from a few steps each. */
static void
test_brief(void)
{
  g_autoptr(Arrhenius) arrhenius = arrhenius_new();

  for (guint i = 0; i < 10; i++) {
    DiffusionPoint point = point_at(i, 1500.0 + 50.0 * i, 0.5, NAN);
    point.duration = 0.4;
    arrhenius_update(arrhenius, &point);
  }
  g_autoptr(Chart) chart = arrhenius_chart(arrhenius);
  g_assert_cmpuint(walkers_series(chart, "not yet diffusive")->n, ==, 1);
}

static void
test_lines(void)
{
  g_autoptr(Arrhenius) arrhenius = arrhenius_new();
  double e_a, error;
  guint n_ghosts = 0;

  add(arrhenius, 0, 1000.0, 0.02, 0.002);
  add(arrhenius, 1, 1200.0, 0.075, 0.005);
  arrhenius_begin_line(arrhenius);
  g_assert_false(arrhenius_fit(arrhenius, &e_a, &error));
  g_autoptr(Chart) chart = arrhenius_chart(arrhenius);
  for (guint i = 0; i < chart->series->len; i++)
    n_ghosts += ((Series *)g_ptr_array_index(chart->series, i))->ghost;
  g_assert_cmpuint(n_ghosts, ==, 2);
  g_assert_null(walkers_series(chart, "D"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/arrhenius/an exact line gives back its energy", test_exact_line);
  g_test_add_func("/arrhenius/agrees with weighted least squares", test_reference);
  g_test_add_func("/arrhenius/scatter widens the error", test_scatter);
  g_test_add_func("/arrhenius/bounds stay out of the fit", test_bounds);
  g_test_add_func("/arrhenius/an epoch has one point", test_same_epoch);
  g_test_add_func("/arrhenius/brief epochs leave no bounds", test_brief);
  g_test_add_func("/arrhenius/another line keeps the old one as a ghost", test_lines);
  return g_test_run();
}
