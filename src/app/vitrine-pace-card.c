// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-pace-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/speed-scale.h"
#include "app/vitrine-number-row.h"
#include "app/wheel-guard.h"
#include "base/units.h"

#define REST_MSEC 120

struct _VitrinePaceCard {
  GtkWidget parent_instance;

  GtkScale *speed_scale;
  GtkAdjustment *speed_adjustment;
  GtkLabel *speed_label;
  VitrineNumberRow *time_step_row;

  VitrineSession *session;
  double asked_speed; /* ps/s */
  gboolean showing;   /* widgets are being set, not used */
  guint rest_source;
};

G_DEFINE_FINAL_TYPE(VitrinePaceCard, vitrine_pace_card, GTK_TYPE_WIDGET)

static void
show_speed_text(VitrinePaceCard *self, double speed)
{
  g_autofree char *text = format_speed(speed);
  if (g_strcmp0(gtk_label_get_text(self->speed_label), text) == 0)
    return;
  gtk_label_set_text(self->speed_label, text);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->speed_scale),
                                 GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
}

static double
slider_speed(VitrinePaceCard *self)
{
  return speed_scale_value(gtk_adjustment_get_value(self->speed_adjustment));
}

static gboolean
speed_rested_cb(gpointer data)
{
  VitrinePaceCard *self = data;
  double speed = slider_speed(self);

  self->rest_source = 0;
  if (speed == self->asked_speed || !self->session)
    return G_SOURCE_REMOVE;
  self->asked_speed = speed;
  vitrine_session_set_number(self->session, COMMAND_SPEED, speed);
  return G_SOURCE_REMOVE;
}

static void
speed_moved_cb(VitrinePaceCard *self)
{
  show_speed_text(self, slider_speed(self));
  if (self->showing)
    return;
  g_clear_handle_id(&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add(REST_MSEC, speed_rested_cb, self);
}

static void
time_step_edited_cb(VitrinePaceCard *self, double femtoseconds)
{
  if (self->session)
    vitrine_session_set_number(self->session, COMMAND_TIME_STEP, femtoseconds * UNITS_FS);
}

static void
time_step_reported_cb(VitrinePaceCard *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (status)
    vitrine_number_row_set_value(self->time_step_row, status->dt / UNITS_FS);
}

static void
speed_reported_cb(VitrinePaceCard *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (!status || status->speed == self->asked_speed || self->rest_source)
    return;
  self->asked_speed = status->speed;
  self->showing = TRUE;
  gtk_adjustment_set_value(self->speed_adjustment, speed_scale_position(status->speed));
  self->showing = FALSE;
}

static void
vitrine_pace_card_dispose(GObject *object)
{
  VitrinePaceCard *self = VITRINE_PACE_CARD(object);
  GtkWidget *child;

  g_clear_handle_id(&self->rest_source, g_source_remove);
  g_clear_object(&self->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_pace_card_parent_class)->dispose(object);
}

static void
vitrine_pace_card_class_init(VitrinePaceCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_pace_card_dispose;
  g_type_ensure(VITRINE_TYPE_NUMBER_ROW);
  gtk_widget_class_set_css_name(widget_class, "pacecard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-pace-card.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrinePaceCard, child)
  BIND(speed_scale);
  BIND(speed_adjustment);
  BIND(speed_label);
  BIND(time_step_row);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, speed_moved_cb);
  gtk_widget_class_bind_template_callback(widget_class, time_step_edited_cb);
}

static void
vitrine_pace_card_init(VitrinePaceCard *self)
{
  self->asked_speed = INFINITY;
  self->showing = TRUE;
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_adjustment_set_value(self->speed_adjustment, 1.0);
  self->showing = FALSE;
  show_speed_text(self, INFINITY);
  wheel_guard_add(GTK_WIDGET(self->speed_scale));
}

void
vitrine_pace_card_set_session(VitrinePaceCard *self, VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_PACE_CARD(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  const struct {
    const char *signal;
    GCallback callback;
  } wires[] = {
      {"scene-changed", G_CALLBACK(time_step_reported_cb)},
      {"notify::time-step", G_CALLBACK(time_step_reported_cb)},
      {"notify::speed", G_CALLBACK(speed_reported_cb)},
  };
  for (guint i = 0; i < G_N_ELEMENTS(wires); i++)
    g_signal_connect_object(session, wires[i].signal, wires[i].callback, self,
                            G_CONNECT_SWAPPED);
  time_step_reported_cb(self);
}
