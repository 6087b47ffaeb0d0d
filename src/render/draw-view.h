// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One picture about to be drawn: camera, style and size, worked out once for all passes.
 * Lives for one call of renderer_draw. */
#pragma once

#include "render/depth-order.h"
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
  int width, height;
  double scale;
  double near, far;
  guint serial; /* changes with the instances */
  ViewBlock block;
} DrawView;

/* reach: radius around the cell's centre beyond which nothing is drawn, Å. */
void draw_view_init(DrawView *view, const Camera *camera, const RenderStyle *style,
                    const Cell *cell, double reach);
void draw_view_set_size(DrawView *view, int width, int height, double scale);

/* Distances of instances as this view sees them; offsets as in DepthRule. */
DepthRule draw_view_depth_rule(const DrawView *view, gsize offset_a, gsize offset_b);
/* Radius of the sphere around the cell, Å. */
double draw_view_cell_radius(const Cell *cell);
