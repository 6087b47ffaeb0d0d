// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The reciprocal part of the plain Ewald sum as a force provider (potential/ewald.h): the
 * slow reference in double precision. Energies per atom are not divided. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

/* Copies ff. */
ForceProvider *ewald_provider_new(const ForceField *ff);
