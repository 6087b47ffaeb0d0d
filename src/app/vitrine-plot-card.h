// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One quantity as a card: title, value with error (greyed when it is a bound), verdict
 * badge, the plot with a pointer read-out, and a menu: large, numbers, move, remove, and
 * the actions of chart-actions.h. Its head can be dragged onto another card. Drawn
 * again only when its chart, its size or the pointer changed. Main thread.
 *
 * Signals: measure (begin: gboolean); enlarge (numbers: gboolean); remove; move (by: −1
 * up, 1 down); dropped (id of the card that was dropped on this one). */
#pragma once

#include <gtk/gtk.h>

#include "app/vitrine-plot.h"
#include "model/series.h"

#define VITRINE_TYPE_PLOT_CARD (vitrine_plot_card_get_type())
G_DECLARE_FINAL_TYPE(VitrinePlotCard, vitrine_plot_card, VITRINE, PLOT_CARD, GtkWidget)

GtkWidget *vitrine_plot_card_new(void);

/* Keeps a reference. */
void vitrine_plot_card_set_chart(VitrinePlotCard *self, Chart *chart);
Chart *vitrine_plot_card_get_chart(VitrinePlotCard *self);
VitrinePlot *vitrine_plot_card_get_plot(VitrinePlotCard *self);
/* A button that begins what the chart shows, or ends it while it is under way. */
typedef enum { PLOT_CARD_NO_BUTTON, PLOT_CARD_MEASURE, PLOT_CARD_STOP } PlotCardButton;

void vitrine_plot_card_set_button(VitrinePlotCard *self, PlotCardButton button);
/* How often the plot was drawn; for tests. */
guint vitrine_plot_card_get_draw_count(VitrinePlotCard *self);
