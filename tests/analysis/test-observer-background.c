// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/observer-background.h"

#include <math.h>
#include <string.h>

#include "base/base-error.h"

/* What the test and the inner observer share. */
typedef struct {
  GMutex lock;
  GCond changed;
  gboolean held;   /* add_frame waits while it is TRUE */
  gboolean inside; /* add_frame is waiting or working */
  gboolean freed;
  double refuse_at; /* time of a frame that does not fit */
} Gate;

typedef struct {
  Observer observer;
  Gate *gate;
  GString *diary; /* 'f' a frame, 'e' an epoch, 'l' a line; owned */
  guint n_frames;
  double last;
  GPtrArray *events;
} Slow;

static gboolean
slow_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Slow *slow = (Slow *)self;
  Gate *gate = slow->gate;

  g_mutex_lock(&gate->lock);
  gate->inside = TRUE;
  g_cond_broadcast(&gate->changed);
  while (gate->held)
    g_cond_wait(&gate->changed, &gate->lock);
  gate->inside = FALSE;
  g_mutex_unlock(&gate->lock);
  if (frame->time == gate->refuse_at) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, "does not fit");
    return FALSE;
  }
  g_assert_cmpfloat(frame->time, >, slow->last);
  slow->last = frame->time;
  slow->n_frames++;
  g_string_append_c(slow->diary, 'f');
  g_ptr_array_add(slow->events, event_new(EVENT_HOP, frame->step, frame->time));
  return TRUE;
}

static void
slow_begin_epoch(Observer *self)
{
  g_string_append_c(((Slow *)self)->diary, 'e');
}

static void
slow_begin_line(Observer *self)
{
  g_string_append_c(((Slow *)self)->diary, 'l');
}

static Chart *
slow_chart_at(Observer *self, guint index)
{
  Slow *slow = (Slow *)self;
  Chart *chart = chart_new(index == 0 ? "first" : "second", slow->diary->str);

  chart_add_scalar(chart, "n", "", slow->n_frames, NAN, NULL);
  return chart;
}

/* Of a frame whose step is the number of frames seen. */
static Pathways *
slow_pathways(Observer *self)
{
  g_autoptr(SpeciesList) species = species_list_new();
  g_autoptr(Frame) frame = frame_new(species, 0, 0);

  frame->step = ((Slow *)self)->n_frames;
  return pathways_new("slow", frame, NULL);
}

static void
slow_take_events(Observer *self, GPtrArray *out)
{
  Slow *slow = (Slow *)self;

  g_ptr_array_extend_and_steal(out, slow->events);
  slow->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
}

static void
slow_free(Observer *self)
{
  Slow *slow = (Slow *)self;

  g_mutex_lock(&slow->gate->lock);
  slow->gate->freed = TRUE;
  g_cond_broadcast(&slow->gate->changed);
  g_mutex_unlock(&slow->gate->lock);
  g_string_free(slow->diary, TRUE);
  g_ptr_array_unref(slow->events);
  g_free(slow);
}

static const ObserverClass slow_class = {
    .id = "slow",
    .add_frame = slow_add_frame,
    .begin_epoch = slow_begin_epoch,
    .begin_line = slow_begin_line,
    .n_charts = 2,
    .chart_at = slow_chart_at,
    .take_events = slow_take_events,
    .pathways = slow_pathways,
    .free = slow_free,
};

static Observer *
new_background(Gate *gate)
{
  Slow *slow = g_new0(Slow, 1);

  *gate = (Gate){.refuse_at = NAN};
  g_mutex_init(&gate->lock);
  g_cond_init(&gate->changed);
  slow->observer = (Observer){.klass = &slow_class};
  slow->gate = gate;
  slow->diary = g_string_new(NULL);
  slow->last = -INFINITY;
  slow->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  return observer_background_new(&slow->observer);
}

static void
hold(Gate *gate, gboolean held)
{
  g_mutex_lock(&gate->lock);
  gate->held = held;
  g_cond_broadcast(&gate->changed);
  g_mutex_unlock(&gate->lock);
}

