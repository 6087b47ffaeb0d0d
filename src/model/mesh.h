// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A triangle mesh to be drawn in a periodic cell: an isosurface of a field.
 *
 * The mesh fills one cell, [0, 1] in fractional coordinates from cell.origin to within a
 * grid step: where the surface leaves through one face it comes in through the opposite
 * one at congruent vertices with the same normals, so copies of the cell side by side
 * show no seam. Filled by its maker, then immutable; reference-counted (atomic). */
#pragma once

#include <glib.h>

#include "model/cell.h"

typedef enum {
  MESH_DENSITY,   /* where ions are: surface of an ion density */
  MESH_CHANNEL,   /* where ions pass: the density at its percolation level, only the part
                     that runs through the glass */
  MESH_CLEARANCE, /* where an ion has room: surface of the distance to the framework */
} MeshRole;

typedef struct {
  MeshRole role;
  char *label;  /* what a person reads, translated, or NULL; owned */
  double level; /* value of the field on the surface: Å⁻³ or Å */
  Cell cell;    /* that the positions belong to */
  guint n_vertices, n_triangles;
  float *position; /* 3 per vertex, Å; owned */
  float *normal;   /* 3 per vertex, unit, out of the region of higher values; owned */
  float *value;    /* 1 per vertex, for colour, or NULL; owned */
  guint32 *index; /* 3 per triangle, anticlockwise seen from where normals point; owned */
} Mesh;

/* Zeroed arrays of the given sizes; label is copied. */
Mesh *mesh_new(MeshRole role, const char *label, guint n_vertices, guint n_triangles,
               gboolean with_value);
Mesh *mesh_ref(const Mesh *mesh);
void mesh_unref(Mesh *mesh);

/* Å², of all triangles. */
double mesh_area(const Mesh *mesh);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Mesh, mesh_unref)
