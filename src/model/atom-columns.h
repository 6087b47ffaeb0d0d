// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers that a file has for each atom besides what a Frame has a place for: charges,
 * volumes, whatever another program wrote. One column for each, under the name it has in
 * the file. Filled by its maker, then immutable; reference-counted (atomic). */
#pragma once

#include <glib.h>

#define ATOM_COLUMNS_MOST 32

typedef struct {
  const char *name; /* interned: equal names are equal pointers */
  const char *unit; /* interned; "" when the file does not say */
} AtomColumn;

typedef struct {
  guint n_atoms, n_columns;
  AtomColumn *column;
  float *value; /* column after column, n_atoms each; NAN: none */
} AtomColumns;

/* Values NAN. */
AtomColumns *atom_columns_new(const AtomColumn *column, guint n_columns, guint n_atoms);
AtomColumns *atom_columns_ref(const AtomColumns *columns);
void atom_columns_unref(AtomColumns *columns);

/* Place of a column, −1: there is none. columns may be NULL; name is interned. */
int atom_columns_find(const AtomColumns *columns, const char *name);

static inline float *
atom_columns_values(const AtomColumns *columns, guint k)
{
  return columns->value + (gsize)k * columns->n_atoms;
}

/* Unit of a column that is always called like this ("charge": e); "": not known. Static.
 */
const char *atom_columns_usual_unit(const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(AtomColumns, atom_columns_unref)
