// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-frame.h"

#include <math.h>

#include "plot/plot-labels.h"
#include "plot/plot-layout.h"

#define TICK_PX       3.0
#define MINOR_PX      2.0
#define LABEL_GAP     3.0 /* tick to its label */
#define CARD_ROWS     1.3 /* least distance of labels on the y axis, line heights */
#define FIGURE_ROWS   2.2
#define MAX_ROWS      5.5
#define FIGURE_MARGIN 16.0
#define MARK_GAP      7.0
#define TICKS         3.2 /* least distance of labels on the x axis, font sizes */
#define WHOLE_TICKS   1.5
#define LONG_TITLE    0.3  /* of the width of a card */
#define CARD_HEAD     1.55 /* line heights: the title, and half a label at the top */
#define FEW_ROWS      4
#define CLOSER        0.6 /* rows stand that much closer where they are few */

static gboolean
has_title(const Axis *axis)
{
  return axis->title && *axis->title;
}

static double
head_height(const PlotCanvas *canvas)
{
  const Chart *chart = canvas->chart;
  double title = plot_canvas_line_height(canvas, PLOT_SIZE_HEAD);
  double value =
      chart->value ? plot_canvas_line_height(canvas, PLOT_SIZE_TITLE) + 2.0 : 0;

  return FIGURE_MARGIN + title + value + 12.0;
}

static double
top_room(const PlotCanvas *canvas)
{
  if (canvas->style->titles)
    return head_height(canvas);
  if (has_title(&canvas->chart->y))
    return CARD_HEAD * plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  return 0.5 * plot_canvas_line_height(canvas, PLOT_SIZE_TICK) + 1.0;
}

/* A long title in the row of the labels would hide several of them. */
static gboolean
title_has_row(const PlotCanvas *canvas)
{
  const Axis *x = &canvas->chart->x;
  g_autofree char *words = g_strdup_printf("%s (%s)", x->title, x->unit);

  return !canvas->style->titles && *x->title &&
         plot_canvas_text_width(canvas, words, PLOT_SIZE_TICK) >
             LONG_TITLE * canvas->width;
}

static double
bottom_room(const PlotCanvas *canvas)
{
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  double labels = TICK_PX + LABEL_GAP + line;

  if (!canvas->style->titles)
    return labels + (title_has_row(canvas) ? line : 0.0);
  return labels + plot_canvas_line_height(canvas, PLOT_SIZE_TITLE) + FIGURE_MARGIN - 4.0;
}

static void
make_room(PlotCanvas *canvas, const Series *series, const SeriesMark *mark)
{
  PlotAxis *axis = &canvas->y;
  double need = plot_canvas_line_height(canvas, PLOT_SIZE_TICK) + MARK_GAP;
  double most = 1.0 - MIN(need / canvas->area.height, 0.5);
  double placed = plot_axis_placed(axis, mark->y);

  if (isnan(placed))
    return;
  if (plot_labels_is_valley(series, mark))
    axis->lo = MIN(axis->lo, axis->hi - (axis->hi - placed) / most);
  else
    axis->hi = MAX(axis->hi, axis->lo + (placed - axis->lo) / most);
}

/* Room for the names of marks over their peaks and under their valleys. */
static void
make_room_for_marks(PlotCanvas *canvas)
{
  for (guint i = 0; i < canvas->chart->series->len; i++) {
    const Series *series = g_ptr_array_index(canvas->chart->series, i);
    for (guint m = 0; m < series->n_marks && !series->ghost; m++)
      make_room(canvas, series, &series->mark[m]);
  }
}

static guint
count_labels(const PlotAxis *axis)
{
  guint n = 0;

  for (guint i = 0; i < axis->ticks->len; i++)
    n += g_array_index(axis->ticks, PlotTick, i).label != NULL;
  return n;
}

