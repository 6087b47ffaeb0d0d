// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "run/run-thread.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/rings3.h"
#include "base/base-error.h"
#include "base/units.h"
#include "md/md.h"
#include "potential/learned/learned-model.h"
#include "potential/potential-set.h"
#include "run/atom-energies.h"
#include "run/pace.h"
#include "run/potential-trial.h"
#include "run/scene-start.h"
#include "run/snapshot-maker.h"
#include "run/watch.h"

#define SNAPSHOT_US      (G_USEC_PER_SEC / 60)
#define STATUS_US        (G_USEC_PER_SEC / 10)
#define REPORT_US        (G_USEC_PER_SEC / 12) /* one chart of the round each time */
#define RINGS_US         (G_USEC_PER_SEC / 8)
#define IDLE_US          (G_USEC_PER_SEC / 20)
#define THERMO_EVERY     10   /* steps */
#define SETTLE_TAUS      5.0  /* thermostat times before statistics begin anew */
#define SETTLE_LEAST     0.5  /* ps */
#define HIGHEST_PRESSURE 6.0  /* eV/Å³ */
#define HIGHEST_FIELD    10.0 /* V/Å */
#define MEAN_SAMPLES     100  /* of the temperature */
#define SWITCH_FORCE     2.0  /* eV/Å: where the relaxation after a switch ends */
#define SWITCH_STEPS     60   /* of it at most */
#define SWITCH_CHUNK     5    /* between two looks at the picture */
#define TRUST_AGAIN      0.43 /* of the limit, 0.15 of 0.35 eV/Å: trusted again below */
#define GRADE_AGAIN      0.9  /* of the limit */

struct RunThread {
  GThread *thread;
  gint quit; /* atomic */
  Mailbox *box;

  Scene *scene; /* as steered */
  ForceField *ff, *ff_of_set;
  Md *md;
  Watch *watch;
  Pace pace;
  gboolean playing;
  guint epoch;
  gint64 next_observation; /* step */

  gboolean distrusted; /* the committee differed too much, and not yet little again */
  gboolean beyond;     /* the same of the grade */
  gboolean relaxing;
  double force_seconds, us_per_atom; /* up to the last status; since */
  gint64 force_step;

  Thermo thermo;
  double sample[MEAN_SAMPLES];
  guint n_samples;

  GArray *rings;
  Pathways *pathways; /* of the last snapshot */
  gint64 snapshot_at, status_at, report_at, rings_at;
  FrameFields fields; /* asked for beside the usual */
  AtomEnergies energies;
};

static gint64
now_us(void)
{
  return g_get_monotonic_time();
}

static void
put_text(RunThread *self, RunMessageKind kind, char *text)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = kind;
  message->text = text;
  mailbox_put_message(self->box, message);
}

static void
put_force_field(RunThread *self, RunMessageKind kind, char *title)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = kind;
  message->force_field = force_field_copy(self->ff);
  message->text = title;
  mailbox_put_message(self->box, message);
}

static void
put_potential(RunThread *self)
{
  put_force_field(self, RUN_MESSAGE_POTENTIAL, NULL);
}

static void
put_steer_event(RunThread *self, const Command *command)
{
  RunMessage *message = g_new0(RunMessage, 1);

  message->kind = RUN_MESSAGE_EVENT;
  message->event = event_new(EVENT_STEER, md_step_number(self->md), md_time(self->md));
  message->event->text = command_describe(command);
  message->event->epoch = self->epoch;
  mailbox_put_message(self->box, message);
}

static Frame *
present_frame(RunThread *self, FrameFields fields)
{
  Frame *frame = md_frame(self->md, fields);
  const AtomColumns *columns = self->scene->start->columns;

  frame->epoch = self->epoch;
  frame->columns = columns ? atom_columns_ref(columns) : NULL;
  return frame;
}

