// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/van-hove-log.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/curve-shape.h"
#include "analysis/diffusion-fit.h"
#include "model/format-number.h"

#define BINS       VAN_HOVE_LOG_BINS
#define PARTS      VAN_HOVE_PARTS
#define HALF       2 /* bins on either side, smoothed twice: nine */
#define LAGS_LEAST 8
#define THIN       3 /* shorter lags shown */
#define THIN_STEP  4.0
#define REACH      6    /* bins on either side that a maximum overtops */
#define PEAK_LEAST 0.15 /* of the highest */
#define ERRORS     2.5
#define TAIL       2e-3 /* of the highest: the axis ends */

/* Smoothed P(log r) at one lag. */
typedef struct {
  guint n_parts;
  double part[PARTS][BINS];
  double y[BINS];
} Curve;

typedef struct {
  int cage, hop; /* bins; hop -1: one maximum only */
  guint valley;
} Peaks;

static void
fill_curve(const VanHoveCounts *counts, guint lag, Curve *curve)
{
  double raw[BINS];

  curve->n_parts = MIN(PARTS, counts->n_ions);
  for (guint bin = 0; bin < BINS; bin++)
    curve->y[bin] = 0.0;
  for (guint p = 0; p < curve->n_parts; p++) {
    guint size = (counts->n_ions + PARTS - 1 - p) / PARTS;
    van_hove_counts_log_part(counts, lag, p, raw);
    curve_smooth(raw, BINS, HALF, curve->part[p]);
    for (guint bin = 0; bin < BINS; bin++)
      curve->y[bin] += curve->part[p][bin] * size / counts->n_ions;
  }
}

static guint
extreme_bin(const double *y, guint from, guint to, double sign)
{
  guint best = from;

  for (guint bin = from; bin <= to; bin++)
    if (sign * y[bin] > sign * y[best])
      best = bin;
  return best;
}

/* Whether y(a) − y(b) is more than its error over the parts allows. */
static gboolean
clearly_higher(const Curve *curve, guint a, guint b)
{
  double rise[PARTS];
  const double *row = rise;
  static const double one = 1.0;

  for (guint p = 0; p < curve->n_parts; p++)
    rise[p] = curve->part[p][a] - curve->part[p][b];
  Estimate mean = diffusion_fit_jackknife(&one, &row, 1, curve->n_parts);
  return mean.value > ERRORS * mean.error;
}

static Peaks
find_peaks(const Curve *curve)
{
  const double *y = curve->y;
  double highest = y[extreme_bin(y, 0, BINS - 1, 1.0)];
  Peaks peaks = {.cage = curve_first_peak(y, BINS, REACH, PEAK_LEAST * highest),
                 .hop = -1};

  if (peaks.cage < 0 || curve->n_parts < 2)
    return peaks;
  for (guint bin = (guint)peaks.cage + REACH; bin + REACH < BINS; bin++) {
    if (y[bin] < PEAK_LEAST * highest ||
        extreme_bin(y, bin - REACH, bin + REACH, 1.0) != bin)
      continue;
    peaks.valley = extreme_bin(y, (guint)peaks.cage, bin, -1.0);
    if (clearly_higher(curve, bin, peaks.valley) &&
        clearly_higher(curve, (guint)peaks.cage, peaks.valley)) {
      peaks.hop = (int)bin;
      return peaks;
    }
  }
  return peaks;
}

static void
add_curve(const Motion *motion, Chart *chart, guint lag, const Curve *curve, float fade)
{
  g_autofree char *time = number_format_short(motion_lag(motion, lag), 2);
  g_autofree char *name = g_strdup_printf("%s ps", time);
  double least = TAIL * curve->y[extreme_bin(curve->y, 0, BINS - 1, 1.0)];
  guint first = 1, end = BINS - 1;

  while (first + 1 < end && curve->y[first] < least)
    first++;
  while (end > first + 1 && curve->y[end - 1] < least)
    end--;
  Series *series = chart_add_series(chart, name, fade > 0.0f ? SERIES_LINE : SERIES_FILL,
                                    end - first, FALSE);
  series_set_species(series, motion_group_label(motion, (guint)motion->ion));
  for (guint c = 0; c < 3; c++)
    series->rgb[c] += (0.6f - series->rgb[c]) * fade;
  for (guint bin = first; bin < end; bin++) {
    series->x[bin - first] = van_hove_counts_log_middle(bin);
    series->y[bin - first] = curve->y[bin];
  }
}

