// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/tensornet-evaluator.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "md/learned/learned-graph.h"
#include "md/learned/tensornet-edges.h"
#include "md/learned/tensornet-readout.h"

/* Atoms of a batch: two tiles of the widest product, and seven fields of 128 channels fit
 * into the second cache. */
#define BATCH 24

/* One worker's. */
typedef struct {
  TensorField field[2]; /* of a batch */
  float *row[2];        /* 3 units per atom */
  double *energy;
  float *moment; /* n_types · TENSOR_MOMENTS */
  TensorNetReadout *readout;
} Scratch;

typedef struct {
  double energy;
  double virial[6];
} BatchSum;

typedef struct {
  TensorField x, y, m, d; /* before the block; mixed; messages; increment */
} BlockFields;

typedef struct {
  ForceProvider base;
  const TensorKernel *kernel;
  TensorNetWeights *w;
  LearnedGraph *graph;
  TensorNetEdges *edges;
  guint n_atoms; /* that there is room for */
  guint n_batches, n_slabs;

  /* Of all atoms, by place */
  float *arena; /* owned: what the others point into */
  TensorField raw, mixed, g_x, g_y, g_m;
  float *q, *q_slope, *hidden_slope, *norm;
  BlockFields *block;

  guint n_workers;
  Scratch *scratch;
  BatchSum *sum;

  /* Of the pass in progress */
  const ForceInput *in;
  ForceOutput *out;
  guint l;
} Evaluator;

/* Atoms of one task of the team. */
typedef struct {
  guint begin;
  TensorBatch size;
  Scratch *scratch;
} Batch;

/* --- memory --- */

/* All fields lie in one array, so that the system may back it with large pages. */
static float *
take(float **arena, gsize n)
{
  float *array = *arena;

  *arena += (n + 15) / 16 * 16;
  return array;
}

/* Slabs an odd number of cache lines apart: none displaces the others. */
static gsize
slab_stride(guint n)
{
  return (gsize)n * TENSOR_ATOM / 32 * 32 + 16;
}

static TensorField
take_field(const Evaluator *self, float **arena, guint n)
{
  gsize stride = slab_stride(n);

  return (TensorField){take(arena, self->n_slabs * stride), stride};
}

static void
allocate_atoms(Evaluator *self, guint n)
{
  const TensorNetWeights *w = self->w;
  gsize units = (gsize)n * w->units, field = self->n_slabs * slab_stride(n);

  self->n_atoms = n;
  self->n_batches = (n + BATCH - 1) / BATCH;
  aligned_free(self->arena);
  self->arena = ALIGNED_NEW0(float, (5 + 4 * w->n_blocks) * field + 7 * units +
                                        (gsize)n * w->scalar[0].out + 64);
  float *arena = self->arena;
  for (guint l = 0; l < w->n_blocks; l++)
    self->block[l] =
        (BlockFields){take_field(self, &arena, n), take_field(self, &arena, n),
                      take_field(self, &arena, n), take_field(self, &arena, n)};
  self->raw = take_field(self, &arena, n);
  self->mixed = take_field(self, &arena, n);
  self->g_x = take_field(self, &arena, n);
  self->g_y = take_field(self, &arena, n);
  self->g_m = take_field(self, &arena, n);
  self->norm = take(&arena, units);
  self->q = take(&arena, 3 * units);
  self->q_slope = take(&arena, 3 * units);
  self->hidden_slope = take(&arena, (gsize)n * w->scalar[0].out);
  g_free(self->sum);
  self->sum = g_new0(BatchSum, self->n_batches);
}

static void
free_scratch(Evaluator *self)
{
  for (guint k = 0; k < self->n_workers; k++) {
    Scratch *scratch = &self->scratch[k];
    for (int i = 0; i < 2; i++) {
      aligned_free(scratch->field[i].at);
      aligned_free(scratch->row[i]);
    }
    g_free(scratch->energy);
    aligned_free(scratch->moment);
    tensornet_readout_free(scratch->readout);
  }
  g_free(self->scratch);
}

