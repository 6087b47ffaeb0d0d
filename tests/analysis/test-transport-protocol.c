// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/transport-protocol.h"

#include <math.h>

#include "analysis/msd.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "model/observable.h"
#include "walkers.h"

#define DT 0.1 /* ps */

static Chart *
brownian_chart(const char *protocol)
{
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) msd = msd_observer_new(0.0);

  motion_set_protocol(msd_observer_motion(msd), transport_protocol_find(protocol));
  walkers_feed(msd, frames);
  return observer_chart(msd);
}

/* numpy: the same lags and origins, straight lines weighted by the time that a lag stands
 * for, spread over 20 ions or 8 parts (times Student's factor here). */
static void
test_reference(void)
{
  static const struct {
    const char *id;
    double d, error;
    guint freedom;
  } reference[] = {
      {"iondiff", 0.030198542672502014, 0.009466709390785312, 19},
      {"framework", 0.0229938395554001, 0.0037512636100420246, 19},
      {"single-origin", 0.0355636243636314, 0.0056463769798741725, 7},
  };
  double most = 0.0;

  for (guint i = 0; i < G_N_ELEMENTS(reference); i++) {
    g_autoptr(Chart) chart = brownian_chart(reference[i].id);
    double error, d = walkers_scalar(chart, "D_protocol_A2_per_ps", "Na", &error);
    double expected = reference[i].error * diffusion_fit_student(reference[i].freedom);
    most = MAX(most, fabs(d / reference[i].d - 1.0));
    g_assert_cmpfloat_with_epsilon(error / expected, 1.0, 1e-5);
  }
  g_test_message("largest relative deviation of D %.1e", most);
  g_assert_cmpfloat(most, <, 1e-6);
}

/* All lags evenly, as the published code does: 0.0305887, the ladder's 0.0301985. */
static void
test_weights_of_lags(void)
{
  g_autoptr(Chart) chart = brownian_chart("iondiff");
  double error, d = walkers_scalar(chart, "D_protocol_A2_per_ps", "Na", &error);

  g_assert_cmpfloat_with_epsilon(d, 0.03058866575415933, 0.1 * error);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "protocol_to_ps", "Na", NULL),
                                 38.4, 1e-6);
}

static void
test_straight_line(void)
{
  static const double lag[] = {1.0, 1.5, 4.0, 9.0}, measure[] = {0.5, 1.5, 3.75, 5.0};
  double weight[4], offset[4], d = 0.0, c = 0.0;

  diffusion_protocol_weights(lag, measure, 4, weight, offset);
  for (guint k = 0; k < 4; k++) {
    d += weight[k] * (6.0 * 0.4 * lag[k] + 1.7);
    c += offset[k] * (6.0 * 0.4 * lag[k] + 1.7);
  }
  g_assert_cmpfloat_with_epsilon(d, 0.4, 1e-12);
  g_assert_cmpfloat_with_epsilon(c, 1.7, 1e-12);
}

/* Straight flight, r = v t: MSD from one origin (v t)² whatever was dropped on the way.
 */
static void
test_single_origin_room(void)
{
  const MsdGroup group = {0, 1};
  OriginSums sums;

  origin_sums_init(&sums, &group, 1, 1);
  for (guint k = 0; k < 5000; k++) {
    const float xyz[3] = {5.0f + 0.01f * (float)k, 1.0f, 1.0f};
    origin_sums_add(&sums, xyz);
  }
  g_assert_cmpuint(sums.stride, ==, 8);
  g_assert_cmpuint(sums.n, ==, 624);
  for (guint k = 0; k < sums.n; k += 100) {
    double moved = 0.01 * (double)origin_sums_samples(&sums, k);
    g_assert_cmpfloat_with_epsilon(origin_sums_part(&sums, k, 0, 0) / (moved * moved),
                                   1.0, 1e-3);
  }
  origin_sums_clear(&sums);
}

/* Fast for the first 50 ps, slow afterwards. */
static void
test_skip(void)
{
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  Frame *frame = walkers_glass(30.0, "Si", 100u, "Na", 40u, NULL);
  double error;

  motion_set_protocol(msd_observer_motion(msd), transport_protocol_find("slope-50-150"));
  for (guint k = 0; k < 3000; k++) {
    g_assert_true(observer_add_frame(msd, frame, NULL));
    Frame *next = walkers_next(frame, DT);
    walkers_step(next, 1, k < 500 ? 1.0 : 0.1, 4);
    frame_unref(frame);
    frame = next;
  }
  frame_unref(frame);
  g_autoptr(Chart) chart = observer_chart(msd);
  double d = walkers_scalar(chart, "D_protocol_A2_per_ps", "Na", &error);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "duration_ps", "", NULL), 249.9,
                                 0.11);
  g_assert_cmpfloat_with_epsilon(d, 0.05, 3.0 * error);
  g_assert_cmpfloat(error, <, 0.02);
  g_assert_cmpfloat(walkers_scalar(chart, "protocol_from_ps", "Na", NULL), >=, 50.0);
  g_assert_cmpfloat(walkers_scalar(chart, "protocol_to_ps", "Na", NULL), <=, 150.01);
}

