// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A camera that orbits a point: perspective or orthographic. A plain value; any thread.
 *
 * World coordinates Å, right-handed. Eye coordinates: x to the right, y up, the camera
 * looks along −z; the point looked at is (0, 0, −distance). The orthographic view shows
 * what the perspective one shows in the plane of that point. Pixels have their origin at
 * the top left and grow to the right and down, as pointer positions do. */
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

/* Sets every field: perspective, c axis up, a little from above and from the side, and
 * then as camera_frame. */
void camera_fit(Camera *camera, const Cell *cell, double aspect);
/* The whole cell in the middle of a view with the aspect ratio width/height (> 0); keeps
 * the direction, the angle of view and the kind of projection. In perspective centre is
 * then a little off the cell's centre. */
void camera_frame(Camera *camera, const Cell *cell, double aspect);
/* Turns the camera until towards (a unit vector of the world) points at the eye and up as
 * far up as it can; the point looked at and the distance stay. */
void camera_face(Camera *camera, Vec3 towards, Vec3 up);
/* A sphere in the middle, as large as it can be in a view with the aspect ratio; keeps
 * the direction. */
void camera_frame_sphere(Camera *camera, Vec3 centre, double radius, double aspect);
/* Unit vector of the world that points at the eye. */
Vec3 camera_towards_eye(const Camera *camera);
/* Turns what is seen, rad: yaw > 0 brings the front to the right, pitch > 0 brings it
 * down (both follow a pointer that drags the front), roll > 0 turns counter-clockwise. */
void camera_orbit(Camera *camera, double yaw, double pitch);
void camera_roll(Camera *camera, double angle);
/* Turns the world about an axis (unit vector) of its own through pivot: a turntable. */
void camera_spin(Camera *camera, Vec3 pivot, Vec3 axis, double angle);
/* Moves what is seen by fractions of the view's height: dx > 0 to the right, dy > 0 down
 * (again as a pointer drags). */
void camera_pan(Camera *camera, double dx, double dy);
/* factor > 1: nearer. Kept between 2 Å and 50 × the starting distance by the caller. */
void camera_zoom(Camera *camera, double factor);
/* Between two cameras, t in 0…1 (slerp, log distance). */
Camera camera_mix(const Camera *a, const Camera *b, double t);

/* World to eye, and the direction alone. */
Vec3 camera_to_eye(const Camera *camera, Vec3 world);
Vec3 camera_rotate(const Camera *camera, Vec3 world);
/* Size of one pixel at unit distance (perspective) or everywhere (orthographic), Å. */
double camera_pixel_size(const Camera *camera, double height);

/* Column-major 4×4 for OpenGL. near and far are distances along the view, Å; perspective
 * needs 0 < near < far. */
void camera_view_matrix(const Camera *camera, float m[16]);
void camera_projection_matrix(const Camera *camera, double aspect, double near,
                              double far, float m[16]);
/* Ray through a pixel (origin top left, size w×h): origin and unit direction in the
 * world. */
void camera_ray(const Camera *camera, double x, double y, double w, double h,
                Vec3 *origin, Vec3 *direction);
/* World point to pixel (top left origin); *depth (may be NULL) is the distance along the
 * view. FALSE when behind the eye (perspective); x, y are then untouched. */
gboolean camera_project(const Camera *camera, Vec3 world, double w, double h, double *x,
                        double *y, double *depth);
