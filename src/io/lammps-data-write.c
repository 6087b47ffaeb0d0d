// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lammps-box.h"
#include "io/number-text.h"
#include "io/structure-format.h"

#define LENGTH "%.10f"

static void
append_bounds(GString *text, const Cell *cell)
{
  const double lo[3] = {cell->origin.x, cell->origin.y, cell->origin.z};
  const double edge[3] = {cell->vector[0].x, cell->vector[1].y, cell->vector[2].z};

  for (int k = 0; k < 3; k++) {
    text_append_number(text, "%.15g", lo[k]);
    g_string_append_c(text, ' ');
    text_append_number(text, "%.15g", lo[k] + edge[k]);
    g_string_append_printf(text, " %clo %chi\n", "xyz"[k], "xyz"[k]);
  }
  if (!cell_is_orthorhombic(cell)) {
    Vec3 tilt = vec3(cell->vector[1].x, cell->vector[2].x, cell->vector[2].y);
    text_append_vec3(text, "%.15g", tilt);
    g_string_append(text, " xy xz yz\n");
  }
}

static void
append_masses(GString *text, const SpeciesList *species)
{
  g_string_append(text, "\nMasses\n\n");
  for (guint t = 0; t < species->n; t++) {
    g_string_append_printf(text, "%u ", t + 1);
    text_append_number(text, "%.9g", species->element[t]->mass);
    g_string_append_printf(text, " # %s\n", species->element[t]->symbol);
  }
}

static void
append_atom(GString *text, const Frame *frame, const LammpsBox *box, guint i)
{
  Vec3 s = cell_to_fractional(&frame->cell, frame->position[i]);
  Vec3 n = vec3(floor(s.x), floor(s.y), floor(s.z));
  Vec3 r = cell_to_cartesian(&box->cell, vec3_sub(s, n));

  g_string_append_printf(text, "%u %u", i + 1, frame->type[i] + 1u);
  text_append_vec3(text, LENGTH, r);
  g_string_append_printf(text, " %d %d %d\n", (int)n.x, (int)n.y, (int)n.z);
}

static gboolean
append_frame(GString *text, const Frame *frame, guint frame_number, GError **error)
{
  LammpsBox box;

  if (!lammps_box_init(&box, &frame->cell, error))
    return FALSE;
  g_string_append_printf(text,
                         "LAMMPS data file via Vitrine, timestep = %" G_GINT64_FORMAT
                         ", units = metal\n\n%u atoms\n%u atom types\n\n",
                         frame->step, frame->n_atoms, frame->species->n);
  append_bounds(text, &box.cell);
  append_masses(text, frame->species);
  g_string_append(text, "\nAtoms # atomic\n\n");
  for (guint i = 0; i < frame->n_atoms; i++)
    append_atom(text, frame, &box, i);
  if (!frame->velocity)
    return TRUE;
  g_string_append(text, "\nVelocities\n\n");
  for (guint i = 0; i < frame->n_atoms; i++) {
    g_string_append_printf(text, "%u", i + 1);
    text_append_vec3(text, "%.12g", lammps_box_turn(&box, frame->velocity[i]));
    g_string_append_c(text, '\n');
  }
  return TRUE;
}

static const char *const suffixes[] = {".data", ".lmp", ".lammps", NULL};

const WriteFormat lammps_data_write_format = {
    .name = "LAMMPS data",
    .suffixes = suffixes,
    .single = TRUE,
    .append = append_frame,
};
