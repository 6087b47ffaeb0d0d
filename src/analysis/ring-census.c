// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-census.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "model/event.h"

#define ROUNDING 1e-6 /* ps */

typedef struct {
  gint64 step;
  double time;
} Instant;

typedef struct {
  guint n;
  guint32 atom[RING_CORNERS_MOST]; /* sorted */
  gboolean alive;
  gboolean present; /* in the newest frame */
  Instant since;    /* of the present presence or absence */
  double born;      /* ps; NAN: not seen in this epoch */
} Member;

struct RingCensus {
  gboolean begun;
  gboolean timed; /* a frame of this epoch was seen */
  double last;    /* ps, the newest frame */
  guint n_alive;
  guint n_of_size[RING_SIZE_MOST + 1]; /* alive */
  RingLife life[RING_SIZE_MOST + 1];
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

void
ring_census_begin_epoch(RingCensus *census)
{
  GHashTableIter iter;
  gpointer data;

  census->timed = FALSE;
  memset(census->life, 0, sizeof census->life);
  g_hash_table_iter_init(&iter, census->member);
  while (g_hash_table_iter_next(&iter, &data, NULL))
    ((Member *)data)->born = NAN;
}

gboolean
ring_census_knows(const RingCensus *census, const guint32 *atom, guint n)
{
  Member key = {.n = n};

  g_return_val_if_fail(n <= RING_CORNERS_MOST, FALSE);
  memcpy(key.atom, atom, n * sizeof *atom);
  return g_hash_table_contains(census->member, &key);
}

guint
ring_census_n_alive(const RingCensus *census)
{
  return census->n_alive;
}

const RingLife *
ring_census_life(const RingCensus *census, guint size)
{
  g_return_val_if_fail(size <= RING_SIZE_MOST, NULL);

  return &census->life[size];
}

void
ring_census_ages(const RingCensus *census, guint size, RingAges *ages)
{
  GHashTableIter iter;
  gpointer data;

  *ages = (RingAges){0};
  g_hash_table_iter_init(&iter, census->member);
  while (g_hash_table_iter_next(&iter, &data, NULL)) {
    const Member *member = data;
    double end = member->present ? census->last : member->since.time;
    if (member->n == 2 * size && member->alive && isfinite(member->born))
      ring_ages_add(ages, end - member->born);
  }
}

static void
tell(const Member *member, EventKind kind, GPtrArray *events)
{
  if (!events)
    return;
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
    member->born = NAN;
    member->alive = !census->begun;
    census->n_alive += member->alive;
    census->n_of_size[member->n / 2] += member->alive;
    g_hash_table_add(census->member, member);
  }
  member->present = TRUE;
}

static void
begin_life(RingCensus *census, Member *member, Instant now, GPtrArray *events)
{
  RingLife *life = &census->life[member->n / 2];

  member->alive = TRUE;
  member->born = member->since.time;
  life->n_births++;
  life->watched += now.time - member->since.time;
  census->n_alive++;
  census->n_of_size[member->n / 2]++;
  tell(member, EVENT_RING_BORN, events);
}

static void
end_life(RingCensus *census, const Member *member, Instant now, GPtrArray *events)
{
  RingLife *life = &census->life[member->n / 2];

  life->watched -= now.time - member->since.time;
  ring_life_add_death(life, member->since.time - member->born);
  census->n_alive--;
  census->n_of_size[member->n / 2]--;
  tell(member, EVENT_RING_BROKEN, events);
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
    if (!member->alive && certain)
      begin_life(census, member, now, events);
    return FALSE;
  }
  if (!member->alive)
    return TRUE;
  if (!certain)
    return FALSE;
  end_life(census, member, now, events);
  return TRUE;
}

static void
watch_until(RingCensus *census, double time)
{
  for (guint size = 0; census->timed && size <= RING_SIZE_MOST; size++)
    census->life[size].watched += census->n_of_size[size] * (time - census->last);
  census->timed = TRUE;
  census->last = time;
}

void
ring_census_add(RingCensus *census, const Frame *frame, const GArray *rings,
                GPtrArray *events)
{
  Instant now = {frame->step, frame->time};
  g_autoptr(GHashTable) before = g_hash_table_new(NULL, NULL);
  GHashTableIter iter;
  gpointer data;

  watch_until(census, frame->time);
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
