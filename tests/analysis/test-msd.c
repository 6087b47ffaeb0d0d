// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/msd.h"

#include <math.h>

#include "analysis/arrhenius.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "walkers.h"

#define DT    0.1  /* ps */
#define D     0.05 /* Å²/ps */
#define SIGMA 0.1  /* √(2 D dt), Å per direction */

/* Independent all-pairs sums with the same origins as the ladder has (every 2^l-th). */
static const struct {
  double lag, msd, error;
} brownian[] = {
    {0.1, 0.01138289967590791, 0.0001218709847956717},
    {0.4, 0.04506459871729496, 0.0007107403617585847},
    {1.5, 0.1726902348119707, 0.004843360756475106},
    {1.6, 0.18460050160800048, 0.005442886359649506},
    {3.0, 0.35394529833914906, 0.017943911748459357},
    {6.0, 0.7410500566038717, 0.05223617352231726},
    {10.4, 1.2901113675806195, 0.11437771958180872},
};

static void
test_reference(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) msd = msd_observer_new(0.0);

  walkers_feed(msd, frames);
  g_autoptr(Chart) chart = observer_chart(msd);
  const Series *series = walkers_series(chart, "Na");
  double student = 1.0 + 0.5 / 19 + 0.25 / (19 * 19) + 0.0625 / (19 * 19 * 19);

  g_assert_nonnull(series);
  for (guint i = 0; i < G_N_ELEMENTS(brownian); i++) {
    guint k = walkers_point(series, brownian[i].lag);
    g_assert_cmpfloat_with_epsilon(series->x[k], brownian[i].lag, 1e-6);
    g_assert_cmpfloat_with_epsilon(series->y[k] / brownian[i].msd, 1.0, 2e-6);
    g_assert_cmpfloat_with_epsilon(series->error[k] / (brownian[i].error * student), 1.0,
                                   2e-6);
  }
}

/* The same line over the same lags, fitted with numpy: 0.0204760, error 0.0015284. */
static void
test_reference_diffusion(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  double error;

  msd_observer_set_window(msd, 1.55, 12.85);
  walkers_feed(msd, frames);
  g_autoptr(Chart) chart = observer_chart(msd);
  double d = walkers_scalar(chart, "D_A2_per_ps", "Na", &error);

  g_assert_cmpfloat_with_epsilon(d / 0.020475983059943692, 1.0, 1e-5);
  g_assert_cmpfloat(error, >=, 0.001528378747324008 * 1.026);
  g_assert_cmpfloat(error, <, 0.004);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "window_from_ps", "Na", NULL), 1.6,
                                 1e-6);
}

