// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/painn-model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/learned/yaml-tree.h"

#define MOST_UNITS  1024
#define MOST_BLOCKS 16
#define MOST_RADIAL 256

typedef struct {
  PainnModel *model;
  const TorchArchive *archive;
  const PickleValue *root;
  GError **error;
} Reading;

static gboolean
fail(Reading *r, const char *what)
{
  g_set_error(r->error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
              _("“%s” is missing, out of bounds or not what it should be"), what);
  return FALSE;
}

static gboolean
refuse(Reading *r, const char *what)
{
  g_set_error(r->error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
              _("a model of SchNetPack with this cannot be evaluated here: %s"), what);
  return FALSE;
}

/* --- modules --- */

/* "a.b.c" from the root of the model; NULL when there is none. */
static const PickleValue *
find_module(const Reading *r, const char *path)
{
  g_auto(GStrv) names = g_strsplit(path, ".", -1);
  const PickleValue *module = r->root;

  for (char **name = names; *name && module; name++)
    module = pickle_get(pickle_get(module, "_modules"), *name);
  return module;
}

/* "PaiNN", or "" for what is no object of SchNetPack or PyTorch. */
static const char *
class_of(const PickleValue *value)
{
  const PickleValue *global =
      value && value->kind == PICKLE_OBJECT ? value->callable : value;

  if (!global || global->kind != PICKLE_GLOBAL ||
      !(g_str_has_prefix(global->text, "schnetpack.") ||
        g_str_has_prefix(global->text, "torch.nn.")))
    return "";
  return strrchr(global->text, ' ') + 1;
}

static gboolean
want_class(Reading *r, const char *path, const char *name)
{
  const PickleValue *module = find_module(r, path);

  if (!module)
    return fail(r, path);
  if (strcmp(class_of(module), name) == 0)
    return TRUE;
  g_autofree char *what = g_strdup_printf("%s (%s)", path, class_of(module));
  return refuse(r, what);
}

static gboolean
get_truth(const PickleValue *module, const char *key)
{
  const PickleValue *value = pickle_get(module, key);

  return value && value->kind == PICKLE_BOOL && value->integer;
}

static int
get_integer(const PickleValue *module, const char *key, int most)
{
  const PickleValue *value = pickle_get(module, key);

  return value && value->kind == PICKLE_INT && value->integer > 0 &&
                 value->integer <= most
             ? value->integer
             : 0;
}

/* --- arrays --- */

/* Reads "path.key", which must be rows × columns (0: rows in all). */
static gboolean
read_array(Reading *r, const char *path, const char *key, gsize rows, gsize columns)
{
  const PickleValue *module = find_module(r, path);
  const PickleValue *value = pickle_get(pickle_get(module, "_parameters"), key);
  g_autofree char *name = g_strdup_printf("%s.%s", path, key);

  if (!value)
    value = pickle_get(pickle_get(module, "_buffers"), key);
  if (!value || !torch_archive_is_tensor(value))
    return fail(r, name);
  if (!torch_archive_read(r->archive, value, name, r->model->weights, r->error))
    return FALSE;
  const double *number =
      weight_store_get(r->model->weights, name, rows, columns, r->error);
  for (gsize k = 0; number && k < rows * MAX(columns, 1); k++)
    if (!isfinite(number[k]))
      return fail(r, name);
  return number != NULL;
}

static gboolean
read_dense(Reading *r, const char *path, gsize out, gsize in, gboolean has_bias)
{
  return want_class(r, path, "Dense") && read_array(r, path, "weight", out, in) &&
         (!has_bias || read_array(r, path, "bias", out, 0));
}

/* Two layers with SiLU between them. */
static gboolean
read_pair(Reading *r, const char *path, gsize in, gsize hidden, gsize out)
{
  g_autofree char *first = g_strconcat(path, ".0", NULL);
  g_autofree char *second = g_strconcat(path, ".1", NULL);
  const PickleValue *bend = pickle_get(find_module(r, first), "activation");

  if (strcmp(class_of(bend), "silu") != 0) {
    g_autofree char *what =
        g_strdup_printf(_("an activation other than SiLU in %s"), path);
    return refuse(r, what);
  }
  return read_dense(r, first, hidden, in, TRUE) &&
         read_dense(r, second, out, hidden, TRUE);
}

static gboolean
read_block(Reading *r, int t)
{
  PainnModel *model = r->model;
  g_autofree char *message =
      g_strdup_printf("representation.interactions.%d.interatomic_context_net", t);
  g_autofree char *mixing = g_strdup_printf("representation.mixing.%d", t);
  g_autofree char *net = g_strconcat(mixing, ".intraatomic_context_net", NULL);
  g_autofree char *mix = g_strconcat(mixing, ".mu_channel_mix", NULL);
  const PickleValue *epsilon = pickle_get(find_module(r, mixing), "epsilon");
  gsize u = model->units;

  if (!epsilon || epsilon->kind != PICKLE_FLOAT || !(epsilon->real > 0.0) ||
      (t > 0 && epsilon->real != model->epsilon))
    return fail(r, "epsilon");
  model->epsilon = epsilon->real;
  return read_pair(r, message, u, u, 3 * u) && read_pair(r, net, 2 * u, u, 3 * u) &&
         read_dense(r, mix, 2 * u, u, FALSE);
}

