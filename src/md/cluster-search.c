// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-list-inside.h"

#include <string.h>

#define QUADS   (CLUSTER_SIZE / 4)
#define NOWHERE -1e9f /* half side of a box that is near nothing */

void
cluster_boxes_free(ClusterBoxes *boxes)
{
  for (int k = 0; k < 3; k++) {
    aligned_free(boxes->middle[k]);
    aligned_free(boxes->half[k]);
  }
}

void
cluster_boxes_allocate(ClusterBoxes *boxes, guint n)
{
  guint room = (n + 15) / 16 * 16;

  cluster_boxes_free(boxes);
  for (int k = 0; k < 3; k++) {
    boxes->middle[k] = ALIGNED_NEW0(gint32, room);
    boxes->half[k] = ALIGNED_NEW0(float, room);
    for (guint b = n; b < room; b++)
      boxes->half[k][b] = NOWHERE;
  }
}

/* The box of n places from origin on, counted from there so that the cell's border does
 * not matter.
 */
static void
make_box(const ClusterList *list, const gint32 *origin, guint n, ClusterBox *box)
{
  for (int k = 0; k < 3; k++) {
    gint32 low = 0, high = 0;
    for (guint s = 1; s < n; s++) {
      gint32 d = (gint32)((guint32)origin[4 * s + k] - (guint32)origin[k]);
      low = MIN(low, d);
      high = MAX(high, d);
    }
    gint32 half = (gint32)(((gint64)high - low) / 2);
    box->middle[k] = (gint32)((guint32)origin[k] + (guint32)low + (guint32)half);
    box->half[k] = (float)((half + 1.0) * cluster_side(&list->cell, k) / CLUSTER_TWO_32);
  }
}

static guint
cluster_atoms(const ClusterList *list, guint cluster)
{
  return MIN(CLUSTER_SIZE, list->n_atoms - cluster * CLUSTER_SIZE);
}

/* What half a cell has left beside the cluster and r_cut, Å. Nobody further away than
 * that from the cluster may be listed: only so is the nearest image to the middle the one
 * that every atom meets. */
static double
room_beside(const ClusterList *list, const ClusterBox *box)
{
  double room = INFINITY;

  for (int k = 0; k < 3; k++)
    room = fmin(room, 0.5 * cluster_side(&list->cell, k) - box->half[k] - list->r_cut);
  return room;
}

static void
put_box(const ClusterList *list, const gint32 *origin, guint n, ClusterBoxes *boxes,
        guint at)
{
  ClusterBox box;

  make_box(list, origin, n, &box);
  for (int k = 0; k < 3; k++) {
    boxes->middle[k][at] = box.middle[k];
    boxes->half[k][at] = box.half[k];
  }
}

static void
make_boxes_block(gpointer data, guint b, guint worker)
{
  ClusterList *list = data;
  ListBlock *block = &list->block[b];

  block->atoms = cluster_list_atoms(list, worker);
  block->room = INFINITY;
  for (guint c = block->first; c < block->first + block->n; c++) {
    guint n = cluster_atoms(list, c);
    const gint32 *origin = block->atoms->fixed + 4 * (gsize)c * CLUSTER_SIZE;
    make_box(list, origin, n, &list->box[c]);
    block->room = fmin(block->room, room_beside(list, &list->box[c]));
    for (guint q = 0; 4 * q < n; q++)
      put_box(list, origin + 16 * q, MIN(4, n - 4 * q), &list->quad, c * QUADS + q);
  }
}

void
cluster_search_boxes(ClusterList *list)
{
  const gint32 *fixed = cluster_list_atoms(list, 0)->fixed;

  team_run(list->in->team, make_boxes_block, list, list->n_blocks);
  for (guint s = 0; s * CLUSTER_SUPER < list->n_clusters; s++) {
    guint first = s * CLUSTER_SUPER * CLUSTER_SIZE;
    put_box(list, fixed + 4 * (gsize)first,
            MIN(CLUSTER_SUPER * CLUSTER_SIZE, list->n_atoms - first), &list->super, s);
  }
}

/* Whether the pair of clusters a ≠ b stands in the list of a. */
static gboolean
owns(guint a, guint b)
{
  return ((a + b) & 1) == 0 ? a < b : a > b;
}

static void
arena_reserve(ClusterArena *arena, guint more)
{
  if (arena->n + more <= arena->capacity)
    return;
  guint capacity = MAX(2 * arena->capacity, arena->n + more + 4096);
  guint32 *data = ALIGNED_NEW0(guint32, capacity);
  if (arena->n > 0)
    memcpy(data, arena->data, arena->n * sizeof(guint32));
  aligned_free(arena->data);
  arena->data = data;
  arena->capacity = capacity;
}

