// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ring-life.h"

#include <math.h>

static guint
bin_of(double age)
{
  double bin = ceil(RING_LIFE_PER_DECADE * log10(age / RING_LIFE_FIRST) - 1e-9);

  return (guint)CLAMP(bin, 0.0, RING_LIFE_BINS - 1);
}

void
ring_life_add_death(RingLife *life, double age)
{
  life->n_deaths++;
  if (isfinite(age))
    life->died[bin_of(age)]++;
}

void
ring_ages_add(RingAges *ages, double age)
{
  ages->n[bin_of(age)]++;
}

double
ring_life_tau(const RingLife *life, double *error)
{
  double tau = life->n_deaths > 0 ? life->watched / life->n_deaths : NAN;

  if (error)
    *error = life->n_deaths > 0 ? tau / sqrt(life->n_deaths) : NAN;
  return tau;
}

guint
ring_life_survival(const RingLife *life, const RingAges *alive, double *time,
                   double *survival, double *error)
{
  double left = 0.0, lives = 1.0, greenwood = 0.0;
  guint n = 0;

  for (guint bin = 0; bin < RING_LIFE_BINS; bin++)
    left += life->died[bin] + alive->n[bin];
  for (guint bin = 0; bin < RING_LIFE_BINS && left > 0.5; bin++, n++) {
    double died = life->died[bin], at_risk = left - 0.5 * alive->n[bin];
    time[bin] = RING_LIFE_FIRST * pow(10.0, bin / (double)RING_LIFE_PER_DECADE);
    lives *= 1.0 - died / at_risk;
    if (died < at_risk)
      greenwood += died / (at_risk * (at_risk - died));
    survival[bin] = lives;
    error[bin] = lives * sqrt(greenwood);
    left -= died + alive->n[bin];
  }
  return n;
}
