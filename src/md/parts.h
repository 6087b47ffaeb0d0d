// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The parts into which short passes over the atoms are cut. All passes cut alike, so that
 * a worker of the team meets the same atoms in every pass. Sums are kept by part and
 * added in their order: so they are the same for any number of threads. */
#pragma once

#include "base/team.h"

#define ATOM_PARTS 8

/* First of n places in a part; ATOM_PARTS gives n. In arrays of eight
 * bytes or more per atom, parts end with pairs of cache lines. */
static inline guint
part_begin(guint n, guint part)
{
  return part == ATOM_PARTS ? n : (guint64)n * part / ATOM_PARTS / 16 * 16;
}

/* Places of n that are in a worker's parts. */
static inline TeamShare
part_share(const Team *team, guint n, guint worker)
{
  TeamShare parts = team_share(team, ATOM_PARTS, worker);

  return (TeamShare){part_begin(n, parts.begin), part_begin(n, parts.end)};
}

/* Runs func for all parts; nobody takes over from others. */
static inline void
parts_run(Team *team, TeamFunc func, gpointer data)
{
  team_run_job(
      team, &(TeamJob){
                .func = func, .data = data, .n_blocks = ATOM_PARTS, .keep_shares = TRUE});
}
