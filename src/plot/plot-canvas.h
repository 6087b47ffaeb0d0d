// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What every part of a drawing shares while it is drawn: the cairo context, the theme,
 * the axes and the curves in pixels; and the few strokes they are all made of. */
#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "plot/plot-axis.h"
#include "plot/plot-thin.h"
#include "plot/plot.h"

typedef struct {
  double x, y, width, height;
} PlotRect;

/* Strength of the foreground colour (white on dark, black on light). */
typedef enum {
  PLOT_INK_TEXT,
  PLOT_INK_DIM,
  PLOT_INK_AXIS,
  PLOT_INK_HAIR, /* of the cross-hair */
  PLOT_INK_GRID,
  PLOT_N_INKS,
} PlotInk;

/* Drawn one by one, not joined by a line. */
static inline gboolean
plot_is_discrete(const Series *series)
{
  return series->style == SERIES_POINTS || series->style == SERIES_BARS;
}

/* One series as it stands on the drawing. */
typedef struct {
  const Series *series;
  double rgb[3];   /* readable on the background */
  GArray *points;  /* PlotPoint, thinned; x NAN: gap */
  GArray *lo, *hi; /* PlotPoint of y − error and y + error, or NULL */
} PlotCurve;

typedef struct {
  cairo_t *cr;
  const Chart *chart;
  const PlotStyle *style;
  double width, height;
  gboolean vector; /* SVG, PDF: nothing is snapped */
  PlotRect area;   /* where the data is */
  PlotAxis x, y;
  GPtrArray *curves; /* PlotCurve, owned, in drawing order: ghosts first */
  double names_room; /* px beside the data for names at the ends of curves; 0: a legend */
  GArray *taken;     /* PlotRect that labels already cover */
} PlotCanvas;

typedef enum { PLOT_LEFT, PLOT_CENTRE, PLOT_RIGHT } PlotAlign;

void plot_canvas_set_ink(PlotCanvas *canvas, PlotInk ink);
/* The series' colour, made readable on the background. */
void plot_canvas_readable(const PlotCanvas *canvas, const float rgb[3], double out[3]);
/* Colour of popovers and of rings around dots. */
void plot_canvas_set_paper(PlotCanvas *canvas, double alpha);

/* One px wide lines on the pixel grid. */
void plot_canvas_hline(PlotCanvas *canvas, double x0, double x1, double y);
void plot_canvas_vline(PlotCanvas *canvas, double x, double y0, double y1);
void plot_canvas_round_rect(PlotCanvas *canvas, PlotRect rect, double radius);
void plot_canvas_dot(PlotCanvas *canvas, double x, double y, double radius);

/* Text layout at size × font_size. Owner: caller. */
PangoLayout *plot_canvas_layout(const PlotCanvas *canvas, const char *text, double size,
                                PangoWeight weight);
double plot_canvas_text_width(const PlotCanvas *canvas, const char *text, double size);
double plot_canvas_line_height(const PlotCanvas *canvas, double size);
/* Text in the present colour, x by align, vertically centred on y. */
void plot_canvas_text(PlotCanvas *canvas, const char *text, double size, double x,
                      double y, PlotAlign align);
void plot_canvas_show(PlotCanvas *canvas, PangoLayout *layout, double x, double y);

/* Whether rect meets what plot_canvas_take has put aside. */
gboolean plot_canvas_is_taken(const PlotCanvas *canvas, PlotRect rect);
void plot_canvas_take(PlotCanvas *canvas, PlotRect rect);
/* Length in px of curves inside rect. */
double plot_canvas_ink_inside(const PlotCanvas *canvas, PlotRect rect);

#define PLOT_SIZE_TICK  0.88
#define PLOT_SIZE_TITLE 1.0
#define PLOT_SIZE_HEAD  1.25
