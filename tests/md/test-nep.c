// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "md/learned/nep-atom.h"
#include "small-nep.h"

static LearnedModel *
open_text(const char *text, GError **error)
{
  return open_model_bytes(text, strlen(text), error);
}

static LearnedModel *
make_model(const SmallNep *what)
{
  g_autofree char *text = small_nep_text(what);
  g_autoptr(GError) error = NULL;
  LearnedModel *model = open_text(text, &error);

  g_assert_no_error(error);
  g_assert_cmpint(model->kind, ==, LEARNED_NEP);
  return model;
}

static LearnedModel *
plain(void)
{
  return make_model(&SMALL_NEP_PLAIN);
}

static LearnedModel *
shared(void)
{
  return make_model(&SMALL_NEP_SHARED);
}

static LearnedModel *
biased(void)
{
  return make_model(&SMALL_NEP_BIASED);
}

static LearnedModel *
flexible(void)
{
  return make_model(&SMALL_NEP_FLEXIBLE);
}

static void
energy_and_force_fade_at_the_cut_off(void)
{
  g_autoptr(Frame) frame = random_silica(2, 14.0, 3);
  g_autoptr(LearnedModel) model = make_model(&SMALL_NEP_PLAIN);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  double energy[3], force[3];

  for (int k = 0; k < 3; k++) {
    double r = k == 2 ? 3.0 : 4.5 + (k ? 1e-4 : -1e-4);
    frame->position[0] = vec3(0, 0, 0);
    frame->position[1] = vec3(0.48 * r, 0.6 * r, 0.64 * r);
    g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
    energy[k] = result->thermo.potential;
    force[k] = vec3_norm(result->force[1]);
  }
  g_assert_cmpfloat_with_epsilon(energy[0], energy[1], 1e-8);
  g_assert_cmpfloat(force[1], ==, 0.0);
  g_assert_cmpfloat(force[0], <, 1e-3 * fmax(force[2], 0.1));
}

/* Reference: the universal potential of Si–O at 0.4 Å, inside of what switches it. */
static void
atoms_that_overlap_are_pushed_apart(void)
{
  g_autoptr(Frame) frame = random_silica(2, 14.0, 3);
  g_autoptr(LearnedModel) model = make_model(&SMALL_NEP_PLAIN);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  const double a = 0.46848 / (pow(14, 0.23) + pow(8, 0.23));
  static const double c[4] = {0.18175, 0.50986, 0.28022, 0.02817};
  static const double d[4] = {3.1998, 0.94229, 0.4029, 0.20162};
  double energy[3], want = 0.0;

  g_assert_false(model->has_wall);
  for (int k = 0; k < 4; k++)
    want += 14.3996 * 14 * 8 / 0.4 * c[k] * exp(-d[k] * 0.4 / a);
  for (int k = 0; k < 3; k++) {
    frame->position[0] = vec3(0, 0, 0);
    frame->position[1] = vec3(k == 0 ? 0.4 : k == 1 ? 0.8999 : 0.9001, 0, 0);
    g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
    energy[k] = result->thermo.potential;
    g_assert_cmpfloat_with_epsilon(result->energy[0] + result->energy[1], energy[k],
                                   1e-9);
  }
  g_assert_cmpfloat(fabs(energy[0] - want), <, 10.0); /* the network itself is small */
  g_assert_cmpfloat(want, >, 500.0);
  g_assert_cmpfloat_with_epsilon(energy[1], energy[2], 2e-3);
  frame->position[1] = vec3(0.42, 0.34, 0.3);
  g_assert_cmpfloat(gradient_error(ff, frame, 3e-5), <, 1e-7);
  g_assert_cmpfloat(strain_error(ff, frame, 3e-5), <, 1e-7);
}

/* A model of Si, O and Na whose network says nothing: ZBL alone. rows: of the flexible
 * kind, ten numbers that depend on the pair's place. */
static LearnedModel *
mute_model(const char *zbl, const char *factors, guint rows)
{
  g_autoptr(GString) text = g_string_new("nep3_zbl 3 Si O Na\n");
  g_autoptr(GError) error = NULL;

  g_string_append_printf(text,
                         "zbl %s\ncutoff 6 4 9 9%s\nn_max 0 0\nbasis_size 0 0\n"
                         "l_max 1 0 0\nANN 1 0\n",
                         zbl, factors);
  for (guint k = 0; k < 5 + 18; k++)
    g_string_append(text, "0\n");
  g_string_append(text, "1\n1\n");
  for (guint n = 0; n < rows; n++)
    g_string_append_printf(text, "%g %g %g %g 0.5 0.9 %g 0.4 0.03 %g\n", 0.5 + 0.1 * n,
                           1.8 + 0.1 * n, 0.2 + 0.01 * n, 3.0 + 0.1 * n, 0.3 - 0.02 * n,
                           0.2 + 0.01 * n);
  LearnedModel *model = open_text(text->str, &error);
  g_assert_no_error(error);
  g_assert_true(model->has_wall);
  return model;
}

