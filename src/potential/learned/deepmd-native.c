// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/deepmd-native.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/yaml-tree.h"

#define MOST_SLOTS 4096

typedef struct {
  const WeightStore *arrays; /* may be NULL */
  WeightStore *store;        /* of arrays in the tree, for the time of reading */
  guint n_read;
  GError **error;
} Reading;

static gboolean
fail(Reading *r, const char *key)
{
  g_set_error(r->error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
              _("“%s” is missing, out of bounds or not what it should be"), key);
  return FALSE;
}

static gboolean
refuse(Reading *r, const char *key, const char *value)
{
  g_set_error(r->error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("a DeePMD model with %s “%s” cannot be evaluated here"), key, value);
  return FALSE;
}

/* --- values of the tree --- */

/* NULL for what is absent, null or below no mapping. */
static JsonNode *
get(JsonNode *node, const char *key)
{
  if (!node || !JSON_NODE_HOLDS_OBJECT(node))
    return NULL;
  JsonNode *value = json_object_get_member(json_node_get_object(node), key);
  return value && !JSON_NODE_HOLDS_NULL(value) ? value : NULL;
}

static JsonArray *
get_list(JsonNode *node, const char *key)
{
  JsonNode *value = get(node, key);

  return value && JSON_NODE_HOLDS_ARRAY(value) ? json_node_get_array(value) : NULL;
}

static const char *
get_text(JsonNode *node, const char *key)
{
  JsonNode *value = get(node, key);

  return value && JSON_NODE_HOLDS_VALUE(value) &&
                 json_node_get_value_type(value) == G_TYPE_STRING
             ? json_node_get_string(value)
             : NULL;
}

static gboolean
is_number(JsonNode *node)
{
  if (!JSON_NODE_HOLDS_VALUE(node))
    return FALSE;
  GType type = json_node_get_value_type(node);
  return type == G_TYPE_DOUBLE || type == G_TYPE_INT64;
}

static double
get_number(JsonNode *node, const char *key, double otherwise)
{
  JsonNode *value = get(node, key);

  return value && is_number(value) ? json_node_get_double(value) : otherwise;
}

static gboolean
get_truth(JsonNode *node, const char *key)
{
  JsonNode *value = get(node, key);

  return value && JSON_NODE_HOLDS_VALUE(value) &&
         json_node_get_value_type(value) == G_TYPE_BOOLEAN &&
         json_node_get_boolean(value);
}

/* --- arrays --- */

static gboolean
measure(JsonNode *node, guint *n_dims, gsize *dim)
{
  for (*n_dims = 0; JSON_NODE_HOLDS_ARRAY(node); (*n_dims)++) {
    JsonArray *list = json_node_get_array(node);
    if (*n_dims == WEIGHT_DIMS_MAX || json_array_get_length(list) == 0)
      return FALSE;
    dim[*n_dims] = json_array_get_length(list);
    node = json_array_get_element(list, 0);
  }
  return TRUE;
}

static gboolean
flatten(JsonNode *node, const WeightTensor *tensor, guint level, double **to)
{
  if (level == tensor->n_dims) {
    if (!is_number(node))
      return FALSE;
    *(*to)++ = json_node_get_double(node);
    return TRUE;
  }
  if (!JSON_NODE_HOLDS_ARRAY(node))
    return FALSE;
  JsonArray *list = json_node_get_array(node);
  if (json_array_get_length(list) != tensor->dim[level])
    return FALSE;
  for (guint k = 0; k < tensor->dim[level]; k++)
    if (!flatten(json_array_get_element(list, k), tensor, level + 1, to))
      return FALSE;
  return TRUE;
}

/* The array key of node; NULL with error when there is none. */
static const WeightTensor *
read_array(Reading *r, JsonNode *node, const char *key)
{
  JsonNode *value = get(get(node, key), "value");
  const char *name = get_text(node, key);
  g_autofree char *label = g_strdup_printf("%s %u", key, r->n_read++);
  gsize dim[WEIGHT_DIMS_MAX];
  guint n_dims;

  if (name && r->arrays && weight_store_find(r->arrays, name))
    return weight_store_find(r->arrays, name);
  if (!value || !measure(value, &n_dims, dim)) {
    fail(r, key);
    return NULL;
  }
  WeightTensor *tensor = weight_store_add(r->store, label, n_dims, dim, r->error);
  double *to = tensor ? tensor->value : NULL;
  if (!tensor)
    return NULL;
  if (!flatten(value, tensor, 0, &to)) {
    fail(r, key);
    return NULL;
  }
  return tensor;
}

/* --- networks --- */

