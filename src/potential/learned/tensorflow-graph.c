// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/tensorflow-graph.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/protobuf.h"

/* Numbers of fields in graph.proto, node_def.proto, attr_value.proto, tensor.proto and
 * tensor_shape.proto */
enum { GRAPH_NODE = 1 };
enum { NODE_NAME = 1, NODE_OP = 2, NODE_ATTR = 5 };
enum { MAP_KEY = 1, MAP_VALUE = 2 };
enum { ATTR_LIST = 1, ATTR_INT = 3, ATTR_FLOAT = 4, ATTR_TENSOR = 8 };
enum { LIST_INT = 3, LIST_FLOAT = 4 };
enum {
  TENSOR_TYPE = 1,
  TENSOR_SHAPE = 2,
  TENSOR_CONTENT = 4,
  TENSOR_FLOAT = 5,
  TENSOR_DOUBLE = 6,
  TENSOR_INT = 7,
  TENSOR_STRING = 8,
  TENSOR_INT64 = 10,
};
enum { SHAPE_DIM = 2, DIM_SIZE = 1 };
enum { TYPE_FLOAT = 1, TYPE_DOUBLE = 2, TYPE_INT32 = 3, TYPE_STRING = 7, TYPE_INT64 = 9 };

struct TensorflowGraph {
  WeightStore *constants;
  GHashTable *texts;      /* char* → char*, owned */
  GHashTable *operations; /* char*, owned */
  GHashTable *attributes; /* "operation key" → GArray of double, owned */
};

typedef struct {
  gint64 type;
  guint n_dims;
  gsize dim[WEIGHT_DIMS_MAX];
  gboolean fits; /* has no more dimensions, and none unknown */
  ProtoMessage content;
  GArray *value; /* double, what is listed one by one */
  char *text;    /* the first */
} Tensor;

static double
float_of(guint64 bits)
{
  guint32 half = bits;
  float value;

  memcpy(&value, &half, sizeof value);
  return value;
}

static double
double_of(guint64 bits)
{
  double value;

  memcpy(&value, &bits, sizeof value);
  return value;
}

static void
append(GArray *values, double value)
{
  g_array_append_val(values, value);
}

/* Numbers of a repeated field, packed or one at a time; bytes of one, or 0: varints. */
static void
append_repeated(const ProtoField *field, guint n_bytes, GArray *values)
{
  ProtoMessage m = field->bytes;
  guint64 bits;

  if (field->wire != PROTO_BYTES) {
    append(values, n_bytes == 0   ? (double)(gint64)field->value
                   : n_bytes == 4 ? float_of(field->value)
                                  : double_of(field->value));
    return;
  }
  while (n_bytes == 0 && proto_next_varint(&m, &bits))
    append(values, (double)(gint64)bits);
  for (gsize at = 0; n_bytes > 0 && at + n_bytes <= m.size; at += n_bytes) {
    bits = 0;
    memcpy(&bits, m.data + at, n_bytes);
    append(values, n_bytes == 4 ? float_of(bits) : double_of(bits));
  }
}

static void
read_shape(ProtoMessage shape, Tensor *tensor)
{
  ProtoField field, size;

  while (proto_next(&shape, &field)) {
    if (field.number != SHAPE_DIM)
      continue;
    gint64 length = 0;
    while (proto_next(&field.bytes, &size))
      if (size.number == DIM_SIZE)
        length = size.value;
    if (tensor->n_dims == WEIGHT_DIMS_MAX || length < 0)
      tensor->fits = FALSE;
    else
      tensor->dim[tensor->n_dims++] = length;
  }
}

