// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Units inside Vitrine: Å, ps, eV, amu, e, K. Pressure is eV/Å³ inside and GPa at the
 * edge. Constants are CODATA 2018 (Tiesinga et al., Rev. Mod. Phys. 93, 025010 (2021));
 * no other file holds a physical constant. */
#pragma once

/* e²/(4πε0), eV Å */
#define UNITS_COULOMB 14.3996454784
/* Boltzmann constant, eV/K */
#define UNITS_KB 8.617333262e-5
/* Acceleration of 1 amu under 1 eV/Å, Å/ps² */
#define UNITS_ACCEL 9648.53321
/* Kinetic energy of 1 amu at 1 Å/ps, twice, eV (the inverse of UNITS_ACCEL) */
#define UNITS_MV2 (1.0 / UNITS_ACCEL)
/* 1 eV/Å³ in GPa */
#define UNITS_GPA 160.2176634
/* 1 amu/Å³ in g/cm³ */
#define UNITS_G_CM3 1.66053906660
/* Bohr radius, Å */
#define UNITS_BOHR 0.529177210903
/* 1 Å²/ps in cm²/s */
#define UNITS_CM2_S 1e-4
/* Conductivity: e²/(k_B) per Å·ps·K to S/m, σ = UNITS_SIGMA n z² D / T with n in Å⁻³, D
 * in Å²/ps, T in K (Nernst–Einstein) */
#define UNITS_SIGMA 1.859248778e7
/* 1 S/m in S/cm */
#define UNITS_S_CM 1e-2
/* 1 eV/amu in J/g */
#define UNITS_J_G 96485.3321
/* Femtoseconds in a picosecond */
#define UNITS_FS 1e-3
