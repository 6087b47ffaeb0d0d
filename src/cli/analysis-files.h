// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What an analysis leaves in a folder: per quantity QUANTITY.csv and QUANTITY.svg, the
 * lists of hops (hops.csv, iondiff-hops.csv, iondiff-plus-hops.csv; the distribution of
 * lengths of the first is hop-lengths.csv) and of rings that closed or opened
 * (ring-events.csv), what pathway-files.h adds, and summary.json. Main thread. */
#pragma once

#include <json-glib/json-glib.h>

#include "run/analyze-trajectory.h"

/* The summary as JSON: an object per quantity with its scalars, keys in the field's words
 * with their units; scalars that belong to a species or pair are objects by its name.
 * What is not known is null, with a note. Owner: caller. */
JsonBuilder *analysis_summary(const AnalysisResult *result, const char *input);

/* Makes the folder and everything in it; what is there by the same names is replaced. */
gboolean analysis_files_write(const AnalysisResult *result, const char *input,
                              const char *folder, GError **error);
