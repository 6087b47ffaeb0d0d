// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How much room there is: at every node the distance to the nearest framework surface,
 * min_j(|x − r_j| − R_j) over all images, Å; the largest sphere that fits there. Inside
 * atoms it is negative. Exact in every cell. Pure function; any thread. */
#pragma once

#include "model/field.h"
#include "model/frame.h"

/* Spheres with centres and radii in Å; n ≥ 1. step: spacing of the nodes, Å. Node (0, 0,
 * 0) lies at the cell's origin. Owner: caller. */
Field *clearance_field_new(const Cell *cell, const Vec3 *centre, const double *radius,
                           guint n, double step);

/* The same of the frame's atoms that are not mobile, with the ionic radii of the element
 * table (Shannon: O 1.35, S 1.84, Si 0.26 …); species that are left out by type as well
 * when type ≥ 0. NULL when no atom is left. */
Field *clearance_field_of_framework(const Frame *frame, int type, double step);
