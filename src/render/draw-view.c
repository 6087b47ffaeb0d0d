// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/draw-view.h"

#include <string.h>

#include "render/appearance.h"

/* Å; nothing nearer to the eye is drawn in perspective. */
#define NEAREST 0.2
/* Fog begins and ends at these parts of the cell's radius before and behind its centre.
 */
#define FOG_FRONT    0.72
#define FOG_BACK     0.95
#define FOG_STRENGTH 0.80

static double
cell_radius(const Cell *cell)
{
  double radius = 0.0;

  for (int k = 0; k < 4; k++) {
    Vec3 diagonal = cell->vector[0];
    diagonal = vec3_mul_add(diagonal, k & 1 ? 1.0 : -1.0, cell->vector[1]);
    diagonal = vec3_mul_add(diagonal, k & 2 ? 1.0 : -1.0, cell->vector[2]);
    radius = fmax(radius, 0.5 * vec3_norm(diagonal));
  }
  return radius;
}

static void
set_colours(ViewBlock *block, const RenderStyle *style)
{
  appearance_background(style, block->inner, block->outer);
  block->inner[3] = style->transparent ? 1.0f : 0.0f;
  block->outer[3] = style->dark ? 1.0f : 0.0f;
}

static void
set_depths(DrawView *view)
{
  view->near = INFINITY;
  view->far = -INFINITY;
  for (int k = 0; k < 8; k++) {
    double depth = -camera_to_eye(view->camera, view->corner[k]).z;
    view->near = fmin(view->near, depth);
    view->far = fmax(view->far, depth);
  }
  if (!view->camera->orthographic)
    view->near = fmax(view->near, NEAREST);
  view->far = fmax(view->far, view->near + 1.0);
}

static void
set_fog(DrawView *view)
{
  Vec3 centre = cell_to_cartesian(view->cell, vec3(0.5, 0.5, 0.5));
  double distance = -camera_to_eye(view->camera, centre).z;
  double radius = cell_radius(view->cell);
  double front = distance - FOG_FRONT * radius;
  double back = distance + FOG_BACK * radius;

  view->block.fog[0] = (float)front;
  view->block.fog[1] = (float)(1.0 / (back - front));
  view->block.fog[2] = FOG_STRENGTH;
  view->block.fog[3] = view->camera->orthographic ? 1.0f : 0.0f;
}

void
draw_view_init(DrawView *view, const Camera *camera, const RenderStyle *style,
               const Cell *cell, const Bounds *bounds)
{
  memset(view, 0, sizeof *view);
  view->camera = camera;
  view->style = style;
  view->cell = cell;
  view->near = NEAREST;
  view->far = NEAREST + 1.0;
  set_colours(&view->block, style);
  if (!cell)
    return;
  for (int k = 0; k < 8; k++)
    view->corner[k] =
        cell_to_cartesian(cell, vec3(k & 1 ? bounds->high.x : bounds->low.x,
                                     k & 2 ? bounds->high.y : bounds->low.y,
                                     k & 4 ? bounds->high.z : bounds->low.z));
  set_depths(view);
  set_fog(view);
}

/* Where the box lies in the picture; all of it when the eye is inside or near. */
static void
find_region(DrawView *view)
{
  double w = view->width;
  double h = view->height;
  double left = w, right = 0.0, top = h, bottom = 0.0;

  for (int k = 0; k < 8 && view->cell; k++) {
    double x, y, depth;
    gboolean seen = camera_project(view->camera, view->corner[k], w, h, &x, &y, &depth);
    if (!seen || depth < view->near) {
      left = top = 0.0;
      right = w;
      bottom = h;
      break;
    }
    left = fmin(left, x);
    right = fmax(right, x);
    top = fmin(top, y);
    bottom = fmax(bottom, y);
  }
  view->region[0] = (int)CLAMP(floor(left), 0.0, w);
  view->region[1] = (int)CLAMP(floor(h - bottom), 0.0, h);
  view->region[2] = MAX((int)CLAMP(ceil(right), 0.0, w) - view->region[0], 0);
  view->region[3] = MAX((int)CLAMP(ceil(h - top), 0.0, h) - view->region[1], 0);
}

void
draw_view_set_size(DrawView *view, int width, int height, double scale)
{
  ViewBlock *block = &view->block;

  view->width = width;
  view->height = height;
  view->scale = scale;
  block->viewport[0] = (float)width;
  block->viewport[1] = (float)height;
  block->viewport[2] = (float)scale;
  block->viewport[3] = (float)camera_pixel_size(view->camera, height);
  camera_view_matrix(view->camera, block->view);
  camera_projection_matrix(view->camera, (double)width / height, view->near, view->far,
                           block->projection);
  find_region(view);
}

DepthRule
draw_view_depth_rule(const DrawView *view, gsize offset_a, gsize offset_b)
{
  Vec3 origin = view->camera->centre;
  double distance = view->camera->distance;
  Vec3 forward = {
      -view->block.view[2],
      -view->block.view[6],
      -view->block.view[10],
  };

  return (DepthRule){vec3_mul_add(origin, -distance, forward),
                     forward,
                     view->near,
                     view->far,
                     offset_a,
                     offset_b};
}
