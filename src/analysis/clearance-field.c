// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/clearance-field.h"

#include <string.h>

#define FIRST_REACH 1.5 /* Å beyond the surfaces */
#define FARTHER     1.5 /* times, where a void is larger */

typedef struct {
  Field *field;
  Vec3 step[3]; /* between nodes, Å */
  Vec3 height;  /* of the cell, Å */
  guint8 *open; /* whether a row (i, j) of nodes is not known yet; owned */
} Spread;

static gsize
wrap(gint64 k, guint n)
{
  gint64 rest = k % (gint64)n;

  return (gsize)(rest < 0 ? rest + n : rest);
}

/* Nodes k = first … first + n − 1 of a row that lie side by side; out is the first one's.
 */
static void
spread_piece(float *out, Vec3 to_row, Vec3 step, gint64 first, guint n, double radius)
{
  for (guint i = 0; i < n; i++) {
    double k = (gint32)first + (gint32)i;
    float room = (float)(vec3_norm(vec3_mul_add(to_row, k, step)) - radius);
    out[i] = MIN(out[i], room);
  }
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
  while (first <= last) {
    guint piece = (guint)MIN(last - first + 1, (gint64)(n - at));
    spread_piece(row + at, to_row, step, first, piece, radius);
    first += piece;
    at = 0;
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
      gsize line = wrap(i, n0) * n1 + wrap(j, n1);
      if (!spread->open[line])
        continue;
      Vec3 row = vec3_mul_add(field->cell.origin, (double)i, spread->step[0]);
      row = vec3_mul_add(row, (double)j, spread->step[1]);
      spread_row(spread, field->value + line * field->n[2], vec3_sub(row, centre), radius,
                 reach);
    }
}

static float
highest(const float *value, guint n)
{
  float most = -INFINITY;

  for (guint k = 0; k < n; k++)
    most = MAX(most, value[k]);
  return most;
}

/* Beyond `room` from every surface nothing was written: rows with such nodes remain open,
 * and are empty again. Their number. */
static guint
close_rows(Spread *spread, double room)
{
  Field *field = spread->field;
  guint n = field->n[2], n_open = 0;

  for (guint line = 0; line < field->n[0] * field->n[1]; line++) {
    float *row = field->value + (gsize)line * n;
    if (!spread->open[line])
      continue;
    spread->open[line] = highest(row, n) > room;
    n_open += spread->open[line];
    for (guint k = 0; spread->open[line] && k < n; k++)
      row[k] = INFINITY;
  }
  return n_open;
}

Field *
clearance_field_new(const Cell *cell, const Vec3 *centre, const double *radius, guint n,
                    double step)
{
  g_return_val_if_fail(cell != NULL && n > 0, NULL);

  Spread spread = {.field = field_new(cell, step), .height = cell_heights(cell)};
  for (guint d = 0; d < 3; d++)
    spread.step[d] = vec3_scale(cell->vector[d], 1.0 / spread.field->n[d]);
  spread.open = g_malloc(spread.field->n[0] * spread.field->n[1]);
  memset(spread.open, TRUE, spread.field->n[0] * spread.field->n[1]);
  guint n_open = close_rows(&spread, -INFINITY);
  for (double room = FIRST_REACH; n_open > 0; room *= FARTHER) {
    for (guint j = 0; j < n; j++)
      spread_sphere(&spread, centre[j], radius[j], radius[j] + room);
    n_open = close_rows(&spread, room);
  }
  g_free(spread.open);
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
