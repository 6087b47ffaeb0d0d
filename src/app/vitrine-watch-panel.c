// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-watch-panel.h"

#include <glib/gi18n.h>

#include "app/chart-file.h"
#include "app/plot-choice.h"
#include "app/vitrine-plot-picker.h"
#include "app/vitrine-plot-window.h"
#include "run/observables.h"

struct _VitrineWatchPanel {
  GtkWidget parent_instance;

  GtkMenuButton *picker_button;
  VitrinePlotPicker *picker;
  GtkStack *stack;
  GtkBox *card_box;

  VitrineSession *session;
  char **plots;      /* as asked for; see plot-choice.h */
  char **shown;      /* what that means */
  GHashTable *cards; /* id → VitrinePlotCard, borrowed from card_box */
};

G_DEFINE_FINAL_TYPE(VitrineWatchPanel, vitrine_watch_panel, GTK_TYPE_WIDGET)

enum { PROP_PLOTS = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static const char *const *
shown_of(VitrineWatchPanel *self)
{
  return (const char *const *)self->shown;
}

static void
choose(VitrineWatchPanel *self, char **plots)
{
  g_object_set(self, "plots", plots, NULL);
  g_strfreev(plots);
}

static const char *
card_id(VitrinePlotCard *card)
{
  return vitrine_plot_card_get_chart(card)->id;
}

static void
remove_cb(VitrineWatchPanel *self, VitrinePlotCard *card)
{
  choose(self, plot_choice_without(shown_of(self), card_id(card)));
}

static void
move_cb(VitrineWatchPanel *self, int by, VitrinePlotCard *card)
{
  choose(self, plot_choice_moved(shown_of(self), card_id(card), by));
}

static void
dropped_cb(VitrineWatchPanel *self, const char *id, VitrinePlotCard *card)
{
  choose(self, plot_choice_placed(shown_of(self), id, card_id(card)));
}

static void
enlarge_cb(VitrineWatchPanel *self, gboolean numbers, VitrinePlotCard *card)
{
  GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
  GtkWindow *window = vitrine_plot_window_new(GTK_WINDOW(root), self->session,
                                              vitrine_plot_card_get_chart(card), numbers);
  gtk_window_present(window);
}

static void
toggled_cb(VitrineWatchPanel *self, const char *id)
{
  if (g_strv_contains(shown_of(self), id))
    choose(self, plot_choice_without(shown_of(self), id));
  else
    choose(self, plot_choice_with(shown_of(self), id));
}

static void
reset_cb(VitrineWatchPanel *self)
{
  choose(self, g_strdupv((char *[]){"*", NULL}));
}

static void
measure_cb(VitrineWatchPanel *self, gboolean begin, VitrinePlotCard *card)
{
  vitrine_session_measure(self->session, begin ? card_id(card) : NULL);
}

static VitrinePlotCard *
add_card(VitrineWatchPanel *self, const char *id)
{
  GtkWidget *card = vitrine_plot_card_new();
  const struct {
    const char *signal;
    GCallback callback;
  } wires[] = {
      {"measure", G_CALLBACK(measure_cb)}, {"remove", G_CALLBACK(remove_cb)},
      {"move", G_CALLBACK(move_cb)},       {"dropped", G_CALLBACK(dropped_cb)},
      {"enlarge", G_CALLBACK(enlarge_cb)},
  };

  for (guint i = 0; i < G_N_ELEMENTS(wires); i++)
    g_signal_connect_object(card, wires[i].signal, wires[i].callback, self,
                            G_CONNECT_SWAPPED);
  gtk_box_append(self->card_box, card);
  g_hash_table_insert(self->cards, g_strdup(id), card);
  return VITRINE_PLOT_CARD(card);
}

static void
show_waiting(VitrinePlotCard *card, const char *id)
{
  guint k;
  const Observable *about = observables_find_chart(id, &k);
  g_autoptr(Chart) chart = chart_new(id, gettext(about->chart[k].title));

  chart_take_verdict(chart, VERDICT_WAIT, g_strdup(plot_choice_waiting_text(id)));
  vitrine_plot_card_set_chart(card, chart);
}

static PlotCardButton
button_for(VitrineWatchPanel *self, const char *id)
{
  g_autofree char *measuring = NULL;
  gboolean can_measure = FALSE;

  if (!self->session || !(observables_find_chart(id, NULL)->flags & OBSERVABLE_MEASURED))
    return PLOT_CARD_NO_BUTTON;
  g_object_get(self->session, "measuring", &measuring, "can-measure", &can_measure, NULL);
  if (!can_measure)
    return PLOT_CARD_NO_BUTTON;
  return g_strcmp0(measuring, id) == 0 ? PLOT_CARD_STOP : PLOT_CARD_MEASURE;
}

static void
fill_card(VitrineWatchPanel *self, VitrinePlotCard *card, const char *id)
{
  Chart *chart = self->session ? vitrine_session_get_chart(self->session, id) : NULL;

  if (chart)
    vitrine_plot_card_set_chart(card, chart);
  else
    show_waiting(card, id);
  vitrine_plot_card_set_button(card, button_for(self, id));
}

static void
chart_changed_cb(VitrineWatchPanel *self, const char *id)
{
  VitrinePlotCard *card = vitrine_watch_panel_get_card(self, id);

  if (card)
    fill_card(self, card, id);
}

static void
refill_cb(VitrineWatchPanel *self)
{
  GHashTableIter iter;
  gpointer id, card;

  g_hash_table_iter_init(&iter, self->cards);
  while (g_hash_table_iter_next(&iter, &id, &card))
    fill_card(self, card, id);
}

static void
drop_cards(VitrineWatchPanel *self)
{
  GHashTableIter iter;
  gpointer id, card;

  g_hash_table_iter_init(&iter, self->cards);
  while (g_hash_table_iter_next(&iter, &id, &card))
    if (!g_strv_contains(shown_of(self), id)) {
      gtk_box_remove(self->card_box, card);
      g_hash_table_iter_remove(&iter);
    }
}

/* Cards that stay are moved, not made anew. */
static void
arrange(VitrineWatchPanel *self)
{
  GtkWidget *before = NULL;

  drop_cards(self);
  for (char **id = self->shown; *id; id++) {
    VitrinePlotCard *card = vitrine_watch_panel_get_card(self, *id);
    if (!card) {
      card = add_card(self, *id);
      fill_card(self, card, *id);
    }
    gtk_box_reorder_child_after(self->card_box, GTK_WIDGET(card), before);
    before = GTK_WIDGET(card);
  }
  gtk_stack_set_visible_child_name(self->stack, *self->shown ? "cards" : "empty");
  vitrine_plot_picker_set_chosen(self->picker, shown_of(self));
  if (self->session)
    vitrine_session_show_charts(self->session, shown_of(self));
}

static void
set_plots(VitrineWatchPanel *self, const char *const *plots)
{
  if (self->plots && plots && g_strv_equal((const char *const *)self->plots, plots))
    return;
  g_strfreev(self->plots);
  g_strfreev(self->shown);
  self->plots = g_strdupv((char **)plots);
  self->shown = plot_choice_resolve(plots);
  arrange(self);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_PLOTS]);
}

