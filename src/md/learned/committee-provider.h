// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A committee of learned models as one force provider: every member computes; the mean of
 * energies, forces and virials drives, or the first member. By how much they differ is
 * the standard deviation of the force of an atom over the K members,
 *
 *     σ_i = √( 1/K Σ_k |F_i^k − ⟨F_i⟩|² ),  ⟨F_i⟩ = 1/K Σ_k F_i^k
 *
 * Zhang et al., Comput. Phys. Commun. 253, 107206 (2020), doi:10.1016/j.cpc.2020.107206,
 * and stands in ForceOutput.deviation (eV/Å). Members work one after the other, each with
 * the whole team; sums run in their order: the same bits for any number of threads. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

/* ff->learned is a CommitteeModel. kernel as for learned_provider_new. */
ForceProvider *committee_provider_new(const ForceField *ff, const char *kernel,
                                      GError **error);
/* Of the members. */
const char *committee_provider_kernel(const ForceProvider *provider);
