// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Atoms in the order of a k-d tree: always cut across the longest side, at a multiple of
 * sixteen, down to leaves of four. Neighbours in the order are neighbours in space. Any
 * thread; the team's owner if there is one. */
#pragma once

#include <glib.h>

#include "base/team.h"
#include "base/vec3.h"

/* position: n points folded into the cell, Å. order[s] becomes the atom at place s, the
 * same for any team; NULL: nobody helps. */
void cluster_order(const Vec3 *position, guint n, guint32 *order, Team *team);
