// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Words on the data: names of curves at their right ends or in a legend, and marks. */
#pragma once

#include "plot/plot-canvas.h"

/* Room in px that names at the right ends need; 0 when a legend is better (names would
 * meet) or there is nothing to tell apart. After plot_frame_layout_rows. */
double plot_labels_room(PlotCanvas *canvas);

/* Whether the curve rises on both sides of the mark (x rising). */
gboolean plot_labels_is_valley(const Series *series, const SeriesMark *mark);

/* Marks first, so that the legend can avoid them. */
void plot_labels_draw_marks(PlotCanvas *canvas);
/* Names at the ends where canvas->names_room is, else the legend. */
void plot_labels_draw_names(PlotCanvas *canvas);
