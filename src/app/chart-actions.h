// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a person does with the chart of a plot, as actions of the widget around it:
 *
 *   chart.log-x, chart.log-y  toggles, disabled where logarithms would show nothing
 *   chart.save-as (suffix)    svg, pdf, png or csv, asking where
 *   chart.copy-picture        to the clipboard, as PNG and SVG
 *   chart.copy-numbers        to the clipboard, as a table with units and errors
 *   chart.choose-hops         how hops are found (win.hop-choices); disabled where the
 *                             chart has nothing of them
 *
 * Main thread. */
#pragma once

#include "app/vitrine-plot.h"

/* plot must live as long as widget: it is one of its children. */
void chart_actions_add(GtkWidget *widget, VitrinePlot *plot);

/* Tells the actions of widget which chart the plot shows now. */
void chart_actions_concern(GtkWidget *widget, const char *id);

/* A picture of chart for the clipboard: PNG at twice the size, and SVG; what is pasted
 * into chooses. Owner: caller. */
GdkContentProvider *chart_actions_picture(const Chart *chart);
/* Its numbers: tab-separated text, and CSV. Owner: caller. */
GdkContentProvider *chart_actions_numbers(const Chart *chart);