/* Room for n more atoms in each row of by_type, of which filled are in use. */
static void
reserve_rows(const ClusterList *list, ListBlock *block, guint filled, guint n)
{
  if (filled + n <= block->by_type_room)
    return;
  guint room = 2 * block->by_type_room + n + 256;
  guint32 *rows = g_new(guint32, list->n_types * (gsize)room);
  for (guint t = 0; t < list->n_types && filled > 0; t++)
    memcpy(rows + t * (gsize)room, block->by_type + t * (gsize)block->by_type_room,
           filled * sizeof(guint32));
  g_free(block->by_type);
  block->by_type = rows;
  block->by_type_room = room;
}

/* What a search for neighbours of one cluster carries about. */
typedef struct {
  const ClusterList *list;
  ListBlock *block;
  guint cluster;
  float range2; /* Å² */
  guint n, n_of[CLUSTER_MAX_TYPES];
} Search;

static void
add_quad(Search *search, guint quad)
{
  const gint32 *type = search->block->atoms->fixed + 3;
  ListBlock *block = search->block;

  for (guint s = 4 * quad; s < MIN(search->list->n_atoms, 4 * quad + 4); s++) {
    guint t = type[4 * (gsize)s];
    block->by_type[t * (gsize)block->by_type_room + search->n_of[t]++] = s;
  }
  search->n += 4;
}

/* The quads from first on, at most sixteen. */
static void
search_quads(Search *search, guint first)
{
  const ClusterList *list = search->list;
  guint bits =
      list->kernel->near(&list->quad, first, &list->box[search->cluster], search->range2);

  reserve_rows(list, search->block, search->n, 64);
  for (; bits; bits &= bits - 1) {
    guint quad = first + __builtin_ctz(bits), other = quad / QUADS;
    if (other != search->cluster && owns(search->cluster, other))
      add_quad(search, quad);
  }
}

static void
find_outer(Search *search)
{
  const ClusterList *list = search->list;
  guint n_supers = (list->n_clusters + CLUSTER_SUPER - 1) / CLUSTER_SUPER;

  for (guint v = 0; v < n_supers; v += 16) {
    guint bits =
        list->kernel->near(&list->super, v, &list->box[search->cluster], search->range2);
    for (; bits; bits &= bits - 1) {
      guint first = (v + __builtin_ctz(bits)) * CLUSTER_SUPER * QUADS;
      guint end = MIN(first + CLUSTER_SUPER * QUADS, (list->n_atoms + 3) / 4);
      for (guint quad = first; quad < end; quad += 16)
        search_quads(search, quad);
    }
  }
}

/* Appends the rows of by_type to the outer lists. */
static void
keep_rows(const ClusterList *list, ListBlock *block, const guint n_of[], ClusterRun *run)
{
  for (guint t = 0; t < list->n_types; t++) {
    ClusterArena *outer = &block->outer;
    run[t] = (ClusterRun){outer->n, n_of[t]};
    arena_reserve(outer, n_of[t] + CLUSTER_SIZE);
    if (n_of[t] > 0)
      memcpy(outer->data + outer->n, block->by_type + t * (gsize)block->by_type_room,
             n_of[t] * sizeof(guint32));
    outer->n += n_of[t];
    while (outer->n % CLUSTER_SIZE)
      outer->data[outer->n++] = block->atoms->trash;
  }
}

static void
make_outer_block(gpointer data, guint b, guint worker)
{
  ClusterList *list = data;
  ListBlock *block = &list->block[b];
  double range = list->r_cut + list->outer_skin;

  block->atoms = cluster_list_atoms(list, worker);
  block->outer.n = 0;
  for (guint c = 0; c < block->n; c++) {
    Search search = {list, block, block->first + c, (float)(range * range), 0, {0}};
    find_outer(&search);
    keep_rows(list, block, search.n_of, block->run + c * list->n_types);
  }
  cluster_places_remember(list, block, list->at_outer);
}

void
cluster_search_outer(ClusterList *list)
{
  team_run(list->in->team, make_outer_block, list, list->n_blocks);
}

double
cluster_search_room(const ClusterList *list)
{
  double room = INFINITY;

  for (guint b = 0; b < list->n_blocks; b++)
    room = fmin(room, list->block[b].room);
  return room;
}

static void
reserve_keep(ListBlock *block, guint n)
{
  guint room = n / CLUSTER_SIZE + 1;

  if (room <= block->keep_room)
    return;
  block->keep_room = room + 64;
  block->keep = g_renew(guint32, block->keep, block->keep_room);
}

/* Atoms of one type in a list, in the order of ClusterGroup. */
typedef struct {
  guint n;
  guint both_at,
      end_one; /* begin of those near both halves, end of those near the first */
} TypeRow;

