// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/draw-view.h"

#include <string.h>

#include "render/appearance.h"

/* Å; nothing nearer to the eye is drawn in perspective. */
#define NEAREST 0.2
/* Of the depth of what is seen: where sizes are judged. */
#define NEARER_PART 0.25
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
  for (int k = 0; k < 3 && style->ground != RENDER_GROUND_SHADED; k++)
    block->inner[k] = block->outer[k] = style->ground == RENDER_GROUND_WHITE;
  block->inner[3] = style->ground != RENDER_GROUND_SHADED ? 1.0f : 0.0f;
  block->outer[3] = style->dark ? 1.0f : 0.0f;
}

static int
count_copies(const RenderStyle *style, int axis)
{
  return (int)CLAMP(style->copies[axis], 1, RENDER_MOST_COPIES);
}

/* An odd number of them lies around the cell itself. */
static int
first_copy(const RenderStyle *style, int axis)
{
  return -((count_copies(style, axis) - 1) / 2);
}

static void
set_corners(DrawView *view, const Bounds *bounds, gboolean copied)
{
  double low[3] = {bounds->low.x, bounds->low.y, bounds->low.z};
  double high[3] = {bounds->high.x, bounds->high.y, bounds->high.z};

  for (int axis = 0; axis < 3 && copied; axis++) {
    low[axis] += first_copy(view->style, axis);
    high[axis] += first_copy(view->style, axis) + view->copies[axis] - 1;
  }
  for (int k = 0; k < 8; k++)
    view->corner[k] = cell_to_cartesian(view->cell, vec3(k & 1 ? high[0] : low[0],
                                                         k & 2 ? high[1] : low[1],
                                                         k & 4 ? high[2] : low[2]));
}

static void
find_depths(const DrawView *view, double *near, double *far)
{
  *near = INFINITY;
  *far = -INFINITY;
  for (int k = 0; k < 8; k++) {
    double depth = -camera_to_eye(view->camera, view->corner[k]).z;
    *near = fmin(*near, depth);
    *far = fmax(*far, depth);
  }
}

static void
set_depths(DrawView *view, const Bounds *bounds)
{
  set_corners(view, bounds, FALSE);
  find_depths(view, &view->cell_near, &view->cell_far);
  set_corners(view, bounds, TRUE);
  find_depths(view, &view->near, &view->far);
  if (!view->camera->orthographic)
    view->near = fmax(view->near, NEAREST);
  view->far = fmax(view->far, view->near + 1.0);
}

Cell
render_whole_cell(const Cell *cell, const RenderStyle *style)
{
  Cell whole = *cell;

  for (int k = 0; k < 3; k++) {
    int n = count_copies(style, k);
    whole.origin = vec3_mul_add(whole.origin, first_copy(style, k), cell->vector[k]);
    whole.vector[k] = vec3_scale(cell->vector[k], n);
    whole.inverse[k] = vec3_scale(cell->inverse[k], 1.0 / n);
    whole.volume *= n;
  }
  return whole;
}

static void
set_fog(DrawView *view)
{
  Cell whole = render_whole_cell(view->cell, view->style);
  Vec3 centre = cell_to_cartesian(&whole, vec3(0.5, 0.5, 0.5));
  double distance = -camera_to_eye(view->camera, centre).z;
  double radius = cell_radius(&whole);
  double front = distance - FOG_FRONT * radius;
  double back = distance + FOG_BACK * radius;

  view->block.fog[0] = (float)front;
  view->block.fog[1] = (float)(1.0 / (back - front));
  view->block.fog[2] = (float)(FOG_STRENGTH * view->style->depth_cue);
}

static void
set_slices(DrawView *view)
{
  const RenderStyle *style = view->style;

  for (guint k = 0; k < RENDER_MOST_SLICES; k++) {
    float *plane = view->block.slice[k];
    plane[3] = 1e30f;
    if (k >= style->n_slices || !view->cell)
      continue;
    const RenderSlice *slice = &style->slice[k];
    Vec3 normal = camera_rotate(view->camera, slice->normal);
    Vec3 on = vec3_mul_add(view->cell->origin,
                           slice->offset / fmax(vec3_norm2(slice->normal), 1e-30),
                           slice->normal);
    plane[0] = (float)normal.x;
    plane[1] = (float)normal.y;
    plane[2] = (float)normal.z;
    plane[3] = (float)vec3_dot(normal, camera_to_eye(view->camera, on));
  }
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
  view->block.fog[3] = camera->orthographic ? 1.0f : 0.0f;
  for (int k = 0; k < 3; k++)
    view->copies[k] = count_copies(style, k);
  set_colours(&view->block, style);
  set_slices(view);
  if (!cell)
    return;
  set_depths(view, bounds);
  set_fog(view);
}

