// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three-body terms of a force field as a force provider (potential/triple.h): for every
 * anion, all pairs of its neighbours that have a term. Double precision, one thread: few
 * anions have few neighbours. The energy of a triplet goes to its centre. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

/* Copies ff. */
ForceProvider *triple_provider_new(const ForceField *ff);
