// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The doorway that an ion goes through: a triangle of anions whose plane it really
 * crosses.
 *
 *          anion                  The ion's way and the three anions between two samples
 *           ╱ ╲                   are straight lines. Where the ion's height over the
 *   ion ── ╱ ● ╲ ──▶              moving plane changes its sign, and it is inside the
 *         ╱_____╲                 triangle then, it goes through. Candidates are all
 *     anion     anion             triangles of the six anions nearest to the ion.
 *
 * Of all crossings of a hop the narrowest is its doorway. Radius: that of the circle
 * through the three centres less the (mean) radius of the anions, as in the doorway of
 * O. L. Anderson, D. A. Stuart, J. Am. Ceram. Soc. 37, 573 (1954). Pure functions. */
#pragma once

#include "analysis/track.h"
#include "model/event.h"

/* Of the circle through three points, Å; INFINITY when they lie on a line. */
double gate_circumradius(Vec3 a, Vec3 b, Vec3 c);

/* The anions are the first n_anions atoms of the track with radii (Å). Looks at the way
 * of atom `ion` of the track between two times (ps). FALSE when it crosses no triangle of
 * anions, or the track does not hold two samples there; else fills gate but for rest and
 * spread, anions by their numbers in the track. */
gboolean gate_find(const Track *track, guint n_anions, const double *radius, guint ion,
                   double from, double to, HopGate *gate);

/* Mean and standard deviation of the radius of gate's triangle (anions by their numbers
 * in the track) between two times, samples at least `gap` ps apart, going back from `to`
 * as long as the doorway exists: no edge is GATE_TORN times as long as at the crossing.
 * Returns the number of samples, 0 or more; fewer than two leave NAN. */
#define GATE_TORN 1.5

guint gate_rest(const Track *track, const double *radius, const HopGate *gate,
                double from, double to, double gap, double *mean, double *spread);
