// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/weight-store.h"

#include <glib/gi18n.h>

#include "base/base-error.h"

/* Half a billion numbers: no model for a desktop is larger */
static const gsize MOST_NUMBERS = (gsize)1 << 29;

struct WeightStore {
  GPtrArray *tensors;  /* WeightTensor*, owned */
  GHashTable *by_name; /* borrowed */
};

static void
free_tensor(gpointer data)
{
  WeightTensor *tensor = data;
  g_free(tensor->name);
  g_free(tensor->value);
  g_free(tensor);
}

WeightStore *
weight_store_new(void)
{
  WeightStore *store = g_new0(WeightStore, 1);
  store->tensors = g_ptr_array_new_with_free_func(free_tensor);
  store->by_name = g_hash_table_new(g_str_hash, g_str_equal);
  return store;
}

void
weight_store_free(WeightStore *store)
{
  if (!store)
    return;
  g_hash_table_unref(store->by_name);
  g_ptr_array_unref(store->tensors);
  g_free(store);
}

WeightTensor *
weight_store_add(WeightStore *store, const char *name, guint n_dims, const gsize *dim,
                 GError **error)
{
  gsize n = 1;
  gboolean fits =
      n_dims <= WEIGHT_DIMS_MAX && !g_hash_table_contains(store->by_name, name);
  for (guint k = 0; fits && k < n_dims; k++)
    fits = g_size_checked_mul(&n, n, dim[k]) && n <= MOST_NUMBERS;
  if (!fits) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                _("the array “%s” comes twice or has an impossible size"), name);
    return NULL;
  }
  WeightTensor *tensor = g_new0(WeightTensor, 1);
  tensor->name = g_strdup(name);
  tensor->n_dims = n_dims;
  tensor->n = n;
  for (guint k = 0; k < n_dims; k++)
    tensor->dim[k] = dim[k];
  tensor->value = g_new0(double, MAX(n, 1));
  g_ptr_array_add(store->tensors, tensor);
  g_hash_table_insert(store->by_name, tensor->name, tensor);
  return tensor;
}

const WeightTensor *
weight_store_find(const WeightStore *store, const char *name)
{
  return g_hash_table_lookup(store->by_name, name);
}

guint
weight_store_size(const WeightStore *store)
{
  return store->tensors->len;
}

const WeightTensor *
weight_store_nth(const WeightStore *store, guint i)
{
  return store->tensors->pdata[i];
}

const double *
weight_store_get(const WeightStore *store, const char *name, gsize rows, gsize columns,
                 GError **error)
{
  const WeightTensor *tensor = weight_store_find(store, name);
  if (!tensor) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT, _("the array “%s” is missing"),
                name);
    return NULL;
  }
  gboolean fits =
      columns ? tensor->n_dims == 2 && tensor->dim[0] == rows && tensor->dim[1] == columns
              : tensor->n == rows;
  if (fits)
    return tensor->value;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("the array “%s” has %zu numbers in another shape than %zu × %zu"), name,
              tensor->n, rows, MAX(columns, 1));
  return NULL;
}
