// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-axis.h"

#include <math.h>

#include "plot/plot.h"

#define MIN_MINOR_PX 24.0 /* a decade narrower than this has no minor ticks */
#define PLAIN_LO     -2   /* decades 10^-2 … 10^3 are written 0.01 … 1000 */
#define PLAIN_HI     3
#define EPSILON      1e-9
#define NEAR_BELOW   0.005 /* of the range: a minimum this near zero is zero */
#define NEAR_ABOVE   0.15
#define SINGLE_ROOM  0.1  /* on both sides of the only value, of its size */
#define ROUND_PARTS  20.0 /* of a range: the ends stand at multiples of such a part */
#define ROUND_LOG    0.1  /* decades */

static void
clear_tick(gpointer data)
{
  g_free(((PlotTick *)data)->label);
}

void
plot_axis_init(PlotAxis *axis, AxisScale scale)
{
  *axis = (PlotAxis){.scale = scale, .lo = INFINITY, .hi = -INFINITY};
  axis->ticks = g_array_new(FALSE, TRUE, sizeof(PlotTick));
  g_array_set_clear_func(axis->ticks, clear_tick);
}

void
plot_axis_clear(PlotAxis *axis)
{
  g_clear_pointer(&axis->ticks, g_array_unref);
}

double
plot_axis_placed(const PlotAxis *axis, double value)
{
  if (!isfinite(value) || (axis->scale == AXIS_LOG && value <= 0.0))
    return NAN;
  return axis->scale == AXIS_LOG ? log10(value) : value;
}

void
plot_axis_include(PlotAxis *axis, double value)
{
  double placed = plot_axis_placed(axis, value);

  if (isnan(placed))
    return;
  axis->lo = MIN(axis->lo, placed);
  axis->hi = MAX(axis->hi, placed);
}

gboolean
plot_axis_is_empty(const PlotAxis *axis)
{
  return !(axis->lo <= axis->hi);
}

static void
widen_single_value(PlotAxis *axis)
{
  double room = axis->scale == AXIS_LOG ? 0.3 : SINGLE_ROOM * fabs(axis->lo);

  if (axis->hi - axis->lo > 1e-12 * MAX(fabs(axis->lo), fabs(axis->hi)))
    return;
  axis->lo -= room > 0.0 ? room : 1.0;
  axis->hi += room > 0.0 ? room : 1.0;
}

void
plot_axis_pad(PlotAxis *axis, double below, double above)
{
  if (plot_axis_is_empty(axis))
    return;
  widen_single_value(axis);
  if (axis->scale == AXIS_LINEAR && axis->lo > -NEAR_BELOW * axis->hi &&
      axis->lo < NEAR_ABOVE * axis->hi)
    axis->lo = 0.0;
  double span = axis->hi - axis->lo;
  gboolean linear = axis->scale == AXIS_LINEAR;
  if (!(linear && axis->lo == 0.0))
    axis->lo -= below * span;
  if (!(linear && axis->hi == 0.0))
    axis->hi += above * span;
}

void
plot_axis_round_ends(PlotAxis *axis)
{
  if (plot_axis_is_empty(axis) || axis->hi <= axis->lo)
    return;
  double part = axis->scale == AXIS_LOG
                    ? ROUND_LOG
                    : plot_axis_nice_step((axis->hi - axis->lo) / ROUND_PARTS);

  axis->lo = floor(axis->lo / part + EPSILON) * part;
  axis->hi = ceil(axis->hi / part - EPSILON) * part;
}

static double
px_of_placed(const PlotAxis *axis, double placed)
{
  return axis->from +
         (placed - axis->lo) / (axis->hi - axis->lo) * (axis->to - axis->from);
}

double
plot_axis_px(const PlotAxis *axis, double value)
{
  return px_of_placed(axis, plot_axis_placed(axis, value));
}

double
plot_axis_value(const PlotAxis *axis, double px)
{
  double fraction = (px - axis->from) / (axis->to - axis->from);
  double placed = axis->lo + fraction * (axis->hi - axis->lo);

  return axis->scale == AXIS_LOG ? pow(10.0, placed) : placed;
}

static void
add_tick(PlotAxis *axis, double value, char *label)
{
  PlotTick tick = {value, label};

  g_array_append_val(axis->ticks, tick);
}

double
plot_axis_nice_step(double least)
{
  double decade = pow(10.0, floor(log10(least)));
  double ratio = least / decade;

  if (ratio <= 1.0 + EPSILON)
    return decade;
  if (ratio <= 2.0 + EPSILON)
    return 2.0 * decade;
  return ratio <= 5.0 + EPSILON ? 5.0 * decade : 10.0 * decade;
}

/* Power of ten that the title takes over, so that labels stay short. */
static int
shared_power(double largest)
{
  if (largest >= 1e5 || (largest > 0.0 && largest < 1e-2))
    return (int)floor(log10(largest) + EPSILON);
  return 0;
}

static double
multiples_between(double lo, double hi, double step)
{
  return floor(hi / step) - ceil(lo / step) + 1.0;
}

