// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-layout.h"

#include <math.h>
#include <string.h>

#include "plot/plot-bars.h"
#include "plot/plot-legend.h"
#include "plot/plot-pointer.h"
#include "sample-charts.h"

#define WIDTH  282.0 /* of a card */
#define HEIGHT 126.0

/* A canvas on an image that is thrown away. */
typedef struct {
  cairo_surface_t *surface;
  PlotStyle style;
  PlotCanvas canvas;
} Card;

static void
card_init(Card *card, const Chart *chart)
{
  card->surface =
      cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)WIDTH, (int)HEIGHT);
  plot_style_init(&card->style);
  card->style.titles = FALSE;
  plot_layout_init(&card->canvas, cairo_create(card->surface), chart, &card->style, WIDTH,
                   HEIGHT);
}

static void
card_clear(Card *card)
{
  cairo_destroy(card->canvas.cr);
  plot_layout_clear(&card->canvas);
  cairo_surface_destroy(card->surface);
}

static Series *
add_line(Chart *chart, const char *name, guint n, double from, double step)
{
  Series *series = chart_add_series(chart, name, SERIES_LINE, n, FALSE);

  for (guint i = 0; i < n; i++) {
    series->x[i] = from + i * step;
    series->y[i] = 1.0 + i;
  }
  return series;
}

static Series *
add_bars(Chart *chart, const char *name, double first, const double *heights, guint n)
{
  Series *series = chart_add_series(chart, name, SERIES_BARS, n, FALSE);

  for (guint i = 0; i < n; i++) {
    series->x[i] = first + i;
    series->y[i] = heights[i];
  }
  return series;
}

static Series *
add_reference(Chart *chart, const char *name, double x0, double x1, double y)
{
  Series *series = chart_add_series(chart, name, SERIES_LINE, 2, FALSE);

  series->dashed = TRUE;
  series->x[0] = x0;
  series->x[1] = x1;
  series->y[0] = series->y[1] = y;
  return series;
}

static gboolean
bar_is_under(const PlotCanvas *canvas, PlotRect rect, double x, double y)
{
  double half = plot_bars_half(canvas), px = plot_axis_px(&canvas->x, x);

  return px + half > rect.x && px - half < rect.x + rect.width &&
         plot_axis_px(&canvas->y, y) < rect.y + rect.height;
}

/* Bars full height on the left and low on the right, then the other way round. */
static void
test_legend_keeps_off_bars(void)
{
  static const double heights[2][4] = {{1.0, 1.0, 0.1, 0.1}, {0.1, 0.1, 1.0, 1.0}};

  for (int c = 0; c < 2; c++) {
    g_autoptr(Chart) chart = chart_new("q", "q");
    PlotLegend legend;
    Card card;
    add_bars(chart, "Si", 1.0, heights[c], 4);
    card_init(&card, chart);
    g_assert_true(plot_legend_place(&card.canvas, &legend));
    g_assert_cmpfloat(legend.ink, ==, 0.0);
    for (int i = 0; i < 4; i++)
      g_assert_false(bar_is_under(&card.canvas, legend.rect, 1.0 + i, heights[c][i]));
    card_clear(&card);
  }
}

/* Three curves fill the card but for a strip along the top. */
static void
fill_but_for_a_strip(Chart *chart, const char *const names[3])
{
  chart_set_y_axis(chart, "Q", "", AXIS_LINEAR);
  for (guint k = 0; k < 3; k++) {
    Series *series = add_line(chart, names[k], 60, 0.0, 1.0);
    for (guint i = 0; i < series->n; i++)
      series->y[i] = i % 2 ? 0.0 : 0.72;
  }
  add_reference(chart, "", 0.0, 1.0, 1.0);
}

