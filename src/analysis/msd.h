// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Mean square displacement of every species, all time origins, and D of the mobile one.
 *
 *   MSD_s(t) = ⟨|Δ_i|²⟩, Δ_i(t; t0) = r_i(t0+t) − r_i(t0) − [R(t0+t) − R(t0)],
 * R the mass-weighted centre of all atoms; origins and lags by the ladder of
 * lag-ladder.h. Errors are those of the mean over the ions. D, its error, its window and
 * the gate that it has to pass: diffusion-fit.h and diffusion-gate.h. Until the gate is
 * passed the verdict is "caged", "sub-diffusive" … and MSD/6t is given as a bound. Å²
 * over ps; scalars
 * "D_A2_per_ps", "beta", "window_from_ps" …
 *
 * Cost at 3,000 atoms: 0.1–0.2 ms per sample; memory 12 B × 16 × atoms per octave of
 * time for positions and 64 B × atoms per octave for sums. */
#pragma once

#include "analysis/motion.h"

/* interval: sampling in ps (0.02 … 0.05 is usual). */
Observer *msd_observer_new(double interval);
/* The species whose D is shown: a symbol, NULL for the most numerous mobile one. Before
 * the first frame. */
void msd_observer_set_species(Observer *msd, const char *symbol);
/* Lags between which D is fitted, ps; NAN: automatic. */
void msd_observer_set_window(Observer *msd, double from, double to);

/* What it shares with the other estimators of motion: borrowed. */
Motion *msd_observer_motion(Observer *msd);

/* D in the present epoch, Å²/ps, its error, and whether the gate passed. FALSE when there
 * is nothing at all yet. */
typedef struct {
  double d, error; /* Å²/ps; d is a bound (and error NAN) when !diffusive */
  gboolean diffusive;
  double temperature; /* K, mean of the epoch; NAN when no frame told one */
  double duration;    /* ps of the epoch seen */
  guint epoch;
} DiffusionPoint;

gboolean msd_observer_diffusion(Observer *msd, DiffusionPoint *out);
