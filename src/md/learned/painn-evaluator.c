// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/painn-evaluator.h"

#include <cblas.h>
#include <string.h>

#include "base/aligned.h"
#include "md/learned/lanes.h"
#include "md/learned/learned-graph.h"
#include "md/learned/painn-block.h"
#include "md/learned/painn-filter.h"

#define BATCH 32

typedef struct {
  double energy;
  double virial[6];
} BatchSum;

/* What one block keeps of all atoms, by place. */
typedef struct {
  double *mu; /* before the block: 3 units */
  double *x;  /* 3 units */
  double *slope;
  PainnMixed mixed;
} BlockFields;

/* One worker's. */
typedef struct {
  double *work;          /* BATCH · PAINN_MIX_WORK · units */
  double *hidden;        /* BATCH rows of the widest hidden layer */
  double *g_x;           /* BATCH · 3 units */
  double *value, *slope; /* of a filter */
} Scratch;

typedef struct {
  ForceProvider base;
  const PainnModel *model;
  int units, n_blocks;
  PainnBlock *block;
  PainnPair output;
  PainnFilter *filter;
  const double *embedding[SPECIES_MAX];
  double energy[SPECIES_MAX]; /* eV */
  LearnedGraph *graph;
  guint n_atoms, n_batches, n_edges, n_workers;
  double *arena; /* owned: what the fields point into */
  BlockFields *field;
  double *q, *mu; /* behind the last block */
  double *g_q[2], *g_mu[2];
  double (*gradient)[3];
  Scratch *scratch;
  BatchSum *sum;

  /* Of the pass in progress */
  const ForceInput *in;
  ForceOutput *out;
  int t, side; /* block; which gradients are complete */
} Evaluator;

typedef struct {
  guint begin;
  int n;
  Scratch *scratch;
} Batch;

/* --- memory --- */

static double *
take(double **arena, gsize n)
{
  double *array = *arena;

  *arena += (n + 7) / 8 * 8;
  return array;
}

static void
allocate_atoms(Evaluator *self, guint n)
{
  gsize units = (gsize)n * self->units, per_block = 3 + 3 + 1 + 6 + 3 + 1;

  self->n_atoms = n;
  self->n_batches = (n + BATCH - 1) / BATCH;
  aligned_free(self->arena);
  self->arena = ALIGNED_NEW0(double, (per_block * self->n_blocks + 4 + 8) * units +
                                         8 * (8 * self->n_blocks + 8));
  double *arena = self->arena;
  for (int t = 0; t < self->n_blocks; t++)
    self->field[t] = (BlockFields){
        take(&arena, 3 * units),
        take(&arena, 3 * units),
        take(&arena, units),
        {take(&arena, 6 * units), take(&arena, 3 * units), take(&arena, units)}};
  self->q = take(&arena, units);
  self->mu = take(&arena, 3 * units);
  for (int i = 0; i < 2; i++) {
    self->g_q[i] = take(&arena, units);
    self->g_mu[i] = take(&arena, 3 * units);
  }
  g_free(self->sum);
  self->sum = g_new0(BatchSum, self->n_batches);
}

static void
free_scratch(Evaluator *self)
{
  for (guint k = 0; k < self->n_workers; k++) {
    Scratch *scratch = &self->scratch[k];
    aligned_free(scratch->work);
    aligned_free(scratch->hidden);
    aligned_free(scratch->g_x);
    aligned_free(scratch->value);
    aligned_free(scratch->slope);
  }
  g_free(self->scratch);
}

static void
allocate_scratch(Evaluator *self, guint n)
{
  gsize units = self->units;

  free_scratch(self);
  self->n_workers = n;
  self->scratch = g_new0(Scratch, n);
  for (guint k = 0; k < n; k++)
    self->scratch[k] =
        (Scratch){ALIGNED_NEW0(double, BATCH *PAINN_MIX_WORK *units),
                  ALIGNED_NEW0(double, BATCH *MAX(units, self->output.first.out)),
                  ALIGNED_NEW0(double, BATCH * 3 * units),
                  ALIGNED_NEW0(double, 3 * units), ALIGNED_NEW0(double, 3 * units)};
}

