// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-watch-panel.h"

#include <glib/gi18n.h>

#include "app/chart-file.h"
#include "app/plot-choice.h"
#include "app/vitrine-card-layout.h"
#include "app/vitrine-plot-picker.h"
#include "app/vitrine-plot-window.h"
#include "run/observables.h"

#define CARD_WIDTH  290 /* px, least of a column */
#define CARD_GAP    10
#define LEAST_WIDTH 330 /* of the panel */
#define MOST_WIDTH  4000
#define REST_WIDTH  620 /* that a window keeps for everything else */

struct _VitrineWatchPanel {
  GtkWidget parent_instance;

  GtkMenuButton *picker_button;
  VitrinePlotPicker *picker;
  GtkStack *stack;
  GtkWidget *scrolled;
  GtkWidget *handle;
  GtkBox *card_box;

  int width; /* px, of the cards */

  VitrineSession *session;
  char **plots;        /* as asked for; see plot-choice.h */
  char **shown;        /* what that means */
  char **scales;       /* choices about axes; see plot-choice.h */
  char **large;        /* ids of charts with a window of their own */
  GHashTable *cards;   /* id → VitrinePlotCard, borrowed from card_box */
  GHashTable *windows; /* id → VitrinePlotWindow that is open, borrowed */
};

G_DEFINE_FINAL_TYPE(VitrineWatchPanel, vitrine_watch_panel, GTK_TYPE_WIDGET)

enum { PROP_PLOTS = 1, PROP_SCALES, PROP_LARGE, PROP_WIDTH, N_PROPS };

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

