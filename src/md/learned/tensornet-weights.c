// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/learned/tensornet-weights.h"

#include <cblas.h>
#include <math.h>
#include <string.h>

#include "base/aligned.h"
#include "md/kernel/tensor-kernel.h"

/* Of the tables: as fine as single precision can show */
static const double STEP = 0.02; /* Å */

typedef TensorNetWeights Weights;

static int
pad(int n)
{
  return (n + TENSOR_SLAB - 1) / TENSOR_SLAB * TENSOR_SLAB;
}

static float *
new_floats(Weights *w, gsize n)
{
  float *array = ALIGNED_NEW0(float, n);

  g_ptr_array_add(w->owned, array);
  return array;
}

static const double *find(const TensorNetModel *model, const char *format, ...)
    G_GNUC_PRINTF(2, 3);

static const double *
find(const TensorNetModel *model, const char *format, ...)
{
  va_list list;

  va_start(list, format);
  g_autofree char *name = g_strdup_vprintf(format, list);
  va_end(list);
  return weight_store_find(model->weights, name)->value;
}

/* --- radial functions --- */

static double
sinc(double x)
{
  return x == 0.0 ? 1.0 : sin(G_PI * x) / (G_PI * x);
}

/* Orthogonal combinations of spherical Bessel functions that vanish smoothly at the
 * cut-off: Kocer, Mason & Erturk, J. Chem. Phys. 150, 154102 (2019). */
static void
bessel(double r, double r_cut, guint n, double *g)
{
  double d = 1.0;

  for (guint k = 0; k < n; k++) {
    double a = k + 1.0, b = k + 2.0;
    double f = (k % 2 ? -1.0 : 1.0) * G_SQRT2 * G_PI * pow(r_cut, -1.5) * a * b /
               sqrt(a * a + b * b) * (sinc(a * r / r_cut) + sinc(b * r / r_cut));
    double e = (double)k * k * b * b / (4.0 * a * a * a * a + 1.0);
    double d_now = k ? 1.0 - e / d : 1.0;
    g[k] = k ? (f + sqrt(e / d) * g[k - 1]) / sqrt(d_now) : f;
    d = d_now;
  }
}

static double
envelope(double r, double r_cut)
{
  return 0.5 * (1.0 + cos(G_PI * r / r_cut));
}

/* --- packing --- */

/* Place of (row, column) in a packed matrix of in rows. */
static gsize
packed_place(int in, int row, int column)
{
  return (gsize)(column / TENSOR_PANEL * in + row) * TENSOR_PANEL + column % TENSOR_PANEL;
}

static TensorNetMatrix
both_ways(Weights *w, const float *from, int out, int in)
{
  float *forward = new_floats(w, (gsize)out * in), *back = new_floats(w, (gsize)out * in);

  for (int c = 0; c < out; c++)
    for (int i = 0; i < in; i++) {
      float value = from[(gsize)c * in + i];
      forward[packed_place(in, i, c)] = value;
      back[packed_place(out, c, i)] = value;
    }
  return (TensorNetMatrix){forward, back};
}

/* out × in numbers of the file into padded rows; row k·n + c of the padded array is row
 * c·interleave + k of the file. */
static TensorNetMatrix
pack(Weights *w, const double *from, int out, int in, int interleave)
{
  int n = out / interleave, rows = interleave * pad(n);
  g_autofree float *to = g_new0(float, (gsize)rows *pad(in));

  for (int k = 0; k < interleave; k++)
    for (int c = 0; c < n; c++)
      for (int i = 0; i < in; i++)
        to[(gsize)(k * pad(n) + c) * pad(in) + i] =
            from[(gsize)(c * interleave + k) * in + i];
  return both_ways(w, to, rows, pad(in));
}

static float *
pack_bias(Weights *w, const double *from, int out, int interleave)
{
  int n = out / interleave;
  float *to = new_floats(w, (gsize)interleave * pad(n));

  for (int i = 0; i < out; i++)
    to[i % interleave * pad(n) + i / interleave] = from[i];
  return to;
}

