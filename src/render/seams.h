// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where things run into each other: spheres that overlap, and bonds and edges of rings
 * that end inside of an atom. Every such seam is a circle: of spheres with radii r₁, r₂
 * whose centres are d apart it lies in the plane at (d + (r₁² − r₂²)/d)/2 from the first
 * centre, of a rod with radius r that points at the centre in the one at √(r₁² − r²).
 * Plain CPU work, linear in the number of spheres; a Seams belongs to one thread. */
#pragma once

#include "render/geometry.h"

/* World coordinates, Å. */
typedef struct {
  float first[3], radius; /* a sphere */
  float second[3], other; /* another one; or where a rod goes, and −its radius */
} SeamInstance;

typedef struct {
  GArray *all;     /* SeamInstance, those of spheres with each other first */
  guint n_spheres; /* so many of them */
  GArray *pair; /* guint32, two for each: places of its spheres in geometry->spheres; of a
                   rod's the same twice */
  /* Work space */
  GArray *start, *member;
} Seams;

void seams_init(Seams *seams);
void seams_clear(Seams *seams);
/* Fills it anew. */
void seams_find(Seams *seams, const Geometry *geometry);
