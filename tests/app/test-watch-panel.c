// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>

#include "app/vitrine-chart-numbers.h"
#include "app/vitrine-plot-picker.h"
#include "app/vitrine-plot-window.h"
#include "app/vitrine-watch-panel.h"
#include "ui-test.h"

static GtkWidget *
show_panel(VitrineWatchPanel **panel)
{
  GtkWidget *window = gtk_window_new();

  *panel = g_object_new(VITRINE_TYPE_WATCH_PANEL, NULL);
  gtk_window_set_default_size(GTK_WINDOW(window), 340, 700);
  gtk_window_set_child(GTK_WINDOW(window), GTK_WIDGET(*panel));
  return window;
}

static gboolean
shows(GtkWidget *root, const char *part)
{
  GtkLabel *label = ui_test_find_text(root, part);

  return label && gtk_widget_get_mapped(GTK_WIDGET(label));
}

static char *
plots_of(VitrineWatchPanel *panel)
{
  g_auto(GStrv) plots = NULL;

  g_object_get(panel, "plots", &plots, NULL);
  return g_strjoinv(" ", plots);
}

static void
assert_plots(VitrineWatchPanel *panel, const char *expected)
{
  g_autofree char *plots = plots_of(panel);

  g_assert_cmpstr(plots, ==, expected);
}

static void
set_plots(VitrineWatchPanel *panel, const char *ids)
{
  g_auto(GStrv) plots = g_strsplit(ids, " ", -1);

  g_object_set(panel, "plots", plots, NULL);
}

static void
test_cards(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);

  assert_plots(panel, "*");
  g_assert_nonnull(vitrine_watch_panel_get_card(panel, "msd"));
  set_plots(panel, "rdf msd");
  VitrinePlotCard *rdf = vitrine_watch_panel_get_card(panel, "rdf");
  VitrinePlotCard *msd = vitrine_watch_panel_get_card(panel, "msd");
  g_assert_null(vitrine_watch_panel_get_card(panel, "vanhove"));
  g_assert_true(gtk_widget_get_next_sibling(GTK_WIDGET(rdf)) == GTK_WIDGET(msd));
  g_signal_emit_by_name(msd, "move", -1);
  assert_plots(panel, "msd rdf");
  g_assert_true(vitrine_watch_panel_get_card(panel, "msd") == msd);
  g_assert_true(gtk_widget_get_next_sibling(GTK_WIDGET(msd)) == GTK_WIDGET(rdf));
  g_signal_emit_by_name(msd, "dropped", "rdf");
  assert_plots(panel, "rdf msd");
  g_signal_emit_by_name(rdf, "remove");
  assert_plots(panel, "msd");
  g_assert_null(vitrine_watch_panel_get_card(panel, "rdf"));
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_waiting(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);

  set_plots(panel, "msd rdf arrhenius");
  const Chart *msd =
      vitrine_plot_card_get_chart(vitrine_watch_panel_get_card(panel, "msd"));
  const Chart *arrhenius =
      vitrine_plot_card_get_chart(vitrine_watch_panel_get_card(panel, "arrhenius"));
  g_assert_cmpstr(msd->title, ==, "Mean square displacement");
  g_assert_true(g_str_has_prefix(msd->verdict, "waiting for the ions to move\n"));
  g_assert_true(
      g_str_has_prefix(arrhenius->verdict, "waiting for a second temperature\n"));
  gtk_window_present(GTK_WINDOW(window));
  g_assert_false(shows(window, "No plots are shown"));
  set_plots(panel, "msd");
  g_signal_emit_by_name(vitrine_watch_panel_get_card(panel, "msd"), "remove");
  WAIT(shows(window, "No plots are shown"));
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_picker(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);

  set_plots(panel, "msd");
  gtk_window_present(GTK_WINDOW(window));
  g_assert_true(gtk_widget_activate_action(GTK_WIDGET(panel), "watch.choose", NULL));
  GtkWidget *picker = ui_test_find(window, VITRINE_TYPE_PLOT_PICKER, NULL);
  g_assert_nonnull(picker);
  WAIT(gtk_widget_get_mapped(picker));
  GtkWidget *search = ui_test_find(picker, GTK_TYPE_SEARCH_ENTRY, NULL);
  WAIT(shows(picker, "Transport"));
  gtk_editable_set_text(GTK_EDITABLE(search), "no such plot");
  WAIT(shows(picker, "No plot has this in its name"));
  gtk_editable_set_text(GTK_EDITABLE(search), "PAIR dist");
  WAIT(shows(picker, "Pair distribution"));
  WAIT(!shows(picker, "Mean square displacement"));
  g_signal_emit_by_name(picker, "toggled", "rdf");
  assert_plots(panel, "msd rdf");
  g_signal_emit_by_name(picker, "toggled", "msd");
  assert_plots(panel, "rdf");
  g_signal_emit_by_name(picker, "reset");
  assert_plots(panel, "*");
  GtkWidget *popover = gtk_widget_get_ancestor(picker, GTK_TYPE_POPOVER);
  gtk_popover_popdown(GTK_POPOVER(popover));
  WAIT(!gtk_widget_get_mapped(popover));
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_session(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);
  g_autoptr(VitrineSession) session = ui_test_session();

  set_plots(panel, "rdf");
  vitrine_watch_panel_set_session(panel, session);
  vitrine_session_play(session, TRUE);
  WAIT(vitrine_session_get_chart(session, "rdf") &&
       vitrine_session_get_chart(session, "rdf")->series->len > 0);
  /* no chart of the default, which a run reports until it is told */
  g_assert_null(vitrine_session_get_chart(session, "ngp"));
  set_plots(panel, "rdf ngp");
  WAIT(vitrine_session_get_chart(session, "ngp"));
  gtk_window_destroy(GTK_WINDOW(window));
}

