// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Who is there, who came and who left: rings by the atoms they are made of. A ring is
 * born when it was there for 50 fs without a gap, and broken when it was away for as
 * long, so that vibrating bonds make no events; with frames further apart, two in
 * succession decide. The rings of the first frame are there from the beginning, which
 * nobody saw. One thread. */
#pragma once

#include <glib.h>

#include "analysis/ring-form.h"
#include "analysis/ring-life.h"
#include "model/frame.h"

#define RING_CENSUS_HYSTERESIS 0.05 /* ps */

typedef struct RingCensus RingCensus;

RingCensus *ring_census_new(void);
void ring_census_free(RingCensus *census);

/* rings (element type Ring) of the frame; EVENT_RING_BORN and EVENT_RING_BROKEN (Event*)
 * are appended to events unless it is NULL. */
void ring_census_add(RingCensus *census, const Frame *frame, const GArray *rings,
                     GPtrArray *events);
/* Another glass from here on, or another temperature: ages and lifetimes count anew, the
 * rings stay. */
void ring_census_begin_epoch(RingCensus *census);

/* Whether a ring of these atoms (sorted) counts as being there, or did a moment ago, or
 * is about to. */
gboolean ring_census_knows(const RingCensus *census, const guint32 *atom, guint n);
/* Rings that count as being there. */
guint ring_census_n_alive(const RingCensus *census);
/* Lifetimes of the rings of size formers in this epoch; owned by the census. */
const RingLife *ring_census_life(const RingCensus *census, guint size);
/* Ages of those that are there and whose birth was seen in this epoch. */
void ring_census_ages(const RingCensus *census, guint size, RingAges *ages);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RingCensus, ring_census_free)
