// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Angles between bonds: anion–former–anion (O–Si–O) and former–anion–former (Si–O–Si,
 * Si–O–B), with the bonds of bond-cutoffs.h. Charts, in bins of 1°:
 *
 *   "angles"      P(θ), probability per degree: its integral is 1
 *   "angles-sin"  P(θ)/sin θ on the scale where bonds in random directions give 1
 *
 * Scalars of every kind, all of P(θ): "angle_mean_deg", "angle_sd_deg", "angle_peak_deg"
 * (smoothed over 5°). Errors from blocks (block-mean.h). One thread. */
#pragma once

#include "analysis/observer.h"

Observer *angles_observer_new(double interval);

/* Bonds of the pair (symbols) end at r_cut (Å) from now on, whatever g(r) says. */
void angles_observer_fix_cutoff(Observer *self, const char *a, const char *b,
                                double r_cut);
