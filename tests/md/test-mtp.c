// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "small-mtp.h"

static LearnedModel *
open_text(const char *text, GError **error)
{
  return open_model_bytes(text, strlen(text), error);
}

static LearnedModel *
make_model(void)
{
  g_autofree char *text = small_mtp_text("Si O");
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
species_without_names_are_asked_for(void)
{
  g_autofree char *text = small_mtp_text("");
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
  g_autofree char *text = small_mtp_text("Si O");

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

static const PropertyCase CASE = {"mtp", make_model, 3e-5, 1e-7, 1e-9};

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/mtp/the energy is that of an independent program",
                  the_energy_is_that_of_an_independent_program);
  add_property_tests(&CASE);
  g_test_add_func("/mtp/species without names are asked for",
                  species_without_names_are_asked_for);
  g_test_add_func("/mtp/a wrong file is refused with its reason",
                  a_wrong_file_is_refused_with_its_reason);
  g_test_add_func("/mtp/published models give what their formula gives",
                  published_models_give_what_their_formula_gives);
  return g_test_run();
}
