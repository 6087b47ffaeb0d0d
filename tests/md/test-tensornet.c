// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>
#include <unistd.h>

#include "base/base-error.h"
#include "io/structure-file.h"
#include "md/forces.h"
#include "md/kernel/tensor-kernel.h"
#include "md/md.h"
#include "potential/learned/learned-model.h"
#include "random-tensornet.h"

/* With VITRINE_LEARNED_DATA a folder is meant that holds published weights
 * (tensornet/…/state.pt) and structures labelled with them (reference_frames). */
#define DATA_VARIABLE "VITRINE_LEARNED_DATA"

typedef struct {
  LearnedModel *model;
  Frame *frame;
  ForceField *ff;
} Sample;

static SpeciesList *
silica_species(void)
{
  SpeciesList *species = species_list_new();

  species_list_add(species, element_lookup("Si"));
  species_list_add(species, element_lookup("O"));
  return species;
}

/* n atoms, one third Si, no two nearer than 1.4 Å, in a skewed cell of this edge. */
static Frame *
random_frame(guint n, double edge, guint seed)
{
  g_autoptr(SpeciesList) species = silica_species();
  g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
  Frame *frame = frame_new(species, n, 0);
  double nearest;

  g_assert_true(cell_init(&frame->cell, vec3(edge, 0, 0), vec3(0.2 * edge, edge, 0),
                          vec3(-0.1 * edge, 0.15 * edge, edge), vec3(0, 0, 0)));
  for (guint i = 0; i < n; i++)
    do {
      Vec3 s = vec3(g_rand_double(rand), g_rand_double(rand), g_rand_double(rand));
      frame->type[i] = i % 3 ? 1 : 0;
      frame->position[i] = cell_to_cartesian(&frame->cell, s);
      nearest = INFINITY;
      for (guint j = 0; j < i; j++) {
        Vec3 d = vec3_sub(frame->position[i], frame->position[j]);
        nearest = fmin(nearest, vec3_norm(cell_minimum_image(&frame->cell, d)));
      }
    } while (nearest < 1.4);
  return frame;
}

static void
bind(Sample *sample)
{
  g_autoptr(GError) error = NULL;

  sample->ff = learned_model_bind(sample->model, sample->frame, &error);
  g_assert_no_error(error);
}

static Sample
make_sample(guint units, guint n_blocks, guint n_atoms, double edge)
{
  RandomTensorNet what = {units, n_blocks, 7, 4.0, "O Li Si"};
  Sample sample = {.model = random_tensornet(&what),
                   .frame = random_frame(n_atoms, edge, 3)};

  bind(&sample);
  return sample;
}

static void
sample_clear(Sample *sample)
{
  learned_model_unref(sample->model);
  force_field_free(sample->ff);
  frame_unref(sample->frame);
}

static Frame *
evaluate(const ForceField *ff, const Frame *frame, const char *kernel, guint n_threads)
{
  ForceOptions options = {.kernel = kernel};
  g_autoptr(GError) error = NULL;
  Frame *result = forces_evaluate(frame, ff, &options, n_threads, NULL, &error);

  g_assert_no_error(error);
  return result;
}

static double
energy_of(const Sample *sample, const Frame *frame)
{
  g_autoptr(Frame) result = evaluate(sample->ff, frame, NULL, 1);

  return result->thermo.potential;
}

static double
largest_difference(const Vec3 *a, const Vec3 *b, guint n)
{
  double largest = 0.0;

  for (guint i = 0; i < n; i++)
    largest = fmax(largest, vec3_norm(vec3_sub(a[i], b[i])));
  return largest;
}

static double
rms(const Vec3 *a, guint n)
{
  double sum = 0.0;

  for (guint i = 0; i < n; i++)
    sum += vec3_norm2(a[i]);
  return sqrt(sum / n);
}

/* Energies and forces of another program (numpy, double precision) for the model with
 * seed 7, 20 channels and 2 blocks, on random_frame(12, 6, 3). */
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
  g_autoptr(Frame) result = evaluate(sample.ff, sample.frame, NULL, 1);

  for (guint i = 0; i < 12; i++)
    g_assert_cmpfloat_with_epsilon(result->energy[i], energy[i], 3e-6);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(result->force[i],
                                         vec3(force[i][0], force[i][1], force[i][2]))),
                      <, 2e-5);
  sample_clear(&sample);
}

