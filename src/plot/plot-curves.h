// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The data itself: bands, fills, lines, points and error bars. */
#pragma once

#include "plot/plot-canvas.h"

/* Brings all series to pixels (canvas->curves), ghosts first; the axes must be laid out.
 */
void plot_curves_place(PlotCanvas *canvas);
void plot_curves_draw(PlotCanvas *canvas);
/* The colour a placed series is drawn in. */
void plot_curves_ink(const PlotCanvas *canvas, const Series *series, double rgb[3]);
void plot_curve_free(PlotCurve *curve);

/* A dot (or a ring, when hollow) as points are drawn. */
void plot_curves_dot(PlotCanvas *canvas, const double rgb[3], double x, double y,
                     gboolean hollow, double alpha);
