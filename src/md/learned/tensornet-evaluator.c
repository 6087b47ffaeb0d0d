// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/tensornet-evaluator.h"

#include <cblas.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "md/learned/learned-graph.h"
#include "md/learned/tensornet-readout.h"

/* Floats of one part in a batch: a field of a batch takes a tenth of the second cache. */
#define BATCH_FLOATS 6144
#define BATCH_MOST   96
#define MOMENTS      (4 * TENSOR_PARTS)

/* One worker's. */
typedef struct {
  float *field[2]; /* a batch of fields each */
  float *row[2];   /* 3 units per atom */
  double *energy;
  float *moment; /* n_types · MOMENTS */
  TensorNetReadout *readout;
} Scratch;

typedef struct {
  double energy;
  double virial[6];
} BatchSum;

typedef struct {
  float *x, *y, *m, *d; /* before the block; mixed; messages; increment */
} BlockFields;

typedef struct {
  ForceProvider base;
  const TensorKernel *kernel;
  TensorNetWeights *w;
  LearnedGraph *graph;
  guint n_atoms, n_edges; /* that there is room for */
  guint batch, n_batches;

  /* Of all atoms, by place */
  float *arena; /* owned: what the others point into */
  float *raw, *mixed, *q, *q_slope, *hidden_slope, *norm;
  BlockFields *block;
  float *g_x, *g_y, *g_m[2];
  TensorEdge *edge;
  float *edge_slope;
  double (*edge_gradient)[3];

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
  int n;
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

static void
allocate_atoms(Evaluator *self, guint n)
{
  const TensorNetWeights *w = self->w;
  gsize units = (gsize)n * w->units, field = TENSOR_PARTS * units;

  self->n_atoms = n;
  self->batch = CLAMP(BATCH_FLOATS / w->units, 1, BATCH_MOST);
  self->n_batches = (n + self->batch - 1) / self->batch;
  aligned_free(self->arena);
  self->arena = ALIGNED_NEW0(float, (6 + 4 * w->n_blocks) * field + 7 * units +
                                        (gsize)n * w->scalar[0].out + 64);
  float *arena = self->arena;
  for (guint l = 0; l < w->n_blocks; l++)
    self->block[l] = (BlockFields){take(&arena, field), take(&arena, field),
                                   take(&arena, field), take(&arena, field)};
  self->raw = take(&arena, field);
  self->mixed = take(&arena, field);
  self->g_x = take(&arena, field);
  self->g_y = take(&arena, field);
  self->g_m[0] = take(&arena, field);
  self->g_m[1] = take(&arena, field);
  self->norm = take(&arena, units);
  self->q = take(&arena, 3 * units);
  self->q_slope = take(&arena, 3 * units);
  self->hidden_slope = take(&arena, (gsize)n * w->scalar[0].out);
  g_free(self->sum);
  self->sum = g_new0(BatchSum, self->n_batches);
}

static void
free_edges(Evaluator *self)
{
  aligned_free(self->edge);
  aligned_free(self->edge_slope);
  aligned_free(self->edge_gradient);
}

static void
allocate_edges(Evaluator *self, guint n)
{
  free_edges(self);
  self->n_edges = n + n / 4;
  self->edge = ALIGNED_NEW0(TensorEdge, self->n_edges);
  self->edge_slope = ALIGNED_NEW0(float, self->n_edges);
  self->edge_gradient = aligned_new0(self->n_edges, sizeof *self->edge_gradient);
}

static void
free_scratch(Evaluator *self)
{
  for (guint k = 0; k < self->n_workers; k++) {
    Scratch *scratch = &self->scratch[k];
    for (int i = 0; i < 2; i++) {
      aligned_free(scratch->field[i]);
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
  gsize n = BATCH_MOST;

  free_scratch(self);
  self->n_workers = n_workers;
  self->scratch = g_new0(Scratch, n_workers);
  for (guint k = 0; k < n_workers; k++) {
    Scratch *scratch = &self->scratch[k];
    for (int i = 0; i < 2; i++) {
      scratch->field[i] = ALIGNED_NEW0(float, n *TENSOR_PARTS * w->units);
      scratch->row[i] = ALIGNED_NEW0(float, n *MAX(3 * w->units, w->scalar[0].out));
    }
    scratch->energy = g_new0(double, n);
    scratch->moment = ALIGNED_NEW0(float, (gsize)w->n_types *MOMENTS);
    scratch->readout = tensornet_readout_new(w, self->kernel, n);
  }
}

/* --- passes --- */

static Batch
batch_of(const Evaluator *self, guint task, guint worker)
{
  guint begin = task * self->batch, end = MIN(self->n_atoms, begin + self->batch);

  return (Batch){begin, end - begin, &self->scratch[worker]};
}

/* Rows of a batch in an array of width numbers per atom. */
static float *
rows(float *array, const Batch *b, int width)
{
  return array + (gsize)b->begin * width;
}

static float *
fields(const Evaluator *self, float *field, const Batch *b)
{
  return rows(field, b, TENSOR_PARTS * self->w->units);
}

static TensorGraph
tensor_graph(const Evaluator *self, guint l)
{
  return (TensorGraph){
      .units = self->w->units,
      .n_rows = radial_spline_rows(&self->w->spline),
      .first = learned_graph_first(self->graph),
      .count = learned_graph_count(self->graph),
      .edge = self->edge,
      .table = self->w->blocks[l].edge_table,
  };
}

/* The nine parts of the embedding's tensor for the unit vector d: 1, [−d]×, ddᵀ − ⅓. */
static void
edge_parts(const LearnedEdge *edge, float y[TENSOR_PARTS])
{
  float f = 1.0 / edge->r, a = edge->d[0] * f, b = edge->d[1] * f, c = edge->d[2] * f;
  const float third = 1.0f / 3.0f;
  const float parts[TENSOR_PARTS] = {1.0f,          -a,    -b,    -c,   a * a - third,
                                     b * b - third, a * b, a * c, b * c};

  memcpy(y, parts, sizeof parts);
}

static void
radial_values(const TensorNetWeights *w, const TensorEdge *edge, const float *weight,
              float value[TENSORNET_RADIAL])
{
  const float *table = w->radial_table + (gsize)edge->row * TENSORNET_RADIAL;

  for (int f = 0; f < TENSORNET_RADIAL; f++)
    value[f] = 0.0f;
  for (int k = 0; k < TENSOR_TAPS; k++)
    for (int f = 0; f < TENSORNET_RADIAL; f++)
      value[f] += weight[k] * table[k * TENSORNET_RADIAL + f];
}

static void
sum_moments(Evaluator *self, guint place, float *moment)
{
  const LearnedEdge *edge = learned_graph_edges(self->graph);
  guint32 first = learned_graph_first(self->graph)[place];
  guint32 count = learned_graph_count(self->graph)[place];

  memset(moment, 0, (gsize)self->w->n_types * MOMENTS * sizeof(float));
  for (guint32 e = first; e < first + count; e++) {
    TensorEdge *to = &self->edge[e];
    float y[TENSOR_PARTS], phi[TENSORNET_RADIAL], *m = moment + edge[e].type * MOMENTS;
    to->atom = edge[e].place;
    to->row = radial_spline_weigh(&self->w->spline, edge[e].r, to->value, to->slope);
    self->edge_slope[e] = 0.0f;
    edge_parts(&edge[e], y);
    radial_values(self->w, to, to->value, phi);
    for (int f = 0; f < TENSORNET_RADIAL; f++)
      for (int p = 0; p < TENSOR_PARTS; p++)
        m[f * TENSOR_PARTS + p] += phi[f] * y[p];
  }
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
  int units = self->w->units;
  BlockFields *f = &self->block[l];

  self->kernel->normalise(b->n, units, fields(self, f->x, b), b->scratch->field[0]);
  tensornet_mix(self->w->blocks[l].mix, b->n, units, b->scratch->field[0],
                fields(self, f->y, b));
}

static void
embed_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  const TensorNetWeights *w = self->w;
  const TensorKernel *kernel = self->kernel;
  Batch b = batch_of(self, task, worker);
  int units = w->units;
  float *raw = fields(self, self->raw, &b), *mixed = fields(self, self->mixed, &b);
  float *norm = rows(self->norm, &b, units), *hidden = b.scratch->row[1];
  float *q = rows(self->q, &b, 3 * units);

  for (int i = 0; i < b.n; i++) {
    TensorEmbedding embedding = embedding_of(self, b.begin + i);
    sum_moments(self, b.begin + i, b.scratch->moment);
    gsize at = (gsize)i * TENSOR_PARTS * units;
    kernel->embed(&embedding, b.scratch->moment, raw + at, mixed + at);
  }
  kernel->norm(b.n, units, raw, norm);
  kernel->layer_norm(b.n, units, w->real_units, w->init_norm[0], w->init_norm[1], norm,
                     b.scratch->row[0]);
  tensornet_layer(&w->scalar[0], b.n, b.scratch->row[0], hidden);
  kernel->silu(b.n, w->scalar[0].out, w->scalar[0].bias, hidden,
               rows(self->hidden_slope, &b, w->scalar[0].out));
  tensornet_layer(&w->scalar[1], b.n, hidden, q);
  kernel->silu(b.n, 3 * units, w->scalar[1].bias, q, rows(self->q_slope, &b, 3 * units));
  kernel->scale(b.n, units, mixed, q, fields(self, self->block[0].x, &b));
  mix_for_block(self, &b, 0);
}

/* From g_x behind block l to the gradients of its messages and of its Y. */
static void
back_to_messages(Evaluator *self, const Batch *b, guint l)
{
  const TensorKernel *kernel = self->kernel;
  int units = self->w->units;
  BlockFields *f = &self->block[l];
  float *g_d = b->scratch->field[0], *g_p = b->scratch->field[1];

  kernel->grow_back(b->n, units, fields(self, f->d, b), fields(self, self->g_x, b), g_d);
  tensornet_mix_back(self->w->blocks[l].mix + 3, b->n, units, g_d, g_p);
  kernel->interact_back(b->n, units, fields(self, f->m, b), fields(self, f->y, b), g_p,
                        fields(self, self->g_m[l % 2], b), fields(self, self->g_y, b));
}

static void
read_out(Evaluator *self, guint task, const Batch *b, const float *x)
{
  const TensorNetWeights *w = self->w;
  const guint32 *order = learned_graph_order(self->graph);
  double *energy = b->scratch->energy, sum = 0.0;
  float *g_x = fields(self, self->g_x, b);

  tensornet_readout_run(b->scratch->readout, b->n, x, energy, g_x);
  for (int i = 0; i < b->n; i++) {
    guint atom = order[b->begin + i];
    double e = w->scale * energy[i] + w->reference[self->in->type[atom]] +
               w->shift / self->n_atoms;
    if (self->out->atom_energy)
      self->out->atom_energy[atom] += e;
    sum += e;
  }
  self->sum[task] = (BatchSum){.energy = sum};
  for (gsize k = 0; k < (gsize)b->n * TENSOR_PARTS * w->units; k++)
    g_x[k] *= (float)w->scale;
}

static void
forward_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  const TensorNetWeights *w = self->w;
  Batch b = batch_of(self, task, worker);
  int units = w->units;
  guint l = self->l;
  BlockFields *f = &self->block[l];
  TensorGraph graph = tensor_graph(self, l);
  gboolean is_last = l + 1 == w->n_blocks;
  float *m = fields(self, f->m, &b), *d = fields(self, f->d, &b);
  float *x = is_last ? b.scratch->field[1] : fields(self, self->block[l + 1].x, &b);

  self->kernel->gather(&graph, b.begin, b.begin + b.n, f->y, m);
  self->kernel->interact(b.n, units, m, fields(self, f->y, &b), b.scratch->field[0]);
  tensornet_mix(w->blocks[l].mix + 3, b.n, units, b.scratch->field[0], d);
  self->kernel->grow(b.n, units, fields(self, f->x, &b), d, x);
  if (!is_last) {
    mix_for_block(self, &b, l + 1);
    return;
  }
  read_out(self, task, &b, x);
  back_to_messages(self, &b, l);
}

/* Gradient by the moments of one atom → by the vectors of its edges. */
static void
back_to_edges(Evaluator *self, guint place, const float *g_moment)
{
  const LearnedEdge *edge = learned_graph_edges(self->graph);
  guint32 first = learned_graph_first(self->graph)[place];
  guint32 count = learned_graph_count(self->graph)[place];

  for (guint32 e = first; e < first + count; e++) {
    const float *g = g_moment + edge[e].type * MOMENTS;
    float phi[TENSORNET_RADIAL], slope[TENSORNET_RADIAL];
    float a[TENSOR_PARTS] = {0}, b[TENSOR_PARTS] = {0}, y[TENSOR_PARTS];
    float f = 1.0 / edge[e].r, u[3];
    radial_values(self->w, &self->edge[e], self->edge[e].value, phi);
    radial_values(self->w, &self->edge[e], self->edge[e].slope, slope);
    edge_parts(&edge[e], y);
    for (int k = 0; k < TENSORNET_RADIAL; k++)
      for (int p = 0; p < TENSOR_PARTS; p++) {
        a[p] += phi[k] * g[k * TENSOR_PARTS + p];
        b[p] += slope[k] * g[k * TENSOR_PARTS + p];
      }
    for (int k = 0; k < 3; k++)
      u[k] = edge[e].d[k] * f;
    float bzz = -b[4] - b[5], azz = -a[4] - a[5];
    float along = self->edge_slope[e] + b[0] + b[1] * y[1] + b[2] * y[2] + b[3] * y[3] +
                  b[4] * u[0] * u[0] + b[5] * u[1] * u[1] + bzz * u[2] * u[2] +
                  2.0f * (b[6] * y[6] + b[7] * y[7] + b[8] * y[8]);
    float h[3] = {2.0f * (a[4] * u[0] + a[6] * u[1] + a[7] * u[2]) - a[1],
                  2.0f * (a[6] * u[0] + a[5] * u[1] + a[8] * u[2]) - a[2],
                  2.0f * (a[7] * u[0] + a[8] * u[1] + azz * u[2]) - a[3]};
    float radial = h[0] * u[0] + h[1] * u[1] + h[2] * u[2];
    for (int k = 0; k < 3; k++)
      self->edge_gradient[e][k] = along * u[k] + (h[k] - radial * u[k]) * f;
  }
}

static void
back_to_embedding(Evaluator *self, const Batch *b)
{
  const TensorNetWeights *w = self->w;
  const TensorKernel *kernel = self->kernel;
  int units = w->units, hidden = w->scalar[0].out;
  float *g_mixed = b->scratch->field[0], *g_raw = b->scratch->field[1];
  float *row = b->scratch->row[0], *g_hidden = b->scratch->row[1];
  float *raw = fields(self, self->raw, b);

  kernel->scale_back(b->n, units, fields(self, self->mixed, b),
                     rows(self->q, b, 3 * units), fields(self, self->g_x, b), g_mixed,
                     row);
  kernel->multiply(b->n * 3 * units, row, rows(self->q_slope, b, 3 * units));
  tensornet_layer_back(&w->scalar[1], b->n, row, g_hidden);
  kernel->multiply(b->n * hidden, g_hidden, rows(self->hidden_slope, b, hidden));
  tensornet_layer_back(&w->scalar[0], b->n, g_hidden, row);
  kernel->layer_norm_back(b->n, units, w->real_units, w->init_norm[0],
                          rows(self->norm, b, units), row, g_hidden);
  kernel->norm_back(b->n, units, raw, g_hidden, g_raw);
  for (int i = 0; i < b->n; i++) {
    TensorEmbedding embedding = embedding_of(self, b->begin + i);
    gsize at = (gsize)i * TENSOR_PARTS * units;
    kernel->embed_back(&embedding, g_raw + at, g_mixed + at, b->scratch->moment);
    back_to_edges(self, b->begin + i, b->scratch->moment);
  }
}

static void
backward_batch(gpointer data, guint task, guint worker)
{
  Evaluator *self = data;
  Batch b = batch_of(self, task, worker);
  int units = self->w->units;
  guint l = self->l;
  BlockFields *f = &self->block[l];
  TensorGraph graph = tensor_graph(self, l);
  float *g_y = fields(self, self->g_y, &b), *g_n = b.scratch->field[0];

  self->kernel->gather_back(&graph, b.begin, b.begin + b.n, self->g_m[l % 2], f->y, g_y,
                            self->edge_slope);
  tensornet_mix_back(self->w->blocks[l].mix, b.n, units, g_y, g_n);
  self->kernel->normalise_back(b.n, units, fields(self, f->x, &b), g_n,
                               fields(self, self->g_x, &b));
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

  for (guint s = b.begin; s < b.begin + b.n; s++)
    learned_graph_add_force(self->graph, s, (const double(*)[3])self->edge_gradient,
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
  if (self->n_edges < learned_graph_n_slots(self->graph))
    allocate_edges(self, learned_graph_n_slots(self->graph));
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
evaluator_compute(ForceProvider *provider, const ForceInput *in, ForceWants wants,
                  ForceOutput *out)
{
  Evaluator *self = (Evaluator *)provider;
  gint64 begin = g_get_monotonic_time();

  self->in = in;
  self->out = out;
  prepare(self, in);
  gint64 listed = g_get_monotonic_time();
  team_run(in->team, embed_batch, self, self->n_batches);
  for (self->l = 0; self->l < self->w->n_blocks; self->l++)
    team_run(in->team, forward_batch, self, self->n_batches);
  while (self->l-- > 0)
    team_run(in->team, backward_batch, self, self->n_batches);
  team_run(in->team, force_batch, self, self->n_batches);
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
  free_edges(self);
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
  self->graph = learned_graph_new(ff->learned->r_cut);
  return &self->base;
}

const char *
tensornet_evaluator_kernel(const ForceProvider *provider)
{
  return ((const Evaluator *)provider)->kernel->name;
}