static void
put_snapshot(RunThread *self, gint64 now)
{
  FrameFields also = FRAME_GRADE | (self->fields & FRAME_FORCE);
  g_autoptr(Frame) frame = present_frame(self, FRAME_VELOCITY | FRAME_DEVIATION | also);
  g_autoptr(Bonds) bonds = watch_bonds(self->watch, frame);

  if (!self->rings || now - self->rings_at >= RINGS_US) {
    g_clear_pointer(&self->rings, g_array_unref);
    self->rings = rings3_find(frame, bonds);
    self->rings_at = now;
  }
  if (self->fields & FRAME_ENERGY)
    atom_energies_add(&self->energies, frame, self->ff, md_options(self->md)->n_threads,
                      !self->playing);
  if (!frame->has_thermo) {
    frame->thermo = self->thermo;
    frame->has_thermo = TRUE;
  }
  Snapshot *snapshot =
      snapshot_maker_make_of(frame, bonds, self->rings, watch_hops(self->watch));
  g_clear_pointer(&self->pathways, pathways_unref);
  self->pathways = watch_pathways(self->watch);
  snapshot->pathways = self->pathways ? pathways_ref(self->pathways) : NULL;
  mailbox_put_snapshot(self->box, snapshot);
  self->snapshot_at = now;
}

static void
mean_temperature(const RunThread *self, double *mean, double *sd)
{
  guint n = MIN(self->n_samples, MEAN_SAMPLES);
  double sum = 0.0, sum2 = 0.0;

  for (guint i = 0; i < n; i++) {
    sum += self->sample[i];
    sum2 += self->sample[i] * self->sample[i];
  }
  *mean = n > 0 ? sum / n : self->thermo.temperature;
  *sd = n > 1 ? sqrt(fmax(0.0, (sum2 - sum * sum / n) / (n - 1))) : 0.0;
}

/* The cell may have changed since the start; the atoms have not. */
static double
present_density(const RunThread *self)
{
  const Frame *start = self->scene->start;

  return frame_density(start) * start->cell.volume / md_cell(self->md)->volume;
}

static double
total_seconds(const ForceTimes *times)
{
  return times->list + times->pair + times->reduce + times->other;
}

/* Anew after some steps only, so that the number stands still enough to be read. */
static void
measure_forces(RunThread *self)
{
  double seconds = total_seconds(md_force_times(self->md));
  gint64 step = md_step_number(self->md), n = step - self->force_step;

  if (n < 1 || (n < THERMO_EVERY && seconds - self->force_seconds < 0.5))
    return;
  self->us_per_atom =
      1e6 * (seconds - self->force_seconds) / ((double)n * self->scene->start->n_atoms);
  self->force_seconds = seconds;
  self->force_step = step;
}

static void
forget_force_times(RunThread *self)
{
  self->us_per_atom = NAN;
  self->force_seconds = total_seconds(md_force_times(self->md));
  self->force_step = md_step_number(self->md);
}

static double
present_deviation(const RunThread *self)
{
  guint32 atom;
  double deviation;

  return md_worst_deviation(self->md, &atom, &deviation) ? deviation : NAN;
}

static double
present_grade(RunThread *self)
{
  guint32 atom;
  double grade;

  return md_worst_grade(self->md, &atom, &grade) ? grade : NAN;
}

/* NAN until it has been measured, 0 while nothing is played. */
static double
steps_per_second(const RunThread *self)
{
  double measured = self->pace.steps_per_second;

  return !self->playing ? 0.0 : measured > 0.0 ? measured : NAN;
}

