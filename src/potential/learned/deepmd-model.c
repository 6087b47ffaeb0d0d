// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/deepmd-model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

static void
clear_net(DeepmdNet *net)
{
  for (guint l = 0; l < net->n; l++) {
    g_free(net->layer[l].weight);
    g_free(net->layer[l].bias);
    g_free(net->layer[l].step);
  }
  g_free(net->layer);
}

static void
free_model(LearnedModel *base)
{
  DeepmdModel *model = (DeepmdModel *)base;

  for (guint k = 0; k < model->n_types * model->n_types; k++)
    clear_net(&model->embedding[k]);
  for (guint t = 0; t < model->n_types; t++)
    clear_net(&model->fitting[t]);
  g_free(model->embedding);
  g_free(model->fitting);
  g_free(model->sel);
  g_free(model->average);
  g_free(model->deviation);
  g_free(model->energy);
}

DeepmdModel *
deepmd_model_new(const char *path, char **elements)
{
  DeepmdModel *model = g_new0(DeepmdModel, 1);
  guint n = g_strv_length(elements);

  learned_model_init(&model->base, LEARNED_DEEPMD, path, free_model);
  for (guint t = 0; t < n; t++)
    g_ptr_array_add(model->base.elements, g_strdup(elements[t]));
  model->n_types = n;
  model->sel = g_new0(int, n);
  model->energy = g_new0(double, n);
  model->embedding = g_new0(DeepmdNet, n * n);
  model->fitting = g_new0(DeepmdNet, n);
  return model;
}

guint
deepmd_model_n_embeddings(const DeepmdModel *model)
{
  return model->one_side ? model->n_types : model->n_types * model->n_types;
}

static gboolean
fail(GError **error, const char *what)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
              _("“%s” is missing, out of bounds or not what it should be"), what);
  return FALSE;
}

static double *
copy_numbers(const WeightTensor *tensor)
{
  return tensor ? g_memdup2(tensor->value, tensor->n * sizeof(double)) : NULL;
}

gboolean
deepmd_net_add(DeepmdNet *net, const WeightTensor *weight, const WeightTensor *bias,
               const WeightTensor *step, GError **error)
{
  gsize before = net->n > 0 ? net->layer[net->n - 1].out : weight->dim[0];

  if (weight->n_dims != 2 || weight->n == 0 || weight->dim[0] != before ||
      weight->n > G_MAXINT || (bias && bias->n != weight->dim[1]) ||
      (step && step->n != weight->dim[1]))
    return fail(error, weight->name);
  net->layer = g_renew(DeepmdLayer, net->layer, net->n + 1);
  net->layer[net->n++] = (DeepmdLayer){.in = weight->dim[0],
                                       .out = weight->dim[1],
                                       .bent = TRUE,
                                       .weight = copy_numbers(weight),
                                       .bias = copy_numbers(bias),
                                       .step = copy_numbers(step)};
  return TRUE;
}

static gboolean
same_numbers(const double *a, const double *b, int n)
{
  return memcmp(a, b, n * sizeof *a) == 0;
}

double *
deepmd_model_read_slots(const DeepmdModel *model, const WeightTensor *tensor,
                        GError **error)
{
  guint n = model->n_types;

  if (!tensor || tensor->n != (gsize)4 * n * model->n_slots) {
    fail(error, tensor ? tensor->name : "davg, dstd");
    return NULL;
  }
  g_autofree double *value = g_new(double, 4 * n * n);
  const double *at = tensor->value;
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++) {
      memcpy(value + 4 * (i * n + j), at, 4 * sizeof *at);
      for (int s = 0; s < model->sel[j]; s++, at += 4)
        if (!same_numbers(at, value + 4 * (i * n + j), 4)) {
          fail(error, tensor->name);
          return NULL;
        }
    }
  return g_steal_pointer(&value);
}

static gboolean
is_finite(const DeepmdNet *net)
{
  for (guint l = 0; l < net->n; l++) {
    const DeepmdLayer *layer = &net->layer[l];
    for (int k = 0; k < layer->in * layer->out; k++)
      if (!isfinite(layer->weight[k]))
        return FALSE;
    for (int k = 0; k < layer->out; k++)
      if ((layer->bias && !isfinite(layer->bias[k])) ||
          (layer->step && !isfinite(layer->step[k])))
        return FALSE;
  }
  return TRUE;
}

static gboolean
net_maps(const DeepmdNet *net, int in, int out)
{
  return net->n > 0 && net->layer[0].in == in && net->layer[net->n - 1].out == out &&
         is_finite(net);
}

static gboolean
check_statistics(const DeepmdModel *model)
{
  guint n = model->n_types;

  for (guint k = 0; k < 4 * n * n; k++)
    if (!isfinite(model->average[k]) || !(model->deviation[k] > 0.0) ||
        !isfinite(model->deviation[k]))
      return FALSE;
  return TRUE;
}

static gboolean
check_nets(DeepmdModel *model, GError **error)
{
  const DeepmdNet *first = &model->embedding[0];

  model->width = first->n > 0 ? first->layer[first->n - 1].out : 0;
  for (guint k = 0; k < deepmd_model_n_embeddings(model); k++)
    if (!net_maps(&model->embedding[k], 1, model->width))
      return fail(error, _("an embedding network"));
  if (model->axis < 1 || model->axis > model->width)
    return fail(error, "axis_neuron");
  for (guint t = 0; t < model->n_types; t++)
    if (!net_maps(&model->fitting[t], model->width * model->axis, 1))
      return fail(error, _("a fitting network"));
  return TRUE;
}

gboolean
deepmd_model_finish(DeepmdModel *model, double r_cut, GError **error)
{
  if (model->n_types == 0 || model->n_types > DEEPMD_TYPES_MAX)
    return fail(error, "type_map");
  if (!(r_cut > 0.1 && r_cut <= 20.0))
    return fail(error, "rcut");
  if (!(model->r_smooth >= 0.0 && model->r_smooth < r_cut))
    return fail(error, "rcut_smth");
  if (!check_nets(model, error))
    return FALSE;
  if (!check_statistics(model))
    return fail(error, "davg, dstd");
  model->base.r_cut = r_cut;
  model->base.title =
      g_strdup_printf(_("DeePMD se_e2_a, %d × %d"), model->width, model->axis);
  return TRUE;
}
