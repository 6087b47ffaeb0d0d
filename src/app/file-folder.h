// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The folder that file dialogs open first: the one used last. settings may be NULL. Main
 * thread. */
#pragma once

#include <gtk/gtk.h>

void file_folder_remember(GSettings *settings, GFile *file);
void file_folder_start_in_last(GSettings *settings, GtkFileChooser *chooser);
