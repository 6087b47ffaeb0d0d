// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A PNG file that is written row by row, so that a picture need not fit into memory:
 * eight bits a channel, sRGB, with the size of a pixel in print (chunk pHYs). Written
 * beside path and put in its place when complete; until then, and when it never is, a
 * file that was there stays as it was.
 * Format: ISO/IEC 15948 (PNG, 2nd edition); the filter of a row is the one with the least
 * sum of absolute differences, as its section 12.8 suggests. One thread per writer. */
#pragma once

#include <glib.h>

/* Longest side that readers agree on. */
#define PNG_LONGEST_SIDE 1000000

typedef struct PngWriter PngWriter;

/* alpha: rows have a transparent background; otherwise their alpha is left out.
 * dpi: pixels per inch (25.4 mm) in print, 0: not said. */
PngWriter *png_writer_new(const char *path, int width, int height, gboolean alpha,
                          double dpi, GError **error);
/* The next rows from the top: RGBA, premultiplied, width × 4 bytes each. In the file
 * colours are not premultiplied, as PNG has it. */
gboolean png_writer_add_rows(PngWriter *writer, const guint8 *rgba, int n_rows,
                             GError **error);
/* After the last row. */
gboolean png_writer_finish(PngWriter *writer, GError **error);
/* Before it has finished: leaves nothing behind. */
void png_writer_free(PngWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PngWriter, png_writer_free)
