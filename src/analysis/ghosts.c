// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ghosts.h"

#include <string.h>

void
ghosts_take(Ghosts *ghosts, Chart *chart, double temperature)
{
  chart_unref(ghosts->chart[GHOSTS_KEPT - 1]);
  memmove(ghosts->chart + 1, ghosts->chart, (GHOSTS_KEPT - 1) * sizeof *ghosts->chart);
  memmove(ghosts->temperature + 1, ghosts->temperature,
          (GHOSTS_KEPT - 1) * sizeof *ghosts->temperature);
  ghosts->chart[0] = chart;
  ghosts->temperature[0] = temperature;
}

void
ghosts_clear(Ghosts *ghosts)
{
  for (guint i = 0; i < GHOSTS_KEPT; i++)
    g_clear_pointer(&ghosts->chart[i], chart_unref);
}

static gboolean
leaves_ghost(const Series *old, const char *name)
{
  if (old->ghost || old->dashed)
    return FALSE;
  return name ? g_str_equal(old->name, name) : old->style == SERIES_FILL;
}

static void
add_ghost(Chart *chart, const Series *old, double temperature)
{
  SeriesStyle style = old->style == SERIES_POINTS ? SERIES_POINTS : SERIES_LINE;
  Series *ghost = chart_add_series(chart, old->name, style, old->n, FALSE);

  ghost->ghost = TRUE;
  ghost->temperature = temperature;
  memcpy(ghost->rgb, old->rgb, sizeof ghost->rgb);
  memcpy(ghost->x, old->x, old->n * sizeof *old->x);
  memcpy(ghost->y, old->y, old->n * sizeof *old->y);
}

void
ghosts_add_to(const Ghosts *ghosts, Chart *chart, const char *name)
{
  for (guint i = 0; i < GHOSTS_KEPT; i++) {
    GPtrArray *series = ghosts->chart[i] ? ghosts->chart[i]->series : NULL;
    for (guint k = 0; series && k < series->len; k++) {
      const Series *old = g_ptr_array_index(series, k);
      if (leaves_ghost(old, name))
        add_ghost(chart, old, ghosts->temperature[i]);
    }
  }
}
