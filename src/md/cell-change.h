// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How long a neighbour list survives when the cell changes under it.
 *
 * A list was made in a cell h₀, atoms at r⁰, and holds all pairs (with their images)
 * nearer than R + s. Now the cell is h, atoms are at r, and all pairs nearer than R are
 * wanted. Seen from the old cell the atoms are at
 *
 *     r̃ = o₀ + M (r − o),   M = h₀ h⁻¹,
 *
 * which keeps fractional coordinates, hence images. With u the largest |r̃ − r⁰| of any
 * atom, a pair that is |d| apart now was at most |M d| + 2u apart then, and |M d| ≤
 * (1 + e) |d| with 1 + e the norm of M. So no pair is missed as long as
 *
 *     2u + e R ≤ s.
 *
 * The other way round, a pair that was further than R' + s apart is now further than R'
 * for every R' ≤ R. e is bounded by the Frobenius norm of M − 1; for an unchanged cell it
 * is 0 and u the plain displacement. Plain values; any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"
#include "model/cell.h"

typedef struct {
  gboolean none;  /* the cells are the same: the rest need not be looked at */
  Vec3 row[3];    /* of M */
  Vec3 from, to;  /* origins o, o₀ */
  double stretch; /* e ≥ 0 */
} CellChange;

/* From the cell of a list to the present one. */
CellChange cell_change(const Cell *then, const Cell *now);

/* r seen from the old cell. */
static inline Vec3
cell_change_back(const CellChange *change, Vec3 r)
{
  if (change->none)
    return r;
  Vec3 d = vec3_sub(r, change->from);
  return vec3(change->to.x + vec3_dot(change->row[0], d),
              change->to.y + vec3_dot(change->row[1], d),
              change->to.z + vec3_dot(change->row[2], d));
}

/* How far atoms may have moved, Å, for a list of range + skin to serve for range still;
 * negative: the change of the cell alone is too much. */
static inline double
cell_change_room(const CellChange *change, double range, double skin)
{
  return 0.5 * (skin - change->stretch * range);
}
