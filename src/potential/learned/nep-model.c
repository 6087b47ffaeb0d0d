// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "potential/learned/nep-model.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"

#define MOST_NEURONS 1000
#define MOST_HEADER  400 /* words of one line */

/* What is still to be read. */
typedef struct {
  const char *at, *end; /* end points to a NUL */
  guint line;
} Text;

gboolean
nep_model_recognises(const guint8 *data, gsize size)
{
  return size > 5 && memcmp(data, "nep", 3) == 0 && g_ascii_isdigit(data[3]);
}

static gboolean
fail(const Text *text, GError **error, const char *reason)
{
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX, _("line %u: %s"), text->line,
              reason);
  return FALSE;
}

/* Words of the next line; the first must be key (any when NULL), and at least n follow.
 * Owner: caller. */
static char **
take_line(Text *text, const char *key, guint n, GError **error)
{
  const char *stop = memchr(text->at, '\n', text->end - text->at);
  if (!stop)
    stop = text->end;
  g_autofree char *line = g_strndup(text->at, MIN(stop - text->at, 16 * MOST_HEADER));
  g_auto(GStrv) word = g_strsplit_set(g_strstrip(line), " \t", -1);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new();

  text->at = MIN(stop + 1, text->end);
  text->line++;
  for (char **w = word; *w; w++)
    if (**w)
      g_strv_builder_add(builder, *w);
  g_auto(GStrv) words = g_strv_builder_end(builder);
  if (g_strv_length(words) < n + 1 || (key && strcmp(words[0], key) != 0)) {
    g_autofree char *reason =
        g_strdup_printf(_("“%s” and %u values were expected"), key ? key : "nep", n);
    fail(text, error, reason);
    return NULL;
  }
  return g_steal_pointer(&words);
}

static gboolean
read_integers(Text *text, const char *key, guint n, int most, int *value, GError **error)
{
  g_auto(GStrv) word = take_line(text, key, n, error);

  if (!word)
    return FALSE;
  for (guint k = 0; k < n; k++) {
    gint64 number;
    if (!g_ascii_string_to_signed(word[k + 1], 10, 0, most, &number, NULL))
      return fail(text, error, _("a number is out of bounds"));
    value[k] = number;
  }
  return TRUE;
}

static gboolean
read_first(NepModel *model, Text *text, GError **error)
{
  g_auto(GStrv) word = take_line(text, NULL, 2, error);
  guint64 n;

  if (!word)
    return FALSE;
  model->version = word[0][3] - '0';
  model->has_zbl = strcmp(word[0] + 4, "_zbl") == 0;
  if (model->version < 3 || model->version > 5 || (word[0][4] && !model->has_zbl)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED,
                _("the kind “%.40s” is not supported; nep3, nep4 and nep5 are, and each "
                  "with _zbl"),
                word[0]);
    return FALSE;
  }
  if (!g_ascii_string_to_unsigned(word[1], 10, 1, 118, &n, NULL) ||
      g_strv_length(word) != n + 2)
    return fail(text, error, _("the number of elements does not fit"));
  model->n_types = n;
  for (guint k = 0; k < n; k++)
    g_ptr_array_add(model->base.elements, g_strdup(word[k + 2]));
  return TRUE;
}

static gboolean
read_zbl(NepModel *model, Text *text, GError **error)
{
  g_auto(GStrv) word = take_line(text, "zbl", 2, error);

  if (!word)
    return FALSE;
  model->zbl_inner = g_ascii_strtod(word[1], NULL);
  model->zbl_outer = g_ascii_strtod(word[2], NULL);
  model->zbl_factor = word[3] ? g_ascii_strtod(word[3], NULL) : 0.0;
  if (model->zbl_inner >= 0.0 && model->zbl_outer <= 10.0 && model->zbl_factor >= 0.0 &&
      (model->zbl_outer > model->zbl_inner || model->zbl_outer == 0.0))
    return TRUE;
  return fail(text, error, _("a number is out of bounds"));
}

/* Three factors of covalent radii; not above 0: not in use. */
static gboolean
read_factors(NepModel *model, char **word, Text *text, GError **error)
{
  double factor[3];

  for (int k = 0; k < 3; k++) {
    factor[k] = fmax(0.0, g_ascii_strtod(word[k], NULL));
    if (!(factor[k] <= 10.0))
      return fail(text, error, _("a number is out of bounds"));
  }
  if (factor[0] > 0.0) {
    model->radial_factor = factor[0];
    model->angular_factor = factor[1];
  }
  if (factor[2] > 0.0) {
    model->zbl_factor = factor[2];
    model->zbl_inner_share = 0.5;
  }
  return TRUE;
}

static gboolean
read_cutoffs(NepModel *model, Text *text, GError **error)
{
  g_auto(GStrv) word = take_line(text, "cutoff", 4, error);
  guint n = model->n_types;

  if (!word)
    return FALSE;
  guint n_words = g_strv_length(word);
  gboolean each = n_words == 2 * n + 3;
  if (!each && n_words != 5 && n_words != 8)
    return fail(text, error, _("the number of cut-offs does not fit"));
  if (n_words == 8 && !read_factors(model, word + 5, text, error))
    return FALSE;
  model->r_radial = g_new(double, n);
  model->r_angular = g_new(double, n);
  for (guint k = 0; k < n; k++) {
    model->r_radial[k] = g_ascii_strtod(word[each ? 2 * k + 1 : 1], NULL);
    model->r_angular[k] = g_ascii_strtod(word[each ? 2 * k + 2 : 2], NULL);
    if (!(model->r_radial[k] >= 1.0 && model->r_radial[k] <= 20.0 &&
          model->r_angular[k] >= 1.0 && model->r_angular[k] <= 20.0))
      return fail(text, error, _("a number is out of bounds"));
    model->base.r_cut =
        fmax(model->base.r_cut, fmax(model->r_radial[k], model->r_angular[k]));
  }
  return TRUE;
}