static TensorNetLayer
pack_layer(Weights *w, const TensorNetModel *model, const char *name, int out, int in,
           int interleave)
{
  const double *bias = find(model, "%s.bias", name);

  return (TensorNetLayer){
      .in = pad(in),
      .out = interleave * pad(out / interleave),
      .weight = pack(w, find(model, "%s.weight", name), out, in, interleave),
      .bias = pack_bias(w, bias, out, interleave),
  };
}

/* A vector of n = parts · (n / parts) numbers, each part padded. */
static float *
pack_parts(Weights *w, const double *from, int n, int parts)
{
  int each = n / parts;
  float *to = new_floats(w, (gsize)parts * pad(each));

  for (int i = 0; i < n; i++)
    to[i / each * pad(each) + i % each] = from[i];
  return to;
}

/* --- edge networks --- */

/* y = x Wᵀ + b for n rows. */
static double *
dense(const TensorNetModel *model, const double *x, int n, int in, int out,
      const char *name)
{
  double *y = g_new(double, (gsize)n *out);
  const double *bias = find(model, "%s.bias", name);

  for (int i = 0; i < n; i++)
    memcpy(y + (gsize)i * out, bias, out * sizeof(double));
  cblas_dgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, out, in, 1.0, x, in,
              find(model, "%s.weight", name), in, 1.0, y, out);
  return y;
}

static void
silu(double *x, gsize n)
{
  for (gsize i = 0; i < n; i++)
    x[i] /= 1.0 + exp(-x[i]);
}

/* e(r) of block l at all steps, rows of 3 units in the file's order. */
static double *
edge_values(const Weights *w, const TensorNetModel *model, guint l)
{
  int n = w->spline.n_steps + 1, width = model->n_radial;
  double *x = g_new(double, (gsize)n *width);

  for (int k = 0; k < n; k++)
    bessel(k * w->spline.r_cut / w->spline.n_steps, w->spline.r_cut, width,
           x + (gsize)k * width);
  for (int layer = 0; layer < 3; layer++) {
    int out = (layer + 1) * model->units;
    g_autofree char *name =
        g_strdup_printf("model.layers.%u.linears_scalar.%d", l, layer);
    double *y = dense(model, x, n, width, out, name);
    silu(y, (gsize)n * out);
    g_free(x);
    x = y;
    width = out;
  }
  for (int k = 0; k < n; k++)
    for (int c = 0; c < width; c++)
      x[(gsize)k * width + c] *= envelope((double)k / w->spline.n_steps, 1.0);
  return x;
}

static float *
edge_table(Weights *w, const TensorNetModel *model, guint l)
{
  guint rows = radial_spline_rows(&w->spline), width = 3 * model->units;
  float *table = new_floats(w, (gsize)rows * 3 * w->units);
  g_autofree double *value = edge_values(w, model, l);
  g_autofree double *coefficient = g_new(double, rows);

  for (guint c = 0; c < width; c++) {
    guint channel = c / 3, part = c % 3;
    float *slab = table + (gsize)(channel / TENSOR_SLAB) * rows * 3 * TENSOR_SLAB;
    radial_spline_fit(&w->spline, value + c, width, coefficient);
    for (guint k = 0; k < rows; k++)
      slab[(3 * k + part) * TENSOR_SLAB + channel % TENSOR_SLAB] = coefficient[k];
  }
  return table;
}

/* --- embedding --- */

static void
make_radial_table(Weights *w, guint n_radial)
{
  guint rows = radial_spline_rows(&w->spline), n = w->spline.n_steps + 1;
  g_autofree double *value = g_new0(double, (gsize)n *TENSORNET_RADIAL);
  g_autofree double *coefficient = g_new(double, rows);

  for (guint k = 0; k < n; k++) {
    double r = k * w->spline.r_cut / w->spline.n_steps, g[TENSORNET_RADIAL] = {0};
    bessel(r, w->spline.r_cut, n_radial, g);
    g[TENSORNET_RADIAL - 1] = 1.0;
    for (int f = 0; f < TENSORNET_RADIAL; f++)
      value[k * TENSORNET_RADIAL + f] = g[f] * envelope(r, w->spline.r_cut);
  }
  w->radial_table = new_floats(w, (gsize)rows * TENSORNET_RADIAL);
  for (int f = 0; f < TENSORNET_RADIAL; f++) {
    radial_spline_fit(&w->spline, value + f, TENSORNET_RADIAL, coefficient);
    for (guint k = 0; k < rows; k++)
      w->radial_table[k * TENSORNET_RADIAL + f] = coefficient[k];
  }
}

