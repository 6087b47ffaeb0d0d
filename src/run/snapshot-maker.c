// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/snapshot-maker.h"

#include "analysis/ring-search.h"
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

  return snapshot_maker_make_of(frame, bonds, rings, hops);
}

Snapshot *
snapshot_maker_make_of(const Frame *frame, Bonds *bonds, const GArray *rings,
                       const GPtrArray *hops)
{
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

GArray *
snapshot_maker_rings_to(const Frame *frame, guint size_most, RingsKind kind)
{
  static const RingKind kinds[] = {RING_PRIMITIVE, RING_KING, RING_GUTTMAN};
  g_autoptr(Bonds) bonds = find_bonds(frame);
  RingList found, *list[RING_N_KINDS] = {NULL};
  guint n_pairs = 0;

  list[kinds[kind]] = &found;
  ring_search(frame, bonds, size_most, list);
  while (n_pairs < found.ring->len && g_array_index(found.ring, Ring, n_pairs).n < 6)
    n_pairs++;
  if (n_pairs > 0)
    g_array_remove_range(found.ring, 0, n_pairs);
  GArray *rings = g_array_ref(found.ring);
  ring_list_clear(&found);
  return rings;
}

Snapshot *
snapshot_maker_with_pathways(const Snapshot *snapshot, const Pathways *pathways)
{
  Snapshot *with = snapshot_new(snapshot->frame, snapshot->bonds);

  with->rings = snapshot->rings ? g_array_ref(snapshot->rings) : NULL;
  with->hops = snapshot->hops ? g_ptr_array_ref(snapshot->hops) : NULL;
  with->pathways = pathways ? pathways_ref(pathways) : NULL;
  return with;
}
