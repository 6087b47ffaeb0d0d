// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/pair-list.h"

#include "app/pair-curve.h"

static int
role_rank(const Element *element)
{
  static const int rank[] = {
      [SPECIES_FORMER] = 0,
      [SPECIES_MODIFIER] = 1,
      [SPECIES_MOBILE] = 2,
      [SPECIES_ANION] = 3,
  };
  return rank[element->role];
}

static int
pair_rank(const ForceField *ff, const PairChoice *pair)
{
  int a = role_rank(ff->species->element[pair->a]);
  int b = role_rank(ff->species->element[pair->b]);
  return (pair->short_range ? 0 : 100) + (b == 3 ? 0 : 50) + 4 * a + b;
}

static int
compare_pairs(gconstpointer x, gconstpointer y, gpointer data)
{
  const PairChoice *p = x, *q = y;
  int difference = pair_rank(data, p) - pair_rank(data, q);
  if (difference != 0)
    return difference;
  return p->a != q->a ? p->a - q->a : p->b - q->b;
}

GArray *
pair_list_new(const ForceField *ff)
{
  GArray *pairs = g_array_new(FALSE, FALSE, sizeof(PairChoice));
  const SpeciesList *species = ff->species;

  for (int i = 0; i < (int)species->n; i++) {
    for (int j = i; j < (int)species->n; j++) {
      gboolean swap = role_rank(species->element[i]) > role_rank(species->element[j]);
      PairChoice pair = {.a = swap ? j : i, .b = swap ? i : j};
      pair.short_range = pair_curve_has_short_range(ff, i, j);
      g_array_append_val(pairs, pair);
    }
  }
  g_array_sort_with_data(pairs, compare_pairs, (gpointer)ff);
  return pairs;
}
