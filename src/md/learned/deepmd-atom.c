// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/deepmd-atom.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "md/learned/deepmd-fit.h"
#include "md/learned/deepmd-table.h"

#define BATCH 64
#define PARTS 4
/* Tables reach up to 1/r of this distance, Å; nearer neighbours are rare */
#define R_TABLE 0.8

typedef struct {
  const double *average, *deviation; /* of the model */
  const DeepmdTable *table;
  double *empty; /* an empty slot's share of T: PARTS · width */
} Pair;

typedef struct {
  const DeepmdModel *model;
  guint n_types;
  int width; /* padded */
  int species[SPECIES_MAX];
  DeepmdTable **table; /* owned; by type and neighbour's type of the model */
  Pair *pair;          /* the same way */
} Field;

typedef struct {
  double *tensor;   /* BATCH atoms: PARTS · width each */
  double *g_tensor; /* of one atom */
  double *value, *slope, *work;
  double *d, *g_d; /* BATCH rows: descriptors and their gradients, by type */
  double *energy;
  guint *row;       /* atom of a row */
  GArray *left_out; /* gboolean per neighbour */
  GArray *distance; /* of neighbours of one type */
  DeepmdFit *fit;
} Scratch;

/* What one neighbour adds. */
typedef struct {
  double s, ds;       /* s and ds/dr */
  double part[PARTS]; /* R̃ */
} Environment;

/* --- field --- */

static void
make_pair(Field *field, guint i, guint j, gboolean is_present)
{
  const DeepmdModel *model = field->model;
  guint k = i * field->n_types + j;
  const DeepmdNet *net = &model->embedding[model->one_side ? j : k];
  Pair *pair = &field->pair[k];

  pair->average = model->average + PARTS * k;
  pair->deviation = model->deviation + PARTS * k;
  double low = -pair->average[0] / pair->deviation[0];
  double high = (1.0 / R_TABLE - pair->average[0]) / pair->deviation[0];
  /* A type without atoms has only empty slots */
  if (!is_present)
    high = low;
  field->table[k] = deepmd_table_new(net, low, high);
  pair->table = field->table[k];
  field->width = deepmd_table_width(pair->table);
  pair->empty = g_new0(double, PARTS * field->width);
  g_autofree double *work = g_new0(double, deepmd_table_work(pair->table));
  g_autofree double *value = g_new0(double, field->width);
  deepmd_table_evaluate(pair->table, low, work, value, NULL);
  for (int p = 0; p < PARTS; p++)
    for (int a = 0; a < field->width; a++)
      pair->empty[p * field->width + a] =
          -pair->average[p] / pair->deviation[p] * value[a];
}

static gpointer
new_field(const LearnedModel *base, const SpeciesList *species)
{
  Field *field = g_new0(Field, 1);
  const DeepmdModel *model = (const DeepmdModel *)base;
  guint n = model->n_types;
  gboolean present[SPECIES_MAX] = {0};

  openblas_set_num_threads(1); /* the team calls it, each thread for its batch */
  field->model = model;
  field->n_types = n;
  field->table = g_new0(DeepmdTable *, n * n);
  field->pair = g_new0(Pair, n * n);
  for (guint t = 0; t < species->n; t++) {
    field->species[t] = learned_model_find(base, species->element[t]->symbol);
    if (field->species[t] >= 0)
      present[field->species[t]] = TRUE;
  }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      if (present[i])
        make_pair(field, i, j, present[j]);
  return field;
}

static void
free_field(gpointer data)
{
  Field *field = data;

  for (guint k = 0; k < field->n_types * field->n_types; k++) {
    deepmd_table_free(field->table[k]);
    g_free(field->pair[k].empty);
  }
  g_free(field->table);
  g_free(field->pair);
  g_free(field);
}

