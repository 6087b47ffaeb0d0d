// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How far away things are on the mean, in a small and blurred version of the whole
 * picture (also where only a part of it is drawn): atoms and solid faces as discs, each
 * over what is behind it. Of very many a part is taken, so much larger. Plain CPU work
 * without GL: a few thousand discs of a few texels cost less than a pass; a map belongs
 * to one thread. */
#pragma once

#include "render/draw-view.h"

typedef struct {
  int width, height; /* texels */
  int reduction;     /* pixels along a texel; the first lies at left and bottom */
  GArray *texel;     /* OcclusionTexel, width × height, from the lowest row on */
  /* Work space: what stands there and from back to front, and rows while they are
   * blurred. */
  GArray *things;
  DepthOrder order;
  GArray *rows;
} OcclusionMap;

typedef struct {
  float distance; /* Å behind view->near on the mean of what is there */
  float covered;  /* part of the surroundings where anything is */
} OcclusionTexel;

void occlusion_map_init(OcclusionMap *map);
void occlusion_map_clear(OcclusionMap *map);
/* All copies of the cell. reach: pixels around a place that it tells of. */
void occlusion_map_draw(OcclusionMap *map, const DrawView *view, const Geometry *geometry,
                        double reach);
