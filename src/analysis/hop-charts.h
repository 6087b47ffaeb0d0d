// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charts of a list of hops (hop-tally.h). Each function makes a new chart and says what
 * it waits for when there is nothing yet; owner: caller. One thread. */
#pragma once

#include "analysis/hop-tally.h"
#include "model/series.h"

typedef struct {
  const HopTally *tally; /* NULL before the first frame */
  const char *symbol;    /* of the ions; NULL: nothing is mobile */
} HopCharts;

/* P(L), Å⁻¹ over Å. Scalars: hops, time_ps, hops_per_ion_and_ps, length_A, duration_ps,
 * fraction_back, hops_productive, residence_ps, D_jump_A2_per_ps, D_MSD_A2_per_ps and
 * their ratio. D_MSD is missing, with the reason, while motion is not diffusive; the
 * ratio is then to MSD/6t at the longest lag, which is a bound. */
Chart *hop_charts_lengths(const HopCharts *charts, const char *id, const char *title);
/* P(duration), ps⁻¹ over ps. */
Chart *hop_charts_durations(const HopCharts *charts, const char *id);
/* Share of the cages that an ion has not left after t: Kaplan–Meier with its error. */
Chart *hop_charts_residence(const HopCharts *charts, const char *id);
/* Hops per ion and ps over time, √n errors. */
Chart *hop_charts_rate(const HopCharts *charts, const char *id);

/* Groups are costly (hop-groups.h, 0.05 s): found again when there are 10 % more hops and
 * at least half the time kept has passed. Zeroed memory is "not yet". */
typedef struct {
  guint n;      /* hops of the epoch when they were found */
  double until; /* ps */
  gboolean known;
  double lag, reach; /* ps, Å */
  HopGroups groups;
} HopGroupsCache;

/* Where the hops were. */
typedef struct {
  Cell cell;
  double reach; /* Å, how far the neighbours of an ion reach; NAN: not known */
  double lag_chosen, reach_chosen; /* ps, Å: τ_c and d_c that somebody chose; or NAN */
} HopSurroundings;

/* P(N) of the hops, of the same hops shuffled in time, and exp(−C N). Two hops go
 * together within τ_c = max(mean time in transit, 0.2 ps: one oscillation in a cage) and
 * d_c = 4.5 Å, or the reach of the surroundings; unless they were chosen. Scalars:
 * tau_c_ps, d_c_A, C, C_null, excess, share_together, share_strings … */
Chart *hop_charts_groups(const HopCharts *charts, const char *id,
                         const HopSurroundings *around, HopGroupsCache *cache);
