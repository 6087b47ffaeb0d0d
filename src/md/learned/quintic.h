// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pieces of degree five between knots that hold value, slope and curvature of many
 * functions of one variable: twice differentiable, error h⁶ f⁽⁶⁾/46080. A knot is
 * QUINTIC_ROWS rows: f, h f′ and h² f″. Any thread. */
#pragma once

#define QUINTIC_ROWS 3

/* Weights of the rows of two neighbouring knots. */
typedef struct {
  double weight[2 * QUINTIC_ROWS];
} QuinticTaps;

/* At t of the way from one knot to the next, 0…1, h apart. */
QuinticTaps quintic_value(double t);
QuinticTaps quintic_slope(double t, double h);

/* to[width] of the functions from both knots' rows; row: the first of a part of width
 * functions, stride between rows. */
void quintic_combine(int width, int stride, const double *row, const QuinticTaps *taps,
                     double *to);
