// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The radial tables of a force field, one per pair of types (md/kernel/radial-table.h).
 * Built once, then read by any thread; owner: one provider. */
#pragma once

#include <glib.h>
#include <math.h>

#include "md/kernel/radial-table.h"
#include "potential/force-field.h"

typedef struct {
  ForceField *ff; /* own copy */
  guint n_types;
  double cut2; /* Å², of the longest term */
  RadialBin
      *bin[SPECIES_MAX][SPECIES_MAX]; /* symmetric: [a][b] and [b][a] are one array */
} PairTable;

PairTable *pair_table_new(const ForceField *ff);
void pair_table_free(PairTable *table);

/* Takes on another force field of the same species; only the pairs that differ are
 * computed. */
void pair_table_update(PairTable *table, const ForceField *ff);

/* Total U and −U′/r at r2 < cut2, from the table or, where it has no say, exactly. */
static inline void
pair_table_value(const PairTable *table, int a, int b, double r2, double *energy,
                 double *force_over_r)
{
  int64_t k = radial_bin(r2);
  const RadialBin *bin = table->bin[a][b] + k;

  if (G_LIKELY(k >= 0 && k < RADIAL_BINS && bin->c[0] == bin->c[0])) {
    double u = r2 - bin->centre;
    *energy = radial_polynomial(bin->c, u);
    *force_over_r = radial_polynomial(bin->c + 6, u);
    return;
  }
  double r = sqrt(r2);
  PairValue v = force_field_pair(table->ff, a, b, r);
  *energy = v.coulomb + v.shortr;
  *force_over_r = -(v.d_coulomb + v.d_shortr) / r;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PairTable, pair_table_free)
