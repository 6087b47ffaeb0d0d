// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/ring-finder.h"

#include <gio/gio.h>

#define SEARCH_US 250000 /* between two searches */

struct RingFinder {
  gatomicrefcount references; /* one of the owner, one of the search */
  guint size, n_atoms;
  RingsKind kind;
  GArray *rings; /* Ring; owned, or NULL */
  gboolean busy, closed;
  gint64 begun_at;
};

typedef struct {
  Frame *frame;
  guint size;
  RingsKind kind;
} Search;

static void
search_free(Search *search)
{
  frame_unref(search->frame);
  g_free(search);
}

static void
finder_unref(RingFinder *finder)
{
  if (!g_atomic_ref_count_dec(&finder->references))
    return;
  g_clear_pointer(&finder->rings, g_array_unref);
  g_free(finder);
}

RingFinder *
ring_finder_new(void)
{
  RingFinder *finder = g_new0(RingFinder, 1);

  g_atomic_ref_count_init(&finder->references);
  finder->size = 3;
  return finder;
}

void
ring_finder_free(RingFinder *finder)
{
  if (!finder)
    return;
  finder->closed = TRUE;
  finder_unref(finder);
}

void
ring_finder_set_rings(RingFinder *finder, guint size, RingsKind kind)
{
  if (size == finder->size && kind == finder->kind)
    return;
  finder->size = size;
  finder->kind = kind;
  finder->begun_at = 0;
  g_clear_pointer(&finder->rings, g_array_unref);
}

static void
search_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Search *search = data;

  g_task_return_pointer(
      task, snapshot_maker_rings_to(search->frame, search->size, search->kind),
      (GDestroyNotify)g_array_unref);
}

static void
found_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  RingFinder *finder = data;
  const Search *search = g_task_get_task_data(G_TASK(result));
  g_autoptr(GArray) rings = g_task_propagate_pointer(G_TASK(result), NULL);

  finder->busy = FALSE;
  if (!finder->closed && search->size == finder->size && search->kind == finder->kind) {
    g_clear_pointer(&finder->rings, g_array_unref);
    finder->rings = g_steal_pointer(&rings);
    finder->n_atoms = search->frame->n_atoms;
  }
  finder_unref(finder);
}

static void
begin(RingFinder *finder, const Frame *frame, gint64 now)
{
  Search *search = g_new(Search, 1);

  *search = (Search){frame_ref((Frame *)frame), finder->size, finder->kind};
  finder->busy = TRUE;
  finder->begun_at = now;
  g_atomic_ref_count_inc(&finder->references);
  g_autoptr(GTask) task = g_task_new(NULL, NULL, found_cb, finder);
  g_task_set_task_data(task, search, (GDestroyNotify)search_free);
  g_task_run_in_thread(task, search_thread);
}

Snapshot *
ring_finder_add(RingFinder *finder, const Snapshot *snapshot, gint64 now)
{
  if (finder->size <= 3)
    return snapshot_ref(snapshot);
  if (!finder->busy && now - finder->begun_at >= SEARCH_US)
    begin(finder, snapshot->frame, now);
  if (!finder->rings || finder->n_atoms != snapshot->frame->n_atoms)
    return snapshot_ref(snapshot);
  Snapshot *with = snapshot_new(snapshot->frame, snapshot->bonds);
  with->rings = g_array_ref(finder->rings);
  with->hops = snapshot->hops ? g_ptr_array_ref(snapshot->hops) : NULL;
  with->pathways = snapshot->pathways ? pathways_ref(snapshot->pathways) : NULL;
  return with;
}