static void
put_status(RunThread *self, gint64 now)
{
  const MdOptions *options = md_options(self->md);
  RunStatus status = {
      .playing = self->playing,
      .step = md_step_number(self->md),
      .time = md_time(self->md),
      .temperature = self->thermo.temperature,
      .target = options->temperature,
      .potential = self->thermo.potential,
      .total = self->thermo.potential + self->thermo.kinetic,
      .pressure = self->thermo.pressure * UNITS_GPA,
      .density = present_density(self),
      .steps_per_second = steps_per_second(self),
      .epoch = self->epoch,
      .n_rings3 = self->rings ? self->rings->len : 0,
      .n_hops = watch_n_hops(self->watch),
      .thermostat_on = options->ensemble != ENSEMBLE_NVE,
      .tau = options->tau,
      .dt = options->dt,
      .speed = self->pace.speed,
      .ensemble = options->ensemble,
      .pressure_target = options->pressure * UNITS_GPA,
      .tau_pressure = options->tau_pressure,
      .field = options->field,
      .relaxing = self->relaxing,
      .deviation = present_deviation(self),
      .trust = self->scene->trust,
      .grade = present_grade(self),
      .grade_limit = self->scene->grade_limit,
      .grade_pause = self->scene->grade_pause,
  };

  measure_forces(self);
  status.us_per_atom = self->us_per_atom;
  mean_temperature(self, &status.temperature_mean, &status.temperature_sd);
  status.ns_per_day = status.steps_per_second * status.dt * 86400.0 * 1e-3;
  mailbox_put_status(self->box, &status);
  self->status_at = now;
}

static void
sample_thermo(RunThread *self)
{
  md_thermo(self->md, &self->thermo);
  self->sample[self->n_samples++ % MEAN_SAMPLES] = self->thermo.temperature;
}

static void
begin_epoch(RunThread *self, gboolean new_line)
{
  double settle = fmax(SETTLE_LEAST, SETTLE_TAUS * md_options(self->md)->tau);

  self->epoch++;
  self->n_samples = 0;
  watch_begin_epoch(self->watch, md_time(self->md), settle, new_line);
}

static void
use_force_field(RunThread *self, ForceField *ff)
{
  force_field_free(self->ff);
  self->ff = ff;
  md_set_force_field(self->md, ff);
  put_potential(self);
}

/* The melt of one potential is strained in another: a short way downhill, seen. */
static void
relax_after_switch(RunThread *self)
{
  double largest = INFINITY;

  self->relaxing = TRUE;
  for (guint done = 0;
       done < SWITCH_STEPS && largest > SWITCH_FORCE && !g_atomic_int_get(&self->quit);
       done += SWITCH_CHUNK) {
    largest = md_relax(self->md, SWITCH_FORCE, SWITCH_CHUNK);
    sample_thermo(self);
    put_snapshot(self, now_us());
    put_status(self, now_us());
  }
  self->relaxing = FALSE;
}

static gboolean
switch_potential(RunThread *self, const char *potential, GError **error)
{
  g_autoptr(Scene) scene = scene_with_potential(self->scene, potential);
  g_autofree char *title = potential_title(potential, error);
  g_autoptr(ForceField) ff = title ? potential_for_scene(scene, error) : NULL;

  if (!ff || !md_change_potential(self->md, ff, error))
    return FALSE;
  scene_free(self->scene);
  self->scene = g_steal_pointer(&scene);
  force_field_free(self->ff);
  force_field_free(self->ff_of_set);
  self->ff = force_field_copy(ff);
  self->ff_of_set = g_steal_pointer(&ff);
  self->distrusted = self->beyond = FALSE;
  put_force_field(self, RUN_MESSAGE_SWITCHED, g_steal_pointer(&title));
  relax_after_switch(self);
  forget_force_times(self);
  return TRUE;
}

static void
set_wall(RunThread *self, gboolean on)
{
  ForceField *ff = force_field_copy(self->ff);

  self->scene->wall = on;
  ff->wall = on && ff->learned && !ff->learned->has_wall;
  use_force_field(self, ff);
}

static void
set_trust(RunThread *self, double trust)
{
  self->scene->trust = trust;
  self->distrusted = FALSE;
}

static void
set_grade_limit(RunThread *self, double limit)
{
  self->scene->grade_limit = limit;
  self->beyond = FALSE;
}

static void
set_grade_pause(RunThread *self, gboolean on)
{
  self->scene->grade_pause = on;
  self->beyond = FALSE;
}

/* Appends a change to the scene's, or puts it in the place of the last when that was of
 * the same number (a slider being dragged). */
