// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How long things last when some of them are still there at the end: the estimator of
 * Kaplan and Meier (J. Am. Stat. Assoc. 53, 457 (1958), doi:10.2307/2281868),
 *   S(t) = Π_{t_k ≤ t} (1 − d_k/n_k),  Var S = S² Σ d_k/(n_k (n_k − d_k))  (Greenwood),
 * d_k ends among n_k still observed at t_k. Times go into 64 bins per decade from 10⁻³ ps
 * on (2 % of rounding), memory 4 kB whatever their number. Embedded; one thread. */
#pragma once

#include <glib.h>

#define SURVIVAL_BINS 512

/* Zeroed memory is "nothing ended yet". */
typedef struct {
  guint n_ended;
  double time_ended; /* ps, sum over them */
  guint ended[SURVIVAL_BINS];
} Survival;

typedef struct {
  guint n;                     /* steps */
  double time[SURVIVAL_BINS];  /* ps, of the step */
  double value[SURVIVAL_BINS]; /* S just after it */
  double error[SURVIVAL_BINS]; /* one standard deviation */
  double median;               /* ps; NAN while S > ½ */
  double mean, mean_error;     /* ps per end over all time observed, censored too: the
                                  mean of an exponential law; NAN without an end */
} SurvivalCurve;

/* One that lasted for time, ps. */
void survival_add(Survival *survival, double time);
/* censored: how long those have lasted that are there still, ps. */
void survival_curve(const Survival *survival, const double *censored, guint n_censored,
                    SurvivalCurve *out);