static void
pack_radial(Weights *w, const TensorNetModel *model)
{
  w->radial = new_floats(w, 3 * TENSORNET_RADIAL * w->units);
  for (int part = 0; part < 3; part++) {
    float *to = w->radial + part * TENSORNET_RADIAL * w->units;
    const double *weight =
        find(model, "model.tensor_embedding.distance_proj%d.weight", part + 1);
    const double *bias =
        find(model, "model.tensor_embedding.distance_proj%d.bias", part + 1);
    for (guint c = 0; c < model->units; c++) {
      for (guint k = 0; k < model->n_radial; k++)
        to[k * w->units + c] = weight[c * model->n_radial + k];
      to[(TENSORNET_RADIAL - 1) * w->units + c] = bias[c];
    }
  }
}

/* Z = emb2 [x_neighbour, x_own] + b, for all pairs of types. */
static void
pack_pairs(Weights *w, const TensorNetModel *model, const SpeciesList *species)
{
  guint u = model->units, n = species->n;
  const double *x = find(model, "model.tensor_embedding.emb.weight");
  const double *weight = find(model, "model.tensor_embedding.emb2.weight");
  const double *bias = find(model, "model.tensor_embedding.emb2.bias");

  w->pair = new_floats(w, (gsize)n * n * w->units);
  for (guint own = 0; own < n; own++)
    for (guint other = 0; other < n; other++) {
      int a = learned_model_find(&model->base, species->element[own]->symbol);
      int b = learned_model_find(&model->base, species->element[other]->symbol);
      float *to = w->pair + (gsize)(own * n + other) * w->units;
      for (guint c = 0; a >= 0 && b >= 0 && c < u; c++) {
        const double *row = weight + (gsize)c * 2 * u;
        double sum = bias[c];
        for (guint k = 0; k < u; k++)
          sum += row[k] * x[b * u + k] + row[u + k] * x[a * u + k];
        to[c] = sum;
      }
    }
}

/* The embedding's mixers applied to pair ⊙ radial. */
static void
pack_mixed(Weights *w, const TensorNetModel *model)
{
  gsize u = w->units, n_pairs = (gsize)w->n_types * w->n_types;

  w->mixed = new_floats(w, n_pairs * 3 * TENSORNET_RADIAL * u);
  for (int part = 0; part < 3; part++) {
    const double *mix =
        find(model, "model.tensor_embedding.linears_tensor.%d.weight", part);
    for (gsize k = 0; k < n_pairs * TENSORNET_RADIAL; k++) {
      gsize p = k / TENSORNET_RADIAL, f = k % TENSORNET_RADIAL;
      const float *z = w->pair + p * u;
      const float *radial = w->radial + (part * TENSORNET_RADIAL + f) * u;
      float *to = w->mixed + ((3 * p + part) * TENSORNET_RADIAL + f) * u;
      for (guint c = 0; c < model->units; c++) {
        double sum = 0.0;
        for (guint i = 0; i < model->units; i++)
          sum += mix[(gsize)c * model->units + i] * z[i] * radial[i];
        to[c] = sum;
      }
    }
  }
}

static void
pack_references(Weights *w, const TensorNetModel *model, const SpeciesList *species)
{
  const double *reference = find(model, "element_refs.property_offset");

  for (guint t = 0; t < species->n; t++) {
    int k = learned_model_find(&model->base, species->element[t]->symbol);
    w->reference[t] = k < 0 ? 0.0 : reference[k];
  }
}

