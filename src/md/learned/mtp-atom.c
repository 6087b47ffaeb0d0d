// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/mtp-atom.h"

#include <math.h>
#include <string.h>

typedef struct {
  const MtpModel *model;
  int species[SPECIES_MAX]; /* of the model, per type; -1: none */
} Field;

typedef struct {
  double *moment, *gradient; /* n_moments */
  double *f, *df;            /* n_functions */
  double *power[3];          /* largest_power + 2, the first is that of power −1: 0 */
  double *term;              /* n_terms, Q of the neighbour at hand */
  double *slope; /* n_parameters, ∂E/∂parameter; NULL without active set */
} Scratch;

static gpointer
new_field(const LearnedModel *model, const SpeciesList *species)
{
  Field *field = g_new0(Field, 1);

  field->model = (const MtpModel *)model;
  for (guint t = 0; t < species->n; t++)
    field->species[t] = learned_model_find(model, species->element[t]->symbol);
  return field;
}

static gpointer
new_scratch(gconstpointer data)
{
  const MtpModel *model = ((const Field *)data)->model;
  Scratch *scratch = g_new0(Scratch, 1);

  scratch->moment = g_new0(double, model->n_moments);
  scratch->gradient = g_new0(double, model->n_moments);
  scratch->f = g_new0(double, model->n_functions);
  scratch->df = g_new0(double, model->n_functions);
  for (int i = 0; i < 3; i++)
    scratch->power[i] = g_new0(double, model->largest_power + 2);
  scratch->term = g_new0(double, model->n_terms);
  if (model->inverse)
    scratch->slope = g_new0(double, model->n_parameters);
  return scratch;
}

static void
free_scratch(gpointer data)
{
  Scratch *scratch = data;

  g_free(scratch->moment);
  g_free(scratch->gradient);
  g_free(scratch->f);
  g_free(scratch->df);
  for (int i = 0; i < 3; i++)
    g_free(scratch->power[i]);
  g_free(scratch->term);
  g_free(scratch->slope);
  g_free(scratch);
}

/* Radial functions and powers of the unit vector for one neighbour. */
static void
measure_edge(const Field *field, Scratch *scratch, guint type, const LearnedEdge *edge)
{
  const MtpModel *model = field->model;
  gsize pair =
      (gsize)field->species[type] * model->n_species + field->species[edge->type];
  const double *c = model->radial + pair * model->n_functions * model->n_terms;
  double slope = 2.0 / (model->r_max - model->r_min), s = model->scaling;
  double xi = slope * edge->r - (model->r_min + model->r_max) * 0.5 * slope;
  double gap = edge->r - model->r_max;
  double q0 = s * gap * gap, d0 = 2.0 * s * gap;
  double q1 = xi * q0, d1 = slope * q0 + xi * d0;

  memset(scratch->f, 0, model->n_functions * sizeof(double));
  memset(scratch->df, 0, model->n_functions * sizeof(double));
  for (int k = 0; k < model->n_terms; k++) {
    scratch->term[k] = q0;
    for (int m = 0; m < model->n_functions; m++) {
      scratch->f[m] += c[m * model->n_terms + k] * q0;
      scratch->df[m] += c[m * model->n_terms + k] * d0;
    }
    double q2 = 2.0 * xi * q1 - q0, d2 = 2.0 * slope * q1 + 2.0 * xi * d1 - d0;
    q0 = q1;
    d0 = d1;
    q1 = q2;
    d1 = d2;
  }
  for (int i = 0; i < 3; i++) {
    scratch->power[i][1] = 1.0;
    for (int k = 1; k <= model->largest_power; k++)
      scratch->power[i][k + 1] = scratch->power[i][k] * edge->d[i] / edge->r;
  }
}

static void
add_moments(const MtpModel *model, Scratch *scratch)
{
  for (int k = 0; k < model->n_basic; k++) {
    const MtpBasic *b = &model->basic[k];
    scratch->moment[k] += scratch->f[b->function] * scratch->power[0][b->power[0] + 1] *
                          scratch->power[1][b->power[1] + 1] *
                          scratch->power[2][b->power[2] + 1];
  }
}

static void
add_gradient(const MtpModel *model, const Scratch *scratch, const LearnedEdge *edge,
             double gradient[3])
{
  double along = 0.0, turn[3] = {0}, radial = 0.0;

  for (int k = 0; k < model->n_basic; k++) {
    const MtpBasic *b = &model->basic[k];
    double g = scratch->gradient[k], value[3], lower[3];
    for (int i = 0; i < 3; i++) {
      value[i] = scratch->power[i][b->power[i] + 1];
      lower[i] = b->power[i] * scratch->power[i][b->power[i]];
    }
    double gf = g * scratch->f[b->function];
    along += g * scratch->df[b->function] * value[0] * value[1] * value[2];
    turn[0] += gf * lower[0] * value[1] * value[2];
    turn[1] += gf * value[0] * lower[1] * value[2];
    turn[2] += gf * value[0] * value[1] * lower[2];
  }
  for (int i = 0; i < 3; i++)
    radial += turn[i] * edge->d[i] / edge->r;
  for (int i = 0; i < 3; i++) {
    double u = edge->d[i] / edge->r;
    gradient[i] = along * u + (turn[i] - radial * u) / edge->r;
  }
}

