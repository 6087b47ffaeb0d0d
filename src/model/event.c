// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/event.h"

Event *
event_new(EventKind kind, gint64 step, double time)
{
  Event *event = g_atomic_rc_box_new0(Event);

  event->kind = kind;
  event->step = step;
  event->time = time;
  return event;
}

Event *
event_ref(const Event *event)
{
  g_return_val_if_fail(event != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)event);
}

static void
clear_event(Event *event)
{
  g_free(event->text);
  g_free(event->atom);
  g_free(event->path);
  g_free(event->gate);
}

void
event_unref(Event *event)
{
  if (event)
    g_atomic_rc_box_release_full(event, (GDestroyNotify)clear_event);
}

void
event_set_atoms(Event *event, const guint32 *atom, guint n)
{
  g_return_if_fail(event != NULL);

  g_free(event->atom);
  event->atom = g_memdup2(atom, n * sizeof *atom);
  event->n_atoms = n;
}

void
event_set_path(Event *event, const Vec3 *path, guint n)
{
  g_return_if_fail(event != NULL);

  g_free(event->path);
  event->path = g_memdup2(path, n * sizeof *path);
  event->n_path = n;
}

void
event_set_gate(Event *event, const HopGate *gate)
{
  g_return_if_fail(event != NULL);

  g_free(event->gate);
  event->gate = g_memdup2(gate, sizeof *gate);
}
