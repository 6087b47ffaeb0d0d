// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The smallest convex polygon around some points of a plane. Any thread. */
#pragma once

#include <glib.h>

typedef struct {
  double x, y;
} PlanePoint;

/* Sorts point, writes the corners counter-clockwise (y up) to hull, which has room for
 * n + 1, and gives their number: fewer than three when all points lie on a line. Monotone
 * chain (A. M. Andrew, Inf. Process. Lett. 9, 216 (1979),
 * doi:10.1016/0020-0190(79)90072-3). */
guint convex_hull(PlanePoint *point, guint n, PlanePoint *hull);
