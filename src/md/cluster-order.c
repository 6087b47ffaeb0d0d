// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-order.h"

#define LEAF    4
#define CLUSTER 16

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

static void
split(const Vec3 *position, guint32 *order, guint n)
{
  while (n > LEAF) {
    guint unit = n > CLUSTER ? CLUSTER : LEAF;
    guint k = unit * (((n + unit - 1) / unit) / 2);
    select_smallest(position, order, n, k, longest_side(position, order, n));
    split(position, order, k);
    order += k;
    n -= k;
  }
}

void
cluster_order(const Vec3 *position, guint n, guint32 *order)
{
  for (guint i = 0; i < n; i++)
    order[i] = i;
  split(position, order, n);
}
