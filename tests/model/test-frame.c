// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/frame.h"

static Frame *
disilicate(guint units)
{
  static const char *const symbols[] = {"O", "Si", "Na"};
  static const guint per_unit[] = {5, 2, 2};
  g_autoptr(SpeciesList) species = species_list_new();
  guint atom = 0;

  for (guint t = 0; t < 3; t++)
    species_list_add(species, element_lookup(symbols[t]));
  Frame *frame = frame_new(species, 9 * units, FRAME_VELOCITY);
  for (guint t = 0; t < 3; t++)
    for (guint k = 0; k < per_unit[t] * units; k++)
      frame->type[atom++] = (guint8)t;
  return frame;
}

static void
test_formula(void)
{
  g_autoptr(Frame) frame = disilicate(12);
  g_autofree char *formula = frame_formula(frame);

  g_assert_cmpstr(formula, ==, "Na2Si2O5");
  g_assert_cmpuint(frame_count_type(frame, 0), ==, 60);
  g_assert_cmpint(frame_mobile_type(frame), ==, 2);
}

/* 20 Na2Si2O5 at 2.49 g/cm³: V = 20 · 182.14453856 g/mol / (2.49 g/cm³ · N_A). */
static void
test_density(void)
{
  g_autoptr(Frame) frame = disilicate(20);
  double volume = 20.0 * 182.14453856 / (2.49 * 0.602214076);

  frame->cell = cell_cubic(cbrt(volume));
  g_assert_cmpfloat_with_epsilon(frame_density(frame), 2.49, 1e-8);
}

static void
test_copy(void)
{
  g_autoptr(Frame) frame = disilicate(1);

  frame->velocity[3] = vec3(1, 2, 3);
  frame->position[3] = vec3(4, 5, 6);
  g_autoptr(Frame) full = frame_copy(frame, FRAME_VELOCITY | FRAME_FORCE);
  g_autoptr(Frame) bare = frame_copy(frame, 0);
  g_assert_null(full->force);
  g_assert_null(bare->velocity);
  g_assert_cmpfloat(full->velocity[3].y, ==, 2.0);
  full->position[3].x = -1.0;
  g_assert_cmpfloat(frame->position[3].x, ==, 4.0);
  g_assert_true(full->species == frame->species);
}

static void
test_centre(void)
{
  g_autoptr(Frame) frame = disilicate(1);
  double oxygen = element_lookup("O")->mass, total = 182.14453856;

  frame->position[0] = vec3(10, 0, -20);
  Vec3 centre = frame_centre_of_mass(frame);
  g_assert_cmpfloat_with_epsilon(centre.x, 10.0 * oxygen / total, 1e-4);
  g_assert_cmpfloat_with_epsilon(centre.z, -20.0 * oxygen / total, 1e-4);
}

static void
test_no_mobile(void)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("Si"));
  g_autoptr(Frame) frame = frame_new(species, 4, 0);
  g_assert_cmpint(frame_mobile_type(frame), ==, -1);
}

static void
test_replicate(void)
{
  g_autoptr(Frame) frame = disilicate(1);

  g_assert_true(cell_init(&frame->cell, vec3(4, 0, 0), vec3(1, 5, 0), vec3(0, 0, 6),
                          vec3(0, 0, 0)));
  frame->position[3] = vec3(0.5, 1.0, 7.0);
  frame->velocity[3] = vec3(1.0, 2.0, 3.0);
  g_autoptr(Frame) big = frame_replicate(frame, (const guint[3]){2, 3, 1});
  g_assert_cmpuint(big->n_atoms, ==, 54);
  g_assert_cmpfloat_with_epsilon(big->cell.volume, 6 * 120.0, 1e-9);
  guint last = 5 * 9 + 3; /* one along a, two along b */
  g_assert_cmpuint(big->type[last], ==, frame->type[3]);
  g_assert_cmpfloat(big->position[last].x, ==, 0.5 + 4.0 + 2.0);
  g_assert_cmpfloat(big->position[last].y, ==, 1.0 + 10.0);
  g_assert_cmpfloat(big->position[last].z, ==, 7.0);
  g_assert_cmpfloat(big->velocity[last].z, ==, 3.0);
  g_assert_null(big->force);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/frame/the formula is in lowest terms", test_formula);
  g_test_add_func("/frame/density is mass over volume", test_density);
  g_test_add_func("/frame/a copy has the fields asked for", test_copy);
  g_test_add_func("/frame/the centre of mass is weighted", test_centre);
  g_test_add_func("/frame/silicon alone is not mobile", test_no_mobile);
  g_test_add_func("/frame/copies stand side by side", test_replicate);
  return g_test_run();
}