static gboolean
read_layer(Reading *r, JsonNode *node, DeepmdNet *net)
{
  JsonNode *arrays = get(node, "@variables");
  const char *activation = get_text(node, "activation_function");
  const WeightTensor *weight = read_array(r, arrays, "w");
  const WeightTensor *bias = NULL, *step = NULL;

  if (!weight || (get(arrays, "b") && !(bias = read_array(r, arrays, "b"))) ||
      (get(arrays, "idt") && !(step = read_array(r, arrays, "idt"))) ||
      !deepmd_net_add(net, weight, bias, step, r->error))
    return FALSE;
  DeepmdLayer *layer = &net->layer[net->n - 1];
  layer->bent = activation && strcmp(activation, "tanh") == 0;
  if (!layer->bent && activation && strcmp(activation, "none") != 0 &&
      strcmp(activation, "linear") != 0)
    return refuse(r, "activation_function", activation);
  if (get_truth(node, "resnet"))
    layer->n_skips = layer->out == layer->in ? 1 : layer->out == 2 * layer->in ? 2 : 0;
  return TRUE;
}

static gboolean
read_net(Reading *r, JsonNode *node, DeepmdNet *net)
{
  JsonArray *layers = get_list(node, "layers");

  if (!layers)
    return fail(r, "layers");
  for (guint l = 0; l < json_array_get_length(layers); l++)
    if (!read_layer(r, json_array_get_element(layers, l), net))
      return FALSE;
  return TRUE;
}

/* Of networks for pairs the file lets the atom's own type run fastest. */
static gboolean
read_nets(Reading *r, JsonNode *collection, guint n, guint n_types, DeepmdNet *net)
{
  JsonArray *list = get_list(collection, "networks");

  if (!list || json_array_get_length(list) != n)
    return fail(r, "networks");
  for (guint k = 0; k < n; k++) {
    guint to = n > n_types ? k % n_types * n_types + k / n_types : k;
    if (!read_net(r, json_array_get_element(list, k), &net[to]))
      return FALSE;
  }
  return TRUE;
}

/* --- the parts of a model --- */

static gboolean
is_empty(JsonNode *node, const char *key)
{
  JsonNode *value = get(node, key);

  return !value ||
         (JSON_NODE_HOLDS_ARRAY(value) &&
          json_array_get_length(json_node_get_array(value)) == 0) ||
         (is_number(value) && json_node_get_double(value) == 0.0);
}

static gboolean
want_text(Reading *r, JsonNode *node, const char *what, const char *const *values)
{
  const char *text = get_text(node, "type");

  if (!text)
    return fail(r, what);
  return g_strv_contains(values, text) ? TRUE : refuse(r, what, text);
}

/* What changes energies and is not known here. */
static gboolean
refuse_unknown(Reading *r, JsonNode *model)
{
  static const struct {
    const char *part, *key;
  } unknown[] = {{NULL, "atom_exclude_types"},    {NULL, "pair_exclude_types"},
                 {"descriptor", "exclude_types"}, {"descriptor", "env_protection"},
                 {"descriptor", "spin"},          {"fitting", "exclude_types"},
                 {"fitting", "numb_fparam"},      {"fitting", "numb_aparam"},
                 {"fitting", "dim_case_embd"},    {"fitting", "atom_ener"},
                 {"fitting", "layer_name"},       {"fitting", "spin"}};
  static const char *const models[] = {"standard", NULL};
  static const char *const descriptors[] = {"se_e2_a", "se_a", NULL};
  static const char *const fittings[] = {"ener", "energy", NULL};

  if (!want_text(r, model, _("model"), models) ||
      !want_text(r, get(model, "descriptor"), _("descriptor"), descriptors) ||
      !want_text(r, get(model, "fitting"), _("fitting"), fittings))
    return FALSE;
  for (guint k = 0; k < G_N_ELEMENTS(unknown); k++) {
    JsonNode *part = unknown[k].part ? get(model, unknown[k].part) : model;
    if (!is_empty(part, unknown[k].key)) {
      g_autofree char *value = json_to_string(get(part, unknown[k].key), FALSE);
      return refuse(r, unknown[k].key, value);
    }
  }
  return get_truth(get(model, "fitting"), "mixed_types")
             ? refuse(r, "mixed_types", "true")
             : TRUE;
}

static gboolean
read_sel(Reading *r, DeepmdModel *model, JsonNode *descriptor)
{
  JsonArray *sel = get_list(descriptor, "sel");

  if (!sel || json_array_get_length(sel) != model->n_types)
    return fail(r, "sel");
  for (guint t = 0; t < model->n_types; t++) {
    JsonNode *item = json_array_get_element(sel, t);
    double n = is_number(item) ? json_node_get_double(item) : -1.0;
    if (!(n >= 0.0 && n <= MOST_SLOTS))
      return fail(r, "sel");
    model->sel[t] = n;
    model->n_slots += model->sel[t];
  }
  return model->n_slots > 0 ? TRUE : fail(r, "sel");
}

