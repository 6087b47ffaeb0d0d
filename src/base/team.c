// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/team.h"

#include <sched.h>
#include <stdatomic.h>
#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

/* Short waits spin, since steps follow each other within microseconds; long ones sleep.
 */
#define SPIN_ROUNDS 4000

typedef struct {
  Team *team;
  guint index;
  GThread *thread;
} Worker;

struct Team {
  guint n;
  Worker *workers; /* n - 1, owned */
  GMutex mutex;
  GCond cond;
  TeamFunc func;
  gpointer data;
  guint n_blocks;
  _Atomic guint next_block;
  _Atomic guint generation;
  _Atomic guint n_busy;
  _Atomic gboolean quit;
};

static void
relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#endif
}

static void
work_blocks(Team *team, guint worker)
{
  guint block;

  while ((block = atomic_fetch_add(&team->next_block, 1)) < team->n_blocks)
    team->func(team->data, block, worker);
}

static guint
wait_for_generation(Team *team, guint seen)
{
  for (int i = 0; i < SPIN_ROUNDS; i++) {
    guint now = atomic_load(&team->generation);
    if (now != seen)
      return now;
    relax();
  }
  g_mutex_lock(&team->mutex);
  while (atomic_load(&team->generation) == seen)
    g_cond_wait(&team->cond, &team->mutex);
  guint now = atomic_load(&team->generation);
  g_mutex_unlock(&team->mutex);
  return now;
}

static gpointer
worker_main(gpointer data)
{
  Worker *worker = data;
  Team *team = worker->team;
  guint seen = 0;

  for (;;) {
    seen = wait_for_generation(team, seen);
    if (atomic_load(&team->quit))
      return NULL;
    work_blocks(team, worker->index);
    atomic_fetch_sub(&team->n_busy, 1);
  }
}

static void
announce(Team *team)
{
  g_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->generation, 1);
  g_cond_broadcast(&team->cond);
  g_mutex_unlock(&team->mutex);
}

Team *
team_new(guint n_threads)
{
  Team *team = g_new0(Team, 1);

  team->n = MIN(n_threads ? n_threads : g_get_num_processors(), TEAM_MOST);
  g_mutex_init(&team->mutex);
  g_cond_init(&team->cond);
  team->workers = g_new0(Worker, team->n);
  for (guint i = 1; i < team->n; i++) {
    Worker *worker = &team->workers[i - 1];
    worker->team = team;
    worker->index = i;
    worker->thread = g_thread_try_new("vitrine-team", worker_main, worker, NULL);
    if (!worker->thread)
      team->n = i;
  }
  return team;
}

void
team_free(Team *team)
{
  if (!team)
    return;
  atomic_store(&team->quit, TRUE);
  announce(team);
  for (guint i = 1; i < team->n; i++)
    g_thread_join(team->workers[i - 1].thread);
  g_mutex_clear(&team->mutex);
  g_cond_clear(&team->cond);
  g_free(team->workers);
  g_free(team);
}

guint
team_size(const Team *team)
{
  return team->n;
}

void
team_run(Team *team, TeamFunc func, gpointer data, guint n_blocks)
{
  g_return_if_fail(team && func);

  team->func = func;
  team->data = data;
  team->n_blocks = n_blocks;
  atomic_store(&team->next_block, 0);
  if (team->n > 1) {
    atomic_store(&team->n_busy, team->n - 1);
    announce(team);
  }
  work_blocks(team, 0);
  for (int i = 0; atomic_load(&team->n_busy) > 0; i++)
    if (i < SPIN_ROUNDS)
      relax();
    else
      sched_yield();
}
