// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which hops a picture shows: in a melt every ion hops, and a thousand trails show
 * nothing. A hop and its undoing merge into one faint trail; of all the longest are
 * chosen, because length does not change while a trail is seen, so that trails do not
 * flicker. Any thread. */
#pragma once

#include "model/event.h"
#include "model/frame.h"

/* Weight of a trail that was gone along there and back. */
#define HOP_CHOICE_MERGED 0.3f

typedef struct {
  double now, max_age; /* ps: hops younger than max_age count */
  guint most;          /* at most about so many are shown, merged ones last; 0: all */
  int selected;        /* the hops of this atom are all shown; −1: none */
  double shortest;     /* Å: shorter ones are left out */
  const guint8 *type;  /* of each atom, with types, a mask of those that count; or NULL */
  guint n_atoms, types;
} HopRule;

/* How many trails a picture of frame bears: most of them, and in a small glass about one
 * for four ions that can move, 12 at least; 0: all. */
guint hop_choice_bound(guint most, const Frame *frame);
/* Writes a weight for each of hops (Event*, oldest first): 0 not shown, 1 fully, between
 * for those near the limit and merged ones. */
void hop_choice(const GPtrArray *hops, const HopRule *rule, float *weight);
/* Whether a hop is young and long enough and of the right species. */
gboolean hop_choice_counts(const Event *event, const HopRule *rule);
