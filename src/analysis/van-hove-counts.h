// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Lengths of the displacements of the ions at every lag, counted twice: in even bins of r
 * for 4πr²G_s(r, t), and in narrow bins of log r for P(log₁₀ r, t). Ions are dealt to
 * eight parts in turn, so that humps can be told from noise. 21 kB per lag, at most 3.8
 * MB. One thread. */
#pragma once

#include "analysis/motion.h"

#define VAN_HOVE_DR       0.1 /* Å */
#define VAN_HOVE_BINS     160 /* 16 Å */
#define VAN_HOVE_LOG_BINS 160 /* 0.03 … 32 Å, eight per factor of two in r² */
#define VAN_HOVE_PARTS    8

/* Embedded; zeroed memory is empty. */
typedef struct {
  guint64 *count[LAG_LADDER_LAGS];     /* BINS + 1 (beyond) of each part; owned */
  guint64 *log_count[LAG_LADDER_LAGS]; /* LOG_BINS of each part; owned */
  double square[LAG_LADDER_LAGS];      /* Å², summed over ions and pairs */
  guint64 n_pairs[LAG_LADDER_LAGS];
  guint n_ions;
} VanHoveCounts;

void van_hove_counts_add(VanHoveCounts *counts, const Motion *motion,
                         const LagPair *pair);
/* Forgets everything and frees. */
void van_hove_counts_clear(VanHoveCounts *counts);

/* Number of lags up to a third of the time seen; they are the first ones. */
guint van_hove_counts_lags(const VanHoveCounts *counts, const Motion *motion);
/* The longest of them at which an ion has moved 4 Å (root mean square) at most: later
 * everything is one broad hump. There must be one. */
guint van_hove_counts_lag(const VanHoveCounts *counts, const Motion *motion);
/* Å */
double van_hove_counts_rms(const VanHoveCounts *counts, guint lag);

/* BINS values in Å⁻¹, of all ions and of one part of them. */
void van_hove_counts_density(const VanHoveCounts *counts, guint lag, double *density);
void van_hove_counts_part(const VanHoveCounts *counts, guint lag, guint part,
                          double *density);
/* LOG_BINS values of P(log₁₀ r), no unit. */
void van_hove_counts_log_part(const VanHoveCounts *counts, guint lag, guint part,
                              double *density);
/* Å, geometric middle of a logarithmic bin. */
double van_hove_counts_log_middle(guint bin);
