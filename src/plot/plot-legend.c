// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-legend.h"

#include <glib/gi18n.h>
#include <math.h>

#include "plot/plot-curves.h"

#define SWATCH_PX    14.0
#define SWATCH_GAP   5.0
#define LEGEND_INSET 6.0
#define MAX_HEIGHT   0.7 /* of the height of the data */
#define MAX_WIDTH    0.96
#define COLUMN_GAP   10.0
#define PLACES       12
#define OFF_CORNER   2.0   /* px of curves that a corner is worth */
#define MORE_COLUMNS 2.0   /* the same, for a column less */
#define ON_LABEL     300.0 /* the same, for not hiding a mark's name */

gboolean
plot_legend_is_named(const Series *series)
{
  return !series->ghost && series->n > 0 && series->name && *series->name;
}

char *
plot_legend_ghost_text(const Series *ghost)
{
  if (!isfinite(ghost->temperature))
    /* Translators: names pale curves, measured before the last change of conditions */
    return g_strdup(_("before"));
  /* Translators: names pale curves, measured earlier at this temperature */
  return g_strdup_printf(_("before, %.0f K"), ghost->temperature);
}

static char *
entry_text(const Series *series)
{
  return series->ghost ? plot_legend_ghost_text(series) : g_strdup(series->name);
}

static gboolean
has_ghost_of(const GPtrArray *entries, const Series *ghost)
{
  g_autofree char *text = plot_legend_ghost_text(ghost);

  for (guint i = 0; i < entries->len; i++) {
    const Series *other = g_ptr_array_index(entries, i);
    g_autofree char *taken = other->ghost ? plot_legend_ghost_text(other) : NULL;
    if (g_strcmp0(text, taken) == 0)
      return TRUE;
  }
  return FALSE;
}

/* All named series, and one ghost of every earlier condition. */
static GPtrArray *
list_entries(const PlotCanvas *canvas)
{
  const GPtrArray *all = canvas->chart->series;
  GPtrArray *entries = g_ptr_array_new();

  for (guint i = 0; i < all->len; i++)
    if (plot_legend_is_named(g_ptr_array_index(all, i)))
      g_ptr_array_add(entries, g_ptr_array_index(all, i));
  for (guint i = 0; i < all->len; i++) {
    const Series *series = g_ptr_array_index(all, i);
    if (series->ghost && series->n > 0 && !has_ghost_of(entries, series))
      g_ptr_array_add(entries, (gpointer)series);
  }
  return entries;
}

static guint
count_named(const GPtrArray *entries)
{
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    n += plot_legend_is_named(g_ptr_array_index(entries, i));
  return n;
}

/* A single curve needs no name that stands beside the axis already. */
static gboolean
says_something(const PlotCanvas *canvas, const GPtrArray *entries)
{
  if (count_named(entries) <= (canvas->style->legend ? 0 : 1))
    return FALSE;
  const Series *first = g_ptr_array_index(entries, 0);
  return entries->len > 1 || g_strcmp0(first->name, canvas->chart->y.title) != 0;
}

/* Of entries first … first + n − 1, with their swatches. */
static double
widest_entry(const PlotCanvas *canvas, const GPtrArray *entries, guint first, guint n)
{
  double widest = 0.0;

  for (guint i = first; i < MIN(first + n, entries->len); i++) {
    g_autofree char *text = entry_text(g_ptr_array_index(entries, i));
    widest = MAX(widest, plot_canvas_text_width(canvas, text, PLOT_SIZE_TICK));
  }
  return SWATCH_PX + SWATCH_GAP + widest;
}

static double
cost_of(const PlotCanvas *canvas, const PlotLegend *legend, int place)
{
  gboolean corner = place % 4 % 3 == 0 && place / 4 != 1;

  return legend->ink + 0.2 * place + (corner ? 0.0 : OFF_CORNER) +
         MORE_COLUMNS * (legend->columns - 1) +
         (plot_canvas_is_taken(canvas, legend->rect) ? ON_LABEL : 0.0);
}

/* The place with least data: corners and the right side are preferred. */
static double
find_place(const PlotCanvas *canvas, PlotLegend *legend)
{
  PlotRect area = canvas->area;
  double best_cost = INFINITY;
  PlotLegend trial = *legend;

  for (int i = 0; i < PLACES; i++) {
    double fx = 1.0 - (i % 4) / 3.0, fy = (i / 4) / 2.0;
    double free_x = area.width - trial.rect.width - 2.0 * LEGEND_INSET;
    double free_y = area.height - trial.rect.height - 4.0 - LEGEND_INSET;
    trial.rect.x = area.x + LEGEND_INSET + fx * free_x;
    trial.rect.y = area.y + 2.0 + fy * free_y;
    trial.ink = plot_canvas_ink_inside(canvas, trial.rect);
    double cost = cost_of(canvas, &trial, i);
    if (cost >= best_cost)
      continue;
    best_cost = cost;
    *legend = trial;
  }
  return best_cost;
}