static void
prepare(Evaluator *self, const ForceInput *in)
{
  if (self->n_atoms != in->n_atoms)
    allocate_atoms(self, in->n_atoms);
  if (self->n_workers != team_size(in->team))
    allocate_scratch(self, team_size(in->team));
  learned_graph_update(self->graph, in);
  if (self->n_edges < learned_graph_n_slots(self->graph)) {
    self->n_edges = learned_graph_n_slots(self->graph) * 5 / 4;
    aligned_free(self->gradient);
    self->gradient = aligned_new0(self->n_edges, sizeof *self->gradient);
  }
}

/* --- one edge --- */

/* A message W ⊙ x of neighbour with vectors mu along u. */
WIDE_LOOPS static void
add_message(int units, const double *w, const double *x, const double *mu,
            const double u[3], double *restrict q, double *restrict to)
{
  for (int a = 0; a < units; a++)
    q[a] += w[a] * x[a];
  for (int k = 0; k < 3; k++)
    for (int a = 0; a < units; a++)
      to[k * units + a] += w[units + a] * x[units + a] * u[k] +
                           w[2 * units + a] * x[2 * units + a] * mu[k * units + a];
}

/* The atom whose fields an edge's gradient meets. */
typedef struct {
  const double *x, *mu, *g_q, *g_mu;
} Fields;

/* Gradient of a message by the distance, and in turn[k] by û. */
WIDE_LOOPS static double
message_back(int units, const double *w, const double *dw, const Fields *from,
             const Fields *to, const double u[3], double turn[3])
{
  double along[LANES] = {0}, sum[3][LANES] = {{0}};

  for (int b = 0; b < units; b += LANES) {
    int n = units - b < LANES ? units - b : LANES;
    for (int l = 0; l < n; l++) {
      int a = b + l, c = units + a, d = 2 * units + a;
      double gx = to->g_mu[a], gy = to->g_mu[c], gz = to->g_mu[d];
      double flow = gx * from->mu[a] + gy * from->mu[c] + gz * from->mu[d];
      double point = w[c] * from->x[c];
      along[l] += dw[a] * from->x[a] * to->g_q[a] +
                  dw[c] * from->x[c] * (gx * u[0] + gy * u[1] + gz * u[2]) +
                  dw[d] * from->x[d] * flow;
      sum[0][l] += point * gx;
      sum[1][l] += point * gy;
      sum[2][l] += point * gz;
    }
  }
  double radial = 0.0;
  for (int l = 0; l < LANES; l++)
    radial += along[l];
  for (int k = 0; k < 3; k++) {
    turn[k] = 0.0;
    for (int l = 0; l < LANES; l++)
      turn[k] += sum[k][l];
  }
  return radial;
}

/* Gradient by the sender's x and mu of its message to an atom; u from the sender. */
WIDE_LOOPS static void
sender_back(int units, const double *w, const Fields *from, const Fields *to,
            const double u[3], double *restrict g_x, double *restrict g_mu)
{
  for (int a = 0; a < units; a++) {
    int c = units + a, d = 2 * units + a;
    double gx = to->g_mu[a], gy = to->g_mu[c], gz = to->g_mu[d];
    double m = w[d] * from->x[d];
    g_x[a] += w[a] * to->g_q[a];
    g_x[c] -= w[c] * (gx * u[0] + gy * u[1] + gz * u[2]);
    g_x[d] += w[d] * (gx * from->mu[a] + gy * from->mu[c] + gz * from->mu[d]);
    g_mu[a] += m * gx;
    g_mu[c] += m * gy;
    g_mu[d] += m * gz;
  }
}

static void
unit_vector(const LearnedEdge *edge, double u[3])
{
  for (int k = 0; k < 3; k++)
    u[k] = edge->d[k] / edge->r;
}

/* --- passes --- */

static Batch
batch_of(const Evaluator *self, guint task, guint worker)
{
  guint begin = task * BATCH, end = MIN(self->n_atoms, begin + BATCH);

  return (Batch){begin, end - begin, &self->scratch[worker]};
}

