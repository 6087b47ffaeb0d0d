// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/field.h"

static Field *
new_field(const Cell *cell, const guint n[3])
{
  Field *field = g_atomic_rc_box_new0(Field);

  field->cell = *cell;
  for (guint d = 0; d < 3; d++)
    field->n[d] = n[d];
  field->n_nodes = (gsize)n[0] * n[1] * n[2];
  field->value = g_new0(float, field->n_nodes);
  return field;
}

Field *
field_new(const Cell *cell, double step)
{
  guint n[3];

  g_return_val_if_fail(cell != NULL && step > 0.0, NULL);
  for (guint d = 0; d < 3; d++) {
    double nodes = ceil(vec3_norm(cell->vector[d]) / step * (1.0 - 1e-12));
    n[d] = (guint)CLAMP(nodes, 1.0, (double)FIELD_MOST);
  }
  return new_field(cell, n);
}

double
field_step(const Cell *cell, double wish, gsize most)
{
  double step = fmax(wish, cbrt(cell->volume / (double)most)), nodes;

  for (;; step *= 1.005) {
    nodes = 1.0;
    for (guint d = 0; d < 3; d++)
      nodes *= ceil(vec3_norm(cell->vector[d]) / step * (1.0 - 1e-12));
    if (nodes <= (double)most)
      return step;
  }
}

Field *
field_new_like(const Field *field)
{
  g_return_val_if_fail(field != NULL, NULL);

  return new_field(&field->cell, field->n);
}

Field *
field_ref(const Field *field)
{
  g_return_val_if_fail(field != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)field);
}

static void
clear_field(Field *field)
{
  g_free(field->value);
}

void
field_unref(Field *field)
{
  if (field)
    g_atomic_rc_box_release_full(field, (GDestroyNotify)clear_field);
}

void
field_node(const Field *field, gsize index, guint node[3])
{
  node[2] = (guint)(index % field->n[2]);
  node[1] = (guint)(index / field->n[2] % field->n[1]);
  node[0] = (guint)(index / field->n[2] / field->n[1]);
}

Vec3
field_place(const Field *field, gsize index)
{
  guint node[3];

  field_node(field, index, node);
  return cell_to_cartesian(&field->cell, vec3((double)node[0] / field->n[0],
                                              (double)node[1] / field->n[1],
                                              (double)node[2] / field->n[2]));
}