/* Until add_frame stands at the closed gate. */
static void
wait_inside(Gate *gate)
{
  g_mutex_lock(&gate->lock);
  while (!gate->inside)
    g_cond_wait(&gate->changed, &gate->lock);
  g_mutex_unlock(&gate->lock);
}

/* Frees the observer and waits for the worker to have freed the inner one. */
static void
finish(Observer *background, Gate *gate)
{
  observer_free(background);
  g_mutex_lock(&gate->lock);
  while (!gate->freed)
    g_cond_wait(&gate->changed, &gate->lock);
  g_mutex_unlock(&gate->lock);
}

static gboolean
add(Observer *background, gint64 step, GError **error)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Na"));
  g_autoptr(Frame) frame = frame_new(species, 1, 0);

  frame->step = step;
  frame->time = 0.5 * (double)step;
  return observer_add_frame(background, frame, error);
}

/* The first chart as it is when everything is done. */
static Chart *
final_chart(Observer *background)
{
  observer_background_wait(background);
  g_autoptr(Chart) before = observer_chart(background);
  observer_background_wait(background);
  return observer_chart(background);
}

static double
scalar_of(const Chart *chart, const char *key)
{
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *scalar = g_ptr_array_index(chart->scalars, i);
    if (g_str_equal(scalar->key, key))
      return scalar->value;
  }
  return NAN;
}

static void
test_everything(void)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  Gate gate;
  Observer *background = new_background(&gate);

  for (gint64 k = 0; k < 100; k++) {
    g_assert_true(add(background, k, NULL));
    if (k % 10 == 9)
      observer_background_wait(background);
  }
  g_autoptr(Chart) chart = final_chart(background);
  observer_take_events(background, events);
  g_assert_cmpfloat(scalar_of(chart, "n"), ==, 100.0);
  g_assert_true(isnan(scalar_of(chart, "frames_left_out")));
  g_assert_cmpuint(events->len, ==, 100);
  for (guint i = 0; i < events->len; i++)
    g_assert_cmpint(((Event *)events->pdata[i])->step, ==, i);
  finish(background, &gate);
}

static void
test_backlog(void)
{
  Gate gate;
  Observer *background = new_background(&gate);

  hold(&gate, TRUE);
  add(background, 0, NULL);
  wait_inside(&gate);
  for (gint64 k = 1; k <= 40; k++)
    g_assert_true(add(background, k, NULL));
  g_assert_cmpuint(observer_background_n_left_out(background), ==, 40 - OBSERVER_BACKLOG);
  g_assert_false(observer_has_room(background));
  hold(&gate, FALSE);
  g_autoptr(Chart) chart = final_chart(background);
  g_assert_cmpfloat(scalar_of(chart, "n"), ==, 1.0 + OBSERVER_BACKLOG);
  g_assert_cmpfloat(scalar_of(chart, "frames_left_out"), ==, 40.0 - OBSERVER_BACKLOG);
  g_assert_true(observer_has_room(background));
  finish(background, &gate);
}

static void
test_epochs(void)
{
  Gate gate;
  Observer *background = new_background(&gate);

  hold(&gate, TRUE);
  add(background, 0, NULL);
  wait_inside(&gate);
  add(background, 1, NULL);
  observer_begin_line(background);
  observer_begin_epoch(background);
  add(background, 2, NULL);
  for (gint64 k = 3; k < 3 + 2 * OBSERVER_BACKLOG; k++)
    add(background, k, NULL);
  hold(&gate, FALSE);
  g_autoptr(Chart) chart = final_chart(background);
  /* frame 1 was left out, the epoch was not */
  g_assert_true(g_str_has_prefix(chart->title, "flef"));
  g_assert_cmpuint(strlen(chart->title), ==, 3 + OBSERVER_BACKLOG);
  finish(background, &gate);
}

