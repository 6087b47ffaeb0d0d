// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Arrays of numbers by name, as files of weights hold them. Values are double whatever
 * the file's own precision was. One owner, any one thread. */
#pragma once

#include <glib.h>

#define WEIGHT_DIMS_MAX 4

typedef struct {
  char *name;
  guint n_dims; /* 0: a single number */
  gsize dim[WEIGHT_DIMS_MAX];
  gsize n; /* product of dim */
  double *value;
} WeightTensor;

typedef struct WeightStore WeightStore;

WeightStore *weight_store_new(void);
void weight_store_free(WeightStore *store);

/* A zeroed tensor to fill; NULL with error when its size overflows or the name is there
 * already. */
WeightTensor *weight_store_add(WeightStore *store, const char *name, guint n_dims,
                               const gsize *dim, GError **error);
/* NULL when there is none of that name. */
const WeightTensor *weight_store_find(const WeightStore *store, const char *name);
/* In the order they were added. */
guint weight_store_size(const WeightStore *store);
const WeightTensor *weight_store_nth(const WeightStore *store, guint i);

/* Values of a tensor that must be rows × columns; columns 0: one-dimensional (of any
 * shape) with rows numbers. Error when absent or of another shape. */
const double *weight_store_get(const WeightStore *store, const char *name, gsize rows,
                               gsize columns, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(WeightStore, weight_store_free)
