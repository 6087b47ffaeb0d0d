// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-labels.h"

#include <math.h>

#include "plot/plot-curves.h"
#include "plot/plot-legend.h"

#define NAME_GAP    6.0
#define MAX_SHIFT   1.1  /* of a name from the end of its curve, line heights */
#define MIN_APART   0.2  /* of the ends of two curves, line heights */
#define NEIGHBOUR   0.02 /* how far beside a mark the curve is compared, of its x */
#define MARK_DOT_PX 2.25

typedef struct {
  const Series *series;
  const char *text;
  double want, y; /* px */
} EndName;

static guint
count_named(const PlotCanvas *canvas)
{
  guint n = 0;

  for (guint i = 0; i < canvas->chart->series->len; i++)
    n += plot_legend_is_named(g_ptr_array_index(canvas->chart->series, i));
  return n;
}

static gboolean
last_point(const PlotCanvas *canvas, const Series *series, double *x, double *y)
{
  for (guint i = series->n; i > 0; i--) {
    *x = plot_axis_placed(&canvas->x, series->x[i - 1]);
    *y = plot_axis_px(&canvas->y, series->y[i - 1]);
    if (isfinite(*x) && isfinite(*y))
      return TRUE;
  }
  return FALSE;
}

/* Whether the series reaches the right side, where its name would stand. */
static gboolean
end_of(const PlotCanvas *canvas, const Series *series, double *y)
{
  const PlotAxis *axis = &canvas->x;
  double x;

  return last_point(canvas, series, &x, y) &&
         x >= axis->lo + 0.85 * (axis->hi - axis->lo);
}

static int
compare_want(gconstpointer a, gconstpointer b)
{
  double d = ((const EndName *)a)->want - ((const EndName *)b)->want;

  return d < 0.0 ? -1 : d > 0.0;
}

/* Pushes names apart until none overlap, each as little as possible. */
static void
spread(GArray *names, double height)
{
  for (int round = 0; round < 60; round++) {
    for (guint i = 1; i < names->len; i++) {
      EndName *a = &g_array_index(names, EndName, i - 1), *b = a + 1;
      double overlap = height - (b->y - a->y);
      if (overlap <= 0.0)
        continue;
      a->y -= 0.5 * overlap;
      b->y += 0.5 * overlap;
    }
  }
}

/* Whether one sees which curve the name belongs to. */
static gboolean
is_clear(const PlotCanvas *canvas, const GArray *names, guint i, double line)
{
  const EndName *name = &g_array_index(names, EndName, i);
  double bottom = canvas->area.y + canvas->area.height;

  return fabs(name->y - name->want) <= MAX_SHIFT * line && name->y <= bottom &&
         (i == 0 || name->want - name[-1].want >= MIN_APART * line);
}

/* Names in order of height, or NULL when they cannot stand at the ends. */
static GArray *
end_names(const PlotCanvas *canvas)
{
  g_autoptr(GArray) names = g_array_new(FALSE, FALSE, sizeof(EndName));
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);

  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    EndName name = {series, series->name, 0.0, 0.0};
    if (!plot_legend_is_named(series) || series->dashed)
      continue;
    if (plot_is_discrete(series) || !end_of(canvas, series, &name.want))
      return NULL;
    name.y = name.want;
    g_array_append_val(names, name);
  }
  g_array_sort(names, compare_want);
  spread(names, line);
  for (guint i = 0; i < names->len; i++)
    if (!is_clear(canvas, names, i, line))
      return NULL;
  return names->len > 1 ? g_steal_pointer(&names) : NULL;
}

double
plot_labels_room(PlotCanvas *canvas)
{
  double widest = 0.0;

  if (canvas->style->legend || count_named(canvas) < 2)
    return 0.0;
  g_autoptr(GArray) names = end_names(canvas);
  for (guint i = 0; names && i < names->len; i++) {
    const char *text = g_array_index(names, EndName, i).text;
    widest = MAX(widest, plot_canvas_text_width(canvas, text, PLOT_SIZE_TICK));
  }
  return widest > 0.0 && widest < 0.25 * canvas->width ? ceil(widest) + NAME_GAP + 1
                                                       : 0.0;
}

gboolean
plot_labels_is_valley(const Series *series, const SeriesMark *mark)
{
  double before = NAN, after = NAN;

  for (guint i = 0; i < series->n; i++) {
    double dx = series->x[i] - mark->x;
    if (!isfinite(series->y[i]) || fabs(dx) <= NEIGHBOUR * fabs(mark->x))
      continue;
    if (dx < 0.0)
      before = series->y[i];
    else if (isnan(after))
      after = series->y[i];
  }
  return before > mark->y && after > mark->y;
}

static void
set_series_ink(PlotCanvas *canvas, const Series *series)
{
  double rgb[3];

  plot_curves_ink(canvas, series, rgb);
  cairo_set_source_rgb(canvas->cr, rgb[0], rgb[1], rgb[2]);
}

