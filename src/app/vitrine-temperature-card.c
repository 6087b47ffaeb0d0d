// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-temperature-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format-closures.h"
#include "app/format.h"
#include "app/wheel-guard.h"

#define LOWEST    300.0 /* K */
#define HIGHEST   4000.0
#define ROUND     10.0 /* K, of the slider */
#define REST_MSEC 250

struct _VitrineTemperatureCard {
  GtkWidget parent_instance;

  GtkEntry *entry;
  GtkScale *scale;
  GtkAdjustment *adjustment;
  GtkWidget *free_label;

  VitrineSession *session;
  double asked;     /* K, the last one posted or reported */
  gboolean showing; /* widgets are being set, not used */
  guint rest_source;
};

G_DEFINE_FINAL_TYPE(VitrineTemperatureCard, vitrine_temperature_card, GTK_TYPE_WIDGET)

enum { PROP_SESSION = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
show_number(VitrineTemperatureCard *self, double temperature)
{
  g_autofree char *text = g_strdup_printf("%.0f", temperature);
  gtk_editable_set_text(GTK_EDITABLE(self->entry), text);
  gtk_widget_remove_css_class(GTK_WIDGET(self->entry), "error");
}

static void
show_temperature(VitrineTemperatureCard *self, double temperature)
{
  self->showing = TRUE;
  show_number(self, temperature);
  gtk_adjustment_set_value(self->adjustment, temperature);
  self->showing = FALSE;
}

static void
ask(VitrineTemperatureCard *self, double temperature)
{
  g_clear_handle_id(&self->rest_source, g_source_remove);
  temperature = CLAMP(temperature, LOWEST, HIGHEST);
  gboolean same = temperature == self->asked;
  self->asked = temperature;
  show_temperature(self, temperature);
  if (!same && self->session)
    vitrine_session_set_number(self->session, COMMAND_TEMPERATURE, temperature);
}

static double
slider_temperature(VitrineTemperatureCard *self)
{
  return ROUND * round(gtk_adjustment_get_value(self->adjustment) / ROUND);
}

static gboolean
rested_cb(gpointer data)
{
  VitrineTemperatureCard *self = data;

  self->rest_source = 0;
  ask(self, slider_temperature(self));
  return G_SOURCE_REMOVE;
}

static void
slider_moved_cb(VitrineTemperatureCard *self)
{
  if (self->showing)
    return;
  show_number(self, slider_temperature(self));
  g_clear_handle_id(&self->rest_source, g_source_remove);
  self->rest_source = g_timeout_add(REST_MSEC, rested_cb, self);
}

static void
typed_cb(VitrineTemperatureCard *self)
{
  double value;

  if (format_parse_number(gtk_editable_get_text(GTK_EDITABLE(self->entry)), &value))
    gtk_widget_remove_css_class(GTK_WIDGET(self->entry), "error");
  else
    gtk_widget_add_css_class(GTK_WIDGET(self->entry), "error");
}

static void
entered_cb(VitrineTemperatureCard *self)
{
  double value;

  if (format_parse_number(gtk_editable_get_text(GTK_EDITABLE(self->entry)), &value))
    ask(self, round(value));
  else
    gtk_widget_error_bell(GTK_WIDGET(self->entry));
}

static void
left_cb(VitrineTemperatureCard *self)
{
  double value;

  if (self->rest_source)
    return;
  if (format_parse_number(gtk_editable_get_text(GTK_EDITABLE(self->entry)), &value))
    ask(self, round(value));
  else
    show_temperature(self, self->asked);
}

static gboolean
key_cb(VitrineTemperatureCard *self, guint key)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  show_temperature(self, self->asked);
  return GDK_EVENT_STOP;
}

static void
target_cb(VitrineTemperatureCard *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (!status || status->target == self->asked || self->rest_source)
    return;
  self->asked = status->target;
  show_temperature(self, self->asked);
}

static void
vitrine_temperature_card_set_property(GObject *object, guint id, const GValue *value,
                                      GParamSpec *pspec)
{
  vitrine_temperature_card_set_session(VITRINE_TEMPERATURE_CARD(object),
                                       g_value_get_object(value));
}

static void
vitrine_temperature_card_get_property(GObject *object, guint id, GValue *value,
                                      GParamSpec *pspec)
{
  g_value_set_object(value, VITRINE_TEMPERATURE_CARD(object)->session);
}

static void
vitrine_temperature_card_dispose(GObject *object)
{
  VitrineTemperatureCard *self = VITRINE_TEMPERATURE_CARD(object);
  GtkWidget *child;

  g_clear_handle_id(&self->rest_source, g_source_remove);
  g_clear_object(&self->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_temperature_card_parent_class)->dispose(object);
}

static void
vitrine_temperature_card_class_init(VitrineTemperatureCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_temperature_card_set_property;
  object_class->get_property = vitrine_temperature_card_get_property;
  object_class->dispose = vitrine_temperature_card_dispose;
  props[PROP_SESSION] = g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);

  gtk_widget_class_set_css_name(widget_class, "temperaturecard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-temperature-card.ui");
  format_bind_closures(widget_class);
  gtk_widget_class_bind_template_child(widget_class, VitrineTemperatureCard, entry);
  gtk_widget_class_bind_template_child(widget_class, VitrineTemperatureCard, scale);
  gtk_widget_class_bind_template_child(widget_class, VitrineTemperatureCard, adjustment);
  gtk_widget_class_bind_template_child(widget_class, VitrineTemperatureCard, free_label);
  gtk_widget_class_bind_template_callback(widget_class, slider_moved_cb);
  gtk_widget_class_bind_template_callback(widget_class, typed_cb);
  gtk_widget_class_bind_template_callback(widget_class, entered_cb);
  gtk_widget_class_bind_template_callback(widget_class, left_cb);
  gtk_widget_class_bind_template_callback(widget_class, key_cb);
}

static void
vitrine_temperature_card_init(VitrineTemperatureCard *self)
{
  self->asked = NAN;
  gtk_widget_init_template(GTK_WIDGET(self));
  wheel_guard_add(GTK_WIDGET(self->scale));
}

void
vitrine_temperature_card_set_session(VitrineTemperatureCard *self,
                                     VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_TEMPERATURE_CARD(self));
  if (!g_set_object(&self->session, session))
    return;
  if (session) {
    g_signal_connect_object(session, "notify::target", G_CALLBACK(target_cb), self,
                            G_CONNECT_SWAPPED);
    g_object_bind_property(session, "thermostat-on", self->free_label, "visible",
                           G_BINDING_SYNC_CREATE | G_BINDING_INVERT_BOOLEAN);
    target_cb(self);
  }
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_SESSION]);
}

void
vitrine_temperature_card_edit(VitrineTemperatureCard *self)
{
  g_return_if_fail(VITRINE_IS_TEMPERATURE_CARD(self));
  gtk_widget_grab_focus(GTK_WIDGET(self->entry));
}
