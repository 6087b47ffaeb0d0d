// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-tally.h"

#include <math.h>
#include <string.h>

#define BACK         1.0  /* Å */
#define RATE_STEP    1.0  /* ps */
#define DURATION_BIN 0.05 /* ps */
#define MSD_SPACING  1.0  /* ps */
#define RECENT_EXTRA 500  /* hops more before the oldest ones are forgotten at once */

HopTally *
hop_tally_new(guint n_ions, double tau_back)
{
  HopTally *tally = g_new0(HopTally, 1);
  MsdGroup all = {0, n_ions};

  tally->n_ions = n_ions;
  tally->tau_back = tau_back;
  tally->ion = g_new0(HopTallyIon, n_ions);
  tally->sums = msd_sums_new(&all, 1);
  tally->recent = g_array_new(FALSE, FALSE, sizeof(GroupHop));
  tally->rate_from = tally->recent_from = NAN;
  tally->rate_step = RATE_STEP;
  tally->until = -INFINITY;
  for (guint i = 0; i < n_ions; i++)
    tally->ion[i].since = NAN;
  return tally;
}

void
hop_tally_free(HopTally *tally)
{
  if (!tally)
    return;
  g_free(tally->ion);
  msd_sums_free(tally->sums);
  g_array_unref(tally->recent);
  g_free(tally);
}

void
hop_tally_restart(HopTally *tally, double spacing)
{
  g_return_if_fail(spacing > 0.0);

  tally->spacing = spacing;
  tally->stride = (guint)MAX(lround(MSD_SPACING / spacing), 1);
  tally->phase = 0;
  msd_sums_reset(tally->sums);
  for (guint i = 0; i < tally->n_ions; i++) {
    tally->ion[i].has_hopped = FALSE;
    tally->ion[i].since = NAN;
  }
  g_array_set_size(tally->recent, 0);
  tally->recent_from = NAN;
}

void
hop_tally_begin_epoch(HopTally *tally)
{
  for (guint i = 0; i < tally->n_ions; i++) {
    tally->ion[i].n_hops = 0;
    tally->ion[i].square = 0.0;
    tally->ion[i].since = NAN;
    tally->ion[i].counts = FALSE;
  }
  tally->time_seen = 0.0;
  tally->n = tally->n_back = tally->n_productive = 0;
  tally->length = tally->length2 = tally->duration = tally->duration2 = 0.0;
  memset(tally->n_length, 0, sizeof tally->n_length);
  memset(tally->n_duration, 0, sizeof tally->n_duration);
  memset(&tally->residence, 0, sizeof tally->residence);
  memset(tally->n_rate, 0, sizeof tally->n_rate);
  memset(tally->rate_seen, 0, sizeof tally->rate_seen);
  tally->rate_from = tally->recent_from = NAN;
  tally->rate_step = RATE_STEP;
  tally->until = -INFINITY;
  msd_sums_reset(tally->sums);
  tally->phase = 0;
  g_array_set_size(tally->recent, 0);
}

void
hop_tally_sample(HopTally *tally, const float *xyz)
{
  if (tally->phase++ % tally->stride == 0)
    msd_sums_add(tally->sums, xyz);
}

static void
halve_rates(HopTally *tally)
{
  guint half = HOP_TALLY_RATES / 2;

  for (guint k = 0; k < HOP_TALLY_RATES; k++) {
    gboolean there = k < half;
    tally->n_rate[k] = there ? tally->n_rate[2 * k] + tally->n_rate[2 * k + 1] : 0;
    tally->rate_seen[k] =
        there ? tally->rate_seen[2 * k] + tally->rate_seen[2 * k + 1] : 0.0;
  }
  tally->rate_step *= 2.0;
}

static guint
rate_bin(HopTally *tally, double time)
{
  double after = MAX(time - tally->rate_from, 0.0);

  while (after >= HOP_TALLY_RATES * tally->rate_step)
    halve_rates(tally);
  return (guint)(after / tally->rate_step);
}

static void
pass(HopTally *tally, double until, double step, double share)
{
  if (isnan(tally->rate_from))
    tally->rate_from = until - step;
  if (isnan(tally->recent_from))
    tally->recent_from = until - step;
  tally->until = MAX(until, tally->until);
  tally->time_seen += share * step;
  tally->rate_seen[rate_bin(tally, until - 0.5 * step)] += share * step;
}

