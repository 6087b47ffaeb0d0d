// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A .dp file as DeePMD-kit writes it (deepmd/dpmodel/utils/serialization.py,
 * save_dp_model): the tree as JSON in the attribute "json" of the root, with
 * "/variable_0000" … in the places of arrays, which are datasets of that name. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "potential/learned/yaml-tree.h"
#include "small-deepmd.h"
#if HAVE_HDF5
#include <hdf5.h>

typedef struct {
  hid_t file;
  guint n;
  gboolean single;
} Writer;

static void
flatten(JsonNode *node, GArray *numbers, hsize_t *dim, int *n_dims, int level)
{
  if (!JSON_NODE_HOLDS_ARRAY(node)) {
    double value = json_node_get_double(node);
    g_array_append_val(numbers, value);
    return;
  }
  JsonArray *list = json_node_get_array(node);
  dim[level] = json_array_get_length(list);
  *n_dims = MAX(*n_dims, level + 1);
  for (guint k = 0; k < json_array_get_length(list); k++)
    flatten(json_array_get_element(list, k), numbers, dim, n_dims, level + 1);
}

static char *
put_array(Writer *writer, JsonNode *value)
{
  g_autoptr(GArray) numbers = g_array_new(FALSE, FALSE, sizeof(double));
  char *name = g_strdup_printf("/variable_%04u", writer->n++);
  hsize_t dim[8];
  int n_dims = 0;

  flatten(value, numbers, dim, &n_dims, 0);
  hid_t space = H5Screate_simple(n_dims, dim, NULL);
  hid_t set =
      H5Dcreate2(writer->file, name, writer->single ? H5T_IEEE_F32BE : H5T_IEEE_F64LE,
                 space, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);
  g_assert_cmpint(
      H5Dwrite(set, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers->data), >=,
      0);
  H5Dclose(set);
  H5Sclose(space);
  return name;
}

static void put_tree(Writer *writer, JsonNode *node);

/* Arrays of the native YAML are mappings with the class np.ndarray. */
static void
put_member(JsonObject *object, const char *key, JsonNode *value, gpointer data)
{
  Writer *writer = data;

  if (JSON_NODE_HOLDS_OBJECT(value) &&
      json_object_has_member(json_node_get_object(value), "value")) {
    g_autofree char *name =
        put_array(writer, json_object_get_member(json_node_get_object(value), "value"));
    json_object_set_string_member(object, key, name);
  } else {
    put_tree(writer, value);
  }
}

static void
put_tree(Writer *writer, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT(node)) {
    JsonObject *object = json_node_get_object(node);
    g_autoptr(GList) keys = json_object_get_members(object);
    for (GList *k = keys; k; k = k->next)
      put_member(object, k->data, json_object_get_member(object, k->data), writer);
  } else if (JSON_NODE_HOLDS_ARRAY(node)) {
    JsonArray *list = json_node_get_array(node);
    for (guint k = 0; k < json_array_get_length(list); k++)
      put_tree(writer, json_array_get_element(list, k));
  }
}

/* h5py writes texts of variable length. */
static void
put_text(hid_t file, const char *text)
{
  hid_t type = H5Tcopy(H5T_C_S1), space = H5Screate(H5S_SCALAR);

  H5Tset_size(type, H5T_VARIABLE);
  H5Tset_cset(type, H5T_CSET_UTF8);
  hid_t attribute = H5Acreate2(file, "json", type, space, H5P_DEFAULT, H5P_DEFAULT);
  g_assert_cmpint(H5Awrite(attribute, type, &text), >=, 0);
  H5Aclose(attribute);
  H5Sclose(space);
  H5Tclose(type);
}

/* Owner: caller. */
static char *
write_dp(const char *yaml, gboolean single, gsize *size)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "model.dp", NULL);
  g_autoptr(JsonNode) root = yaml_tree_parse((const guint8 *)yaml, strlen(yaml), NULL);
  Writer writer = {.single = single};
  char *data;

  g_assert_nonnull(root);
  writer.file = H5Fcreate(path, H5F_ACC_TRUNC, H5P_DEFAULT, H5P_DEFAULT);
  put_tree(&writer, root);
  g_autofree char *text = json_to_string(root, FALSE);
  put_text(writer.file, text);
  H5Fclose(writer.file);
  g_assert_true(g_file_get_contents(path, &data, size, NULL));
  g_unlink(path);
  g_rmdir(folder);
  return data;
}

