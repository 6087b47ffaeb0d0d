// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/mtp-model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

#define MOST_SPECIES 32
#define MOST_TERMS   64
#define MOST_MOMENTS 100000
#define MOST_POWER   16
#define MOST_HEAD    1000 /* bytes, of the active set */
#define ACTIVE_SET   "#MVS_v1.1"

gboolean
mtp_model_recognises(const guint8 *data, gsize size)
{
  return size > 4 && memcmp(data, "MTP\n", 4) == 0;
}

static gboolean
fail(GError **error, const char *key)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
              _("“%s” is missing, out of bounds or not what it should be"), key);
  return FALSE;
}

/* What follows "key =", or NULL. */
static const char *
find_value(const char *text, const char *key)
{
  gsize n = strlen(key);

  for (const char *at = strstr(text, key); at; at = strstr(at + 1, key)) {
    gboolean begins = at == text || g_ascii_isspace(at[-1]);
    const char *after = at + n;
    while (*after == ' ' || *after == '\t')
      after++;
    if (begins && *after == '=')
      return after + 1;
  }
  return NULL;
}

static gboolean
read_number(const char *text, const char *key, double low, double high, double *value,
            GError **error)
{
  const char *at = find_value(text, key);
  char *end;

  if (!at)
    return fail(error, key);
  *value = g_ascii_strtod(at, &end);
  return end != at && *value >= low && *value <= high ? TRUE : fail(error, key);
}

static gboolean
read_count(const char *text, const char *key, int most, int *value, GError **error)
{
  double number;

  if (!read_number(text, key, 1, most, &number, error))
    return FALSE;
  *value = number;
  return *value == number ? TRUE : fail(error, key);
}

/* n numbers between braces of any depth, separated by commas. Owner: caller. */
static double *
read_list(const char *at, gsize n, const char **end)
{
  g_autofree double *value = g_new(double, n);

  for (gsize k = 0; k < n; k++) {
    char *stop;
    while (*at && strchr("{}, \t\r\n", *at))
      at++;
    value[k] = g_ascii_strtod(at, &stop);
    if (stop == at || !isfinite(value[k]))
      return NULL;
    at = stop;
  }
  *end = at;
  return g_steal_pointer(&value);
}

/* The list of a key, which must hold n numbers and no more. */
static double *
read_key_list(const char *text, const char *key, gsize n, GError **error)
{
  const char *at = find_value(text, key), *end;
  double *value = at ? read_list(at, n, &end) : NULL;

  if (value) {
    while (*end && strchr("} \t", *end))
      end++;
    if (*end && *end != '\n' && *end != '\r')
      g_clear_pointer(&value, g_free);
  }
  if (!value)
    fail(error, key);
  return value;
}

static gboolean
read_elements(MtpModel *model, const char *text, GError **error)
{
  const char *at = find_value(text, "potential_tag");
  gsize n = at ? strcspn(at, "\r\n") : 0;
  g_autofree char *line = g_strndup(at ? at : "", n);
  g_auto(GStrv) word = g_strsplit_set(g_strstrip(line), " ,\t", -1);

  for (char **w = word; *w; w++)
    if (element_lookup(*w))
      g_ptr_array_add(model->base.elements, g_strdup(*w));
  if ((int)model->base.elements->len == model->n_species)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("the file does not name its %d species: write their symbols in its order "
                "into the line “potential_tag = …”, such as “potential_tag = Li P S”"),
              model->n_species);
  return FALSE;
}

static gboolean
read_radial(MtpModel *model, const char *text, GError **error)
{
  gsize block = (gsize)model->n_functions * model->n_terms;
  const char *at = strstr(text, "radial_coeffs");

  model->radial = g_new0(double, block * model->n_species * model->n_species);
  for (int a = 0; a < model->n_species; a++)
    for (int b = 0; b < model->n_species; b++) {
      g_autofree char *label = g_strdup_printf("%d-%d", a, b);
      at = at ? strstr(at, label) : NULL;
      if (!at)
        return fail(error, "radial_coeffs");
      g_autofree double *value = read_list(at + strlen(label), block, &at);
      if (!value)
        return fail(error, label);
      memcpy(model->radial + (a * model->n_species + b) * block, value,
             block * sizeof(double));
    }
  return TRUE;
}

static gboolean
read_basic(MtpModel *model, const char *text, GError **error)
{
  g_autofree double *v =
      read_key_list(text, "alpha_index_basic", 4 * (gsize)model->n_basic, error);

  if (!v)
    return FALSE;
  model->basic = g_new0(MtpBasic, model->n_basic);
  for (int k = 0; k < model->n_basic; k++) {
    MtpBasic *basic = &model->basic[k];
    basic->function = v[4 * k];
    if (basic->function < 0 || basic->function >= model->n_functions)
      return fail(error, "alpha_index_basic");
    for (int i = 0; i < 3; i++) {
      basic->power[i] = v[4 * k + 1 + i];
      if (basic->power[i] < 0 || basic->power[i] > MOST_POWER)
        return fail(error, "alpha_index_basic");
      model->largest_power = MAX(model->largest_power, basic->power[i]);
    }
  }
  return TRUE;
}

