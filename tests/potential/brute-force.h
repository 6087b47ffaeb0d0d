// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Energy, forces and virial by plain loops over all pairs and images: slow and simple,
 * so that nothing but the potential itself is tested with it. */
#pragma once

#include "model/frame.h"
#include "potential/force-field.h"

typedef struct {
  double shortr, coulomb, self, triple; /* eV; coulomb: pairs, reciprocal, background */
  double virial[6];                     /* eV, xx yy zz yz xz xy */
  Vec3 *force;                          /* eV/Å; owned */
} BruteForce;

BruteForce *brute_force_new(const ForceField *ff, const Frame *frame);
void brute_force_free(BruteForce *brute);
double brute_force_energy(const BruteForce *brute);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BruteForce, brute_force_free)
