// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-degree.h"

#include <math.h>

#include "base/rng.h"

#define SURROGATES 200
#define FULL_WIDTH 2.355 /* of a Gaussian at half its height, in σ */
#define CUT        4.0   /* σ */

typedef struct {
  double *weight; /* 2 radius + 1; owned */
  int radius;
  int n_frames;
} Gauss;

/* A box after smoothing, less its mean and of length one as a vector: z = (x − mean)/norm
 * where x is not zero, −mean/norm elsewhere. */
typedef struct {
  int begin, n;
  double *x; /* n; owned */
  double mean, norm;
} Column;

static Gauss
gauss_new(guint box_length, guint n_frames)
{
  double sigma = box_length / FULL_WIDTH, total = 0.0;
  Gauss gauss = {.radius = (int)(CUT * sigma + 0.5), .n_frames = (int)n_frames};

  gauss.weight = g_new(double, 2 * gauss.radius + 1);
  for (int k = -gauss.radius; k <= gauss.radius; k++) {
    gauss.weight[k + gauss.radius] = exp(-0.5 * k * k / (sigma * sigma));
    total += gauss.weight[k + gauss.radius];
  }
  for (int k = 0; k <= 2 * gauss.radius; k++)
    gauss.weight[k] /= total;
  return gauss;
}

/* … 1 0 | 0 1 … n−1 | n−1 n−2 … */
static int
reflect(int t, int n)
{
  int period = 2 * n, folded = ((t % period) + period) % period;

  return folded < n ? folded : period - 1 - folded;
}

static Column
smooth(const Gauss *gauss, HopBox box)
{
  Column column = {.begin = MAX(box.first - gauss->radius, 0)};
  int end = MIN(box.last + gauss->radius + 1, gauss->n_frames);
  double sum = 0.0, square = 0.0;

  column.n = end - column.begin;
  column.x = g_new0(double, column.n);
  for (int t = column.begin; t < end; t++) {
    double x = 0.0;
    for (int k = -gauss->radius; k <= gauss->radius; k++) {
      int from = reflect(t + k, gauss->n_frames);
      if (from >= box.first && from <= box.last)
        x += gauss->weight[k + gauss->radius];
    }
    column.x[t - column.begin] = x;
    sum += x;
    square += x * x;
  }
  column.mean = sum / gauss->n_frames;
  column.norm = sqrt(MAX(square - sum * column.mean, 0.0));
  return column;
}

static double
pearson(const Column *a, const Column *b, guint n_frames)
{
  int begin = MAX(a->begin, b->begin), end = MIN(a->begin + a->n, b->begin + b->n);
  double sum = 0.0;

  for (int t = begin; t < end; t++)
    sum += a->x[t - a->begin] * b->x[t - b->begin];
  return (sum - n_frames * a->mean * b->mean) / (a->norm * b->norm);
}

/* Mean of Pearson's coefficient over all pairs of columns: (|Σ z|² − n)/(n (n − 1)). */
static double
mean_pearson(const Column *const *column, guint n, guint n_frames)
{
  g_autofree double *sum = g_new0(double, n_frames);
  double below = 0.0, square = 0.0;

  for (guint i = 0; i < n; i++) {
    below += column[i]->mean / column[i]->norm;
    for (int k = 0; k < column[i]->n; k++)
      sum[column[i]->begin + k] += column[i]->x[k] / column[i]->norm;
  }
  for (guint t = 0; t < n_frames; t++)
    square += (sum[t] - below) * (sum[t] - below);
  return (square - n) / ((double)n * (n - 1));
}

/* Boxes of length at every time they may have, made when they are first drawn. */
static double
surrogate_threshold(guint length, guint n, guint n_frames, guint64 seed)
{
  guint places = n_frames - length;
  Gauss gauss = gauss_new(length, n_frames);
  g_autofree Column *place = g_new0(Column, places);
  g_autofree const Column **column = g_new(const Column *, n);
  double sum = 0.0;

  for (guint set = 0; set < SURROGATES; set++) {
    for (guint i = 0; i < n; i++) {
      double lot[4];
      rng_uniform4(seed, RNG_ANALYSIS, set, i, lot);
      int p = (int)MIN((guint)(lot[0] * places), places - 1);
      if (!place[p].x)
        place[p] = smooth(&gauss, (HopBox){p, p + (int)length - 1});
      column[i] = &place[p];
    }
    sum += mean_pearson(column, n, n_frames);
  }
  for (guint p = 0; p < places; p++)
    g_free(place[p].x);
  g_free(gauss.weight);
  return sum / SURROGATES;
}

static void
count_degrees(const HopBox *box, guint n, guint n_frames, double threshold, guint *degree)
{
  Gauss gauss = gauss_new((guint)(box[0].last - box[0].first + 1), n_frames);
  g_autofree Column *column = g_new(Column, n);

  for (guint i = 0; i < n; i++) {
    column[i] = smooth(&gauss, box[i]);
    degree[i] = 1;
  }
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      if (pearson(&column[i], &column[j], n_frames) > threshold) {
        degree[i]++;
        degree[j]++;
      }
  for (guint i = 0; i < n; i++)
    g_free(column[i].x);
  g_free(gauss.weight);
}

static void
fit_shares(const guint *degree, guint n, HopDegree *out)
{
  double total = 0.0;

  for (guint size = 0; size <= HOP_DEGREE_LAST; size++)
    out->share[size] = 0.0;
  for (guint i = 0; i < n; i++)
    if (degree[i] >= HOP_DEGREE_FIRST && degree[i] <= HOP_DEGREE_LAST) {
      out->share[degree[i]]++;
      total++;
    }
  for (guint size = 0; size <= HOP_DEGREE_LAST; size++)
    out->share[size] = total > 0.0 ? out->share[size] / total : NAN;
  out->fit = (DecayFit){NAN, NAN, {NAN, NAN}};
  if (total > 0.0)
    out->fit = decay_fit_offset(out->share + HOP_DEGREE_FIRST,
                                HOP_DEGREE_LAST - HOP_DEGREE_FIRST + 1, HOP_DEGREE_FIRST);
}

gboolean
hop_degree(const HopBox *box, guint n, guint n_frames, guint64 seed, guint *degree,
           HopDegree *out)
{
  guint64 total = 0;

  g_return_val_if_fail(box != NULL || n == 0, FALSE);
  for (guint i = 0; i < n; i++) {
    g_return_val_if_fail(box[i].first >= 0 && box[i].last >= box[i].first &&
                             box[i].last < (int)n_frames,
                         FALSE);
    total += (guint)(box[i].last - box[i].first + 1);
  }
  if (n < 2 || total / n >= n_frames)
    return FALSE;
  out->threshold = surrogate_threshold((guint)(total / n), n, n_frames, seed);
  count_degrees(box, n, n_frames, out->threshold, degree);
  fit_shares(degree, n, out);
  return TRUE;
}
