// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pictures and movies from the window: the dialog for both, and filming the run. */
#include <adwaita.h>
#include <cairo.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/app-settings.h"
#include "app/export-choice.h"
#include "app/vitrine-window.h"
#include "app/window-export.h"
#include "io/movie-file.h"
#include "ui-test.h"

typedef struct {
  VitrineWindow *window;
  VitrineExportDialog *dialog;
  char *folder;
  char *saved; /* what the signal said */
} Desk;

static void
saved_cb(Desk *desk, const char *path)
{
  g_free(desk->saved);
  desk->saved = g_strdup(path);
}

static void
desk_init(Desk *desk, gboolean movie)
{
  g_autoptr(Scene) scene = ui_test_scene();
  g_auto(GlassShot) shot = {0};
  VitrineSession *session;

  *desk = (Desk){.window = vitrine_window_new(NULL, NULL),
                 .folder = g_dir_make_tmp("vitrine-XXXXXX", NULL)};
  gtk_window_set_default_size(GTK_WINDOW(desk->window), 1024, 700);
  gtk_window_present(GTK_WINDOW(desk->window));
  session = vitrine_window_get_session(desk->window);
  g_assert_true(vitrine_session_open(session, scene, NULL));
  ui_test_pause(session);
  WAIT(vitrine_glass_view_take_shot(vitrine_window_get_glass_view(desk->window), &shot));
  desk->dialog = window_export_show(desk->window, movie);
  g_assert_nonnull(desk->dialog);
  g_signal_connect_swapped(desk->dialog, "saved", G_CALLBACK(saved_cb), desk);
  g_object_add_weak_pointer(G_OBJECT(desk->dialog), (gpointer *)&desk->dialog);
}

static void
desk_clear(Desk *desk)
{
  if (desk->dialog)
    gtk_window_destroy(GTK_WINDOW(desk->dialog));
  WAIT(desk->dialog == NULL);
  g_object_add_weak_pointer(G_OBJECT(desk->window), (gpointer *)&desk->window);
  gtk_window_destroy(GTK_WINDOW(desk->window));
  WAIT(desk->window == NULL);
  if (desk->saved)
    g_unlink(desk->saved);
  g_assert_cmpint(g_rmdir(desk->folder), ==, 0);
  g_free(desk->folder);
  g_free(desk->saved);
}

static void
set_number(Desk *desk, const char *label, double value)
{
  GtkWidget *spin = ui_test_find(GTK_WIDGET(desk->dialog), GTK_TYPE_SPIN_BUTTON, label);

  g_assert_nonnull(spin);
  gtk_spin_button_set_value(GTK_SPIN_BUTTON(spin), value);
}

static void
set_size(Desk *desk, int width, int height)
{
  set_number(desk, "Width in pixels", width);
  set_number(desk, "Height in pixels", height);
}

static void
save(Desk *desk, const char *name)
{
  g_autofree char *path = g_build_filename(desk->folder, name, NULL);

  vitrine_export_dialog_save_as(desk->dialog, path);
}

static void
test_picture(void)
{
  Desk desk;

  desk_init(&desk, FALSE);
  g_assert_cmpint(vitrine_export_dialog_get_kind(desk.dialog), ==, EXPORT_PICTURE);
  set_size(&desk, 640, 360);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "54 × 30 mm"));
  WAIT(ui_test_find(GTK_WIDGET(desk.dialog), GTK_TYPE_PICTURE, NULL) &&
       gtk_picture_get_paintable(
           GTK_PICTURE(ui_test_find(GTK_WIDGET(desk.dialog), GTK_TYPE_PICTURE, NULL))));
  save(&desk, "glass");
  WAIT(desk.saved);
  /* at once: it goes away by itself */
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.window), "Saved glass.png"));
  g_assert_true(g_str_has_suffix(desk.saved, "/glass.png"));
  WAIT(desk.dialog == NULL);
  cairo_surface_t *surface = cairo_image_surface_create_from_png(desk.saved);
  g_assert_cmpint(cairo_image_surface_get_width(surface), ==, 640);
  g_assert_cmpint(cairo_image_surface_get_height(surface), ==, 360);
  cairo_surface_destroy(surface);
  desk_clear(&desk);
}

