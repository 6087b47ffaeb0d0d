// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* An ion with its cage: what a camera that follows it shows. Pure; any thread. */
#pragma once

#include "model/snapshot.h"
#include "render/atom-look.h"

#define FOLLOW_RADIUS 7.5 /* Å: cage and next shell, with the doors between */

/* base's marks (may be NULL) with all atoms hidden that are farther from atom than
 * FOLLOW_RADIUS, or half the smallest height of the cell. Values are not kept. Owner:
 * caller. */
AtomLook *follow_look(const Snapshot *snapshot, const AtomLook *base, guint atom);

/* The image of r inside the cell. corner (may be NULL) gets the fractional corner of the
 * cell that has this place in its middle. */
Vec3 follow_place(const Cell *cell, Vec3 r, Vec3 *corner);
