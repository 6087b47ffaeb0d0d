// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a chart shows, in words: title, explanation, formula, source and cost
 * (chart-about.h). Texts can be selected. Main thread. */
#pragma once

#include <gtk/gtk.h>

#define VITRINE_TYPE_CHART_ABOUT (vitrine_chart_about_get_type())
G_DECLARE_FINAL_TYPE(VitrineChartAbout, vitrine_chart_about, VITRINE, CHART_ABOUT,
                     GtkWidget)

/* Of the chart with this id; a chart without a text shows its title alone. */
void vitrine_chart_about_show(VitrineChartAbout *self, const char *id);
