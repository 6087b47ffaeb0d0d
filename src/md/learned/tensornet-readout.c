// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/tensornet-readout.h"

#include <cblas.h>
#include <math.h>

#include "base/aligned.h"

static const int KIND_OF[TENSOR_PARTS] = {0, 1, 1, 1, 2, 2, 2, 2, 2};

/* One of the two networks: slopes of its layers, and room for what runs through. */
typedef struct {
  const TensorNetLayer *layer;
  float *slope[TENSORNET_LAYERS_MAX];
  float *value[2];
  double *exact[2];
} Branch;

struct TensorNetReadout {
  const TensorNetWeights *w;
  const TensorKernel *kernel;
  Branch gated, gates;
  float *square;
  double *normed, *feature;
  float *g_square, *g_feature, *g_normed, *g_gated, *g_gates;
};

/* One matrix product of rows. */
typedef struct {
  int n, in, out;
  int in_stride, out_stride;
} Shape;

static void
multiply(Shape s, const float *x, const float *matrix, float *out)
{
  cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, s.n, s.out, s.in, 1.0f, x,
              s.in_stride, matrix, s.out, 0.0f, out, s.out_stride);
}

void
tensornet_layer(const TensorNetLayer *layer, int n, const float *x, float *z)
{
  multiply((Shape){n, layer->in, layer->out, layer->in, layer->out}, x,
           layer->weight.forward, z);
}

void
tensornet_layer_back(const TensorNetLayer *layer, int n, const float *g_z, float *g_x)
{
  multiply((Shape){n, layer->out, layer->in, layer->out, layer->in}, g_z,
           layer->weight.back, g_x);
}

void
tensornet_mix(const TensorNetMatrix mix[3], int n, int units, const float *x, float *out)
{
  const Shape shape = {n, units, units, TENSOR_PARTS * units, TENSOR_PARTS * units};

  for (int p = 0; p < TENSOR_PARTS; p++)
    multiply(shape, x + p * units, mix[KIND_OF[p]].forward, out + p * units);
}

void
tensornet_mix_back(const TensorNetMatrix mix[3], int n, int units, const float *g_out,
                   float *g_x)
{
  const Shape shape = {n, units, units, TENSOR_PARTS * units, TENSOR_PARTS * units};

  for (int p = 0; p < TENSOR_PARTS; p++)
    multiply(shape, g_out + p * units, mix[KIND_OF[p]].back, g_x + p * units);
}

/* z = x Wᵀ in double precision: sums in single would shift all energies alike, by
 * 3e-7 eV per atom. */
static void
exact_layer(const TensorNetLayer *layer, int n, const double *x, double *z)
{
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasNoTrans, n, layer->out, layer->in, 1.0, x,
              layer->in, layer->exact, layer->out, 0.0, z, layer->out);
}

static int
widest(const TensorNetWeights *w)
{
  int width = 3 * w->units;

  for (guint k = 0; k < w->n_gated; k++)
    width = MAX(width, w->gated[k].out);
  return width;
}

static void
branch_init(Branch *branch, const TensorNetWeights *w, const TensorNetLayer *layer, int n)
{
  branch->layer = layer;
  for (guint k = 0; k < w->n_gated; k++)
    branch->slope[k] = ALIGNED_NEW0(float, (gsize)n *layer[k].out);
  for (int k = 0; k < 2; k++) {
    branch->value[k] = ALIGNED_NEW0(float, (gsize)n *widest(w));
    branch->exact[k] = ALIGNED_NEW0(double, (gsize)n *widest(w));
  }
}

static void
branch_clear(Branch *branch)
{
  for (guint k = 0; k < TENSORNET_LAYERS_MAX; k++)
    aligned_free(branch->slope[k]);
  for (int k = 0; k < 2; k++) {
    aligned_free(branch->value[k]);
    aligned_free(branch->exact[k]);
  }
}

TensorNetReadout *
tensornet_readout_new(const TensorNetWeights *w, const TensorKernel *kernel, int n)
{
  TensorNetReadout *readout = g_new0(TensorNetReadout, 1);
  gsize size = (gsize)n * w->units;

  readout->w = w;
  readout->kernel = kernel;
  branch_init(&readout->gated, w, w->gated, n);
  branch_init(&readout->gates, w, w->gates, n);
  readout->square = ALIGNED_NEW0(float, 3 * size);
  readout->normed = ALIGNED_NEW0(double, 3 * size);
  readout->g_square = ALIGNED_NEW0(float, 3 * size);
  readout->g_normed = ALIGNED_NEW0(float, 3 * size);
  readout->g_gated = ALIGNED_NEW0(float, n);
  readout->g_gates = ALIGNED_NEW0(float, n);
  readout->feature = ALIGNED_NEW0(double, size);
  readout->g_feature = ALIGNED_NEW0(float, size);
  return readout;
}

void
tensornet_readout_free(TensorNetReadout *readout)
{
  if (!readout)
    return;
  branch_clear(&readout->gated);
  branch_clear(&readout->gates);
  aligned_free(readout->square);
  aligned_free(readout->normed);
  aligned_free(readout->g_square);
  aligned_free(readout->g_normed);
  aligned_free(readout->g_gated);
  aligned_free(readout->g_gates);
  aligned_free(readout->feature);
  aligned_free(readout->g_feature);
  g_free(readout);
}

