// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/glass-recipe.h"

#include <math.h>

#include "base/base-error.h"

static Frame *
build(const GlassRecipe *recipe, StartKind kind)
{
  g_autoptr(GError) error = NULL;
  Composition mix;

  g_assert_true(composition_parse(&mix, recipe->composition, &error));
  double density =
      isnan(recipe->density) ? composition_density(&mix, NULL) : recipe->density;
  g_autoptr(Frame) crystal =
      kind == START_CRYSTAL ? glass_recipe_read_crystal(recipe, &error) : NULL;
  guint n_atoms = kind == START_RANDOM ? MIN(recipe->n_atoms, 600) : recipe->n_atoms;
  const StartWish wish = {kind, n_atoms, density, 1, crystal, recipe->pore};
  Frame *frame = composition_start(&mix, &wish, &error);
  g_assert_no_error(error);
  if (kind != START_CRYSTAL && recipe->pore == 0.0)
    g_assert_cmpfloat_with_epsilon(frame_density(frame), density, 1e-9);
  return frame;
}

/* Every start of every recipe can be made; none has overlaps. */
static void
test_all(void)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();

  g_assert_cmpuint(catalogue->len, >=, 17);
  for (guint i = 0; i < catalogue->len; i++) {
    const GlassRecipe *recipe = catalogue->pdata[i];
    g_assert_nonnull(recipe->name);
    g_assert_cmpuint(strlen(recipe->source), >, 10);
    for (guint k = 0; k < recipe->n_starts; k++) {
      g_autoptr(Frame) frame = build(recipe, recipe->start[k]);
      for (guint a = 0; a < MIN(frame->n_atoms, 200); a++)
        for (guint b = 0; b < a; b++) {
          Vec3 d = vec3_sub(frame->position[a], frame->position[b]);
          double r = vec3_norm(cell_minimum_image(&frame->cell, d));
          g_assert_cmpfloat(r, >, 0.8);
        }
    }
  }
}

static guint
count_of(const Frame *frame, const char *symbol)
{
  int type = species_list_find(frame->species, symbol);

  return type < 0 ? 0 : frame_count_type(frame, (guint)type);
}

/* Oxides in mol% and density (g/cm³) of Table 1 of arXiv:2209.00316, typed from there. */
static void
test_lithium_borosilicates(void)
{
  static const struct {
    guint si, b, li;
    double density;
  } table[] = {
      {20, 60, 20, 2.21}, {40, 40, 20, 2.26}, {10, 50, 40, 2.30}, {20, 40, 40, 2.31},
      {30, 30, 40, 2.31}, {40, 20, 40, 2.34}, {50, 10, 40, 2.32}, {8, 32, 60, 2.17},
      {15, 25, 60, 2.20}, {10, 20, 70, 2.10}, {5, 35, 60, 2.17},
  };
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();

  for (guint i = 0; i < G_N_ELEMENTS(table); i++) {
    g_autofree char *id =
        g_strdup_printf("LBS-%u-%u-%u", table[i].si, table[i].b, table[i].li);
    const GlassRecipe *recipe = glass_recipe_find(catalogue, id, NULL);
    g_assert_nonnull(recipe);
    g_autoptr(Frame) frame = build(recipe, START_RANDOM);
    g_assert_cmpfloat_with_epsilon(frame_density(frame), table[i].density, 1e-9);
    guint si = count_of(frame, "Si"), b = count_of(frame, "B"),
          li = count_of(frame, "Li");
    /* exactly the mole fractions, and neutral */
    g_assert_cmpuint(si * 2 * table[i].b, ==, b * table[i].si);
    g_assert_cmpuint(li * table[i].b, ==, b * table[i].li);
    g_assert_cmpuint(4 * si + 3 * b + li, ==, 2 * count_of(frame, "O"));
  }
}

static void
test_thiophosphates(void)
{
  static const double x[] = {0.0, 0.15, 0.30, 0.60};
  static const char *const ids[] = {"na3ps4", "na3ps4-x0.15", "na3ps4-x0.30",
                                    "na3ps4-x0.60"};
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();

  for (guint i = 0; i < G_N_ELEMENTS(x); i++) {
    const GlassRecipe *recipe = glass_recipe_find(catalogue, ids[i], NULL);
    g_autoptr(Frame) frame = build(recipe, START_UNITS);
    guint units = count_of(frame, "P");
    g_assert_cmpuint(count_of(frame, "Na"), ==, 3 * units);
    g_assert_cmpfloat_with_epsilon(count_of(frame, "O"), x[i] * units, 1e-9);
    g_assert_cmpuint(count_of(frame, "S") + count_of(frame, "O"), ==, 4 * units);
  }
}

/* α-Na3PS4: P-42₁c, two formula units, 6.956 × 6.956 × 7.088 Å; P–S 2.05 Å. Chu et al.,
 * Sci. Rep. 6, 33733 (2016), Table 3. */
