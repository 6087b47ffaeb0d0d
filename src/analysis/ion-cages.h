// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The cages of one ion by clustering its positions, and its hops between them: steps 2 to
 * 4 of IonDiff (C. López, R. Rurali, C. Cazorla, J. Open Source Softw. 9, 6616 (2024),
 * doi:10.21105/joss.06616). The number of cages K is the one with the largest mean
 * silhouette (k-means.h), or 1 when that is below a threshold: no hop then. A frame is
 * inside when it lies within core of the centre of its cage. Pure functions; any thread.
 */
#pragma once

#include "analysis/k-means.h"
#include "base/team.h"

typedef struct {
  KMeansOptions k_means;
  guint most;       /* K = 2 … most */
  double threshold; /* of the silhouette */
  double core;      /* Å */
  gboolean refine;  /* centres are the means of the frames inside alone */
} IonCagesOptions;

typedef struct {
  guint k;                   /* cages */
  double silhouette;         /* of the best K ≥ 2, NAN without one */
  guint n;                   /* frames */
  guint8 *label;             /* n; owned */
  guint8 *inside;            /* n: TRUE in the core; owned */
  Vec3 centre[K_MEANS_MOST]; /* Å */
} IonCages;

/* From one cage to another. */
typedef struct {
  int first, last; /* frames */
  guint8 from, to; /* cages */
} CageHop;

IonCages *ion_cages_new(const Vec3 *x, guint n, const IonCagesOptions *options);
void ion_cages_free(IonCages *cages);

/* One of several ions; key in place of that of the options. */
typedef struct {
  const Vec3 *x;
  guint n;
  guint64 key;
  IonCages *cages; /* result; owner: caller */
} IonCagesTask;

/* The cages of all tasks, by the team; NULL: by the caller alone. The same for any number
 * of threads. */
void ion_cages_find(IonCagesTask *task, guint n_tasks, const IonCagesOptions *options,
                    Team *team);

/* Hops as IonDiff writes them (CageHop, owner: caller). For every frame c whose cage is
 * another one in c + 1: first = 1 + the last j ≤ c − 2 where inside changes to j + 1, or
 * 0; last = the first such j ≥ c, or −1 (such a hop is lost further on). One that is
 * there already is not written again. */
GArray *ion_cages_published_hops(const IonCages *cages);

/* Hops by the core-set rule: frames first … last are strictly between the last one in the
 * core of A and the first one in the core of B; first = last + 1 when there is none. */
GArray *ion_cages_core_hops(const IonCages *cages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(IonCages, ion_cages_free)
