// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/glass-recipe.h"

#include <gio/gio.h>
#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "io/recipes-resources.h"
#include "io/structure-file.h"

#define RECIPES "/org/vitrine/Vitrine/recipes/"

static void
free_recipe(GlassRecipe *recipe)
{
  g_free(recipe->id);
  g_free(recipe->name);
  g_free(recipe->composition);
  g_free(recipe->source);
  g_free(recipe->crystal);
  g_free(recipe);
}

static double
number_or(GKeyFile *file, const char *id, const char *key, double otherwise)
{
  g_autoptr(GError) error = NULL;
  double value = g_key_file_get_double(file, id, key, &error);

  return error ? otherwise : value;
}

static void
read_starts(GlassRecipe *recipe, GKeyFile *file)
{
  g_auto(GStrv) names =
      g_key_file_get_string_list(file, recipe->id, "Starts", NULL, NULL);

  for (guint i = 0; names && names[i]; i++)
    if (recipe->n_starts < G_N_ELEMENTS(recipe->start) &&
        start_kind_parse(&recipe->start[recipe->n_starts], names[i], NULL))
      recipe->n_starts++;
  if (recipe->n_starts == 0)
    recipe->n_starts = 1;
}

static GlassRecipe *
read_recipe(GKeyFile *file, const char *id)
{
  GlassRecipe *recipe = g_new0(GlassRecipe, 1);
  g_autofree char *crystal = g_key_file_get_string(file, id, "Crystal", NULL);

  recipe->id = g_strdup(id);
  recipe->name = g_key_file_get_locale_string(file, id, "Name", NULL, NULL);
  recipe->composition = g_key_file_get_string(file, id, "Composition", NULL);
  recipe->source = g_key_file_get_string(file, id, "Source", NULL);
  if (crystal)
    recipe->crystal = g_strconcat("resource://" RECIPES, crystal, NULL);
  recipe->density = number_or(file, id, "Density", NAN);
  recipe->n_atoms = (guint)number_or(file, id, "Atoms", 3000);
  recipe->temperature = number_or(file, id, "Temperature", 3000.0);
  recipe->pore = number_or(file, id, "Pore", 0.0);
  read_starts(recipe, file);
  return recipe;
}

GPtrArray *
glass_recipe_catalogue(void)
{
  GPtrArray *catalogue = g_ptr_array_new_with_free_func((GDestroyNotify)free_recipe);
  g_autoptr(GKeyFile) file = g_key_file_new();
  g_autoptr(GBytes) bytes =
      g_resource_lookup_data(recipes_get_resource(), RECIPES "glasses.recipes", 0, NULL);

  if (!bytes ||
      !g_key_file_load_from_bytes(file, bytes, G_KEY_FILE_KEEP_TRANSLATIONS, NULL))
    g_return_val_if_reached(catalogue);
  g_auto(GStrv) ids = g_key_file_get_groups(file, NULL);
  for (guint i = 0; ids[i]; i++)
    g_ptr_array_add(catalogue, read_recipe(file, ids[i]));
  return catalogue;
}

static char *
list_ids(const GPtrArray *catalogue)
{
  GString *text = g_string_new(NULL);

  for (guint i = 0; i < catalogue->len; i++)
    g_string_append_printf(text, "%s%s", i ? " " : "",
                           ((const GlassRecipe *)catalogue->pdata[i])->id);
  return g_string_free(text, FALSE);
}

const GlassRecipe *
glass_recipe_find(const GPtrArray *catalogue, const char *id, GError **error)
{
  g_return_val_if_fail(catalogue != NULL && id != NULL, NULL);

  for (guint i = 0; i < catalogue->len; i++) {
    const GlassRecipe *recipe = catalogue->pdata[i];
    if (g_ascii_strcasecmp(recipe->id, id) == 0)
      return recipe;
  }
  g_autofree char *ids = list_ids(catalogue);
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("no recipe \"%s\"; there are: %s"), id, ids);
  return NULL;
}

gboolean
glass_recipe_has_start(const GlassRecipe *recipe, StartKind kind)
{
  g_return_val_if_fail(recipe != NULL, FALSE);

  for (guint i = 0; i < recipe->n_starts; i++)
    if (recipe->start[i] == kind)
      return TRUE;
  return FALSE;
}

Frame *
glass_recipe_read_crystal(const GlassRecipe *recipe, GError **error)
{
  g_return_val_if_fail(recipe != NULL, NULL);

  if (!recipe->crystal) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("the recipe %s has no crystal to start from"), recipe->id);
    return NULL;
  }
  recipes_get_resource();
  return structure_read(recipe->crystal, error);
}