static void
allocate_scratch(Evaluator *self, guint n_workers)
{
  const TensorNetWeights *w = self->w;
  gsize n = BATCH, stride = slab_stride(n);

  free_scratch(self);
  self->n_workers = n_workers;
  self->scratch = g_new0(Scratch, n_workers);
  for (guint k = 0; k < n_workers; k++) {
    Scratch *scratch = &self->scratch[k];
    for (int i = 0; i < 2; i++) {
      scratch->field[i] =
          (TensorField){ALIGNED_NEW0(float, self->n_slabs *stride), stride};
      scratch->row[i] = ALIGNED_NEW0(float, n *MAX(3 * w->units, w->scalar[0].out));
    }
    scratch->energy = g_new0(double, n);
    scratch->moment = ALIGNED_NEW0(float, (gsize)w->n_types *TENSOR_MOMENTS);
    scratch->readout = tensornet_readout_new(w, self->kernel, n);
  }
}

/* --- passes --- */

static Batch
batch_of(const Evaluator *self, guint task, guint worker)
{
  guint begin = task * BATCH, end = MIN(self->n_atoms, begin + BATCH);

  return (Batch){begin, {end - begin, self->w->units}, &self->scratch[worker]};
}

/* Rows of a batch in an array of width numbers per atom. */
static float *
rows(float *array, const Batch *b, int width)
{
  return array + (gsize)b->begin * width;
}

static TensorField
field_from(TensorField field, guint place)
{
  return (TensorField){field.at + (gsize)place * TENSOR_ATOM, field.stride};
}

static TensorField
fields(TensorField field, const Batch *b)
{
  return field_from(field, b->begin);
}

static TensorEmbedding
embedding_of(const Evaluator *self, guint place)
{
  const TensorNetWeights *w = self->w;
  guint type = self->in->type[learned_graph_order(self->graph)[place]];

  return (TensorEmbedding){
      w->units, w->n_types, w->radial, w->pair + (gsize)type * w->n_types * w->units,
      w->mixed + (gsize)type * w->n_types * w->units * 3 * TENSORNET_RADIAL};
}

static void
mix_for_block(Evaluator *self, const Batch *b, guint l)
{
  const TensorKernel *kernel = self->kernel;
  BlockFields *f = &self->block[l];
  TensorField n = b->scratch->field[0];

  kernel->normalise(b->size, fields(f->x, b), n);
  tensornet_mix(kernel, self->w->blocks[l].mix, b->size, n, fields(f->y, b));
}

static void
scale_parts(Evaluator *self, const Batch *b)
{
  const TensorNetWeights *w = self->w;
  const TensorKernel *kernel = self->kernel;
  int n = b->size.n, units = w->units, width = w->scalar[0].out;
  float *norm = rows(self->norm, b, units), *q = rows(self->q, b, 3 * units);
  float *row = b->scratch->row[0], *hidden = b->scratch->row[1];

  kernel->norm(b->size, fields(self->raw, b), norm);
  kernel->layer_norm(n, units, w->real_units, w->init_norm[0], w->init_norm[1], norm,
                     row);
  tensornet_layer(kernel, &w->scalar[0], n, row, hidden);
  kernel->silu(n, width, w->scalar[0].bias, hidden, rows(self->hidden_slope, b, width));
  tensornet_layer(kernel, &w->scalar[1], n, hidden, q);
  kernel->silu(n, 3 * units, w->scalar[1].bias, q, rows(self->q_slope, b, 3 * units));
  kernel->scale(b->size, fields(self->mixed, b), q, fields(self->block[0].x, b));
}

static void
embed_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  Batch b = batch_of(self, task, worker);
  float *moment = b.scratch->moment;

  for (guint s = b.begin; s < b.begin + b.size.n; s++) {
    TensorEmbedding embedding = embedding_of(self, s);
    tensornet_edges_embed(self->edges, b.begin, s, moment);
    self->kernel->embed(&embedding, moment, field_from(self->raw, s),
                        field_from(self->mixed, s));
  }
  scale_parts(self, &b);
  mix_for_block(self, &b, 0);
}

/* From g_x behind block l to the gradients of its messages and of its Y. */
static void
back_to_messages(Evaluator *self, const Batch *b, guint l)
{
  const TensorKernel *kernel = self->kernel;
  BlockFields *f = &self->block[l];
  TensorField g_d = b->scratch->field[0], g_p = b->scratch->field[1];

  kernel->grow_back(b->size, fields(f->d, b), fields(self->g_x, b), g_d);
  tensornet_mix_back(kernel, self->w->blocks[l].mix + 3, b->size, g_d, g_p);
  kernel->interact_back(b->size, fields(f->m, b), fields(f->y, b), g_p,
                        fields(self->g_m, b), fields(self->g_y, b));
}

