// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charts drawn with cairo: the same drawing on screen, as PNG, SVG and PDF.
 *
 * Two layouts. A card (titles FALSE; from about 200×90 px) is quiet: the y title stands
 * over the axis, the x title in the row of tick labels, curves are named at their right
 * ends or, when these meet, in a free corner. A figure (titles TRUE; from about 400×300)
 * has title, value, verdict, legend and titles beside the axes.
 *
 * How series look: lines with a band of ± error; points with error bars; fills down to
 * zero. A dashed line is a fit, dashed points are hollow (bounds, not in the fit). Ghosts
 * are pale and beneath. Colours are made darker or lighter until they can be seen.
 *
 * A chart is read during the call and never kept. Any thread, one call per cairo_t. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "model/series.h"

typedef enum {
  PLOT_SCALE_OWN, /* what the chart says */
  PLOT_SCALE_LINEAR,
  PLOT_SCALE_LOG,
} PlotScale;

typedef struct {
  gboolean dark;
  gboolean titles;  /* figure instead of card */
  gboolean legend;  /* always a legend, no names at the ends of curves */
  double font_size; /* px (pt in files) of titles; tick labels are a little smaller */
  const char *font; /* family or list of families; NULL: Inter, Cantarell or sans */
  double scale;     /* PNG files: pixels per unit of width and height */
  PlotScale x_scale, y_scale;
  /* Pointer in drawing coordinates: cross-hair with the nearest point's values; NAN:
   * none. */
  double pointer_x, pointer_y;
} PlotStyle;

/* A light figure with font size 12, PNG scale 2 and no pointer. */
void plot_style_init(PlotStyle *style);

/* Draws into 0,0 … width,height of cr; the background stays as it is (files fill it
 * first). Long series are thinned to a few points per pixel, extremes kept. An empty
 * chart says its verdict in the middle. */
void plot_draw(cairo_t *cr, const Chart *chart, const PlotStyle *style, double width,
               double height);

/* Whether a logarithmic axis would show this chart: most of its values are positive, over
 * more than a few-fold range, and it has no bars there. */
gboolean plot_can_be_log(const Chart *chart, gboolean y_axis);

/* Format by suffix: .svg .pdf .png; width and height in px (pt in PDF). Errors
 * (VITRINE_ERROR) name the file. */
gboolean plot_save(const char *path, const Chart *chart, const PlotStyle *style,
                   double width, double height, GError **error);

/* Numbers as text for people: real minus sign, '.' in every locale. Owner: caller. */

/* "1.84 ± 0.09", see number_format_error in model/format-number.h. */
char *plot_format_error(double value, double error);
/* Axis number with as few digits as tell neighbouring ticks apart. */
char *plot_format_tick(double value, double step);
/* −5 as "⁻⁵" */
char *plot_format_superscript(int number);
/* Pango markup of a chart's text, "E_a = 3" with the a as an index: what follows a
 * single letter and '_' is lowered, everything else is escaped. Titles, values and names
 * are drawn this way; labels beside a drawing should be too. Owner: caller. */
char *plot_markup(const char *text);
