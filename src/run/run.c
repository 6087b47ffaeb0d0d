// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/run.h"

#include <math.h>

#include "run/mailbox.h"
#include "run/play-thread.h"
#include "run/run-thread.h"

struct Run {
  Mailbox *box;
  RunThread *thread; /* NULL with a trajectory */
  PlayThread *play;  /* NULL with an engine */
  RunStatus status;  /* last one seen */
  Snapshot *newest;  /* last one taken; for run_scene_now */
  Scene *scene;      /* as steered, last one seen */
};

void
run_message_free(RunMessage *message)
{
  if (!message)
    return;
  g_clear_pointer(&message->chart, chart_unref);
  g_clear_pointer(&message->event, event_unref);
  g_clear_pointer(&message->force_field, force_field_free);
  g_free(message->text);
  g_free(message);
}

Run *
run_new(const Scene *scene, guint n_threads, GError **error)
{
  Mailbox *box = mailbox_new();
  RunThread *thread = run_thread_new(scene, n_threads, box, error);

  if (!thread) {
    mailbox_free(box);
    return NULL;
  }
  Run *run = g_new0(Run, 1);
  run->box = box;
  run->scene = scene_copy(scene);
  mailbox_take_status(box, &run->status);
  run->thread = thread;
  run_thread_start(thread);
  return run;
}

Run *
run_new_trajectory(const char *path, double interval, const Scene *scene, GError **error)
{
  Mailbox *box = mailbox_new();
  PlayThread *play = play_thread_new(path, interval, box, error);

  if (!play) {
    mailbox_free(box);
    return NULL;
  }
  Run *run = g_new0(Run, 1);
  run->box = box;
  run->scene = scene_copy(scene);
  mailbox_take_status(box, &run->status);
  run->play = play;
  play_thread_start(play);
  return run;
}

void
run_free(Run *run)
{
  if (!run)
    return;
  g_clear_pointer(&run->thread, run_thread_stop);
  g_clear_pointer(&run->play, play_thread_stop);
  mailbox_free(run->box);
  g_clear_pointer(&run->newest, snapshot_unref);
  scene_free(run->scene);
  g_free(run);
}

void
run_post(Run *run, const Command *command)
{
  mailbox_post_command(run->box, command);
}

void
run_show(Run *run, const char *const *chart_ids)
{
  mailbox_post_shown(run->box, chart_ids);
}

void
run_choose(Run *run, const char *text)
{
  mailbox_post_choices(run->box, text);
}

void
run_show_pathways(Run *run, const char *id)
{
  mailbox_post_pathways(run->box, id);
}

void
run_show_fields(Run *run, FrameFields fields)
{
  mailbox_post_fields(run->box, fields);
}

Snapshot *
run_take_snapshot(Run *run)
{
  Snapshot *snapshot = mailbox_take_snapshot(run->box);

  if (!snapshot)
    return NULL;
  g_clear_pointer(&run->newest, snapshot_unref);
  run->newest = snapshot_ref(snapshot);
  return snapshot;
}

RunMessage *
run_take_message(Run *run)
{
  return mailbox_take_message(run->box);
}

void
run_get_status(Run *run, RunStatus *status)
{
  mailbox_take_status(run->box, &run->status);
  *status = run->status;
}

Scene *
run_scene_now(Run *run)
{
  Scene *steered = mailbox_take_scene(run->box);

  if (steered) {
    scene_free(run->scene);
    run->scene = steered;
  }
  Scene *now = scene_copy(run->scene);
  if (run->newest) {
    g_clear_pointer(&now->start, frame_unref);
    now->start = frame_ref(run->newest->frame);
    now->keep_velocities = now->start->velocity != NULL;
    now->relax = FALSE;
  }
  return now;
}
