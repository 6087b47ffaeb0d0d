// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* D over 1000/T, one point per temperature visited, and the activation energy.
 *
 * Weighted straight line of ln D = ln D0 − E_a/k_B T, weights (D/s_D)²; C = (XᵀWX)⁻¹,
 * s(E_a) = √(C11 max(1, χ²_red)) in eV; with two points the errors are propagated only.
 * Points whose MSD is not diffusive are drawn hollow (points, dashed), as bounds, and
 * left out of the fit; while they are all there is, a dashed line through them gives "E_a
 * ≈ 0.6 eV", pale, verdict "preliminary", and the reason why there is no E_a (scalar
 * without a value). "E_a_95_eV" = t_{n−2} s(E_a). It is fed with points; as an
 * observer, with those of an MSD. One thread. */
#pragma once

#include "analysis/msd.h"

typedef struct Arrhenius Arrhenius;

Arrhenius *arrhenius_new(void);
void arrhenius_free(Arrhenius *arrhenius);

/* Adds the point or, when one of the same epoch exists, replaces it. A point of a new
 * epoch takes bounds away that come from less than 5 ps. */
void arrhenius_update(Arrhenius *arrhenius, const DiffusionPoint *point);
/* Removes all points (another potential: another line), keeping them as a ghost. */
void arrhenius_begin_line(Arrhenius *arrhenius);
/* E_a, its error (eV). FALSE with fewer than two usable points of different T. */
gboolean arrhenius_fit(const Arrhenius *arrhenius, double *e_a, double *error);
/* Owner: caller. */
Chart *arrhenius_chart(const Arrhenius *arrhenius);

/* An observer of the points of msd, one per epoch; msd outlives it and begins its epochs
 * after it, so that the last word on an epoch is heard. */
Observer *arrhenius_observer_new(Observer *msd);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Arrhenius, arrhenius_free)
