// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A radial function as piecewise polynomials of r²: the one thing every pair kernel
 * reads.
 *
 * The bin comes from the bits of r² alone: exponent and the first RADIAL_BITS bits of the
 * mantissa of the double. In a bin, with u = r² − centre,
 *   U(r)       = c0 + u (c1 + u (c2 + u (c3 + u (c4 + u c5))))
 *   −U′(r)/r   = c6 + …  likewise,
 * through Chebyshev nodes: with 64 bins per octave the error is below 1e-11 of the value
 * for the forms in use. Bins that hold a cut-off or another kink have NaN in c0; the
 * caller evaluates the exact function there. Plain C11; read only, any thread. Units eV
 * and Å. */
#pragma once

#include <stdint.h>
#include <string.h>

#define RADIAL_BITS         6
#define RADIAL_COEFFICIENTS 12
#define RADIAL_FIRST_OCTAVE -4 /* r² ≥ 2⁻⁴ Å²: r ≥ 0.25 Å */
#define RADIAL_OCTAVES      13 /* r² < 2⁹ Å²: r < 22.6 Å */
#define RADIAL_BINS         (RADIAL_OCTAVES << RADIAL_BITS)

typedef struct {
  double c[RADIAL_COEFFICIENTS];
  double centre;
} RadialBin;

/* Bin of r2; out of range (negative or ≥ RADIAL_BINS) outside the table. */
static inline int64_t
radial_bin(double r2)
{
  int64_t bits;

  memcpy(&bits, &r2, sizeof bits);
  return (bits >> (52 - RADIAL_BITS)) -
         ((int64_t)(1023 + RADIAL_FIRST_OCTAVE) << RADIAL_BITS);
}

/* Lower edge of a bin, Å². */
static inline double
radial_bin_edge(int64_t bin)
{
  int64_t bits = (bin + ((int64_t)(1023 + RADIAL_FIRST_OCTAVE) << RADIAL_BITS))
                 << (52 - RADIAL_BITS);
  double r2;

  memcpy(&r2, &bits, sizeof r2);
  return r2;
}

static inline double
radial_polynomial(const double c[6], double u)
{
  return c[0] + u * (c[1] + u * (c[2] + u * (c[3] + u * (c[4] + u * c[5]))));
}
