// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window-files.h"

#include <glib/gi18n.h>

#include "app/file-folder.h"
#include "io/scene-file.h"
#include "io/structure-file.h"

typedef void (*FileAction)(VitrineWindow *window, const char *path);

static void
response_cb(GtkNativeDialog *dialog, int response, FileAction action)
{
  GtkWindow *window = gtk_native_dialog_get_transient_for(dialog);
  g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
  g_autofree char *path = file ? g_file_get_path(file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path && VITRINE_IS_WINDOW(window)) {
    file_folder_remember(vitrine_window_get_settings(VITRINE_WINDOW(window)), file);
    action(VITRINE_WINDOW(window), path);
  }
  g_object_unref(dialog);
}

static GtkFileChooser *
show_dialog(VitrineWindow *window, const char *title, GtkFileChooserAction kind,
            FileAction action)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new(title, GTK_WINDOW(window), kind, NULL, NULL);
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  file_folder_start_in_last(vitrine_window_get_settings(window),
                            GTK_FILE_CHOOSER(dialog));
  g_signal_connect(dialog, "response", G_CALLBACK(response_cb), action);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
  return GTK_FILE_CHOOSER(dialog);
}

static void
add_filter(GtkFileChooser *chooser, const char *name, const char *const *patterns)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new();

  gtk_file_filter_set_name(filter, name);
  for (guint i = 0; patterns[i]; i++)
    gtk_file_filter_add_pattern(filter, patterns[i]);
  gtk_file_chooser_add_filter(chooser, filter);
}

static void
report_saved(VitrineWindow *window, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *text = g_strdup_printf(_("Saved %s"), name);
  vitrine_window_toast(window, text);
}

static void
save_structure(VitrineWindow *window, const char *path)
{
  g_autoptr(Scene) scene = vitrine_session_scene_now(vitrine_window_get_session(window));
  g_autoptr(GError) error = NULL;

  if (!scene)
    return;
  if (structure_write(path, scene->start, &error))
    report_saved(window, path);
  else
    vitrine_window_tell(window, _("The structure could not be saved"), error->message);
}

static void
save_scene(VitrineWindow *window, const char *path)
{
  g_autoptr(Scene) scene = vitrine_session_scene_now(vitrine_window_get_session(window));
  g_autofree char *name = g_str_has_suffix(path, ".scene")
                              ? g_strdup(path)
                              : g_strconcat(path, ".scene", NULL);
  g_autoptr(GError) error = NULL;

  if (!scene)
    return;
  vitrine_glass_view_fill_look(vitrine_window_get_glass_view(window), scene->start,
                               &scene->look);
  if (scene_save(scene, name, &error))
    report_saved(window, name);
  else
    vitrine_window_tell(window, _("The scene could not be saved"), error->message);
}

static void
export_plots(VitrineWindow *window, const char *folder)
{
  VitrineWatchPanel *panel = vitrine_window_get_watch_panel(window);
  g_autoptr(GError) error = NULL;
  guint n_saved;

  if (!vitrine_watch_panel_export(panel, folder, &n_saved, &error)) {
    vitrine_window_tell(window, _("The plots could not be exported"), error->message);
    return;
  }
  g_autofree char *text =
      g_strdup_printf(ngettext("Saved %u plot as SVG, PDF, PNG and CSV",
                               "Saved %u plots as SVG, PDF, PNG and CSV", n_saved),
                      n_saved);
  vitrine_window_toast(window, n_saved ? text : _("There is no plot with data yet"));
}

void
window_files_open(VitrineWindow *window)
{
  static const char *const known[] = {"*.scene",     "*.xyz",  "*.extxyz", "*.xyz.gz",
                                      "*.extxyz.gz", "*.data", "*.lmp",    "*.dump",
                                      "*.lammpstrj", "*.vasp", "POSCAR*",  "CONTCAR*",
                                      "XDATCAR*",    NULL};
  static const char *const any[] = {"*", NULL};
  GtkFileChooser *chooser =
      show_dialog(window, _("Open a structure or scene"), GTK_FILE_CHOOSER_ACTION_OPEN,
                  vitrine_window_open);

  add_filter(chooser, _("Structures and scenes"), known);
  add_filter(chooser, _("All files"), any);
}

void
window_files_save_structure(VitrineWindow *window)
{
  GtkFileChooser *chooser = show_dialog(window, _("Save the structure"),
                                        GTK_FILE_CHOOSER_ACTION_SAVE, save_structure);
  gtk_file_chooser_set_current_name(chooser, "glass.extxyz");
}

void
window_files_save_scene(VitrineWindow *window)
{
  GtkFileChooser *chooser =
      show_dialog(window, _("Save the scene"), GTK_FILE_CHOOSER_ACTION_SAVE, save_scene);
  gtk_file_chooser_set_current_name(chooser, "glass.scene");
}

void
window_files_export_plots(VitrineWindow *window)
{
  show_dialog(window, _("Folder for the plots"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
              export_plots);
}
