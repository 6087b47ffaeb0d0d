// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A ray against everything that is drawn. Linear in the number of things: a few hundred
 * microseconds for 3,000 atoms with their bonds. Any thread. */
#pragma once

#include "render/geometry.h"

typedef struct {
  Vec3 origin, direction; /* unit */
  double pixel;           /* Å, at unit distance, or everywhere (orthographic) */
  gboolean orthographic;
} PickRay;

/* The nearest thing that the ray meets; a few pixels beside thin ones count when it meets
 * nothing. */
RenderHit pick_geometry(const Geometry *geometry, const Cell *cell,
                        const RenderStyle *style, const PickRay *ray);
