// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/tensornet-readout.h"

#include <math.h>

#include "base/aligned.h"
#include "md/learned/lanes.h"

static const int KIND_OF[TENSOR_PARTS] = {0, 1, 1, 1, 2, 2, 2, 2, 2};

/* One of the two networks: slopes of its layers, and room for what runs through. */
typedef struct {
  const TensorNetLayer *layer;
  float *slope[TENSORNET_LAYERS_MAX];
  float *value[2];
} Branch;

struct TensorNetReadout {
  const TensorNetWeights *w;
  const TensorKernel *kernel;
  Branch gated, gates;
  float *square, *normed, *feature;
  float *g_square, *g_feature, *g_normed, *g_gated, *g_gates;
};

static TensorProduct
rows_product(int n, int in, int out, const float *x, const float *weight, float *to)
{
  return (TensorProduct){
      .rows = n,
      .in = in,
      .out = out,
      .x = x,
      .x_row = in,
      .x_slab = TENSOR_SLAB,
      .weight = weight,
      .to = to,
      .to_row = out,
      .to_slab = TENSOR_SLAB,
  };
}

void
tensornet_layer(const TensorKernel *kernel, const TensorNetLayer *layer, int n,
                const float *x, float *z)
{
  TensorProduct product =
      rows_product(n, layer->in, layer->out, x, layer->weight.forward, z);

  kernel->product(&product);
}

void
tensornet_layer_back(const TensorKernel *kernel, const TensorNetLayer *layer, int n,
                     const float *g_z, float *g_x)
{
  TensorProduct product =
      rows_product(n, layer->out, layer->in, g_z, layer->weight.back, g_x);

  kernel->product(&product);
}

static void
multiply_part(const TensorKernel *kernel, TensorBatch b, int part, const float *weight,
              TensorField x, TensorField out)
{
  const TensorProduct product = {
      .rows = b.n,
      .in = b.units,
      .out = b.units,
      .x = x.at + part * TENSOR_SLAB,
      .x_row = TENSOR_ATOM,
      .x_slab = x.stride,
      .weight = weight,
      .to = out.at + part * TENSOR_SLAB,
      .to_row = TENSOR_ATOM,
      .to_slab = out.stride,
  };

  kernel->product(&product);
}

void
tensornet_mix(const TensorKernel *kernel, const TensorNetMatrix mix[3], TensorBatch b,
              TensorField x, TensorField out)
{
  for (int p = 0; p < TENSOR_PARTS; p++)
    multiply_part(kernel, b, p, mix[KIND_OF[p]].forward, x, out);
}

void
tensornet_mix_back(const TensorKernel *kernel, const TensorNetMatrix mix[3],
                   TensorBatch b, TensorField g_out, TensorField g_x)
{
  for (int p = 0; p < TENSOR_PARTS; p++)
    multiply_part(kernel, b, p, mix[KIND_OF[p]].back, g_out, g_x);
}

/* Rounding would shift all energies alike, by 3e-7 eV per atom. */
static void
careful_layer(const TensorKernel *kernel, const TensorNetLayer *layer, int n,
              const float *x, float *z)
{
  TensorProduct product =
      rows_product(n, layer->in, layer->out, x, layer->weight.forward, z);

  kernel->careful_product(&product);
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
  for (int k = 0; k < 2; k++)
    branch->value[k] = ALIGNED_NEW0(float, (gsize)n *widest(w));
}

