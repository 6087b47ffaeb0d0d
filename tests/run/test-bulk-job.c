// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A measurement beside a run: it says how far it is, ends with what the protocol itself
 * finds, and can be given up. */

#include "run/bulk-job.h"

#include <math.h>

#include "io/structure-file.h"
#include "run/bulk-protocol.h"
#include "run/observables.h"

static Scene *
small_glass(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "forces", "nve_small.extxyz.gz", NULL);
  Scene *scene = scene_new();

  scene->start = structure_read(path, &error);
  g_assert_no_error(error);
  scene->temperature = 300.0;
  return scene;
}

/* The last chart; asserts that those before say how far it is. Owner: caller. */
static Chart *
wait_for(BulkJob *job)
{
  Chart *last = NULL;
  gboolean over;

  do {
    g_usleep(1000);
    over = bulk_job_is_over(job);
    Chart *chart = bulk_job_take_chart(job);
    if (!chart)
      continue;
    g_clear_pointer(&last, chart_unref);
    last = chart;
    if (!over && chart->verdict && g_str_has_prefix(chart->verdict, "measuring"))
      g_assert_cmpint(chart->level, ==, VERDICT_WAIT);
  } while (!over);
  return last;
}

static void
test_ends(void)
{
  g_autoptr(Scene) scene = small_glass();
  BulkOptions options;

  bulk_options_init(&options);
  options.properties = BULK_MODULUS;
  options.engine.n_threads = 1;
  options.settle = 0.05;
  options.hold = 0.2;
  g_autoptr(AnalysisResult) direct = bulk_protocol_run(scene, &options, NULL);
  g_autofree char *expected = chart_to_csv(g_ptr_array_index(direct->charts, 0));
  g_autoptr(BulkJob) job = bulk_job_new(scene, "modulus", 0.05, 0.2);
  g_assert_cmpstr(bulk_job_chart_id(job), ==, "modulus");
  g_autoptr(Chart) chart = wait_for(job);
  g_autofree char *found = chart_to_csv(chart);
  g_assert_cmpstr(found, ==, expected);
  g_assert_null(chart->verdict);
  g_assert_true(g_str_has_prefix(chart->value, "K = "));
  g_assert_null(bulk_job_take_chart(job));
}

static void
test_fails(void)
{
  g_autoptr(Scene) scene = small_glass();

  scene->temperature = 20.0; /* the lowest of the temperatures is not positive */
  g_autoptr(BulkJob) job = bulk_job_new(scene, "capacity", 0.05, 0.2);
  g_autoptr(Chart) chart = wait_for(job);
  g_assert_cmpint(chart->level, ==, VERDICT_NOTICE);
  g_assert_cmpstr(chart->title, ==, "Heat capacity");
}

static void
test_given_up(void)
{
  g_autoptr(Scene) scene = small_glass();
  BulkJob *job = bulk_job_new(scene, "expansion", 1000.0, 1000.0);

  g_autoptr(Chart) chart = bulk_job_take_chart(job);
  g_assert_cmpstr(chart->verdict, ==, "measuring · 0 %");
  bulk_job_free(job);
}

/* Each has its description. */
static void
test_kinds(void)
{
  guint n = 0;

  for (guint i = 0; i < observables_count(); i++) {
    const Observable *about = observables_get(i);
    gboolean measured = (about->flags & OBSERVABLE_MEASURED) != 0;
    for (guint k = 0; k < observable_n_charts(about); k++) {
      g_assert_true(observables_find_chart(about->chart[k].id, NULL) == about);
      g_assert_true(bulk_job_can_make(about->chart[k].id) == measured);
      n += measured;
    }
  }
  g_assert_cmpuint(n, ==, 3);
  g_assert_null(observables_find_chart("nonsense", NULL));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bulk-job/ends with what the protocol finds", test_ends);
  g_test_add_func("/bulk-job/says why it cannot be measured", test_fails);
  g_test_add_func("/bulk-job/can be given up", test_given_up);
  g_test_add_func("/bulk-job/all of its charts are described", test_kinds);
  return g_test_run();
}
