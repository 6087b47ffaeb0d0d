// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What a list of hops amounts to, whoever found them: counts, lengths, transit times,
 * times of residence, rate against time, hops that undo the one before, and whether the
 * list explains the diffusion, D_jump = Σ L² / (6 N T)   against   D of the mean square
 * displacement, good between 0.5 and 1.2 (hops that are undone and cages that wander make
 * it differ).
 *
 * A hop B → A′ is "back" when the ion came from A, |A′ − A| < 1 Å, no later than τ_back
 * after it had entered B. A hop and the one that undoes it are both not productive; a hop
 * that undoes an undoing one counts again. Residence: from entering a cage to leaving it;
 * the first cage of an ion, whose beginning was not seen, does not count, the last one
 * does as censored (survival.h).
 *
 * Memory: 128 B + 256 B × (octaves of the time in ps) per ion, and 150 kB. One thread. */
#pragma once

#include <glib.h>

#include "analysis/diffusion-gate.h"
#include "analysis/hop-groups.h"
#include "analysis/msd-sums.h"
#include "analysis/survival.h"

#define HOP_TALLY_LENGTHS   50
#define HOP_TALLY_DL        0.2 /* Å */
#define HOP_TALLY_DURATIONS 60
#define HOP_TALLY_RATES     64
#define HOP_TALLY_RECENT    1500 /* hops kept for groups */

typedef struct {
  guint ion;            /* 0 … n_ions − 1 */
  double time;          /* ps, of the hop */
  double left, entered; /* ps: last time in the core of A, first one in that of B */
  double duration;      /* ps in transit */
  Vec3 from, to;        /* cages, Å, without drift */
} HopRecord;

typedef struct {
  gboolean has_hopped, counts; /* counts: the last hop is productive so far */
  Vec3 before;                 /* cage that the last hop left, Å */
  double entered;              /* ps, where it ended */
  double since;                /* ps, entered the present cage; NAN: not seen */
  double until;                /* ps, up to where its hops are known */
  guint n_hops;                /* of this epoch */
  double square;               /* Å², Σ L² of this epoch */
} HopTallyIon;

typedef struct {
  guint n_ions;
  double tau_back;  /* ps */
  HopTallyIon *ion; /* owned */
  double spacing;   /* ps, of the samples; 0 before the first */

  double time_seen; /* ps, of this epoch, over which hops would have been found */
  double until;     /* ps, up to where */
  guint n, n_back, n_productive;
  double length, length2, duration, duration2; /* sums, Å … ps² */
  guint n_length[HOP_TALLY_LENGTHS], n_duration[HOP_TALLY_DURATIONS];
  Survival residence;

  double rate_from, rate_step; /* ps */
  guint n_rate[HOP_TALLY_RATES];
  double rate_seen[HOP_TALLY_RATES]; /* ps */

  MsdSums *sums; /* owned */
  guint stride, phase;

  GArray *recent;     /* GroupHop, newest last; owned */
  double recent_from; /* ps, nothing is missing since */
} HopTally;

HopTally *hop_tally_new(guint n_ions, double tau_back);
void hop_tally_free(HopTally *tally);

/* The samples begin anew, spacing ps apart: what the ions did between is not known. */
void hop_tally_restart(HopTally *tally, double spacing);
void hop_tally_begin_epoch(HopTally *tally);
/* One more sample of displacements (x of all ions, then y, then z, Å). */
void hop_tally_sample(HopTally *tally, const float *xyz);
/* Hops up to this time (ps) have been found and added; step: since the last call, ps. */
void hop_tally_pass(HopTally *tally, double until, double step);
/* The same for one ion alone. */
void hop_tally_pass_ion(HopTally *tally, guint ion, double until, double step);
/* In order of time for each ion. TRUE: it undoes the one before. */
gboolean hop_tally_add(HopTally *tally, const HopRecord *record);

/* Hops per ion and ps, D_jump in Å²/ps; errors: spread over the ions. */
Estimate hop_tally_rate(const HopTally *tally);
Estimate hop_tally_d_jump(const HopTally *tally);
/* D of the mean square displacement of the same ions, sampled every ps. */
DiffusionResult hop_tally_diffusion(const HopTally *tally);
void hop_tally_residence(const HopTally *tally, SurvivalCurve *out);
/* Width of the bins of n_duration in samples: 0.05 ps, or the spacing when that is more.
 */
double hop_tally_samples_per_bin(const HopTally *tally);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(HopTally, hop_tally_free)