/* Five-point derivative of the energy along a random direction of all atoms. */
static void
forces_are_minus_the_gradient(void)
{
  static const double weight[4] = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};
  static const double step[4] = {-2, -1, 1, 2};
  const double h = 0.01;
  Sample sample = make_sample(16, 2, 24, 7.0);
  g_autoptr(Frame) result = evaluate(sample.ff, sample.frame, NULL, 1);
  guint n = sample.frame->n_atoms;

  for (guint seed = 0; seed < 6; seed++) {
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    g_autofree Vec3 *way = g_new(Vec3, n);
    double slope = 0.0, along = 0.0;
    for (guint i = 0; i < n; i++) {
      way[i] = vec3(g_rand_double_range(rand, -1, 1), g_rand_double_range(rand, -1, 1),
                    g_rand_double_range(rand, -1, 1));
      along += vec3_dot(way[i], result->force[i]);
    }
    for (int k = 0; k < 4; k++) {
      g_autoptr(Frame) moved = frame_copy(sample.frame, 0);
      for (guint i = 0; i < n; i++)
        moved->position[i] = vec3_mul_add(moved->position[i], step[k] * h, way[i]);
      slope += weight[k] * energy_of(&sample, moved) / h;
    }
    g_assert_cmpfloat(fabs(slope + along), <, 1e-3 * rms(result->force, n) * sqrt(n));
  }
  sample_clear(&sample);
}

/* Cell and atoms strained by e along (a, b), symmetric. */
static Frame *
strained(const Frame *frame, int a, int b, double e)
{
  Frame *result = frame_copy(frame, 0);
  double m[3][3] = {{0}};
  Vec3 v[3];

  m[a][b] += 0.5 * e;
  m[b][a] += 0.5 * e;
  for (guint i = 0; i < frame->n_atoms + 3; i++) {
    Vec3 *to = i < 3 ? &v[i] : &result->position[i - 3];
    Vec3 r = i < 3 ? frame->cell.vector[i] : frame->position[i - 3];
    *to = vec3(r.x + m[0][0] * r.x + m[0][1] * r.y + m[0][2] * r.z,
               r.y + m[1][0] * r.x + m[1][1] * r.y + m[1][2] * r.z,
               r.z + m[2][0] * r.x + m[2][1] * r.y + m[2][2] * r.z);
  }
  g_assert_true(cell_init(&result->cell, v[0], v[1], v[2], frame->cell.origin));
  return result;
}

static void
virial_is_minus_the_derivative_by_strain(void)
{
  static const int axes[6][2] = {{0, 0}, {1, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}};
  static const double weight[4] = {1.0 / 12, -8.0 / 12, 8.0 / 12, -1.0 / 12};
  static const double step[4] = {-2, -1, 1, 2};
  const double h = 2e-3;
  Sample sample = make_sample(16, 2, 24, 7.0);
  g_autoptr(Frame) result = evaluate(sample.ff, sample.frame, NULL, 1);
  double size = 0.0;

  for (int k = 0; k < 6; k++)
    size += fabs(result->thermo.virial[k]);
  for (int k = 0; k < 6; k++) {
    double slope = 0.0;
    for (int s = 0; s < 4; s++) {
      g_autoptr(Frame) frame =
          strained(sample.frame, axes[k][0], axes[k][1], step[s] * h);
      slope += weight[s] * energy_of(&sample, frame) / h;
    }
    g_assert_cmpfloat(fabs(slope + result->thermo.virial[k]), <, 1e-3 * size);
  }
  sample_clear(&sample);
}

static Vec3
rotate(Vec3 r)
{
  const double c = cos(0.7), s = sin(0.7);
  Vec3 t = vec3(c * r.x - s * r.y, s * r.x + c * r.y, r.z);

  return vec3(t.x, c * t.y - s * t.z, s * t.y + c * t.z);
}

static void
a_rotation_turns_forces_and_keeps_the_energy(void)
{
  Sample sample = make_sample(16, 2, 24, 7.0);
  g_autoptr(Frame) turned = frame_copy(sample.frame, 0);
  const Vec3 *v = sample.frame->cell.vector;

  g_assert_true(
      cell_init(&turned->cell, rotate(v[0]), rotate(v[1]), rotate(v[2]), vec3(0, 0, 0)));
  for (guint i = 0; i < turned->n_atoms; i++)
    turned->position[i] = rotate(turned->position[i]);
  g_autoptr(Frame) a = evaluate(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate(sample.ff, turned, NULL, 1);
  for (guint i = 0; i < turned->n_atoms; i++)
    a->force[i] = rotate(a->force[i]);
  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 2e-5);
  g_assert_cmpfloat(largest_difference(a->force, b->force, turned->n_atoms), <,
                    3e-5 * rms(a->force, turned->n_atoms));
  sample_clear(&sample);
}

