// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* From mean square displacements at several lags to D with an error that holds.
 *
 * For free diffusion Cov(m_i/t_i, m_j/t_j) = A min(t_i, t_j): m/t is a random walk in t,
 * so the generalised least squares line m = 6D t + c is an ordinary regression on
 * whitened increments. With t_1 < … < t_n,
 *   w_1 = t_1^−½,  w_k = (t_k − t_{k−1})^−½,
 *   z_1 = w_1 m_1/t_1,  z_k = w_k (m_k/t_k − m_{k−1}/t_{k−1})
 * are regressed on a_1 = w_1, a_k = 0 and b_1 = w_1/t_1, b_k = w_k (1/t_k − 1/t_{k−1});
 * the coefficients are 6D and c. A cancels: D is linear in m with weights that depend on
 * the lags only, so every ion has a D_i and the error is their spread,
 * s_D = t_{N−1} sd(D_i)/√N (jackknife over ions). The generalised least squares of
 * diffusion: A. R. McCluskey, S. W. Coles, B. J. Morgan, J. Chem. Theory Comput. 21, 79
 * (2025), arXiv:2305.18244. Pure functions; any thread. */
#pragma once

#include <glib.h>

typedef struct {
  double value, error; /* error: one standard deviation, NAN when it cannot be told */
} Estimate;

/* weight[k] of m_k in D (Å²/ps for lags in ps, m in Å²) and, unless NULL, in c (Å²). n
 * lags, ascending, at least 2. */
void diffusion_fit_weights(const double *lag, guint n, double *weight, double *offset);

/* Relative standard deviation of D of n_walkers independent free walkers seen for
 * duration (ps) when it is fitted over these lags: √(4/9 C₁₁/(N T)), C = (XᵀX)⁻¹ of the
 * whitened line; (2/3)√(t_1/(N T)) for a single lag. */
double diffusion_fit_expected_error(const double *lag, guint n, double duration,
                                    double n_walkers);

/* Weights of ln m_k in the slope of ln m over ln t (least squares). */
void diffusion_fit_slope_weights(const double *lag, guint n, double *weight);

/* Mean over the members of Σ_k weight_k m_k, and its standard error; row[k] holds m_k of
 * all members. The error is NAN with fewer than 2 members. */
Estimate diffusion_fit_jackknife(const double *weight, const double *const *row,
                                 guint n_lags, guint n_members);

/* Factor that turns sd/√N of few values into the half width that holds the truth in
 * 68.3 % of cases: Student's t with freedom = N − 1 ≥ 1 (series in 1/freedom). */
double diffusion_fit_student(guint freedom);
