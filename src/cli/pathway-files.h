// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What pathways leave in the folder of an analysis: the field as a cube file, its sites
 * and doorways, and the gates of hops. Main thread. */
#pragma once

#include "run/analyze-trajectory.h"

/* ID.cube (densities in bohr⁻³, clearances in bohr), ID-sites.csv and ID-doorways.csv of
 * every one of result's pathways; hop-gates.csv when a hop has a gate. */
gboolean pathway_files_write(const AnalysisResult *result, const char *folder,
                             GError **error);
