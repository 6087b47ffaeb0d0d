// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>
#include <glib/gstdio.h>

#include "app/chart-file.h"
#include "app/vitrine-plot-card.h"
#include "ui-test.h"

static Chart *
make_chart(const char *value)
{
  Chart *chart = chart_new("msd", "Mean square displacement");
  chart_set_x_axis(chart, "t", "ps", AXIS_LOG);
  chart_set_y_axis(chart, "MSD", "Å²", AXIS_LOG);
  chart_take_value(chart, g_strdup(value));
  chart_take_verdict(chart, VERDICT_GOOD, g_strdup("diffusive"));
  Series *series = chart_add_series(chart, "Na", SERIES_LINE, 32, FALSE);
  for (guint i = 0; i < 32; i++) {
    series->x[i] = 0.1 * (i + 1);
    series->y[i] = 0.6 * (i + 1);
  }
  return chart;
}

static GtkWidget *
show_card(VitrinePlotCard **card)
{
  GtkWidget *window = gtk_window_new();
  *card = VITRINE_PLOT_CARD(vitrine_plot_card_new());
  gtk_window_set_default_size(GTK_WINDOW(window), 360, 240);
  gtk_window_set_child(GTK_WINDOW(window), GTK_WIDGET(*card));
  return window;
}

/* A window that comes up is drawn more than once: waits until it has its size. */
static guint
wait_until_quiet(VitrinePlotCard *card)
{
  guint drawn;
  do {
    drawn = vitrine_plot_card_get_draw_count(card);
    ui_test_let_pass(500);
  } while (vitrine_plot_card_get_draw_count(card) != drawn);
  return drawn;
}

static void
test_draws_when_changed(void)
{
  VitrinePlotCard *card;
  GtkWidget *window = show_card(&card);
  g_autoptr(Chart) first = make_chart("D = 1");
  g_autoptr(Chart) second = make_chart("D = 2");

  vitrine_plot_card_set_chart(card, first);
  gtk_window_present(GTK_WINDOW(window));
  WAIT(vitrine_plot_card_get_draw_count(card) > 0);
  guint drawn = wait_until_quiet(card);
  vitrine_plot_card_set_chart(card, first);
  ui_test_let_pass(300);
  g_assert_cmpuint(vitrine_plot_card_get_draw_count(card), ==, drawn);
  vitrine_plot_card_set_chart(card, second);
  WAIT(vitrine_plot_card_get_draw_count(card) > drawn);
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_labels(void)
{
  VitrinePlotCard *card;
  GtkWidget *window = show_card(&card);
  g_autoptr(Chart) chart = make_chart("D(Na) = 1.84 ± 0.09 × 10⁻⁵ cm²/s");
  g_autoptr(Chart) empty = chart_new("msd", "Mean square displacement");

  vitrine_plot_card_set_chart(card, chart);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(card), "Mean square displacement"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(card), "1.84 ± 0.09"));
  GtkLabel *badge = ui_test_find_text(GTK_WIDGET(card), "diffusive");
  g_assert_nonnull(badge);
  g_assert_true(gtk_widget_has_css_class(GTK_WIDGET(badge), "good"));
  chart_take_verdict(empty, VERDICT_WAIT, g_strdup("diffusive later"));
  vitrine_plot_card_set_chart(card, empty);
  g_assert_null(ui_test_find_text(GTK_WIDGET(card), "diffusive"));
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_files(void)
{
  static const char *const suffixes[] = {"svg", "pdf", "png", "csv"};
  g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", NULL);
  g_autoptr(Chart) chart = make_chart("D = 1");
  g_autoptr(GError) error = NULL;

  g_assert_true(chart_file_save_all(folder, chart, &error));
  g_assert_no_error(error);
  for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++) {
    g_autofree char *name = g_strdup_printf("msd.%s", suffixes[i]);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_assert_true(g_file_test(path, G_FILE_TEST_IS_REGULAR));
    g_remove(path);
  }
  g_rmdir(folder);
  g_assert_false(chart_file_save_all(folder, chart, &error));
  g_assert_nonnull(error);
}

static void
test_no_leak(void)
{
  VitrinePlotCard *card = g_object_ref_sink(VITRINE_PLOT_CARD(vitrine_plot_card_new()));
  g_autoptr(Chart) chart = make_chart("D = 1");

  vitrine_plot_card_set_chart(card, chart);
  g_assert_finalize_object(card);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/plot-card/draws only when its chart changed",
                  test_draws_when_changed);
  g_test_add_func("/plot-card/says title, value and verdict", test_labels);
  g_test_add_func("/plot-card/saves in every format", test_files);
  g_test_add_func("/plot-card/leaks nothing", test_no_leak);
  return g_test_run();
}
