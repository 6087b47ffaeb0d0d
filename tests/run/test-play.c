// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "io/scene-file.h"
#include "run-support.h"
#include "run/analyze-trajectory.h"
#include "run/frame-store.h"

static char *
data_path(const char *name)
{
  return g_test_build_filename(G_TEST_DIST, "data", name, NULL);
}

static Run *
open_run_at(const char *path, double interval)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_load(path, &error);

  g_assert_no_error(error);
  g_assert_true(structure_is_trajectory(path));
  Run *run = run_new_trajectory(path, interval, scene, &error);
  g_assert_no_error(error);
  return run;
}

static Run *
open_run(const char *path)
{
  return open_run_at(path, NAN);
}

static RunStatus
status_of(Run *run)
{
  RunStatus status;

  run_get_status(run, &status);
  return status;
}

static void
post(Run *run, CommandKind kind, int integer, double value)
{
  run_post(run, &(Command){.kind = kind, .integer = integer, .value = value});
}

/* Takes what has come; the newest chart of this id, or the one before. Both are owned. */
static Chart *
newest_chart(Run *run, const char *id, Chart *before)
{
  RunMessage *message;

  while ((message = run_support_take(run, RUN_MESSAGE_CHART))) {
    if (g_str_equal(message->chart->id, id)) {
      g_clear_pointer(&before, chart_unref);
      before = chart_ref(message->chart);
    }
    run_message_free(message);
  }
  return before;
}

static const Series *
first_curve(const Chart *chart)
{
  g_assert_cmpuint(chart->series->len, >, 0);
  return g_ptr_array_index(chart->series, 0);
}

static gboolean
has_curve_of(const Chart *chart, const Chart *other)
{
  if (!chart || chart->series->len == 0)
    return FALSE;
  const Series *a = first_curve(chart), *b = first_curve(other);
  return a->n == b->n && memcmp(a->y, b->y, a->n * sizeof *a->y) == 0;
}

/* Of the whole file, in the end, the curve of the analysis: to the bit. Looks twice, for
 * what is known already may be read once more. */
static void
assert_same_curve(Run *run, const char *id, const AnalysisResult *result)
{
  const Chart *analysed = g_ptr_array_index(result->charts, 0);
  g_autoptr(Chart) chart = NULL;

  for (int look = 0; look < 2; look++) {
    g_usleep(look * G_USEC_PER_SEC / 2);
    WAIT(has_curve_of(chart = newest_chart(run, id, chart), analysed) &&
         status_of(run).complete);
  }
}

/* Waits for a chart of this id that says this. Owner: caller. */
static Chart *
chart_that_says(Run *run, const char *id, const char *verdict)
{
  Chart *chart = NULL;

  WAIT((chart = newest_chart(run, id, chart)) && chart->verdict &&
       g_str_has_prefix(chart->verdict, verdict));
  return chart;
}

static void
test_same_curves(void)
{
  g_autofree char *path = data_path("brownian.extxyz.gz");
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  g_autoptr(Run) run = open_run(path);
  g_autoptr(GError) error = NULL;
  AnalysisOptions options;

  analysis_options_init(&options);
  options.wanted = (const char *const[]){"msd", NULL};
  g_autoptr(AnalysisResult) result = analyze_trajectory(reader, &options, &error);
  g_assert_no_error(error);
  run_show(run, (const char *const[]){"msd", NULL});
  /* nobody plays: the file is read all the same */
  WAIT(status_of(run).complete);
  g_assert_cmpuint(status_of(run).n_frames, ==, result->n_frames);
  assert_same_curve(run, "msd", result);
}

static void
test_seek_and_play(void)
{
  g_autofree char *path = data_path("hopper.extxyz.gz");
  g_autoptr(Run) run = open_run(path);
  RunStatus status = status_of(run);

  g_assert_true(status.trajectory && !status.playing);
  g_assert_cmpuint(status.frame, ==, 0);
  WAIT(status_of(run).complete);
  g_assert_cmpuint(status_of(run).n_frames, ==, 600);
  post(run, COMMAND_SEEK, 100, 0.0);
  WAIT(status_of(run).frame == 100);
  g_assert_cmpfloat_with_epsilon(status_of(run).time, 5.0, 1e-6);
  post(run, COMMAND_STEP, 0, 0.0);
  WAIT(status_of(run).frame == 101);
  post(run, COMMAND_SPEED, 0, 30.0); /* to the end it takes a quarter of a minute */
  post(run, COMMAND_PLAY, 0, 0.0);
  WAIT(status_of(run).frame > 105);
  post(run, COMMAND_PAUSE, 0, 0.0);
  WAIT(!status_of(run).playing);
  g_assert_cmpuint(status_of(run).frame, <, 599);
  /* stops at the end; playing from there begins anew */
  post(run, COMMAND_SEEK, 100000, 0.0);
  post(run, COMMAND_SPEED, 0, 1e-3);
  WAIT(status_of(run).frame == 599);
  post(run, COMMAND_PLAY, 0, 0.0);
  WAIT(status_of(run).frame == 0);
}

