// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/stretched-fit.h"

#include <math.h>

#define N 30

static void
test_exact(void)
{
  static const struct {
    double a, tau, beta;
  } truth[] = {{0.83, 6.3, 0.62}, {1.0, 0.9, 1.0}, {0.4, 30.0, 0.35}, {0.95, 3.0, 1.8}};
  double t[N], f[N];
  StretchedFit fit;

  for (guint i = 0; i < G_N_ELEMENTS(truth); i++) {
    for (guint k = 0; k < N; k++) {
      t[k] = 0.3 * pow(1.2, k);
      f[k] = truth[i].a * exp(-pow(t[k] / truth[i].tau, truth[i].beta));
    }
    g_assert_true(stretched_fit(t, f, N, &fit));
    g_assert_cmpfloat_with_epsilon(fit.amplitude, truth[i].a, 1e-6);
    g_assert_cmpfloat_with_epsilon(fit.tau / truth[i].tau, 1.0, 1e-6);
    g_assert_cmpfloat_with_epsilon(fit.beta, truth[i].beta, 1e-6);
    g_assert_cmpfloat_with_epsilon(stretched_fit_value(&fit, t[9]), f[9], 1e-7);
  }
}

/* scipy.optimize.curve_fit of the same noisy points, t from 0.5 to 40 evenly in ln t. */
static void
test_noisy(void)
{
  static const double f[N] = {0.666207, 0.647358, 0.643473, 0.634450, 0.624793, 0.596582,
                              0.570851, 0.548253, 0.542140, 0.528397, 0.491054, 0.451204,
                              0.428179, 0.427102, 0.385720, 0.338368, 0.326450, 0.287068,
                              0.263881, 0.237095, 0.207253, 0.193232, 0.161569, 0.132276,
                              0.119958, 0.103788, 0.060788, 0.058587, 0.037528, 0.033997};
  double t[N];
  StretchedFit fit;

  for (guint k = 0; k < N; k++)
    t[k] = 0.5 * pow(80.0, k / (N - 1.0));
  g_assert_true(stretched_fit(t, f, N, &fit));
  g_assert_cmpfloat_with_epsilon(fit.amplitude, 0.8168574960048243, 1e-6);
  g_assert_cmpfloat_with_epsilon(fit.tau, 6.395187114102252, 1e-5);
  g_assert_cmpfloat_with_epsilon(fit.beta, 0.6393819942443842, 1e-6);
  g_assert_cmpfloat_with_epsilon(fit.rms, 0.008540272026373398, 1e-9);
}

static void
test_mean_time(void)
{
  StretchedFit exponential = {1.0, 2.5, 1.0, 0.0}, half = {1.0, 2.5, 0.5, 0.0};

  g_assert_cmpfloat_with_epsilon(stretched_fit_mean_time(&exponential), 2.5, 1e-12);
  /* Γ(2)/0.5 */
  g_assert_cmpfloat_with_epsilon(stretched_fit_mean_time(&half), 5.0, 1e-12);
}

static void
test_crossing(void)
{
  static const double t[] = {1.0, 10.0, 100.0}, f[] = {0.9, 0.5, 0.1};

  g_assert_cmpfloat_with_epsilon(stretched_fit_crossing(t, f, 3, 0.3), pow(10.0, 1.5),
                                 1e-9);
  g_assert_true(isnan(stretched_fit_crossing(t, f, 3, 0.05)));
}

static void
test_refuses(void)
{
  static const double t[] = {1.0, 2.0, 4.0, 8.0, 16.0};
  static const double flat[] = {0.5, 0.5, 0.5, 0.5, 0.5};
  static const double rising[] = {0.1, 0.2, 0.4, 0.6, 0.9};
  StretchedFit fit;

  g_assert_false(stretched_fit(t, flat, 5, &fit));
  g_assert_false(stretched_fit(t, rising, 5, &fit));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/stretched-fit/an exact curve gives its own parameters", test_exact);
  g_test_add_func("/stretched-fit/noisy points agree with scipy", test_noisy);
  g_test_add_func("/stretched-fit/the mean time is the integral", test_mean_time);
  g_test_add_func("/stretched-fit/a level is crossed on a line in ln t", test_crossing);
  g_test_add_func("/stretched-fit/what does not decay is refused", test_refuses);
  return g_test_run();
}
