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

double
draw_view_cell_radius(const Cell *cell)
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

void
draw_view_init(DrawView *view, const Camera *camera, const RenderStyle *style,
               const Cell *cell, double reach)
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

  Vec3 centre = cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5));
  double distance = -camera_to_eye(camera, centre).z;
  double radius = draw_view_cell_radius(cell);
  double front = distance - FOG_FRONT * radius;
  double back = distance + FOG_BACK * radius;

  view->near = distance - reach;
  if (!camera->orthographic)
    view->near = fmax(view->near, NEAREST);
  view->far = fmax(distance + reach, view->near + 1.0);
  view->block.fog[0] = (float)front;
  view->block.fog[1] = (float)(1.0 / (back - front));
  view->block.fog[2] = FOG_STRENGTH;
  view->block.fog[3] = camera->orthographic ? 1.0f : 0.0f;
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