static gpointer
new_scratch(gconstpointer data)
{
  const Field *field = data;
  const DeepmdModel *model = field->model;
  Scratch *scratch = g_new0(Scratch, 1);
  gsize n_d = (gsize)BATCH * model->width * model->axis, work = 0;

  for (guint k = 0; k < field->n_types * field->n_types; k++)
    if (field->table[k])
      work = MAX(work, deepmd_table_work(field->table[k]));
  scratch->tensor = ALIGNED_NEW0(double, BATCH *PARTS * field->width);
  scratch->g_tensor = ALIGNED_NEW0(double, PARTS * field->width);
  scratch->value = ALIGNED_NEW0(double, field->width);
  scratch->slope = ALIGNED_NEW0(double, field->width);
  scratch->work = g_new0(double, work);
  scratch->d = ALIGNED_NEW0(double, n_d);
  scratch->g_d = ALIGNED_NEW0(double, n_d);
  scratch->energy = g_new0(double, BATCH);
  scratch->row = g_new0(guint, BATCH);
  scratch->left_out = g_array_new(FALSE, FALSE, sizeof(gboolean));
  scratch->distance = g_array_new(FALSE, FALSE, sizeof(double));
  scratch->fit = deepmd_fit_new(model->fitting, model->n_types, BATCH);
  return scratch;
}

static void
free_scratch(gpointer data)
{
  Scratch *scratch = data;

  aligned_free(scratch->tensor);
  aligned_free(scratch->g_tensor);
  aligned_free(scratch->value);
  aligned_free(scratch->slope);
  aligned_free(scratch->d);
  aligned_free(scratch->g_d);
  g_free(scratch->work);
  g_free(scratch->energy);
  g_free(scratch->row);
  g_array_unref(scratch->left_out);
  g_array_unref(scratch->distance);
  deepmd_fit_free(scratch->fit);
  g_free(scratch);
}

/* --- neighbours --- */

static int
compare_doubles(gconstpointer a, gconstpointer b)
{
  double x = *(const double *)a, y = *(const double *)b;

  return (x > y) - (x < y);
}

/* Leaves out the farthest neighbours of a type beyond its slots. */
static void
leave_out(const Field *field, Scratch *scratch, const LocalAtom *atom, int type, int sel)
{
  GArray *distance = scratch->distance;
  gboolean *left_out = (gboolean *)scratch->left_out->data;

  g_array_set_size(distance, 0);
  for (guint e = 0; e < atom->n; e++)
    if (field->species[atom->edge[e].type] == type)
      g_array_append_val(distance, atom->edge[e].r);
  g_array_sort(distance, compare_doubles);
  double last = sel > 0 ? g_array_index(distance, double, sel - 1) : -1.0;
  int room = sel;
  for (int k = 0; k < sel; k++)
    room -= g_array_index(distance, double, k) < last;
  for (guint e = 0; e < atom->n; e++)
    if (field->species[atom->edge[e].type] == type && !(atom->edge[e].r < last))
      left_out[e] = atom->edge[e].r > last || room-- <= 0;
}

/* Which neighbours have no slot; empty[type] = slots that are left. */
static const gboolean *
find_slots(const Field *field, Scratch *scratch, const LocalAtom *atom, int *empty)
{
  const DeepmdModel *model = field->model;

  g_array_set_size(scratch->left_out, atom->n);
  if (atom->n > 0)
    memset(scratch->left_out->data, 0, atom->n * sizeof(gboolean));
  for (guint t = 0; t < model->n_types; t++)
    empty[t] = model->sel[t];
  for (guint e = 0; e < atom->n; e++)
    empty[field->species[atom->edge[e].type]]--;
  for (guint t = 0; t < model->n_types; t++)
    if (empty[t] < 0) {
      leave_out(field, scratch, atom, t, model->sel[t]);
      empty[t] = 0;
    }
  return (const gboolean *)scratch->left_out->data;
}

static Environment
measure(const DeepmdModel *model, const Pair *pair, const LearnedEdge *edge)
{
  double span = model->base.r_cut - model->r_smooth, w = 1.0, dw = 0.0;
  double u = (edge->r - model->r_smooth) / span, inv_r = 1.0 / edge->r;
  Environment env;

  if (u > 0.0) {
    w = u * u * u * (-6.0 * u * u + 15.0 * u - 10.0) + 1.0;
    dw = -30.0 * u * u * (u - 1.0) * (u - 1.0) / span;
  }
  env.s = w * inv_r;
  env.ds = (dw - env.s) * inv_r;
  env.part[0] = (env.s - pair->average[0]) / pair->deviation[0];
  for (int i = 0; i < 3; i++)
    env.part[i + 1] =
        (env.s * edge->d[i] * inv_r - pair->average[i + 1]) / pair->deviation[i + 1];
  return env;
}

