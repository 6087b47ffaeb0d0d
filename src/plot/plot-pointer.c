// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-pointer.h"

#include <math.h>

#include "model/format-number.h"
#include "plot/plot-bars.h"
#include "plot/plot-curves.h"

#define REACH_PX 8.0 /* how far outside the axes the pointer still counts */
#define PAD_PX   6.0
#define AWAY_PX  12.0

typedef struct {
  const Series *series;
  guint index;
  double x, y; /* px */
} Nearest;

static void
consider(const PlotCanvas *canvas, const Series *series, Nearest *best,
         double *best_distance)
{
  double shift = plot_bars_shift(canvas->chart, series);

  for (guint i = 0; i < series->n; i++) {
    double x = plot_axis_px(&canvas->x, series->x[i] + shift);
    double y = plot_axis_px(&canvas->y, series->y[i]);
    double distance = hypot(x - canvas->style->pointer_x, y - canvas->style->pointer_y);
    if (isnan(distance) || distance >= *best_distance)
      continue;
    *best_distance = distance;
    *best = (Nearest){series, i, x, y};
  }
}

/* Ghosts answer only when nothing else is there. */
static Nearest
find_nearest(const PlotCanvas *canvas)
{
  double distance = INFINITY;
  Nearest best = {0};

  for (int ghosts = 0; ghosts < 2 && !best.series; ghosts++)
    for (guint i = 0; i < canvas->chart->series->len; i++) {
      const Series *series = g_ptr_array_index(canvas->chart->series, i);
      if (series->ghost == ghosts)
        consider(canvas, series, &best, &distance);
    }
  return best;
}

static gboolean
pointer_is_inside(const PlotCanvas *canvas)
{
  PlotRect area = canvas->area;
  double x = canvas->style->pointer_x, y = canvas->style->pointer_y;

  return x >= area.x - REACH_PX && x <= area.x + area.width + REACH_PX &&
         y >= area.y - REACH_PX && y <= area.y + area.height + REACH_PX;
}

static char *
with_unit(const char *before, const char *number, const char *unit)
{
  gboolean has_unit = unit && *unit;

  return g_strdup_printf("%s%s%s%s", before, number, has_unit ? " " : "",
                         has_unit ? unit : "");
}

static char *
y_text(const PlotCanvas *canvas, const Nearest *nearest)
{
  const Series *series = nearest->series;
  double error = series->error ? series->error[nearest->index] : NAN;
  g_autofree char *number = number_format_error(series->y[nearest->index], error);
  g_autofree char *before = series->name && *series->name
                                ? g_strdup_printf("%s  ", series->name)
                                : g_strdup("");

  return with_unit(before, number, canvas->chart->y.unit);
}

static char *
x_text(const PlotCanvas *canvas, const Nearest *nearest)
{
  const Axis *axis = &canvas->chart->x;
  g_autofree char *number = number_format_digits(nearest->series->x[nearest->index], 3);
  g_autofree char *before =
      axis->title && *axis->title ? g_strdup_printf("%s = ", axis->title) : g_strdup("");

  return with_unit(before, number, axis->unit);
}

/* Beside the point, on the side with more room, inside the drawing. */
static PlotRect
place_readout(const PlotCanvas *canvas, const Nearest *nearest, double width,
              double height)
{
  gboolean left = nearest->x > canvas->area.x + 0.5 * canvas->area.width;
  PlotRect box = {left ? nearest->x - AWAY_PX - width : nearest->x + AWAY_PX,
                  nearest->y - height - AWAY_PX, width, height};

  if (box.y < 1.0)
    box.y = nearest->y + AWAY_PX;
  box.x = CLAMP(box.x, 1.0, MAX(1.0, canvas->width - width - 1.0));
  box.y = CLAMP(box.y, 1.0, MAX(1.0, canvas->height - height - 1.0));
  return box;
}

static void
draw_readout(PlotCanvas *canvas, const Nearest *nearest)
{
  g_autofree char *top = y_text(canvas, nearest), *bottom = x_text(canvas, nearest);
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  double width = MAX(plot_canvas_text_width(canvas, top, PLOT_SIZE_TICK),
                     plot_canvas_text_width(canvas, bottom, PLOT_SIZE_TICK));
  PlotRect box =
      place_readout(canvas, nearest, ceil(width) + 2.0 * PAD_PX, 2.0 * line + PAD_PX);

  plot_canvas_round_rect(canvas, box, 6.0);
  plot_canvas_set_paper(canvas, 0.94);
  cairo_fill_preserve(canvas->cr);
  plot_canvas_set_ink(canvas, PLOT_INK_GRID);
  cairo_set_line_width(canvas->cr, 1.0);
  cairo_stroke(canvas->cr);
  double y = box.y + 0.5 * PAD_PX + 0.5 * line;
  plot_canvas_set_ink(canvas, PLOT_INK_TEXT);
  plot_canvas_text(canvas, top, PLOT_SIZE_TICK, box.x + PAD_PX, y, PLOT_LEFT);
  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  plot_canvas_text(canvas, bottom, PLOT_SIZE_TICK, box.x + PAD_PX, y + line, PLOT_LEFT);
}

void
plot_pointer_draw(PlotCanvas *canvas)
{
  PlotRect area = canvas->area;
  double rgb[3];

  if (!pointer_is_inside(canvas))
    return;
  Nearest nearest = find_nearest(canvas);
  if (!nearest.series)
    return;
  plot_canvas_set_ink(canvas, PLOT_INK_AXIS);
  plot_canvas_vline(canvas, nearest.x, area.y, area.y + area.height);
  plot_canvas_hline(canvas, area.x, area.x + area.width, nearest.y);
  plot_curves_ink(canvas, nearest.series, rgb);
  plot_curves_dot(canvas, rgb, nearest.x, nearest.y, FALSE, 1.0);
  draw_readout(canvas, &nearest);
}
