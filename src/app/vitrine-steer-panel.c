// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-steer-panel.h"

#include "app/vitrine-facts-card.h"
#include "app/vitrine-pace-card.h"
#include "app/vitrine-surroundings-card.h"
#include "app/vitrine-temperature-card.h"

struct _VitrineSteerPanel {
  GtkWidget parent_instance;

  VitrineTemperatureCard *temperature_card;
  VitrinePaceCard *pace_card;
  VitrineSurroundingsCard *surroundings_card;
  VitrinePotentialCard *potential_card;
  VitrineFactsCard *facts_card;
};

G_DEFINE_FINAL_TYPE(VitrineSteerPanel, vitrine_steer_panel, GTK_TYPE_WIDGET)

static void
vitrine_steer_panel_dispose(GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_steer_panel_parent_class)->dispose(object);
}

static void
vitrine_steer_panel_class_init(VitrineSteerPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_steer_panel_dispose;
  g_type_ensure(VITRINE_TYPE_TEMPERATURE_CARD);
  g_type_ensure(VITRINE_TYPE_PACE_CARD);
  g_type_ensure(VITRINE_TYPE_SURROUNDINGS_CARD);
  g_type_ensure(VITRINE_TYPE_POTENTIAL_CARD);
  g_type_ensure(VITRINE_TYPE_FACTS_CARD);
  gtk_widget_class_set_css_name(widget_class, "steerpanel");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-steer-panel.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineSteerPanel, child)
  BIND(temperature_card);
  BIND(potential_card);
  BIND(pace_card);
  BIND(surroundings_card);
  BIND(facts_card);
#undef BIND
}

static void
vitrine_steer_panel_init(VitrineSteerPanel *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
vitrine_steer_panel_set_session(VitrineSteerPanel *self, VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_STEER_PANEL(self));
  vitrine_temperature_card_set_session(self->temperature_card, session);
  vitrine_pace_card_set_session(self->pace_card, session);
  vitrine_surroundings_card_set_session(self->surroundings_card, session);
  vitrine_potential_card_set_session(self->potential_card, session);
  g_object_set(self->facts_card, "session", session, NULL);
}

void
vitrine_steer_panel_set_trajectory(VitrineSteerPanel *self, gboolean trajectory)
{
  g_return_if_fail(VITRINE_IS_STEER_PANEL(self));
  gtk_widget_set_visible(GTK_WIDGET(self->temperature_card), !trajectory);
  gtk_widget_set_visible(GTK_WIDGET(self->pace_card), !trajectory);
  gtk_widget_set_visible(GTK_WIDGET(self->surroundings_card), !trajectory);
  gtk_widget_set_visible(GTK_WIDGET(self->potential_card), !trajectory);
}

void
vitrine_steer_panel_edit_temperature(VitrineSteerPanel *self)
{
  g_return_if_fail(VITRINE_IS_STEER_PANEL(self));
  vitrine_temperature_card_edit(self->temperature_card);
}

VitrinePotentialCard *
vitrine_steer_panel_get_potential_card(VitrineSteerPanel *self)
{
  g_return_val_if_fail(VITRINE_IS_STEER_PANEL(self), NULL);
  return self->potential_card;
}
