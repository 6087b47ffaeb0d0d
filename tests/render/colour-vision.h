// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How far apart two colours look, and to people without red or green cones: CIE L*a*b*,
 * D65 (IEC 61966-2-1; CIE 15), after Machado, Oliveira, Fernandes, IEEE Trans. Vis.
 * Comput. Graph. 15, 1291 (2009), doi:10.1109/TVCG.2009.113, severity 1. */
#pragma once

enum { WITHOUT_RED, WITHOUT_GREEN, FULL_VISION, N_VISIONS };

/* rgb: sRGB 0…1. */
void lab_seen_by(int vision, const float rgb[3], double lab[3]);
double lab_distance(const double a[3], const double b[3]);
/* The least for any of these visions. */
double least_lab_distance(const float a[3], const float b[3]);
