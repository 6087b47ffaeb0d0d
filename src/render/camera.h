// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A camera that orbits a point: perspective or orthographic. A plain value; any thread.
 * World coordinates Å; right-handed; the camera looks along its −z. */
#pragma once

#include <glib.h>

#include "base/vec3.h"
#include "model/cell.h"

typedef struct {
  Vec3 centre;           /* looked at */
  double distance;       /* Å from centre */
  double orientation[4]; /* unit quaternion x y z w: world → eye */
  double fov;            /* vertical, rad */
  gboolean orthographic;
} Camera;

/* Whole cell in view, a little from above, for the aspect ratio width/height. */
void camera_fit(Camera *camera, const Cell *cell, double aspect);
/* Turn by screen angles, rad: yaw about the eye's y, pitch about its x; roll about its z.
 */
void camera_orbit(Camera *camera, double yaw, double pitch);
void camera_roll(Camera *camera, double angle);
/* Move by fractions of the view's height. */
void camera_pan(Camera *camera, double dx, double dy);
/* factor > 1: nearer. Kept between 2 Å and 50 × the starting distance by the caller. */
void camera_zoom(Camera *camera, double factor);
/* Between two cameras, t in 0…1 (slerp, log distance). */
Camera camera_mix(const Camera *a, const Camera *b, double t);

/* Column-major 4×4 for OpenGL. */
void camera_view_matrix(const Camera *camera, float m[16]);
void camera_projection_matrix(const Camera *camera, double aspect, double near,
                              double far, float m[16]);
/* Ray through a pixel (origin top left, size w×h): origin and unit direction in the
 * world. */
void camera_ray(const Camera *camera, double x, double y, double w, double h,
                Vec3 *origin, Vec3 *direction);
/* World point to pixel (top left origin); *depth (may be NULL) is the distance along the
 * view. FALSE when behind the eye. */
gboolean camera_project(const Camera *camera, Vec3 world, double w, double h, double *x,
                        double *y, double *depth);
