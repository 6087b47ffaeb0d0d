// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/iondiff.h"

#include <math.h>

#include "analysis/iondiff-plus.h"
#include "analysis/observer-background.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "walkers.h"

#define DT 0.05 /* ps */

/* Frames that IonDiff writes for hopper.extxyz, and the true transit: the ion of hop 10
 * came to rest one frame earlier. All are 3 Å long. */
static const struct {
  guint ion;
  int first, last, true_last;
} truth[] = {
    {2, 244, 247, 247}, {2, 502, 505, 505}, {3, 187, 190, 190}, {3, 351, 354, 354},
    {3, 480, 483, 483}, {4, 232, 235, 235}, {4, 359, 362, 362}, {4, 447, 450, 450},
    {4, 532, 535, 535}, {5, 195, 198, 198}, {5, 291, 293, 294}, {5, 407, 410, 410},
    {6, 138, 141, 141}, {6, 235, 238, 238}, {6, 453, 456, 456}, {7, 91, 94, 94},
    {7, 289, 292, 292}, {7, 463, 466, 466},
};
#define N_TRUE G_N_ELEMENTS(truth)

static GPtrArray *
new_events(void)
{
  return g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static const Event *
hop_of(const GPtrArray *events, guint ion, double from, double to)
{
  const Event *found = NULL;

  for (guint i = 0; i < events->len; i++) {
    const Event *event = g_ptr_array_index(events, i);
    if (event->atom[0] != ion || event->time < from || event->time > to)
      continue;
    g_assert_null(found);
    found = event;
  }
  return found;
}

static void
test_published(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) iondiff = iondiff_observer_new(0.0, NULL);

  walkers_feed(iondiff, frames);
  observer_take_events(iondiff, events);
  g_assert_cmpuint(events->len, ==, 0);
  observer_finish(iondiff);
  observer_take_events(iondiff, events);
  g_assert_cmpuint(events->len, ==, N_TRUE);
  for (guint i = 0; i < N_TRUE; i++) {
    const Event *event = g_ptr_array_index(events, i);
    g_assert_cmpint(event->method, ==, HOP_BY_IONDIFF);
    g_assert_cmpuint(event->atom[0], ==, truth[i].ion);
    g_assert_cmpint(lround(event->left / DT), ==, truth[i].first - 1);
    g_assert_cmpint(lround(event->entered / DT), ==, truth[i].last + 1);
    g_assert_cmpint(lround(event->duration / DT), ==, truth[i].last - truth[i].first - 1);
    g_assert_cmpuint(event->n_path, ==, truth[i].last - truth[i].first + 1);
    g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.06);
    /* the third hop of ion 4 undoes its second one */
    g_assert_cmpint(event->back, ==, i == 7);
  }
}

static void
test_published_numbers(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(Observer) iondiff = iondiff_observer_new(0.0, NULL);

  walkers_feed(iondiff, frames);
  g_autoptr(Chart) chart = observer_chart_at(iondiff, 0);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Li", NULL), ==, 18);
  g_assert_cmpfloat(walkers_scalar(chart, "ions_hopping", "Li", NULL), ==, 6);
  g_assert_cmpfloat(walkers_scalar(chart, "every_frames", "Li", NULL), ==, 1);
  /* 17 hops of 2 frames and one of 1 */
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "duration_frames", "Li", NULL),
                                 35.0 / 18.0, 1e-9);
  /* scikit-learn: mean of the best silhouettes of eight ions */
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "silhouette", "Li", NULL), 0.7332,
                                 1e-3);
  g_autoptr(Chart) degree = observer_chart_at(iondiff, 1);
  g_assert_cmpfloat(walkers_scalar(degree, "hops_of_N_1", "Li", NULL), ==, 12);
  g_assert_cmpfloat(walkers_scalar(degree, "hops_of_N_2", "Li", NULL), ==, 6);
}

static void
test_clusters(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) plus = iondiff_plus_observer_new(0.0, NULL);

  walkers_feed(plus, frames);
  observer_finish(plus);
  observer_take_events(plus, events);
  g_assert_cmpuint(events->len, ==, N_TRUE);
  for (guint i = 0; i < N_TRUE; i++) {
    const Event *event =
        hop_of(events, truth[i].ion, (truth[i].first - 1) * DT, (truth[i].last + 2) * DT);
    g_assert_nonnull(event);
    g_assert_cmpint(event->method, ==, HOP_BY_IONDIFF_PLUS);
    g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.08);
    /* the places themselves tell the transit, not the smoothed ones */
    g_assert_cmpint(ABS(lround(event->left / DT) - (truth[i].first - 1)), <=, 1);
    g_assert_cmpint(ABS(lround(event->entered / DT) - (truth[i].true_last + 1)), <=, 1);
  }
  g_autoptr(Chart) chart = observer_chart(plus);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Li", NULL), ==, 18);
  g_assert_cmpfloat(walkers_scalar(chart, "hops_productive", "Li", NULL), ==, 16);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "time_ps", "Li", NULL), 28.95,
                                 1e-6);
}