/* There is room for a row alone. */
static void
test_legend_becomes_a_row(void)
{
  g_autoptr(Chart) chart = chart_new("q", "q");
  static const char *const names[] = {"Na", "Si", "O"};
  PlotLegend legend;
  Card card;

  fill_but_for_a_strip(chart, names);
  series_add_mark(g_ptr_array_index(chart->series, 0), 30.0, 0.99, "");
  card_init(&card, chart);
  g_assert_true(plot_legend_place(&card.canvas, &legend));
  g_assert_cmpuint(legend.columns, ==, 3);
  g_assert_cmpuint(legend.rows, ==, 1);
  g_assert_cmpfloat(legend.rect.x + legend.rect.width, <=, WIDTH);
  card_clear(&card);
}

/* A long name does not push the short ones apart. */
static void
test_columns_are_as_wide_as_their_words(void)
{
  g_autoptr(Chart) chart = chart_new("q", "q");
  static const char *const names[] = {"Na", "Si", "O before, 1500 K"};
  PlotLegend legend;
  Card card;

  fill_but_for_a_strip(chart, names);
  card_init(&card, chart);
  g_assert_true(plot_legend_place(&card.canvas, &legend));
  g_assert_cmpuint(legend.columns, >, 1);
  double first = legend.column[1] - legend.column[0];
  double last = legend.rect.width - legend.column[legend.columns - 1];
  g_assert_cmpfloat(first, <, 0.6 * last);
  card_clear(&card);
}

/* "ρ" stands beside the axis already; the ion's name stands nowhere else. */
static void
test_no_legend_repeats_the_axis(void)
{
  static const char *const names[] = {"ρ", "Na"};

  for (int c = 0; c < 2; c++) {
    g_autoptr(Chart) chart = chart_new("density", "Density");
    PlotLegend legend;
    Card card;
    chart_set_y_axis(chart, "ρ", "g/cm³", AXIS_LINEAR);
    add_line(chart, names[c], 5, 0.0, 1.0);
    card_init(&card, chart);
    g_assert_cmpint(plot_legend_place(&card.canvas, &legend), ==, c);
    card_clear(&card);
  }
}

static void
test_ghosts_name_their_temperature(void)
{
  Series ghost = {.temperature = 1500.0}, other = {.temperature = NAN};
  g_autofree char *text = plot_legend_ghost_text(&ghost);
  g_autofree char *plain = plot_legend_ghost_text(&other);

  g_assert_cmpstr(text, ==, "before, 1500 K");
  g_assert_cmpstr(plain, ==, "before");
}

static void
test_counted_things_have_whole_ticks(void)
{
  g_autoptr(Chart) chart = chart_new("rings", "Ring sizes");
  Series *series = chart_add_series(chart, "τ", SERIES_POINTS, 7, FALSE);
  guint n = 0;
  Card card;

  chart_set_x_axis(chart, "ring size (formers)", "", AXIS_LINEAR);
  for (guint i = 0; i < series->n; i++) {
    series->x[i] = 2.0 + i;
    series->y[i] = 1.0 + i;
  }
  card_init(&card, chart);
  g_assert_true(plot_layout_counts_along_x(&card.canvas));
  for (guint i = 0; i < card.canvas.x.ticks->len; i++) {
    const PlotTick *tick = &g_array_index(card.canvas.x.ticks, PlotTick, i);
    n += tick->label != NULL;
    g_assert_cmpfloat(tick->value, ==, round(tick->value));
  }
  g_assert_cmpuint(n, ==, 7); /* 2 … 8, none left out */
  card_clear(&card);
  series->x[3] = 5.5;
  card_init(&card, chart);
  g_assert_false(plot_layout_counts_along_x(&card.canvas));
  card_clear(&card);
}

/* A long title would hide labels: it gets a row, and the data that much less height. */
static void
test_long_title_has_a_row(void)
{
  double heights[2];

  for (int c = 0; c < 2; c++) {
    g_autoptr(Chart) chart = chart_new("x", "x");
    Card card;
    chart_set_x_axis(chart, c ? "bridging anions of a former" : "n", "", AXIS_LINEAR);
    add_line(chart, "a", 5, 0.0, 1.0);
    card_init(&card, chart);
    heights[c] = card.canvas.area.height;
    card_clear(&card);
  }
  g_assert_cmpfloat(heights[0] - heights[1], >=, 10.0);
}

