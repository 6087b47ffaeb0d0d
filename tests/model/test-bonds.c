// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/bonds.h"

#include "base/base-error.h"

static Frame *
make_frame(double edge, guint n, const char *const *symbols, const Vec3 *position)
{
  g_autoptr(SpeciesList) species = species_list_new();

  for (guint i = 0; i < n; i++)
    species_list_add(species, element_lookup(symbols[i]));
  Frame *frame = frame_new(species, n, 0);
  frame->cell = cell_cubic(edge);
  for (guint i = 0; i < n; i++) {
    frame->type[i] = (guint8)species_list_find(species, symbols[i]);
    frame->position[i] = position[i];
  }
  return frame;
}

static Bonds *
find_bonds(const Frame *frame)
{
  BondRule rule;

  bond_rule_init(&rule, frame->species);
  return bonds_new(frame, &rule);
}

static void
test_tetrahedron(void)
{
  const char *const symbols[] = {"O", "Si", "O", "O", "O", "Na"};
  const double a = 1.6 / sqrt(3.0);
  const Vec3 r[] = {{a, a, a},   {0, 0, 0},   {a, -a, -a},
                    {-a, a, -a}, {-a, -a, a}, {2, 0, 0}};
  g_autoptr(Frame) frame = make_frame(20.0, 6, symbols, r);
  g_autoptr(Bonds) bonds = find_bonds(frame);
  static const guint others[] = {0, 2, 3, 4};

  g_assert_cmpuint(bonds->n_ends, ==, 8);
  g_assert_cmpuint(bonds_degree(bonds, 1), ==, 4);
  g_assert_cmpuint(bonds_degree(bonds, 5), ==, 0);
  for (guint k = 0; k < 4; k++) {
    g_assert_cmpuint(bonds->end[bonds->first[1] + k].atom, ==, others[k]);
    g_assert_cmpuint(bonds_degree(bonds, others[k]), ==, 1);
    g_assert_cmpuint(bonds->end[bonds->first[others[k]]].atom, ==, 1);
  }
}

/* Across a face, and with the silicon ten cells away: the offset brings it back. */
static void
test_offsets(void)
{
  const char *const symbols[] = {"Si", "O"};
  const Vec3 r[] = {{9.5, 5 - 100, 5}, {0.5, 5, 5}};
  g_autoptr(Frame) frame = make_frame(10.0, 2, symbols, r);
  g_autoptr(Bonds) bonds = find_bonds(frame);
  const BondEnd *end = bonds->end;

  g_assert_cmpuint(bonds->n_ends, ==, 2);
  g_assert_cmpint(end[0].offset[0], ==, 1);
  g_assert_cmpint(end[0].offset[1], ==, -10);
  g_assert_cmpint(end[0].offset[2], ==, 0);
  g_assert_cmpint(end[1].offset[0], ==, -1);
  g_assert_cmpint(end[1].offset[1], ==, 10);
}

static void
test_images_both_ways(void)
{
  const char *const symbols[] = {"Si", "O"};
  const Vec3 r[] = {{0, 0, 0}, {1.6, 0, 0}};
  g_autoptr(Frame) frame = make_frame(3.2, 2, symbols, r);
  g_autoptr(Bonds) bonds = find_bonds(frame);

  g_assert_cmpuint(bonds_degree(bonds, 0), ==, 2);
  g_assert_cmpint(bonds->end[0].offset[0], ==, -1);
  g_assert_cmpint(bonds->end[1].offset[0], ==, 0);
}

static void
test_cutoff(void)
{
  const char *const symbols[] = {"Si", "O", "O"};
  const Vec3 r[] = {{5, 5, 5}, {5 + 2.2499, 5, 5}, {5, 5 + 2.2501, 5}};
  g_autoptr(Frame) frame = make_frame(20.0, 3, symbols, r);
  g_autoptr(Bonds) bonds = find_bonds(frame);

  g_assert_cmpuint(bonds_degree(bonds, 0), ==, 1);
  g_assert_cmpuint(bonds->end[0].atom, ==, 1);
}

static void
test_no_formers(void)
{
  const char *const symbols[] = {"Na", "O"};
  const Vec3 r[] = {{0, 0, 0}, {1.6, 0, 0}};
  g_autoptr(Frame) frame = make_frame(10.0, 2, symbols, r);
  g_autoptr(Bonds) bonds = find_bonds(frame);

  g_assert_cmpuint(bonds->n_ends, ==, 0);
  g_assert_cmpuint(bonds->first[2], ==, 0);
}

static void
test_choice(void)
{
  const char *const wrong[] = {
      "",        "Si-O",     "Si=2",    "Si-O=",  "Si-O=two", "Si-O=2 A",  "Si-O=0",
      "Si-O=-1", "Si-O=nan", "Si-O=11", "Xx-O=2", "Na-O=3.0", "Si-Si=2.5", "=2"};
  BondChoice choice;

  g_assert_true(bond_choice_parse(&choice, "Si-O=2.25", NULL));
  g_assert_cmpstr(choice.a->symbol, ==, "Si");
  g_assert_cmpstr(choice.b->symbol, ==, "O");
  g_assert_cmpfloat(choice.r_cut, ==, 2.25);
  g_assert_true(bond_choice_parse(&choice, "O-B=1.9", NULL));
  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_false(bond_choice_parse(&choice, wrong[i], &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  }
  g_assert_cmpfloat(choice.r_cut, ==, 1.9);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bonds/a tetrahedron has four, sorted, at both ends",
                  test_tetrahedron);
  g_test_add_func("/bonds/offsets lead from atom to atom across faces", test_offsets);
  g_test_add_func("/bonds/one anion may bridge both ways in a tiny cell",
                  test_images_both_ways);
  g_test_add_func("/bonds/the cut-off decides", test_cutoff);
  g_test_add_func("/bonds/without formers there are none", test_no_formers);
  g_test_add_func("/bonds/a cut-off by hand is read", test_choice);
  return g_test_run();
}
