// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Every scheme and form against structures whose numbers were computed by an independent
 * program in double precision (tests/data/forces/README.md). */
#include <math.h>

#include "brute-force.h"
#include "potential/potential-set.h"
#include "reference-file.h"

typedef struct {
  const char *file;
  const char *potential;
  const char *coulomb;
  double r_coulomb;  /* Å; of Ewald a free choice, on which nothing may depend */
  double r_short;    /* Å; NAN: the set's */
  const char *shift; /* NULL: the set's */
} Case;

static const Case CASES[] = {
    {"ns2_small__pedone_dsf", "pedone2006", "dsf", 8.0, NAN, NULL},
    {"ns2_small__pedone_dsf02_12", "pedone2006", "dsf", 12.0, NAN, NULL},
    {"ns2_small__shik", "shik", "wolf", 10.0, NAN, NULL},
    {"quartz_cell__pedone_dsf", "pedone2006", "dsf", 8.0, NAN, NULL},
    {"quartz_cell__pedone_ewald", "pedone2006", "ewald", 9.0, NAN, NULL},
    {"quartz_cell__shik", "shik", "wolf", 10.0, NAN, NULL},
    {"close_pairs__teter_ewald", "teter-du", "ewald", 7.0, NAN, NULL},
    {"close_pairs__bmp_dsf", "bmp", "dsf", 8.0, NAN, NULL},
    {"all_pedone__pedone_dsf", "pedone2006", "dsf", 8.0, NAN, NULL},
    {"all_pedone__bmp_dsf", "bmp", "dsf", 8.0, NAN, NULL},
    {"all_teter__teter_dsf", "teter-du", "dsf", 8.0, NAN, NULL},
    {"all_shik__shik", "shik", "wolf", 10.0, NAN, NULL},
    {"nps_glass300__bmp_dsf", "bmp", "dsf", 8.0, NAN, NULL},
    {"nps_glass300__bmp_dsf_leg", "bmp:leg", "dsf", 8.0, NAN, NULL},
    {"nps_glass300__bmp_dsf_harmonic", "bmp:harmonic", "dsf", 8.0, NAN, NULL},
    {"lbs206020_glass300__bmp_dsf", "bmp", "dsf", 8.0, NAN, NULL},
    {"lbs206020_glass300__teter_ewald", "teter-du", "ewald", 6.0, NAN, NULL},
    {"quartz_skewed__bks_ewald", "bks", "ewald", 6.0, NAN, NULL},
    {"ns2_glass300__pedone_dsf_cut7_shifted", "pedone2006", "dsf", 8.0, 7.0, "energy"},
};

static ForceField *
force_field_of_case(const Case *c, const Frame *frame)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_new();
  g_free(scene->potential);
  scene->start = frame_ref(frame);
  scene->potential = g_strdup(c->potential);
  scene->coulomb = g_strdup(c->coulomb);
  scene->r_coulomb = c->r_coulomb;
  scene->r_short = c->r_short;
  scene->short_shift = g_strdup(c->shift);
  ForceField *ff = potential_for_scene(scene, &error);
  g_assert_no_error(error);
  return ff;
}

static void
assert_near(double value, double reference, double tolerance, const char *what)
{
  if (fabs(value - reference) <= tolerance)
    return;
  g_test_message("%s: %.12g, reference %.12g, difference %.3g", what, value, reference,
                 value - reference);
  g_test_fail();
}

static void
compare_energies(const BruteForce *brute, const ReferenceFile *file)
{
  double tolerance = 1e-9 * file->frame->n_atoms;
  assert_near(brute_force_energy(brute), reference_file_number(file, "energy"), tolerance,
              "energy");
  assert_near(brute->shortr,
              reference_file_number(file, "e_short_range") +
                  reference_file_number(file, "e_cation_repulsion"),
              tolerance, "short range");
  assert_near(brute->triple, reference_file_number(file, "e_three_body"), tolerance,
              "three-body");
  assert_near(brute->coulomb + brute->self,
              reference_file_number(file, "e_coulomb_pair") +
                  reference_file_number(file, "e_coulomb_reciprocal") +
                  reference_file_number(file, "e_coulomb_self"),
              tolerance, "Coulomb");
}

static void
compare_virial(const BruteForce *brute, const ReferenceFile *file)
{
  static const int PLACE[6] = {0, 4, 8, 5, 2, 1};
  double w[9], largest = 0.0;
  reference_file_numbers(file, "virial", 9, w);
  for (int k = 0; k < 9; k++)
    largest = fmax(largest, fabs(w[k]));
  for (int k = 0; k < 6; k++)
    assert_near(brute->virial[k], w[PLACE[k]], 1e-9 * fmax(largest, 1.0), "virial");
}

static void
compare_forces(const BruteForce *brute, const ReferenceFile *file)
{
  double largest = 0.0, worst = 0.0;
  for (guint i = 0; i < file->frame->n_atoms; i++) {
    Vec3 d = vec3_sub(brute->force[i], file->frame->force[i]);
    largest = fmax(largest, vec3_norm(file->frame->force[i]));
    worst = fmax(worst, vec3_norm(d));
  }
  assert_near(worst, 0.0, 1e-9 * fmax(largest, 1.0), "largest force difference");
}

static void
test_case(gconstpointer data)
{
  const Case *c = data;
  g_autoptr(ReferenceFile) file = reference_file_read(c->file);
  g_autoptr(ForceField) ff = force_field_of_case(c, file->frame);
  g_autoptr(BruteForce) brute = brute_force_new(ff, file->frame);
  compare_energies(brute, file);
  compare_virial(brute, file);
  compare_forces(brute, file);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(CASES); i++) {
    g_autofree char *path =
        g_strconcat("/reference-forces/agrees with ", CASES[i].file, NULL);
    g_test_add_data_func(path, &CASES[i], test_case);
  }
  return g_test_run();
}
