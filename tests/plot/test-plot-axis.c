// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot-axis.h"

#include <locale.h>
#include <math.h>

#include "plot/plot.h"

/* All labels of an axis from…to, 1 px wide spacing as given: "0|0.5|1", "." for minor
 * ticks. */
static char *
ticks_of(AxisScale scale, double from, double to, double px, double spacing)
{
  GString *text = g_string_new(NULL);
  PlotAxis axis;

  plot_axis_init(&axis, scale);
  plot_axis_include(&axis, from);
  plot_axis_include(&axis, to);
  axis.from = 0.0;
  axis.to = px;
  plot_axis_make_ticks(&axis, spacing);
  for (guint i = 0; i < axis.ticks->len; i++) {
    const char *label = g_array_index(axis.ticks, PlotTick, i).label;
    g_string_append_printf(text, "%s%s", i && label ? "|" : "", label ? label : ".");
  }
  if (axis.power)
    g_string_append_printf(text, " e%d", axis.power);
  plot_axis_clear(&axis);
  return g_string_free(text, FALSE);
}

static void
assert_ticks(AxisScale scale, double from, double to, double spacing,
             const char *expected)
{
  g_autofree char *found = ticks_of(scale, from, to, 200.0, spacing);

  g_assert_cmpstr(found, ==, expected);
}

static void
test_linear_ticks(void)
{
  assert_ticks(AXIS_LINEAR, 0.0, 1.0, 50.0, "0|0.5|1.0");
  assert_ticks(AXIS_LINEAR, 0.0, 1.0, 40.0, "0|0.2|0.4|0.6|0.8|1.0");
  assert_ticks(AXIS_LINEAR, -0.3, 0.3, 50.0, "−0.2|0|0.2");
  assert_ticks(AXIS_LINEAR, 3.0, 47.0, 50.0, "20|40");
  assert_ticks(AXIS_LINEAR, 0.38, 1.1, 50.0, "0.4|0.6|0.8|1.0");
  assert_ticks(AXIS_LINEAR, 0.0, 3.1e-6, 60.0, "0|2 e-6");
  assert_ticks(AXIS_LINEAR, 0.0, 250000.0, 60.0, "0|1|2 e5");
}

