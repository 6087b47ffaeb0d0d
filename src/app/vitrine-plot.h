// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A chart on the screen: plot_draw in a drawing area, in the theme's colours, with a
 * cross-hair under the pointer. Properties log-x and log-y: a person's choice instead of
 * the chart's own scale; can-log-x and can-log-y (read only): whether there is one;
 * scales: the choices as a text that can be kept, "" when there are none, else words out
 * of "log-x", "linear-x", "log-y", "linear-y". Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/series.h"

#define VITRINE_TYPE_PLOT (vitrine_plot_get_type())
G_DECLARE_FINAL_TYPE(VitrinePlot, vitrine_plot, VITRINE, PLOT, GtkWidget)

/* Keeps a reference; NULL: nothing is drawn. */
void vitrine_plot_set_chart(VitrinePlot *self, Chart *chart);
Chart *vitrine_plot_get_chart(VitrinePlot *self);
/* With titles beside the axes and a head, where there is room for them. */
void vitrine_plot_set_figure(VitrinePlot *self, gboolean figure);
void vitrine_plot_set_legend(VitrinePlot *self, gboolean legend);
guint vitrine_plot_get_draw_count(VitrinePlot *self);
