// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pictures and movies of the main window: shows the dialog for them, tells what became of
 * it, and hands a movie of the run to the record bar. Main thread. */
#pragma once

#include "app/vitrine-export-dialog.h"
#include "app/vitrine-window.h"

/* The dialog, or NULL when there is nothing to save, which is told. */
VitrineExportDialog *window_export_show(VitrineWindow *window, gboolean movie);
/* What the record bar's signal "ended" says. */
void window_export_ended(VitrineWindow *window, const char *path, const char *reason);
