// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* "Watch", the right side of the window: one card per chart that is shown, in the order
 * that a person gave them; empty ones say what they wait for. A picker adds and removes
 * cards; each card's menu removes, moves and enlarges it. The session is told, so that
 * only what is shown is computed. Properties, all lists: plots and scales, see
 * plot-choice.h; large: ids of the charts that have a window of their own, which opens as
 * soon as there is a session. Property width, px: dragged by a handle at the left edge;
 * cards stand in as many columns as it has room for. Main thread. */
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
