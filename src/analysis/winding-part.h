// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What of a periodic field runs on for ever at a level: every connected part (26
 * neighbours) that meets its own image in another cell. Each part is flooded with the
 * lattice offset of its nodes; two ways to a node that disagree by a lattice vector wind
 * through the cell (as in merge-tree.h, at one level). Eleven bytes per node while it
 * works. Pure function; any thread. */
#pragma once

#include "model/field.h"

/* The field with all other nodes lowered just below level, so that its surface at level
 * is that of the parts that run on; NULL when none does. Owner: caller. */
Field *winding_part(const Field *field, double level);
