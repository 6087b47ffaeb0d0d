// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/surface-finder.h"

#include <gio/gio.h>
#include <math.h>

#include "run/pathway-finder.h"

struct SurfaceFinder {
  gatomicrefcount references; /* one of the owner, one of the work */
  GSourceOnceFunc found;
  gpointer data;
  double level;
  Pathways *source; /* as found by the run; owned, or NULL */
  Pathways *made;   /* from made_of at made_level; owned, or NULL */
  Pathways *made_of;
  double made_level;
  gboolean busy, closed;
  gboolean stale; /* what is being made is of another glass */
};

typedef struct {
  Pathways *source; /* owned */
  double level;
} Work;

static void begin(SurfaceFinder *finder);

static void
work_free(Work *work)
{
  pathways_unref(work->source);
  g_free(work);
}

static void
forget_made(SurfaceFinder *finder)
{
  g_clear_pointer(&finder->made, pathways_unref);
  g_clear_pointer(&finder->made_of, pathways_unref);
}

static void
finder_unref(SurfaceFinder *finder)
{
  if (!g_atomic_ref_count_dec(&finder->references))
    return;
  forget_made(finder);
  g_clear_pointer(&finder->source, pathways_unref);
  g_free(finder);
}

SurfaceFinder *
surface_finder_new(GSourceOnceFunc found, gpointer data)
{
  SurfaceFinder *finder = g_new0(SurfaceFinder, 1);

  g_atomic_ref_count_init(&finder->references);
  finder->found = found;
  finder->data = data;
  finder->level = NAN;
  return finder;
}

void
surface_finder_free(SurfaceFinder *finder)
{
  if (!finder)
    return;
  finder->closed = TRUE;
  finder_unref(finder);
}

static void
work_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;

  g_task_return_pointer(task, pathway_finder_at(work->source, work->level),
                        (GDestroyNotify)pathways_unref);
}

static void
made_cb(GObject *object, GAsyncResult *result, gpointer data)
{
  SurfaceFinder *finder = data;
  const Work *work = g_task_get_task_data(G_TASK(result));
  Pathways *made = g_task_propagate_pointer(G_TASK(result), NULL);

  gboolean stale = finder->stale;
  finder->busy = finder->stale = FALSE;
  if (finder->closed || stale || isnan(finder->level) || !finder->source ||
      !g_str_equal(finder->source->id, made->id)) {
    pathways_unref(made);
  } else {
    forget_made(finder);
    finder->made = made;
    finder->made_of = pathways_ref(work->source);
    finder->made_level = work->level;
    finder->found(finder->data);
  }
  if (!finder->closed)
    begin(finder);
  finder_unref(finder);
}

static gboolean
is_done(const SurfaceFinder *finder)
{
  return finder->made && finder->made_of == finder->source &&
         finder->made_level == finder->level;
}

static void
begin(SurfaceFinder *finder)
{
  if (finder->busy || !finder->source || !finder->source->field || isnan(finder->level) ||
      is_done(finder))
    return;
  Work *work = g_new(Work, 1);
  *work = (Work){pathways_ref(finder->source), finder->level};
  finder->busy = TRUE;
  g_atomic_ref_count_inc(&finder->references);
  g_autoptr(GTask) task = g_task_new(NULL, NULL, made_cb, finder);
  g_task_set_task_data(task, work, (GDestroyNotify)work_free);
  g_task_run_in_thread(task, work_thread);
}

void
surface_finder_set_level(SurfaceFinder *finder, double level)
{
  finder->level = level;
  if (isnan(level))
    forget_made(finder);
  begin(finder);
}

Pathways *
surface_finder_look(SurfaceFinder *finder, const Pathways *found)
{
  if (finder->source != found) {
    g_clear_pointer(&finder->source, pathways_unref);
    finder->source = found ? pathways_ref(found) : NULL;
    begin(finder);
  }
  if (!found) {
    forget_made(finder);
    finder->stale = finder->busy;
    return NULL;
  }
  gboolean same = finder->made && g_str_equal(finder->made->id, found->id);
  return pathways_ref(same ? finder->made : found);
}
