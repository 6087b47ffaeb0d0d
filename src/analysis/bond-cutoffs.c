// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/bond-cutoffs.h"

#include <glib/gi18n.h>
#include <math.h>

#include "analysis/curve-shape.h"
#include "model/neighbour.h"

#define DR       0.02 /* Å */
#define BINS     200
#define SMOOTH   0.05 /* Å on either side */
#define R_LEAST  0.8  /* Å, of a peak */
#define REACH    0.4  /* Å */
#define FRACTION 0.7  /* of the peak */
#define FLAT     1e-3 /* of the peak */
#define ENOUGH   5000 /* pairs in the first shell for one look */
#define MOVE     0.05 /* Å */
#define SELDOM   8    /* once minima are known, every eighth frame tells enough */
#define NARROWER 0.8  /* the minimum lies within these multiples of the starting value */
#define WIDER    1.4

typedef struct {
  const Element *a, *b; /* former, anion */
  double r_cut;         /* Å */
  BondCutoffSource source;
  double n_shell; /* pairs below the starting value since the last look */
  double count[BINS];
} Pair;

struct BondCutoffs {
  guint n_frames;
  GPtrArray *pair; /* Pair*, owned */
};

BondCutoffs *
bond_cutoffs_new(void)
{
  BondCutoffs *cutoffs = g_new0(BondCutoffs, 1);

  cutoffs->pair = g_ptr_array_new_with_free_func(g_free);
  return cutoffs;
}

void
bond_cutoffs_free(BondCutoffs *cutoffs)
{
  if (!cutoffs)
    return;
  g_ptr_array_unref(cutoffs->pair);
  g_free(cutoffs);
}

static Pair *
find_pair(const BondCutoffs *cutoffs, const Element *a, const Element *b)
{
  for (guint i = 0; i < cutoffs->pair->len; i++) {
    Pair *pair = g_ptr_array_index(cutoffs->pair, i);
    if ((pair->a == a && pair->b == b) || (pair->a == b && pair->b == a))
      return pair;
  }
  return NULL;
}

/* NULL for a pair that never bonds. */
static Pair *
need_pair(BondCutoffs *cutoffs, const Element *a, const Element *b)
{
  Pair *pair = find_pair(cutoffs, a, b);
  double start = species_bond_cutoff(a, b);

  if (pair || start <= 0.0)
    return pair;
  pair = g_new0(Pair, 1);
  *pair = (Pair){.a = a, .b = b, .r_cut = start};
  g_ptr_array_add(cutoffs->pair, pair);
  return pair;
}

void
bond_cutoffs_fix(BondCutoffs *cutoffs, const char *a, const char *b, double r_cut)
{
  const Element *first = element_lookup(a), *second = element_lookup(b);

  g_return_if_fail(cutoffs != NULL && first != NULL && second != NULL && r_cut > 0.0);
  Pair *pair = need_pair(cutoffs, first, second);
  if (!pair)
    return;
  pair->r_cut = r_cut;
  pair->source = BOND_CUTOFF_FIXED;
}

double
bond_cutoffs_minimum(const double *g, guint n_bins, double dr)
{
  g_return_val_if_fail(g != NULL && n_bins > 0 && dr > 0.0, NAN);

  g_autofree double *smooth = g_new(double, n_bins);
  guint reach = (guint)(REACH / dr);
  curve_smooth(g, n_bins, (guint)(0.5 * SMOOTH / dr), smooth);
  for (guint bin = 0; bin < MIN(n_bins, (guint)(R_LEAST / dr)); bin++)
    smooth[bin] = 0.0; /* a single close pair makes a spike where the shells are tiny */
  int peak = curve_first_peak(smooth, n_bins, reach, 1.0);
  if (peak < 0)
    return NAN;
  int first = curve_first_minimum(smooth, n_bins, (guint)peak, reach, FRACTION);
  if (first < 0)
    return NAN;
  double floor = smooth[first] + FLAT * smooth[peak];
  int last = first;
  while (last + 1 < (int)n_bins && smooth[last + 1] <= floor)
    last++;
  return (0.5 * (first + last) + 0.5) * dr;
}

static void
look(Pair *pair)
{
  double start = species_bond_cutoff(pair->a, pair->b), g[BINS], sum = 0.0;

  for (guint bin = 0; bin < BINS; bin++) {
    double r = (bin + 0.5) * DR;
    sum += pair->count[bin];
    g[bin] = pair->count[bin] / (r * r);
  }
  /* on a scale where 1 is an even spread over the sphere */
  double edge = BINS * DR;
  for (guint bin = 0; bin < BINS; bin++)
    g[bin] *= edge * edge * edge / (3.0 * DR * sum);
  double minimum = bond_cutoffs_minimum(g, BINS, DR);
  gboolean possible = minimum > NARROWER * start && minimum < WIDER * start;
  if (possible &&
      (pair->source == BOND_CUTOFF_TABLE || fabs(minimum - pair->r_cut) > MOVE)) {
    pair->r_cut = minimum;
    pair->source = BOND_CUTOFF_MINIMUM;
  }
  for (guint bin = 0; bin < BINS; bin++)
    pair->count[bin] *= 0.5;
  pair->n_shell = 0.0;
}

