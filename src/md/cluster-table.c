// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/cluster-table.h"

#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "md/pair-terms.h"

#define OCTAVES  8
#define MAX_ROWS 8

/* r₀², Å². Larger makes the steep part of the functions finer, and lets the tables end
 * earlier: here at 1.1 to 1.2 Å. */
#define ZERO2      1.0
#define ZERO2_MOST 0.25 /* of the square of the cut-off */
#define R2_LEAST   0.25 /* Å²: no table is asked about nearer pairs */

/* How the outer part of a table is judged. */
#define OUTER       2.0    /* Å, it begins */
#define DENSITY     0.075  /* Å⁻³, atoms in an oxide glass */
#define NOISE_LIMIT 1.5e-4 /* eV/Å, more rows beyond */
#define NOISE_MOST  2.5e-4 /* eV/Å, of them */
#define NOISE_WORST 4e-4   /* eV/Å, of tables that are better than none; or */
#define NOISE_SHARE 1e-5   /* of the force */
#define N_NOISE     512
#define N_ZERO2     7
#define ZERO2_STEP  0.25 /* Å² */
#define N_GAUSS     16

typedef enum { FORCE_OVER_R, ENERGY } Radial;

typedef struct {
  const ForceField *ff;
  int a, b;
  double kappa, zero2; /* s = κ (r² − zero2) */
  Radial what;
} Curve;

static double
evaluate(const Curve *curve, double s)
{
  double r = sqrt(fmax(s / curve->kappa + curve->zero2, R2_LEAST));
  PairValue v = force_field_pair(curve->ff, curve->a, curve->b, r);

  if (curve->what == ENERGY)
    return v.coulomb + v.shortr;
  return -(v.d_coulomb + v.d_shortr) / (r * sqrt(curve->kappa));
}

/* The points 0 … 1 of least mean square error: both ends, so that neighbouring bins meet,
 * and between them the zeros of the Gegenbauer polynomial C^(5/2) of degree n − 2, which
 * with the factor t (1 − t) of the ends has the smallest norm. */
static const double POINTS[MAX_ROWS + 1][MAX_ROWS] = {
    [5] = {0.0, 0.2113248654051871, 0.5, 0.7886751345948129, 1.0},
    [6] = {0.0, 0.1526267046965671, 0.3747185964571342, 0.6252814035428658,
           0.8473732953034329, 1.0},
    [7] = {0.0, 0.1152723378341063, 0.2895425974880942, 0.5, 0.7104574025119057,
           0.8847276621658937, 1.0},
    [8] = {0.0, 0.09007700226825655, 0.2296976813063206, 0.4056612887546071,
           0.5943387112453929, 0.7703023186936794, 0.9099229977317435, 1.0},
};

/* Polynomial in t = (s − low)/width through those points. A jump may lie on an end; each
 * side takes its own value. */
