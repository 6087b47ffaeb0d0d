// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/tensornet-model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/torch-archive.h"
#include "potential/learned/weight-file.h"

#define MOST_UNITS  1024
#define MOST_BLOCKS 16
#define MOST_RADIAL 3

static void
free_model(LearnedModel *base)
{
  weight_store_free(((TensorNetModel *)base)->weights);
}

static gboolean
check(const TensorNetModel *model, const char *name, gsize rows, gsize columns,
      GError **error)
{
  return weight_store_get(model->weights, name, rows, columns, error) != NULL;
}

/* A layer "name.weight" (rows × columns), with "name.bias" (rows) unless bare. */
static gboolean
check_layer(const TensorNetModel *model, const char *name, gsize rows, gsize columns,
            GError **error)
{
  g_autofree char *weight = g_strconcat(name, ".weight", NULL);
  g_autofree char *bias = g_strconcat(name, ".bias", NULL);
  return check(model, weight, rows, columns, error) && check(model, bias, rows, 0, error);
}

static gboolean
check_mixers(const TensorNetModel *model, const char *prefix, guint n, GError **error)
{
  for (guint k = 0; k < n; k++) {
    g_autofree char *name = g_strdup_printf("%s.linears_tensor.%u.weight", prefix, k);
    if (!check(model, name, model->units, model->units, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
check_embedding(const TensorNetModel *model, GError **error)
{
  static const char p[] = "model.tensor_embedding";
  gsize u = model->units, n = model->base.elements->len;
  for (guint k = 1; k <= 3; k++) {
    g_autofree char *name = g_strdup_printf("%s.distance_proj%u", p, k);
    if (!check_layer(model, name, u, model->n_radial, error))
      return FALSE;
  }
  return check(model, "model.tensor_embedding.emb.weight", n, u, error) &&
         check_layer(model, "model.tensor_embedding.emb2", u, 2 * u, error) &&
         check_mixers(model, p, 3, error) &&
         check_layer(model, "model.tensor_embedding.linears_scalar.0", 2 * u, u, error) &&
         check_layer(model, "model.tensor_embedding.linears_scalar.1", 3 * u, 2 * u,
                     error) &&
         check(model, "model.tensor_embedding.init_norm.weight", u, 0, error) &&
         check(model, "model.tensor_embedding.init_norm.bias", u, 0, error);
}

static gboolean
check_blocks(const TensorNetModel *model, GError **error)
{
  gsize u = model->units, width[4] = {model->n_radial, u, 2 * u, 3 * u};
  for (guint l = 0; l < model->n_blocks; l++) {
    g_autofree char *prefix = g_strdup_printf("model.layers.%u", l);
    for (guint k = 0; k < 3; k++) {
      g_autofree char *name = g_strdup_printf("%s.linears_scalar.%u", prefix, k);
      if (!check_layer(model, name, width[k + 1], width[k], error))
        return FALSE;
    }
    if (!check_mixers(model, prefix, 6, error))
      return FALSE;
  }
  return TRUE;
}

/* Widths of the two read-out networks, which are alike; the last is one number. */
static gboolean
check_gated(TensorNetModel *model, GError **error)
{
  model->gated_width[0] = model->units;
  for (model->n_gated = 0; model->n_gated < TENSORNET_LAYERS_MAX; model->n_gated++) {
    guint k = model->n_gated, n = model->gated_width[k];
    g_autofree char *layer = g_strdup_printf("model.final_layer.gated.layers.%u", 2 * k);
    g_autofree char *gate = g_strdup_printf("model.final_layer.gated.gates.%u", 2 * k);
    g_autofree char *name = g_strconcat(layer, ".weight", NULL);
    const WeightTensor *tensor = weight_store_find(model->weights, name);
    if (!tensor)
      break;
    gsize rows = tensor->dim[0];
    if (rows > 4 * MOST_UNITS || !check_layer(model, layer, rows, n, error) ||
        !check_layer(model, gate, rows, n, error))
      return FALSE;
    model->gated_width[k + 1] = rows;
  }
  if (model->n_gated > 0 && model->gated_width[model->n_gated] == 1)
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                      _("the read-out is not a gated network that ends in one number"));
  return FALSE;
}

static gboolean
check_readout(TensorNetModel *model, GError **error)
{
  gsize u = model->units;
  return check(model, "model.out_norm.weight", 3 * u, 0, error) &&
         check(model, "model.out_norm.bias", 3 * u, 0, error) &&
         check_layer(model, "model.linear", u, 3 * u, error) &&
         check_gated(model, error) &&
         check(model, "element_refs.property_offset", model->base.elements->len, 0,
               error);
}

static gboolean
check_finite(const WeightStore *weights, GError **error)
{
  for (guint t = 0; t < weight_store_size(weights); t++) {
    const WeightTensor *tensor = weight_store_nth(weights, t);
    for (gsize i = 0; i < tensor->n; i++)
      if (!isfinite(tensor->value[i])) {
        g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                    _("the array “%s” holds what is not a number"), tensor->name);
        return FALSE;
      }
  }
  return TRUE;
}

static gboolean
check_shape(const TensorNetShape *shape, GError **error)
{
  guint n = g_strv_length(shape->elements);
  if (shape->r_cut >= 1.0 && shape->r_cut <= 20.0 && shape->units >= 1 &&
      shape->units <= MOST_UNITS && shape->n_blocks >= 1 &&
      shape->n_blocks <= MOST_BLOCKS && shape->n_radial >= 1 &&
      shape->n_radial <= MOST_RADIAL && n >= 1 && n <= 128)
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                      _("sizes of the network are out of bounds"));
  return FALSE;
}

static double
single_number(const WeightStore *weights, const char *name, double otherwise)
{
  const WeightTensor *tensor = weight_store_find(weights, name);
  return tensor && tensor->n == 1 ? tensor->value[0] : otherwise;
}

LearnedModel *
tensornet_model_new(const TensorNetShape *shape, WeightStore *weights, const char *file,
                    GError **error)
{
  TensorNetModel *model = g_new0(TensorNetModel, 1);
  g_autoptr(LearnedModel) base = &model->base;

  learned_model_init(base, LEARNED_TENSORNET, file, free_model);
  model->weights = weights;
  if (!check_shape(shape, error))
    return NULL;
  for (char **symbol = shape->elements; *symbol; symbol++)
    g_ptr_array_add(base->elements, g_strdup(*symbol));
  base->r_cut = shape->r_cut;
  base->title = g_strdup_printf(_("TensorNet, %u channels × %u blocks"), shape->units,
                                shape->n_blocks);
  model->units = shape->units;
  model->n_blocks = shape->n_blocks;
  model->n_radial = shape->n_radial;
  model->scale = single_number(weights, "data_std", 1.0);
  model->shift = single_number(weights, "data_mean", 0.0);
  if (!check_embedding(model, error) || !check_blocks(model, error) ||
      !check_readout(model, error) || !check_finite(weights, error))
    return NULL;
  return g_steal_pointer(&base);
}

/* --- MatGL --- */

static gboolean
read_state(const TorchArchive *archive, WeightStore *store, GError **error)
{
  const PickleValue *root = torch_archive_root(archive);
  for (guint k = 0; root->items && k + 1 < root->items->len; k += 2) {
    const PickleValue *name = root->items->pdata[k];
    const PickleValue *value = root->items->pdata[k + 1];
    if (name->kind != PICKLE_TEXT || !torch_archive_is_tensor(value))
      continue;
    if (!torch_archive_read(archive, value, name->text, store, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
unsupported(GError **error, const char *what)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("a TensorNet with “%s” set otherwise than here is not supported"), what);
  return FALSE;
}

static const char *
text_of(JsonObject *object, const char *key)
{
  return json_object_get_string_member_with_default(object, key, "");
}

/* What the evaluator takes for granted. */
static gboolean
check_arguments(JsonObject *arguments, GError **error)
{
  static const char *const wanted[][2] = {{"rbf_type", "SphericalBessel"},
                                          {"activation_type", "swish"},
                                          {"equivariance_invariance_group", "O(3)"},
                                          {"readout_type", "weighted_atom"},
                                          {"task_type", "regression"}};
  for (guint k = 0; k < G_N_ELEMENTS(wanted); k++)
    if (strcmp(text_of(arguments, wanted[k][0]), wanted[k][1]) != 0)
      return unsupported(error, wanted[k][0]);
  if (!json_object_get_boolean_member_with_default(arguments, "use_smooth", FALSE))
    return unsupported(error, "use_smooth");
  if (json_object_get_boolean_member_with_default(arguments, "is_intensive", FALSE))
    return unsupported(error, "is_intensive");
  if (json_object_get_boolean_member_with_default(arguments, "include_state", FALSE))
    return unsupported(error, "include_state");
  return TRUE;
}

static char **
read_elements(JsonObject *arguments)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
  JsonNode *node = json_object_get_member(arguments, "element_types");
  JsonArray *array =
      node && JSON_NODE_HOLDS_ARRAY(node) ? json_node_get_array(node) : NULL;
  for (guint k = 0; array && k < json_array_get_length(array); k++) {
    const char *symbol = json_node_get_string(json_array_get_element(array, k));
    g_strv_builder_add(builder, symbol ? symbol : "?");
  }
  return g_strv_builder_end(builder);
}

static JsonObject *
member(JsonObject *object, const char *key)
{
  JsonNode *node = object ? json_object_get_member(object, key) : NULL;
  return node && JSON_NODE_HOLDS_OBJECT(node) ? json_node_get_object(node) : NULL;
}

static gboolean
read_json(JsonObject *root, TensorNetShape *shape, GError **error)
{
  JsonObject *kwargs = member(root, "kwargs"), *model = member(kwargs, "model");
  JsonObject *arguments = member(model, "init_args");

  if (!arguments || strcmp(text_of(model, "@class"), "TensorNet") != 0) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                        _("model.json describes no TensorNet"));
    return FALSE;
  }
  if (!check_arguments(arguments, error))
    return FALSE;
  if (json_object_get_boolean_member_with_default(kwargs, "calc_repuls", FALSE))
    return unsupported(error, "calc_repuls");
  shape->r_cut = json_object_get_double_member_with_default(arguments, "cutoff", 0.0);
  shape->units = json_object_get_int_member_with_default(arguments, "units", 0);
  shape->n_blocks = json_object_get_int_member_with_default(arguments, "nblocks", 0);
  shape->n_radial = json_object_get_int_member_with_default(arguments, "max_n", 0);
  shape->elements = read_elements(arguments);
  return TRUE;
}

