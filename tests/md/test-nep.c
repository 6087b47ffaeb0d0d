// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/base-error.h"
#include "learned-support.h"
#include "md/learned/nep-atom.h"

/* A model text with random numbers: all invariants, ZBL, and cut-offs per element. */
typedef struct {
  int version;
  const char *kind;     /* "_zbl" or "" */
  const char *zbl;      /* its line, or "" */
  const char *elements; /* "O Si" */
  guint n_elements;
  gsize n_more; /* numbers after the scales */
} RandomNep;

#define N_RADIAL   4
#define N_ANGULAR  3
#define TERMS      5
#define NEURONS    6
#define INVARIANTS 6 /* l = 1 … 4, q222, q1111 */

static char *
random_nep(const RandomNep *what)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed(11);
  gsize n = what->n_elements, dim = N_RADIAL + N_ANGULAR * INVARIANTS;
  gsize networks = what->version == 3 ? 1 : n;
  gsize count = networks * (NEURONS * (dim + 2) + (what->version == 5)) + 1 +
                n * n * (N_RADIAL + N_ANGULAR) * TERMS;
  GString *text = g_string_new(NULL);

  g_string_printf(text, "nep%d%s %zu %s\n%scutoff 4.5 4 50 50\nn_max %d %d\n",
                  what->version, what->kind, n, what->elements, what->zbl, N_RADIAL - 1,
                  N_ANGULAR - 1);
  g_string_append_printf(text, "basis_size %d %d\nl_max 4 2 1\nANN %d 0\n", TERMS - 1,
                         TERMS - 1, NEURONS);
  for (gsize k = 0; k < count; k++)
    g_string_append_printf(text, "%15.7e\n", g_rand_double_range(rand, -0.6, 0.6));
  for (gsize k = 0; k < dim; k++)
    g_string_append_printf(text, "%15.7e\n", g_rand_double_range(rand, 0.2, 0.6));
  for (gsize k = 0; k < what->n_more; k++)
    g_string_append_printf(text, "%g\n", k % 10 == 0 ? 0.8 : k % 10 == 1 ? 2.0 : 0.4);
  return g_string_free(text, FALSE);
}

static const RandomNep PLAIN = {4, "", "", "O Si", 2, 0};
static const RandomNep SHARED = {3, "_zbl", "zbl 1 2\n", "Si Li O", 3, 0};
static const RandomNep BIASED = {5, "_zbl", "zbl 0.5 2.2 0.9\n", "O Si", 2, 0};
static const RandomNep FLEXIBLE = {4, "_zbl", "zbl 0 0\n", "Si O", 2, 30};

static LearnedModel *
open_text(const char *text, GError **error)
{
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp("vitrine-XXXXXX", &path, NULL);

  g_assert_cmpint(fd, >=, 0);
  close(fd);
  g_assert_true(g_file_set_contents(path, text, -1, NULL));
  LearnedModel *model = learned_model_open(path, error);
  if (error && *error)
    g_assert_nonnull(strstr((*error)->message, path));
  g_unlink(path);
  return model;
}

static LearnedModel *
make_model(const RandomNep *what)
{
  g_autofree char *text = random_nep(what);
  g_autoptr(GError) error = NULL;
  LearnedModel *model = open_text(text, &error);

  g_assert_no_error(error);
  g_assert_cmpint(model->kind, ==, LEARNED_NEP);
  return model;
}

/* Small steps: the envelope's second derivative jumps at the cut-off. */
static void
forces_and_virial_are_derivatives_of_the_energy(void)
{
  static const RandomNep *const all[] = {&PLAIN, &SHARED, &BIASED, &FLEXIBLE};
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);

  for (guint k = 0; k < G_N_ELEMENTS(all); k++) {
    g_autoptr(LearnedModel) model = make_model(all[k]);
    g_autoptr(ForceField) ff = bind_model(model, frame);
    g_assert_cmpfloat(gradient_error(ff, frame, 3e-5), <, 1e-7);
    g_assert_cmpfloat(strain_error(ff, frame, 3e-5), <, 1e-7);
  }
}

static void
a_rotation_turns_forces_and_keeps_the_energy(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(Frame) other = turned_frame(frame);
  g_autoptr(LearnedModel) model = make_model(&PLAIN);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) a = evaluate_frame(ff, frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(ff, other, NULL, 1);

  for (guint i = 0; i < 24; i++)
    a->force[i] = turned(a->force[i]);
  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 1e-10);
  g_assert_cmpfloat(largest_difference(a->force, b->force, 24), <, 1e-10);
}

static void
names_and_places_of_atoms_do_not_matter(void)
{
  g_autoptr(Frame) frame = random_silica(24, 7.0, 3);
  g_autoptr(Frame) other = renamed_frame(frame);
  g_autoptr(LearnedModel) model = make_model(&FLEXIBLE);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  g_autoptr(Frame) a = evaluate_frame(ff, frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(ff, other, NULL, 1);

  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 1e-10);
  for (guint i = 0; i < 24; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(a->force[i], b->force[23 - i])), <, 1e-10);
}

static void
any_number_of_threads_gives_the_same_bits(void)
{
  g_autoptr(Frame) frame = random_silica(90, 10.0, 3);
  g_autoptr(LearnedModel) model = make_model(&PLAIN);
  g_autoptr(ForceField) ff = bind_model(model, frame);
  guint64 one = hash_after_steps(frame, ff, 1);

  g_assert_cmphex(hash_after_steps(frame, ff, 2), ==, one);
  g_assert_cmphex(hash_after_steps(frame, ff, 5), ==, one);
}

static void
energy_and_force_fade_at_the_cut_off(void)
{
  g_autoptr(Frame) frame = random_silica(2, 14.0, 3);
  g_autoptr(LearnedModel) model = make_model(&PLAIN);
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
  g_autoptr(LearnedModel) model = make_model(&PLAIN);
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
  g_autofree char *text = random_nep(&PLAIN);
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

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/nep/forces and virial are derivatives of the energy",
                  forces_and_virial_are_derivatives_of_the_energy);
  g_test_add_func("/nep/a rotation turns forces and keeps the energy",
                  a_rotation_turns_forces_and_keeps_the_energy);
  g_test_add_func("/nep/names and places of atoms do not matter",
                  names_and_places_of_atoms_do_not_matter);
  g_test_add_func("/nep/any number of threads gives the same bits",
                  any_number_of_threads_gives_the_same_bits);
  g_test_add_func("/nep/energy and force fade at the cut-off",
                  energy_and_force_fade_at_the_cut_off);
  g_test_add_func("/nep/atoms that overlap are pushed apart",
                  atoms_that_overlap_are_pushed_apart);
  g_test_add_func("/nep/a wrong file is refused with its reason",
                  a_wrong_file_is_refused_with_its_reason);
  g_test_add_func("/nep/a cut or a longer file is refused",
                  a_cut_or_a_longer_file_is_refused);
  g_test_add_func("/nep/a published model gives what its own program gives",
                  a_published_model_gives_what_its_own_program_gives);
  return g_test_run();
}
