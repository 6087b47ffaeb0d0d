// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-list.h"

#include <string.h>

#include "base/aligned.h"
#include "md/cell-change.h"
#include "md/cluster-order.h"
#include "md/parts.h"

#define QUADS          (CLUSTER_SIZE / 4)
#define SUPER          16   /* clusters in a super-box */
#define ORDER_EVERY    8    /* outer lists per order */
#define WIDEST_CLUSTER 9.0  /* Å, diameter of a cluster in a dense glass, generously */
#define LEAST_SKIN     1.2  /* Å, of outer lists in a cell that has no room for more */
#define ROUNDING       1e-4 /* Å, more than what single precision leaves open */
#define TWO_32         4294967296.0
#define MOST_COPIED    16000 /* atoms whose positions fit beside the rest into a cache */
#define NOWHERE        -1e9f /* half side of a box that is near nothing */

typedef struct {
  guint32 *data;
  guint n, capacity;
} Arena;

/* Candidates of one type in an outer list: real ones, then trash up to a multiple of
 * sixteen. */
typedef struct {
  guint at, n;
} Run;

/* The positions as one worker reads them: a copy of its own, so that nothing has to be
 * asked of another processor among the pairs. */
typedef struct {
  _Alignas(ALIGNED_BYTES) ClusterAtoms atoms;
  gint32 *own;  /* quadruples; NULL: alone, or too many for a cache */
  guint64 step; /* whose positions are there */
} View;

/* Largest square of a way in a part, Å². */
typedef struct {
  _Alignas(ALIGNED_BYTES) float way2;
} PartMove;

/* One block's own memory. */
typedef struct {
  guint first, n;            /* clusters */
  const ClusterAtoms *atoms; /* as the worker sees them who is at it */
  Arena outer;
  Run *run; /* n · n_types */
  Arena inner;
  ClusterTask *task;
  ClusterGroup *group; /* n · n_types */
  guint32 *by_type;    /* n_types rows of by_type_room */
  guint by_type_room;
  guint32 *keep;
  guint keep_room;
  guint most_vectors;
  double room; /* Å, left in half a cell beside any of its clusters and r_cut */
} Block;

