// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <string.h>

#include "io/number-text.h"
#include "io/structure-format.h"

#define LENGTH "%.10f"
#define EXACT  "%.15g"
#define OTHER  "%.12g"
#define SINGLE "%.9g"

static void
append_vectors(GString *text, const char *key, const Vec3 *v, guint n)
{
  g_autoptr(GString) numbers = g_string_new(NULL);

  for (guint k = 0; k < n; k++)
    text_append_vec3(numbers, EXACT, v[k]);
  g_string_append_printf(text, "%s=\"%s\" ", key, numbers->str + 1);
}

static void
append_value(GString *text, const char *key, double value)
{
  if (!isfinite(value))
    return;
  g_string_append_printf(text, "%s=", key);
  text_append_number(text, EXACT, value);
  g_string_append_c(text, ' ');
}

/* Under names that Properties can hold. */
static gboolean
is_written(const AtomColumns *columns, guint k)
{
  return !strpbrk(columns->column[k].name, ": \t\"'=");
}

static void
append_column_names(GString *text, const AtomColumns *columns)
{
  for (guint k = 0; columns && k < columns->n_columns; k++)
    if (is_written(columns, k))
      g_string_append_printf(text, ":%s:R:1", columns->column[k].name);
}

static void
append_columns(GString *text, const AtomColumns *columns, guint atom)
{
  for (guint k = 0; columns && k < columns->n_columns; k++) {
    if (!is_written(columns, k))
      continue;
    g_string_append_c(text, ' ');
    text_append_number(text, SINGLE, atom_columns_values(columns, k)[atom]);
  }
}

static void
append_header(GString *text, const Frame *frame)
{
  const Cell *cell = &frame->cell;

  append_vectors(text, "Lattice", cell->vector, 3);
  if (vec3_norm2(cell->origin) > 0.0)
    append_vectors(text, "Origin", &cell->origin, 1);
  g_string_append(text, "Properties=species:S:1:pos:R:3");
  if (frame->velocity)
    g_string_append(text, ":velocities:R:3");
  if (frame->force)
    g_string_append(text, ":forces:R:3");
  if (frame->energy)
    g_string_append(text, ":energies:R:1");
  if (frame->deviation)
    g_string_append(text, ":force_deviation:R:1");
  if (frame->grade)
    g_string_append(text, ":extrapolation_grade:R:1");
  append_column_names(text, frame->columns);
  g_string_append_c(text, ' ');
  if (frame->has_thermo)
    append_value(text, "energy", frame->thermo.potential);
  if (frame->has_thermo && isfinite(frame->thermo.virial[0])) {
    const double *w = frame->thermo.virial;
    const Vec3 rows[3] = {{w[0], w[5], w[4]}, {w[5], w[1], w[3]}, {w[4], w[3], w[2]}};
    append_vectors(text, "virial", rows, 3);
  }
  append_value(text, "Time", frame->time);
  g_string_append_printf(text, "step=%" G_GINT64_FORMAT " ", frame->step);
  append_value(text, "target_K", frame->target);
  if (frame->velocity)
    g_string_append(text, "velocity_unit=A/ps ");
  g_string_append(text, "unwrapped=T pbc=\"T T T\"\n");
}

static gboolean
append_frame(GString *text, const Frame *frame, guint frame_number, GError **error)
{
  g_string_append_printf(text, "%u\n", frame->n_atoms);
  append_header(text, frame);
  for (guint i = 0; i < frame->n_atoms; i++) {
    g_string_append(text, frame->species->element[frame->type[i]]->symbol);
    text_append_vec3(text, LENGTH, frame->position[i]);
    if (frame->velocity)
      text_append_vec3(text, OTHER, frame->velocity[i]);
    if (frame->force)
      text_append_vec3(text, OTHER, frame->force[i]);
    if (frame->energy) {
      g_string_append_c(text, ' ');
      text_append_number(text, OTHER, frame->energy[i]);
    }
    if (frame->deviation) {
      g_string_append_c(text, ' ');
      text_append_number(text, OTHER, frame->deviation[i]);
    }
    if (frame->grade) {
      g_string_append_c(text, ' ');
      text_append_number(text, OTHER, frame->grade[i]);
    }
    append_columns(text, frame->columns, i);
    g_string_append_c(text, '\n');
  }
  return TRUE;
}

static const char *const suffixes[] = {".extxyz", ".xyz", ".exyz", NULL};

const WriteFormat extxyz_write_format = {
    .name = "extended xyz",
    .suffixes = suffixes,
    .append = append_frame,
};
