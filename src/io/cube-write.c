// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/cube-write.h"

#include "base/base-error.h"
#include "base/units.h"
#include "io/number-text.h"

#define LENGTH   "%.6f"
#define VALUE    "%.5e"
#define PER_LINE 6

static void
append_grid(GString *text, const Field *field, guint n_atoms)
{
  g_string_append_printf(text, "%u", n_atoms);
  text_append_vec3(text, LENGTH, vec3_scale(field->cell.origin, 1.0 / UNITS_BOHR));
  g_string_append_c(text, '\n');
  for (guint d = 0; d < 3; d++) {
    g_string_append_printf(text, "%u", field->n[d]);
    text_append_vec3(text, LENGTH,
                     vec3_scale(field->cell.vector[d], 1.0 / (UNITS_BOHR * field->n[d])));
    g_string_append_c(text, '\n');
  }
}

static void
append_atoms(GString *text, const Frame *frame)
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 r = cell_wrap(&frame->cell, frame->position[i]);
    g_string_append_printf(text, "%d 0.0",
                           frame->species->element[frame->type[i]]->number);
    text_append_vec3(text, LENGTH, vec3_scale(r, 1.0 / UNITS_BOHR));
    g_string_append_c(text, '\n');
  }
}

static void
append_values(GString *text, const Field *field, double scale)
{
  guint n = field->n[2];

  for (gsize i = 0; i < field->n_nodes; i++) {
    gboolean ends = i % n == n - 1 || i % n % PER_LINE == PER_LINE - 1;
    g_string_append_c(text, ' ');
    text_append_number(text, VALUE, scale * field->value[i]);
    if (ends)
      g_string_append_c(text, '\n');
  }
}

gboolean
cube_write(const char *path, const Field *field, const Frame *frame, const char *values,
           double scale, GError **error)
{
  g_autoptr(GError) cause = NULL;

  g_return_val_if_fail(path && field && frame && values, FALSE);
  g_autoptr(GString) text = g_string_new("Vitrine\n");
  g_string_append_printf(text, "%s; lengths in bohr\n", values);
  append_grid(text, field, frame->n_atoms);
  append_atoms(text, frame);
  append_values(text, field, scale);
  if (g_file_set_contents(path, text->str, (gssize)text->len, &cause))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, cause->message);
  return FALSE;
}
