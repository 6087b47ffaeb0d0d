// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-statistics.h"

#include <math.h>

#include "analysis/observer-background.h"
#include "analysis/ring-form.h"
#include "networks.h"
#include "walkers.h"

static void
check(const Chart *chart, const char *key, const char *label, double expected)
{
  double value = walkers_scalar(chart, key, label, NULL);

  g_assert_cmpfloat_with_epsilon(value, expected, 1e-6);
}

/* The last frame of a melt; numbers of an independent program. */
static void
test_melt(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) observer = ring_statistics_observer_new(0.0, 7);

  g_assert_true(
      observer_add_frame(observer, g_ptr_array_index(frames, frames->len - 1), NULL));
  g_autoptr(Chart) sizes = observer_chart_at(observer, RING_STATISTICS_SIZES);
  g_autoptr(Chart) nodes = observer_chart_at(observer, RING_STATISTICS_NODES);
  check(sizes, "R_C_primitive", "3", 0.025);
  check(sizes, "R_C_primitive", "6", 0.1);
  check(sizes, "R_C_king", "6", 0.175);
  check(sizes, "R_C_king", "7", 0.2);
  check(sizes, "R_C_guttman", "7", 0.125);
  check(nodes, "P_N_primitive", "7", 0.475);
  check(nodes, "P_max_primitive", "6", 0.35);
  check(nodes, "P_min_primitive", "7", 0.157895);
  check(nodes, "P_N_king", "6", 0.525);
  check(nodes, "P_max_king", "5", 0.388889);
  check(nodes, "P_N_guttman", "7", 0.275);
  check(nodes, "P_min_guttman", "6", 0.4375);
  g_assert_cmpuint(walkers_series(sizes, "King")->n, ==, 6);
}

/* Means over all frames have errors; the worker says the same. */
static void
test_means(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) observer = ring_statistics_observer_new(0.0, 8);
  g_autoptr(Observer) worker =
      observer_background_new(ring_statistics_observer_new(0.0, 8));
  double error;

  walkers_feed(observer, frames);
  for (guint i = 0; i < frames->len; i++) {
    g_assert_true(observer_add_frame(worker, g_ptr_array_index(frames, i), NULL));
    observer_background_wait(worker);
  }
  g_autoptr(Chart) chart = observer_chart_at(observer, RING_STATISTICS_SIZES);
  g_autoptr(Chart) asked = observer_chart_at(worker, RING_STATISTICS_SIZES);
  observer_background_wait(worker);
  g_autoptr(Chart) far = observer_chart_at(worker, RING_STATISTICS_SIZES);
  double mean = walkers_scalar(chart, "R_C_primitive", "5", &error);
  g_assert_cmpfloat(error, >, 0.0);
  g_assert_cmpfloat(error, <, 0.1);
  check(far, "R_C_primitive", "5", mean);
  check(chart, "frames", "", frames->len);
  g_autoptr(Chart) life = observer_chart_at(observer, RING_STATISTICS_LIFETIME);
  double tau = walkers_scalar(life, "rings_lifetime_primitive_ps", "5", &error);
  g_assert_cmpfloat(tau, >, 0.0);
}

