// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-canvas.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "plot/plot-bars.h"

#define DEFAULT_FONT "Inter, Cantarell, sans"
#define MAX_LUMA     0.50 /* of a curve on white */
#define MIN_LUMA     0.16 /* of a curve on dark */
#define SAMPLE_PX    3.0

void
plot_canvas_set_ink(PlotCanvas *canvas, PlotInk ink)
{
  static const double card[PLOT_N_INKS] = {0.88, 0.58, 0.28, 0.28, 0.07};
  static const double figure[PLOT_N_INKS] = {0.92, 0.70, 0.60, 0.28, 0.08};
  double white = canvas->style->dark ? 1.0 : 0.0;

  cairo_set_source_rgba(canvas->cr, white, white, white,
                        canvas->style->titles ? figure[ink] : card[ink]);
}

void
plot_canvas_set_paper(PlotCanvas *canvas, double alpha)
{
  double grey = canvas->style->dark ? 0.19 : 1.0;

  cairo_set_source_rgba(canvas->cr, grey, grey, grey, alpha);
}

static double
linear_light(double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow((channel + 0.055) / 1.055, 2.4);
}

static double
luma(const double rgb[3])
{
  return 0.2126 * linear_light(rgb[0]) + 0.7152 * linear_light(rgb[1]) +
         0.0722 * linear_light(rgb[2]);
}

void
plot_canvas_readable(const PlotCanvas *canvas, const float rgb[3], double out[3])
{
  gboolean dark = canvas->style->dark;

  for (int i = 0; i < 3; i++)
    out[i] = rgb[i];
  for (int round = 0; round < 20; round++) {
    if (dark ? luma(out) >= MIN_LUMA : luma(out) <= MAX_LUMA)
      return;
    for (int i = 0; i < 3; i++)
      out[i] = dark ? out[i] + 0.08 * (1.0 - out[i]) : 0.94 * out[i];
  }
}

/* Centre of a line one px wide that falls on whole pixels of the surface. */
static double
snap(const PlotCanvas *canvas, double value, gboolean vertical)
{
  double x = 0.0, y = 0.0, sx = 1.0, sy = 1.0;

  if (canvas->vector)
    return value;
  cairo_user_to_device(canvas->cr, &x, &y);
  cairo_surface_get_device_scale(cairo_get_group_target(canvas->cr), &sx, &sy);
  double ux = 1.0, uy = 1.0;
  cairo_user_to_device_distance(canvas->cr, &ux, &uy);
  double origin = vertical ? x * sx : y * sy;
  double unit = vertical ? ux * sx : uy * sy;
  gboolean odd = (int)MAX(1.0, round(unit)) % 2 == 1;
  double device = origin + value * unit;
  return ((odd ? floor(device) + 0.5 : round(device)) - origin) / unit;
}

void
plot_canvas_hline(PlotCanvas *canvas, double x0, double x1, double y)
{
  y = snap(canvas, y, FALSE);
  cairo_set_line_width(canvas->cr, canvas->vector ? 0.75 : 1.0);
  cairo_set_line_cap(canvas->cr, CAIRO_LINE_CAP_BUTT);
  cairo_move_to(canvas->cr, x0, y);
  cairo_line_to(canvas->cr, x1, y);
  cairo_stroke(canvas->cr);
}

void
plot_canvas_vline(PlotCanvas *canvas, double x, double y0, double y1)
{
  x = snap(canvas, x, TRUE);
  cairo_set_line_width(canvas->cr, canvas->vector ? 0.75 : 1.0);
  cairo_set_line_cap(canvas->cr, CAIRO_LINE_CAP_BUTT);
  cairo_move_to(canvas->cr, x, y0);
  cairo_line_to(canvas->cr, x, y1);
  cairo_stroke(canvas->cr);
}

void
plot_canvas_round_rect(PlotCanvas *canvas, PlotRect rect, double radius)
{
  double x1 = rect.x + rect.width, y1 = rect.y + rect.height;

  cairo_new_sub_path(canvas->cr);
  cairo_arc(canvas->cr, x1 - radius, rect.y + radius, radius, -G_PI_2, 0.0);
  cairo_arc(canvas->cr, x1 - radius, y1 - radius, radius, 0.0, G_PI_2);
  cairo_arc(canvas->cr, rect.x + radius, y1 - radius, radius, G_PI_2, G_PI);
  cairo_arc(canvas->cr, rect.x + radius, rect.y + radius, radius, G_PI, 1.5 * G_PI);
  cairo_close_path(canvas->cr);
}

void
plot_canvas_dot(PlotCanvas *canvas, double x, double y, double radius)
{
  cairo_new_sub_path(canvas->cr);
  cairo_arc(canvas->cr, x, y, radius, 0.0, 2.0 * G_PI);
}

