// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* PNG files, read back by a library that shares no code with the writer (libpng, through
 * cairo) and, for what cairo does not tell, by their chunks. */
#include <cairo.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "io/png-file.h"

#define W 301
#define H 97

typedef struct {
  char *folder, *path;
} Place;

static Place
place_new(void)
{
  Place place = {.folder = g_dir_make_tmp("vitrine-XXXXXX", NULL)};

  place.path = g_build_filename(place.folder, "picture.png", NULL);
  return place;
}

/* Nothing else may lie there. */
static void
place_clear(Place *place)
{
  g_unlink(place->path);
  g_assert_cmpint(g_rmdir(place->folder), ==, 0);
  g_free(place->folder);
  g_free(place->path);
}

/* Premultiplied: gradients, noise and every alpha. */
static guint8 *
make_picture(gboolean opaque)
{
  guint8 *rgba = g_malloc(4 * W * H);
  g_autoptr(GRand) rand = g_rand_new_with_seed(3);

  for (int i = 0; i < W * H; i++) {
    int x = i % W, y = i / W, alpha = opaque ? 255 : (x * 7 + y * 3) % 256;
    const int straight[3] = {x * 255 / W, y * 255 / H, g_rand_int_range(rand, 0, 256)};
    for (int k = 0; k < 3; k++)
      rgba[4 * i + k] = (guint8)((straight[k] * alpha + 127) / 255);
    rgba[4 * i + 3] = (guint8)alpha;
  }
  return rgba;
}

/* In two parts, as tiles come. */
static void
write_picture(const char *path, const guint8 *rgba, gboolean alpha, double dpi)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PngWriter) writer = png_writer_new(path, W, H, alpha, dpi, &error);

  g_assert_no_error(error);
  png_writer_add_rows(writer, rgba, 40, &error);
  png_writer_add_rows(writer, rgba + 4 * W * 40, H - 40, &error);
  png_writer_finish(writer, &error);
  g_assert_no_error(error);
}

/* cairo premultiplies again what libpng gives it; that may cost one step. */
static void
assert_same(const char *path, const guint8 *rgba)
{
  cairo_surface_t *surface = cairo_image_surface_create_from_png(path);

  g_assert_cmpint(cairo_surface_status(surface), ==, CAIRO_STATUS_SUCCESS);
  g_assert_cmpint(cairo_image_surface_get_width(surface), ==, W);
  g_assert_cmpint(cairo_image_surface_get_height(surface), ==, H);
  gboolean opaque = cairo_image_surface_get_format(surface) == CAIRO_FORMAT_RGB24;
  for (int i = 0; i < W * H; i++) {
    guint32 word;
    memcpy(&word,
           cairo_image_surface_get_data(surface) +
               i / W * cairo_image_surface_get_stride(surface) + 4 * (i % W),
           4);
    const guint8 *p = rgba + 4 * i;
    g_assert_cmpint(ABS((int)(word >> 16 & 255) - p[0]), <=, opaque ? 0 : 1);
    g_assert_cmpint(ABS((int)(word >> 8 & 255) - p[1]), <=, opaque ? 0 : 1);
    g_assert_cmpint(ABS((int)(word & 255) - p[2]), <=, opaque ? 0 : 1);
    if (!opaque)
      g_assert_cmpint(word >> 24, ==, p[3]);
  }
  cairo_surface_destroy(surface);
}

static void
test_pixels_come_back(gconstpointer alpha)
{
  Place place = place_new();
  g_autofree guint8 *rgba = make_picture(!alpha);

  write_picture(place.path, rgba, alpha != NULL, 0.0);
  assert_same(place.path, rgba);
  place_clear(&place);
}

static guint32
number_at(const char *at)
{
  guint32 number;

  memcpy(&number, at, 4);
  return GUINT32_FROM_BE(number);
}

/* 300 dpi are 11811 pixels per metre; the unit is 1, metre (11.3.5.3). */
static void
test_size_in_print(void)
{
  Place place = place_new();
  g_autofree guint8 *rgba = make_picture(TRUE);
  g_autofree char *data = NULL;
  gsize n;

  write_picture(place.path, rgba, FALSE, 300.0);
  g_assert_true(g_file_get_contents(place.path, &data, &n, NULL));
  const char *chunk = memmem(data, n, "pHYs", 4);
  g_assert_nonnull(chunk);
  g_assert_cmpuint(number_at(chunk - 4), ==, 9);
  g_assert_cmpuint(number_at(chunk + 4), ==, 11811);
  g_assert_cmpuint(number_at(chunk + 8), ==, 11811);
  g_assert_cmpint(chunk[12], ==, 1);
  place_clear(&place);
}

/* Half covered white is white in the file: a viewer's background makes it no darker. */
static void
test_soft_edges_keep_their_colour(void)
{
  const guint8 half[8] = {128, 128, 128, 128, 64, 0, 0, 128};
  Place place = place_new();
  g_autoptr(GError) error = NULL;
  g_autoptr(PngWriter) writer = png_writer_new(place.path, 2, 1, TRUE, 0.0, &error);
  g_autofree char *data = NULL;
  gsize n, n_in, n_out;
  guint8 row[16];

  g_assert_true(png_writer_add_rows(writer, half, 1, &error));
  g_assert_true(png_writer_finish(writer, &error));
  g_assert_true(g_file_get_contents(place.path, &data, &n, NULL));
  const char *chunk = memmem(data, n, "IDAT", 4);
  g_autoptr(GZlibDecompressor) zlib =
      g_zlib_decompressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB);
  g_converter_convert(G_CONVERTER(zlib), chunk + 4, number_at(chunk - 4), row, sizeof row,
                      G_CONVERTER_INPUT_AT_END, &n_in, &n_out, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(n_out, ==, 9);
  guint8 previous[4] = {0};
  for (int x = 0; x < 2; x++)
    for (int k = 0; k < 4; k++) {
      guint8 value = row[1 + 4 * x + k] + (row[0] == 0 ? 0 : previous[k]);
      const guint8 wanted[2][4] = {{255, 255, 255, 128}, {128, 0, 0, 128}};
      g_assert_cmpuint(row[0], <=, 2);
      g_assert_cmpuint(value, ==, wanted[x][k]);
      previous[k] = row[0] == 1 ? value : 0;
    }
  place_clear(&place);
}

static void
test_unfinished_leaves_what_was(void)
{
  Place place = place_new();
  g_autofree guint8 *rgba = make_picture(TRUE);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true(g_file_set_contents(place.path, "before", -1, NULL));
  PngWriter *writer = png_writer_new(place.path, W, H, FALSE, 72.0, &error);
  g_assert_true(png_writer_add_rows(writer, rgba, 20, &error));
  png_writer_free(writer);
  g_assert_true(g_file_get_contents(place.path, &text, NULL, NULL));
  g_assert_cmpstr(text, ==, "before");
  g_assert_null(png_writer_new("/nowhere/x.png", W, H, FALSE, 72.0, &error));
  g_assert_nonnull(strstr(error->message, "/nowhere/x.png"));
  place_clear(&place);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_data_func("/png-file/opaque pixels come back", NULL, test_pixels_come_back);
  g_test_add_data_func("/png-file/transparent pixels come back", GINT_TO_POINTER(1),
                       test_pixels_come_back);
  g_test_add_func("/png-file/the size in print is kept", test_size_in_print);
  g_test_add_func("/png-file/soft edges keep their colour",
                  test_soft_edges_keep_their_colour);
  g_test_add_func("/png-file/an unfinished file leaves what was there",
                  test_unfinished_leaves_what_was);
  return g_test_run();
}
