// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A scalar field on a regular grid in a periodic cell of any shape.
 *
 * Node (i, j, k) lies at cell.origin + i/n0·a + j/n1·b + k/n2·c; c runs fastest:
 * value[(i·n1 + j)·n2 + k]. Filled by its maker, then immutable; reference-counted
 * (atomic). Memory 4 bytes per node. */
#pragma once

#include <glib.h>

#include "model/cell.h"

typedef struct {
  Cell cell;
  guint n[3];    /* nodes along a, b, c */
  gsize n_nodes; /* their product */
  float *value;  /* owned */
} Field;

#define FIELD_MOST 512 /* nodes along a vector */

/* Grid of nodes at most step (Å) apart along every vector (FIELD_MOST at most), zeroed.
 */
Field *field_new(const Cell *cell, double step);
/* Spacing that gives at most `most` nodes in the cell, and at least wish (Å). */
double field_step(const Cell *cell, double wish, gsize most);
/* Another field of the same shape, zeroed. */
Field *field_new_like(const Field *field);
Field *field_ref(const Field *field);
void field_unref(Field *field);

static inline gsize
field_index(const Field *field, guint i, guint j, guint k)
{
  return ((gsize)i * field->n[1] + j) * field->n[2] + k;
}

/* The inverse: node[0…2] of an index. */
void field_node(const Field *field, gsize index, guint node[3]);
/* Å, inside the cell. */
Vec3 field_place(const Field *field, gsize index);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Field, field_unref)