void
plot_frame_layout_rows(PlotCanvas *canvas)
{
  double top = top_room(canvas), bottom = bottom_room(canvas);

  canvas->area.y = top;
  canvas->area.height = MAX(canvas->height - top - bottom, 1.0);
  make_room_for_marks(canvas);
  canvas->y.from = top + canvas->area.height;
  canvas->y.to = top;
  double rows = canvas->style->titles ? FIGURE_ROWS : CARD_ROWS;
  double spacing =
      MAX(rows * plot_canvas_line_height(canvas, 1.0), canvas->area.height / MAX_ROWS);
  plot_axis_make_ticks(&canvas->y, spacing);
  if (canvas->style->titles && count_labels(&canvas->y) < FEW_ROWS)
    plot_axis_make_ticks(&canvas->y, CLOSER * spacing);
}

static double
widest_label(const PlotCanvas *canvas, const PlotAxis *axis)
{
  double widest = 0.0;

  for (guint i = 0; i < axis->ticks->len; i++) {
    const char *label = g_array_index(axis->ticks, PlotTick, i).label;
    if (label)
      widest = MAX(widest, plot_canvas_text_width(canvas, label, PLOT_SIZE_TICK));
  }
  return widest;
}

static double
left_room(const PlotCanvas *canvas)
{
  double labels = ceil(widest_label(canvas, &canvas->y)) + TICK_PX + LABEL_GAP;

  if (!canvas->style->titles)
    return labels + 1.0;
  double title = has_title(&canvas->chart->y)
                     ? plot_canvas_line_height(canvas, PLOT_SIZE_TITLE) + 6.0
                     : 0.0;
  return FIGURE_MARGIN + title + labels;
}

/* Where x counts something there are no ticks between whole numbers. */
static double
whole_px(const PlotCanvas *canvas)
{
  double most = ceil(canvas->x.hi - canvas->x.lo);

  return canvas->x.scale == AXIS_LINEAR && plot_layout_counts_along_x(canvas)
             ? 0.999 * canvas->area.width / most
             : 0.0;
}

void
plot_frame_layout_columns(PlotCanvas *canvas, double right)
{
  double left = left_room(canvas);
  double margin = canvas->style->titles ? FIGURE_MARGIN + 6.0 : 4.0;

  canvas->area.x = left;
  canvas->area.width = MAX(canvas->width - left - MAX(right, margin), 1.0);
  canvas->x.from = left;
  canvas->x.to = left + canvas->area.width;
  double whole = whole_px(canvas);
  for (double spacing = whole > 0.0 ? WHOLE_TICKS : TICKS;; spacing *= 1.4) {
    plot_axis_make_ticks(&canvas->x, MAX(spacing * canvas->style->font_size, whole));
    double room = 1.6 * widest_label(canvas, &canvas->x);
    if (room <= spacing * canvas->style->font_size || spacing > 12.0)
      return;
  }
}

void
plot_frame_draw_grid(PlotCanvas *canvas)
{
  PlotRect area = canvas->area;

  plot_canvas_set_ink(canvas, PLOT_INK_GRID);
  for (guint i = 0; i < canvas->y.ticks->len; i++) {
    PlotTick *tick = &g_array_index(canvas->y.ticks, PlotTick, i);
    double y = plot_axis_px(&canvas->y, tick->value);
    if (tick->label && y < area.y + area.height - 1.0)
      plot_canvas_hline(canvas, area.x, area.x + area.width, y);
  }
  for (guint i = 0; i < canvas->x.ticks->len; i++) {
    PlotTick *tick = &g_array_index(canvas->x.ticks, PlotTick, i);
    double x = plot_axis_px(&canvas->x, tick->value);
    if (tick->label && x > area.x + 1.0 && x < area.x + area.width - 1.0)
      plot_canvas_vline(canvas, x, area.y, area.y + area.height);
  }
}

