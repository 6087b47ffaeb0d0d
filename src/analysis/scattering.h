// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How strongly atoms scatter neutrons and X-rays: one table, every row with its source.
 *
 * X-rays: f(q) = Σ_k a_k exp(−b_k s²) + c, s = q/4π, neutral atoms (D. Waasmaier,
 * A. Kirfel, Acta Cryst. A 51, 416 (1995), doi:10.1107/S0108767394013292; s ≤ 6 Å⁻¹).
 * Neutrons: bound coherent scattering length of the natural element (V. F. Sears, Neutron
 * News 3 (3), 26 (1992), doi:10.1080/10448639208218770), real part. Any thread. */
#pragma once

#include <glib.h>

#include "model/species.h"

#define SCATTERING_GAUSSIANS 5

typedef struct {
  const char *symbol;
  double length; /* fm */
  const char *length_source;
  double a[SCATTERING_GAUSSIANS], c; /* electrons */
  double b[SCATTERING_GAUSSIANS];    /* Å² */
  const char *form_source;
} Scattering;

/* Row of the element, or NULL: not in the table. Static storage. */
const Scattering *scattering_of(const Element *element);
/* f(q) in electrons, q in Å⁻¹. */
double scattering_form_factor(const Scattering *scattering, double q);
