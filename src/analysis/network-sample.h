// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The counts of a frame's network as one row of numbers, to be averaged in blocks: which
 * number stands where, and charts made of the means. */
#pragma once

#include "analysis/block-mean.h"
#include "analysis/network-counts.h"
#include "model/series.h"

/* Numbers of a frame with n_types species. */
guint network_sample_size(guint n_types);
/* Fractions of the formers, the formers and the anions of a type. */
guint network_sample_cn(guint type, guint cn);
guint network_sample_q(guint type, guint q);
guint network_sample_anion(guint type, AnionClass class);
/* Bridges of a frame between two types of formers, a ≤ b. */
guint network_sample_bridge(guint n_types, guint a, guint b);
/* Fraction of the bridges that join Qⁿ and Qᵐ, n ≤ m. */
guint network_sample_q_pair(guint n_types, guint n, guint m);
/* Non-bridging anions over formers. */
guint network_sample_nbo(guint n_types);

void network_sample_fill(const Frame *frame, const NetworkCounts *counts, double *value);

/* Means of a frame's network, with the species they belong to. */
typedef struct {
  const BlockMean *mean; /* of network samples; at least one */
  const SpeciesList *species;
  const guint *n_of_type;
} NetworkMeans;

/* "coordination": fractions of each former with so many anions. Scalars "CN_mean" by
 * former, "CN_fraction" ("Si 4"). */
void network_fill_coordination(const NetworkMeans *means, Chart *chart);
/* "anions": fractions of each anion with so many formers. Scalars "anion_fraction" ("O
 * bridging"), "NBO_per_former". */
void network_fill_anions(const NetworkMeans *means, Chart *chart);
/* "qn": fractions of each former with so many bridging anions. Scalars "Qn_fraction" ("Si
 * Q3"), "Qn_mean", "bridges" per frame ("B–Si"), "Qn_pair_fraction" ("Q3–Q4"). */
void network_fill_qn(const NetworkMeans *means, Chart *chart);
