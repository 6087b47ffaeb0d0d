// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-pointer.h"

#include <math.h>

#include "model/format-number.h"
#include "plot/plot-bars.h"
#include "plot/plot-curves.h"
#include "plot/plot-layout.h"
#include "plot/plot-legend.h"

#define REACH_PX 8.0 /* how far outside the axes the pointer still counts */
#define PAD_PX   6.0
#define AWAY_PX  12.0
#define SAME_PX  7.0 /* points of two curves so near are read together */

#define SWATCH_PX 9.0
#define NAME_GAP  10.0

/* A point of a series. */
typedef struct {
  const Series *series;
  guint index;
  double x, y; /* px */
} Hit;

/* What the read-out says: x, then a row for every curve that has a point there. */
typedef struct {
  char *head;                 /* owned */
  GPtrArray *names, *numbers; /* char*, owned */
  double name_width, width, height, line;
} Readout;

static Hit
hit_at(const PlotCanvas *canvas, const Series *series, guint index)
{
  double shift = plot_bars_shift(canvas->chart, series);

  return (Hit){series, index, plot_axis_px(&canvas->x, series->x[index] + shift),
               plot_axis_px(&canvas->y, series->y[index])};
}

static void
consider(const PlotCanvas *canvas, const Series *series, Hit *best, double *best_distance)
{
  for (guint i = 0; i < series->n; i++) {
    Hit hit = hit_at(canvas, series, i);
    double distance =
        hypot(hit.x - canvas->style->pointer_x, hit.y - canvas->style->pointer_y);
    if (isnan(distance) || distance >= *best_distance)
      continue;
    *best_distance = distance;
    *best = hit;
  }
}

/* Ghosts answer only when nothing else is there. */
static Hit
find_nearest(const PlotCanvas *canvas)
{
  double distance = INFINITY;
  Hit best = {0};

  for (int ghosts = 0; ghosts < 2 && !best.series; ghosts++)
    for (guint i = 0; i < canvas->chart->series->len; i++) {
      const Series *series = g_ptr_array_index(canvas->chart->series, i);
      if (series->ghost == ghosts && !plot_layout_is_reference(series))
        consider(canvas, series, &best, &distance);
    }
  return best;
}

/* The point of series that stands over the same x as nearest, or beside it by less than
 * a person can point. */
static gboolean
find_over(const PlotCanvas *canvas, const Series *series, const Hit *nearest, Hit *hit)
{
  double x = nearest->series->x[nearest->index], px = plot_axis_px(&canvas->x, x);
  double best = SAME_PX;

  if (plot_layout_is_reference(series)) {
    *hit = (Hit){series, 0, px, plot_axis_px(&canvas->y, series->y[0])};
    return TRUE;
  }
  hit->series = NULL;
  for (guint i = 0; i < series->n; i++) {
    double distance = fabs(plot_axis_px(&canvas->x, series->x[i]) - px);
    if (!(distance < best) || !isfinite(plot_axis_placed(&canvas->y, series->y[i])))
      continue;
    best = distance;
    *hit = hit_at(canvas, series, i);
  }
  return hit->series != NULL;
}

/* Of every named curve where it is over nearest, in the order of the legend, as many as
 * there is height for; nearest is always among them. Owner: caller. */
static GArray *
list_hits(const PlotCanvas *canvas, const Hit *nearest)
{
  GArray *hits = g_array_new(FALSE, FALSE, sizeof(Hit));
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  guint most = (guint)MAX(1.0, floor((canvas->height - PAD_PX) / line) - 1.0);

  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    Hit hit = *nearest;
    if (series != nearest->series &&
        (!plot_legend_is_named(series) || hits->len >= most ||
         !find_over(canvas, series, nearest, &hit)))
      continue;
    if (hits->len >= most)
      g_array_set_size(hits, most - 1);
    g_array_append_val(hits, hit);
  }
  return hits;
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
y_text(const PlotCanvas *canvas, const Hit *hit)
{
  const Series *series = hit->series;
  double error = series->error ? series->error[hit->index] : NAN;
  g_autofree char *number = error > 0.0
                                ? number_format_error(series->y[hit->index], error)
                                : number_format_short(series->y[hit->index], 4);

  return with_unit("", number, canvas->chart->y.unit);
}

static char *
x_text(const PlotCanvas *canvas, const Hit *hit)
{
  const Axis *axis = &canvas->chart->x;
  double x = hit->series->x[hit->index];
  g_autofree char *number = plot_layout_counts_along_x(canvas)
                                ? number_format_short(x, 5)
                                : number_format_digits(x, 3);
  g_autofree char *before =
      axis->title && *axis->title ? g_strdup_printf("%s = ", axis->title) : g_strdup("");

  return with_unit(before, number, axis->unit);
}

static char *
name_text(const Hit *hit)
{
  return hit->series->ghost ? plot_legend_ghost_text(hit->series)
                            : g_strdup(hit->series->name);
}

static void
measure_row(const PlotCanvas *canvas, Readout *readout, const Hit *hit, double *widest)
{
  char *name = name_text(hit), *number = y_text(canvas, hit);
  double width = plot_canvas_text_width(canvas, name, PLOT_SIZE_TICK);

  g_ptr_array_add(readout->names, name);
  g_ptr_array_add(readout->numbers, number);
  readout->name_width = MAX(readout->name_width, width);
  width = plot_canvas_text_width(canvas, number, PLOT_SIZE_TICK);
  *widest = MAX(*widest, width);
}

