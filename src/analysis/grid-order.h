// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Nodes in the order of their values, and the steps from a node to its neighbours in a
 * periodic grid. */
#pragma once

#include "model/field.h"

#define GRID_NEIGHBOURS 26

/* A neighbour of a node: where it is, and by how many cells it lies outside. */
typedef struct {
  guint32 node;
  gint8 shift[4]; /* three are used */
} GridStep;

/* All neighbours that share a face, edge or corner; the first 13 and the last 13 are each
 * other's opposites (step m and 25 − m). In a grid of one or two nodes the same node
 * comes several times with different shifts. */
void grid_order_neighbours(const Field *field, gsize node, GridStep out[GRID_NEIGHBOURS]);

/* The same neighbours, m by m, of the nodes that do not lie at a face of the cell: none
 * of them lies outside, and their indices differ from the node's by ahead[m]. */
typedef struct {
  guint32 n[3];
  gint32 ahead[GRID_NEIGHBOURS];
} GridInside;

void grid_inside_init(GridInside *inside, const Field *field);

static inline gboolean
grid_inside_has(const GridInside *inside, guint32 node)
{
  guint32 row = node / inside->n[2], k = node - row * inside->n[2];
  guint32 plane = row / inside->n[1], j = row - plane * inside->n[1];

  return k - 1 < inside->n[2] - 2 && j - 1 < inside->n[1] - 2 &&
         plane - 1 < inside->n[0] - 2;
}

/* Indices of the nodes above floor from high to low, equal ones by index; values that are
 * not numbers are left out. 16 bytes for each of them while it works. Owner: caller. */
guint32 *grid_order_descending(const Field *field, double floor, gsize *n);
