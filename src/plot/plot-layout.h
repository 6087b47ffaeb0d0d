// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where everything of a drawing stands, before anything is drawn: ranges of the axes, the
 * area of the data, ticks, curves in pixels. One canvas, one drawing, one thread. */
#pragma once

#include "plot/plot-canvas.h"

/* Fills canvas, which borrows all arguments; nothing is placed yet when the chart has no
 * data (plot_layout_is_empty). Ends of ranges are round, so that a curve that grows a
 * little does not move its axes. To be cleared by plot_layout_clear. */
void plot_layout_init(PlotCanvas *canvas, cairo_t *cr, const Chart *chart,
                      const PlotStyle *style, double width, double height);
void plot_layout_clear(PlotCanvas *canvas);
gboolean plot_layout_is_empty(const PlotCanvas *canvas);

/* Whether everything that stands alone (points, bars) stands at whole numbers of x, and
 * over several of them: sizes of rings, numbers of neighbours. */
gboolean plot_layout_counts_along_x(const PlotCanvas *canvas);
/* A dashed line of two points at one height: a value to compare with, drawn from side to
 * side whatever its points say. */
gboolean plot_layout_is_reference(const Series *series);