/* FALSE when so many columns do not fit. */
static gboolean
shape(const PlotCanvas *canvas, const GPtrArray *entries, PlotLegend *legend,
      guint columns)
{
  guint n = entries->len;
  double end = -COLUMN_GAP;

  legend->columns = columns;
  legend->rows = (n + columns - 1) / columns;
  for (guint c = 0; c < columns; c++) {
    legend->column[c] = end + COLUMN_GAP;
    end =
        legend->column[c] + widest_entry(canvas, entries, c * legend->rows, legend->rows);
  }
  legend->rect.width = end;
  legend->rect.height = legend->rows * legend->line;
  return columns == 1 ||
         legend->rect.width <= MAX_WIDTH * canvas->area.width - 2.0 * LEGEND_INSET;
}

static gboolean
is_low(const PlotCanvas *canvas, const PlotLegend *legend)
{
  double most = MAX(3.0 * legend->line, MAX_HEIGHT * canvas->area.height);

  return legend->rect.height <= most;
}

static void
place_entries(const PlotCanvas *canvas, const GPtrArray *entries, PlotLegend *legend)
{
  PlotLegend trial = {.line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK)};
  double best_cost = INFINITY;
  guint n = entries->len, most = MIN(n, PLOT_LEGEND_COLUMNS);

  for (guint columns = 1; columns <= most && shape(canvas, entries, &trial, columns);
       columns++) {
    gboolean last =
        columns == most || !shape(canvas, entries, &(PlotLegend){0}, columns + 1);
    if (columns > 1 && (n + columns - 2) / (columns - 1) == trial.rows)
      continue;
    if (!is_low(canvas, &trial) && !last)
      continue;
    double cost = find_place(canvas, &trial);
    if (cost >= best_cost)
      continue;
    best_cost = cost;
    *legend = trial;
  }
}

gboolean
plot_legend_place(const PlotCanvas *canvas, PlotLegend *legend)
{
  g_autoptr(GPtrArray) entries = list_entries(canvas);

  if (!says_something(canvas, entries))
    return FALSE;
  place_entries(canvas, entries, legend);
  return TRUE;
}

static void
draw_swatch(PlotCanvas *canvas, const Series *series, double x, double y)
{
  static const double dashes[] = {4.0, 3.0};
  double rgb[3];

  plot_curves_ink(canvas, series, rgb);
  if (series->style == SERIES_POINTS) {
    plot_curves_dot(canvas, rgb, x + 0.5 * SWATCH_PX, y, series->dashed,
                    series->ghost ? 0.5 : 1.0);
    return;
  }
  cairo_set_source_rgba(canvas->cr, rgb[0], rgb[1], rgb[2], series->ghost ? 0.5 : 1.0);
  if (series->style == SERIES_BARS) {
    cairo_rectangle(canvas->cr, x + 0.5 * SWATCH_PX - 4.0, y - 4.0, 8.0, 8.0);
    cairo_fill(canvas->cr);
    return;
  }
  cairo_set_line_width(canvas->cr, series->ghost ? 1.25 : 2.0);
  cairo_set_line_cap(canvas->cr, CAIRO_LINE_CAP_BUTT);
  if (series->dashed)
    cairo_set_dash(canvas->cr, dashes, G_N_ELEMENTS(dashes), 0.0);
  cairo_move_to(canvas->cr, x, y);
  cairo_line_to(canvas->cr, x + SWATCH_PX, y);
  cairo_stroke(canvas->cr);
  cairo_set_dash(canvas->cr, NULL, 0, 0.0);
}

void
plot_legend_draw_back(PlotCanvas *canvas, PlotRect rect)
{
  PlotRect back = {rect.x - 3.0, rect.y, rect.width + 6.0, rect.height};

  plot_canvas_round_rect(canvas, back, 4.0);
  plot_canvas_set_paper(canvas, 0.7);
  cairo_fill(canvas->cr);
}

static gboolean
has_points(const GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    if (((Series *)g_ptr_array_index(entries, i))->style == SERIES_POINTS)
      return TRUE;
  return FALSE;
}

/* A dot of the legend must not be taken for a measured one. */
static void
draw_frame(PlotCanvas *canvas, PlotRect rect)
{
  PlotRect frame = {rect.x - 3.5, rect.y - 0.5, rect.width + 7.0, rect.height + 1.0};

  plot_canvas_round_rect(canvas, frame, 4.0);
  plot_canvas_set_ink(canvas, PLOT_INK_GRID);
  cairo_set_line_width(canvas->cr, 1.0);
  cairo_stroke(canvas->cr);
}

static void
draw_entry(PlotCanvas *canvas, const Series *series, double x, double y)
{
  g_autofree char *text = entry_text(series);

  draw_swatch(canvas, series, x, y);
  plot_canvas_set_ink(canvas, series->ghost ? PLOT_INK_DIM : PLOT_INK_TEXT);
  plot_canvas_text(canvas, text, PLOT_SIZE_TICK, x + SWATCH_PX + SWATCH_GAP, y,
                   PLOT_LEFT);
}

void
plot_legend_draw(PlotCanvas *canvas)
{
  g_autoptr(GPtrArray) entries = list_entries(canvas);
  PlotLegend legend;

  if (!plot_legend_place(canvas, &legend))
    return;
  if (legend.ink > 0.0 || has_points(entries))
    plot_legend_draw_back(canvas, legend.rect);
  if (has_points(entries))
    draw_frame(canvas, legend.rect);
  for (guint i = 0; i < entries->len; i++)
    draw_entry(canvas, g_ptr_array_index(entries, i),
               legend.rect.x + legend.column[i / legend.rows],
               legend.rect.y + (i % legend.rows + 0.5) * legend.line);
}
