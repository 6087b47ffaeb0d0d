// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Where a bond former–anion ends: at the first minimum of g(r) behind its first peak, as
 * soon as enough distances were seen; until then at the starting value of the table
 * (species_bond_cutoff). A value may be fixed by hand. The minimum follows a glass that
 * changes: the memory of old distances is halved with every look, and a cut-off moves
 * only when the minimum lies more than 0.05 Å away from it, so that noise moves nothing.
 *
 * Cost: one pass over the neighbours within 4 Å, twice that of bonds_new; of every eighth
 * frame only once the minima are known. One thread. */
#pragma once

#include <glib.h>

#include "model/bonds.h"
#include "model/frame.h"
#include "model/series.h"

typedef enum {
  BOND_CUTOFF_TABLE,   /* starting value */
  BOND_CUTOFF_MINIMUM, /* first minimum of g(r) */
  BOND_CUTOFF_FIXED,   /* by hand */
} BondCutoffSource;

typedef struct BondCutoffs BondCutoffs;

BondCutoffs *bond_cutoffs_new(void);
void bond_cutoffs_free(BondCutoffs *cutoffs);

/* The pair (symbols, in any order) ends at r_cut (Å, > 0) from now on. */
void bond_cutoffs_fix(BondCutoffs *cutoffs, const char *a, const char *b, double r_cut);
/* Takes note of the distances of a frame; all frames have the same species list. */
void bond_cutoffs_add(BondCutoffs *cutoffs, const Frame *frame);

/* Cut-offs of the species as known now; fits bonds_new. */
void bond_cutoffs_rule(const BondCutoffs *cutoffs, const SpeciesList *species,
                       BondRule *rule);
/* One of them, Å, 0 for pairs that do not bond; source may be NULL. */
double bond_cutoffs_get(const BondCutoffs *cutoffs, const Element *a, const Element *b,
                        BondCutoffSource *source);

/* Adds where the bonds of each pair of species end to a chart: scalar "r_cut_A", labelled
 * "Si–O", with a note unless it is the minimum. */
void bond_cutoffs_tell(const BondCutoffs *cutoffs, const SpeciesList *species,
                       Chart *chart);

/* The first minimum of a g(r) on even bins (bin k: k·dr … (k + 1)·dr), Å: of the curve
 * smoothed over 0.1 Å, behind its first peak, below 0.7 of the peak and the lowest of the
 * 0.4 Å that follow; the middle of it when it is flat (no atoms at all in a good glass).
 * NAN when there is none. Any thread. */
double bond_cutoffs_minimum(const double *g, guint n_bins, double dr);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BondCutoffs, bond_cutoffs_free)
