// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/team.h"

#include <sched.h>
#include <stdatomic.h>
#if defined(__x86_64__) || defined(__i386__)
#include <immintrin.h>
#endif

#include "base/aligned.h"

/* Short waits spin, since steps follow each other within microseconds; long ones sleep.
 * Where there are more threads than processors, who spins holds others up. */
#define SPIN_ROUNDS 8000
#define SPIN_CROWD  64

typedef struct {
  Team *team;
  guint index;
  GThread *thread;
  _Alignas(ALIGNED_BYTES) _Atomic guint done; /* the last generation that is */
} Worker;

/* How many blocks of a worker's share are taken: low half, in the round of the high half.
 * Whoever comes first in a new round finds an old number there. */
typedef struct {
  _Alignas(ALIGNED_BYTES) _Atomic guint64 taken;
} Share;

struct Team {
  guint n;
  int spin;        /* rounds */
  Worker *workers; /* n - 1 */
  Share *share;    /* n */
  GMutex mutex;
  GCond cond;
  _Atomic gboolean quit;

  /* Written by the owner alone. */
  _Alignas(ALIGNED_BYTES) _Atomic guint generation;
  TeamJob job;

  _Alignas(ALIGNED_BYTES) _Atomic guint n_asleep;
};

static void
relax(void)
{
#if defined(__x86_64__) || defined(__i386__)
  _mm_pause();
#endif
}

TeamShare
team_share(const Team *team, guint n_blocks, guint worker)
{
  guint64 place = team->n - 1 - worker;

  return (TeamShare){n_blocks * place / team->n, n_blocks * (place + 1) / team->n};
}

/* Takes one block of a worker's share. */
static gboolean
take(Team *team, guint generation, guint worker, guint *block)
{
  _Atomic guint64 *taken = &team->share[worker].taken;
  TeamShare share = team_share(team, team->job.n_blocks, worker);
  guint n = share.end - share.begin;
  guint64 now = atomic_load(taken);

  for (;;) {
    guint k = now >> 32 == generation ? (guint32)now : 0;
    if (k >= n)
      return FALSE;
    if (!atomic_compare_exchange_weak(taken, &now, (guint64)generation << 32 | (k + 1)))
      continue;
    *block = share.begin + k;
    return TRUE;
  }
}

static void
work_own_share(const TeamJob *job, TeamShare share, guint worker)
{
  for (guint block = share.begin; block < share.end; block++)
    job->func(job->data, block, worker);
}

/* The own share first, then what others have left. */
static void
work_shares(Team *team, guint generation, guint worker)
{
  const TeamJob *job = &team->job;
  guint block;

  for (guint k = 0; k < team->n; k++)
    while (take(team, generation, (worker + k) % team->n, &block))
      job->func(job->data, block, worker);
}

static void
work(Team *team, guint generation, guint worker)
{
  const TeamJob *job = &team->job;

  if (job->keep_shares)
    work_own_share(job, team_share(team, job->n_blocks, worker), worker);
  else
    work_shares(team, generation, worker);
  if (job->last)
    job->last(job->data, worker);
}

static guint
wait_for_generation(Team *team, guint seen)
{
  for (int i = 0; i < team->spin; i++) {
    guint now = atomic_load(&team->generation);
    if (now != seen)
      return now;
    relax();
  }
  g_mutex_lock(&team->mutex);
  atomic_fetch_add(&team->n_asleep, 1);
  while (atomic_load(&team->generation) == seen)
    g_cond_wait(&team->cond, &team->mutex);
  atomic_fetch_sub(&team->n_asleep, 1);
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
    work(team, seen, worker->index);
    atomic_store_explicit(&worker->done, seen, memory_order_release);
  }
}

/* Who is about to sleep counts itself first and looks at the generation then: either it
 * sees the new one, or it is seen here. */
static guint
announce(Team *team)
{
  guint generation = atomic_fetch_add(&team->generation, 1) + 1;

  if (atomic_load(&team->n_asleep) == 0)
    return generation;
  g_mutex_lock(&team->mutex);
  g_cond_broadcast(&team->cond);
  g_mutex_unlock(&team->mutex);
  return generation;
}

Team *
team_new(guint n_threads)
{
  Team *team = ALIGNED_NEW0(Team, 1);

  team->n = MIN(n_threads ? n_threads : g_get_num_processors(), TEAM_MOST);
  team->spin = team->n <= g_get_num_processors() ? SPIN_ROUNDS : SPIN_CROWD;
  g_mutex_init(&team->mutex);
  g_cond_init(&team->cond);
  team->share = ALIGNED_NEW0(Share, team->n);
  team->workers = ALIGNED_NEW0(Worker, team->n);
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
  aligned_free(team->share);
  aligned_free(team->workers);
  aligned_free(team);
}

guint
team_size(const Team *team)
{
  return team->n;
}

static void
wait_for(const Team *team, guint generation, const Worker *worker)
{
  for (int i = 0; atomic_load(&worker->done) != generation;)
    if (i < team->spin)
      relax(), i++;
    else
      sched_yield();
}

void
team_run_job(Team *team, const TeamJob *job)
{
  g_return_if_fail(team && job && job->func);

  team->job = *job;
  guint generation = announce(team);
  work(team, generation, 0);
  for (guint i = 1; i < team->n; i++)
    wait_for(team, generation, &team->workers[i - 1]);
}

void
team_run(Team *team, TeamFunc func, gpointer data, guint n_blocks)
{
  team_run_job(team, &(TeamJob){.func = func, .data = data, .n_blocks = n_blocks});
}
