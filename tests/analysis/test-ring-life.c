// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-life.h"

#include <math.h>

#include "base/rng.h"

/* Ten rings: two die in the bin up to 0.1 ps, one is cut off there; three die in the bin
 * up to 1 ps, two are cut off; two live on. By hand: 1 − 2/9.5, then · (1 − 3/6). */
static void
test_table(void)
{
  double time[RING_LIFE_BINS], survival[RING_LIFE_BINS], error[RING_LIFE_BINS];
  RingLife life = {0};
  RingAges alive = {0};

  for (guint k = 0; k < 5; k++)
    ring_life_add_death(&life, k < 2 ? 0.09 : 0.9);
  ring_ages_add(&alive, 0.095);
  ring_ages_add(&alive, 0.81);
  ring_ages_add(&alive, 0.99);
  ring_ages_add(&alive, 25.0);
  ring_ages_add(&alive, 30.0);
  guint n = ring_life_survival(&life, &alive, time, survival, error);
  g_assert_cmpuint(n, ==, 36); /* up to 31.6 ps */
  g_assert_cmpfloat_with_epsilon(time[10], 0.1, 1e-12);
  g_assert_cmpfloat_with_epsilon(survival[9], 1.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(survival[10], 7.5 / 9.5, 1e-12);
  g_assert_cmpfloat_with_epsilon(survival[20], 7.5 / 9.5 * 0.5, 1e-12);
  g_assert_cmpfloat_with_epsilon(survival[35], 7.5 / 9.5 * 0.5, 1e-12);
  double greenwood = 2.0 / (9.5 * 7.5) + 3.0 / (6.0 * 3.0);
  g_assert_cmpfloat_with_epsilon(error[20], survival[20] * sqrt(greenwood), 1e-12);
}

/* Rings that forget their age, each watched for 3 ps from its birth. */
static void
test_exponential(void)
{
  double time[RING_LIFE_BINS], survival[RING_LIFE_BINS], error[RING_LIFE_BINS], sigma;
  const double mean = 2.0, window = 3.0;
  RingLife life = {0};
  RingAges alive = {0};

  for (guint k = 0; k < 20000; k++) {
    double u[4];
    rng_uniform4(5, RNG_TEST, 0, k, u);
    double age = -mean * log(u[0]);
    life.watched += MIN(age, window);
    if (age < window)
      ring_life_add_death(&life, age);
    else
      ring_ages_add(&alive, window);
  }
  double tau = ring_life_tau(&life, &sigma);
  g_assert_cmpfloat(fabs(tau - mean), <, 3.0 * sigma);
  g_assert_cmpfloat(sigma, <, 0.03);
  guint n = ring_life_survival(&life, &alive, time, survival, error);
  for (guint k = 0; k < n && time[k] < window; k++)
    g_assert_cmpfloat(fabs(survival[k] - exp(-time[k] / mean)), <, 3.5 * error[k] + 1e-3);
}

static void
test_nothing(void)
{
  RingLife life = {.watched = 12.0};
  double error;

  g_assert_true(isnan(ring_life_tau(&life, &error)));
  g_assert_true(isnan(error));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ring-life/the life table is the one by hand", test_table);
  g_test_add_func("/ring-life/a window does not bias it", test_exponential);
  g_test_add_func("/ring-life/without a death nothing is said", test_nothing);
  return g_test_run();
}
