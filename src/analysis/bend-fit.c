// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/bend-fit.h"

#include <math.h>
#include <stdlib.h>

#include "base/rng.h"

#define SIDE       5  /* points on either side of the corner */
#define SCAN       48 /* corners tried before the search in between */
#define GOLDEN     18 /* steps of that search */
#define SIMPLEX    80 /* steps of the hyperbola's */
#define BOOTSTRAPS 100
#define CLEAR      3.0
#define ENOUGH     0.25

typedef struct {
  double t, y;
} Point;

/* Sorted by t. Temperatures are kept on a scale on which they run from 0 to 1. */
typedef struct {
  const Point *point;
  guint n;
} Data;

typedef struct {
  double y0, a, b, rest; /* rest: sum of squares */
} Line3;

/* The two things that y follows at a temperature, for a corner there and of that width.
 */
static inline void
shapes_at(double t, double corner, double round2, double *u, double *v)
{
  *u = t - corner;
  *v = round2 > 0.0 ? 0.5 * *u + sqrt(0.25 * *u * *u + round2) : fmax(*u, 0.0);
}

/* Least squares of y on 1, u and v by the normal equations, each centred on its mean. */
static Line3
solve(const Data *data, double corner, double round2)
{
  double mean_u = 0.0, mean_v = 0.0, mean_y = 0.0, u, v;
  double uu = 0.0, uv = 0.0, vv = 0.0, uy = 0.0, vy = 0.0, yy = 0.0;
  Line3 line;

  for (guint i = 0; i < data->n; i++) {
    shapes_at(data->point[i].t, corner, round2, &u, &v);
    mean_u += u / data->n;
    mean_v += v / data->n;
    mean_y += data->point[i].y / data->n;
  }
  for (guint i = 0; i < data->n; i++) {
    shapes_at(data->point[i].t, corner, round2, &u, &v);
    u -= mean_u;
    v -= mean_v;
    double y = data->point[i].y - mean_y;
    uu += u * u;
    uv += u * v;
    vv += v * v;
    uy += u * y;
    vy += v * y;
    yy += y * y;
  }
  double det = uu * vv - uv * uv;
  gboolean bent = det > 1e-12 * uu * vv;
  line.b = bent ? (uu * vy - uv * uy) / det : 0.0;
  line.a = uu > 0.0 ? (uy - line.b * uv) / uu : 0.0;
  line.y0 = mean_y - line.a * mean_u - line.b * mean_v;
  line.rest = fmax(yy - line.a * uy - line.b * vy, 0.0);
  return line;
}

static double
rest_of(const Data *data, double corner)
{
  return solve(data, corner, 0.0).rest;
}

/* Corner between low and high with the least rest. */
static double
search_corner(const Data *data, double low, double high)
{
  const double golden = 0.5 * (sqrt(5.0) - 1.0);
  double one = high - golden * (high - low), two = low + golden * (high - low);
  double rest_one = rest_of(data, one), rest_two = rest_of(data, two);

  for (int k = 0; k < GOLDEN; k++) {
    if (rest_one < rest_two) {
      high = two;
      two = one;
      rest_two = rest_one;
      one = high - golden * (high - low);
      rest_one = rest_of(data, one);
    } else {
      low = one;
      one = two;
      rest_one = rest_two;
      two = low + golden * (high - low);
      rest_two = rest_of(data, two);
    }
  }
  return 0.5 * (low + high);
}

static double
find_corner(const Data *data)
{
  double low = data->point[SIDE - 1].t, high = data->point[data->n - SIDE].t;
  double step = (high - low) / SCAN, best = low, least = INFINITY;

  for (int k = 0; k <= SCAN; k++) {
    double rest = rest_of(data, low + k * step);
    if (rest < least) {
      least = rest;
      best = low + k * step;
    }
  }
  return search_corner(data, fmax(best - step, low), fmin(best + step, high));
}

/* x: corner and logarithm of the corner's width; outside of the data it costs. */
static double
cost(const Data *data, const double x[2])
{
  double low = data->point[0].t, high = data->point[data->n - 1].t;

  if (x[0] < low || x[0] > high || x[1] < log(0.002) || x[1] > log(0.5))
    return INFINITY;
  return solve(data, x[0], exp(2.0 * x[1])).rest;
}

typedef struct {
  double x[2], cost;
} Corner;

static int
compare_corners(gconstpointer one, gconstpointer two)
{
  const Corner *p = one, *q = two;

  return p->cost < q->cost ? -1 : p->cost > q->cost;
}

static Corner
along(const Data *data, const Corner *from, const double centre[2], double factor)
{
  Corner corner;

  for (int c = 0; c < 2; c++)
    corner.x[c] = centre[c] + factor * (centre[c] - from->x[c]);
  corner.cost = cost(data, corner.x);
  return corner;
}

