// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Random sequential placing of atoms and of rigid groups into a periodic cube, so that no
 * two of different groups come nearer than a fraction of their contact distance: the sum
 * of the ionic radii, 2.4 Å at least for two cations. The fraction begins at 1 and is
 * lowered gently until all fit. Same seed, same structure. One thread at a time. */
#pragma once

#include "model/frame.h"

typedef struct Packing Packing;

/* Into frame, whose cell is a cube and whose atoms have their types; frame must outlive
 * the packing. Owner: caller. */
Packing *packing_new(Frame *frame, guint64 seed);
void packing_free(Packing *packing);

/* Places the atoms first … first + n − 1: shape[k] (Å) is where each stands relative to
 * the middle of the group, which gets a random place and, when n > 1, a random
 * orientation. Groups are unwrapped. FALSE when they would have to come closer than least
 * (0 … 1) of the contact distances. */
gboolean packing_place(Packing *packing, guint first, const Vec3 *shape, guint n,
                       double least);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Packing, packing_free)
