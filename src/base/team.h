// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A team of worker threads that lives as long as its owner and runs one loop at a time.
 *
 * team_run cuts the work into n_blocks blocks. Every worker begins with its own share,
 * the same in every run of as many blocks, so that what it wrote last time is still near;
 * who is done takes over from others. Whoever needs the same sums for any number of
 * threads adds per block and then in block order. The calling thread works too; team_run
 * returns when every block is done. A team belongs to one thread: only its owner calls
 * team_run and team_free. */
#pragma once

#include <glib.h>

typedef struct Team Team;

/* block in [0, n_blocks); worker in [0, team_size). */
typedef void (*TeamFunc)(gpointer data, guint block, guint worker);
typedef void (*TeamLast)(gpointer data, guint worker);

typedef struct {
  TeamFunc func;
  TeamLast last; /* or NULL; called by every worker that finds no block left */
  gpointer data;
  guint n_blocks;
  gboolean keep_shares; /* nobody takes over from others: for short passes over memory,
                           where a share that changes hands costs more than a wait */
} TeamJob;

#define TEAM_MOST 256

/* n_threads counts the caller; 0 means one per processor. At most TEAM_MOST, and no more
 * than the system gives. */
Team *team_new(guint n_threads);
void team_free(Team *team);

guint team_size(const Team *team);
void team_run_job(Team *team, const TeamJob *job);
void team_run(Team *team, TeamFunc func, gpointer data, guint n_blocks);

/* Blocks begin … end − 1 of n_blocks are this worker's share. The caller has the last
 * one: processors fetch ahead of a loop, and so take from each other what lies behind the
 * end of a share; the caller, who is near all that steers a job, has time for that. */
typedef struct {
  guint begin, end;
} TeamShare;
TeamShare team_share(const Team *team, guint n_blocks, guint worker);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Team, team_free)
