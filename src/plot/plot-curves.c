// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-curves.h"

#include <math.h>
#include <string.h>

#include "plot/plot-bars.h"
#include "plot/plot-layout.h"

#define LINE_PX      1.75
#define DASHED_PX    1.4
#define GHOST_PX     1.25
#define DOT_PX       3.0
#define COLUMN_PX    0.5
#define GHOST_ALPHA  0.38
#define FIT_CONTRAST 0.7
#define FIT_NEAR_PX  5.0
#define FIT_SAMPLES  64
#define PIECE        24  /* points */
#define FAR_PX       1e4 /* beyond this cairo's fixed point numbers end */

void
plot_curve_free(PlotCurve *curve)
{
  g_clear_pointer(&curve->points, g_array_unref);
  g_clear_pointer(&curve->lo, g_array_unref);
  g_clear_pointer(&curve->hi, g_array_unref);
  g_free(curve);
}

static double
error_of(const Series *series, guint i)
{
  double error = series->error ? series->error[i] : 0.0;

  return isfinite(error) ? error : 0.0;
}

/* y px; what lies under a log axis is drawn to its foot when it bounds a band. */
static double
y_px(const PlotCanvas *canvas, double value, gboolean to_foot)
{
  double px = plot_axis_px(&canvas->y, value);

  if (isnan(px) && to_foot && isfinite(value))
    px = canvas->y.from;
  return CLAMP(px, -FAR_PX, FAR_PX);
}

/* The series at y + sign × error, thinned when it is a line. */
static GArray *
place(const PlotCanvas *canvas, const Series *series, double sign)
{
  GArray *points = g_array_new(FALSE, FALSE, sizeof(PlotPoint));
  gboolean dots = plot_is_discrete(series);
  double shift = plot_bars_shift(canvas->chart, series);
  PlotThinner thinner;

  plot_thinner_init(&thinner, points, COLUMN_PX);
  for (guint i = 0; i < series->n; i++) {
    gboolean there = isfinite(plot_axis_placed(&canvas->y, series->y[i]));
    double x = there ? plot_axis_px(&canvas->x, series->x[i] + shift) : NAN;
    double value = series->y[i] + sign * error_of(series, i);
    PlotPoint point = {CLAMP(x, -FAR_PX, FAR_PX), y_px(canvas, value, sign != 0.0)};
    if (dots)
      g_array_append_val(points, point);
    else
      plot_thinner_add(&thinner, point.x, point.y);
  }
  plot_thinner_finish(&thinner);
  return points;
}

/* From side to side. */
static GArray *
place_reference(const PlotCanvas *canvas, const Series *series)
{
  GArray *points = g_array_new(FALSE, FALSE, sizeof(PlotPoint));
  double y = y_px(canvas, series->y[0], FALSE);
  const PlotPoint ends[] = {{canvas->x.from, y}, {canvas->x.to, y}};

  g_array_append_vals(points, ends, G_N_ELEMENTS(ends));
  return points;
}

static void
add_curves(PlotCanvas *canvas, gboolean ghosts)
{
  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    if (series->ghost != ghosts)
      continue;
    PlotCurve *curve = g_new0(PlotCurve, 1);
    curve->series = series;
    plot_canvas_readable(canvas, series->rgb, curve->rgb);
    curve->points = plot_layout_is_reference(series) ? place_reference(canvas, series)
                                                     : place(canvas, series, 0.0);
    if (series->error) {
      curve->lo = place(canvas, series, -1.0);
      curve->hi = place(canvas, series, 1.0);
    }
    g_ptr_array_add(canvas->curves, curve);
  }
}

/* y px of a curve with rising x; NAN where it has none. */
static double
y_at(const PlotCurve *curve, double x)
{
  for (guint i = 1; i < curve->points->len; i++) {
    PlotPoint b = g_array_index(curve->points, PlotPoint, i);
    PlotPoint a = g_array_index(curve->points, PlotPoint, i - 1);
    if (a.x <= x && x <= b.x && a.x < b.x)
      return a.y + (x - a.x) / (b.x - a.x) * (b.y - a.y);
  }
  return NAN;
}

/* Whether fit runs along data, where it could hardly be seen. */
static gboolean
lies_on(const PlotCurve *fit, const PlotCurve *data, PlotRect area)
{
  guint n = 0;

  if (data->series->dashed || data->series->ghost)
    return FALSE;
  for (int i = 0; i < FIT_SAMPLES; i++) {
    double x = area.x + area.width * (i + 0.5) / FIT_SAMPLES;
    double distance = fabs(y_at(fit, x) - y_at(data, x));
    if (distance > FIT_NEAR_PX)
      return FALSE;
    n += distance <= FIT_NEAR_PX;
  }
  return n > 0;
}

