// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The last few picoseconds of every ion, and p_hop in the middle of them
 * (R. Candelier, O. Dauchot, G. Biroli, Phys. Rev. Lett. 102, 088001 (2009)):
 *
 *        A            B
 *   [t−w … t−1] [t … t+w−1]        p(t) = √(⟨|r − r̄_B|²⟩_A ⟨|r − r̄_A|²⟩_B)
 *                         ▲ newest sample
 *
 * By running sums: O(1) per ion and sample. Keeps 3w samples. One thread. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

/* What belongs to a sample besides the positions. */
typedef struct {
  gint64 step;
  double time; /* ps */
  guint epoch;
  Vec3 drift; /* Å, taken off the positions */
} HopInstant;

typedef struct HopWindow HopWindow;

/* half: w in samples, at least 4. */
HopWindow *hop_window_new(guint n_ions, guint half);
void hop_window_free(HopWindow *window);

guint hop_window_half(const HopWindow *window);
/* The sample t for which p is known now, -1 before there is one; samples count from 0. */
gint64 hop_window_centre(const HopWindow *window);
/* Å² */
double hop_window_p(const HopWindow *window, guint ion);
/* Of a sample in centre − 2w … centre + w − 1. */
Vec3 hop_window_position(const HopWindow *window, gint64 sample, guint ion);
const HopInstant *hop_window_instant(const HopWindow *window, gint64 sample);

/* The newest sample: 3 n_ions coordinates (x of all, then y, then z), Å. */
void hop_window_add(HopWindow *window, const float *xyz, const HopInstant *instant);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HopWindow, hop_window_free)
