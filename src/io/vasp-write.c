// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "base/units.h"
#include "io/number-text.h"
#include "io/structure-format.h"

static void
append_header(GString *text, const Frame *frame)
{
  const SpeciesList *species = frame->species;
  g_autofree char *formula = frame_formula(frame);
  const Vec3 *v = frame->cell.vector;

  g_string_append_printf(text, "%s\n1.0\n", formula);
  for (int k = 0; k < 3; k++) {
    text_append_vec3(text, "%.12f", v[k]);
    g_string_append_c(text, '\n');
  }
  for (guint t = 0; t < species->n; t++)
    g_string_append_printf(text, " %s", species->element[t]->symbol);
  g_string_append_c(text, '\n');
  for (guint t = 0; t < species->n; t++)
    g_string_append_printf(text, " %u", frame_count_type(frame, t));
  g_string_append_c(text, '\n');
}

/* Fractions in [0, 1), atoms of a kind together. */
static void
append_positions(GString *text, const Frame *frame)
{
  for (guint t = 0; t < frame->species->n; t++)
    for (guint i = 0; i < frame->n_atoms; i++) {
      if (frame->type[i] != t)
        continue;
      Vec3 s = cell_to_fractional(&frame->cell, frame->position[i]);
      s = vec3(s.x - floor(s.x), s.y - floor(s.y), s.z - floor(s.z));
      text_append_vec3(text, "%.12f", s);
      g_string_append_c(text, '\n');
    }
}

static gboolean
append_poscar(GString *text, const Frame *frame, guint frame_number, GError **error)
{
  append_header(text, frame);
  g_string_append(text, "Direct\n");
  append_positions(text, frame);
  if (!frame->velocity)
    return TRUE;
  g_string_append_c(text, '\n');
  for (guint t = 0; t < frame->species->n; t++)
    for (guint i = 0; i < frame->n_atoms; i++) {
      if (frame->type[i] != t)
        continue;
      text_append_vec3(text, "%.12e", vec3_scale(frame->velocity[i], UNITS_FS));
      g_string_append_c(text, '\n');
    }
  return TRUE;
}

/* The head before every configuration, as VASP does when the cell changes. */
static gboolean
append_xdatcar(GString *text, const Frame *frame, guint frame_number, GError **error)
{
  append_header(text, frame);
  g_string_append_printf(text, "Direct configuration= %5u\n", frame_number + 1);
  append_positions(text, frame);
  return TRUE;
}

static const char *const poscar_suffixes[] = {"poscar", "contcar", ".vasp", ".poscar",
                                              NULL};
static const char *const xdatcar_suffixes[] = {"xdatcar", ".xdatcar", NULL};

const WriteFormat poscar_write_format = {
    .name = "POSCAR",
    .suffixes = poscar_suffixes,
    .single = TRUE,
    .append = append_poscar,
};

const WriteFormat xdatcar_write_format = {
    .name = "XDATCAR",
    .suffixes = xdatcar_suffixes,
    .append = append_xdatcar,
};
