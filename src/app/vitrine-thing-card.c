// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-thing-card.h"

#define VALUE_CHARS 28

struct _VitrineThingCard {
  GtkWidget parent_instance;

  GtkLabel *title_label;
  GtkWidget *again_button, *hops_button;
  GtkGrid *rows;
  GtkLabel *name[THING_MOST_ROWS], *value[THING_MOST_ROWS];
};

G_DEFINE_FINAL_TYPE(VitrineThingCard, vitrine_thing_card, GTK_TYPE_WIDGET)

enum { SIGNAL_CLOSED, N_SIGNALS };

static guint signals[N_SIGNALS];

static void
close_cb(VitrineThingCard *self)
{
  g_signal_emit(self, signals[SIGNAL_CLOSED], 0);
}

static void
vitrine_thing_card_dispose(GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_thing_card_parent_class)->dispose(object);
}

static void
vitrine_thing_card_class_init(VitrineThingCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_thing_card_dispose;
  signals[SIGNAL_CLOSED] =
      g_signal_new("closed", VITRINE_TYPE_THING_CARD, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name(widget_class, "thingcard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-thing-card.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineThingCard, title_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineThingCard, rows);
  gtk_widget_class_bind_template_child(widget_class, VitrineThingCard, again_button);
  gtk_widget_class_bind_template_child(widget_class, VitrineThingCard, hops_button);
  gtk_widget_class_bind_template_callback(widget_class, close_cb);
}

static GtkLabel *
add_label(VitrineThingCard *self, int column, int row, const char *style)
{
  GtkLabel *label = GTK_LABEL(gtk_label_new(NULL));

  gtk_label_set_xalign(label, 0.0f);
  gtk_widget_set_valign(GTK_WIDGET(label), GTK_ALIGN_START);
  gtk_widget_add_css_class(GTK_WIDGET(label), style);
  gtk_grid_attach(self->rows, GTK_WIDGET(label), column, row, 1, 1);
  return label;
}

static void
vitrine_thing_card_init(VitrineThingCard *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  for (int k = 0; k < THING_MOST_ROWS; k++) {
    self->name[k] = add_label(self, 0, k, "dim-label");
    self->value[k] = add_label(self, 1, k, "numeric");
    gtk_label_set_wrap(self->value[k], TRUE);
    gtk_label_set_max_width_chars(self->value[k], VALUE_CHARS);
  }
}

static void
set_text(GtkLabel *label, const char *text)
{
  if (g_strcmp0(gtk_label_get_text(label), text ? text : "") != 0)
    gtk_label_set_text(label, text ? text : "");
  gtk_widget_set_visible(GTK_WIDGET(label), text != NULL);
}

void
vitrine_thing_card_set_facts(VitrineThingCard *self, const ThingFacts *facts)
{
  g_return_if_fail(VITRINE_IS_THING_CARD(self));
  g_return_if_fail(facts != NULL);
  set_text(self->title_label, facts->title);
  gtk_widget_set_visible(self->again_button, facts->hop);
  gtk_widget_set_visible(self->hops_button, facts->hop);
  for (guint k = 0; k < THING_MOST_ROWS; k++) {
    set_text(self->name[k], k < facts->n_rows ? facts->name[k] : NULL);
    set_text(self->value[k], k < facts->n_rows ? facts->value[k] : NULL);
  }
}
