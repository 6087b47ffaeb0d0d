// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Amplitudes of every species at wave vectors of the cell's reciprocal lattice, gathered
 * in shells of |q|: ⟨A_a A_b*⟩/N of every pair of species. One thread. */
#pragma once

#include "model/frame.h"

#define RECIPROCAL_DQ      0.1 /* Å⁻¹, of a shell */
#define RECIPROCAL_N_SHELL 150

typedef struct ReciprocalSums ReciprocalSums;

/* seed: of the choice of vectors. */
ReciprocalSums *reciprocal_sums_new(const Frame *first, guint64 seed);
void reciprocal_sums_free(ReciprocalSums *sums);

void reciprocal_sums_add(ReciprocalSums *sums, const Frame *frame);
void reciprocal_sums_clear(ReciprocalSums *sums);

guint reciprocal_sums_n_frames(const ReciprocalSums *sums);
guint reciprocal_sums_n_blocks(const ReciprocalSums *sums);
/* out[shell] = Re ⟨A_a A_b*⟩/N; NAN for shells without a vector. With a block left out,
 * or all (leave -1); at least one frame. */
void reciprocal_sums_get(const ReciprocalSums *sums, int leave, guint a, guint b,
                         double *out);
/* Mean |q| of the vectors of every shell, Å⁻¹. */
void reciprocal_sums_q(const ReciprocalSums *sums, double *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReciprocalSums, reciprocal_sums_free)
