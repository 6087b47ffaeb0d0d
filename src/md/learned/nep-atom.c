// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/nep-atom.h"

#include <math.h>
#include <string.h>

#include "md/learned/nep-lanes.h"

#include "md/learned/nep-grade.h"

#define LM_MAX (NEP_L_MAX * (NEP_L_MAX + 2)) /* 24 */

/* Normalisation of the real harmonics for l = 1 … 4, m = 0, ±1 …, squared. */
static const double C3B[LM_MAX] = {
    0.238732414637843, 0.119366207318922, 0.119366207318922, 0.099471839432435,
    0.596831036594608, 0.596831036594608, 0.149207759148652, 0.149207759148652,
    0.139260575205408, 0.104445431404056, 0.104445431404056, 1.044454314040563,
    1.044454314040563, 0.174075719006761, 0.174075719006761, 0.011190581936149,
    0.223811638722978, 0.223811638722978, 0.111905819361489, 0.111905819361489,
    1.566681471060845, 1.566681471060845, 0.195835183882606, 0.195835183882606};
static const double C4B[5] = {-0.007499480826664, -0.134990654879954, 0.067495327439977,
                              0.404971964639861, -0.809943929279723};
static const double C5B[3] = {0.026596810706114, 0.053193621412227, 0.026596810706114};

/* Polynomials in z that multiply (x + iy)^m: [l − 1][m][power]. */
static const double Z_POLYNOMIAL[NEP_L_MAX][NEP_L_MAX + 1][NEP_L_MAX + 1] = {
    {{0, 1}, {1}},
    {{-1, 0, 3}, {0, 1}, {1}},
    {{0, -3, 0, 5}, {-1, 0, 5}, {0, 1}, {1}},
    {{3, 0, -30, 0, 35}, {0, -3, 0, 7}, {-1, 0, 7}, {0, 1}, {1}},
};

/* What one neighbour is to the descriptors, kept between the way there and back. */
typedef struct {
  double f[NEP_BASIS_MAX], df[NEP_BASIS_MAX]; /* radial terms and slopes */
} RadialTerms;

struct NepScratch {
  guint n_room;
  NepNeighbours *neighbours; /* per LANES of them */
  NepBlock *radial;          /* the same */
  RadialTerms *angular;      /* per neighbour */
  double *q, *g_q;           /* descriptors, gradient by the bare ones */
  double *value;             /* of the neurons */
  double sum[NEP_N_MAX][LM_MAX], g_sum[NEP_N_MAX][LM_MAX];
};

/* --- binding --- */

/* [function][term][type²] of the file → [type][type][function][term]. */
static double *
bind_coefficients(const NepModel *model, const double *c, int n, int terms,
                  const SpeciesList *species)
{
  gsize block = (gsize)n * terms, n2 = (gsize)model->n_types * model->n_types;
  double *to = g_new0(double, block * species->n * species->n);

  for (guint a = 0; a < species->n; a++)
    for (guint b = 0; b < species->n; b++) {
      int t = learned_model_find(&model->base, species->element[a]->symbol);
      int u = learned_model_find(&model->base, species->element[b]->symbol);
      for (gsize k = 0; t >= 0 && u >= 0 && k < block; k++)
        to[(a * species->n + b) * block + k] = c[k * n2 + t * model->n_types + u];
    }
  return to;
}

static double *
bind_cutoffs(const NepModel *model, const double *r, double factor,
             const SpeciesList *species)
{
  double *to = g_new0(double, species->n * species->n);

  for (guint a = 0; a < species->n; a++)
    for (guint b = 0; b < species->n; b++) {
      int t = learned_model_find(&model->base, species->element[a]->symbol);
      int u = learned_model_find(&model->base, species->element[b]->symbol);
      if (t < 0 || u < 0)
        continue;
      double radii = zbl_covalent_radius(species->element[a]->number) +
                     zbl_covalent_radius(species->element[b]->number);
      double pair = 0.5 * (r[t] + r[u]);
      to[a * species->n + b] = factor > 0.0 ? fmin(pair, factor * radii) : pair;
    }
  return to;
}

/* Row of a pair in the upper triangle. */
static Zbl
flexible_zbl(const NepModel *model, int t, int u, Zbl zbl)
{
  int i = MIN(t, u), j = MAX(t, u);
  gsize row = (gsize)i * model->n_types - (gsize)i * (i - 1) / 2 + (j - i);
  const double *p = model->zbl_pairs + row * NEP_ZBL_TERMS;

  zbl.inner = p[0];
  zbl.outer = p[1];
  for (int k = 0; k < 4; k++) {
    zbl.c[k] = p[2 + 2 * k];
    zbl.d[k] = p[3 + 2 * k];
  }
  return zbl;
}