static void
make_linear_ticks(PlotAxis *axis, double lo, double hi, double least)
{
  double step = plot_axis_nice_step(least);
  double slack = EPSILON * (hi - lo);

  while (multiples_between(lo - slack, hi + slack, step) < 2.0)
    step = plot_axis_nice_step(0.4 * step);

  axis->power = shared_power(MAX(fabs(lo), fabs(hi)));
  double unit = pow(10.0, axis->power);
  for (double k = ceil((lo - slack) / step); k * step <= hi + slack; k++)
    add_tick(axis, k * step, plot_format_tick(k * step / unit, step / unit));
}

static char *
decade_label(int exponent, gboolean plain)
{
  if (plain)
    return plot_format_tick(pow(10.0, exponent), pow(10.0, exponent));
  g_autofree char *superscript = plot_format_superscript(exponent);
  return g_strconcat("10", superscript, NULL);
}

static gboolean
is_one_two_five(int digit)
{
  return digit == 1 || digit == 2 || digit == 5;
}

static gboolean
decades_are_plain(const PlotAxis *axis)
{
  return ceil(axis->lo - EPSILON) >= PLAIN_LO && floor(axis->hi + EPSILON) <= PLAIN_HI;
}

/* Every step-th decade with a label; between them the digits or the decades. */
static void
make_decade_ticks(PlotAxis *axis, int step, gboolean minor)
{
  int first = (int)floor(axis->lo), last = (int)floor(axis->hi + EPSILON);

  while (step > 1 && multiples_between(axis->lo - EPSILON, last, step) < 2.0)
    step--;
  gboolean plain = decades_are_plain(axis);

  for (int e = first; e <= last; e++) {
    for (int digit = 1; digit <= (minor && step == 1 ? 9 : 1); digit++) {
      double value = digit * pow(10.0, e), placed = log10(value);
      if (placed < axis->lo - EPSILON || placed > axis->hi + EPSILON)
        continue;
      gboolean major = digit == 1 && ((e % step) + step) % step == 0;
      add_tick(axis, value, major ? decade_label(e, plain) : NULL);
    }
  }
}

/* 1, 2 and 5 of each decade with a label. */
static void
make_digit_ticks(PlotAxis *axis)
{
  if (!decades_are_plain(axis) || axis->hi < -1.0 || axis->lo > PLAIN_HI)
    axis->power = (int)floor(0.5 * (axis->lo + axis->hi));
  for (int e = (int)floor(axis->lo); e <= (int)floor(axis->hi + EPSILON); e++) {
    for (int digit = 1; digit <= 9; digit++) {
      double value = digit * pow(10.0, e), placed = log10(value);
      double shown = digit * pow(10.0, e - axis->power);
      if (placed < axis->lo - EPSILON || placed > axis->hi + EPSILON)
        continue;
      add_tick(axis, value,
               is_one_two_five(digit) ? plot_format_tick(shown, shown) : NULL);
    }
  }
}

static guint
count_in_range(const PlotAxis *axis, gboolean digits)
{
  guint n = 0;

  for (int e = (int)floor(axis->lo); e <= (int)floor(axis->hi + EPSILON); e++)
    for (int digit = 1; digit <= (digits ? 5 : 1); digit++) {
      double placed = e + log10(digit);
      n += is_one_two_five(digit) && placed >= axis->lo - EPSILON &&
           placed <= axis->hi + EPSILON;
    }
  return n;
}

static void
make_log_ticks(PlotAxis *axis, double spacing)
{
  double decade_px = fabs(axis->to - axis->from) / (axis->hi - axis->lo);
  int step = (int)MAX(1.0, ceil(spacing / decade_px));
  gboolean digits_fit = 0.3 * decade_px >= spacing;

  if (!digits_fit && count_in_range(axis, FALSE) >= 2)
    make_decade_ticks(axis, step, decade_px >= MIN_MINOR_PX);
  else if (count_in_range(axis, TRUE) >= 2)
    make_digit_ticks(axis);
  else {
    double lo = pow(10.0, axis->lo), hi = pow(10.0, axis->hi);
    double n = MAX(2.0, fabs(axis->to - axis->from) / spacing);
    make_linear_ticks(axis, lo, hi, (hi - lo) / n);
  }
}

void
plot_axis_make_ticks(PlotAxis *axis, double spacing)
{
  g_array_set_size(axis->ticks, 0);
  axis->power = 0;
  if (plot_axis_is_empty(axis) || axis->hi <= axis->lo || axis->from == axis->to)
    return;
  if (axis->scale == AXIS_LOG) {
    make_log_ticks(axis, spacing);
    return;
  }
  double n = MAX(1.0, floor(fabs(axis->to - axis->from) / spacing));
  make_linear_ticks(axis, axis->lo, axis->hi, (axis->hi - axis->lo) / n);
}

char *
plot_axis_title(const PlotAxis *axis, const Axis *words)
{
  g_autofree char *superscript = plot_format_superscript(axis->power);
  const char *title = words->title ? words->title : "";
  const char *unit = words->unit ? words->unit : "";

  if (axis->power == 0)
    return *unit ? g_strdup_printf("%s (%s)", title, unit) : g_strdup(title);
  return g_strdup_printf("%s (10%s%s%s)", title, superscript, *unit ? " " : "", unit);
}
