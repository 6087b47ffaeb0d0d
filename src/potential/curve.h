// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The terms that a pair energy is made of: each a pure function of the distance that
 * returns value and slope. Units eV, Å, e; r > 0. Any thread. */
#pragma once

#include "potential/force-field.h"

typedef struct {
  double u;  /* eV */
  double du; /* dU/dr, eV/Å */
} CurvePoint;

/* Coulomb terms are those of two unit charges: multiply by q_a q_b. All carry e²/4πε0. */

/* Bare 1/r. */
CurvePoint curve_coulomb(double r);

/* Damped shifted force, Fennell & Gezelter, J. Chem. Phys. 124, 234104 (2006), eq. 19,
 * doi:10.1063/1.2206581:
 *   u = erfc(αr)/r − erfc(αr_c)/r_c + s (r − r_c),
 *   s = erfc(αr_c)/r_c² + 2α/√π e^{−α²r_c²}/r_c */
CurvePoint curve_dsf(double r, double alpha, double r_cut);

/* What one unit charge adds to the self energy of DSF: −(α/√π + e0/2),
 * e0 = erfc(αr_c)/r_c + s r_c, the constant part of the sum seen by the charge itself. */
double curve_dsf_self(double alpha, double r_cut);

/* Shifted force without damping: u = 1/r − 1/r_c + (r − r_c)/r_c². */
CurvePoint curve_wolf(double r, double r_cut);

/* Real-space part of Ewald and PME: u = erfc(αr)/r. */
CurvePoint curve_erfc(double r, double alpha);

/* U_sr of force-field.h before any cut-off, shift or smoothing. */
CurvePoint curve_short(const PairTerm *pair, double r);

/* curve times G = exp(−γ²/(r − r_c)²), which vanishes at r_c with all its derivatives;
 * Sundararaman et al., J. Chem. Phys. 148, 194504 (2018), doi:10.1063/1.5023707. r < r_c.
 */
CurvePoint curve_smoothed(CurvePoint curve, double r, double r_cut, double gamma2);
