// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-session.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/status-fields.h"
#include "app/vitrine-session-inside.h"

#define STATUS_INTERVAL (G_USEC_PER_SEC / 10)
#define POLL_TIME       (G_USEC_PER_SEC / 200) /* thousands of hops, or charts */
#define NO_PATHWAYS     "none"
#define MEASURE_SETTLE  2.0 /* ps, of each volume or temperature */
#define MEASURE_HOLD    5.0 /* ps */

G_DEFINE_FINAL_TYPE(VitrineSession, vitrine_session, G_TYPE_OBJECT)

enum {
  PROP_N_ATOMS = STATUS_N_FIELDS + 1,
  PROP_NAME,
  PROP_FORMULA,
  PROP_CELL_TEXT,
  PROP_POTENTIAL_TITLE,
  PROP_STOPPED,
  PROP_PATHWAYS,
  PROP_MEASURING,
  PROP_CAN_MEASURE,
  PROP_HOP_CHOICES,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

enum {
  SIGNAL_SCENE_OPENED,
  SIGNAL_SCENE_CHANGED,
  SIGNAL_SNAPSHOT_CHANGED,
  SIGNAL_CHART_CHANGED,
  SIGNAL_FORCE_FIELD_CHANGED,
  SIGNAL_POTENTIAL_SWITCHED,
  SIGNAL_EVENT,
  SIGNAL_REFUSED,
  SIGNAL_STOPPED,
  SIGNAL_POSTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_status(VitrineSession *self, const RunStatus *status)
{
  RunStatus old = self->status;
  self->status = *status;
  self->status_taken = g_get_monotonic_time();
  g_object_freeze_notify(G_OBJECT(self));
  for (guint field = 0; field < STATUS_N_FIELDS; field++)
    if (status_field_differs(field, &old, status))
      g_object_notify_by_pspec(G_OBJECT(self), props[field + 1]);
  g_object_thaw_notify(G_OBJECT(self));
}

static void
refresh_status(VitrineSession *self)
{
  RunStatus status;
  run_get_status(self->run, &status);
  gboolean due = g_get_monotonic_time() - self->status_taken >= STATUS_INTERVAL;
  gboolean at_once = !status.playing || status.playing != self->status.playing;
  if (due || at_once)
    set_status(self, &status);
}

void
vitrine_session_set_stopped(VitrineSession *self, const char *reason)
{
  if (g_strcmp0(self->stopped, reason) == 0)
    return;
  g_free(self->stopped);
  self->stopped = g_strdup(reason);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_STOPPED]);
}

void
vitrine_session_keep_good(VitrineSession *self)
{
  gint64 now = g_get_monotonic_time();

  if (!self->stopped && !self->trajectory && good_states_accept(&self->good, now))
    good_states_keep(&self->good, run_scene_now(self->run), now);
}

/* The cell's words follow the cell: at constant pressure it changes. */
static void
show_cell(VitrineSession *self, const Cell *cell)
{
  g_autofree char *text = format_cell(cell);
  if (g_strcmp0(text, self->cell_text) == 0)
    return;
  g_free(self->cell_text);
  self->cell_text = g_steal_pointer(&text);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_CELL_TEXT]);
}

static void
take_snapshot(VitrineSession *self)
{
  Snapshot *snapshot = run_take_snapshot(self->run);
  if (!snapshot)
    return;
  g_clear_pointer(&self->snapshot, snapshot_unref);
  self->snapshot = snapshot;
  if (!self->epoch_start || self->epoch_start->epoch != snapshot->frame->epoch) {
    g_clear_pointer(&self->epoch_start, frame_unref);
    self->epoch_start = frame_ref(snapshot->frame);
  }
  show_cell(self, &snapshot->frame->cell);
  g_signal_emit(self, signals[SIGNAL_SNAPSHOT_CHANGED], 0);
}

static void
take_force_field(VitrineSession *self, ForceField *force_field)
{
  g_clear_pointer(&self->before, force_field_free);
  self->before = self->now;
  self->now = force_field;
  g_signal_emit(self, signals[SIGNAL_FORCE_FIELD_CHANGED], 0);
}

