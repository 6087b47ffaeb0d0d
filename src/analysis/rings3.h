// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three-membered rings (three formers joined by three anions) of the bonded network, by
 * enumeration of two-step neighbours with image offsets: a path counts only when its
 * offsets add up to zero, so chains through the cell are not rings and small cells are
 * exact. The anions differ too: three formers on one oxygen are no ring, and neither is a
 * way round that a bond across cuts short: these are the primitive ones of ring-search.h.
 * B–O rings have a class, the number of three-fold boron in them; with three it is the
 * boroxol ring. O(N CN²): about a millisecond besides the bonds at 3,000 atoms. */
#pragma once

#include "analysis/bond-cutoffs.h"
#include "analysis/observer.h"
#include "model/snapshot.h"

/* All three-membered rings of a frame (element type Ring), each once, in a canonical
 * order: the first corner is the former from which the list of atoms and offsets is the
 * smallest, its offset is 0. Owner: caller. */
GArray *rings3_find(const Frame *frame, const Bonds *bonds);

enum { RINGS3_TIME, RINGS3_TEMPERATURE, RINGS3_LIFETIME, RINGS3_N_CHARTS };

/* Charts:
 * - "rings3": their number against time, with boron also of each class. Births and deaths
 *   are events, with the hysteresis of bond-memory.h (a stretched bond still counts) and
 *   ring-census.h (50 fs); the number "all" has it too unless frames are more than 0.2 ps
 *   apart. Scalars: mean numbers over the epoch, "rings3" and by class
 *   ("rings3_borate_by_n_B3": "3" … "0"), and the fraction of three-fold boron that is in
 *   a three-membered ring of any formers ("B3_ring_over_B3"), without hysteresis, with
 *   block errors; for the lithium borosilicates of borate.h also what NMR says of it, and
 *   what glasses from a learned potential have.
 * - "rings3-temperature": numbers against temperature, every 10 K; outlasts epochs.
 * - "rings3-lifetime": how many of those born live longer than t (ring-life.h), scalar
 *   "rings3_lifetime_ps". */
Observer *rings3_observer_new(double interval);
/* Where its bonds end; owned by the observer. */
BondCutoffs *rings3_observer_cutoffs(Observer *self);
