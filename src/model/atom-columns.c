// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/atom-columns.h"

#include <math.h>

AtomColumns *
atom_columns_new(const AtomColumn *column, guint n_columns, guint n_atoms)
{
  AtomColumns *columns = g_atomic_rc_box_new0(AtomColumns);
  gsize n_values = (gsize)n_columns * n_atoms;

  columns->n_atoms = n_atoms;
  columns->n_columns = n_columns;
  columns->column = g_memdup2(column, n_columns * sizeof *column);
  columns->value = g_new(float, n_values);
  for (gsize k = 0; k < n_values; k++)
    columns->value[k] = NAN;
  return columns;
}

AtomColumns *
atom_columns_ref(const AtomColumns *columns)
{
  return g_atomic_rc_box_acquire((gpointer)columns);
}

static void
clear_columns(AtomColumns *columns)
{
  g_free(columns->column);
  g_free(columns->value);
}

void
atom_columns_unref(AtomColumns *columns)
{
  if (columns)
    g_atomic_rc_box_release_full(columns, (GDestroyNotify)clear_columns);
}

int
atom_columns_find(const AtomColumns *columns, const char *name)
{
  for (guint k = 0; columns && k < columns->n_columns; k++)
    if (columns->column[k].name == name)
      return (int)k;
  return -1;
}

const char *
atom_columns_usual_unit(const char *name)
{
  static const struct {
    const char *name, *unit;
  } usual[] = {
      {"q", "e"},
      {"charge", "e"},
      {"charges", "e"},
      {"initial_charges", "e"},
      {"magmom", "µB"},
      {"magmoms", "µB"},
      {"initial_magmoms", "µB"},
      {"mass", "amu"},
      {"masses", "amu"},
  };

  for (guint k = 0; k < G_N_ELEMENTS(usual); k++)
    if (g_ascii_strcasecmp(usual[k].name, name) == 0)
      return usual[k].unit;
  return "";
}
