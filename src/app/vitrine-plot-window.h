// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One chart of a session, large, in a window of its own: the figure, its numbers as
 * tables, and what they mean; its menu has the actions of chart-actions.h. Follows the
 * session as its card does. Main thread. */
#pragma once

#include <adwaita.h>

#include "app/vitrine-plot.h"
#include "app/vitrine-session.h"

#define VITRINE_TYPE_PLOT_WINDOW (vitrine_plot_window_get_type())
G_DECLARE_FINAL_TYPE(VitrinePlotWindow, vitrine_plot_window, VITRINE, PLOT_WINDOW,
                     AdwWindow)

/* chart is shown until the session has a newer one of its id; numbers: begins with the
 * tables. */
GtkWindow *vitrine_plot_window_new(GtkWindow *parent, VitrineSession *session,
                                   Chart *chart, gboolean numbers);
void vitrine_plot_window_show_page(VitrinePlotWindow *self, gboolean numbers);
VitrinePlot *vitrine_plot_window_get_plot(VitrinePlotWindow *self);