static Zbl
bind_zbl(const NepModel *model, const Element *a, const Element *b)
{
  int t = learned_model_find(&model->base, a->symbol);
  int u = learned_model_find(&model->base, b->symbol);

  if (t < 0 || u < 0)
    return (Zbl){0};
  if (model->zbl_factor > 0.0)
    return zbl_by_radii(a->number, b->number, model->zbl_factor, model->zbl_outer,
                        model->zbl_inner_share);
  Zbl zbl = zbl_universal(a->number, b->number, model->zbl_inner, model->zbl_outer);
  return model->zbl_pairs ? flexible_zbl(model, t, u, zbl) : zbl;
}

NepField *
nep_field_new(const NepModel *model, const SpeciesList *species)
{
  NepField *field = g_new0(NepField, 1);
  guint n = species->n;

  field->model = model;
  field->n_types = n;
  field->radial = bind_coefficients(model, model->c_radial, model->n_radial,
                                    model->basis_radial, species);
  field->angular = bind_coefficients(model, model->c_angular, model->n_angular,
                                     model->basis_angular, species);
  field->r_radial = bind_cutoffs(model, model->r_radial, model->radial_factor, species);
  field->r_angular =
      bind_cutoffs(model, model->r_angular, model->angular_factor, species);
  field->zbl = model->has_zbl ? g_new0(Zbl, n * n) : NULL;
  for (guint a = 0; a < n; a++) {
    int t = learned_model_find(&model->base, species->element[a]->symbol);
    gsize which = model->version == 3 ? 0 : MAX(t, 0);
    field->network[a] = model->network + which * model->network_size;
    for (guint b = 0; field->zbl && b < n; b++)
      field->zbl[a * n + b] = bind_zbl(model, species->element[a], species->element[b]);
  }
  return field;
}

void
nep_field_free(NepField *field)
{
  if (!field)
    return;
  g_free(field->radial);
  g_free(field->angular);
  g_free(field->r_radial);
  g_free(field->r_angular);
  g_free(field->zbl);
  g_free(field);
}

NepScratch *
nep_scratch_new(const NepField *field)
{
  NepScratch *scratch = g_new0(NepScratch, 1);

  scratch->q = g_new0(double, field->model->n_descriptors);
  scratch->g_q = g_new0(double, field->model->n_descriptors);
  scratch->value = g_new0(double, field->model->n_neurons + LANES);
  return scratch;
}

void
nep_scratch_free(NepScratch *scratch)
{
  if (!scratch)
    return;
  g_free(scratch->neighbours);
  g_free(scratch->radial);
  g_free(scratch->value);
  g_free(scratch->angular);
  g_free(scratch->q);
  g_free(scratch->g_q);
  g_free(scratch);
}

const double *
nep_scratch_descriptors(const NepScratch *scratch)
{
  return scratch->q;
}

static void
make_room(NepScratch *scratch, guint n)
{
  if (n <= scratch->n_room)
    return;
  scratch->n_room = n + n / 2;
  guint n_blocks = (scratch->n_room + LANES - 1) / LANES;
  scratch->neighbours = g_renew(NepNeighbours, scratch->neighbours, n_blocks);
  scratch->radial = g_renew(NepBlock, scratch->radial, n_blocks);
  scratch->angular = g_renew(RadialTerms, scratch->angular, scratch->n_room);
}

/* --- radial terms --- */

/* f_k and df_k/dr at r < r_cut; T′_k = k U_{k−1} by its own recursion. */
static void
radial_terms(int n, double r, double r_cut, RadialTerms *to)
{
  double u = r / r_cut, angle = G_PI * u;
  double fc = 0.5 + 0.5 * cos(angle), dfc = -0.5 * G_PI / r_cut * sin(angle);
  double x = 2.0 * (u - 1.0) * (u - 1.0) - 1.0, dx = 4.0 * (u - 1.0) / r_cut;
  double t0 = 1.0, t1 = x, d0 = 0.0, d1 = 1.0;

  to->f[0] = fc;
  to->df[0] = dfc;
  for (int k = 1; k < n; k++) {
    double half = 0.5 * (t1 + 1.0);
    to->f[k] = half * fc;
    to->df[k] = 0.5 * d1 * dx * fc + half * dfc;
    double t2 = 2.0 * x * t1 - t0, d2 = 2.0 * t1 + 2.0 * x * d1 - d0;
    t0 = t1;
    t1 = t2;
    d0 = d1;
    d1 = d2;
  }
}

