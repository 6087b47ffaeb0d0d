// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/surface-options.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "base/base-error.h"
#include "cli/cli.h"
#include "model/look-text.h"
#include "run/pathway-finder.h"

void
surface_options_add_entries(SurfaceOptions *options, GArray *entries)
{
  const GOptionEntry own[] = {
      {"pathways", 0, 0, G_OPTION_ARG_STRING, &options->id,
       N_("Surface of the ion density (of all frames up to the one shown) or of the room "
          "in the framework: density, clearance or none (as a scene was saved)"),
       "WHAT"},
      {"level", 0, 0, G_OPTION_ARG_STRING, &options->level,
       N_("Level of the surface: Å⁻³ of a density, radius in Å of the room, or through, "
          "the highest that runs through the glass (a little below that)"),
       "LEVEL"},
      {"channel-only", 0, 0, G_OPTION_ARG_NONE, &options->channel_only,
       N_("Of the surface only what runs through the glass"), NULL},
  };

  g_array_append_vals(entries, own, G_N_ELEMENTS(own));
}

static gboolean
is_room(const SurfaceOptions *options)
{
  return g_strcmp0(options->id, "clearance") == 0;
}

static gboolean
is_density(const SurfaceOptions *options)
{
  return g_strcmp0(options->id, "density") == 0;
}

gboolean
surface_options_wanted(const SurfaceOptions *options)
{
  return is_density(options) || is_room(options);
}

char *
surface_options_check(SurfaceOptions *options, gboolean scene)
{
  gboolean open = scene && !options->id;
  char *end;

  options->value = PATHWAY_LEVEL_OWN;
  if (options->id && !surface_options_wanted(options) &&
      !g_str_equal(options->id, "none"))
    return g_strdup(_("--pathways is density, clearance or none"));
  if (!open && !surface_options_wanted(options) &&
      (options->level || options->channel_only))
    return g_strdup(_("--level and --channel-only need --pathways"));
  if (!options->level)
    return NULL;
  if (g_str_equal(options->level, "through")) {
    options->value = PATHWAY_LEVEL_THROUGH;
    return NULL;
  }
  options->value = g_ascii_strtod(options->level, &end);
  if (end == options->level || *end != '\0' || !isfinite(options->value) ||
      (is_density(options) && options->value <= 0.0))
    return g_strdup(_("--level is a density above 0 (Å⁻³), a radius (Å), or through"));
  return NULL;
}

/* Found by themselves are a density of 0 and a radius of −1 Å, as when nothing is said.
 */
static double
saved_level(const SurfaceOptions *options, const Look *look)
{
  if (is_room(options))
    return look->room_level > LOOK_ROOM_OWN ? look->room_level : PATHWAY_LEVEL_OWN;
  return look->density_level > LOOK_DENSITY_OWN ? look->density_level : PATHWAY_LEVEL_OWN;
}

gboolean
surface_options_take_scene(SurfaceOptions *options, const Look *look, GError **error)
{
  options->from_scene = !options->id;
  if (!options->id)
    options->id = look_get(look, LOOK_PATHWAYS);
  options->channel_only |= look->channel_only && options->from_scene;
  if (surface_options_wanted(options)) {
    if (!options->level)
      options->value = saved_level(options, look);
    if (is_room(options) || !(options->value <= 0.0))
      return TRUE;
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("--level of the density, which this scene shows, is above 0"));
    return FALSE;
  }
  if (!options->level && (!options->channel_only || look->channel_only))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                      _("this scene shows no surface: --level and --channel-only need "
                        "--pathways"));
  return FALSE;
}

void
surface_options_fill(const SurfaceOptions *options, RenderStyle *style)
{
  if (options->channel_only)
    style->hidden_surfaces = RENDER_CHANNEL_ONLY;
}

void
surface_options_clear(SurfaceOptions *options)
{
  g_free(options->id);
  g_free(options->level);
}

static gboolean
progress_cb(double fraction, guint n_frames, gpointer data)
{
  cli_progress_update(data, fraction, NULL);
  return TRUE;
}

static Pathways *
find_density(const SurfaceOptions *options, const char *path, double to, GError **error)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  g_autoptr(CliProgress) progress = cli_progress_new(_("ion density"));

  return reader ? pathway_finder_density(reader, to, options->value, progress_cb,
                                         progress, error)
                : NULL;
}

/* What is asked for and cannot be seen is told, with what could be. */
static void
tell_empty(const SurfaceOptions *options, const Pathways *found)
{
  const char *unit = is_room(options) ? "Å" : "Å⁻³";
  double through = pathways_level_through(found), low, high;

  if (isfinite(options->value) && pathways_field_range(found, &low, &high) &&
      (options->value >= high || options->value < low))
    fprintf(stderr,
            _("vitrine-cli render: no surface at a level of %g %s: here the values are "
              "between %.3g and %.3g %s\n"),
            options->value, unit, low, high, unit);
  else if (options->channel_only && isnan(through))
    fprintf(stderr,
            _("vitrine-cli render: no channel: nothing runs through this glass at "
              "any level\n"));
  else if (options->channel_only && !pathways_surface(found, MESH_CHANNEL))
    fprintf(stderr,
            _("vitrine-cli render: no channel: at this level nothing runs through the "
              "glass, at up to %.3g %s it does\n"),
            through, unit);
}

Pathways *
surface_options_find(const SurfaceOptions *options, const char *path, const Frame *frame,
                     gboolean whole, GError **error)
{
  g_autoptr(Pathways) found = NULL;

  if (is_room(options))
    found = pathway_finder_room(frame, options->value, error);
  else if (path)
    found = find_density(options, path, whole ? NAN : frame->time, error);
  else
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                        _("a scene has no density yet: run it first"));
  if (!found || !isinf(options->value) || !isnan(pathways_level_through(found))) {
    if (found)
      tell_empty(options, found);
    return g_steal_pointer(&found);
  }
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                      _("nothing runs through this glass at any level"));
  return NULL;
}
