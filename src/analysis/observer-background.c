// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/observer-background.h"

#include <math.h>
#include <sys/resource.h>

#define MODEST 10 /* nicer than the rest of the program: a tenth of its share */
#define REST   3  /* times as long as making charts took */

/* A frame, or (without one) the beginning of an epoch or of a line. */
typedef struct {
  Frame *frame; /* owned reference */
  gboolean line;
} Task;

/* Shared by caller and worker; freed by the last of them. */
typedef struct {
  Observer *inner; /* the worker's */
  guint n_charts;

  GMutex lock; /* of everything below */
  GCond work, rest;
  GQueue tasks; /* Task* */
  guint n_waiting, n_left_out;
  gboolean busy, in_task, quit;
  GPtrArray *events; /* Event* */
  GError *error;
  Chart **chart; /* n_charts, the newest of each */
  Pathways *pathways;
  guint n_done;      /* tasks carried out */
  guint *made;       /* n_charts and pathways: n_done when it was made */
  guint8 *asked;     /* n_charts and pathways */
  gint64 rested;     /* µs, monotonic: no chart before */
  guint n_impatient; /* callers of wait: no rest */
} Desk;

typedef struct {
  Observer observer;
  ObserverClass klass; /* as many charts as the inner one */
  Desk *desk;          /* owned reference */
} Background;

static void
free_task(Task *task)
{
  g_clear_pointer(&task->frame, frame_unref);
  g_free(task);
}

static void
clear_desk(Desk *desk)
{
  observer_free(desk->inner);
  g_queue_clear_full(&desk->tasks, (GDestroyNotify)free_task);
  g_ptr_array_unref(desk->events);
  g_clear_error(&desk->error);
  for (guint k = 0; k < desk->n_charts; k++)
    g_clear_pointer(&desk->chart[k], chart_unref);
  pathways_unref(desk->pathways);
  g_free(desk->chart);
  g_free(desk->made);
  g_free(desk->asked);
  g_mutex_clear(&desk->lock);
  g_cond_clear(&desk->work);
  g_cond_clear(&desk->rest);
}

static void
unref_desk(Desk *desk)
{
  g_atomic_rc_box_release_full(desk, (GDestroyNotify)clear_desk);
}

/* A chart, or n_charts: the pathways; -1 when nobody asked. */
static int
next_asked(const Desk *desk)
{
  for (guint k = 0; k <= desk->n_charts; k++)
    if (desk->asked[k])
      return (int)k;
  return -1;
}

static gboolean
is_resting(const Desk *desk)
{
  return desk->n_impatient == 0 && g_get_monotonic_time() < desk->rested;
}

/* Without the lock. */
static void
carry_out(Desk *desk, const Task *task, GPtrArray *events, GError **error)
{
  if (task->frame) {
    observer_add_frame(desk->inner, task->frame, error);
    observer_take_events(desk->inner, events);
  } else if (task->line) {
    observer_begin_line(desk->inner);
  } else {
    observer_begin_epoch(desk->inner);
  }
}

/* With the lock, which is let go of meanwhile. */
static void
do_task(Desk *desk, Task *task)
{
  g_autoptr(GPtrArray) events =
      g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  GError *error = NULL;

  if (task->frame)
    desk->n_waiting--;
  desk->in_task = TRUE;
  g_mutex_unlock(&desk->lock);
  carry_out(desk, task, events, &error);
  free_task(task);
  g_mutex_lock(&desk->lock);
  desk->in_task = FALSE;
  desk->n_done++;
  g_ptr_array_extend_and_steal(desk->events, g_steal_pointer(&events));
  if (!error)
    return;
  g_clear_error(&desk->error);
  desk->error = error;
}

static void
make_pathways(Desk *desk)
{
  g_mutex_unlock(&desk->lock);
  Pathways *pathways = observer_pathways(desk->inner);
  g_mutex_lock(&desk->lock);
  pathways_unref(desk->pathways);
  desk->pathways = pathways;
}

static void
make_chart(Desk *desk, guint index)
{
  guint n_left_out = desk->n_left_out;

  g_mutex_unlock(&desk->lock);
  Chart *chart = observer_chart_at(desk->inner, index);
  if (n_left_out > 0)
    chart_add_scalar(chart, "frames_left_out", "", n_left_out, NAN, NULL);
  g_mutex_lock(&desk->lock);
  chart_unref(desk->chart[index]);
  desk->chart[index] = chart;
}

