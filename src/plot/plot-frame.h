// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Margins, axes, grid, tick labels and titles. First plot_frame_layout_rows, then
 * plot_frame_layout_columns; after both the axes know their pixels and ticks. */
#pragma once

#include "plot/plot-canvas.h"

void plot_frame_layout_rows(PlotCanvas *canvas);
/* right: px kept free beside the data, for names of curves. */
void plot_frame_layout_columns(PlotCanvas *canvas, double right);

/* Grid lines, under the curves. */
void plot_frame_draw_grid(PlotCanvas *canvas);
/* Axis lines, ticks and titles, over the curves. */
void plot_frame_draw_axes(PlotCanvas *canvas);
/* Title, value and verdict of a figure. */
void plot_frame_draw_head(PlotCanvas *canvas);
