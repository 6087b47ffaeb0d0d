// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>

#include "io/scene-file.h"
#include "potential/learned/committee-model.h"
#include "random-tensornet.h"
#include "run-support.h"
#include "run/batch.h"

typedef struct {
  char *folder, *file[2], *other; /* models of Na, Si, O; of Si, O */
  Scene *scene;
  Run *run;
} Setting;

static char *
save_model(const Setting *s, const char *name, guint seed, const char *elements)
{
  RandomTensorNet what = {
      .units = 16, .n_blocks = 1, .seed = seed, .r_cut = 3.0, .elements = elements};
  g_autoptr(LearnedModel) model = random_tensornet(&what);
  g_autoptr(GError) error = NULL;
  char *path = g_build_filename(s->folder, name, NULL);

  g_assert_true(learned_model_save(model, path, &error));
  g_assert_no_error(error);
  return path;
}

static void
set_up(Setting *s, gconstpointer data)
{
  g_autoptr(GError) error = NULL;

  s->folder = g_dir_make_tmp("switch-XXXXXX", &error);
  s->file[0] = save_model(s, "one.tnb", 1, "Na O Si");
  s->file[1] = save_model(s, "two.tnb", 2, "Na O Si");
  s->other = save_model(s, "other.tnb", 3, "O Si");
  s->scene = scene_load_shipped("ns2", &error);
  g_assert_no_error(error);
  s->run = run_new(s->scene, 1, &error);
  g_assert_no_error(error);
}

static void
tear_down(Setting *s, gconstpointer data)
{
  run_free(s->run);
  scene_free(s->scene);
  g_remove(s->file[0]);
  g_remove(s->file[1]);
  g_remove(s->other);
  g_rmdir(s->folder);
  g_free(s->file[0]);
  g_free(s->file[1]);
  g_free(s->other);
  g_free(s->folder);
}

static void
choose(Run *run, const char *potential)
{
  run_post(run, &(Command){.kind = COMMAND_POTENTIAL,
                           .potential = g_intern_string(potential)});
}

static gboolean
is_of_epoch(const Snapshot *snapshot, guint epoch)
{
  return snapshot && snapshot->frame->epoch >= epoch;
}

/* Waits for it. Owner: caller. */
static Snapshot *
newest_of_epoch(Run *run, guint epoch)
{
  Snapshot *snapshot = NULL;

  while (!is_of_epoch(snapshot, epoch)) {
    g_clear_pointer(&snapshot, snapshot_unref);
    WAIT(snapshot || (snapshot = run_take_snapshot(run)));
  }
  return snapshot;
}

static double
largest_move(const Frame *a, const Frame *b)
{
  double largest = 0.0;

  for (guint i = 0; i < a->n_atoms; i++)
    largest = fmax(largest, vec3_norm(vec3_sub(a->position[i], b->position[i])));
  return largest;
}

static void
atoms_stay_and_an_epoch_begins(Setting *s, gconstpointer data)
{
  choose(s->run, s->file[0]);
  g_autoptr(RunMessage) switched = run_support_next(s->run, RUN_MESSAGE_SWITCHED);
  g_autoptr(RunMessage) told = run_support_next(s->run, RUN_MESSAGE_EVENT);
  g_autoptr(Snapshot) after = newest_of_epoch(s->run, 1);

  g_assert_nonnull(switched->force_field->learned);
  g_assert_true(g_str_has_prefix(switched->text, "TensorNet"));
  g_assert_cmpint(told->event->kind, ==, EVENT_STEER);
  g_assert_nonnull(strstr(told->event->text, "one.tnb"));
  g_assert_null(strchr(told->event->text, '/'));
  g_assert_cmpuint(told->event->epoch, ==, 1);
  g_assert_cmpuint(after->frame->n_atoms, ==, s->scene->start->n_atoms);
  g_assert_cmpmem(after->frame->type, after->frame->n_atoms, s->scene->start->type,
                  s->scene->start->n_atoms);
  g_assert_cmpfloat(largest_move(after->frame, s->scene->start), <, 2.0);
  g_assert_cmpint(after->frame->step, ==, s->scene->start->step);
  g_autoptr(Scene) now = run_scene_now(s->run);
  g_assert_cmpstr(now->potential, ==, s->file[0]);
}

