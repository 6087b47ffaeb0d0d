// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Means of numbers that are sampled together, with what their errors need, in bounded
 * memory. Samples are gathered in blocks of equal length; when there are
 * BLOCK_MEAN_MOST, neighbours are merged and blocks are twice as long from then on, so
 * that blocks of a long run are longer than the memory of the glass (H. Flyvbjerg,
 * H. G. Petersen, J. Chem. Phys. 91, 461 (1989)). The error of anything made from the
 * means follows by leaving out one block after the other (jackknife). One thread. */
#pragma once

#include <glib.h>

#define BLOCK_MEAN_MOST  16
#define BLOCK_MEAN_LEAST 4 /* below, no error can be told */

typedef struct BlockMean BlockMean;

BlockMean *block_mean_new(guint n_values);
void block_mean_free(BlockMean *mean);

void block_mean_add(BlockMean *mean, const double *values);
/* Forgets all samples. */
void block_mean_clear(BlockMean *mean);

guint block_mean_n_values(const BlockMean *mean);
guint block_mean_n_samples(const BlockMean *mean);
/* Full blocks to leave out; 0 while an error cannot be told. */
guint block_mean_n_blocks(const BlockMean *mean);
/* Means of n values from index first on, over all samples (leave -1) or without a block.
 * At least one sample. */
void block_mean_get(const BlockMean *mean, int leave, guint first, guint n, double *out);
/* Standard error of one value; NAN while it cannot be told. */
double block_mean_error(const BlockMean *mean, guint index);

/* Standard error of a quantity from its n ≤ BLOCK_MEAN_MOST values with one block left
 * out each, in their order, widened by Student's t; the larger one of that of the blocks
 * and that of pairs of them, which differ while blocks are too short. NAN for n below
 * BLOCK_MEAN_LEAST or a value that is not finite. */
double block_jackknife(const double *left, guint n);
/* The quantity without the part of its bias that goes with one over the number of blocks:
 * n whole − (n − 1)⟨left⟩ (M. H. Quenouille, Biometrika 43, 353 (1956)); whole when n is
 * below BLOCK_MEAN_LEAST. What a variance loses with the mean of a short run is put back
 * so. */
double block_jackknife_value(const double *left, guint n, double whole);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(BlockMean, block_mean_free)
