// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-census.h"

#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "model/event.h"

#define ATOMS_MOST 24
#define ROUNDING   1e-6 /* ps */

typedef struct {
  gint64 step;
  double time;
} Instant;

typedef struct {
  guint n;
  guint32 atom[ATOMS_MOST]; /* sorted */
  gboolean alive;
  gboolean present; /* in the newest frame */
  Instant since;    /* of the present presence or absence */
} Member;

struct RingCensus {
  gboolean begun;
  guint n_alive;
  GHashTable *member; /* Member* as key and value */
};

static guint
hash_member(gconstpointer data)
{
  const Member *member = data;
  guint hash = 2166136261u;

  for (guint k = 0; k < member->n; k++)
    hash = (hash ^ member->atom[k]) * 16777619u;
  return hash;
}

static gboolean
same_member(gconstpointer a, gconstpointer b)
{
  const Member *first = a, *second = b;

  return first->n == second->n &&
         memcmp(first->atom, second->atom, first->n * sizeof *first->atom) == 0;
}

static int
by_number(const void *a, const void *b)
{
  guint32 first = *(const guint32 *)a, second = *(const guint32 *)b;

  return (first > second) - (first < second);
}

RingCensus *
ring_census_new(void)
{
  RingCensus *census = g_new0(RingCensus, 1);

  census->member = g_hash_table_new_full(hash_member, same_member, g_free, NULL);
  return census;
}

void
ring_census_free(RingCensus *census)
{
  if (!census)
    return;
  g_hash_table_unref(census->member);
  g_free(census);
}

guint
ring_census_n_alive(const RingCensus *census)
{
  return census->n_alive;
}

static void
tell(const Member *member, EventKind kind, GPtrArray *events)
{
  Event *event = event_new(kind, member->since.step, member->since.time);

  event_set_atoms(event, member->atom, member->n);
  event->text = g_strdup_printf(kind == EVENT_RING_BORN ? _("%u-membered ring closed")
                                                        : _("%u-membered ring opened"),
                                member->n / 2);
  g_ptr_array_add(events, event);
}

static void
see(RingCensus *census, const Ring *ring, Instant now)
{
  Member key = {.n = ring->n};

  memcpy(key.atom, ring->atom, ring->n * sizeof *key.atom);
  qsort(key.atom, key.n, sizeof *key.atom, by_number);
  Member *member = g_hash_table_lookup(census->member, &key);
  if (!member) {
    member = g_memdup2(&key, sizeof key);
    member->since = now;
    member->alive = !census->begun;
    census->n_alive += member->alive;
    g_hash_table_add(census->member, member);
  }
  member->present = TRUE;
}

/* What has become certain of a member; TRUE when it may be forgotten. */
static gboolean
settle(RingCensus *census, Member *member, gboolean was_present, Instant now,
       GPtrArray *events)
{
  if (member->present != was_present)
    member->since = now;
  gboolean certain = now.time - member->since.time >= RING_CENSUS_HYSTERESIS - ROUNDING;
  if (member->present) {
    if (!member->alive && certain) {
      member->alive = TRUE;
      census->n_alive++;
      tell(member, EVENT_RING_BORN, events);
    }
    return FALSE;
  }
  if (!member->alive)
    return TRUE;
  if (!certain)
    return FALSE;
  census->n_alive--;
  tell(member, EVENT_RING_BROKEN, events);
  return TRUE;
}

void
ring_census_add(RingCensus *census, const Frame *frame, const GArray *rings,
                GPtrArray *events)
{
  Instant now = {frame->step, frame->time};
  g_autoptr(GHashTable) before = g_hash_table_new(NULL, NULL);
  GHashTableIter iter;
  gpointer data;

  g_hash_table_iter_init(&iter, census->member);
  while (g_hash_table_iter_next(&iter, &data, NULL)) {
    Member *member = data;
    if (member->present)
      g_hash_table_add(before, member);
    member->present = FALSE;
  }
  for (guint i = 0; i < rings->len; i++)
    see(census, &g_array_index(rings, Ring, i), now);
  g_hash_table_iter_init(&iter, census->member);
  while (g_hash_table_iter_next(&iter, &data, NULL))
    if (settle(census, data, g_hash_table_contains(before, data), now, events))
      g_hash_table_iter_remove(&iter);
  census->begun = TRUE;
}
