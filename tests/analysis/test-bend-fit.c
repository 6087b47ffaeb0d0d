// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/bend-fit.h"

#include <math.h>

#include "base/rng.h"

#define N 40

static double
normal(guint64 seed, guint i)
{
  double g[4];

  rng_normal4(seed, RNG_TEST, 0, i, g);
  return g[0];
}

/* A glass that bends at 900 K between 300 and 1500 K. round: width of the corner in K. */
static void
make(double round, double noise, guint64 seed, double t[N], double y[N])
{
  for (guint i = 0; i < N; i++) {
    t[i] = 300.0 + 1200.0 * i / (N - 1);
    double d = t[i] - 900.0;
    y[i] = -13.0 + 2.6e-4 * d + 1.4e-4 * (0.5 * d + sqrt(0.25 * d * d + round * round)) +
           noise * normal(seed, i);
  }
}

static void
test_exact(void)
{
  double t[N], y[N];
  BendFit fit;

  make(0.0, 0.0, 1, t, y);
  g_assert_true(bend_fit(t, y, N, 1, &fit));
  g_assert_cmpfloat_with_epsilon(fit.t_g.value, 900.0, 0.1);
  g_assert_cmpfloat_with_epsilon(fit.glass.value, 2.6e-4, 1e-8);
  g_assert_cmpfloat_with_epsilon(fit.bend.value, 1.4e-4, 1e-8);
  g_assert_cmpfloat_with_epsilon(fit.y_g, -13.0, 1e-4);
  make(60.0, 0.0, 1, t, y);
  g_assert_true(bend_fit(t, y, N, 1, &fit));
  g_assert_cmpfloat_with_epsilon(fit.t_hyperbola.value, 900.0, 0.5);
  g_assert_cmpfloat_with_epsilon(fit.width, 60.0, 0.5);
}

/* The bootstrap's error is the spread over independent glasses. */
static void
test_errors(void)
{
  const guint n_runs = 30;
  double t[N], y[N], sum = 0.0, sum2 = 0.0, error = 0.0;
  guint inside = 0;
  BendFit fit;

  for (guint run = 0; run < n_runs; run++) {
    make(40.0, 1.5e-3, run + 10, t, y);
    g_assert_true(bend_fit(t, y, N, run, &fit));
    g_assert_true(bend_fit_is_clear(&fit, 300.0, 1500.0));
    sum += fit.t_g.value;
    sum2 += fit.t_g.value * fit.t_g.value;
    error += fit.t_g.error / n_runs;
    inside += fabs(fit.t_g.value - 900.0) < 2.0 * fit.t_g.error;
  }
  double mean = sum / n_runs, sd = sqrt((sum2 - n_runs * mean * mean) / (n_runs - 1));
  g_test_message("Tg %.1f, spread %.1f, error told %.1f, within two of them %u of %u",
                 mean, sd, error, inside, n_runs);
  g_assert_cmpfloat_with_epsilon(mean, 900.0, 4.0 * sd / sqrt(n_runs));
  g_assert_cmpfloat(error / sd, >, 0.75);
  g_assert_cmpfloat(error / sd, <, 1.5);
  g_assert_cmpuint(inside, >=, 26);
}

static void
test_straight(void)
{
  double t[N], y[N];
  guint n_clear = 0;
  BendFit fit;

  for (guint run = 0; run < 20; run++) {
    make(0.0, 0.0, 1, t, y);
    for (guint i = 0; i < N; i++)
      y[i] = 1e-4 * t[i] + 2e-3 * normal(run + 100, i);
    g_assert_true(bend_fit(t, y, N, run, &fit));
    n_clear += bend_fit_is_clear(&fit, 300.0, 1500.0);
  }
  g_assert_cmpuint(n_clear, <=, 2);
  g_assert_false(bend_fit(t, y, 9, 1, &fit));
  for (guint i = 0; i < N; i++)
    t[i] = 300.0;
  g_assert_false(bend_fit(t, y, N, 1, &fit));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bend-fit/finds sharp and rounded corners", test_exact);
  g_test_add_func("/bend-fit/errors are the spread over glasses", test_errors);
  g_test_add_func("/bend-fit/a straight line has no corner", test_straight);
  return g_test_run();
}