static void
take_other_potential(VitrineSession *self, RunMessage *message)
{
  g_clear_pointer(&self->of_set, force_field_free);
  g_clear_pointer(&self->now, force_field_free);
  g_clear_pointer(&self->before, force_field_free);
  g_free(self->potential_title);
  self->now = g_steal_pointer(&message->force_field);
  self->of_set = force_field_copy(self->now);
  self->potential_title = g_steal_pointer(&message->text);
  steer_history_clear(self->history);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_POTENTIAL_TITLE]);
  g_signal_emit(self, signals[SIGNAL_POTENTIAL_SWITCHED], 0);
}

static void
take_chart(VitrineSession *self, const Chart *chart)
{
  g_hash_table_replace(self->charts, g_strdup(chart->id), chart_ref(chart));
  g_signal_emit(self, signals[SIGNAL_CHART_CHANGED], g_quark_from_string(chart->id),
                chart->id);
}

static void
set_job(VitrineSession *self, BulkJob *job)
{
  g_clear_pointer(&self->job, bulk_job_free);
  self->job = job;
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_MEASURING]);
}

static void
poll_job(VitrineSession *self)
{
  if (!self->job)
    return;
  gboolean over = bulk_job_is_over(self->job);
  g_autoptr(Chart) chart = bulk_job_take_chart(self->job);
  if (chart)
    take_chart(self, chart);
  if (over)
    set_job(self, NULL);
}

static void
take_message(VitrineSession *self, RunMessage *message)
{
  switch (message->kind) {
  case RUN_MESSAGE_CHART:
    take_chart(self, message->chart);
    break;
  case RUN_MESSAGE_EVENT:
    g_signal_emit(self, signals[SIGNAL_EVENT], 0, message->event);
    break;
  case RUN_MESSAGE_POTENTIAL:
    take_force_field(self, g_steal_pointer(&message->force_field));
    break;
  case RUN_MESSAGE_SWITCHED:
    take_other_potential(self, message);
    break;
  case RUN_MESSAGE_REFUSED:
    steer_history_forget_refused(self->history, self->now);
    g_signal_emit(self, signals[SIGNAL_FORCE_FIELD_CHANGED], 0);
    g_signal_emit(self, signals[SIGNAL_REFUSED], 0, message->text);
    break;
  case RUN_MESSAGE_STOPPED:
    run_post(self->run, &(Command){.kind = COMMAND_PAUSE});
    vitrine_session_set_stopped(self, message->text);
    g_signal_emit(self, signals[SIGNAL_STOPPED], 0, message->text);
    break;
  }
}

/* By time, not by number: where pictures are slow, hops come by the hundred for each. */
static void
take_messages(VitrineSession *self)
{
  gint64 end = g_get_monotonic_time() + POLL_TIME;
  RunMessage *message;

  while (g_get_monotonic_time() < end && (message = run_take_message(self->run))) {
    take_message(self, message);
    run_message_free(message);
  }
}

/* Nothing is known before the first scene. */
static const RunStatus UNKNOWN_STATUS = {
    .time = NAN,
    .temperature = NAN,
    .temperature_mean = NAN,
    .temperature_sd = NAN,
    .target = NAN,
    .potential = NAN,
    .total = NAN,
    .pressure = NAN,
    .density = NAN,
    .steps_per_second = NAN,
    .ns_per_day = NAN,
    .thermostat_on = TRUE,
    .ensemble = ENSEMBLE_NVT_BUSSI,
    .pressure_target = NAN,
    .tau_pressure = NAN,
    .tau = NAN,
    .dt = NAN,
    .speed = INFINITY,
    .us_per_atom = NAN,
    .deviation = NAN,
    .trust = NAN,
    .grade = NAN,
    .grade_limit = NAN,
};

