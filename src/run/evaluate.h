// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Energy, forces and virial of single structures. Any thread. */
#pragma once

#include "run/engine-options.h"

typedef struct {
  double pair, self, triple, reciprocal; /* eV */
} EnergyTerms;

/* A copy of scene->start with forces (eV/Å), per-atom energy (eV, double precision only),
 * and in thermo the potential energy, virial and pressure without kinetic part. Owner:
 * caller. terms may be NULL. */
Frame *evaluate_scene(const Scene *scene, const EngineOptions *engine, EnergyTerms *terms,
                      GError **error);
