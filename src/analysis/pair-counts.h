// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Distances of all pairs of atoms, averaged over frames, and what follows from them:
 *
 *   g_ab(r) = ⟨n_ab⟩ / (N_a N_b′ ⟨1/V⟩ v),   N_b′ = N_b − δ_ab, v volume of the shell
 *   n_ab(r) = atoms of b within r around one of a (running coordination number)
 *
 * Bins of 0.02 Å up to half the smallest cell height of the first frame, at most 16 Å;
 * distances to all periodic images count. Samples are kept in blocks (block-mean.h), so
 * that everything that is made from g has an error. Memory about 17 × 8 bytes per bin and
 * pair of species. One thread. */
#pragma once

#include "model/frame.h"

#define PAIR_COUNTS_DR 0.02 /* Å */

typedef struct PairCounts PairCounts;

/* The first frame fixes species and range; it is not yet counted. */
PairCounts *pair_counts_new(const Frame *first);
void pair_counts_free(PairCounts *counts);

void pair_counts_add(PairCounts *counts, const Frame *frame);
void pair_counts_clear(PairCounts *counts);

const SpeciesList *pair_counts_species(const PairCounts *counts);
guint pair_counts_n_atoms(const PairCounts *counts, guint type);
guint pair_counts_n_bins(const PairCounts *counts);
guint pair_counts_n_frames(const PairCounts *counts);
/* Blocks that may be left out for an error; 0 while there are too few. */
guint pair_counts_n_blocks(const PairCounts *counts);

/* The following need at least one frame; leave: a block to leave out, or -1. */

/* Atoms per Å³. */
double pair_counts_density(const PairCounts *counts, int leave);
/* g_ab of every bin (middle at (bin + ½) dr); 0 where there is no such pair. */
void pair_counts_g(const PairCounts *counts, int leave, guint a, guint b, double *g);
/* n_ab at the upper end of every bin. */
void pair_counts_running(const PairCounts *counts, int leave, guint a, guint b,
                         double *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(PairCounts, pair_counts_free)
