// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-status-line.h"

#include "app/format-closures.h"

struct _VitrineStatusLine {
  GtkWidget parent_instance;

  VitrineSession *session;
  double frame_rate;
  char *message;
  char *motion;
};

G_DEFINE_FINAL_TYPE(VitrineStatusLine, vitrine_status_line, GTK_TYPE_WIDGET)

enum { PROP_SESSION = 1, PROP_FRAME_RATE, PROP_MESSAGE, PROP_MOTION, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
vitrine_status_line_set_property(GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  VitrineStatusLine *self = VITRINE_STATUS_LINE(object);

  switch (id) {
  case PROP_SESSION:
    g_set_object(&self->session, g_value_get_object(value));
    break;
  case PROP_FRAME_RATE:
    self->frame_rate = g_value_get_double(value);
    break;
  case PROP_MESSAGE:
    g_free(self->message);
    self->message = g_value_dup_string(value);
    break;
  case PROP_MOTION:
    g_free(self->motion);
    self->motion = g_value_dup_string(value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_status_line_get_property(GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  VitrineStatusLine *self = VITRINE_STATUS_LINE(object);

  switch (id) {
  case PROP_SESSION:
    g_value_set_object(value, self->session);
    break;
  case PROP_FRAME_RATE:
    g_value_set_double(value, self->frame_rate);
    break;
  case PROP_MESSAGE:
    g_value_set_string(value, self->message);
    break;
  case PROP_MOTION:
    g_value_set_string(value, self->motion);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_status_line_dispose(GObject *object)
{
  VitrineStatusLine *self = VITRINE_STATUS_LINE(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  g_clear_pointer(&self->message, g_free);
  g_clear_pointer(&self->motion, g_free);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_status_line_parent_class)->dispose(object);
}

static void
vitrine_status_line_class_init(VitrineStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = vitrine_status_line_set_property;
  object_class->get_property = vitrine_status_line_get_property;
  object_class->dispose = vitrine_status_line_dispose;
  props[PROP_SESSION] =
      g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION, flags);
  props[PROP_FRAME_RATE] =
      g_param_spec_double("frame-rate", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0, flags);
  props[PROP_MESSAGE] = g_param_spec_string("message", NULL, NULL, NULL, flags);
  props[PROP_MOTION] = g_param_spec_string("motion", NULL, NULL, NULL, flags);
  g_object_class_install_properties(object_class, N_PROPS, props);

  gtk_widget_class_set_css_name(widget_class, "statusline");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-status-line.ui");
  format_bind_closures(widget_class);
}

static void
vitrine_status_line_init(VitrineStatusLine *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