/* Neighbours from first on. */
static void
fill_neighbours(const NepField *field, guint type, const LearnedEdge *edge, guint n,
                NepNeighbours *to)
{
  for (guint l = 0; l < LANES; l++) {
    double r_cut = l < n ? field->r_radial[type * field->n_types + edge[l].type] : 1.0;
    gboolean is_near = l < n && edge[l].r < r_cut;
    to->type[l] = is_near ? edge[l].type : NEP_NOBODY;
    to->inv_r_cut[l] = 1.0 / r_cut;
    to->u[l] = is_near ? edge[l].r * to->inv_r_cut[l] : 1.0;
  }
}

static void
add_radial(const NepField *field, NepScratch *scratch, guint type,
           const LearnedEdge *edge, guint n)
{
  const NepModel *model = field->model;
  int terms = model->basis_radial, functions = model->n_radial;
  double sum[SPECIES_MAX][NEP_BASIS_MAX][LANES];

  memset(sum, 0, field->n_types * sizeof *sum);
  for (guint e = 0, b = 0; e < n; e += LANES, b++) {
    NepNeighbours *at = &scratch->neighbours[b];
    fill_neighbours(field, type, edge + e, n - e, at);
    nep_terms(terms, at, &scratch->radial[b]);
    nep_add_terms(terms, field->n_types, at, &scratch->radial[b], sum);
  }
  for (guint t = 0; t < field->n_types; t++) {
    const double *c =
        field->radial + (gsize)(type * field->n_types + t) * functions * terms;
    for (int k = 0; k < terms; k++) {
      double all = 0.0;
      for (int l = 0; l < LANES; l++)
        all += sum[t][k][l];
      for (int f = 0; f < functions; f++)
        scratch->q[f] += c[f * terms + k] * all;
    }
  }
}

static void
add_radial_back(const NepField *field, const NepScratch *scratch, guint type,
                const LearnedEdge *edge, guint n, double (*gradient)[3])
{
  const NepModel *model = field->model;
  int terms = model->basis_radial, functions = model->n_radial;
  double weight[SPECIES_MAX][NEP_BASIS_MAX] = {{0}};

  for (guint t = 0; t < field->n_types; t++) {
    const double *c =
        field->radial + (gsize)(type * field->n_types + t) * functions * terms;
    for (int f = 0; f < functions; f++)
      for (int k = 0; k < terms; k++)
        weight[t][k] += scratch->g_q[f] * c[f * terms + k];
  }
  for (guint e = 0, b = 0; e < n; e += LANES, b++) {
    double slope[LANES];
    nep_slopes(terms, field->n_types, &scratch->neighbours[b], &scratch->radial[b],
               (const double(*)[NEP_BASIS_MAX])weight, slope);
    for (guint l = 0; l < LANES && e + l < n; l++) {
      double along = slope[l] / edge[e + l].r;
      for (int k = 0; k < 3; k++)
        gradient[e + l][k] += along * edge[e + l].d[k];
    }
  }
}

/* --- angular terms --- */

static double
polynomial(const double *c, int n, double z, double *slope)
{
  double value = c[n], d = 0.0;

  for (int k = n - 1; k >= 0; k--) {
    d = d * z + value;
    value = value * z + c[k];
  }
  *slope = d;
  return value;
}

/* Harmonics of the vector (x, y, z) and their gradient, as polynomials. */
static void
harmonics(int l_max, const double u[3], double y[LM_MAX], double dy[LM_MAX][3])
{
  double re[NEP_L_MAX + 1] = {1.0}, im[NEP_L_MAX + 1] = {0.0};

  for (int m = 1; m <= l_max; m++) {
    re[m] = re[m - 1] * u[0] - im[m - 1] * u[1];
    im[m] = re[m - 1] * u[1] + im[m - 1] * u[0];
  }
  for (int l = 1, at = 0; l <= l_max; l++)
    for (int m = 0; m <= l; m++) {
      double dp, p = polynomial(Z_POLYNOMIAL[l - 1][m], l - m, u[2], &dp);
      if (m == 0) {
        y[at] = p;
        dy[at][0] = dy[at][1] = 0.0;
        dy[at++][2] = dp;
        continue;
      }
      double rx = m * re[m - 1], ry = m * im[m - 1];
      y[at] = p * re[m];
      dy[at][0] = p * rx;
      dy[at][1] = -p * ry;
      dy[at++][2] = dp * re[m];
      y[at] = p * im[m];
      dy[at][0] = p * ry;
      dy[at][1] = p * rx;
      dy[at++][2] = dp * im[m];
    }
}

