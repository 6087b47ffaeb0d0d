// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/clearance-field.h"

#define FIRST_REACH 3.0 /* Å beyond the surfaces; doubled while a void is larger */

typedef struct {
  Field *field;
  Vec3 step[3]; /* between nodes, Å */
  Vec3 height;  /* of the cell, Å */
} Spread;

static gsize
wrap(gint64 k, guint n)
{
  gint64 rest = k % (gint64)n;

  return (gsize)(rest < 0 ? rest + n : rest);
}

/* Nodes of one row that are within reach: from `to_row` (row's node 0 minus centre). */
static void
spread_row(const Spread *spread, float *row, Vec3 to_row, double radius, double reach)
{
  Vec3 step = spread->step[2];
  double a = vec3_norm2(step), b = vec3_dot(to_row, step);
  double left = b * b - a * (vec3_norm2(to_row) - reach * reach);
  guint n = spread->field->n[2];

  if (left < 0.0)
    return;
  gint64 first = (gint64)ceil((-b - sqrt(left)) / a);
  gint64 last = (gint64)floor((-b + sqrt(left)) / a);
  gsize at = wrap(first, n);
  for (gint64 k = first; k <= last; k++) {
    float room = (float)(vec3_norm(vec3_mul_add(to_row, (double)k, step)) - radius);
    row[at] = MIN(row[at], room);
    at = at + 1 == n ? 0 : at + 1;
  }
}

static void
spread_sphere(const Spread *spread, Vec3 centre, double radius, double reach)
{
  Field *field = spread->field;
  Vec3 s = cell_to_fractional(&field->cell, centre);
  guint n0 = field->n[0], n1 = field->n[1];
  double half0 = reach / spread->height.x * n0, half1 = reach / spread->height.y * n1;

  for (gint64 i = (gint64)ceil(s.x * n0 - half0); i <= floor(s.x * n0 + half0); i++)
    for (gint64 j = (gint64)ceil(s.y * n1 - half1); j <= floor(s.y * n1 + half1); j++) {
      Vec3 row = vec3_mul_add(field->cell.origin, (double)i, spread->step[0]);
      row = vec3_mul_add(row, (double)j, spread->step[1]);
      spread_row(spread, field->value + field_index(field, wrap(i, n0), wrap(j, n1), 0),
                 vec3_sub(row, centre), radius, reach);
    }
}

static float
highest(const Field *field)
{
  float most = -INFINITY;

  for (gsize i = 0; i < field->n_nodes; i++)
    most = MAX(most, field->value[i]);
  return most;
}

/* Beyond `room` from every surface nothing was written: not far enough then. */
static gboolean
reaches_all(Spread *spread, const Vec3 *centre, const double *radius, guint n,
            double room)
{
  for (gsize i = 0; i < spread->field->n_nodes; i++)
    spread->field->value[i] = INFINITY;
  for (guint j = 0; j < n; j++)
    spread_sphere(spread, centre[j], radius[j], radius[j] + room);
  return highest(spread->field) <= room;
}

Field *
clearance_field_new(const Cell *cell, const Vec3 *centre, const double *radius, guint n,
                    double step)
{
  g_return_val_if_fail(cell != NULL && n > 0, NULL);

  Spread spread = {.field = field_new(cell, step), .height = cell_heights(cell)};
  for (guint d = 0; d < 3; d++)
    spread.step[d] = vec3_scale(cell->vector[d], 1.0 / spread.field->n[d]);
  double room = FIRST_REACH;
  while (!reaches_all(&spread, centre, radius, n, room))
    room *= 2.0;
  return spread.field;
}

Field *
clearance_field_of_framework(const Frame *frame, int type, double step)
{
  g_return_val_if_fail(frame != NULL, NULL);

  g_autofree Vec3 *centre = g_new(Vec3, frame->n_atoms);
  g_autofree double *radius = g_new(double, frame->n_atoms);
  guint n = 0;
  for (guint i = 0; i < frame->n_atoms; i++) {
    const Element *element = frame->species->element[frame->type[i]];
    if (element->role == SPECIES_MOBILE || frame->type[i] == type)
      continue;
    centre[n] = frame->position[i];
    radius[n++] = element->ionic_radius;
  }
  return n > 0 ? clearance_field_new(&frame->cell, centre, radius, n, step) : NULL;
}