static void
draw_y_ticks(PlotCanvas *canvas)
{
  PlotRect area = canvas->area;

  for (guint i = 0; i < canvas->y.ticks->len; i++) {
    PlotTick *tick = &g_array_index(canvas->y.ticks, PlotTick, i);
    double y = plot_axis_px(&canvas->y, tick->value);
    plot_canvas_set_ink(canvas, PLOT_INK_AXIS);
    plot_canvas_hline(canvas, area.x - (tick->label ? TICK_PX : MINOR_PX), area.x, y);
    if (!tick->label)
      continue;
    plot_canvas_set_ink(canvas, PLOT_INK_DIM);
    plot_canvas_text(canvas, tick->label, PLOT_SIZE_TICK, area.x - TICK_PX - LABEL_GAP, y,
                     PLOT_RIGHT);
  }
}

/* Centre of a label that stays inside the drawing. */
static double
inside(const PlotCanvas *canvas, double x, double width)
{
  return CLAMP(x, 0.5 * width, canvas->width - 0.5 * width);
}

/* Labels end before limit, where the title of a card begins. */
static void
draw_x_ticks(PlotCanvas *canvas, double limit)
{
  double bottom = canvas->area.y + canvas->area.height;
  double row = bottom + TICK_PX + LABEL_GAP +
               0.5 * plot_canvas_line_height(canvas, PLOT_SIZE_TICK);

  for (guint i = 0; i < canvas->x.ticks->len; i++) {
    PlotTick *tick = &g_array_index(canvas->x.ticks, PlotTick, i);
    double x = plot_axis_px(&canvas->x, tick->value);
    plot_canvas_set_ink(canvas, PLOT_INK_AXIS);
    plot_canvas_vline(canvas, x, bottom, bottom + (tick->label ? TICK_PX : MINOR_PX));
    if (!tick->label)
      continue;
    double width = plot_canvas_text_width(canvas, tick->label, PLOT_SIZE_TICK);
    x = inside(canvas, x, width);
    if (x + 0.5 * width > limit)
      continue;
    plot_canvas_set_ink(canvas, PLOT_INK_DIM);
    plot_canvas_text(canvas, tick->label, PLOT_SIZE_TICK, x, row, PLOT_CENTRE);
  }
}

static void
draw_card_titles(PlotCanvas *canvas, const char *x_title, const char *y_title)
{
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TICK);
  double row = canvas->area.y + canvas->area.height + TICK_PX + LABEL_GAP + 0.5 * line;

  plot_canvas_set_ink(canvas, PLOT_INK_DIM);
  if (title_has_row(canvas))
    row += line;
  plot_canvas_text(canvas, y_title, PLOT_SIZE_TICK, 0.0, 0.5 * line, PLOT_LEFT);
  plot_canvas_text(canvas, x_title, PLOT_SIZE_TICK, canvas->width - 1.0, row, PLOT_RIGHT);
}

static void
draw_figure_titles(PlotCanvas *canvas, const char *x_title, const char *y_title)
{
  PlotRect area = canvas->area;
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TITLE);

  plot_canvas_set_ink(canvas, PLOT_INK_TEXT);
  plot_canvas_text(canvas, x_title, PLOT_SIZE_TITLE, area.x + 0.5 * area.width,
                   canvas->height - FIGURE_MARGIN + 4.0 - 0.5 * line, PLOT_CENTRE);
  cairo_save(canvas->cr);
  cairo_translate(canvas->cr, FIGURE_MARGIN - 4.0 + 0.5 * line,
                  area.y + 0.5 * area.height);
  cairo_rotate(canvas->cr, -G_PI_2);
  plot_canvas_text(canvas, y_title, PLOT_SIZE_TITLE, 0.0, 0.0, PLOT_CENTRE);
  cairo_restore(canvas->cr);
}

static void
draw_lines(PlotCanvas *canvas)
{
  PlotRect area = canvas->area;

  plot_canvas_set_ink(canvas, PLOT_INK_AXIS);
  plot_canvas_hline(canvas, area.x, area.x + area.width, area.y + area.height);
  plot_canvas_vline(canvas, area.x, area.y, area.y + area.height);
  if (canvas->y.scale == AXIS_LINEAR && canvas->y.lo < 0.0 && canvas->y.hi > 0.0)
    plot_canvas_hline(canvas, area.x, area.x + area.width, plot_axis_px(&canvas->y, 0.0));
}

