// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Forces of a machine-learned potential as a force provider: energy (in energy_pair),
 * energy per atom, forces and virial, always all of them. Each kind of model has its own
 * evaluator; this picks it. Deterministic for any number of threads. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

/* ff has a learned model. kernel: "avx512", "avx2", "generic", or NULL for the best;
 * an error when this processor has none of that name. */
ForceProvider *learned_provider_new(const ForceField *ff, const char *kernel,
                                    GError **error);
/* Name of the kernel in use, static; "double" where there is only one. */
const char *learned_provider_kernel(const ForceProvider *provider);
/* Whether a cell is wide enough for it. */
gboolean learned_provider_fits(const ForceField *ff, const Cell *cell);
