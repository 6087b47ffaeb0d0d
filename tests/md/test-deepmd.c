// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "potential/learned/deepmd-model.h"
#include "potential/learned/yaml-tree.h"
#include "small-deepmd.h"

static LearnedModel *
open_yaml(const SmallDeepmd *what)
{
  g_autofree char *text = small_deepmd_yaml(what);
  g_autoptr(GError) error = NULL;
  LearnedModel *model = open_model_bytes(text, strlen(text), &error);

  g_assert_no_error(error);
  g_assert_cmpint(model->kind, ==, LEARNED_DEEPMD);
  g_assert_cmpfloat(model->r_cut, ==, 4.5);
  return model;
}

static LearnedModel *
make_model(gboolean one_side)
{
  SmallDeepmd what = small_deepmd(one_side);

  return open_yaml(&what);
}

static double
energy_of(const SmallDeepmd *what, const Frame *frame)
{
  g_autoptr(LearnedModel) model = open_yaml(what);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);

  return result->thermo.potential;
}

static void
energies_are_those_of_an_independent_program(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  SmallDeepmd both = small_deepmd(FALSE), one = small_deepmd(TRUE);

  g_assert_cmpfloat_with_epsilon(energy_of(&both, frame), -54.1563659677438, 1e-10);
  g_assert_cmpfloat_with_epsilon(energy_of(&one, frame), -58.2370759364586, 1e-10);
}

static void
the_nearest_neighbours_take_the_slots(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  SmallDeepmd what = small_deepmd(FALSE);

  what.sel[0] = 3;
  what.sel[1] = 9;
  g_assert_cmpfloat_with_epsilon(energy_of(&what, frame), -50.4740353769977, 1e-10);
}

static void
a_frozen_graph_gives_what_the_native_file_gives(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);

  for (int one_side = 0; one_side < 2; one_side++) {
    SmallDeepmd what = small_deepmd(one_side);
    g_autoptr(GByteArray) graph = small_deepmd_graph(&what);
    g_autoptr(GError) error = NULL;
    g_autoptr(LearnedModel) model = open_model_bytes(graph->data, graph->len, &error);
    g_assert_no_error(error);
    g_autoptr(ForceField) ff = bind_model(model, frame);
    g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 1);
    g_assert_cmpfloat_with_epsilon(result->thermo.potential, energy_of(&what, frame),
                                   1e-10);
  }
}

static LearnedModel *
both_sides(void)
{
  return make_model(FALSE);
}

static LearnedModel *
one_side(void)
{
  return make_model(TRUE);
}

/* Beyond its tables an embedding is the network itself: very near atoms. */
static void
forces_are_derivatives_where_atoms_nearly_touch(void)
{
  g_autoptr(LearnedModel) model = make_model(FALSE);
  g_autoptr(Frame) frame = lonely_pair(0.5);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  double e[2];

  ff->learned->has_wall = TRUE;
  g_autoptr(Frame) middle = evaluate_frame(ff, frame, NULL, 1);
  for (int k = 0; k < 2; k++) {
    g_autoptr(Frame) moved = lonely_pair(0.5 + (k ? 1e-4 : -1e-4));
    g_autoptr(Frame) result = evaluate_frame(ff, moved, NULL, 1);
    e[k] = result->thermo.potential;
  }
  double along = 0.6 * middle->force[1].x - 0.8 * middle->force[1].z;
  g_assert_cmpfloat(fabs(along), >, 1e-3);
  g_assert_cmpfloat_with_epsilon(along, -(e[1] - e[0]) / 2e-4, 1e-5 * fabs(along) + 1e-7);
}

static void
forces_fade_out_at_the_cut_off(void)
{
  g_autoptr(LearnedModel) model = make_model(FALSE);
  g_autoptr(Frame) beyond = lonely_pair(4.5 + 1e-3);
  g_autoptr(ForceField) ff = bind_model(model, beyond);
  g_autoptr(Frame) none = evaluate_frame(ff, beyond, NULL, 1);

  g_assert_cmpfloat(vec3_norm(none->force[0]), ==, 0.0);
  for (double gap = 1e-2; gap > 1e-4; gap *= 0.1) {
    g_autoptr(Frame) near = lonely_pair(4.5 - gap);
    g_autoptr(Frame) result = evaluate_frame(ff, near, NULL, 1);
    g_assert_cmpfloat(vec3_norm(result->force[0]), <, 2.0 * gap * gap);
    g_assert_cmpfloat_with_epsilon(result->thermo.potential, none->thermo.potential,
                                   2.0 * gap * gap * gap + 1e-14);
  }
}

