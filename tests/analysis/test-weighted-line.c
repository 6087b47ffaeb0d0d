// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/weighted-line.h"

#include <math.h>

#include "base/rng.h"

/* By hand: x = 0 1 2, y = 0 1 3, s = 1 1 1/√2, so that weights are 1 1 2:
 * x̄ = 5/4, ȳ = 7/4, Sxx = 11/4, Sxy = 17/4, χ² = 2/11. */
static void
test_numbers(void)
{
  const double x[] = {0, 1, 2}, y[] = {0, 1, 3}, s[] = {1, 1, sqrt(0.5)};
  WeightedLine line;

  g_assert_true(weighted_line(x, y, s, 3, &line));
  g_assert_cmpfloat_with_epsilon(line.x0, 1.25, 1e-12);
  g_assert_cmpfloat_with_epsilon(line.at_x0.value, 1.75, 1e-12);
  g_assert_cmpfloat_with_epsilon(line.at_x0.error, 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon(line.slope.value, 17.0 / 11.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(line.slope.error, sqrt(4.0 / 11.0), 1e-12);
  g_assert_false(weighted_line(x, y, s, 1, &line));
  g_assert_false(weighted_line((double[]){2, 2, 2}, y, s, 3, &line));
}

/* Without errors the scatter tells them; too small ones are made larger by it. */
static void
test_scatter(void)
{
  double x[200], y[200], small[200];
  WeightedLine line;

  for (guint i = 0; i < 200; i++) {
    double g[4];
    rng_normal4(5, RNG_TEST, 0, i, g);
    x[i] = i;
    y[i] = 3.0 + 0.5 * i + 2.0 * g[0];
    small[i] = 0.01;
  }
  double expected = 2.0 / sqrt(200.0 * (200.0 * 200.0 - 1.0) / 12.0);
  g_assert_true(weighted_line(x, y, NULL, 200, &line));
  g_assert_cmpfloat_with_epsilon(line.slope.value, 0.5, 4.0 * expected);
  g_assert_cmpfloat_with_epsilon(line.slope.error / expected, 1.0, 0.15);
  g_assert_true(weighted_line(x, y, small, 200, &line));
  g_assert_cmpfloat_with_epsilon(line.slope.error / expected, 1.0, 0.15);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/weighted-line/agrees with a line by hand", test_numbers);
  g_test_add_func("/weighted-line/scatter gives the errors", test_scatter);
  return g_test_run();
}