void
plot_frame_draw_axes(PlotCanvas *canvas)
{
  g_autofree char *x_title = plot_axis_title(&canvas->x, &canvas->chart->x);
  g_autofree char *y_title = plot_axis_title(&canvas->y, &canvas->chart->y);
  double limit = canvas->width;

  draw_lines(canvas);
  draw_y_ticks(canvas);
  if (canvas->style->titles) {
    draw_figure_titles(canvas, x_title, y_title);
  } else {
    draw_card_titles(canvas, x_title, y_title);
    if (!title_has_row(canvas))
      limit -= plot_canvas_text_width(canvas, x_title, PLOT_SIZE_TICK) + 8.0;
  }
  draw_x_ticks(canvas, limit);
}

static void
set_level(PlotCanvas *canvas, VerdictLevel level, double alpha)
{
  static const double dark[][3] = {
      {0.75, 0.75, 0.75}, {0.34, 0.89, 0.54}, {0.97, 0.78, 0.33}, {0.68, 0.68, 0.70}};
  static const double light[][3] = {
      {0.35, 0.35, 0.35}, {0.10, 0.50, 0.28}, {0.61, 0.41, 0.04}, {0.40, 0.40, 0.42}};
  const double *rgb = canvas->style->dark ? dark[level] : light[level];

  cairo_set_source_rgba(canvas->cr, rgb[0], rgb[1], rgb[2], alpha);
}

static double
draw_verdict(PlotCanvas *canvas, double middle)
{
  const char *verdict = canvas->chart->verdict;
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_TITLE);

  if (!verdict || !*verdict || plot_axis_is_empty(&canvas->x))
    return 0.0;
  double text = plot_canvas_text_width(canvas, verdict, PLOT_SIZE_TITLE);
  PlotRect pill = {canvas->width - FIGURE_MARGIN - text - 20.0, middle - 0.5 * line - 3.0,
                   text + 20.0, line + 6.0};
  plot_canvas_round_rect(canvas, pill, 0.5 * pill.height);
  set_level(canvas, canvas->chart->level, 0.15);
  cairo_fill(canvas->cr);
  set_level(canvas, canvas->chart->level, 1.0);
  plot_canvas_text(canvas, verdict, PLOT_SIZE_TITLE, pill.x + 10.0, middle, PLOT_LEFT);
  return pill.width + 12.0;
}

static void
draw_head_line(PlotCanvas *canvas, const char *text, double size, PangoWeight weight,
               double y, double width)
{
  g_autoptr(PangoLayout) layout = plot_canvas_layout(canvas, text, size, weight);

  pango_layout_set_width(layout, (int)(MAX(width, 1.0) * PANGO_SCALE));
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  plot_canvas_show(canvas, layout, FIGURE_MARGIN, y);
}

void
plot_frame_draw_head(PlotCanvas *canvas)
{
  const Chart *chart = canvas->chart;
  double line = plot_canvas_line_height(canvas, PLOT_SIZE_HEAD);
  double width = canvas->width - 2.0 * FIGURE_MARGIN;

  if (!canvas->style->titles)
    return;
  double verdict = draw_verdict(canvas, FIGURE_MARGIN + 0.5 * line);
  plot_canvas_set_ink(canvas, PLOT_INK_TEXT);
  if (chart->title)
    draw_head_line(canvas, chart->title, PLOT_SIZE_HEAD, PANGO_WEIGHT_BOLD, FIGURE_MARGIN,
                   width - verdict);
  plot_canvas_set_ink(canvas, chart->bound ? PLOT_INK_AXIS : PLOT_INK_DIM);
  if (chart->value)
    draw_head_line(canvas, chart->value, PLOT_SIZE_TITLE, PANGO_WEIGHT_NORMAL,
                   FIGURE_MARGIN + line + 2.0, width);
}