static void
test_snapshot(void)
{
  g_autofree char *path = data_path("hopper.extxyz.gz");
  g_autoptr(Run) run = open_run(path);
  Snapshot *snapshot = NULL;

  WAIT(status_of(run).complete);
  post(run, COMMAND_SEEK, 200, 0.0);
  while (!snapshot || fabs(snapshot->frame->time - 10.0) > 1e-6) {
    g_clear_pointer(&snapshot, snapshot_unref);
    WAIT(snapshot || (snapshot = run_take_snapshot(run)));
  }
  g_assert_cmpuint(snapshot->hops->len, >, 0);
  for (guint i = 0; i < snapshot->hops->len; i++)
    g_assert_cmpfloat(((Event *)snapshot->hops->pdata[i])->time, <=, 10.0);
  g_autoptr(Scene) here = run_scene_now(run);
  g_assert_cmpfloat_with_epsilon(here->start->time, 10.0, 1e-6);
  g_assert_false(here->keep_velocities);
  snapshot_unref(snapshot);
}

static void
test_no_times(void)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "still.extxyz", NULL);
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint f = 0; f < 30; f++)
    g_string_append_printf(text,
                           "2\nLattice=\"9 0 0 0 9 0 0 0 9\" "
                           "Properties=species:S:1:pos:R:3\nNa 1 1 %.2f\nO 3 3 3\n",
                           1.0 + 0.05 * f);
  g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
  g_autoptr(Run) run = open_run(path);
  run_show(run, (const char *const[]){"msd", "arrhenius", NULL});
  WAIT(status_of(run).complete);
  g_autoptr(Chart) msd = chart_that_says(run, "msd", "the file has no times");
  g_assert_cmpuint(msd->series->len, ==, 0);
  g_assert_cmpuint(msd->scalars->len, ==, 0);
  g_assert_true(status_of(run).no_times);
  g_unlink(path);
  g_rmdir(folder);
}

/* A frame is missing; the interval that is given does not hide it. */
static void
test_uneven_times(void)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "gap.extxyz", NULL);
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint f = 0; f < 30; f++)
    g_string_append_printf(text,
                           "2\nLattice=\"9 0 0 0 9 0 0 0 9\" "
                           "Properties=species:S:1:pos:R:3 Time=%.1f\n"
                           "Na 1 1 %.2f\nO 3 3 3\n",
                           0.1 * (f < 12 ? f : f + 1), 1.0 + 0.05 * f);
  g_assert_true(g_file_set_contents(path, text->str, -1, NULL));
  g_autoptr(Run) run = open_run_at(path, 0.1);
  run_show(run, (const char *const[]){"msd", NULL});
  WAIT(status_of(run).complete);
  g_autoptr(Chart) msd =
      chart_that_says(run, "msd", "gap.extxyz:52: 0.2 ps after the frame");
  g_assert_cmpuint(msd->series->len, ==, 0);
  g_unlink(path);
  g_rmdir(folder);
}

static AnalysisResult *
analyse(const char *path, const char *id, double threshold)
{
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, NULL);
  g_autoptr(GError) error = NULL;
  AnalysisOptions options;

  analysis_options_init(&options);
  options.wanted = (const char *const[]){id, NULL};
  options.observer.hop_threshold = threshold;
  AnalysisResult *result = analyze_trajectory(reader, &options, &error);
  g_assert_no_error(error);
  return result;
}

/* Asked for when the file has long been read: it is read again. */
static void
test_later_chart(void)
{
  g_autofree char *path = data_path("hopper.extxyz.gz");
  g_autoptr(Run) run = open_run(path);
  g_autoptr(AnalysisResult) result = analyse(path, "ngp", 1.5);

  run_show(run, (const char *const[]){"msd", NULL});
  WAIT(status_of(run).complete);
  post(run, COMMAND_SEEK, 300, 0.0);
  WAIT(status_of(run).frame == 300);
  run_show(run, (const char *const[]){"ngp", NULL});
  assert_same_curve(run, "ngp", result);
  g_assert_cmpuint(status_of(run).n_frames, ==, 600);
  g_assert_cmpuint(status_of(run).frame, ==, 300);
}

