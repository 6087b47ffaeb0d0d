// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-surroundings-card.h"

#include <math.h>

#include "app/vitrine-number-row.h"
#include "base/units.h"

#define FIRST_FIELD 0.05 /* V/Å: makes ions drift within picoseconds */

/* As the chooser lists them. */
typedef enum { KIND_BUSSI, KIND_NOSE_HOOVER, KIND_LANGEVIN } Kind;

struct _VitrineSurroundingsCard {
  GtkWidget parent_instance;

  GtkSwitch *thermostat_switch;
  GtkWidget *kind_box;
  GtkDropDown *kind_drop_down;
  VitrineNumberRow *tau_row;
  GtkWidget *barostat_box;
  GtkSwitch *barostat_switch;
  VitrineNumberRow *pressure_row;
  VitrineNumberRow *tau_pressure_row;
  GtkDropDown *axis_drop_down;
  VitrineNumberRow *field_row;

  VitrineSession *session;
  Ensemble asked_ensemble;
  int axis;         /* of the field: 0 to 2; -1: there is none */
  gboolean showing; /* widgets are being set, not used */
};

G_DEFINE_FINAL_TYPE(VitrineSurroundingsCard, vitrine_surroundings_card, GTK_TYPE_WIDGET)

static Kind
kind_of(Ensemble ensemble)
{
  switch (ensemble) {
  case ENSEMBLE_NVT_NOSE_HOOVER:
  case ENSEMBLE_NPT_MTK:
    return KIND_NOSE_HOOVER;
  case ENSEMBLE_NVT_LANGEVIN:
    return KIND_LANGEVIN;
  default:
    return KIND_BUSSI;
  }
}

static Ensemble
ensemble_of(Kind kind, gboolean barostat)
{
  switch (kind) {
  case KIND_NOSE_HOOVER:
    return barostat ? ENSEMBLE_NPT_MTK : ENSEMBLE_NVT_NOSE_HOOVER;
  case KIND_LANGEVIN:
    return ENSEMBLE_NVT_LANGEVIN;
  default:
    return barostat ? ENSEMBLE_NPT_SCR : ENSEMBLE_NVT_BUSSI;
  }
}

static void
show_ensemble(VitrineSurroundingsCard *self)
{
  gboolean on = self->asked_ensemble != ENSEMBLE_NVE;
  gboolean barostat = ensemble_is_npt(self->asked_ensemble);

  self->showing = TRUE;
  gtk_switch_set_active(self->thermostat_switch, on);
  if (on)
    gtk_drop_down_set_selected(self->kind_drop_down, kind_of(self->asked_ensemble));
  gtk_switch_set_active(self->barostat_switch, barostat);
  self->showing = FALSE;
  gtk_widget_set_sensitive(self->kind_box, on);
  gtk_widget_set_sensitive(GTK_WIDGET(self->tau_row), on);
  gtk_widget_set_sensitive(self->barostat_box, on);
  gtk_widget_set_visible(GTK_WIDGET(self->pressure_row), barostat);
  gtk_widget_set_visible(GTK_WIDGET(self->tau_pressure_row), barostat);
}

static void
ask_for(VitrineSurroundingsCard *self, Ensemble ensemble)
{
  if (self->showing || ensemble == self->asked_ensemble)
    return;
  self->asked_ensemble = ensemble;
  show_ensemble(self);
  if (self->session)
    vitrine_session_set_ensemble(self->session, ensemble);
}

static void
thermostat_switched_cb(VitrineSurroundingsCard *self)
{
  Kind kind = gtk_drop_down_get_selected(self->kind_drop_down);
  gboolean on = gtk_switch_get_active(self->thermostat_switch);

  ask_for(self, on ? ensemble_of(kind, FALSE) : ENSEMBLE_NVE);
}

static void
kind_chosen_cb(VitrineSurroundingsCard *self)
{
  ask_for(self, ensemble_of(gtk_drop_down_get_selected(self->kind_drop_down),
                            gtk_switch_get_active(self->barostat_switch)));
}

static void
barostat_switched_cb(VitrineSurroundingsCard *self)
{
  gboolean on = gtk_switch_get_active(self->barostat_switch);
  Kind kind = gtk_drop_down_get_selected(self->kind_drop_down);

  ask_for(self, ensemble_of(on && kind == KIND_LANGEVIN ? KIND_BUSSI : kind, on));
}

static void
tau_edited_cb(VitrineSurroundingsCard *self, double tau)
{
  if (self->session)
    vitrine_session_set_number(self->session, COMMAND_TAU, tau);
}

static void
pressure_edited_cb(VitrineSurroundingsCard *self, double gpa)
{
  if (self->session)
    vitrine_session_set_number(self->session, COMMAND_PRESSURE, gpa / UNITS_GPA);
}

static void
tau_pressure_edited_cb(VitrineSurroundingsCard *self, double tau)
{
  if (self->session)
    vitrine_session_set_number(self->session, COMMAND_TAU_PRESSURE, tau);
}

static void
show_axis(VitrineSurroundingsCard *self)
{
  self->showing = TRUE;
  gtk_drop_down_set_selected(self->axis_drop_down, (guint)(self->axis + 1));
  self->showing = FALSE;
  gtk_widget_set_visible(GTK_WIDGET(self->field_row), self->axis >= 0);
}