void
vitrine_session_forget_run(VitrineSession *self)
{
  g_clear_pointer(&self->job, bulk_job_free);
  g_clear_pointer(&self->run, run_free);
  g_clear_pointer(&self->scene, scene_free);
  g_clear_pointer(&self->snapshot, snapshot_unref);
  g_clear_pointer(&self->epoch_start, frame_unref);
  g_clear_pointer(&self->of_set, force_field_free);
  g_clear_pointer(&self->now, force_field_free);
  g_clear_pointer(&self->before, force_field_free);
  g_clear_pointer(&self->formula, g_free);
  g_clear_pointer(&self->cell_text, g_free);
  g_clear_pointer(&self->potential_title, g_free);
  g_clear_pointer(&self->trajectory, g_free);
  g_clear_pointer(&self->atoms, g_free);
  g_hash_table_remove_all(self->charts);
  steer_history_clear(self->history);
  vitrine_session_set_stopped(self, NULL);
  self->status = UNKNOWN_STATUS;
  self->status_taken = 0;
}

static void
send_choices(VitrineSession *self)
{
  g_autofree char *text = g_strconcat(self->atoms ? self->atoms : "", " ",
                                      self->hops ? self->hops : "", NULL);

  if (self->run)
    run_choose(self->run, text);
}

void
vitrine_session_begin(VitrineSession *self, gboolean goes_on)
{
  g_autofree char *formula = frame_formula(self->scene->start);
  self->formula = format_formula(formula);
  self->cell_text = format_cell(&self->scene->start->cell);
  g_object_freeze_notify(G_OBJECT(self));
  for (guint i = PROP_N_ATOMS; i < PROP_STOPPED; i++)
    g_object_notify_by_pspec(G_OBJECT(self), props[i]);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_MEASURING]);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_CAN_MEASURE]);
  refresh_status(self);
  g_object_thaw_notify(G_OBJECT(self));

  if (self->hops)
    send_choices(self);
  if (self->shown)
    run_show(self->run, (const char *const *)self->shown);
  if (self->pathways)
    run_show_pathways(self->run, self->pathways);
  run_show_fields(self->run, self->fields);
  take_snapshot(self);
  if (!goes_on)
    g_signal_emit(self, signals[SIGNAL_SCENE_OPENED], 0);
  g_signal_emit(self, signals[SIGNAL_SCENE_CHANGED], 0);
  if (isfinite(self->speed) && !self->trajectory)
    vitrine_session_set_number(self, COMMAND_SPEED, self->speed);
  vitrine_session_play(self, TRUE);
}

static void
vitrine_session_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VitrineSession *self = VITRINE_SESSION(object);

  switch (id) {
  case PROP_N_ATOMS:
    g_value_set_uint(value, self->scene ? self->scene->start->n_atoms : 0);
    break;
  case PROP_NAME:
    g_value_set_string(value, self->scene ? self->scene->name : NULL);
    break;
  case PROP_FORMULA:
    g_value_set_string(value, self->formula);
    break;
  case PROP_CELL_TEXT:
    g_value_set_string(value, self->cell_text);
    break;
  case PROP_POTENTIAL_TITLE:
    g_value_set_string(value, self->potential_title);
    break;
  case PROP_STOPPED:
    g_value_set_string(value, self->stopped);
    break;
  case PROP_PATHWAYS:
    g_value_set_string(value, self->pathways ? self->pathways : NO_PATHWAYS);
    break;
  case PROP_MEASURING:
    g_value_set_string(value, self->job ? bulk_job_chart_id(self->job) : NULL);
    break;
  case PROP_CAN_MEASURE:
    g_value_set_boolean(value, self->run && !self->trajectory);
    break;
  case PROP_HOP_CHOICES:
    g_value_set_string(value, self->hops);
    break;
  default:
    status_field_get(id - 1, &self->status, value);
  }
}

static void
show_pathways(VitrineSession *self, const char *id)
{
  if (g_strcmp0(id, NO_PATHWAYS) == 0)
    id = NULL;
  if (g_strcmp0(id, self->pathways) == 0)
    return;
  g_free(self->pathways);
  self->pathways = g_strdup(id);
  if (self->run)
    run_show_pathways(self->run, id);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_PATHWAYS]);
}