static void
unit_vector(const LearnedEdge *edge, double u[3])
{
  for (int k = 0; k < 3; k++)
    u[k] = edge->d[k] / edge->r;
}

/* g[function] from terms of one neighbour. */
static void
combine(const double *c, int functions, int terms, const double *f, double *g)
{
  for (int i = 0; i < functions; i++) {
    double sum = 0.0;
    for (int k = 0; k < terms; k++)
      sum += c[i * terms + k] * f[k];
    g[i] = sum;
  }
}

static const double *
angular_coefficients(const NepField *field, guint type, guint other)
{
  const NepModel *model = field->model;

  return field->angular +
         (gsize)(type * field->n_types + other) * model->n_angular * model->basis_angular;
}

static void
sum_harmonics(const NepField *field, NepScratch *scratch, guint type,
              const LearnedEdge *edge, guint n)
{
  const NepModel *model = field->model;
  int n_lm = model->l_max * (model->l_max + 2);

  memset(scratch->sum, 0, sizeof scratch->sum);
  for (guint e = 0; e < n; e++) {
    double r_cut = field->r_angular[type * field->n_types + edge[e].type];
    double u[3], y[LM_MAX], dy[LM_MAX][3], g[NEP_N_MAX];
    if (edge[e].r >= r_cut)
      continue;
    radial_terms(model->basis_angular, edge[e].r, r_cut, &scratch->angular[e]);
    combine(angular_coefficients(field, type, edge[e].type), model->n_angular,
            model->basis_angular, scratch->angular[e].f, g);
    unit_vector(&edge[e], u);
    harmonics(model->l_max, u, y, dy);
    for (int f = 0; f < model->n_angular; f++)
      for (int k = 0; k < n_lm; k++)
        scratch->sum[f][k] += g[f] * y[k];
  }
}

static double
three_body(const double *s, int l, double g, double *g_s)
{
  int first = l * l - 1;
  double value = 0.0;

  for (int k = first; k < first + 2 * l + 1; k++) {
    double c = k == first ? C3B[k] : 2.0 * C3B[k];
    value += c * s[k] * s[k];
    g_s[k] += 2.0 * g * c * s[k];
  }
  return value;
}

static double
four_body(const double *s, double g, double *g_s)
{
  double a = s[4] * s[4] + s[5] * s[5], b = s[6] * s[6] + s[7] * s[7];
  double c = s[5] * s[5] - s[4] * s[4];

  g_s[3] += g * (3.0 * C4B[0] * s[3] * s[3] + C4B[1] * a + C4B[2] * b);
  g_s[4] += g * (2.0 * C4B[1] * s[3] * s[4] - 2.0 * C4B[3] * s[6] * s[4] +
                 C4B[4] * s[5] * s[7]);
  g_s[5] += g * (2.0 * C4B[1] * s[3] * s[5] + 2.0 * C4B[3] * s[6] * s[5] +
                 C4B[4] * s[4] * s[7]);
  g_s[6] += g * (2.0 * C4B[2] * s[3] * s[6] + C4B[3] * c);
  g_s[7] += g * (2.0 * C4B[2] * s[3] * s[7] + C4B[4] * s[4] * s[5]);
  return C4B[0] * s[3] * s[3] * s[3] + C4B[1] * s[3] * a + C4B[2] * s[3] * b +
         C4B[3] * s[6] * c + C4B[4] * s[4] * s[5] * s[7];
}

static double
five_body(const double *s, double g, double *g_s)
{
  double a = s[0] * s[0], b = s[1] * s[1] + s[2] * s[2];
  double along = 2.0 * C5B[1] * a + 4.0 * C5B[2] * b;

  g_s[0] += g * s[0] * (4.0 * C5B[0] * a + 2.0 * C5B[1] * b);
  g_s[1] += g * s[1] * along;
  g_s[2] += g * s[2] * along;
  return C5B[0] * a * a + C5B[1] * a * b + C5B[2] * b * b;
}

/* Invariants of the sums into q; with the gradient g by them, that by the sums. */
static void
invariants(const NepField *field, NepScratch *scratch, double *q, const double *g)
{
  const NepModel *model = field->model;
  int n = model->n_angular;

  memset(scratch->g_sum, 0, sizeof scratch->g_sum);
  for (int f = 0; f < n; f++) {
    const double *s = scratch->sum[f];
    double *g_s = scratch->g_sum[f];
    int at = f;
    for (int l = 1; l <= model->l_max; l++, at += n)
      q[at] = three_body(s, l, g ? g[at] : 0.0, g_s);
    if (model->q222) {
      q[at] = four_body(s, g ? g[at] : 0.0, g_s);
      at += n;
    }
    if (model->q1111)
      q[at] = five_body(s, g ? g[at] : 0.0, g_s);
  }
}

