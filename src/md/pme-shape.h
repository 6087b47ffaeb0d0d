// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How fine the mesh of a particle-mesh Ewald sum is. Any thread; lengths in Å. */
#pragma once

#include "model/cell.h"
#include "potential/force-field.h"

/* order: of the splines, 4 … 8; the rms error of the forces goes with (α spacing)^order.
 * spacing: largest distance of mesh points along a lattice vector, Å. Zeros choose: the
 * order that is fastest (8: coarse meshes, small transforms), and the spacing that errs
 * by less than what the end of real space at r_coulomb leaves out, which goes with
 * e^{−(α r_coulomb)²}. So one number sets the accuracy: α r_coulomb, 3.36 unless α is
 * given, errs by 2…5e-5 of the rms force in oxide melts and glasses, 4.0 by 1e-6, where
 * single precision ends. */
typedef struct {
  int order;
  double spacing;
} PmeSettings;

/* What plans depend on. */
typedef struct {
  int order;
  int n[3];     /* mesh points, multiples of 4 */
  int modes[3]; /* modes −modes … modes count along each vector */
} PmeShape;

/* A function of its arguments alone. settings may be NULL. */
PmeShape pme_shape_choose(const ForceField *ff, const Cell *cell,
                          const PmeSettings *settings);
