// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The full Coulomb sum of crystals whose Madelung constants are known. */
#include <math.h>

#include "base/units.h"
#include "brute-force.h"
#include "potential/ewald.h"

/* Point charges +1 and −1, nothing else; plus is Na, minus is Cl. */
static ForceField *
bare_charges(SpeciesList *species, double r_cut)
{
  ForceField *ff = g_new0(ForceField, 1);
  ff->species = species_list_ref(species);
  ff->charge[0] = 1.0;
  ff->charge[1] = -1.0;
  ff->coulomb = COULOMB_EWALD;
  ff->r_coulomb = r_cut;
  ff->r_short = 1.0;
  return ff;
}

static Frame *
crystal(guint n, const Vec3 *place, const guint8 *type, Vec3 a, Vec3 b, Vec3 c)
{
  g_autoptr(SpeciesList) species = species_list_new();
  species_list_add(species, element_lookup("Na"));
  species_list_add(species, element_lookup("Cl"));
  Frame *frame = frame_new(species, n, 0);
  g_assert_true(cell_init(&frame->cell, a, b, c, vec3(0, 0, 0)));
  for (guint i = 0; i < n; i++) {
    frame->type[i] = type[i];
    frame->position[i] = vec3_add(place[i], vec3(0.3, -7.1, 12.9));
  }
  return frame;
}

/* Rock salt with neighbours at 1 Å, in a cell given by even lattice vectors. */
static Frame *
rock_salt(Vec3 a, Vec3 b, Vec3 c)
{
  Vec3 place[8];
  guint8 type[8];
  for (int i = 0; i < 8; i++) {
    place[i] = vec3(i & 1, (i >> 1) & 1, (i >> 2) & 1);
    type[i] = ((i & 1) + ((i >> 1) & 1) + ((i >> 2) & 1)) % 2;
  }
  return crystal(8, place, type, a, b, c);
}

static void
check_madelung(const Frame *frame, double r_cut, double distance, double constant)
{
  g_autoptr(ForceField) ff = bare_charges(frame->species, r_cut);
  g_autoptr(BruteForce) brute = brute_force_new(ff, frame);
  double energy = brute_force_energy(brute);
  double found = -energy * distance / (UNITS_COULOMB * 0.5 * frame->n_atoms);
  g_assert_cmpfloat_with_epsilon(found, constant, 1e-10);

  double trace = brute->virial[0] + brute->virial[1] + brute->virial[2];
  g_assert_cmpfloat_with_epsilon(trace, energy, 1e-9 * fabs(energy));
  for (guint i = 0; i < frame->n_atoms; i++)
    g_assert_cmpfloat(vec3_norm(brute->force[i]), <, 1e-9);
}

static void
test_rock_salt(void)
{
  g_autoptr(Frame) frame = rock_salt(vec3(2, 0, 0), vec3(0, 2, 0), vec3(0, 0, 2));
  check_madelung(frame, 2.0, 1.0, 1.74756459463318);
  check_madelung(frame, 3.5, 1.0, 1.74756459463318);
}

static void
test_skewed_rock_salt(void)
{
  g_autoptr(Frame) frame = rock_salt(vec3(2, 0, 0), vec3(2, 2, 0), vec3(-2, 4, 2));
  check_madelung(frame, 2.0, 1.0, 1.74756459463318);
}

static void
test_caesium_chloride(void)
{
  const Vec3 place[] = {{0, 0, 0}, {0.5, 0.5, 0.5}};
  const guint8 type[] = {0, 1};
  g_autoptr(Frame) frame =
      crystal(2, place, type, vec3(1, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1));
  check_madelung(frame, 1.5, sqrt(0.75), 1.76267477307099);
}

static void
test_zinc_blende(void)
{
  const Vec3 place[] = {{0, 0, 0}, {0.25, 0.25, 0.25}};
  const guint8 type[] = {0, 1};
  g_autoptr(Frame) frame =
      crystal(2, place, type, vec3(0, 0.5, 0.5), vec3(0.5, 0, 0.5), vec3(0.5, 0.5, 0));
  check_madelung(frame, 1.0, sqrt(0.1875), 1.63805505338879);
}

/* One charge per cubic cell in a uniform background: E = −2.8372974794806/2 k_e q²/L. */
static void
test_background(void)
{
  const Vec3 place[] = {{0, 0, 0}};
  const guint8 type[] = {0};
  g_autoptr(Frame) frame =
      crystal(1, place, type, vec3(4, 0, 0), vec3(0, 4, 0), vec3(0, 0, 4));
  for (double r_cut = 3.0; r_cut <= 9.0; r_cut += 3.0) {
    g_autoptr(ForceField) ff = bare_charges(frame->species, r_cut);
    g_autoptr(BruteForce) brute = brute_force_new(ff, frame);
    double energy = brute_force_energy(brute);
    g_assert_cmpfloat_with_epsilon(energy, -0.5 * 2.8372974794806 * UNITS_COULOMB / 4.0,
                                   1e-9);
    g_assert_cmpfloat_with_epsilon(brute->virial[0], energy / 3.0, 1e-9);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ewald/rock salt has its Madelung constant", test_rock_salt);
  g_test_add_func("/ewald/so has rock salt in a skewed cell", test_skewed_rock_salt);
  g_test_add_func("/ewald/caesium chloride has its Madelung constant",
                  test_caesium_chloride);
  g_test_add_func("/ewald/zinc blende has its Madelung constant", test_zinc_blende);
  g_test_add_func("/ewald/background makes a charged cell independent of the splitting",
                  test_background);
  return g_test_run();
}