static guint
count_hops(const AnalysisResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->events->len; i++)
    n += ((Event *)result->events->pdata[i])->kind == EVENT_HOP;
  return n;
}

/* What a hop is may be chosen when the file has been read. */
static void
test_later_hops(void)
{
  g_autofree char *path = data_path("hopper.extxyz.gz");
  g_autoptr(Run) run = open_run(path);

  for (double threshold = 1.5; threshold < 100.0; threshold *= 4.0) {
    g_autofree char *text = g_strdup_printf("hop-threshold=%g", threshold);
    g_autoptr(AnalysisResult) result = analyse(path, "hops", threshold);
    guint n = count_hops(result);
    run_choose(run, text);
    WAIT(status_of(run).complete && status_of(run).n_hops == n);
  }
  g_assert_cmpuint(status_of(run).n_hops, ==, 0);
}

typedef struct {
  GHashTable *seen; /* of hops */
  guint n, n_again; /* told, and told before */
  gboolean curve;   /* a chart with a curve came */
} Told;

static void
take_all(Run *run, Told *told, const char *chart)
{
  RunMessage *message;

  while ((message = run_take_message(run)) != NULL) {
    const Event *event = message->kind == RUN_MESSAGE_EVENT ? message->event : NULL;
    if (event && event->kind == EVENT_HOP) {
      told->n++;
      told->n_again += !g_hash_table_add(
          told->seen, g_strdup_printf("%.6f %u", event->time, event->atom[0]));
    }
    told->curve |= message->kind == RUN_MESSAGE_CHART && chart &&
                   g_str_equal(message->chart->id, chart) &&
                   message->chart->series->len > 0;
    run_message_free(message);
  }
}

/* However often the file is read: for another chart, or because hops are found in another
 * way and again in the old one. */
static void
test_events_are_told_once(void)
{
  g_autofree char *path = data_path("hopper.extxyz.gz");
  g_autoptr(Run) run = open_run(path);
  g_autoptr(AnalysisResult) usual = analyse(path, "hops", 1.5);
  g_autoptr(GHashTable) seen =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  Told told = {.seen = seen};
  guint n = count_hops(usual);

  g_assert_cmpuint(n, >, 10);
  WAIT(status_of(run).complete);
  take_all(run, &told, NULL);
  g_assert_cmpuint(told.n, ==, n);
  run_show(run, (const char *const[]){"ngp", NULL});
  WAIT((take_all(run, &told, "ngp"), told.curve && status_of(run).complete));
  take_all(run, &told, NULL);
  g_assert_cmpuint(told.n, ==, n);
  run_choose(run, "hop-threshold=96");
  WAIT(status_of(run).complete && status_of(run).n_hops == 0);
  run_choose(run, "hop-threshold=1.5");
  WAIT(status_of(run).complete && status_of(run).n_hops == n);
  take_all(run, &told, NULL);
  g_assert_cmpuint(told.n_again, ==, 0);
  g_assert_cmpuint(told.n, ==, n);
}

/* What never comes is not waited for. */
static void
test_two_frames(void)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "two.extxyz", NULL);
  const char *text = "2\nLattice=\"9 0 0 0 9 0 0 0 9\" "
                     "Properties=species:S:1:pos:R:3 Time=0\nNa 1 1 1\nO 3 3 3\n"
                     "2\nLattice=\"9 0 0 0 9 0 0 0 9\" "
                     "Properties=species:S:1:pos:R:3 Time=0.1\nNa 1 1 1.1\nO 3 3 3\n";

  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  g_autoptr(Run) run = open_run(path);
  run_show(run, (const char *const[]){"hops", "arrhenius", NULL});
  WAIT(status_of(run).complete);
  g_autoptr(Chart) line =
      chart_that_says(run, "arrhenius", "it takes runs at several temperatures");
  g_assert_cmpstr(line->verdict, ==, "it takes runs at several temperatures");
  run_show(run, (const char *const[]){"hops", NULL});
  g_autoptr(Chart) chart =
      chart_that_says(run, "hops", "the 2 frames are too little for it");
  g_assert_cmpstr(chart->verdict, ==, "the 2 frames are too little for it");
  g_unlink(path);
  g_rmdir(folder);
}