/* Energy from the basic moments, and its gradient by them. */
static double
contract(const MtpModel *model, Scratch *scratch, int species)
{
  double *m = scratch->moment, *g = scratch->gradient;
  double energy = model->species_energy[species];

  for (int k = 0; k < model->n_products; k++) {
    const MtpProduct *p = &model->product[k];
    m[p->to] += p->factor * m[p->a] * m[p->b];
  }
  memset(g, 0, model->n_moments * sizeof(double));
  for (int k = 0; k < model->n_scalars; k++) {
    energy += model->scalar_weight[k] * m[model->scalar[k]];
    g[model->scalar[k]] += model->scalar_weight[k];
  }
  for (int k = model->n_products - 1; k >= 0; k--) {
    const MtpProduct *p = &model->product[k];
    double slope = p->factor * g[p->to], a = m[p->a];
    g[p->a] += slope * m[p->b];
    g[p->b] += slope * a;
  }
  return energy;
}

static double
energy(gconstpointer data, gpointer scratch_data, guint type, const LearnedEdge *edge,
       guint n, double (*gradient)[3])
{
  const Field *field = data;
  Scratch *scratch = scratch_data;

  memset(scratch->moment, 0, field->model->n_moments * sizeof(double));
  for (guint e = 0; e < n; e++) {
    measure_edge(field, scratch, type, &edge[e]);
    add_moments(field->model, scratch);
  }
  double value = contract(field->model, scratch, field->species[type]);
  for (guint e = 0; e < n; e++) {
    measure_edge(field, scratch, type, &edge[e]);
    add_gradient(field->model, scratch, &edge[e], gradient[e]);
  }
  return value;
}

/* --- grade --- */

/* Radial coefficients of one pair: [function][term] from slope. */
static void
add_radial_slopes(const MtpModel *model, const Scratch *scratch, double *slope)
{
  for (int k = 0; k < model->n_basic; k++) {
    const MtpBasic *b = &model->basic[k];
    double g = scratch->gradient[k] * scratch->power[0][b->power[0] + 1] *
               scratch->power[1][b->power[1] + 1] * scratch->power[2][b->power[2] + 1];
    for (int t = 0; t < model->n_terms; t++)
      slope[b->function * model->n_terms + t] += g * scratch->term[t];
  }
}

/* ∂E/∂parameter of the atom whose energy was computed last. */
static void
find_slopes(const Field *field, Scratch *scratch, const LocalAtom *atom)
{
  const MtpModel *model = field->model;
  int n_pair = model->n_functions * model->n_terms;
  int species = field->species[atom->type];
  double *slope = scratch->slope;
  double *of_species = slope + model->n_species * model->n_species * n_pair;
  double *of_scalars = of_species + model->n_species;

  memset(slope, 0, model->n_parameters * sizeof(double));
  for (guint e = 0; e < atom->n; e++) {
    int other = field->species[atom->edge[e].type];
    measure_edge(field, scratch, atom->type, &atom->edge[e]);
    add_radial_slopes(model, scratch,
                      slope + (species * model->n_species + other) * n_pair);
  }
  of_species[species] = 1.0;
  for (int k = 0; k < model->n_scalars; k++)
    of_scalars[k] = scratch->moment[model->scalar[k]];
}

static guint
one_feature(gconstpointer field)
{
  return 1;
}

static void
measure(gconstpointer data, gpointer scratch_data, const LocalAtom *atom, double *grade)
{
  const MtpModel *model = ((const Field *)data)->model;
  Scratch *scratch = scratch_data;
  int n = model->n_parameters;

  energy(data, scratch, atom->type, atom->edge, atom->n, atom->gradient);
  find_slopes(data, scratch, atom);
  *grade = 0.0;
  for (int row = 0; row < n; row++) {
    double sum = 0.0;
    for (int k = 0; k < n; k++)
      sum += scratch->slope[k] * model->inverse[(gsize)row * n + k];
    *grade = fmax(*grade, fabs(sum));
  }
}

static const LocalGrader grader = {.n_features = one_feature, .measure = measure};

const LocalKind mtp_local_kind = {.name = "mtp",
                                  .field_new = new_field,
                                  .field_free = g_free,
                                  .scratch_new = new_scratch,
                                  .scratch_free = free_scratch,
                                  .energy = energy,
                                  .grader = &grader};
