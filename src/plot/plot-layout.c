// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-layout.h"

#include <math.h>

#include "plot/plot-bars.h"
#include "plot/plot-curves.h"
#include "plot/plot-frame.h"
#include "plot/plot-labels.h"

#define BAND_ABOVE 0.3 /* of the highest value: how far a band may widen the range */
#define LOG_RANGE  5.0 /* least ratio of values that a log axis is good for */
#define MOST_WHOLE 24  /* numbers along an axis that counts */

static gboolean
is_placed(const PlotCanvas *canvas, const Series *series, guint i)
{
  return !isnan(plot_axis_placed(&canvas->x, series->x[i])) &&
         !isnan(plot_axis_placed(&canvas->y, series->y[i]));
}

static void
include_errors(PlotCanvas *canvas, const Series *series, guint i, double most)
{
  double error = series->error[i], y = series->y[i];
  gboolean line = !plot_is_discrete(series);

  if (!isfinite(error))
    return;
  plot_axis_include(&canvas->y, line ? MIN(y + error, most) : y + error);
  if (series->style == SERIES_POINTS)
    plot_axis_include(&canvas->y, y - error);
}

static double
highest(const Series *series)
{
  double most = -INFINITY;

  for (guint i = 0; i < series->n; i++)
    if (isfinite(series->y[i]))
      most = MAX(most, series->y[i]);
  return most;
}

static void
include_series(PlotCanvas *canvas, const Series *series)
{
  double most = highest(series);
  gboolean reference = plot_layout_is_reference(series);

  most += BAND_ABOVE * fabs(most);
  for (guint i = 0; i < series->n; i++) {
    if (!is_placed(canvas, series, i))
      continue;
    if (!reference)
      plot_axis_include(&canvas->x, series->x[i]);
    if (series->style == SERIES_BARS) {
      plot_axis_include(&canvas->x, series->x[i] - 0.5);
      plot_axis_include(&canvas->x, series->x[i] + 0.5);
    }
    plot_axis_include(&canvas->y, series->y[i]);
    if (series->error)
      include_errors(canvas, series, i, most);
  }
}

/* Nothing but values to compare with is there. */
static void
include_reference(PlotCanvas *canvas, const Series *series)
{
  for (guint i = 0; i < series->n; i++)
    plot_axis_include(&canvas->x, series->x[i]);
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

/* How many values of an axis there are, how many of them are positive, and which. */
typedef struct {
  guint n, n_positive;
  double least, most;
} Spread;

static void
add_to_spread(Spread *spread, const Series *series, gboolean y_axis)
{
  const double *values = y_axis ? series->y : series->x;

  for (guint i = 0; i < series->n; i++) {
    spread->n += isfinite(values[i]);
    if (!isfinite(values[i]) || values[i] <= 0.0)
      continue;
    spread->n_positive++;
    spread->least = MIN(spread->least, values[i]);
    spread->most = MAX(spread->most, values[i]);
  }
}

gboolean
plot_can_be_log(const Chart *chart, gboolean y_axis)
{
  Spread spread = {.least = INFINITY};

  g_return_val_if_fail(chart != NULL, FALSE);
  if ((y_axis ? &chart->y : &chart->x)->scale == AXIS_LOG)
    return TRUE;
  if (plot_bars_are_in(chart))
    return FALSE;
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    if (!series->ghost && !plot_layout_is_reference(series))
      add_to_spread(&spread, series, y_axis);
  }
  return 2 * spread.n_positive > spread.n && spread.most >= LOG_RANGE * spread.least;
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
  for (guint i = 0; plot_axis_is_empty(&canvas->x) && i < canvas->chart->series->len; i++)
    include_reference(canvas, g_ptr_array_index(canvas->chart->series, i));
  plot_axis_pad(&canvas->x, points ? 0.05 : 0.0, points ? 0.05 : 0.0);
  plot_axis_pad(&canvas->y, points ? 0.10 : 0.05, points ? 0.10 : 0.05);
  plot_axis_round_ends(&canvas->y);
}

void
plot_layout_init(PlotCanvas *canvas, cairo_t *cr, const Chart *chart,
                 const PlotStyle *style, double width, double height)
{
  cairo_surface_type_t type = cairo_surface_get_type(cairo_get_target(cr));

  *canvas = (PlotCanvas){
      .cr = cr,
      .chart = chart,
      .style = style,
      .width = width,
      .height = height,
      .vector = type == CAIRO_SURFACE_TYPE_SVG || type == CAIRO_SURFACE_TYPE_PDF ||
                type == CAIRO_SURFACE_TYPE_PS,
      .curves = g_ptr_array_new_with_free_func((GDestroyNotify)plot_curve_free),
      .taken = g_array_new(FALSE, FALSE, sizeof(PlotRect)),
  };
  find_ranges(canvas);
  if (plot_layout_is_empty(canvas))
    return;
  plot_frame_layout_rows(canvas);
  canvas->names_room = plot_labels_room(canvas);
  plot_frame_layout_columns(canvas, canvas->names_room);
  plot_curves_place(canvas);
}

void
plot_layout_clear(PlotCanvas *canvas)
{
  plot_axis_clear(&canvas->x);
  plot_axis_clear(&canvas->y);
  g_clear_pointer(&canvas->curves, g_ptr_array_unref);
  g_clear_pointer(&canvas->taken, g_array_unref);
}

gboolean
plot_layout_is_empty(const PlotCanvas *canvas)
{
  return plot_axis_is_empty(&canvas->x) || plot_axis_is_empty(&canvas->y);
}

static gboolean
is_whole(double x)
{
  return !isfinite(x) || x == round(x);
}

gboolean
plot_layout_counts_along_x(const PlotCanvas *canvas)
{
  double lo = INFINITY, hi = -INFINITY;

  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    for (guint k = 0; plot_is_discrete(series) && k < series->n; k++) {
      if (!is_whole(series->x[k]))
        return FALSE;
      lo = MIN(lo, series->x[k]);
      hi = MAX(hi, series->x[k]);
    }
  }
  return plot_bars_are_in(canvas->chart) || (hi - lo >= 2.0 && hi - lo <= MOST_WHOLE);
}

gboolean
plot_layout_is_reference(const Series *series)
{
  return series->dashed && series->style == SERIES_LINE && series->n == 2 &&
         series->y[0] == series->y[1];
}
