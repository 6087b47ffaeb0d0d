// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "potential/learned/painn-model.h"
#include "small-painn.h"

/* eV: 4184 J over Avogadro's number and the elementary charge (SI 2019) */
#define KCAL_MOL (4184.0 / 96485.33212331)

static LearnedModel *
open_small(const SmallPainn *what)
{
  g_autoptr(GByteArray) file = small_painn_file(what);
  g_autoptr(GError) error = NULL;
  LearnedModel *model = open_model_bytes(file->data, file->len, &error);

  g_assert_no_error(error);
  g_assert_cmpint(model->kind, ==, LEARNED_PAINN);
  g_assert_cmpfloat(model->r_cut, ==, 4.5);
  return model;
}

static LearnedModel *
make_model(void)
{
  SmallPainn what = small_painn();

  return open_small(&what);
}

static double
energy_of(const SmallPainn *what, const Frame *frame)
{
  g_autoptr(LearnedModel) model = open_small(what);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);

  return result->thermo.potential / KCAL_MOL;
}

static void
energies_are_those_of_an_independent_program(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  SmallPainn what = small_painn();

  g_assert_cmpfloat_with_epsilon(energy_of(&what, frame), -708.392299529370, 1e-8);
  what.share_filters = TRUE;
  g_assert_cmpfloat_with_epsilon(energy_of(&what, frame), -708.733101536911, 1e-8);
}

static void
energies_of_elements_are_added(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  SmallPainn what = small_painn();
  double without = energy_of(&what, frame);

  what.has_references = TRUE;
  g_assert_cmpfloat_with_epsilon(energy_of(&what, frame) - without,
                                 -8 * 200.0 - 16 * 100.0, 1e-8);
}

/* The envelope falls as the square of the gap, the force as the gap. */
static void
forces_fade_out_at_the_cut_off(void)
{
  g_autoptr(LearnedModel) model = make_model();
  g_autoptr(Frame) beyond = lonely_pair(4.5 + 1e-3);
  g_autoptr(ForceField) ff = bind_model(model, beyond);
  g_autoptr(Frame) none = evaluate_frame(ff, beyond, NULL, 1);

  g_assert_cmpfloat(vec3_norm(none->force[0]), ==, 0.0);
  for (double gap = 1e-2; gap > 1e-5; gap *= 0.1) {
    g_autoptr(Frame) near = lonely_pair(4.5 - gap);
    g_autoptr(Frame) result = evaluate_frame(ff, near, NULL, 1);
    g_assert_cmpfloat(vec3_norm(result->force[0]), <, 10.0 * gap);
    g_assert_cmpfloat_with_epsilon(result->thermo.potential, none->thermo.potential,
                                   10.0 * gap * gap);
  }
}

static void
elements_are_those_with_an_energy_where_there_are_any(void)
{
  SmallPainn what = small_painn();
  g_autoptr(LearnedModel) all = open_small(&what);

  what.has_references = TRUE;
  g_autoptr(LearnedModel) two = open_small(&what);
  g_assert_cmpuint(all->elements->len, ==, 19);
  g_assert_cmpuint(two->elements->len, ==, 2);
  g_assert_cmpint(learned_model_find(two, "Si"), >=, 0);
  g_assert_cmpint(learned_model_find(two, "Na"), <, 0);
}