static double
pair_energy(LearnedModel *model, const char *a, const char *b, double r)
{
  g_autoptr(SpeciesList) species = species_list_new();
  guint first = species_list_add(species, element_lookup(a));
  guint second = species_list_add(species, element_lookup(b));
  g_autoptr(Frame) frame = frame_new(species, 2, 0);

  frame->cell = cell_cubic(20.0);
  frame->type[0] = first;
  frame->type[1] = second;
  frame->position[1] = vec3(0.48 * r, 0.6 * r, 0.64 * r);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
  return result->thermo.potential;
}

/* Numbers of an independent program (Python) for each way in which files ask for ZBL. */
static void
every_kind_of_wall_is_that_of_an_independent_program(void)
{
  static const struct {
    const char *zbl, *factors;
    guint rows;
    const char *a, *b;
    double r, energy;
  } all[] = {
      {"1 2", "", 0, "Si", "O", 1.3, 9.934182758937924},
      {"1.25 2.5 0.7", "", 0, "Si", "O", 1.1, 4.807898394607771},
      {"1.1 2.2", " 0 0 0.65", 0, "O", "Si", 1.1, 11.327521465212628},
      {"0.7 1.4", " -1 -1 0.65", 0, "Si", "O", 1.1, 9.398108769750555},
      {"0 0", "", 6, "Si", "O", 1.2, 9.82798658875279},
      {"0 0", "", 6, "Na", "O", 1.2, 10.306304972088668},
      {"0 0", "", 6, "O", "O", 1.2, 8.175000477119791},
  };

  for (guint k = 0; k < G_N_ELEMENTS(all); k++) {
    g_autoptr(LearnedModel) model = mute_model(all[k].zbl, all[k].factors, all[k].rows);
    g_assert_cmpfloat_with_epsilon(pair_energy(model, all[k].a, all[k].b, all[k].r),
                                   all[k].energy, 1e-6);
  }
}

/* Si–O: 2.5 (1.3867 + 0.84) Å instead of 8 Å; of an independent program (Python). */
static void
cut_offs_may_follow_covalent_radii(void)
{
  static const char text[] = "nep3 2 Si O\ncutoff 8 4 9 9 2.5 2 0\nn_max 0 0\n"
                             "basis_size 0 0\nl_max 1 0 0\nANN 1 0\n"
                             "0.1\n0\n0.1\n0.2\n0.3\n"
                             "2\n2\n2\n2\n0\n0\n0\n0\n1.5\n1\n";
  g_autoptr(GError) error = NULL;
  g_autoptr(LearnedModel) model = open_text(text, &error);
  g_assert_no_error(error);
  model->has_wall = TRUE;
  g_assert_cmpfloat_with_epsilon(pair_energy(model, "Si", "O", 4.0), -0.6180241107886155,
                                 1e-12);
  g_assert_cmpfloat_with_epsilon(pair_energy(model, "Si", "O", 5.57),
                                 pair_energy(model, "Si", "O", 7.0), 1e-12);
}

static void
a_wrong_file_is_refused_with_its_reason(void)
{
  static const struct {
    const char *text, *reason;
  } wrong[] = {
      {"nep4_charge1 1 Si\n", "nep4_charge1"},
      {"nep4 2 Si\n", "elements"},
      {"nep4 1 Si\ncutoff 8\n", "cutoff"},
      {"nep4 1 Si\ncutoff 8 4 1 1\nn_max 4 4\nbasis_size 8 8\nl_max 9 0\n", "l_max"},
      {"nep4 1 Si\ncutoff 8 4 1 1\nn_max 4 400\n", "bounds"},
  };

  for (guint k = 0; k < G_N_ELEMENTS(wrong); k++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(open_text(wrong[k].text, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, wrong[k].reason));
  }
}

