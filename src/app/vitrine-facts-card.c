// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-facts-card.h"

#include "app/format-closures.h"

struct _VitrineFactsCard {
  GtkWidget parent_instance;

  VitrineSession *session;
};

G_DEFINE_FINAL_TYPE(VitrineFactsCard, vitrine_facts_card, GTK_TYPE_WIDGET)

enum { PROP_SESSION = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
vitrine_facts_card_set_property(GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  g_set_object(&VITRINE_FACTS_CARD(object)->session, g_value_get_object(value));
}

static void
vitrine_facts_card_get_property(GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  g_value_set_object(value, VITRINE_FACTS_CARD(object)->session);
}

static void
vitrine_facts_card_dispose(GObject *object)
{
  GtkWidget *child;

  g_clear_object(&VITRINE_FACTS_CARD(object)->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_facts_card_parent_class)->dispose(object);
}

static void
vitrine_facts_card_class_init(VitrineFactsCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_facts_card_set_property;
  object_class->get_property = vitrine_facts_card_get_property;
  object_class->dispose = vitrine_facts_card_dispose;
  props[PROP_SESSION] = g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION,
                                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);
  gtk_widget_class_set_css_name(widget_class, "factscard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-facts-card.ui");
  format_bind_closures(widget_class);
}

static void
vitrine_facts_card_init(VitrineFactsCard *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
