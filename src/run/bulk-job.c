// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/bulk-job.h"

#include <glib/gi18n.h>
#include <sys/resource.h>

#include "run/bulk-protocol.h"
#include "run/observables.h"

#define MODEST 10 /* nicer than the rest of the program */

static const struct {
  const char *chart_id;
  BulkProperty property;
} kinds[] = {{"modulus", BULK_MODULUS},
             {"expansion", BULK_EXPANSION},
             {"capacity", BULK_CAPACITY}};

struct BulkJob {
  GThread *thread;
  Scene *scene;         /* the thread's; owned */
  const char *chart_id; /* static */
  BulkOptions options;
  Chart *known; /* the thread's: the newest of the protocol; owned, or NULL */
  int percent;  /* the thread's: as told last */
  gint quit;    /* atomic */

  GMutex lock;  /* of everything below */
  Chart *chart; /* not yet taken, or NULL; owned */
  gboolean over;
};

static int
find_kind(const char *chart_id)
{
  for (guint k = 0; k < G_N_ELEMENTS(kinds); k++)
    if (g_strcmp0(kinds[k].chart_id, chart_id) == 0)
      return (int)k;
  return -1;
}

gboolean
bulk_job_can_make(const char *chart_id)
{
  return find_kind(chart_id) >= 0;
}

/* A copy, for the one that is known was told already. */
static Chart *
copy_known(const BulkJob *job)
{
  guint k;

  if (job->known)
    return chart_copy(job->known);
  const Observable *about = observables_find_chart(job->chart_id, &k);
  return chart_new(job->chart_id, gettext(about->chart[k].title));
}

/* Takes verdict, which may be NULL. */
static void
tell(BulkJob *job, VerdictLevel level, char *verdict, gboolean over)
{
  Chart *chart = copy_known(job);

  chart_take_verdict(chart, level, verdict);
  g_mutex_lock(&job->lock);
  g_clear_pointer(&job->chart, chart_unref);
  job->chart = chart;
  job->over = over;
  g_mutex_unlock(&job->lock);
}

static void
tell_progress(BulkJob *job)
{
  tell(job, VERDICT_WAIT, g_strdup_printf(_("measuring · %d %%"), job->percent), FALSE);
}

static void
keep(BulkJob *job, const Chart *chart)
{
  g_clear_pointer(&job->known, chart_unref);
  job->known = chart_ref(chart);
}

static void
show_cb(const Chart *chart, gpointer data)
{
  BulkJob *job = data;

  keep(job, chart);
  tell_progress(job);
}

static gboolean
progress_cb(double fraction, const char *what, gpointer data)
{
  BulkJob *job = data;
  int percent = (int)(100.0 * fraction);

  if (percent != job->percent) {
    job->percent = percent;
    tell_progress(job);
  }
  return !g_atomic_int_get(&job->quit);
}

static gpointer
work(gpointer data)
{
  BulkJob *job = data;
  g_autoptr(GError) error = NULL;

  /* Of this thread alone (Linux), and of the engine's that it starts. */
  setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + MODEST);
  g_autoptr(AnalysisResult) result = bulk_protocol_run(job->scene, &job->options, &error);
  if (result) {
    keep(job, g_ptr_array_index(result->charts, 0));
    tell(job, VERDICT_NONE, NULL, TRUE);
  } else {
    tell(job, VERDICT_NOTICE, g_strdup(error->message), TRUE);
  }
  return NULL;
}

BulkJob *
bulk_job_new(const Scene *scene, const char *chart_id, double settle, double hold)
{
  int kind = find_kind(chart_id);

  g_return_val_if_fail(scene != NULL && kind >= 0, NULL);
  BulkJob *job = g_new0(BulkJob, 1);
  g_mutex_init(&job->lock);
  job->scene = scene_copy(scene);
  job->chart_id = kinds[kind].chart_id;
  bulk_options_init(&job->options);
  job->options.properties = kinds[kind].property;
  job->options.engine.n_threads = 1;
  job->options.settle = settle;
  job->options.hold = hold;
  job->options.progress = progress_cb;
  job->options.show = show_cb;
  job->options.data = job;
  tell_progress(job);
  job->thread = g_thread_new("measure", work, job);
  return job;
}

void
bulk_job_free(BulkJob *job)
{
  if (!job)
    return;
  g_atomic_int_set(&job->quit, TRUE);
  g_thread_join(job->thread);
  scene_free(job->scene);
  g_clear_pointer(&job->known, chart_unref);
  g_clear_pointer(&job->chart, chart_unref);
  g_mutex_clear(&job->lock);
  g_free(job);
}

const char *
bulk_job_chart_id(const BulkJob *job)
{
  return job->chart_id;
}

Chart *
bulk_job_take_chart(BulkJob *job)
{
  g_mutex_lock(&job->lock);
  Chart *chart = g_steal_pointer(&job->chart);
  g_mutex_unlock(&job->lock);
  return chart;
}

gboolean
bulk_job_is_over(BulkJob *job)
{
  g_mutex_lock(&job->lock);
  gboolean over = job->over;
  g_mutex_unlock(&job->lock);
  return over;
}
