// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/merge-tree.h"

#include <math.h>
#include <string.h>

#include "analysis/grid-order.h"

#define UNDER_WATER MERGE_NO_SITE
#define HALF        (GRID_NEIGHBOURS / 2)
#define RECENT      1024 /* doorways that are found without a search */

typedef struct {
  gint16 k[3];
} Offset;

/* Directions in which a component runs on for ever: independent lattice vectors. */
typedef struct {
  guint n;
  Offset w[3];
} Winding;

/* Where a node belongs: its hill (the upper half), and the offset of the node from that
 * hill's summit, in cells: a byte each for a, b, c. */
typedef guint64 Place;

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
  GridInside inside;
  gboolean thin;       /* one node along a vector */
  guint32 *rank;       /* of a node that is dry, from high to low; UNDER_WATER; owned */
  Place *place;        /* of every node that is dry; owned */
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

static guint32
hill_at(Place place)
{
  return (guint32)(place >> 32);
}

static Offset
offset_at(Place place)
{
  return (Offset){{(gint8)(place >> 16), (gint8)(place >> 8), (gint8)place}};
}

/* Of a node that lies shift cells outside, as if it lay in this one. */
static Place
seen_across(Place place, const gint8 *shift)
{
  Place seen = hill_at(place);

  for (guint c = 0; c < 3; c++)
    seen = seen << 8 | (guint8)((place >> (16 - 8 * c)) - (guint64)shift[c]);
  return (seen >> 24) << 32 | (seen & 0xffffff);
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

/* Root of a place's hill, and the lattice offset from it; paths become short. */
static guint32
find_root(Flood *flood, Place place, Offset *from_root)
{
  Hill *hill = (Hill *)flood->hill->data;
  guint32 at = hill_at(place), root = at;
  Offset sum = {{0}};

  for (; hill[root].parent != root; root = hill[root].parent)
    sum = add(sum, hill[root].offset, 1);
  *from_root = add(sum, offset_at(place), 1);
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

/* The younger of two components becomes part of the elder, to which hill belongs, at the
 * height of a node. */
static void
join(Flood *flood, guint32 elder, guint32 younger, guint32 hill, gsize at)
{
  Winding *winding = g_hash_table_lookup(flood->winding, GUINT_TO_POINTER(younger));

  hill_of(flood, younger)->parent = elder;
  if (summit_height(flood, younger) - flood->field->value[at] < flood->persistence)
    hill_of(flood, younger)->alias = resolve(flood, hill);
  for (guint i = 0; winding && i < winding->n; i++)
    wind(flood, elder, &winding->w[i], at);
  g_hash_table_remove(flood->winding, GUINT_TO_POINTER(younger));
}

/* Two places are one: that of node v, and a neighbour's as it is seen from there. */
static void
connect(Flood *flood, gsize v, Place own, Place other)
{
  Offset from_v, from_u;
  guint32 root_v = find_root(flood, own, &from_v);
  guint32 root_u = find_root(flood, other, &from_u);
  Offset gap = add(from_v, from_u, -1);

  if (root_v == root_u) {
    if (!is_zero(gap))
      wind(flood, root_v, &gap, v);
  } else if (root_v < root_u) {
    hill_of(flood, root_u)->offset = gap;
    join(flood, root_v, root_u, hill_at(own), v);
  } else {
    hill_of(flood, root_v)->offset = add((Offset){{0}}, gap, -1);
    join(flood, root_u, root_v, hill_at(other), v);
  }
}

/* The places of the neighbours that are dry, as seen from here; highest: which of them
 * is. Half of all nodes are dry, in no order that could be guessed: nothing here branches
 * for that. */
static guint
find_dry(const Flood *flood, guint32 v, Place seen[GRID_NEIGHBOURS], guint *highest)
{
  guint64 best = G_MAXUINT64;
  guint n = 0;

  for (guint m = 0; m < GRID_NEIGHBOURS; m++) {
    guint32 u = v + (guint32)flood->inside.ahead[m], rank = flood->rank[u];
    guint64 candidate = (guint64)rank << 32 | n;
    best = MIN(best, candidate);
    seen[n] = flood->place[u];
    n += rank != UNDER_WATER;
  }
  *highest = (guint32)best;
  return n;
}

/* The same at a face of the cell. */
static guint
find_dry_across(const Flood *flood, guint32 v, Place seen[GRID_NEIGHBOURS],
                guint *highest)
{
  GridStep step[GRID_NEIGHBOURS];
  guint32 best = UNDER_WATER;
  guint n = 0;

  grid_order_neighbours(flood->field, v, step);
  for (guint m = 0; m < GRID_NEIGHBOURS; m++) {
    guint32 rank = flood->rank[step[m].node];
    if (rank == UNDER_WATER)
      continue;
    if (rank < best)
      *highest = n;
    best = MIN(best, rank);
    seen[n++] = seen_across(flood->place[step[m].node], step[m].shift);
  }
  return n;
}

/* Where the grid is one node thick a node is its own neighbour, in other cells. */
static guint
add_own_images(const Flood *flood, guint32 v, Place seen[GRID_NEIGHBOURS], guint n)
{
  GridStep step[GRID_NEIGHBOURS];

  grid_order_neighbours(flood->field, v, step);
  for (guint m = 0; m < GRID_NEIGHBOURS; m++)
    if (step[m].node == v)
      seen[n++] = seen_across(flood->place[v], step[m].shift);
  return n;
}

static Place
found_hill(Flood *flood, guint32 summit)
{
  guint32 number = flood->hill->len;

  g_array_append_val(flood->hill, ((Hill){summit, number, number, {{0}}}));
  return (Place)number << 32;
}

static gboolean
is_among(Place place, const Place *known, guint n)
{
  for (guint k = 0; k < n; k++)
    if (known[k] == place)
      return TRUE;
  return FALSE;
}

/* Neighbours that are seen at the same place tell the same. */
static void
rise_from_water(Flood *flood, guint32 v)
{
  Place seen[GRID_NEIGHBOURS], known[GRID_NEIGHBOURS];
  guint highest = 0, n_known = 0;
  guint n = grid_inside_has(&flood->inside, v)
                ? find_dry(flood, v, seen, &highest)
                : find_dry_across(flood, v, seen, &highest);
  Place own = n > 0 ? seen[highest] : found_hill(flood, v);

  flood->place[v] = own;
  if (flood->thin)
    n = add_own_images(flood, v, seen, n);
  for (guint k = 0; k < n; k++) {
    if (seen[k] == own || is_among(seen[k], known, n_known))
      continue;
    known[n_known++] = seen[k];
    connect(flood, v, own, seen[k]);
  }
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
  for (guint32 h = 0; h < n; h++)
    site[h] = site[resolve(flood, h)];
  tree->basin = g_new(guint32, tree->n_nodes);
  for (gsize i = 0; i < tree->n_nodes; i++) {
    guint32 hill = hill_at(flood->place[i]);
    tree->basin[i] = hill == UNDER_WATER ? MERGE_NO_SITE : site[hill];
  }
}

typedef struct {
  const Field *field;
  const guint32 *basin;
  GHashTable *found; /* pair of basins → MergeDoorway, owned */
  MergeDoorway *recent[RECENT];
} DoorwaySearch;

static MergeDoorway *
doorway_between(DoorwaySearch *search, guint32 a, guint32 b)
{
  gint64 key = (gint64)a << 32 | b;
  MergeDoorway **recent = &search->recent[(a * 31 + b) % RECENT];
  MergeDoorway *door = *recent;

  if (door && door->site[0] == a && door->site[1] == b)
    return door;
  door = g_hash_table_lookup(search->found, &key);
  if (!door) {
    door = g_new0(MergeDoorway, 1);
    *door = (MergeDoorway){{a, b}, 0, -INFINITY};
    g_hash_table_insert(search->found, g_memdup2(&key, sizeof key), door);
  }
  return *recent = door;
}

static void
note_doorway(DoorwaySearch *search, gsize v, gsize u)
{
  const float *value = search->field->value;
  guint32 a = search->basin[v], b = search->basin[u];

  if (a == b || b == MERGE_NO_SITE)
    return;
  MergeDoorway *door = doorway_between(search, MAX(a, b), MIN(a, b));
  gsize low = value[v] < value[u] ? v : u;
  if (value[low] > door->height) {
    door->node = low;
    door->height = value[low];
  }
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
search_doorways(DoorwaySearch *search, const GridInside *inside)
{
  GridStep step[GRID_NEIGHBOURS];

  for (gsize v = 0; v < search->field->n_nodes; v++) {
    if (search->basin[v] == MERGE_NO_SITE)
      continue;
    if (grid_inside_has(inside, (guint32)v)) {
      for (guint m = 0; m < HALF; m++)
        note_doorway(search, v, v + (gsize)inside->ahead[m]);
      continue;
    }
    grid_order_neighbours(search->field, v, step);
    for (guint m = 0; m < HALF; m++)
      note_doorway(search, v, step[m].node);
  }
}

static void
find_doorways(const Flood *flood)
{
  MergeTree *tree = flood->tree;
  g_autoptr(GHashTable) found =
      g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
  DoorwaySearch search = {.field = flood->field, .basin = tree->basin, .found = found};
  GHashTableIter iter;
  gpointer door;

  search_doorways(&search, &flood->inside);
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

  flood->place = g_new(Place, height->n_nodes);
  memset(flood->place, 0xff, height->n_nodes * sizeof *flood->place);
  flood->rank = g_new(guint32, height->n_nodes);
  memset(flood->rank, 0xff, height->n_nodes * sizeof *flood->rank);
  grid_inside_init(&flood->inside, height);
  flood->thin = MIN(height->n[0], MIN(height->n[1], height->n[2])) == 1;
  flood->hill = g_array_new(FALSE, FALSE, sizeof(Hill));
  flood->winding = g_hash_table_new_full(NULL, NULL, NULL, g_free);
  for (gsize r = 0; r < n_dry; r++) {
    rise_from_water(flood, node[r]);
    flood->rank[node[r]] = (guint32)r;
  }
  g_free(flood->rank);
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
  g_free(flood.place);
  find_doorways(&flood);
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