/* Where ion i is after its k-th stay. */
static Vec3
site(guint ion, guint k)
{
  const Vec3 way[] = {{3, 0, 0}, {0, 3, 0}, {0, 0, 3}};
  Vec3 at = vec3(10.0 * ion, 0.0, 0.0);

  for (guint j = 0; j < k; j++)
    at = vec3_add(at, way[(ion + j) % 3]);
  return at;
}

/* Ions that hop at once after every stay (ps), ion i later by i tenths of it; Si and O
 * beside them, and all of it drifts. */
static GPtrArray *
hopping(guint n_ions, double stay, guint n_frames)
{
  GPtrArray *frames = g_ptr_array_new_with_free_func((GDestroyNotify)frame_unref);

  for (guint k = 0; k < n_frames; k++) {
    Frame *frame = walkers_glass(40.0, "Si", 10u, "O", 20u, "Na", n_ions, NULL);
    frame->step = k;
    frame->time = k * DT;
    for (guint i = 0; i < n_ions; i++) {
      double stays = (frame->time + 1e-6) / stay - 0.1 * i;
      frame->position[30 + i] = site(i, (guint)MAX(stays, 0.0));
    }
    walkers_step(frame, 2, 0.15, 4);
    for (guint a = 0; a < frame->n_atoms; a++)
      frame->position[a].y += 0.05 * frame->time;
    g_ptr_array_add(frames, frame);
  }
  return frames;
}

static void
check_hopping(const GPtrArray *events, guint n_ions, double stay, double from, double to)
{
  guint n = 0;

  for (guint i = 0; i < n_ions; i++)
    for (guint k = 1;; k++) {
      double when = stay * (k + 0.1 * i);
      if (when >= to)
        break;
      if (when < from)
        continue;
      const Event *event = hop_of(events, 30 + i, when - 0.3, when + 0.3);
      g_assert_nonnull(event);
      g_assert_cmpfloat_with_epsilon(event->length, 3.0, 0.2);
      n++;
    }
  g_assert_cmpuint(events->len, ==, n);
}

/* Windows that overlap tell each hop once, whatever the length of the run. */
static void
test_long_run(void)
{
  g_autoptr(GPtrArray) frames = hopping(5, 7.0, 2420);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) plus = iondiff_plus_observer_new(0.0, NULL);

  for (guint k = 0; k < frames->len; k++) {
    g_assert_true(observer_add_frame(plus, g_ptr_array_index(frames, k), NULL));
    observer_take_events(plus, events);
  }
  guint before = events->len;
  g_assert_cmpuint(before, >, 60);
  observer_finish(plus);
  observer_take_events(plus, events);
  check_hopping(events, 5, 7.0, 0.0, 120.0);
  g_assert_cmpuint(events->len, >, before);
  const Event *event = g_ptr_array_index(events, 0);
  /* places are those of the frames, drift and all */
  g_assert_cmpfloat_with_epsilon(event->from.y, 0.05 * event->time, 0.3);
}

/* Steering: what waits is told with the epoch it belongs to, then all begins anew. */
static void
test_epochs(void)
{
  g_autoptr(GPtrArray) frames = hopping(3, 7.0, 1600);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) plus = iondiff_plus_observer_new(0.0, NULL);

  for (guint k = 0; k < frames->len; k++) {
    Frame *frame = g_ptr_array_index(frames, k);
    if (k == 800)
      observer_begin_epoch(plus);
    frame->epoch = k >= 800;
    g_assert_true(observer_add_frame(plus, frame, NULL));
  }
  observer_finish(plus);
  observer_take_events(plus, events);
  check_hopping(events, 3, 7.0, 0.0, 80.0);
  guint of_first = 0;
  for (guint i = 0; i < events->len; i++)
    of_first += ((Event *)g_ptr_array_index(events, i))->epoch == 0;
  g_autoptr(Chart) chart = observer_chart(plus);
  g_assert_cmpfloat(walkers_scalar(chart, "hops", "Na", NULL), ==,
                    events->len - of_first);
}

/* Frames that were left out: the search begins anew, and loses what fell into the gap. */
static void
test_gap(void)
{
  g_autoptr(GPtrArray) frames = hopping(2, 7.0, 1200);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) plus = iondiff_plus_observer_new(0.0, NULL);

  g_ptr_array_remove_range(frames, 640, 20);
  walkers_feed(plus, frames);
  observer_finish(plus);
  observer_take_events(plus, events);
  check_hopping(events, 2, 7.0, 0.0, 60.0);
}

static void
test_quiet(void)
{
  g_autoptr(GPtrArray) frames = hopping(3, 1000.0, 1000);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) plus = iondiff_plus_observer_new(0.0, NULL);

  walkers_feed(plus, frames);
  observer_finish(plus);
  observer_take_events(plus, events);
  g_assert_cmpuint(events->len, ==, 0);
  g_autoptr(Chart) chart = observer_chart(plus);
  g_assert_cmpstr(chart->verdict, ==, "no hop yet");
}

