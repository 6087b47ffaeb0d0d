// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/torch-archive.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/zip-stored.h"

struct TorchArchive {
  ZipStored *zip;
  Pickle *pickle;
};

typedef enum { NUMBER_FLOAT, NUMBER_DOUBLE, NUMBER_LONG } NumberType;

/* One tensor as the file describes it. */
typedef struct {
  NumberType type;
  guint bytes; /* of one number */
  const guint8 *data;
  gsize n; /* numbers in data */
  gsize offset;
  guint n_dims;
  gsize dim[WEIGHT_DIMS_MAX], stride[WEIGHT_DIMS_MAX];
} StoredTensor;

gboolean
torch_archive_recognises(const guint8 *data, gsize size)
{
  return size > 4 && memcmp(data, "PK\3\4", 4) == 0;
}

TorchArchive *
torch_archive_new(GBytes *bytes, GError **error)
{
  g_autoptr(TorchArchive) archive = g_new0(TorchArchive, 1);
  gsize size;

  archive->zip = zip_stored_new(bytes, error);
  if (!archive->zip)
    return NULL;
  const guint8 *data = zip_stored_find(archive->zip, "data.pkl", &size);
  if (!data) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                        _("not a file of PyTorch: the archive has no data.pkl"));
    return NULL;
  }
  archive->pickle = pickle_parse(data, size, error);
  return archive->pickle ? g_steal_pointer(&archive) : NULL;
}

void
torch_archive_free(TorchArchive *archive)
{
  if (!archive)
    return;
  zip_stored_free(archive->zip);
  pickle_free(archive->pickle);
  g_free(archive);
}

const PickleValue *
torch_archive_root(const TorchArchive *archive)
{
  return pickle_root(archive->pickle);
}

static const PickleValue *
nth(const PickleValue *value, PickleKind kind, guint n)
{
  return value && value->kind == kind && n < value->items->len ? value->items->pdata[n]
                                                               : NULL;
}

/* The tensor that a parameter wraps, or value itself. */
static const PickleValue *
unwrap(const PickleValue *value)
{
  return pickle_is_made_by(value, "torch._utils _rebuild_parameter")
             ? nth(value->arguments, PICKLE_TUPLE, 0)
             : value;
}

gboolean
torch_archive_is_tensor(const PickleValue *value)
{
  return pickle_is_made_by(unwrap(value), "torch._utils _rebuild_tensor_v2");
}

static gboolean
read_type(const PickleValue *global, StoredTensor *tensor)
{
  static const struct {
    const char *name;
    NumberType type;
    guint bytes;
  } types[] = {{"torch FloatStorage", NUMBER_FLOAT, 4},
               {"torch DoubleStorage", NUMBER_DOUBLE, 8},
               {"torch LongStorage", NUMBER_LONG, 8}};

  for (guint k = 0; global && global->text && k < G_N_ELEMENTS(types); k++)
    if (strcmp(global->text, types[k].name) == 0) {
      tensor->type = types[k].type;
      tensor->bytes = types[k].bytes;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_storage(const TorchArchive *archive, const PickleValue *reference,
             StoredTensor *tensor)
{
  const PickleValue *of = nth(reference, PICKLE_REFERENCE, 0);
  const PickleValue *key = nth(of, PICKLE_TUPLE, 2);
  gsize size;

  if (!read_type(nth(of, PICKLE_TUPLE, 1), tensor) || !key || !key->text)
    return FALSE;
  g_autofree char *name = g_strconcat("data/", key->text, NULL);
  tensor->data = zip_stored_find(archive->zip, name, &size);
  tensor->n = tensor->data ? size / tensor->bytes : 0;
  return tensor->data != NULL;
}

static gboolean
read_sizes(const PickleValue *tuple, guint n, gsize *sizes)
{
  if (!tuple || tuple->kind != PICKLE_TUPLE || tuple->items->len != n)
    return FALSE;
  for (guint k = 0; k < n; k++) {
    const PickleValue *item = tuple->items->pdata[k];
    if (item->kind != PICKLE_INT || item->integer < 0 || item->integer > G_MAXINT32)
      return FALSE;
    sizes[k] = item->integer;
  }
  return TRUE;
}

static gboolean
is_inside(const StoredTensor *tensor)
{
  gsize last = tensor->offset;

  for (guint k = 0; k < tensor->n_dims; k++) {
    if (tensor->dim[k] == 0)
      return TRUE;
    last += (tensor->dim[k] - 1) * tensor->stride[k];
  }
  return last < tensor->n;
}

static gboolean
describe(const TorchArchive *archive, const PickleValue *value, StoredTensor *tensor)
{
  const PickleValue *arguments = unwrap(value)->arguments;
  const PickleValue *offset = nth(arguments, PICKLE_TUPLE, 1);
  const PickleValue *size = nth(arguments, PICKLE_TUPLE, 2);

  if (!read_storage(archive, nth(arguments, PICKLE_TUPLE, 0), tensor) || !offset ||
      offset->kind != PICKLE_INT || offset->integer < 0 || !size || !size->items ||
      size->items->len > WEIGHT_DIMS_MAX)
    return FALSE;
  tensor->offset = offset->integer;
  tensor->n_dims = size->items->len;
  return read_sizes(size, tensor->n_dims, tensor->dim) &&
         read_sizes(nth(arguments, PICKLE_TUPLE, 3), tensor->n_dims, tensor->stride) &&
         is_inside(tensor);
}

static double
number_at(const StoredTensor *tensor, gsize i)
{
  const guint8 *p = tensor->data + i * tensor->bytes;
  float single;
  double value;
  gint64 integer;

  switch (tensor->type) {
  case NUMBER_FLOAT:
    memcpy(&single, p, 4);
    return single;
  case NUMBER_DOUBLE:
    memcpy(&value, p, 8);
    return value;
  case NUMBER_LONG:
    memcpy(&integer, p, 8);
    return integer;
  }
  g_assert_not_reached();
}

/* Element number i in row-major order. */
static gsize
place_of(const StoredTensor *tensor, gsize i)
{
  gsize place = tensor->offset;

  for (guint k = tensor->n_dims; k > 0; k--) {
    place += i % tensor->dim[k - 1] * tensor->stride[k - 1];
    i /= tensor->dim[k - 1];
  }
  return place;
}

gboolean
torch_archive_read(const TorchArchive *archive, const PickleValue *value,
                   const char *name, WeightStore *store, GError **error)
{
  StoredTensor tensor = {0};

  if (!torch_archive_is_tensor(value) || !describe(archive, value, &tensor)) {
    g_set_error(
        error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
        _("the array “%s” cannot be read: damaged, or numbers of another kind than "
          "float, double and long"),
        name);
    return FALSE;
  }
  WeightTensor *to = weight_store_add(store, name, tensor.n_dims, tensor.dim, error);
  for (gsize i = 0; to && i < to->n; i++)
    to->value[i] = number_at(&tensor, place_of(&tensor, i));
  return to != NULL;
}