static void
read_out(Evaluator *self, guint task, const Batch *b, TensorField x)
{
  const TensorNetWeights *w = self->w;
  const guint32 *order = learned_graph_order(self->graph);
  double *energy = b->scratch->energy, sum = 0.0;

  tensornet_readout_run(b->scratch->readout, b->size.n, x, energy, fields(self->g_x, b));
  for (int i = 0; i < b->size.n; i++) {
    guint atom = order[b->begin + i];
    double e = energy[i] + w->reference[self->in->type[atom]] + w->shift / self->n_atoms;
    if (self->out->atom_energy)
      self->out->atom_energy[atom] += e;
    sum += e;
  }
  self->sum[task] = (BatchSum){.energy = sum};
}

static void
gather_slab(gpointer data, guint slab, guint worker)
{
  Evaluator *self = data;
  BlockFields *f = &self->block[self->l];
  TensorGraph graph = tensornet_edges_graph(self->edges, self->l);

  self->kernel->gather(&graph, slab, f->y, f->m);
}

static void
forward_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  const TensorKernel *kernel = self->kernel;
  Batch b = batch_of(self, task, worker);
  guint l = self->l;
  BlockFields *f = &self->block[l];
  gboolean is_last = l + 1 == self->w->n_blocks;
  TensorField p = b.scratch->field[0], d = fields(f->d, &b);
  TensorField x = is_last ? b.scratch->field[1] : fields(self->block[l + 1].x, &b);

  kernel->interact(b.size, fields(f->m, &b), fields(f->y, &b), p);
  tensornet_mix(kernel, self->w->blocks[l].mix + 3, b.size, p, d);
  kernel->grow(b.size, fields(f->x, &b), d, x);
  if (!is_last) {
    mix_for_block(self, &b, l + 1);
    return;
  }
  read_out(self, task, &b, x);
  back_to_messages(self, &b, l);
}

/* From g_x before the first block to that by `raw`. */
static void
scale_parts_back(Evaluator *self, const Batch *b, TensorField g_mixed, TensorField g_raw)
{
  const TensorNetWeights *w = self->w;
  const TensorKernel *kernel = self->kernel;
  int n = b->size.n, units = w->units, width = w->scalar[0].out;
  float *row = b->scratch->row[0], *g_hidden = b->scratch->row[1];

  kernel->scale_back(b->size, fields(self->mixed, b), rows(self->q, b, 3 * units),
                     fields(self->g_x, b), g_mixed, row);
  kernel->multiply(n * 3 * units, row, rows(self->q_slope, b, 3 * units));
  tensornet_layer_back(kernel, &w->scalar[1], n, row, g_hidden);
  kernel->multiply(n * width, g_hidden, rows(self->hidden_slope, b, width));
  tensornet_layer_back(kernel, &w->scalar[0], n, g_hidden, row);
  kernel->layer_norm_back(n, units, w->real_units, w->init_norm[0],
                          rows(self->norm, b, units), row, g_hidden);
  kernel->norm_back(b->size, fields(self->raw, b), g_hidden, g_raw);
}

static void
back_to_embedding(Evaluator *self, const Batch *b)
{
  TensorField g_mixed = b->scratch->field[0], g_raw = b->scratch->field[1];
  float *g_moment = b->scratch->moment;

  scale_parts_back(self, b, g_mixed, g_raw);
  for (int i = 0; i < b->size.n; i++) {
    TensorEmbedding embedding = embedding_of(self, b->begin + i);
    self->kernel->embed_back(&embedding, field_from(g_raw, i), field_from(g_mixed, i),
                             g_moment);
    tensornet_edges_back(self->edges, b->begin + i, g_moment);
  }
}

static void
gather_slab_back(gpointer data, guint slab, guint worker)
{
  Evaluator *self = data;
  TensorGraph graph = tensornet_edges_graph(self->edges, self->l);

  self->kernel->gather_back(&graph, slab, self->g_m, self->block[self->l].y, self->g_y,
                            tensornet_edges_slope(self->edges, self->l, slab));
}

