// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The repulsion of two nuclei at short distances: Ziegler, Biersack & Littmark, The
 * Stopping and Range of Ions in Solids (1985),
 *
 *     U(r) = e²/4πε0 Z_i Z_j / r · φ(r/a) · s(r),   a = 0.46848 Å / (Z_i^0.23 + Z_j^0.23)
 *     φ(x) = Σ_k c_k exp(−d_k x)
 *     s(r) = 1 up to inner, ½ [1 + cos π (r − inner)/(outer − inner)], 0 from outer
 *
 * A plain value; any thread. */
#pragma once

#include <glib.h>

typedef struct {
  double inner, outer; /* Å */
  double charges;      /* e²/4πε0 Z_i Z_j, eV Å */
  double inverse_a;    /* Å⁻¹ */
  double c[4], d[4];   /* of φ */
} Zbl;

/* Universal screening for two atomic numbers. */
Zbl zbl_universal(int a, int b, double inner, double outer);
/* Å; 4/3 of Pyykkö & Atsumi, Chem. Eur. J. 15, 186 (2009), metals 10 % less. */
double zbl_covalent_radius(int number);
/* Outer cut-off factor · (sum of covalent radii), not beyond outer; inner is this share
 * of it. */
Zbl zbl_by_radii(int a, int b, double factor, double outer, double inner_share);
/* eV; *slope = dU/dr, eV/Å. */
double zbl_energy(const Zbl *zbl, double r, double *slope);
