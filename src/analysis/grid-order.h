// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Nodes in the order of their values, and the steps from a node to its neighbours in a
 * periodic grid. */
#pragma once

#include "model/field.h"

#define GRID_NEIGHBOURS 26

/* A neighbour of a node: where it is, and by how many cells it lies outside. */
typedef struct {
  gsize node;
  gint8 shift[3];
} GridStep;

/* All neighbours that share a face, edge or corner; the first 13 and the last 13 are each
 * other's opposites (step m and 25 − m). In a grid of one or two nodes the same node
 * comes several times with different shifts. */
void grid_order_neighbours(const Field *field, gsize node, GridStep out[GRID_NEIGHBOURS]);

/* Indices of the nodes above floor from high to low, equal ones by index; values that are
 * not numbers are left out. 8 bytes for each of them while it works. Owner: caller. */
guint32 *grid_order_descending(const Field *field, double floor, gsize *n);
