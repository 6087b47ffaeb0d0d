// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hops.h"

#include <math.h>

#include "base/base-error.h"
#include "base/rng.h"
#include "walkers.h"

#define DT 0.05 /* ps */

/* Ion, first and last transit frame of every hop in hopper.extxyz; all are 3 Å long. */
static const struct {
  guint ion, first, last;
} truth[] = {
    {2, 244, 247}, {2, 502, 505}, {3, 187, 190}, {3, 351, 354}, {3, 480, 483},
    {4, 232, 235}, {4, 359, 362}, {4, 447, 450}, {4, 532, 535}, {5, 195, 198},
    {5, 291, 294}, {5, 407, 410}, {6, 138, 141}, {6, 235, 238}, {6, 453, 456},
    {7, 91, 94},   {7, 289, 292}, {7, 463, 466},
};

static GPtrArray *
new_events(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static guint
hop_near(const GPtrArray *events, guint ion, double from, double to)
{
  guint n = 0;

  for (guint i = 0; i < events->len; i++) {
    const Event *event = g_ptr_array_index(events, i);
    n += event->atom[0] == ion && event->time >= from && event->time <= to;
  }
  return n;
}

static void
check_hop(const Event *event, const GPtrArray *frames)
{
  g_assert_cmpint(event->kind, ==, EVENT_HOP);
  g_assert_cmpuint(event->n_atoms, ==, 1);
  g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.15);
  g_assert_cmpfloat_with_epsilon(event->length,
                                 vec3_norm(vec3_sub(event->to, event->from)), 1e-9);
  /* four frames in transit; a vibration may take one or two more on either side */
  g_assert_cmpfloat_with_epsilon(event->duration, 4 * DT, 3 * DT);
  g_assert_cmpuint(event->n_path, ==, lround(event->duration / DT));
  guint at = (guint)lround(event->time / DT);
  const Frame *before = g_ptr_array_index(frames, at - 10);
  const Frame *after = g_ptr_array_index(frames, at + 10);
  guint ion = event->atom[0];
  g_assert_cmpfloat(vec3_norm(vec3_sub(before->position[ion], event->from)), <, 0.7);
  g_assert_cmpfloat(vec3_norm(vec3_sub(after->position[ion], event->to)), <, 0.7);
}

static void
test_known_hops(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(0.0, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, G_N_ELEMENTS(truth));
  for (guint i = 0; i < G_N_ELEMENTS(truth); i++)
    g_assert_cmpuint(hop_near(events, truth[i].ion, (truth[i].first - 2) * DT,
                              (truth[i].last + 3) * DT),
                     ==, 1);
  for (guint i = 0; i < events->len; i++)
    check_hop(g_ptr_array_index(events, i), frames);

  g_ptr_array_set_size(events, 0);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 0);
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Li", NULL), ==, 18);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "length_A", "Li", NULL), 3.0, 0.1);
}

/* One ion that sits at the given sites for 4 ps each, vibrating, in a framework that
 * drifts by drift Å per ps. */
static GPtrArray *
sit(const Vec3 *site, guint n_sites, double sigma, double drift)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);
  guint stay = (guint)lround(4.0 / DT);

  for (guint k = 0; k < n_sites * stay; k++) {
    Frame *frame = walkers_glass(40.0, "Si", 10u, "O", 20u, "Na", 1u, NULL);
    frame->step = k;
    frame->time = k * DT;
    frame->position[30] = site[k / stay];
    walkers_step(frame, 2, sigma, 11);
    for (guint i = 0; i < frame->n_atoms; i++)
      frame->position[i].x += drift * frame->time;
    g_ptr_array_add(frames, frame);
  }
  return frames;
}

static void
test_back(void)
{
  const Vec3 site[] = {{0, 0, 0}, {2.5, 0, 0}, {0.1, 0.2, 0}, {0, 0, 2.5}, {0, 2.5, 2.5}};
  static const gboolean back[] = {FALSE, TRUE, FALSE, FALSE};
  g_autoptr(GPtrArray) frames = sit(site, 5, 0.15, 0.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 4);
  for (guint i = 0; i < 4; i++) {
    const Event *event = g_ptr_array_index(events, i);
    g_assert_cmpint(event->back, ==, back[i]);
    g_assert_cmpfloat_with_epsilon(event->time, 4.0 * (i + 1), 0.15);
    g_assert_cmpuint(event->atom[0], ==, 30);
  }
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "fraction_back", "Na", NULL), 0.25,
                                 1e-12);
}

/* A glass that moves by 10 Å makes no hops; places are told where the atoms were. */
static void
test_drift(void)
{
  const Vec3 site[] = {{0, 0, 0}, {0, 3, 0}, {0, 3, 0}};
  g_autoptr(GPtrArray) frames = sit(site, 3, 0.15, 1.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 1);
  const Event *event = g_ptr_array_index(events, 0);
  g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.15);
  g_assert_cmpfloat_with_epsilon(event->from.x, 4.0, 0.3);
  g_assert_cmpfloat_with_epsilon(event->to.x, 4.0, 0.3);
  g_assert_cmpfloat_with_epsilon(event->to.y, 3.0, 0.15);
}

/* Vibration alone, even a wide one, is no hop. */
static void
test_quiet(void)
{
  const Vec3 site[] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {0, 0, 0}};
  g_autoptr(GPtrArray) frames = sit(site, 6, 0.45, 0.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);

  walkers_feed(hops, frames);
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 0);
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpstr(chart->verdict, ==, "no hop yet");
}

/* A run that is steered keeps looking: a hop across the moment is found. */
static void
test_epochs(void)
{
  const Vec3 site[] = {{0, 0, 0}, {0, 3, 0}, {3, 3, 0}};
  g_autoptr(GPtrArray) frames = sit(site, 3, 0.15, 0.0);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < frames->len; k++) {
    if (k == 165)
      observer_begin_epoch(hops);
    observer_add_frame(hops, g_ptr_array_index(frames, k), &error);
    g_assert_no_error(error);
  }
  observer_take_events(hops, events);
  g_assert_cmpuint(events->len, ==, 2);
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Na", NULL), ==, 1);
}

static void
test_spacing(void)
{
  g_autoptr(Observer) hops = hops_observer_new(0.0, NULL);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 2u, "Na", 2u, NULL);
  g_autoptr(Frame) second = walkers_next(first, 0.5);
  g_autoptr(GError) error = NULL;

  g_assert_true(observer_add_frame(hops, first, &error));
  g_assert_false(observer_add_frame(hops, second, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_true(
      g_pattern_match_simple("frames are 0.5 ps apart*0.25 ps*", error->message));
}

static void
test_silica(void)
{
  g_autoptr(Observer) hops = hops_observer_new(DT, NULL);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 2u, "O", 4u, NULL);
  g_autoptr(Frame) second = walkers_next(first, DT);

  g_assert_true(observer_add_frame(hops, first, NULL));
  g_assert_true(observer_add_frame(hops, second, NULL));
  g_autoptr(Chart) chart = observer_chart(hops);
  g_assert_cmpstr(chart->verdict, ==, "no mobile ions");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hops/finds the known hops and no others", test_known_hops);
  g_test_add_func("/hops/tells which hops undo the one before", test_back);
  g_test_add_func("/hops/a drifting glass makes no hops", test_drift);
  g_test_add_func("/hops/vibration is no hop", test_quiet);
  g_test_add_func("/hops/steering does not hide a hop", test_epochs);
  g_test_add_func("/hops/frames too far apart are refused", test_spacing);
  g_test_add_func("/hops/a glass without mobile ions says so", test_silica);
  return g_test_run();
}
