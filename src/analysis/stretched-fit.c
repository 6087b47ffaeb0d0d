// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/stretched-fit.h"

#include <math.h>
#include <string.h>

#define STEPS_MOST   200
#define DAMPING      1e-3
#define DAMPING_MOST 1e12
#define SETTLED      1e-12 /* relative change of the sum of squares */
#define BETA_START   0.7
#define BETA_LEAST   0.1
#define BETA_MOST    3.0

typedef struct {
  const double *t, *f;
  guint n;
} Points;

/* Logarithms of A, τ, β. */
typedef struct {
  double v[3];
} Parameters;

typedef struct {
  double matrix[3][3], vector[3];
} Normal;

static double
value_at(const Parameters *p, double t, double slope[3])
{
  double beta = exp(p->v[2]);
  double x = log(t) - p->v[1];
  double power = exp(CLAMP(beta * x, -600.0, 600.0));
  double value = exp(CLAMP(p->v[0], -100.0, 100.0) - MIN(power, 700.0));

  if (slope) {
    slope[0] = value;
    slope[1] = value * beta * power;
    slope[2] = -value * power * beta * x;
  }
  return value;
}

static double
squares_of(const Points *points, const Parameters *p)
{
  double sum = 0.0;

  for (guint k = 0; k < points->n; k++) {
    double off = points->f[k] - value_at(p, points->t[k], NULL);
    sum += off * off;
  }
  return sum;
}

static void
add_point(Normal *normal, const double slope[3], double off)
{
  for (guint a = 0; a < 3; a++) {
    normal->vector[a] += slope[a] * off;
    for (guint b = 0; b < 3; b++)
      normal->matrix[a][b] += slope[a] * slope[b];
  }
}

static double
determinant(double m[3][3])
{
  return m[0][0] * (m[1][1] * m[2][2] - m[1][2] * m[2][1]) -
         m[0][1] * (m[1][0] * m[2][2] - m[1][2] * m[2][0]) +
         m[0][2] * (m[1][0] * m[2][1] - m[1][1] * m[2][0]);
}

/* Cramer's rule; FALSE when the matrix is singular. */
static gboolean
solve(const Normal *normal, double damping, double step[3])
{
  double damped[3][3];

  memcpy(damped, normal->matrix, sizeof damped);
  for (guint a = 0; a < 3; a++)
    damped[a][a] *= 1.0 + damping;
  double whole = determinant(damped);
  if (!(fabs(whole) > 0.0))
    return FALSE;
  for (guint a = 0; a < 3; a++) {
    double replaced[3][3];
    memcpy(replaced, damped, sizeof replaced);
    for (guint b = 0; b < 3; b++)
      replaced[b][a] = normal->vector[b];
    step[a] = determinant(replaced) / whole;
  }
  return isfinite(step[0] + step[1] + step[2]);
}

/* One step down; FALSE when there is none. */
static gboolean
descend(const Points *points, Parameters *p, double *squares, double *damping)
{
  Normal normal = {0};
  double step[3], slope[3];

  for (guint k = 0; k < points->n; k++) {
    double value = value_at(p, points->t[k], slope);
    add_point(&normal, slope, points->f[k] - value);
  }
  for (; *damping < DAMPING_MOST; *damping *= 10.0) {
    if (!solve(&normal, *damping, step))
      continue;
    Parameters next = *p;
    for (guint a = 0; a < 3; a++)
      next.v[a] += CLAMP(step[a], -1.0, 1.0);
    double better = squares_of(points, &next);
    if (!(better < *squares))
      continue;
    gboolean moved = *squares - better > SETTLED * *squares;
    *p = next;
    *squares = better;
    *damping *= 0.1;
    return moved;
  }
  return FALSE;
}

static Parameters
first_guess(const Points *points)
{
  double first = MAX(points->f[0], 1e-3);
  double level = first * exp(-1.0);
  double tau = stretched_fit_crossing(points->t, points->f, points->n, level);

  if (isnan(tau))
    tau = 2.0 * points->t[points->n - 1];
  return (Parameters){{log(1.05 * first), log(tau), log(BETA_START)}};
}

gboolean
stretched_fit(const double *t, const double *f, guint n, StretchedFit *fit)
{
  Points points = {t, f, n};
  double damping = DAMPING;

  g_return_val_if_fail(n >= 4 && t[0] > 0.0, FALSE);
  Parameters p = first_guess(&points);
  double squares = squares_of(&points, &p);
  for (guint i = 0; i < STEPS_MOST && descend(&points, &p, &squares, &damping); i++)
    ;
  *fit = (StretchedFit){.amplitude = exp(p.v[0]),
                        .tau = exp(p.v[1]),
                        .beta = exp(p.v[2]),
                        .rms = sqrt(squares / n)};
  return isfinite(fit->amplitude + fit->tau + fit->rms) && fit->beta > BETA_LEAST &&
         fit->beta < BETA_MOST;
}

double
stretched_fit_value(const StretchedFit *fit, double t)
{
  return fit->amplitude * exp(-pow(t / fit->tau, fit->beta));
}

double
stretched_fit_mean_time(const StretchedFit *fit)
{
  return fit->tau / fit->beta * tgamma(1.0 / fit->beta);
}

double
stretched_fit_crossing(const double *t, const double *f, guint n, double level)
{
  for (guint k = 1; k < n; k++) {
    if (!(f[k] <= level) || !(f[k - 1] > level))
      continue;
    double part = (f[k - 1] - level) / (f[k - 1] - f[k]);
    return t[k - 1] * pow(t[k] / t[k - 1], part);
  }
  return NAN;
}
