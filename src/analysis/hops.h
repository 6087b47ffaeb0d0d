// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Live detector of ion hops: p_hop with a fixed half-window (hop-window.h), defaults w =
 * 1 ps, p_c = 1.5 Å². A maximum of p above p_c separates two cages; neighbouring maxima
 * of one transit are one hop. Each hop follows the core-set rule of hop-cage.h: it leaves
 * core A, enters core B, transit frames are strictly between; length = |centre_B −
 * centre_A|, at least √p_c. What the hops amount to: hop-tally.h.
 *
 * The drift of the framework (centre of mass of the atoms that are not mobile) is taken
 * off before and put back in what is told, so that places are those of the frames. Emits
 * EVENT_HOP between w and 1.5 w after it happened. Charts "hops" (lengths, and all
 * numbers), "hop-durations", "hop-residence", "hop-rate", "hop-groups". O(1) per ion and
 * sample; memory (36 w / interval + 120 + 256 × octaves of the time in ps) bytes per ion
 * and 150 kB. A steering action restarts the statistics, not the search. */
#pragma once

#include <math.h>

#include "analysis/ion-choice.h"
#include "analysis/observer.h"

typedef struct {
  double half_window; /* ps */
  double threshold;   /* p_c, Å² */
  double core;     /* Å, radius of a cage's core; 0: from the cage's own fluctuation */
  IonChoice ions;  /* copied */
  double tau_back; /* ps, after which a return is a hop of its own */
  double lag;      /* ps, τ_c of hops that go together; NAN: hop-charts.h */
  double reach;    /* Å, d_c; NAN: hop-charts.h */
} HopOptions;

#define HOP_OPTIONS_DEFAULT ((HopOptions){1.0, 1.5, 0.0, {NULL, NULL, 0}, 10.0, NAN, NAN})

/* options may be NULL: the defaults. interval: sampling in ps, ≤ half_window / 4: frames
 * that come at larger distances are an error. */
Observer *hops_observer_new(double interval, const HopOptions *options);
