// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Makes continuous paths of the positions that a file holds.
 *
 * Wrapped positions: r_u(k) = r_u(k−1) + the shortest image of r_w(k) − r_w(k−1) in the
 * new cell (von Bülow, Bullerjahn, Hummer, J. Chem. Phys. 153, 021101 (2020),
 * doi:10.1063/5.0008316, eq. 12). With image flags n the lattice shift is known:
 * r_u(k) = r_u(k−1) + r_w(k) − r_w(k−1) + [n(k) − n(k−1)]·cell(k), exact in a changing
 * cell, too. Positions that are paths already stay as they are. One per trajectory. */
#pragma once

#include <glib.h>

#include "io/frame-draft.h"
#include "model/frame.h"

typedef struct PathUnwrap PathUnwrap;

PathUnwrap *path_unwrap_new(void);
void path_unwrap_free(PathUnwrap *unwrap);

/* Replaces frame's positions (as read, of draft) by unwrapped ones. All frames have the
 * same number of atoms. Returns the atom whose jump is too long to be sure of (more than
 * 0.45 of the cell), or -1. */
int path_unwrap_apply(PathUnwrap *unwrap, const FrameDraft *draft, Frame *frame);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PathUnwrap, path_unwrap_free)
