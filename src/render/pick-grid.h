// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Things in the boxes of a grid, so that a ray looks only at those that it passes. Things
 * lie in the box of their middle; how far they reach from it is the same for all. Built
 * in linear time. Lengths Å; any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

typedef struct PickGrid PickGrid;

typedef struct {
  Vec3 origin, direction; /* unit */
  double pixel;           /* Å, at unit distance, or everywhere (orthographic) */
  gboolean orthographic;
} PickRay;

/* Size of a pixel at a distance along the ray. */
double pick_ray_pixel(const PickRay *ray, double along);

PickGrid *pick_grid_new(void);
void pick_grid_free(PickGrid *grid);

/* n things of stride bytes with their ends at two offsets (the same twice for a ball) and
 * a radius, all floats. Replaces what was there. */
typedef struct {
  const void *things;
  guint n;
  gsize stride, end_a, end_b, radius;
} PickThings;

void pick_grid_build(PickGrid *grid, const PickThings *things);

/* Calls look for everything that the ray comes nearer than slack pixels, and for some
 * more around it, in any order. */
typedef void (*PickLook)(gpointer data, guint thing);
void pick_grid_visit(const PickGrid *grid, const PickRay *ray, double slack,
                     PickLook look, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PickGrid, pick_grid_free)