struct ClusterList {
  double r_cut, outer_skin; /* Å; the skin as wide as there is room for */
  guint n_atoms, n_clusters, n_blocks, n_types;
  Cell cell;
  double kappa;
  gint32 *fixed; /* quadruples of n_clusters·16 + 1 places */
  View *view;    /* of each worker */
  guint n_views;
  gint32 *at_inner, *at_outer; /* what they were when the lists were made */
  guint32 *order;
  Cell cell_inner, cell_outer;
  ClusterBox *box;
  ClusterBoxes super, quad;
  Block *block;
  PartMove moved[ATOM_PARTS];
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
    Block *block = &list->block[b];
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

static void
free_views(ClusterList *list)
{
  for (guint w = 0; w < list->n_views; w++)
    aligned_free(list->view[w].own);
  aligned_free(list->view);
  list->view = NULL;
  list->n_views = 0;
}

static void
free_boxes(ClusterBoxes *boxes)
{
  for (int k = 0; k < 3; k++) {
    aligned_free(boxes->middle[k]);
    aligned_free(boxes->half[k]);
  }
}

/* Room for n boxes; those behind them are nowhere. */
static void
allocate_boxes(ClusterBoxes *boxes, guint n)
{
  guint room = (n + 15) / 16 * 16;

  free_boxes(boxes);
  for (int k = 0; k < 3; k++) {
    boxes->middle[k] = ALIGNED_NEW0(gint32, room);
    boxes->half[k] = ALIGNED_NEW0(float, room);
    for (guint b = n; b < room; b++)
      boxes->half[k][b] = NOWHERE;
  }
}

void
cluster_list_free(ClusterList *list)
{
  if (!list)
    return;
  free_blocks(list);
  free_views(list);
  aligned_free(list->fixed);
  aligned_free(list->at_inner);
  aligned_free(list->at_outer);
  g_free(list->order);
  g_free(list->taken);
  g_free(list->box);
  free_boxes(&list->super);
  free_boxes(&list->quad);
  aligned_free(list);
}

static guint
n_places(const ClusterList *list)
{
  return list->n_clusters * CLUSTER_SIZE + 1;
}

static void
make_views(ClusterList *list, guint n_workers)
{
  free_views(list);
  list->n_views = n_workers;
  list->view = ALIGNED_NEW0(View, n_workers);
  for (guint w = 0; w < n_workers; w++) {
    View *view = &list->view[w];
    if (n_workers > 1 && list->n_atoms <= MOST_COPIED)
      view->own = ALIGNED_NEW0(gint32, 4 * (gsize)n_places(list));
    view->atoms.fixed = view->own ? view->own : list->fixed;
    view->atoms.trash = n_places(list) - 1;
  }
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
  guint places = n_places(list);
  aligned_free(list->fixed);
  aligned_free(list->at_inner);
  aligned_free(list->at_outer);
  list->fixed = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->at_inner = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->at_outer = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->order = g_renew(guint32, list->order, n);
  list->box = g_renew(ClusterBox, list->box, list->n_clusters);
  allocate_boxes(&list->super, (list->n_clusters + SUPER - 1) / SUPER);
  allocate_boxes(&list->quad, (n + 3) / 4);
  make_views(list, team_size(in->team));
  list->kappa = 0.0; /* units are still to come */
  list->n_blocks = choose_blocks(list->n_clusters);
  list->block = g_new0(Block, list->n_blocks);
  for (guint b = 0; b < list->n_blocks; b++) {
    Block *block = &list->block[b];
    block->first = (guint64)list->n_clusters * b / list->n_blocks;
    block->n = (guint64)list->n_clusters * (b + 1) / list->n_blocks - block->first;
    block->run = g_new0(Run, block->n * list->n_types);
    block->task = g_new0(ClusterTask, block->n);
    block->group = g_new0(ClusterGroup, block->n * list->n_types);
  }
}

static void
set_units(ClusterList *list, const Cell *cell, double kappa)
{
  const double side[3] = {cell->vector[0].x, cell->vector[1].y, cell->vector[2].z};

  list->cell = *cell;
  list->kappa = kappa;
  for (guint w = 0; w < list->n_views; w++)
    for (int k = 0; k < 3; k++)
      list->view[w].atoms.unit[k] = (float)(side[k] * sqrt(kappa) / TWO_32);
  for (int k = 0; k < 3; k++)
    list->super.scale[k] = list->quad.scale[k] = (float)(side[k] / TWO_32);
}

static double
side_of(const Cell *cell, int axis)
{
  return axis == 0   ? cell->vector[0].x
         : axis == 1 ? cell->vector[1].y
                     : cell->vector[2].z;
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
    scale[k] = (float)(side_of(cell, k) / TWO_32);
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
    move.per_length[k] = TWO_32 / side_of(&list->cell, k);
  scale_of(&list->cell_inner, move.scale);
  list->moved[part].way2 = list->kernel->take(&move);
}

/* Copies what other workers have taken over. */
static void
bring(const ClusterList *list, View *view, guint worker)
{
  const Team *team = list->in->team;
  gsize begin = part_share_begin(team, list->n_atoms, worker);
  gsize end = part_share_begin(team, list->n_atoms, worker + 1);
  gsize quad = 4 * sizeof(gint32);

  memcpy(view->own, list->fixed, begin * quad);
  memcpy(view->own + 4 * end, list->fixed + 4 * end, (list->n_atoms - end) * quad);
}

const ClusterAtoms *
cluster_list_atoms(const ClusterList *list, guint worker)
{
  View *view = &list->view[worker];

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

/* Largest displacement since the inner lists were made, seen from their cell, Å; infinite
 * if launching went wrong. */
static double
take_positions(ClusterList *list)
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

static double
moved_since_outer(ClusterList *list)
{
  parts_run(list->in->team, moved_since_outer_part, list);
  return largest_move(list);
}

/* Keeps the positions of a block's atoms: each worker those that it will ask for. */
static void
remember(const ClusterList *list, const Block *block, gint32 *then)
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

static void
make_order(ClusterList *list)
{
  g_autofree Vec3 *folded = g_new(Vec3, list->n_atoms);
  Team *team = list->in->team;

  parts_run(team, fold_part, &(Ordering){list, folded});
  cluster_order(folded, list->n_atoms, list->order, team);
  parts_run(team, put_types_part, list);
  take_positions(list);
  list->ordered = TRUE;
  list->in_order = FALSE;
  list->counts.order++;
  list->age = 0;
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
    box->half[k] = (float)((half + 1.0) * side_of(&list->cell, k) / TWO_32);
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
    room = fmin(room, 0.5 * side_of(&list->cell, k) - box->half[k] - list->r_cut);
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
  Block *block = &list->block[b];

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

static void
make_boxes(ClusterList *list)
{
  const gint32 *fixed = cluster_list_atoms(list, 0)->fixed;

  team_run(list->in->team, make_boxes_block, list, list->n_blocks);
  for (guint s = 0; s * SUPER < list->n_clusters; s++) {
    guint first = s * SUPER * CLUSTER_SIZE;
    put_box(list, fixed + 4 * (gsize)first,
            MIN(SUPER * CLUSTER_SIZE, list->n_atoms - first), &list->super, s);
  }
}

/* Whether the pair of clusters a ≠ b stands in the list of a. */
static gboolean
owns(guint a, guint b)
{
  return ((a + b) & 1) == 0 ? a < b : a > b;
}

static void
arena_reserve(Arena *arena, guint more)
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
reserve_rows(const ClusterList *list, Block *block, guint filled, guint n)
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
  Block *block;
  guint cluster;
  float range2; /* Å² */
  guint n, n_of[CLUSTER_MAX_TYPES];
} Search;

static void
add_quad(Search *search, guint quad)
{
  const gint32 *type = search->block->atoms->fixed + 3;
  Block *block = search->block;

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
  guint n_supers = (list->n_clusters + SUPER - 1) / SUPER;

  for (guint v = 0; v < n_supers; v += 16) {
    guint bits =
        list->kernel->near(&list->super, v, &list->box[search->cluster], search->range2);
    for (; bits; bits &= bits - 1) {
      guint first = (v + __builtin_ctz(bits)) * SUPER * QUADS;
      guint end = MIN(first + SUPER * QUADS, (list->n_atoms + 3) / 4);
      for (guint quad = first; quad < end; quad += 16)
        search_quads(search, quad);
    }
  }
}

/* Appends the rows of by_type to the outer lists. */
static void
keep_rows(const ClusterList *list, Block *block, const guint n_of[], Run *run)
{
  for (guint t = 0; t < list->n_types; t++) {
    Arena *outer = &block->outer;
    run[t] = (Run){outer->n, n_of[t]};
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
  Block *block = &list->block[b];
  double range = list->r_cut + list->outer_skin;

  block->atoms = cluster_list_atoms(list, worker);
  block->outer.n = 0;
  for (guint c = 0; c < block->n; c++) {
    Search search = {list, block, block->first + c, (float)(range * range), 0, {0}};
    find_outer(&search);
    keep_rows(list, block, search.n_of, block->run + c * list->n_types);
  }
  remember(list, block, list->at_outer);
}

static double
least_room(const ClusterList *list)
{
  double room = INFINITY;

  for (guint b = 0; b < list->n_blocks; b++)
    room = fmin(room, list->block[b].room);
  return room;
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
    make_order(list);
  make_boxes(list);
  if (list->age > 0 && least_room(list) <= usual) {
    make_order(list);
    make_boxes(list);
  }
  list->outer_skin = CLAMP(least_room(list) - ROUNDING, LEAST_SKIN, usual);
  team_run(list->in->team, make_outer_block, list, list->n_blocks);
  list->cell_outer = list->cell;
  list->age++;
  list->counts.outer++;
}

static void
reserve_keep(Block *block, guint n)
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
fill_row(const ClusterList *list, Block *block, guint c, guint t, guint32 *to)
{
  const ClusterTask *task = &block->task[c];
  const Run *run = &block->run[c * list->n_types + t];
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
write_group(const ClusterList *list, Block *block, guint c, guint t)
{
  ClusterTask *task = &block->task[c];
  ClusterGroup *group = &block->group[c * list->n_types + task->n_groups];
  Arena *inner = &block->inner;

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
link_tasks(const ClusterList *list, Block *block)
{
  const guint32 *j = block->inner.data;

  for (guint c = 0; c < block->n; c++) {
    block->task[c].j = j;
    block->task[c].group = block->group + c * list->n_types;
    j += block->task[c].n_vectors * CLUSTER_SIZE;
  }
}

static void
prune_cluster(ClusterList *list, Block *block, guint c)
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
  Block *block = &list->block[b];

  block->atoms = cluster_list_atoms(list, worker);
  block->inner.n = 0;
  block->most_vectors = 0;
  for (guint c = 0; c < block->n; c++)
    prune_cluster(list, block, c);
  link_tasks(list, block);
  remember(list, block, list->at_inner);
}

static void
make_inner(ClusterList *list)
{
  team_run(list->in->team, make_inner_block, list, list->n_blocks);
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
    set_units(list, &list->in->cell, kappa);
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
  return moved_since_outer(list) <=
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
    make_views(list, team_size(in->team));
    set_units(list, &list->cell, list->kappa);
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
  double way = take_positions(list);
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

guint
cluster_list_n_blocks(const ClusterList *list)
{
  return list->n_blocks;
}

ClusterBlock
cluster_list_block(const ClusterList *list, guint block)
{
  const Block *b = &list->block[block];

  return (ClusterBlock){b->n, b->task, b->most_vectors};
}

gboolean
cluster_list_is_sound(const ClusterList *list)
{
  return least_room(list) > list->outer_skin;
}

Vec3
cluster_list_difference(const ClusterList *list, guint32 i, guint32 j)
{
  const guint32 *a = (const guint32 *)list->fixed + 4 * (gsize)i;
  const guint32 *b = (const guint32 *)list->fixed + 4 * (gsize)j;

  return vec3((gint32)(b[0] - a[0]) * (side_of(&list->cell, 0) / TWO_32),
              (gint32)(b[1] - a[1]) * (side_of(&list->cell, 1) / TWO_32),
              (gint32)(b[2] - a[2]) * (side_of(&list->cell, 2) / TWO_32));
}

ClusterCounts
cluster_list_counts(const ClusterList *list)
{
  return list->counts;
}
