// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The pairs of a force field in the order in which a person meets them: formers with the
 * anion, ions with the anion, anion with itself, then those that only Coulomb joins.
 * A plain value; any thread. */
#pragma once

#include "potential/force-field.h"

typedef struct {
  int a, b;             /* types; the cation first, the anion last */
  gboolean short_range; /* has more than Coulomb */
} PairChoice;

/* Array of PairChoice. Owner: caller. */
GArray *pair_list_new(const ForceField *ff);