static void
note_change(GArray *changes, const ParamChange *change)
{
  ParamChange *last =
      changes->len > 0 ? &g_array_index(changes, ParamChange, changes->len - 1) : NULL;

  if (last && param_change_is_of(last, change))
    last->value = change->value;
  else
    g_array_append_val(changes, *change);
}

static gboolean
change_parameter(RunThread *self, const ParamChange *change, GError **error)
{
  g_autoptr(ForceField) ff = force_field_copy(self->ff);

  if (!potential_apply(ff, self->scene->start, change, error))
    return FALSE;
  note_change(self->scene->changes, change);
  use_force_field(self, g_steal_pointer(&ff));
  return TRUE;
}

static void
set_ensemble(RunThread *self, Ensemble ensemble)
{
  self->scene->ensemble = ensemble;
  md_set_ensemble(self->md, ensemble);
}

static void
set_field(RunThread *self, int axis, double value)
{
  Vec3 *field = &self->scene->field;

  *(axis == 0 ? &field->x : axis == 1 ? &field->y : &field->z) = value;
  md_set_field(self->md, *field);
}

/* What a command does; FALSE with error when it cannot be done. */
static gboolean
apply(RunThread *self, const Command *command, GError **error)
{
  gint64 now = now_us(), step = md_step_number(self->md);
  double time = md_time(self->md);

  switch (command->kind) {
  case COMMAND_PLAY:
    self->playing = TRUE;
    pace_restart(&self->pace, now, time, step);
    return TRUE;
  case COMMAND_PAUSE:
    self->playing = FALSE;
    return TRUE;
  case COMMAND_SPEED:
    pace_set_speed(&self->pace, command->value, now, time, step);
    return TRUE;
  case COMMAND_TEMPERATURE:
    self->scene->temperature = command->value;
    md_set_temperature(self->md, command->value);
    return TRUE;
  case COMMAND_ENSEMBLE:
    set_ensemble(self, command->integer);
    return TRUE;
  case COMMAND_TAU:
    self->scene->tau = command->value;
    md_set_tau(self->md, command->value);
    return TRUE;
  case COMMAND_TIME_STEP:
    self->scene->dt = command->value;
    md_set_time_step(self->md, command->value);
    return TRUE;
  case COMMAND_PRESSURE:
    self->scene->pressure = command->value;
    md_set_pressure(self->md, command->value);
    return TRUE;
  case COMMAND_TAU_PRESSURE:
    self->scene->tau_pressure = command->value;
    md_set_tau_pressure(self->md, command->value);
    return TRUE;
  case COMMAND_FIELD:
    set_field(self, command->integer, command->value);
    return TRUE;
  case COMMAND_PARAM:
    return change_parameter(self, &command->param, error);
  case COMMAND_RESET_PARAMS:
    g_array_set_size(self->scene->changes, 0);
    use_force_field(self, force_field_copy(self->ff_of_set));
    return TRUE;
  case COMMAND_POTENTIAL:
    return switch_potential(self, command->potential, error);
  case COMMAND_WALL:
    set_wall(self, command->integer);
    return TRUE;
  case COMMAND_TRUST:
    set_trust(self, command->value);
    return TRUE;
  case COMMAND_GRADE_LIMIT:
    set_grade_limit(self, command->value);
    return TRUE;
  case COMMAND_GRADE_PAUSE:
    set_grade_pause(self, command->integer);
    return TRUE;
  case COMMAND_STEP:
  default:
    return TRUE;
  }
}

