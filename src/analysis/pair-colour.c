// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/pair-colour.h"

#define DARKER 0.7f
#define PALE   0.65f
#define HALF   0.5f

void
pair_colour(Series *series, const Element *one, const Element *two, gboolean beside_bonds)
{
  g_return_if_fail(series && one && two);

  const Element *first = one->role == SPECIES_ANION ? two : one;
  const Element *second = first == one ? two : one;
  gboolean bond = second->role == SPECIES_ANION;

  for (guint c = 0; c < 3; c++) {
    series->rgb[c] = first->rgb[c];
    if (one == two && beside_bonds)
      series->rgb[c] += HALF * (PALE - first->rgb[c]);
    else if (one != two && !bond)
      series->rgb[c] = DARKER * HALF * (first->rgb[c] + second->rgb[c]);
  }
}