static void
fit(const Curve *curve, double low, double width, int n, double c[MAX_ROWS])
{
  const double inside = 1e-9;
  double t[MAX_ROWS], d[MAX_ROWS];

  for (int k = 0; k < n; k++) {
    t[k] = POINTS[n][k];
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

/* Values of the Legendre polynomials of degree 0 … n − 1 at x, −1 … 1. */
static void
legendre(double x, int n, double p[])
{
  p[0] = 1.0;
  p[1] = x;
  for (int k = 2; k < n; k++)
    p[k] = ((2 * k - 1) * x * p[k - 1] - (k - 1) * p[k - 2]) / k;
}

/* Roots of P of degree N_GAUSS, with its weights on 0 … 1. */
static void
gauss(double x[N_GAUSS], double weight[N_GAUSS])
{
  for (int k = 0; k < N_GAUSS; k++) {
    double p[N_GAUSS + 1], slope = 1.0;
    x[k] = cos(M_PI * (k + 0.75) / (N_GAUSS + 0.5));
    for (int pass = 0; pass < 6; pass++) {
      legendre(x[k], N_GAUSS + 1, p);
      slope = N_GAUSS * (x[k] * p[N_GAUSS] - p[N_GAUSS - 1]) / (x[k] * x[k] - 1.0);
      x[k] -= p[N_GAUSS] / slope;
    }
    weight[k] = 1.0 / ((1.0 - x[k] * x[k]) * slope * slope);
  }
}

/* Monomials in t of Legendre's polynomials of 2t − 1. */
static void
shifted_legendre(double m[MAX_ROWS][MAX_ROWS])
{
  memset(m, 0, MAX_ROWS * sizeof m[0]);
  m[0][0] = 1.0;
  m[1][0] = -1.0;
  m[1][1] = 2.0;
  for (int k = 2; k < MAX_ROWS; k++)
    for (int i = 0; i <= k; i++)
      m[k][i] = ((2 * k - 1) * ((i > 0 ? 2.0 * m[k - 1][i - 1] : 0.0) - m[k - 1][i]) -
                 (k - 1) * m[k - 2][i]) /
                k;
}

/* What least squares need, whatever the curve: points 0 … 1, and what a value there adds
 * to each coefficient of a polynomial of degree n − 1. */
struct RadialSquares {
  int n;
  double t[N_GAUSS], share[N_GAUSS][MAX_ROWS];
};

static RadialSquares *
squares_new(int n)
{
  RadialSquares *squares = g_new0(RadialSquares, 1);
  double x[N_GAUSS], weight[N_GAUSS], m[MAX_ROWS][MAX_ROWS];

  squares->n = n;
  gauss(x, weight);
  shifted_legendre(m);
  for (int k = 0; k < N_GAUSS; k++) {
    double p[MAX_ROWS];
    legendre(x[k], n, p);
    squares->t[k] = 0.5 * (1.0 + x[k]);
    for (int l = 0; l < n; l++)
      for (int i = 0; i <= l; i++)
        squares->share[k][i] += (2 * l + 1) * weight[k] * p[l] * m[l][i];
  }
  return squares;
}

/* Polynomial in t of least mean square error. Bins do not quite meet, by the error that
 * they have anyway; but the errors of a bin cancel, in the pressure above all. */
static void
fit_squares(const Curve *curve, double low, double width, const RadialSquares *squares,
            double c[MAX_ROWS])
{
  memset(c, 0, MAX_ROWS * sizeof(double));
  for (int k = 0; k < N_GAUSS; k++) {
    double f = evaluate(curve, low + width * squares->t[k]);
    for (int i = 0; i < squares->n; i++)
      c[i] += f * squares->share[k][i];
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
fit_curve(const Curve *curve, const ClusterTable *table, const RadialSquares *squares,
          float *rows)
{
  int n_bins = 1 << table->row_bits, per_octave = n_bins / OCTAVES;
  double top = top_octave(table->s_cut), low = top / (1 << OCTAVES), width;

  for (int k = 0; k < n_bins; k++, low += width) {
    double c[MAX_ROWS], u = 1.0;
    bin_edge(low * (1.0 + 1e-12), per_octave, &width);
    int bin = bin_index(low, table->row_bits);
    double used = fmin(width, table->s_cut - low);
    memset(c, 0, sizeof c);
    if (used > 1e-6 * width && squares)
      fit_squares(curve, low, used, squares, c);
    else if (used > 1e-6 * width)
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
  Curve force = {tables->ff, a, b, t->kappa, t->zero2, FORCE_OVER_R};
  Curve energy = {tables->ff, a, b, t->kappa, t->zero2, ENERGY};

  fit_curve(&force, t, tables->by_squares ? tables->squares : NULL,
            rows_of(tables, a, b));
  fit_curve(&energy, t, tables->by_squares ? tables->squares : NULL,
            rows_of(tables, a, b) + half);
  if (a != b)
    memcpy(rows_of(tables, b, a), rows_of(tables, a, b), 2 * half * sizeof(float));
}

/* κ that puts the nearer of the two cut-offs on edge k of an octave (the other is the end
 * of the table): a polynomial cannot follow a function through its end. Squares are
 * counted from zero2, from less where the cut-off is very short. A cut-off nearer than
 * the tables can reach needs no edge. */
static void
set_scale(RadialTables *tables, double zero2, int k)
{
  ClusterTable *t = &tables->table;
  int per_octave = (1 << t->row_bits) / OCTAVES;
  double cut = force_field_cutoff(tables->ff);
  double inner = fmin(tables->ff->r_short, tables->ff->r_coulomb);

  zero2 = fmin(zero2, ZERO2_MOST * cut * cut);
  double cut2 = cut * cut - zero2;
  double inner2 = fmax(inner * inner - zero2, cut2 / (1 << OCTAVES));
  t->kappa = 16.0 * (1.0 + k / (double)per_octave) / inner2;
  t->zero2 = zero2;
  t->s_zero = t->kappa * zero2;
  t->s_cut = t->kappa * cut2;
  t->s_least =
      fmax(top_octave(t->kappa * cut2) / (1 << OCTAVES), t->kappa * (R2_LEAST - zero2));
}

/* How much of the top octave is in use: the more, the further inwards the others reach.
 */
static double
fill(const RadialTables *tables)
{
  return tables->table.s_cut / top_octave(tables->table.s_cut);
}

static double
polynomial(const ClusterTable *t, const float *rows, double s)
{
  int n_bins = 1 << t->row_bits, bin = bin_index(s, t->row_bits);
  double width, u = s - bin_edge(s, n_bins / OCTAVES, &width), p = 0.0;

  for (int k = t->n_rows - 1; k >= 0; k--)
    p = p * u + rows[k * n_bins + bin];
  return p;
}

/* Roots of ∫ 4πr² ρ f² dr over what lies beyond 2 Å, eV/Å. */
typedef struct {
  double error; /* f is the error of the force: the noise that the outer part of a table
                   adds to the force on an atom when neighbours are of this type alone */
  double force; /* f is the force itself: about what acts on an atom */
} Noise;

static Noise
outer_noise(const RadialTables *tables, int a, int b)
{
  const ClusterTable *t = &tables->table;
  double cut = force_field_cutoff(tables->ff), unit = sqrt(t->kappa);
  double error2 = 0.0, force2 = 0.0;
  Curve force = {tables->ff, a, b, t->kappa, t->zero2, FORCE_OVER_R};

  for (int k = 0; k < N_NOISE; k++) {
    double r = OUTER + (cut - OUTER) * (k + 0.5) / N_NOISE;
    double s = t->kappa * (r * r - t->zero2), f = evaluate(&force, s);
    double error = polynomial(t, rows_of(tables, a, b), s) - f;
    error2 += r * r * pow(error * r * unit, 2.0);
    force2 += r * r * pow(f * r * unit, 2.0);
  }
  double weight = 4.0 * M_PI * DENSITY * (cut - OUTER) / N_NOISE;
  return (Noise){sqrt(weight * error2), sqrt(weight * force2)};
}

static void
fit_pairs(RadialTables *tables, int n_rows)
{
  tables->table.n_rows = n_rows;
  for (int a = 0; a < tables->table.n_types; a++)
    for (int b = a; b < tables->table.n_types; b++)
      fit_pair(tables, a, b);
}

/* The largest of any pair. */
static Noise
noise(const RadialTables *tables)
{
  Noise most = {0};

  for (int a = 0; a < tables->table.n_types; a++)
    for (int b = a; b < tables->table.n_types; b++) {
      Noise now = outer_noise(tables, a, b);
      most = (Noise){fmax(most.error, now.error), fmax(most.force, now.force)};
    }
  return most;
}

/* Few rows; the edge that fills the top octave best. */
static void
fit_plain(RadialTables *tables)
{
  int per_octave = (1 << tables->table.row_bits) / OCTAVES, best = 0;
  double best_fill = 0.0;

  for (int k = 0; k < per_octave; k++) {
    set_scale(tables, ZERO2, k);
    if (fill(tables) > best_fill)
      best_fill = fill(tables), best = k;
  }
  set_scale(tables, ZERO2, best);
  fit_pairs(tables, tables->kernel->n_rows);
}

/* More rows, and the edges that suit the functions best. */
static void
fit_fine(RadialTables *tables)
{
  int per_octave = (1 << tables->table.row_bits) / OCTAVES;
  double best = INFINITY, best_zero2 = ZERO2;
  int best_k = 0;

  tables->by_squares = FALSE;
  for (int trial = 0; trial < N_ZERO2 * per_octave; trial++) {
    double zero2 = ZERO2 - ZERO2_STEP * (trial / per_octave);
    set_scale(tables, zero2, trial % per_octave);
    fit_pairs(tables, tables->kernel->n_fine_rows);
    double now = noise(tables).error;
    if (now < best)
      best = now, best_zero2 = zero2, best_k = trial % per_octave;
  }
  set_scale(tables, best_zero2, best_k);
  tables->by_squares = TRUE;
  fit_pairs(tables, tables->kernel->n_fine_rows);
  tables->suit = best < NOISE_MOST;
  tables->poor = best > fmax(NOISE_WORST, NOISE_SHARE * noise(tables).force);
}

static void
fit_all(RadialTables *tables)
{
  tables->suit = TRUE;
  tables->poor = FALSE;
  tables->by_squares = FALSE;
  fit_plain(tables);
  if (noise(tables).error > NOISE_LIMIT)
    fit_fine(tables);
}

RadialTables *
radial_tables_new(const ForceField *ff, const ClusterKernel *kernel)
{
  RadialTables *tables = g_new0(RadialTables, 1);
  ClusterTable *t = &tables->table;

  tables->ff = force_field_copy(ff);
  tables->kernel = kernel;
  t->n_types = ff->species->n;
  t->row_bits = kernel->row_bits;
  t->row = ALIGNED_NEW0(float, (gsize)t->n_types * t->n_types * 2 * kernel->n_fine_rows
                                   << t->row_bits);
  tables->squares = squares_new(kernel->n_fine_rows);
  fit_all(tables);
  return tables;
}

void
radial_tables_free(RadialTables *tables)
{
  if (!tables)
    return;
  aligned_free((float *)tables->table.row);
  g_free(tables->squares);
  force_field_free(tables->ff);
  g_free(tables);
}

/* Whether rows and edges, chosen for other parameters, would be chosen again. */
static gboolean
still_follows(const RadialTables *tables)
{
  if (!tables->suit || tables->poor)
    return FALSE;
  gboolean fine = tables->table.n_rows == tables->kernel->n_fine_rows;
  return noise(tables).error <= (fine ? NOISE_MOST : NOISE_LIMIT);
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
  if (!still_follows(tables))
    fit_all(tables);
}
