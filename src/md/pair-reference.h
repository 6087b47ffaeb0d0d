// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pair forces in double precision over a full Verlet list: the reference that faster
 * kernels are compared with, and the path for skewed and very small cells.
 *
 * Cut into a fixed number of blocks of atoms; every atom's sum runs in list order and
 * block totals are added in block order, so the result does not depend on the number of
 * threads. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

/* Copies ff. Pair terms and the self energy of the Coulomb scheme; three-body terms and
 * the reciprocal part of an Ewald sum are other providers. */
ForceProvider *pair_reference_new(const ForceField *ff);
/* Whether a cell is wide enough for it. */
gboolean pair_reference_fits(const ForceField *ff, const Cell *cell);
/* Takes on changed parameters; costs a few ms for the pairs that differ. */
void pair_reference_set(ForceProvider *provider, const ForceField *ff);