static void
test_crystal(void)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();
  const GlassRecipe *recipe = glass_recipe_find(catalogue, "Na3PS4", NULL);
  g_autoptr(Frame) cell = glass_recipe_read_crystal(recipe, NULL);
  g_autoptr(Frame) frame = build(recipe, START_CRYSTAL);

  g_assert_cmpuint(cell->n_atoms, ==, 16);
  g_assert_cmpfloat_with_epsilon(cell->cell.volume, 342.96, 0.01);
  g_assert_cmpuint(frame->n_atoms, ==, 128);
  g_assert_cmpfloat_with_epsilon(frame->cell.vector[0].x, 2 * 6.956, 1e-9);
  g_assert_cmpfloat_with_epsilon(frame->cell.vector[2].z, 2 * 7.088, 1e-9);
  guint bonds = 0;
  for (guint i = 0; i < cell->n_atoms; i++)
    for (guint j = 0; j < cell->n_atoms; j++) {
      Vec3 d = vec3_sub(cell->position[i], cell->position[j]);
      double r = vec3_norm(cell_minimum_image(&cell->cell, d));
      if (i == j)
        continue;
      g_assert_cmpfloat(r, >, 2.0);
      bonds += r < 2.1;
      if (r < 2.1)
        g_assert_cmpfloat_with_epsilon(r, 2.054, 0.002);
    }
  g_assert_cmpuint(bonds, ==, 2 * 8);
}

/* β-Na3PS4, I-43m: shifted by half a diagonal it is itself; so it is after swapping axes.
 * Four S about each P at 2.054 Å, six Na at half an edge. */
static void
test_cubic_crystal(void)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();
  const GlassRecipe *recipe = glass_recipe_find(catalogue, "na3ps4-beta", NULL);
  g_autoptr(Frame) cell = glass_recipe_read_crystal(recipe, NULL);
  double edge = cell->cell.vector[0].x;

  g_assert_cmpfloat_with_epsilon(cell->cell.volume, 342.96, 0.01);
  g_assert_cmpuint(count_of(cell, "Na"), ==, 6);
  for (guint i = 0; i < cell->n_atoms; i++) {
    Vec3 r = cell->position[i];
    const Vec3 image[3] = {vec3_add(r, vec3(edge / 2, edge / 2, edge / 2)),
                           vec3(r.y, r.x, r.z), vec3(-r.x, -r.y, r.z)};
    for (guint k = 0; k < 3; k++) {
      double nearest = INFINITY;
      for (guint j = 0; j < cell->n_atoms; j++) {
        Vec3 d = vec3_sub(image[k], cell->position[j]);
        if (cell->type[j] == cell->type[i])
          nearest = fmin(nearest, vec3_norm(cell_minimum_image(&cell->cell, d)));
      }
      g_assert_cmpfloat(nearest, <, 1e-4);
    }
  }
  guint p = 6, n_s = 0, n_na = 0;
  for (guint j = 0; j < cell->n_atoms; j++) {
    Vec3 d = vec3_sub(cell->position[j], cell->position[p]);
    double r = vec3_norm(cell_minimum_image(&cell->cell, d));
    n_s += fabs(r - 2.054) < 0.002;
    n_na += fabs(r - edge / 2) < 1e-4;
  }
  g_assert_cmpuint(n_s, ==, 4);
  g_assert_cmpuint(n_na, ==, 3); /* six with their images */
}

static void
test_porous(void)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();
  const GlassRecipe *recipe = glass_recipe_find(catalogue, "na3ps4-porous", NULL);
  g_autoptr(Frame) frame = build(recipe, START_UNITS);
  guint units = count_of(frame, "P");

  g_assert_cmpuint(units, ==, 200 - 8);
  g_assert_cmpuint(count_of(frame, "Na"), ==, 3 * units);
  g_assert_cmpuint(count_of(frame, "S"), ==, 4 * units);
}

static void
test_unknown(void)
{
  g_autoptr(GPtrArray) catalogue = glass_recipe_catalogue();
  g_autoptr(GError) error = NULL;

  g_assert_null(glass_recipe_find(catalogue, "porridge", &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "porridge"));
  g_assert_nonnull(strstr(error->message, "lbs-20-60-20"));
  g_clear_error(&error);
  g_assert_null(
      glass_recipe_read_crystal(glass_recipe_find(catalogue, "ns2", NULL), &error));
  g_assert_nonnull(strstr(error->message, "ns2"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/recipe/all of them can be built", test_all);
  g_test_add_func("/recipe/lithium borosilicates are as tabled",
                  test_lithium_borosilicates);
  g_test_add_func("/recipe/oxygen in thiophosphates is exact", test_thiophosphates);
  g_test_add_func("/recipe/the crystal has the cell of the literature", test_crystal);
  g_test_add_func("/recipe/the cubic crystal has its symmetry", test_cubic_crystal);
  g_test_add_func("/recipe/a pore keeps the stoichiometry", test_porous);
  g_test_add_func("/recipe/what does not exist is named", test_unknown);
  return g_test_run();
}
