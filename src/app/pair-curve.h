// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* U(r) of one pair as a chart: the curve that a person bends, the curve before the last
 * change as a ghost, the minimum marked. Pure functions; any thread. */
#pragma once

#include "model/series.h"
#include "potential/force-field.h"

/* now: the force field in force; before: the one it replaced, or NULL. a, b: types.
 * Owner: caller. */
Chart *pair_curve_chart(const ForceField *now, const ForceField *before, int a, int b);

/* Place and depth of the first minimum of the bare U(r), Å and eV. FALSE for a pair that
 * has none (repulsive throughout). */
gboolean pair_curve_minimum(const ForceField *ff, int a, int b, double *r, double *u);

/* Whether the pair has short-range terms at all (else it is Coulomb alone). */
gboolean pair_curve_has_short_range(const ForceField *ff, int a, int b);
