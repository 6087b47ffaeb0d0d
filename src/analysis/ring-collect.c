// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-collect.h"

#define TIDY        65536 /* rings between two looks for equal ones, at first */
#define RINGS_MOST  500   /* per former; glasses have about 3 */
#define WAYS_MOST   20000 /* per former; silica to size 12 needs 1,000 */
#define FORMERS_LOW 100   /* a small cell may have many rings per former */

struct RingCollect {
  const RingGraph *graph;
  RingList *list;
  guint64 spent; /* ways */
  guint tidy_at;
};

RingCollect *
ring_collect_new(const RingGraph *graph, RingList *list)
{
  RingCollect *collect = g_new0(RingCollect, 1);
  guint n_atoms = graph->frame->n_atoms;

  *collect = (RingCollect){.graph = graph, .list = list, .tidy_at = TIDY};
  *list = (RingList){.ring = g_array_new(FALSE, FALSE, sizeof(Ring)),
                     .from = g_new0(guint16, n_atoms)};
  for (guint i = 0; i < n_atoms; i++)
    list->n_formers += graph->is_former[i];
  return collect;
}

void
ring_collect_end(RingCollect *collect)
{
  ring_sort_unique(collect->list->ring);
  collect->list->partial = ring_collect_is_full(collect);
  g_free(collect);
}

void
ring_collect_add(RingCollect *collect, const RingCorner *corner, guint n)
{
  GArray *rings = collect->list->ring;
  Ring ring = ring_form(corner, n, collect->graph->frame, collect->graph->bonds);

  g_array_append_val(rings, ring);
  collect->spent++;
  if (rings->len < collect->tidy_at)
    return;
  ring_sort_unique(rings);
  collect->tidy_at = MAX(TIDY, 2 * rings->len);
}

void
ring_collect_mark(RingCollect *collect, guint32 former, guint size)
{
  collect->list->from[former] |= (guint16)(1u << size);
}

void
ring_collect_spend(RingCollect *collect, guint ways)
{
  collect->spent += ways;
}

void
ring_collect_give_up(RingCollect *collect)
{
  collect->spent = G_MAXUINT64 / 2;
}

gboolean
ring_collect_is_full(const RingCollect *collect)
{
  guint64 formers = MAX(collect->list->n_formers, FORMERS_LOW);

  return collect->list->ring->len > RINGS_MOST * formers ||
         collect->spent > WAYS_MOST * formers;
}
