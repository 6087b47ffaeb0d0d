// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/merge-tree.h"

#include <math.h>
#include <string.h>

#include "analysis/grid-order.h"

#define UNDER_WATER MERGE_NO_SITE
#define HALF        (GRID_NEIGHBOURS / 2)

typedef struct {
  gint16 k[3];
} Offset;

/* Directions in which a component runs on for ever: independent lattice vectors. */
typedef struct {
  guint n;
  Offset w[3];
} Winding;

/* What climbs to one summit. Hills are numbered from the highest summit down. */
typedef struct {
  guint32 node;   /* the summit */
  guint32 parent; /* hill; ≤ its own number */
  guint32 alias;  /* hill that it was merged into, or itself */
  Offset offset;  /* of the summit, from the parent's */
} Hill;

typedef struct {
  const Field *field;
  double persistence;
  guint32 *basin;      /* hill of a node that is dry; the tree's */
  gint8 (*offset)[3];  /* of a node, from the summit of its hill; owned */
  GArray *hill;        /* Hill */
  GHashTable *winding; /* root → Winding, owned */
  MergeTree *tree;
} Flood;

static Offset
add(Offset a, Offset b, int sign)
{
  for (guint c = 0; c < 3; c++)
    a.k[c] = (gint16)(a.k[c] + sign * b.k[c]);
  return a;
}

static Offset
to_offset(const gint8 shift[3])
{
  return (Offset){{shift[0], shift[1], shift[2]}};
}

static Hill *
hill_of(const Flood *flood, guint32 number)
{
  return &g_array_index(flood->hill, Hill, number);
}

static double
summit_height(const Flood *flood, guint32 hill)
{
  return flood->field->value[hill_of(flood, hill)->node];
}

/* Root of a node's hill, and the lattice offset from it; paths become short. */
static guint32
find_root(Flood *flood, gsize node, Offset *from_root)
{
  Hill *hill = (Hill *)flood->hill->data;
  guint32 at = flood->basin[node], root = at;
  Offset sum = {{0}};

  for (; hill[root].parent != root; root = hill[root].parent)
    sum = add(sum, hill[root].offset, 1);
  *from_root = add(sum, to_offset(flood->offset[node]), 1);
  while (hill[at].parent != root && at != root) {
    guint32 next = hill[at].parent;
    Offset rest = add(sum, hill[at].offset, -1);
    hill[at].parent = root;
    hill[at].offset = sum;
    sum = rest;
    at = next;
  }
  return root;
}

static guint32
resolve(Flood *flood, guint32 number)
{
  Hill *hill = (Hill *)flood->hill->data;

  while (hill[number].alias != number) {
    hill[number].alias = hill[hill[number].alias].alias;
    number = hill[number].alias;
  }
  return number;
}

static gboolean
is_zero(Offset w)
{
  return w.k[0] == 0 && w.k[1] == 0 && w.k[2] == 0;
}

static void
cross(const Offset *a, const Offset *b, double out[3])
{
  for (guint c = 0; c < 3; c++) {
    guint d = (c + 1) % 3, e = (c + 2) % 3;
    out[c] = (double)a->k[d] * b->k[e] - (double)a->k[e] * b->k[d];
  }
}

static gboolean
is_independent(const Winding *winding, const Offset *w)
{
  double normal[3], dot = 0.0;

  if (winding->n == 0)
    return TRUE;
  if (winding->n == 3)
    return FALSE;
  cross(&winding->w[0], winding->n == 1 ? w : &winding->w[1], normal);
  if (winding->n == 1)
    return normal[0] != 0.0 || normal[1] != 0.0 || normal[2] != 0.0;
  for (guint c = 0; c < 3; c++)
    dot += normal[c] * w->k[c];
  return dot != 0.0;
}

/* A component runs on along w from this node's height on. */
static void
wind(Flood *flood, guint32 root, const Offset *w, gsize node)
{
  MergeTree *tree = flood->tree;
  double height = flood->field->value[node];
  Winding *winding = g_hash_table_lookup(flood->winding, GUINT_TO_POINTER(root));

  if (!winding) {
    winding = g_new0(Winding, 1);
    g_hash_table_insert(flood->winding, GUINT_TO_POINTER(root), winding);
  }
  if (!is_independent(winding, w))
    return;
  winding->w[winding->n++] = *w;
  tree->dimension[winding->n - 1] = MAX(tree->dimension[winding->n - 1], height);
  for (guint c = 0; c < 3; c++)
    if (w->k[c] != 0)
      tree->axis[c] = MAX(tree->axis[c], height);
  if (tree->gate == tree->n_nodes)
    tree->gate = node;
}

