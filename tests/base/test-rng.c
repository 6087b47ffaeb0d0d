// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/rng.h"

#include <glib.h>
#include <math.h>

#define N_DRAWS 50000

typedef void (*Draw4)(uint64_t seed, RngStream stream, uint64_t step, uint32_t index,
                      double out[4]);

/* Vectors of Random123 1.09 (kat_vectors, philox4x32 with 10 rounds). */
static void
test_known_answers(void)
{
  static const struct {
    uint32_t ctr[4], key[2], out[4];
  } vectors[] = {
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  };

  for (guint v = 0; v < G_N_ELEMENTS(vectors); v++) {
    uint32_t out[4];
    rng_philox(vectors[v].ctr, vectors[v].key, out);
    for (int i = 0; i < 4; i++)
      g_assert_cmphex(out[i], ==, vectors[v].out[i]);
  }
}

static void
central_moments(Draw4 draw, double *mean, double *variance, double *skew,
                double *kurtosis)
{
  double sum[5] = {0};
  double n = 4.0 * N_DRAWS;

  for (guint i = 0; i < N_DRAWS; i++) {
    double x[4];
    draw(20260101, RNG_TEST, i / 100, i % 100, x);
    for (int k = 0; k < 4; k++)
      for (int p = 1; p <= 4; p++)
        sum[p] += pow(x[k], p);
  }
  double m = sum[1] / n, m2 = sum[2] / n, m3 = sum[3] / n, m4 = sum[4] / n;
  *mean = m;
  *variance = m2 - m * m;
  *skew = (m3 - 3 * m * m2 + 2 * m * m * m) / pow(*variance, 1.5);
  *kurtosis = (m4 - 4 * m * m3 + 6 * m * m * m2 - 3 * m * m * m * m) / pow(*variance, 2);
}

/* Bounds are four standard errors of each moment for 200,000 independent draws. */
static void
test_uniform_moments(void)
{
  double mean, variance, skew, kurtosis;

  central_moments(rng_uniform4, &mean, &variance, &skew, &kurtosis);
  g_assert_cmpfloat_with_epsilon(mean, 0.5, 0.0026);
  g_assert_cmpfloat_with_epsilon(variance, 1.0 / 12.0, 0.0007);
  g_assert_cmpfloat_with_epsilon(skew, 0.0, 0.02);
  g_assert_cmpfloat_with_epsilon(kurtosis, 1.8, 0.02);
}

static void
test_normal_moments(void)
{
  double mean, variance, skew, kurtosis;

  central_moments(rng_normal4, &mean, &variance, &skew, &kurtosis);
  g_assert_cmpfloat_with_epsilon(mean, 0.0, 0.009);
  g_assert_cmpfloat_with_epsilon(variance, 1.0, 0.0127);
  g_assert_cmpfloat_with_epsilon(skew, 0.0, 0.022);
  g_assert_cmpfloat_with_epsilon(kurtosis, 3.0, 0.044);
}

static void
test_uniform_fills_every_bin(void)
{
  guint bin[64] = {0};
  double expected = 4.0 * N_DRAWS / G_N_ELEMENTS(bin), chi2 = 0.0;

  for (guint i = 0; i < N_DRAWS; i++) {
    double x[4];
    rng_uniform4(7, RNG_TEST, i, 0, x);
    for (int k = 0; k < 4; k++) {
      g_assert_true(x[k] > 0.0 && x[k] < 1.0);
      bin[(int)(x[k] * G_N_ELEMENTS(bin))]++;
    }
  }
  for (guint b = 0; b < G_N_ELEMENTS(bin); b++)
    chi2 += (bin[b] - expected) * (bin[b] - expected) / expected;
  /* 63 degrees of freedom: 25 … 118 leaves out 1e-5 on each side */
  g_assert_cmpfloat(chi2, >, 25.0);
  g_assert_cmpfloat(chi2, <, 118.0);
}

static double
correlation(const double a[4], const double b[4])
{
  double sum = 0.0;

  for (int k = 0; k < 4; k++)
    sum += a[k] * b[k];
  return sum;
}

static void
test_every_argument_changes_the_draw(void)
{
  double sum[4] = {0};

  for (guint i = 0; i < N_DRAWS; i++) {
    double x[4], other[4][4];
    rng_normal4(1, RNG_TEST, i, 0, x);
    rng_normal4(2, RNG_TEST, i, 0, other[0]);
    rng_normal4(1, RNG_VELOCITIES, i, 0, other[1]);
    rng_normal4(1, RNG_TEST, i + ((uint64_t)1 << 32), 0, other[2]);
    rng_normal4(1, RNG_TEST, i, 1, other[3]);
    for (int j = 0; j < 4; j++)
      sum[j] += correlation(x, other[j]);
  }
  for (int j = 0; j < 4; j++)
    g_assert_cmpfloat_with_epsilon(sum[j] / (4.0 * N_DRAWS), 0.0, 0.009);
}

static void
test_draws_repeat(void)
{
  double a[4], b[4];

  rng_normal4(42, RNG_THERMOSTAT, 1234567890123, 17, a);
  rng_uniform4(42, RNG_THERMOSTAT, 3, 17, b);
  rng_normal4(42, RNG_THERMOSTAT, 1234567890123, 17, b);
  for (int k = 0; k < 4; k++)
    g_assert_true(a[k] == b[k]);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rng/philox gives the published vectors", test_known_answers);
  g_test_add_func("/rng/uniform draws have uniform moments", test_uniform_moments);
  g_test_add_func("/rng/uniform draws fill every bin evenly",
                  test_uniform_fills_every_bin);
  g_test_add_func("/rng/normal draws have normal moments", test_normal_moments);
  g_test_add_func("/rng/seed, stream, step and index are independent",
                  test_every_argument_changes_the_draw);
  g_test_add_func("/rng/the same arguments give the same draw", test_draws_repeat);
  return g_test_run();
}
