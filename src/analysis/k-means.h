// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Points in space, divided into k clusters of least inertia Σ |x − centre|² (S. P. Lloyd,
 * IEEE Trans. Inf. Theory 28, 129 (1982), doi:10.1109/TIT.1982.1056489), and how good a
 * division is: the mean silhouette
 *   s(i) = (b − a)/max(a, b),  a: mean distance to the other points of its own cluster,
 *   b: the same to the nearest other cluster; s = 0 for a cluster of one
 * (P. J. Rousseeuw, J. Comput. Appl. Math. 20, 53 (1987),
 * doi:10.1016/0377-0427(87)90125-7), exact, over all pairs. The same for the same seed
 * and key, on any machine. Pure functions; any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

#define K_MEANS_MOST 16 /* clusters */

typedef enum {
  K_MEANS_RANDOM,    /* centres begin at points drawn by lot */
  K_MEANS_PLUS_PLUS, /* far from each other (D. Arthur, S. Vassilvitskii, SODA 2007) */
} KMeansStart;

typedef struct {
  KMeansStart start;
  guint n_starts;   /* the best one counts */
  guint max_rounds; /* of one start */
  double tolerance; /* Σ |shift of centres|² ≤ tolerance · mean variance ends a start */
  guint64 seed;
  guint64 key; /* of the points: different points draw different lots */
} KMeansOptions;

/* Writes the cluster of each of n points to label and the k means to centre; returns the
 * inertia, Å². 1 ≤ k ≤ min(n, K_MEANS_MOST). */
double k_means(const Vec3 *x, guint n, guint k, const KMeansOptions *options,
               guint8 *label, Vec3 *centre);

/* Mean silhouettes of several divisions of the same n points: label[p][i] < K_MEANS_MOST.
 * Each distance is computed once. */
void silhouettes(const Vec3 *x, guint n, const guint8 *const *label, guint n_divisions,
                 double *out);