/* A product may use only what stands before it is used: moments are made in order. */
static gboolean
read_products(MtpModel *model, const char *text, GError **error)
{
  g_autofree double *v =
      read_key_list(text, "alpha_index_times", 4 * (gsize)model->n_products, error);

  if (!v)
    return FALSE;
  model->product = g_new0(MtpProduct, model->n_products);
  for (int k = 0; k < model->n_products; k++) {
    MtpProduct p = {v[4 * k], v[4 * k + 1], v[4 * k + 3], v[4 * k + 2]};
    if (p.a < 0 || p.b < 0 || p.to >= model->n_moments || p.a >= p.to || p.b >= p.to ||
        p.to < model->n_basic)
      return fail(error, "alpha_index_times");
    model->product[k] = p;
  }
  return TRUE;
}

static gboolean
read_scalars(MtpModel *model, const char *text, GError **error)
{
  g_autofree double *v =
      read_key_list(text, "alpha_moment_mapping", model->n_scalars, error);

  if (!v)
    return FALSE;
  model->scalar = g_new0(int, model->n_scalars);
  for (int k = 0; k < model->n_scalars; k++) {
    model->scalar[k] = v[k];
    if (model->scalar[k] < 0 || model->scalar[k] >= model->n_moments)
      return fail(error, "alpha_moment_mapping");
  }
  model->scalar_weight = read_key_list(text, "moment_coeffs", model->n_scalars, error);
  if (!model->scalar_weight)
    return FALSE;
  model->species_energy = read_key_list(text, "species_coeffs", model->n_species, error);
  return model->species_energy != NULL;
}

static gboolean
read_sizes(MtpModel *model, const char *text, GError **error)
{
  const char *basis = find_value(text, "radial_basis_type");

  if (!basis || strncmp(basis + strspn(basis, " "), "RBChebyshev", 11) != 0)
    return fail(error, "radial_basis_type = RBChebyshev");
  return read_number(text, "scaling", 1e-12, 1e12, &model->scaling, error) &&
         read_number(text, "min_dist", 0.0, 20.0, &model->r_min, error) &&
         read_number(text, "max_dist", model->r_min + 0.1, 20.0, &model->r_max, error) &&
         read_count(text, "species_count", MOST_SPECIES, &model->n_species, error) &&
         read_count(text, "radial_basis_size", MOST_TERMS, &model->n_terms, error) &&
         read_count(text, "radial_funcs_count", MOST_TERMS, &model->n_functions, error) &&
         read_count(text, "alpha_moments_count", MOST_MOMENTS, &model->n_moments,
                    error) &&
         read_count(text, "alpha_index_basic_count", model->n_moments, &model->n_basic,
                    error) &&
         read_count(text, "alpha_index_times_count", 100 * MOST_MOMENTS,
                    &model->n_products, error) &&
         read_count(text, "alpha_scalar_moments", model->n_moments, &model->n_scalars,
                    error);
}

/* Of "key VALUE" at the beginning of the active set. */
static double
read_weight(const char *text, const char *key)
{
  const char *at = strstr(text, key);

  return at ? g_ascii_strtod(at + strlen(key), NULL) : 0.0;
}

/* data + size: the end of the file. */
static gboolean
read_active_set(MtpModel *model, const char *set, gsize size, GError **error)
{
  g_autofree char *head = g_strndup(set, MIN(size, MOST_HEAD));
  const char *hash = strstr(head + strlen(ACTIVE_SET), "\n#");
  gsize n = model->n_parameters, bytes = n * n * sizeof(double);
  double weight = read_weight(head, "site_en_weight");

  if (!hash)
    return fail(error, ACTIVE_SET);
  gsize at = hash + 2 - head;
  if (size < at + 2 * bytes)
    return fail(error, ACTIVE_SET);
  if (!(weight > 0.0)) /* whole structures were selected: no grade of one atom */
    return TRUE;
  model->inverse = g_memdup2(set + at + bytes, bytes);
  for (gsize k = 0; k < n * n; k++) {
    if (!isfinite(model->inverse[k]))
      return fail(error, ACTIVE_SET);
    model->inverse[k] *= weight;
  }
  return TRUE;
}

/* Of bytes, not of text: the active set holds zeros. */
static const char *
find_active_set(const char *data, gsize size)
{
  return memmem(data, size, ACTIVE_SET, strlen(ACTIVE_SET));
}

static void
free_model(LearnedModel *base)
{
  MtpModel *model = (MtpModel *)base;

  g_free(model->radial);
  g_free(model->basic);
  g_free(model->product);
  g_free(model->scalar);
  g_free(model->scalar_weight);
  g_free(model->species_energy);
  g_free(model->inverse);
}

LearnedModel *
mtp_model_open(const char *path, GBytes *bytes, GError **error)
{
  MtpModel *model = g_new0(MtpModel, 1);
  g_autoptr(LearnedModel) base = &model->base;
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  const char *set = find_active_set(data, size);
  g_autofree char *text = g_strndup(data, set ? (gsize)(set - data) : size);

  learned_model_init(base, LEARNED_MTP, path, free_model);
  if (!read_sizes(model, text, error) || !read_elements(model, text, error) ||
      !read_radial(model, text, error) || !read_basic(model, text, error) ||
      !read_products(model, text, error) || !read_scalars(model, text, error))
    return NULL;
  model->n_parameters =
      model->n_species * model->n_species * model->n_functions * model->n_terms +
      model->n_species + model->n_scalars;
  if (set && !read_active_set(model, set, size - (set - data), error))
    return NULL;
  base->r_cut = model->r_max;
  base->title = g_strdup_printf(_("MTP, %d moments"), model->n_moments);
  base->provenance = g_strdup("MLIP");
  return g_steal_pointer(&base);
}