static void
test_impossible_sizes(void)
{
  Desk desk;

  desk_init(&desk, FALSE);
  set_size(&desk, 60000, 60000);
  g_assert_nonnull(
      strstr(vitrine_export_dialog_get_reason(desk.dialog), "60000 × 60000"));
  save(&desk, "never.png");
  g_assert_false(vitrine_export_dialog_is_busy(desk.dialog));
  set_size(&desk, 7680, 4320);
  g_assert_null(vitrine_export_dialog_get_reason(desk.dialog));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "33 megapixels"));
  desk_clear(&desk);
}

static void
test_unwritable_place(void)
{
  Desk desk;

  desk_init(&desk, FALSE);
  set_size(&desk, 64, 64);
  vitrine_export_dialog_save_as(desk.dialog, "/nowhere/glass.png");
  WAIT(!vitrine_export_dialog_is_busy(desk.dialog));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "/nowhere/glass.png"));
  desk_clear(&desk);
}

static gboolean
has_encoder(Desk *desk)
{
  g_autoptr(GError) error = NULL;

  if (movie_is_possible("x.webm", &error))
    return TRUE;
  g_assert_nonnull(strstr(vitrine_export_dialog_get_reason(desk->dialog), "Install"));
  g_test_skip(error->message);
  return FALSE;
}

static void
test_no_encoder(void)
{
  g_autofree char *path = g_strdup(g_getenv("PATH"));
  Desk desk;

  desk_init(&desk, FALSE);
  g_setenv("PATH", "/nowhere", TRUE);
  vitrine_export_dialog_show_movie(desk.dialog);
  g_assert_nonnull(
      strstr(vitrine_export_dialog_get_reason(desk.dialog), "gstreamer1.0-plugins-good"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "gstreamer1.0"));
  save(&desk, "never");
  g_assert_false(vitrine_export_dialog_is_busy(desk.dialog));
  g_setenv("PATH", path, TRUE);
  desk_clear(&desk);
}

static void
choose(Desk *desk, guint row)
{
  GtkWidget *kind = ui_test_find(GTK_WIDGET(desk->dialog), ADW_TYPE_COMBO_ROW, NULL);

  adw_combo_row_set_selected(ADW_COMBO_ROW(kind), row);
}

static VitrineExportDialog *
open_again(Desk *desk, GSettings *settings)
{
  g_auto(GlassShot) shot = {0};

  g_assert_true(
      vitrine_glass_view_take_shot(vitrine_window_get_glass_view(desk->window), &shot));
  gtk_window_destroy(GTK_WINDOW(desk->dialog));
  WAIT(desk->dialog == NULL);
  desk->dialog = vitrine_export_dialog_new(GTK_WINDOW(desk->window), &shot, settings);
  g_object_add_weak_pointer(G_OBJECT(desk->dialog), (gpointer *)&desk->dialog);
  gtk_window_present(GTK_WINDOW(desk->dialog));
  return desk->dialog;
}

/* Pictures and movies have sizes of their own. */
static void
test_choices_are_remembered(void)
{
  g_autofree char *folder = g_test_build_filename(G_TEST_BUILT, "..", "data", NULL);
  Desk desk;

  g_setenv("VITRINE_SCHEMA_DIR", folder, TRUE);
  g_autoptr(GSettings) settings = app_settings_new();
  g_assert_nonnull(settings);
  desk_init(&desk, FALSE);
  open_again(&desk, settings);
  set_size(&desk, 4000, 4000);
  set_number(&desk, "Pixels per inch in print", 600);
  vitrine_export_dialog_show_movie(desk.dialog);
  set_size(&desk, 1280, 720);
  open_again(&desk, settings);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "169 × 169 mm"));
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "Square · 4000 × 4000"));
  vitrine_export_dialog_show_movie(desk.dialog);
  g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "HD · 1280 × 720"));
  desk_clear(&desk);
}

