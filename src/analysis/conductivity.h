// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charge that moves together, and the conductivity that comes of it.
 *
 *   M(t) = ⟨|Σ_i z_i Δ_i|²⟩,   D_σ = lim M/(6 t Σ z²),   H_R = D* / D_σ,
 *   σ_NE = e² Σz²/(V k_B T) D*,   σ = e² Σz²/(V k_B T) D_σ,
 * the sum over the ions in the frame of the framework (motion.h), z = 1 unless charges
 * were given, V and T means of the epoch, D* the tracer diffusion coefficient (msd.h) in
 * its own window, D_σ over the same lags. When charges of all species were given, σ of
 * the sum over all atoms as well ("sigma_all"): it does not depend on the frame.
 *
 * Shown are M/Σz² and the MSD of the ions: apart by the Haven ratio. The error of D_σ is
 * that of one walker where D* has N: about √N times worse (diffusion-gate.h). As long as
 * D* has not passed its gate nothing is quoted. H_R: G. E. Murch, Solid State Ionics 7,
 * 177 (1982), doi:10.1016/0167-2738(82)90050-9. Scalars in Å²/ps, S/m and S/cm. Costs
 * nothing beside the motion. */
#pragma once

#include "analysis/motion.h"

/* Takes the reference. */
Observer *conductivity_observer_new_on(Motion *motion, double interval);

/* Results of the present epoch; NAN where they are not known. */
typedef struct {
  gboolean diffusive;       /* else nothing else is set */
  Estimate tracer;          /* D*, Å²/ps */
  Estimate collective;      /* D_σ, Å²/ps */
  Estimate haven;           /* H_R */
  Estimate nernst_einstein; /* S/m; NAN without a temperature */
  Estimate sigma;           /* S/m */
  Estimate sigma_all;       /* S/m; NAN unless charges of all atoms were given */
} Conductivity;

Conductivity conductivity_of(const Motion *motion);
