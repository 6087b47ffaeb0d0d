// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-tally.h"

#include "analysis/hop-charts.h"
#include "base/rng.h"
#include "walkers.h"

/* Weeks of remission under 6-MP (E. J. Freireich et al., Blood 21, 699 (1963)), the
 * example of the textbooks, and S(t) with Greenwood's error that they give. */
static void
test_survival(void)
{
  static const double ended[] = {6, 6, 6, 7, 10, 13, 16, 22, 23};
  static const double censored[] = {6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35};
  static const struct {
    double time, value, error;
  } truth[] = {{6, 0.8571, 0.0764},  {7, 0.8067, 0.0869},  {10, 0.7529, 0.0963},
               {13, 0.6902, 0.1068}, {16, 0.6275, 0.1141}, {22, 0.5378, 0.1282},
               {23, 0.4482, 0.1346}};
  Survival survival = {0};
  SurvivalCurve curve;

  for (guint i = 0; i < G_N_ELEMENTS(ended); i++)
    survival_add(&survival, ended[i]);
  survival_curve(&survival, censored, G_N_ELEMENTS(censored), &curve);
  g_assert_cmpuint(curve.n, ==, G_N_ELEMENTS(truth));
  for (guint i = 0; i < curve.n; i++) {
    g_assert_cmpfloat_with_epsilon(curve.time[i], truth[i].time, 0.02 * truth[i].time);
    g_assert_cmpfloat_with_epsilon(curve.value[i], truth[i].value, 1e-4);
    g_assert_cmpfloat_with_epsilon(curve.error[i], truth[i].error, 1e-4);
  }
  g_assert_cmpfloat_with_epsilon(curve.median, 23.0, 0.5);
  g_assert_cmpfloat_with_epsilon(curve.mean, 359.0 / 9.0, 1e-9);
}

static HopRecord
record(double left, double from, double to)
{
  return (HopRecord){0, left + 0.1, left, left + 0.2, 0.1, {from, 0, 0}, {to, 0, 0}};
}

/* A → B → A → B → C: the middle two undo each other, two of four remain. */
static void
test_productive(void)
{
  g_autoptr(HopTally) tally = hop_tally_new(1, 10.0);

  hop_tally_restart(tally, 0.1);
  const HopRecord hops[] = {record(1.0, 0.0, 3.0), record(3.0, 3.0, 0.5),
                            record(5.0, 0.5, 3.0), record(7.0, 3.0, 6.0)};
  const gboolean back[] = {FALSE, TRUE, TRUE, FALSE};
  for (guint i = 0; i < 4; i++)
    g_assert_cmpint(hop_tally_add(tally, &hops[i]), ==, back[i]);
  g_assert_cmpuint(tally->n, ==, 4);
  g_assert_cmpuint(tally->n_back, ==, 2);
  g_assert_cmpuint(tally->n_productive, ==, 2);
}

static void
test_late_return(void)
{
  g_autoptr(HopTally) tally = hop_tally_new(1, 10.0);

  hop_tally_restart(tally, 0.1);
  const HopRecord there = record(1.0, 0.0, 3.0), home = record(12.0, 3.0, 0.0);
  g_assert_false(hop_tally_add(tally, &there));
  g_assert_false(hop_tally_add(tally, &home));
  g_assert_cmpuint(tally->n_productive, ==, 2);
}

/* The first cage does not count, the last one is censored, a cage across a change of the
 * experiment is neither. */
static void
test_residence(void)
{
  g_autoptr(HopTally) tally = hop_tally_new(1, 10.0);
  SurvivalCurve curve;

  hop_tally_restart(tally, 0.1);
  const HopRecord hops[] = {record(5.0, 0.0, 3.0), record(9.2, 3.0, 6.0)};
  hop_tally_add(tally, &hops[0]);
  hop_tally_add(tally, &hops[1]);
  hop_tally_pass(tally, 15.4, 15.4);
  hop_tally_residence(tally, &curve);
  g_assert_cmpuint(tally->residence.n_ended, ==, 1);
  g_assert_cmpfloat_with_epsilon(curve.mean, 4.0 + 6.0, 1e-9);
  hop_tally_begin_epoch(tally);
  const HopRecord next = record(20.0, 6.0, 9.0);
  hop_tally_add(tally, &next);
  g_assert_cmpuint(tally->residence.n_ended, ==, 0);
}

