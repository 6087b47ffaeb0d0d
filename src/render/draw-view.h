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
} ViewBlock;

typedef struct {
  const Camera *camera;
  const RenderStyle *style;
  const Cell *cell; /* NULL: nothing to show */
  Vec3 corner[8];   /* of the box around all that is drawn */
  int width, height;
  int region[4]; /* of that box in the picture: left, bottom, width, height */
  double scale;
  double near, far;
  guint serial; /* changes with the instances */
  ViewBlock block;
} DrawView;

/* cell NULL: nothing to show. */
void draw_view_init(DrawView *view, const Camera *camera, const RenderStyle *style,
                    const Cell *cell, const Bounds *bounds);
void draw_view_set_size(DrawView *view, int width, int height, double scale);

/* Distances of instances as this view sees them; offsets as in DepthRule. */
DepthRule draw_view_depth_rule(const DrawView *view, gsize offset_a, gsize offset_b);
