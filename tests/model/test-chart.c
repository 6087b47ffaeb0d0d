// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/series.h"

#include <math.h>
#include <string.h>

#include "model/species.h"

static Chart *
make_chart(void)
{
  Chart *chart = chart_new("msd", "Mean square displacement");

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LOG);
  Series *sodium = chart_add_series(chart, "Na", SERIES_LINE, 3, TRUE);
  for (guint i = 0; i < 3; i++) {
    sodium->x[i] = 0.5 * i;
    sodium->y[i] = i == 1 ? NAN : 1e-7 * i;
    sodium->error[i] = 0.25;
  }
  Series *other = chart_add_series(chart, "a, \"b\"", SERIES_POINTS, 2, FALSE);
  other->x[0] = -1234567.5;
  other->y[0] = 1.0 / 3.0;
  other->n = 1;
  return chart;
}

static void
test_csv(void)
{
  g_autoptr(Chart) chart = make_chart();
  g_autofree char *csv = chart_to_csv(chart);

  g_assert_cmpstr(csv, ==,
                  "series,t (ps),MSD (Å²),error\n"
                  "Na,0,0,0.25\n"
                  "Na,0.5,,0.25\n"
                  "Na,1,2e-07,0.25\n"
                  "\"a, \"\"b\"\"\",-1234567.5,0.3333333333,\n");
}

/* Curves of earlier epochs have the names of the present ones: a file tells them apart.
 */
static void
test_ghosts_in_files(void)
{
  g_autoptr(Chart) chart = chart_new("msd", "MSD");
  static const double temperature[] = {NAN, NAN, 1500.0};

  chart_set_x_axis(chart, "t", "ps", AXIS_LINEAR);
  for (guint i = 0; i < G_N_ELEMENTS(temperature); i++) {
    Series *series = chart_add_series(chart, "Na", SERIES_LINE, 1, FALSE);
    g_assert_true(isnan(series->temperature));
    series->x[0] = i;
    series->ghost = i > 0;
    series->temperature = temperature[i];
  }
  g_autofree char *csv = chart_to_csv(chart), *tsv = chart_to_tsv(chart);
  g_assert_cmpstr(csv, ==,
                  "series,t (ps),,error\nNa,0,0,\nNa (before),1,0,\n"
                  "\"Na (before, 1500 K)\",2,0,\n");
  g_assert_cmpstr(tsv, ==,
                  "series\tt (ps)\t\terror\nNa\t0\t0\t\nNa (before)\t1\t0\t\n"
                  "Na (before, 1500 K)\t2\t0\t\n");
}

static void
test_empty_csv(void)
{
  g_autoptr(Chart) chart = chart_new("rdf", "g(r)");
  g_autofree char *csv = NULL;

  chart_set_x_axis(chart, "r", "Å", AXIS_LINEAR);
  chart_set_y_axis(chart, "g(r)", "", AXIS_LINEAR);
  csv = chart_to_csv(chart);
  g_assert_cmpstr(csv, ==, "series,r (Å),g(r),error\n");
}

static void
test_scalars(void)
{
  g_autoptr(Chart) chart = make_chart();

  chart_add_scalar(chart, "D_A2_per_ps", "Na", 1.5, 0.1, NULL);
  chart_add_scalar(chart, "E_a_eV", NULL, NAN, NAN, "one temperature");
  const ChartScalar *first = g_ptr_array_index(chart->scalars, 0);
  const ChartScalar *second = g_ptr_array_index(chart->scalars, 1);
  g_assert_cmpstr(first->label, ==, "Na");
  g_assert_null(first->note);
  g_assert_cmpstr(second->label, ==, "");
  g_assert_cmpstr(second->note, ==, "one temperature");
}

static void
test_taking(void)
{
  g_autoptr(Chart) chart = make_chart();

  chart_take_value(chart, g_strdup("first"));
  chart_take_value(chart, g_strdup("second"));
  g_assert_cmpstr(chart->value, ==, "second");
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup("diffusive"));
  chart_take_verdict(chart, VERDICT_WAIT, NULL);
  g_assert_null(chart->verdict);
  g_assert_cmpint(chart->level, ==, VERDICT_WAIT);
}

