// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How far the neighbours of an ion reach: first minimum of the g(r) of the ions among
 * themselves (bond_cutoffs_minimum). One thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"

#define ION_SPACING_BINS 160
#define ION_SPACING_DR   0.05 /* Å */

/* Embedded; zeroed memory is "nothing seen yet". */
typedef struct {
  guint64 n_pairs;
  guint first; /* ion that the next look begins with */
  guint64 count[ION_SPACING_BINS];
} IonSpacing;

/* Distances from 200 of the ions, others every time, to all of them: 1 ms for 1,000. */
void ion_spacing_add(IonSpacing *spacing, const Frame *frame, const guint32 *atom,
                     guint n);
/* Å; NAN with fewer than 20,000 distances, or when the minimum is not between 3 and 7 Å.
 */
double ion_spacing_reach(const IonSpacing *spacing);
