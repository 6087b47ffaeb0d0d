// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-order.h"

#define LEAF     4
#define CLUSTER  16
#define SUBTREES 8

/* Large boxes are cut the same way again and again although they breathe: who works on
 * which half of a cell should not change. */
#define LARGE  256
#define NEARLY 0.9

static double
coordinate(const Vec3 *r, int axis)
{
  return axis == 0 ? r->x : axis == 1 ? r->y : r->z;
}

static int
longest_side(const Vec3 *position, const guint32 *order, guint n)
{
  Vec3 low = position[order[0]], high = low;

  for (guint k = 1; k < n; k++) {
    Vec3 r = position[order[k]];
    low = vec3(fmin(low.x, r.x), fmin(low.y, r.y), fmin(low.z, r.z));
    high = vec3(fmax(high.x, r.x), fmax(high.y, r.y), fmax(high.z, r.z));
  }
  Vec3 side = vec3_sub(high, low);
  double much = n > LARGE ? NEARLY : 1.0;
  if (side.x >= much * side.y && side.x >= much * side.z)
    return 0;
  return side.y >= much * side.z ? 1 : 2;
}

static void
swap(guint32 *a, guint32 *b)
{
  guint32 t = *a;

  *a = *b;
  *b = t;
}

/* Quickselect: the k smallest along axis come first. */
static void
select_smallest(const Vec3 *position, guint32 *order, guint n, guint k, int axis)
{
  guint low = 0, high = n - 1;

  while (low < high) {
    guint32 pivot = order[low + (high - low) / 2];
    double value = coordinate(&position[pivot], axis);
    guint i = low, j = high;
    while (i <= j) {
      while (coordinate(&position[order[i]], axis) < value)
        i++;
      while (coordinate(&position[order[j]], axis) > value)
        j--;
      if (i > j)
        break;
      swap(&order[i], &order[j]);
      i++;
      if (j == 0)
        break;
      j--;
    }
    if (k <= j)
      high = j;
    else if (k >= i)
      low = i;
    else
      return;
  }
}

/* How many of n go to the first of two halves. */
static guint
first_half(guint n)
{
  guint unit = n > CLUSTER ? CLUSTER : LEAF;

  return unit * (((n + unit - 1) / unit) / 2);
}

static void
cut(const Vec3 *position, guint32 *order, guint n)
{
  select_smallest(position, order, n, first_half(n), longest_side(position, order, n));
}

static void
split(const Vec3 *position, guint32 *order, guint n)
{
  while (n > LEAF) {
    guint k = first_half(n);
    cut(position, order, n);
    split(position, order, k);
    order += k;
    n -= k;
  }
}

/* Subtrees that workers share out among themselves. */
typedef struct {
  guint32 *order;
  guint n;
} Subtree;

typedef struct {
  const Vec3 *position;
  guint n_trees;
  Subtree tree[SUBTREES];
} Subtrees;

static void
cut_tree(gpointer data, guint b, guint worker)
{
  Subtrees *trees = data;
  Subtree *tree = &trees->tree[b], *other = tree + trees->n_trees;
  guint k = first_half(tree->n);

  cut(trees->position, tree->order, tree->n);
  *other = (Subtree){tree->order + k, tree->n - k};
  tree->n = k;
}

static void
split_tree(gpointer data, guint b, guint worker)
{
  Subtrees *trees = data;

  split(trees->position, trees->tree[b].order, trees->tree[b].n);
}

static void
split_by_team(const Vec3 *position, guint32 *order, guint n, Team *team)
{
  Subtrees trees = {.position = position, .n_trees = 1, .tree = {{order, n}}};

  for (; trees.n_trees < SUBTREES; trees.n_trees *= 2)
    team_run(team, cut_tree, &trees, trees.n_trees);
  team_run(team, split_tree, &trees, SUBTREES);
}

void
cluster_order(const Vec3 *position, guint n, guint32 *order, Team *team)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  if (team && n > SUBTREES * LARGE)
    split_by_team(position, order, n, team);
  else
    split(position, order, n);
}