static void
test_bound(void)
{
  g_autoptr(Chart) chart = make_chart();

  chart_take_bound(chart, g_strdup("D < 1"));
  g_assert_true(chart->bound);
  chart_take_value(chart, g_strdup("D = 1"));
  g_assert_false(chart->bound);
}

static void
assert_words(const char *key, const char *expected, const char *expected_unit)
{
  g_autofree char *name = NULL;
  const char *unit;

  chart_scalar_words(key, &name, &unit);
  g_assert_cmpstr(name, ==, expected);
  g_assert_cmpstr(unit, ==, expected_unit);
}

static void
test_words(void)
{
  assert_words("D_A2_per_ps", "D", "Å²/ps");
  assert_words("MSD_over_6t_A2_per_ps", "MSD over 6t", "Å²/ps");
  assert_words("E_a_eV", "E_a", "eV");
  assert_words("sigma_S_per_cm", "sigma", "S/cm");
  assert_words("r_peak_A", "r_peak", "Å");
  assert_words("hops_per_ion_and_ps", "hops per ion", "ps⁻¹");
  assert_words("N4", "N4", "");
}

static void
test_copy(void)
{
  g_autoptr(Chart) chart = make_chart();
  Series *series = g_ptr_array_index(chart->series, 0);

  series_add_mark(series, 1.0, 2.0, "peak");
  chart_add_scalar(chart, "K_GPa", "x", 1.0, 0.5, "a note");
  chart_take_bound(chart, g_strdup("K < 2"));
  chart_take_verdict(chart, VERDICT_NOTICE, g_strdup("perhaps"));
  g_autoptr(Chart) copy = chart_copy(chart);
  g_autofree char *one = chart_to_csv(chart), *two = chart_to_csv(copy);
  g_assert_cmpstr(one, ==, two);
  chart_take_value(chart, NULL);
  g_assert_cmpstr(copy->value, ==, "K < 2");
  g_assert_true(copy->bound);
  g_assert_cmpint(copy->level, ==, VERDICT_NOTICE);
  g_assert_cmpuint(copy->scalars->len, ==, chart->scalars->len);
  const Series *same = g_ptr_array_index(copy->series, 0);
  g_assert_cmpuint(same->n_marks, ==, 1);
  g_assert_cmpstr(same->mark[0].text, ==, "peak");
  g_assert_true(same->x != series->x);
}

static void
test_colour(void)
{
  g_autoptr(Chart) chart = make_chart();
  Series *series = g_ptr_array_index(chart->series, 0);

  series_set_species(series, "Na");
  g_assert_cmpmem(series->rgb, sizeof series->rgb, element_lookup("Na")->rgb,
                  sizeof series->rgb);
  series_set_species(series, "nothing");
  g_assert_cmpfloat_with_epsilon(series->rgb[0], series->rgb[2], 0.05);
  series_add_mark(series, 1.0, 2.0, "peak");
  series_add_mark(series, 3.0, 4.0, "minimum");
  g_assert_cmpuint(series->n_marks, ==, 2);
  g_assert_cmpstr(series->mark[1].text, ==, "minimum");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/chart/csv has units, gaps and quotes", test_csv);
  g_test_add_func("/chart/an empty chart has a head only", test_empty_csv);
  g_test_add_func("/chart/earlier curves are told apart in files", test_ghosts_in_files);
  g_test_add_func("/chart/scalars keep what they are told", test_scalars);
  g_test_add_func("/chart/value and verdict are replaced", test_taking);
  g_test_add_func("/chart/a bound is told from a result", test_bound);
  g_test_add_func("/chart/keys of scalars become words and units", test_words);
  g_test_add_func("/chart/a copy is the same and apart", test_copy);
  g_test_add_func("/chart/a series has the colour of its species", test_colour);
  return g_test_run();
}
