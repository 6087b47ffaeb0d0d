// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Who is near whom: a cell grid over one frame, for analysis and picture (the engine has
 * lists of its own). Exact for every cell shape, and when r_cut exceeds half the cell:
 * all images are found, each with its integer offset (kept within ±127). One thread per
 * NeighbourGrid. */
#pragma once

#include <glib.h>

#include "model/frame.h"

typedef struct NeighbourGrid NeighbourGrid;

typedef struct {
  guint32 atom; /* j */
  gint8
      offset[3]; /* lattice offset: r_j + offset·cell is the image meant, with r_j the
                    frame's own (unwrapped) position, so offsets can be added on a path */
  double r2;     /* Å² */
  Vec3 d;        /* image of j minus i, Å */
} Neighbour;

/* Grid for pairs closer than r_cut (Å, > 0). Keeps a reference to frame. */
NeighbourGrid *neighbour_grid_new(const Frame *frame, double r_cut);
void neighbour_grid_free(NeighbourGrid *grid);

/* All neighbours of atom closer than r_cut, itself excluded but its images included, in
 * no promised order; written to out (cleared first; element type Neighbour). */
void neighbour_grid_query(const NeighbourGrid *grid, guint atom, GArray *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(NeighbourGrid, neighbour_grid_free)
