// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Gathers the rings of one kind while searches meet them again and again. One thread. */
#pragma once

#include "analysis/ring-graph.h"
#include "analysis/ring-search.h"

typedef struct RingCollect RingCollect;

/* Fills list, which is empty before; graph and list outlive it. */
RingCollect *ring_collect_new(const RingGraph *graph, RingList *list);
/* Rings that were found so far become the list's, sorted; frees the collection. */
void ring_collect_end(RingCollect *collect);

void ring_collect_add(RingCollect *collect, const RingCorner *corner, guint n);
/* The former is at the origin of a ring of size formers. */
void ring_collect_mark(RingCollect *collect, guint32 former, guint size);
/* One way was looked at that may be no ring. */
void ring_collect_spend(RingCollect *collect, guint ways);
/* From now on it is full. */
void ring_collect_give_up(RingCollect *collect);
/* More rings or ways than a network of this size can have in earnest (atoms on top of one
 * another have): the search ends, the list is partial. */
gboolean ring_collect_is_full(const RingCollect *collect);
