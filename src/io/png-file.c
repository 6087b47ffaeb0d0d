// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/png-file.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/base-error.h"

#define LEVEL     6
#define BUFFER    65536
#define N_FILTERS 5
#define INCH      0.0254 /* m */

struct PngWriter {
  FILE *file;
  char *path, *part; /* owned; where it goes, and where it is until then */
  int width, height, n_rows;
  int channels;
  GZlibCompressor *compressor; /* owned */
  guint8 *row, *above;         /* a row as the file has it, and the one before */
  guint8 *filtered[N_FILTERS]; /* a byte for the filter's number, then the row */
  guint8 *packed;              /* of an IDAT chunk */
  gsize n_packed;
};

static gboolean
fail(const PngWriter *writer, GError **error)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, "%s: %s", writer->path,
              g_strerror(errno));
  return FALSE;
}

/* Annex D: the polynomial of ISO 3309, lowest bit first. */
static guint32
crc(guint32 sum, const guint8 *bytes, gsize n)
{
  static const guint32 nibble[16] = {0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac,
                                     0x76dc4190, 0x6b6b51f4, 0x4db26158, 0x5005713c,
                                     0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                                     0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c};

  for (gsize i = 0; i < n; i++) {
    sum ^= bytes[i];
    sum = sum >> 4 ^ nibble[sum & 15];
    sum = sum >> 4 ^ nibble[sum & 15];
  }
  return sum;
}

static void
put_number(guint8 *at, guint32 number)
{
  for (int k = 0; k < 4; k++)
    at[k] = (guint8)(number >> (24 - 8 * k));
}

static gboolean
write_chunk(PngWriter *writer, const char *name, const guint8 *data, gsize n,
            GError **error)
{
  guint8 head[8], tail[4];

  put_number(head, (guint32)n);
  memcpy(head + 4, name, 4);
  put_number(tail, ~crc(crc(0xffffffff, head + 4, 4), data, n));
  gboolean done = fwrite(head, 1, 8, writer->file) == 8 &&
                  fwrite(data, 1, n, writer->file) == n &&
                  fwrite(tail, 1, 4, writer->file) == 4;
  return done || fail(writer, error);
}

static gboolean
write_head(PngWriter *writer, double dpi, GError **error)
{
  static const guint8 signature[8] = {137, 'P', 'N', 'G', '\r', '\n', 26, '\n'};
  static const char software[] = "Software\0Vitrine";
  const guint8 srgb = 0; /* perceptual */
  guint8 head[13] = {0}, size[9];

  put_number(head, (guint32)writer->width);
  put_number(head + 4, (guint32)writer->height);
  head[8] = 8;
  head[9] = writer->channels == 4 ? 6 : 2;
  guint32 per_metre = (guint32)lround(dpi / INCH);
  put_number(size, per_metre);
  put_number(size + 4, per_metre);
  size[8] = 1; /* metre */
  if (fwrite(signature, 1, 8, writer->file) != 8)
    return fail(writer, error);
  return write_chunk(writer, "IHDR", head, sizeof head, error) &&
         write_chunk(writer, "sRGB", &srgb, 1, error) &&
         (dpi <= 0.0 || write_chunk(writer, "pHYs", size, sizeof size, error)) &&
         write_chunk(writer, "tEXt", (const guint8 *)software, sizeof software - 1,
                     error);
}

PngWriter *
png_writer_new(const char *path, int width, int height, gboolean alpha, double dpi,
               GError **error)
{
  g_return_val_if_fail(path && width > 0 && height > 0, NULL);
  g_return_val_if_fail(width <= PNG_LONGEST_SIDE && height <= PNG_LONGEST_SIDE, NULL);

  g_autoptr(PngWriter) writer = g_new0(PngWriter, 1);
  writer->path = g_strdup(path);
  writer->width = width;
  writer->height = height;
  writer->channels = alpha ? 4 : 3;
  gsize n = (gsize)width * (gsize)writer->channels;
  writer->row = g_malloc0(n);
  writer->above = g_malloc0(n);
  for (int k = 0; k < N_FILTERS; k++) {
    writer->filtered[k] = g_malloc(n + 1);
    writer->filtered[k][0] = (guint8)k;
  }
  writer->packed = g_malloc(BUFFER);
  writer->compressor = g_zlib_compressor_new(G_ZLIB_COMPRESSOR_FORMAT_ZLIB, LEVEL);
  writer->part = g_strconcat(path, ".part", NULL);
  writer->file = g_fopen(writer->part, "wb");
  if (!writer->file) {
    g_clear_pointer(&writer->part, g_free);
    fail(writer, error);
    return NULL;
  }
  return write_head(writer, dpi, error) ? g_steal_pointer(&writer) : NULL;
}

