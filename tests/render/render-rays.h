// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Rays through a picture, and what of a geometry they meet: worked out here, for what the
 * graphics processor draws to be compared with. */
#pragma once

#include "render/camera.h"
#include "render/geometry.h"

typedef struct {
  Vec3 from, along; /* the latter of length 1 */
} Ray;

/* x, y: pixels of a picture of this size, from its top left. */
Ray ray_through(const Camera *camera, int width, int height, double x, double y);

/* How far it is to what a ray meets first (INFINITY: nothing), and who that is (−1:
 * nothing); capsules come after all spheres. */
double rays_meet(const Geometry *geometry, const Ray *ray, int *who);
/* How far it is to one of them. */
double rays_meet_one(const Geometry *geometry, const Ray *ray, int who);
