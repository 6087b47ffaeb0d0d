// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pme-shape.h"

#include <math.h>

#include "md/kernel/pme-kernel.h"

#define DEFAULT_ORDER 8 /* no lane of a vector of weights is idle */

/* α r_coulomb within which the accuracy follows it: below, real space is hopeless; above,
 * single precision is the limit. */
static const double REACH_MIN = 2.5, REACH_MAX = 4.0;
/* Modes go this much further, as e^{−x²}, than real space. */
static const double REACH_MODES = 1.2;

/* Lengths at which FFTW's estimated plans are fast; measured, on processors with AVX. */
static const int LENGTHS[] = {8,   12,  16,  20,  32,  36,  40,  48,  64,  72,
                              80,  96,  100, 108, 128, 144, 160, 200, 216, 256,
                              288, 320, 384, 400, 512, 640, 768, 1024};

/* Rms error of the force over (α spacing)^order and the rms force: measured on oxide
 * glasses and melts at α spacing = 0.36. */
static const double ERROR_FACTOR[PME_ORDER_MAX + 1] = {
    [4] = 0.085, [5] = 0.052, [6] = 0.040, [7] = 0.035, [8] = 0.035};
/* Error of the truncated real space over e^{−(α r_coulomb)²}, likewise. */
static const double TRUNCATION = 1.35;
/* The mesh may add this part of it: the energy suffers from the mesh alone. */
static const double MESH_PART = 0.75;

static int
length_from(double least)
{
  for (gsize k = 0; k < G_N_ELEMENTS(LENGTHS); k++)
    if (LENGTHS[k] >= least)
      return LENGTHS[k];
  return LENGTHS[G_N_ELEMENTS(LENGTHS) - 1];
}

static double
choose_spacing(int order, double alpha, double reach)
{
  double error = MESH_PART * TRUNCATION * exp(-reach * reach);

  return pow(error / ERROR_FACTOR[order], 1.0 / order) / alpha;
}

PmeShape
pme_shape_choose(const ForceField *ff, const Cell *cell, const PmeSettings *settings)
{
  double alpha = force_field_alpha(ff);
  double reach = CLAMP(alpha * ff->r_coulomb, REACH_MIN, REACH_MAX);
  PmeShape shape = {.order =
                        settings && settings->order ? settings->order : DEFAULT_ORDER};
  double spacing = settings && settings->spacing > 0.0
                       ? settings->spacing
                       : choose_spacing(shape.order, alpha, reach);

  for (int d = 0; d < 3; d++) {
    double length = vec3_norm(cell->vector[d]);
    shape.n[d] = length_from(length / spacing);
    double modes = length * alpha * (reach + REACH_MODES) / G_PI;
    shape.modes[d] = (int)MIN(modes, shape.n[d] / 2 - 1);
  }
  return shape;
}
