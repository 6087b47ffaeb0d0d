// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The faces of a coordination polyhedron: the convex hull of the anions around a former,
 * by trying every triangle, which is quick for so few. Any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

#define POLYHEDRON_CORNERS 8
#define POLYHEDRON_FACES   24

typedef struct {
  guint n_faces, n_edges;
  guint8 face[POLYHEDRON_FACES][3];
  guint8 edge[POLYHEDRON_CORNERS * (POLYHEDRON_CORNERS - 1) / 2][2];
} Polyhedron;

/* Three corners give one triangle, four or more their hull with faces that are
 * anticlockwise from outside. FALSE for other numbers, and for four or more corners in
 * one plane. A face with four corners is covered by more triangles than it needs. */
gboolean polyhedron_init(Polyhedron *polyhedron, const Vec3 *corner, guint n);