static void
read_tensor(ProtoMessage message, Tensor *tensor)
{
  ProtoField field;

  while (proto_next(&message, &field))
    switch (field.number) {
    case TENSOR_TYPE:
      tensor->type = field.value;
      break;
    case TENSOR_SHAPE:
      read_shape(field.bytes, tensor);
      break;
    case TENSOR_CONTENT:
      tensor->content = field.bytes;
      break;
    case TENSOR_FLOAT:
      append_repeated(&field, 4, tensor->value);
      break;
    case TENSOR_DOUBLE:
      append_repeated(&field, 8, tensor->value);
      break;
    case TENSOR_INT:
    case TENSOR_INT64:
      append_repeated(&field, 0, tensor->value);
      break;
    case TENSOR_STRING:
      if (!tensor->text)
        tensor->text = proto_text(&field.bytes);
      break;
    }
}

static guint
bytes_of(gint64 type)
{
  switch (type) {
  case TYPE_FLOAT:
  case TYPE_INT32:
    return 4;
  case TYPE_DOUBLE:
  case TYPE_INT64:
    return 8;
  default:
    return 0;
  }
}

static double
number_at(gint64 type, const guint8 *p)
{
  guint64 bits = 0;

  memcpy(&bits, p, bytes_of(type));
  switch (type) {
  case TYPE_FLOAT:
    return float_of(bits);
  case TYPE_DOUBLE:
    return double_of(bits);
  case TYPE_INT32:
    return (gint32)bits;
  default:
    return (double)(gint64)bits;
  }
}

/* Numbers stand in bulk or one by one, the last for all that follow. */
static gboolean
fill(const Tensor *tensor, WeightTensor *to)
{
  guint bytes = bytes_of(tensor->type);

  if (tensor->content.size > 0) {
    if (tensor->content.size != to->n * bytes)
      return FALSE;
    for (gsize k = 0; k < to->n; k++)
      to->value[k] = number_at(tensor->type, tensor->content.data + k * bytes);
    return TRUE;
  }
  for (gsize k = 0; k < to->n && tensor->value->len > 0; k++)
    to->value[k] = g_array_index(tensor->value, double, MIN(k, tensor->value->len - 1));
  return TRUE;
}

static gboolean
add_constant(TensorflowGraph *graph, const char *name, ProtoMessage message,
             GError **error)
{
  g_autoptr(GArray) value = g_array_new(FALSE, FALSE, sizeof(double));
  Tensor tensor = {.fits = TRUE, .value = value};

  read_tensor(message, &tensor);
  if (tensor.type == TYPE_STRING && tensor.text) {
    g_hash_table_replace(graph->texts, g_strdup(name), tensor.text);
    return TRUE;
  }
  g_free(tensor.text);
  if (bytes_of(tensor.type) == 0 || !tensor.fits)
    return TRUE;
  WeightTensor *to =
      weight_store_add(graph->constants, name, tensor.n_dims, tensor.dim, error);
  if (!to)
    return FALSE;
  if (fill(&tensor, to))
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
              _("the array “%s” is cut short"), name);
  return FALSE;
}

static void
append_list(ProtoMessage list, GArray *values)
{
  ProtoField field;

  while (proto_next(&list, &field))
    if (field.number == LIST_INT)
      append_repeated(&field, 0, values);
    else if (field.number == LIST_FLOAT)
      append_repeated(&field, 4, values);
}

static void
add_attribute(TensorflowGraph *graph, const char *operation, const ProtoMessage *key,
              ProtoMessage value)
{
  GArray *values = g_array_new(FALSE, FALSE, sizeof(double));
  ProtoField field;

  while (proto_next(&value, &field))
    if (field.number == ATTR_LIST)
      append_list(field.bytes, values);
    else if (field.number == ATTR_INT)
      append(values, (double)(gint64)field.value);
    else if (field.number == ATTR_FLOAT)
      append(values, float_of(field.value));
  g_hash_table_replace(
      graph->attributes,
      g_strdup_printf("%s %.*s", operation, (int)key->size, (const char *)key->data),
      values);
}

