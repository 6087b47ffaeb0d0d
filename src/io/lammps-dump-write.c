// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/lammps-box.h"
#include "io/number-text.h"
#include "io/structure-format.h"

#define EXACT "%.15g"

static void
append_line(GString *text, double a, double b, const double *tilt)
{
  text_append_number(text, EXACT, a);
  g_string_append_c(text, ' ');
  text_append_number(text, EXACT, b);
  if (tilt) {
    g_string_append_c(text, ' ');
    text_append_number(text, EXACT, *tilt);
  }
  g_string_append_c(text, '\n');
}

/* Of a tilted cell, the bounds of the box around it. */
static void
append_bounds(GString *text, const Cell *cell)
{
  const Vec3 *v = cell->vector, lo = cell->origin;
  Vec3 hi = vec3(lo.x + v[0].x, lo.y + v[1].y, lo.z + v[2].z);
  double xy = v[1].x, xz = v[2].x, yz = v[2].y;

  if (cell_is_orthorhombic(cell)) {
    g_string_append(text, "ITEM: BOX BOUNDS pp pp pp\n");
    append_line(text, lo.x, hi.x, NULL);
    append_line(text, lo.y, hi.y, NULL);
    append_line(text, lo.z, hi.z, NULL);
    return;
  }
  g_string_append(text, "ITEM: BOX BOUNDS xy xz yz pp pp pp\n");
  append_line(text, lo.x + MIN(MIN(0.0, xy), MIN(xz, xy + xz)),
              hi.x + MAX(MAX(0.0, xy), MAX(xz, xy + xz)), &xy);
  append_line(text, lo.y + MIN(0.0, yz), hi.y + MAX(0.0, yz), &xz);
  append_line(text, lo.z, hi.z, &yz);
}

static void
append_heads(GString *text, const Frame *frame, guint frame_number)
{
  if (frame_number == 0)
    g_string_append(text, "ITEM: UNITS\nmetal\n");
  if (isfinite(frame->time)) {
    g_string_append(text, "ITEM: TIME\n");
    text_append_number(text, EXACT, frame->time);
    g_string_append_c(text, '\n');
  }
  g_string_append_printf(
      text, "ITEM: TIMESTEP\n%" G_GINT64_FORMAT "\nITEM: NUMBER OF ATOMS\n%u\n",
      frame->step, frame->n_atoms);
}

static gboolean
append_frame(GString *text, const Frame *frame, guint frame_number, GError **error)
{
  LammpsBox box;

  if (!lammps_box_init(&box, &frame->cell, error))
    return FALSE;
  append_heads(text, frame, frame_number);
  append_bounds(text, &box.cell);
  g_string_append_printf(text, "ITEM: ATOMS id type element xu yu zu%s%s%s\n",
                         frame->velocity ? " vx vy vz" : "",
                         frame->force ? " fx fy fz" : "", frame->energy ? " c_pe" : "");
  for (guint i = 0; i < frame->n_atoms; i++) {
    guint type = frame->type[i];
    g_string_append_printf(text, "%u %u %s", i + 1, type + 1,
                           frame->species->element[type]->symbol);
    text_append_vec3(text, "%.10f", lammps_box_place(&box, frame->position[i]));
    if (frame->velocity)
      text_append_vec3(text, "%.12g", lammps_box_turn(&box, frame->velocity[i]));
    if (frame->force)
      text_append_vec3(text, "%.12g", lammps_box_turn(&box, frame->force[i]));
    if (frame->energy) {
      g_string_append_c(text, ' ');
      text_append_number(text, "%.12g", frame->energy[i]);
    }
    g_string_append_c(text, '\n');
  }
  return TRUE;
}

static const char *const suffixes[] = {".dump", ".lammpstrj", NULL};

const WriteFormat lammps_dump_write_format = {
    .name = "LAMMPS dump",
    .suffixes = suffixes,
    .append = append_frame,
};
