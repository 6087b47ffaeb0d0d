// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "Save picture…" and "Save movie…": one dialog with two pages. Shows what is seen when
 * it opens (a shot), drawn small with all that the choice says, and makes the file beside
 * the main loop while it shows how far it is; what goes wrong is said in the dialog.
 * Choices are kept in the settings. A movie of the run from now on is not made here:
 * signal "record" (ExportOrder *) asks the host to begin it. Signal "saved" (path) comes
 * when a file is complete. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/export-work.h"

#define VITRINE_TYPE_EXPORT_DIALOG (vitrine_export_dialog_get_type())
G_DECLARE_FINAL_TYPE(VitrineExportDialog, vitrine_export_dialog, VITRINE, EXPORT_DIALOG,
                     AdwWindow)

/* shot is copied; settings may be NULL. */
VitrineExportDialog *vitrine_export_dialog_new(GtkWindow *parent, const GlassShot *shot,
                                               GSettings *settings);
/* The file that is played, and ps between its frames (NAN: as it says): it can be filmed.
 */
void vitrine_export_dialog_set_trajectory(VitrineExportDialog *self, const char *path,
                                          double interval);
void vitrine_export_dialog_show_movie(VitrineExportDialog *self);

/* What the dialog says now would be made. */
ExportKind vitrine_export_dialog_get_kind(VitrineExportDialog *self);
/* Why it cannot be, or NULL. */
const char *vitrine_export_dialog_get_reason(VitrineExportDialog *self);
/* What happens when a file has been chosen; path gets the suffix that it needs. */
void vitrine_export_dialog_save_as(VitrineExportDialog *self, const char *path);
gboolean vitrine_export_dialog_is_busy(VitrineExportDialog *self);
