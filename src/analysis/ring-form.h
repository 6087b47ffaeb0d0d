// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One form for every ring: whichever corner and direction a search met it in, the same
 * ring becomes the same value. Pure functions; any thread. */
#pragma once

#include <glib.h>

#include "model/snapshot.h"

#define RING_SIZE_MOST    12 /* formers */
#define RING_CORNERS_MOST (2 * RING_SIZE_MOST)

/* An atom with its lattice offset, seen from anywhere. */
typedef struct {
  guint32 atom;
  int offset[3];
} RingCorner;

/* The ring of n corners in path order, former and anion in turn, n ≤ RING_CORNERS_MOST:
 * it begins at the former from which the list of atoms and offsets is the smallest, whose
 * offset becomes 0. Its class (borate, n_three, n_four) is read from frame and bonds. */
Ring ring_form(const RingCorner *corner, guint n, const Frame *frame, const Bonds *bonds);

/* Orders by size, then atoms and offsets; 0: the same ring. For g_array_sort. */
int ring_compare(gconstpointer a, gconstpointer b);
/* Sorts rings (element type Ring) and keeps one of each. */
void ring_sort_unique(GArray *rings);
