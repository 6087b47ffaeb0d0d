// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/ring-memory.h"

#include <math.h>

#define LONGEST_STEP 20.0 /* fades */

struct RingMemory {
  GArray *lives;    /* RingLife */
  GHashTable *find; /* key of the ring (gint64, owned) to place in lives + 1 */
  double time;      /* ps, of the newest snapshot; NAN: none yet */
  guint n_atoms;
};

RingMemory *
ring_memory_new(void)
{
  RingMemory *memory = g_new0(RingMemory, 1);

  memory->lives = g_array_new(FALSE, FALSE, sizeof(RingLife));
  memory->find = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
  memory->time = NAN;
  return memory;
}

void
ring_memory_free(RingMemory *memory)
{
  if (!memory)
    return;
  g_array_unref(memory->lives);
  g_hash_table_unref(memory->find);
  g_free(memory);
}

/* Bits of a number well mixed, after SplitMix64. */
static guint64
mixed(guint64 x)
{
  x += G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
  x = (x ^ x >> 30) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
  x = (x ^ x >> 27) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
  return x ^ x >> 31;
}

/* The same for every order of the atoms. */
static gint64
key_of(const Ring *ring)
{
  guint64 sum = ring->n;

  for (guint k = 0; k < ring->n; k++)
    sum += mixed(ring->atom[k]);
  return (gint64)sum;
}

static void
index_lives(RingMemory *memory)
{
  g_hash_table_remove_all(memory->find);
  for (guint k = 0; k < memory->lives->len; k++) {
    gint64 key = key_of(&g_array_index(memory->lives, RingLife, k).ring);
    g_hash_table_insert(memory->find, g_memdup2(&key, sizeof key),
                        GUINT_TO_POINTER(k + 1));
  }
}

static void
see(RingMemory *memory, const Ring *ring, guint index, double born)
{
  gint64 key = key_of(ring);
  guint place = GPOINTER_TO_UINT(g_hash_table_lookup(memory->find, &key));

  if (place == 0) {
    RingLife life = {*ring, index, born, INFINITY, 1};
    g_array_append_val(memory->lives, life);
    return;
  }
  RingLife *life = &g_array_index(memory->lives, RingLife, place - 1);
  if (life->died < INFINITY)
    life->born = born;
  life->ring = *ring;
  life->index = index;
  life->died = INFINITY;
  life->mark = 1;
}

static void
bury(RingMemory *memory, double now, double fade)
{
  for (guint k = memory->lives->len; k-- > 0;) {
    RingLife *life = &g_array_index(memory->lives, RingLife, k);
    if (life->mark)
      continue;
    if (life->died == INFINITY)
      life->died = now;
    life->index = G_MAXUINT;
    if (now - life->died >= fade)
      g_array_remove_index_fast(memory->lives, k);
  }
}

void
ring_memory_update(RingMemory *memory, const Snapshot *snapshot, double fade)
{
  double now = snapshot->frame->time;
  gboolean jumped = !(now >= memory->time && now - memory->time <= LONGEST_STEP * fade) ||
                    memory->n_atoms != snapshot->frame->n_atoms;
  double born = jumped ? -INFINITY : now;

  if (jumped) {
    g_array_set_size(memory->lives, 0);
    g_hash_table_remove_all(memory->find);
  }
  memory->time = now;
  memory->n_atoms = snapshot->frame->n_atoms;
  for (guint k = 0; k < memory->lives->len; k++)
    g_array_index(memory->lives, RingLife, k).mark = 0;
  for (guint k = 0; snapshot->rings && k < snapshot->rings->len; k++)
    see(memory, &g_array_index(snapshot->rings, Ring, k), k, born);
  bury(memory, now, fade);
  index_lives(memory);
}

guint
ring_memory_size(const RingMemory *memory)
{
  return memory->lives->len;
}

const RingLife *
ring_memory_get(const RingMemory *memory, guint k)
{
  return &g_array_index(memory->lives, RingLife, k);
}

double
ring_life_strength(const RingLife *life, double now, double fade)
{
  if (!(fade > 0.0))
    return life->died < INFINITY ? 0.0 : 1.0;
  if (life->died < INFINITY)
    return CLAMP(1.0 - (now - life->died) / fade, 0.0, 1.0);
  return 1.0 + CLAMP(1.0 - (now - life->born) / fade, 0.0, 1.0);
}
