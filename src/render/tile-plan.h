// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How a picture that is too large to be drawn at once is cut into tiles: rows of tiles
 * from the top, tiles from the left. A tile has a core, which is kept, and a margin
 * around it as wide as what is drawn in the core depends on, which is not; at the edges
 * of the picture there is none. The cores cover the picture without gaps or overlaps.
 * Plain arithmetic; any thread.
 *
 *   +-----------------+  part, in pixels of the picture from the bottom left
 *   |  +-----------+  |
 *   |  |   core    |  |  its place in the part, from the part's bottom left
 *   |  +-----------+  |
 *   +-----------------+ */
#pragma once

#include "render/renderer.h"

typedef struct {
  int width, height; /* of the picture */
  int margin;
  int step; /* side of a core; a multiple of RENDER_PART_STEP */
  int n_columns, n_rows;
} TilePlan;

typedef struct {
  RenderPart part;
  int left, bottom, width, height; /* the core in it */
} Tile;

/* margin as renderer_margin says. longest: side of a part at most. FALSE when that is
 * too short to leave a core. */
gboolean tile_plan_init(TilePlan *plan, int width, int height, int margin, int longest);
/* column < n_columns, row < n_rows. */
Tile tile_plan_get(const TilePlan *plan, int column, int row);