static void
test_charts(void)
{
  Gate gate;
  Observer *background = new_background(&gate);

  g_assert_cmpuint(observer_n_charts(background), ==, 2);
  hold(&gate, TRUE);
  add(background, 0, NULL);
  wait_inside(&gate);
  /* comes at once, although the worker is at the gate */
  g_autoptr(Chart) early = observer_chart_at(background, 1);
  g_assert_cmpstr(early->id, ==, "second");
  g_assert_cmpstr(early->title, ==, "");
  g_assert_true(observer_is_busy(background));
  hold(&gate, FALSE);
  observer_background_wait(background);
  g_assert_false(observer_is_busy(background));
  g_autoptr(Chart) late = observer_chart_at(background, 1);
  g_assert_cmpstr(late->title, ==, "f");
  /* and is not made again when nothing has happened */
  g_assert_false(observer_is_busy(background));
  finish(background, &gate);
}

static void
test_error(void)
{
  g_autoptr(GError) error = NULL;
  Gate gate;
  Observer *background = new_background(&gate);

  gate.refuse_at = 0.5;
  g_assert_true(add(background, 0, NULL));
  g_assert_true(add(background, 1, NULL));
  observer_background_wait(background);
  g_assert_false(add(background, 2, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_true(add(background, 3, NULL));
  g_autoptr(Chart) chart = final_chart(background);
  g_assert_cmpfloat(scalar_of(chart, "n"), ==, 3.0);
  finish(background, &gate);
}

static void
test_free(void)
{
  Gate gate;
  Observer *background = new_background(&gate);

  hold(&gate, TRUE);
  for (gint64 k = 0; k < 10; k++)
    add(background, k, NULL);
  wait_inside(&gate);
  observer_free(background);
  g_assert_false(gate.freed);
  hold(&gate, FALSE);
  g_mutex_lock(&gate.lock);
  while (!gate.freed)
    g_cond_wait(&gate.changed, &gate.lock);
  g_mutex_unlock(&gate.lock);
}

static guint
count(const char *text, char letter)
{
  guint n = 0;

  for (; *text; text++)
    n += *text == letter;
  return n;
}

static void
test_stress(void)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  Gate gate;
  Observer *background = new_background(&gate);
  const guint n = 20000;

  for (guint k = 0; k < n; k++) {
    add(background, k, NULL);
    observer_take_events(background, events);
    if (k % 3 == 0)
      chart_unref(observer_chart_at(background, k % 2));
    if (k % 200 == 100)
      observer_begin_epoch(background);
    if (k % 40 == 39)
      observer_background_wait(background);
  }
  g_autoptr(Chart) chart = final_chart(background);
  observer_take_events(background, events);
  guint seen = (guint)scalar_of(chart, "n");
  g_assert_cmpuint(seen + observer_background_n_left_out(background), ==, n);
  g_assert_cmpuint(seen, >=, n / 40);
  g_assert_cmpuint(events->len, ==, seen);
  g_assert_cmpuint(count(chart->title, 'f'), ==, seen);
  g_assert_cmpuint(count(chart->title, 'e'), ==, n / 200);
  finish(background, &gate);
}

static void
test_pathways(void)
{
  Gate gate;
  Observer *background = new_background(&gate);

  for (gint64 k = 0; k < 5; k++)
    add(background, k, NULL);
  observer_background_wait(background);
  g_assert_null(observer_pathways(background));
  observer_background_wait(background);
  g_autoptr(Pathways) five = observer_pathways(background);
  g_assert_cmpint(five->frame->step, ==, 5);
  g_autoptr(Pathways) same = observer_pathways(background);
  g_assert_true(same == five);
  finish(background, &gate);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/observer-background/sees every frame in order when it can follow",
                  test_everything);
  g_test_add_func("/observer-background/leaves the oldest frames out and counts them",
                  test_backlog);
  g_test_add_func("/observer-background/epochs keep their place and are never lost",
                  test_epochs);
  g_test_add_func("/observer-background/charts come at once, newest that is ready",
                  test_charts);
  g_test_add_func("/observer-background/pathways are made when they are asked for",
                  test_pathways);
  g_test_add_func("/observer-background/an error comes with the next frame", test_error);
  g_test_add_func("/observer-background/freeing does not wait for the worker", test_free);
  g_test_add_func("/observer-background/nothing is lost or seen twice under load",
                  test_stress);
  return g_test_run();
}
