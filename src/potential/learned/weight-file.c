// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/weight-file.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"

static const char FIRST_LINE[] = "vitrine-weights 1\n";
static const char LAST_LINE[] = "\nend\n";
static const gsize ALIGN = 64;

static gsize
align(gsize n)
{
  return (n + ALIGN - 1) / ALIGN * ALIGN;
}

gboolean
weight_file_recognises(const guint8 *data, gsize size)
{
  gsize n = strlen(FIRST_LINE);
  return size > n && memcmp(data, FIRST_LINE, n) == 0;
}

static gboolean
fail(GError **error, const char *line)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX, _("cannot read “%.60s”"), line);
  return FALSE;
}

/* "128x3"; "-" is a single number. */
static gboolean
read_shape(const char *text, guint *n_dims, gsize dim[WEIGHT_DIMS_MAX])
{
  g_auto(GStrv) part = g_strsplit(text, "x", -1);
  guint n = strcmp(text, "-") == 0 ? 0 : g_strv_length(part);
  guint64 value;

  if (n > WEIGHT_DIMS_MAX)
    return FALSE;
  for (guint k = 0; k < n; k++) {
    if (!g_ascii_string_to_unsigned(part[k], 10, 1, G_MAXINT32, &value, NULL))
      return FALSE;
    dim[k] = value;
  }
  *n_dims = n;
  return TRUE;
}

static void
copy_numbers(WeightTensor *tensor, const guint8 *data, gsize bytes)
{
  for (gsize i = 0; i < tensor->n; i++) {
    float single;
    if (bytes == 8)
      memcpy(&tensor->value[i], data + 8 * i, 8);
    else {
      memcpy(&single, data + 4 * i, 4);
      tensor->value[i] = single;
    }
  }
}

static gboolean
read_array(WeightFile *file, const char *line, const guint8 *data, gsize size,
           GError **error)
{
  g_auto(GStrv) word = g_strsplit(line, " ", -1);
  gsize dim[WEIGHT_DIMS_MAX];
  guint n_dims;
  guint64 at;

  if (g_strv_length(word) != 5 || !read_shape(word[3], &n_dims, dim) ||
      (strcmp(word[2], "f4") != 0 && strcmp(word[2], "f8") != 0) ||
      !g_ascii_string_to_unsigned(word[4], 10, 0, G_MAXINT32, &at, NULL))
    return fail(error, line);
  gsize bytes = word[2][1] - '0';
  WeightTensor *tensor = weight_store_add(file->store, word[1], n_dims, dim, error);
  if (!tensor)
    return FALSE;
  if (at > size || tensor->n > (size - at) / bytes)
    return fail(error, line);
  copy_numbers(tensor, data + at, bytes);
  return TRUE;
}

static gboolean
read_line(WeightFile *file, const char *line, const guint8 *data, gsize size,
          GError **error)
{
  const char *space = strchr(line, ' ');

  if (g_str_has_prefix(line, "array "))
    return read_array(file, line, data, size, error);
  if (!space)
    return fail(error, line);
  g_hash_table_insert(file->keys, g_strndup(line, space - line), g_strdup(space + 1));
  return TRUE;
}

WeightFile *
weight_file_parse(GBytes *bytes, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data(bytes, &size);
  const char *end = g_strstr_len(text, size, LAST_LINE);

  if (!weight_file_recognises((const guint8 *)text, size) || !end) {
    fail(error, "vitrine-weights");
    return NULL;
  }
  g_autoptr(WeightFile) file = g_new0(WeightFile, 1);
  file->keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  file->store = weight_store_new();
  gsize begin = align(end - text + strlen(LAST_LINE));
  g_autofree char *header = g_strndup(text, end - text);
  g_auto(GStrv) line = g_strsplit(header, "\n", -1);
  for (guint k = 1; line[k]; k++)
    if (!read_line(file, line[k], (const guint8 *)text + MIN(begin, size),
                   size - MIN(begin, size), error))
      return NULL;
  return g_steal_pointer(&file);
}

void
weight_file_free(WeightFile *file)
{
  if (!file)
    return;
  g_hash_table_unref(file->keys);
  weight_store_free(file->store);
  g_free(file);
}

const char *
weight_file_key(const WeightFile *file, const char *key, GError **error)
{
  const char *value = g_hash_table_lookup(file->keys, key);
  if (!value)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("the key “%s” is missing"),
                key);
  return value;
}

gboolean
weight_file_number(const WeightFile *file, const char *key, double low, double high,
                   double *value, GError **error)
{
  const char *text = weight_file_key(file, key, error);
  char *end;

  if (!text)
    return FALSE;
  *value = g_ascii_strtod(text, &end);
  if (end != text && !*end && *value >= low && *value <= high)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("%s is “%.20s”; it must lie between %g and %g"), key, text, low, high);
  return FALSE;
}

static gboolean
is_single(const WeightTensor *tensor)
{
  for (gsize i = 0; i < tensor->n; i++)
    if ((double)(float)tensor->value[i] != tensor->value[i])
      return FALSE;
  return TRUE;
}

static void
append_shape(GString *text, const WeightTensor *tensor)
{
  if (tensor->n_dims == 0)
    g_string_append_c(text, '-');
  for (guint k = 0; k < tensor->n_dims; k++)
    g_string_append_printf(text, "%s%zu", k ? "x" : "", tensor->dim[k]);
}

static void
append_array(GString *head, GByteArray *data, const WeightTensor *tensor)
{
  static const guint8 zero[64] = {0};
  gboolean single = is_single(tensor);

  g_byte_array_append(data, zero, align(data->len) - data->len);
  g_string_append_printf(head, "array %s %s ", tensor->name, single ? "f4" : "f8");
  append_shape(head, tensor);
  g_string_append_printf(head, " %u\n", data->len);
  for (gsize i = 0; i < tensor->n; i++) {
    float value = tensor->value[i];
    if (single)
      g_byte_array_append(data, (const guint8 *)&value, 4);
    else
      g_byte_array_append(data, (const guint8 *)&tensor->value[i], 8);
  }
}

gboolean
weight_file_write(const char *path, const char *header, const WeightStore *store,
                  GError **error)
{
  g_autoptr(GString) head = g_string_new(FIRST_LINE);
  g_autoptr(GByteArray) data = g_byte_array_new();

  g_string_append(head, header);
  for (guint i = 0; i < weight_store_size(store); i++)
    append_array(head, data, weight_store_nth(store, i));
  g_string_append(head, LAST_LINE + 1);
  while (head->len % ALIGN)
    g_string_append_c(head, '\0');
  g_string_append_len(head, (const char *)data->data, data->len);
  return g_file_set_contents(path, head->str, head->len, error);
}
