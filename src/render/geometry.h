// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a snapshot looks like in a style: the instances that the passes draw. Plain CPU
 * work without GL; a Geometry belongs to one thread. Lengths Å, world coordinates,
 * colours sRGB. */
#pragma once

#include "render/pick-boxes.h"
#include "render/renderer.h"
#include "render/ring-memory.h"

/* Colour; the fourth byte is presence: 0 sinks into the distance, 255 stays bright. Of
 * sheets it is opacity. */
typedef struct {
  guint8 r, g, b, presence;
} Tint;

typedef struct {
  float centre[3], radius;
  Tint tint;
} SphereInstance;

/* From a to b; fade is the opacity at b (stubs that leave the cell fade out), or 2 when
 * both ends lie hidden inside of atoms. */
typedef struct {
  float a[3], radius;
  float b[3], fade;
  Tint tint_a, tint_b;
} CapsuleInstance;

/* What a capsule belongs to: a bond (both atoms) or a ring (its place in the snapshot's
 * list). */
typedef struct {
  RenderKind kind;
  guint index, other;
} CapsuleOwner;

/* One third-by-two of a ring's plate: its centre and one edge. */
typedef struct {
  float centre[3], a[3], b[3], normal[3];
  Tint tint;
  float strength; /* 0 gone … 1 … 2 just born */
} PlateInstance;

/* A corner of the triangles of polyhedra and surfaces. */
typedef struct {
  float position[3], normal[3];
  Tint tint;
  guint8 look[4]; /* smooth: 255 when its silhouette is to fade; presence; two unused */
} SheetVertex;

typedef struct {
  GArray *vertices;  /* SheetVertex */
  GArray *triangles; /* guint32, three each */
} SheetSet;

/* One piece of a smooth trail: it runs from p[1] to p[2]; p[0] and p[3] give the
 * directions there. along: 0 at the old cage, 1 at the new one; cap: 1 beyond the ends.
 */
typedef struct {
  float p[4][3];
  float along[2], cap[2];
  float strength; /* 2 happening now … 1 new … 0 forgotten */
} TrailInstance;

/* A circle that faces the eye. */
typedef struct {
  float centre[3], radius;
  Tint tint;
  float strength;
} MarkInstance;

/* Things in boxes. */
typedef enum {
  BOXED_SPHERES,
  BOXED_CAPSULES,
  BOXED_STUBS,
  BOXED_PLATES,
  N_BOXED,
} Boxed;

typedef struct {
  Bounds bounds; /* of the cell and all that is drawn */
  GArray *spheres, *plates, *trails, *marks;
  GArray *capsules; /* bonds and edges of rings and polyhedra */
  GArray *stubs; /* the same type, without depth of their own: bonds that leave the cell,
                    edges of translucent polyhedra */
  SheetSet facets;    /* solid */
  SheetSet sheets;    /* translucent */
  double atom_radius; /* Å, mean of the spheres: for the level of detail */

  /* Who is drawn there, element for element */
  GArray *sphere_atom;                /* guint */
  GArray *capsule_owner, *stub_owner; /* CapsuleOwner */
  GArray *plate_ring;                 /* guint; G_MAXUINT: of a ring that is gone */
  GArray *trail_hop;                  /* guint: place in the snapshot's list */
  PickBoxes boxes[N_BOXED];           /* where they are, for looks under the pointer */
  RingMemory *rings;                  /* since the first snapshot */
} Geometry;

Geometry *geometry_new(void);
void geometry_free(Geometry *geometry);
/* Fills it anew; snapshot NULL: empty. Of earlier snapshots only the rings are
 * remembered, so that new ones can flash and broken ones fade. */
void geometry_build(Geometry *geometry, const Snapshot *snapshot,
                    const RenderStyle *style);
/* Finds the boxes of all that is in it; geometry_build has done so. */
void geometry_put_in_boxes(Geometry *geometry, const Cell *cell);
/* Whether two styles give the same instances. */
gboolean geometry_same_style(const RenderStyle *a, const RenderStyle *b);

/* Lattice offset that brings atom to where it is drawn. */
void geometry_atom_shift(const Snapshot *snapshot, const RenderStyle *style, guint atom,
                         int shift[3]);
/* Whether style puts the atom, or all of its type, out of sight (slices aside). */
gboolean geometry_is_hidden(const RenderStyle *style, guint atom, guint type);
/* Whether a slice cuts away what is at r, Å. */
gboolean geometry_is_sliced(const RenderStyle *style, const Cell *cell, Vec3 r);
/* The same, or lies within margin (Å) of being cut away. */
gboolean geometry_is_nearly_sliced(const RenderStyle *style, const Cell *cell, Vec3 r,
                                   double margin);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Geometry, geometry_free)
