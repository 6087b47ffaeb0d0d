// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "base/base-error.h"
#include "cli/cli.h"
#include "io/glass-recipe.h"
#include "io/structure-file.h"
#include "model/composition-start.h"
#include "potential/potential-cover.h"

#define MOST_ATOMS 10000000

typedef struct {
  char *composition, *recipe, *start, *out, *potential;
  int atoms;      /* 0: the recipe's, or 3000 */
  double density; /* g/cm³; NAN: the recipe's, or estimated */
  double pore;    /* Å; NAN: the recipe's */
  gint64 seed;
  gboolean list, json;
} BuildFlags;

typedef struct {
  Composition mix;
  StartWish wish;
  gboolean estimated, by_radii;
  Frame *crystal, *frame; /* owned */
} Glass;

static gboolean
choose_start(Glass *glass, const BuildFlags *flags, const GlassRecipe *recipe,
             GError **error)
{
  StartWish *wish = &glass->wish;

  wish->kind = recipe ? recipe->start[0] : START_RANDOM;
  if (flags->start && !start_kind_parse(&wish->kind, flags->start, error))
    return FALSE;
  if (recipe && wish->kind == START_CRYSTAL)
    wish->crystal = glass->crystal = glass_recipe_read_crystal(recipe, error);
  return !recipe || wish->kind != START_CRYSTAL || glass->crystal;
}

static void
choose_numbers(Glass *glass, const BuildFlags *flags, const GlassRecipe *recipe)
{
  StartWish *wish = &glass->wish;

  wish->seed = (guint64)flags->seed;
  wish->n_atoms = flags->atoms ? (guint)flags->atoms : recipe ? recipe->n_atoms : 3000;
  wish->pore = !isnan(flags->pore) ? flags->pore : recipe ? recipe->pore : 0.0;
  wish->density = flags->density;
  if (isnan(wish->density) && recipe)
    wish->density = recipe->density;
  glass->estimated = isnan(wish->density) && wish->kind != START_CRYSTAL;
  if (isnan(wish->density))
    wish->density = composition_density(&glass->mix, &glass->by_radii);
}

/* The potential must know the mix: its elements, its pairs, its rules of composition. A
 * recipe is made for any, so it is asked only when it is named. */
static gboolean
check_potential(const BuildFlags *flags, const Glass *glass, GError **error)
{
  const char *potential = flags->potential;

  if (!potential && flags->composition)
    potential = "pedone2006";
  if (!potential)
    return TRUE;
  g_autoptr(PotentialCover) cover = potential_cover_new(potential, error);
  return cover && potential_cover_has(cover, glass->frame, error);
}

static gboolean
make_glass(const BuildFlags *flags, Glass *glass, GError **error)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();
  const GlassRecipe *recipe = NULL;

  if (flags->recipe) {
    recipe = glass_recipe_find(catalogue, flags->recipe, error);
    if (!recipe)
      return FALSE;
  }
  if (!composition_parse(&glass->mix, recipe ? recipe->composition : flags->composition,
                         error) ||
      !choose_start(glass, flags, recipe, error))
    return FALSE;
  choose_numbers(glass, flags, recipe);
  glass->frame = composition_start(&glass->mix, &glass->wish, error);
  return glass->frame && check_potential(flags, glass, error) &&
         structure_write(flags->out, glass->frame, error);
}

static void
print_text(const BuildFlags *flags, const Glass *glass)
{
  g_autofree char *formula = frame_formula(glass->frame);
  const Cell *cell = &glass->frame->cell;
  double density = frame_density(glass->frame);

  printf(_("%s: %u atoms, %s, cell of %.3f × %.3f × %.3f Å\n"), flags->out,
         glass->frame->n_atoms, formula, cell->vector[0].x, cell->vector[1].y,
         cell->vector[2].z);
  if (glass->estimated && glass->by_radii)
    printf(_("density %.3f g/cm³ (estimated, for some compounds from ionic radii alone; "
             "give --density to set it)\n"),
           density);
  else if (glass->estimated)
    printf(_("density %.3f g/cm³ (estimated from molar volumes of the compounds; give "
             "--density to set it)\n"),
           density);
  else
    printf(_("density %.3f g/cm³\n"), density);
}

static void
print_json(const BuildFlags *flags, const Glass *glass)
{
  JsonBuilder *json = json_builder_new();
  const Frame *frame = glass->frame;
  g_autofree char *formula = frame_formula(frame);

  json_builder_begin_object(json);
  json_builder_set_member_name(json, "output");
  json_builder_add_string_value(json, flags->out);
  json_builder_set_member_name(json, "formula");
  json_builder_add_string_value(json, formula);
  json_builder_set_member_name(json, "n_atoms");
  json_builder_add_int_value(json, frame->n_atoms);
  json_builder_set_member_name(json, "atoms");
  json_builder_begin_object(json);
  for (guint t = 0; t < frame->species->n; t++) {
    json_builder_set_member_name(json, frame->species->element[t]->symbol);
    json_builder_add_int_value(json, frame_count_type(frame, t));
  }
  json_builder_end_object(json);
  json_builder_set_member_name(json, "density_g_per_cm3");
  json_builder_add_double_value(json, frame_density(frame));
  json_builder_set_member_name(json, "density_estimated");
  json_builder_add_boolean_value(json, glass->estimated);
  json_builder_set_member_name(json, "start");
  json_builder_add_string_value(json, start_kind_name(glass->wish.kind));
  json_builder_set_member_name(json, "cell_A");
  json_builder_add_double_value(json, frame->cell.vector[0].x);
  json_builder_set_member_name(json, "seed");
  json_builder_add_int_value(json, flags->seed);
  json_builder_end_object(json);
  cli_print_json(json);
}

