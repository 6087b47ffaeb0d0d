// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A ray against everything that is drawn. With an index it looks only at what is near
 * the ray: microseconds for a million atoms; without one at everything. Any thread. */
#pragma once

#include "render/geometry.h"
#include "render/pick-grid.h"

/* What is where in a geometry. */
typedef struct PickIndex PickIndex;

PickIndex *pick_index_new(void);
void pick_index_free(PickIndex *index);
/* Some ten nanoseconds for each thing. Holds no reference: to be used with this geometry
 * until that is built anew. */
void pick_index_build(PickIndex *index, const Geometry *geometry);

/* The nearest thing that the ray meets; a few pixels beside thin ones count when it meets
 * nothing. index: of geometry, or NULL. */
RenderHit pick_geometry(const Geometry *geometry, const PickIndex *index,
                        const Cell *cell, const RenderStyle *style, const PickRay *ray);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PickIndex, pick_index_free)
