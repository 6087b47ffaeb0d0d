// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Curves of earlier epochs, drawn pale behind the present ones. */
#pragma once

#include "model/series.h"

#define GHOSTS_KEPT 2

/* Embedded; zeroed memory is "none yet". */
typedef struct {
  Chart *chart[GHOSTS_KEPT]; /* newest first; owned references */
  double temperature[GHOSTS_KEPT];
} Ghosts;

/* Takes the chart of the epoch that ends, and its temperature (K or NAN, see
 * observer_temperature); the oldest one is forgotten. */
void ghosts_take(Ghosts *ghosts, Chart *chart, double temperature);
void ghosts_clear(Ghosts *ghosts);
/* Adds the curves of this name of the earlier epochs to chart, or the filled ones when
 * name is NULL; dashed ones never. */
void ghosts_add_to(const Ghosts *ghosts, Chart *chart, const char *name);