static gboolean
read_descriptor(Reading *r, DeepmdModel *model, JsonNode *node)
{
  JsonNode *arrays = get(node, "@variables");

  model->r_smooth = get_number(node, "rcut_smth", -1.0);
  model->axis = CLAMP(get_number(node, "axis_neuron", 0.0), 0.0, 4096.0);
  model->one_side = get_truth(node, "type_one_side");
  if (!read_sel(r, model, node) ||
      !read_nets(r, get(node, "embeddings"), deepmd_model_n_embeddings(model),
                 model->n_types, model->embedding))
    return FALSE;
  const WeightTensor *average = read_array(r, arrays, "davg");
  const WeightTensor *deviation = average ? read_array(r, arrays, "dstd") : NULL;
  if (!deviation)
    return FALSE;
  model->average = deepmd_model_read_slots(model, average, r->error);
  if (model->average)
    model->deviation = deepmd_model_read_slots(model, deviation, r->error);
  return model->deviation != NULL;
}

/* Adds an energy per type, if the file has such an array. */
static gboolean
add_energies(Reading *r, DeepmdModel *model, JsonNode *arrays, const char *key)
{
  if (!get(arrays, key))
    return TRUE;
  const WeightTensor *tensor = read_array(r, arrays, key);
  if (!tensor)
    return FALSE;
  if (tensor->n != model->n_types)
    return fail(r, key);
  for (guint t = 0; t < model->n_types; t++)
    model->energy[t] += tensor->value[t];
  return TRUE;
}

/* Owner: caller. */
static char **
read_elements(Reading *r, JsonNode *model)
{
  JsonArray *list = get_list(model, "type_map");
  g_autoptr(GStrvBuilder) names = g_strv_builder_new();

  if (!list || json_array_get_length(list) > DEEPMD_TYPES_MAX) {
    fail(r, "type_map");
    return NULL;
  }
  for (guint k = 0; k < json_array_get_length(list); k++) {
    JsonNode *item = json_array_get_element(list, k);
    gboolean is_text =
        JSON_NODE_HOLDS_VALUE(item) && json_node_get_value_type(item) == G_TYPE_STRING;
    g_strv_builder_add(names, is_text ? json_node_get_string(item) : "?");
  }
  return g_strv_builder_end(names);
}

static DeepmdModel *
read_model(Reading *r, const char *path, JsonNode *node)
{
  if (!node) {
    fail(r, "model");
    return NULL;
  }
  if (!refuse_unknown(r, node))
    return NULL;
  g_auto(GStrv) elements = read_elements(r, node);
  if (!elements)
    return NULL;
  DeepmdModel *model = deepmd_model_new(path, elements);
  g_autoptr(LearnedModel) base = &model->base;
  JsonNode *fitting = get(node, "fitting"), *descriptor = get(node, "descriptor");
  if (!read_descriptor(r, model, descriptor) ||
      !read_nets(r, get(fitting, "nets"), model->n_types, model->n_types,
                 model->fitting) ||
      !add_energies(r, model, get(fitting, "@variables"), "bias_atom_e") ||
      !add_energies(r, model, get(node, "@variables"), "out_bias") ||
      !deepmd_model_finish(model, get_number(descriptor, "rcut", 0.0), r->error))
    return NULL;
  g_steal_pointer(&base);
  return model;
}

LearnedModel *
deepmd_native_read(const char *path, JsonNode *root, const WeightStore *arrays,
                   GError **error)
{
  g_autoptr(WeightStore) store = weight_store_new();
  Reading r = {arrays, store, 0, error};
  DeepmdModel *model = read_model(&r, path, get(root, "model"));

  if (!model)
    return NULL;
  const char *backend = get_text(root, "backend"), *version = get_text(root, "version");
  model->base.provenance = g_strdup_printf("DeePMD-kit %s%s%s", version ? version : "3",
                                           backend ? ", " : "", backend ? backend : "");
  return &model->base;
}

gboolean
deepmd_model_recognises_native(const guint8 *data, gsize size)
{
  static const char *const begins[] = {"\"@variables\":", "'@variables':", "\"@class\":",
                                       "'@class':",       "backend:",      "model:"};

  for (guint k = 0; k < G_N_ELEMENTS(begins); k++)
    if (size > strlen(begins[k]) && memcmp(data, begins[k], strlen(begins[k])) == 0)
      return TRUE;
  return FALSE;
}

LearnedModel *
deepmd_model_open_native(const char *path, GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data(bytes, &size);
  g_autoptr(JsonNode) root = yaml_tree_parse(data, size, error);

  return root ? deepmd_native_read(path, root, NULL, error) : NULL;
}
