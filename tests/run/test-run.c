// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <math.h>

#include "io/scene-file.h"
#include "run-support.h"
#include "run/batch.h"
#include "run/run-thread.h"

static Scene *
default_scene(void)
{
  g_autoptr(GError) error = NULL;
  Scene *scene = scene_load_shipped("ns2", &error);

  g_assert_no_error(error);
  return scene;
}

static Run *
start(const Scene *scene)
{
  g_autoptr(GError) error = NULL;
  Run *run = run_new(scene, 1, &error);

  g_assert_no_error(error);
  return run;
}

static void
post(Run *run, CommandKind kind, double value)
{
  Command command = {.kind = kind, .value = value};

  run_post(run, &command);
}

static RunStatus
status_of(Run *run)
{
  RunStatus status;

  run_get_status(run, &status);
  return status;
}

static void
a_run_starts_paused_and_plays(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  g_autoptr(Snapshot) first = run_take_snapshot(run);

  g_assert_nonnull(first);
  g_assert_cmpuint(first->frame->n_atoms, ==, scene->start->n_atoms);
  g_assert_nonnull(first->bonds);
  g_assert_false(status_of(run).playing);
  g_assert_cmpint(status_of(run).step, ==, 0);
  post(run, COMMAND_PLAY, 0);
  WAIT(status_of(run).step > 20);
  post(run, COMMAND_PAUSE, 0);
  WAIT(!status_of(run).playing);
  gint64 step = status_of(run).step;
  g_usleep(200000);
  g_assert_cmpint(status_of(run).step, ==, step);
}

static void
one_step_is_one_step(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);

  post(run, COMMAND_STEP, 0);
  WAIT(status_of(run).step == 1);
  post(run, COMMAND_STEP, 0);
  WAIT(status_of(run).step == 2);
  g_assert_false(status_of(run).playing);
}

static void
temperature_starts_an_epoch(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);

  post(run, COMMAND_TEMPERATURE, 2500);
  WAIT(status_of(run).target == 2500.0);
  g_assert_cmpuint(status_of(run).epoch, ==, 1);
  g_autoptr(RunMessage) message = run_support_next(run, RUN_MESSAGE_EVENT);
  g_assert_cmpint(message->event->kind, ==, EVENT_STEER);
  g_assert_nonnull(strstr(message->event->text, "2500"));
  g_autoptr(Scene) now = run_scene_now(run);
  g_assert_cmpfloat(now->temperature, ==, 2500.0);
}

static void
pressure_moves_the_density(void)
{
  g_autoptr(Scene) scene = default_scene();

  scene->tau_pressure = 0.05;
  g_autoptr(Run) run = start(scene);
  Command ensemble = {.kind = COMMAND_ENSEMBLE, .integer = ENSEMBLE_NPT_SCR};
  Command field = {.kind = COMMAND_FIELD, .integer = 1, .value = 0.01};
  double before = status_of(run).density;

  run_post(run, &ensemble);
  run_post(run, &field);
  post(run, COMMAND_PRESSURE, 0.1);
  post(run, COMMAND_PLAY, 0);
  WAIT(status_of(run).density > 1.02 * before);
  RunStatus status = status_of(run);
  g_assert_cmpint(status.ensemble, ==, ENSEMBLE_NPT_SCR);
  g_assert_cmpfloat_with_epsilon(status.pressure_target, 16.02, 0.01);
  g_assert_cmpfloat(status.field.y, ==, 0.01);
  g_autoptr(Scene) now = run_scene_now(run);
  g_assert_cmpfloat(now->pressure, ==, 0.1);
  g_assert_cmpfloat(now->field.y, ==, 0.01);
}