/* --- forwards --- */

WIDE_LOOPS static void
add_outer(int width, const double *value, const double part[PARTS],
          double *restrict tensor)
{
  for (int p = 0; p < PARTS; p++)
    for (int a = 0; a < width; a++)
      tensor[p * width + a] += part[p] * value[a];
}

static const Pair *
pair_of(const Field *field, guint type, guint to)
{
  return &field->pair[(guint)field->species[type] * field->n_types + field->species[to]];
}

static void
make_tensor(const Field *field, Scratch *scratch, const LocalAtom *atom, double *tensor)
{
  int width = field->width, empty[DEEPMD_TYPES_MAX];
  const gboolean *left_out = find_slots(field, scratch, atom, empty);

  memset(tensor, 0, PARTS * width * sizeof(double));
  for (guint t = 0; t < field->n_types; t++) {
    const Pair *pair =
        &field->pair[(guint)field->species[atom->type] * field->n_types + t];
    for (int k = 0; empty[t] > 0 && k < PARTS * width; k++)
      tensor[k] += empty[t] * pair->empty[k];
  }
  for (guint e = 0; e < atom->n; e++) {
    const Pair *pair = pair_of(field, atom->type, atom->edge[e].type);
    if (left_out[e])
      continue;
    Environment env = measure(field->model, pair, &atom->edge[e]);
    deepmd_table_evaluate(pair->table, env.part[0], scratch->work, scratch->value, NULL);
    add_outer(width, scratch->value, env.part, tensor);
  }
  for (int k = 0; k < PARTS * width; k++)
    tensor[k] /= field->model->n_slots;
}

static void
make_descriptor(const Field *field, const double *tensor, double *d)
{
  const DeepmdModel *model = field->model;

  for (int a = 0; a < model->width; a++)
    for (int b = 0; b < model->axis; b++) {
      double sum = 0.0;
      for (int p = 0; p < PARTS; p++)
        sum += tensor[p * field->width + a] * tensor[p * field->width + b];
      d[a * model->axis + b] = sum;
    }
}

/* --- backwards --- */

static void
descriptor_back(const Field *field, const double *tensor, const double *g_d,
                double *g_tensor)
{
  const DeepmdModel *model = field->model;

  memset(g_tensor, 0, PARTS * field->width * sizeof(double));
  for (int p = 0; p < PARTS; p++) {
    const double *t = tensor + p * field->width;
    double *g = g_tensor + p * field->width;
    for (int a = 0; a < model->width; a++)
      for (int b = 0; b < model->axis; b++) {
        g[a] += g_d[a * model->axis + b] * t[b];
        g[b] += g_d[a * model->axis + b] * t[a];
      }
  }
  for (int k = 0; k < PARTS * field->width; k++)
    g_tensor[k] /= model->n_slots;
}

/* Gradient by the parts R̃ of one neighbour, the embedding's included. */
WIDE_LOOPS static void
outer_back(int width, const double *value, const double *slope, const double *g_tensor,
           const double part[PARTS], double g_part[PARTS])
{
  double sum[PARTS][LANES] = {{0}}, along[LANES] = {0};

  for (int a = 0; a < width; a += LANES)
    for (int l = 0; l < LANES; l++) {
      const double *g = g_tensor + a + l;
      double g0 = g[0], g1 = g[width], g2 = g[2 * width], g3 = g[3 * width];
      double v = value[a + l];
      sum[0][l] += g0 * v;
      sum[1][l] += g1 * v;
      sum[2][l] += g2 * v;
      sum[3][l] += g3 * v;
      along[l] +=
          (g0 * part[0] + g1 * part[1] + g2 * part[2] + g3 * part[3]) * slope[a + l];
    }
  for (int p = 0; p < PARTS; p++) {
    g_part[p] = 0.0;
    for (int l = 0; l < LANES; l++)
      g_part[p] += sum[p][l];
  }
  for (int l = 0; l < LANES; l++)
    g_part[0] += along[l];
}

