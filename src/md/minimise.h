// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* FIRE (Bitzek et al., Phys. Rev. Lett. 97, 170201 (2006)) as a step on plain arrays,
 * with unit masses. Any thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

typedef struct {
  double dt, alpha;
  guint downhill; /* steps */
} Fire;

void fire_init(Fire *fire);
/* Moves n atoms; returns the largest force before. velocity starts as zero.
 * With a force that is not finite nobody moves, and the result is NAN. */
double fire_step(Fire *fire, guint n, const Vec3 *force, Vec3 *position, Vec3 *velocity);
