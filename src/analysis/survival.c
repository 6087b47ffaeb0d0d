// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/survival.h"

#include <math.h>

#define LEAST      1e-3 /* ps */
#define PER_DECADE 64

static guint
bin_of(double time)
{
  double bin = floor(PER_DECADE * log10(MAX(time, LEAST) / LEAST));

  return (guint)CLAMP(bin, 0.0, SURVIVAL_BINS - 1.0);
}

static double
time_of(guint bin)
{
  return LEAST * pow(10.0, (bin + 0.5) / PER_DECADE);
}

void
survival_add(Survival *survival, double time)
{
  g_return_if_fail(time >= 0.0);

  survival->n_ended++;
  survival->time_ended += time;
  survival->ended[bin_of(time)]++;
}

static void
set_mean(const Survival *survival, double time_censored, SurvivalCurve *out)
{
  double n = survival->n_ended;

  out->mean = n > 0.0 ? (survival->time_ended + time_censored) / n : NAN;
  out->mean_error = out->mean / sqrt(n);
}

void
survival_curve(const Survival *survival, const double *censored, guint n_censored,
               SurvivalCurve *out)
{
  guint lost[SURVIVAL_BINS] = {0};
  double at_risk = survival->n_ended + n_censored, s = 1.0, greenwood = 0.0;
  double time_censored = 0.0;

  out->n = 0;
  out->median = NAN;
  for (guint i = 0; i < n_censored; i++) {
    lost[bin_of(censored[i])]++;
    time_censored += censored[i];
  }
  set_mean(survival, time_censored, out);
  for (guint bin = 0; bin < SURVIVAL_BINS; bin++) {
    double d = survival->ended[bin];
    if (d > 0.0) {
      s *= 1.0 - d / at_risk;
      greenwood += at_risk > d ? d / (at_risk * (at_risk - d)) : 0.0;
      out->time[out->n] = time_of(bin);
      out->value[out->n] = s;
      out->error[out->n++] = s * sqrt(greenwood);
      if (isnan(out->median) && s <= 0.5)
        out->median = time_of(bin);
    }
    at_risk -= d + lost[bin];
  }
}