static void
branch_clear(Branch *branch)
{
  for (guint k = 0; k < TENSORNET_LAYERS_MAX; k++)
    aligned_free(branch->slope[k]);
  for (int k = 0; k < 2; k++)
    aligned_free(branch->value[k]);
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
  readout->normed = ALIGNED_NEW0(float, 3 * size);
  readout->g_square = ALIGNED_NEW0(float, 3 * size);
  readout->g_normed = ALIGNED_NEW0(float, 3 * size);
  readout->g_gated = ALIGNED_NEW0(float, n);
  readout->g_gates = ALIGNED_NEW0(float, n);
  readout->feature = ALIGNED_NEW0(float, size);
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

/* Through all layers but the last: what goes into that. */
static const float *
branch_run(Branch *branch, const TensorNetReadout *readout, int n, const float *x)
{
  for (guint k = 0; k + 1 < readout->w->n_gated; k++) {
    const TensorNetLayer *layer = &branch->layer[k];
    float *z = branch->value[k % 2];
    careful_layer(readout->kernel, layer, n, x, z);
    readout->kernel->silu(n, layer->out, layer->bias, z, branch->slope[k]);
    x = z;
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
      g[i * layer->in + c] = g_out[i] * layer->row[c];
  for (guint k = last; k-- > 0;) {
    float *g_x = branch->value[k % 2];
    readout->kernel->multiply(n * branch->layer[k].out, g, branch->slope[k]);
    tensornet_layer_back(readout->kernel, &branch->layer[k], n, g, g_x);
    g = g_x;
  }
  return g;
}

/* Sums of LANES numbers side by side. */
static inline double
sum_lanes(const double lane[LANES])
{
  double sum = 0.0;

  for (int l = 0; l < LANES; l++)
    sum += lane[l];
  return sum;
}

/* One row of the last layer. */
WIDE_LOOPS static double
last_value(const TensorNetLayer *layer, const float *x)
{
  double sum[LANES] = {0};

  for (int c = 0; c < layer->in; c += LANES)
    for (int l = 0; l < LANES; l++)
      sum[l] += (double)layer->row[c + l] * x[c + l];
  return layer->bias[0] + sum_lanes(sum);
}

/* energy = scale · a σ(b), and its slopes into both branches. */
static void
join_branches(TensorNetReadout *readout, int n, const float *a, const float *b,
              double *energy)
{
  guint last = readout->w->n_gated - 1;
  const TensorNetLayer *gated = &readout->w->gated[last],
                       *gate = &readout->w->gates[last];

  for (int i = 0; i < n; i++) {
    double value = readout->w->scale * last_value(gated, a + (gsize)i * gated->in);
    double open = 1.0 / (1.0 + exp(-last_value(gate, b + (gsize)i * gate->in)));
    energy[i] = value * open;
    readout->g_gated[i] = readout->w->scale * open;
    readout->g_gates[i] = value * open * (1.0 - open);
  }
}

/* LayerNorm of one row, of which count numbers are real. */
WIDE_LOOPS static void
norm_row(int width, int count, float *const affine[2], const float *x, float *to)
{
  double sum[LANES] = {0}, sum2[LANES] = {0};

  for (int c = 0; c < width; c += LANES)
    for (int l = 0; l < LANES; l++)
      sum[l] += x[c + l];
  double mean = sum_lanes(sum) / count;
  for (int c = 0; c < width; c += LANES)
    for (int l = 0; l < LANES; l++)
      sum2[l] += (x[c + l] - mean) * (x[c + l] - mean);
  double variance = (sum_lanes(sum2) - (width - count) * mean * mean) / count;
  double inverse = 1.0 / sqrt(variance + 1e-5);
  for (int c = 0; c < width; c++)
    to[c] = (x[c] - mean) * inverse * affine[0][c] + affine[1][c];
}

/* Of n rows of three padded parts. */
static void
norm_rows(const TensorNetReadout *readout, int n)
{
  const TensorNetWeights *w = readout->w;
  int width = 3 * w->units;

  for (int i = 0; i < n; i++)
    norm_row(width, 3 * w->real_units, w->out_norm, readout->square + (gsize)i * width,
             readout->normed + (gsize)i * width);
}

void
tensornet_readout_run(TensorNetReadout *readout, int n, TensorField x, double *energy,
                      TensorField g_x)
{
  const TensorNetWeights *w = readout->w;
  const TensorKernel *kernel = readout->kernel;
  int units = w->units, count = 3 * w->real_units;
  TensorBatch batch = {n, units};

  kernel->squares(batch, x, readout->square);
  norm_rows(readout, n);
  careful_layer(kernel, &w->linear, n, readout->normed, readout->feature);
  for (int i = 0; i < n; i++)
    for (int c = 0; c < units; c++)
      readout->feature[i * units + c] += w->linear.bias[c];
  const float *a = branch_run(&readout->gated, readout, n, readout->feature);
  const float *b = branch_run(&readout->gates, readout, n, readout->feature);
  join_branches(readout, n, a, b, energy);
  const float *g_a = branch_back(&readout->gated, readout, n, readout->g_gated);
  const float *g_b = branch_back(&readout->gates, readout, n, readout->g_gates);
  for (int i = 0; i < n * units; i++)
    readout->g_feature[i] = g_a[i] + g_b[i];
  tensornet_layer_back(kernel, &w->linear, n, readout->g_feature, readout->g_normed);
  kernel->layer_norm_back(n, 3 * units, count, w->out_norm[0], readout->square,
                          readout->g_normed, readout->g_square);
  kernel->squares_back(batch, x, readout->g_square, g_x);
}
