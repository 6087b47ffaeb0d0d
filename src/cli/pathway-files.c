// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/pathway-files.h"

#include <math.h>

#include "base/base-error.h"
#include "base/units.h"
#include "io/cube-write.h"

static void
append_number(GString *csv, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c(csv, ',');
  if (isfinite(value))
    g_string_append(csv, g_ascii_formatd(text, sizeof text, "%.6g", value));
}

static void
append_place(GString *csv, Vec3 r)
{
  append_number(csv, r.x);
  append_number(csv, r.y);
  append_number(csv, r.z);
}

static gboolean
is_density(const Pathways *pathways)
{
  return g_str_equal(pathways->id, "density");
}

static char *
list_sites(const Pathways *pathways)
{
  gboolean density = is_density(pathways);
  GString *csv = g_string_new(density ? "site,x_A,y_A,z_A,density_per_A3,occupancy\n"
                                      : "cavity,x_A,y_A,z_A,radius_A\n");

  for (guint s = 0; s < pathways->sites->len; s++) {
    const PathSite *site = &g_array_index(pathways->sites, PathSite, s);
    g_string_append_printf(csv, "%u", s);
    append_place(csv, site->position);
    append_number(csv, site->value);
    if (density)
      append_number(csv, site->occupancy);
    g_string_append_c(csv, '\n');
  }
  return g_string_free(csv, FALSE);
}

static char *
list_doorways(const Pathways *pathways)
{
  gboolean density = is_density(pathways);
  GString *csv =
      g_string_new(density ? "site_a,site_b,x_A,y_A,z_A,density_per_A3,barrier_kT\n"
                           : "cavity_a,cavity_b,x_A,y_A,z_A,radius_A\n");

  for (guint d = 0; d < pathways->doorways->len; d++) {
    const PathDoorway *door = &g_array_index(pathways->doorways, PathDoorway, d);
    g_string_append_printf(csv, "%u,%u", door->site[0], door->site[1]);
    append_place(csv, door->position);
    append_number(csv, door->value);
    if (density)
      append_number(csv, door->barrier);
    g_string_append_c(csv, '\n');
  }
  return g_string_free(csv, FALSE);
}

static char *
list_gates(const AnalysisResult *result)
{
  GString *csv = g_string_new("ion,time_ps,anion_a,anion_b,anion_c,x_A,y_A,z_A,radius_A,"
                              "rest_A,spread_A,opening_A\n");
  guint n = 0;

  for (guint i = 0; i < result->events->len; i++) {
    const Event *event = g_ptr_array_index(result->events, i);
    const HopGate *gate = event->gate;
    if (event->kind != EVENT_HOP || !gate)
      continue;
    g_string_append_printf(csv, "%u", event->atom[0]);
    append_number(csv, gate->time);
    g_string_append_printf(csv, ",%u,%u,%u", gate->anion[0], gate->anion[1],
                           gate->anion[2]);
    append_place(csv, gate->crossing);
    append_number(csv, gate->radius);
    append_number(csv, gate->rest);
    append_number(csv, gate->spread);
    append_number(csv, gate->radius - gate->rest);
    g_string_append_c(csv, '\n');
    n++;
  }
  return g_string_free(csv, n == 0);
}

/* Takes text. */
static gboolean
write_text(const char *folder, const char *id, const char *what, char *text,
           GError **error)
{
  g_autofree char *name = g_strconcat(id, what, NULL), *owned = text;
  g_autofree char *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) cause = NULL;

  if (g_file_set_contents(path, owned, -1, &cause))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, cause->message);
  return FALSE;
}

static gboolean
write_cube(const Pathways *pathways, const char *folder, GError **error)
{
  g_autofree char *name = g_strconcat(pathways->id, ".cube", NULL);
  g_autofree char *path = g_build_filename(folder, name, NULL);

  if (is_density(pathways))
    return cube_write(path, pathways->field, pathways->frame,
                      "number density of ions per cubic bohr",
                      UNITS_BOHR * UNITS_BOHR * UNITS_BOHR, error);
  return cube_write(path, pathways->field, pathways->frame,
                    "distance to the nearest framework surface in bohr", 1.0 / UNITS_BOHR,
                    error);
}

gboolean
pathway_files_write(const AnalysisResult *result, const char *folder, GError **error)
{
  char *gates = list_gates(result);

  if (gates && !write_text(folder, "hop-gates", ".csv", gates, error))
    return FALSE;
  for (guint i = 0; i < result->pathways->len; i++) {
    const Pathways *pathways = g_ptr_array_index(result->pathways, i);
    const char *id = pathways->id;
    if (!write_cube(pathways, folder, error) ||
        !write_text(folder, id, "-sites.csv", list_sites(pathways), error) ||
        !write_text(folder, id, "-doorways.csv", list_doorways(pathways), error))
      return FALSE;
  }
  return TRUE;
}
