// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/base-error.h"
#include "io/structure-file.h"
#include "md/kernel/tensor-kernel.h"
#include "learned-support.h"
#include "random-tensornet.h"

typedef struct {
  LearnedModel *model;
  Frame *frame;
  ForceField *ff;
} Sample;

static Sample
make_sample(guint units, guint n_blocks, guint n_atoms, double edge)
{
  RandomTensorNet what = {units, n_blocks, 7, 4.0, "O Li Si"};
  Sample sample = {.model = random_tensornet(&what),
                   .frame = random_silica(n_atoms, edge, 3)};

  sample.ff = bind_model(sample.model, sample.frame);
  return sample;
}

static void
sample_clear(Sample *sample)
{
  learned_model_unref(sample->model);
  force_field_free(sample->ff);
  frame_unref(sample->frame);
}

/* Energies and forces of another program (numpy, double precision) for the model with
 * seed 7, 20 channels and 2 blocks, on random_silica(12, 6, 3). */
static void
energies_are_those_of_an_independent_program(void)
{
  static const double energy[12] = {-1.68404116, -0.98478843, -0.95887200, -1.67010061,
                                    -0.91053924, -0.96963219, -1.54694585, -0.85804607,
                                    -0.85251007, -1.62058089, -1.04087897, -0.93291561};
  static const double force[3][3] = {{-0.0253585, -0.5794665, -1.1209125},
                                     {-0.5538894, 0.2742651, -1.3046680},
                                     {-1.8785235, 0.3109379, 0.8326500}};
  Sample sample = make_sample(20, 2, 12, 6.0);
  g_autoptr(Frame) result = evaluate_frame(sample.ff, sample.frame, NULL, 1);

  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon(result->energy[i], energy[i], 3e-6);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(result->force[i],
                                         vec3(force[i][0], force[i][1], force[i][2]))),
                      <, 2e-5);
  sample_clear(&sample);
}

static void
forces_are_minus_the_gradient(void)
{
  Sample sample = make_sample(16, 2, 24, 7.0);

  g_assert_cmpfloat(gradient_error(sample.ff, sample.frame, 0.01), <, 1e-3);
  sample_clear(&sample);
}

static void
virial_is_minus_the_derivative_by_strain(void)
{
  Sample sample = make_sample(16, 2, 24, 7.0);

  g_assert_cmpfloat(strain_error(sample.ff, sample.frame, 0.02), <, 1e-3);
  sample_clear(&sample);
}

static void
a_rotation_turns_forces_and_keeps_the_energy(void)
{
  Sample sample = make_sample(16, 2, 24, 7.0);
  g_autoptr(Frame) other = turned_frame(sample.frame);
  g_autoptr(Frame) a = evaluate_frame(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(sample.ff, other, NULL, 1);

  for (guint i = 0; i < other->n_atoms; i++)
    a->force[i] = turned(a->force[i]);
  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 2e-5);
  g_assert_cmpfloat(largest_difference(a->force, b->force, other->n_atoms), <,
                    3e-5 * rms_of(a->force, other->n_atoms));
  sample_clear(&sample);
}

static void
names_and_places_of_atoms_do_not_matter(void)
{
  Sample sample = make_sample(16, 2, 24, 7.0);
  g_autoptr(Frame) other = renamed_frame(sample.frame);
  g_autoptr(Frame) a = evaluate_frame(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(sample.ff, other, NULL, 1);
  guint n = other->n_atoms;

  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 2e-5);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(a->force[i], b->force[n - 1 - i])), <,
                      3e-5 * rms_of(a->force, n));
  sample_clear(&sample);
}