/* Warm: three silicon about a ring of oxygen that is open; cold: closed. */
static void
test_temperature(void)
{
  g_autoptr(Observer) observer = ring_statistics_observer_new(0.0, 6);

  for (guint step = 0; step < 60; step++) {
    g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(0, 0, 0));
    frame->step = step;
    frame->time = step;
    frame->target = 900.0 - 5.0 * step;
    if (frame->target >= 800.0)
      frame->position[1].z += 3.0;
    g_assert_true(observer_add_frame(observer, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart_at(observer, RING_STATISTICS_TEMPERATURE);
  const Series *three = walkers_series(chart, "3");
  g_assert_cmpfloat(three->y[walkers_point(three, 855.0)], ==, 0.0);
  g_assert_cmpfloat_with_epsilon(three->y[walkers_point(three, 705.0)], 1.0, 1e-12);
  g_autoptr(Chart) life = observer_chart_at(observer, RING_STATISTICS_LIFETIME);
  g_assert_cmpstr(life->verdict, ==, "no ring has opened yet");
}

/* Births and deaths of a glass in which one ring of two (edge sharing) opens and closes
 * again, by all three definitions; frames 0.1 ps apart. */
static void
test_events(void)
{
  g_autoptr(Observer) observer = ring_statistics_observer_new(0.0, 6);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint step = 0; step < 30; step++) {
    g_autoptr(Frame) frame = networks_edge_sharing();
    frame->step = step;
    frame->time = 0.1 * step;
    if (step >= 10 && step < 20)
      frame->position[frame->n_atoms - 1].z += 3.0;
    g_assert_true(observer_add_frame(observer, frame, NULL));
  }
  observer_take_events(observer, events);
  g_assert_cmpuint(events->len, ==, 2); /* King's ring is the primitive one: told once */
  const Event *broken = g_ptr_array_index(events, 0);
  const Event *born = g_ptr_array_index(events, 1);
  g_assert_cmpint(broken->kind, ==, EVENT_RING_BROKEN);
  g_assert_cmpfloat_with_epsilon(broken->time, 1.0, 1e-9);
  g_assert_cmpint(born->kind, ==, EVENT_RING_BORN);
  g_assert_cmpfloat_with_epsilon(born->time, 2.0, 1e-9);
  g_assert_cmpstr(born->text, ==, "2-membered ring closed");
  g_assert_cmpuint(born->n_atoms, ==, 4);
  g_assert_false(born->king);
  g_autoptr(Chart) life = observer_chart_at(observer, RING_STATISTICS_LIFETIME);
  check(life, "rings_opened_primitive", "2", 1.0);
  check(life, "rings_closed_king", "2", 1.0);
  check(life, "rings_opened_guttman", "2", 1.0);
  check(life, "rings_opened_guttman", "3", 0.0);
  check(life, "rings_lifetime_king_ps", "2", 1.9); /* watched over one death */
}

/* Two networks by turns: only the rings that are King's and not primitive are told apart,
 * those of the independent program: two of six formers and three of seven. */
static void
test_king_events(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  const Frame *melt = g_ptr_array_index(frames, frames->len - 1);
  g_autoptr(Observer) observer = ring_statistics_observer_new(0.0, 7);
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  guint n[2][RING_SIZE_MOST + 1] = {{0}};

  for (guint step = 0; step < 12; step++) {
    g_autoptr(Frame) frame = frame_copy(melt, 0);
    frame->step = step;
    frame->time = 0.1 * step;
    for (guint i = 0; step < 6 && i < frame->n_atoms; i++) /* far apart: no bond */
      frame->position[i] = vec3_scale(vec3(i % 6, i / 6 % 6, i / 36), 10.0);
    if (step < 6)
      frame->cell = cell_cubic(60.0);
    g_assert_true(observer_add_frame(observer, frame, NULL));
  }
  observer_take_events(observer, events);
  for (guint i = 0; i < events->len; i++) {
    const Event *event = g_ptr_array_index(events, i);
    g_assert_cmpint(event->kind, ==, EVENT_RING_BORN);
    g_assert_true(event->king == g_str_has_suffix(event->text, "(King)"));
    n[event->king][event->n_atoms / 2]++;
  }
  g_assert_cmpuint(n[0][3], ==, 0); /* told by rings3.h */
  g_assert_cmpuint(n[0][4], ==, 5);
  g_assert_cmpuint(n[0][6], ==, 4);
  g_assert_cmpuint(n[0][7], ==, 5);
  g_assert_cmpuint(n[1][6], ==, 3);
  g_assert_cmpuint(n[1][7], ==, 3);
}

static void
test_crowded(void)
{
  g_autoptr(Frame) frame = walkers_glass(20.0, "Si", 20u, "O", 40u, NULL);
  g_autoptr(Observer) observer = ring_statistics_observer_new(0.0, 8);

  walkers_step(frame, 0, 0.5, 1);
  walkers_step(frame, 1, 0.5, 2);
  g_assert_true(observer_add_frame(observer, frame, NULL));
  g_autoptr(Chart) chart = observer_chart_at(observer, RING_STATISTICS_SIZES);
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
  g_assert_cmpuint(chart->series->len, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ring-statistics/a melt has the numbers of another program",
                  test_melt);
  g_test_add_func("/ring-statistics/means have errors, on a worker too", test_means);
  g_test_add_func("/ring-statistics/rings close on cooling", test_temperature);
  g_test_add_func("/ring-statistics/births and deaths are told once", test_events);
  g_test_add_func("/ring-statistics/rings that are King's alone are told apart",
                  test_king_events);
  g_test_add_func("/ring-statistics/a heap of atoms is told", test_crowded);
  return g_test_run();
}