/* Highest and lowest px of a curve from x on to the right. */
static void
extent_from(const PlotCurve *curve, double x, double *top, double *bottom)
{
  *top = INFINITY;
  *bottom = -INFINITY;
  for (guint i = 0; i < curve->points->len; i++) {
    PlotPoint p = g_array_index(curve->points, PlotPoint, i);
    if (!(p.x >= x) || isnan(p.y))
      continue;
    *top = MIN(*top, p.y);
    *bottom = MAX(*bottom, p.y);
  }
}

/* The ghosts are explained once, where there is room. */
static void
draw_ghost_name(PlotCanvas *canvas)
{
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  double right = canvas->area.x + canvas->area.width, top, bottom;

  for (guint i = 0; i < canvas->curves->len; i++) {
    const PlotCurve *curve = g_ptr_array_index(canvas->curves, i);
    if (!curve->series->ghost || curve->series->dashed)
      continue;
    g_autofree char *text = plot_legend_ghost_text(curve->series);
    double width = plot_canvas_text_width(canvas, text, PLOT_SIZE_TICK);
    extent_from(curve, right - width - 8.0, &top, &bottom);
    PlotRect above = {right - width, top - line - 1.0, width, line};
    PlotRect below = {right - width, bottom + 1.0, width, line};
    PlotRect rect = plot_canvas_ink_inside(canvas, above) <= 2.0 ? above : below;
    if (!isfinite(top) || plot_canvas_ink_inside(canvas, rect) > 2.0 ||
        rect.y < canvas->area.y || rect.y + line > canvas->area.y + canvas->area.height)
      continue;
    plot_canvas_set_ink(canvas, PLOT_INK_DIM);
    plot_canvas_text(canvas, text, PLOT_SIZE_TICK, right, rect.y + 0.5 * line,
                     PLOT_RIGHT);
    return;
  }
}

static void
draw_end_names(PlotCanvas *canvas)
{
  g_autoptr(GArray) names = end_names(canvas);

  for (guint i = 0; names && i < names->len; i++) {
    EndName *name = &g_array_index(names, EndName, i);
    set_series_ink(canvas, name->series);
    plot_canvas_text(canvas, name->text, PLOT_SIZE_TICK,
                     canvas->area.x + canvas->area.width + NAME_GAP, name->y, PLOT_LEFT);
  }
  draw_ghost_name(canvas);
}

void
plot_labels_draw_names(PlotCanvas *canvas)
{
  if (canvas->names_room > 0.0)
    draw_end_names(canvas);
  else
    plot_legend_draw(canvas);
}

static gboolean
fits(const PlotCanvas *canvas, PlotRect rect)
{
  return rect.y >= canvas->area.y - 2.0 &&
         rect.y + rect.height <= canvas->area.y + canvas->area.height &&
         !plot_canvas_is_taken(canvas, rect);
}

/* Over a peak, under a valley, else beside it: where there is least data. */
static gboolean
place_mark(const PlotCanvas *canvas, double x, double y, gboolean valley, PlotRect *rect)
{
  const double dx[] = {-0.5 * rect->width, -0.5 * rect->width, 6.0, -6.0 - rect->width};
  const double over = -rect->height - 4.0, under = 5.0, beside = -0.5 * rect->height;
  const double dy[] = {valley ? under : over, valley ? over : under, beside, beside};
  double left = canvas->area.x + 6.0;
  double right = MAX(left, canvas->area.x + canvas->area.width - rect->width);
  PlotRect best = {0};
  double best_ink = INFINITY;

  for (guint i = 0; i < G_N_ELEMENTS(dx); i++) {
    rect->x = CLAMP(x + dx[i], left, right);
    rect->y = y + dy[i];
    double ink = plot_canvas_ink_inside(canvas, *rect) + i;
    if (!fits(canvas, *rect) || ink >= best_ink)
      continue;
    best_ink = ink;
    best = *rect;
  }
  *rect = best;
  return isfinite(best_ink);
}

static void
draw_mark(PlotCanvas *canvas, const Series *series, const SeriesMark *mark)
{
  double x = plot_axis_px(&canvas->x, mark->x), y = plot_axis_px(&canvas->y, mark->y);
  PlotRect rect = {0};

  if (!isfinite(x) || !isfinite(y) || x < canvas->area.x ||
      x > canvas->area.x + canvas->area.width)
    return;
  set_series_ink(canvas, series);
  plot_canvas_dot(canvas, x, y, MARK_DOT_PX);
  cairo_fill(canvas->cr);
  if (!mark->text || !*mark->text)
    return;
  rect.width = plot_canvas_text_width(canvas, mark->text, PLOT_SIZE_TICK);
  rect.height = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  if (!place_mark(canvas, x, y, plot_labels_is_valley(series, mark), &rect))
    return;
  plot_canvas_take(canvas, rect);
  if (plot_canvas_ink_inside(canvas, rect) > 0.6 * rect.width)
    plot_legend_draw_back(canvas, rect);
  plot_canvas_set_ink(canvas, PLOT_INK_TEXT);
  plot_canvas_text(canvas, mark->text, PLOT_SIZE_TICK, rect.x, rect.y + 0.5 * rect.height,
                   PLOT_LEFT);
}

void
plot_labels_draw_marks(PlotCanvas *canvas)
{
  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    for (guint m = 0; m < series->n_marks && !series->ghost; m++)
      draw_mark(canvas, series, &series->mark[m]);
  }
}
