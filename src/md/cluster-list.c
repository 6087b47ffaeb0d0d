// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-list.h"

#include <string.h>

#include "base/aligned.h"
#include "md/cell-change.h"
#include "md/cluster-order.h"

#define QUADS          (CLUSTER_SIZE / 4)
#define SUPER          16   /* clusters in a super-box */
#define ORDER_EVERY    8    /* outer lists per order */
#define WIDEST_CLUSTER 10.0 /* Å, diameter of a cluster in a dense glass, generously */
#define TWO_32         4294967296.0
#define MOVE_BLOCKS    8

/* A box in fixed point: middle, and half sides in Å. */
typedef struct {
  gint32 middle[3];
  float half[3];
} Box;

typedef struct {
  guint32 *data;
  guint n, capacity;
} Arena;

/* One block's own memory. */
typedef struct {
  guint first, n; /* clusters */
  Arena outer;
  guint *outer_at; /* n + 1 offsets into outer; the counts of real atoms in outer_n */
  guint *outer_n;
  Arena inner;
  ClusterTask *task;
  ClusterGroup *group; /* n · n_types */
  guint32 *by_type;    /* n_types rows of by_type_room */
  guint by_type_room;
  guint32 *keep;
  guint keep_room;
  guint most_vectors;
  gboolean narrow; /* its clusters fit into the cell with their neighbours */
} Block;

struct ClusterList {
  double r_cut;
  guint n_atoms, n_clusters, n_blocks, n_types;
  Cell cell;
  double kappa;
  ClusterAtoms atoms;
  gint32 *fixed; /* quadruples of n_clusters·16 + 1 places */
  guint32 *order;
  Vec3 *at_inner, *at_outer; /* positions when the lists were made, by atom */
  Cell cell_inner, cell_outer;
  CellChange since_inner, since_outer;
  Box *box, *super, *quad;
  Block *block;
  double moved2[MOVE_BLOCKS];
  gboolean valid;
  guint age; /* outer lists since the last order */
  ClusterCounts counts;

  /* Of the call in progress */
  const ForceInput *in;
  const ClusterKernel *kernel;
  const ClusterTable *table;
};

double
cluster_list_width(double r_cut)
{
  return 2.0 * (r_cut + CLUSTER_OUTER_SKIN + 0.5 * WIDEST_CLUSTER);
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
  ClusterList *list = g_new0(ClusterList, 1);

  list->r_cut = r_cut;
  return list;
}

