// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which hop is to be shown a second time, slowly, and when: one after the other with a
 * rest between them, the newest first, none that was undone. Main thread. */
#pragma once

#include "model/snapshot.h"

#define HOP_AGAIN_SECONDS 3.7 /* with the way there and back */
#define HOP_AGAIN_MEMORY  4.0 /* ps that have to be remembered */

typedef struct {
  Event *hop;         /* being shown or next; owned, or NULL */
  const void *newest; /* last one looked at, to compare only */
  gint64 until;       /* µs: end of the one that is shown; 0: none is */
  gint64 rest_until;
} HopAgain;

/* The hop to try now (µs), or NULL; it is offered until hop_again_begun or too old.
 * Ends what is over. Belongs to again. */
const Event *hop_again_next(HopAgain *again, const Snapshot *snapshot, gint64 now);
void hop_again_begun(HopAgain *again, gint64 now);
/* This one, at once: a person asked for it. */
void hop_again_begin(HopAgain *again, const Event *hop, gint64 now);
/* No more of the one that is shown. */
void hop_again_end(HopAgain *again, gint64 now);
/* The one that is shown at now, or NULL. */
const Event *hop_again_shown(const HopAgain *again, gint64 now);
void hop_again_clear(HopAgain *again);

/* Next to hop in the snapshot's list, later (step 1) or earlier (step −1), of those that
 * were not undone; NULL when there is none. Belongs to snapshot. */
const Event *hop_again_neighbour(const Snapshot *snapshot, const Event *hop, int step);

/* From when to when it is shown, ps. */
void hop_again_span(const Event *hop, double *from, double *to);
