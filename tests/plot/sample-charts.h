// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Charts as the analysis makes them, from formulas: for tests and for looking at. Owner:
 * caller. */
#pragma once

#include "model/series.h"

/* Three species on log axes, a ghost of an earlier epoch and a dashed fit. */
Chart *sample_msd(void);
/* Filled bimodal curve with a marked cage and hop peak, and two other lags. */
Chart *sample_van_hove(void);
/* Five points with errors, one hollow bound, the fitted line. */
Chart *sample_arrhenius(void);
/* Sharp and broad pair distributions with a band of error. */
Chart *sample_rdf(void);
/* Nothing but a verdict. */
Chart *sample_empty(void);
/* A well with a marked minimum, gaps and a dashed ghost. */
Chart *sample_potential(void);
/* Bars of two formers at whole numbers, with errors. */
Chart *sample_bars(void);
/* Eight curves. */
Chart *sample_many(void);
