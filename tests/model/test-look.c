// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "base/rng.h"
#include "look-samples.h"

#define N_TRIES 400
#define N_ATOMS 37

/* In −1 … 1, with all digits that a double has. */
static double
random_number(guint try, guint k)
{
  double u[4];

  rng_uniform4(5, RNG_TEST, try, k, u);
  return 2.0 * u[0] - 1.0 + 1e-9 * u[1];
}

/* What is written and read again has the same bits, whatever they are. */
static void
test_numbers(void)
{
  for (guint try = 0; try < N_TRIES; try++) {
    g_auto(Look) look = {0}, again = {0};
    double scale = pow(10.0, (double)(try % 20) - 10.0);
    look_init(&look);
    look_init(&again);
    for (guint k = 0; k < 3; k++)
      look.centre[k] = scale * random_number(try, k);
    look.color_range[0] = scale * random_number(try, 3);
    look.color_range[1] = look.color_range[0] + fabs(scale * random_number(try, 4));
    look.slice_position = fabs(random_number(try, 5)) / 1.1;
    for (guint k = LOOK_STYLE; k < LOOK_N_KEYS; k++) {
      g_autofree char *text = look_get(&look, (LookKey)k);
      g_autoptr(GError) error = NULL;
      look_set(&again, look_key_name((LookKey)k), text, &error);
      g_assert_no_error(error);
    }
    g_assert_cmpmem(again.centre, sizeof again.centre, look.centre, sizeof look.centre);
    g_assert_cmpmem(again.color_range, sizeof again.color_range, look.color_range,
                    sizeof look.color_range);
    g_assert_cmpfloat(again.slice_position, ==, look.slice_position);
  }
}

/* Any choice of atoms as a list, and back. */
static void
test_atoms(void)
{
  for (guint try = 0; try < N_TRIES; try++) {
    guint8 mark[N_ATOMS], again[N_ATOMS] = {0}, others[N_ATOMS] = {0};
    double part = fabs(random_number(try, 100));
    for (guint i = 0; i < N_ATOMS; i++)
      mark[i] = fabs(random_number(try, i)) < part;
    g_autofree char *list = look_list_atoms(mark, TRUE, N_ATOMS);
    g_autofree char *rest = look_list_atoms(mark, FALSE, N_ATOMS);
    g_assert_true(look_mark_atoms(list, again, N_ATOMS));
    g_assert_true(look_mark_atoms(rest, others, N_ATOMS));
    for (guint i = 0; i < N_ATOMS; i++) {
      g_assert_cmpuint(again[i], ==, mark[i]);
      g_assert_cmpuint(others[i], ==, !mark[i]);
    }
  }
  const guint8 five[5] = {1, 1, 0, 1, 1};
  g_autofree char *list = look_list_atoms(five, TRUE, 5);
  g_assert_cmpstr(list, ==, "1-2,4-5");
  g_assert_false(look_mark_atoms("6", NULL, 5) &&
                 look_mark_atoms("6", (guint8[5]){0}, 5));
}

/* Refused values change nothing. */
static void
test_refused(void)
{
  g_auto(Look) look = {0}, before = {0};

  look_init(&look);
  look_init(&before);
  for (guint k = 0; k < LOOK_N_KEYS; k++)
    look_sample_set(&look, k);
  look_copy(&before, &look);
  for (guint k = 0; k < LOOK_N_KEYS; k++) {
    g_autoptr(GError) error = NULL;
    const char *name = look_key_name((LookKey)k);
    g_assert_false(look_set(&look, name, "what nobody means", &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
    g_assert_true(g_str_has_prefix(error->message, name));
    g_assert_false(look_set(&look, name, "", NULL));
  }
  look_samples_assert_same(&look, &before);
  g_assert_true(look_set(&look, "ColorBy", "file:charge of it ", NULL));
  g_autofree char *odd = look_get(&look, LOOK_COLOR_BY);
  g_assert_cmpstr(odd, ==, "file:charge of it ");
  g_assert_false(look_set(&look, "style", "polyhedra", NULL));
}

static void
test_copies(void)
{
  g_auto(Look) look = {0}, copy = {0};

  look_init(&look);
  look_init(&copy);
  look_sample_set(&look, LOOK_HIDE_ATOMS);
  look_copy(&copy, &look);
  g_assert_true(look_set(&look, "HideAtoms", "none", NULL));
  g_assert_cmpstr(copy.hide_atoms, ==, "1,3");
  g_assert_true(look_has(&copy, LOOK_HIDE_ATOMS));
  g_assert_false(look_has(&copy, LOOK_SHOW_ATOMS));
  look_give_all(&copy);
  for (guint k = 0; k < LOOK_N_KEYS; k++)
    g_assert_true(look_has(&copy, (LookKey)k));
}

static void
test_fits(void)
{
  g_autoptr(SpeciesList) species = species_list_new();
  g_auto(Look) look = {0};
  g_autoptr(GError) error = NULL;
  LookKey wrong;

  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  g_autoptr(Frame) frame = frame_new(species, 3, 0);
  look_init(&look);
  for (guint k = 0; k < LOOK_N_KEYS; k++)
    look_sample_set(&look, k);
  g_assert_true(look_fits(&look, frame, &wrong, &error));
  g_assert_cmpuint(look_types("O,Si", species), ==, 3);
  g_assert_cmpuint(look_types("O", species), ==, 2);
  g_assert_cmpuint(look_types("", species), ==, 0);
  g_assert_true(look_set(&look, "HideSpecies", "Si, O", NULL));
  g_assert_cmpstr(look.hide_species, ==, "Si,O");
  g_assert_true(look_fits(&look, frame, NULL, NULL));
  g_assert_true(look_set(&look, "ShowAtoms", "2-4", NULL));
  g_assert_false(look_fits(&look, frame, &wrong, NULL));
  g_assert_cmpint(wrong, ==, LOOK_SHOW_ATOMS);
  g_assert_true(look_set(&look, "HideSpecies", "Na", NULL));
  g_assert_false(look_fits(&look, frame, &wrong, &error));
  g_assert_cmpint(wrong, ==, LOOK_HIDE_SPECIES);
  g_assert_nonnull(strstr(error->message, "Na"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/look/numbers come back to the bit", test_numbers);
  g_test_add_func("/look/any choice of atoms is a list", test_atoms);
  g_test_add_func("/look/what is refused changes nothing", test_refused);
  g_test_add_func("/look/copies are apart", test_copies);
  g_test_add_func("/look/species and atoms have to be there", test_fits);
  return g_test_run();
}