/* A histogram whose highest bin goes up by a hundredth must not move its axis; one that
 * doubles must. */
static void
test_range_stays(void)
{
  static const double peaks[] = {0.470, 0.475, 0.94};
  double top[3];

  for (int c = 0; c < 3; c++) {
    g_autoptr(Chart) chart = chart_new("x", "x");
    Series *series = add_line(chart, "a", 5, 0.0, 1.0);
    Card card;
    for (guint i = 0; i < series->n; i++)
      series->y[i] = i == 2 ? peaks[c] : 0.0;
    card_init(&card, chart);
    top[c] = card.canvas.y.hi;
    g_assert_cmpfloat(top[c], >=, peaks[c]);
    g_assert_cmpfloat(top[c], <=, 1.2 * peaks[c]);
    card_clear(&card);
  }
  g_assert_cmpfloat(top[0], ==, top[1]);
  g_assert_cmpfloat(top[2], >, top[1]);
}

static double
top_with_error(double error)
{
  g_autoptr(Chart) chart = chart_new("x", "x");
  Series *series = chart_add_series(chart, "a", SERIES_LINE, 3, TRUE);
  Card card;

  for (guint i = 0; i < 3; i++) {
    series->x[i] = i;
    series->y[i] = i;
    series->error[i] = error;
  }
  card_init(&card, chart);
  double top = card.canvas.y.hi;
  card_clear(&card);
  return top;
}

static void
test_band_is_seen_but_does_not_rule(void)
{
  g_assert_cmpfloat(top_with_error(0.5), >=, 2.5);
  g_assert_cmpfloat(top_with_error(50.0), <, 3.2);
}

/* A measured value stands beside one point: a line from side to side, and the range of
 * x is that of the data. */
static void
test_reference_goes_across(void)
{
  g_autoptr(Chart) chart = chart_new("n4", "N4");
  Card card;

  add_line(chart, "N₄", 3, 10.0, 5.0);
  Series *measured = add_reference(chart, "measured", 0.0, 100.0, 2.0);
  g_assert_true(plot_layout_is_reference(measured));
  card_init(&card, chart);
  g_assert_cmpfloat(card.canvas.x.lo, ==, 10.0);
  g_assert_cmpfloat(card.canvas.x.hi, ==, 20.0);
  const PlotCurve *curve = g_ptr_array_index(card.canvas.curves, 1);
  g_assert_cmpuint(curve->points->len, ==, 2);
  g_assert_cmpfloat(g_array_index(curve->points, PlotPoint, 0).x, ==, card.canvas.area.x);
  g_assert_cmpfloat(g_array_index(curve->points, PlotPoint, 1).x, ==,
                    card.canvas.area.x + card.canvas.area.width);
  card_clear(&card);
}

/* What the cross-hair says over x, at the height of y. */
static char *
read_at(const Chart *chart, double x, double y)
{
  Card card;

  card_init(&card, chart);
  card.style.pointer_x = plot_axis_px(&card.canvas.x, x);
  card.style.pointer_y = plot_axis_px(&card.canvas.y, y);
  char *text = plot_pointer_text(&card.canvas);
  card_clear(&card);
  return text;
}

