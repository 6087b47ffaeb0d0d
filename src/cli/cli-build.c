// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "base/base-error.h"
#include "cli/cli.h"
#include "io/structure-file.h"
#include "model/composition.h"
#include "potential/potential-set.h"

#define MOST_ATOMS 10000000

typedef struct {
  char *composition, *out, *potential;
  int atoms;
  double density; /* g/cm³; NAN: estimate */
  gint64 seed;
  gboolean json;
} Recipe;

typedef struct {
  Composition mix;
  double density;
  gboolean estimated, by_radii;
  Frame *frame; /* owned */
} Glass;

static gboolean
check_elements(const PotentialSet *set, const Composition *mix, GError **error)
{
  for (guint i = 0; i < mix->n; i++) {
    const char *symbol = mix->part[i].cation->symbol;
    if (potential_set_has(set, symbol))
      continue;
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("%s: the potential %s has no %s"), mix->part[i].formula,
                potential_set_name(set), symbol);
    return FALSE;
  }
  return TRUE;
}

/* The potential must know the mix: its elements, its pairs, its rules of composition. */
static gboolean
check_potential(const Recipe *recipe, const Glass *glass, GError **error)
{
  g_autoptr(PotentialSet) set = potential_set_load(recipe->potential, error);

  if (!set || !check_elements(set, &glass->mix, error))
    return FALSE;
  g_autoptr(ForceField) ff = potential_set_bind(set, glass->frame, error);
  return ff != NULL;
}

static gboolean
make_glass(const Recipe *recipe, Glass *glass, GError **error)
{
  if (!composition_parse(&glass->mix, recipe->composition, error))
    return FALSE;
  glass->estimated = isnan(recipe->density);
  glass->density = recipe->density;
  if (glass->estimated)
    glass->density = composition_density(&glass->mix, &glass->by_radii);
  glass->frame = composition_pack(&glass->mix, (guint)recipe->atoms, glass->density,
                                  (guint64)recipe->seed, error);
  return glass->frame && check_potential(recipe, glass, error) &&
         structure_write(recipe->out, glass->frame, error);
}

static void
print_text(const Recipe *recipe, const Glass *glass)
{
  g_autofree char *formula = frame_formula(glass->frame);

  printf(_("%s: %u atoms, %s, cube of %.3f Å\n"), recipe->out, glass->frame->n_atoms,
         formula, glass->frame->cell.vector[0].x);
  if (glass->by_radii)
    printf(_("density %.3f g/cm³ (estimated, for some oxides from ionic radii alone; "
             "give --density to set it)\n"),
           glass->density);
  else if (glass->estimated)
    printf(_("density %.3f g/cm³ (estimated from molar volumes of the oxides; give "
             "--density to set it)\n"),
           glass->density);
  else
    printf(_("density %.3f g/cm³\n"), glass->density);
}

static void
print_json(const Recipe *recipe, const Glass *glass)
{
  JsonBuilder *json = json_builder_new();
  const Frame *frame = glass->frame;
  g_autofree char *formula = frame_formula(frame);

  json_builder_begin_object(json);
  json_builder_set_member_name(json, "output");
  json_builder_add_string_value(json, recipe->out);
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
  json_builder_add_double_value(json, glass->density);
  json_builder_set_member_name(json, "density_estimated");
  json_builder_add_boolean_value(json, glass->estimated);
  json_builder_set_member_name(json, "cell_A");
  json_builder_add_double_value(json, frame->cell.vector[0].x);
  json_builder_set_member_name(json, "seed");
  json_builder_add_int_value(json, recipe->seed);
  json_builder_end_object(json);
  cli_print_json(json);
}

static int
build(const Recipe *recipe)
{
  g_autoptr(GError) error = NULL;
  Glass glass = {0};
  gboolean made;

  if (!recipe->composition || !recipe->out)
    return cli_misuse("build", _("--composition and -o are needed"));
  if (recipe->atoms < 1 || recipe->atoms > MOST_ATOMS)
    return cli_misuse("build", _("--atoms must lie between 1 and %d"), MOST_ATOMS);
  if (!isnan(recipe->density) && !(recipe->density > 0.0 && recipe->density < 30.0))
    return cli_misuse("build", _("--density must lie between 0 and 30 g/cm³"));
  if (recipe->seed < 0)
    return cli_misuse("build", _("--seed must not be negative"));
  made = make_glass(recipe, &glass, &error);
  if (made && recipe->json)
    print_json(recipe, &glass);
  else if (made)
    print_text(recipe, &glass);
  frame_unref(glass.frame);
  return made ? CLI_DONE : cli_fail("build", error);
}

int
cli_build(int argc, char **argv)
{
  Recipe recipe = {.atoms = 3000, .density = NAN, .seed = 1};
  const GOptionEntry entries[] = {
      {"composition", 0, 0, G_OPTION_ARG_STRING, &recipe.composition,
       N_("Oxides in mol%, such as 33.3Na2O-66.7SiO2"), "MIX"},
      {"atoms", 0, 0, G_OPTION_ARG_INT, &recipe.atoms, N_("About how many (3000)"), "N"},
      {"density", 0, 0, G_OPTION_ARG_DOUBLE, &recipe.density,
       N_("g/cm³ (estimated when left out)"), "X"},
      {"seed", 0, 0, G_OPTION_ARG_INT64, &recipe.seed, N_("Of the random places (1)"),
       "N"},
      {"potential", 0, 0, G_OPTION_ARG_STRING, &recipe.potential,
       N_("Parameter set that must know the mix (pedone2006)"), "NAME|FILE"},
      {"output", 'o', 0, G_OPTION_ARG_FILENAME, &recipe.out, N_("Structure to write"),
       "OUT"},
      {"json", 0, 0, G_OPTION_ARG_NONE, &recipe.json, N_("What was built as JSON"), NULL},
      G_OPTION_ENTRY_NULL};
  int status = CLI_USAGE;

  recipe.potential = g_strdup("pedone2006");
  if (cli_parse(&argc, &argv, entries, "--composition MIX -o OUT",
                _("A random start of any oxide mix: whole formula units, no overlaps."),
                0, 0))
    status = build(&recipe);
  g_free(recipe.composition);
  g_free(recipe.out);
  g_free(recipe.potential);
  return status;
}
