// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A periodic cell: three lattice vectors (Å) and what follows from them. A plain value;
 * any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

typedef struct {
  Vec3 origin;     /* corner with fractional coordinates 0 0 0 */
  Vec3 vector[3];  /* lattice vectors a, b, c */
  Vec3 inverse[3]; /* fractional = (inverse[k] · r), k = 0…2 */
  double volume;   /* Å³, positive */
} Cell;

/* Cell from its vectors. Returns FALSE (cell untouched) when they span no volume (less
 * than 10⁻⁴ of the product of their lengths) or are not finite; a left-handed triple is
 * accepted. */
gboolean cell_init(Cell *cell, Vec3 a, Vec3 b, Vec3 c, Vec3 origin);
/* Cube of the given edge, origin 0. edge > 0. */
Cell cell_cubic(double edge);
/* The same shape, lengths multiplied by s. */
Cell cell_scaled(const Cell *cell, double s);

/* Vectors along x, y and z; a rotated box is not, and takes the general way. */
gboolean cell_is_orthorhombic(const Cell *cell);
/* Distances between opposite faces, Å. */
Vec3 cell_heights(const Cell *cell);
double cell_smallest_height(const Cell *cell);

/* Fractional coordinates, relative to the origin, and back. */
Vec3 cell_to_fractional(const Cell *cell, Vec3 r);
Vec3 cell_to_cartesian(const Cell *cell, Vec3 s);
/* The image of r inside the cell. */
Vec3 cell_wrap(const Cell *cell, Vec3 r);
/* Shortest image of the difference d, exact in skewed cells too. */
Vec3 cell_minimum_image(const Cell *cell, Vec3 d);
