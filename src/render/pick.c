// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/geometry.h"

#define SLACK_PIXELS 3.0

typedef struct {
  int atom;
  double along; /* Å from the eye; nearest hit wins */
  int near_atom;
  double near_pixels; /* from the edge, where nothing was hit */
} Best;

static void
try_atom(Best *best, guint atom, Vec3 to_centre, double radius, Vec3 direction,
         double pixel)
{
  double along = vec3_dot(to_centre, direction);
  double miss = vec3_norm(vec3_mul_add(to_centre, -along, direction));

  if (miss <= radius) {
    double entry = along - sqrt(radius * radius - miss * miss);
    if (entry > 0.0 && entry < best->along) {
      best->atom = (int)atom;
      best->along = entry;
    }
  } else if (along > 0.0 && (miss - radius) / pixel < best->near_pixels) {
    best->near_atom = (int)atom;
    best->near_pixels = (miss - radius) / pixel;
  }
}

int
render_pick(const Snapshot *snapshot, const Camera *camera, const RenderStyle *style,
            double x, double y, int width, int height)
{
  Best best = {-1, INFINITY, -1, SLACK_PIXELS};
  Vec3 origin, direction;
  double radius[SPECIES_MAX];

  if (!snapshot || width <= 0 || height <= 0)
    return -1;
  const Frame *frame = snapshot->frame;
  double size = camera_pixel_size(camera, height);
  camera_ray(camera, x, y, width, height, &origin, &direction);
  for (guint t = 0; t < frame->species->n; t++)
    radius[t] = render_atom_radius(snapshot, style, t);

  for (guint i = 0; i < frame->n_atoms; i++) {
    if (geometry_is_hidden(style, i, frame->type[i]))
      continue;
    Vec3 centre = render_atom_position(snapshot, style, i);
    if (geometry_is_sliced(style, &frame->cell, centre))
      continue;
    Vec3 to_centre = vec3_sub(centre, origin);
    double distance = vec3_dot(to_centre, direction);
    double pixel = camera->orthographic ? size : size * fmax(distance, 1e-6);
    try_atom(&best, i, to_centre, radius[frame->type[i]], direction, pixel);
  }
  return best.atom >= 0 ? best.atom : best.near_atom;
}