static void
names_and_places_of_atoms_do_not_matter(void)
{
  Sample sample = make_sample(16, 2, 24, 7.0);
  g_autoptr(Frame) other = frame_copy(sample.frame, 0);
  guint n = other->n_atoms;

  for (guint i = 0; i < n; i++) {
    other->type[i] = sample.frame->type[n - 1 - i];
    Vec3 r = vec3_add(sample.frame->position[n - 1 - i], vec3(1.3, -2.1, 0.4));
    other->position[i] = vec3_add(r, vec3_scale(other->cell.vector[i % 3], i % 5));
  }
  g_autoptr(Frame) a = evaluate(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate(sample.ff, other, NULL, 1);
  g_assert_cmpfloat_with_epsilon(a->thermo.potential, b->thermo.potential, 2e-5);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat(vec3_norm(vec3_sub(a->force[i], b->force[n - 1 - i])), <,
                      3e-5 * rms(a->force, n));
  sample_clear(&sample);
}

/* A cell thinner than the cut-off, where atoms see their own images. */
static void
copies_of_a_thin_cell_have_the_forces_of_the_original(void)
{
  Sample sample = make_sample(16, 2, 6, 3.6);
  g_autoptr(Frame) big = frame_replicate(sample.frame, (guint[3]){2, 3, 2});
  g_autoptr(Frame) a = evaluate(sample.ff, sample.frame, NULL, 1);
  g_autoptr(Frame) b = evaluate(sample.ff, big, NULL, 1);

  for (guint k = 0; k < 12; k++)
    g_assert_cmpfloat(largest_difference(a->force, b->force + 6 * k, 6), <,
                      3e-5 * rms(a->force, 6));
  sample_clear(&sample);
}

static double
pair_energy(const Sample *sample, Frame *frame, double r, double *force)
{
  frame->position[1] = vec3(0.48 * r, 0.6 * r, 0.64 * r);
  g_autoptr(Frame) result = evaluate(sample->ff, frame, NULL, 1);
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
    g_autoptr(Frame) want = evaluate(sample.ff, sample.frame, "generic", 1);
    for (const TensorKernel *const *k = tensor_kernels(); *k; k++) {
      g_autoptr(Frame) have = evaluate(sample.ff, sample.frame, (*k)->name, 1);
      g_assert_cmpfloat_with_epsilon(have->thermo.potential, want->thermo.potential,
                                     3e-5);
      g_assert_cmpfloat(largest_difference(have->force, want->force, 40), <,
                        3e-5 * rms(want->force, 40));
    }
    sample_clear(&sample);
  }
}

static guint64
hash_after_steps(const Sample *sample, guint n_threads)
{
  g_autoptr(GError) error = NULL;
  MdOptions options;
  MdFault fault;

  md_options_init(&options);
  options.n_threads = n_threads;
  options.temperature = 300.0;
  options.dt = 2e-4;
  g_autoptr(Md) md = md_new(sample->frame, sample->ff, &options, &error);
  g_assert_no_error(error);
  for (int k = 0; k < 30; k++)
    g_assert_true(md_step(md, FALSE, &fault));
  return md_hash(md);
}

static void
any_number_of_threads_gives_the_same_bits(void)
{
  Sample sample = make_sample(128, 1, 90, 10.0);
  guint64 one = hash_after_steps(&sample, 1);

  g_assert_cmphex(hash_after_steps(&sample, 2), ==, one);
  g_assert_cmphex(hash_after_steps(&sample, 5), ==, one);
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
  LearnedModel *again = learned_model_open(path, &error);
  g_assert_no_error(error);
  g_assert_cmpint(again->kind, ==, LEARNED_TENSORNET);
  g_assert_cmpfloat(again->r_cut, ==, 4.0);
  g_assert_cmpuint(again->elements->len, ==, 3);
  g_assert_cmpint(learned_model_find(again, "Si"), ==, 2);
  Sample other = {.model = again, .frame = frame_copy(sample.frame, 0)};
  bind(&other);
  g_assert_cmpfloat(energy_of(&other, other.frame), ==, energy_of(&sample, other.frame));
  g_unlink(path);
  sample_clear(&other);
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
  g_autoptr(Frame) frame = random_frame(12, 6.0, 3);
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

static void
compare_frames(LearnedModel *model, const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, &error);

  g_assert_no_error(error);
  for (;;) {
    g_autoptr(Frame) frame = trajectory_reader_next(reader, &error);
    g_assert_no_error(error);
    if (!frame)
      return;
    g_autoptr(ForceField) ff = learned_model_bind(model, frame, &error);
    g_assert_no_error(error);
    g_autoptr(Frame) result = evaluate(ff, frame, NULL, 2);
    /* The labels are in single precision themselves: 4e-7 eV per atom */
    g_assert_cmpfloat_with_epsilon(result->thermo.potential, frame->thermo.potential,
                                   6e-7 * frame->n_atoms);
    g_assert_cmpfloat(largest_difference(result->force, frame->force, frame->n_atoms), <,
                      1e-4);
  }
}

static void
published_weights_give_the_published_forces(void)
{
  static const char *const names[] = {"lbs", "b2o3", "ns2", "na3ps4"};
  const char *folder = g_getenv(DATA_VARIABLE);

  if (!folder) {
    g_test_skip("no " DATA_VARIABLE);
    return;
  }
  g_autoptr(LearnedModel) model = published_model(folder);
  for (guint k = 0; k < G_N_ELEMENTS(names); k++) {
    g_autofree char *file = g_strconcat(names[k], ".extxyz", NULL);
    g_autofree char *path = g_build_filename(folder, "reference_frames", file, NULL);
    compare_frames(model, path);
  }
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