static gboolean
read_attribute(TensorflowGraph *graph, const char *name, const char *operation,
               ProtoMessage entry, GError **error)
{
  ProtoMessage key = {0}, value = {0};
  ProtoField field;

  while (proto_next(&entry, &field))
    if (field.number == MAP_KEY)
      key = field.bytes;
    else if (field.number == MAP_VALUE)
      value = field.bytes;
  if (strcmp(operation, "Const") != 0) {
    if (g_str_has_prefix(operation, "Prod"))
      add_attribute(graph, operation, &key, value);
    return TRUE;
  }
  while (proto_equals(&key, "value") && proto_next(&value, &field))
    if (field.number == ATTR_TENSOR)
      return add_constant(graph, name, field.bytes, error);
  return TRUE;
}

static gboolean
read_node(TensorflowGraph *graph, ProtoMessage node, GError **error)
{
  ProtoMessage again = node;
  g_autofree char *name = g_strdup(""), *operation = g_strdup("");
  ProtoField field;

  while (proto_next(&node, &field))
    if (field.number == NODE_NAME || field.number == NODE_OP) {
      char **to = field.number == NODE_NAME ? &name : &operation;
      g_free(*to);
      *to = proto_text(&field.bytes);
    }
  if (node.damaged) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                        _("the graph is damaged"));
    return FALSE;
  }
  g_hash_table_add(graph->operations, g_strdup(operation));
  while (proto_next(&again, &field))
    if (field.number == NODE_ATTR &&
        !read_attribute(graph, name, operation, field.bytes, error))
      return FALSE;
  return TRUE;
}

TensorflowGraph *
tensorflow_graph_new(GBytes *bytes, GError **error)
{
  g_autoptr(TensorflowGraph) graph = g_new0(TensorflowGraph, 1);
  ProtoMessage message = {0};
  ProtoField field;

  message.data = g_bytes_get_data(bytes, &message.size);
  graph->constants = weight_store_new();
  graph->texts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  graph->operations = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  graph->attributes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                            (GDestroyNotify)g_array_unref);
  while (proto_next(&message, &field))
    if (field.number == GRAPH_NODE && !read_node(graph, field.bytes, error))
      return NULL;
  if (!message.damaged)
    return g_steal_pointer(&graph);
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                      _("the graph is damaged or cut short"));
  return NULL;
}

void
tensorflow_graph_free(TensorflowGraph *graph)
{
  if (!graph)
    return;
  weight_store_free(graph->constants);
  g_hash_table_unref(graph->texts);
  g_hash_table_unref(graph->operations);
  g_hash_table_unref(graph->attributes);
  g_free(graph);
}

const WeightStore *
tensorflow_graph_constants(const TensorflowGraph *graph)
{
  return graph->constants;
}

const char *
tensorflow_graph_text(const TensorflowGraph *graph, const char *name)
{
  return g_hash_table_lookup(graph->texts, name);
}

gboolean
tensorflow_graph_has(const TensorflowGraph *graph, const char *operation)
{
  return g_hash_table_contains(graph->operations, operation);
}

const double *
tensorflow_graph_attribute(const TensorflowGraph *graph, const char *operation,
                           const char *key, guint *n)
{
  g_autofree char *name = g_strdup_printf("%s %s", operation, key);
  GArray *values = g_hash_table_lookup(graph->attributes, name);

  *n = values ? values->len : 0;
  return *n > 0 ? &g_array_index(values, double, 0) : NULL;
}

/* A graph begins with the length of its first node, and that with its name. */
gboolean
tensorflow_graph_recognises(const guint8 *data, gsize size)
{
  ProtoMessage m = {.data = data, .size = size};
  guint64 tag, length, name_tag, name_length;

  if (!proto_next_varint(&m, &tag) || tag != (GRAPH_NODE << 3 | PROTO_BYTES) ||
      !proto_next_varint(&m, &length) || !proto_next_varint(&m, &name_tag) ||
      name_tag != (NODE_NAME << 3 | PROTO_BYTES) || !proto_next_varint(&m, &name_length))
    return FALSE;
  if (name_length == 0 || name_length + 2 > length)
    return FALSE;
  for (gsize k = m.at; k < MIN(size, m.at + name_length); k++)
    if (!g_ascii_isgraph(data[k]))
      return FALSE;
  return TRUE;
}