/* A cell thinner than the cut-off, where atoms see their own images. */
static void
copies_of_a_thin_cell_have_the_forces_of_the_original(void)
{
  Sample sample = make_sample(16, 2, 6, 3.6);
  g_autoptr(Frame) big = frame_replicate(sample.frame, (guint[3]){2, 3, 2});
  g_autoptr(Frame) a = evaluate_frame(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(sample.ff, big, NULL, 1);

  for (guint k = 0; k < 12; k++)
    g_assert_cmpfloat(largest_difference(a->force, b->force + 6 * k, 6), <,
                      3e-5 * rms_of(a->force, 6));
  sample_clear(&sample);
}

static double
pair_energy(const Sample *sample, Frame *frame, double r, double *force)
{
  frame->position[1] = vec3(0.48 * r, 0.6 * r, 0.64 * r);
  g_autoptr(Frame) result = evaluate_frame(sample->ff, frame, NULL, 1);
  *force = vec3_norm(result->force[1]);
  return result->thermo.potential;
}

static void
energy_and_force_fade_at_the_cut_off(void)
{
  Sample sample = make_sample(16, 2, 2, 14.0);
  double f[3];

  sample.frame->position[0] = vec3(0, 0, 0);
  double inside = pair_energy(&sample, sample.frame, 4.0 - 1e-3, &f[0]);
  double outside = pair_energy(&sample, sample.frame, 4.0 + 1e-3, &f[1]);
  pair_energy(&sample, sample.frame, 3.0, &f[2]);
  g_assert_cmpfloat_with_epsilon(inside, outside, 3e-6);
  g_assert_cmpfloat(f[1], ==, 0.0);
  g_assert_cmpfloat(f[0], <, 5e-3 * f[2]);
  sample_clear(&sample);
}

static void
every_kernel_agrees(void)
{
  for (guint units = 16; units <= 48; units += 16) {
    Sample sample = make_sample(units + 4, 2, 40, 8.0);
    g_autoptr(Frame) want = evaluate_frame(sample.ff, sample.frame, "generic", 1);
    for (const TensorKernel *const *k = tensor_kernels(); *k; k++) {
      g_autoptr(Frame) have = evaluate_frame(sample.ff, sample.frame, (*k)->name, 1);
      g_assert_cmpfloat_with_epsilon(have->thermo.potential, want->thermo.potential,
                                     3e-5);
      g_assert_cmpfloat(largest_difference(have->force, want->force, 40), <,
                        3e-5 * rms_of(want->force, 40));
    }
    sample_clear(&sample);
  }
}

static void
any_number_of_threads_gives_the_same_bits(void)
{
  Sample sample = make_sample(128, 1, 90, 10.0);
  guint64 one = hash_after_steps(sample.frame, sample.ff, 1);

  g_assert_cmphex(hash_after_steps(sample.frame, sample.ff, 2), ==, one);
  g_assert_cmphex(hash_after_steps(sample.frame, sample.ff, 3), ==, one);
  g_assert_cmphex(hash_after_steps(sample.frame, sample.ff, 8), ==, one);
  sample_clear(&sample);
}

static char *
temporary_file(void)
{
  g_autoptr(GError) error = NULL;
  char *path;
  int fd = g_file_open_tmp("vitrine-XXXXXX.weights", &path, &error);

  g_assert_no_error(error);
  close(fd);
  return path;
}

static void
a_saved_model_opens_as_it_was(void)
{
  Sample sample = make_sample(20, 2, 12, 6.0);
  g_autofree char *path = temporary_file();
  g_autoptr(GError) error = NULL;

  g_assert_true(tensornet_model_save((TensorNetModel *)sample.model, path, &error));
  g_assert_no_error(error);
  g_assert_true(learned_model_recognises(path));
  g_autoptr(LearnedModel) again = learned_model_open(path, &error);
  g_assert_no_error(error);
  g_assert_cmpint(again->kind, ==, LEARNED_TENSORNET);
  g_assert_cmpfloat(again->r_cut, ==, 4.0);
  g_assert_cmpuint(again->elements->len, ==, 3);
  g_assert_cmpint(learned_model_find(again, "Si"), ==, 2);
  g_autoptr(ForceField) ff = bind_model(again, sample.frame);
  g_autoptr(Frame) a = evaluate_frame(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate_frame(ff, sample.frame, NULL, 1);
  g_assert_cmpfloat(a->thermo.potential, ==, b->thermo.potential);
  g_unlink(path);
  sample_clear(&sample);
}

/* Every prefix of a file is refused with a reason that names it. */
static void
a_cut_file_is_refused(void)
{
  Sample sample = make_sample(4, 1, 12, 6.0);
  g_autofree char *path = temporary_file(), *content = NULL;
  gsize size;

  g_assert_true(tensornet_model_save((TensorNetModel *)sample.model, path, NULL));
  g_assert_true(g_file_get_contents(path, &content, &size, NULL));
  for (gsize n = 0; n < size - 8; n += 1 + n / 7) {
    g_autoptr(GError) error = NULL;
    g_assert_true(g_file_set_contents(path, content, n, NULL));
    g_assert_null(learned_model_open(path, &error));
    g_assert_nonnull(error);
    g_assert_nonnull(strstr(error->message, path));
  }
  g_unlink(path);
  sample_clear(&sample);
}

static void
an_element_that_is_missing_is_named(void)
{
  RandomTensorNet what = {4, 1, 1, 4.0, "O Li"};
  g_autoptr(LearnedModel) model = random_tensornet(&what);
  g_autoptr(Frame) frame = random_silica(12, 6.0, 3);
  g_autoptr(GError) error = NULL;

  g_assert_null(learned_model_bind(model, frame, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  g_assert_nonnull(strstr(error->message, "Si"));
}

/* --- published weights, when they are there --- */

static LearnedModel *
published_model(const char *folder)
{
  g_autofree char *path = g_build_filename(
      folder, "tensornet", "TensorNet-MatPES-r2SCAN-v2025.1-PES", "state.pt", NULL);
  g_autoptr(GError) error = NULL;
  LearnedModel *model = learned_model_open(path, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(model->elements->len, ==, 89);
  return model;
}

/* A file of two frames and their energies in another program (numpy, double precision).
 * The files' own energies and forces come from a program in single precision: up to
 * 4.4e-5 eV and 6.8e-5 eV/Å from the former. */
typedef struct {
  const char *name;
  double energy[2];
  guint k, atom; /* where the files' forces are the farthest from the other program's */
  double force[3];
} PublishedFrames;

static void
compare_frames(LearnedModel *model, const char *folder, const PublishedFrames *want)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *file = g_strconcat(want->name, ".extxyz", NULL);
  g_autofree char *path = g_build_filename(folder, "reference_frames", file, NULL);
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, &error);

  g_assert_no_error(error);
  for (guint k = 0; k < 2; k++) {
    g_autoptr(Frame) frame = trajectory_reader_next(reader, &error);
    g_assert_no_error(error);
    g_autoptr(ForceField) ff = learned_model_bind(model, frame, &error);
    g_assert_no_error(error);
    g_autoptr(Frame) result = evaluate_frame(ff, frame, NULL, 2);
    g_assert_cmpfloat_with_epsilon(result->thermo.potential, want->energy[k], 2e-5);
    g_assert_cmpfloat(largest_difference(result->force, frame->force, frame->n_atoms), <,
                      1e-4);
    if (k == want->k) {
      Vec3 f = vec3(want->force[0], want->force[1], want->force[2]);
      g_assert_cmpfloat(vec3_norm(vec3_sub(result->force[want->atom], f)), <, 5e-5);
    }
  }
}

static void
published_weights_give_the_published_forces(void)
{
  static const PublishedFrames frames[] = {
      {"lbs",
       {-1050.9258247, -1083.5241369},
       0,
       23,
       {-4.7607453, -1.6543272, -1.3459079}},
      {"b2o3", {-871.9972603, -887.9469664}, 0, 77, {1.4887295, -1.4820112, 0.3011402}},
      {"ns2", {-904.2961026, -929.2881589}, 1, 41, {0.6758648, -0.9774575, 0.9718133}},
      {"na3ps4",
       {-939.2261399, -958.2904666},
       0,
       68,
       {-1.2951477, -0.9236104, -1.629826}},
  };
  const char *folder = g_getenv(LEARNED_DATA_VARIABLE);

  if (!folder) {
    g_test_skip("no " LEARNED_DATA_VARIABLE);
    return;
  }
  g_autoptr(LearnedModel) model = published_model(folder);
  for (guint k = 0; k < G_N_ELEMENTS(frames); k++)
    compare_frames(model, folder, &frames[k]);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/tensornet/energies are those of an independent program",
                  energies_are_those_of_an_independent_program);
  g_test_add_func("/tensornet/forces are minus the gradient",
                  forces_are_minus_the_gradient);
  g_test_add_func("/tensornet/the virial is minus the derivative by strain",
                  virial_is_minus_the_derivative_by_strain);
  g_test_add_func("/tensornet/a rotation turns forces and keeps the energy",
                  a_rotation_turns_forces_and_keeps_the_energy);
  g_test_add_func("/tensornet/names and places of atoms do not matter",
                  names_and_places_of_atoms_do_not_matter);
  g_test_add_func("/tensornet/copies of a thin cell have the forces of the original",
                  copies_of_a_thin_cell_have_the_forces_of_the_original);
  g_test_add_func("/tensornet/energy and force fade at the cut-off",
                  energy_and_force_fade_at_the_cut_off);
  g_test_add_func("/tensornet/every kernel agrees", every_kernel_agrees);
  g_test_add_func("/tensornet/any number of threads gives the same bits",
                  any_number_of_threads_gives_the_same_bits);
  g_test_add_func("/tensornet/a saved model opens as it was",
                  a_saved_model_opens_as_it_was);
  g_test_add_func("/tensornet/a cut file is refused", a_cut_file_is_refused);
  g_test_add_func("/tensornet/an element that is missing is named",
                  an_element_that_is_missing_is_named);
  g_test_add_func("/tensornet/published weights give the published forces",
                  published_weights_give_the_published_forces);
  return g_test_run();
}
