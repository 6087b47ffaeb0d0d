// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is said about a bond, a ring or a hop that a person clicked. Pure; any thread. */
#pragma once

#include "model/snapshot.h"

#define THING_MOST_ROWS 6

/* Texts are translated and owned. */
typedef struct {
  char *title;
  gboolean hop; /* it is one */
  guint n_rows;
  char *name[THING_MOST_ROWS], *value[THING_MOST_ROWS];
} ThingFacts;

/* All return FALSE, with nothing to clear, when the atoms are not there. Numbers are of
 * frame, which is not smoothed. */
gboolean thing_facts_bond(ThingFacts *facts, const Snapshot *snapshot, guint a, guint b);
/* ring need not be in snapshot any more: then it is said to be broken. */
gboolean thing_facts_ring(ThingFacts *facts, const Snapshot *snapshot, const Ring *ring);
gboolean thing_facts_hop(ThingFacts *facts, const Snapshot *snapshot, const Event *hop);
void thing_facts_clear(ThingFacts *facts);

/* Whether two rings are of the same atoms, in whatever order. */
gboolean thing_facts_same_ring(const Ring *a, const Ring *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ThingFacts, thing_facts_clear)