static void
choose_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_menu_button_popup(VITRINE_WATCH_PANEL(widget)->picker_button);
}

static void
vitrine_watch_panel_get_property(GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  g_value_set_boxed(value, VITRINE_WATCH_PANEL(object)->plots);
}

static void
vitrine_watch_panel_set_property(GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  set_plots(VITRINE_WATCH_PANEL(object), g_value_get_boxed(value));
}

static void
vitrine_watch_panel_dispose(GObject *object)
{
  VitrineWatchPanel *self = VITRINE_WATCH_PANEL(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  g_clear_pointer(&self->cards, g_hash_table_unref);
  g_clear_pointer(&self->plots, g_strfreev);
  g_clear_pointer(&self->shown, g_strfreev);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_watch_panel_parent_class)->dispose(object);
}

static void
vitrine_watch_panel_class_init(VitrineWatchPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->dispose = vitrine_watch_panel_dispose;
  object_class->get_property = vitrine_watch_panel_get_property;
  object_class->set_property = vitrine_watch_panel_set_property;
  props[PROP_PLOTS] = g_param_spec_boxed("plots", NULL, NULL, G_TYPE_STRV,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                             G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties(object_class, N_PROPS, props);
  g_type_ensure(VITRINE_TYPE_PLOT_PICKER);
  gtk_widget_class_set_css_name(widget_class, "watchpanel");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-watch-panel.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, picker_button);
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, picker);
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, stack);
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, card_box);
  gtk_widget_class_install_action(widget_class, "watch.choose", NULL, choose_action);
}

static void
vitrine_watch_panel_init(VitrineWatchPanel *self)
{
  self->cards = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template(GTK_WIDGET(self));
  g_signal_connect_swapped(self->picker, "toggled", G_CALLBACK(toggled_cb), self);
  g_signal_connect_swapped(self->picker, "reset", G_CALLBACK(reset_cb), self);
  set_plots(self, (const char *const[]){"*", NULL});
}

void
vitrine_watch_panel_set_session(VitrineWatchPanel *self, VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_WATCH_PANEL(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  g_signal_connect_object(session, "chart-changed", G_CALLBACK(chart_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(session, "scene-changed", G_CALLBACK(refill_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(session, "notify::measuring", G_CALLBACK(refill_cb), self,
                          G_CONNECT_SWAPPED);
  vitrine_session_show_charts(session, shown_of(self));
  refill_cb(self);
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