static gboolean
in_bounds(const Command *command, GError **error)
{
  double v = command->value;
  gboolean good;

  switch (command->kind) {
  case COMMAND_TEMPERATURE:
    good = v > 0.0 && v <= 20000.0;
    break;
  case COMMAND_SPEED:
    good = v > 0.0;
    break;
  case COMMAND_TAU:
  case COMMAND_TAU_PRESSURE:
    good = v >= 1e-3 && v <= 1e3;
    break;
  case COMMAND_PRESSURE:
    good = fabs(v) <= HIGHEST_PRESSURE;
    break;
  case COMMAND_FIELD:
    good = fabs(v) <= HIGHEST_FIELD && command->integer >= 0 && command->integer < 3;
    break;
  case COMMAND_TRUST:
  case COMMAND_GRADE_LIMIT:
    good = v > 0.0;
    break;
  case COMMAND_TIME_STEP:
    good = v >= 1e-5 && v <= 1e-2;
    break;
  default:
    good = TRUE;
    break;
  }
  if (!good)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("%g is out of bounds"), v);
  return good;
}

/* As many steps as fit the spacing of frames best, so that it is even. */
static gint64
steps_to_observe(const RunThread *self)
{
  return MAX(1, llround(watch_interval(self->watch) / md_options(self->md)->dt));
}

/* text is taken. */
static void
pause_and_say(RunThread *self, char *text)
{
  self->playing = FALSE;
  put_text(self, RUN_MESSAGE_STOPPED, text);
  sample_thermo(self);
  put_snapshot(self, now_us());
  put_status(self, now_us());
}

static void
pause_untrusted(RunThread *self, guint32 atom, double deviation)
{
  const Frame *start = self->scene->start;

  /* Translators: a force, an element and the number of the atom, a force */
  pause_and_say(
      self, g_strdup_printf(_("The models of the committee differ by %.2f eV/Å at %s %u, "
                              "more than the %.2f eV/Å they are trusted to: none has "
                              "learned what the atoms do here. It may be run on."),
                            deviation, start->species->element[start->type[atom]]->symbol,
                            atom + 1, self->scene->trust));
}

/* Pauses where a committee begins to differ; who plays on is not held up again before its
 * members have agreed in between. */
static void
check_trust(RunThread *self)
{
  double deviation, trust = self->scene->trust;
  guint32 atom;

  if (!md_worst_deviation(self->md, &atom, &deviation))
    return;
  if (deviation < TRUST_AGAIN * trust)
    self->distrusted = FALSE;
  if (deviation <= trust || self->distrusted)
    return;
  self->distrusted = TRUE;
  pause_untrusted(self, atom, deviation);
}

static void
put_warning(RunThread *self, guint32 atom, char *text)
{
  RunMessage *message = g_new0(RunMessage, 1);
  Event *event = event_new(EVENT_WARNING, md_step_number(self->md), md_time(self->md));

  event->text = text;
  event->epoch = self->epoch;
  event->n_atoms = 1;
  event->atom = g_memdup2(&atom, sizeof atom);
  message->kind = RUN_MESSAGE_EVENT;
  message->event = event;
  mailbox_put_message(self->box, message);
}

/* As check_trust, but who has not asked for a pause finds a mark on the timeline. */
static void
check_grade(RunThread *self)
{
  const Scene *scene = self->scene;
  double grade;
  guint32 atom;

  if (md_step_number(self->md) % MD_GRADE_EVERY != 0 ||
      !md_worst_grade(self->md, &atom, &grade))
    return;
  if (grade < GRADE_AGAIN * scene->grade_limit)
    self->beyond = FALSE;
  if (grade <= scene->grade_limit || self->beyond)
    return;
  self->beyond = TRUE;
  const char *symbol = scene->start->species->element[scene->start->type[atom]]->symbol;
  if (!scene->grade_pause) {
    /* Translators: an element and the number of the atom, a number */
    put_warning(self, atom,
                g_strdup_printf(_("%s %u beyond what the model has seen: grade %.2g"),
                                symbol, atom + 1, grade));
    return;
  }
  /* Translators: an element and the number of the atom, two numbers */
  pause_and_say(self, g_strdup_printf(_("%s %u is beyond what the model has seen: grade "
                                        "%.2f, more than %.2f. It may be run on."),
                                      symbol, atom + 1, grade, scene->grade_limit));
}

