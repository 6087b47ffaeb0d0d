// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whether a mean square displacement may be called diffusive, over which lags, and what D
 * is then.
 *
 * The window ends at a third of the time seen, T/3. β(t) = log2(MSD(2t)/MSD(t)) is known
 * at every lag with its error over the points. The window begins at the first lag from
 * which on |β − 1| ≤ 0.1, two errors allowed, no later β excepted, and the slope of the
 * whole window is in [0.9, 1.1]. A number is given (DIFFUSION_GOOD) when further
 *   that slope is known to 0.1 (else only lucky runs would pass, with too large a D),
 *   MSD(t_1) ≥ 3 × the MSD at the smallest β, if that was below 0.8 (there was a cage),
 *   T ≥ 10 t_1,
 *   D of the first and of the second half of the time agree (within 20 % or 3 errors).
 * Its error is the larger one of the spread over the points and of the spread over time
 * blocks (see diffusion-fit.h): concerted motion makes the former too small. */
#pragma once

#include "analysis/diffusion-fit.h"
#include "analysis/msd-sums.h"

typedef enum {
  DIFFUSION_WAITING,  /* too few lags to say anything */
  DIFFUSION_CAGED,    /* β < 0.5 at the longest lag */
  DIFFUSION_SUB,      /* β < 0.9 */
  DIFFUSION_SUPER,    /* β > 1.1 */
  DIFFUSION_SHORT,    /* as it should be, but not for long enough */
  DIFFUSION_UNSTEADY, /* D changes with time */
  DIFFUSION_GOOD,
} DiffusionState;

typedef struct {
  DiffusionState state;
  guint first, last; /* lag indices of the window; both 0 when there is none */
  double beta;       /* of the window; of the longest lag when there is none */
  Estimate d;        /* Å²/ps; only of the last two states */
  double offset;     /* Å², of the fitted line */
  double bound;      /* Å²/ps, MSD/6t at the end: D is less while β < 1 */
} DiffusionResult;

/* β(√2 t) = log2(MSD(2t)/MSD(t)) with its error over the points, t the lag; both lags
 * must have had pairs and both MSD be positive. */
Estimate diffusion_gate_slope(const MsdSums *sums, guint group, guint lag);
/* The lag twice as long, from 8 samples on and below 8 of them. */
guint diffusion_gate_doubled(guint lag);

/* D of a group of one point (a sum over charges) over the lags of a window found for
 * others. Its error is the larger one of the spread over time blocks, where there are
 * enough, and of that of one free walker: about √N times that of N ions. */
Estimate diffusion_gate_single(const MsdSums *sums, guint group, double spacing,
                               const DiffusionResult *window);

/* spacing of the samples in ps. from, to: the window asked for in ps, NAN: automatic. */
DiffusionResult diffusion_gate(const MsdSums *sums, guint group, double spacing,
                               double from, double to);