static void
print_recipe_text(const GlassRecipe *recipe)
{
  printf("%-16s %-34s %-26s", recipe->id, recipe->name, recipe->composition);
  if (isnan(recipe->density))
    printf("%8s", "–");
  else
    printf("%6.3f", recipe->density);
  for (guint i = 0; i < recipe->n_starts; i++)
    printf("%s%s", i ? ", " : "  ", start_kind_name(recipe->start[i]));
  printf("\n");
}

static void
add_recipe_json(JsonBuilder *json, const GlassRecipe *recipe)
{
  json_builder_begin_object(json);
  json_builder_set_member_name(json, "recipe");
  json_builder_add_string_value(json, recipe->id);
  json_builder_set_member_name(json, "name");
  json_builder_add_string_value(json, recipe->name);
  json_builder_set_member_name(json, "composition");
  json_builder_add_string_value(json, recipe->composition);
  json_builder_set_member_name(json, "density_g_per_cm3");
  if (isnan(recipe->density))
    json_builder_add_null_value(json);
  else
    json_builder_add_double_value(json, recipe->density);
  json_builder_set_member_name(json, "starts");
  json_builder_begin_array(json);
  for (guint i = 0; i < recipe->n_starts; i++)
    json_builder_add_string_value(json, start_kind_name(recipe->start[i]));
  json_builder_end_array(json);
  json_builder_set_member_name(json, "source");
  json_builder_add_string_value(json, recipe->source);
  json_builder_end_object(json);
}

static int
list_recipes(gboolean as_json)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();
  JsonBuilder *json = as_json ? json_builder_new() : NULL;

  if (json)
    json_builder_begin_array(json);
  for (guint i = 0; i < catalogue->len; i++)
    if (json)
      add_recipe_json(json, catalogue->pdata[i]);
    else
      print_recipe_text(catalogue->pdata[i]);
  if (json) {
    json_builder_end_array(json);
    cli_print_json(json);
  }
  return CLI_DONE;
}

static int
build(const BuildFlags *flags)
{
  g_autoptr(GError) error = NULL;
  Glass glass = {0};

  gboolean made = make_glass(flags, &glass, &error);
  if (made && flags->json)
    print_json(flags, &glass);
  else if (made)
    print_text(flags, &glass);
  frame_unref(glass.frame);
  frame_unref(glass.crystal);
  return made ? CLI_DONE : cli_fail("build", error);
}

static int
check_and_build(const BuildFlags *flags)
{
  if (flags->list)
    return list_recipes(flags->json);
  if (!flags->composition == !flags->recipe || !flags->out)
    return cli_misuse("build", _("--composition or --recipe, and -o, are needed"));
  if (flags->atoms < 0 || flags->atoms > MOST_ATOMS)
    return cli_misuse("build", _("--atoms must lie between 1 and %d"), MOST_ATOMS);
  if (!isnan(flags->density) && !(flags->density > 0.0 && flags->density < 30.0))
    return cli_misuse("build", _("--density must lie between 0 and 30 g/cm³"));
  if (!isnan(flags->density) && g_strcmp0(flags->start, "crystal") == 0)
    return cli_misuse("build", _("a crystal has a density of its own"));
  if (!isnan(flags->pore) && !(flags->pore >= 0.0))
    return cli_misuse("build", _("--pore must not be negative"));
  if (flags->seed < 0)
    return cli_misuse("build", _("--seed must not be negative"));
  return build(flags);
}

int
cli_build(int argc, char **argv)
{
  BuildFlags flags = {.density = NAN, .pore = NAN, .seed = 1};
  const GOptionEntry entries[] = {
      {"composition", 0, 0, G_OPTION_ARG_STRING, &flags.composition,
       N_("Compounds in mol%, such as 33.3Na2O-66.7SiO2 or 75Na2S-25P2S5"), "MIX"},
      {"recipe", 0, 0, G_OPTION_ARG_STRING, &flags.recipe,
       N_("A shipped composition with its density, such as LBS-20-60-20"), "NAME"},
      {"list", 0, 0, G_OPTION_ARG_NONE, &flags.list, N_("List the recipes"), NULL},
      {"start", 0, 0, G_OPTION_ARG_STRING, &flags.start,
       N_("random, units (whole tetrahedra) or crystal (default: the recipe's first)"),
       "KIND"},
      {"pore", 0, 0, G_OPTION_ARG_DOUBLE, &flags.pore,
       N_("Take whole formula units out of a sphere of this diameter, Å"), "D"},
      {"atoms", 0, 0, G_OPTION_ARG_INT, &flags.atoms,
       N_("About how many (the recipe's, or 3000)"), "N"},
      {"density", 0, 0, G_OPTION_ARG_DOUBLE, &flags.density,
       N_("g/cm³ (the recipe's, or estimated, when left out)"), "X"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &flags.seed, N_("Of the random places (1)"),
       "N"},
      {"potential", 0, 0, G_OPTION_ARG_STRING, &flags.potential,
       N_("Set or learned model that must know the mix (pedone2006 for --composition)"),
       "NAME|FILE"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &flags.out, N_("Structure to write"),
       "OUT"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &flags.json, N_("What was built as JSON"), NULL},
      G_OPTION_ENTRY_NULL};
  int status = CLI_USAGE;

  if (cli_parse(&argc, &argv, entries, "--composition MIX -o OUT",
                _("A start of any glass: whole formula units, no overlaps."), 0, 0))
    status = check_and_build(&flags);
  g_free(flags.composition);
  g_free(flags.recipe);
  g_free(flags.start);
  g_free(flags.out);
  g_free(flags.potential);
  return status;
}
