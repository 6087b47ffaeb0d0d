// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A hop as a smooth line: the transit positions averaged to a few, joined by a
 * Catmull–Rom spline and cut into pieces of equal length. Any thread. */
#pragma once

#include "render/geometry.h"

/* Appends the pieces of event's path, moved by shift (Å). */
void trail_append(GArray *trails, const Event *event, Vec3 shift, float strength);
/* 1 for a hop just done, falling to 0 at hop_age (ps). */
float trail_strength(double age, double hop_age);