static gboolean
read_representation(Reading *r)
{
  PainnModel *model = r->model;
  const PickleValue *painn = find_module(r, "representation");

  if (!want_class(r, "representation", "PaiNN") ||
      !want_class(r, "representation.cutoff_fn", "CosineCutoff") ||
      !want_class(r, "representation.radial_basis", "GaussianRBF"))
    return FALSE;
  model->units = get_integer(painn, "n_atom_basis", MOST_UNITS);
  model->n_blocks = get_integer(painn, "n_interactions", MOST_BLOCKS);
  model->n_radial =
      get_integer(find_module(r, "representation.radial_basis"), "n_rbf", MOST_RADIAL);
  model->share_filters = get_truth(painn, "share_filters");
  if (!model->units || !model->n_blocks || !model->n_radial)
    return fail(r, "n_atom_basis, n_interactions, n_rbf");
  if (find_module(r, "representation.electronic_embeddings.0"))
    return refuse(r, "electronic_embeddings");
  gsize filters = 3 * model->units * (model->share_filters ? 1 : model->n_blocks);
  if (!read_array(r, "representation.cutoff_fn", "cutoff", 1, 0) ||
      !read_array(r, "representation.radial_basis", "widths", model->n_radial, 0) ||
      !read_array(r, "representation.radial_basis", "offsets", model->n_radial, 0) ||
      !read_dense(r, "representation.filter_net", filters, model->n_radial, TRUE))
    return FALSE;
  for (int t = 0; t < model->n_blocks; t++)
    if (!read_block(r, t))
      return FALSE;
  return TRUE;
}

static gboolean
read_output(Reading *r)
{
  static const char path[] = "output_modules.0";
  const PickleValue *first = find_module(r, "output_modules.0.outnet.0");
  const PickleValue *mode = pickle_get(find_module(r, path), "aggregation_mode");

  r->model->hidden = get_integer(first, "out_features", MOST_UNITS);
  if (!want_class(r, path, "Atomwise"))
    return FALSE;
  if (!mode || !mode->text || strcmp(mode->text, "sum") != 0)
    return refuse(r, "aggregation_mode");
  if (!r->model->hidden || find_module(r, "output_modules.0.outnet.2"))
    return refuse(r, _("an output network that has not two layers"));
  return read_pair(r, "output_modules.0.outnet", r->model->units, r->model->hidden, 1);
}

/* --- energies and elements --- */

static void
add_element(PainnModel *model, int number, double energy)
{
  const Element *element = element_by_number(number);

  if (!element)
    return;
  guint n = model->base.elements->len;
  model->number[n] = number;
  model->energy[n] = energy;
  g_ptr_array_add(model->base.elements, g_strdup(element->symbol));
}

/* What postprocessors add: a mean per atom, energies of elements. */
static gboolean
read_offsets(Reading *r, const char *path, double *mean, const double **reference,
             gsize *n_references)
{
  const PickleValue *module = find_module(r, path);
  g_autofree char *name = g_strconcat(path, ".mean", NULL);
  const WeightStore *weights = r->model->weights;

  if (!get_truth(module, "is_extensive"))
    return refuse(r, _("an offset that does not grow with the number of atoms"));
  if (get_truth(module, "add_mean")) {
    if (!read_array(r, path, "mean", 1, 0))
      return FALSE;
    *mean += weight_store_find(weights, name)->value[0];
  }
  if (!get_truth(module, "add_atomrefs"))
    return TRUE;
  const PickleValue *value = pickle_get(pickle_get(module, "_buffers"), "atomref");
  g_autofree char *all = g_strconcat(path, ".atomref", NULL);
  if (!torch_archive_is_tensor(value))
    return fail(r, all);
  if (!torch_archive_read(r->archive, value, all, r->model->weights, r->error))
    return FALSE;
  *reference = weight_store_find(weights, all)->value;
  *n_references = weight_store_find(weights, all)->n;
  return TRUE;
}

static gboolean
read_postprocessors(Reading *r, double *mean, const double **reference, gsize *n)
{
  for (int k = 0;; k++) {
    g_autofree char *path = g_strdup_printf("postprocessors.%d", k);
    const char *name = class_of(find_module(r, path));
    if (!find_module(r, path))
      return TRUE;
    if (strcmp(name, "AddOffsets") == 0) {
      if (*reference || !read_offsets(r, path, mean, reference, n))
        return *reference ? fail(r, path) : FALSE;
    } else if (!g_str_has_prefix(name, "CastTo")) {
      return refuse(r, name);
    }
  }
}