static void
test_nice_steps(void)
{
  static const double cases[][2] = {{0.9, 1.0}, {1.0, 1.0}, {1.1, 2.0},   {2.0, 2.0},
                                    {2.1, 5.0}, {5.0, 5.0}, {5.1, 10.0},  {0.03, 0.05},
                                    {0.2, 0.2}, {0.6, 1.0}, {700.0, 1e3}, {2e-7, 2e-7}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
    g_assert_cmpfloat_with_epsilon(plot_axis_nice_step(cases[i][0]), cases[i][1],
                                   1e-9 * cases[i][1]);
}

static void
test_decades(void)
{
  assert_ticks(AXIS_LOG, 0.01, 100.0, 40.0,
               "0.01........|0.1........|1........|10........|100");
  assert_ticks(AXIS_LOG, 1e-6, 1e-3, 40.0, "10⁻⁶........|10⁻⁵........|10⁻⁴........|10⁻³");
  assert_ticks(AXIS_LOG, 1e-8, 1e8, 40.0, "10⁻⁸...|10⁻⁴...|10⁰...|10⁴...|10⁸");
}

static void
test_narrow_log(void)
{
  assert_ticks(AXIS_LOG, 1.0, 12.0, 40.0, "1|2..|5....|10");
  assert_ticks(AXIS_LOG, 1.5e-5, 6e-5, 60.0, "2..|5. e-5");
  assert_ticks(AXIS_LOG, 3.05, 3.45, 60.0, "3.2|3.4");
}

/* Any range gives rising ticks inside it, some of them with labels. */
static void
test_random_ranges(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(8);

  for (int i = 0; i < 2000; i++) {
    AxisScale scale = i % 2 ? AXIS_LOG : AXIS_LINEAR;
    double from = pow(10.0, g_rand_double_range(random, -9.0, 9.0));
    double to = from * (1.0 + pow(10.0, g_rand_double_range(random, -3.0, 6.0)));
    PlotAxis axis;
    guint labels = 0;

    plot_axis_init(&axis, scale);
    plot_axis_include(&axis, from);
    plot_axis_include(&axis, to);
    axis.to = g_rand_double_range(random, 60.0, 900.0);
    plot_axis_make_ticks(&axis, 30.0);
    for (guint k = 0; k < axis.ticks->len; k++) {
      PlotTick *tick = &g_array_index(axis.ticks, PlotTick, k);
      double px = plot_axis_px(&axis, tick->value);
      g_assert_true(px > -0.01 && px < axis.to + 0.01);
      g_assert_true(k == 0 || tick->value > tick[-1].value);
      labels += tick->label != NULL;
    }
    g_assert_cmpuint(labels, >=, 1);
    g_assert_cmpuint(labels, <=, 40);
    plot_axis_clear(&axis);
  }
}

static void
test_log_drops_nonpositive(void)
{
  PlotAxis axis;

  plot_axis_init(&axis, AXIS_LOG);
  plot_axis_include(&axis, 0.0);
  plot_axis_include(&axis, -5.0);
  plot_axis_include(&axis, NAN);
  plot_axis_include(&axis, INFINITY);
  g_assert_true(plot_axis_is_empty(&axis));
  plot_axis_include(&axis, 0.1);
  plot_axis_include(&axis, 1000.0);
  axis.to = 400.0;
  g_assert_cmpfloat_with_epsilon(plot_axis_px(&axis, 1.0), 100.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(plot_axis_value(&axis, 300.0), 100.0, 1e-9);
  g_assert_true(isnan(plot_axis_px(&axis, 0.0)));
  g_assert_true(isnan(plot_axis_px(&axis, -1.0)));
  plot_axis_clear(&axis);
}

static void
assert_padded(AxisScale scale, double a, double b, double lo, double hi)
{
  PlotAxis axis;

  plot_axis_init(&axis, scale);
  plot_axis_include(&axis, a);
  plot_axis_include(&axis, b);
  plot_axis_pad(&axis, 0.1, 0.1);
  g_assert_cmpfloat_with_epsilon(axis.lo, lo, 1e-9);
  g_assert_cmpfloat_with_epsilon(axis.hi, hi, 1e-9);
  plot_axis_clear(&axis);
}

static void
test_padding(void)
{
  assert_padded(AXIS_LINEAR, 0.0, 10.0, 0.0, 11.0);
  assert_padded(AXIS_LINEAR, 1.0, 10.0, 0.0, 11.0);
  assert_padded(AXIS_LINEAR, 5.0, 10.0, 4.5, 10.5);
  assert_padded(AXIS_LINEAR, -10.0, 10.0, -12.0, 12.0);
  assert_padded(AXIS_LINEAR, 4.0, 4.0, 3.52, 4.48);
  assert_padded(AXIS_LINEAR, 0.0, 0.0, -1.2, 1.2);
  assert_padded(AXIS_LOG, 1.0, 100.0, -0.2, 2.2);
  assert_padded(AXIS_LOG, 10.0, 10.0, 0.64, 1.36);
}

/* Outwards only, and by an eighth of the range at most. */
static void
test_round_ends(void)
{
  for (int i = 0; i < 200; i++) {
    double lo = -0.37 * i, hi = lo + pow(10.0, 0.02 * i - 2.0), span = hi - lo;
    PlotAxis axis = {.scale = AXIS_LINEAR, .lo = lo, .hi = hi};
    plot_axis_round_ends(&axis);
    g_assert_cmpfloat(axis.lo, <=, lo + 1e-9 * span);
    g_assert_cmpfloat(axis.hi, >=, hi - 1e-9 * span);
    g_assert_cmpfloat(axis.hi - hi, <=, 0.126 * span);
    g_assert_cmpfloat(lo - axis.lo, <=, 0.126 * span);
  }
}

static void
test_titles(void)
{
  static const struct {
    const char *title, *unit;
    int power;
    const char *expected;
  } cases[] = {{"t", "ps", 0, "t (ps)"},
               {"g(r)", "", 0, "g(r)"},
               {"D", "cm²/s", -5, "D (10⁻⁵ cm²/s)"},
               {"n", "", 6, "n (10⁶)"}};

  for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
    Axis words = {(char *)cases[i].title, (char *)cases[i].unit, AXIS_LINEAR};
    PlotAxis axis = {.power = cases[i].power};
    g_autofree char *title = plot_axis_title(&axis, &words);
    g_assert_cmpstr(title, ==, cases[i].expected);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot-axis/linear ticks are round and evenly spaced",
                  test_linear_ticks);
  g_test_add_func("/plot-axis/steps are 1, 2 or 5 times a power of ten", test_nice_steps);
  g_test_add_func("/plot-axis/log ticks are decades with minor ticks", test_decades);
  g_test_add_func("/plot-axis/less than two decades are labelled in between",
                  test_narrow_log);
  g_test_add_func("/plot-axis/any range gets rising ticks within it", test_random_ranges);
  g_test_add_func("/plot-axis/a log axis has no place for non-positive values",
                  test_log_drops_nonpositive);
  g_test_add_func("/plot-axis/ranges get room, zero stays at the edge", test_padding);
  g_test_add_func("/plot-axis/ends are round and move outwards a little",
                  test_round_ends);
  g_test_add_func("/plot-axis/titles name unit and power", test_titles);
  return g_test_run();
}
