// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A ray against everything that is drawn: about a millisecond for a million atoms with
 * their bonds, at the first look as at any other. Any thread. */
#pragma once

#include "render/geometry.h"

/* The nearest thing that the ray meets; a few pixels beside thin ones count when it meets
 * nothing. What geometry has in no boxes is found as well, but slowly. cell: that of the
 * snapshot from which geometry was built. */
RenderHit pick_geometry(const Geometry *geometry, const Cell *cell,
                        const RenderStyle *style, const PickRay *ray);