/* Everything asked for, of one state. */
static void
make_asked(Desk *desk)
{
  gint64 begun = g_get_monotonic_time();
  int index;

  while ((index = next_asked(desk)) >= 0) {
    desk->asked[index] = FALSE;
    desk->made[index] = desk->n_done;
    if ((guint)index < desk->n_charts)
      make_chart(desk, (guint)index);
    else
      make_pathways(desk);
  }
  gint64 now = g_get_monotonic_time();
  desk->rested = now + REST * (now - begun);
}

/* Until there is something to do. */
static void
pause_worker(Desk *desk)
{
  if (next_asked(desk) >= 0) {
    g_cond_wait_until(&desk->work, &desk->lock, desk->rested);
    return;
  }
  g_cond_broadcast(&desk->rest);
  g_cond_wait(&desk->work, &desk->lock);
}

/* Where all processors are taken, the engine goes first. Of this thread alone (Linux). */
static void
step_back(void)
{
  setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + MODEST);
}

static gpointer
work(gpointer data)
{
  Desk *desk = data;

  step_back();
  g_mutex_lock(&desk->lock);
  while (!desk->quit) {
    Task *task = g_queue_pop_head(&desk->tasks);
    gboolean asked = next_asked(desk) >= 0 && !is_resting(desk);
    desk->busy = task || asked;
    if (task)
      do_task(desk, task);
    if (asked)
      make_asked(desk);
    if (!desk->busy)
      pause_worker(desk);
  }
  g_mutex_unlock(&desk->lock);
  unref_desk(desk);
  return NULL;
}

static void
leave_out_oldest(Desk *desk)
{
  GList *link = desk->tasks.head;

  while (link && !((Task *)link->data)->frame)
    link = link->next;
  if (!link)
    return;
  free_task(link->data);
  g_queue_delete_link(&desk->tasks, link);
  desk->n_waiting--;
  desk->n_left_out++;
}

/* Takes task. */
static void
hand_over(Desk *desk, Task *task)
{
  g_queue_push_tail(&desk->tasks, task);
  if (task->frame && ++desk->n_waiting > OBSERVER_BACKLOG)
    leave_out_oldest(desk);
  g_cond_signal(&desk->work);
}

static gboolean
background_add_frame(Observer *self, const Frame *frame, GError **error)
{
  Desk *desk = ((Background *)self)->desk;
  Task *task = g_new0(Task, 1);

  task->frame = frame_ref((Frame *)frame);
  g_mutex_lock(&desk->lock);
  GError *earlier = g_steal_pointer(&desk->error);
  hand_over(desk, task);
  g_mutex_unlock(&desk->lock);
  if (!earlier)
    return TRUE;
  g_propagate_error(error, earlier);
  return FALSE;
}

static void
announce(Observer *self, gboolean line)
{
  Desk *desk = ((Background *)self)->desk;
  Task *task = g_new0(Task, 1);

  task->line = line;
  g_mutex_lock(&desk->lock);
  hand_over(desk, task);
  g_mutex_unlock(&desk->lock);
}

static void
background_begin_epoch(Observer *self)
{
  announce(self, FALSE);
}

static void
background_begin_line(Observer *self)
{
  announce(self, TRUE);
}

static gboolean
is_outdated(const Desk *desk, guint index)
{
  return desk->in_task || desk->tasks.length > 0 || desk->made[index] != desk->n_done;
}

static Chart *
background_chart_at(Observer *self, guint index)
{
  Desk *desk = ((Background *)self)->desk;

  g_mutex_lock(&desk->lock);
  Chart *chart = chart_ref(desk->chart[index]);
  if (is_outdated(desk, index)) {
    desk->asked[index] = TRUE;
    g_cond_signal(&desk->work);
  }
  g_mutex_unlock(&desk->lock);
  return chart;
}