static void
vitrine_session_set_property(GObject *object, guint id, const GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_PATHWAYS)
    show_pathways(VITRINE_SESSION(object), g_value_get_string(value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
}

static void
vitrine_session_finalize(GObject *object)
{
  VitrineSession *self = VITRINE_SESSION(object);

  vitrine_session_forget_run(self);
  good_states_clear(&self->good);
  g_clear_pointer(&self->charts, g_hash_table_unref);
  g_clear_pointer(&self->history, steer_history_free);
  g_clear_pointer(&self->shown, g_strfreev);
  g_free(self->pathways);
  g_free(self->hops);
  G_OBJECT_CLASS(vitrine_session_parent_class)->finalize(object);
}

static guint
install_signal(const char *name, GSignalFlags flags, GType parameter)
{
  return g_signal_new(name, VITRINE_TYPE_SESSION, G_SIGNAL_RUN_LAST | flags, 0, NULL,
                      NULL, NULL, G_TYPE_NONE, parameter == G_TYPE_NONE ? 0 : 1,
                      parameter);
}

static void
vitrine_session_class_init(VitrineSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = vitrine_session_get_property;
  object_class->set_property = vitrine_session_set_property;
  object_class->finalize = vitrine_session_finalize;

  for (guint field = 0; field < STATUS_N_FIELDS; field++)
    props[field + 1] = status_field_spec(field);
  props[PROP_N_ATOMS] = g_param_spec_uint("n-atoms", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_NAME] = g_param_spec_string("name", NULL, NULL, NULL, flags);
  props[PROP_FORMULA] = g_param_spec_string("formula", NULL, NULL, NULL, flags);
  props[PROP_CELL_TEXT] = g_param_spec_string("cell-text", NULL, NULL, NULL, flags);
  props[PROP_POTENTIAL_TITLE] =
      g_param_spec_string("potential-title", NULL, NULL, NULL, flags);
  props[PROP_STOPPED] = g_param_spec_string("stopped", NULL, NULL, NULL, flags);
  props[PROP_PATHWAYS] =
      g_param_spec_string("pathways", NULL, NULL, NO_PATHWAYS,
                          flags | G_PARAM_WRITABLE | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_MEASURING] = g_param_spec_string("measuring", NULL, NULL, NULL, flags);
  props[PROP_CAN_MEASURE] = g_param_spec_boolean("can-measure", NULL, NULL, FALSE, flags);
  props[PROP_HOP_CHOICES] = g_param_spec_string("hop-choices", NULL, NULL, NULL, flags);
  g_object_class_install_properties(object_class, N_PROPS, props);

  signals[SIGNAL_SCENE_OPENED] = install_signal("scene-opened", 0, G_TYPE_NONE);
  signals[SIGNAL_SCENE_CHANGED] = install_signal("scene-changed", 0, G_TYPE_NONE);
  signals[SIGNAL_SNAPSHOT_CHANGED] = install_signal("snapshot-changed", 0, G_TYPE_NONE);
  signals[SIGNAL_CHART_CHANGED] =
      install_signal("chart-changed", G_SIGNAL_DETAILED, G_TYPE_STRING);
  signals[SIGNAL_FORCE_FIELD_CHANGED] =
      install_signal("force-field-changed", 0, G_TYPE_NONE);
  signals[SIGNAL_POTENTIAL_SWITCHED] =
      install_signal("potential-switched", 0, G_TYPE_NONE);
  signals[SIGNAL_EVENT] = install_signal("event", 0, G_TYPE_POINTER);
  signals[SIGNAL_REFUSED] = install_signal("refused", 0, G_TYPE_STRING);
  signals[SIGNAL_STOPPED] = install_signal("stopped", 0, G_TYPE_STRING);
  signals[SIGNAL_POSTED] = install_signal("posted", 0, G_TYPE_POINTER);
}

static void
vitrine_session_init(VitrineSession *self)
{
  self->speed = INFINITY;
  self->status = UNKNOWN_STATUS;
  self->charts =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)chart_unref);
  self->history = steer_history_new();
}

