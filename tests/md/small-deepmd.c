// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "small-deepmd.h"

#include <math.h>
#include <string.h>

#define N_TYPES 2
#define SMOOTH  1.5

static const double ENERGY[N_TYPES] = {-3.5, -2.25};

/* Of net n, layer l. */
typedef struct {
  int n, l, in, out;
  gboolean has_bias, has_step, bent, skips;
} Layer;

typedef struct {
  const SmallDeepmd *model;
  GString *yaml;     /* or */
  GByteArray *graph; /* this one */
} Writer;

SmallDeepmd
small_deepmd(gboolean one_side)
{
  static const int embedding[] = {4, 8, 8, 0}, fitting[] = {6, 6, 0};

  return (SmallDeepmd){one_side, {15, 22}, embedding, fitting, 3, 4.5};
}

static double
rule(int a, int b, int c)
{
  return ((7 * a + 5 * b + 3 * c + a * b) % 11 - 5) / 8.0;
}

static double
weight(const Layer *layer, int i, int k)
{
  double size = layer->in > 24 ? 1.0 / sqrt(layer->in) : 1.0;

  return size * rule(i + layer->l, k, layer->n);
}

static double
bias(const Layer *layer, int k)
{
  return 0.5 * rule(k, layer->l, layer->n + 1);
}

static double
step(const Layer *layer, int k)
{
  return 0.2 + 0.01 * rule(k, layer->n, layer->l);
}

static double
average(int type, int to, int part)
{
  return part == 0 ? 0.05 + 0.02 * type + 0.01 * to : 0.0;
}

static double
deviation(int type, int to, int part)
{
  return (part == 0 ? 0.10 : 0.08) + 0.02 * type + 0.03 * to;
}

/* --- native --- */

static void
put_array(GString *text, const char *key)
{
  g_string_append_printf(text,
                         "%s: {\"@class\": np.ndarray, dtype: float64, value: ", key);
}

static void
put_row(GString *text, int n, double (*value)(const Layer *, int), const Layer *layer)
{
  g_string_append_c(text, '[');
  for (int k = 0; k < n; k++)
    g_string_append_printf(text, "%s%.17g", k ? ", " : "", value(layer, k));
  g_string_append(text, "]}");
}

static void
put_layer(GString *text, const Layer *layer)
{
  g_string_append(text, "\n          - {\"@variables\": {");
  put_array(text, "w");
  g_string_append_c(text, '[');
  for (int i = 0; i < layer->in; i++) {
    g_string_append(text, i ? ",\n[" : "[");
    for (int k = 0; k < layer->out; k++)
      g_string_append_printf(text, "%s%.17g", k ? ", " : "", weight(layer, i, k));
    g_string_append_c(text, ']');
  }
  g_string_append(text, "]}, b: ");
  if (layer->has_bias) {
    g_string_truncate(text, text->len - 3);
    put_array(text, "b");
    put_row(text, layer->out, bias, layer);
  } else {
    g_string_append(text, "null");
  }
  if (layer->has_step) {
    g_string_append(text, ", ");
    put_array(text, "idt");
    put_row(text, layer->out, step, layer);
  }
  g_string_append_printf(text, "}, activation_function: %s, resnet: %s}",
                         layer->bent ? "tanh" : "none", layer->skips ? "true" : "false");
}

static void
put_embedding(GString *text, const int *width, int n)
{
  g_string_append(text, "\n        - layers:");
  for (int l = 0, in = 1; width[l]; in = width[l++])
    put_layer(text, &(Layer){n, l, in, width[l], TRUE, FALSE, TRUE, TRUE});
}

static int
descriptor_size(const SmallDeepmd *model)
{
  int l = 0;

  while (model->embedding[l + 1])
    l++;
  return model->embedding[l] * model->axis;
}

static void
put_fitting(GString *text, const SmallDeepmd *model, int n)
{
  const int *width = model->fitting;
  int l = 0, in = descriptor_size(model);

  g_string_append(text, "\n        - layers:");
  for (; width[l]; in = width[l++])
    put_layer(text, &(Layer){n, l, in, width[l], TRUE, l > 0, TRUE, l > 0});
  put_layer(text, &(Layer){n, l, in, 1, TRUE, FALSE, FALSE, FALSE});
}

static void
put_slots(GString *text, const SmallDeepmd *model, const char *key,
          double (*value)(int, int, int))
{
  g_string_append(text, "\n      ");
  put_array(text, key);
  for (int i = 0; i < N_TYPES; i++) {
    g_string_append(text, i ? "],\n[" : "[[");
    for (int j = 0, n = 0; j < N_TYPES; j++)
      for (int s = 0; s < model->sel[j]; s++, n++)
        g_string_append_printf(text, "%s[%.17g, %.17g, %.17g, %.17g]", n ? "," : "",
                               value(i, j, 0), value(i, j, 1), value(i, j, 2),
                               value(i, j, 3));
  }
  g_string_append(text, "]]}");
}