/* Says what is missing, and when it can be expected. */
static Chart *
waiting_chart(const char *id, const char *what)
{
  guint k;
  const Observable *about = observables_find_chart(id, &k);
  Chart *chart = chart_new(id, gettext(about->chart[k].title));
  g_autofree char *hint = plot_choice_waiting_hint(id);

  chart_take_verdict(chart, VERDICT_WAIT,
                     hint ? g_strdup_printf("%s\n%s", what, hint) : g_strdup(what));
  return chart;
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

/* Both a card and a window may show the chart: what is chosen in one holds in both. */
static void
apply_scales(VitrineWatchPanel *self, const char *id)
{
  const char *scales = plot_choice_scales((const char *const *)self->scales, id);
  VitrinePlotCard *card = vitrine_watch_panel_get_card(self, id);
  VitrinePlotWindow *window = g_hash_table_lookup(self->windows, id);

  if (card)
    g_object_set(vitrine_plot_card_get_plot(card), "scales", scales, NULL);
  if (window)
    g_object_set(vitrine_plot_window_get_plot(window), "scales", scales, NULL);
}

static void
scales_cb(VitrineWatchPanel *self, GParamSpec *pspec, VitrinePlot *plot)
{
  const char *id = vitrine_plot_get_chart(plot)->id;
  g_autofree char *scales = NULL;

  g_object_get(plot, "scales", &scales, NULL);
  if (g_str_equal(scales, plot_choice_scales((const char *const *)self->scales, id)))
    return;
  g_auto(GStrv) all =
      plot_choice_with_scales((const char *const *)self->scales, id, scales);
  g_object_set(self, "scales", all, NULL);
}

static void
follow_scales(VitrineWatchPanel *self, const char *id, VitrinePlot *plot)
{
  apply_scales(self, id);
  g_signal_connect_object(plot, "notify::scales", G_CALLBACK(scales_cb), self,
                          G_CONNECT_SWAPPED);
}

/* Closed by a person; a window that goes with the main window stays remembered. */
static gboolean
close_cb(VitrineWatchPanel *self, VitrinePlotWindow *window)
{
  const char *id = vitrine_plot_get_chart(vitrine_plot_window_get_plot(window))->id;
  g_auto(GStrv) left = plot_choice_without((const char *const *)self->large, id);

  g_object_set(self, "large", left, NULL);
  return FALSE;
}

static void
window_gone_cb(VitrineWatchPanel *self, VitrinePlotWindow *window)
{
  GHashTableIter iter;
  gpointer other;

  g_hash_table_iter_init(&iter, self->windows);
  while (g_hash_table_iter_next(&iter, NULL, &other))
    if (other == window)
      g_hash_table_iter_remove(&iter);
}

/* Empty for the time being, not for want of what would be measured. */
static gboolean
is_waiting(const Chart *chart)
{
  const guint on_request = OBSERVABLE_LIVE | OBSERVABLE_LASTING;

  if (chart->series->len > 0 || chart->level != VERDICT_WAIT || !chart->verdict)
    return FALSE;
  return observables_find_chart(chart->id, NULL)->flags & on_request ||
         g_str_equal(chart->verdict, _("waiting for data"));
}

static Chart *
chart_of(VitrineWatchPanel *self, const char *id)
{
  Chart *chart = self->session ? vitrine_session_get_chart(self->session, id) : NULL;

  if (!chart)
    return waiting_chart(id, plot_choice_waiting_text(id));
  return is_waiting(chart) ? waiting_chart(id, chart->verdict) : chart_ref(chart);
}

static void
open_window(VitrineWatchPanel *self, const char *id, gboolean numbers)
{
  GtkRoot *root = gtk_widget_get_root(GTK_WIDGET(self));
  g_autoptr(Chart) chart = chart_of(self, id);
  GtkWindow *window =
      vitrine_plot_window_new(GTK_WINDOW(root), self->session, chart, numbers);

  g_hash_table_insert(self->windows, g_strdup(id), window);
  follow_scales(self, id, vitrine_plot_window_get_plot(VITRINE_PLOT_WINDOW(window)));
  g_signal_connect_object(window, "close-request", G_CALLBACK(close_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(window, "destroy", G_CALLBACK(window_gone_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_window_present(window);
}

/* Those that were open when the program ended come back as soon as there is a glass. */
static void
open_windows(VitrineWatchPanel *self)
{
  if (!self->session || !gtk_widget_get_mapped(GTK_WIDGET(self)))
    return;
  for (char **id = self->large; *id; id++)
    if (observables_find_chart(*id, NULL) && !g_hash_table_contains(self->windows, *id))
      open_window(self, *id, FALSE);
}

/* Charts that are shown anywhere are computed. */
static void
tell_session(VitrineWatchPanel *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new();

  if (!self->session)
    return;
  g_strv_builder_addv(ids, (const char **)self->shown);
  for (char **id = self->large; *id; id++)
    if (!g_strv_contains(shown_of(self), *id) && observables_find_chart(*id, NULL))
      g_strv_builder_add(ids, *id);
  g_auto(GStrv) all = g_strv_builder_end(ids);
  vitrine_session_show_charts(self->session, (const char *const *)all);
}

static void
enlarge_cb(VitrineWatchPanel *self, gboolean numbers, VitrinePlotCard *card)
{
  const char *id = card_id(card);
  GtkWindow *window = g_hash_table_lookup(self->windows, id);
  g_auto(GStrv) large = plot_choice_with((const char *const *)self->large, id);

  if (window) {
    vitrine_plot_window_show_page(VITRINE_PLOT_WINDOW(window), numbers);
    gtk_window_present(window);
    return;
  }
  open_window(self, id, numbers);
  g_object_set(self, "large", large, NULL);
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
  g_autoptr(Chart) chart = chart_of(self, id);

  vitrine_plot_card_set_chart(card, chart);
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
      follow_scales(self, *id, vitrine_plot_card_get_plot(card));
    }
    gtk_box_reorder_child_after(self->card_box, GTK_WIDGET(card), before);
    before = GTK_WIDGET(card);
  }
  gtk_stack_set_visible_child_name(self->stack, *self->shown ? "cards" : "empty");
  vitrine_plot_picker_set_chosen(self->picker, shown_of(self));
  tell_session(self);
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

/* TRUE when list was another. */
static gboolean
replace(char ***list, const char *const *by)
{
  static const char *const none[] = {NULL};

  if (g_strv_equal((const char *const *)*list, by ? by : none))
    return FALSE;
  g_strfreev(*list);
  *list = g_strdupv((char **)(by ? by : none));
  return TRUE;
}

static void
set_scales(VitrineWatchPanel *self, const char *const *scales)
{
  GHashTableIter iter;
  gpointer id;

  if (!replace(&self->scales, scales))
    return;
  g_hash_table_iter_init(&iter, self->cards);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    apply_scales(self, id);
  g_hash_table_iter_init(&iter, self->windows);
  while (g_hash_table_iter_next(&iter, &id, NULL))
    apply_scales(self, id);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_SCALES]);
}

static void
set_large(VitrineWatchPanel *self, const char *const *large)
{
  if (!replace(&self->large, large))
    return;
  tell_session(self);
  open_windows(self);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_LARGE]);
}

