// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/rdf.h"

#include <math.h>

#include "base/rng.h"
#include "walkers.h"

/* 30 frames of a sodium disilicate melt; numbers of an independent program: histogram of
 * minimum images, 0.02 Å. */
static void
test_reference(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);

  walkers_feed(rdf, frames);
  g_autoptr(Chart) chart = observer_chart(rdf);
  /* highest bin 1.61 Å; parabola through seven bins 1.601 Å */
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "r_peak_A", "Si–O", NULL), 1.601,
                                 0.006);
  /* bonds below 2.25 Å: 4.0048; running integral to 2.41 … 2.45 Å: 4.0113 … 4.0121 */
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "CN", "Si–O", NULL), 4.0117,
                                 0.0006);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "r_peak_A", "O–O", NULL), 2.61,
                                 0.03);
  g_autoptr(Chart) cations = observer_chart_at(rdf, 1);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(cations, "r_peak_A", "Si–Si", NULL), 3.13,
                                 0.05);
  g_assert_cmpstr(chart->value, ==, "Si–O 1.60 Å · CN 4.01");

  const Series *series = walkers_series(chart, "Si–O");
  guint bin = walkers_point(series, 1.61);
  g_assert_cmpfloat_with_epsilon(series->x[bin], 1.61, 1e-9);
  g_assert_cmpfloat_with_epsilon(series->y[bin], 13.292, 0.0006);
  const Series *ions = walkers_series(chart, "Na–O");
  g_assert_cmpfloat_with_epsilon(ions->y[walkers_point(ions, 2.43)], 2.082, 0.0006);
  const Series *alike = walkers_series(cations, "Na–Na");
  g_assert_cmpfloat_with_epsilon(alike->y[walkers_point(alike, 2.65)], 2.126, 0.0006);
  g_assert_cmpfloat_with_epsilon(alike->x[alike->n - 1], 6.79, 1e-9);
}

/* Rock salt: six neighbours at half the lattice constant, in a skewed description too. */
static Frame *
rock_salt(Vec3 tilt)
{
  const double a = 4.0;
  Frame *frame = walkers_glass(4.0 * a, "Na", 256u, "O", 256u, NULL);
  guint next[2] = {0, 256};

  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++)
      for (int k = 0; k < 8; k++)
        frame->position[next[(i + j + k) % 2]++] = vec3_scale(vec3(i, j, k), 0.5 * a);
  Vec3 c = vec3_add(vec3(0, 0, 4.0 * a), vec3_scale(tilt, 4.0 * a));
  g_assert_true(cell_init(&frame->cell, vec3(4.0 * a, 0, 0), vec3(0, 4.0 * a, 0), c,
                          vec3(0, 0, 0)));
  return frame;
}

static void
check_rock_salt(Vec3 tilt)
{
  g_autoptr(Frame) frame = rock_salt(tilt);
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);

  g_assert_true(observer_add_frame(rdf, frame, NULL));
  g_autoptr(Chart) chart = observer_chart(rdf);
  g_assert_cmpfloat(walkers_scalar(chart, "CN", "Na–O", NULL), ==, 6.0);
  g_autoptr(Chart) cations = observer_chart_at(rdf, 1);
  g_assert_cmpfloat(walkers_scalar(cations, "CN", "Na–Na", NULL), ==, 12.0);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "r_peak_A", "Na–O", NULL), 2.0,
                                 0.03);
}

static void
test_crystal(void)
{
  check_rock_salt(vec3(0, 0, 0));
  check_rock_salt(vec3(1, 0, 0));
}

/* Points without order: g = 1 everywhere, within the noise of the pairs of a shell. */
static void
test_ideal_gas(void)
{
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);
  double uniform[4], ratio = 0.0;

  for (guint k = 0; k < 10; k++) {
    g_autoptr(Frame) frame = walkers_glass(20.0, "Si", 500u, "O", 500u, NULL);
    frame->step = k;
    frame->time = k;
    for (guint i = 0; i < frame->n_atoms; i++) {
      rng_uniform4(4, RNG_TEST, k, i, uniform);
      frame->position[i] =
          vec3_scale(vec3(uniform[0], uniform[1], uniform[2] + 3.0), 20.0);
    }
    g_assert_true(observer_add_frame(rdf, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(rdf);
  const Series *unlike = walkers_series(chart, "Si–O"),
               *alike = walkers_series(chart, "O–O");
  for (guint bin = 200; bin < unlike->n; bin++) {
    double pairs =
        10.0 * 500 * 500 / 8000.0 * 4.0 * G_PI * unlike->x[bin] * unlike->x[bin] * 0.02;
    g_assert_cmpfloat_with_epsilon(unlike->y[bin], 1.0, 5.0 / sqrt(pairs));
    g_assert_cmpfloat_with_epsilon(alike->y[bin], 1.0, 7.5 / sqrt(pairs));
    ratio += unlike->error[bin] * sqrt(pairs) / (unlike->n - 200);
  }
  /* errors of blocks are those of counting, a little more by Student's t */
  g_assert_cmpfloat(ratio, >, 0.9);
  g_assert_cmpfloat(ratio, <, 1.4);
}

static void
test_epochs(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);
  g_autoptr(Chart) empty = observer_chart(rdf);

  g_assert_cmpstr(empty->verdict, ==, "waiting for data");
  g_ptr_array_set_size(frames, 8);
  walkers_feed(rdf, frames);
  observer_begin_epoch(rdf);
  g_autoptr(Chart) waiting = observer_chart(rdf);
  g_assert_cmpint(waiting->level, ==, VERDICT_WAIT);
  walkers_feed(rdf, frames);
  g_autoptr(Chart) chart = observer_chart(rdf);
  g_assert_cmpfloat(walkers_scalar(chart, "frames", "", NULL), ==, 8);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "CN", "Si–O", NULL), 4.0, 0.05);
  guint n_ghosts = 0;
  for (guint i = 0; i < chart->series->len; i++)
    n_ghosts += ((Series *)g_ptr_array_index(chart->series, i))->ghost;
  g_assert_cmpuint(n_ghosts, ==, 2);
}

/* Temperature that the ghosts of an epoch have whose frames were asked to have
 * temperature + i × step. */
static double
ghost_temperature(double temperature, double step)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);

  g_ptr_array_set_size(frames, 8);
  for (guint i = 0; i < frames->len; i++)
    ((Frame *)g_ptr_array_index(frames, i))->target = temperature + i * step;
  walkers_feed(rdf, frames);
  observer_begin_epoch(rdf);
  walkers_feed(rdf, frames);
  g_autoptr(Chart) chart = observer_chart(rdf);
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    g_assert_true(series->ghost || isnan(series->temperature));
    if (series->ghost)
      return series->temperature;
  }
  g_assert_not_reached();
}

static void
test_ghosts_know_their_temperature(void)
{
  g_assert_cmpfloat(ghost_temperature(1500.0, 0.0), ==, 1500.0);
  g_assert_true(isnan(ghost_temperature(1500.0, -100.0))); /* a ramp has none */
  g_assert_true(isnan(ghost_temperature(NAN, 0.0)));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/rdf/agrees with an independent histogram", test_reference);
  g_test_add_func("/rdf/counts the neighbours of rock salt", test_crystal);
  g_test_add_func("/rdf/points without order have g = 1", test_ideal_gas);
  g_test_add_func("/rdf/a new epoch begins a new average", test_epochs);
  g_test_add_func("/rdf/earlier curves know their temperature",
                  test_ghosts_know_their_temperature);
  return g_test_run();
}