static void
edge_back(const Pair *pair, const LearnedEdge *edge, const Environment *env,
          const double g_part[PARTS], double gradient[3])
{
  double inv_r = 1.0 / edge->r, radial = env->ds * g_part[0] / pair->deviation[0];
  double g[3], along = 0.0;

  for (int i = 0; i < 3; i++) {
    g[i] = g_part[i + 1] / pair->deviation[i + 1];
    along += g[i] * edge->d[i] * inv_r;
  }
  radial += (env->ds - env->s * inv_r) * along;
  for (int i = 0; i < 3; i++)
    gradient[i] = radial * edge->d[i] * inv_r + env->s * inv_r * g[i];
}

static void
tensor_back(const Field *field, Scratch *scratch, const LocalAtom *atom)
{
  int empty[DEEPMD_TYPES_MAX];
  const gboolean *left_out = find_slots(field, scratch, atom, empty);

  for (guint e = 0; e < atom->n; e++) {
    const Pair *pair = pair_of(field, atom->type, atom->edge[e].type);
    double g_part[PARTS];
    if (left_out[e]) {
      memset(atom->gradient[e], 0, sizeof atom->gradient[e]);
      continue;
    }
    Environment env = measure(field->model, pair, &atom->edge[e]);
    deepmd_table_evaluate(pair->table, env.part[0], scratch->work, scratch->value,
                          scratch->slope);
    outer_back(field->width, scratch->value, scratch->slope, scratch->g_tensor, env.part,
               g_part);
    edge_back(pair, &atom->edge[e], &env, g_part, atom->gradient[e]);
  }
}

/* --- batches --- */

/* All atoms of one type of the model. */
static void
run_type(const Field *field, Scratch *scratch, guint type, LocalAtom *atom, guint n_atoms)
{
  const DeepmdModel *model = field->model;
  gsize n_d = (gsize)model->width * model->axis, stride = PARTS * field->width;
  int n = 0;

  for (guint k = 0; k < n_atoms; k++)
    if (field->species[atom[k].type] == (int)type) {
      double *tensor = scratch->tensor + n * stride;
      scratch->row[n] = k;
      make_tensor(field, scratch, &atom[k], tensor);
      make_descriptor(field, tensor, scratch->d + n++ * n_d);
    }
  if (n == 0)
    return;
  deepmd_fit_run(scratch->fit, &model->fitting[type], n, scratch->d, scratch->energy,
                 scratch->g_d);
  for (int k = 0; k < n; k++) {
    LocalAtom *a = &atom[scratch->row[k]];
    a->energy = scratch->energy[k] + model->energy[type];
    descriptor_back(field, scratch->tensor + k * stride, scratch->g_d + k * n_d,
                    scratch->g_tensor);
    tensor_back(field, scratch, a);
  }
}

static void
energies(gconstpointer field, gpointer scratch, LocalAtom *atom, guint n_atoms)
{
  for (guint t = 0; t < ((const Field *)field)->n_types; t++)
    run_type(field, scratch, t, atom, n_atoms);
}

/* --- grade --- */

static guint
one_feature(gconstpointer field)
{
  return 1;
}

static void
grade_atom(gconstpointer data, gpointer scratch, const LocalAtom *atom, double *grade)
{
  const Field *field = data;
  int empty[DEEPMD_TYPES_MAX];
  const gboolean *left_out = find_slots(field, scratch, atom, empty);
  double sum = 0.0, largest = -INFINITY, n = field->model->n_slots;

  for (guint t = 0; t < field->n_types; t++) {
    const Pair *pair =
        &field->pair[(guint)field->species[atom->type] * field->n_types + t];
    sum -= empty[t] * pair->average[0] / pair->deviation[0];
  }
  for (guint e = 0; e < atom->n; e++) {
    const Pair *pair = pair_of(field, atom->type, atom->edge[e].type);
    if (left_out[e])
      continue;
    double s = measure(field->model, pair, &atom->edge[e]).part[0];
    sum += s;
    largest = fmax(largest, s);
  }
  double near = fmax(largest, 0.0);
  *grade = fmax(fabs(sum) / sqrt(n), 2.0 * near * near / n);
}

static const LocalGrader grader = {.n_features = one_feature, .measure = grade_atom};

const LocalKind deepmd_local_kind = {.name = "deepmd",
                                     .field_new = new_field,
                                     .field_free = free_field,
                                     .scratch_new = new_scratch,
                                     .scratch_free = free_scratch,
                                     .energies = energies,
                                     .batch = BATCH,
                                     .grader = &grader};