static void
units_are_those_of_the_configuration_beside_the_model(void)
{
  static const char config[] =
      "data:\n  property_units:\n    energy: eV\n  distance_unit: Ang\n";
  SmallPainn what = small_painn();
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(GByteArray) file = small_painn_file(&what);
  g_autoptr(GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(folder, "best_model", NULL);
  g_autofree char *beside = g_build_filename(folder, "config.yaml", NULL);

  g_assert_true(g_file_set_contents(path, (const char *)file->data, file->len, NULL));
  g_assert_true(g_file_set_contents(beside, config, -1, NULL));
  g_autoptr(LearnedModel) model = learned_model_open(path, &error);
  g_assert_no_error(error);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
  g_assert_cmpfloat_with_epsilon(result->thermo.potential, energy_of(&what, frame), 1e-8);
  g_unlink(path);
  g_unlink(beside);
  g_rmdir(folder);
}

static void
refuses(const SmallPainn *what, const char *reason)
{
  g_autoptr(GByteArray) file = small_painn_file(what);
  g_autoptr(GError) error = NULL;

  g_assert_null(open_model_bytes(file->data, file->len, &error));
  g_assert_nonnull(error);
  g_test_message("%s", error->message);
  g_assert_nonnull(strstr(error->message, reason));
}

static void
what_cannot_be_evaluated_is_refused_with_its_reason(void)
{
  SmallPainn what = small_painn();

  what.representation = "schnetpack.representation.schnet SchNet";
  refuses(&what, "SchNet");
  what = small_painn();
  what.radial = "schnetpack.nn.radial BesselRBF";
  refuses(&what, "BesselRBF");
  what = small_painn();
  what.cut_off = "schnetpack.nn.cutoff MollifierCutoff";
  refuses(&what, "MollifierCutoff");
  what = small_painn();
  what.activation = "schnetpack.nn.activations shifted_softplus";
  refuses(&what, "SiLU");
  what = small_painn();
  what.mode = "avg";
  refuses(&what, "aggregation_mode");
  what = small_painn();
  what.postprocessor = "schnetpack.transform.atomistic ScaleProperty";
  refuses(&what, "ScaleProperty");
}

static void
a_cut_or_changed_file_is_never_fatal(void)
{
  SmallPainn what = small_painn();
  g_autoptr(GByteArray) file = small_painn_file(&what);

  for (guint size = 8; size < file->len; size += file->len / 40) {
    g_autoptr(GError) error = NULL;
    g_assert_null(open_model_bytes(file->data, size, &error));
    g_assert_nonnull(error);
  }
  for (guint at = 4; at < MIN(file->len, 6000); at += 19) {
    guint8 kept = file->data[at];
    file->data[at] ^= 0xff;
    g_autoptr(LearnedModel) model = open_model_bytes(file->data, file->len, NULL);
    file->data[at] = kept;
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
read_molecule(JsonObject *root)
{
  JsonArray *symbols = json_object_get_array_member(root, "species");
  JsonArray *positions = json_object_get_array_member(root, "positions_A");
  g_autoptr(SpeciesList) species = species_list_new();
  Frame *frame = frame_new(species, json_array_get_length(symbols), 0);

  frame->cell = cell_cubic(30.0);
  for (guint i = 0; i < frame->n_atoms; i++) {
    const char *symbol = json_array_get_string_element(symbols, i);
    frame->type[i] = species_list_add(species, element_lookup(symbol));
    frame->position[i] = vector_of(positions, i);
  }
  return frame;
}

static void
the_published_model_gives_what_its_formula_gives(void)
{
  const char *folder = g_getenv(LEARNED_DATA_VARIABLE);
  g_autoptr(JsonParser) parser = json_parser_new();
  g_autoptr(GError) error = NULL;

  if (!folder) {
    g_test_skip("no " LEARNED_DATA_VARIABLE);
    return;
  }
  g_autofree char *reference =
      g_build_filename(folder, "reference_vectors", "painn_ethanol_reference.json", NULL);
  g_autofree char *path =
      g_build_filename(folder, "painn", "rmd17_ethanol_painn_1.best_model", NULL);
  g_assert_true(json_parser_load_from_file(parser, reference, NULL));
  JsonObject *root = json_node_get_object(json_parser_get_root(parser));
  JsonObject *want = json_object_get_object_member(root, "painn_1");
  JsonArray *forces = json_object_get_array_member(want, "forces");
  g_autoptr(Frame) frame = read_molecule(root);
  g_autoptr(LearnedModel) model = learned_model_open(path, &error);
  g_assert_no_error(error);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 2);
  g_assert_cmpfloat_with_epsilon(result->thermo.potential / KCAL_MOL,
                                 json_object_get_double_member(want, "energy"), 1e-6);
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 force = vec3_scale(result->force[i], 1.0 / KCAL_MOL);
    g_assert_cmpfloat(vec3_norm(vec3_sub(force, vector_of(forces, i))), <, 1e-4);
  }
}

static const PropertyCase CASE = {"painn", make_model, 3e-5, 1e-7, 1e-9};

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/painn/energies are those of an independent program",
                  energies_are_those_of_an_independent_program);
  g_test_add_func("/painn/energies of elements are added",
                  energies_of_elements_are_added);
  add_property_tests(&CASE);
  g_test_add_func("/painn/forces fade out at the cut-off",
                  forces_fade_out_at_the_cut_off);
  g_test_add_func("/painn/elements are those with an energy where there are any",
                  elements_are_those_with_an_energy_where_there_are_any);
  g_test_add_func("/painn/units are those of the configuration beside the model",
                  units_are_those_of_the_configuration_beside_the_model);
  g_test_add_func("/painn/what cannot be evaluated is refused with its reason",
                  what_cannot_be_evaluated_is_refused_with_its_reason);
  g_test_add_func("/painn/a cut or changed file is never fatal",
                  a_cut_or_changed_file_is_never_fatal);
  g_test_add_func("/painn/the published model gives what its formula gives",
                  the_published_model_gives_what_its_formula_gives);
  return g_test_run();
}