static void
wrong_values_are_refused_with_a_reason(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  Command command = {.kind = COMMAND_PARAM,
                     .param = {PARAM_MORSE_R0, "Si", "O", "", -1.0}};

  post(run, COMMAND_TEMPERATURE, -5);
  g_autoptr(RunMessage) first = run_support_next(run, RUN_MESSAGE_REFUSED);
  g_assert_nonnull(first->text);
  run_post(run, &command);
  g_autoptr(RunMessage) second = run_support_next(run, RUN_MESSAGE_REFUSED);
  g_assert_nonnull(second->text);
  g_assert_cmpuint(status_of(run).epoch, ==, 0);
}

/* What the run refuses while it plays up to this time, ps. */
static void
assert_nothing_is_refused(Run *run, double until)
{
  post(run, COMMAND_PLAY, 0);
  while (status_of(run).time < until) {
    g_autoptr(RunMessage) message = run_take_message(run);
    if (!message)
      g_usleep(2000);
    else if (message->kind == RUN_MESSAGE_REFUSED || message->kind == RUN_MESSAGE_STOPPED)
      g_error("%s", message->text);
  }
}

static void
frames_are_even_under_any_time_step(void)
{
  const double femtoseconds[] = {1.4, 1.6, 2.8};

  for (gsize i = 0; i < G_N_ELEMENTS(femtoseconds); i++) {
    g_autoptr(Scene) scene = default_scene();
    g_autoptr(Run) run = start(scene);
    post(run, COMMAND_TIME_STEP, 1e-3 * femtoseconds[i]);
    assert_nothing_is_refused(run, 0.25);
  }
}

static void
a_random_start_is_relaxed_first(void)
{
  g_autoptr(Scene) scene = default_scene();
  Frame *overlap = frame_copy(scene->start, 0);
  int si = species_list_find(overlap->species, "Si");
  int o = species_list_find(overlap->species, "O");
  guint first = 0, second = 0;

  while (overlap->type[first] != si)
    first++;
  while (overlap->type[second] != o)
    second++;
  overlap->position[second] = vec3_add(overlap->position[first], vec3(0.3, 0.4, 0.3));
  frame_unref(scene->start);
  scene->start = overlap;
  scene->relax = TRUE;
  g_autoptr(Run) run = start(scene);
  assert_nothing_is_refused(run, 0.02);
}

static void
a_saved_scene_has_every_setting(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);

  post(run, COMMAND_TAU, 0.25);
  post(run, COMMAND_TAU_PRESSURE, 0.75);
  post(run, COMMAND_STEP, 0);
  WAIT(status_of(run).step == 1);
  g_autoptr(Scene) now = run_scene_now(run);
  g_assert_cmpfloat(now->tau, ==, 0.25);
  g_assert_cmpfloat(now->tau_pressure, ==, 0.75);
}

/* A number that is dragged stands in the scene once, as it is now. */
static void
a_dragged_parameter_is_one_change(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  Command command = {.kind = COMMAND_PARAM,
                     .param = {PARAM_MORSE_R0, "Si", "O", "", 2.1}};

  for (int k = 0; k < 5; k++, command.param.value += 0.01)
    run_post(run, &command);
  command.param = (ParamChange){PARAM_CHARGE, "Si", "", "", 2.2};
  run_post(run, &command);
  WAIT(status_of(run).epoch == 6);
  g_autoptr(Scene) now = run_scene_now(run);
  g_assert_cmpuint(now->changes->len, ==, 2);
  const ParamChange *change = &g_array_index(now->changes, ParamChange, 0);
  g_assert_cmpint(change->kind, ==, PARAM_MORSE_R0);
  g_assert_cmpfloat_with_epsilon(change->value, 2.14, 1e-12);
}

/* Many more than can be obeyed while this thread is kept waiting. */
static void
a_run_ends_before_its_commands(void)
{
  const int n = 100000;
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = default_scene();
  Mailbox *box = mailbox_new();
  RunThread *thread = run_thread_new(scene, 1, box, &error);
  Command command = {.kind = COMMAND_STEP};
  RunStatus status = {0};

  g_assert_no_error(error);
  run_thread_start(thread);
  for (int k = 0; k < n; k++)
    mailbox_post_command(box, &command);
  WAIT((mailbox_take_status(box, &status), status.step > 0));
  run_thread_stop(thread);
  mailbox_take_status(box, &status);
  g_assert_cmpint(status.step, <, n);
  mailbox_free(box);
}