void
hop_tally_pass(HopTally *tally, double until, double step)
{
  pass(tally, until, step, 1.0);
  for (guint i = 0; i < tally->n_ions; i++)
    tally->ion[i].until = until;
}

void
hop_tally_pass_ion(HopTally *tally, guint ion, double until, double step)
{
  g_return_if_fail(ion < tally->n_ions);

  pass(tally, until, step, 1.0 / tally->n_ions);
  tally->ion[ion].until = until;
}

static void
keep_recent(HopTally *tally, const HopRecord *record)
{
  GroupHop hop = {record->ion, record->time, record->from, record->to};

  g_array_append_val(tally->recent, hop);
  if (tally->recent->len < HOP_TALLY_RECENT + RECENT_EXTRA)
    return;
  guint old = tally->recent->len - HOP_TALLY_RECENT;
  tally->recent_from = g_array_index(tally->recent, GroupHop, old - 1).time;
  g_array_remove_range(tally->recent, 0, old);
}

static void
count(HopTally *tally, const HopRecord *record, double length)
{
  double bin =
      floor(lround(record->duration / tally->spacing) / hop_tally_samples_per_bin(tally));

  tally->n++;
  tally->length += length;
  tally->length2 += length * length;
  tally->duration += record->duration;
  tally->duration2 += record->duration * record->duration;
  tally->n_length[MIN((guint)(length / HOP_TALLY_DL), HOP_TALLY_LENGTHS - 1)]++;
  tally->n_duration[(guint)MIN(bin, HOP_TALLY_DURATIONS - 1.0)]++;
  if (isnan(tally->rate_from))
    tally->rate_from = record->time;
  tally->n_rate[rate_bin(tally, record->time)]++;
}

gboolean
hop_tally_add(HopTally *tally, const HopRecord *record)
{
  g_return_val_if_fail(record->ion < tally->n_ions && tally->spacing > 0.0, FALSE);

  HopTallyIon *ion = &tally->ion[record->ion];
  double length = vec3_norm(vec3_sub(record->to, record->from));
  gboolean back = ion->has_hopped && record->time - ion->entered <= tally->tau_back &&
                  vec3_norm(vec3_sub(record->to, ion->before)) < BACK;

  count(tally, record, length);
  keep_recent(tally, record);
  tally->n_back += back;
  if (back && ion->counts) {
    tally->n_productive--;
    ion->counts = FALSE;
  } else {
    tally->n_productive++;
    ion->counts = TRUE;
  }
  if (!isnan(ion->since))
    survival_add(&tally->residence, MAX(record->left - ion->since, 0.0));
  ion->n_hops++;
  ion->square += length * length;
  ion->has_hopped = TRUE;
  ion->before = record->from;
  ion->entered = ion->since = record->entered;
  return back;
}

/* Mean over the ions of value / divisor. */
static Estimate
over_ions(const HopTally *tally, double (*value)(const HopTallyIon *), double divisor)
{
  g_autofree double *each = g_new(double, tally->n_ions);
  const double *row = each;
  const double one = 1.0;

  for (guint i = 0; i < tally->n_ions; i++)
    each[i] = value(&tally->ion[i]) / divisor;
  return diffusion_fit_jackknife(&one, &row, 1, tally->n_ions);
}

static double
hops_of(const HopTallyIon *ion)
{
  return ion->n_hops;
}

static double
square_of(const HopTallyIon *ion)
{
  return ion->square;
}

Estimate
hop_tally_rate(const HopTally *tally)
{
  return over_ions(tally, hops_of, tally->time_seen);
}

Estimate
hop_tally_d_jump(const HopTally *tally)
{
  return over_ions(tally, square_of, 6.0 * tally->time_seen);
}

DiffusionResult
hop_tally_diffusion(const HopTally *tally)
{
  return diffusion_gate(tally->sums, 0, tally->stride * tally->spacing, NAN, NAN);
}

void
hop_tally_residence(const HopTally *tally, SurvivalCurve *out)
{
  g_autofree double *censored = g_new(double, tally->n_ions);
  guint n = 0;

  for (guint i = 0; i < tally->n_ions; i++)
    if (!isnan(tally->ion[i].since))
      censored[n++] = MAX(tally->ion[i].until - tally->ion[i].since, 0.0);
  survival_curve(&tally->residence, censored, n, out);
}

double
hop_tally_samples_per_bin(const HopTally *tally)
{
  return MAX(1.0, ceil(DURATION_BIN / tally->spacing - 1e-6));
}
