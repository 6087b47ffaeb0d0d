// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <glib/gi18n.h>
#include <math.h>

#include "plot/plot-canvas.h"
#include "plot/plot-curves.h"
#include "plot/plot-frame.h"
#include "plot/plot-labels.h"
#include "plot/plot-pointer.h"

void
plot_style_init(PlotStyle *style)
{
  *style = (PlotStyle){
      .titles = TRUE,
      .legend = TRUE,
      .font_size = 12.0,
      .scale = 2.0,
      .pointer_x = NAN,
      .pointer_y = NAN,
  };
}

static void
include_series(PlotCanvas *canvas, const Series *series)
{
  for (guint i = 0; i < series->n; i++) {
    double error = series->error ? series->error[i] : 0.0;
    if (isnan(plot_axis_placed(&canvas->x, series->x[i])) ||
        isnan(plot_axis_placed(&canvas->y, series->y[i])))
      continue;
    plot_axis_include(&canvas->x, series->x[i]);
    if (series->style == SERIES_BARS) {
      plot_axis_include(&canvas->x, series->x[i] - 0.5);
      plot_axis_include(&canvas->x, series->x[i] + 0.5);
    }
    plot_axis_include(&canvas->y, series->y[i]);
    if (!isfinite(error) || !plot_is_discrete(series))
      continue;
    plot_axis_include(&canvas->y, series->y[i] + error);
    if (series->style != SERIES_BARS)
      plot_axis_include(&canvas->y, series->y[i] - error);
  }
}

static gboolean
is_filled(const Series *series)
{
  gboolean filled = series->style == SERIES_FILL || series->style == SERIES_BARS;

  return filled && !series->ghost && series->n > 0;
}

static AxisScale
choose_scale(const Axis *axis, PlotScale wanted)
{
  if (wanted == PLOT_SCALE_OWN)
    return axis->scale;
  return wanted == PLOT_SCALE_LOG ? AXIS_LOG : AXIS_LINEAR;
}

static void
find_ranges(PlotCanvas *canvas)
{
  gboolean points = FALSE;

  plot_axis_init(&canvas->x, choose_scale(&canvas->chart->x, canvas->style->x_scale));
  plot_axis_init(&canvas->y, choose_scale(&canvas->chart->y, canvas->style->y_scale));
  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    include_series(canvas, series);
    points |= series->style == SERIES_POINTS && series->n > 0;
    if (is_filled(series) && canvas->y.scale == AXIS_LINEAR)
      plot_axis_include(&canvas->y, 0.0);
  }
  plot_axis_pad(&canvas->x, points ? 0.05 : 0.0, points ? 0.05 : 0.0);
  plot_axis_pad(&canvas->y, points ? 0.10 : 0.05, points ? 0.10 : 0.05);
}

static void
draw_empty(PlotCanvas *canvas)
{
  const char *verdict = canvas->chart->verdict;
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TITLE);
  double top = canvas->style->titles ? 3.0 * line : 0.0;
  g_autoptr(PangoLayout) layout =
      plot_canvas_layout(canvas, verdict && *verdict ? verdict : _("No data yet"),
                         PLOT_SIZE_TITLE, PANGO_WEIGHT_NORMAL);
  int height;

  pango_layout_set_width(layout, (int)(0.8 * canvas->width * PANGO_SCALE));
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_alignment(layout, PANGO_ALIGN_CENTER);
  pango_layout_get_size(layout, NULL, &height);
  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  plot_canvas_show(canvas, layout, 0.1 * canvas->width,
                   top + 0.5 * (canvas->height - top - height / (double)PANGO_SCALE));
}

static void
draw_data(PlotCanvas *canvas)
{
  plot_frame_layout_rows(canvas);
  double room = plot_labels_room(canvas);
  plot_frame_layout_columns(canvas, room);
  plot_curves_place(canvas);
  plot_frame_draw_grid(canvas);
  plot_frame_draw_axes(canvas);
  plot_curves_draw(canvas);
  plot_labels_draw_marks(canvas);
  plot_labels_draw_names(canvas, room);
  plot_pointer_draw(canvas);
}

static gboolean
is_vector(cairo_t *cr)
{
  cairo_surface_type_t type = cairo_surface_get_type(cairo_get_target(cr));

  return type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF ||
         type == CAIRO_SURFACE_TYPE_PS;
}

void
plot_draw(cairo_t *cr, const Chart *chart, const PlotStyle *style, double width,
          double height)
{
  g_return_if_fail(cr && chart && style);

  PlotCanvas canvas = {
      .cr = cr,
      .chart = chart,
      .style = style,
      .width = width,
      .height = height,
      .vector = is_vector(cr),
      .curves = g_ptr_array_new_with_free_func((GDestroyNotify)plot_curve_free),
      .taken = g_array_new(FALSE, FALSE, sizeof(PlotRect)),
  };

  if (width < 1.0 || height < 1.0)
    return;
  cairo_save(cr);
  find_ranges(&canvas);
  if (plot_axis_is_empty(&canvas.x) || plot_axis_is_empty(&canvas.y))
    draw_empty(&canvas);
  else
    draw_data(&canvas);
  plot_frame_draw_head(&canvas);
  cairo_restore(cr);
  plot_axis_clear(&canvas.x);
  plot_axis_clear(&canvas.y);
  g_ptr_array_unref(canvas.curves);
  g_array_unref(canvas.taken);
}