static gboolean
flush_packed(PngWriter *writer, GError **error)
{
  gsize n = writer->n_packed;

  writer->n_packed = 0;
  return n == 0 || write_chunk(writer, "IDAT", writer->packed, n, error);
}

/* at_end: nothing comes after these bytes. */
static gboolean
pack(PngWriter *writer, const guint8 *bytes, gsize n, gboolean at_end, GError **error)
{
  GConverter *converter = G_CONVERTER(writer->compressor);
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (at_end ? result != G_CONVERTER_FINISHED : n > 0) {
    gsize n_read = 0, n_written = 0;
    result = g_converter_convert(converter, bytes, n, writer->packed + writer->n_packed,
                                 BUFFER - writer->n_packed,
                                 at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS,
                                 &n_read, &n_written, error);
    if (result == G_CONVERTER_ERROR)
      return FALSE;
    bytes += n_read;
    n -= n_read;
    writer->n_packed += n_written;
    if (writer->n_packed == BUFFER && !flush_packed(writer, error))
      return FALSE;
  }
  return TRUE;
}

/* Premultiplied to straight, rounded. */
static void
take_row(PngWriter *writer, const guint8 *rgba)
{
  guint8 *to = writer->row;

  for (int x = 0; x < writer->width; x++, rgba += 4, to += writer->channels) {
    guint alpha = rgba[3];
    gboolean as_is = writer->channels == 3 || alpha == 0 || alpha == 255;
    for (int k = 0; k < 3; k++)
      to[k] = as_is ? rgba[k] : (guint8)MIN((rgba[k] * 255u + alpha / 2) / alpha, 255u);
    if (writer->channels == 4) {
      to[3] = (guint8)alpha;
      if (alpha == 0)
        memset(to, 0, 3);
    }
  }
}

static int
paeth(int a, int b, int c)
{
  int pa = abs(b - c), pb = abs(a - c), pc = abs(a + b - 2 * c);

  return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

static void
filter(PngWriter *writer, gsize n)
{
  const guint8 *row = writer->row, *above = writer->above;
  guint8 **to = writer->filtered;
  gsize back = (gsize)writer->channels;

  memcpy(to[0] + 1, row, n);
  for (gsize i = 0; i < n; i++) {
    int left = i < back ? 0 : row[i - back], corner = i < back ? 0 : above[i - back];
    to[1][i + 1] = (guint8)(row[i] - left);
    to[2][i + 1] = (guint8)(row[i] - above[i]);
    to[3][i + 1] = (guint8)(row[i] - (left + above[i]) / 2);
    to[4][i + 1] = (guint8)(row[i] - paeth(left, above[i], corner));
  }
}

static const guint8 *
best_filter(const PngWriter *writer, gsize n)
{
  const guint8 *best = NULL;
  guint64 least = G_MAXUINT64;

  for (int k = 0; k < N_FILTERS; k++) {
    guint64 sum = 0;
    for (gsize i = 1; i <= n; i++)
      sum += (guint)abs((gint8)writer->filtered[k][i]);
    if (sum < least) {
      least = sum;
      best = writer->filtered[k];
    }
  }
  return best;
}

gboolean
png_writer_add_rows(PngWriter *writer, const guint8 *rgba, int n_rows, GError **error)
{
  gsize n = (gsize)writer->width * (gsize)writer->channels;

  g_return_val_if_fail(writer->n_rows + n_rows <= writer->height, FALSE);
  for (int y = 0; y < n_rows; y++, rgba += 4 * (gsize)writer->width) {
    take_row(writer, rgba);
    filter(writer, n);
    if (!pack(writer, best_filter(writer, n), n + 1, FALSE, error))
      return FALSE;
    guint8 *above = writer->above;
    writer->above = writer->row;
    writer->row = above;
    writer->n_rows++;
  }
  return TRUE;
}

gboolean
png_writer_finish(PngWriter *writer, GError **error)
{
  g_return_val_if_fail(writer->n_rows == writer->height, FALSE);
  if (!pack(writer, writer->row, 0, TRUE, error) || !flush_packed(writer, error) ||
      !write_chunk(writer, "IEND", writer->row, 0, error))
    return FALSE;
  gboolean closed = fclose(writer->file) == 0;
  writer->file = NULL;
  if (!closed || g_rename(writer->part, writer->path) != 0)
    return fail(writer, error);
  g_clear_pointer(&writer->part, g_free);
  return TRUE;
}

void
png_writer_free(PngWriter *writer)
{
  if (!writer)
    return;
  if (writer->file)
    fclose(writer->file);
  if (writer->part)
    g_unlink(writer->part);
  g_clear_object(&writer->compressor);
  for (int k = 0; k < N_FILTERS; k++)
    g_free(writer->filtered[k]);
  g_free(writer->row);
  g_free(writer->above);
  g_free(writer->packed);
  g_free(writer->part);
  g_free(writer->path);
  g_free(writer);
}
