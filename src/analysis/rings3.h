// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three-membered rings (three formers joined by three anions) of the bonded network, by
 * enumeration of two-step neighbours with image offsets: a path counts only when its
 * offsets add up to zero, so chains through the cell are not rings and small cells are
 * exact. Classes of B–O rings by the number of four-fold boron. O(N CN²). */
#pragma once

#include "analysis/observer.h"
#include "model/snapshot.h"

/* All three-membered rings of a frame (element type Ring), each once, in a canonical
 * order. Owner: caller. */
GArray *rings3_find(const Frame *frame, const Bonds *bonds);

/* Number of rings against time, births and deaths as events with 50 fs hysteresis. */
Observer *rings3_observer_new(double interval);
