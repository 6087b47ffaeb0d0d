// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "potential/learned/deepmd-model.h"
#include "potential/learned/tensorflow-graph.h"

#define MOST_LAYERS 32
#define MOST_SLOTS  4096
#define ENVIRONMENT "ProdEnvMatA"

static gboolean
missing(GError **error, const char *name)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
              _("“%s” is missing, out of bounds or not what it should be"), name);
  return FALSE;
}

static gboolean
refuse_unknown(const TensorflowGraph *graph, GError **error)
{
  static const struct {
    const char *operation, *reason;
  } unknown[] = {
      {"TabulateFusionSeA", N_("compressed networks; freeze the model without “dp "
                               "compress”")},
      {"TabulateFusion", N_("compressed networks; freeze the model without “dp "
                            "compress”")},
      {"ProdEnvMatR", N_("the descriptor se_e2_r")},
      {"ProdEnvMatAMix", N_("the descriptor se_atten")},
      {"PairTab", N_("a table for short distances")},
      {"Relu", N_("the activation relu")},
      {"Relu6", N_("the activation relu6")},
      {"Softplus", N_("the activation softplus")},
      {"Sigmoid", N_("the activation sigmoid")},
      {"Gelu", N_("the activation gelu")},
      {"GeluCustom", N_("the activation gelu")},
      {"Erf", N_("the activation gelu")},
  };

  for (guint k = 0; k < G_N_ELEMENTS(unknown); k++)
    if (tensorflow_graph_has(graph, unknown[k].operation)) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                  _("a DeePMD model with this cannot be evaluated here: %s"),
                  _(unknown[k].reason));
      return FALSE;
    }
  if (tensorflow_graph_has(graph, ENVIRONMENT))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                      _("a graph of TensorFlow, but none of a DeePMD model with the "
                        "descriptor se_e2_a"));
  return FALSE;
}

/* Parameters of frames and atoms would have to come from somewhere. */
static gboolean
refuse_parameters(const WeightStore *constants, GError **error)
{
  static const char *const names[] = {"fitting_attr/dfparam", "fitting_attr/daparam"};

  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    const WeightTensor *tensor = weight_store_find(constants, names[k]);
    if (tensor && tensor->n == 1 && tensor->value[0] != 0.0) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                  _("a DeePMD model with this cannot be evaluated here: %s"), names[k]);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
read_shape(const TensorflowGraph *graph, DeepmdModel *model, GError **error)
{
  guint n;
  const double *sel = tensorflow_graph_attribute(graph, ENVIRONMENT, "sel_a", &n);

  if (n != model->n_types)
    return missing(error, "sel_a");
  for (guint t = 0; t < n; t++) {
    if (!(sel[t] >= 0.0 && sel[t] <= MOST_SLOTS))
      return missing(error, "sel_a");
    model->sel[t] = sel[t];
    model->n_slots += model->sel[t];
  }
  const double *smooth =
      tensorflow_graph_attribute(graph, ENVIRONMENT, "rcut_r_smth", &n);
  model->r_smooth = n == 1 ? smooth[0] : -1.0;
  return model->n_slots > 0 ? TRUE : missing(error, "sel_a");
}

/* "prefix/matrix suffix" and its companions; step may be absent. */
static gboolean
add_layer(const WeightStore *constants, DeepmdNet *net, const char *prefix,
          const char *suffix, GError **error)
{
  g_autofree char *matrix = g_strdup_printf("%s/matrix%s", prefix, suffix);
  g_autofree char *bias = g_strdup_printf("%s/bias%s", prefix, suffix);
  g_autofree char *step = g_strdup_printf("%s/idt%s", prefix, suffix);
  const WeightTensor *weight = weight_store_find(constants, matrix);

  if (!weight)
    return missing(error, matrix);
  return deepmd_net_add(net, weight, weight_store_find(constants, bias),
                        weight_store_find(constants, step), error);
}

static gboolean
read_embedding(const WeightStore *constants, DeepmdNet *net, const char *prefix, guint to,
               GError **error)
{
  for (guint l = 1; l <= MOST_LAYERS; l++) {
    g_autofree char *suffix = g_strdup_printf("_%u_%u", l, to);
    g_autofree char *matrix = g_strdup_printf("%s/matrix%s", prefix, suffix);
    if (l > 1 && !weight_store_find(constants, matrix))
      break;
    if (!add_layer(constants, net, prefix, suffix, error))
      return FALSE;
    DeepmdLayer *layer = &net->layer[net->n - 1];
    layer->n_skips = layer->out == layer->in ? 1 : layer->out == 2 * layer->in ? 2 : 0;
  }
  return TRUE;
}

