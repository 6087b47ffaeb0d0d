// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "random-tensornet.h"

#include <math.h>

#define N_RADIAL 3

typedef struct {
  WeightStore *store;
  GRand *rand;
} Maker;

/* Numbers within ±width about mean; columns 0: one-dimensional. Rounded to single
 * precision, as files have them. */
static void
add(Maker *maker, const char *name, gsize rows, gsize columns, double mean, double width)
{
  g_autoptr(GError) error = NULL;
  const gsize dim[2] = {rows, columns};
  WeightTensor *tensor =
      weight_store_add(maker->store, name, columns ? 2 : 1, dim, &error);

  g_assert_no_error(error);
  for (gsize i = 0; i < tensor->n; i++)
    tensor->value[i] = (float)(mean + g_rand_double_range(maker->rand, -width, width));
}

static void
add_layer(Maker *maker, const char *name, gsize rows, gsize columns)
{
  g_autofree char *weight = g_strconcat(name, ".weight", NULL);
  g_autofree char *bias = g_strconcat(name, ".bias", NULL);

  add(maker, weight, rows, columns, 0.0, sqrt(3.0 / columns));
  add(maker, bias, rows, 0, 0.0, 0.3);
}

static void
add_mixers(Maker *maker, const char *prefix, guint n, gsize units)
{
  for (guint k = 0; k < n; k++) {
    g_autofree char *name = g_strdup_printf("%s.linears_tensor.%u.weight", prefix, k);
    add(maker, name, units, units, 0.0, sqrt(3.0 / units));
  }
}

static void
add_embedding(Maker *maker, gsize u, gsize n_elements)
{
  static const char p[] = "model.tensor_embedding";

  add_layer(maker, "model.tensor_embedding.distance_proj1", u, N_RADIAL);
  add_layer(maker, "model.tensor_embedding.distance_proj2", u, N_RADIAL);
  add_layer(maker, "model.tensor_embedding.distance_proj3", u, N_RADIAL);
  add(maker, "model.tensor_embedding.emb.weight", n_elements, u, 0.0, 1.0);
  add_layer(maker, "model.tensor_embedding.emb2", u, 2 * u);
  add_mixers(maker, p, 3, u);
  add_layer(maker, "model.tensor_embedding.linears_scalar.0", 2 * u, u);
  add_layer(maker, "model.tensor_embedding.linears_scalar.1", 3 * u, 2 * u);
  add(maker, "model.tensor_embedding.init_norm.weight", u, 0, 1.0, 0.3);
  add(maker, "model.tensor_embedding.init_norm.bias", u, 0, 0.0, 0.3);
}

static void
add_block(Maker *maker, guint l, gsize u)
{
  g_autofree char *prefix = g_strdup_printf("model.layers.%u", l);
  const gsize width[4] = {N_RADIAL, u, 2 * u, 3 * u};

  for (int k = 0; k < 3; k++) {
    g_autofree char *name = g_strdup_printf("%s.linears_scalar.%d", prefix, k);
    add_layer(maker, name, width[k + 1], width[k]);
  }
  add_mixers(maker, prefix, 6, u);
}

static void
add_readout(Maker *maker, gsize u, gsize n_elements)
{
  const gsize width[4] = {u, u, u + 3, 1};

  add(maker, "model.out_norm.weight", 3 * u, 0, 1.0, 0.3);
  add(maker, "model.out_norm.bias", 3 * u, 0, 0.0, 0.3);
  add_layer(maker, "model.linear", u, 3 * u);
  for (int k = 0; k < 3; k++) {
    g_autofree char *layer = g_strdup_printf("model.final_layer.gated.layers.%d", 2 * k);
    g_autofree char *gate = g_strdup_printf("model.final_layer.gated.gates.%d", 2 * k);
    add_layer(maker, layer, width[k + 1], width[k]);
    add_layer(maker, gate, width[k + 1], width[k]);
  }
  add(maker, "data_std", 1, 0, 2.0, 0.5);
  add(maker, "data_mean", 1, 0, 0.5, 0.1);
  add(maker, "element_refs.property_offset", n_elements, 0, -2.0, 1.0);
}

LearnedModel *
random_tensornet(const RandomTensorNet *what)
{
  g_auto(GStrv) elements = g_strsplit(what->elements, " ", -1);
  g_autoptr(GError) error = NULL;
  g_autoptr(GRand) rand = g_rand_new_with_seed(what->seed);
  Maker maker = {weight_store_new(), rand};
  guint n = g_strv_length(elements);

  add_embedding(&maker, what->units, n);
  for (guint l = 0; l < what->n_blocks; l++)
    add_block(&maker, l, what->units);
  add_readout(&maker, what->units, n);
  TensorNetShape shape = {what->r_cut, what->units, what->n_blocks, N_RADIAL, elements};
  LearnedModel *model = tensornet_model_new(&shape, maker.store, "random", &error);
  g_assert_no_error(error);
  return model;
}