static void
readout_init(Readout *readout, const PlotCanvas *canvas, const Hit *nearest,
             const GArray *hits)
{
  double widest = 0.0;

  *readout = (Readout){.head = x_text(canvas, nearest),
                       .names = g_ptr_array_new_with_free_func(g_free),
                       .numbers = g_ptr_array_new_with_free_func(g_free),
                       .line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK)};
  for (guint i = 0; i < hits->len; i++)
    measure_row(canvas, readout, &g_array_index(hits, Hit, i), &widest);
  readout->name_width += readout->name_width > 0.0 ? NAME_GAP : 0.0;
  double head = plot_canvas_text_width(canvas, readout->head, PLOT_SIZE_TICK);
  double rows = SWATCH_PX + 4.0 + readout->name_width + widest;
  readout->width = ceil(MAX(head, rows)) + 2.0 * PAD_PX;
  readout->height = (hits->len + 1) * readout->line + PAD_PX;
}

static void
readout_clear(Readout *readout)
{
  g_free(readout->head);
  g_ptr_array_unref(readout->names);
  g_ptr_array_unref(readout->numbers);
}

/* Beside the point, on the side with more room, inside the drawing. */
static PlotRect
place_readout(const PlotCanvas *canvas, const Hit *nearest, const Readout *readout)
{
  double width = readout->width, height = readout->height;
  gboolean left = nearest->x > canvas->area.x + 0.5 * canvas->area.width;
  PlotRect box = {left ? nearest->x - AWAY_PX - width : nearest->x + AWAY_PX,
                  nearest->y - 0.5 * height, width, height};

  box.x = CLAMP(box.x, 1.0, MAX(1.0, canvas->width - width - 1.0));
  box.y = CLAMP(box.y, 1.0, MAX(1.0, canvas->height - height - 1.0));
  return box;
}

static void
draw_box(PlotCanvas *canvas, PlotRect box)
{
  plot_canvas_round_rect(canvas, box, 6.0);
  plot_canvas_set_paper(canvas, 0.94);
  cairo_fill_preserve(canvas->cr);
  plot_canvas_set_ink(canvas, PLOT_INK_GRID);
  cairo_set_line_width(canvas->cr, 1.0);
  cairo_stroke(canvas->cr);
}

static void
draw_row(PlotCanvas *canvas, const Readout *readout, const Hit *hit, guint row,
         PlotRect box)
{
  double y = box.y + 0.5 * PAD_PX + (row + 1.5) * readout->line;
  double x = box.x + PAD_PX, rgb[3];

  plot_curves_ink(canvas, hit->series, rgb);
  cairo_set_source_rgb(canvas->cr, rgb[0], rgb[1], rgb[2]);
  plot_canvas_dot(canvas, x + 0.5 * SWATCH_PX, y, 0.3 * SWATCH_PX);
  cairo_fill(canvas->cr);
  x += SWATCH_PX + 4.0;
  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  plot_canvas_text(canvas, readout->names->pdata[row], PLOT_SIZE_TICK, x, y, PLOT_LEFT);
  plot_canvas_set_ink(canvas, PLOT_INK_TEXT);
  plot_canvas_text(canvas, readout->numbers->pdata[row], PLOT_SIZE_TICK,
                   x + readout->name_width, y, PLOT_LEFT);
}

static void
draw_readout(PlotCanvas *canvas, const Hit *nearest, const GArray *hits)
{
  Readout readout;

  readout_init(&readout, canvas, nearest, hits);
  PlotRect box = place_readout(canvas, nearest, &readout);
  draw_box(canvas, box);
  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  plot_canvas_text(canvas, readout.head, PLOT_SIZE_TICK, box.x + PAD_PX,
                   box.y + 0.5 * PAD_PX + 0.5 * readout.line, PLOT_LEFT);
  for (guint i = 0; i < hits->len; i++)
    draw_row(canvas, &readout, &g_array_index(hits, Hit, i), i, box);
  readout_clear(&readout);
}

void
plot_pointer_draw(PlotCanvas *canvas)
{
  PlotRect area = canvas->area;

  if (!pointer_is_inside(canvas))
    return;
  Hit nearest = find_nearest(canvas);
  if (!nearest.series)
    return;
  g_autoptr(GArray) hits = list_hits(canvas, &nearest);
  plot_canvas_set_ink(canvas, PLOT_INK_HAIR);
  plot_canvas_vline(canvas, nearest.x, area.y, area.y + area.height);
  plot_canvas_hline(canvas, area.x, area.x + area.width, nearest.y);
  for (guint i = 0; i < hits->len; i++) {
    const Hit *hit = &g_array_index(hits, Hit, i);
    double rgb[3];
    plot_curves_ink(canvas, hit->series, rgb);
    if (!plot_layout_is_reference(hit->series))
      plot_curves_dot(canvas, rgb, hit->x, hit->y, hit->series->dashed, 1.0);
  }
  draw_readout(canvas, &nearest, hits);
}

char *
plot_pointer_text(const PlotCanvas *canvas)
{
  GString *text = g_string_new(NULL);

  if (!pointer_is_inside(canvas))
    return g_string_free(text, FALSE);
  Hit nearest = find_nearest(canvas);
  if (!nearest.series)
    return g_string_free(text, FALSE);
  g_autoptr(GArray) hits = list_hits(canvas, &nearest);
  g_autofree char *head = x_text(canvas, &nearest);
  g_string_append(text, head);
  for (guint i = 0; i < hits->len; i++) {
    g_autofree char *name = name_text(&g_array_index(hits, Hit, i));
    g_autofree char *number = y_text(canvas, &g_array_index(hits, Hit, i));
    g_string_append_printf(text, "\n%s\t%s", name, number);
  }
  return g_string_free(text, FALSE);
}