static guint
type_at(const Evaluator *self, guint place)
{
  return self->in->type[learned_graph_order(self->graph)[place]];
}

static double *
rows(const Evaluator *self, double *array, guint place, int parts)
{
  return array + (gsize)place * parts * self->units;
}

static PainnMixed
mixed_rows(const Evaluator *self, int t, guint place)
{
  const PainnMixed *m = &self->field[t].mixed;

  return (PainnMixed){rows(self, m->vw, place, 6), rows(self, m->abc, place, 3),
                      rows(self, m->slope, place, 1)};
}

static double *
mu_after(const Evaluator *self, int t)
{
  return t + 1 < self->n_blocks ? self->field[t + 1].mu : self->mu;
}

static void
make_x(Evaluator *self, const Batch *b, int t)
{
  BlockFields *f = &self->field[t];

  painn_pair_run(&self->block[t].message, b->n, rows(self, self->q, b->begin, 1),
                 b->scratch->hidden, rows(self, f->slope, b->begin, 1),
                 rows(self, f->x, b->begin, 3));
}

static void
begin_task(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  Batch b = batch_of(self, task, worker);

  for (int i = 0; i < b.n; i++)
    memcpy(rows(self, self->q, b.begin + i, 1),
           self->embedding[type_at(self, b.begin + i)], self->units * sizeof(double));
  make_x(self, &b, 0);
}

static void
receive_messages(Evaluator *self, const Batch *b, guint place)
{
  const LearnedEdge *edge = learned_graph_edges(self->graph);
  guint32 first = learned_graph_first(self->graph)[place];
  guint32 count = learned_graph_count(self->graph)[place];
  BlockFields *f = &self->field[self->t];
  double *q = rows(self, self->q, place, 1);
  double *mu = rows(self, mu_after(self, self->t), place, 3);

  memcpy(mu, rows(self, f->mu, place, 3), 3 * self->units * sizeof *mu);
  for (guint32 e = first; e < first + count; e++) {
    double u[3];
    unit_vector(&edge[e], u);
    painn_filter_evaluate(self->filter, self->t, edge[e].r, b->scratch->value, NULL);
    add_message(self->units, b->scratch->value, rows(self, f->x, edge[e].place, 3),
                rows(self, f->mu, edge[e].place, 3), u, q, mu);
  }
}

/* From the gradients behind block t to those before its mixing, on the other side. */
static void
mix_back(Evaluator *self, const Batch *b, int t, int side)
{
  PainnMixed mixed = mixed_rows(self, t, b->begin);

  painn_mix_back(&self->block[t], self->units, self->model->epsilon, b->n, &mixed,
                 rows(self, self->g_q[side], b->begin, 1),
                 rows(self, self->g_mu[side], b->begin, 3), b->scratch->work);
}

static void
read_out(Evaluator *self, guint task, const Batch *b)
{
  const guint32 *order = learned_graph_order(self->graph);
  double *slope = b->scratch->work, *energy = b->scratch->g_x, sum = 0.0;
  double *g_mu = rows(self, self->g_mu[0], b->begin, 3);

  painn_pair_run(&self->output, b->n, rows(self, self->q, b->begin, 1),
                 b->scratch->hidden, slope, energy);
  for (int i = 0; i < b->n; i++) {
    guint place = b->begin + i;
    double e = energy[i] * self->model->energy_unit + self->energy[type_at(self, place)];
    if (self->out->atom_energy)
      self->out->atom_energy[order[place]] += e;
    sum += e;
    energy[i] = self->model->energy_unit;
  }
  self->sum[task] = (BatchSum){.energy = sum};
  memset(g_mu, 0, (gsize)b->n * 3 * self->units * sizeof *g_mu);
  painn_pair_back(&self->output, b->n, energy, slope, b->scratch->hidden,
                  rows(self, self->g_q[0], b->begin, 1));
  mix_back(self, b, self->n_blocks - 1, 0);
}

