// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The reciprocal part of the smooth particle-mesh Ewald sum as a force provider:
 * U. Essmann et al., J. Chem. Phys. 103, 8577 (1995), doi:10.1063/1.470117.
 *
 * The mesh is always single precision, for runs in double precision too: its error is the
 * interpolation's (the plain Ewald sum, md/ewald-provider.h, is the reference). Real
 * space is the pair kernels', the self energy force_field_self_energy's; a charged cell
 * gets the neutralising background of potential/ewald.h.
 *
 * Atoms are sorted by their plane of the mesh; a plane is spread, transformed and later
 * transformed back by one worker, an atom's force gathered by one worker, and sums are
 * added in a fixed order: the same bits for any number of threads. Forces on the mesh add
 * up to a little more than zero; what they would push the whole by is taken back in
 * proportion to the masses, which leaves the momentum alone and, while that is zero, the
 * energy too. */
#pragma once

#include "md/force-provider.h"
#include "md/pme-shape.h"
#include "potential/force-field.h"

/* Copies ff; kernel names the pair kernel in use or is NULL, see pme_kernel_for. */
ForceProvider *pme_provider_new(const ForceField *ff, const char *kernel);
/* Takes on changed parameters; what the mesh needs anew waits for the next call. */
void pme_provider_set(ForceProvider *provider, const ForceField *ff);
void pme_provider_set_settings(ForceProvider *provider, const PmeSettings *settings);
