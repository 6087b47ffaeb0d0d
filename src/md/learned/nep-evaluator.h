// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A neuroevolution potential (nep-atom.h) as a force provider. Atoms are independent of
 * each other but for the list: one pass for energies and gradients, one for forces. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

ForceProvider *nep_evaluator_new(const ForceField *ff);