static double
cell_charge(const ForceField *ff, const Frame *frame)
{
  guint count[SPECIES_MAX] = {0};

  for (guint i = 0; i < frame->n_atoms; i++)
    count[frame->type[i]]++;
  return force_field_total_charge(ff, count);
}

static void
a_steered_charge_is_balanced_by_oxygen(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  g_autoptr(RunMessage) at_start = run_support_next(run, RUN_MESSAGE_POTENTIAL);
  Command command = {.kind = COMMAND_PARAM, .param = {PARAM_CHARGE, "Si", "", "", 2.2}};

  run_post(run, &command);
  g_autoptr(RunMessage) message = run_support_next(run, RUN_MESSAGE_POTENTIAL);
  const SpeciesList *species = message->force_field->species;
  int si = species_list_find(species, "Si"), o = species_list_find(species, "O");
  g_assert_cmpfloat(message->force_field->charge[si], ==, 2.2);
  /* 2 Na + 2 Si + 5 O: −(2·0.6 + 2·2.2)/5 */
  g_assert_cmpfloat_with_epsilon(message->force_field->charge[o], -1.12, 1e-12);
  g_assert_cmpfloat_with_epsilon(cell_charge(message->force_field, scene->start), 0.0,
                                 1e-9);
}

static void
a_blow_up_pauses_with_the_reason(void)
{
  g_autoptr(Scene) scene = default_scene();

  scene->dt = 9e-3;
  scene->temperature = 4000;
  g_autoptr(Run) run = start(scene);
  post(run, COMMAND_TIME_STEP, 10e-3);
  post(run, COMMAND_TEMPERATURE, 20000);
  post(run, COMMAND_PLAY, 0);
  g_autoptr(RunMessage) message = run_support_next(run, RUN_MESSAGE_STOPPED);
  g_assert_nonnull(strstr(message->text, "Å"));
  WAIT(!status_of(run).playing);
}

/* Adds the ids of the charts that have come, or of those among them that have points. */
static void
note_charts(Run *run, gboolean filled, GHashTable *seen)
{
  RunMessage *message;

  while ((message = run_support_take(run, RUN_MESSAGE_CHART))) {
    const GPtrArray *series = message->chart->series;
    if (!filled || (series->len > 0 && ((Series *)series->pdata[0])->n > 0))
      g_hash_table_add(seen, g_strdup(message->chart->id));
    run_message_free(message);
  }
}

static gboolean
has_all(GHashTable *seen, const char *const *ids)
{
  for (; *ids; ids++)
    if (!g_hash_table_contains(seen, *ids))
      return FALSE;
  return TRUE;
}

static void
charts_of_every_quantity_arrive(void)
{
  const char *const ids[] = {"msd",    "vanhove", "rdf", "arrhenius",
                             "rings3", "hops",    NULL};
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  g_autoptr(GHashTable) seen =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  post(run, COMMAND_PLAY, 0);
  WAIT((note_charts(run, FALSE, seen), has_all(seen, ids)));
  g_assert_cmpuint(g_hash_table_size(seen), ==, g_strv_length((char **)ids));
}

/* Those that are not shown by default, those that read another observer, and those that
 * need the energy of the frames. */
static void
charts_that_are_asked_for_fill_while_it_runs(void)
{
  const char *const ids[] = {"sq",      "sq-direct", "running-cn", "angles",
                             "density", "energy",    NULL};
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  g_autoptr(GHashTable) filled =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

  run_show(run, ids);
  post(run, COMMAND_PLAY, 0);
  WAIT((note_charts(run, TRUE, filled), has_all(filled, ids)));
}

