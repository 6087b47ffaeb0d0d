// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <math.h>

#include "analysis/model-doubt.h"

static void
add(Observer *observer, double time, double first, double second, gboolean known)
{
  g_autoptr(SpeciesList) species = species_list_new();
  species_list_add(species, element_lookup("Si"));
  g_autoptr(Frame) frame = frame_new(species, 2, known ? FRAME_DEVIATION : 0);
  g_autoptr(GError) error = NULL;

  frame->time = time;
  if (known) {
    frame->deviation[0] = first;
    frame->deviation[1] = second;
  }
  g_assert_true(observer_add_frame(observer, frame, &error));
  g_assert_no_error(error);
}

static double
scalar(const Chart *chart, const char *key)
{
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *found = chart->scalars->pdata[i];
    if (g_str_equal(found->key, key))
      return found->value;
  }
  g_error("no scalar %s", key);
}

static void
frames_without_a_committee_make_no_curve(void)
{
  g_autoptr(Observer) observer = committee_observer_new(0.0);

  add(observer, 1.0, 0.0, 0.0, FALSE);
  g_autoptr(Chart) chart = observer_chart(observer);
  g_assert_cmpuint(chart->series->len, ==, 0);
  g_assert_cmpint(chart->level, ==, VERDICT_WAIT);
}

static void
worst_and_mean_are_drawn_and_counted(void)
{
  g_autoptr(Observer) observer = committee_observer_new(0.0);

  add(observer, 1.0, 0.10, 0.02, TRUE);
  add(observer, 2.0, 0.04, 0.30, TRUE);
  add(observer, 3.0, 0.50, 0.10, TRUE);
  add(observer, 4.0, 0.05, 0.05, TRUE);
  g_autoptr(Chart) chart = observer_chart(observer);
  const Series *worst = chart->series->pdata[2], *mean = chart->series->pdata[3];
  const double tops[] = {0.10, 0.30, 0.50, 0.05}, means[] = {0.06, 0.17, 0.30, 0.05};
  g_assert_cmpuint(worst->n, ==, 4);
  for (guint i = 0; i < 4; i++) {
    g_assert_cmpfloat(worst->x[i], ==, 1.0 + i);
    g_assert_cmpfloat(worst->y[i], ==, tops[i]);
    g_assert_cmpfloat_with_epsilon(mean->y[i], means[i], 1e-12);
  }
  g_assert_cmpfloat(scalar(chart, "trusted_share"), ==, 0.5);
  g_assert_cmpfloat(scalar(chart, "in_doubt_share"), ==, 0.25);
  g_assert_cmpfloat(scalar(chart, "failed_share"), ==, 0.25);
  g_assert_cmpfloat(scalar(chart, "force_deviation_worst_eV_per_A"), ==, 0.5);
  g_assert_cmpint(chart->level, ==, VERDICT_GOOD);
}

static void
another_epoch_leaves_a_ghost(void)
{
  g_autoptr(Observer) observer = committee_observer_new(0.0);

  add(observer, 1.0, 0.60, 0.20, TRUE);
  add(observer, 2.0, 0.60, 0.20, TRUE);
  observer_begin_epoch(observer);
  add(observer, 3.0, 0.20, 0.10, TRUE);
  add(observer, 4.0, 0.20, 0.10, TRUE);
  g_autoptr(Chart) chart = observer_chart(observer);
  g_assert_true(((Series *)chart->series->pdata[0])->ghost);
  g_assert_cmpfloat(scalar(chart, "failed_share"), ==, 0.0);
  g_assert_cmpfloat(scalar(chart, "force_deviation_worst_eV_per_A"), ==, 0.2);
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
}

static void
grades_are_drawn_with_their_own_levels(void)
{
  g_autoptr(Observer) observer = extrapolation_observer_new(0.0);
  g_autoptr(SpeciesList) species = species_list_new();
  static const double worst[] = {0.4, 1.5, 2.5, 3.0};

  species_list_add(species, element_lookup("O"));
  for (int k = 0; k < 4; k++) {
    g_autoptr(Frame) frame = frame_new(species, 2, FRAME_GRADE);
    frame->time = k;
    frame->grade[0] = 0.2;
    frame->grade[1] = worst[k];
    g_assert_true(observer_add_frame(observer, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(observer);
  g_assert_cmpstr(chart->id, ==, "extrapolation");
  g_assert_cmpfloat(scalar(chart, "trusted_share"), ==, 0.25);
  g_assert_cmpfloat(scalar(chart, "in_doubt_share"), ==, 0.25);
  g_assert_cmpfloat(scalar(chart, "failed_share"), ==, 0.5);
  g_assert_cmpfloat(scalar(chart, "extrapolation_grade_worst"), ==, 3.0);
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/committee-chart/frames without a committee make no curve",
                  frames_without_a_committee_make_no_curve);
  g_test_add_func("/committee-chart/worst and mean are drawn and counted",
                  worst_and_mean_are_drawn_and_counted);
  g_test_add_func("/committee-chart/another epoch leaves a ghost",
                  another_epoch_leaves_a_ghost);
  g_test_add_func("/committee-chart/grades are drawn with their own levels",
                  grades_are_drawn_with_their_own_levels);
  return g_test_run();
}
