// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/file-folder.h"

void
file_folder_remember(GSettings *settings, GFile *file)
{
  g_autoptr(GFile) folder = g_file_get_parent(file);
  const char *path = folder ? g_file_peek_path(folder) : NULL;

  if (settings && path)
    g_settings_set_string(settings, "last-folder", path);
}

void
file_folder_start_in_last(GSettings *settings, GtkFileChooser *chooser)
{
  g_autofree char *path =
      settings ? g_settings_get_string(settings, "last-folder") : NULL;

  if (!path || !g_file_test(path, G_FILE_TEST_IS_DIR))
    return;
  g_autoptr(GFile) folder = g_file_new_for_path(path);
  gtk_file_chooser_set_current_folder(chooser, folder, NULL);
}
