// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/play-thread.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "analysis/rings3.h"
#include "base/units.h"
#include "io/structure-file.h"
#include "model/observable.h"
#include "run/frame-store.h"
#include "run/snapshot-maker.h"
#include "run/watch.h"

#define BUDGET     ((gsize)512 << 20) /* bytes of frames that are kept */
#define TICK_US    (G_USEC_PER_SEC / 60)
#define STATUS_US  (G_USEC_PER_SEC / 10)
#define REPORT_US  (G_USEC_PER_SEC / 12)
#define STALL_US   (G_USEC_PER_SEC / 4)
#define USUAL_RATE 25.0 /* frames per second */
#define HOP_SHOWN  20.0 /* ps */

struct PlayThread {
  GThread *thread;
  gint quit; /* atomic */
  Mailbox *box;

  char *path;
  double interval;          /* ps between frames; NAN: as the file says */
  TrajectoryReader *reader; /* NULL when everything is read */
  guint n_read, n_stored;   /* frames: of this reading, put into the store so far */
  FrameStore *store;
  Watch *watch;
  guint denied;  /* ObservableFlags that the file cannot give */
  char *trouble; /* that ended the reading, as told; owned, or NULL */

  gboolean playing;
  double rate;        /* frames per second */
  double playhead;    /* frames */
  gint64 moved_at;    /* µs, of the playhead */
  guint index;        /* frame that is looked at */
  Pathways *pathways; /* of the last snapshot */
  guint n_rings;      /* in it */
  gboolean stale;     /* the snapshot that was put last shows something else */
  gint64 status_at, report_at;
};

static void
put_text(PlayThread *self, RunMessageKind kind, const char *text)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = kind;
  message->text = g_strdup(text);
  mailbox_put_message(self->box, message);
}

/* Hops up to time, not older than HOP_SHOWN. Owner: caller; events are referenced. */
static GPtrArray *
hops_at(const PlayThread *self, double time)
{
  const GPtrArray *all = watch_hops(self->watch);
  GPtrArray *hops = g_ptr_array_new_with_free_func((GDestroyNotify)event_unref);

  for (guint i = 0; i < all->len; i++) {
    Event *event = all->pdata[i];
    if (event->time <= time && event->time > time - HOP_SHOWN)
      g_ptr_array_add(hops, event_ref(event));
  }
  return hops;
}

static void
put_snapshot(PlayThread *self)
{
  g_autoptr(Frame) frame = frame_store_get(self->store, self->index);
  g_autoptr(GPtrArray) hops = hops_at(self, frame->time);
  g_autoptr(Bonds) bonds = watch_bonds(self->watch, frame);
  g_autoptr(GArray) rings = rings3_find(frame, bonds);
  Snapshot *snapshot = snapshot_maker_make_of(frame, bonds, rings, hops);

  g_clear_pointer(&self->pathways, pathways_unref);
  self->pathways = watch_pathways(self->watch);
  snapshot->pathways = self->pathways ? pathways_ref(self->pathways) : NULL;
  self->n_rings = rings->len;
  mailbox_put_snapshot(self->box, snapshot);
  self->stale = FALSE;
}

static void
put_status(PlayThread *self, gint64 now)
{
  g_autoptr(Frame) frame = frame_store_get(self->store, self->index);
  const Thermo *thermo = frame->has_thermo ? &frame->thermo : NULL;
  RunStatus status = {
      .trajectory = TRUE,
      .complete = !self->reader,
      .no_times = (self->denied & OBSERVABLE_NEEDS_TIMES) != 0,
      .frame = self->index,
      .n_frames = frame_store_n(self->store),
      .playing = self->playing,
      .step = frame->step,
      .time = frame->time,
      .temperature = thermo ? thermo->temperature : NAN,
      .temperature_mean = thermo ? thermo->temperature : NAN,
      .temperature_sd = NAN,
      .target = frame->target,
      .potential = thermo ? thermo->potential : NAN,
      .total = thermo ? thermo->potential + thermo->kinetic : NAN,
      .pressure = thermo ? thermo->pressure * UNITS_GPA : NAN,
      .density = frame_density(frame),
      .steps_per_second = NAN,
      .ns_per_day = NAN,
      .n_rings3 = self->n_rings,
      .n_hops = watch_n_hops(self->watch),
      .speed = self->rate,
      .tau = NAN,
      .dt = NAN,
      .pressure_target = NAN,
  };

  mailbox_put_status(self->box, &status);
  self->status_at = now;
}