/* One step of the simplex of J. A. Nelder, R. Mead, Comput. J. 7, 308 (1965). */
static void
simplex_step(const Data *data, Corner s[3])
{
  double centre[2];

  qsort(s, 3, sizeof *s, compare_corners);
  for (int c = 0; c < 2; c++)
    centre[c] = 0.5 * (s[0].x[c] + s[1].x[c]);
  Corner mirrored = along(data, &s[2], centre, 1.0);
  if (mirrored.cost < s[0].cost) {
    Corner further = along(data, &s[2], centre, 2.0);
    s[2] = further.cost < mirrored.cost ? further : mirrored;
    return;
  }
  if (mirrored.cost < s[1].cost) {
    s[2] = mirrored;
    return;
  }
  Corner inner = along(data, &s[2], centre, -0.5);
  if (inner.cost < s[2].cost) {
    s[2] = inner;
    return;
  }
  for (int k = 1; k < 3; k++)
    s[k] = along(data, &s[k], s[0].x, -0.5);
}

/* From the corner of the lines; log of the width to *width. */
static double
find_rounded(const Data *data, double corner, double *width)
{
  Corner s[3];

  for (int k = 0; k < 3; k++) {
    s[k].x[0] = corner + (k == 1 ? (corner < 0.5 ? 0.08 : -0.08) : 0.0);
    s[k].x[1] = log(k == 2 ? 0.15 : 0.05);
    s[k].cost = cost(data, s[k].x);
  }
  for (int k = 0; k < SIMPLEX; k++)
    simplex_step(data, s);
  qsort(s, 3, sizeof *s, compare_corners);
  *width = exp(s[0].x[1]);
  return s[0].x[0];
}

static int
compare_points(gconstpointer one, gconstpointer two)
{
  const Point *p = one, *q = two;

  return p->t < q->t ? -1 : p->t > q->t;
}

typedef enum { LINES, HYPERBOLA, SLOPE, BEND, N_RESULTS } Result;

static void
fit_all(const Data *data, double out[N_RESULTS], double *y_g, double *width)
{
  double corner = find_corner(data);
  Line3 line = solve(data, corner, 0.0);

  out[LINES] = corner;
  out[HYPERBOLA] = find_rounded(data, corner, width);
  out[SLOPE] = line.a;
  out[BEND] = line.b;
  *y_g = line.y0;
}

/* The same number of points, drawn with replacement; FALSE when too few different ones
 * were drawn. */
static gboolean
draw(const Data *data, guint64 seed, guint k, Point *out)
{
  double u[4];

  for (guint i = 0; i < data->n; i++) {
    if (i % 4 == 0)
      rng_uniform4(seed, RNG_ANALYSIS, k, i / 4, u);
    out[i] = data->point[MIN((guint)(u[i % 4] * data->n), data->n - 1)];
  }
  qsort(out, data->n, sizeof *out, compare_points);
  return out[SIDE - 1].t < out[data->n - SIDE].t;
}

static void
spread(const Data *data, guint64 seed, double sd[N_RESULTS])
{
  g_autofree Point *drawn = g_new(Point, data->n);
  double sum[N_RESULTS] = {0}, sum2[N_RESULTS] = {0}, one[N_RESULTS], ignored[2];
  guint n = 0;

  for (guint k = 0; k < BOOTSTRAPS; k++) {
    if (!draw(data, seed, k, drawn))
      continue;
    fit_all(&(Data){drawn, data->n}, one, &ignored[0], &ignored[1]);
    for (guint r = 0; r < N_RESULTS; r++) {
      sum[r] += one[r];
      sum2[r] += one[r] * one[r];
    }
    n++;
  }
  for (guint r = 0; r < N_RESULTS; r++)
    sd[r] = n > 1 ? sqrt(fmax(sum2[r] - sum[r] * sum[r] / n, 0.0) / (n - 1)) : NAN;
}

gboolean
bend_fit(const double *t, const double *y, guint n, guint64 seed, BendFit *fit)
{
  g_autofree Point *point = g_new(Point, n);
  double value[N_RESULTS], sd[N_RESULTS], low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < n; i++) {
    low = fmin(low, t[i]);
    high = fmax(high, t[i]);
  }
  double range = high - low;
  if (n < BEND_LEAST_POINTS || !(range > 0.0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    point[i] = (Point){(t[i] - low) / range, y[i]};
  qsort(point, n, sizeof *point, compare_points);
  Data data = {point, n};
  if (point[SIDE - 1].t >= point[n - SIDE].t)
    return FALSE;
  fit_all(&data, value, &fit->y_g, &fit->width);
  spread(&data, seed, sd);
  fit->t_g = (Estimate){low + range * value[LINES], range * sd[LINES]};
  fit->t_hyperbola = (Estimate){low + range * value[HYPERBOLA], range * sd[HYPERBOLA]};
  fit->glass = (Estimate){value[SLOPE] / range, sd[SLOPE] / range};
  fit->bend = (Estimate){value[BEND] / range, sd[BEND] / range};
  fit->width *= range;
  return TRUE;
}

gboolean
bend_fit_is_clear(const BendFit *fit, double low, double high)
{
  return fit->bend.value > CLEAR * fit->bend.error &&
         fit->t_g.error < ENOUGH * (high - low);
}