static double
energy_of(LearnedModel *model)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);

  return result->thermo.potential;
}

/* Numbers of an independent program, as for the native file. */
static void
energies_are_those_of_the_native_file(void)
{
  static const double want[2] = {-54.1563659677438, -58.2370759364586};

  for (int one_side = 0; one_side < 2; one_side++)
    for (int single = 0; single < 2; single++) {
      SmallDeepmd what = small_deepmd(one_side);
      g_autofree char *yaml = small_deepmd_yaml(&what);
      g_autoptr(GError) error = NULL;
      gsize size;
      g_autofree char *data = write_dp(yaml, single, &size);
      g_autoptr(LearnedModel) model = open_model_bytes(data, size, &error);
      g_assert_no_error(error);
      g_assert_cmpint(model->kind, ==, LEARNED_DEEPMD);
      g_assert_cmpfloat_with_epsilon(energy_of(model), want[one_side],
                                     single ? 1e-4 : 1e-10);
    }
}

static void
a_published_native_file_is_the_same_as_dp(void)
{
  const char *folder = g_getenv(LEARNED_DATA_VARIABLE);
  g_autofree char *yaml = NULL;
  g_autoptr(GError) error = NULL;
  gsize size;

  if (!folder) {
    g_test_skip("no " LEARNED_DATA_VARIABLE);
    return;
  }
  g_autofree char *path = g_build_filename(folder, "deepmd", "deeppot_sea.yaml", NULL);
  g_assert_true(g_file_get_contents(path, &yaml, NULL, NULL));
  g_autofree char *data = write_dp(yaml, FALSE, &size);
  g_autoptr(LearnedModel) dp = open_model_bytes(data, size, &error);
  g_assert_no_error(error);
  g_autoptr(LearnedModel) native = learned_model_open(path, &error);
  g_assert_no_error(error);
  g_assert_cmpuint(dp->elements->len, ==, native->elements->len);
  g_assert_cmpfloat(dp->r_cut, ==, native->r_cut);
}

static void
a_damaged_file_is_refused(void)
{
  SmallDeepmd what = small_deepmd(FALSE);
  g_autofree char *yaml = small_deepmd_yaml(&what);
  gsize size;
  g_autofree char *data = write_dp(yaml, FALSE, &size);

  for (guint k = 1; k < 20; k++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(open_model_bytes(data, size * k / 20, &error));
    g_assert_nonnull(error);
  }
  for (gsize at = 0; at < size; at += 1 + size / 300) {
    char kept = data[at];
    data[at] ^= 0xff;
    g_autoptr(GError) error = NULL;
    g_autoptr(LearnedModel) model = open_model_bytes(data, size, &error);
    g_assert_true(model || error);
    data[at] = kept;
  }
}

#else

static void
without_hdf5_the_way_out_is_told(void)
{
  static const char signature[] = "\x89HDF\r\n\x1a\n and more";
  g_autoptr(GError) error = NULL;

  g_assert_null(open_model_bytes(signature, sizeof signature, &error));
  g_assert_nonnull(strstr(error->message, "convert-backend"));
}

#endif

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
#if HAVE_HDF5
  g_test_add_func("/deepmd-hdf5/energies are those of the native file",
                  energies_are_those_of_the_native_file);
  g_test_add_func("/deepmd-hdf5/a published native file is the same as .dp",
                  a_published_native_file_is_the_same_as_dp);
  g_test_add_func("/deepmd-hdf5/a damaged file is refused", a_damaged_file_is_refused);
#else
  g_test_add_func("/deepmd-hdf5/without HDF5 the way out is told",
                  without_hdf5_the_way_out_is_told);
#endif
  return g_test_run();
}
