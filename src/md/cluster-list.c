// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-list.h"

#include <string.h>

#include "md/cluster-list-inside.h"

#define ORDER_EVERY    8    /* outer lists per order */
#define WIDEST_CLUSTER 9.0  /* Å, diameter of a cluster in a dense glass, generously */
#define LEAST_SKIN     1.2  /* Å, of outer lists in a cell that has no room for more */
#define ROUNDING       1e-4 /* Å, more than what single precision leaves open */

double
cluster_list_width(double r_cut)
{
  return 2.0 * (r_cut + LEAST_SKIN + 0.5 * WIDEST_CLUSTER);
}

gboolean
cluster_list_fits(const Cell *cell, guint n_atoms, double r_cut)
{
  return cell_is_orthorhombic(cell) && n_atoms >= 4 * CLUSTER_SIZE &&
         cell_smallest_height(cell) > cluster_list_width(r_cut);
}

ClusterList *
cluster_list_new(double r_cut)
{
  ClusterList *list = ALIGNED_NEW0(ClusterList, 1);

  list->r_cut = r_cut;
  return list;
}

static void
free_blocks(ClusterList *list)
{
  for (guint b = 0; b < list->n_blocks; b++) {
    ListBlock *block = &list->block[b];
    aligned_free(block->outer.data);
    g_free(block->run);
    aligned_free(block->inner.data);
    g_free(block->task);
    g_free(block->group);
    g_free(block->by_type);
    g_free(block->keep);
  }
  g_clear_pointer(&list->block, g_free);
  list->n_blocks = 0;
}

void
cluster_list_free(ClusterList *list)
{
  if (!list)
    return;
  free_blocks(list);
  cluster_places_clear(list);
  aligned_free(list->fixed);
  aligned_free(list->at_inner);
  aligned_free(list->at_outer);
  g_free(list->order);
  g_free(list->taken);
  g_free(list->box);
  cluster_boxes_free(&list->super);
  cluster_boxes_free(&list->quad);
  aligned_free(list);
}

static guint
choose_blocks(guint n_clusters)
{
  return n_clusters < 2000 ? 8 : 16;
}

static guint
count_species(const ForceInput *in)
{
  guint most = 0;

  for (guint i = 0; i < in->n_atoms; i++)
    most = MAX(most, in->type[i]);
  return most + 1;
}

static void
allocate(ClusterList *list, const ForceInput *in)
{
  guint n = in->n_atoms;

  free_blocks(list);
  list->n_atoms = n;
  list->n_types = count_species(in);
  list->n_clusters = (n + CLUSTER_SIZE - 1) / CLUSTER_SIZE;
  guint places = cluster_places_count(list);
  aligned_free(list->fixed);
  aligned_free(list->at_inner);
  aligned_free(list->at_outer);
  list->fixed = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->at_inner = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->at_outer = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->order = g_renew(guint32, list->order, n);
  list->box = g_renew(ClusterBox, list->box, list->n_clusters);
  cluster_boxes_allocate(&list->super,
                         (list->n_clusters + CLUSTER_SUPER - 1) / CLUSTER_SUPER);
  cluster_boxes_allocate(&list->quad, (n + 3) / 4);
  cluster_places_share(list, team_size(in->team));
  list->kappa = 0.0; /* units are still to come */
  list->n_blocks = choose_blocks(list->n_clusters);
  list->block = g_new0(ListBlock, list->n_blocks);
  for (guint b = 0; b < list->n_blocks; b++) {
    ListBlock *block = &list->block[b];
    block->first = (guint64)list->n_clusters * b / list->n_blocks;
    block->n = (guint64)list->n_clusters * (b + 1) / list->n_blocks - block->first;
    block->run = g_new0(ClusterRun, block->n * list->n_types);
    block->task = g_new0(ClusterTask, block->n);
    block->group = g_new0(ClusterGroup, block->n * list->n_types);
  }
}

