// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Ion density and the pathways in it: where ions live, what separates their sites, and
 * from which density on they get through the glass (ion-density.h, pathway-maker.h).
 *
 * Chart "barriers": distribution of the barriers ΔF = kT ln(ρ_site/ρ_doorway) between
 * neighbouring sites, seen from the less visited of the two. Scalars: sites that are
 * occupied more than 1 % of the time and their number per ion; the percolation density
 * along a, b, c, and as barrier_kT what it stands above the middle one of the sites
 * (barrier_eV with the mean temperature where that is known); the framework's mean square
 * displacement, because sites mean little when it exceeds 0.3 Å² over the time that is
 * remembered.
 *
 * Ions may hop further than half the cell between frames: only the framework, whose drift
 * is taken off, must be followed. What less than one frame of one ion put there counts as
 * not visited. Memory: 4 bytes per node (ION_DENSITY_NODES at most), 20 more while
 * pathways are made, 8 kept with them; about 120 bytes per atom with the frame that is
 * kept. Heavy: pathways of 3,000 atoms take about a second. */
#pragma once

#include "analysis/observer.h"

typedef struct {
  double grid;         /* Å */
  double memory;       /* ps after which the past is forgotten; INFINITY: never */
  double smoothing;    /* Å */
  const char *species; /* symbol, or NULL: the most numerous mobile one; copied */
} DensityOptions;

#define DENSITY_OPTIONS_DEFAULT ((DensityOptions){0.3, INFINITY, 0.35, NULL})

/* options may be NULL: the defaults. interval: ps between the frames taken. */
Observer *density_observer_new(double interval, const DensityOptions *options);
