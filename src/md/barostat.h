// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Barostats as pure steps on the logarithms of the cell's lengths, ε_k = ln L_k. Units
 * eV, Å, ps; any thread.
 *
 * Both give the same ensemble: atoms canonical, volumes weighted with e^{−P V/kT} dV, and
 * per axis dL_x dL_y dL_z. A strain stretches Cartesian components about the cell's
 * origin: r_k → o_k + e^{Δε_k} (r_k − o_k), for unwrapped positions too, so that
 * fractional coordinates (and images) stay as they are. */
#pragma once

#include <glib.h>

#include "base/vec3.h"

typedef struct {
  double kt;         /* eV */
  double pressure;   /* eV/Å³, asked for */
  double tau;        /* ps */
  gboolean per_axis; /* the three axes each for themselves; else all alike */
  double volume;     /* Å³ */
  guint n_free;      /* degrees of freedom of the atoms */
} CellDrive;

/* Compressibility that turns tau into a rate, Å³/eV: that of a silicate glass, 0.031 per
 * GPa. Another one would only mean another tau. */
#define BAROSTAT_COMPRESSIBILITY 5.0

/* Stochastic cell rescaling (Bernetti & Bussi, J. Chem. Phys. 153, 114107 (2020),
 * doi:10.1063/5.0020514, eq. 5), Itô, one step dt of Euler–Maruyama:
 *
 *   dε = (β/τ)(P − P₀) dt + √(2 kT β / (V τ)) dW,   ε = ln V,
 *
 * and per axis the same with β/3 and P_kk. Velocities are divided by the factor that
 * positions are multiplied with. pressure: P_kk of the atoms, eV/Å³. Random numbers from
 * (seed, step). Returns Δε_k. */
Vec3 rescaling_strain(const CellDrive *drive, Vec3 pressure, double dt, guint64 seed,
                      gint64 step);

/* Martyna, Tobias, Klein, J. Chem. Phys. 101, 4177 (1994), doi:10.1063/1.467468, with
 * the lengths of the cell as its only freedoms and rates v_k = dε_k/dt:
 *
 *   dr_k/dt = v_k r_k + …        dv_k(atom)/dt = F_k/m − (v_k + Σv/N_f) v_k(atom)
 *   M dv_k/dt = V (P_kk − P₀) + 2K/N_f,     M = (N_f + 3) kT τ²/3
 *
 * Half a kick of the cell's rates; pressure as above, kinetic K in eV. */
void mtk_half_kick(const CellDrive *drive, Vec3 pressure, double kinetic, double dt,
                   Vec3 *rate);
/* Drag on the atoms' velocities, 1/ps. */
Vec3 mtk_drag(const CellDrive *drive, Vec3 rate);
/* ½ M Σ v_k², eV. */
double mtk_kinetic(const CellDrive *drive, Vec3 rate);
/* Degrees of freedom of the cell. */
guint mtk_n_free(const CellDrive *drive);
