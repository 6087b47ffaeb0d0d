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
} MdGuard;

/* What is known of vectors at a glance: whether all are finite, and the largest. */
typedef struct {
  double sum, largest2; /* of the squares; the sum is finite if all are */
} MdSizes;

/* Of vectors begin … end − 1, and of two lots. */
MdSizes guard_sizes(const Vec3 *vector, guint begin, guint end);
MdSizes guard_join(MdSizes a, MdSizes b);

/* Whether every atom will move less than MD_STEP_LIMIT. */
gboolean guard_velocities_fit(const MdGuard *guard, MdSizes sizes);
/* Whether every force is finite and below MD_FORCE_LIMIT. */
gboolean guard_forces_fit(MdSizes sizes);
/* When not: the worst atom and its nearest neighbour (step is left to the caller). */
void guard_name_velocity(const MdGuard *guard, MdFault *fault);
void guard_name_force(const MdGuard *guard, const Vec3 *force, MdFault *fault);
/* Translated text with the pair, its distance and the likely cause. Owner: caller. */
char *guard_describe(const MdFault *fault, const guint8 *type, const SpeciesList *species,
                     double dt);