static void
test_spacing(void)
{
  g_autoptr(Observer) plus = iondiff_plus_observer_new(0.0, NULL);
  g_autoptr(Frame) first = walkers_glass(30.0, "Si", 2u, "Na", 2u, NULL);
  g_autoptr(Frame) second = walkers_next(first, 0.5);
  g_autoptr(GError) error = NULL;

  g_assert_true(observer_add_frame(plus, first, &error));
  g_assert_false(observer_add_frame(plus, second, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_true(
      g_pattern_match_simple("frames are 0.5 ps apart*0.25 ps*", error->message));
}

/* Every second frame, and again: the memory stays, the hops too, and the chart says so.
 */
static void
test_thinned(void)
{
  g_autoptr(GPtrArray) frames = hopping(2, 60.0, 3000);
  g_autoptr(GPtrArray) events = new_events();
  g_autoptr(Observer) iondiff = iondiff_observer_new(0.0, NULL);

  walkers_feed(iondiff, frames);
  observer_finish(iondiff);
  observer_take_events(iondiff, events);
  g_autoptr(Chart) chart = observer_chart_at(iondiff, 0);
  g_assert_cmpfloat(walkers_scalar(chart, "every_frames", "Na", NULL), ==, 4);
  g_assert_cmpfloat(walkers_scalar(chart, "frames", "Na", NULL), ==, 750);
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
}

/* On a thread of its own the charts are the same. */
static void
test_background(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  g_autoptr(Observer) plain = iondiff_plus_observer_new(0.0, NULL);
  g_autoptr(Observer) behind =
      observer_background_new(iondiff_plus_observer_new(0.0, NULL));

  walkers_feed(plain, frames);
  for (guint k = 0; k < frames->len; k++) {
    g_assert_true(observer_add_frame(behind, g_ptr_array_index(frames, k), NULL));
    if (k % OBSERVER_BACKLOG == 0)
      observer_background_wait(behind);
  }
  chart_unref(observer_chart(behind));
  observer_background_wait(behind);
  g_autoptr(Chart) one = observer_chart(plain), other = observer_chart(behind);
  g_autofree char *left = chart_to_csv(one), *right = chart_to_csv(other);
  g_assert_cmpstr(left, ==, right);
  g_assert_cmpuint(one->series->len, >, 0);
}

static char *
hops_by(Observer *observer, const GPtrArray *frames)
{
  g_autoptr(GPtrArray) events = new_events();
  GString *text = g_string_new(NULL);

  walkers_feed(observer, frames);
  observer_finish(observer);
  observer_take_events(observer, events);
  for (guint i = 0; i < events->len; i++) {
    const Event *event = g_ptr_array_index(events, i);
    g_string_append_printf(text, "%u %a %a %a\n", event->atom[0], event->time,
                           event->length, event->duration);
  }
  observer_free(observer);
  return g_string_free(text, FALSE);
}

/* To the last bit, in the same order. */
static void
test_threads(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  IondiffOptions published = IONDIFF_OPTIONS_DEFAULT;
  IondiffPlusOptions plus = IONDIFF_PLUS_OPTIONS_DEFAULT;
  g_autofree char *one = hops_by(iondiff_observer_new(0.0, &published), frames);
  g_autofree char *plus_one = hops_by(iondiff_plus_observer_new(0.0, &plus), frames);

  published.n_threads = plus.n_threads = 3;
  g_autofree char *three = hops_by(iondiff_observer_new(0.0, &published), frames);
  g_autofree char *plus_three = hops_by(iondiff_plus_observer_new(0.0, &plus), frames);
  g_assert_cmpuint(strlen(one), >, 0);
  g_assert_cmpuint(strlen(plus_one), >, 0);
  g_assert_cmpstr(one, ==, three);
  g_assert_cmpstr(plus_one, ==, plus_three);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/iondiff/hops are those that IonDiff writes", test_published);
  g_test_add_func("/iondiff/numbers are those of IonDiff", test_published_numbers);
  g_test_add_func("/iondiff/a long run is thinned and says so", test_thinned);
  g_test_add_func("/iondiff-plus/finds the known hops and no others", test_clusters);
  g_test_add_func("/iondiff-plus/windows tell each hop once", test_long_run);
  g_test_add_func("/iondiff-plus/steering loses no hop", test_epochs);
  g_test_add_func("/iondiff-plus/missing frames are passed over", test_gap);
  g_test_add_func("/iondiff-plus/vibration is no hop", test_quiet);
  g_test_add_func("/iondiff-plus/frames too far apart are refused", test_spacing);
  g_test_add_func("/iondiff-plus/a thread of its own changes nothing", test_background);
  g_test_add_func("/iondiff/any number of threads finds the same", test_threads);
  return g_test_run();
}