static void
and_back_again(Setting *s, gconstpointer data)
{
  choose(s->run, s->file[0]);
  run_message_free(run_support_next(s->run, RUN_MESSAGE_SWITCHED));
  choose(s->run, "bmp");
  g_autoptr(RunMessage) back = run_support_next(s->run, RUN_MESSAGE_SWITCHED);

  g_assert_null(back->force_field->learned);
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  RunStatus status = {0};
  WAIT((run_get_status(s->run, &status), status.step > 5));
  g_assert_cmpuint(status.epoch, ==, 2);
  g_assert_false(status.relaxing);
  g_assert_true(isnan(status.deviation));
}

static void
what_cannot_drive_is_refused_and_the_run_goes_on(Setting *s, gconstpointer data)
{
  choose(s->run, s->other);
  g_autoptr(RunMessage) no = run_support_next(s->run, RUN_MESSAGE_REFUSED);
  g_assert_nonnull(strstr(no->text, "Na"));
  choose(s->run, "/none/such.pt");
  g_autoptr(RunMessage) none = run_support_next(s->run, RUN_MESSAGE_REFUSED);
  g_assert_nonnull(strstr(none->text, "such.pt"));
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  RunStatus status = {0};
  WAIT((run_get_status(s->run, &status), status.step > 5));
  g_assert_cmpuint(status.epoch, ==, 0);
}

static void
a_committee_that_disagrees_pauses_once(Setting *s, gconstpointer data)
{
  g_autofree char *both =
      committee_join((const char *const[]){s->file[0], s->file[1], NULL}, FALSE);
  RunStatus status = {0};

  run_post(s->run, &(Command){.kind = COMMAND_TRUST, .value = 1e-6});
  choose(s->run, both);
  run_message_free(run_support_next(s->run, RUN_MESSAGE_SWITCHED));
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  g_autoptr(RunMessage) stopped = run_support_next(s->run, RUN_MESSAGE_STOPPED);
  g_assert_nonnull(strstr(stopped->text, "eV/Å"));
  WAIT((run_get_status(s->run, &status), !status.playing));
  g_assert_cmpint(status.step, ==, 1);
  g_assert_cmpfloat(status.deviation, >, 1e-6);
  g_autoptr(Snapshot) after = newest_of_epoch(s->run, 1);
  g_assert_nonnull(after->frame->deviation);
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  WAIT((run_get_status(s->run, &status), status.step > 5));
}

static void
the_wall_can_be_taken_away(Setting *s, gconstpointer data)
{
  choose(s->run, s->file[0]);
  g_autoptr(RunMessage) with = run_support_next(s->run, RUN_MESSAGE_SWITCHED);
  g_assert_true(with->force_field->wall);
  run_post(s->run, &(Command){.kind = COMMAND_WALL, .integer = FALSE});
  g_autoptr(RunMessage) without = run_support_next(s->run, RUN_MESSAGE_POTENTIAL);
  g_assert_false(without->force_field->wall);
}

/* Every atom of a random network is graded above nothing. */
static void
beyond_its_limit_a_grade_warns_once(Setting *s, gconstpointer data)
{
  RunStatus status = {0};

  run_post(s->run, &(Command){.kind = COMMAND_GRADE_LIMIT, .value = 1e-6});
  choose(s->run, s->file[0]);
  run_message_free(run_support_next(s->run, RUN_MESSAGE_SWITCHED));
  run_message_free(run_support_next(s->run, RUN_MESSAGE_EVENT)); /* the switch */
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  g_autoptr(RunMessage) warning = run_support_next(s->run, RUN_MESSAGE_EVENT);
  g_assert_cmpint(warning->event->kind, ==, EVENT_WARNING);
  g_assert_cmpuint(warning->event->n_atoms, ==, 1);
  g_assert_cmpint(warning->event->step, ==, 10);
  const Frame *start = s->scene->start;
  guint32 atom = warning->event->atom[0];
  g_autofree char *name = g_strdup_printf(
      "%s %u ", start->species->element[start->type[atom]]->symbol, atom + 1);
  g_assert_true(g_str_has_prefix(warning->event->text, name));
  WAIT((run_get_status(s->run, &status), status.step > 25));
  g_assert_cmpfloat(status.grade, >, 1e-6);
  g_autoptr(Snapshot) after = newest_of_epoch(s->run, 1);
  g_assert_nonnull(after->frame->grade);
}

