// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/export-choice.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define INCH_MM 25.4

static const ExportSize picture_sizes[] = {
    {N_("As on screen"), 0, 0},
    {N_("Full HD"), 1920, 1080},
    {N_("4K"), 3840, 2160},
    {N_("8K"), 7680, 4320},
    {N_("Square"), 4000, 4000},
    {N_("A4 across, 300 dpi"), 3508, 2480},
    {N_("A0 across, 150 dpi"), 7022, 4967},
    {NULL},
};

static const ExportSize movie_sizes[] = {
    {N_("As on screen"), 0, 0}, {N_("HD"), 1280, 720},      {N_("Full HD"), 1920, 1080},
    {N_("4K"), 3840, 2160},     {N_("Square"), 1080, 1080}, {NULL},
};

const ExportSize *
export_sizes(gboolean movie)
{
  return movie ? movie_sizes : picture_sizes;
}

char *
export_size_title(const ExportSize *size)
{
  if (size->width == 0)
    return g_strdup(_(size->name));
  return g_strdup_printf("%s · %d × %d", _(size->name), size->width, size->height);
}

char *
export_picture_facts(int width, int height, double dpi, int n_tiles)
{
  double mega = (double)width * height * 1e-6;
  GString *text = g_string_new(NULL);

  g_string_append_printf(text, _("%.*f megapixels"), mega < 9.95 ? 1 : 0, mega);
  if (dpi > 0.0)
    g_string_append_printf(text, _(" · %.0f × %.0f mm in print"), width / dpi * INCH_MM,
                           height / dpi * INCH_MM);
  if (n_tiles > 1)
    g_string_append_printf(text, ngettext(" · in %d tile", " · in %d tiles", n_tiles),
                           n_tiles);
  return g_string_free(text, FALSE);
}

char *
export_movie_facts(double seconds, int rate)
{
  int n = (int)fmax(2.0, round(seconds * rate));

  return g_strdup_printf(ngettext("%d picture · %g s", "%d pictures · %g s", n), n,
                         seconds);
}

char *
export_path_with(const char *path, const char *suffix)
{
  static const char *const movies[] = {".webm", ".mp4", NULL};
  g_autofree char *lower = g_ascii_strdown(path, -1);
  gboolean good = g_str_has_suffix(lower, suffix);

  if (g_strv_contains(movies, suffix))
    for (guint k = 0; movies[k]; k++)
      good = good || g_str_has_suffix(lower, movies[k]);
  return good ? g_strdup(path) : g_strconcat(path, suffix, NULL);
}
