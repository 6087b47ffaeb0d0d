// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/base-error.h"
#include "learned-support.h"

#define N_TERMS 4

/* Two radial functions; moments of rank 0, 1 and 2, their squares and a product. */
static const char MOMENTS[] =
    "alpha_moments_count = 14\n"
    "alpha_index_basic_count = 11\n"
    "alpha_index_basic = {{0, 0, 0, 0}, {0, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 0, 1}, "
    "{1, 0, 0, 0}, {1, 2, 0, 0}, {1, 0, 2, 0}, {1, 0, 0, 2}, {1, 1, 1, 0}, "
    "{1, 1, 0, 1}, {1, 0, 1, 1}}\n"
    "alpha_index_times_count = 10\n"
    "alpha_index_times = {{1, 1, 1, 11}, {2, 2, 1, 11}, {3, 3, 1, 11}, {5, 5, 1, 12}, "
    "{6, 6, 1, 12}, {7, 7, 1, 12}, {8, 8, 2, 12}, {9, 9, 2, 12}, {10, 10, 2, 12}, "
    "{0, 11, 1, 13}}\n"
    "alpha_scalar_moments = 5\n"
    "alpha_moment_mapping = {0, 4, 11, 12, 13}\n"
    "species_coeffs = {-1.5, -2.25}\n"
    "moment_coeffs = {0.3, -0.4, 0.05, 0.02, -0.01}\n";

static char *
random_mtp(const char *tag)
{
  GString *text = g_string_new("MTP\nversion = 1.1.0\npotential_name = small\n");

  g_string_append_printf(text,
                         "scaling = 0.1\nspecies_count = 2\npotential_tag = %s\n"
                         "radial_basis_type = RBChebyshev\n\tmin_dist = 1.3\n"
                         "\tmax_dist = 4.5\n\tradial_basis_size = %d\n"
                         "\tradial_funcs_count = 2\n\tradial_coeffs\n",
                         tag, N_TERMS);
  for (int pair = 0; pair < 4; pair++) {
    g_string_append_printf(text, "\t\t%d-%d\n", pair / 2, pair % 2);
    for (int f = 0; f < 2; f++) {
      g_string_append(text, "\t\t\t{");
      for (int k = 0; k < N_TERMS; k++)
        g_string_append_printf(text, "%s%g", k ? ", " : "",
                               ((7 * pair + 5 * f + 3 * k) % 11 - 5) / 8.0);
      g_string_append(text, "}\n");
    }
  }
  g_string_append(text, MOMENTS);
  return g_string_free(text, FALSE);
}

static LearnedModel *
open_text(const char *text, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("vitrine-XXXXXX", &path, NULL);

  g_assert_cmpint(fd, >=, 0);
  close(fd);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  LearnedModel *model = learned_model_open(path, error);
  g_unlink(path);
  return model;
}

static LearnedModel *
make_model(void)
{
  g_autofree char *text = random_mtp("Si O");
  g_autoptr(GError) error = NULL;
  LearnedModel *model = open_text(text, &error);

  g_assert_no_error(error);
  g_assert_cmpint(model->kind, ==, LEARNED_MTP);
  g_assert_cmpfloat(model->r_cut, ==, 4.5);
  return model;
}

static void
the_energy_is_that_of_an_independent_program(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(LearnedModel) model = make_model();
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);

  g_assert_cmpfloat_with_epsilon(result->thermo.potential, -34.613425312522, 1e-9);
}

static void
forces_and_virial_are_derivatives_of_the_energy(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(LearnedModel) model = make_model();
  g_autoptr(ForceField) ff = bind_model(model, frame);

  g_assert_cmpfloat(gradient_error(ff, frame, 3e-5), <, 1e-7);
  g_assert_cmpfloat(strain_error(ff, frame, 3e-5), <, 1e-7);
}

static void
a_rotation_turns_forces_and_keeps_the_energy(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(Frame) other = turned_frame(frame);
  g_autoptr(LearnedModel) model = make_model();
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) a = evaluate_frame(ff, frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(ff, other, NULL, 1);

  for (guint i = 0; i < 24; i++)
    a->force[i] = turned(a->force[i]);
  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 1e-9);
  g_assert_cmpfloat(largest_difference(a->force, b->force, 24), <, 1e-9);
}

static void
names_and_places_of_atoms_do_not_matter(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(Frame) other = renamed_frame(frame);
  g_autoptr(LearnedModel) model = make_model();
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) a = evaluate_frame(ff, frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(ff, other, NULL, 1);

  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 1e-9);
  for (guint i = 0; i < 24; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(a->force[i], b->force[23 - i])), <, 1e-9);
}

static void
any_number_of_threads_gives_the_same_bits(void)
{
  g_autoptr(Frame) frame = random_silica(90, 10.0, 3);
  g_autoptr(LearnedModel) model = make_model();
  g_autoptr(ForceField) ff = bind_model(model, frame);

  g_assert_cmphex(hash_after_steps(frame, ff, 3), ==, hash_after_steps(frame, ff, 1));
}

static void
species_without_names_are_asked_for(void)
{
  g_autofree char *text = random_mtp("");
  g_autoptr(GError) error = NULL;

  g_assert_null(open_text(text, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "potential_tag"));
}

