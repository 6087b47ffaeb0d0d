// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The inside of ClusterList, shared by cluster-list.c (its life, what is renewed when),
 * cluster-places.c (positions and their order) and cluster-search.c (who is near whom).
 * Nobody else includes this. */
#pragma once

#include "base/aligned.h"
#include "md/cell-change.h"
#include "md/cluster-list.h"
#include "md/parts.h"

#define CLUSTER_SUPER  16 /* clusters in a super-box */
#define CLUSTER_TWO_32 4294967296.0

typedef struct {
  guint32 *data;
  guint n, capacity;
} ClusterArena;

/* Candidates of one type in an outer list: real ones, then trash up to a multiple of
 * sixteen. */
typedef struct {
  guint at, n;
} ClusterRun;

/* The positions as one worker reads them: a copy of its own, so that nothing has to be
 * asked of another processor among the pairs. */
typedef struct {
  _Alignas(ALIGNED_BYTES) ClusterAtoms atoms;
  gint32 *own;  /* quadruples; NULL: alone, or too many for a cache */
  guint64 step; /* whose positions are there */
} ClusterView;

/* Largest square of a way in a part, Å². */
typedef struct {
  _Alignas(ALIGNED_BYTES) float way2;
} ClusterPartMove;

/* One block's own memory. */
typedef struct {
  guint first, n;            /* clusters */
  const ClusterAtoms *atoms; /* as the worker sees them who is at it */
  ClusterArena outer;
  ClusterRun *run; /* n · n_types */
  ClusterArena inner;
  ClusterTask *task;
  ClusterGroup *group; /* n · n_types */
  guint32 *by_type;    /* n_types rows of by_type_room */
  guint by_type_room;
  guint32 *keep;
  guint keep_room;
  guint most_vectors;
  double room; /* Å, left in half a cell beside any of its clusters and r_cut */
} ListBlock;

struct ClusterList {
  double r_cut, outer_skin; /* Å; the skin as wide as there is room for */
  guint n_atoms, n_clusters, n_blocks, n_types;
  Cell cell;
  double kappa;
  gint32 *fixed;     /* quadruples of n_clusters·16 + 1 places */
  ClusterView *view; /* of each worker */
  guint n_views;
  gint32 *at_inner, *at_outer; /* what they were when the lists were made */
  guint32 *order;
  Cell cell_inner, cell_outer;
  ClusterBox *box;
  ClusterBoxes super, quad;
  ListBlock *block;
  ClusterPartMove moved[ATOM_PARTS];
  gboolean valid, ordered; /* lists serve; the order is new */
  gboolean in_order;       /* it was taken: order is 0, 1, 2 … */
  guint32 *taken;          /* the order that was taken last */
  guint age;               /* outer lists since the last order */
  ClusterCounts counts;

  /* Of the call in progress: what every step writes lies apart from what all workers
   * read. */
  _Alignas(ALIGNED_BYTES) const ForceInput *in;
  const ClusterKernel *kernel;
  const ClusterTable *table;
  const Vec3 *position;
  ForceErrand launch; /* positions are still to be made by it; or nothing */
  guint64 step;       /* counts the positions taken */
  CellChange since_inner, since_outer;
};

/* Of an orthorhombic cell, Å. */
static inline double
cluster_side(const Cell *cell, int axis)
{
  return axis == 0   ? cell->vector[0].x
         : axis == 1 ? cell->vector[1].y
                     : cell->vector[2].z;
}

/* Of all clusters, and one more for trash. */
static inline guint
cluster_places_count(const ClusterList *list)
{
  return list->n_clusters * CLUSTER_SIZE + 1;
}

/* cluster-places.c: positions as each worker of a team sees them; their units. */
void cluster_places_share(ClusterList *list, guint n_workers);
void cluster_places_clear(ClusterList *list);
void cluster_places_set_units(ClusterList *list, const Cell *cell, double kappa);
/* Takes the positions of this step. Largest displacement since the inner lists were made,
 * seen from their cell, Å; infinite if launching went wrong. */
double cluster_places_take(ClusterList *list);
double cluster_places_moved_since_outer(ClusterList *list);
/* Keeps the positions of a block's atoms: each worker those that it will ask for. */
void cluster_places_remember(const ClusterList *list, const ListBlock *block,
                             gint32 *then);
/* Another order, and the positions in it. */
void cluster_places_order(ClusterList *list);

/* cluster-search.c: room for n boxes, those behind them nowhere; boxes of the clusters,
 * and the room that they leave, Å; the lists. */
void cluster_boxes_allocate(ClusterBoxes *boxes, guint n);
void cluster_boxes_free(ClusterBoxes *boxes);
void cluster_search_boxes(ClusterList *list);
double cluster_search_room(const ClusterList *list);
void cluster_search_outer(ClusterList *list);
void cluster_search_inner(ClusterList *list);
