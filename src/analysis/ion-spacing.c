// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ion-spacing.h"

#include <math.h>

#include "analysis/bond-cutoffs.h"

#define CENTRES  200
#define ENOUGH   20000
#define NEAREST  3.0 /* Å */
#define FARTHEST 7.0

static void
add_from(IonSpacing *spacing, const Frame *frame, const guint32 *atom, guint n, guint i)
{
  for (guint j = 0; j < n; j++) {
    Vec3 way = vec3_sub(frame->position[atom[j]], frame->position[atom[i]]);
    double r = vec3_norm(cell_minimum_image(&frame->cell, way));
    if (j == i || r >= ION_SPACING_BINS * ION_SPACING_DR)
      continue;
    spacing->count[(guint)(r / ION_SPACING_DR)]++;
    spacing->n_pairs++;
  }
}

void
ion_spacing_add(IonSpacing *spacing, const Frame *frame, const guint32 *atom, guint n)
{
  g_return_if_fail(spacing != NULL && frame != NULL);

  for (guint k = 0; k < MIN(n, CENTRES); k++)
    add_from(spacing, frame, atom, n, spacing->first++ % n);
}

double
ion_spacing_reach(const IonSpacing *spacing)
{
  double g[ION_SPACING_BINS];

  if (spacing->n_pairs < ENOUGH)
    return NAN;
  /* on a scale where 1 is an even spread over the sphere */
  double even = 3.0 / (ION_SPACING_BINS * (double)ION_SPACING_BINS * ION_SPACING_BINS);
  for (guint k = 0; k < ION_SPACING_BINS; k++)
    g[k] = spacing->count[k] / (even * spacing->n_pairs * (k + 0.5) * (k + 0.5));
  double reach = bond_cutoffs_minimum(g, ION_SPACING_BINS, ION_SPACING_DR);
  return reach >= NEAREST && reach <= FARTHEST ? reach : NAN;
}
