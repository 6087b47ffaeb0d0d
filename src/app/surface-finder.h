// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Surfaces of pathways at a level that a person chose: made on a worker from the field
 * that the run has found, one at a time. Until newer ones are there the last ones are
 * shown, so that a slider never waits. Main thread. */
#pragma once

#include "model/pathways.h"

typedef struct SurfaceFinder SurfaceFinder;

/* found is called with data when there are newer surfaces. */
SurfaceFinder *surface_finder_new(GSourceOnceFunc found, gpointer data);
/* What is still being made ends by itself. */
void surface_finder_free(SurfaceFinder *finder);

/* Of the surfaces wanted, Å⁻³ or Å; NAN: as they come. */
void surface_finder_set_level(SurfaceFinder *finder, double level);
/* What to show for the pathways that the run has found (NULL: none), as far as it is
 * known; begins what is not. What was made is forgotten where there is none: what comes
 * next may be of another glass. Owner: caller. */
Pathways *surface_finder_look(SurfaceFinder *finder, const Pathways *found);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(SurfaceFinder, surface_finder_free)