static void
deny(PlayThread *self, guint need, const char *reason)
{
  if (self->denied & need)
    return;
  self->denied |= need;
  watch_deny(self->watch, need, reason);
}

/* What stands before the name of the file is left out. */
static const char *
without_folder(const char *text)
{
  const char *slash = g_strrstr_len(text, (gssize)strcspn(text, ":"), "/");

  return slash ? slash + 1 : text;
}

static void
check_source(PlayThread *self, const Frame *frame)
{
  const char *doubt = trajectory_reader_path_doubt(self->reader);
  const char *uneven = trajectory_reader_time_doubt(self->reader);

  if (uneven)
    deny(self, OBSERVABLE_NEEDS_TIMES, without_folder(uneven));
  if (trajectory_reader_guesses_time(self->reader))
    deny(self, OBSERVABLE_NEEDS_TIMES,
         _("the file has no times: say how far its frames are apart"));
  if (doubt)
    deny(self, OBSERVABLE_NEEDS_PATHS, without_folder(doubt));
  if (!frame->has_thermo)
    deny(self, OBSERVABLE_NEEDS_THERMO, _("the file has no energies"));
}

static void
take_frame(PlayThread *self, const Frame *frame)
{
  guint had = frame_store_n(self->store);

  check_source(self, frame);
  watch_add_frame(self->watch, frame, self->box);
  if (self->n_read++ < self->n_stored)
    return;
  self->n_stored++;
  frame_store_add(self->store, frame);
  if (had <= frame_store_n(self->store))
    return;
  /* every second one was forgotten */
  self->playhead *= 0.5;
  self->index /= 2;
}

/* Told once, however often the file is read. */
static void
tell_trouble(PlayThread *self, const char *text)
{
  if (g_strcmp0(text, self->trouble) == 0)
    return;
  g_free(self->trouble);
  self->trouble = g_strdup(text);
  put_text(self, RUN_MESSAGE_REFUSED, text);
}

static void
read_frame(PlayThread *self)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = trajectory_reader_next(self->reader, &error);

  if (frame) {
    take_frame(self, frame);
    return;
  }
  if (error)
    tell_trouble(self, error->message);
  g_clear_pointer(&self->reader, trajectory_reader_free);
  watch_end(self->watch);
  self->stale = TRUE; /* hops may have been found anew */
  put_status(self, g_get_monotonic_time());
}

static TrajectoryReader *
open_reader(const char *path, double interval, GError **error)
{
  TrajectoryReader *reader = trajectory_reader_open(path, error);

  if (reader && interval > 0.0)
    trajectory_reader_set_interval(reader, interval);
  return reader;
}

/* For observers that were asked for after the reading had begun. */
static void
read_again(PlayThread *self)
{
  g_autoptr(GError) error = NULL;
  TrajectoryReader *reader = open_reader(self->path, self->interval, &error);

  watch_begin_again(self->watch);
  trajectory_reader_free(self->reader);
  self->reader = reader;
  self->n_read = 0;
  if (!reader) {
    tell_trouble(self, error->message);
    watch_end(self->watch);
  }
  put_status(self, g_get_monotonic_time());
}

static void
look_at(PlayThread *self, guint index)
{
  self->stale |= index != self->index;
  self->index = index;
}

static void
seek(PlayThread *self, int index)
{
  look_at(self, (guint)CLAMP(index, 0, (int)frame_store_n(self->store) - 1));
  self->playhead = self->index;
}

/* At the end of what is read it waits for more, or stops. */
static void
advance(PlayThread *self, gint64 now)
{
  double end = frame_store_n(self->store) - 1.0;
  gint64 elapsed = MIN(now - self->moved_at, STALL_US);

  self->moved_at = now;
  if (!self->playing)
    return;
  self->playhead += self->rate * (double)elapsed / (double)G_USEC_PER_SEC;
  if (self->playhead >= end) {
    self->playhead = end;
    self->playing = self->reader != NULL;
  }
  look_at(self, (guint)self->playhead);
}

