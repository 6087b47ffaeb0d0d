// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Thinning: a curve of any length becomes a few points per pixel column that draw the
 * same. */
#pragma once

#include <glib.h>

typedef struct {
  double x, y; /* px */
} PlotPoint;

/* Appends a point (PlotPoint array). x or y NAN: a gap. Points that stay in the pixel
 * column of the last kept one are joined into first, lowest, highest and last, in the
 * order they came, so no extreme is lost. */
typedef struct {
  GArray *points; /* PlotPoint, owned by the caller */
  double column;  /* px width of a column */
  gboolean open;
  double at; /* column index */
  PlotPoint first, lowest, highest, last;
  gboolean low_first;
} PlotThinner;

void plot_thinner_init(PlotThinner *thinner, GArray *points, double column);
void plot_thinner_add(PlotThinner *thinner, double x, double y);
/* Writes what is still held back. */
void plot_thinner_finish(PlotThinner *thinner);
