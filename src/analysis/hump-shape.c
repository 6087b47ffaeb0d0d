// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hump-shape.h"

#include <math.h>

#include "analysis/curve-shape.h"

#define WIDTH      0.5  /* Å, of the smoothing at half height */
#define DROP       1.0  /* Å */
#define REACH      0.4  /* Å, a first maximum is alone within */
#define PEAK_LEAST 0.15 /* of the highest bin */
#define FAR        0.1  /* of the first maximum: nothing is looked for beyond */
#define ERRORS     2.5

/* Smoothed mean of the parts. */
typedef struct {
  guint n, drop;
  double *y;    /* owned */
  double kappa; /* noise of a bin is kappa √y */
} Curve;

static guint
highest_bin(const double *y, guint from, guint n)
{
  guint best = from;

  for (guint k = from; k < n; k++)
    if (y[k] > y[best])
      best = k;
  return best;
}

static guint
lowest_bin(const double *y, guint from, guint to)
{
  guint best = from;

  for (guint k = from; k <= to; k++)
    if (y[k] < y[best])
      best = k;
  return best;
}

/* κ² = mean over the bins of (variance of the mean)/y. */
static double
noise_scale(const Curve *curve, const double *smooth, guint n_parts)
{
  double least = FAR * curve->y[highest_bin(curve->y, 0, curve->n)], sum = 0.0;
  guint n = 0;

  for (guint k = 0; k < curve->n; k++) {
    if (!(curve->y[k] > least))
      continue;
    for (guint p = 0; p < n_parts; p++) {
      double off = smooth[p * curve->n + k] - curve->y[k];
      sum += off * off / curve->y[k];
    }
    n++;
  }
  return n ? sqrt(sum / n / (n_parts * (n_parts - 1.0))) : 0.0;
}

static Curve
smooth_parts(const double *part, guint n_parts, guint n, double dr)
{
  Curve curve = {.n = n, .drop = (guint)lround(DROP / dr), .y = g_new0(double, n)};
  g_autofree double *smooth = g_new(double, (gsize)n_parts *n);
  guint half = (guint)MAX(lround(0.5 * (WIDTH / dr - 1.0)), 1);

  for (guint p = 0; p < n_parts; p++) {
    curve_smooth(part + (gsize)p * n, n, half, smooth + (gsize)p * n);
    for (guint k = 0; k < n; k++)
      curve.y[k] += smooth[p * n + k] / n_parts;
  }
  curve.kappa = noise_scale(&curve, smooth, n_parts);
  return curve;
}

/* Of the difference of two bins that are y high together. */
static double
clearly(const Curve *curve, double y)
{
  return ERRORS * curve->kappa * sqrt(MAX(y, 0.0));
}

/* Where the descent is slowest before it gets steep again: the foot of a second maximum,
 * or a shoulder. FALSE when it only gets steeper and then flatter. */
static gboolean
find_halt(const Curve *curve, guint cage, guint *halt)
{
  const double *y = curve->y;
  double steepest = 0.0, flattest = 0.0;
  gboolean past_steepest = FALSE;
  guint end = curve->n - curve->drop;

  while (end > cage && y[end] < FAR * y[cage])
    end--;
  for (guint k = cage; k < end; k++) {
    double drop = y[k] - y[k + curve->drop];
    double clear = clearly(curve, y[k] + y[k + curve->drop]);
    if (!past_steepest) {
      steepest = MAX(steepest, drop);
      past_steepest = drop < steepest - clear;
      flattest = drop;
      *halt = k;
    } else if (drop < flattest) {
      flattest = drop;
      *halt = k;
    } else if (drop > flattest + clear) {
      return TRUE;
    }
  }
  return FALSE;
}

HumpShape
hump_shape_find(const double *part, guint n_parts, guint n, double dr)
{
  HumpShape shape = {.kind = HUMP_ONE};
  guint halt;

  g_return_val_if_fail(n_parts >= 2, shape);
  Curve curve = smooth_parts(part, n_parts, n, dr);
  g_autofree double *y = curve.y;
  int cage = curve_first_peak(y, n, (guint)lround(REACH / dr),
                              PEAK_LEAST * y[highest_bin(y, 0, n)]);
  if (cage < 0 || !find_halt(&curve, (guint)cage, &halt))
    return shape;

  shape.peak = highest_bin(y, halt, n);
  guint valley = lowest_bin(y, (guint)cage, shape.peak);
  double rise = y[shape.peak] - y[valley];
  gboolean two = rise > clearly(&curve, y[shape.peak] + y[valley]);
  shape.kind = two ? HUMP_TWO : HUMP_SHOULDER;
  shape.divide = two ? valley : halt + curve.drop / 2;
  return shape;
}