/* Of the first curve of the newest chart of this id; before, when none has come. */
static guint
count_points(Run *run, const char *id, guint before)
{
  RunMessage *message;

  while ((message = run_support_take(run, RUN_MESSAGE_CHART))) {
    const Chart *chart = message->chart;
    if (g_str_equal(chart->id, id) && chart->series->len > 0)
      before = ((Series *)g_ptr_array_index(chart->series, 0))->n;
    run_message_free(message);
  }
  return before;
}

/* Each temperature is a new epoch; energy over temperature goes on through them. */
static void
energy_over_temperature_outlives_steering(void)
{
  const char *const ids[] = {"caloric", NULL};
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  guint n = 0;

  run_show(run, ids);
  post(run, COMMAND_PLAY, 0);
  WAIT(status_of(run).time > 0.25);
  post(run, COMMAND_TEMPERATURE, 2000);
  WAIT((n = count_points(run, "caloric", n)) == 2);
}

static guint64
batch_hash(guint n_threads)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = default_scene();
  BatchOptions options = {.n_steps = 40, .engine = {.n_threads = n_threads}};
  BatchResult result;

  g_assert_true(batch_run(scene, &options, &result, &error));
  g_assert_cmpint(result.steps, ==, 40);
  return result.hash;
}

static void
a_batch_is_repeatable(void)
{
  guint64 hash = batch_hash(1);

  g_assert_cmphex(batch_hash(1), ==, hash);
  g_assert_cmphex(batch_hash(2), ==, hash);
}

static void
every_shipped_scene_runs(void)
{
  g_autoptr(GPtrArray) catalogue = scene_catalogue();

  g_assert_cmpuint(catalogue->len, >=, 6);
  for (guint i = 0; i < catalogue->len; i++) {
    g_autoptr(GError) error = NULL;
    const SceneEntry *entry = catalogue->pdata[i];
    g_autoptr(Scene) scene = scene_load_shipped(entry->id, &error);
    BatchOptions options = {.n_steps = 5, .engine = {.n_threads = 1}};
    BatchResult result;
    g_assert_no_error(error);
    g_assert_true(batch_run(scene, &options, &result, &error));
    g_assert_cmpfloat_with_epsilon(result.thermo.temperature, scene->temperature,
                                   0.08 * scene->temperature);
  }
}

/* Whether the newest snapshot has pathways. */
static gboolean
shows_pathways(Run *run, gboolean before)
{
  g_autoptr(Snapshot) snapshot = run_take_snapshot(run);

  return snapshot ? snapshot->pathways != NULL : before;
}

static void
test_pathways(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  gboolean there = FALSE;

  there = shows_pathways(run, there);
  g_assert_false(there);
  run_show_pathways(run, "clearance");
  post(run, COMMAND_PLAY, 0.0);
  WAIT((there = shows_pathways(run, there)));
  post(run, COMMAND_PAUSE, 0.0);
  WAIT(!status_of(run).playing);
  /* put away while nothing moves */
  run_show_pathways(run, NULL);
  WAIT(!(there = shows_pathways(run, there)));
}

static gboolean
has_series(const Chart *chart, const char *name)
{
  for (guint i = 0; i < chart->series->len; i++)
    if (g_str_equal(((Series *)chart->series->pdata[i])->name, name))
      return TRUE;
  return FALSE;
}

/* Whether the next filled chart of displacements, which is waited for, shows those of the
 * atoms that were chosen. */
static gboolean
next_shows_selection(Run *run)
{
  for (;;) {
    g_autoptr(RunMessage) message = run_support_next(run, RUN_MESSAGE_CHART);
    if (g_str_equal(message->chart->id, "msd") && message->chart->series->len > 0)
      return has_series(message->chart, "selection");
  }
}

/* Motion of chosen atoms, and of the ions again; what is not understood changes nothing.
 */