static GtkWidget *
measure_button(VitrineWatchPanel *panel, const char *id)
{
  GtkWidget *card = GTK_WIDGET(vitrine_watch_panel_get_card(panel, id));
  GtkWidget *button = ui_test_find(card, GTK_TYPE_BUTTON, NULL);

  return button && gtk_widget_get_visible(button) ? button : NULL;
}

/* A card of what is measured on request has a button; the run goes on meanwhile. */
static void
test_measure(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);
  g_autoptr(VitrineSession) session = ui_test_session();
  g_autoptr(Scene) scene = ui_test_scene();

  scene->dt = 1e-5; /* measuring takes millions of such steps */
  g_assert_true(vitrine_session_open(session, scene, NULL));
  set_plots(panel, "modulus expansion");
  vitrine_watch_panel_set_session(panel, session);
  gtk_window_present(GTK_WINDOW(window));
  GtkWidget *button = measure_button(panel, "modulus");
  g_assert_nonnull(button);
  g_assert_cmpstr(gtk_button_get_label(GTK_BUTTON(button)), ==, "Measure");
  g_signal_emit_by_name(button, "clicked");
  g_assert_cmpstr(gtk_button_get_label(GTK_BUTTON(button)), ==, "Stop");
  g_assert_true(g_str_has_prefix(vitrine_session_get_chart(session, "modulus")->verdict,
                                 "measuring"));
  gint64 step = vitrine_session_get_status(session)->step;
  vitrine_session_play(session, TRUE);
  WAIT(vitrine_session_get_status(session)->step > step + 20);
  g_signal_emit_by_name(button, "clicked");
  g_assert_cmpstr(gtk_button_get_label(GTK_BUTTON(button)), ==, "Measure");
  g_assert_null(vitrine_session_get_chart(session, "modulus"));
  const Chart *chart =
      vitrine_plot_card_get_chart(vitrine_watch_panel_get_card(panel, "modulus"));
  g_assert_cmpstr(chart->verdict, ==, "not measured yet");
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_large(void)
{
  g_autoptr(Chart) chart = chart_new("msd", "Mean square displacement");
  Series *series = chart_add_series(chart, "Na", SERIES_LINE, 2, FALSE);

  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LINEAR);
  series->x[0] = 1.0;
  series->x[1] = 2.0;
  series->y[0] = 3.25;
  series->y[1] = 6.5;
  chart_add_scalar(chart, "D_A2_per_ps", "Na", 0.541, 0.012, "a reason");
  GtkWindow *window = vitrine_plot_window_new(NULL, NULL, chart, TRUE);
  gtk_window_present(window);
  WAIT(ui_test_find_text(GTK_WIDGET(window), "0.541 ± 0.012 Å²/ps"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "a reason"));
  WAIT(ui_test_find_text(GTK_WIDGET(window), "3.25"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(window), "MSD (Å²)"));
  VitrineChartNumbers *numbers = VITRINE_CHART_NUMBERS(
      ui_test_find(GTK_WIDGET(window), VITRINE_TYPE_CHART_NUMBERS, NULL));
  g_autofree char *all = vitrine_chart_numbers_copy_text(numbers);
  g_assert_cmpstr(all, ==,
                  "series\tt (ps)\tMSD (Å²)\terror\nNa\t1\t3.25\t\nNa\t2\t6.5\t\n");
  GtkWidget *table = ui_test_find(GTK_WIDGET(window), GTK_TYPE_COLUMN_VIEW, NULL);
  gtk_selection_model_select_item(gtk_column_view_get_model(GTK_COLUMN_VIEW(table)), 1,
                                  TRUE);
  g_autofree char *one = vitrine_chart_numbers_copy_text(numbers);
  g_assert_cmpstr(one, ==, "series\tt (ps)\tMSD (Å²)\terror\nNa\t2\t6.5\t\n");
  gtk_window_destroy(window);
}

