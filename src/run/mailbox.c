// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/mailbox.h"

#define MAX_CHARTS 128
#define MAX_EVENTS 20000 /* waiting for an app that does not fetch; newer are dropped */

typedef struct {
  const char *id; /* interned; set once, by the run thread */
  Chart *chart;   /* atomic */
} ChartSlot;

struct Mailbox {
  GAsyncQueue *commands, *messages;
  Snapshot *snapshot; /* atomic */
  RunStatus *status;  /* atomic */
  Scene *scene;       /* atomic */
  char **shown;       /* atomic */
  char *pathways;     /* atomic; "": none are drawn */
  char *choices;      /* atomic */
  gint fields;        /* atomic; FrameFields */
  ChartSlot slot[MAX_CHARTS];
  gint n_slots; /* atomic; grows only */
};

Mailbox *
mailbox_new(void)
{
  Mailbox *box = g_new0(Mailbox, 1);

  box->commands = g_async_queue_new_full(g_free);
  box->messages = g_async_queue_new_full((GDestroyNotify)run_message_free);
  return box;
}

void
mailbox_free(Mailbox *box)
{
  if (!box)
    return;
  g_async_queue_unref(box->commands);
  g_async_queue_unref(box->messages);
  g_clear_pointer(&box->snapshot, snapshot_unref);
  g_clear_pointer(&box->status, g_free);
  g_clear_pointer(&box->scene, scene_free);
  g_clear_pointer(&box->shown, g_strfreev);
  g_free(box->pathways);
  g_free(box->choices);
  for (int i = 0; i < box->n_slots; i++)
    g_clear_pointer(&box->slot[i].chart, chart_unref);
  g_free(box);
}

void
mailbox_post_command(Mailbox *box, const Command *command)
{
  g_async_queue_push(box->commands, g_memdup2(command, sizeof *command));
}

gboolean
mailbox_pop_command(Mailbox *box, gint64 wait_us, Command *out)
{
  g_autofree Command *command = wait_us > 0
                                    ? g_async_queue_timeout_pop(box->commands, wait_us)
                                    : g_async_queue_try_pop(box->commands);

  if (!command)
    return FALSE;
  *out = *command;
  return TRUE;
}

void
mailbox_put_snapshot(Mailbox *box, Snapshot *snapshot)
{
  Snapshot *old = g_atomic_pointer_exchange(&box->snapshot, snapshot);

  g_clear_pointer(&old, snapshot_unref);
}

Snapshot *
mailbox_take_snapshot(Mailbox *box)
{
  return g_atomic_pointer_exchange(&box->snapshot, NULL);
}

gboolean
mailbox_has_snapshot(Mailbox *box)
{
  return g_atomic_pointer_get(&box->snapshot) != NULL;
}

void
mailbox_put_status(Mailbox *box, const RunStatus *status)
{
  RunStatus *copy = g_memdup2(status, sizeof *status);

  g_free(g_atomic_pointer_exchange(&box->status, copy));
}

gboolean
mailbox_take_status(Mailbox *box, RunStatus *status)
{
  g_autofree RunStatus *newest = g_atomic_pointer_exchange(&box->status, NULL);

  if (newest)
    *status = *newest;
  return newest != NULL;
}

void
mailbox_put_scene(Mailbox *box, Scene *scene)
{
  Scene *old = g_atomic_pointer_exchange(&box->scene, scene);

  g_clear_pointer(&old, scene_free);
}

Scene *
mailbox_take_scene(Mailbox *box)
{
  return g_atomic_pointer_exchange(&box->scene, NULL);
}

void
mailbox_post_shown(Mailbox *box, const char *const *ids)
{
  g_strfreev(g_atomic_pointer_exchange(&box->shown, g_strdupv((char **)ids)));
}

char **
mailbox_take_shown(Mailbox *box)
{
  return g_atomic_pointer_exchange(&box->shown, NULL);
}

void
mailbox_post_choices(Mailbox *box, const char *text)
{
  g_free(g_atomic_pointer_exchange(&box->choices, g_strdup(text)));
}

char *
mailbox_take_choices(Mailbox *box)
{
  return g_atomic_pointer_exchange(&box->choices, NULL);
}

void
mailbox_post_pathways(Mailbox *box, const char *id)
{
  g_free(g_atomic_pointer_exchange(&box->pathways, g_strdup(id ? id : "")));
}

gboolean
mailbox_take_pathways(Mailbox *box, char **id)
{
  *id = g_atomic_pointer_exchange(&box->pathways, NULL);
  if (!*id)
    return FALSE;
  if (!**id)
    g_clear_pointer(id, g_free);
  return TRUE;
}

void
mailbox_post_fields(Mailbox *box, FrameFields fields)
{
  g_atomic_int_set(&box->fields, (gint)fields);
}

FrameFields
mailbox_fields(Mailbox *box)
{
  return (FrameFields)g_atomic_int_get(&box->fields);
}

static ChartSlot *
find_slot(Mailbox *box, const char *id)
{
  int n = box->n_slots;

  for (int i = 0; i < n; i++)
    if (g_str_equal(box->slot[i].id, id))
      return &box->slot[i];
  g_assert(n < MAX_CHARTS);
  box->slot[n].id = g_intern_string(id);
  g_atomic_int_set(&box->n_slots, n + 1);
  return &box->slot[n];
}

static void
put_chart(Mailbox *box, RunMessage *message)
{
  ChartSlot *slot = find_slot(box, message->chart->id);
  Chart *old = g_atomic_pointer_exchange(&slot->chart, g_steal_pointer(&message->chart));

  g_clear_pointer(&old, chart_unref);
  run_message_free(message);
}

void
mailbox_put_message(Mailbox *box, RunMessage *message)
{
  if (message->kind == RUN_MESSAGE_CHART)
    put_chart(box, message);
  else if (message->kind == RUN_MESSAGE_EVENT &&
           g_async_queue_length(box->messages) > MAX_EVENTS)
    run_message_free(message);
  else
    g_async_queue_push(box->messages, message);
}

RunMessage *
mailbox_take_message(Mailbox *box)
{
  RunMessage *message = g_async_queue_try_pop(box->messages);

  if (message)
    return message;
  int n = g_atomic_int_get(&box->n_slots);
  for (int i = 0; i < n; i++) {
    Chart *chart = g_atomic_pointer_exchange(&box->slot[i].chart, NULL);
    if (!chart)
      continue;
    message = g_new0(RunMessage, 1);
    message->kind = RUN_MESSAGE_CHART;
    message->chart = chart;
    return message;
  }
  return NULL;
}
