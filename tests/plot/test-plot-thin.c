// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-thin.h"

#include <math.h>

static GArray *
thin(const double *x, const double *y, guint n)
{
  GArray *points = g_array_new(FALSE, FALSE, sizeof(PlotPoint));
  PlotThinner thinner;

  plot_thinner_init(&thinner, points, 1.0);
  for (guint i = 0; i < n; i++)
    plot_thinner_add(&thinner, x[i], y[i]);
  plot_thinner_finish(&thinner);
  return points;
}

static void
test_extremes_stay(void)
{
  enum { N = 200000, WIDTH = 100 };
  g_autofree double *x = g_new(double, N), *y = g_new(double, N);
  g_autoptr(GRand) random = g_rand_new_with_seed(4);
  double lowest[WIDTH], highest[WIDTH];

  for (guint i = 0; i < WIDTH; i++) {
    lowest[i] = INFINITY;
    highest[i] = -INFINITY;
  }
  for (guint i = 0; i < N; i++) {
    guint column = (guint)((guint64)i * WIDTH / N);
    x[i] = i * (double)WIDTH / N;
    y[i] = g_rand_double_range(random, -50.0, 50.0);
    lowest[column] = MIN(lowest[column], y[i]);
    highest[column] = MAX(highest[column], y[i]);
  }
  g_autoptr(GArray) points = thin(x, y, N);
  g_assert_cmpuint(points->len, <=, 4 * WIDTH);
  for (guint i = 0; i < points->len; i++) {
    PlotPoint p = g_array_index(points, PlotPoint, i);
    guint column = (guint)p.x;
    g_assert_true(p.y >= lowest[column] && p.y <= highest[column]);
    if (p.y == lowest[column])
      lowest[column] = -1e9;
    if (p.y == highest[column])
      highest[column] = 1e9;
  }
  for (guint i = 0; i < WIDTH; i++)
    g_assert_true(lowest[i] == -1e9 && highest[i] == 1e9);
}

static void
test_order_stays(void)
{
  static const double x[] = {0.1, 0.2, 0.3, 0.4, 0.5, 1.5}, y[] = {5, 1, 7, 9, 2, 3};
  static const double kept[] = {5, 1, 9, 2, 3};
  g_autoptr(GArray) points = thin(x, y, G_N_ELEMENTS(x));

  g_assert_cmpuint(points->len, ==, G_N_ELEMENTS(kept));
  for (guint i = 0; i < points->len; i++)
    g_assert_cmpfloat(g_array_index(points, PlotPoint, i).y, ==, kept[i]);
}

static void
test_short_stays(void)
{
  static const double x[] = {0.5, 3.0, 7.25, 9.0}, y[] = {1.0, -4.0, 2.0, 2.5};
  g_autoptr(GArray) points = thin(x, y, G_N_ELEMENTS(x));

  g_assert_cmpuint(points->len, ==, G_N_ELEMENTS(x));
  for (guint i = 0; i < points->len; i++) {
    PlotPoint p = g_array_index(points, PlotPoint, i);
    g_assert_true(p.x == x[i] && p.y == y[i]);
  }
}

static void
test_gaps_stay(void)
{
  static const double x[] = {0.1, 0.2, 0.3, 0.4}, y[] = {1.0, NAN, 2.0, 3.0};
  g_autoptr(GArray) points = thin(x, y, G_N_ELEMENTS(x));

  g_assert_cmpuint(points->len, ==, 4);
  g_assert_true(isnan(g_array_index(points, PlotPoint, 1).x));
  g_assert_cmpfloat(g_array_index(points, PlotPoint, 0).y, ==, 1.0);
  g_assert_cmpfloat(g_array_index(points, PlotPoint, 3).y, ==, 3.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot-thin/every column keeps its extremes", test_extremes_stay);
  g_test_add_func("/plot-thin/points stay in the order they came", test_order_stays);
  g_test_add_func("/plot-thin/a short curve stays as it is", test_short_stays);
  g_test_add_func("/plot-thin/gaps stay gaps", test_gaps_stay);
  return g_test_run();
}
