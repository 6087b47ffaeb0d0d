// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The two cages of a hop and the way between them, by the core-set rule: the ion leaves
 * the core of A with its last frame there before it enters the core of B; transit frames
 * are strictly between. Pure functions of a window; one thread. */
#pragma once

#include "analysis/hop-window.h"

typedef struct {
  Vec3 from, to;        /* cage centres, Å */
  gint64 left, entered; /* last sample in core A, first one in core B */
} HopCages;

/* Cages on either side of sample at: means of the frames [at − w, at) not before sample
 * earliest, and [at, at + w), without those that are nearer to the other one. core:
 * radius in Å, or 0: twice the fluctuation of the cage, less than half way to the other.
 * FALSE when the ion does not stay on both sides, or never is in both cores. */
gboolean hop_cage_find(const HopWindow *window, guint ion, gint64 at, gint64 earliest,
                       double core, HopCages *out);
