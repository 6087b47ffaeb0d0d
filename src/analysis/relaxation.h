// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How fast every species forgets where it was.
 *
 *   F_s(q, t) = ⟨sin(q r)/(q r)⟩,  r = |Δ_i(t)|       self intermediate scattering
 *   Q(t) = ⟨θ(a − r)⟩                                 overlap
 *   χ₄(t) = N(⟨Q²⟩ − ⟨Q⟩²)                            four-point susceptibility
 *
 * averaged over atoms and all origins; of a live run those nearer than 0.08 ps are left
 * out (motion_view_take_all), which changes no mean: they are all but the same. q is the
 * first peak of S(q) of the first frame (structure-peak.h) unless chosen, a = 1 Å. The
 * decay of the ions is fitted with a stretched exponential (stretched-fit.h) from 1 ps
 * on, or from where the function falls below 0.9 if it is below one half at 1 ps, down to
 * 0.02; errors from eight parts of the ions left out in turn. It is shown when the
 * function falls by a third at least within the time seen; else τ has no value. Scalars
 * "q_per_A", "tau_KWW_ps", "beta_KWW", "amplitude_KWW", "tau_mean_ps", "tau_e_ps" (1/e),
 * for Q with "overlap_" before them, "chi4_max", "t_chi4_max_ps".
 *
 * χ₄: C. Donati, S. Franz, S. C. Glotzer, G. Parisi, J. Non-Cryst. Solids 307, 215
 * (2002), doi:10.1016/S0022-3093(02)01461-8; N. Lačević, F. W. Starr, T. B. Schrøder, S.
 * C. Glotzer, J. Chem. Phys. 119, 7372 (2003), doi:10.1063/1.1605094. In an ensemble of
 * fixed energy, number and composition it is a lower bound.
 *
 * Charts "fs", "overlap", "chi4". 0.2 ms per sample taken at 3,000 atoms, every fourth
 * frame of 0.02 ps; 0.1 MB beside the motion. */
#pragma once

#include "analysis/motion.h"

/* Takes the reference. q in Å⁻¹ or NAN, a in Å. */
Observer *relaxation_observer_new_on(Motion *motion, double interval, double q, double a);