static void
advance(RunThread *self)
{
  MdFault fault;
  gint64 next = md_step_number(self->md) + 1;
  gboolean full = next % THERMO_EVERY == 0, due = next >= self->next_observation;

  if (!md_step(self->md, full || due, &fault)) {
    self->playing = FALSE;
    put_text(self, RUN_MESSAGE_STOPPED, md_describe_fault(self->md, &fault));
    sample_thermo(self);
    put_snapshot(self, now_us());
    put_status(self, now_us());
    return;
  }
  if (full)
    sample_thermo(self);
  check_trust(self);
  check_grade(self);
  if (!due)
    return;
  g_autoptr(Frame) frame = present_frame(self, FRAME_DEVIATION | FRAME_GRADE);
  watch_add_frame(self->watch, frame, self->box);
  self->next_observation = md_step_number(self->md) + steps_to_observe(self);
}

static gboolean
changes_scene(const Command *command)
{
  return command_starts_epoch(command) || command->kind == COMMAND_TAU ||
         command->kind == COMMAND_TAU_PRESSURE || command->kind == COMMAND_TRUST ||
         command->kind == COMMAND_GRADE_LIMIT || command->kind == COMMAND_GRADE_PAUSE;
}

static void
obey(RunThread *self, const Command *command)
{
  g_autoptr(GError) error = NULL;

  if (!in_bounds(command, &error) || !apply(self, command, &error)) {
    put_text(self, RUN_MESSAGE_REFUSED, g_strdup(error->message));
    return;
  }
  if (command->kind == COMMAND_STEP) {
    self->playing = FALSE;
    advance(self);
    sample_thermo(self);
  }
  if (command_starts_epoch(command)) {
    begin_epoch(self, command_changes_forces(command));
    put_steer_event(self, command);
  }
  if (changes_scene(command))
    mailbox_put_scene(self->box, scene_copy(self->scene));
  put_snapshot(self, now_us());
  put_status(self, now_us());
}

/* Of several commands of one kind in a row (a slider being dragged) only the last counts.
 */
static gboolean
supersedes(const Command *later, const Command *earlier)
{
  switch (later->kind) {
  case COMMAND_TEMPERATURE:
  case COMMAND_SPEED:
  case COMMAND_TAU:
  case COMMAND_TIME_STEP:
  case COMMAND_PRESSURE:
  case COMMAND_TAU_PRESSURE:
  case COMMAND_TRUST:
  case COMMAND_GRADE_LIMIT:
    return earlier->kind == later->kind;
  case COMMAND_FIELD:
    return earlier->kind == later->kind && earlier->integer == later->integer;
  default:
    return FALSE;
  }
}

static void
obey_all(RunThread *self, gint64 wait_us)
{
  Command command, next;
  gboolean more = mailbox_pop_command(self->box, wait_us, &command);

  while (more && !g_atomic_int_get(&self->quit)) {
    more = mailbox_pop_command(self->box, 0, &next);
    if (!more || !supersedes(&next, &command))
      obey(self, &command);
    command = next;
  }
}

/* What is new to be seen waits for frames; charts known already come at once, also while
 * the run is paused. */
static void
show(RunThread *self)
{
  g_auto(GStrv) ids = mailbox_take_shown(self->box);
  g_autofree char *choices = mailbox_take_choices(self->box);

  if (choices)
    watch_choose(self->watch, choices);
  if (!ids)
    return;
  watch_show(self->watch, (const char *const *)ids);
  watch_report_all(self->watch, self->box);
}

static void
show_fields(RunThread *self)
{
  FrameFields fields = mailbox_fields(self->box);

  if (fields == self->fields)
    return;
  self->fields = fields;
  put_snapshot(self, now_us());
}

/* While the run is paused pathways still become ready, are chosen or put away. */
static void
show_pathways(RunThread *self)
{
  char *id;

  if (mailbox_take_pathways(self->box, &id))
    watch_show_pathways(self->watch, id);
  g_free(id);
  if (self->playing)
    return;
  g_autoptr(Pathways) newest = watch_pathways(self->watch);
  if (newest != self->pathways)
    put_snapshot(self, now_us());
}

