// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <adwaita.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/chart-actions.h"
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
done_cb(GObject *content, GAsyncResult *result, gpointer done)
{
  *(gboolean *)done = gdk_content_provider_write_mime_type_finish(
      GDK_CONTENT_PROVIDER(content), result, NULL);
}

/* What another program would get when a person pastes. */
static char *
pasted(GdkContentProvider *content, const char *mime)
{
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable();
  gboolean done = FALSE;

  gdk_content_provider_write_mime_type_async(content, mime, stream, G_PRIORITY_DEFAULT,
                                             NULL, done_cb, &done);
  WAIT(done);
  g_output_stream_write(stream, "", 1, NULL, NULL);
  g_output_stream_close(stream, NULL, NULL);
  return g_memory_output_stream_steal_data(G_MEMORY_OUTPUT_STREAM(stream));
}

static void
test_copies(void)
{
  g_autoptr(Chart) chart = make_chart("D = 1");
  g_autoptr(GdkContentProvider) picture = chart_actions_picture(chart);
  g_autoptr(GdkContentProvider) numbers = chart_actions_numbers(chart);
  g_autofree char *png = pasted(picture, "image/png");
  g_autofree char *svg = pasted(picture, "image/svg+xml");
  g_autofree char *csv = pasted(numbers, "text/csv");
  g_auto(GValue) table = G_VALUE_INIT;

  g_assert_cmpmem(png, 8, "\211PNG\r\n\032\n", 8);
  g_assert_nonnull(strstr(svg, "Mean square displacement"));
  g_assert_true(g_str_has_prefix(csv, "series,t (ps),MSD (Å²),error\nNa,0.1,0.6,"));
  g_value_init(&table, G_TYPE_STRING);
  g_assert_true(gdk_content_provider_get_value(numbers, &table, NULL));
  g_assert_true(g_str_has_prefix(g_value_get_string(&table), "series\tt (ps)\tMSD (Å²)"));
}

/* The index of D_jump is lowered, not spelled. */
static void
test_badge_has_indices(void)
{
  VitrinePlotCard *card;
  GtkWidget *window = show_card(&card);
  g_autoptr(Chart) chart = make_chart("D = 1");

  chart_take_verdict(chart, VERDICT_GOOD, g_strdup("D_jump/D = 0.98"));
  vitrine_plot_card_set_chart(card, chart);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(card), "Djump/D = 0.98"));
  gtk_window_destroy(GTK_WINDOW(window));
}

static void
test_scales(void)
{
  VitrinePlotCard *card;
  GtkWidget *window = show_card(&card);
  VitrinePlot *plot = vitrine_plot_card_get_plot(card);
  g_autoptr(Chart) chart = make_chart("D = 1");
  g_autofree char *scales = NULL;
  gboolean log_x, can_log_y;

  vitrine_plot_card_set_chart(card, chart);
  g_object_get(plot, "scales", &scales, "log-x", &log_x, "can-log-y", &can_log_y, NULL);
  g_assert_cmpstr(scales, ==, "");
  g_assert_true(log_x && can_log_y);
  gtk_widget_activate_action(GTK_WIDGET(card), "chart.log-x", NULL);
  g_clear_pointer(&scales, g_free);
  g_object_get(plot, "scales", &scales, "log-x", &log_x, NULL);
  g_assert_cmpstr(scales, ==, "linear-x");
  g_assert_false(log_x);
  g_object_set(plot, "scales", "log-y nonsense", NULL);
  g_object_get(plot, "log-x", &log_x, NULL);
  g_assert_true(log_x);
  gtk_window_destroy(GTK_WINDOW(window));
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
  g_test_add_func("/plot-card/is copied as picture and as numbers", test_copies);
  g_test_add_func("/plot-card/the verdict has indices", test_badge_has_indices);
  g_test_add_func("/plot-card/axes are chosen and kept as words", test_scales);
  g_test_add_func("/plot-card/leaks nothing", test_no_leak);
  return g_test_run();
}
