// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Stretched exponential (Kohlrausch, Williams and Watts) through a relaxation function,
 *   F(t) = A exp(−(t/τ)^β),   τ_mean = ∫ exp(−(t/τ)^β) dt = (τ/β) Γ(1/β),
 * least squares in F (all points alike), by Levenberg and Marquardt in (ln A, ln τ, ln
 * β). G. Williams and D. C. Watts, Trans. Faraday Soc. 66, 80 (1970),
 * doi:10.1039/TF9706600080. Pure functions; any thread. */
#pragma once

#include <glib.h>

typedef struct {
  double amplitude, tau, beta; /* tau in the unit of t */
  double rms;                  /* of the residuals */
} StretchedFit;

/* t ascending and positive, at least four points. FALSE when it does not converge to
 * finite parameters with 0.1 < β < 3. */
gboolean stretched_fit(const double *t, const double *f, guint n, StretchedFit *fit);
double stretched_fit_value(const StretchedFit *fit, double t);
double stretched_fit_mean_time(const StretchedFit *fit);
/* Where F falls below level for the first time, by a line in ln t; NAN when it does not.
 */
double stretched_fit_crossing(const double *t, const double *f, guint n, double level);
