// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/network-counts.h"

#include <string.h>

static SpeciesRole
role_of(const Frame *frame, guint atom)
{
  return frame->species->element[frame->type[atom]]->role;
}

static guint
count_bridging(const Bonds *bonds, guint former)
{
  guint n = 0;

  for (guint e = bonds->first[former]; e < bonds->first[former + 1]; e++)
    n += bonds_degree(bonds, bonds->end[e].atom) >= 2;
  return MIN(n, NETWORK_Q_MOST);
}

static void
count_former(const Frame *frame, const Bonds *bonds, guint i, NetworkCounts *counts)
{
  guint8 type = frame->type[i];

  counts->n_formers++;
  counts->coordination[type][MIN(bonds_degree(bonds, i), NETWORK_CN_MOST)]++;
  counts->q[type][count_bridging(bonds, i)]++;
}

static void
count_anion(const Frame *frame, const Bonds *bonds, guint i, NetworkCounts *counts)
{
  guint degree = bonds_degree(bonds, i);

  counts->anion[frame->type[i]][MIN(degree, ANION_TRICLUSTER)]++;
  if (degree != 2)
    return;
  guint32 a = bonds->end[bonds->first[i]].atom, b = bonds->end[bonds->first[i] + 1].atom;
  guint8 s = frame->type[a], t = frame->type[b];
  guint n = count_bridging(bonds, a), m = count_bridging(bonds, b);
  counts->n_bridges++;
  counts->bridge[MIN(s, t)][MAX(s, t)]++;
  counts->q_pair[MIN(n, m)][MAX(n, m)]++;
}

void
network_count(const Frame *frame, const Bonds *bonds, NetworkCounts *counts)
{
  g_return_if_fail(frame != NULL && bonds != NULL && counts != NULL);

  memset(counts, 0, sizeof *counts);
  for (guint i = 0; i < frame->n_atoms; i++) {
    if (role_of(frame, i) == SPECIES_FORMER)
      count_former(frame, bonds, i, counts);
    else if (role_of(frame, i) == SPECIES_ANION)
      count_anion(frame, bonds, i, counts);
  }
}