static void
test_interval(void)
{
  g_autoptr(Chart) chart = brownian_chart("nvt-100ps");
  const Series *series = walkers_series(chart, "Na");

  g_assert_cmpfloat_with_epsilon(series->x[0], 1.0, 1e-6);
}

static void
test_selection(void)
{
  static const guint32 chosen[] = {2, 7, 11};
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  double expected = 0.0;

  motion_set_drift(msd_observer_motion(msd), DRIFT_NONE);
  motion_set_selection(msd_observer_motion(msd), chosen, G_N_ELEMENTS(chosen));
  walkers_feed(msd, frames);
  for (guint k = 0; k + 3 < frames->len; k++)
    for (guint i = 0; i < G_N_ELEMENTS(chosen); i++) {
      const Frame *a = frames->pdata[k], *b = frames->pdata[k + 3];
      expected += vec3_norm2(vec3_sub(b->position[chosen[i]], a->position[chosen[i]])) /
                  (G_N_ELEMENTS(chosen) * (frames->len - 3.0));
    }
  g_autoptr(Chart) chart = observer_chart(msd);
  const Series *series = walkers_series(chart, "selection");
  g_assert_nonnull(series);
  g_assert_cmpfloat_with_epsilon(series->y[2] / expected, 1.0, 1e-5);
  g_assert_nonnull(walkers_series(chart, "Na"));
}

static void
test_missing_atom(void)
{
  static const guint32 chosen[] = {2, 20};
  g_autoptr(GPtrArray) frames = walkers_read("brownian.extxyz.gz");
  g_autoptr(Observer) msd = msd_observer_new(0.0);
  g_autoptr(GError) error = NULL;

  motion_set_selection(msd_observer_motion(msd), chosen, G_N_ELEMENTS(chosen));
  g_assert_false(observer_add_frame(msd, frames->pdata[0], &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_cmpstr(error->message, ==, "there is no atom 20 among 20");
}

/* Framework and mobile ions drift apart: held is what was chosen. */
static void
test_drift_references(void)
{
  static const DriftReference reference[] = {DRIFT_FRAMEWORK, DRIFT_FRAMEWORK_MEAN,
                                             DRIFT_NONE};
  static const double expected[] = {0.25, 0.25, 1.0};

  for (guint i = 0; i < G_N_ELEMENTS(reference); i++) {
    g_autoptr(Observer) msd = msd_observer_new(0.0);
    g_autoptr(Frame) first = walkers_glass(30.0, "Si", 10u, "Na", 10u, NULL);
    motion_set_drift(msd_observer_motion(msd), reference[i]);
    for (guint k = 0; k < 40; k++) {
      g_autoptr(Frame) frame = frame_copy(first, 0);
      frame->step = k;
      frame->time = k * DT;
      for (guint a = 0; a < 20; a++)
        frame->position[a].x = a < 10 ? 0.5 * k : 1.0 * k;
      g_assert_true(observer_add_frame(msd, frame, NULL));
    }
    g_autoptr(Chart) chart = observer_chart(msd);
    g_assert_cmpfloat_with_epsilon(walkers_series(chart, "Na")->y[0], expected[i], 1e-5);
  }
}

static void
test_words(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) charges = observer_charges_parse("Na=1, Si=2.4,O=-1.2", NULL);
  g_autoptr(GArray) atoms = observer_atoms_parse("15,0-3,2", NULL);

  g_assert_cmpuint(charges->len, ==, 3);
  g_assert_cmpstr(g_array_index(charges, ObserverCharge, 1).symbol, ==, "Si");
  g_assert_cmpfloat(g_array_index(charges, ObserverCharge, 2).charge, ==, -1.2);
  g_assert_null(observer_charges_parse("Na=1,Xx=2", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_clear_error(&error);
  g_assert_cmpuint(atoms->len, ==, 5);
  g_assert_cmpuint(g_array_index(atoms, guint32, 4), ==, 15);
  g_assert_null(observer_atoms_parse("3-1", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/protocol/D of each protocol agrees with numpy", test_reference);
  g_test_add_func("/protocol/lags of the ladder stand for all lags",
                  test_weights_of_lags);
  g_test_add_func("/protocol/a straight line gives its own slope", test_straight_line);
  g_test_add_func("/protocol/one origin needs little room", test_single_origin_room);
  g_test_add_func("/protocol/the beginning is left out", test_skip);
  g_test_add_func("/protocol/samples are as far apart as published", test_interval);
  g_test_add_func("/protocol/chosen atoms have a curve of their own", test_selection);
  g_test_add_func("/protocol/an atom that is not there is refused", test_missing_atom);
  g_test_add_func("/protocol/drift is that of the reference chosen",
                  test_drift_references);
  g_test_add_func("/protocol/charges and atoms are read from words", test_words);
  return g_test_run();
}
