// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "Watch", the right side of the window: one card per chart of the run. The four known
 * ones stand there from the beginning and say that they wait; others are added below as
 * they come. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-plot-card.h"
#include "app/vitrine-session.h"

#define VITRINE_TYPE_WATCH_PANEL (vitrine_watch_panel_get_type())
G_DECLARE_FINAL_TYPE(VitrineWatchPanel, vitrine_watch_panel, VITRINE, WATCH_PANEL,
                     GtkWidget)

void vitrine_watch_panel_set_session(VitrineWatchPanel *self, VitrineSession *session);
/* Card of a chart id, or NULL. */
VitrinePlotCard *vitrine_watch_panel_get_card(VitrineWatchPanel *self, const char *id);
/* All charts that have data, as SVG, PDF, PNG and CSV in folder; *n_saved charts. */
gboolean vitrine_watch_panel_export(VitrineWatchPanel *self, const char *folder,
                                    guint *n_saved, GError **error);
