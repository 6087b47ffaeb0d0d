// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a snapshot looks like in a style: the instances that the passes draw. Plain CPU
 * work without GL; a Geometry belongs to one thread. Lengths Å, world coordinates,
 * colours sRGB. */
#pragma once

#include "render/renderer.h"

/* Colour; the fourth byte is presence: 0 sinks into the distance, 255 stays bright. */
typedef struct {
  guint8 r, g, b, presence;
} Tint;

typedef struct {
  float centre[3], radius;
  Tint tint;
} SphereInstance;

/* From a to b; opacity at b (stubs that leave the cell fade out). */
typedef struct {
  float a[3], radius;
  float b[3], fade;
  Tint tint_a, tint_b;
} CapsuleInstance;

/* One third-by-two of a ring's plate: its centre and one edge. */
typedef struct {
  float centre[3], a[3], b[3], normal[3];
  Tint tint;
} PlateInstance;

/* One piece of a smooth trail: it runs from p[1] to p[2]; p[0] and p[3] give the
 * directions there. along: 0 at the old cage, 1 at the new one; cap: 1 beyond the ends.
 */
typedef struct {
  float p[4][3];
  float along[2], cap[2];
  float strength; /* 1 new … 0 forgotten */
} TrailInstance;

/* A circle that faces the eye. */
typedef struct {
  float centre[3], radius;
  Tint tint;
  float strength;
} MarkInstance;

/* A box along the cell's axes, in fractional coordinates. */
typedef struct {
  Vec3 low, high;
} Bounds;

typedef struct {
  Bounds bounds; /* of the cell and all that is drawn */
  GArray *spheres, *plates, *trails, *marks;
  GArray *capsules; /* bonds and edges of rings */
  GArray *stubs;    /* the same type: bonds that leave the cell */
} Geometry;

Geometry *geometry_new(void);
void geometry_free(Geometry *geometry);
/* Fills it anew; snapshot NULL: empty. */
void geometry_build(Geometry *geometry, const Snapshot *snapshot,
                    const RenderStyle *style);
/* Whether two styles give the same instances. */
gboolean geometry_same_style(const RenderStyle *a, const RenderStyle *b);

/* Lattice offset that brings atom to where it is drawn. */
void geometry_atom_shift(const Snapshot *snapshot, const RenderStyle *style, guint atom,
                         int shift[3]);
gboolean geometry_is_hidden(const RenderStyle *style, guint type);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Geometry, geometry_free)
