// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Thermostats as pure steps on a kinetic energy. Units eV, ps, K; any thread. */
#pragma once

#include <glib.h>

#include "base/team.h"
#include "base/vec3.h"

/* Stochastic velocity rescaling (Bussi, Donadio, Parrinello, J. Chem. Phys. 126, 014101
 * (2007), eq. A7). Returns the factor for all velocities that takes the kinetic energy
 * one step dt forward; n_free degrees of freedom, random numbers from (seed, step). */
double bussi_factor(double kinetic, double target, guint n_free, double dt_over_tau,
                    guint64 seed, gint64 step);

/* Nosé–Hoover chain of three (Martyna, Klein, Tuckerman, J. Chem. Phys. 97, 2635 (1992);
 * integrator: Martyna et al., Mol. Phys. 87, 1117 (1996)). Masses Q1 = N kT τ², Qj = kT
 * τ². */
#define NOSE_HOOVER_LENGTH 3

typedef struct {
  double position[NOSE_HOOVER_LENGTH]; /* dimensionless */
  double velocity[NOSE_HOOVER_LENGTH]; /* 1/ps */
} NoseHoover;

/* Half a step of the chain; returns the factor for all velocities. temperature in K. */
double nose_hoover_half(NoseHoover *chain, double kinetic, double temperature,
                        guint n_free, double tau, double dt);
/* Energy of the chain, to be added to that of the atoms for the conserved quantity, eV.
 */
double nose_hoover_energy(const NoseHoover *chain, double temperature, guint n_free,
                          double tau);

/* Langevin dynamics: the middle of B A O A B (Leimkuhler & Matthews, Appl. Math. Res.
 * Express 2013, 34, doi:10.1093/amrx/abs010), exact for the friction alone:
 *
 *   v → c v + √((1 − c²) kT/m) ξ,   c = e^{−dt/τ},
 *
 * with ξ from (seed, step, atom). Every atom is coupled on its own, so the centre of mass
 * moves at random. */
typedef struct {
  guint n;
  const guint32 *atom; /* number of each, for the noise */
  Vec3 *velocity;
  const double *inv_mass; /* Å/ps² per eV/Å */
  double kt;              /* eV */
  double dt_over_tau;
  guint64 seed;
  gint64 step;
} Langevin;

/* One step; returns the kinetic energy that the atoms gained, eV. The same bits for any
 * team. */
double langevin_mix(const Langevin *langevin, Team *team);