static void
pack_embedding(Weights *w, const TensorNetModel *model)
{
  int u = model->units;

  pack_mixed(w, model);
  w->scalar[0] =
      pack_layer(w, model, "model.tensor_embedding.linears_scalar.0", 2 * u, u, 1);
  w->scalar[1] =
      pack_layer(w, model, "model.tensor_embedding.linears_scalar.1", 3 * u, 2 * u, 3);
  w->init_norm[0] =
      pack_parts(w, find(model, "model.tensor_embedding.init_norm.weight"), u, 1);
  w->init_norm[1] =
      pack_parts(w, find(model, "model.tensor_embedding.init_norm.bias"), u, 1);
}

static void
pack_blocks(Weights *w, const TensorNetModel *model)
{
  int u = model->units;

  w->blocks = g_new0(TensorNetBlock, w->n_blocks);
  for (guint l = 0; l < w->n_blocks; l++) {
    for (int k = 0; k < 6; k++)
      w->blocks[l].mix[k] =
          pack(w, find(model, "model.layers.%u.linears_tensor.%d.weight", l, k), u, u, 1);
    w->blocks[l].edge_table = edge_table(w, model, l);
  }
}

/* The read-out's first layer takes three parts of padded channels. */
static TensorNetLayer
pack_linear(Weights *w, const TensorNetModel *model)
{
  int u = model->units;
  const double *from = find(model, "model.linear.weight");
  TensorNetLayer layer = {.in = 3 * w->units, .out = w->units};

  g_autofree float *weight = g_new0(float, (gsize)layer.in *layer.out);
  layer.bias = pack_parts(w, find(model, "model.linear.bias"), u, 1);
  for (int c = 0; c < u; c++)
    for (int i = 0; i < 3 * u; i++)
      weight[(gsize)c * layer.in + i / u * w->units + i % u] = from[(gsize)c * 3 * u + i];
  layer.weight = both_ways(w, weight, layer.out, layer.in);
  return layer;
}

static void
pack_readout(Weights *w, const TensorNetModel *model)
{
  int u = model->units;

  w->out_norm[0] = pack_parts(w, find(model, "model.out_norm.weight"), 3 * u, 3);
  w->out_norm[1] = pack_parts(w, find(model, "model.out_norm.bias"), 3 * u, 3);
  w->linear = pack_linear(w, model);
  for (guint k = 0; k < w->n_gated; k++) {
    int in = model->gated_width[k], out = model->gated_width[k + 1];
    g_autofree char *layer = g_strdup_printf("model.final_layer.gated.layers.%u", 2 * k);
    g_autofree char *gate = g_strdup_printf("model.final_layer.gated.gates.%u", 2 * k);
    w->gated[k] = pack_layer(w, model, layer, out, in, 1);
    w->gates[k] = pack_layer(w, model, gate, out, in, 1);
    w->gated[k].row = pack_parts(w, find(model, "%s.weight", layer), in, 1);
    w->gates[k].row = pack_parts(w, find(model, "%s.weight", gate), in, 1);
  }
}

TensorNetWeights *
tensornet_weights_new(const TensorNetModel *model, const SpeciesList *species)
{
  Weights *w = g_new0(Weights, 1);

  w->owned = g_ptr_array_new_with_free_func(aligned_free);
  w->units = pad(model->units);
  w->real_units = model->units;
  w->n_types = species->n;
  w->n_blocks = model->n_blocks;
  w->n_gated = model->n_gated;
  w->scale = model->scale;
  w->shift = model->shift;
  w->spline = (RadialSpline){model->base.r_cut, (guint)ceil(model->base.r_cut / STEP)};
  make_radial_table(w, model->n_radial);
  pack_radial(w, model);
  pack_pairs(w, model, species);
  pack_references(w, model, species);
  pack_embedding(w, model);
  pack_blocks(w, model);
  pack_readout(w, model);
  return w;
}

void
tensornet_weights_free(TensorNetWeights *w)
{
  if (!w)
    return;
  g_ptr_array_unref(w->owned);
  g_free(w->blocks);
  g_free(w);
}
