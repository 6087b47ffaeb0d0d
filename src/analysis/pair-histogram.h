// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Distances of all pairs of atoms of a frame, counted by their types. All periodic images
 * count, in cells of any shape and size. Pure function of its arguments; any thread. */
#pragma once

#include <glib.h>

#include "model/frame.h"

/* Adds to count[(a * n_types + b) * n_bins + bin] the ordered pairs of types a → b with
 * bin·dr ≤ r < (bin + 1)·dr, n_types = frame->species->n: an unlike pair stands in two
 * tables, a like pair counts twice in one. dr in Å. */
void pair_histogram_add(guint64 *count, guint n_bins, double dr, const Frame *frame);
