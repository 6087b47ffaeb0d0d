// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Live detector of ion hops: p_hop with a fixed half-window
 * (R. Candelier, O. Dauchot, G. Biroli, Phys. Rev. Lett. 102, 088001 (2009)):
 *   p(t) = √(⟨|r − r̄_B|²⟩_A ⟨|r − r̄_A|²⟩_B),  A = [t−w, t), B = [t, t+w),
 * defaults w = 1 ps, p_c = 1.5 Å². A maximum above p_c separates two cages; neighbouring
 * maxima of one transit are one hop. Each hop follows the core-set rule: it leaves core
 * A, enters core B, transit frames are strictly between; length = |centre_B − centre_A|;
 * "back" when it returns within 1 Å of the cage before. Positions are drift-corrected
 * (centre of mass of all atoms). Emits EVENT_HOP w after it happened; chart "hops": hops
 * per ion and ps, length histogram. Running sums: O(1) per ion and sample, memory
 * 2w/interval positions per ion. */
#pragma once

#include "analysis/observer.h"

typedef struct {
  double half_window; /* ps */
  double threshold;   /* Å² */
  double core; /* Å, radius of a cage's core; 0: from the cage's own fluctuation */
  const char *species; /* symbol, or NULL: the mobile one; copied */
} HopOptions;

/* options may be NULL: the defaults. interval: sampling in ps, ≤ half_window / 4. */
Observer *hops_observer_new(double interval, const HopOptions *options);