static void
report_chart(RunThread *self, gint64 now)
{
  if (now - self->report_at < REPORT_US)
    return;
  watch_report(self->watch, self->box);
  self->report_at = now;
}

static void
report(RunThread *self)
{
  gint64 now = now_us();

  pace_measure(&self->pace, now, md_step_number(self->md));
  if (now - self->snapshot_at >= SNAPSHOT_US && !mailbox_has_snapshot(self->box))
    put_snapshot(self, now);
  if (now - self->status_at >= STATUS_US)
    put_status(self, now);
  report_chart(self, now);
}

/* A random start, before anything else happens; commands wait. */
static void
relax(RunThread *self)
{
  guint n_done = 0;

  self->relaxing = self->scene->relax;
  while (!g_atomic_int_get(&self->quit) && !scene_relax(self->scene, self->md, &n_done)) {
    sample_thermo(self);
    put_snapshot(self, now_us());
    put_status(self, now_us());
  }
  self->relaxing = FALSE;
  if (n_done == 0)
    return;
  forget_force_times(self);
  begin_epoch(self, FALSE); /* what moved up to here was no motion */
  sample_thermo(self);
  put_snapshot(self, now_us());
  put_status(self, now_us());
}

static gpointer
run_thread_main(gpointer data)
{
  RunThread *self = data;

  relax(self);
  while (!g_atomic_int_get(&self->quit)) {
    show(self);
    show_pathways(self);
    show_fields(self);
    if (!self->playing) {
      obey_all(self, IDLE_US);
      report_chart(self, now_us());
      continue;
    }
    gint64 wait = pace_wait(&self->pace, now_us(), md_time(self->md));
    obey_all(self, MIN(wait, IDLE_US));
    if (self->playing && wait < IDLE_US)
      advance(self);
    report(self);
  }
  return NULL;
}

static void
free_world(RunThread *self)
{
  md_free(self->md);
  watch_free(self->watch);
  scene_free(self->scene);
  force_field_free(self->ff);
  force_field_free(self->ff_of_set);
  g_clear_pointer(&self->pathways, pathways_unref);
  g_clear_pointer(&self->rings, g_array_unref);
  atom_energies_clear(&self->energies);
  g_free(self);
}

/* All processors but one, which the picture needs. */
static guint
default_threads(void)
{
  guint n = g_get_num_processors();

  return n > 1 ? n - 1 : 1;
}

static gboolean
prepare(RunThread *self, guint n_threads, GError **error)
{
  g_autoptr(Scene) bare = scene_copy(self->scene);

  g_array_set_size(bare->changes, 0);
  self->ff_of_set = potential_for_scene(bare, error);
  if (!self->ff_of_set)
    return FALSE;
  self->ff = potential_for_scene(self->scene, error);
  if (!self->ff)
    return FALSE;
  EngineOptions engine = {.n_threads = n_threads ? n_threads : default_threads()};
  self->md = scene_start(self->scene, self->ff, &engine, error);
  return self->md != NULL;
}

RunThread *
run_thread_new(const Scene *scene, guint n_threads, Mailbox *box, GError **error)
{
  RunThread *self = g_new0(RunThread, 1);

  self->box = box;
  self->scene = scene_copy(scene);
  if (!prepare(self, n_threads, error)) {
    free_world(self);
    return NULL;
  }
  self->watch = watch_new();
  self->next_observation = md_step_number(self->md);
  self->pace.speed = INFINITY;
  forget_force_times(self);
  sample_thermo(self);
  put_potential(self);
  put_snapshot(self, now_us());
  put_status(self, now_us());
  return self;
}

void
run_thread_start(RunThread *self)
{
  self->thread = g_thread_new("vitrine-run", run_thread_main, self);
}

void
run_thread_stop(RunThread *self)
{
  g_atomic_int_set(&self->quit, TRUE);
  if (self->thread)
    g_thread_join(self->thread);
  free_world(self);
}