static void
a_run_that_is_asked_to_pauses_beyond_the_limit(Setting *s, gconstpointer data)
{
  RunStatus status = {0};

  run_post(s->run, &(Command){.kind = COMMAND_GRADE_LIMIT, .value = 1e-6});
  run_post(s->run, &(Command){.kind = COMMAND_GRADE_PAUSE, .integer = TRUE});
  choose(s->run, s->file[0]);
  run_message_free(run_support_next(s->run, RUN_MESSAGE_SWITCHED));
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  g_autoptr(RunMessage) stopped = run_support_next(s->run, RUN_MESSAGE_STOPPED);
  g_assert_nonnull(strstr(stopped->text, "has seen"));
  WAIT((run_get_status(s->run, &status), !status.playing));
  g_assert_cmpint(status.step, ==, 10);
  run_post(s->run, &(Command){.kind = COMMAND_PLAY});
  WAIT((run_get_status(s->run, &status), status.step > 25));
}

static void
batches_tell_and_end_beyond_a_grade(Setting *s, gconstpointer data)
{
  g_autoptr(Scene) scene = scene_copy(s->scene);
  g_autoptr(GError) error = NULL;
  BatchOptions options = {.n_steps = 20, .engine = {.n_threads = 1}};
  BatchResult result;

  g_free(scene->potential);
  scene->potential = g_strdup(s->file[0]);
  g_assert_true(scene_set(scene, "grade_limit", "1e-6", NULL));
  batch_run(scene, &options, &result, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(result.grade_worst, >, 1e-6);
  g_assert_cmpint(result.beyond, ==, 2);
  g_assert_true(scene_set(scene, "grade_pause", "yes", NULL));
  g_assert_false(batch_run(scene, &options, &result, &error));
  g_assert_nonnull(strstr(error->message, "step 10"));
}

static void
batches_tell_how_far_a_committee_differs(Setting *s, gconstpointer data)
{
  g_autoptr(Scene) scene = scene_copy(s->scene);
  g_autoptr(GError) error = NULL;
  BatchOptions options = {.n_steps = 3, .engine = {.n_threads = 1}};
  BatchResult result;

  g_free(scene->potential);
  scene->potential =
      committee_join((const char *const[]){s->file[0], s->file[1], NULL}, TRUE);
  scene->trust = 1e-6;
  batch_run(scene, &options, &result, &error);
  g_assert_no_error(error);
  g_assert_cmpfloat(result.deviation_worst, >, 1e-6);
  g_assert_cmpint(result.untrusted, ==, 3);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#define ADD(name, function) \
  g_test_add("/switch-potential/" name, Setting, NULL, set_up, function, tear_down)
  ADD("atoms stay and an epoch begins", atoms_stay_and_an_epoch_begins);
  ADD("and back again", and_back_again);
  ADD("what cannot drive is refused and the run goes on",
      what_cannot_drive_is_refused_and_the_run_goes_on);
  ADD("a committee that disagrees pauses once", a_committee_that_disagrees_pauses_once);
  ADD("the wall can be taken away", the_wall_can_be_taken_away);
  ADD("batches tell how far a committee differs",
      batches_tell_how_far_a_committee_differs);
  ADD("beyond its limit a grade warns once", beyond_its_limit_a_grade_warns_once);
  ADD("a run that is asked to pauses beyond the limit",
      a_run_that_is_asked_to_pauses_beyond_the_limit);
  ADD("batches tell and end beyond a grade", batches_tell_and_end_beyond_a_grade);
#undef ADD
  return g_test_run();
}