/* Which vectors each half of the cluster meets. */
static void
set_halves(ClusterGroup *group, const TypeRow *row)
{
  group->begin[0] = MIN(1, group->n_vectors);
  group->end[0] = MAX(group->begin[0], (row->end_one + CLUSTER_SIZE - 1) / CLUSTER_SIZE);
  group->begin[1] = MAX(group->begin[0], row->both_at / CLUSTER_SIZE);
  group->end[1] = group->n_vectors;
}

/* Lanes of the first vector that atom i of the cluster may meet: all others, and of its
 * own cluster, whose atoms come first and in order, those behind it. */
static void
set_masks(ClusterGroup *group, const guint32 *j, guint first)
{
  guint limit = MIN(group->n_atoms, CLUSTER_SIZE), n_own = 0;

  while (n_own < limit && j[n_own] - first < CLUSTER_SIZE)
    n_own++;
  guint all = (1u << limit) - 1, passed = 0;
  for (guint i = 0, l = 0; i < CLUSTER_SIZE; i++) {
    while (l < n_own && j[l] <= first + i)
      passed |= 1u << l++;
    group->mask[i] = all & ~passed;
  }
}

/* Own atoms of type t first, then the kept candidates. Returns how the row is made up; to
 * has room for all of them and sixteen more. */
static TypeRow
fill_row(const ClusterList *list, ListBlock *block, guint c, guint t, guint32 *to)
{
  const ClusterTask *task = &block->task[c];
  const ClusterRun *run = &block->run[c * list->n_types + t];
  const guint32 *candidate = block->outer.data + run->at;
  const gint32 *type = block->atoms->fixed + 3;
  double range = list->r_cut + CLUSTER_INNER_SKIN;
  TypeRow row = {0};

  for (guint s = task->first; s < task->first + task->n_atoms; s++)
    if (type[4 * (gsize)s] == (gint32)t)
      to[row.n++] = s;
  reserve_keep(block, run->n);
  list->kernel->prune(block->atoms, task, candidate, run->n,
                      (float)(list->table->kappa * range * range), block->keep);
  row.n += list->kernel->pack(candidate, run->n, block->keep, 1, to + row.n);
  row.both_at = row.n;
  row.n += list->kernel->pack(candidate, run->n, block->keep, 3, to + row.n);
  row.end_one = row.n;
  row.n += list->kernel->pack(candidate, run->n, block->keep, 2, to + row.n);
  return row;
}

static void
write_group(const ClusterList *list, ListBlock *block, guint c, guint t)
{
  ClusterTask *task = &block->task[c];
  ClusterGroup *group = &block->group[c * list->n_types + task->n_groups];
  ClusterArena *inner = &block->inner;

  arena_reserve(inner, block->run[c * list->n_types + t].n + 3 * CLUSTER_SIZE);
  guint32 *to = inner->data + inner->n;
  TypeRow row = fill_row(list, block, c, t, to);
  if (row.n == 0)
    return;
  group->type = t;
  group->n_atoms = row.n;
  group->n_vectors = (row.n + CLUSTER_SIZE - 1) / CLUSTER_SIZE;
  group->first = task->n_vectors;
  set_masks(group, to, task->first);
  set_halves(group, &row);
  for (guint k = row.n; k < group->n_vectors * CLUSTER_SIZE; k++)
    to[k] = block->atoms->trash;
  inner->n += group->n_vectors * CLUSTER_SIZE;
  task->n_vectors += group->n_vectors;
  task->n_groups++;
}

/* The arena may have moved while it grew: lists are found again from their lengths. */
static void
link_tasks(const ClusterList *list, ListBlock *block)
{
  const guint32 *j = block->inner.data;

  for (guint c = 0; c < block->n; c++) {
    block->task[c].j = j;
    block->task[c].group = block->group + c * list->n_types;
    j += block->task[c].n_vectors * CLUSTER_SIZE;
  }
}

static void
prune_cluster(ClusterList *list, ListBlock *block, guint c)
{
  guint cluster = block->first + c;
  ClusterTask *task = &block->task[c];

  task->first = cluster * CLUSTER_SIZE;
  task->n_atoms = cluster_atoms(list, cluster);
  task->n_groups = task->n_vectors = 0;
  memcpy(task->middle, list->box[cluster].middle, sizeof task->middle);
  for (guint t = 0; t < list->n_types; t++)
    write_group(list, block, c, t);
  block->most_vectors = MAX(block->most_vectors, task->n_vectors);
}

static void
make_inner_block(gpointer data, guint b, guint worker)
{
  ClusterList *list = data;
  ListBlock *block = &list->block[b];

  block->atoms = cluster_list_atoms(list, worker);
  block->inner.n = 0;
  block->most_vectors = 0;
  for (guint c = 0; c < block->n; c++)
    prune_cluster(list, block, c);
  link_tasks(list, block);
  cluster_places_remember(list, block, list->at_inner);
}

void
cluster_search_inner(ClusterList *list)
{
  team_run(list->in->team, make_inner_block, list, list->n_blocks);
}
