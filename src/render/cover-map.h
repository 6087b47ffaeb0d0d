// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What need not be drawn since it lies outside of the picture or wholly behind atoms: for
 * each small square of the picture the distance from which on nothing is seen any more,
 * because one atom covers all of it. What is left out would not have changed a pixel.
 * Plain CPU work without GL; a map belongs to one thread. */
#pragma once

#include "render/draw-view.h"

typedef struct CoverMap CoverMap;

CoverMap *cover_map_new(void);
void cover_map_free(CoverMap *map);

/* Says in view that the map is there to be asked, unless little would come of it: in
 * pictures of several copies, of few or small atoms, or in full detail. */
void cover_map_draw(CoverMap *map, DrawView *view, const Geometry *geometry);

/* World coordinates, Å. FALSE when in doubt. */
gboolean cover_map_hides_ball(const CoverMap *map, const float centre[3], float radius);
gboolean cover_map_hides_rod(const CoverMap *map, const float a[3], const float b[3],
                             float radius);
