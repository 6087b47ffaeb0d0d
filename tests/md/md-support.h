// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Structures that are large enough for the cluster kernels, made from small ones. */
#pragma once

#include "model/frame.h"
#include "potential/force-field.h"

/* n × n × n copies of an orthorhombic cell; forces are copied along. Owner: caller. */
Frame *replicate(const Frame *frame, guint n);
/* Moves every atom by normal random numbers of this width, Å. */
void shake(Frame *frame, double width, guint64 seed);
/* 2376 atoms of a sodium disilicate glass at 300 K (eight copies, shaken by width Å),
 * with its Pedone force field (DSF 0.2 Å⁻¹, 8 Å). */
Frame *sample_glass(double width, guint64 seed);
ForceField *sample_glass_field(const Frame *frame);
/* Root of the mean square of a − b, over that of a. */
double relative_rms(const Vec3 *a, const Vec3 *b, guint n);
