// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Cubic splines on equal steps from 0 to the cut-off, for functions of the distance that
 * are even at 0 and have no slope at the cut-off. With the cardinal B-splines
 * b = ((1−t)³, 3t³−6t²+4, −3t³+3t²+3t+1, t³)/6 a function is Σ_k b_k c_{row+k} and its
 * derivative Σ_k b′_k c_{row+k}; twice continuously differentiable, error of fourth order
 * in the step. Any thread. */
#pragma once

#include <glib.h>

#define RADIAL_SPLINE_TAPS 4

typedef struct {
  double r_cut; /* Å */
  guint n_steps;
} RadialSpline;

/* Coefficients of one function: n_steps + 3. */
guint radial_spline_rows(const RadialSpline *spline);
/* value[n_steps + 1] at the steps → coefficient[rows]; both with a stride, in numbers. */
void radial_spline_fit(const RadialSpline *spline, const double *value, gsize stride,
                       double *coefficient);
/* Row and weights of value and derivative (Å⁻¹) at r < r_cut. */
guint radial_spline_weigh(const RadialSpline *spline, double r,
                          float value[RADIAL_SPLINE_TAPS],
                          float slope[RADIAL_SPLINE_TAPS]);
