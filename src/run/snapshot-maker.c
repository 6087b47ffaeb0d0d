// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/snapshot-maker.h"

#include "analysis/rings3.h"

static Bonds *
find_bonds(const Frame *frame)
{
  BondRule rule;

  bond_rule_init(&rule, frame->species);
  return bonds_new(frame, &rule);
}

Snapshot *
snapshot_maker_make(const Frame *frame)
{
  g_autoptr(Bonds) bonds = find_bonds(frame);
  Snapshot *snapshot = snapshot_new(frame, bonds);

  snapshot->rings = rings3_find(frame, bonds);
  return snapshot;
}

Snapshot *
snapshot_maker_make_with(const Frame *frame, const GArray *rings, const GPtrArray *hops)
{
  g_autoptr(Bonds) bonds = find_bonds(frame);
  Snapshot *snapshot = snapshot_new(frame, bonds);

  if (rings) {
    snapshot->rings = g_array_sized_new(FALSE, FALSE, sizeof(Ring), rings->len);
    g_array_append_vals(snapshot->rings, rings->data, rings->len);
  }
  if (hops) {
    snapshot->hops = g_ptr_array_new_full(hops->len, (GDestroyNotify)event_unref);
    for (guint i = 0; i < hops->len; i++)
      g_ptr_array_add(snapshot->hops, event_ref(hops->pdata[i]));
  }
  return snapshot;
}

GArray *
snapshot_maker_rings(const Frame *frame)
{
  g_autoptr(Bonds) bonds = find_bonds(frame);

  return rings3_find(frame, bonds);
}
