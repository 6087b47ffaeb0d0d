// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which hops a picture shows: in a melt every ion hops, and a thousand trails show
 * nothing. Hops that were undone cancel with the hop that undid them; of the others the
 * longest are chosen, because length does not change while a trail is seen, so that
 * trails do not flicker. Any thread. */
#pragma once

#include "model/event.h"

/* Writes a weight for each of hops (Event*, oldest first) to weight: 0 not shown, 1
 * fully, between for those near the limit. Those younger than max_age (ps, before now)
 * count; at most about `most` are shown. The hops of atom selected (−1: none) are all
 * shown. */
void hop_choice(const GPtrArray *hops, double now, double max_age, guint most,
                int selected, float *weight);
