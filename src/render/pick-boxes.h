// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where things are, coarsely, so that a ray looks only at those near its way. A lattice
 * of boxes divides the cell and repeats with it: all copies of a thing lie in the same
 * box, which is two bytes, written while the geometry is built. A ray marks the boxes
 * that it comes near to; of a million things only those in marked boxes are looked at,
 * and the first look at a new geometry costs no more than a later one.
 *
 *   things ── pick_boxes_put ──▶ a number each      rays ── pick_boxes_mark ──▶ marks
 *                                     └──── pick_boxes_visit ────┘
 *
 * Lengths Å; any thread. */
#pragma once

#include <glib.h>

#include "model/cell.h"

#define PICK_BOXES_SIDE 32 /* boxes along a lattice vector */

typedef struct {
  Vec3 origin, direction; /* unit */
  double pixel;           /* Å, at unit distance, or everywhere (orthographic) */
  gboolean orthographic;
} PickRay;

/* Size of a pixel at a distance along the ray. */
double pick_ray_pixel(const PickRay *ray, double along);

/* A box along the cell's axes, in fractional coordinates; low > high: empty. */
typedef struct {
  Vec3 low, high;
} Bounds;

Bounds bounds_around(const Bounds *a, const Bounds *b);

typedef struct {
  GArray *box;   /* guint16, of each thing */
  double reach;  /* Å, from its place, the same for all */
  Bounds bounds; /* of all places */
} PickBoxes;

void pick_boxes_init(PickBoxes *boxes);
void pick_boxes_clear(PickBoxes *boxes);

/* n things of stride bytes. place: offset of where a thing is, three floats; end: of the
 * point of it that is farthest from there (place again for a ball); radius: of a float,
 * how thick it is, or G_MAXSIZE. */
typedef struct {
  const void *things;
  guint n;
  gsize stride, place, end, radius;
} PickThings;

/* Replaces what was there. */
void pick_boxes_put(PickBoxes *boxes, const Cell *cell, const PickThings *things);

/* A byte for each box. */
typedef struct {
  guint8 box[PICK_BOXES_SIDE * PICK_BOXES_SIDE * PICK_BOXES_SIDE];
} PickMarks;

/* Marks, beside those marked before, every box in which there can be a thing that the ray
 * comes nearer than slack pixels. FALSE, and none is marked, when there are none. */
gboolean pick_boxes_mark(const PickBoxes *boxes, const Cell *cell, const PickRay *ray,
                         double slack, PickMarks *marks);

/* Calls look for all things in marked boxes, in their order. */
typedef void (*PickLook)(gpointer data, guint thing);
void pick_boxes_visit(const PickBoxes *boxes, const PickMarks *marks, PickLook look,
                      gpointer data);