static Pathways *
background_pathways(Observer *self)
{
  Desk *desk = ((Background *)self)->desk;

  g_mutex_lock(&desk->lock);
  Pathways *pathways = desk->pathways ? pathways_ref(desk->pathways) : NULL;
  if (is_outdated(desk, desk->n_charts)) {
    desk->asked[desk->n_charts] = TRUE;
    g_cond_signal(&desk->work);
  }
  g_mutex_unlock(&desk->lock);
  return pathways;
}

static void
background_take_events(Observer *self, GPtrArray *out)
{
  Desk *desk = ((Background *)self)->desk;
  GPtrArray *none = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  g_mutex_lock(&desk->lock);
  GPtrArray *events = desk->events;
  desk->events = none;
  g_mutex_unlock(&desk->lock);
  g_ptr_array_extend_and_steal(out, events);
}

static gboolean
has_work(const Desk *desk)
{
  return desk->busy || desk->tasks.length > 0 || next_asked(desk) >= 0;
}

static gboolean
background_is_busy(Observer *self)
{
  Desk *desk = ((Background *)self)->desk;

  g_mutex_lock(&desk->lock);
  gboolean busy = has_work(desk);
  g_mutex_unlock(&desk->lock);
  return busy;
}

static gboolean
background_has_room(Observer *self)
{
  Desk *desk = ((Background *)self)->desk;

  g_mutex_lock(&desk->lock);
  gboolean room = desk->n_waiting < OBSERVER_BACKLOG;
  g_mutex_unlock(&desk->lock);
  return room;
}

static void
background_free(Observer *self)
{
  Background *background = (Background *)self;
  Desk *desk = background->desk;

  g_mutex_lock(&desk->lock);
  desk->quit = TRUE;
  g_cond_signal(&desk->work);
  g_mutex_unlock(&desk->lock);
  unref_desk(desk);
  g_free(background);
}

static Desk *
new_desk(Observer *inner)
{
  Desk *desk = g_atomic_rc_box_new0(Desk);

  desk->inner = inner;
  desk->n_charts = observer_n_charts(inner);
  g_mutex_init(&desk->lock);
  g_cond_init(&desk->work);
  g_cond_init(&desk->rest);
  g_queue_init(&desk->tasks);
  desk->events = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);
  desk->chart = g_new0(Chart *, desk->n_charts);
  desk->made = g_new0(guint, desk->n_charts + 1);
  desk->asked = g_new0(guint8, desk->n_charts + 1);
  for (guint k = 0; k < desk->n_charts; k++)
    desk->chart[k] = observer_chart_at(inner, k);
  return desk;
}

Observer *
observer_background_new(Observer *inner)
{
  g_return_val_if_fail(inner != NULL, NULL);

  Background *self = g_new0(Background, 1);
  self->desk = new_desk(inner);
  self->klass = (ObserverClass){
      .id = inner->klass->id,
      .add_frame = background_add_frame,
      .begin_epoch = background_begin_epoch,
      .begin_line = background_begin_line,
      .n_charts = self->desk->n_charts,
      .chart_at = background_chart_at,
      .take_events = background_take_events,
      .pathways = inner->klass->pathways ? background_pathways : NULL,
      .is_busy = background_is_busy,
      .has_room = background_has_room,
      .free = background_free,
  };
  self->observer = (Observer){.klass = &self->klass, .interval = inner->interval};
  g_thread_unref(g_thread_new("observer", work, g_atomic_rc_box_acquire(self->desk)));
  return &self->observer;
}

static Desk *
desk_of(Observer *background)
{
  g_assert(background->klass->add_frame == background_add_frame);
  return ((Background *)background)->desk;
}

void
observer_background_wait(Observer *background)
{
  g_return_if_fail(background != NULL);

  Desk *desk = desk_of(background);
  g_mutex_lock(&desk->lock);
  desk->n_impatient++;
  g_cond_signal(&desk->work);
  while (has_work(desk))
    g_cond_wait(&desk->rest, &desk->lock);
  desk->n_impatient--;
  g_mutex_unlock(&desk->lock);
}

guint
observer_background_n_left_out(Observer *background)
{
  g_return_val_if_fail(background != NULL, 0);

  Desk *desk = desk_of(background);
  g_mutex_lock(&desk->lock);
  guint n = desk->n_left_out;
  g_mutex_unlock(&desk->lock);
  return n;
}
