// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-watch-panel.h"

#include <glib/gi18n.h>

#include "app/chart-file.h"

struct _VitrineWatchPanel {
  GtkWidget parent_instance;

  GtkBox *card_box;

  VitrineSession *session;
  GHashTable *cards; /* id → VitrinePlotCard, borrowed from card_box */
};

G_DEFINE_FINAL_TYPE(VitrineWatchPanel, vitrine_watch_panel, GTK_TYPE_WIDGET)

static const struct {
  const char *id, *title;
} EXPECTED[] = {
    {"msd", N_("Mean square displacement")},
    {"vanhove", N_("Self van Hove function")},
    {"arrhenius", N_("Arrhenius")},
    {"rdf", N_("Pair distribution g(r)")},
};

static VitrinePlotCard *
add_card(VitrineWatchPanel *self, const char *id)
{
  GtkWidget *card = vitrine_plot_card_new();
  gtk_box_append(self->card_box, card);
  g_hash_table_insert(self->cards, g_strdup(id), card);
  return VITRINE_PLOT_CARD(card);
}

static void
show_waiting(VitrineWatchPanel *self, const char *id, const char *title)
{
  VitrinePlotCard *card = vitrine_watch_panel_get_card(self, id);
  g_autoptr(Chart) chart = chart_new(id, title);
  chart_take_verdict(chart, VERDICT_WAIT, g_strdup(_("waiting for data")));
  vitrine_plot_card_set_chart(card ? card : add_card(self, id), chart);
}

static void
chart_changed_cb(VitrineWatchPanel *self, const char *id)
{
  VitrinePlotCard *card = vitrine_watch_panel_get_card(self, id);
  Chart *chart = vitrine_session_get_chart(self->session, id);
  vitrine_plot_card_set_chart(card ? card : add_card(self, id), chart);
}

static void
scene_changed_cb(VitrineWatchPanel *self)
{
  for (guint i = 0; i < G_N_ELEMENTS(EXPECTED); i++)
    show_waiting(self, EXPECTED[i].id, gettext(EXPECTED[i].title));
}

static void
vitrine_watch_panel_dispose(GObject *object)
{
  VitrineWatchPanel *self = VITRINE_WATCH_PANEL(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  g_clear_pointer(&self->cards, g_hash_table_unref);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_watch_panel_parent_class)->dispose(object);
}

static void
vitrine_watch_panel_class_init(VitrineWatchPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_watch_panel_dispose;
  gtk_widget_class_set_css_name(widget_class, "watchpanel");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-watch-panel.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, card_box);
}

static void
vitrine_watch_panel_init(VitrineWatchPanel *self)
{
  self->cards = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template(GTK_WIDGET(self));
  scene_changed_cb(self);
}

void
vitrine_watch_panel_set_session(VitrineWatchPanel *self, VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_WATCH_PANEL(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  g_signal_connect_object(session, "chart-changed", G_CALLBACK(chart_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(session, "scene-changed", G_CALLBACK(scene_changed_cb), self,
                          G_CONNECT_SWAPPED);
}

VitrinePlotCard *
vitrine_watch_panel_get_card(VitrineWatchPanel *self, const char *id)
{
  g_return_val_if_fail(VITRINE_IS_WATCH_PANEL(self), NULL);
  return g_hash_table_lookup(self->cards, id);
}

gboolean
vitrine_watch_panel_export(VitrineWatchPanel *self, const char *folder, guint *n_saved,
                           GError **error)
{
  GHashTableIter iter;
  gpointer card;

  g_return_val_if_fail(VITRINE_IS_WATCH_PANEL(self), FALSE);
  *n_saved = 0;
  g_hash_table_iter_init(&iter, self->cards);
  while (g_hash_table_iter_next(&iter, NULL, &card)) {
    const Chart *chart = vitrine_plot_card_get_chart(card);
    if (chart->series->len == 0)
      continue;
    if (!chart_file_save_all(folder, chart, error))
      return FALSE;
    (*n_saved)++;
  }
  return TRUE;
}