static void
test_turntable(void)
{
  g_autofree char *data = NULL;
  gsize size;
  Desk desk;

  desk_init(&desk, TRUE);
  if (has_encoder(&desk)) {
    g_assert_cmpint(vitrine_export_dialog_get_kind(desk.dialog), ==, EXPORT_TURNTABLE);
    set_size(&desk, 97, 65);
    set_number(&desk, "Length of the movie in seconds", 0.5);
    set_number(&desk, "Pictures per second", 8);
    g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.dialog), "4 pictures"));
    save(&desk, "turn");
    WAIT(desk.saved);
    g_assert_true(g_str_has_suffix(desk.saved, "/turn.webm"));
    g_assert_true(g_file_get_contents(desk.saved, &data, &size, NULL));
    g_assert_cmpmem(data, 4, "\x1a\x45\xdf\xa3", 4);
  }
  desk_clear(&desk);
}

/* The first cancels the work, the second would close the dialog. */
static void
test_cancel(void)
{
  Desk desk;

  desk_init(&desk, TRUE);
  if (has_encoder(&desk)) {
    set_size(&desk, 640, 480);
    set_number(&desk, "Length of the movie in seconds", 600.0);
    save(&desk, "long");
    g_assert_true(vitrine_export_dialog_is_busy(desk.dialog));
    gtk_widget_activate_action(GTK_WIDGET(desk.dialog), "export.cancel", NULL);
    WAIT(!vitrine_export_dialog_is_busy(desk.dialog));
    g_assert_null(desk.saved);
  }
  desk_clear(&desk);
}

static void
test_no_trajectory(void)
{
  Desk desk;

  desk_init(&desk, TRUE);
  if (has_encoder(&desk)) {
    choose(&desk, 2);
    g_assert_nonnull(
        strstr(vitrine_export_dialog_get_reason(desk.dialog), "No trajectory"));
  }
  desk_clear(&desk);
}

static void
test_recording(void)
{
  Desk desk;

  desk_init(&desk, TRUE);
  if (has_encoder(&desk)) {
    VitrineRecordBar *bar = vitrine_window_get_record_bar(desk.window);
    choose(&desk, 1);
    set_size(&desk, 96, 64);
    set_number(&desk, "Length of the movie in seconds", 0.0);
    save(&desk, "run");
    WAIT(desk.dialog == NULL);
    g_assert_true(vitrine_record_bar_is_recording(bar));
    WAIT(ui_test_find_text(GTK_WIDGET(bar), "run.webm"));
    ui_test_let_pass(400);
    gtk_widget_activate_action(GTK_WIDGET(bar), "record.stop", NULL);
    WAIT(!vitrine_record_bar_is_recording(bar));
    g_assert_nonnull(ui_test_find_text(GTK_WIDGET(desk.window), "Saved run.webm"));
    desk.saved = g_build_filename(desk.folder, "run.webm", NULL);
    g_assert_true(g_file_test(desk.saved, G_FILE_TEST_IS_REGULAR));
  }
  desk_clear(&desk);
}

static void
test_discarded_recording(void)
{
  Desk desk;

  desk_init(&desk, TRUE);
  if (has_encoder(&desk)) {
    VitrineRecordBar *bar = vitrine_window_get_record_bar(desk.window);
    choose(&desk, 1);
    set_size(&desk, 96, 64);
    save(&desk, "run");
    WAIT(desk.dialog == NULL);
    ui_test_let_pass(200);
    gtk_widget_activate_action(GTK_WIDGET(bar), "record.discard", NULL);
    WAIT(!vitrine_record_bar_is_recording(bar));
  }
  desk_clear(&desk);
}

int
main(int argc, char **argv)
{
  gtk_test_init(&argc, &argv, NULL);
  adw_init();
  g_test_add_func("/export/a picture of its own size is saved", test_picture);
  g_test_add_func("/export/impossible sizes are told", test_impossible_sizes);
  g_test_add_func("/export/a place that cannot be written is told",
                  test_unwritable_place);
  g_test_add_func("/export/choices are remembered", test_choices_are_remembered);
  g_test_add_func("/export/an encoder that is missing is told", test_no_encoder);
  g_test_add_func("/export/a turn is saved", test_turntable);
  g_test_add_func("/export/work is cancelled and leaves nothing", test_cancel);
  g_test_add_func("/export/a trajectory is needed to film one", test_no_trajectory);
  g_test_add_func("/export/the run is recorded until it is stopped", test_recording);
  g_test_add_func("/export/a discarded recording leaves nothing",
                  test_discarded_recording);
  return g_test_run();
}