/* Activation of n rows; sums come in and values go out in double precision. */
static void
activate(const TensorNetReadout *readout, Branch *branch, guint k, int n)
{
  const TensorNetLayer *layer = &branch->layer[k];
  double *exact = branch->exact[k % 2];
  float *z = branch->value[0];

  for (int i = 0; i < n * layer->out; i++)
    z[i] = exact[i];
  readout->kernel->silu(n, layer->out, layer->bias, z, branch->slope[k]);
  for (int i = 0; i < n * layer->out; i++)
    exact[i] = z[i];
}

/* Through all layers but the last: what goes into that. */
static const double *
branch_run(Branch *branch, const TensorNetReadout *readout, int n, const double *x)
{
  for (guint k = 0; k + 1 < readout->w->n_gated; k++) {
    exact_layer(&branch->layer[k], n, x, branch->exact[k % 2]);
    activate(readout, branch, k, n);
    x = branch->exact[k % 2];
  }
  return x;
}

/* Gradient by the branch's input from that by its output, one number per row. */
static const float *
branch_back(Branch *branch, const TensorNetReadout *readout, int n, const float *g_out)
{
  guint last = readout->w->n_gated - 1;
  const TensorNetLayer *layer = &branch->layer[last];
  float *g = branch->value[last % 2];

  for (int i = 0; i < n; i++)
    for (int c = 0; c < layer->in; c++)
      g[i * layer->in + c] = g_out[i] * layer->weight.back[c];
  for (guint k = last; k-- > 0;) {
    float *g_x = branch->value[k % 2];
    readout->kernel->multiply(n * branch->layer[k].out, g, branch->slope[k]);
    tensornet_layer_back(&branch->layer[k], n, g, g_x);
    g = g_x;
  }
  return g;
}

/* One row of the last layer. */
static double
last_value(const TensorNetLayer *layer, const double *x)
{
  double sum = layer->bias[0];

  for (int c = 0; c < layer->in; c++)
    sum += layer->weight.back[c] * x[c];
  return sum;
}

/* energy = a σ(b), and its slopes into both branches. */
static void
join_branches(TensorNetReadout *readout, int n, const double *a, const double *b,
              double *energy)
{
  guint last = readout->w->n_gated - 1;
  const TensorNetLayer *gated = &readout->w->gated[last],
                       *gate = &readout->w->gates[last];

  for (int i = 0; i < n; i++) {
    double value = last_value(gated, a + (gsize)i * gated->in);
    double open = 1.0 / (1.0 + exp(-last_value(gate, b + (gsize)i * gate->in)));
    energy[i] = value * open;
    readout->g_gated[i] = open;
    readout->g_gates[i] = value * open * (1.0 - open);
  }
}

/* LayerNorm of n rows of three padded parts. */
static void
norm_rows(const TensorNetReadout *readout, int n)
{
  const TensorNetWeights *w = readout->w;
  int width = 3 * w->units, count = 3 * w->real_units;

  for (int i = 0; i < n; i++) {
    const float *x = readout->square + (gsize)i * width;
    double *to = readout->normed + (gsize)i * width, sum = 0.0, sum2 = 0.0;
    for (int c = 0; c < width; c++)
      sum += x[c];
    double mean = sum / count;
    for (int c = 0; c < width; c++)
      sum2 += (x[c] - mean) * (x[c] - mean);
    double variance = (sum2 - (width - count) * mean * mean) / count;
    double inverse = 1.0 / sqrt(variance + 1e-5);
    for (int c = 0; c < width; c++)
      to[c] = (x[c] - mean) * inverse * w->out_norm[0][c] + w->out_norm[1][c];
  }
}

void
tensornet_readout_run(TensorNetReadout *readout, int n, const float *x, double *energy,
                      float *g_x)
{
  const TensorNetWeights *w = readout->w;
  const TensorKernel *kernel = readout->kernel;
  int units = w->units, count = 3 * w->real_units;

  kernel->squares(n, units, x, readout->square);
  norm_rows(readout, n);
  exact_layer(&w->linear, n, readout->normed, readout->feature);
  for (int i = 0; i < n * units; i++)
    readout->feature[i] += w->linear.bias[i % units];
  const double *a = branch_run(&readout->gated, readout, n, readout->feature);
  const double *b = branch_run(&readout->gates, readout, n, readout->feature);
  join_branches(readout, n, a, b, energy);
  const float *g_a = branch_back(&readout->gated, readout, n, readout->g_gated);
  const float *g_b = branch_back(&readout->gates, readout, n, readout->g_gates);
  for (int i = 0; i < n * units; i++)
    readout->g_feature[i] = g_a[i] + g_b[i];
  tensornet_layer_back(&w->linear, n, readout->g_feature, readout->g_normed);
  kernel->layer_norm_back(n, 3 * units, count, w->out_norm[0], readout->square,
                          readout->g_normed, readout->g_square);
  kernel->squares_back(n, units, x, readout->g_square, g_x);
}
