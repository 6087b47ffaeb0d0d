// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/species.h"

static void
test_lookup(void)
{
  const Element *sodium = element_lookup("Na");

  g_assert_nonnull(sodium);
  g_assert_cmpint(sodium->number, ==, 11);
  g_assert_cmpfloat_with_epsilon(sodium->mass, 22.98976928, 1e-8);
  g_assert_cmpfloat_with_epsilon(sodium->covalent_radius, 1.66, 1e-9);
  g_assert_cmpfloat_with_epsilon(sodium->ionic_radius, 1.02, 1e-9);
  g_assert_cmpint(sodium->role, ==, SPECIES_MOBILE);
  g_assert_null(element_lookup("Xx"));
  g_assert_null(element_lookup("na"));
  g_assert_null(element_lookup(""));
}

static void
test_numbers(void)
{
  g_assert_null(element_by_number(0));
  g_assert_null(element_by_number(97));
  for (int z = 1; z <= 96; z++) {
    const Element *element = element_by_number(z);
    g_assert_cmpint(element->number, ==, z);
    g_assert_true(element_lookup(element->symbol) == element);
    g_assert_cmpfloat(element->covalent_radius, >, 0.2);
    g_assert_cmpfloat(element->ionic_radius, >, 0.0);
  }
}

/* Masses grow with the atomic number but for the four known inversions. */
static void
test_masses(void)
{
  guint inversions = 0;

  for (int z = 2; z <= 92; z++)
    inversions += element_by_number(z)->mass < element_by_number(z - 1)->mass;
  g_assert_cmpuint(inversions, ==, 4); /* Ar–K, Co–Ni, Te–I, Th–Pa */
}

static float
lightness(const Element *element)
{
  return 0.2126f * element->rgb[0] + 0.7152f * element->rgb[1] +
         0.0722f * element->rgb[2];
}

/* Colours stand out from a dark and from a white ground. */
static void
test_colours(void)
{
  for (int z = 1; z <= 96; z++) {
    float y = lightness(element_by_number(z));
    g_assert_cmpfloat(y, >, 0.3);
    g_assert_cmpfloat(y, <, 0.85);
  }
}

static void
test_list(void)
{
  g_autoptr(SpeciesList) list = species_list_new();

  g_assert_cmpint(species_list_add(list, element_lookup("Si")), ==, 0);
  g_assert_cmpint(species_list_add(list, element_lookup("O")), ==, 1);
  g_assert_cmpint(species_list_add(list, element_lookup("Si")), ==, 0);
  g_assert_cmpuint(list->n, ==, 2);
  g_assert_cmpint(species_list_find(list, "O"), ==, 1);
  g_assert_cmpint(species_list_find(list, "Na"), ==, -1);
}

static void
test_full_list(void)
{
  g_autoptr(SpeciesList) list = species_list_new();

  for (int z = 1; z <= SPECIES_MAX; z++)
    g_assert_cmpint(species_list_add(list, element_by_number(z)), ==, z - 1);
  g_assert_cmpint(species_list_add(list, element_by_number(60)), ==, -1);
  g_assert_cmpint(species_list_add(list, element_by_number(1)), ==, 0);
}

static double
cutoff(const char *a, const char *b)
{
  return species_bond_cutoff(element_lookup(a), element_lookup(b));
}

static void
test_cutoffs(void)
{
  g_assert_cmpfloat(cutoff("Si", "O"), ==, 2.25);
  g_assert_cmpfloat(cutoff("O", "Si"), ==, 2.25);
  g_assert_cmpfloat(cutoff("B", "O"), ==, 2.0);
  g_assert_cmpfloat(cutoff("P", "S"), ==, 2.7);
  g_assert_cmpfloat_with_epsilon(cutoff("Ge", "O"), 1.25 * (0.39 + 1.35), 1e-12);
  g_assert_cmpfloat(cutoff("Na", "O"), ==, 0.0);
  g_assert_cmpfloat(cutoff("Si", "Si"), ==, 0.0);
  g_assert_cmpfloat(cutoff("O", "O"), ==, 0.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/species/an element is found by its symbol", test_lookup);
  g_test_add_func("/species/hydrogen to curium stand at their numbers", test_numbers);
  g_test_add_func("/species/masses have the known inversions only", test_masses);
  g_test_add_func("/species/colours are seen on dark and on light", test_colours);
  g_test_add_func("/species/a list gives a number once", test_list);
  g_test_add_func("/species/a full list takes no more", test_full_list);
  g_test_add_func("/species/former and anion bond below a cut-off", test_cutoffs);
  return g_test_run();
}