/* Whatever the length of the run, the rate stays where it is. */
static void
test_rate(void)
{
  g_autoptr(HopTally) tally = hop_tally_new(1, 10.0);
  const HopCharts charts = {tally, "Na"};

  hop_tally_restart(tally, 0.5);
  for (guint k = 1; k <= 1000; k++) {
    HopRecord hop = record(0.5 * k - 0.3, 0.0, 3.0);
    if (k % 4 == 0)
      hop_tally_add(tally, &hop);
    hop_tally_pass(tally, 0.5 * k, 0.5);
  }
  g_autoptr(Chart) chart = hop_charts_rate(&charts, "hop-rate");
  const Series *series = walkers_series(chart, "Na");
  g_assert_cmpuint(series->n, >, 30);
  for (guint k = 0; k < series->n; k++)
    g_assert_cmpfloat_with_epsilon(series->y[k], 0.5, 0.07);
  g_assert_cmpfloat_with_epsilon(series->x[series->n - 1], 500.0, 10.0);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "hops_per_ion_and_ps", "Na", NULL),
                                 0.5, 1e-9);
}

/* 40 ions that jump 2 Å to a random neighbour site every 2 ps on average, and do not
 * vibrate: D = L²/(6τ) = ⅓ Å²/ps both ways. */
static void
test_ratio(void)
{
  enum { IONS = 40, SAMPLES = 4000 };
  g_autoptr(HopTally) tally = hop_tally_new(IONS, 0.0);
  g_autofree float *xyz = g_new0(float, 3 * IONS);
  const HopCharts charts = {tally, "Na"};
  const double step = 0.1;

  hop_tally_restart(tally, step);
  for (guint k = 1; k <= SAMPLES; k++) {
    for (guint i = 0; i < IONS; i++) {
      double lot[4];
      rng_uniform4(3, RNG_TEST, k, i, lot);
      Vec3 from = vec3(xyz[i], xyz[i + IONS], xyz[i + 2 * IONS]), to = from;
      if (lot[0] > step / 2.0)
        continue;
      guint way = (guint)(lot[1] * 6.0);
      xyz[i + way / 2 * IONS] += way % 2 ? 2.0f : -2.0f;
      to = vec3(xyz[i], xyz[i + IONS], xyz[i + 2 * IONS]);
      HopRecord hop = {i, k * step, k * step, k * step, 0.0, from, to};
      hop_tally_add(tally, &hop);
    }
    hop_tally_sample(tally, xyz);
    hop_tally_pass(tally, k * step, step);
  }
  g_autoptr(Chart) chart = hop_charts_lengths(&charts, "hops", "Hops");
  double error, ratio = walkers_scalar(chart, "D_jump_over_D_MSD", "Na", &error);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "D_jump_A2_per_ps", "Na", NULL),
                                 1.0 / 3.0, 0.02);
  g_assert_cmpfloat_with_epsilon(ratio, 1.0, 0.25);
  g_assert_cmpfloat(error, <, 0.25);
  g_assert_cmpint(chart->level, ==, VERDICT_GOOD);
  g_autoptr(Chart) residence = hop_charts_residence(&charts, "hop-residence");
  g_assert_cmpfloat_with_epsilon(walkers_scalar(residence, "residence_ps", "Na", NULL),
                                 2.0, 0.1);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(residence, "median_ps", "Na", NULL),
                                 2.0 * G_LN2, 0.1);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/survival/is the estimator of Kaplan and Meier", test_survival);
  g_test_add_func("/hop-tally/hops that undo each other are not productive",
                  test_productive);
  g_test_add_func("/hop-tally/a late return is a hop of its own", test_late_return);
  g_test_add_func("/hop-tally/residence knows what it did not see", test_residence);
  g_test_add_func("/hop-tally/the rate is kept in bounded memory", test_rate);
  g_test_add_func("/hop-tally/jumps explain the diffusion of a random walk", test_ratio);
  return g_test_run();
}