static gboolean
is_open(const Pair *pair)
{
  return pair && pair->source != BOND_CUTOFF_FIXED;
}

/* Pairs of types that are still to be chosen, from either side; FALSE: none. */
static gboolean
open_pairs(BondCutoffs *cutoffs, const SpeciesList *species,
           Pair *open[SPECIES_MAX][SPECIES_MAX])
{
  gboolean any = FALSE;

  for (guint a = 0; a < species->n; a++)
    for (guint b = 0; b < species->n; b++) {
      Pair *pair = need_pair(cutoffs, species->element[a], species->element[b]);
      gboolean from_former = species->element[a]->role == SPECIES_FORMER;
      open[a][b] = from_former && is_open(pair) ? pair : NULL;
      any = any || open[a][b];
    }
  return any;
}

/* No pair waits for its first minimum. */
static gboolean
are_found(const BondCutoffs *cutoffs)
{
  for (guint i = 0; i < cutoffs->pair->len; i++)
    if (((Pair *)g_ptr_array_index(cutoffs->pair, i))->source == BOND_CUTOFF_TABLE)
      return FALSE;
  return TRUE;
}

static void
count_near(const Frame *frame, Pair *const *open, const GArray *near)
{
  for (guint m = 0; m < near->len; m++) {
    const Neighbour *neighbour = &g_array_index(near, Neighbour, m);
    Pair *pair = open[frame->type[neighbour->atom]];
    double r = sqrt(neighbour->r2);
    if (!pair || r >= BINS * DR)
      continue;
    pair->count[(guint)(r / DR)]++;
    pair->n_shell += r < species_bond_cutoff(pair->a, pair->b);
  }
}

void
bond_cutoffs_add(BondCutoffs *cutoffs, const Frame *frame)
{
  Pair *open[SPECIES_MAX][SPECIES_MAX];

  g_return_if_fail(cutoffs != NULL && frame != NULL);
  if (!open_pairs(cutoffs, frame->species, open) ||
      (are_found(cutoffs) && cutoffs->n_frames++ % SELDOM != 0))
    return;
  g_autoptr(NeighbourGrid) grid = neighbour_grid_new(frame, BINS * DR);
  g_autoptr(GArray) near = g_array_new(FALSE, FALSE, sizeof(Neighbour));
  for (guint i = 0; i < frame->n_atoms; i++) {
    if (frame->species->element[frame->type[i]]->role != SPECIES_FORMER)
      continue;
    neighbour_grid_query(grid, i, near);
    count_near(frame, open[frame->type[i]], near);
  }
  for (guint i = 0; i < cutoffs->pair->len; i++) {
    Pair *pair = g_ptr_array_index(cutoffs->pair, i);
    if (is_open(pair) && pair->n_shell >= ENOUGH)
      look(pair);
  }
}

double
bond_cutoffs_get(const BondCutoffs *cutoffs, const Element *a, const Element *b,
                 BondCutoffSource *source)
{
  g_return_val_if_fail(cutoffs != NULL && a != NULL && b != NULL, 0.0);

  const Pair *pair = find_pair(cutoffs, a, b);
  if (source)
    *source = pair ? pair->source : BOND_CUTOFF_TABLE;
  return pair ? pair->r_cut : species_bond_cutoff(a, b);
}

void
bond_cutoffs_rule(const BondCutoffs *cutoffs, const SpeciesList *species, BondRule *rule)
{
  g_return_if_fail(cutoffs != NULL && species != NULL && rule != NULL);

  bond_rule_init(rule, species);
  for (guint a = 0; a < species->n; a++)
    for (guint b = 0; b < species->n; b++)
      rule->cutoff[a * SPECIES_MAX + b] =
          bond_cutoffs_get(cutoffs, species->element[a], species->element[b], NULL);
}

static const char *
source_note(BondCutoffSource source)
{
  if (source == BOND_CUTOFF_FIXED)
    return _("as chosen");
  return source == BOND_CUTOFF_TABLE ? _("starting value: no minimum of g(r) yet") : NULL;
}

void
bond_cutoffs_tell(const BondCutoffs *cutoffs, const SpeciesList *species, Chart *chart)
{
  g_return_if_fail(cutoffs != NULL && species != NULL && chart != NULL);

  for (guint a = 0; a < species->n; a++)
    for (guint b = 0; b < species->n; b++) {
      const Element *former = species->element[a], *anion = species->element[b];
      BondCutoffSource source;
      double r_cut = bond_cutoffs_get(cutoffs, former, anion, &source);
      if (former->role != SPECIES_FORMER || !(r_cut > 0.0))
        continue;
      g_autofree char *label = g_strdup_printf("%s–%s", former->symbol, anion->symbol);
      chart_add_scalar(chart, "r_cut_A", label, r_cut, NAN, source_note(source));
    }
}
