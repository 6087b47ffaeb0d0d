// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pathways for a picture, outside of a run: found in a trajectory or in one frame, and
 * their surfaces at another level. Any thread. */
#pragma once

#include "io/structure-file.h"
#include "model/pathways.h"
#include "run/analyze-trajectory.h"

/* Level that is found by itself: most of the ions, or the bottleneck. */
#define PATHWAY_LEVEL_OWN NAN
/* The highest at which it runs on through the glass. */
#define PATHWAY_LEVEL_THROUGH INFINITY

/* Density of the most numerous mobile ions from the beginning of the reader to a time
 * (ps; NAN: its end), with the surfaces of a level. Errors: those of analyze_trajectory.
 * Owner: caller. */
Pathways *pathway_finder_density(TrajectoryReader *reader, double to, double level,
                                 AnalysisProgress progress, gpointer data,
                                 GError **error);
/* Room in the framework of one frame, with the surfaces of a level (Å). About 0.2 s at
 * 3,000 atoms. NULL with error where there is no framework. Owner: caller. */
Pathways *pathway_finder_room(const Frame *frame, double level, GError **error);
/* The same pathways with the surfaces of a level (Å⁻³, or Å of a clearance): what runs on
 * through the glass as MESH_CHANNEL, the rest as before. Some tens of ms at 3,000 atoms.
 * Owner: caller. */
Pathways *pathway_finder_at(const Pathways *pathways, double level);
