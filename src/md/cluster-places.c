// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-list-inside.h"

#include <string.h>

#include "md/cluster-order.h"

#define MOST_COPIED 16000 /* atoms whose positions fit beside the rest into a cache */

void
cluster_places_clear(ClusterList *list)
{
  for (guint w = 0; w < list->n_views; w++)
    aligned_free(list->view[w].own);
  aligned_free(list->view);
  list->view = NULL;
  list->n_views = 0;
}

void
cluster_places_share(ClusterList *list, guint n_workers)
{
  cluster_places_clear(list);
  list->n_views = n_workers;
  list->view = ALIGNED_NEW0(ClusterView, n_workers);
  for (guint w = 0; w < n_workers; w++) {
    ClusterView *view = &list->view[w];
    if (n_workers > 1 && list->n_atoms <= MOST_COPIED)
      view->own = ALIGNED_NEW0(gint32, 4 * (gsize)cluster_places_count(list));
    view->atoms.fixed = view->own ? view->own : list->fixed;
    view->atoms.trash = cluster_places_count(list) - 1;
  }
}

void
cluster_places_set_units(ClusterList *list, const Cell *cell, double kappa)
{
  const double side[3] = {cell->vector[0].x, cell->vector[1].y, cell->vector[2].z};

  list->cell = *cell;
  list->kappa = kappa;
  for (guint w = 0; w < list->n_views; w++)
    for (int k = 0; k < 3; k++)
      list->view[w].atoms.unit[k] = (float)(side[k] * sqrt(kappa) / CLUSTER_TWO_32);
  for (int k = 0; k < 3; k++)
    list->super.scale[k] = list->quad.scale[k] = (float)(side[k] / CLUSTER_TWO_32);
}

/* Square of the way that a place has gone since then, Å²; scale is that of the cell of
 * then, from which a change of the cell is not seen. */
static inline float
way2(const gint32 *now, const gint32 *then, const float scale[3])
{
  float way2 = 0.0f;

  for (int k = 0; k < 3; k++) {
    float d = (float)(gint32)((guint32)now[k] - (guint32)then[k]) * scale[k];
    way2 += d * d;
  }
  return way2;
}

static void
scale_of(const Cell *cell, float scale[3])
{
  for (int k = 0; k < 3; k++)
    scale[k] = (float)(cluster_side(cell, k) / CLUSTER_TWO_32);
}

/* Positions of this step in cluster order, and how far the places of this part have
 * moved. */
static void
take_positions_part(gpointer data, guint part, guint worker)
{
  ClusterList *list = data;
  const ForceErrand *launch = &list->launch;
  const Vec3 origin = list->cell.origin;
  ClusterMove move = {
      .position = (const double *)list->position,
      .order = list->order,
      .begin = part_begin(list->n_atoms, part),
      .end = part_begin(list->n_atoms, part + 1),
      .origin = {origin.x, origin.y, origin.z},
      .then = list->at_inner,
      .fixed = list->fixed,
      .own = list->view[worker].own,
  };

  if (launch->launch && !launch->launch(launch->data, part)) {
    list->moved[part].way2 = INFINITY;
    return;
  }
  for (int k = 0; k < 3; k++)
    move.per_length[k] = CLUSTER_TWO_32 / cluster_side(&list->cell, k);
  scale_of(&list->cell_inner, move.scale);
  list->moved[part].way2 = list->kernel->take(&move);
}

/* Copies what other workers have taken over. */
static void
bring(const ClusterList *list, ClusterView *view, guint worker)
{
  TeamShare mine = part_share(list->in->team, list->n_atoms, worker);
  gsize quad = 4 * sizeof(gint32);

  memcpy(view->own, list->fixed, mine.begin * quad);
  memcpy(view->own + 4 * (gsize)mine.end, list->fixed + 4 * (gsize)mine.end,
         (list->n_atoms - mine.end) * quad);
}

const ClusterAtoms *
cluster_list_atoms(const ClusterList *list, guint worker)
{
  ClusterView *view = &list->view[worker];

  if (view->own && view->step != list->step) {
    bring(list, view, worker);
    view->step = list->step;
  }
  return &view->atoms;
}