/* The younger of two components becomes part of the elder, whose node a is, at the height
 * of a node. */
static void
join(Flood *flood, guint32 elder, guint32 younger, gsize a, gsize at)
{
  Winding *winding = g_hash_table_lookup(flood->winding, GUINT_TO_POINTER(younger));

  hill_of(flood, younger)->parent = elder;
  if (summit_height(flood, younger) - flood->field->value[at] < flood->persistence)
    hill_of(flood, younger)->alias = resolve(flood, flood->basin[a]);
  for (guint i = 0; winding && i < winding->n; i++)
    wind(flood, elder, &winding->w[i], at);
  g_hash_table_remove(flood->winding, GUINT_TO_POINTER(younger));
}

/* Node v and its neighbour u, `shift` cells outside, are both dry now. */
static void
connect(Flood *flood, gsize v, gsize u, Offset shift)
{
  Offset from_v, from_u;
  guint32 root_v = find_root(flood, v, &from_v), root_u = find_root(flood, u, &from_u);
  Offset gap = add(add(from_v, shift, 1), from_u, -1);

  if (root_v == root_u) {
    if (!is_zero(gap))
      wind(flood, root_v, &gap, v);
  } else if (root_v < root_u) {
    hill_of(flood, root_u)->offset = gap;
    join(flood, root_v, root_u, v, v);
  } else {
    hill_of(flood, root_v)->offset = add((Offset){{0}}, gap, -1);
    join(flood, root_u, root_v, u, v);
  }
}

/* The highest dry neighbour, of equal ones the first in the grid; NULL without any. */
static const GridStep *
find_uphill(const Flood *flood, const GridStep step[GRID_NEIGHBOURS])
{
  const float *value = flood->field->value;
  const GridStep *best = NULL;

  for (guint m = 0; m < GRID_NEIGHBOURS; m++) {
    gsize u = step[m].node;
    if (flood->basin[u] == UNDER_WATER)
      continue;
    if (!best || value[u] > value[best->node] ||
        (value[u] == value[best->node] && u < best->node))
      best = &step[m];
  }
  return best;
}

static void
rise_from_water(Flood *flood, guint32 v)
{
  GridStep step[GRID_NEIGHBOURS];

  grid_order_neighbours(flood->field, v, step);
  const GridStep *best = find_uphill(flood, step);
  if (!best) {
    guint32 number = flood->hill->len;
    g_array_append_val(flood->hill, ((Hill){v, number, number, {{0}}}));
    flood->basin[v] = number;
    memset(flood->offset[v], 0, sizeof flood->offset[v]);
  } else {
    flood->basin[v] = flood->basin[best->node];
    for (guint c = 0; c < 3; c++)
      flood->offset[v][c] = (gint8)(flood->offset[best->node][c] - best->shift[c]);
  }
  for (guint m = 0; m < GRID_NEIGHBOURS; m++)
    if (flood->basin[step[m].node] != UNDER_WATER)
      connect(flood, v, step[m].node, to_offset(step[m].shift));
}

/* Hills that were not merged away, from high to low; basins in their numbers. */
static void
name_sites(Flood *flood)
{
  MergeTree *tree = flood->tree;
  guint n = flood->hill->len;
  g_autofree guint32 *site = g_new(guint32, n);

  tree->site = g_new(MergeSite, n);
  for (guint32 h = 0; h < n; h++) {
    if (resolve(flood, h) != h)
      continue;
    site[h] = tree->n_sites;
    tree->site[tree->n_sites++] =
        (MergeSite){hill_of(flood, h)->node, summit_height(flood, h)};
  }
  tree->site = g_renew(MergeSite, tree->site, tree->n_sites);
  for (gsize i = 0; i < tree->n_nodes; i++)
    if (tree->basin[i] != UNDER_WATER)
      tree->basin[i] = site[resolve(flood, tree->basin[i])];
}

