// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/pair-counts.h"

#include <math.h>
#include <string.h>

#include "analysis/block-mean.h"
#include "analysis/pair-histogram.h"

#define R_MAX 16.0 /* Å */

struct PairCounts {
  SpeciesList *species; /* owned reference */
  guint n_atoms[SPECIES_MAX], n_total;
  guint n_bins;
  guint64 *count;  /* of one frame, see pair-histogram.h; owned */
  double *sample;  /* ordered pairs a ≤ b, then 1/V; owned */
  BlockMean *mean; /* of samples; owned */
};

static guint
n_pairs(const PairCounts *counts)
{
  return counts->species->n * (counts->species->n + 1) / 2;
}

/* Place of a pair in a sample, either way round. */
static guint
first_of(const PairCounts *counts, guint a, guint b)
{
  guint low = MIN(a, b), high = MAX(a, b);

  return (high * (high + 1) / 2 + low) * counts->n_bins;
}

PairCounts *
pair_counts_new(const Frame *first)
{
  PairCounts *counts = g_new0(PairCounts, 1);
  double range = MIN(0.5 * cell_smallest_height(&first->cell), R_MAX);
  guint n = first->species->n;

  counts->species = species_list_ref(first->species);
  counts->n_total = first->n_atoms;
  for (guint type = 0; type < n; type++)
    counts->n_atoms[type] = frame_count_type(first, type);
  counts->n_bins = MAX((guint)floor(range / PAIR_COUNTS_DR + 1e-6), 1);
  counts->count = g_new(guint64, (gsize)n * n * counts->n_bins);
  guint n_values = n_pairs(counts) * counts->n_bins + 1;
  counts->sample = g_new(double, n_values);
  counts->mean = block_mean_new(n_values);
  return counts;
}

void
pair_counts_free(PairCounts *counts)
{
  if (!counts)
    return;
  species_list_unref(counts->species);
  block_mean_free(counts->mean);
  g_free(counts->count);
  g_free(counts->sample);
  g_free(counts);
}

void
pair_counts_add(PairCounts *counts, const Frame *frame)
{
  guint n = counts->species->n, n_bins = counts->n_bins;

  memset(counts->count, 0, (gsize)n * n * n_bins * sizeof *counts->count);
  pair_histogram_add(counts->count, n_bins, PAIR_COUNTS_DR, frame);
  for (guint a = 0; a < n; a++)
    for (guint b = a; b < n; b++) {
      const guint64 *count = counts->count + (a * n + b) * n_bins;
      double *sample = counts->sample + first_of(counts, a, b);
      for (guint bin = 0; bin < n_bins; bin++)
        sample[bin] = (double)count[bin];
    }
  counts->sample[n_pairs(counts) * n_bins] = 1.0 / frame->cell.volume;
  block_mean_add(counts->mean, counts->sample);
}

void
pair_counts_clear(PairCounts *counts)
{
  block_mean_clear(counts->mean);
}

const SpeciesList *
pair_counts_species(const PairCounts *counts)
{
  return counts->species;
}

guint
pair_counts_n_atoms(const PairCounts *counts, guint type)
{
  return counts->n_atoms[type];
}

guint
pair_counts_n_bins(const PairCounts *counts)
{
  return counts->n_bins;
}

guint
pair_counts_n_frames(const PairCounts *counts)
{
  return block_mean_n_samples(counts->mean);
}

guint
pair_counts_n_blocks(const PairCounts *counts)
{
  return block_mean_n_blocks(counts->mean);
}

static double
inverse_volume(const PairCounts *counts, int leave)
{
  double value;

  block_mean_get(counts->mean, leave, n_pairs(counts) * counts->n_bins, 1, &value);
  return value;
}

double
pair_counts_density(const PairCounts *counts, int leave)
{
  return counts->n_total * inverse_volume(counts, leave);
}

static double
shell_volume(guint bin)
{
  double inner = bin * PAIR_COUNTS_DR, outer = inner + PAIR_COUNTS_DR;

  return 4.0 / 3.0 * G_PI * (outer * outer * outer - inner * inner * inner);
}

void
pair_counts_g(const PairCounts *counts, int leave, guint a, guint b, double *g)
{
  double pairs = (double)counts->n_atoms[a] * (counts->n_atoms[b] - (a == b ? 1.0 : 0.0));
  double per_volume = pairs * inverse_volume(counts, leave);

  block_mean_get(counts->mean, leave, first_of(counts, a, b), counts->n_bins, g);
  for (guint bin = 0; bin < counts->n_bins; bin++)
    g[bin] = pairs > 0.0 ? g[bin] / (per_volume * shell_volume(bin)) : 0.0;
}

void
pair_counts_running(const PairCounts *counts, int leave, guint a, guint b, double *n)
{
  double sum = 0.0;

  block_mean_get(counts->mean, leave, first_of(counts, a, b), counts->n_bins, n);
  for (guint bin = 0; bin < counts->n_bins; bin++) {
    sum += n[bin];
    n[bin] = counts->n_atoms[a] > 0 ? sum / counts->n_atoms[a] : 0.0;
  }
}
