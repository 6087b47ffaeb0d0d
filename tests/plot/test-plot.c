// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "sample-charts.h"

typedef struct {
  cairo_surface_t *surface;
  int width, height;
} Image;

static Image
draw(const Chart *chart, const PlotStyle *style, int width, int height)
{
  Image image = {cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height), width,
                 height};
  cairo_t *cr = cairo_create(image.surface);

  plot_draw(cr, chart, style, width, height);
  g_assert_cmpint(cairo_status(cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy(cr);
  cairo_surface_flush(image.surface);
  return image;
}

static guint32
pixel(const Image *image, int x, int y)
{
  const guint8 *data = cairo_image_surface_get_data(image->surface);
  guint32 value;

  memcpy(&value, data + y * cairo_image_surface_get_stride(image->surface) + 4 * x, 4);
  return value;
}

static guint
count_ink(const Image *image)
{
  guint n = 0;

  for (int y = 0; y < image->height; y++)
    for (int x = 0; x < image->width; x++)
      n += pixel(image, x, y) != 0;
  return n;
}

static guint
count_difference(const Image *a, const Image *b)
{
  guint n = 0;

  for (int y = 0; y < a->height; y++)
    for (int x = 0; x < a->width; x++)
      n += pixel(a, x, y) != pixel(b, x, y);
  return n;
}

static void
clear_image(Image *image)
{
  g_clear_pointer(&image->surface, cairo_surface_destroy);
}

static PlotStyle
card_style(void)
{
  PlotStyle style;

  plot_style_init(&style);
  style.titles = style.legend = FALSE;
  style.font_size = 11.0;
  return style;
}

static char *
temporary(const char *suffix)
{
  g_autofree char *template = g_strdup_printf("vitrine-plot-XXXXXX%s", suffix);
  g_autoptr(GError) error = NULL;
  char *path;

  g_close(g_file_open_tmp(template, &path, &error), NULL);
  g_assert_no_error(error);
  return path;
}

static char *
saved(const Chart *chart, const char *suffix, gsize *length)
{
  g_autofree char *path = temporary(suffix);
  g_autoptr(GError) error = NULL;
  char *bytes = NULL;
  PlotStyle style;

  plot_style_init(&style);
  g_assert_true(plot_save(path, chart, &style, 500, 350, &error));
  g_assert_no_error(error);
  g_assert_true(g_file_get_contents(path, &bytes, length, NULL));
  g_unlink(path);
  return bytes;
}

/* Collects "title|desc" and counts elements. */
typedef struct {
  GString *words;
  guint n_elements;
  char *width;
} SvgSeen;

static void
start_element(GMarkupParseContext *context, const char *name, const char **keys,
              const char **values, gpointer data, GError **error)
{
  SvgSeen *seen = data;

  seen->n_elements++;
  for (guint i = 0; keys[i] && !seen->width && g_str_equal(name, "svg"); i++)
    if (g_str_equal(keys[i], "width"))
      seen->width = g_strdup(values[i]);
}

static void
text_seen(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
          GError **error)
{
  const char *element = g_markup_parse_context_get_element(context);

  if (g_str_equal(element, "title") || g_str_equal(element, "desc"))
    g_string_append_len(((SvgSeen *)data)->words, text, length);
}

static void
test_svg(void)
{
  static const GMarkupParser parser = {.start_element = start_element, .text = text_seen};
  static const char *const words[] = {"Mean square displacement", "(1.84 ± 0.09) × 10⁻⁵",
                                      "diffusive β = 0.98", "MSD (Å²)", "t (ps)"};
  g_autoptr(Chart) chart = sample_msd();
  SvgSeen seen = {.words = g_string_new(NULL)};
  g_autoptr(GError) error = NULL;
  gsize length;
  g_autofree char *svg = saved(chart, ".svg", &length);
  g_autoptr(GMarkupParseContext) context =
      g_markup_parse_context_new(&parser, 0, &seen, NULL);

  g_assert_true(g_markup_parse_context_parse(context, svg, length, &error));
  g_assert_true(g_markup_parse_context_end_parse(context, &error));
  g_assert_no_error(error);
  for (guint i = 0; i < G_N_ELEMENTS(words); i++)
    g_assert_nonnull(strstr(seen.words->str, words[i]));
  g_assert_cmpuint(seen.n_elements, >, 60);
  g_assert_cmpstr(seen.width, ==, "500px");
  g_string_free(seen.words, TRUE);
  g_free(seen.width);
}

static void
test_svg_escapes(void)
{
  g_autoptr(Chart) chart = chart_new("x", "a < b & \"c\"");
  g_autofree char *svg = saved(chart, ".svg", NULL);

  g_assert_nonnull(strstr(svg, "<title>a &lt; b &amp; &quot;c&quot;</title>"));
}

static void
test_pdf(void)
{
  g_autoptr(Chart) chart = sample_arrhenius();
  gsize length;
  g_autofree char *pdf = saved(chart, ".pdf", &length);

  g_assert_true(g_str_has_prefix(pdf, "%PDF-"));
  g_assert_cmpuint(length, >, 3000);
}

static void
test_png_size(void)
{
  g_autofree char *path = temporary(".png");
  g_autoptr(Chart) chart = sample_rdf();
  PlotStyle style;

  plot_style_init(&style);
  style.scale = 1.5;
  g_assert_true(plot_save(path, chart, &style, 400, 300, NULL));
  cairo_surface_t *surface = cairo_image_surface_create_from_png(path);
  g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 600);
  g_assert_cmpint(cairo_image_surface_get_height(surface), ==, 450);
  cairo_surface_destroy(surface);
  g_unlink(path);
}

