// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/pair-table.h"

#include "base/aligned.h"
#include "md/pair-terms.h"

#define NODES      6
#define SMOOTH_END 1.2 /* Å before the cut-off */

/* Distances at which a term of the pair may jump or kink. */
static guint
breakpoints(const ForceField *ff, int a, int b, double out[4])
{
  const PairTerm *term = &ff->pair[a][b];
  guint n = 0;

  out[n++] = ff->r_short;
  out[n++] = ff->r_coulomb;
  if (term->r_core > 0.0)
    out[n++] = term->r_core;
  return n;
}

/* The smoothing G = exp(−γ²/(r − r_c)²) has no good polynomial near its end. */
static gboolean
is_smoothing_end(const ForceField *ff, double high2)
{
  double high = sqrt(high2);
  gboolean near_short =
      ff->sr_shift == SR_SHIFT_SMOOTH && high > ff->r_short - SMOOTH_END;
  gboolean near_wolf = ff->coulomb == COULOMB_WOLF && high > ff->r_coulomb - SMOOTH_END;

  return ff->wolf_gamma2 > 0.0 &&
         ((near_short && high < ff->r_short + SMOOTH_END) || near_wolf);
}

static gboolean
holds_breakpoint(const ForceField *ff, int a, int b, double low2, double high2)
{
  double edge[4];
  guint n = breakpoints(ff, a, b, edge);

  if (is_smoothing_end(ff, high2))
    return TRUE;

  for (guint k = 0; k < n; k++) {
    double r2 = edge[k] * edge[k];
    if (r2 >= low2 * (1.0 - 1e-12) && r2 <= high2 * (1.0 + 1e-12))
      return TRUE;
  }
  return FALSE;
}

/* Monomial coefficients in u of the polynomial through (node[k], value[k]): divided
 * differences, then expansion. */
static void
interpolate(const double node[NODES], const double value[NODES], double c[NODES])
{
  double d[NODES];

  memcpy(d, value, sizeof d);
  for (int order = 1; order < NODES; order++)
    for (int k = NODES - 1; k >= order; k--)
      d[k] = (d[k] - d[k - 1]) / (node[k] - node[k - order]);
  for (int k = 0; k < NODES; k++)
    c[k] = 0.0;
  for (int k = NODES - 1; k >= 0; k--) {
    for (int m = NODES - 1; m > 0; m--)
      c[m] = c[m - 1] - node[k] * c[m];
    c[0] = d[k] - node[k] * c[0];
  }
}

static void
fit_bin(const ForceField *ff, int a, int b, double low2, double high2, RadialBin *bin)
{
  double half = 0.5 * (high2 - low2);
  double node[NODES], energy[NODES], force[NODES];

  bin->centre = 0.5 * (low2 + high2);
  for (int k = 0; k < NODES; k++) {
    node[k] = half * cos(M_PI * (k + 0.5) / NODES);
    double r = sqrt(bin->centre + node[k]);
    PairValue v = force_field_pair(ff, a, b, r);
    energy[k] = v.coulomb + v.shortr;
    force[k] = -(v.d_coulomb + v.d_shortr) / r;
  }
  interpolate(node, energy, bin->c);
  interpolate(node, force, bin->c + NODES);
}

static void
fit_pair(PairTable *table, int a, int b)
{
  RadialBin *bins = table->bin[a][b];

  for (int k = 0; k < RADIAL_BINS; k++) {
    double low2 = radial_bin_edge(k), high2 = radial_bin_edge(k + 1);
    if (low2 > table->cut2)
      break;
    if (holds_breakpoint(table->ff, a, b, low2, high2))
      bins[k].c[0] = NAN;
    else
      fit_bin(table->ff, a, b, low2, high2, &bins[k]);
  }
}

static void
set_cut(PairTable *table)
{
  double cut = force_field_cutoff(table->ff);

  table->cut2 = cut * cut;
}

PairTable *
pair_table_new(const ForceField *ff)
{
  PairTable *table = g_new0(PairTable, 1);

  table->ff = force_field_copy(ff);
  table->n_types = ff->species->n;
  set_cut(table);
  for (guint a = 0; a < table->n_types; a++)
    for (guint b = a; b < table->n_types; b++) {
      table->bin[a][b] = table->bin[b][a] = ALIGNED_NEW0(RadialBin, RADIAL_BINS);
      fit_pair(table, a, b);
    }
  return table;
}

void
pair_table_free(PairTable *table)
{
  if (!table)
    return;
  for (guint a = 0; a < table->n_types; a++)
    for (guint b = a; b < table->n_types; b++)
      aligned_free(table->bin[a][b]);
  force_field_free(table->ff);
  g_free(table);
}

void
pair_table_update(PairTable *table, const ForceField *ff)
{
  ForceField *old = table->ff;
  gboolean all = !pair_terms_same_scheme(old, ff);

  table->ff = force_field_copy(ff);
  set_cut(table);
  for (guint a = 0; a < table->n_types; a++)
    for (guint b = a; b < table->n_types; b++)
      if (all || !pair_terms_same_pair(old, ff, a, b))
        fit_pair(table, a, b);
  force_field_free(old);
}