/* What clusters of the usual size leave. */
static double
usual_skin(const ClusterList *list)
{
  double room = 0.5 * (cell_smallest_height(&list->cell) - WIDEST_CLUSTER) - list->r_cut;

  return CLAMP(room, LEAST_SKIN, CLUSTER_OUTER_SKIN);
}

static void
make_outer(ClusterList *list)
{
  double usual = usual_skin(list);

  if (!list->valid || list->age >= ORDER_EVERY)
    cluster_places_order(list);
  cluster_search_boxes(list);
  if (list->age > 0 && cluster_search_room(list) <= usual) {
    cluster_places_order(list);
    cluster_search_boxes(list);
  }
  list->outer_skin = CLAMP(cluster_search_room(list) - ROUNDING, LEAST_SKIN, usual);
  cluster_search_outer(list);
  list->cell_outer = list->cell;
  list->age++;
  list->counts.outer++;
}

static void
make_inner(ClusterList *list)
{
  cluster_search_inner(list);
  list->cell_inner = list->cell;
  list->counts.inner++;
}

/* Takes on the cell and the unit of length of this step. */
static void
follow_cell(ClusterList *list)
{
  double kappa = list->table->kappa;

  if (list->kappa != kappa)
    list->valid = FALSE;
  if (list->kappa != kappa || memcmp(&list->cell, &list->in->cell, sizeof(Cell)) != 0)
    cluster_places_set_units(list, &list->in->cell, kappa);
  list->since_inner = cell_change(&list->cell_inner, &list->cell);
  list->since_outer = cell_change(&list->cell_outer, &list->cell);
}

void
cluster_list_forget(ClusterList *list)
{
  list->valid = FALSE;
}

static gboolean
inner_serves(const ClusterList *list, double way)
{
  return way <= cell_change_room(&list->since_inner, list->r_cut, CLUSTER_INNER_SKIN);
}

static gboolean
outer_serves(ClusterList *list)
{
  return cluster_places_moved_since_outer(list) <=
         cell_change_room(&list->since_outer, list->r_cut + CLUSTER_INNER_SKIN,
                          list->outer_skin - CLUSTER_INNER_SKIN);
}

/* Launches in a pass of its own, or leaves it to the next pass over the positions. */
static gboolean
launch(ClusterList *list)
{
  if (!list->valid || !list->in_order)
    return force_errand_launch(list->in->errand, list->in->team);
  list->launch = list->in->errand;
  return TRUE;
}

gboolean
cluster_list_update(ClusterList *list, const ForceInput *in, const ClusterKernel *kernel,
                    const ClusterTable *table)
{
  list->in = in;
  list->position = in->position;
  list->kernel = kernel;
  list->table = table;
  if (list->n_atoms != in->n_atoms) {
    allocate(list, in);
    list->valid = FALSE;
  }
  if (list->n_views != team_size(in->team)) {
    cluster_places_share(list, team_size(in->team));
    cluster_places_set_units(list, &list->cell, list->kappa);
  }
  follow_cell(list);
  if (!launch(list))
    return FALSE;
  if (!list->valid) {
    make_outer(list);
    make_inner(list);
    list->valid = TRUE;
    return TRUE;
  }
  double way = cluster_places_take(list);
  list->launch = (ForceErrand){0};
  if (isinf(way))
    return FALSE;
  if (inner_serves(list, way))
    return TRUE;
  if (!outer_serves(list))
    make_outer(list);
  make_inner(list);
  return TRUE;
}

guint
cluster_list_n_blocks(const ClusterList *list)
{
  return list->n_blocks;
}

ClusterBlock
cluster_list_block(const ClusterList *list, guint block)
{
  const ListBlock *b = &list->block[block];

  return (ClusterBlock){b->n, b->task, b->most_vectors};
}

gboolean
cluster_list_is_sound(const ClusterList *list)
{
  return cluster_search_room(list) > list->outer_skin;
}

ClusterCounts
cluster_list_counts(const ClusterList *list)
{
  return list->counts;
}