static void
test_steering_is_refused(void)
{
  g_autofree char *path = data_path("hopper.extxyz.gz");
  g_autoptr(Run) run = open_run(path);

  post(run, COMMAND_TEMPERATURE, 0, 500.0);
  g_autoptr(RunMessage) refused = run_support_next(run, RUN_MESSAGE_REFUSED);
  g_assert_nonnull(refused->text);
}

static void
test_store(void)
{
  g_autoptr(SpeciesList) species = species_list_new();
  g_autoptr(FrameStore) store = frame_store_new(100 * 1000);

  species_list_add(species, element_lookup("Na"));
  for (guint k = 0; k < 1000; k++) {
    g_autoptr(Frame) frame = frame_new(species, 100, 0);
    frame->cell = cell_cubic(10.0 + k);
    frame->time = 0.5 * k;
    frame->position[99].y = k + 0.25;
    frame_store_add(store, frame);
    /* never more than the budget, and always from the first to nearly the last */
    g_assert_cmpuint(frame_store_n(store) * 1200, <, 100 * 1000);
    g_assert_cmpfloat(frame_store_time(store, 0), ==, 0.0);
    g_assert_cmpfloat(frame_store_time(store, frame_store_n(store) - 1), >=, 0.4 * k);
  }
  g_assert_cmpuint(frame_store_n(store), >, 20);
  for (guint i = 0; i < frame_store_n(store); i++) {
    g_autoptr(Frame) frame = frame_store_get(store, i);
    g_assert_cmpfloat(frame->position[99].y, ==, 2.0 * frame->time + 0.25);
    g_assert_cmpfloat(frame->cell.vector[0].x, ==, 10.0 + 2.0 * frame->time);
  }
}

/* What a file says of the atoms comes back with every frame, also where a later frame
 * knows less. */
static void
test_store_keeps_numbers(void)
{
  const AtomColumn column = {g_intern_string("q"), g_intern_string("e")};
  g_autoptr(FrameStore) store = frame_store_new(1 << 20);
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Na"));
  for (guint k = 0; k < 3; k++) {
    FrameFields fields = k < 2 ? FRAME_ENERGY | FRAME_FORCE : 0;
    g_autoptr(Frame) frame = frame_new(species, 2, fields);
    frame->cell = cell_cubic(10.0);
    frame->time = k;
    if (frame->energy)
      frame->energy[1] = -4.5 - k;
    if (frame->force)
      frame->force[0] = vec3(1.0, 2.0, k);
    if (k > 0) {
      frame->columns = atom_columns_new(&column, 1, 2);
      frame->columns->value[1] = 0.5f * k;
    }
    frame_store_add(store, frame);
  }
  g_autoptr(Frame) first = frame_store_get(store, 0);
  g_autoptr(Frame) second = frame_store_get(store, 1);
  g_autoptr(Frame) last = frame_store_get(store, 2);
  g_assert_null(first->columns);
  g_assert_cmpfloat(first->energy[1], ==, -4.5);
  g_assert_cmpfloat(second->energy[1], ==, -5.5);
  g_assert_cmpfloat(second->force[0].z, ==, 1.0);
  g_assert_cmpfloat(second->columns->value[1], ==, 0.5f);
  g_assert_null(last->energy);
  g_assert_null(last->velocity);
  g_assert_cmpfloat(last->columns->value[1], ==, 1.0f);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/play/curves are those of the analysis, however one plays",
                  test_same_curves);
  g_test_add_func("/play/one can seek, step, play and pause", test_seek_and_play);
  g_test_add_func("/play/a snapshot has the hops of its time", test_snapshot);
  g_test_add_func("/play/without times there is a reason and no number", test_no_times);
  g_test_add_func("/play/a missing frame leaves a reason and no number",
                  test_uneven_times);
  g_test_add_func("/play/a chart that is asked for later comes, too", test_later_chart);
  g_test_add_func("/play/hops are found anew as a person chooses", test_later_hops);
  g_test_add_func("/play/what happened is told once, however often the file is read",
                  test_events_are_told_once);
  g_test_add_func("/play/too few frames are not waited for", test_two_frames);
  g_test_add_func("/play/steering is refused with the reason", test_steering_is_refused);
  g_test_add_func("/frame-store/keeps any length within its budget", test_store);
  g_test_add_func("/play/what a file says of the atoms is kept",
                  test_store_keeps_numbers);
  return g_test_run();
}