/* Heavy atoms that stand still, ions that walk. */
static void
walk(Observer *msd, guint n_frames, guint64 seed)
{
  Frame *frame = walkers_glass(30.0, "Si", 200u, "Na", 60u, NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < n_frames; k++) {
    observer_add_frame(msd, frame, &error);
    g_assert_no_error(error);
    Frame *next = walkers_next(frame, DT);
    walkers_step(next, 1, SIGMA, seed);
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
}

/* The centre of mass follows the ions a little: what is left of an ion's own steps. */
static double
seen_without_centre(guint n_framework, guint n_ions)
{
  double m = element_lookup("Na")->mass;
  double share = m / (n_ions * m + n_framework * element_lookup("Si")->mass);

  return 1.0 - 2.0 * share + n_ions * share * share;
}

static void
test_known_walker(void)
{
  double expected = D * seen_without_centre(200, 60);
  guint held = 0;

  for (guint64 seed = 1; seed <= 20; seed++) {
    g_autoptr(Observer) msd = msd_observer_new(DT);
    DiffusionPoint point;
    walk(msd, 1500, seed);
    g_assert_true(msd_observer_diffusion(msd, &point));
    g_assert_true(point.diffusive);
    g_assert_cmpfloat_with_epsilon(point.d, expected, 5.0 * point.error);
    g_assert_cmpfloat(point.error, <, 0.15 * D);
    g_assert_cmpfloat_with_epsilon(point.duration, 1499 * DT, 1e-6);
    held += fabs(point.d - expected) < point.error;
  }
  g_test_message("%u of 20 runs within one error", held);
  g_assert_cmpuint(held, >=, 10);
}

static void
test_chart_of_walker(void)
{
  g_autoptr(Observer) msd = msd_observer_new(DT);

  walk(msd, 1500, 3);
  g_autoptr(Chart) chart = observer_chart(msd);
  g_assert_cmpint(chart->level, ==, VERDICT_GOOD);
  g_assert_true(g_str_has_prefix(chart->verdict, "diffusive β = "));
  g_assert_true(g_str_has_prefix(chart->value, "D(Na) = ("));
  g_assert_true(g_str_has_suffix(chart->value, ") × 10⁻⁶ cm²/s"));
  const Series *fit = walkers_series(chart, "fit");
  g_assert_true(fit && fit->dashed);
  const Series *ions = walkers_series(chart, "Na");
  guint k = walkers_point(ions, fit->x[fit->n / 2]);
  g_assert_cmpfloat_with_epsilon(ions->y[k] / fit->y[fit->n / 2], 1.0, 0.15);
  /* the frame of the framework stands still: no D for silicon */
  g_assert_true(isnan(walkers_scalar(chart, "D_A2_per_ps", "Si", NULL)));
}

/* Ions on springs: x(t+1) = a x(t) + noise, plateau 6 σ²/(1 − a²). */
static void
test_caged(void)
{
  g_autoptr(Observer) msd = msd_observer_new(DT);
  Frame *frame = walkers_glass(30.0, "Si", 200u, "Na", 60u, NULL);
  DiffusionPoint point;

  for (guint k = 0; k < 1500; k++) {
    g_assert_true(observer_add_frame(msd, frame, NULL));
    Frame *next = walkers_next(frame, DT);
    for (guint i = 0; i < next->n_atoms; i++)
      next->position[i] = vec3_scale(next->position[i], 0.8);
    walkers_step(next, 1, SIGMA, 5);
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
  g_autoptr(Chart) chart = observer_chart(msd);
  g_assert_cmpint(chart->level, ==, VERDICT_WAIT);
  g_assert_true(g_str_has_prefix(chart->verdict, "caged"));
  g_assert_true(g_str_has_prefix(chart->value, "D(Na) < "));
  g_assert_true(msd_observer_diffusion(msd, &point));
  g_assert_false(point.diffusive);
  g_assert_true(isnan(point.error));
  double plateau = 6.0 * SIGMA * SIGMA / (1.0 - 0.64);
  guint k = walkers_point(walkers_series(chart, "Na"), 30.0);
  g_assert_cmpfloat_with_epsilon(walkers_series(chart, "Na")->y[k] / plateau, 1.0, 0.05);
  g_assert_cmpfloat_with_epsilon(point.d, plateau / (6.0 * 50.0), 0.15 * point.d);
}

/* Straight flight: MSD = v²t². */
static void
test_flight(void)
{
  g_autoptr(Observer) msd = msd_observer_new(DT);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 200u, "Na", 60u, NULL);
  double normal[4];

  for (guint k = 0; k < 200; k++) {
    g_autoptr(Frame) frame = frame_copy(first, 0);
    frame->step = k;
    frame->time = k * DT;
    for (guint i = 200; i < 260; i++) {
      rng_normal4(7, RNG_TEST, 0, i, normal);
      frame->position[i] = vec3_scale(vec3(normal[0], normal[1], normal[2]), k * DT);
    }
    g_assert_true(observer_add_frame(msd, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(msd);
  g_assert_true(g_str_has_prefix(chart->verdict, "super-diffusive"));
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "beta", "Na", NULL), 2.0, 0.03);
}

static void
test_drift(void)
{
  g_autoptr(Observer) still = msd_observer_new(DT), moving = msd_observer_new(DT);
  Frame *frame = walkers_glass(30.0, "Si", 20u, "Na", 20u, NULL);

  for (guint k = 0; k < 100; k++) {
    g_autoptr(Frame) shifted = frame_copy(frame, 0);
    for (guint i = 0; i < frame->n_atoms; i++)
      shifted->position[i] = vec3_add(frame->position[i], vec3(0.3 * k, -0.1 * k, 0.0));
    g_assert_true(observer_add_frame(still, frame, NULL));
    g_assert_true(observer_add_frame(moving, shifted, NULL));
    Frame *next = walkers_next(frame, DT);
    walkers_step(next, 1, SIGMA, 9);
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
  g_autoptr(Chart) a = observer_chart(still);
  g_autoptr(Chart) b = observer_chart(moving);
  const Series *first = walkers_series(a, "Na"), *second = walkers_series(b, "Na");
  for (guint k = 0; k < first->n; k++)
    g_assert_cmpfloat_with_epsilon(second->y[k] / first->y[k], 1.0, 1e-5);
}

static void
test_epochs(void)
{
  g_autoptr(Observer) msd = msd_observer_new(DT);
  DiffusionPoint point;

  g_assert_false(msd_observer_diffusion(msd, &point));
  g_autoptr(Chart) empty = observer_chart(msd);
  g_assert_cmpint(empty->level, ==, VERDICT_WAIT);
  g_assert_cmpstr(empty->verdict, ==, "waiting for data");
  g_assert_cmpuint(empty->series->len, ==, 0);

  walk(msd, 300, 1);
  observer_begin_epoch(msd);
  observer_begin_epoch(msd);
  g_assert_false(msd_observer_diffusion(msd, &point));
  walk(msd, 100, 2);
  observer_begin_epoch(msd);
  walk(msd, 50, 3);
  observer_begin_epoch(msd);
  walk(msd, 30, 4);
  g_autoptr(Chart) chart = observer_chart(msd);
  guint n_ghosts = 0;
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    n_ghosts += series->ghost;
    if (series->ghost)
      g_assert_cmpstr(series->name, ==, "Na");
  }
  g_assert_cmpuint(n_ghosts, ==, 2);
  const Series *now = walkers_series(chart, "Na");
  g_assert_cmpfloat(now->x[now->n - 1], <=, 15 * DT + 1e-9);
}

static void
assert_refused(Observer *msd, const Frame *frame, const char *pattern)
{
  g_autoptr(GError) error = NULL;

  g_assert_false(observer_add_frame(msd, frame, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_true(g_pattern_match_simple(pattern, error->message));
}

static void
test_refusals(void)
{
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 20u, "Na", 20u, NULL);
  g_autoptr(Frame) second = walkers_next(first, DT);
  g_autoptr(Frame) other = walkers_glass(30.0, "Si", 20u, "Na", 21u, NULL);
  g_autoptr(Frame) swapped = walkers_glass(30.0, "Na", 20u, "Si", 20u, NULL);
  g_autoptr(Frame) late = walkers_next(second, DT);
  g_autoptr(Frame) broken = walkers_next(second, DT);

  g_assert_true(observer_add_frame(msd, first, NULL));
  assert_refused(msd, other, "41 atoms where there were 40 before");
  assert_refused(msd, swapped, "*other kinds*");
  assert_refused(msd, first, "*time does not increase");
  g_assert_true(observer_add_frame(msd, second, NULL));
  late->time += 0.05;
  assert_refused(msd, late, "0.15 ps after the frame before*0.1 ps");
  broken->position[3].y = NAN;
  assert_refused(msd, broken, "*position of atom 4 is not a number");
  late->time -= 0.05;
  g_assert_true(observer_add_frame(msd, late, NULL));
}

static void
test_species(void)
{
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  g_autoptr(Observer) wrong = msd_observer_new(0.0);
  g_autoptr(Observer) none = msd_observer_new(0.0);
  g_autoptr(Frame) frame = walkers_glass(30.0, "Li", 20u, "Na", 30u, "O", 25u, NULL);
  g_autoptr(Frame) silica = walkers_glass(30.0, "Si", 10u, "O", 20u, NULL);
  g_autoptr(Frame) silica_next = walkers_next(silica, DT);

  msd_observer_set_species(msd, "Li");
  g_assert_true(observer_add_frame(msd, frame, NULL));
  msd_observer_set_species(wrong, "K");
  assert_refused(wrong, frame, "there is no K in the glass");
  g_assert_true(observer_add_frame(none, silica, NULL));
  walkers_step(silica_next, 0, 0.1, 1);
  g_assert_true(observer_add_frame(none, silica_next, NULL));
  g_autoptr(Frame) third = walkers_next(silica_next, DT);
  g_assert_true(observer_add_frame(none, third, NULL));
  g_autoptr(Chart) chart = observer_chart(none);
  g_assert_cmpstr(chart->verdict, ==, "no mobile ions");
  g_autoptr(Observer) arrhenius = arrhenius_observer_new(none);
  g_autoptr(Chart) points = observer_chart(arrhenius);
  g_assert_cmpstr(points->verdict, ==, "no mobile ions");
  g_assert_nonnull(walkers_series(chart, "Si"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/msd/agrees with sums over all pairs", test_reference);
  g_test_add_func("/msd/agrees with an independent fit of D", test_reference_diffusion);
  g_test_add_func("/msd/a known walker diffuses with its D", test_known_walker);
  g_test_add_func("/msd/the chart of a walker says D and draws the fit",
                  test_chart_of_walker);
  g_test_add_func("/msd/ions on springs are caged and D is a bound", test_caged);
  g_test_add_func("/msd/straight flight is super-diffusive", test_flight);
  g_test_add_func("/msd/drift of the whole glass does not count", test_drift);
  g_test_add_func("/msd/a new epoch leaves at most two ghosts", test_epochs);
  g_test_add_func("/msd/frames that do not fit are refused with the reason",
                  test_refusals);
  g_test_add_func("/msd/the species can be chosen", test_species);
  return g_test_run();
}