/* The longest lag that is at most time. */
static guint
lag_before(const Motion *motion, double time)
{
  guint lag = 0;

  while (lag + 1 < LAG_LADDER_LAGS && motion_lag(motion, lag + 1) <= time)
    lag++;
  return lag;
}

/* Å */
static double
place_of(const Curve *curve, guint bin)
{
  double place = curve_refine_peak(curve->y, BINS, bin);
  guint below = (guint)floor(place);
  double lower = van_hove_counts_log_middle(below);

  return lower *
         pow(van_hove_counts_log_middle(below + 1) / lower, place - (double)below);
}

static void
describe(const Motion *motion, Chart *chart, const Curve *curve)
{
  const char *label = motion_group_label(motion, (guint)motion->ion);
  Peaks peaks = find_peaks(curve);

  if (peaks.cage < 0)
    return;
  double cage = place_of(curve, (guint)peaks.cage);
  chart_add_scalar(chart, "cage_peak_A", label, cage, NAN, NULL);
  chart_add_scalar(chart, "peak_height", label, curve->y[peaks.cage], NAN, NULL);
  g_autofree char *at_cage = number_format_digits(cage, 2);
  if (peaks.hop < 0) {
    chart_take_verdict(chart, VERDICT_NONE, g_strdup(_("unimodal")));
    chart_take_value(chart, g_strdup_printf(_("one peak at %s Å"), at_cage));
    return;
  }
  double hop = place_of(curve, (guint)peaks.hop);
  double lower = MIN(curve->y[peaks.cage], curve->y[peaks.hop]);
  chart_add_scalar(chart, "hop_peak_A", label, hop, NAN, NULL);
  chart_add_scalar(chart, "valley_A", label, van_hove_counts_log_middle(peaks.valley),
                   NAN, NULL);
  chart_add_scalar(chart, "valley_depth", label, curve->y[peaks.valley] / lower, NAN,
                   NULL);
  g_autofree char *at_hop = number_format_digits(hop, 2);
  g_autofree char *mark = g_strdup_printf("%s Å", at_hop);
  Series *series = g_ptr_array_index(chart->series, chart->series->len - 1);
  series_add_mark(series, hop, curve->y[peaks.hop], mark);
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup(_("bimodal")));
  chart_take_value(chart,
                   g_strdup_printf(_("cage at %s Å · hops at %s Å"), at_cage, at_hop));
}

Chart *
van_hove_log_chart(const VanHoveCounts *counts, const Motion *motion,
                   const Ghosts *ghosts)
{
  Chart *chart = chart_new("vanhove-log", _("Self van Hove function, log r"));
  g_autofree Curve *curve = g_new(Curve, 1);

  chart_set_x_axis(chart, "r", "Å", AXIS_LOG);
  chart_set_y_axis(chart, "P(log₁₀ r)", "", AXIS_LINEAR);
  ghosts_add_to(ghosts, chart, NULL);
  if (motion->ion < 0 || van_hove_counts_lags(counts, motion) < LAGS_LEAST) {
    gboolean none = motion->sums && motion->ion < 0;
    chart_take_verdict(chart, none ? VERDICT_NONE : VERDICT_WAIT,
                       g_strdup(none ? _("no mobile ions") : _("waiting for data")));
    return chart;
  }
  guint shown = van_hove_counts_lag(counts, motion);
  guint last = shown;
  for (guint i = THIN; i > 0; i--) {
    guint lag =
        lag_before(motion, motion_lag(motion, shown) / pow(THIN_STEP, i) * (1.0 + 1e-9));
    if (lag >= shown || lag == last)
      continue;
    last = lag;
    fill_curve(counts, lag, curve);
    add_curve(motion, chart, lag, curve, (float)i / (THIN + 1));
  }
  fill_curve(counts, shown, curve);
  add_curve(motion, chart, shown, curve, 0.0f);
  chart_add_scalar(chart, "lag_ps", motion_group_label(motion, (guint)motion->ion),
                   motion_lag(motion, shown), NAN, NULL);
  describe(motion, chart, curve);
  return chart;
}