static void
add_angular_back(const NepField *field, const NepScratch *scratch, guint type,
                 const LearnedEdge *edge, guint n, double (*gradient)[3])
{
  const NepModel *model = field->model;
  int n_lm = model->l_max * (model->l_max + 2);

  for (guint e = 0; e < n; e++) {
    double u[3], y[LM_MAX], dy[LM_MAX][3], g[NEP_N_MAX], dg[NEP_N_MAX];
    double along = 0.0, turn[3] = {0}, radial = 0.0;
    if (edge[e].r >= field->r_angular[type * field->n_types + edge[e].type])
      continue;
    const double *c = angular_coefficients(field, type, edge[e].type);
    combine(c, model->n_angular, model->basis_angular, scratch->angular[e].f, g);
    combine(c, model->n_angular, model->basis_angular, scratch->angular[e].df, dg);
    unit_vector(&edge[e], u);
    harmonics(model->l_max, u, y, dy);
    for (int k = 0; k < n_lm; k++) {
      double p = 0.0, dp = 0.0;
      for (int f = 0; f < model->n_angular; f++) {
        p += scratch->g_sum[f][k] * g[f];
        dp += scratch->g_sum[f][k] * dg[f];
      }
      along += dp * y[k];
      for (int i = 0; i < 3; i++)
        turn[i] += p * dy[k][i];
    }
    for (int i = 0; i < 3; i++)
      radial += turn[i] * u[i];
    for (int i = 0; i < 3; i++)
      gradient[e][i] += along * u[i] + (turn[i] - radial * u[i]) / edge[e].r;
  }
}

/* --- all of it --- */

/* Half of each pair's repulsion. */
static double
add_zbl(const NepField *field, guint type, const LearnedEdge *edge, guint n,
        double (*gradient)[3])
{
  double energy = 0.0, slope;

  for (guint e = 0; e < n; e++) {
    const Zbl *zbl = &field->zbl[type * field->n_types + edge[e].type];
    if (edge[e].r >= zbl->outer)
      continue;
    energy += 0.5 * zbl_energy(zbl, edge[e].r, &slope);
    for (int k = 0; k < 3; k++)
      gradient[e][k] += 0.5 * slope * edge[e].d[k] / edge[e].r;
  }
  return energy;
}

double
nep_atom_energy(const NepField *field, NepScratch *scratch, guint type,
                const LearnedEdge *edge, guint n, double (*gradient)[3])
{
  const NepModel *model = field->model;
  double *q = scratch->q, *g_q = scratch->g_q;

  make_room(scratch, n);
  memset(q, 0, model->n_descriptors * sizeof(double));
  memset(gradient, 0, n * sizeof *gradient);
  add_radial(field, scratch, type, edge, n);
  sum_harmonics(field, scratch, type, edge, n);
  invariants(field, scratch, q + model->n_radial, NULL);
  for (int k = 0; k < model->n_descriptors; k++)
    q[k] *= model->scale[k];
  double energy = nep_network(model, field->network[type], q, g_q, scratch->value);
  add_radial_back(field, scratch, type, edge, n, gradient);
  double bare[NEP_N_MAX * (NEP_L_MAX + 2)];
  invariants(field, scratch, bare, g_q + model->n_radial);
  add_angular_back(field, scratch, type, edge, n, gradient);
  if (field->zbl)
    energy += add_zbl(field, type, edge, n, gradient);
  return energy;
}

static gpointer
new_field(const LearnedModel *model, const SpeciesList *species)
{
  return nep_field_new((const NepModel *)model, species);
}

static void
free_field(gpointer field)
{
  nep_field_free(field);
}

static gpointer
new_scratch(gconstpointer field)
{
  return nep_scratch_new(field);
}

static void
free_scratch(gpointer scratch)
{
  nep_scratch_free(scratch);
}

static double
energy(gconstpointer field, gpointer scratch, guint type, const LearnedEdge *edge,
       guint n, double (*gradient)[3])
{
  return nep_atom_energy(field, scratch, type, edge, n, gradient);
}

const LocalKind nep_local_kind = {.name = "nep",
                                  .field_new = new_field,
                                  .field_free = free_field,
                                  .scratch_new = new_scratch,
                                  .scratch_free = free_scratch,
                                  .energy = energy,
                                  .grader = &nep_grader};