static void
test_read_out_names_all_curves(void)
{
  g_autoptr(Chart) chart = chart_new("msd", "MSD");
  Series *na = add_line(chart, "Na", 5, 0.0, 1.0);
  Series *ghost = add_line(chart, "Na", 5, 0.0, 1.0);

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LINEAR);
  add_line(chart, "Si", 3, 0.0, 1.0); /* ends at t = 2 */
  add_reference(chart, "limit", 0.0, 1.0, 4.0);
  ghost->ghost = TRUE;
  na->error = g_new0(double, na->n);
  na->error[1] = 0.21;
  g_autofree char *both = read_at(chart, 1.0, 2.0);
  g_assert_cmpstr(both, ==, "t = 1.00 ps\nNa\t2.0 ± 0.2 Å²\nSi\t2 Å²\nlimit\t4 Å²");
  g_autofree char *one = read_at(chart, 4.0, 5.0);
  g_assert_cmpstr(one, ==, "t = 4.00 ps\nNa\t5 Å²\nlimit\t4 Å²");
  g_autofree char *away = read_at(chart, 40.0, 5.0);
  g_assert_cmpstr(away, ==, "");
}

/* Bars of one number stand side by side and are read together. */
static void
test_read_out_of_bars(void)
{
  static const double si[] = {0.1, 0.9}, b[] = {0.7, 0.3};
  g_autoptr(Chart) chart = chart_new("cn", "CN");

  chart_set_x_axis(chart, "n", "", AXIS_LINEAR);
  add_bars(chart, "Si", 3.0, si, 2);
  add_bars(chart, "B", 3.0, b, 2);
  g_autofree char *text = read_at(chart, 4.0, 0.5);
  g_assert_cmpstr(text, ==, "n = 4\nSi\t0.9\nB\t0.3");
}

/* Offered where most values are positive and differ by a factor: not for bars, for
 * energies below zero, for a density that hardly changes; always where it is so already.
 */
static void
test_log_where_it_makes_sense(void)
{
  static const double heights[] = {0.01, 0.9};
  g_autoptr(Chart) chart = chart_new("g", "g"), bars = chart_new("q", "q");
  Series *series = add_line(chart, "a", 10, 0.0, 1.0);

  g_assert_true(plot_can_be_log(chart, TRUE));
  g_assert_true(plot_can_be_log(chart, FALSE)); /* 0 is left out, 1 … 9 stay */
  for (guint i = 0; i < series->n; i++)
    series->y[i] = -12.9 + 0.01 * i;
  g_assert_false(plot_can_be_log(chart, TRUE));
  for (guint i = 0; i < series->n; i++)
    series->y[i] = 2.35 + 0.01 * i;
  g_assert_false(plot_can_be_log(chart, TRUE));
  chart_set_y_axis(chart, "D", "cm²/s", AXIS_LOG);
  g_assert_true(plot_can_be_log(chart, TRUE));
  add_bars(bars, "Si", 1.0, heights, 2);
  g_assert_false(plot_can_be_log(bars, TRUE));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot-layout/legend keeps off bars", test_legend_keeps_off_bars);
  g_test_add_func("/plot-layout/legend becomes a row where only that fits",
                  test_legend_becomes_a_row);
  g_test_add_func("/plot-layout/columns are as wide as their words",
                  test_columns_are_as_wide_as_their_words);
  g_test_add_func("/plot-layout/no legend repeats the axis",
                  test_no_legend_repeats_the_axis);
  g_test_add_func("/plot-layout/ghosts name their temperature",
                  test_ghosts_name_their_temperature);
  g_test_add_func("/plot-layout/counted things have whole ticks",
                  test_counted_things_have_whole_ticks);
  g_test_add_func("/plot-layout/a long title has a row of its own",
                  test_long_title_has_a_row);
  g_test_add_func("/plot-layout/a range stays while curves move a little",
                  test_range_stays);
  g_test_add_func("/plot-layout/a band is seen but does not rule the range",
                  test_band_is_seen_but_does_not_rule);
  g_test_add_func("/plot-layout/a value to compare with goes across",
                  test_reference_goes_across);
  g_test_add_func("/plot-layout/the read out names all curves",
                  test_read_out_names_all_curves);
  g_test_add_func("/plot-layout/bars of one number are read together",
                  test_read_out_of_bars);
  g_test_add_func("/plot-layout/logarithmic axes are offered where they make sense",
                  test_log_where_it_makes_sense);
  return g_test_run();
}