/* The rest of the window keeps some room. */
static int
widest(VitrineWatchPanel *self)
{
  GtkWidget *root = GTK_WIDGET(gtk_widget_get_root(GTK_WIDGET(self)));
  int window = root ? gtk_widget_get_width(root) : 0;

  return window > 0 ? MAX(LEAST_WIDTH, window - REST_WIDTH) : MOST_WIDTH;
}

static void
set_width(VitrineWatchPanel *self, int width)
{
  width = CLAMP(width, LEAST_WIDTH, widest(self));
  if (width == self->width)
    return;
  self->width = width;
  gtk_widget_set_size_request(self->scrolled, width, -1);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_WIDTH]);
}

static void
drag_update_cb(VitrineWatchPanel *self, double x, double y, GtkGesture *gesture)
{
  double start_x, start_y, at, top;

  gtk_gesture_drag_get_start_point(GTK_GESTURE_DRAG(gesture), &start_x, &start_y);
  gtk_widget_translate_coordinates(self->handle, GTK_WIDGET(self), start_x + x, 0.0, &at,
                                   &top);
  set_width(self, gtk_widget_get_width(GTK_WIDGET(self)) - (int)at);
}

static void
add_handle(VitrineWatchPanel *self)
{
  GtkGesture *drag = gtk_gesture_drag_new();

  gtk_widget_set_cursor_from_name(self->handle, "col-resize");
  g_signal_connect_swapped(drag, "drag-update", G_CALLBACK(drag_update_cb), self);
  gtk_widget_add_controller(self->handle, GTK_EVENT_CONTROLLER(drag));
}

static void
vitrine_watch_panel_map(GtkWidget *widget)
{
  GTK_WIDGET_CLASS(vitrine_watch_panel_parent_class)->map(widget);
  open_windows(VITRINE_WATCH_PANEL(widget));
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
  VitrineWatchPanel *self = VITRINE_WATCH_PANEL(object);
  if (id == PROP_WIDTH) {
    g_value_set_int(value, self->width);
    return;
  }
  char **const lists[] = {[PROP_PLOTS] = self->plots,
                          [PROP_SCALES] = self->scales,
                          [PROP_LARGE] = self->large};

  g_value_set_boxed(value, lists[id]);
}

static void
vitrine_watch_panel_set_property(GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_WIDTH) {
    set_width(VITRINE_WATCH_PANEL(object), g_value_get_int(value));
    return;
  }
  static void (*const set[])(VitrineWatchPanel *, const char *const *) = {
      [PROP_PLOTS] = set_plots, [PROP_SCALES] = set_scales, [PROP_LARGE] = set_large};

  set[id](VITRINE_WATCH_PANEL(object), g_value_get_boxed(value));
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
  g_clear_pointer(&self->scales, g_strfreev);
  g_clear_pointer(&self->large, g_strfreev);
  g_clear_pointer(&self->windows, g_hash_table_unref);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_watch_panel_parent_class)->dispose(object);
}

static GParamSpec *
list_property(const char *name)
{
  return g_param_spec_boxed(name, NULL, NULL, G_TYPE_STRV,
                            G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS |
                                G_PARAM_EXPLICIT_NOTIFY);
}

static void
vitrine_watch_panel_class_init(VitrineWatchPanelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->dispose = vitrine_watch_panel_dispose;
  object_class->get_property = vitrine_watch_panel_get_property;
  object_class->set_property = vitrine_watch_panel_set_property;
  widget_class->map = vitrine_watch_panel_map;
  props[PROP_PLOTS] = list_property("plots");
  props[PROP_SCALES] = list_property("scales");
  props[PROP_LARGE] = list_property("large");
  props[PROP_WIDTH] = g_param_spec_int(
      "width", NULL, NULL, LEAST_WIDTH, MOST_WIDTH, LEAST_WIDTH,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
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
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, scrolled);
  gtk_widget_class_bind_template_child(widget_class, VitrineWatchPanel, handle);
  gtk_widget_class_install_action(widget_class, "watch.choose", NULL, choose_action);
}

static void
vitrine_watch_panel_init(VitrineWatchPanel *self)
{
  self->cards = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  self->windows = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  self->scales = g_new0(char *, 1);
  self->large = g_new0(char *, 1);
  gtk_widget_init_template(GTK_WIDGET(self));
  self->width = LEAST_WIDTH;
  gtk_widget_set_layout_manager(GTK_WIDGET(self->card_box),
                                vitrine_card_layout_new(CARD_WIDTH, CARD_GAP));
  add_handle(self);
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
  tell_session(self);
  open_windows(self);
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
