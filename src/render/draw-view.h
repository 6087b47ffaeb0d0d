// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One picture about to be drawn: camera, style and size, worked out once for all passes.
 * Lives for one call of renderer_draw. */
#pragma once

#include "render/depth-order.h"
#include "render/geometry.h"
#include "render/renderer.h"

/* The uniform block "View" of shaders/view.glsl, std140. */
typedef struct {
  float view[16], projection[16];
  float viewport[4], fog[4], inner[4], outer[4];
  float slice[RENDER_MOST_SLICES][4]; /* eye coordinates: hidden where xyz · p > w */
  float part[4]; /* left, bottom of what is drawn, width and height of the whole */
  float shade[4], lines[4]; /* as occlusion_prepare says */
} ViewBlock;

struct CoverMap;

typedef struct {
  const Camera *camera;
  const RenderStyle *style;
  const Cell *cell;  /* NULL: nothing to show */
  int copies[3];     /* of the cell along its vectors; at least 1 */
  Vec3 corner[8];    /* of the box around all that is drawn */
  int width, height; /* of what is drawn */
  RenderPart part;   /* where that lies in the whole picture */
  double scale;
  double near, far;
  double cell_near, cell_far;   /* of the one cell that is not a copy */
  guint serial;                 /* changes with the instances */
  gboolean full;                /* with lines and darkening */
  const struct CoverMap *cover; /* what need not be drawn, or NULL */
  ViewBlock block;
} DrawView;

/* cell NULL: nothing to show. */
void draw_view_init(DrawView *view, const Camera *camera, const RenderStyle *style,
                    const Cell *cell, const Bounds *bounds);
void draw_view_set_part(DrawView *view, const RenderPart *part, double scale);

/* Radius in pixels of something as it appears in the nearer part of what is seen; large
 * when the eye is among the atoms. Before the size is set: in a picture so high. */
double draw_view_pixels(const DrawView *view, double radius, int height);

/* Places of the copies in lattice vectors, farthest first; the cell itself is 0 0 0 and
 * lies in the middle of an odd number. place has room for all of them; their number. */
guint draw_view_copies(const DrawView *view, int (*place)[3]);
/* The uniform block for one of them. */
void draw_view_copy_block(const DrawView *view, const int place[3], ViewBlock *block);

/* Distances of instances as this view sees them; offsets as in DepthRule. */
DepthRule draw_view_depth_rule(const DrawView *view, gsize offset_a, gsize offset_b);
