// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Hops as IonDiff finds them (C. López, R. Rurali, C. Cazorla, J. Open Source Softw. 9,
 * 6616 (2024), doi:10.21105/joss.06616), for comparison with results obtained with it:
 * k-means on all places of an ion (K = 2 … 10, starts at random points), the K of the
 * largest silhouette if that reaches 0.7, a cage's core of 0.4 Å, hops by its rule
 * (ion_cages_published_hops), nothing smoothed, no drift removed. In a glass it misses
 * most hops: the threshold is made for crystals (iondiff-plus.h does better).
 *
 * What differs: 30 starts instead of 10, so that the best division is found whatever the
 * random numbers; frames beyond 1,024 (fewer with more than 2,000 ions) are thinned
 * evenly, every second one again and again, and the charts say so; only the chosen ions;
 * lengths are the distance of the cages, which IonDiff does not write. As there, the
 * duration is that of the published mask (last − first − 1 frames, two for a transit of
 * four), and hops without an end (the ion never comes to rest) are lost, and counted.
 *
 * Charts "iondiff" (lengths, and all numbers) and "iondiff-degree": hop-degree.h. Every
 * chart and the end of the frames go over the whole run again when it has grown by a
 * tenth: 15 ms per ion and 800 frames, shared by n_threads. EVENT_HOP are told at the end
 * of the frames, for every cage may still move before. Memory 12.3 kB per ion up to 2,000
 * ions, 25 MB up to 16,000, 1.5 kB per ion beyond. For a thread of its own. */
#pragma once

#include "analysis/ion-choice.h"
#include "analysis/observer.h"

typedef struct {
  IonChoice ions;   /* copied */
  guint most;       /* K */
  double threshold; /* of the silhouette */
  double core;      /* Å */
  double tau_back;  /* ps, for the flag "back" (hop-tally.h) */
  guint64 seed;
  guint n_threads; /* 0: one per processor */
} IondiffOptions;

#define IONDIFF_OPTIONS_DEFAULT \
  ((IondiffOptions){{NULL, NULL, 0}, 10, 0.7, 0.4, 10.0, 1, 1})

/* options may be NULL: the defaults. interval: ps between the frames taken. */
Observer *iondiff_observer_new(double interval, const IondiffOptions *options);
