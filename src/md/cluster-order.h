// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Atoms in the order of a k-d tree: always cut across the longest side, at a multiple of
 * sixteen, down to leaves of four. Neighbours in the order are neighbours in space. Any
 * thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

/* position: n points folded into the cell, Å. order[s] becomes the atom at place s. */
void cluster_order(const Vec3 *position, guint n, guint32 *order);