static gboolean
read_angular(NepModel *model, Text *text, GError **error)
{
  g_auto(GStrv) word = take_line(text, "l_max", 1, error);

  if (!word)
    return FALSE;
  guint n = g_strv_length(word);
  model->l_max = atoi(word[1]);
  model->q222 = n > 2 && (strcmp(word[2], "2") == 0 || strcmp(word[2], "1") == 0);
  model->q1111 = n > 3 && strcmp(word[3], "1") == 0;
  if (model->l_max < 1 || model->l_max > NEP_L_MAX)
    return fail(text, error, _("l_max must lie between 1 and 4"));
  for (guint k = 4; k < n; k++)
    if (strcmp(word[k], "0") != 0)
      return fail(text, error, _("these many-body invariants are not supported"));
  return TRUE;
}

static gboolean
read_header(NepModel *model, Text *text, GError **error)
{
  int n[2], basis[2], ann[2];

  if (!read_first(model, text, error) ||
      (model->has_zbl && !read_zbl(model, text, error)) ||
      !read_cutoffs(model, text, error) ||
      !read_integers(text, "n_max", 2, NEP_N_MAX - 1, n, error) ||
      !read_integers(text, "basis_size", 2, NEP_BASIS_MAX - 1, basis, error) ||
      !read_angular(model, text, error) ||
      !read_integers(text, "ANN", 2, MOST_NEURONS, ann, error))
    return FALSE;
  if (ann[0] < 1 || ann[1] != 0)
    return fail(text, error, _("a network has one hidden layer"));
  model->n_radial = n[0] + 1;
  model->n_angular = n[1] + 1;
  model->basis_radial = basis[0] + 1;
  model->basis_angular = basis[1] + 1;
  model->n_neurons = ann[0];
  model->n_descriptors =
      model->n_radial +
      model->n_angular * (model->l_max + (model->q222 ? 1 : 0) + (model->q1111 ? 1 : 0));
  return TRUE;
}

static gboolean
read_numbers(Text *text, gsize n, double **numbers, GError **error)
{
  double *to = *numbers = g_new(double, n);

  for (gsize k = 0; k < n; k++) {
    char *stop;
    to[k] = g_ascii_strtod(text->at, &stop);
    if (stop == text->at || !isfinite(to[k])) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                  _("a number is missing: %zu of a block of %zu were read"), k, n);
      return FALSE;
    }
    text->at = stop;
  }
  return TRUE;
}

static gboolean
read_body(NepModel *model, Text *text, GError **error)
{
  gsize n2 = (gsize)model->n_types * model->n_types;
  gsize n_networks = model->version == 3 ? 1 : model->n_types;
  g_autofree double *bias = NULL;

  model->network_size = (gsize)model->n_neurons * (model->n_descriptors + 2) +
                        (model->version == 5 ? 1 : 0);
  if (!read_numbers(text, n_networks * model->network_size, &model->network, error) ||
      !read_numbers(text, 1, &bias, error) ||
      !read_numbers(text, n2 * model->n_radial * model->basis_radial, &model->c_radial,
                    error) ||
      !read_numbers(text, n2 * model->n_angular * model->basis_angular, &model->c_angular,
                    error) ||
      !read_numbers(text, model->n_descriptors, &model->scale, error))
    return FALSE;
  model->bias = *bias;
  gsize n_pairs = (n2 + model->n_types) / 2;
  if (model->has_zbl && model->zbl_outer == 0.0 &&
      !read_numbers(text, n_pairs * NEP_ZBL_TERMS, &model->zbl_pairs, error))
    return FALSE;
  while (g_ascii_isspace(*text->at))
    text->at++;
  if (text->at == text->end)
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_SYNTAX,
                      _("there are more numbers than the header asks for"));
  return FALSE;
}

static void
free_model(LearnedModel *base)
{
  NepModel *model = (NepModel *)base;

  g_free(model->r_radial);
  g_free(model->r_angular);
  g_free(model->network);
  g_free(model->c_radial);
  g_free(model->c_angular);
  g_free(model->scale);
  g_free(model->zbl_pairs);
}

LearnedModel *
nep_model_open(const char *path, GBytes *bytes, GError **error)
{
  NepModel *model = g_new0(NepModel, 1);
  g_autoptr(LearnedModel) base = &model->base;
  gsize size;
  const char *data = g_bytes_get_data(bytes, &size);
  g_autofree char *copy = g_strndup(data, size);
  Text text = {copy, copy + strlen(copy), 0};

  learned_model_init(base, LEARNED_NEP, path, free_model);
  if (!read_header(model, &text, error) || !read_body(model, &text, error))
    return NULL;
  base->title = g_strdup_printf(_("NEP%d, %d neurons, %u elements"), model->version,
                                model->n_neurons, model->n_types);
  base->provenance = g_strdup("GPUMD");
  base->has_wall = model->has_zbl;
  return g_steal_pointer(&base);
}
