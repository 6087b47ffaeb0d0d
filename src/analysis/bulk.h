// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Density, energy and pressure of the epoch, and what their fluctuations tell, N atoms at
 * the mean temperature T. Charts "density" (g/cm³) and "energy" (potential energy per
 * atom, eV) over time. Scalars with errors from blocks (block-mean.h):
 *
 *   density_g_cm3, volume_A3_per_atom, temperature_K, pressure_GPa, energy_eV_per_atom
 *   C_kB_per_atom, C_J_per_gK: var(H)/kT² with H = E + PV (constant cell: var(E)); where
 *     the kinetic energy is not known, var(U)/kT² + 3/2 k
 *   bulk_modulus_GPa, alpha_V_per_K of a cell that follows a pressure:
 *     K = kT ⟨V⟩/var(V),  α = cov(V, H)/(kT² ⟨V⟩)
 *
 * (M. P. Allen, D. J. Tildesley, Computer Simulation of Liquids, 2nd ed., section 2.5.)
 * Fluctuations tell nothing where the temperature asked for changes, nor at constant
 * energy, and are then left out, with the reason as note of C_kB_per_atom. Neither do
 * those of a volume or an energy that was seen fewer than 20 times independently, var(x)
 * over the squared error of ⟨x⟩: a run of a few memory times makes K far too large (by a
 * third at 13 of them), and a glass that still shrinks makes it far too small. Bias and
 * error by leaving out blocks. K is that of the time the epoch lasted: a glass just
 * quenched gives way for tens of ps, and is the softer the longer one waits. Frames
 * without an energy are passed over. */
#pragma once

#include "analysis/observer.h"

Observer *bulk_observer_new(double interval);