PangoLayout *
plot_canvas_layout(const PlotCanvas *canvas, const char *text, double size,
                   PangoWeight weight)
{
  PangoLayout *layout = pango_cairo_create_layout(canvas->cr);
  PangoFontDescription *font = pango_font_description_new();
  g_autofree char *words = plot_markup(text);
  g_autofree char *markup =
      g_strdup_printf("<span font_features=\"tnum=1\">%s</span>", words);

  pango_font_description_set_family(font, canvas->style->font ? canvas->style->font
                                                              : DEFAULT_FONT);
  pango_font_description_set_weight(font, weight);
  pango_font_description_set_absolute_size(font,
                                           canvas->style->font_size * size * PANGO_SCALE);
  pango_layout_set_font_description(layout, font);
  pango_layout_set_markup(layout, markup, -1);
  pango_font_description_free(font);
  return layout;
}

double
plot_canvas_text_width(const PlotCanvas *canvas, const char *text, double size)
{
  g_autoptr(PangoLayout) layout =
      plot_canvas_layout(canvas, text, size, PANGO_WEIGHT_NORMAL);
  int width;

  pango_layout_get_size(layout, &width, NULL);
  return width / (double)PANGO_SCALE;
}

double
plot_canvas_line_height(const PlotCanvas *canvas, double size)
{
  return ceil(1.3 * size * canvas->style->font_size);
}

void
plot_canvas_show(PlotCanvas *canvas, PangoLayout *layout, double x, double y)
{
  cairo_move_to(canvas->cr, x, y);
  pango_cairo_show_layout(canvas->cr, layout);
}

void
plot_canvas_text(PlotCanvas *canvas, const char *text, double size, double x, double y,
                 PlotAlign align)
{
  static const double before[] = {0.0, 0.5, 1.0};
  g_autoptr(PangoLayout) layout =
      plot_canvas_layout(canvas, text, size, PANGO_WEIGHT_NORMAL);
  int width, height;

  pango_layout_get_size(layout, &width, &height);
  plot_canvas_show(canvas, layout, x - before[align] * width / PANGO_SCALE,
                   y - 0.5 * height / PANGO_SCALE);
}

static gboolean
rects_meet(PlotRect a, PlotRect b)
{
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
         b.y < a.y + a.height;
}

gboolean
plot_canvas_is_taken(const PlotCanvas *canvas, PlotRect rect)
{
  for (guint i = 0; i < canvas->taken->len; i++)
    if (rects_meet(g_array_index(canvas->taken, PlotRect, i), rect))
      return TRUE;
  return FALSE;
}

void
plot_canvas_take(PlotCanvas *canvas, PlotRect rect)
{
  g_array_append_val(canvas->taken, rect);
}

static gboolean
rect_has(PlotRect rect, double x, double y)
{
  return x >= rect.x && x <= rect.x + rect.width && y >= rect.y &&
         y <= rect.y + rect.height;
}

static gboolean
passes_by(PlotRect rect, PlotPoint a, PlotPoint b)
{
  return MAX(a.x, b.x) < rect.x || MIN(a.x, b.x) > rect.x + rect.width ||
         MAX(a.y, b.y) < rect.y || MIN(a.y, b.y) > rect.y + rect.height;
}

static double
segment_inside(PlotRect rect, PlotPoint a, PlotPoint b)
{
  if (passes_by(rect, a, b))
    return 0.0;
  double length = hypot(b.x - a.x, b.y - a.y), inside = 0.0;
  int n = (int)CLAMP(ceil(length / SAMPLE_PX), 1.0, 500.0);

  for (int i = 0; i < n; i++) {
    double f = (i + 0.5) / n;
    inside += rect_has(rect, a.x + f * (b.x - a.x), a.y + f * (b.y - a.y));
  }
  return inside * length / n;
}

static double
curve_inside(const PlotCurve *curve, PlotRect rect)
{
  gboolean dots = plot_is_discrete(curve->series);
  double inside = 0.0;

  for (guint i = 0; i < curve->points->len; i++) {
    PlotPoint *p = &g_array_index(curve->points, PlotPoint, i);
    if (isnan(p->x))
      continue;
    inside += rect_has(rect, p->x, p->y) * (dots ? 4.0 * SAMPLE_PX : 0.1);
    if (!dots && i > 0 && !isnan(p[-1].x))
      inside += segment_inside(rect, p[-1], *p);
  }
  return inside;
}

/* Height of the bars under rect. */
static double
bars_inside(const PlotCanvas *canvas, const PlotCurve *curve, PlotRect rect)
{
  double half = plot_bars_half(canvas), inside = 0.0;

  for (guint i = 0; i < curve->points->len; i++) {
    PlotPoint p = g_array_index(curve->points, PlotPoint, i);
    if (p.x + half > rect.x && p.x - half < rect.x + rect.width)
      inside += CLAMP(rect.y + rect.height - p.y, 0.0, rect.height);
  }
  return inside;
}

double
plot_canvas_ink_inside(const PlotCanvas *canvas, PlotRect rect)
{
  double inside = 0.0;

  for (guint i = 0; i < canvas->curves->len; i++) {
    const PlotCurve *curve = g_ptr_array_index(canvas->curves, i);
    gboolean bars = curve->series->style == SERIES_BARS && !curve->series->ghost;
    inside += bars ? bars_inside(canvas, curve, rect) : curve_inside(curve, rect);
  }
  return inside;
}
