// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charts drawn with cairo: the same drawing on screen, as PNG, SVG and PDF.
 * Libraries never own a chart: it is read during the call. Any one thread at a time. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "model/series.h"

typedef struct {
  gboolean dark;
  gboolean
      titles; /* title, value and badge inside the drawing (files); cards have labels */
  gboolean legend;
  double font_size; /* px (pt in files) */
  const char *font; /* family; NULL: sans */
  /* Pointer in drawing coordinates: cross-hair with the nearest point's values; NAN: none
   */
  double pointer_x, pointer_y;
} PlotStyle;

void plot_style_init(PlotStyle *style);

/* Draws into 0,0 … width,height of cr; the background stays as it is (files fill it
 * first). Long series are thinned to a few points per pixel. An empty chart says its
 * verdict in the middle. */
void plot_draw(cairo_t *cr, const Chart *chart, const PlotStyle *style, double width,
               double height);

/* Format by suffix: .svg .pdf .png. Errors name the file. */
gboolean plot_save(const char *path, const Chart *chart, const PlotStyle *style,
                   double width, double height, GError **error);

/* RGBA (premultiplied, rows from the top) to a PNG file. */
gboolean plot_write_png(const char *path, const guint8 *rgba, int width, int height,
                        GError **error);

/* "1.84 ± 0.09", rounded to the error's two (one above 2) significant digits; with a
 * power of ten when needed: "1.84 ± 0.09 × 10⁻⁵". error NAN: four digits. Owner: caller.
 */
char *plot_format_error(double value, double error);
/* Axis number with as few digits as tell neighbouring ticks apart. */
char *plot_format_tick(double value, double step);