static double
largest_move(const ClusterList *list)
{
  float moved2 = 0.0f;

  for (int k = 0; k < ATOM_PARTS; k++)
    moved2 = MAX(moved2, list->moved[k].way2);
  return sqrt(moved2);
}

double
cluster_places_take(ClusterList *list)
{
  list->step++;
  parts_run(list->in->team, take_positions_part, list);
  return largest_move(list);
}

static void
moved_since_outer_part(gpointer data, guint part, guint worker)
{
  ClusterList *list = data;
  const gint32 *now = list->view[worker].atoms.fixed;
  float moved2 = 0.0f, scale[3];

  scale_of(&list->cell_outer, scale);
  for (gsize s = part_begin(list->n_atoms, part); s < part_begin(list->n_atoms, part + 1);
       s++) {
    float way = way2(now + 4 * s, list->at_outer + 4 * s, scale);
    moved2 = MAX(moved2, way);
  }
  list->moved[part].way2 = moved2;
}

double
cluster_places_moved_since_outer(ClusterList *list)
{
  parts_run(list->in->team, moved_since_outer_part, list);
  return largest_move(list);
}

void
cluster_places_remember(const ClusterList *list, const ListBlock *block, gint32 *then)
{
  gsize begin = (gsize)block->first * CLUSTER_SIZE;
  gsize end = MIN(begin + (gsize)block->n * CLUSTER_SIZE, list->n_atoms);

  memcpy(then + 4 * begin, block->atoms->fixed + 4 * begin,
         4 * sizeof(gint32) * (end - begin));
}

typedef struct {
  ClusterList *list;
  Vec3 *folded;
} Ordering;

static void
fold_part(gpointer data, guint part, guint worker)
{
  const Ordering *ordering = data;
  const ClusterList *list = ordering->list;
  guint n = list->n_atoms;

  for (guint i = part_begin(n, part); i < part_begin(n, part + 1); i++)
    ordering->folded[i] = cell_wrap(&list->cell, list->in->position[i]);
}

static void
put_types_part(gpointer data, guint part, guint worker)
{
  ClusterList *list = data;
  guint n = list->n_atoms;

  for (gsize s = part_begin(n, part); s < part_begin(n, part + 1); s++)
    list->at_inner[4 * s + 3] = list->in->type[list->order[s]];
}

void
cluster_places_order(ClusterList *list)
{
  g_autofree Vec3 *folded = g_new(Vec3, list->n_atoms);
  Team *team = list->in->team;

  parts_run(team, fold_part, &(Ordering){list, folded});
  cluster_order(folded, list->n_atoms, list->order, team);
  parts_run(team, put_types_part, list);
  cluster_places_take(list);
  list->ordered = TRUE;
  list->in_order = FALSE;
  list->counts.order++;
  list->age = 0;
}

gboolean
cluster_list_is_in_order(const ClusterList *list)
{
  return list->in_order;
}

const guint32 *
cluster_list_order(const ClusterList *list)
{
  return list->order;
}

const guint32 *
cluster_list_take_order(ClusterList *list)
{
  guint32 *order = list->order;

  if (!list->ordered)
    return NULL;
  list->ordered = FALSE;
  list->in_order = TRUE;
  list->order = g_renew(guint32, list->taken, list->n_atoms);
  list->taken = order;
  for (guint s = 0; s < list->n_atoms; s++)
    list->order[s] = s;
  return order;
}

Vec3
cluster_list_difference(const ClusterList *list, guint32 i, guint32 j)
{
  const guint32 *a = (const guint32 *)list->fixed + 4 * (gsize)i;
  const guint32 *b = (const guint32 *)list->fixed + 4 * (gsize)j;

  return vec3((gint32)(b[0] - a[0]) * (cluster_side(&list->cell, 0) / CLUSTER_TWO_32),
              (gint32)(b[1] - a[1]) * (cluster_side(&list->cell, 1) / CLUSTER_TWO_32),
              (gint32)(b[2] - a[2]) * (cluster_side(&list->cell, 2) / CLUSTER_TWO_32));
}