/* Fits become nearer to the colour of text. */
static void
set_off_from_data(PlotCanvas *canvas, PlotCurve *fit)
{
  double fg = canvas->style->dark ? 1.0 : 0.0;

  for (guint i = 0; i < canvas->curves->len; i++) {
    if (!lies_on(fit, g_ptr_array_index(canvas->curves, i), canvas->area))
      continue;
    for (int k = 0; k < 3; k++)
      fit->rgb[k] += FIT_CONTRAST * (fg - fit->rgb[k]);
    return;
  }
}

void
plot_curves_place(PlotCanvas *canvas)
{
  g_ptr_array_set_size(canvas->curves, 0);
  add_curves(canvas, TRUE);
  add_curves(canvas, FALSE);
  for (guint i = 0; i < canvas->curves->len; i++) {
    PlotCurve *curve = g_ptr_array_index(canvas->curves, i);
    if (curve->series->dashed && !plot_is_discrete(curve->series))
      set_off_from_data(canvas, curve);
  }
}

void
plot_curves_ink(const PlotCanvas *canvas, const Series *series, double rgb[3])
{
  for (guint i = 0; i < canvas->curves->len; i++) {
    const PlotCurve *curve = g_ptr_array_index(canvas->curves, i);
    if (curve->series == series)
      memcpy(rgb, curve->rgb, sizeof curve->rgb);
  }
}

static void
set_colour(PlotCanvas *canvas, const double rgb[3], double alpha)
{
  cairo_set_source_rgba(canvas->cr, rgb[0], rgb[1], rgb[2], alpha);
}

/* Strokes the curve, one sub-path between gaps. What crosses itself costs cairo more than
 * in proportion to its length, so what does not shine through is stroked in pieces. */
static void
trace(PlotCanvas *canvas, const GArray *points, gboolean in_pieces)
{
  gboolean pen_down = FALSE;
  guint n = 0;

  for (guint i = 0; i < points->len; i++) {
    PlotPoint p = g_array_index(points, PlotPoint, i);
    if (isnan(p.x) || isnan(p.y)) {
      pen_down = FALSE;
      continue;
    }
    if (pen_down)
      cairo_line_to(canvas->cr, p.x, p.y);
    else
      cairo_move_to(canvas->cr, p.x, p.y);
    pen_down = TRUE;
    if (in_pieces && ++n % PIECE == 0) {
      cairo_stroke(canvas->cr);
      cairo_move_to(canvas->cr, p.x, p.y);
    }
  }
  cairo_stroke(canvas->cr);
}

/* One filled shape per piece between gaps: along points, back along other (or foot). */
static void
fill_between(PlotCanvas *canvas, const GArray *points, const GArray *other, double foot)
{
  for (guint i = 0; i < points->len;) {
    guint end = i;
    while (end < points->len && !isnan(g_array_index(points, PlotPoint, end).x))
      end++;
    for (guint k = i; k < end; k++) {
      PlotPoint p = g_array_index(points, PlotPoint, k);
      cairo_line_to(canvas->cr, p.x, p.y);
    }
    for (guint k = end; k > i; k--) {
      PlotPoint p = g_array_index(other, PlotPoint, k - 1);
      cairo_line_to(canvas->cr, p.x, isnan(foot) ? p.y : foot);
    }
    cairo_close_path(canvas->cr);
    cairo_fill(canvas->cr);
    i = end + 1;
  }
}

static double
foot_of(const PlotCanvas *canvas)
{
  double zero = plot_axis_px(&canvas->y, 0.0);

  return isnan(zero) ? canvas->y.from : MIN(zero, canvas->y.from);
}

static void
draw_fill(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  double foot = foot_of(canvas);
  const double *rgb = curve->rgb;
  cairo_pattern_t *shade = cairo_pattern_create_linear(0, canvas->y.to, 0, foot);

  cairo_pattern_add_color_stop_rgba(shade, 0, rgb[0], rgb[1], rgb[2], 0.42 * alpha);
  cairo_pattern_add_color_stop_rgba(shade, 1, rgb[0], rgb[1], rgb[2], 0.10 * alpha);
  cairo_set_source(canvas->cr, shade);
  fill_between(canvas, curve->points, curve->points, foot);
  cairo_pattern_destroy(shade);
}

/* Bands are made of thinned lower and upper edges, which may differ in length. */
static void
draw_band(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  set_colour(canvas, curve->rgb, 0.18 * alpha);
  if (curve->lo->len == curve->hi->len) {
    fill_between(canvas, curve->hi, curve->lo, NAN);
    return;
  }
  for (guint i = 0; i < curve->hi->len; i++) {
    PlotPoint p = g_array_index(curve->hi, PlotPoint, i);
    if (!isnan(p.x) && !isnan(p.y))
      cairo_line_to(canvas->cr, p.x, p.y);
  }
  for (guint i = curve->lo->len; i > 0; i--) {
    PlotPoint p = g_array_index(curve->lo, PlotPoint, i - 1);
    if (!isnan(p.x) && !isnan(p.y))
      cairo_line_to(canvas->cr, p.x, p.y);
  }
  cairo_close_path(canvas->cr);
  cairo_fill(canvas->cr);
}

