// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* IonDiff's count of hops that go together in time (C. López, R. Rurali, C. Cazorla, J.
 * Open Source Softw. 9, 6616 (2024), doi:10.21105/joss.06616), as its code does it:
 * every hop is a box in time, smoothed by a Gaussian of σ = (length of the first
 * box)/2.355, reflected at the ends and cut at 4σ; hops go together when Pearson's
 * coefficient of two boxes exceeds a threshold, the mean over 200 sets of as many boxes
 * of the mean length at times drawn by lot. A hop's N counts itself. N is a degree, not
 * the size of a group, and it knows nothing of places: with the threshold near zero it
 * grows with the number of hops that there are (see hop-groups.h for groups in space and
 * time). Cost n² for n boxes. Pure functions; any thread. */
#pragma once

#include <glib.h>

#include "analysis/decay-fit.h"

#define HOP_DEGREE_FIRST 2 /* sizes that the histogram keeps and the fit sees */
#define HOP_DEGREE_LAST  20

/* Frames first … last of a hop. */
typedef struct {
  int first, last;
} HopBox;

typedef struct {
  double threshold;
  double share[HOP_DEGREE_LAST + 1]; /* P(N) normalised over N = 2 … 20 */
  DecayFit fit;                      /* |A| + B exp(−C N) to them */
} HopDegree;

/* degree: N of each box, n of them; share and fit are NAN when no N is in 2 … 20. At
 * least two boxes and more frames than the mean box, else FALSE. */
gboolean hop_degree(const HopBox *box, guint n, guint n_frames, guint64 seed,
                    guint *degree, HopDegree *out);
