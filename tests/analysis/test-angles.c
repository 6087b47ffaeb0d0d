// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/angles.h"

#include <math.h>

#include "base/rng.h"
#include "walkers.h"

/* 30 frames of a sodium disilicate melt, bonds below 2.25 Å; numbers of an independent
 * program. */
static void
test_reference(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) angles = angles_observer_new(0.0);
  double error;

  angles_observer_fix_cutoff(angles, "Si", "O", 2.25);
  walkers_feed(angles, frames);
  g_autoptr(Chart) chart = observer_chart(angles);
  g_assert_cmpfloat_with_epsilon(
      walkers_scalar(chart, "angle_mean_deg", "O–Si–O", &error), 109.12, 0.006);
  g_assert_cmpfloat(error, >, 0.005);
  g_assert_cmpfloat(error, <, 0.05);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "angle_sd_deg", "O–Si–O", NULL),
                                 9.09, 0.006);
  g_assert_cmpfloat_with_epsilon(
      walkers_scalar(chart, "angle_mean_deg", "Si–O–Si", &error), 148.20, 0.006);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "angle_sd_deg", "Si–O–Si", NULL),
                                 14.07, 0.006);
  g_assert_cmpfloat(error, >, 0.1);
  g_assert_cmpfloat(error, <, 1.0);
}

/* Ideal β-cristobalite: tetrahedra that meet in straight bridges. */
static void
test_cristobalite(void)
{
  const double a = 7.16;
  static const int site[8][3] = {{0, 0, 0}, {0, 2, 2}, {2, 0, 2}, {2, 2, 0},
                                 {1, 1, 1}, {1, 3, 3}, {3, 1, 3}, {3, 3, 1}};
  static const int bond[4][3] = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
  g_autoptr(Frame) frame = walkers_glass(a, "Si", 8u, "O", 16u, NULL);
  g_autoptr(Observer) angles = angles_observer_new(0.0);
  guint n = 8;

  for (guint i = 0; i < 8; i++) {
    frame->position[i] = vec3_scale(vec3(site[i][0], site[i][1], site[i][2]), a / 4.0);
    for (guint k = 0; k < 4 && i < 4; k++)
      frame->position[n++] = vec3_mul_add(frame->position[i], a / 8.0,
                                          vec3(bond[k][0], bond[k][1], bond[k][2]));
  }
  g_assert_true(observer_add_frame(angles, frame, NULL));
  g_autoptr(Chart) chart = observer_chart(angles);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "angle_mean_deg", "O–Si–O", NULL),
                                 109.4712, 1e-3);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "angle_sd_deg", "O–Si–O", NULL),
                                 0.0, 1e-3);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "angle_mean_deg", "Si–O–Si", NULL),
                                 180.0, 1e-3);
  const Series *series = walkers_series(chart, "O–Si–O");
  g_assert_cmpfloat(series->y[109], ==, 1.0);
}

/* Two bonds of random directions on every former: P(θ) ∝ sin θ. */
static void
test_random(void)
{
  const guint n = 8000, side = 20;
  g_autoptr(Frame) frame = walkers_glass(side * 5.0, "Si", n, "O", 2 * n, NULL);
  g_autoptr(Observer) angles = angles_observer_new(0.0);

  for (guint i = 0; i < n; i++) {
    Vec3 at = vec3_scale(vec3(i % side, i / side % side, i / side / side), 5.0);
    frame->position[i] = at;
    for (guint k = 0; k < 2; k++) {
      double g[4];
      rng_normal4(3, RNG_TEST, k, i, g);
      Vec3 d = vec3(g[0], g[1], g[2]);
      frame->position[n + 2 * i + k] = vec3_mul_add(at, 1.6 / vec3_norm(d), d);
    }
  }
  g_assert_true(observer_add_frame(angles, frame, NULL));
  g_autoptr(Chart) chart = observer_chart_at(angles, 1);
  g_autoptr(Chart) plain = observer_chart(angles);
  const Series *flat = walkers_series(chart, "O–Si–O");
  const Series *sine = walkers_series(plain, "O–Si–O");
  double worst = 0.0, sum = 0.0;
  for (guint bin = 0; bin < 180; bin++) {
    double expected = n * sin(sine->x[bin] * G_PI / 180.0) * G_PI / 360.0;
    worst = fmax(worst, fabs(flat->y[bin] - 1.0) * sqrt(expected));
    sum += sine->y[bin];
  }
  g_assert_cmpfloat(worst, <, 4.5);
  g_assert_cmpfloat_with_epsilon(sum, 1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(plain, "angle_mean_deg", "O–Si–O", NULL),
                                 90.0, 4.0 * 39.2 / sqrt(n));
}

static void
test_waiting(void)
{
  g_autoptr(Observer) angles = angles_observer_new(0.0);
  g_autoptr(Frame) frame = walkers_glass(20.0, "Na", 5u, NULL);
  g_autoptr(Chart) empty = observer_chart(angles);

  g_assert_cmpint(empty->level, ==, VERDICT_WAIT);
  g_assert_true(observer_add_frame(angles, frame, NULL));
  g_autoptr(Chart) chart = observer_chart(angles);
  g_assert_cmpstr(chart->verdict, ==, "no network here");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/angles/agree with an independent program", test_reference);
  g_test_add_func("/angles/cristobalite is tetrahedral and straight", test_cristobalite);
  g_test_add_func("/angles/random bonds are flat over the sine", test_random);
  g_test_add_func("/angles/without a network say so", test_waiting);
  return g_test_run();
}