static void
a_cut_or_a_longer_file_is_refused(void)
{
  g_autofree char *text = small_nep_text(&SMALL_NEP_PLAIN);
  g_autofree char *more = g_strconcat(text, "0.5\n", NULL);
  g_autoptr(GError) error = NULL;
  gsize size = strlen(text);

  g_assert_null(open_text(more, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  for (gsize n = 5; n < size - 16; n += 1 + n / 5) {
    g_autofree char *part = g_strndup(text, n);
    g_autoptr(GError) why = NULL;
    g_assert_null(open_text(part, &why));
    g_assert_nonnull(why);
  }
}

/* --- published weights, when they are there --- */

static void
read_reference(const char *folder, const char *name, GArray *numbers)
{
  g_autofree char *path = g_build_filename(folder, "nep", "NEP_CPU_test_nep", name, NULL);
  g_autofree char *text = NULL;
  char *at, *end;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  for (at = text;; at = end) {
    double value = g_ascii_strtod(at, &end);
    if (end == at)
      return;
    g_array_append_val(numbers, value);
  }
}

/* The structure of the reference: number, cell, then symbol and place per line. */
static Frame *
read_structure(const char *folder)
{
  g_autofree char *path =
      g_build_filename(folder, "nep", "NEP_CPU_test_nep", "xyz.in", NULL);
  g_autofree char *text = NULL;
  g_autoptr(SpeciesList) species = species_list_new();
  double h[9];

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) line = g_strsplit(text, "\n", -1);
  Frame *frame = frame_new(species, atoi(line[0]), 0);
  char *at = line[1];
  for (int k = 0; k < 9; k++)
    h[k] = g_ascii_strtod(at, &at);
  g_assert_true(cell_init(&frame->cell, vec3(h[0], h[1], h[2]), vec3(h[3], h[4], h[5]),
                          vec3(h[6], h[7], h[8]), vec3(0, 0, 0)));
  for (guint i = 0; i < frame->n_atoms; i++) {
    g_autofree char *symbol = g_strndup(line[i + 2], 2);
    at = line[i + 2] + 2;
    frame->type[i] = species_list_add(species, element_lookup(symbol));
    double x = g_ascii_strtod(at, &at), y = g_ascii_strtod(at, &at);
    frame->position[i] = vec3(x, y, g_ascii_strtod(at, &at));
  }
  return frame;
}

static void
compare_descriptors(const NepModel *model, const Frame *frame, const GArray *reference)
{
  NepField *field = nep_field_new(model, frame->species);
  NepScratch *scratch = nep_scratch_new(field);
  g_autoptr(LearnedGraph) graph = learned_graph_new(model->base.r_cut);
  g_autoptr(Team) team = team_new(1);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};
  double gradient[512][3];
  int n = model->n_descriptors;

  learned_graph_update(graph, &in);
  for (guint s = 0; s < frame->n_atoms; s++) {
    guint32 atom = learned_graph_order(graph)[s];
    guint32 first = learned_graph_first(graph)[s], count = learned_graph_count(graph)[s];
    g_assert_cmpuint(count, <=, 512);
    nep_atom_energy(field, scratch, frame->type[atom], learned_graph_edges(graph) + first,
                    count, gradient);
    for (int k = 0; k < n; k++) {
      double want = g_array_index(reference, double, atom *n + k);
      g_assert_cmpfloat_with_epsilon(nep_scratch_descriptors(scratch)[k], want, 1e-12);
    }
  }
  nep_scratch_free(scratch);
  nep_field_free(field);
}

static void
a_published_model_gives_what_its_own_program_gives(void)
{
  const char *folder = g_getenv(LEARNED_DATA_VARIABLE);
  g_autoptr(GArray) descriptors = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GArray) forces = g_array_new(FALSE, FALSE, sizeof(double));
  g_autoptr(GError) error = NULL;

  if (!folder) {
    g_test_skip("no " LEARNED_DATA_VARIABLE);
    return;
  }
  g_autofree char *path =
      g_build_filename(folder, "nep", "NEP_CPU_test_nep", "nep.txt", NULL);
  g_autoptr(LearnedModel) model = learned_model_open(path, &error);
  g_assert_no_error(error);
  g_autoptr(Frame) frame = read_structure(folder);
  read_reference(folder, "descriptor_ref.out", descriptors);
  read_reference(folder, "force_analytical_ref.out", forces);
  compare_descriptors((NepModel *)model, frame, descriptors);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 2);
  g_assert_cmpfloat(
      largest_difference(result->force, (const Vec3 *)forces->data, frame->n_atoms), <,
      1e-9);
}

static const PropertyCase CASES[] = {
    {"nep4", plain, 3e-5, 1e-7, 1e-10},
    {"nep3 with a wall", shared, 3e-5, 1e-7, 1e-10},
    {"nep5 with radii", biased, 3e-5, 1e-7, 1e-10},
    {"nep4 with a wall per pair", flexible, 3e-5, 1e-7, 1e-10},
};

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint k = 0; k < G_N_ELEMENTS(CASES); k++)
    add_property_tests(&CASES[k]);
  g_test_add_func("/nep/energy and force fade at the cut-off",
                  energy_and_force_fade_at_the_cut_off);
  g_test_add_func("/nep/atoms that overlap are pushed apart",
                  atoms_that_overlap_are_pushed_apart);
  g_test_add_func("/nep/every kind of wall is that of an independent program",
                  every_kind_of_wall_is_that_of_an_independent_program);
  g_test_add_func("/nep/cut-offs may follow covalent radii",
                  cut_offs_may_follow_covalent_radii);
  g_test_add_func("/nep/a wrong file is refused with its reason",
                  a_wrong_file_is_refused_with_its_reason);
  g_test_add_func("/nep/a cut or a longer file is refused",
                  a_cut_or_a_longer_file_is_refused);
  g_test_add_func("/nep/a published model gives what its own program gives",
                  a_published_model_gives_what_its_own_program_gives);
  return g_test_run();
}
