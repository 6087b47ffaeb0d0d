// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Peaks and valleys of a histogram on even bins. Pure functions; any thread. */
#pragma once

#include <glib.h>

/* Moving average over 2 half + 1 bins (fewer at the ends), twice: a triangle. */
void curve_smooth(const double *y, guint n, guint half, double *out);

/* First bin that is the highest within reach on both sides and not below least; -1. */
int curve_first_peak(const double *y, guint n, guint reach, double least);
/* First bin after peak that is the lowest of the reach bins that follow and below
 * fraction × y[peak]; -1. */
int curve_first_minimum(const double *y, guint n, guint peak, guint reach,
                        double fraction);
/* Where a parabola through bin and its neighbours has its top, in bins from 0. */
double curve_refine_peak(const double *y, guint n, guint bin);