static void
post_field(VitrineSurroundingsCard *self, int axis, double value)
{
  if (self->session && axis >= 0)
    vitrine_session_post(
        self->session,
        &(Command){.kind = COMMAND_FIELD, .integer = axis, .value = value});
}

static void
axis_chosen_cb(VitrineSurroundingsCard *self)
{
  int axis = (int)gtk_drop_down_get_selected(self->axis_drop_down) - 1;

  if (self->showing || axis == self->axis)
    return;
  double value = vitrine_number_row_get_value(self->field_row);
  post_field(self, self->axis, 0.0);
  self->axis = axis;
  if (value == 0.0)
    vitrine_number_row_set_value(self->field_row, value = FIRST_FIELD);
  post_field(self, axis, value);
  show_axis(self);
}

static void
field_edited_cb(VitrineSurroundingsCard *self, double value)
{
  post_field(self, self->axis, value);
}

static void
ensemble_reported_cb(VitrineSurroundingsCard *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (!status || status->ensemble == self->asked_ensemble)
    return;
  self->asked_ensemble = status->ensemble;
  show_ensemble(self);
}

static void
numbers_reported_cb(VitrineSurroundingsCard *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (!status)
    return;
  vitrine_number_row_set_value(self->tau_row, status->tau);
  vitrine_number_row_set_value(self->pressure_row, status->pressure_target);
  vitrine_number_row_set_value(self->tau_pressure_row, status->tau_pressure);
}

/* Scenes may have a field in any direction; the strongest component is shown. */
static void
show_field(VitrineSurroundingsCard *self, Vec3 field)
{
  const double component[3] = {field.x, field.y, field.z};
  int axis = 0;

  for (int i = 1; i < 3; i++)
    if (fabs(component[i]) > fabs(component[axis]))
      axis = i;
  self->axis = component[axis] == 0.0 ? -1 : axis;
  vitrine_number_row_set_value(self->field_row, component[axis]);
  show_axis(self);
}

static void
scene_changed_cb(VitrineSurroundingsCard *self)
{
  const Scene *scene = vitrine_session_get_scene(self->session);
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (!scene || !status)
    return;
  self->asked_ensemble = status->ensemble;
  show_ensemble(self);
  show_field(self, status->field);
  numbers_reported_cb(self);
}

static void
vitrine_surroundings_card_dispose(GObject *object)
{
  VitrineSurroundingsCard *self = VITRINE_SURROUNDINGS_CARD(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_surroundings_card_parent_class)->dispose(object);
}

static void
bind_callbacks(GtkWidgetClass *klass)
{
  gtk_widget_class_bind_template_callback(klass, thermostat_switched_cb);
  gtk_widget_class_bind_template_callback(klass, kind_chosen_cb);
  gtk_widget_class_bind_template_callback(klass, tau_edited_cb);
  gtk_widget_class_bind_template_callback(klass, barostat_switched_cb);
  gtk_widget_class_bind_template_callback(klass, pressure_edited_cb);
  gtk_widget_class_bind_template_callback(klass, tau_pressure_edited_cb);
  gtk_widget_class_bind_template_callback(klass, axis_chosen_cb);
  gtk_widget_class_bind_template_callback(klass, field_edited_cb);
}

static void
vitrine_surroundings_card_class_init(VitrineSurroundingsCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_surroundings_card_dispose;
  g_type_ensure(VITRINE_TYPE_NUMBER_ROW);
  gtk_widget_class_set_css_name(widget_class, "surroundingscard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-surroundings-card.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineSurroundingsCard, child)
  BIND(thermostat_switch);
  BIND(kind_box);
  BIND(kind_drop_down);
  BIND(tau_row);
  BIND(barostat_box);
  BIND(barostat_switch);
  BIND(pressure_row);
  BIND(tau_pressure_row);
  BIND(axis_drop_down);
  BIND(field_row);
#undef BIND
  bind_callbacks(widget_class);
}

static void
vitrine_surroundings_card_init(VitrineSurroundingsCard *self)
{
  self->asked_ensemble = ENSEMBLE_NVT_BUSSI;
  self->axis = -1;
  self->showing = TRUE;
  gtk_widget_init_template(GTK_WIDGET(self));
  self->showing = FALSE;
}

void
vitrine_surroundings_card_set_session(VitrineSurroundingsCard *self,
                                      VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_SURROUNDINGS_CARD(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  const struct {
    const char *signal;
    GCallback callback;
  } wires[] = {
      {"scene-changed", G_CALLBACK(scene_changed_cb)},
      {"notify::ensemble", G_CALLBACK(ensemble_reported_cb)},
      {"notify::tau", G_CALLBACK(numbers_reported_cb)},
      {"notify::pressure-target", G_CALLBACK(numbers_reported_cb)},
      {"notify::tau-pressure", G_CALLBACK(numbers_reported_cb)},
  };
  for (guint i = 0; i < G_N_ELEMENTS(wires); i++)
    g_signal_connect_object(session, wires[i].signal, wires[i].callback, self,
                            G_CONNECT_SWAPPED);
  scene_changed_cb(self);
}