LearnedModel *
tensornet_model_open_matgl(const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(TorchArchive) archive = torch_archive_new(bytes, error);
  g_autoptr(WeightStore) store = weight_store_new();
  g_autoptr(JsonParser) parser = json_parser_new();
  g_autofree char *folder = g_path_get_dirname(path);
  g_autofree char *json = g_build_filename(folder, "model.json", NULL);
  TensorNetShape shape = {0};

  if (!archive || !read_state(archive, store, error) ||
      !json_parser_load_from_file(parser, json, error))
    return NULL;
  JsonNode *root = json_parser_get_root(parser);
  if (!root || !JSON_NODE_HOLDS_OBJECT(root)) {
    unsupported(error, "model.json");
    return NULL;
  }
  gboolean fine = read_json(json_node_get_object(root), &shape, error);
  g_auto(GStrv) elements = shape.elements;
  if (!fine)
    return NULL;
  LearnedModel *model = tensornet_model_new(&shape, g_steal_pointer(&store), path, error);
  if (model) {
    g_autofree char *name = g_path_get_basename(folder);
    model->provenance = g_strdup_printf("MatGL, %s", name);
  }
  return model;
}

/* --- plain --- */

static gboolean
read_keys(const WeightFile *file, TensorNetShape *shape, GError **error)
{
  double units, blocks, radial;
  const char *elements = weight_file_key(file, "elements", error);

  if (!elements || !weight_file_number(file, "cutoff", 1, 20, &shape->r_cut, error) ||
      !weight_file_number(file, "units", 1, MOST_UNITS, &units, error) ||
      !weight_file_number(file, "blocks", 1, MOST_BLOCKS, &blocks, error) ||
      !weight_file_number(file, "radial", 1, MOST_RADIAL, &radial, error))
    return FALSE;
  shape->units = units;
  shape->n_blocks = blocks;
  shape->n_radial = radial;
  shape->elements = g_strsplit(elements, " ", -1);
  return TRUE;
}

