// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A chart as tables: its results (scalars with error, unit and the reason why one is
 * missing), and below every point of every curve. Follows a chart that is replaced
 * without losing the place one looks at. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "model/series.h"

#define VITRINE_TYPE_CHART_NUMBERS (vitrine_chart_numbers_get_type())
G_DECLARE_FINAL_TYPE(VitrineChartNumbers, vitrine_chart_numbers, VITRINE, CHART_NUMBERS,
                     GtkWidget)

/* Keeps a reference. */
void vitrine_chart_numbers_set_chart(VitrineChartNumbers *self, Chart *chart);
/* What Ctrl+C takes: a tab-separated table of the selected points, or of all of them.
 * Owner: caller. */
char *vitrine_chart_numbers_copy_text(VitrineChartNumbers *self);
