// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/analyze-trajectory.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/base-error.h"
#include "walkers.h"

static TrajectoryReader *
open_data(const char *name)
{
  g_autofree char *path = g_test_build_filename(G_TEST_DIST, "data", name, NULL);
  g_autoptr(GError) error = NULL;
  TrajectoryReader *reader = trajectory_reader_open(path, &error);

  g_assert_no_error(error);
  return reader;
}

static const Chart *
chart_of(const AnalysisResult *result, const char *id)
{
  for (guint i = 0; i < result->charts->len; i++) {
    const Chart *chart = g_ptr_array_index(result->charts, i);
    if (g_str_equal(chart->id, id))
      return chart;
  }
  return NULL;
}

/* Text as a file of its own, read back; wanted: ids with spaces between, or NULL. */
static AnalysisResult *
analyze_text(const char *text, const char *wanted, double dt, GError **error)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "made.extxyz", NULL);
  AnalysisOptions options;

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, error);
  g_assert_nonnull(reader);
  if (dt > 0.0)
    trajectory_reader_set_interval(reader, dt);
  analysis_options_init(&options);
  g_auto(GStrv) ids = wanted ? g_strsplit(wanted, " ", -1) : NULL;
  options.wanted = (const char *const *)ids;
  AnalysisResult *result = analyze_trajectory(reader, &options, error);
  g_unlink(path);
  g_rmdir(folder);
  return result;
}

static void
append_frame(GString *text, const char *time, guint n_ions)
{
  g_string_append_printf(text,
                         "%u\nLattice=\"20 0 0 0 20 0 0 0 20\" "
                         "Properties=species:S:1:pos:R:3%s\nSi 1 1 1\nO 2.6 1 1\n",
                         2 + n_ions, time);
  for (guint i = 0; i < n_ions; i++)
    g_string_append_printf(text, "Na 5 %u 5\n", 2 * i);
}