static void
free_blocks(ClusterList *list)
{
  for (guint b = 0; b < list->n_blocks; b++) {
    Block *block = &list->block[b];
    g_free(block->outer.data);
    g_free(block->outer_at);
    g_free(block->outer_n);
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
  aligned_free(list->fixed);
  g_free(list->order);
  g_free(list->at_inner);
  g_free(list->at_outer);
  g_free(list->box);
  g_free(list->super);
  g_free(list->quad);
  g_free(list);
}

static guint
choose_blocks(guint n_clusters)
{
  return n_clusters < 400 ? 4 : n_clusters < 2000 ? 8 : 16;
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
  guint places = list->n_clusters * CLUSTER_SIZE + 1;
  aligned_free(list->fixed);
  list->fixed = ALIGNED_NEW0(gint32, 4 * (gsize)places);
  list->order = g_renew(guint32, list->order, n);
  list->at_inner = g_renew(Vec3, list->at_inner, n);
  list->at_outer = g_renew(Vec3, list->at_outer, n);
  list->box = g_renew(Box, list->box, list->n_clusters);
  list->super = g_renew(Box, list->super, list->n_clusters / SUPER + 1);
  list->quad = g_renew(Box, list->quad, list->n_clusters * QUADS);
  list->atoms.fixed = list->fixed;
  list->atoms.trash = places - 1;
  list->n_blocks = choose_blocks(list->n_clusters);
  list->block = g_new0(Block, list->n_blocks);
  for (guint b = 0; b < list->n_blocks; b++) {
    Block *block = &list->block[b];
    block->first = (guint64)list->n_clusters * b / list->n_blocks;
    block->n = (guint64)list->n_clusters * (b + 1) / list->n_blocks - block->first;
    block->outer_at = g_new0(guint, block->n + 1);
    block->outer_n = g_new0(guint, block->n);
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
  for (int k = 0; k < 3; k++)
    list->atoms.unit[k] = (float)(side[k] * sqrt(kappa) / TWO_32);
}

static gint32
to_fixed(double x, double per_length)
{
  return (gint32)(gint64)(x * per_length);
}

/* Positions of this step in cluster order, and how far the atoms of this part have moved.
 */
static void
take_positions_part(gpointer data, guint part, guint worker)
{
  ClusterList *list = data;
  const Vec3 *position = list->in->position;
  guint n = list->n_atoms;
  guint begin = (guint64)n * part / MOVE_BLOCKS,
        end = (guint64)n * (part + 1) / MOVE_BLOCKS;
  const CellChange change = list->since_inner;
  const Vec3 origin = list->cell.origin;
  const double px = TWO_32 / list->cell.vector[0].x, py = TWO_32 / list->cell.vector[1].y,
               pz = TWO_32 / list->cell.vector[2].z;
  double moved2 = 0.0;

  for (guint s = begin; s < end; s++) {
    guint i = list->order[s];
    Vec3 r = position[i];
    gint32 *to = list->fixed + 4 * (gsize)s;
    to[0] = to_fixed(r.x - origin.x, px);
    to[1] = to_fixed(r.y - origin.y, py);
    to[2] = to_fixed(r.z - origin.z, pz);
    Vec3 then = cell_change_back(&change, r);
    moved2 = fmax(moved2, vec3_norm2(vec3_sub(then, list->at_inner[i])));
  }
  list->moved2[part] = moved2;
}

/* Largest displacement since the inner lists were made, seen from their cell, Å. */
static double
take_positions(ClusterList *list)
{
  double moved2 = 0.0;

  team_run(list->in->team, take_positions_part, list, MOVE_BLOCKS);
  for (int k = 0; k < MOVE_BLOCKS; k++)
    moved2 = fmax(moved2, list->moved2[k]);
  return sqrt(moved2);
}

static double
moved_since_outer(const ClusterList *list)
{
  double moved2 = 0.0;

  for (guint i = 0; i < list->n_atoms; i++) {
    Vec3 then = cell_change_back(&list->since_outer, list->in->position[i]);
    moved2 = fmax(moved2, vec3_norm2(vec3_sub(then, list->at_outer[i])));
  }
  return sqrt(moved2);
}

static void
make_order(ClusterList *list)
{
  g_autofree Vec3 *folded = g_new(Vec3, list->n_atoms);

  for (guint i = 0; i < list->n_atoms; i++)
    folded[i] = cell_wrap(&list->cell, list->in->position[i]);
  cluster_order(folded, list->n_atoms, list->order);
  for (guint s = 0; s < list->n_atoms; s++)
    list->fixed[4 * (gsize)s + 3] = list->in->type[list->order[s]];
  take_positions(list);
  list->counts.order++;
  list->age = 0;
}

static double
side_of(const ClusterList *list, int axis)
{
  return axis == 0   ? list->cell.vector[0].x
         : axis == 1 ? list->cell.vector[1].y
                     : list->cell.vector[2].z;
}

/* The box of n places, counted from the first so that the cell's border does not matter.
 */
static void
make_box(const ClusterList *list, guint first, guint n, Box *box)
{
  const gint32 *origin = list->fixed + 4 * (gsize)first;

  for (int k = 0; k < 3; k++) {
    gint32 low = 0, high = 0;
    for (guint s = 1; s < n; s++) {
      gint32 d = (gint32)((guint32)origin[4 * s + k] - (guint32)origin[k]);
      low = MIN(low, d);
      high = MAX(high, d);
    }
    gint32 half = (gint32)(((gint64)high - low) / 2);
    box->middle[k] = (gint32)((guint32)origin[k] + (guint32)low + (guint32)half);
    box->half[k] = (float)((half + 1.0) * side_of(list, k) / TWO_32);
  }
}

static guint
cluster_atoms(const ClusterList *list, guint cluster)
{
  return MIN(CLUSTER_SIZE, list->n_atoms - cluster * CLUSTER_SIZE);
}

/* Whether all that is in range of the cluster is nearer to its middle than half a cell:
 * else the nearest image to the middle need not be the one that an atom meets. */
static gboolean
is_narrow(const ClusterList *list, const Box *box)
{
  double range = list->r_cut + CLUSTER_OUTER_SKIN;

  for (int k = 0; k < 3; k++)
    if (box->half[k] + range >= 0.5 * side_of(list, k))
      return FALSE;
  return TRUE;
}

static void
make_boxes_block(gpointer data, guint b, guint worker)
{
  ClusterList *list = data;
  Block *block = &list->block[b];

  block->narrow = TRUE;
  for (guint c = block->first; c < block->first + block->n; c++) {
    guint n = cluster_atoms(list, c);
    make_box(list, c * CLUSTER_SIZE, n, &list->box[c]);
    block->narrow = block->narrow && is_narrow(list, &list->box[c]);
    for (guint q = 0; 4 * q < n; q++)
      make_box(list, c * CLUSTER_SIZE + 4 * q, MIN(4, n - 4 * q),
               &list->quad[c * QUADS + q]);
  }
}

static void
make_boxes(ClusterList *list)
{
  team_run(list->in->team, make_boxes_block, list, list->n_blocks);
  for (guint s = 0; s * SUPER < list->n_clusters; s++) {
    guint first = s * SUPER * CLUSTER_SIZE;
    make_box(list, first, MIN(SUPER * CLUSTER_SIZE, list->n_atoms - first),
             &list->super[s]);
  }
}

static inline gboolean
boxes_near(const float scale[3], const Box *a, const Box *b, float range2)
{
  float d2 = 0.0f;

  for (int k = 0; k < 3; k++) {
    gint32 d = (gint32)((guint32)a->middle[k] - (guint32)b->middle[k]);
    float gap = fmaxf(fabsf((float)d) * scale[k] - a->half[k] - b->half[k], 0.0f);
    d2 += gap * gap;
  }
  return d2 < range2;
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
  arena->capacity = MAX(2 * arena->capacity, arena->n + more + 4096);
  arena->data = g_renew(guint32, arena->data, arena->capacity);
}

/* What a search for neighbours of one cluster carries about. */
typedef struct {
  const ClusterList *list;
  Block *block;
  const Box *home;
  float scale[3]; /* Å per fixed-point unit */
  float range2;   /* Å² */
} Search;

static void
add_quads(const Search *search, guint other)
{
  const ClusterList *list = search->list;
  Arena *outer = &search->block->outer;
  guint n = cluster_atoms(list, other);

  arena_reserve(outer, CLUSTER_SIZE);
  for (guint q = 0; 4 * q < n; q++) {
    if (!boxes_near(search->scale, search->home, &list->quad[other * QUADS + q],
                    search->range2))
      continue;
    for (guint s = 4 * q; s < MIN(n, 4 * q + 4); s++)
      outer->data[outer->n++] = other * CLUSTER_SIZE + s;
  }
}

static void
find_outer(const Search *search, guint cluster)
{
  const ClusterList *list = search->list;
  gboolean use_super = list->n_clusters > 8 * SUPER;

  for (guint s = 0; s * SUPER < list->n_clusters; s++) {
    if (use_super &&
        !boxes_near(search->scale, search->home, &list->super[s], search->range2))
      continue;
    guint end = MIN((s + 1) * SUPER, list->n_clusters);
    for (guint other = s * SUPER; other < end; other++)
      if (other != cluster && owns(cluster, other) &&
          boxes_near(search->scale, search->home, &list->box[other], search->range2))
        add_quads(search, other);
  }
}

static void
make_outer_block(gpointer data, guint b, guint worker)
{
  ClusterList *list = data;
  Block *block = &list->block[b];
  double range = list->r_cut + CLUSTER_OUTER_SKIN;
  Search search = {list, block, NULL, {0}, (float)(range * range)};

  for (int k = 0; k < 3; k++)
    search.scale[k] = (float)(side_of(list, k) / TWO_32);
  block->outer.n = 0;
  for (guint c = 0; c < block->n; c++) {
    block->outer_at[c] = block->outer.n;
    search.home = &list->box[block->first + c];
    find_outer(&search, block->first + c);
    block->outer_n[c] = block->outer.n - block->outer_at[c];
    arena_reserve(&block->outer, CLUSTER_SIZE);
    while (block->outer.n % CLUSTER_SIZE)
      block->outer.data[block->outer.n++] = list->atoms.trash;
  }
  block->outer_at[block->n] = block->outer.n;
}

static gboolean
all_narrow(const ClusterList *list)
{
  for (guint b = 0; b < list->n_blocks; b++)
    if (!list->block[b].narrow)
      return FALSE;
  return TRUE;
}

static void
make_outer(ClusterList *list)
{
  if (!list->valid || list->age >= ORDER_EVERY)
    make_order(list);
  make_boxes(list);
  if (list->age > 0 && !all_narrow(list)) {
    make_order(list);
    make_boxes(list);
  }
  team_run(list->in->team, make_outer_block, list, list->n_blocks);
  memcpy(list->at_outer, list->in->position, list->n_atoms * sizeof(Vec3));
  list->cell_outer = list->cell;
  list->age++;
  list->counts.outer++;
}

static void
reserve_scratch(const ClusterList *list, Block *block, guint n)
{
  guint room = n + CLUSTER_SIZE;

  if (room <= block->by_type_room)
    return;
  block->by_type_room = room + 256;
  block->by_type = g_renew(guint32, block->by_type, list->n_types * block->by_type_room);
  block->keep = g_renew(guint32, block->keep, block->by_type_room / CLUSTER_SIZE + 1);
}

/* Atoms of one type in a list, in the order of ClusterGroup. */
typedef struct {
  guint n; /* all so far */
  guint both_at,
      end_one; /* begin of those near both halves, end of those near the first */
} TypeRow;

/* Appends the kept candidates whose halves (1: first, 2: second, 3: both) are these. */
static void
append_kept(const ClusterList *list, Block *block, guint c, guint halves, TypeRow *row)
{
  const guint32 *candidate = block->outer.data + block->outer_at[c];
  const gint32 *type = list->fixed + 3;
  guint room = block->by_type_room;

  for (guint v = 0; v * CLUSTER_SIZE < block->outer_n[c]; v++) {
    guint one = block->keep[v] & 0xFFFF, two = block->keep[v] >> 16;
    guint bits = halves == 1 ? one & ~two : halves == 2 ? two & ~one : one & two;
    for (; bits; bits &= bits - 1) {
      guint32 s = candidate[v * CLUSTER_SIZE + __builtin_ctz(bits)];
      guint t = type[4 * (gsize)s];
      block->by_type[t * room + row[t].n++] = s;
    }
  }
}

/* Own atoms first, then the kept candidates, row by row of their type. */
static void
sort_by_type(const ClusterList *list, Block *block, guint c,
             TypeRow row[CLUSTER_MAX_TYPES])
{
  guint cluster = block->first + c, first = cluster * CLUSTER_SIZE;
  const gint32 *type = list->fixed + 3;

  memset(row, 0, list->n_types * sizeof(TypeRow));
  for (guint s = first; s < first + cluster_atoms(list, cluster); s++) {
    guint t = type[4 * (gsize)s];
    block->by_type[t * block->by_type_room + row[t].n++] = s;
  }
  append_kept(list, block, c, 1, row);
  for (guint t = 0; t < list->n_types; t++)
    row[t].both_at = row[t].n;
  append_kept(list, block, c, 3, row);
  for (guint t = 0; t < list->n_types; t++)
    row[t].end_one = row[t].n;
  append_kept(list, block, c, 2, row);
}

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

static void
inner_reserve(Arena *arena, guint more)
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

static void
write_groups(const ClusterList *list, Block *block, guint c, const TypeRow *row)
{
  ClusterTask *task = &block->task[c];
  ClusterGroup *group = block->group + c * list->n_types;
  guint begin = block->inner.n;

  task->n_groups = task->n_vectors = 0;
  for (guint t = 0; t < list->n_types; t++) {
    guint32 *from = block->by_type + t * block->by_type_room;
    guint n = row[t].n;
    if (n == 0)
      continue;
    ClusterGroup *g = &group[task->n_groups++];
    g->type = t;
    g->n_atoms = n;
    g->n_vectors = (n + CLUSTER_SIZE - 1) / CLUSTER_SIZE;
    g->first = task->n_vectors;
    set_masks(g, from, task->first);
    set_halves(g, &row[t]);
    inner_reserve(&block->inner, g->n_vectors * CLUSTER_SIZE);
    guint32 *to = block->inner.data + begin + task->n_vectors * CLUSTER_SIZE;
    memcpy(to, from, n * sizeof(guint32));
    for (guint k = n; k < g->n_vectors * CLUSTER_SIZE; k++)
      to[k] = list->atoms.trash;
    task->n_vectors += g->n_vectors;
    block->inner.n = begin + task->n_vectors * CLUSTER_SIZE;
  }
  block->most_vectors = MAX(block->most_vectors, task->n_vectors);
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
  double range = list->r_cut + CLUSTER_INNER_SKIN, kappa = list->table->kappa;
  TypeRow row[CLUSTER_MAX_TYPES];

  task->first = cluster * CLUSTER_SIZE;
  task->n_atoms = cluster_atoms(list, cluster);
  memcpy(task->middle, list->box[cluster].middle, sizeof task->middle);
  reserve_scratch(list, block, block->outer_n[c]);
  list->kernel->prune(&list->atoms, task, block->outer.data + block->outer_at[c],
                      block->outer_n[c], (float)(kappa * range * range), block->keep);
  sort_by_type(list, block, c, row);
  write_groups(list, block, c, row);
}

static void
make_inner_block(gpointer data, guint b, guint worker)
{
  ClusterList *list = data;
  Block *block = &list->block[b];

  block->inner.n = 0;
  block->most_vectors = 0;
  for (guint c = 0; c < block->n; c++)
    prune_cluster(list, block, c);
  link_tasks(list, block);
}

static void
make_inner(ClusterList *list)
{
  team_run(list->in->team, make_inner_block, list, list->n_blocks);
  memcpy(list->at_inner, list->in->position, list->n_atoms * sizeof(Vec3));
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

static gboolean
inner_serves(ClusterList *list)
{
  return take_positions(list) <=
         cell_change_room(&list->since_inner, list->r_cut, CLUSTER_INNER_SKIN);
}

static gboolean
outer_serves(const ClusterList *list)
{
  return moved_since_outer(list) <=
         cell_change_room(&list->since_outer, list->r_cut + CLUSTER_INNER_SKIN,
                          CLUSTER_OUTER_SKIN - CLUSTER_INNER_SKIN);
}

void
cluster_list_update(ClusterList *list, const ForceInput *in, const ClusterKernel *kernel,
                    const ClusterTable *table)
{
  list->in = in;
  list->kernel = kernel;
  list->table = table;
  if (list->n_atoms != in->n_atoms) {
    allocate(list, in);
    list->valid = FALSE;
  }
  follow_cell(list);
  if (!list->valid) {
    make_outer(list);
    make_inner(list);
    list->valid = TRUE;
    return;
  }
  if (inner_serves(list))
    return;
  if (!outer_serves(list))
    make_outer(list);
  make_inner(list);
}

const ClusterAtoms *
cluster_list_atoms(const ClusterList *list)
{
  return &list->atoms;
}

const guint32 *
cluster_list_order(const ClusterList *list)
{
  return list->order;
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
  return all_narrow(list);
}

Vec3
cluster_list_difference(const ClusterList *list, guint32 i, guint32 j)
{
  const guint32 *a = (const guint32 *)list->fixed + 4 * (gsize)i;
  const guint32 *b = (const guint32 *)list->fixed + 4 * (gsize)j;

  return vec3((gint32)(b[0] - a[0]) * (side_of(list, 0) / TWO_32),
              (gint32)(b[1] - a[1]) * (side_of(list, 1) / TWO_32),
              (gint32)(b[2] - a[2]) * (side_of(list, 2) / TWO_32));
}

ClusterCounts
cluster_list_counts(const ClusterList *list)
{
  return list->counts;
}
