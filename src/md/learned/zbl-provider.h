// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A wall under learned potentials that bring none of their own: atoms nearer than
 * anything a model has been taught feel the repulsion of their nuclei (zbl.h), which
 * fades out at 0.6 of the sum of the covalent radii, at most 0.9 Å. No bond is that
 * short, so it acts only where the model would fail: in random starts and after a
 * blow-up. One thread; the energy goes in halves to both atoms. */
#pragma once

#include "md/force-provider.h"
#include "potential/force-field.h"

ForceProvider *zbl_provider_new(const ForceField *ff);
