// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three-membered rings (three formers joined by three anions) of the bonded network, by
 * enumeration of two-step neighbours with image offsets: a path counts only when its
 * offsets add up to zero, so chains through the cell are not rings and small cells are
 * exact. The anions differ too: three formers on one oxygen are no ring, and neither is a
 * way round that a bond across cuts short: these are the primitive ones of ring-search.h.
 * Classes of B–O rings by the number of four-fold boron. O(N CN²): about a millisecond
 * besides the bonds at 3,000 atoms. */
#pragma once

#include "analysis/observer.h"
#include "model/snapshot.h"

/* All three-membered rings of a frame (element type Ring), each once, in a canonical
 * order: the first corner is the former from which the list of atoms and offsets is the
 * smallest, its offset is 0. Owner: caller. */
GArray *rings3_find(const Frame *frame, const Bonds *bonds);

/* Number of rings against time; births and deaths as events with the hysteresis of
 * ring-census.h, which the number has too unless frames are more than 0.2 ps apart.
 * Scalars: mean number over the epoch, of B–O rings by the number of four-fold boron, and
 * the fraction of three-fold boron that is in a ring. */
Observer *rings3_observer_new(double interval);
