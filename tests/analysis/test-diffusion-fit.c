// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/diffusion-fit.h"

#include <math.h>

#include "analysis/msd-sums.h"
#include "base/rng.h"

#define N_WALKERS 20
#define N_SAMPLES 600
#define N_RUNS    250
#define SIGMA     0.5 /* per direction and sample */

static void
test_exact_line(void)
{
  static const double lag[] = {0.4, 0.5, 0.9, 2.0, 3.5, 8.0};
  double weight[6], offset[6], d = 0.0, c = 0.0;

  diffusion_fit_weights(lag, 6, weight, offset);
  for (guint k = 0; k < 6; k++) {
    double m = 6.0 * 0.37 * lag[k] + 1.9;
    d += weight[k] * m;
    c += offset[k] * m;
  }
  g_assert_cmpfloat_with_epsilon(d, 0.37, 1e-12);
  g_assert_cmpfloat_with_epsilon(c, 1.9, 1e-11);
}

/* Against dense generalised least squares with Cov(m_i/t_i, m_j/t_j) = min(t_i, t_j). */
static void
test_reference_weights(void)
{
  static const double lag[] = {1.0, 2.0, 3.0, 5.0, 8.0};
  static const double reference[] = {-0.1221419975932611, 0.09626955475330924,
                                     0.019253910950661857, 0.004813477737665458,
                                     0.0018050541516245495};
  double weight[5];

  diffusion_fit_weights(lag, 5, weight, NULL);
  for (guint k = 0; k < 5; k++)
    g_assert_cmpfloat_with_epsilon(weight[k], reference[k], 1e-14);
}

static void
test_slope(void)
{
  static const double lag[] = {0.1, 0.3, 0.7, 4.0};
  double weight[4], slope = 0.0;

  diffusion_fit_slope_weights(lag, 4, weight);
  for (guint k = 0; k < 4; k++)
    slope += weight[k] * log(2.5 * pow(lag[k], 0.63));
  g_assert_cmpfloat_with_epsilon(slope, 0.63, 1e-12);
}

/* t quantiles at 0.8413447 of a table, times 1/√1 */
static void
test_student(void)
{
  g_assert_cmpfloat_with_epsilon(diffusion_fit_student(1), 1.837, 0.03);
  g_assert_cmpfloat_with_epsilon(diffusion_fit_student(2), 1.321, 0.01);
  g_assert_cmpfloat_with_epsilon(diffusion_fit_student(3), 1.197, 0.004);
  g_assert_cmpfloat_with_epsilon(diffusion_fit_student(10), 1.053, 0.001);
}

static MsdSums *
walk(guint64 seed)
{
  const MsdGroup group = {0, N_WALKERS};
  MsdSums *sums = msd_sums_new(&group, 1);
  float xyz[3 * N_WALKERS] = {0};
  double normal[4];

  for (guint t = 0; t < N_SAMPLES; t++) {
    for (guint i = 0; i < N_WALKERS; i++) {
      rng_normal4(seed, RNG_TEST, t, i, normal);
      for (guint c = 0; c < 3; c++)
        xyz[c * N_WALKERS + i] += (float)(SIGMA * normal[c]);
    }
    msd_sums_add(sums, xyz);
  }
  return sums;
}

/* D over lags 16 … 200 samples of 1 ps */
static Estimate
fit(const MsdSums *sums)
{
  double lag[64], weight[64];
  const double *row[64];
  guint n = 0;

  for (guint k = 15; lag_ladder_samples(k) <= 200; k++) {
    lag[n] = (double)lag_ladder_samples(k);
    row[n++] = sums->sum[k];
  }
  diffusion_fit_weights(lag, n, weight, NULL);
  for (guint k = 0; k < n; k++)
    weight[k] /= (double)sums->n_pairs[15 + k];
  return diffusion_fit_jackknife(weight, row, n, N_WALKERS);
}

/* 250 runs: one error holds the truth in 68 % of them (binomial deviation 3 %), two
 * errors in 95 % (1.4 %). */
static void
test_coverage(void)
{
  double truth = 0.5 * SIGMA * SIGMA, mean = 0.0;
  guint one = 0, two = 0;

  for (guint run = 0; run < N_RUNS; run++) {
    g_autoptr(MsdSums) sums = walk(run + 1);
    Estimate d = fit(sums);
    double off = fabs(d.value - truth) / d.error;
    one += off < 1.0;
    two += off < 2.0;
    mean += d.value / N_RUNS;
  }
  g_test_message("coverage %g %g, mean %g of %g", one / (double)N_RUNS,
                 two / (double)N_RUNS, mean, truth);
  g_assert_cmpfloat(one, >, 0.60 * N_RUNS);
  g_assert_cmpfloat(one, <, 0.76 * N_RUNS);
  g_assert_cmpfloat(two, >, 0.90 * N_RUNS);
  g_assert_cmpfloat(two, <, 0.99 * N_RUNS);
  g_assert_cmpfloat_with_epsilon(mean / truth, 1.0, 0.02);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/diffusion-fit/a straight line gives its own slope", test_exact_line);
  g_test_add_func("/diffusion-fit/weights are those of the full matrix",
                  test_reference_weights);
  g_test_add_func("/diffusion-fit/a power law gives its own exponent", test_slope);
  g_test_add_func("/diffusion-fit/few values widen the error", test_student);
  g_test_add_func("/diffusion-fit/the error holds as often as it should", test_coverage);
  return g_test_run();
}