static void
backward_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  const TensorKernel *kernel = self->kernel;
  Batch b = batch_of(self, task, worker);
  guint l = self->l;
  TensorField g_n = b.scratch->field[0];

  tensornet_mix_back(kernel, self->w->blocks[l].mix, b.size, fields(self->g_y, &b), g_n);
  kernel->normalise_back(b.size, fields(self->block[l].x, &b), g_n,
                         fields(self->g_x, &b));
  if (l > 0)
    back_to_messages(self, &b, l - 1);
  else
    back_to_embedding(self, &b);
}

static void
force_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  const guint32 *order = learned_graph_order(self->graph);
  Batch b = batch_of(self, task, worker);

  for (guint s = b.begin; s < b.begin + b.size.n; s++)
    learned_graph_add_force(self->graph, s, tensornet_edges_gradient(self->edges),
                            &self->out->force[order[s]], self->sum[task].virial);
}

/* --- the provider --- */

static void
prepare(Evaluator *self, const ForceInput *in)
{
  if (self->n_atoms != in->n_atoms)
    allocate_atoms(self, in->n_atoms);
  if (self->n_workers != team_size(in->team))
    allocate_scratch(self, team_size(in->team));
  learned_graph_update(self->graph, in);
  tensornet_edges_prepare(self->edges);
}

static void
add_sums(const Evaluator *self, ForceOutput *out)
{
  for (guint k = 0; k < self->n_batches; k++) {
    out->energy_pair += self->sum[k].energy;
    for (int c = 0; c < 6; c++)
      out->virial[c] += self->sum[k].virial[c];
  }
}

static void
run_passes(Evaluator *self, Team *team)
{
  team_run(team, embed_batch, self, self->n_batches);
  for (self->l = 0; self->l < self->w->n_blocks; self->l++) {
    team_run(team, gather_slab, self, self->n_slabs);
    team_run(team, forward_batch, self, self->n_batches);
  }
  while (self->l-- > 0) {
    team_run(team, gather_slab_back, self, self->n_slabs);
    team_run(team, backward_batch, self, self->n_batches);
  }
  team_run(team, force_batch, self, self->n_batches);
}

static void
evaluator_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                  ForceOutput *out)
{
  Evaluator *self = (Evaluator *)provider;
  gint64 begin = g_get_monotonic_time();

  self->in = in;
  self->out = out;
  prepare(self, in);
  gint64 listed = g_get_monotonic_time();
  run_passes(self, in->team);
  add_sums(self, out);
  if (in->times) {
    in->times->list += (listed - begin) / (double)G_USEC_PER_SEC;
    in->times->pair += (g_get_monotonic_time() - listed) / (double)G_USEC_PER_SEC;
  }
}

static void
evaluator_free(ForceProvider *provider)
{
  Evaluator *self = (Evaluator *)provider;

  aligned_free(self->arena);
  g_free(self->sum);
  tensornet_edges_free(self->edges);
  free_scratch(self);
  g_free(self->block);
  learned_graph_free(self->graph);
  tensornet_weights_free(self->w);
  g_free(self);
}

static const ForceProviderClass evaluator_class = {"tensornet", evaluator_compute,
                                                   evaluator_free};

static const TensorKernel *
find_kernel(const char *name, GError **error)
{
  const TensorKernel *const *kernel = tensor_kernels();

  if (!name)
    return *kernel;
  for (; *kernel; kernel++)
    if (strcmp((*kernel)->name, name) == 0)
      return *kernel;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("this processor has no kernel “%s”"), name);
  return NULL;
}

ForceProvider *
tensornet_evaluator_new(const ForceField *ff, const char *kernel_name, GError **error)
{
  const TensorKernel *kernel = find_kernel(kernel_name, error);

  if (!kernel)
    return NULL;
  openblas_set_num_threads(1); /* the team's threads call it, each for its own batch */
  Evaluator *self = g_new0(Evaluator, 1);
  self->base.klass = &evaluator_class;
  self->kernel = kernel;
  self->w = tensornet_weights_new((const TensorNetModel *)ff->learned, ff->species);
  self->block = g_new0(BlockFields, self->w->n_blocks);
  self->n_slabs = self->w->units / TENSOR_SLAB;
  self->graph = learned_graph_new(ff->learned->r_cut);
  self->edges = tensornet_edges_new(kernel, self->w, self->graph);
  return &self->base;
}

const char *
tensornet_evaluator_kernel(const ForceProvider *provider)
{
  return ((const Evaluator *)provider)->kernel->name;
}