LearnedModel *
tensornet_model_open_plain(const char *path, GBytes *bytes, GError **error)
{
  g_autoptr(WeightFile) file = weight_file_parse(bytes, error);
  TensorNetShape shape = {0};

  if (!file)
    return NULL;
  const char *kind = weight_file_key(file, "kind", error);
  if (!kind)
    return NULL;
  if (strcmp(kind, "tensornet") != 0) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("weights of the kind “%.40s” are not known"), kind);
    return NULL;
  }
  if (!read_keys(file, &shape, error))
    return NULL;
  g_auto(GStrv) elements = shape.elements;
  LearnedModel *model =
      tensornet_model_new(&shape, g_steal_pointer(&file->store), path, error);
  const char *provenance = g_hash_table_lookup(file->keys, "provenance");
  if (model)
    model->provenance = g_strdup(provenance);
  return model;
}

gboolean
tensornet_model_save(const TensorNetModel *model, const char *path, GError **error)
{
  g_autoptr(GString) header = g_string_new("kind tensornet\n");
  const LearnedModel *base = &model->base;
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (base->provenance)
    g_string_append_printf(header, "provenance %s\n", base->provenance);
  g_string_append_printf(header, "cutoff %s\nunits %u\nblocks %u\nradial %u\nelements",
                         g_ascii_dtostr(number, sizeof number, base->r_cut), model->units,
                         model->n_blocks, model->n_radial);
  for (guint k = 0; k < base->elements->len; k++)
    g_string_append_printf(header, " %s", (const char *)base->elements->pdata[k]);
  g_string_append_c(header, '\n');
  return weight_file_write(path, header->str, model->weights, error);
}
