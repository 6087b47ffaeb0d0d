// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What every chart of the catalogue shows, in a sentence, its formula and where that
 * comes from, for the picker and the large view. Static; any thread. */
#pragma once

#include <glib.h>

typedef struct {
  const char *id;      /* chart id */
  const char *what;    /* a sentence or two; to be translated */
  const char *formula; /* plain text with indices as plot_markup takes them, or NULL */
  const char *source;  /* first publication, or NULL */
} ChartAbout;

/* NULL when nothing is known of such a chart. */
const ChartAbout *chart_about_find(const char *id);
/* "Counted in every frame", "Made beside the run …": what the chart costs a live run, and
 * how often it is made anew. Translated. Owner: caller; NULL for an unknown chart. */
char *chart_about_cost(const char *id);
