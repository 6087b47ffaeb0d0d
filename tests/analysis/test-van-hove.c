// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove.h"

#include <math.h>

#include "base/rng.h"
#include "walkers.h"

#define DT 0.05 /* ps */

static const Series *
filled_series(const Chart *chart)
{
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    if (series->style == SERIES_FILL && !series->ghost)
      return series;
  }
  return NULL;
}

static double
integral(const Series *series)
{
  double sum = 0.0;

  for (guint i = 0; i < series->n; i++)
    sum += series->y[i] * (series->x[1] - series->x[0]);
  return sum;
}

/* Independent histograms of the same displacements, bins of 0.1 Å: filled 12.8 ps (every
 * 16th origin), thin 3.2 ps (every fourth). */
static void
test_reference(void)
{
  static const struct {
    guint bin;
    double longest, shorter;
  } reference[] = {{2, 0.029411764705882353, 0.782608695652174},
                   {5, 0.47058823529411764, 1.652173913043478},
                   {10, 0.8529411764705882, 0.33695652173913043},
                   {15, 0.4411764705882353, 0.0},
                   {20, 0.23529411764705882, 0.0}};
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) van_hove = van_hove_observer_new(0.0);

  walkers_feed(van_hove, frames);
  g_autoptr(Chart) chart = observer_chart(van_hove);
  const Series *filled = filled_series(chart);
  const Series *thin = walkers_series(chart, "3.2 ps");

  g_assert_cmpstr(filled->name, ==, "13 ps");
  g_assert_nonnull(walkers_series(chart, "0.8 ps"));
  g_assert_cmpfloat_with_epsilon(integral(filled), 1.0, 5e-3);
  g_assert_cmpfloat_with_epsilon(integral(thin), 1.0, 5e-3);
  for (guint i = 0; i < G_N_ELEMENTS(reference); i++) {
    guint bin = reference[i].bin;
    g_assert_cmpfloat_with_epsilon(filled->x[bin], (bin + 0.5) * 0.1, 1e-12);
    g_assert_cmpfloat_with_epsilon(filled->y[bin], reference[i].longest, 1e-9);
    g_assert_cmpfloat_with_epsilon(thin->y[bin], reference[i].shorter, 1e-9);
  }
}

/* Free walkers: Maxwell's distribution, ⟨r²⟩ = 6 D t. */
static void
test_free(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(DT);
  Frame *frame = walkers_glass(30.0, "Si", 400u, "Na", 300u, NULL);
  double sigma = 0.05;

  for (guint k = 0; k < 700; k++) {
    g_assert_true(observer_add_frame(van_hove, frame, NULL));
    Frame *next = walkers_next(frame, DT);
    walkers_step(next, 1, sigma, 2);
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
  g_autoptr(Chart) chart = observer_chart(van_hove);
  const Series *filled = filled_series(chart);
  double lag = walkers_scalar(chart, "lag_ps", "Na", NULL);
  double variance = sigma * sigma * lag / DT;

  g_assert_cmpstr(chart->verdict, ==, "one cage");
  g_assert_cmpfloat_with_epsilon(lag, 11.2, 1e-6);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "rms_A", "Na", NULL),
                                 sqrt(3.0 * variance), 0.05);
  g_assert_cmpfloat_with_epsilon(integral(filled), 1.0, 5e-3);
  for (guint i = 0; i < filled->n; i++) {
    double r = filled->x[i];
    double exact =
        sqrt(2.0 / G_PI) * r * r / pow(variance, 1.5) * exp(-0.5 * r * r / variance);
    g_assert_cmpfloat_with_epsilon(filled->y[i], exact, 0.09);
  }
}

/* Ions that vibrate about sites 3 Å apart and change site at random, with probability
 * rate per sample. */
static void
hop_about(Observer *van_hove, double rate, double sigma, guint n_frames, guint64 seed)
{
  g_autoptr(Frame) site = walkers_glass(60.0, "Si", 400u, "Na", 300u, NULL);
  double chance[4];

  for (guint k = 0; k < n_frames; k++) {
    g_autoptr(Frame) frame = frame_copy(site, 0);
    frame->step = k;
    frame->time = k * DT;
    walkers_step(frame, 1, sigma, seed);
    g_assert_true(observer_add_frame(van_hove, frame, NULL));
    for (guint i = 400; i < 700; i++) {
      rng_uniform4(seed, RNG_TEST, k, 1000 + i, chance);
      double *axis[] = {&site->position[i].x, &site->position[i].y, &site->position[i].z};
      if (chance[0] < rate)
        *axis[(int)(3.0 * chance[1])] += chance[2] < 0.5 ? 3.0 : -3.0;
    }
  }
}

static void
test_bimodal(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(DT);

  hop_about(van_hove, 0.002, 0.25, 900, 3);
  g_autoptr(Chart) chart = observer_chart(van_hove);
  double lag = walkers_scalar(chart, "lag_ps", "Na", NULL);
  g_assert_cmpstr(chart->verdict, ==, "bimodal");
  g_assert_cmpint(chart->level, ==, VERDICT_GOOD);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "hop_peak_A", "Na", NULL), 3.0,
                                 0.15);
  /* still at home: no hop, or two that undo each other (one way in six) */
  double mean = 0.002 * lag / DT;
  double home = exp(-mean) * (1.0 + mean * mean / 2.0 / 6.0);
  g_assert_cmpfloat_with_epsilon(
      walkers_scalar(chart, "fraction_beyond_cage", "Na", NULL), 1.0 - home, 0.05);
  g_assert_cmpuint(filled_series(chart)->n_marks, ==, 1);
}

/* With wide cages the two humps melt into each other. */
static void
test_shoulder(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(DT);

  hop_about(van_hove, 0.0015, 0.6, 900, 3);
  g_autoptr(Chart) chart = observer_chart(van_hove);
  g_assert_cmpstr(chart->verdict, ==, "shoulder");
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
}

static void
test_waiting(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(DT);
  g_autoptr(Chart) empty = observer_chart(van_hove);

  g_assert_cmpstr(empty->verdict, ==, "waiting for data");
  hop_about(van_hove, 0.002, 0.25, 23, 3);
  g_autoptr(Chart) early = observer_chart(van_hove);
  g_assert_cmpint(early->level, ==, VERDICT_WAIT);
  g_assert_null(filled_series(early));
}

static void
test_epochs(void)
{
  g_autoptr(Observer) van_hove = van_hove_observer_new(DT);
  guint n_ghosts = 0;

  for (guint64 epoch = 1; epoch <= 4; epoch++) {
    hop_about(van_hove, 0.002, 0.25, 60, epoch);
    observer_begin_epoch(van_hove);
  }
  hop_about(van_hove, 0.002, 0.25, 60, 9);
  g_autoptr(Chart) chart = observer_chart(van_hove);
  for (guint i = 0; i < chart->series->len; i++)
    n_ghosts += ((Series *)g_ptr_array_index(chart->series, i))->ghost;
  g_assert_cmpuint(n_ghosts, ==, 2);
  g_assert_cmpfloat_with_epsilon(integral(filled_series(chart)), 1.0, 5e-3);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/van-hove/agrees with an independent histogram", test_reference);
  g_test_add_func("/van-hove/free walkers are Maxwell distributed", test_free);
  g_test_add_func("/van-hove/hopping ions are bimodal", test_bimodal);
  g_test_add_func("/van-hove/wide cages make a shoulder", test_shoulder);
  g_test_add_func("/van-hove/says what it waits for", test_waiting);
  g_test_add_func("/van-hove/a new epoch leaves at most two ghosts", test_epochs);
  return g_test_run();
}
