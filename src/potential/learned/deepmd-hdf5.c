// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/deepmd-native.h"
#if HAVE_HDF5
#include <hdf5.h>
#endif

static const guint8 SIGNATURE[] = {0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

gboolean
deepmd_model_recognises_hdf5(const guint8 *data, gsize size)
{
  return size >= sizeof SIGNATURE && memcmp(data, SIGNATURE, sizeof SIGNATURE) == 0;
}

#if HAVE_HDF5

#define MOST_TEXT (64 << 20) /* bytes */

typedef struct {
  WeightStore *store;
  GError **error;
} Reading;

static gboolean
fail(GError **error, const char *what)
{
  if (error && !*error)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                _("“%s” is missing, out of bounds or not what it should be"), what);
  return FALSE;
}

/* --- the tree --- */

static char *
read_fixed(hid_t attribute, hid_t type)
{
  gsize size = H5Tget_size(type);
  g_autofree char *text = size < MOST_TEXT ? g_malloc0(size + 1) : NULL;

  return text && H5Aread(attribute, type, text) >= 0 ? g_steal_pointer(&text) : NULL;
}

static char *
read_variable(hid_t attribute, hid_t type)
{
  char *text = NULL;

  if (H5Aread(attribute, type, &text) < 0 || !text)
    return NULL;
  char *copy = g_strdup(text);
  H5free_memory(text);
  return copy;
}

/* The attribute of one text. Owner: caller; NULL: none. */
static char *
read_text(hid_t file, const char *name)
{
  hid_t attribute = H5Aopen_by_name(file, "/", name, H5P_DEFAULT, H5P_DEFAULT);
  char *text = NULL;

  if (attribute < 0)
    return NULL;
  hid_t type = H5Aget_type(attribute), space = H5Aget_space(attribute);
  if (type >= 0 && space >= 0 && H5Tget_class(type) == H5T_STRING &&
      H5Sget_simple_extent_npoints(space) == 1)
    text = H5Tis_variable_str(type) > 0 ? read_variable(attribute, type)
                                        : read_fixed(attribute, type);
  H5Sclose(space);
  H5Tclose(type);
  H5Aclose(attribute);
  return text;
}

/* --- arrays --- */

static gboolean
is_numeric(hid_t type)
{
  H5T_class_t class = H5Tget_class(type);

  return class == H5T_FLOAT || class == H5T_INTEGER;
}

static gboolean
read_numbers(Reading *r, hid_t set, hid_t space, const char *name)
{
  hsize_t size[H5S_MAX_RANK];
  gsize dim[WEIGHT_DIMS_MAX];
  int n = H5Sget_simple_extent_ndims(space);

  if (n < 0 || n > WEIGHT_DIMS_MAX || H5Sget_simple_extent_dims(space, size, NULL) < 0)
    return fail(r->error, name);
  for (int k = 0; k < n; k++)
    dim[k] = size[k];
  WeightTensor *tensor = weight_store_add(r->store, name, n, dim, r->error);
  if (!tensor)
    return FALSE;
  return tensor->n == 0 || H5Dread(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT,
                                   tensor->value) >= 0
             ? TRUE
             : fail(r->error, name);
}

/* Arrays of a file lie in its root. Their names in the tree begin with "/". */
static herr_t
read_array(hid_t file, const char *name, const H5L_info_t *info, void *data)
{
  Reading *r = data;
  g_autofree char *path = g_strconcat("/", name, NULL);
  hid_t set = H5Dopen2(file, name, H5P_DEFAULT);

  if (set < 0)
    return 0;
  hid_t type = H5Dget_type(set), space = H5Dget_space(set);
  gboolean good = !is_numeric(type) || read_numbers(r, set, space, path);
  H5Sclose(space);
  H5Tclose(type);
  H5Dclose(set);
  return good ? 0 : -1;
}

static JsonNode *
read_tree(hid_t file, GError **error)
{
  g_autofree char *text = read_text(file, "json");
  g_autoptr(JsonParser) parser = json_parser_new();

  if (!text) {
    fail(error, "json");
    return NULL;
  }
  if (!json_parser_load_from_data(parser, text, -1, error))
    return NULL;
  return json_parser_steal_root(parser);
}

static LearnedModel *
read_file(const char *path, hid_t file, GError **error)
{
  g_autoptr(WeightStore) store = weight_store_new();
  g_autoptr(JsonNode) root = read_tree(file, error);
  Reading r = {store, error};

  if (!root)
    return NULL;
  if (H5Literate(file, H5_INDEX_NAME, H5_ITER_NATIVE, NULL, read_array, &r) < 0) {
    fail(error, _("arrays"));
    return NULL;
  }
  return deepmd_native_read(path, root, store, error);
}

/* Models are opened by several threads. */
static gboolean
check_library(GError **error)
{
  hbool_t safe = FALSE;

  if (H5is_library_threadsafe(&safe) >= 0 && safe)
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                      _("this HDF5 library was built without threads; “dp "
                        "convert-backend” of DeePMD-kit writes the same model as .yaml"));
  return FALSE;
}

LearnedModel *
deepmd_model_open_hdf5(const char *path, GBytes *bytes, GError **error)
{
  if (!check_library(error))
    return NULL;
  H5Eset_auto2(H5E_DEFAULT, NULL, NULL); /* it would print */
  hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
  if (file < 0) {
    g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                        _("the HDF5 file is damaged"));
    return NULL;
  }
  LearnedModel *model = read_file(path, file, error);
  H5Fclose(file);
  return model;
}

#else

LearnedModel *
deepmd_model_open_hdf5(const char *path, GBytes *bytes, GError **error)
{
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                      _("this Vitrine was built without HDF5; “dp convert-backend” of "
                        "DeePMD-kit writes the same model as .yaml, which can be read"));
  return NULL;
}

#endif