static graphene_rect_t
place_of(VitrineWatchPanel *panel, const char *id)
{
  VitrinePlotCard *card = vitrine_watch_panel_get_card(panel, id);
  graphene_rect_t place;

  g_assert_true(gtk_widget_compute_bounds(GTK_WIDGET(card), GTK_WIDGET(panel), &place));
  return place;
}

static gboolean
stand_below(VitrineWatchPanel *panel, const char *a, const char *b)
{
  graphene_rect_t above = place_of(panel, a), below = place_of(panel, b);

  return below.origin.y >= above.origin.y + above.size.height &&
         below.origin.x == above.origin.x;
}

static gboolean
stand_beside(VitrineWatchPanel *panel, const char *a, const char *b)
{
  graphene_rect_t left = place_of(panel, a), right = place_of(panel, b);

  return right.origin.x >= left.origin.x + left.size.width &&
         right.origin.y == left.origin.y && right.size.height == left.size.height;
}

/* One column as narrow as the panel is made; two where there is room for two. */
static void
test_columns(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);

  set_plots(panel, "msd rdf hops");
  gtk_window_present(GTK_WINDOW(window));
  WAIT(gtk_widget_get_mapped(GTK_WIDGET(panel)) && stand_below(panel, "msd", "rdf") &&
       stand_below(panel, "rdf", "hops"));
  gtk_window_destroy(GTK_WINDOW(window));

  window = show_panel(&panel);
  set_plots(panel, "msd rdf hops");
  gtk_window_set_default_size(GTK_WINDOW(window), 680, 700);
  gtk_window_present(GTK_WINDOW(window));
  WAIT(gtk_widget_get_mapped(GTK_WIDGET(panel)) && stand_beside(panel, "msd", "rdf") &&
       stand_below(panel, "msd", "hops"));
  gtk_window_destroy(GTK_WINDOW(window));
}

static char *
list_of(VitrineWatchPanel *panel, const char *property)
{
  g_auto(GStrv) list = NULL;

  g_object_get(panel, property, &list, NULL);
  return g_strjoinv("; ", list);
}

static GtkWidget *
find_large(void)
{
  g_autoptr(GList) windows = gtk_window_list_toplevels();

  for (GList *l = windows; l; l = l->next)
    if (VITRINE_IS_PLOT_WINDOW(l->data))
      return l->data;
  return NULL;
}

/* A window that was open when the program ended opens again; what is chosen in it about
 * the axes holds in the card, and is told; closed by a person it is forgotten. */
static void
test_remembered(void)
{
  VitrineWatchPanel *panel;
  GtkWidget *window = show_panel(&panel);
  g_autoptr(VitrineSession) session = ui_test_session();
  gboolean log_y;

  set_plots(panel, "rdf");
  g_object_set(panel, "large", (const char *const[]){"rdf", "no-such-plot", NULL},
               "scales", (const char *const[]){"rdf log-y", NULL}, NULL);
  gtk_window_present(GTK_WINDOW(window));
  vitrine_watch_panel_set_session(panel, session);
  WAIT(find_large());
  VitrinePlotWindow *large = VITRINE_PLOT_WINDOW(find_large());
  VitrinePlot *plot = vitrine_plot_window_get_plot(large);
  g_assert_cmpstr(vitrine_plot_get_chart(plot)->id, ==, "rdf");
  VitrinePlotCard *card = vitrine_watch_panel_get_card(panel, "rdf");
  g_object_get(vitrine_plot_card_get_plot(card), "log-y", &log_y, NULL);
  g_assert_true(log_y);
  g_object_set(plot, "scales", "linear-x", NULL);
  g_autofree char *scales = list_of(panel, "scales");
  g_assert_cmpstr(scales, ==, "rdf linear-x");
  g_object_get(vitrine_plot_card_get_plot(card), "log-y", &log_y, NULL);
  g_assert_false(log_y);
  gtk_window_close(GTK_WINDOW(large));
  WAIT(!find_large());
  g_autofree char *left = list_of(panel, "large");
  g_assert_cmpstr(left, ==, "no-such-plot");
  g_signal_emit_by_name(card, "enlarge", FALSE);
  WAIT(find_large());
  g_autofree char *again = list_of(panel, "large");
  g_assert_cmpstr(again, ==, "no-such-plot; rdf");
  gtk_window_destroy(GTK_WINDOW(find_large()));
  gtk_window_destroy(GTK_WINDOW(window));
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/watch-panel/cards are added, moved and removed", test_cards);
  g_test_add_func("/watch-panel/an empty card says what it waits for", test_waiting);
  g_test_add_func("/watch-panel/the picker searches and toggles", test_picker);
  g_test_add_func("/watch-panel/only what is shown is computed", test_session);
  g_test_add_func("/watch-panel/what is measured on request has a button", test_measure);
  g_test_add_func("/watch-panel/a chart is shown large, with its numbers", test_large);
  g_test_add_func("/watch-panel/axes and large plots are remembered", test_remembered);
  g_test_add_func("/watch-panel/cards stand in columns where there is room",
                  test_columns);
  return g_test_run();
}
