// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/snapshot.h"

Snapshot *
snapshot_new(const Frame *frame, const Bonds *bonds)
{
  g_return_val_if_fail(frame != NULL, NULL);

  Snapshot *snapshot = g_atomic_rc_box_new0(Snapshot);
  snapshot->frame = frame_ref(frame);
  snapshot->bonds = bonds ? bonds_ref(bonds) : NULL;
  return snapshot;
}

Snapshot *
snapshot_ref(const Snapshot *snapshot)
{
  g_return_val_if_fail(snapshot != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)snapshot);
}

static void
clear_snapshot(Snapshot *snapshot)
{
  frame_unref(snapshot->frame);
  bonds_unref(snapshot->bonds);
  g_clear_pointer(&snapshot->rings, g_array_unref);
  g_clear_pointer(&snapshot->hops, g_ptr_array_unref);
  g_clear_pointer(&snapshot->pathways, pathways_unref);
}

void
snapshot_unref(Snapshot *snapshot)
{
  if (snapshot)
    g_atomic_rc_box_release_full(snapshot, (GDestroyNotify)clear_snapshot);
}