static void
test_refusals(void)
{
  g_autoptr(Chart) chart = sample_rdf();
  static const char *const paths[] = {"figure.bmp", "/nowhere/at/all/figure.png"};
  PlotStyle style;

  plot_style_init(&style);
  for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(plot_save(paths[i], chart, &style, 400, 300, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
    g_assert_nonnull(strstr(error->message, paths[i]));
  }
}

static void
test_all_samples_draw(void)
{
  Chart *charts[] = {sample_msd(),  sample_van_hove(),  sample_arrhenius(), sample_rdf(),
                     sample_many(), sample_potential(), sample_empty()};
  static const int sizes[][2] = {{300, 120}, {300, 170}, {800, 500},
                                 {90, 40},   {12, 7},    {1, 1}};

  for (guint i = 0; i < G_N_ELEMENTS(charts); i++) {
    for (guint k = 0; k < G_N_ELEMENTS(sizes); k++) {
      for (int titles = 0; titles < 2; titles++) {
        PlotStyle style = card_style();
        style.titles = style.legend = titles;
        style.pointer_x = 0.5 * sizes[k][0];
        style.pointer_y = 0.5 * sizes[k][1];
        Image image = draw(charts[i], &style, sizes[k][0], sizes[k][1]);
        if (sizes[k][0] > 200)
          g_assert_cmpuint(count_ink(&image), >, 400);
        clear_image(&image);
      }
    }
    chart_unref(charts[i]);
  }
}

/* Log axes: values that are not positive leave no trace, and do not move the rest. */
static void
test_log_drops_nonpositive(void)
{
  PlotStyle style = card_style();
  g_autoptr(Chart) clean = chart_new("a", "a"), dirty = chart_new("b", "b");
  Chart *charts[] = {clean, dirty};
  Image images[2];

  for (int c = 0; c < 2; c++) {
    chart_set_x_axis(charts[c], "t", "ps", AXIS_LOG);
    chart_set_y_axis(charts[c], "y", "", AXIS_LOG);
    Series *series = chart_add_series(charts[c], "s", SERIES_POINTS, c ? 6 : 4, FALSE);
    for (guint i = 0; i < 4; i++) {
      series->x[i] = 1.0 + i;
      series->y[i] = pow(10.0, i);
    }
    if (c) {
      series->x[4] = 3.0;
      series->y[4] = 0.0;
      series->x[5] = -1.0;
      series->y[5] = 10.0;
    }
    images[c] = draw(charts[c], &style, 300, 150);
  }
  g_assert_cmpuint(count_difference(&images[0], &images[1]), ==, 0);
  clear_image(&images[0]);
  clear_image(&images[1]);
}

static Chart *
long_chart(guint n, guint spike)
{
  Chart *chart = chart_new("long", "long");
  Series *series = chart_add_series(chart, "s", SERIES_LINE, n, FALSE);

  series->rgb[0] = 1.0f;
  series->rgb[1] = series->rgb[2] = 0.0f;
  for (guint i = 0; i < n; i++) {
    series->x[i] = i;
    series->y[i] = i == spike ? 10.0 : i == 0 ? -1.0 : 0.0;
  }
  return chart;
}

static gboolean
is_red(guint32 argb)
{
  return (argb >> 24) > 100 && ((argb >> 16) & 0xff) > 100 && (argb & 0xff) < 60;
}

/* One point of 300,000 must still be seen. */
static void
test_spike_is_drawn(void)
{
  g_autoptr(Chart) chart = long_chart(300000, 123456);
  PlotStyle style = card_style();
  Image image = draw(chart, &style, 300, 150);
  guint red = 0;

  for (int y = 20; y < 60; y++)
    for (int x = 0; x < image.width; x++)
      red += is_red(pixel(&image, x, y));
  g_assert_cmpuint(red, >=, 40);
  clear_image(&image);
}

static void
test_empty_says_verdict(void)
{
  PlotStyle style = card_style();
  g_autoptr(Chart) silent = chart_new("a", "a"), gap = chart_new("g", "g");
  g_autoptr(Chart) words = sample_empty();
  Series *series = chart_add_series(gap, "nothing", SERIES_LINE, 3, FALSE);

  for (guint i = 0; i < 3; i++)
    series->x[i] = series->y[i] = NAN;
  chart_take_verdict(gap, VERDICT_WAIT, g_strdup(words->verdict));
  Image a = draw(silent, &style, 300, 120), b = draw(words, &style, 300, 120);
  Image c = draw(gap, &style, 300, 120);
  g_assert_cmpuint(count_ink(&a), >, 50);
  g_assert_cmpuint(count_ink(&b), >, count_ink(&a));
  g_assert_cmpuint(count_difference(&b, &c), ==, 0);
  clear_image(&a);
  clear_image(&b);
  clear_image(&c);
}

static void
test_pointer(void)
{
  g_autoptr(Chart) chart = sample_msd();
  PlotStyle style = card_style();
  Image none = draw(chart, &style, 300, 150);

  style.pointer_x = 150.0;
  style.pointer_y = 60.0;
  Image near = draw(chart, &style, 300, 150);
  style.pointer_y = 600.0;
  Image away = draw(chart, &style, 300, 150);
  g_assert_cmpuint(count_difference(&none, &near), >, 1000);
  g_assert_cmpuint(count_difference(&none, &away), ==, 0);
  clear_image(&none);
  clear_image(&near);
  clear_image(&away);
}

static guint
strongest_alpha(const Image *image, int x, int from, int to)
{
  guint strongest = 0;

  for (int y = from; y < to; y++)
    strongest = MAX(strongest, pixel(image, x, y) >> 24);
  return strongest;
}

/* The bottom axis (28 % black) fills one row of pixels, not two rows by half. */
static void
test_hairlines_are_sharp(void)
{
  static const double heights[] = {150.0, 150.37, 150.71}, shifts[] = {0.0, 0.4, 3.5};
  g_autoptr(Chart) chart = sample_arrhenius();
  PlotStyle style = card_style();

  for (guint i = 0; i < 9; i++) {
    Image image = {cairo_image_surface_create(CAIRO_FORMAT_ARGB32, 300, 160), 300, 160};
    cairo_t *cr = cairo_create(image.surface);
    cairo_translate(cr, 0.0, shifts[i / 3]);
    plot_draw(cr, chart, &style, 300, heights[i % 3]);
    cairo_destroy(cr);
    cairo_surface_flush(image.surface);
    g_assert_cmpuint(strongest_alpha(&image, 80, 110, 145), ==, 71);
    clear_image(&image);
  }
}

static void
test_dark_and_light(void)
{
  g_autoptr(Chart) chart = sample_rdf();
  PlotStyle style = card_style();
  Image light = draw(chart, &style, 300, 150);

  style.dark = TRUE;
  Image dark = draw(chart, &style, 300, 150);
  guint light_sum = 0, dark_sum = 0;
  for (int x = 0; x < 300; x++)
    for (int y = 0; y < 16; y++) {
      light_sum += pixel(&light, x, y) & 0xff;
      dark_sum += pixel(&dark, x, y) & 0xff;
    }
  /* the y title stands there: black on light (premultiplied: no colour), white on dark */
  g_assert_cmpuint(light_sum, ==, 0);
  g_assert_cmpuint(dark_sum, >, 1000);
  clear_image(&light);
  clear_image(&dark);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot/SVG is well-formed and says what it shows", test_svg);
  g_test_add_func("/plot/SVG escapes what titles contain", test_svg_escapes);
  g_test_add_func("/plot/PDF is written", test_pdf);
  g_test_add_func("/plot/PNG has the size asked for", test_png_size);
  g_test_add_func("/plot/files that cannot be written are named", test_refusals);
  g_test_add_func("/plot/every kind of chart draws at every size", test_all_samples_draw);
  g_test_add_func("/plot/log axes leave out non-positive values",
                  test_log_drops_nonpositive);
  g_test_add_func("/plot/a spike in a long series is seen", test_spike_is_drawn);
  g_test_add_func("/plot/an empty chart says its verdict", test_empty_says_verdict);
  g_test_add_func("/plot/the pointer shows values only over the data", test_pointer);
  g_test_add_func("/plot/hairlines fall on whole pixels", test_hairlines_are_sharp);
  g_test_add_func("/plot/dark and light differ in ink", test_dark_and_light);
  return g_test_run();
}
