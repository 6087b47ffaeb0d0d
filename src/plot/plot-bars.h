// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Bars at whole numbers: those of several series share the place of one number. */
#pragma once

#include "plot/plot-canvas.h"

gboolean plot_bars_are_in(const Chart *chart);
/* How far the bars of a series stand from their numbers, in units of x; 0 for everything
 * that is no bar. */
double plot_bars_shift(const Chart *chart, const Series *series);
/* Half the width of a bar, px. */
double plot_bars_half(const PlotCanvas *canvas);
/* Fills the bars of a placed curve, whose points are their tops. */
void plot_bars_draw(PlotCanvas *canvas, const PlotCurve *curve, double alpha);
