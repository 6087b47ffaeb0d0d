// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Hops by clustering, made for glasses: IonDiff's idea (iondiff.h) on a window that moves
 * along with the run. Places are smoothed by a running mean over 1 ps, the drift of the
 * framework is taken off, and the last 20 ps are thinned to at most 400 points. K = 2 … 6
 * by k-means++ with fixed seeds, exact silhouettes, threshold 0.6; centres of the cages
 * are the means of the smoothed places within 0.4 Å. An ion that stays within 1.2 Å is in
 * one cage at once, and nearer cages are one.
 *
 *    window i   |········|················|········|
 *    window i+1          ·        |········|················|········|
 *                 context   hops are told    context
 *
 * Each ion is looked at every half window, one after the other, so that every sample
 * costs the same: 2 ms per ion and half window. The hops of the middle half are told;
 * those of the last quarter wait for the next window, an epoch or the end of the frames.
 * When and how long an ion was in transit is found in the places that are not smoothed,
 * by the core-set rule with cores of twice the fluctuation of each cage.
 *
 * Tells EVENT_HOP 5 … 15 ps after it happened; chart "iondiff-plus" (lengths, and all
 * numbers). Memory 5.3 kB + hop-tally.h per ion. For a thread of its own. */
#pragma once

#include "analysis/ion-choice.h"
#include "analysis/observer.h"

typedef struct {
  IonChoice ions;   /* copied */
  double smooth;    /* ps, full width of the running mean; 0: none */
  double window;    /* ps, 20 … 50 */
  guint most;       /* K */
  double threshold; /* of the silhouette */
  double core;      /* Å, of the smoothed places */
  double least;     /* Å, extent of more than one cage, and distance of two */
  double tau_back;  /* ps (hop-tally.h) */
  guint64 seed;
  guint n_threads; /* 0: one per processor */
} IondiffPlusOptions;

#define IONDIFF_PLUS_OPTIONS_DEFAULT \
  ((IondiffPlusOptions){{NULL, NULL, 0}, 1.0, 20.0, 6, 0.6, 0.4, 1.2, 10.0, 1, 1})

/* options may be NULL: the defaults. interval: sampling in ps, ≤ smooth / 4 (window / 80
 * when that is 0): frames that come at larger distances are an error. */
Observer *iondiff_plus_observer_new(double interval, const IondiffPlusOptions *options);