VitrineSession *
vitrine_session_new(void)
{
  return g_object_new(VITRINE_TYPE_SESSION, NULL);
}

void
vitrine_session_poll(VitrineSession *self)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  if (!self->run)
    return;

  take_snapshot(self);
  take_messages(self);
  poll_job(self);
  refresh_status(self);
  if (self->status.playing && !self->trajectory &&
      good_states_are_old(&self->good, g_get_monotonic_time()))
    vitrine_session_keep_good(self);
}

const Scene *
vitrine_session_get_scene(VitrineSession *self)
{
  return self->scene;
}

Snapshot *
vitrine_session_get_snapshot(VitrineSession *self)
{
  return self->snapshot;
}

Frame *
vitrine_session_get_epoch_start(VitrineSession *self)
{
  return self->epoch_start;
}

const RunStatus *
vitrine_session_get_status(VitrineSession *self)
{
  return self->run ? &self->status : NULL;
}

Chart *
vitrine_session_get_chart(VitrineSession *self, const char *id)
{
  return g_hash_table_lookup(self->charts, id);
}

void
vitrine_session_show_fields(VitrineSession *self, FrameFields fields)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  if (fields == self->fields)
    return;
  self->fields = fields;
  if (self->run)
    run_show_fields(self->run, fields);
}

void
vitrine_session_show_charts(VitrineSession *self, const char *const *ids)
{
  g_return_if_fail(VITRINE_IS_SESSION(self) && ids != NULL);

  if (self->shown && g_strv_equal((const char *const *)self->shown, ids))
    return;
  g_strfreev(self->shown);
  self->shown = g_strdupv((char **)ids);
  if (self->run)
    run_show(self->run, ids);
}

void
vitrine_session_choose_atoms(VitrineSession *self, const char *text)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));

  g_free(self->atoms);
  self->atoms = g_strdup(text);
  send_choices(self);
}

void
vitrine_session_choose_hops(VitrineSession *self, const char *text)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  if (g_strcmp0(text, self->hops) == 0)
    return;

  g_free(self->hops);
  self->hops = g_strdup(text);
  send_choices(self);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_HOP_CHOICES]);
}

const ForceField *
vitrine_session_get_force_field(VitrineSession *self)
{
  return self->now;
}

const ForceField *
vitrine_session_get_force_field_before(VitrineSession *self)
{
  return self->before;
}

const ForceField *
vitrine_session_get_force_field_of_set(VitrineSession *self)
{
  return self->of_set;
}

const char *
vitrine_session_get_trajectory(VitrineSession *self, double *interval)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(self), NULL);
  if (interval)
    *interval = self->interval;
  return self->trajectory;
}

Scene *
vitrine_session_scene_now(VitrineSession *self)
{
  return self->run ? run_scene_now(self->run) : NULL;
}

/* A chart with half of its points is not kept. */
static void
give_up_job(VitrineSession *self)
{
  if (!self->job)
    return;
  const char *id = bulk_job_chart_id(self->job);
  set_job(self, NULL);
  g_hash_table_remove(self->charts, id);
  g_signal_emit(self, signals[SIGNAL_CHART_CHANGED], g_quark_from_string(id), id);
}

void
vitrine_session_measure(VitrineSession *self, const char *chart_id)
{
  g_return_if_fail(VITRINE_IS_SESSION(self));
  g_return_if_fail(!chart_id || bulk_job_can_make(chart_id));

  give_up_job(self);
  if (!chart_id || !self->run || self->trajectory)
    return;
  g_autoptr(Scene) scene = run_scene_now(self->run);
  set_job(self, bulk_job_new(scene, chart_id, MEASURE_SETTLE, MEASURE_HOLD));
  poll_job(self);
}
