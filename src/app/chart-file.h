// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charts to files, in the size and style meant for print. Any one thread. */
#pragma once

#include "model/series.h"

/* Format by suffix: .svg .pdf .png .csv. Errors name the file. */
gboolean chart_file_save(const char *path, const Chart *chart, GError **error);
/* chart as <id>.svg, .pdf, .png and .csv in folder. */
gboolean chart_file_save_all(const char *folder, const Chart *chart, GError **error);