static void
forward_task(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  Batch b = batch_of(self, task, worker);
  PainnMixed mixed = mixed_rows(self, self->t, b.begin);

  for (int i = 0; i < b.n; i++)
    receive_messages(self, &b, b.begin + i);
  painn_mix(&self->block[self->t], self->units, self->model->epsilon, b.n,
            rows(self, self->q, b.begin, 1),
            rows(self, mu_after(self, self->t), b.begin, 3), &mixed, b.scratch->work);
  if (self->t + 1 < self->n_blocks)
    make_x(self, &b, self->t + 1);
  else
    read_out(self, task, &b);
}

static Fields
fields_at(const Evaluator *self, guint place)
{
  const BlockFields *f = &self->field[self->t];

  return (Fields){rows(self, f->x, place, 3), rows(self, f->mu, place, 3),
                  rows(self, self->g_q[self->side], place, 1),
                  rows(self, self->g_mu[self->side], place, 3)};
}

/* One atom: gradients of its edges, and by its own x and mu. */
static void
edges_back(Evaluator *self, const Batch *b, guint place, double *g_x, double *g_mu)
{
  const LearnedEdge *edge = learned_graph_edges(self->graph);
  guint32 first = learned_graph_first(self->graph)[place];
  guint32 count = learned_graph_count(self->graph)[place];
  Fields own = fields_at(self, place);
  Scratch *s = b->scratch;

  for (guint32 e = first; e < first + count; e++) {
    Fields other = fields_at(self, edge[e].place);
    double u[3], turn[3];
    unit_vector(&edge[e], u);
    painn_filter_evaluate(self->filter, self->t, edge[e].r, s->value, s->slope);
    double radial = message_back(self->units, s->value, s->slope, &other, &own, u, turn);
    double along = turn[0] * u[0] + turn[1] * u[1] + turn[2] * u[2];
    for (int k = 0; k < 3; k++)
      self->gradient[e][k] += radial * u[k] + (turn[k] - along * u[k]) / edge[e].r;
    sender_back(self->units, s->value, &own, &other, u, g_x, g_mu);
  }
}

static void
clear_gradient(Evaluator *self, const Batch *b)
{
  for (int i = 0; i < b->n; i++)
    memset(self->gradient + learned_graph_first(self->graph)[b->begin + i], 0,
           learned_graph_count(self->graph)[b->begin + i] * sizeof *self->gradient);
}

static void
backward_task(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  Batch b = batch_of(self, task, worker);
  int units = self->units, t = self->t, other = 1 - self->side;
  gsize row = units * sizeof(double);
  double *g_q = rows(self, self->g_q[other], b.begin, 1);
  double *g_mu = rows(self, self->g_mu[other], b.begin, 3);

  if (t == self->n_blocks - 1)
    clear_gradient(self, &b);
  memset(b.scratch->g_x, 0, b.n * 3 * row);
  memcpy(g_mu, rows(self, self->g_mu[self->side], b.begin, 3), b.n * 3 * row);
  for (int i = 0; i < b.n; i++)
    edges_back(self, &b, b.begin + i, b.scratch->g_x + 3 * i * units,
               g_mu + 3 * i * units);
  if (t == 0)
    return;
  painn_pair_back(&self->block[t].message, b.n, b.scratch->g_x,
                  rows(self, self->field[t].slope, b.begin, 1), b.scratch->hidden, g_q);
  const double *before = rows(self, self->g_q[self->side], b.begin, 1);
  for (int k = 0; k < b.n * units; k++)
    g_q[k] += before[k];
  mix_back(self, &b, t - 1, other);
}

static void
force_task(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  Batch b = batch_of(self, task, worker);

  for (guint s = b.begin; s < b.begin + b.n; s++)
    learned_graph_add_force(self->graph, s, (const double(*)[3])self->gradient,
                            &self->out->force[learned_graph_order(self->graph)[s]],
                            self->sum[task].virial);
}

static void
run_passes(Evaluator *self)
{
  Team *team = self->in->team;

  team_run(team, begin_task, self, self->n_batches);
  for (self->t = 0; self->t < self->n_blocks; self->t++)
    team_run(team, forward_task, self, self->n_batches);
  self->side = 0;
  for (self->t = self->n_blocks - 1; self->t >= 0; self->t--) {
    team_run(team, backward_task, self, self->n_batches);
    self->side = 1 - self->side;
  }
  team_run(team, force_task, self, self->n_batches);
}

