// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* For how long hops stay in the picture: five picoseconds, or less in a hot melt, where
 * the trails of so long a time would hide the glass. Pure functions; any thread. */
#pragma once

#include "model/snapshot.h"

#define HOP_AGE_LONGEST 5.0 /* ps */
#define HOP_AGE_CROWD   300 /* trails that the eye still tells apart */

/* Hops of snapshot that are younger than age, ps. */
guint hop_age_count(const Snapshot *snapshot, double age);
/* One of 5, 4, 3 … 0.2 ps: the longest that shows no crowd. present (ps, the age in use)
 * is kept while it is not far off, so that the picture does not flicker. */
double hop_age_choose(const Snapshot *snapshot, double present);

/* ps for which a hop glows once it is known, at a speed in ps per second of wall time:
 * four fifths of a second, and a quarter of a picosecond at least. */
double hop_age_glow(double speed);
