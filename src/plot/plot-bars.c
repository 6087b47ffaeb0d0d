// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-bars.h"

#include <math.h>

#define SLOT  0.78 /* of the distance of two numbers */
#define INNER 0.88 /* of a bar's share of the slot */

/* Number of series with bars, and how many stand before this one. */
static guint
count_bars(const Chart *chart, const Series *series, guint *before)
{
  guint n = 0;

  *before = 0;
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *other = g_ptr_array_index(chart->series, i);
    if (other->style != SERIES_BARS || other->ghost)
      continue;
    if (other == series)
      *before = n;
    n++;
  }
  return n;
}

gboolean
plot_bars_are_in(const Chart *chart)
{
  guint before;

  return count_bars(chart, NULL, &before) > 0;
}

double
plot_bars_shift(const Chart *chart, const Series *series)
{
  guint before, n = count_bars(chart, series, &before);

  if (series->style != SERIES_BARS || series->ghost)
    return 0.0;
  return ((before + 0.5) / n - 0.5) * SLOT;
}

double
plot_bars_half(const PlotCanvas *canvas)
{
  guint before, n = MAX(count_bars(canvas->chart, NULL, &before), 1);
  double unit = fabs(plot_axis_px(&canvas->x, 1.0) - plot_axis_px(&canvas->x, 0.0));

  return MAX(0.5 * INNER * SLOT * unit / n, 0.5);
}

void
plot_bars_draw(PlotCanvas *canvas, const PlotCurve *curve, double alpha)
{
  double half = plot_bars_half(canvas);
  double foot = plot_axis_px(&canvas->y, 0.0);

  for (guint i = 0; i < curve->points->len; i++) {
    PlotPoint p = g_array_index(curve->points, PlotPoint, i);
    if (isnan(p.x) || isnan(p.y))
      continue;
    cairo_rectangle(canvas->cr, p.x - half, MIN(p.y, foot), 2.0 * half, fabs(foot - p.y));
  }
  plot_canvas_set_paper(canvas, 1.0); /* no grid shines through */
  cairo_fill_preserve(canvas->cr);
  cairo_set_source_rgba(canvas->cr, curve->rgb[0], curve->rgb[1], curve->rgb[2],
                        0.8 * alpha);
  cairo_fill(canvas->cr);
}
