// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-stopped-bar.h"

struct _VitrineStoppedBar {
  GtkWidget parent_instance;

  GtkRevealer *revealer;
  GtkLabel *reason_label;

  char *reason;
};

G_DEFINE_FINAL_TYPE(VitrineStoppedBar, vitrine_stopped_bar, GTK_TYPE_WIDGET)

enum { PROP_REASON = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
vitrine_stopped_bar_set_property(GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  vitrine_stopped_bar_set_reason(VITRINE_STOPPED_BAR(object), g_value_get_string(value));
}

static void
vitrine_stopped_bar_get_property(GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  g_value_set_string(value, VITRINE_STOPPED_BAR(object)->reason);
}

static void
vitrine_stopped_bar_dispose(GObject *object)
{
  VitrineStoppedBar *self = VITRINE_STOPPED_BAR(object);
  GtkWidget *child;

  g_clear_pointer(&self->reason, g_free);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_stopped_bar_parent_class)->dispose(object);
}

static void
vitrine_stopped_bar_class_init(VitrineStoppedBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_stopped_bar_set_property;
  object_class->get_property = vitrine_stopped_bar_get_property;
  object_class->dispose = vitrine_stopped_bar_dispose;
  props[PROP_REASON] = g_param_spec_string("reason", NULL, NULL, NULL,
                                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                               G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, N_PROPS, props);
  gtk_widget_class_set_css_name(widget_class, "stoppedbar");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-stopped-bar.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineStoppedBar, revealer);
  gtk_widget_class_bind_template_child(widget_class, VitrineStoppedBar, reason_label);
}

static void
vitrine_stopped_bar_init(VitrineStoppedBar *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
vitrine_stopped_bar_set_reason(VitrineStoppedBar *self, const char *reason)
{
  g_return_if_fail(VITRINE_IS_STOPPED_BAR(self));
  if (g_strcmp0(reason, self->reason) == 0)
    return;
  g_free(self->reason);
  self->reason = g_strdup(reason);
  /* The words stay while the bar slides away. */
  if (reason)
    gtk_label_set_text(self->reason_label, reason);
  gtk_revealer_set_reveal_child(self->revealer, reason != NULL);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_REASON]);
}