static void
test_everything(void)
{
  g_autoptr(TrajectoryReader) reader = open_data("hopper.extxyz.gz");
  g_autoptr(GError) error = NULL;
  AnalysisOptions options;

  analysis_options_init(&options);
  options.observer.interval = 0.2;
  g_autoptr(AnalysisResult) result = analyze_trajectory(reader, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(result->charts->len, >=, 5);
  g_assert_cmpuint(result->n_frames, ==, 600);
  g_assert_cmpuint(result->n_atoms, ==, 8);
  g_assert_cmpfloat_with_epsilon(result->to, 29.95, 1e-9);
  g_assert_cmpuint(result->events->len, >=, 18);
  g_assert_nonnull(chart_of(result, "msd"));
  g_assert_nonnull(chart_of(result, "vanhove"));
}

static void
test_part_of_the_time(void)
{
  g_autoptr(TrajectoryReader) reader = open_data("hopper.extxyz.gz");
  g_autoptr(GError) error = NULL;
  AnalysisOptions options;

  analysis_options_init(&options);
  options.wanted = (const char *const[]){"hops", NULL};
  options.from = 10.0;
  options.to = 20.0;
  g_autoptr(AnalysisResult) result = analyze_trajectory(reader, &options, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(result->n_frames, ==, 201);
  g_assert_cmpuint(result->charts->len, ==, 5);
  /* hops of the truth between 11 and 19 ps, in frames 220 … 380 */
  g_assert_cmpuint(result->events->len, ==, 7);
}

static void
test_thinned(void)
{
  g_autoptr(TrajectoryReader) reader = open_data("brownian.extxyz.gz");
  g_autoptr(GError) error = NULL;
  AnalysisOptions options;

  analysis_options_init(&options);
  options.wanted = (const char *const[]){"msd", NULL};
  options.observer.interval = 1.0;
  g_autoptr(AnalysisResult) result = analyze_trajectory(reader, &options, &error);
  g_assert_no_error(error);
  const Series *series = walkers_series(chart_of(result, "msd"), "Na");
  g_assert_cmpfloat_with_epsilon(series->x[0], 1.0, 1e-6);
}

static void
test_one_frame(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  append_frame(text, " Time=0", 3);
  g_assert_null(analyze_text(text->str, "msd", 0.0, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_cmpstr(error->message, ==, "msd: one frame alone says nothing about motion");
  g_clear_error(&error);

  g_autoptr(AnalysisResult) result = analyze_text(text->str, NULL, 0.0, &error);
  g_assert_no_error(error);
  g_assert_nonnull(chart_of(result, "rdf"));
  g_assert_nonnull(chart_of(result, "rings3"));
  g_assert_null(chart_of(result, "msd"));
  /* one note for all that is lost for one reason */
  guint n_told = 0;
  for (guint i = 0; i < result->notes->len; i++)
    n_told += g_pattern_match_simple("*msd,*hops*: one frame alone*",
                                     g_ptr_array_index(result->notes, i));
  g_assert_cmpuint(n_told, ==, 1);
}

static void
test_no_times(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < 20; k++)
    append_frame(text, "", 3);
  g_assert_null(analyze_text(text->str, "hops rdf", 0.0, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "--dt"));
  g_clear_error(&error);

  g_autoptr(AnalysisResult) result = analyze_text(text->str, "msd", 0.25, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat_with_epsilon(result->to, 19 * 0.25, 1e-9);
}

static void
test_uneven_times(void)
{
  static const char *const times[] = {" Time=0", " Time=0.1", " Time=0.2", " Time=0.4"};
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  for (guint k = 0; k < G_N_ELEMENTS(times); k++)
    append_frame(text, times[k], 3);
  g_assert_null(analyze_text(text->str, "msd", 0.0, &error));
  g_assert_true(g_pattern_match_simple("msd: frame 3: *0.2 ps after the frame before*",
                                       error->message));
  g_clear_error(&error);
  /* where even spacing does not matter, it is no error */
  g_autoptr(AnalysisResult) result = analyze_text(text->str, "rdf", 0.0, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(result->n_frames, ==, 4);
}

static void
test_another_number_of_atoms(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  append_frame(text, " Time=0", 3);
  append_frame(text, " Time=0.1", 4);
  g_assert_null(analyze_text(text->str, NULL, 0.0, &error));
  g_assert_nonnull(error);
  g_assert_nonnull(strstr(error->message, "made.extxyz:"));
}

static void
test_unknown(void)
{
  g_autoptr(GString) text = g_string_new(NULL);
  g_autoptr(GError) error = NULL;

  append_frame(text, " Time=0", 3);
  g_assert_null(analyze_text(text->str, "rdf nonsense", 0.0, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "nonsense"));
}

static gboolean
stop_cb(double fraction, guint n_frames, gpointer data)
{
  guint *calls = data;

  g_assert_cmpfloat(fraction, >=, 0.0);
  g_assert_cmpfloat(fraction, <=, 1.0);
  return ++*calls < 10;
}

static void
test_stopped(void)
{
  g_autoptr(TrajectoryReader) reader = open_data("hopper.extxyz.gz");
  g_autoptr(GError) error = NULL;
  AnalysisOptions options;
  guint calls = 0;

  analysis_options_init(&options);
  options.progress = stop_cb;
  options.data = &calls;
  g_assert_null(analyze_trajectory(reader, &options, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED);
  g_assert_cmpuint(calls, ==, 10);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/analyze-trajectory/gives all that the file allows", test_everything);
  g_test_add_func("/analyze-trajectory/a part of the time", test_part_of_the_time);
  g_test_add_func("/analyze-trajectory/a frame per interval", test_thinned);
  g_test_add_func("/analyze-trajectory/one frame has structure, no motion",
                  test_one_frame);
  g_test_add_func("/analyze-trajectory/without times motion is refused", test_no_times);
  g_test_add_func("/analyze-trajectory/uneven times are told with their frame",
                  test_uneven_times);
  g_test_add_func("/analyze-trajectory/another number of atoms is told with its line",
                  test_another_number_of_atoms);
  g_test_add_func("/analyze-trajectory/what is not in the catalogue is refused",
                  test_unknown);
  g_test_add_func("/analyze-trajectory/can be stopped", test_stopped);
  return g_test_run();
}
