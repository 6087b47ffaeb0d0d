// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/block-mean.h"

#include <math.h>

#include "base/rng.h"

static double
normal(guint64 seed, guint step)
{
  double g[4];

  rng_normal4(seed, RNG_TEST, step, 0, g);
  return g[0];
}

static void
test_mean(void)
{
  g_autoptr(BlockMean) mean = block_mean_new(2);
  double out[2];

  for (guint k = 0; k < 1001; k++)
    block_mean_add(mean, (double[]){k, -2.0 * k});
  g_assert_cmpuint(block_mean_n_samples(mean), ==, 1001);
  block_mean_get(mean, -1, 0, 2, out);
  g_assert_cmpfloat_with_epsilon(out[0], 500.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(out[1], -1000.0, 1e-9);
  g_assert_cmpuint(block_mean_n_blocks(mean), ==, 15);
  /* blocks of 64: without the first one the mean of 64 … 959 */
  block_mean_get(mean, 0, 1, 1, out);
  g_assert_cmpfloat_with_epsilon(out[0], -1023.0, 1e-9);
  block_mean_clear(mean);
  block_mean_add(mean, (double[]){3.0, 4.0});
  block_mean_get(mean, -1, 0, 2, out);
  g_assert_cmpfloat(out[0], ==, 3.0);
  g_assert_true(isnan(block_mean_error(mean, 0)));
}

/* A chain x′ = φ x + noise has the error σ √((1 + φ)/(1 − φ)/n), three times that of
 * independent samples for φ = 0.8. */
static void
test_error(void)
{
  const double phi = 0.8;
  const guint n = 4000, n_runs = 60;
  double ratio = 0.0;

  for (guint run = 0; run < n_runs; run++) {
    g_autoptr(BlockMean) mean = block_mean_new(1);
    double x = normal(run, n);
    for (guint k = 0; k < n; k++) {
      x = phi * x + sqrt(1.0 - phi * phi) * normal(run, k);
      block_mean_add(mean, &x);
    }
    ratio += block_mean_error(mean, 0) / sqrt((1.0 + phi) / (1.0 - phi) / n) / n_runs;
  }
  g_test_message("block error over true error %.3f", ratio);
  /* a little more: Student's t, and the larger one of two estimates */
  g_assert_cmpfloat(ratio, >, 0.95);
  g_assert_cmpfloat(ratio, <, 1.3);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/block-mean/means are those of all samples", test_mean);
  g_test_add_func("/block-mean/errors know of correlation", test_error);
  return g_test_run();
}
