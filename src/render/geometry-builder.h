// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the parts of a Geometry share while it is built. Private to geometry*.c. */
#pragma once

#include "render/geometry.h"

#define GEOMETRY_SMALL      2
#define GEOMETRY_SMALL_PART 0.5 /* of the radius, of what gives way */

typedef struct {
  Geometry *out;
  const Snapshot *snapshot;
  const Frame *frame;
  const RenderStyle *style;
  double radius[SPECIES_MAX]; /* of each type, Å */
  /* One per atom */
  int (*shift)[3];
  Vec3 *position; /* where it is drawn */
  Tint *tint;
  guint8 *shown; /* 0: not; GEOMETRY_SMALL: gives way to the hop that is looked at */
} GeometryBuilder;

/* As the atom is drawn, Å. */
static inline double
geometry_radius(const GeometryBuilder *builder, guint atom)
{
  return builder->radius[builder->frame->type[atom]] *
         (builder->shown[atom] == GEOMETRY_SMALL ? GEOMETRY_SMALL_PART : 1.0);
}

void geometry_store(float out[3], Vec3 v);
/* A place that a picture can have: a run that blows up leaves none. */
gboolean geometry_is_placed(Vec3 r);
Vec3 geometry_lattice_shift(const Cell *cell, const int n[3]);
/* Lattice offset that brings r into the cell. */
void geometry_fold(const Cell *cell, const RenderStyle *style, Vec3 r, int shift[3]);
Tint geometry_mix(Tint a, Tint b, double t);
void geometry_add_mark(GeometryBuilder *builder, Vec3 centre, double radius, Tint tint,
                       float strength);
/* One triangle; normals as given, opacity in tint's fourth byte. */
void geometry_add_triangle(GeometryBuilder *builder, gboolean solid, const Vec3 corner[3],
                           Vec3 normal, Tint tint);

/* geometry-network.c */
void geometry_add_bonds(GeometryBuilder *builder);
void geometry_add_rings(GeometryBuilder *builder);
/* geometry-sheets.c */
void geometry_add_polyhedra(GeometryBuilder *builder);
void geometry_add_surfaces(GeometryBuilder *builder);
/* geometry-hops.c */
/* Paints all that is not of the hop to look at paler. */
void geometry_light_hop(GeometryBuilder *builder);
void geometry_add_hops(GeometryBuilder *builder);