static void
draw_line(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  static const double dashes[] = {4.0, 3.0};
  const Series *series = curve->series;

  set_colour(canvas, curve->rgb, alpha);
  cairo_set_line_join(canvas->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap(canvas->cr,
                     series->dashed ? CAIRO_LINE_CAP_BUTT : CAIRO_LINE_CAP_ROUND);
  cairo_set_line_width(canvas->cr, series->ghost    ? GHOST_PX
                                   : series->dashed ? DASHED_PX
                                                    : LINE_PX);
  if (series->dashed)
    cairo_set_dash(canvas->cr, dashes, G_N_ELEMENTS(dashes), 0.0);
  trace(canvas, curve->points, !series->dashed && alpha >= 1.0 && !canvas->vector);
  cairo_set_dash(canvas->cr, NULL, 0, 0.0);
}

void
plot_curves_dot(PlotCanvas *canvas, const double rgb[3], double x, double y,
                gboolean hollow, double alpha)
{
  double radius = DOT_PX * (canvas->style->titles ? 1.15 : 1.0);

  plot_canvas_dot(canvas, x, y, hollow ? radius : radius + 1.0);
  plot_canvas_set_paper(canvas, 1.0);
  cairo_fill(canvas->cr);
  plot_canvas_dot(canvas, x, y, hollow ? radius - 0.25 : radius);
  set_colour(canvas, rgb, alpha);
  cairo_set_line_width(canvas->cr, 1.5);
  if (hollow)
    cairo_stroke(canvas->cr);
  else
    cairo_fill(canvas->cr);
}

static void
draw_error_bar(PlotCanvas *canvas, PlotPoint lo, PlotPoint hi)
{
  static const double half_cap = 2.5;

  if (isnan(lo.x) || isnan(lo.y) || isnan(hi.y) || fabs(lo.y - hi.y) < 1.0)
    return;
  cairo_set_line_width(canvas->cr, 1.25);
  cairo_set_line_cap(canvas->cr, CAIRO_LINE_CAP_BUTT);
  cairo_move_to(canvas->cr, lo.x, lo.y);
  cairo_line_to(canvas->cr, hi.x, hi.y);
  cairo_move_to(canvas->cr, hi.x - half_cap, hi.y);
  cairo_line_to(canvas->cr, hi.x + half_cap, hi.y);
  cairo_move_to(canvas->cr, lo.x - half_cap, lo.y);
  cairo_line_to(canvas->cr, lo.x + half_cap, lo.y);
  cairo_stroke(canvas->cr);
}

static void
draw_error_bars(PlotCanvas *canvas, const PlotCurve *curve)
{
  for (guint i = 0; curve->lo && i < curve->points->len; i++)
    draw_error_bar(canvas, g_array_index(curve->lo, PlotPoint, i),
                   g_array_index(curve->hi, PlotPoint, i));
}

static void
draw_bars(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  plot_bars_draw(canvas, curve, alpha);
  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  draw_error_bars(canvas, curve);
}

static void
draw_points(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  set_colour(canvas, curve->rgb, 0.8 * alpha);
  draw_error_bars(canvas, curve);
  for (guint i = 0; i < curve->points->len; i++) {
    PlotPoint p = g_array_index(curve->points, PlotPoint, i);
    if (!isnan(p.x) && !isnan(p.y))
      plot_curves_dot(canvas, curve->rgb, p.x, p.y, curve->series->dashed, alpha);
  }
}

/* A line of one point would not be seen. */
static void
draw_lonely(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  PlotPoint p = g_array_index(curve->points, PlotPoint, 0);

  if (!isnan(p.x) && !isnan(p.y))
    plot_curves_dot(canvas, curve->rgb, p.x, p.y, FALSE, alpha);
}

static void
draw_curve(PlotCanvas *canvas, const PlotCurve *curve)
{
  double alpha = curve->series->ghost ? GHOST_ALPHA : 1.0;

  if (curve->series->style == SERIES_POINTS) {
    draw_points(canvas, curve, alpha);
    return;
  }
  if (curve->series->style == SERIES_BARS) {
    draw_bars(canvas, curve, alpha);
    return;
  }
  if (curve->points->len == 1) {
    draw_lonely(canvas, curve, alpha);
    return;
  }
  if (curve->series->style == SERIES_FILL && !curve->series->ghost)
    draw_fill(canvas, curve, alpha);
  if (curve->lo)
    draw_band(canvas, curve, alpha);
  draw_line(canvas, curve, alpha);
}

void
plot_curves_draw(PlotCanvas *canvas)
{
  PlotRect area = canvas->area;
  double slack = 5.0;

  cairo_save(canvas->cr);
  cairo_rectangle(canvas->cr, area.x - slack, area.y - slack, area.width + 2.0 * slack,
                  area.height + 1.5 * slack);
  cairo_clip(canvas->cr);
  for (guint i = 0; i < canvas->curves->len; i++)
    draw_curve(canvas, g_ptr_array_index(canvas->curves, i));
  cairo_restore(canvas->cr);
}
