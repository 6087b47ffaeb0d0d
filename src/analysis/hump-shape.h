// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Whether a distribution of distances has one hump, one with a shoulder, or two, told
 * from noise by comparing independent parts of the data. Pure function; any thread. */
#pragma once

#include <glib.h>

typedef enum { HUMP_ONE, HUMP_SHOULDER, HUMP_TWO } HumpKind;

typedef struct {
  HumpKind kind;
  guint divide; /* bin of the valley, or of the shoulder's middle */
  guint peak;   /* bin of the second maximum (HUMP_TWO) */
} HumpShape;

/* part: n_parts densities of n bins of dr (Å), one after the other, of equal weight and
 * independent of each other (ions taken in turn). Smoothed to 0.5 Å. The noise of a bin
 * of height y is κ√y, κ from the spread of the parts over all bins. A second hump is
 * where the descent over 1 Å first gets slower and then steeper again by more than 2.5
 * errors; it is HUMP_TWO when the curve rises there by more than 2.5 errors. */
HumpShape hump_shape_find(const double *part, guint n_parts, guint n, double dr);