static gboolean
read_elements(Reading *r)
{
  static const char path[] = "representation.embedding";
  PainnModel *model = r->model;
  int n = get_integer(find_module(r, path), "num_embeddings", 200);
  const double *reference = NULL;
  gsize n_references = 0;
  double mean = 0.0;

  if (n < 2)
    return refuse(r, _("an embedding that is no table of elements"));
  if (!read_array(r, path, "weight", n, model->units) ||
      !read_postprocessors(r, &mean, &reference, &n_references))
    return FALSE;
  model->number = g_new0(int, n);
  model->energy = g_new0(double, n);
  for (int z = 1; z < n; z++) {
    double own = reference && (gsize)z < n_references ? reference[z] : 0.0;
    if (!reference || own != 0.0)
      add_element(model, z, mean + own);
  }
  return model->base.elements->len > 0 ? TRUE : fail(r, "atomref");
}

/* --- units --- */

static const char *
find_text(JsonNode *node, const char *const *keys)
{
  for (; *keys && node && JSON_NODE_HOLDS_OBJECT(node); keys++)
    node = json_object_get_member(json_node_get_object(node), *keys);
  return node && !*keys && JSON_NODE_HOLDS_VALUE(node) &&
                 json_node_get_value_type(node) == G_TYPE_STRING
             ? json_node_get_string(node)
             : NULL;
}

static gboolean
unit_of(const char *name, double *unit)
{
  static const struct {
    const char *name;
    double unit;
  } units[] = {
      {"kcal/mol", 0.043364104241800934},
      {"kJ/mol", 0.010364269656262173},
      {"eV", 1.0},
      {"meV", 1e-3},
      {"Ha", 27.211386245988},
      {"Hartree", 27.211386245988},
      {"Ang", 1.0},
      {"Angstrom", 1.0},
      {"Bohr", 0.529177210903},
      {"nm", 10.0},
  };

  for (guint k = 0; k < G_N_ELEMENTS(units); k++)
    if (g_ascii_strcasecmp(name, units[k].name) == 0) {
      *unit = units[k].unit;
      return TRUE;
    }
  return FALSE;
}

static gboolean
read_units(Reading *r, const char *path)
{
  static const char *const energy_keys[] = {"data", "property_units", "energy", NULL};
  static const char *const length_keys[] = {"data", "distance_unit", NULL};
  PainnModel *model = r->model;
  g_autofree char *folder = g_path_get_dirname(path), *text = NULL;
  g_autofree char *config = g_build_filename(folder, "config.yaml", NULL);
  const char *energy = "kcal/mol", *length = "Ang";
  g_autoptr(JsonNode) root = NULL;
  gsize size;

  if (g_file_get_contents(config, &text, &size, NULL))
    root = yaml_tree_parse((const guint8 *)text, size, NULL);
  const char *said = find_text(root, energy_keys);
  if (said) {
    energy = said;
    length = find_text(root, length_keys) ? find_text(root, length_keys) : length;
  }
  if (!unit_of(energy, &model->energy_unit) || !unit_of(length, &model->length_unit))
    return refuse(r, energy);
  model->base.provenance = g_strdup_printf(said ? _("SchNetPack, energies in %s")
                                                : _("SchNetPack, energies taken for %s"),
                                           energy);
  return TRUE;
}

/* --- all --- */

static void
free_model(LearnedModel *base)
{
  PainnModel *model = (PainnModel *)base;

  g_free(model->number);
  g_free(model->energy);
  weight_store_free(model->weights);
}

gboolean
painn_model_recognises(const TorchArchive *archive)
{
  return strcmp(class_of(torch_archive_root(archive)), "NeuralNetworkPotential") == 0;
}

LearnedModel *
painn_model_open(const char *path, const TorchArchive *archive, GError **error)
{
  PainnModel *model = g_new0(PainnModel, 1);
  g_autoptr(LearnedModel) base = &model->base;
  Reading r = {model, archive, torch_archive_root(archive), error};

  learned_model_init(base, LEARNED_PAINN, path, free_model);
  model->weights = weight_store_new();
  if (!read_representation(&r) || !read_output(&r) || !read_elements(&r) ||
      !read_units(&r, path))
    return NULL;
  base->r_cut =
      *painn_model_get(model, "representation.cutoff_fn.cutoff") * model->length_unit;
  if (!(base->r_cut >= 1.0 && base->r_cut <= 20.0)) {
    fail(&r, "cutoff");
    return NULL;
  }
  base->title =
      g_strdup_printf(_("PaiNN, %d channels × %d blocks"), model->units, model->n_blocks);
  return g_steal_pointer(&base);
}

const double *
painn_model_get(const PainnModel *model, const char *format, ...)
{
  va_list arguments;

  va_start(arguments, format);
  g_autofree char *name = g_strdup_vprintf(format, arguments);
  va_end(arguments);
  return weight_store_find(model->weights, name)->value;
}