static gboolean
read_embeddings(const WeightStore *constants, DeepmdModel *model, GError **error)
{
  guint n = model->n_types;

  model->one_side = weight_store_find(constants, "filter_type_all/matrix_1_0") != NULL;
  for (guint k = 0; k < deepmd_model_n_embeddings(model); k++) {
    g_autofree char *prefix = model->one_side ? g_strdup("filter_type_all")
                                              : g_strdup_printf("filter_type_%u", k / n);
    if (!read_embedding(constants, &model->embedding[k], prefix, k % n, error))
      return FALSE;
  }
  return TRUE;
}

/* Only hidden layers of equal width behind the first are added to their input. */
static gboolean
read_fitting(const WeightStore *constants, DeepmdNet *net, guint type, GError **error)
{
  g_autofree char *last = g_strdup_printf("final_layer_type_%u", type);

  for (guint l = 0; l < MOST_LAYERS; l++) {
    g_autofree char *prefix = g_strdup_printf("layer_%u_type_%u", l, type);
    g_autofree char *matrix = g_strconcat(prefix, "/matrix", NULL);
    if (l > 0 && !weight_store_find(constants, matrix))
      break;
    if (!add_layer(constants, net, prefix, "", error))
      return FALSE;
    DeepmdLayer *layer = &net->layer[l];
    layer->n_skips = l > 0 && layer->out == layer->in ? 1 : 0;
  }
  if (!add_layer(constants, net, last, "", error))
    return FALSE;
  net->layer[net->n - 1].bent = FALSE;
  return TRUE;
}

static gboolean
read_fittings(const WeightStore *constants, DeepmdModel *model, GError **error)
{
  for (guint t = 0; t < model->n_types; t++)
    if (!read_fitting(constants, &model->fitting[t], t, error))
      return FALSE;
  return TRUE;
}

static gboolean
read_statistics(const WeightStore *constants, DeepmdModel *model, GError **error)
{
  model->average = deepmd_model_read_slots(
      model, weight_store_find(constants, "descrpt_attr/t_avg"), error);
  if (model->average)
    model->deviation = deepmd_model_read_slots(
        model, weight_store_find(constants, "descrpt_attr/t_std"), error);
  return model->deviation != NULL;
}

/* The file does not say how many columns the descriptor multiplies; its size does. */
static void
find_axis(DeepmdModel *model)
{
  const DeepmdNet *embedding = &model->embedding[0], *fitting = &model->fitting[0];
  int width = embedding->layer[embedding->n - 1].out;

  model->axis = fitting->layer[0].in % width == 0 ? fitting->layer[0].in / width : 0;
}

LearnedModel *
deepmd_model_open_graph(const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(TensorflowGraph) graph = tensorflow_graph_new(bytes, error);
  guint n;

  if (!graph || !refuse_unknown(graph, error))
    return NULL;
  const WeightStore *constants = tensorflow_graph_constants(graph);
  const char *map = tensorflow_graph_text(graph, "model_attr/tmap");
  const double *r_cut = tensorflow_graph_attribute(graph, ENVIRONMENT, "rcut_r", &n);
  if (!map || !refuse_parameters(constants, error)) {
    if (!map)
      missing(error, "model_attr/tmap");
    return NULL;
  }
  g_auto(GStrv) elements = g_strsplit(map, " ", -1);
  DeepmdModel *model = deepmd_model_new(path, elements);
  g_autoptr(LearnedModel) base = &model->base;
  if (!read_shape(graph, model, error) || !read_embeddings(constants, model, error) ||
      !read_fittings(constants, model, error) ||
      !read_statistics(constants, model, error))
    return NULL;
  find_axis(model);
  if (!deepmd_model_finish(model, r_cut ? r_cut[0] : 0.0, error))
    return NULL;
  base->provenance = g_strdup("DeePMD-kit, TensorFlow");
  return g_steal_pointer(&base);
}

gboolean
deepmd_model_recognises_graph(const guint8 *data, gsize size)
{
  return tensorflow_graph_recognises(data, size);
}