static void
elements_that_are_missing_are_named(void)
{
  g_autoptr(LearnedModel) model = make_model(FALSE);
  g_autoptr(SpeciesList) species = species_list_new();
  g_autoptr(GError) error = NULL;

  species_list_add(species, element_lookup("O"));
  species_list_add(species, element_lookup("Na"));
  g_autoptr(Frame) frame = frame_new(species, 2, 0);
  frame->type[1] = 1;
  g_assert_null(learned_model_bind(model, frame, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "Na"));
}

static void
what_cannot_be_evaluated_is_refused_with_its_reason(void)
{
  static const struct {
    const char *from, *to, *reason;
  } wrong[] = {
      {"type: se_e2_a", "type: se_e2_r", "se_e2_r"},
      {"type: ener", "type: dipole", "dipole"},
      {"type: standard", "type: linear_ener", "linear_ener"},
      {"exclude_types: []", "exclude_types: [[0, 1]]", "exclude_types"},
      {"numb_fparam: 0", "numb_fparam: 2", "numb_fparam"},
      {"activation_function: tanh", "activation_function: gelu", "gelu"},
      {"rcut: 4.5", "rcut: 1", "rcut_smth"},
      {"axis_neuron: 3", "axis_neuron: 4", "fitting"},
      {"sel: [15, 22]", "sel: [15, 23]", "davg"},
      {"dstd: {\"@class\": np.ndarray, dtype: float64, value: [[[",
       "dstd: {\"@class\": np.ndarray, dtype: float64, value: [[[-", "dstd"},
      {"value: [[", "value: [[.nan, ", "w"},
      {"spin: ~", "spin: *nothing", "an alias of nothing"},
      {"networks:", "networks: [", "line"},
  };
  SmallDeepmd what = small_deepmd(FALSE);
  g_autofree char *text = small_deepmd_yaml(&what);

  for (guint k = 0; k < G_N_ELEMENTS(wrong); k++) {
    g_auto(GStrv) part = g_strsplit(text, wrong[k].from, 2);
    g_assert_nonnull(part[1]);
    g_autofree char *other = g_strjoinv(wrong[k].to, part);
    g_autoptr(GError) error = NULL;
    g_assert_null(open_model_bytes(other, strlen(other), &error));
    g_assert_nonnull(error);
    g_test_message("%s", error->message);
    g_assert_nonnull(strstr(error->message, wrong[k].reason));
  }
}

static void
a_damaged_graph_is_refused_wherever_it_is_cut(void)
{
  SmallDeepmd what = small_deepmd(TRUE);
  g_autoptr(GByteArray) graph = small_deepmd_graph(&what);

  for (guint size = 40; size < graph->len; size += 97) {
    g_autoptr(GError) error = NULL;
    g_assert_null(open_model_bytes(graph->data, size, &error));
    g_assert_nonnull(error);
  }
}

/* No byte that is changed may bring the reader down. */
static void
no_changed_byte_is_fatal(void)
{
  SmallDeepmd what = small_deepmd(TRUE);
  g_autoptr(GByteArray) graph = small_deepmd_graph(&what);

  for (guint at = 0; at<graph->len; at += graph->len> 20000 ? 31 : 7) {
    guint8 kept = graph->data[at];
    graph->data[at] ^= 0xff;
    g_autoptr(LearnedModel) model = open_model_bytes(graph->data, graph->len, NULL);
    graph->data[at] = kept;
  }
}

static void
a_compressed_graph_is_refused_with_its_reason(void)
{
  static const guint8 node[] = "\x0a\x16\x0a\x01x\x12\x11TabulateFusionSeA";
  SmallDeepmd what = small_deepmd(TRUE);
  g_autoptr(GByteArray) graph = small_deepmd_graph(&what);
  g_autoptr(GError) error = NULL;

  g_byte_array_append(graph, node, sizeof node - 1);
  g_assert_null(open_model_bytes(graph->data, graph->len, &error));
  g_assert_nonnull(error);
  g_assert_nonnull(strstr(error->message, "compress"));
}

/* --- published weights, when they are there --- */

static double
number(JsonObject *object, const char *key, guint i)
{
  return json_array_get_double_element(json_object_get_array_member(object, key), i);
}

