// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One axis: its range, its place in pixels and its ticks. Pure numbers, no drawing.
 *
 * "Placed" values are what is linear in pixels: the value itself, or its log10. */
#pragma once

#include <glib.h>

#include "model/series.h"

typedef struct {
  double value;
  char *label; /* owned; NULL: a minor tick */
} PlotTick;

typedef struct {
  AxisScale scale;
  double lo, hi;   /* placed; lo > hi while nothing was included */
  double from, to; /* px of lo and of hi */
  int power;       /* labels say value / 10^power */
  GArray *ticks;   /* PlotTick, rising */
} PlotAxis;

void plot_axis_init(PlotAxis *axis, AxisScale scale);
void plot_axis_clear(PlotAxis *axis);

/* NAN when value has no place: not finite, or not positive on a log axis. */
double plot_axis_placed(const PlotAxis *axis, double value);
/* Widens the range; values without a place are left out. */
void plot_axis_include(PlotAxis *axis, double value);
gboolean plot_axis_is_empty(const PlotAxis *axis);
/* Gives a single value some room, takes in a near zero on linear axes, and adds fractions
 * of the range on both sides. A bound that is exactly zero stays. */
void plot_axis_pad(PlotAxis *axis, double below, double above);
/* Moves both ends outwards to round values, by at most an eighth of the range. */
void plot_axis_round_ends(PlotAxis *axis);

/* px of a value, NAN when it has no place. */
double plot_axis_px(const PlotAxis *axis, double value);
double plot_axis_value(const PlotAxis *axis, double px);

/* Replaces the ticks by round ones (1-2-5; decades) with labels about spacing px apart
 * or wider. */
void plot_axis_make_ticks(PlotAxis *axis, double spacing);
/* Step 1, 2 or 5 × 10^n, the smallest not below least. */
double plot_axis_nice_step(double least);
/* "t (ps)", "D (10⁻⁵ cm²/s)". Owner: caller. */
char *plot_axis_title(const PlotAxis *axis, const Axis *words);
