// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Larger rings than the run looks for, for the picture: found on a worker, one search at
 * a time, a few times a second at most. The rings of an earlier frame are shown until
 * newer ones are there: they hold atoms, not places. Main thread. */
#pragma once

#include "model/snapshot.h"
#include "run/snapshot-maker.h"

typedef struct RingFinder RingFinder;

RingFinder *ring_finder_new(void);
/* A search that is still going on ends by itself. */
void ring_finder_free(RingFinder *finder);

/* Formers of the largest rings wanted, and their definition; 3: those that the run has
 * found, no search. */
void ring_finder_set_rings(RingFinder *finder, guint size, RingsKind kind);
/* The same snapshot with the rings known so far (owner: caller); begins the next search
 * when it is time. */
Snapshot *ring_finder_add(RingFinder *finder, const Snapshot *snapshot, gint64 now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RingFinder, ring_finder_free)
