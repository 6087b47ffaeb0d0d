// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Mean square displacement of every species, all time origins, and D of the mobile one.
 *
 *   MSD_s(t) = ⟨|Δ_i|²⟩, Δ_i(t; t0) = r_i(t0+t) − r_i(t0) − [R(t0+t) − R(t0)],
 * R the mass-weighted centre of all atoms. Order-n scheme: level l keeps every 2^l-th
 * sampled frame in a ring of 16 and evaluates lags 8…15 of it (1…15 on level 0): J.
 * Ramírez et al., J. Chem. Phys. 133, 154103 (2010), without its averaging. Memory
 * bounded by the levels.
 *
 * D from the random-walk GLS of m/t with per-ion jackknife: with lags t_1<…<t_n in the
 * window, z_1 = w_1 m_1/t_1, z_k = w_k (m_k/t_k − m_{k−1}/t_{k−1}),  w_1 = t_1^−½, w_k =
 * (t_k−t_{k−1})^−½ regressed on a_1 = w_1, a_k = 0 and b_1 = w_1/t_1, b_k = w_k(1/t_k −
 * 1/t_{k−1}) gives 6D and the cage offset; s_D = sd(D_i)/√N. Shown only when the gate
 * passes: local slope β = d ln MSD/d ln t in [0.9, 1.1] over the window, window from the
 * first lag with β ≥ 0.9 to T/3, T ≥ 10 t_1; otherwise verdict "caged" or "sub-diffusive"
 * and MSD/6t as a bound. Å² over ps, D in Å²/ps (scalar "D_A2_per_ps"). */
#pragma once

#include "analysis/observer.h"

/* interval: sampling in ps (0.02 … 0.05 is usual). */
Observer *msd_observer_new(double interval);

/* D of the most numerous mobile species in the present epoch, Å²/ps, its error, and
 * whether the gate passed. FALSE when there is nothing at all yet. */
typedef struct {
  double d, error; /* Å²/ps; d is a bound when !diffusive */
  gboolean diffusive;
  double temperature; /* K, mean of the epoch */
  double duration;    /* ps of the epoch seen */
  guint epoch;
} DiffusionPoint;

gboolean msd_observer_diffusion(Observer *msd, DiffusionPoint *out);