static Frame *
read_case(JsonObject *object)
{
  g_autoptr(SpeciesList) species = species_list_new();

  species_list_add(species, element_lookup("O"));
  species_list_add(species, element_lookup("H"));
  Frame *frame = frame_new(species, 6, 0);
  if (json_object_get_null_member(object, "box"))
    frame->cell = cell_cubic(60.0);
  else
    g_assert_true(cell_init(&frame->cell, vec3(number(object, "box", 0), 0, 0),
                            vec3(0, number(object, "box", 4), 0),
                            vec3(0, 0, number(object, "box", 8)), vec3(0, 0, 0)));
  for (guint i = 0; i < 6; i++) {
    frame->type[i] = number(object, "atype", i);
    frame->position[i] =
        vec3(number(object, "coord", 3 * i), number(object, "coord", 3 * i + 1),
             number(object, "coord", 3 * i + 2));
  }
  return frame;
}

static void
check_case(LearnedModel *model, JsonObject *want)
{
  g_autoptr(Frame) frame = read_case(want);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 2);
  double trace = 0.0, virial = 0.0;

  for (guint i = 0; i < 6; i++) {
    Vec3 force = vec3(number(want, "force", 3 * i), number(want, "force", 3 * i + 1),
                      number(want, "force", 3 * i + 2));
    g_assert_cmpfloat_with_epsilon(result->energy[i], number(want, "atomic_energy", i),
                                   1e-10);
    g_assert_cmpfloat(vec3_norm(vec3_sub(result->force[i], force)), <, 1e-10);
    for (guint k = 0; k < 9; k += 4)
      virial += number(want, "atomic_virial", 9 * i + k);
  }
  for (guint k = 0; k < 3; k++)
    trace += result->thermo.virial[k];
  g_assert_cmpfloat_with_epsilon(trace, virial, 1e-10);
}

static void
the_published_model_gives_its_published_numbers(void)
{
  const char *folder = g_getenv(LEARNED_DATA_VARIABLE);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  gsize size;

  if (!folder) {
    g_test_skip("no " LEARNED_DATA_VARIABLE);
    return;
  }
  g_autofree char *cases =
      g_build_filename(folder, "deepmd", "deeppot-testcase.yaml", NULL);
  g_autofree char *path = g_build_filename(folder, "deepmd", "deeppot_sea.yaml", NULL);
  g_assert_true(g_file_get_contents(cases, &text, &size, NULL));
  g_autoptr(JsonNode) root = yaml_tree_parse((const guint8 *)text, size, &error);
  g_assert_no_error(error);
  g_autoptr(LearnedModel) model = learned_model_open(path, &error);
  g_assert_no_error(error);
  JsonArray *list = json_object_get_array_member(json_node_get_object(root), "results");
  for (guint k = 0; k < json_array_get_length(list); k++)
    check_case(model, json_array_get_object_element(list, k));
}

static const PropertyCase CASES[] = {
    {"deepmd", both_sides, 1e-4, 1e-8, 1e-10},
    {"deepmd of one side", one_side, 1e-4, 1e-8, 1e-10},
};

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/deepmd/energies are those of an independent program",
                  energies_are_those_of_an_independent_program);
  g_test_add_func("/deepmd/the nearest neighbours take the slots",
                  the_nearest_neighbours_take_the_slots);
  g_test_add_func("/deepmd/a frozen graph gives what the native file gives",
                  a_frozen_graph_gives_what_the_native_file_gives);
  for (guint k = 0; k < G_N_ELEMENTS(CASES); k++)
    add_property_tests(&CASES[k]);
  g_test_add_func("/deepmd/forces are derivatives where atoms nearly touch",
                  forces_are_derivatives_where_atoms_nearly_touch);
  g_test_add_func("/deepmd/forces fade out at the cut-off",
                  forces_fade_out_at_the_cut_off);
  g_test_add_func("/deepmd/elements that are missing are named",
                  elements_that_are_missing_are_named);
  g_test_add_func("/deepmd/what cannot be evaluated is refused with its reason",
                  what_cannot_be_evaluated_is_refused_with_its_reason);
  g_test_add_func("/deepmd/a damaged graph is refused wherever it is cut",
                  a_damaged_graph_is_refused_wherever_it_is_cut);
  g_test_add_func("/deepmd/no changed byte is fatal", no_changed_byte_is_fatal);
  g_test_add_func("/deepmd/a compressed graph is refused with its reason",
                  a_compressed_graph_is_refused_with_its_reason);
  g_test_add_func("/deepmd/the published model gives its published numbers",
                  the_published_model_gives_its_published_numbers);
  return g_test_run();
}
