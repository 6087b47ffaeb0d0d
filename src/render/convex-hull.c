// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/convex-hull.h"

#include <stdlib.h>

static int
from_the_left(const void *a, const void *b)
{
  const PlanePoint *p = a, *q = b;

  return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p->y > q->y) - (p->y < q->y);
}

static gboolean
turns_left(const PlanePoint *a, const PlanePoint *b, const PlanePoint *c)
{
  return (b->x - a->x) * (c->y - a->y) - (b->y - a->y) * (c->x - a->x) > 0.0;
}

/* Adds to a chain that may not shrink below least points. */
static guint
add(PlanePoint *hull, guint n, guint least, const PlanePoint *point)
{
  while (n > least && !turns_left(&hull[n - 2], &hull[n - 1], point))
    n--;
  hull[n] = *point;
  return n + 1;
}

guint
convex_hull(PlanePoint *point, guint n, PlanePoint *hull)
{
  guint size = 0;

  if (n == 0)
    return 0;
  qsort(point, n, sizeof *point, from_the_left);
  for (guint k = 0; k < n; k++)
    size = add(hull, size, 1, &point[k]);
  guint lower = size;
  for (guint k = n - 1; k-- > 0;)
    size = add(hull, size, lower, &point[k]);
  return MAX(size - 1, 1);
}
