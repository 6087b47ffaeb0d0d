// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cell-change.h"

#include <string.h>

/* Row of h₀ h⁻¹: component k of the old vectors times the reciprocal vectors of now. */
static Vec3
row_of(const Cell *now, double a, double b, double c)
{
  Vec3 row = vec3_scale(now->inverse[0], a);

  row = vec3_mul_add(row, b, now->inverse[1]);
  return vec3_mul_add(row, c, now->inverse[2]);
}

CellChange
cell_change(const Cell *then, const Cell *now)
{
  const Vec3 *h = then->vector;
  CellChange change = {.none = memcmp(then, now, sizeof *then) == 0,
                       .from = now->origin,
                       .to = then->origin};

  if (change.none)
    return change;
  change.row[0] = row_of(now, h[0].x, h[1].x, h[2].x);
  change.row[1] = row_of(now, h[0].y, h[1].y, h[2].y);
  change.row[2] = row_of(now, h[0].z, h[1].z, h[2].z);
  change.stretch = sqrt(vec3_norm2(vec3_sub(change.row[0], vec3(1, 0, 0))) +
                        vec3_norm2(vec3_sub(change.row[1], vec3(0, 1, 0))) +
                        vec3_norm2(vec3_sub(change.row[2], vec3(0, 0, 1))));
  return change;
}