char *
small_deepmd_yaml(const SmallDeepmd *model)
{
  GString *text = g_string_new("backend: Numpy\nmodel:\n  type: standard\n"
                               "  type_map: &names [Si, O]\n  descriptor:\n"
                               "    type: se_e2_a\n    exclude_types: []\n");
  int n_nets = model->one_side ? N_TYPES : N_TYPES * N_TYPES;

  g_string_append_printf(text,
                         "    rcut: %g\n    rcut_smth: %g\n    sel: [%d, %d]\n"
                         "    axis_neuron: %d\n    type_one_side: %s\n    spin: ~\n"
                         "    \"@variables\":",
                         model->r_cut, SMOOTH, model->sel[0], model->sel[1], model->axis,
                         model->one_side ? "true" : "false");
  put_slots(text, model, "davg", average);
  put_slots(text, model, "dstd", deviation);
  g_string_append(text, "\n    embeddings:\n      networks:");
  /* The atom's own type runs fastest */
  for (int k = 0; k < n_nets; k++)
    put_embedding(text, model->embedding,
                  model->one_side ? k : k % N_TYPES * N_TYPES + k / N_TYPES);
  g_string_append(text, "\n  fitting:\n    type: ener\n    type_map: *names\n"
                        "    numb_fparam: 0\n    nets:\n      networks:");
  for (int t = 0; t < N_TYPES; t++)
    put_fitting(text, model, 10 + t);
  g_string_append(text, "\n    \"@variables\":\n      ");
  put_array(text, "bias_atom_e");
  g_string_append_printf(text, "[[%.17g], [%.17g]]}\n  \"@variables\":\n    ",
                         ENERGY[0] - 1.0, ENERGY[1] + 0.5);
  put_array(text, "out_bias");
  g_string_append(text, "[[[1.0], [-0.5]]]}\n");
  return g_string_free(text, FALSE);
}

/* --- TensorFlow --- */

static void
put_varint(GByteArray *to, guint64 value)
{
  do {
    guint8 byte = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);
    g_byte_array_append(to, &byte, 1);
    value >>= 7;
  } while (value > 0);
}

static void
put_bytes(GByteArray *to, guint field, const void *data, gsize size)
{
  put_varint(to, field << 3 | 2);
  put_varint(to, size);
  g_byte_array_append(to, data, size);
}

/* Takes part over. */
static void
put_message(GByteArray *to, guint field, GByteArray *part)
{
  put_bytes(to, field, part->data, part->len);
  g_byte_array_unref(part);
}

static void
put_text(GByteArray *to, guint field, const char *text)
{
  put_bytes(to, field, text, strlen(text));
}

static void
put_int(GByteArray *to, guint field, guint64 value)
{
  put_varint(to, field << 3);
  put_varint(to, value);
}

/* Takes value over. */
static void
put_attribute(GByteArray *node, const char *key, GByteArray *value)
{
  GByteArray *entry = g_byte_array_new();

  put_text(entry, 1, key);
  put_message(entry, 2, value);
  put_message(node, 5, entry);
}

static GByteArray *
new_node(const char *name, const char *operation)
{
  GByteArray *node = g_byte_array_new();

  put_text(node, 1, name);
  put_text(node, 2, operation);
  return node;
}

static void
put_constant(GByteArray *graph, const char *name, int rows, int columns,
             const double *value)
{
  GByteArray *node = new_node(name, "Const"), *tensor = g_byte_array_new();
  GByteArray *shape = g_byte_array_new(), *attribute = g_byte_array_new();
  const int size[2] = {rows, columns};

  for (int k = columns > 0 ? 0 : 1; k < 2; k++) {
    GByteArray *dim = g_byte_array_new();
    put_int(dim, 1, columns > 0 ? size[k] : rows);
    put_message(shape, 2, dim);
  }
  gsize n = (gsize)rows * MAX(columns, 1);
  put_int(tensor, 1, 2);
  put_message(tensor, 2, shape);
  if (n > 1)
    put_bytes(tensor, 4, value, n * sizeof *value);
  else
    put_bytes(tensor, 6, value, sizeof *value);
  put_message(attribute, 8, tensor);
  put_attribute(node, "value", attribute);
  put_message(graph, 1, node);
}

