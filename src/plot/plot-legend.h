// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The legend of a drawing: in columns or in a row, in a corner or between them, where it
 * hides least of the data. */
#pragma once

#include "plot/plot-canvas.h"

#define PLOT_LEGEND_COLUMNS 6

typedef struct {
  PlotRect rect;
  guint rows, columns;
  double column[PLOT_LEGEND_COLUMNS]; /* px, where each begins, from the left of rect */
  double line;
  double ink; /* px of curves under it */
} PlotLegend;

/* Whether the series has a name to be told: ghosts have none of their own. */
gboolean plot_legend_is_named(const Series *series);

/* FALSE: there is nothing to explain. After plot_layout_init. */
gboolean plot_legend_place(const PlotCanvas *canvas, PlotLegend *legend);
void plot_legend_draw(PlotCanvas *canvas);
/* Keeps words readable where they must stand on curves. */
void plot_legend_draw_back(PlotCanvas *canvas, PlotRect rect);

/* "before: 1500 K", in the words of a ghost's name; "before" when it has none of a
 * temperature. Owner: caller. */
char *plot_legend_ghost_text(const Series *ghost);
