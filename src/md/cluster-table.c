// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-table.h"

#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "md/pair-terms.h"

#define OCTAVES  8
#define MAX_ROWS 8

typedef enum { FORCE_OVER_R, ENERGY } Radial;

typedef struct {
  const ForceField *ff;
  int a, b;
  double kappa;
  Radial what;
} Curve;

static double
evaluate(const Curve *curve, double s)
{
  double r = sqrt(s / curve->kappa);
  PairValue v = force_field_pair(curve->ff, curve->a, curve->b, r);

  if (curve->what == ENERGY)
    return v.coulomb + v.shortr;
  return -(v.d_coulomb + v.d_shortr) / (r * sqrt(curve->kappa));
}

/* Polynomial in t = (s − low)/width through the Chebyshev–Lobatto points: both ends are
 * among them, so neighbouring bins meet. A jump may lie on an end; each side takes its
 * own value. */
static void
fit(const Curve *curve, double low, double width, int n, double c[MAX_ROWS])
{
  const double inside = 1e-9;
  double t[MAX_ROWS], d[MAX_ROWS];

  for (int k = 0; k < n; k++) {
    t[k] = 0.5 - 0.5 * cos(M_PI * k / (n - 1));
    d[k] = evaluate(curve, low + width * CLAMP(t[k], inside, 1.0 - inside));
  }
  for (int order = 1; order < n; order++)
    for (int k = n - 1; k >= order; k--)
      d[k] = (d[k] - d[k - 1]) / (t[k] - t[k - order]);
  memset(c, 0, MAX_ROWS * sizeof(double));
  for (int k = n - 1; k >= 0; k--) {
    for (int m = n - 1; m > 0; m--)
      c[m] = c[m - 1] - t[k] * c[m];
    c[0] = d[k] - t[k] * c[0];
  }
}

/* The power of two that s does not exceed. */
static double
top_octave(double s)
{
  return exp2(ceil(log2(s) - 1e-6));
}

/* Lower edge of the bin that s lies in, and its width. */
static double
bin_edge(double s, int per_octave, double *width)
{
  double octave = exp2(floor(log2(s)));

  *width = octave / per_octave;
  return octave + floor((s - octave) / *width) * *width;
}

static int
bin_index(double low, int row_bits)
{
  float f = (float)low;
  uint32_t bits;

  memcpy(&bits, &f, sizeof bits);
  return (bits >> (23 - (row_bits - 3))) & ((1 << row_bits) - 1);
}

static void
fit_curve(const Curve *curve, const ClusterTable *table, float *rows)
{
  int n_bins = 1 << table->row_bits, per_octave = n_bins / OCTAVES;
  double top = top_octave(table->s_cut), low = top / (1 << OCTAVES), width;

  for (int k = 0; k < n_bins; k++, low += width) {
    double c[MAX_ROWS], u = 1.0;
    bin_edge(low * (1.0 + 1e-12), per_octave, &width);
    int bin = bin_index(low, table->row_bits);
    double used = fmin(width, table->s_cut - low);
    memset(c, 0, sizeof c);
    if (used > 1e-6 * width)
      fit(curve, low, used, table->n_rows, c);
    for (int m = 0; m < table->n_rows; m++, u *= MAX(used, 1e-12))
      rows[m * n_bins + bin] = (float)(c[m] / u);
  }
}

static float *
rows_of(const RadialTables *tables, int a, int b)
{
  const ClusterTable *t = &tables->table;
  gsize size = (gsize)2 * t->n_rows << t->row_bits;

  return (float *)t->row + (a * t->n_types + b) * size;
}

static void
fit_pair(RadialTables *tables, int a, int b)
{
  const ClusterTable *t = &tables->table;
  gsize half = (gsize)t->n_rows << t->row_bits;
  Curve force = {tables->ff, a, b, t->kappa, FORCE_OVER_R};
  Curve energy = {tables->ff, a, b, t->kappa, ENERGY};

  fit_curve(&force, t, rows_of(tables, a, b));
  fit_curve(&energy, t, rows_of(tables, a, b) + half);
  if (a != b)
    memcpy(rows_of(tables, b, a), rows_of(tables, a, b), 2 * half * sizeof(float));
}

/* κ that puts the short-range cut-off on a bin edge and the outer cut-off as high in its
 * octave as that allows: the eight octaves then reach furthest inwards. */
static double
choose_kappa(const ForceField *ff, double cut, int per_octave)
{
  double best = 0.0, best_fill = 0.0;

  if (ff->r_short >= cut)
    return 64.0 / (cut * cut);
  for (int k = 0; k < per_octave; k++) {
    double kappa = (1.0 + k / (double)per_octave) / (ff->r_short * ff->r_short);
    double s = kappa * cut * cut;
    double fill = s / top_octave(s);
    if (fill <= best_fill)
      continue;
    best_fill = fill;
    best = kappa;
  }
  return best * 16.0;
}

static void
set_scale(RadialTables *tables)
{
  ClusterTable *t = &tables->table;
  double cut = force_field_cutoff(tables->ff);
  double kappa = choose_kappa(tables->ff, cut, (1 << t->row_bits) / OCTAVES);
  double s_cut = kappa * cut * cut;

  t->kappa = kappa;
  t->s_cut = s_cut;
  t->r_least = sqrt(top_octave(s_cut) / (1 << OCTAVES) / kappa);
}

static void
fit_all(RadialTables *tables)
{
  set_scale(tables);
  for (int a = 0; a < tables->table.n_types; a++)
    for (int b = a; b < tables->table.n_types; b++)
      fit_pair(tables, a, b);
}

RadialTables *
radial_tables_new(const ForceField *ff, const ClusterKernel *kernel)
{
  RadialTables *tables = g_new0(RadialTables, 1);
  ClusterTable *t = &tables->table;

  tables->ff = force_field_copy(ff);
  t->n_types = ff->species->n;
  t->row_bits = kernel->row_bits;
  t->n_rows = kernel->n_rows;
  t->row =
      ALIGNED_NEW0(float, (gsize)t->n_types * t->n_types * 2 * t->n_rows << t->row_bits);
  fit_all(tables);
  return tables;
}

void
radial_tables_free(RadialTables *tables)
{
  if (!tables)
    return;
  aligned_free((float *)tables->table.row);
  force_field_free(tables->ff);
  g_free(tables);
}

void
radial_tables_update(RadialTables *tables, const ForceField *ff)
{
  g_autoptr(ForceField) old = tables->ff;

  tables->ff = force_field_copy(ff);
  if (!pair_terms_same_scheme(old, ff)) {
    fit_all(tables);
    return;
  }
  for (int a = 0; a < tables->table.n_types; a++)
    for (int b = a; b < tables->table.n_types; b++)
      if (!pair_terms_same_pair(old, ff, a, b))
        fit_pair(tables, a, b);
}
