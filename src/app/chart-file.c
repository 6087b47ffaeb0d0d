// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/chart-file.h"

#include "plot/plot.h"

#define FILE_WIDTH  640.0
#define FILE_HEIGHT 420.0

gboolean
chart_file_save(const char *path, const Chart *chart, GError **error)
{
  PlotStyle style;

  if (g_str_has_suffix(path, ".csv")) {
    g_autofree char *text = chart_to_csv(chart);
    return g_file_set_contents(path, text, -1, error);
  }
  plot_style_init(&style);
  style.titles = TRUE;
  return plot_save(path, chart, &style, FILE_WIDTH, FILE_HEIGHT, error);
}

gboolean
chart_file_save_all(const char *folder, const Chart *chart, GError **error)
{
  static const char *const suffixes[] = {"svg", "pdf", "png", "csv"};

  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *name = g_strdup_printf("%s.%s", chart->id, suffixes[i]);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    if (!chart_file_save(path, chart, error))
      return FALSE;
  }
  return TRUE;
}