double
draw_view_pixels(const DrawView *view, double radius, int height)
{
  double pixel = camera_pixel_size(view->camera, height);
  double distance = view->near + NEARER_PART * (view->far - view->near);

  if (view->near <= NEAREST && !view->camera->orthographic)
    return INFINITY;
  return radius / (pixel * (view->camera->orthographic ? 1.0 : distance));
}

static double
depth_of_copy(const DrawView *view, const int place[3])
{
  Vec3 middle =
      cell_to_cartesian(view->cell, vec3(place[0] + 0.5, place[1] + 0.5, place[2] + 0.5));

  return -camera_to_eye(view->camera, middle).z;
}

guint
draw_view_copies(const DrawView *view, int (*place)[3])
{
  guint n = 0;

  if (!view->cell)
    return 0;
  for (int k = 0; k < view->copies[0] * view->copies[1] * view->copies[2]; k++) {
    const int own[3] = {
        first_copy(view->style, 0) + k % view->copies[0],
        first_copy(view->style, 1) + k / view->copies[0] % view->copies[1],
        first_copy(view->style, 2) + k / view->copies[0] / view->copies[1],
    };
    guint at = n++;
    while (at > 0 && depth_of_copy(view, place[at - 1]) < depth_of_copy(view, own)) {
      memcpy(place[at], place[at - 1], sizeof own);
      at--;
    }
    memcpy(place[at], own, sizeof own);
  }
  return n;
}

void
draw_view_copy_block(const DrawView *view, const int place[3], ViewBlock *block)
{
  Vec3 shift = {0};

  *block = view->block;
  if (!view->cell)
    return;
  for (int k = 0; k < 3; k++)
    shift = vec3_mul_add(shift, place[k], view->cell->vector[k]);
  Vec3 moved = camera_rotate(view->camera, shift);
  block->view[12] += (float)moved.x;
  block->view[13] += (float)moved.y;
  block->view[14] += (float)moved.z;
}

/* Of the whole picture's clip space, so that the part fills it. */
static void
crop(float projection[16], const RenderPart *part, gboolean orthographic)
{
  double wide = (double)part->whole_width / part->width;
  double high = (double)part->whole_height / part->height;
  double x = wide - 1.0 - 2.0 * part->left / part->width;
  double y = high - 1.0 - 2.0 * part->bottom / part->height;
  int column = orthographic ? 12 : 8; /* times w, which is 1 or −z */

  projection[0] = (float)(projection[0] * wide);
  projection[5] = (float)(projection[5] * high);
  projection[column] = (float)(orthographic ? x : -x);
  projection[column + 1] = (float)(orthographic ? y : -y);
}

void
draw_view_set_part(DrawView *view, const RenderPart *part, double scale)
{
  ViewBlock *block = &view->block;
  double whole_height = part->whole_height;

  view->part = *part;
  view->width = part->width;
  view->height = part->height;
  view->scale = scale;
  block->viewport[0] = (float)part->width;
  block->viewport[1] = (float)part->height;
  block->viewport[2] = (float)scale;
  block->viewport[3] = (float)camera_pixel_size(view->camera, whole_height);
  block->part[0] = (float)part->left;
  block->part[1] = (float)part->bottom;
  block->part[2] = (float)part->whole_width;
  block->part[3] = (float)part->whole_height;
  camera_view_matrix(view->camera, block->view);
  camera_projection_matrix(view->camera, part->whole_width / whole_height, view->near,
                           view->far, block->projection);
  crop(block->projection, part, view->camera->orthographic);
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
                     view->cell_near,
                     view->cell_far,
                     offset_a,
                     offset_b};
}
