// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-atom-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/vitrine-swatch.h"

struct _VitrineAtomCard {
  GtkWidget parent_instance;

  VitrineSwatch *swatch;
  GtkLabel *name_label;
  GtkLabel *coordination_label;
  GtkLabel *displacement_label;
  GtkLabel *position_label;
};

G_DEFINE_FINAL_TYPE(VitrineAtomCard, vitrine_atom_card, GTK_TYPE_WIDGET)

enum { SIGNAL_CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
take_text(GtkLabel *label, char *text)
{
  if (g_strcmp0(gtk_label_get_text(label), text) != 0)
    gtk_label_set_text(label, text);
  g_free(text);
}

static void
close_cb(VitrineAtomCard *self)
{
  g_signal_emit(self, signals[SIGNAL_CLOSED], 0);
}

static void
vitrine_atom_card_dispose(GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_atom_card_parent_class)->dispose(object);
}

static void
vitrine_atom_card_class_init(VitrineAtomCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_atom_card_dispose;
  signals[SIGNAL_CLOSED] =
      g_signal_new("closed", VITRINE_TYPE_ATOM_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 0);
  g_type_ensure(VITRINE_TYPE_SWATCH);
  gtk_widget_class_set_css_name(widget_class, "atomcard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-atom-card.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineAtomCard, swatch);
  gtk_widget_class_bind_template_child(widget_class, VitrineAtomCard, name_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineAtomCard, coordination_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineAtomCard, displacement_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineAtomCard, position_label);
  gtk_widget_class_bind_template_callback(widget_class, close_cb);
}

static void
vitrine_atom_card_init(VitrineAtomCard *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
vitrine_atom_card_set_facts(VitrineAtomCard *self, const AtomFacts *facts)
{
  g_return_if_fail(VITRINE_IS_ATOM_CARD(self));
  g_return_if_fail(facts != NULL);

  g_autofree char *number = format_integer((gint64)facts->atom + 1);
  g_autofree char *moved = format_number(facts->displacement, 2);
  g_autofree char *x = format_number(facts->position.x, 2);
  g_autofree char *y = format_number(facts->position.y, 2);
  g_autofree char *z = format_number(facts->position.z, 2);
  vitrine_swatch_set_color(self->swatch, facts->element->rgb);
  /* Translators: element symbol and number of the atom in the structure */
  take_text(self->name_label,
            g_strdup_printf(_("%s, atom %s"), facts->element->symbol, number));
  take_text(self->coordination_label, atom_facts_coordination(facts));
  take_text(self->displacement_label, isfinite(facts->displacement)
                                          ? g_strdup_printf(_("%s Å"), moved)
                                          : g_strdup("–"));
  take_text(self->position_label, g_strdup_printf(_("%s, %s, %s Å"), x, y, z));
}
