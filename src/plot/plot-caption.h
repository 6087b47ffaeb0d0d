// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Draws the caption of a picture with cairo over it, on screen and into files alike, so
 * that exports have it and its letters are as good as those of the plots. Any thread, one
 * call per cairo_t. */
#pragma once

#include <cairo.h>
#include <glib.h>

#include "model/caption.h"

/* Into 0,0 … width,height of cr. Leaves out what has no room. */
void plot_caption_draw(cairo_t *cr, const Caption *caption, double width, double height);
/* The same into pixels: RGBA, premultiplied, rows from the top, width × 4 bytes each.
 * scale: pixels per px of the caption. */
void plot_caption_draw_rgba(guint8 *rgba, int width, int height, double scale,
                            const Caption *caption);

/* Some rows of a picture: n_rows from top on, of width × height pixels in all. */
typedef struct {
  int width, height, top, n_rows;
  double scale; /* pixels per px of the caption */
} CaptionBand;

/* The same into these rows alone, however large the picture is. */
void plot_caption_draw_band(guint8 *rgba, const CaptionBand *band,
                            const Caption *caption);

/* Length of a scale bar: 1, 2 or 5 times a power of ten, at most `most`. */
double plot_caption_bar(double most);
