// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a glass that is not made yet will cost: a small one of the same mix and density is
 * made and run for half a second. Any thread. */
#pragma once

#include "app/new-glass-plan.h"

typedef struct {
  guint n_atoms; /* of the glass that was asked about */
  double steps_per_second;
  double us_per_atom; /* µs per atom and step */
} NewGlassCost;

/* Fails with the reason when such a glass cannot be made or run. */
gboolean new_glass_cost_measure(const NewGlassInput *input, NewGlassCost *cost,
                                GError **error);
/* "≈ 45 steps/s on this machine, 62 µs per atom and step". Owner: caller. */
char *new_glass_cost_describe(const NewGlassCost *cost);
