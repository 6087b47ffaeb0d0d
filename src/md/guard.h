// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The blow-up guard: sees a run going wrong before its state is lost, and says what went
 * wrong. Values only; the engine's thread. */
#pragma once

#include "md/md.h"

typedef struct {
  guint n;
  const Cell *cell;
  const Vec3 *position, *velocity;
  double dt; /* ps */
  Team *team;
} MdGuard;

/* TRUE when every atom will move less than MD_STEP_LIMIT; else fault holds the worst atom
 * and its nearest neighbour (step is left to the caller). */
gboolean guard_check_velocities(const MdGuard *guard, MdFault *fault);
/* TRUE when every force is finite and below MD_FORCE_LIMIT. */
gboolean guard_check_forces(const MdGuard *guard, const Vec3 *force, MdFault *fault);
/* Translated text with the pair, its distance and the likely cause. Owner: caller. */
char *guard_describe(const MdFault *fault, const guint8 *type, const SpeciesList *species,
                     double dt);