static void
obey(PlayThread *self, const Command *command)
{
  switch (command->kind) {
  case COMMAND_PLAY:
    if (!self->reader && self->index + 1 == frame_store_n(self->store))
      seek(self, 0);
    self->playing = TRUE;
    break;
  case COMMAND_PAUSE:
    self->playing = FALSE;
    break;
  case COMMAND_STEP:
    self->playing = FALSE;
    seek(self, (int)self->index + 1);
    break;
  case COMMAND_SEEK:
    seek(self, command->integer);
    break;
  case COMMAND_SPEED:
    if (command->value > 0.0 && isfinite(command->value))
      self->rate = command->value;
    break;
  default:
    put_text(self, RUN_MESSAGE_REFUSED,
             _("a trajectory cannot be steered: run from one of its frames"));
    break;
  }
  put_status(self, g_get_monotonic_time());
}

static void
obey_all(PlayThread *self, gint64 wait_us)
{
  Command command;

  while (mailbox_pop_command(self->box, wait_us, &command) &&
         !g_atomic_int_get(&self->quit)) {
    obey(self, &command);
    wait_us = 0;
  }
}

static void
show(PlayThread *self)
{
  g_auto(GStrv) ids = mailbox_take_shown(self->box);
  g_autofree char *choices = mailbox_take_choices(self->box);
  char *pathways;

  if (choices)
    watch_choose(self->watch, choices);
  if (ids) {
    watch_show(self->watch, (const char *const *)ids);
    watch_report_all(self->watch, self->box);
  }
  if (mailbox_take_pathways(self->box, &pathways)) {
    watch_show_pathways(self->watch, pathways);
    g_free(pathways);
  }
  if (watch_is_late(self->watch))
    read_again(self);
  g_autoptr(Pathways) newest = watch_pathways(self->watch);
  self->stale |= newest != self->pathways;
}

static void
report(PlayThread *self, gint64 now)
{
  if (self->stale && !mailbox_has_snapshot(self->box))
    put_snapshot(self);
  if (now - self->status_at >= STATUS_US)
    put_status(self, now);
  if (now - self->report_at < REPORT_US)
    return;
  watch_report(self->watch, self->box);
  self->report_at = now;
}

static gpointer
play_thread_main(gpointer data)
{
  PlayThread *self = data;

  while (!g_atomic_int_get(&self->quit)) {
    gboolean reads = self->reader && watch_has_room(self->watch);
    show(self);
    obey_all(self, reads ? 0 : TICK_US);
    if (reads)
      read_frame(self);
    advance(self, g_get_monotonic_time());
    report(self, g_get_monotonic_time());
  }
  return NULL;
}

static void
free_world(PlayThread *self)
{
  trajectory_reader_free(self->reader);
  frame_store_free(self->store);
  watch_free(self->watch);
  g_clear_pointer(&self->pathways, pathways_unref);
  g_free(self->path);
  g_free(self->trouble);
  g_free(self);
}

PlayThread *
play_thread_new(const char *path, double interval, Mailbox *box, GError **error)
{
  g_autoptr(TrajectoryReader) reader = open_reader(path, interval, error);

  if (!reader)
    return NULL;
  g_autoptr(Frame) first = trajectory_reader_next(reader, error);
  if (!first)
    return NULL;
  PlayThread *self = g_new0(PlayThread, 1);
  self->box = box;
  self->path = g_strdup(path);
  self->interval = interval;
  self->reader = g_steal_pointer(&reader);
  self->store = frame_store_new(BUDGET);
  self->watch = watch_new();
  watch_keep_all(self->watch);
  self->rate = USUAL_RATE;
  take_frame(self, first);
  put_snapshot(self);
  put_status(self, g_get_monotonic_time());
  return self;
}

void
play_thread_start(PlayThread *self)
{
  self->moved_at = g_get_monotonic_time();
  self->thread = g_thread_new("vitrine-play", play_thread_main, self);
}

void
play_thread_stop(PlayThread *self)
{
  g_atomic_int_set(&self->quit, TRUE);
  if (self->thread)
    g_thread_join(self->thread);
  free_world(self);
}