static void
painn_evaluator_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                        ForceOutput *out)
{
  Evaluator *self = (Evaluator *)provider;
  gint64 begin = g_get_monotonic_time();

  self->in = in;
  self->out = out;
  prepare(self, in);
  gint64 listed = g_get_monotonic_time();
  run_passes(self);
  for (guint k = 0; k < self->n_batches; k++) {
    out->energy_pair += self->sum[k].energy;
    for (int c = 0; c < 6; c++)
      out->virial[c] += self->sum[k].virial[c];
  }
  if (in->times) {
    in->times->list += (listed - begin) / (double)G_USEC_PER_SEC;
    in->times->pair += (g_get_monotonic_time() - listed) / (double)G_USEC_PER_SEC;
  }
}

static void
painn_evaluator_free(ForceProvider *provider)
{
  Evaluator *self = (Evaluator *)provider;

  free_scratch(self);
  aligned_free(self->arena);
  aligned_free(self->gradient);
  painn_filter_free(self->filter);
  learned_graph_free(self->graph);
  g_free(self->sum);
  g_free(self->field);
  g_free(self->block);
  g_free(self);
}

/* --- weights --- */

static PainnLayer
layer_of(const PainnModel *model, const char *path, int in, int out, gboolean has_bias)
{
  return (PainnLayer){in, out, painn_model_get(model, "%s.weight", path),
                      has_bias ? painn_model_get(model, "%s.bias", path) : NULL};
}

static PainnPair
pair_of(const PainnModel *model, const char *path, int in, int hidden, int out)
{
  g_autofree char *first = g_strconcat(path, ".0", NULL);
  g_autofree char *second = g_strconcat(path, ".1", NULL);

  return (PainnPair){layer_of(model, first, in, hidden, TRUE),
                     layer_of(model, second, hidden, out, TRUE)};
}

static PainnBlock
block_of(const PainnModel *model, int t)
{
  g_autofree char *message =
      g_strdup_printf("representation.interactions.%d.interatomic_context_net", t);
  g_autofree char *mixing =
      g_strdup_printf("representation.mixing.%d.intraatomic_context_net", t);
  g_autofree char *channels =
      g_strdup_printf("representation.mixing.%d.mu_channel_mix", t);
  int u = model->units;

  return (PainnBlock){pair_of(model, message, u, u, 3 * u),
                      pair_of(model, mixing, 2 * u, u, 3 * u),
                      layer_of(model, channels, u, 2 * u, FALSE)};
}

static const ForceProviderClass painn_evaluator_class = {"painn", painn_evaluator_compute,
                                                         painn_evaluator_free};

ForceProvider *
painn_evaluator_new(const ForceField *ff)
{
  Evaluator *self = g_new0(Evaluator, 1);
  const PainnModel *model = (const PainnModel *)ff->learned;

  openblas_set_num_threads(1); /* the team calls it, each thread for its batch */
  self->base.klass = &painn_evaluator_class;
  self->model = model;
  self->units = model->units;
  self->n_blocks = model->n_blocks;
  self->block = g_new0(PainnBlock, model->n_blocks);
  self->field = g_new0(BlockFields, model->n_blocks);
  for (int t = 0; t < model->n_blocks; t++)
    self->block[t] = block_of(model, t);
  self->output =
      pair_of(model, "output_modules.0.outnet", model->units, model->hidden, 1);
  self->filter = painn_filter_new(model);
  self->graph = learned_graph_new(model->base.r_cut);
  const double *embedding = painn_model_get(model, "representation.embedding.weight");
  for (guint k = 0; k < ff->species->n; k++) {
    int i = learned_model_find(&model->base, ff->species->element[k]->symbol);
    if (i < 0)
      continue;
    self->embedding[k] = embedding + (gsize)model->number[i] * model->units;
    self->energy[k] = model->energy[i] * model->energy_unit;
  }
  return &self->base;
}
