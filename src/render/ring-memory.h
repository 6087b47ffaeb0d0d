// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Which rings are new and which have just gone, from one shown snapshot to the next. A
 * ring is known by its atoms, in whatever order. One thread. */
#pragma once

#include "model/snapshot.h"

typedef struct {
  Ring ring;
  guint index;       /* in the snapshot's list; G_MAXUINT: gone */
  double born, died; /* ps; −INFINITY: there from the beginning; died INFINITY: alive */
  guint mark;        /* work space */
} RingLife;

typedef struct RingMemory RingMemory;

RingMemory *ring_memory_new(void);
void ring_memory_free(RingMemory *memory);
/* Looks at the next snapshot. Rings gone for longer than fade (ps) are forgotten. After a
 * jump in time (backwards, or by more than 20 fades) or into another structure nothing is
 * new. */
void ring_memory_update(RingMemory *memory, const Snapshot *snapshot, double fade);
guint ring_memory_size(const RingMemory *memory);
const RingLife *ring_memory_get(const RingMemory *memory, guint k);
/* 2 … 1 while it is new, then 1; 1 … 0 after its end. */
double ring_life_strength(const RingLife *life, double now, double fade);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(RingMemory, ring_memory_free)