static void
a_wrong_file_is_refused_with_its_reason(void)
{
  static const struct {
    const char *from, *to, *reason;
  } wrong[] = {
      {"RBChebyshev", "RBShapeev", "radial_basis_type"},
      {"max_dist = 4.5", "max_dist = 1", "max_dist"},
      {"{0, 11, 1, 13}", "{0, 13, 1, 13}", "alpha_index_times"},
      {"{0, 11, 1, 13}", "{0, 11, 1, 99}", "alpha_index_times"},
      {"{0, 4, 11, 12, 13}", "{0, 4, 11, 12}", "alpha_moment_mapping"},
      {"{0, 4, 11, 12, 13}", "{0, 4, 11, 12, 13, 13}", "alpha_moment_mapping"},
      {"1-1", "1-2", "radial_coeffs"},
  };
  g_autofree char *text = random_mtp("Si O");

  for (guint k = 0; k < G_N_ELEMENTS(wrong); k++) {
    g_auto(GStrv) part = g_strsplit(text, wrong[k].from, 2);
    g_assert_nonnull(part[1]);
    g_autofree char *other = g_strjoinv(wrong[k].to, part);
    g_autoptr(GError) error = NULL;
    g_assert_null(open_text(other, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, wrong[k].reason));
  }
}

/* --- published weights, when they are there --- */

static Vec3
vector_of(JsonArray *rows, guint i)
{
  JsonArray *row = json_array_get_array_element(rows, i);

  return vec3(json_array_get_double_element(row, 0),
              json_array_get_double_element(row, 1),
              json_array_get_double_element(row, 2));
}

static Frame *
read_structure(JsonObject *root)
{
  JsonArray *symbols = json_object_get_array_member(root, "species");
  JsonArray *positions = json_object_get_array_member(root, "positions_A");
  JsonArray *cell = json_object_get_array_member(root, "cell_A");
  g_autoptr(SpeciesList) species = species_list_new();
  Frame *frame = frame_new(species, json_array_get_length(symbols), 0);

  g_assert_true(cell_init(&frame->cell, vector_of(cell, 0), vector_of(cell, 1),
                          vector_of(cell, 2), vec3(0, 0, 0)));
  for (guint i = 0; i < frame->n_atoms; i++) {
    const char *symbol = json_array_get_string_element(symbols, i);
    frame->type[i] = species_list_add(species, element_lookup(symbol));
    frame->position[i] = vector_of(positions, i);
  }
  return frame;
}

static LearnedModel *
published_model(const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename(folder, "mtp", name, NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
  g_auto(GStrv) part = g_strsplit(text, "potential_tag =", 2);
  g_autofree char *named = g_strjoinv("potential_tag = Li P S", part);
  LearnedModel *model = open_text(named, &error);
  g_assert_no_error(error);
  return model;
}

static void
published_models_give_what_their_formula_gives(void)
{
  static const char *const names[] = {"fitted.mtp.PBE.PBE", "fitted.mtp.PBE.optB88",
                                      "fitted.mtp.optB88.optB88"};
  const char *folder = g_getenv(LEARNED_DATA_VARIABLE);
  g_autoptr(JsonParser) parser = json_parser_new();

  if (!folder) {
    g_test_skip("no " LEARNED_DATA_VARIABLE);
    return;
  }
  g_autofree char *path =
      g_build_filename(folder, "reference_vectors", "mtp_Li7P3S11_reference.json", NULL);
  g_assert_true(json_parser_load_from_file(parser, path, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  g_autoptr(Frame) frame = read_structure(root);
  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    JsonObject *want = json_object_get_object_member(root, names[k]);
    JsonArray *forces = json_object_get_array_member(want, "forces_first6");
    g_autoptr(LearnedModel) model = published_model(folder, names[k]);
    g_autoptr(ForceField) ff = bind_model(model, frame);
    g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 2);
    g_assert_cmpfloat_with_epsilon(
        result->thermo.potential, json_object_get_double_member(want, "energy_eV"), 1e-9);
    for (guint i = 0; i < 6; i++)
      g_assert_cmpfloat(vec3_norm(vec3_sub(result->force[i], vector_of(forces, i))), <,
                        1e-6);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mtp/the energy is that of an independent program",
                  the_energy_is_that_of_an_independent_program);
  g_test_add_func("/mtp/forces and virial are derivatives of the energy",
                  forces_and_virial_are_derivatives_of_the_energy);
  g_test_add_func("/mtp/a rotation turns forces and keeps the energy",
                  a_rotation_turns_forces_and_keeps_the_energy);
  g_test_add_func("/mtp/names and places of atoms do not matter",
                  names_and_places_of_atoms_do_not_matter);
  g_test_add_func("/mtp/any number of threads gives the same bits",
                  any_number_of_threads_gives_the_same_bits);
  g_test_add_func("/mtp/species without names are asked for",
                  species_without_names_are_asked_for);
  g_test_add_func("/mtp/a wrong file is refused with its reason",
                  a_wrong_file_is_refused_with_its_reason);
  g_test_add_func("/mtp/published models give what their formula gives",
                  published_models_give_what_their_formula_gives);
  return g_test_run();
}
