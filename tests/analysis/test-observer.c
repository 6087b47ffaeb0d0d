// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/observer.h"

#include "analysis/history.h"
#include "walkers.h"

typedef struct {
  Observer observer;
  guint n_frames, n_epochs;
  double last;
  gboolean refuses;
} Counter;

static gboolean
counter_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Counter *counter = (Counter *)self;

  if (counter->refuses)
    return FALSE;
  counter->n_frames++;
  counter->last = frame->time;
  return TRUE;
}

static void
counter_begin_epoch(Observer *self)
{
  ((Counter *)self)->n_epochs++;
}

static const ObserverClass counter_class = {
    .id = "counter",
    .add_frame = counter_add_frame,
    .begin_epoch = counter_begin_epoch,
};

static void
feed(Counter *counter, double from, double dt, guint n)
{
  g_autoptr(Frame) first = walkers_glass(10.0, "Si", 1u, NULL);

  for (guint k = 0; k < n; k++) {
    g_autoptr(Frame) frame = frame_copy(first, 0);
    frame->time = from + k * dt;
    g_assert_true(observer_add_frame(&counter->observer, frame, NULL));
  }
}

static void
test_interval(void)
{
  Counter counter = {.observer = {.klass = &counter_class, .interval = 0.02}};
  Counter every = {.observer = {.klass = &counter_class}};

  feed(&counter, 0.0, 0.001, 1001);
  g_assert_cmpuint(counter.n_frames, ==, 51);
  g_assert_cmpfloat_with_epsilon(counter.last, 1.0, 1e-9);
  feed(&every, 0.0, 0.001, 1001);
  g_assert_cmpuint(every.n_frames, ==, 1001);
}

/* Frames that do not divide the interval come evenly all the same. */
static void
test_even(void)
{
  Counter counter = {.observer = {.klass = &counter_class, .interval = 0.02}};

  feed(&counter, 0.0, 0.003, 1000);
  g_assert_cmpuint(counter.n_frames, ==, 143);
  g_assert_cmpfloat_with_epsilon(counter.last, 142 * 0.021, 1e-9);
}

static void
test_epochs(void)
{
  Counter counter = {.observer = {.klass = &counter_class, .interval = 0.02}};

  observer_begin_epoch(&counter.observer);
  g_assert_cmpuint(counter.n_epochs, ==, 0);
  feed(&counter, 0.0, 0.001, 30);
  observer_begin_epoch(&counter.observer);
  observer_begin_epoch(&counter.observer);
  g_assert_cmpuint(counter.n_epochs, ==, 1);
  feed(&counter, 0.03, 0.001, 1);
  g_assert_cmpuint(counter.n_frames, ==, 3);
}

static void
test_refused(void)
{
  Counter counter = {.observer = {.klass = &counter_class, .interval = 0.02},
                     .refuses = TRUE};
  g_autoptr(Frame) frame = walkers_glass(10.0, "Si", 1u, NULL);

  g_assert_false(observer_add_frame(&counter.observer, frame, NULL));
  counter.refuses = FALSE;
  g_assert_true(observer_add_frame(&counter.observer, frame, NULL));
  g_assert_cmpuint(counter.n_frames, ==, 1);
}

/* A file of two runs, one after the other, must not be half ignored. */
static void
test_backwards(void)
{
  Counter counter = {.observer = {.klass = &counter_class, .interval = 0.02}};

  feed(&counter, 1.0, 0.001, 31);
  g_assert_cmpuint(counter.n_frames, ==, 2);
  counter.refuses = TRUE;
  g_autoptr(Frame) again = walkers_glass(10.0, "Si", 1u, NULL);
  g_assert_false(observer_add_frame(&counter.observer, again, NULL));
}

static void
test_history(void)
{
  g_autofree History *history = g_new0(History, 1);

  for (guint k = 0; k < 100000; k++) {
    double value[HISTORY_VALUES] = {2.0 * k, 1.0};
    if (k == 60000)
      history_begin_epoch(history);
    history_add(history, k, value);
  }
  g_assert_cmpuint(history->n, <=, HISTORY_ROOM);
  g_assert_cmpuint(history->n, >, HISTORY_ROOM / 4);
  for (guint i = 0; i < history->n; i++) {
    g_assert_cmpfloat_with_epsilon(history->entry[i].value[0],
                                   2.0 * history->entry[i].time, 1e-6);
    g_assert_cmpfloat_with_epsilon(history->entry[i].value[1], 1.0, 1e-12);
    g_assert_cmpint(history->entry[i].time >= 60000.0, ==, i >= history->epoch);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/observer/gets a frame per interval", test_interval);
  g_test_add_func("/observer/gets frames evenly", test_even);
  g_test_add_func("/observer/an epoch without frames is none", test_epochs);
  g_test_add_func("/observer/a refused frame counts as not seen", test_refused);
  g_test_add_func("/observer/a frame from before is not passed over", test_backwards);
  g_test_add_func("/observer/a history is bounded and keeps epochs apart", test_history);
  return g_test_run();
}