static void
note_doorway(GHashTable *found, const Field *field, const guint32 *basin, gsize v,
             gsize u)
{
  guint32 a = MAX(basin[v], basin[u]), b = MIN(basin[v], basin[u]);
  gint64 key = (gint64)a << 32 | b;
  gsize low = field->value[v] < field->value[u] ? v : u;
  MergeDoorway *door = g_hash_table_lookup(found, &key);

  if (door && door->height >= field->value[low])
    return;
  if (!door) {
    door = g_new0(MergeDoorway, 1);
    g_hash_table_insert(found, g_memdup2(&key, sizeof key), door);
  }
  *door = (MergeDoorway){{a, b}, low, field->value[low]};
}

static int
compare_doorways(const void *a, const void *b)
{
  const MergeDoorway *p = a, *q = b;

  if (p->site[0] != q->site[0])
    return p->site[0] < q->site[0] ? -1 : 1;
  return (p->site[1] > q->site[1]) - (p->site[1] < q->site[1]);
}

static void
find_doorways(const Field *field, MergeTree *tree)
{
  g_autoptr(GHashTable) found =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  GridStep step[GRID_NEIGHBOURS];
  GHashTableIter iter;
  gpointer door;

  for (gsize v = 0; v < field->n_nodes; v++) {
    if (tree->basin[v] == MERGE_NO_SITE)
      continue;
    grid_order_neighbours(field, v, step);
    for (guint m = 0; m < HALF; m++) {
      guint32 other = tree->basin[step[m].node];
      if (other != MERGE_NO_SITE && other != tree->basin[v])
        note_doorway(found, field, tree->basin, v, step[m].node);
    }
  }
  tree->doorway = g_new(MergeDoorway, g_hash_table_size(found));
  g_hash_table_iter_init(&iter, found);
  while (g_hash_table_iter_next(&iter, NULL, &door))
    tree->doorway[tree->n_doorways++] = *(MergeDoorway *)door;
  if (tree->n_doorways > 0)
    qsort(tree->doorway, tree->n_doorways, sizeof *tree->doorway, compare_doorways);
}

static void
flood_all(Flood *flood, const Field *height, double floor)
{
  gsize n_dry;
  g_autofree guint32 *node = grid_order_descending(height, floor, &n_dry);

  flood->basin = flood->tree->basin = g_new(guint32, height->n_nodes);
  memset(flood->basin, 0xff, height->n_nodes * sizeof *flood->basin);
  flood->offset = g_malloc(height->n_nodes * sizeof *flood->offset);
  flood->hill = g_array_new(FALSE, FALSE, sizeof(Hill));
  flood->winding = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (gsize r = 0; r < n_dry; r++)
    rise_from_water(flood, node[r]);
  g_free(flood->offset);
  g_hash_table_unref(flood->winding);
}

MergeTree *
merge_tree_new(const Field *height, double floor, double persistence)
{
  Flood flood = {.field = height, .persistence = persistence};

  g_return_val_if_fail(height != NULL && height->n_nodes < UNDER_WATER, NULL);
  MergeTree *tree = flood.tree = g_new0(MergeTree, 1);
  tree->n_nodes = tree->gate = height->n_nodes;
  for (guint c = 0; c < 3; c++)
    tree->axis[c] = tree->dimension[c] = -INFINITY;
  flood_all(&flood, height, floor);
  name_sites(&flood);
  g_array_unref(flood.hill);
  find_doorways(height, tree);
  return tree;
}

void
merge_tree_free(MergeTree *tree)
{
  if (!tree)
    return;
  g_free(tree->site);
  g_free(tree->doorway);
  g_free(tree->basin);
  g_free(tree);
}

/* Widest path: the best way to every site grows from the highest doorway on. */
double
merge_tree_best_way(const MergeTree *tree, guint site_a, guint site_b)
{
  g_return_val_if_fail(tree && site_a < tree->n_sites && site_b < tree->n_sites, NAN);

  g_autofree double *way = g_new(double, tree->n_sites);
  gboolean better = TRUE;
  for (guint s = 0; s < tree->n_sites; s++)
    way[s] = -INFINITY;
  way[site_a] = tree->site[site_a].height;
  while (better) {
    better = FALSE;
    for (guint d = 0; d < tree->n_doorways; d++) {
      const MergeDoorway *door = &tree->doorway[d];
      for (guint end = 0; end < 2; end++) {
        double through = fmin(way[door->site[end]], door->height);
        if (through > way[door->site[!end]]) {
          way[door->site[!end]] = through;
          better = TRUE;
        }
      }
    }
  }
  return way[site_b];
}