static void
atoms_are_chosen_while_it_runs(void)
{
  static const char *const shown[] = {"msd", NULL};
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);

  run_show(run, shown);
  post(run, COMMAND_PLAY, 0);
  g_assert_false(next_shows_selection(run));
  run_choose(run, "atoms=0-9,700");
  WAIT(next_shows_selection(run));
  run_choose(run, "nonsense=1");
  g_assert_true(next_shows_selection(run));
  run_choose(run, "");
  WAIT(!next_shows_selection(run));
}

static const Frame *
newest_frame(Run *run, Snapshot **snapshot)
{
  Snapshot *next = run_take_snapshot(run);

  if (next) {
    g_clear_pointer(snapshot, snapshot_unref);
    *snapshot = next;
  }
  g_assert_nonnull(*snapshot);
  return (*snapshot)->frame;
}

/* They add up to the potential energy, which the quick kernel has found by another way.
 */
static void
test_energies_per_atom(void)
{
  g_autoptr(Scene) scene = default_scene();
  g_autoptr(Run) run = start(scene);
  Snapshot *snapshot = NULL;
  double sum = 0.0;

  g_assert_null(newest_frame(run, &snapshot)->energy);
  g_assert_null(snapshot->frame->force);
  run_show_fields(run, FRAME_ENERGY | FRAME_FORCE);
  WAIT(newest_frame(run, &snapshot)->energy);
  g_assert_nonnull(snapshot->frame->force);
  for (guint i = 0; i < snapshot->frame->n_atoms; i++)
    sum += snapshot->frame->energy[i];
  g_assert_true(snapshot->frame->has_thermo);
  g_assert_cmpfloat_with_epsilon(sum / snapshot->frame->thermo.potential, 1.0, 1e-5);
  run_show_fields(run, 0);
  WAIT(!newest_frame(run, &snapshot)->energy);
  snapshot_unref(snapshot);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/run/a run starts paused and plays", a_run_starts_paused_and_plays);
  g_test_add_func("/run/one step is one step", one_step_is_one_step);
  g_test_add_func("/run/temperature starts an epoch", temperature_starts_an_epoch);
  g_test_add_func("/run/pressure moves the density", pressure_moves_the_density);
  g_test_add_func("/run/wrong values are refused with a reason",
                  wrong_values_are_refused_with_a_reason);
  g_test_add_func("/run/frames are even under any time step",
                  frames_are_even_under_any_time_step);
  g_test_add_func("/run/a random start is relaxed first",
                  a_random_start_is_relaxed_first);
  g_test_add_func("/run/a saved scene has every setting",
                  a_saved_scene_has_every_setting);
  g_test_add_func("/run/a dragged parameter is one change",
                  a_dragged_parameter_is_one_change);
  g_test_add_func("/run/a run ends before its commands", a_run_ends_before_its_commands);
  g_test_add_func("/run/a steered charge is balanced by oxygen",
                  a_steered_charge_is_balanced_by_oxygen);
  g_test_add_func("/run/a blow-up pauses with the reason",
                  a_blow_up_pauses_with_the_reason);
  g_test_add_func("/run/charts of every quantity arrive",
                  charts_of_every_quantity_arrive);
  g_test_add_func("/run/charts that are asked for fill while it runs",
                  charts_that_are_asked_for_fill_while_it_runs);
  g_test_add_func("/run/energy over temperature outlives steering",
                  energy_over_temperature_outlives_steering);
  g_test_add_func("/run/atoms are chosen while it runs", atoms_are_chosen_while_it_runs);
  g_test_add_func("/run/a batch is repeatable", a_batch_is_repeatable);
  g_test_add_func("/run/every shipped scene runs", every_shipped_scene_runs);
  g_test_add_func("/run/pathways come with snapshots while they are asked for",
                  test_pathways);
  g_test_add_func("/run/energies per atom are found when they are asked for",
                  test_energies_per_atom);
  return g_test_run();
}