static void
put_graph_layer(GByteArray *graph, const char *prefix, const char *suffix,
                const Layer *layer)
{
  g_autofree double *value = g_new(double, layer->in * layer->out);
  g_autofree char *matrix = g_strdup_printf("%s/matrix%s", prefix, suffix);
  g_autofree char *shift = g_strdup_printf("%s/bias%s", prefix, suffix);
  g_autofree char *idt = g_strdup_printf("%s/idt%s", prefix, suffix);

  for (int i = 0; i < layer->in; i++)
    for (int k = 0; k < layer->out; k++)
      value[i * layer->out + k] = weight(layer, i, k);
  put_constant(graph, matrix, layer->in, layer->out, value);
  for (int k = 0; k < layer->out; k++)
    value[k] = bias(layer, k) + (layer->bent ? 0.0 : ENERGY[layer->n - 10]);
  put_constant(graph, shift, layer->out, 0, value);
  for (int k = 0; k < layer->out; k++)
    value[k] = step(layer, k);
  if (layer->has_step)
    put_constant(graph, idt, layer->out, 0, value);
}

static void
put_graph_nets(GByteArray *graph, const SmallDeepmd *model)
{
  int n_nets = model->one_side ? N_TYPES : N_TYPES * N_TYPES;

  for (int k = 0; k < n_nets; k++) {
    g_autofree char *prefix = model->one_side
                                  ? g_strdup("filter_type_all")
                                  : g_strdup_printf("filter_type_%d", k / N_TYPES);
    for (int l = 0, in = 1; model->embedding[l]; in = model->embedding[l++]) {
      g_autofree char *suffix = g_strdup_printf("_%d_%d", l + 1, k % N_TYPES);
      Layer layer = {k, l, in, model->embedding[l], TRUE, FALSE, TRUE, TRUE};
      put_graph_layer(graph, prefix, suffix, &layer);
    }
  }
  for (int t = 0; t < N_TYPES; t++) {
    int l = 0, in = descriptor_size(model);
    for (; model->fitting[l]; in = model->fitting[l++]) {
      g_autofree char *prefix = g_strdup_printf("layer_%d_type_%d", l, t);
      Layer layer = {10 + t, l, in, model->fitting[l], TRUE, l > 0, TRUE, l > 0};
      put_graph_layer(graph, prefix, "", &layer);
    }
    g_autofree char *last = g_strdup_printf("final_layer_type_%d", t);
    put_graph_layer(graph, last, "", &(Layer){10 + t, l, in, 1, TRUE});
  }
}

static void
put_graph_slots(GByteArray *graph, const SmallDeepmd *model, const char *name,
                double (*value)(int, int, int))
{
  int columns = 4 * (model->sel[0] + model->sel[1]), n = 0;
  g_autofree double *all = g_new(double, N_TYPES *columns);

  for (int i = 0; i < N_TYPES; i++)
    for (int j = 0; j < N_TYPES; j++)
      for (int s = 0; s < 4 * model->sel[j]; s++)
        all[n++] = value(i, j, s % 4);
  put_constant(graph, name, N_TYPES, columns, all);
}

static GByteArray *
float_value(float value)
{
  GByteArray *attribute = g_byte_array_new();

  put_varint(attribute, 4 << 3 | 5);
  g_byte_array_append(attribute, (const guint8 *)&value, sizeof value);
  return attribute;
}

static void
put_environment(GByteArray *graph, const SmallDeepmd *model)
{
  GByteArray *node = new_node("ProdEnvMatA", "ProdEnvMatA");
  GByteArray *list = g_byte_array_new(), *packed = g_byte_array_new();
  GByteArray *sel = g_byte_array_new();

  for (int t = 0; t < N_TYPES; t++)
    put_varint(packed, model->sel[t]);
  put_message(list, 3, packed);
  put_message(sel, 1, list);
  put_attribute(node, "rcut_r", float_value(model->r_cut));
  put_attribute(node, "rcut_r_smth", float_value(SMOOTH));
  put_attribute(node, "sel_a", sel);
  put_message(graph, 1, node);
}

static void
put_types(GByteArray *graph)
{
  GByteArray *node = new_node("model_attr/tmap", "Const");
  GByteArray *tensor = g_byte_array_new(), *attribute = g_byte_array_new();

  put_int(tensor, 1, 7);
  put_text(tensor, 8, "Si O");
  put_message(attribute, 8, tensor);
  put_attribute(node, "value", attribute);
  put_message(graph, 1, node);
}

GByteArray *
small_deepmd_graph(const SmallDeepmd *model)
{
  GByteArray *graph = g_byte_array_new();

  put_types(graph);
  put_graph_slots(graph, model, "descrpt_attr/t_avg", average);
  put_graph_slots(graph, model, "descrpt_attr/t_std", deviation);
  put_environment(graph, model);
  put_graph_nets(graph, model);
  return graph;
}
