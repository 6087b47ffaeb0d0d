// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How long a learned potential takes per atom and step (energy, forces and virial), on
 * one thread and on two, beside the time of its matrix products alone.
 *
 *     learned [MODEL [STRUCTURE]]      without a model: networks with random weights
 *                                      (products are measured for TensorNet alone)
 *
 * One thread is measured in processor time, two against one in wall time; the least of
 * several runs each, so that a machine with other work disturbs little. */
#include <cblas.h>
#include <glib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/aligned.h"
#include "io/structure-file.h"
#include "md/forces.h"
#include "md/kernel/tensor-kernel.h"
#include "learned-support.h"
#include "random-tensornet.h"
#include "small-deepmd.h"
#include "small-painn.h"

#define N_RUNS 30

static double
clock_now(clockid_t id)
{
  struct timespec t;

  clock_gettime(id, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

/* Li–B–Si–O at the density of a glass, atoms at random but no nearer than 1.4 Å. */
static Frame *
random_glass(guint n)
{
  static const char *const symbols[] = {"Li", "B", "Si", "O"};
  static const guint8 types[9] = {3, 1, 3, 2, 3, 0, 3, 1, 3};
  g_autoptr(SpeciesList) species = species_list_new();
  g_autoptr(GRand) rand = g_rand_new_with_seed(1);

  for (int k = 0; k < 4; k++)
    species_list_add(species, element_lookup(symbols[k]));
  Frame *frame = frame_new(species, n, 0);
  frame->cell = cell_cubic(cbrt(n / 0.0936));
  for (guint i = 0; i < n; i++) {
    double nearest;
    do {
      Vec3 s = vec3(g_rand_double(rand), g_rand_double(rand), g_rand_double(rand));
      frame->position[i] = cell_to_cartesian(&frame->cell, s);
      nearest = INFINITY;
      for (guint j = 0; j < i; j++) {
        Vec3 d = vec3_sub(frame->position[i], frame->position[j]);
        nearest = fmin(nearest, vec3_norm(cell_minimum_image(&frame->cell, d)));
      }
    } while (nearest < 1.4);
    frame->type[i] = types[i % 9];
  }
  return frame;
}

/* Least seconds of one evaluation. */
static double
measure(const ForceField *ff, const Frame *frame, const char *kernel, guint n_threads,
        clockid_t id)
{
  ForceOptions options = {.kernel = kernel};
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, &options, NULL);
  g_autoptr(Team) team = team_new(n_threads);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};
  double least = INFINITY;

  g_assert_nonnull(forces);
  for (int k = 0; k < N_RUNS; k++) {
    double begin = clock_now(id);
    forces_compute(forces, &in, FORCE_ENERGY | FORCE_VIRIAL);
    least = fmin(least, clock_now(id) - begin);
  }
  return least;
}

/* One product n × in · in × out, as often as it comes in a step. */
typedef struct {
  int times, in, out;
} Product;

static double
measure_product(int n, const Product *product)
{
  int most = MAX(product->in, product->out);
  float *a = ALIGNED_NEW0(float, n * product->in), *b = ALIGNED_NEW0(float, most *most);
  float *c = ALIGNED_NEW0(float, n * product->out);
  double least = INFINITY;

  for (int k = 0; k < 5 * N_RUNS; k++) {
    double begin = clock_now(CLOCK_THREAD_CPUTIME_ID);
    cblas_sgemm(CblasRowMajor, CblasNoTrans, CblasTrans, n, product->out, product->in,
                1.0f, a, product->in, b, product->in, 0.0f, c, product->out);
    least = fmin(least, clock_now(CLOCK_THREAD_CPUTIME_ID) - begin);
  }
  aligned_free(a);
  aligned_free(b);
  aligned_free(c);
  return least * product->times;
}

/* All products of one step for n atoms, forwards and backwards, in one go each. */
static double
measure_products(const TensorNetModel *model, int n)
{
  int u = (model->units + TENSOR_SLAB - 1) / TENSOR_SLAB * TENSOR_SLAB;
  int mixes = 6 * model->n_blocks;
  const Product products[] = {{2 * 3 * mixes, u, u},
                              {2, u, 2 * u},
                              {2, 2 * u, 3 * u},
                              {2, 3 * u, u},
                              {4 * (int)(model->n_gated - 1), u, u}};
  double sum = 0.0;

  for (guint k = 0; k < G_N_ELEMENTS(products); k++)
    sum += measure_product(n, &products[k]);
  return sum;
}

/* Kinds with one kernel, in double precision. */
static void
report_double(const LearnedModel *model, const ForceField *ff, const Frame *frame)
{
  double per = 1e6 / frame->n_atoms;
  double one = measure(ff, frame, NULL, 1, CLOCK_THREAD_CPUTIME_ID);
  double wall = measure(ff, frame, NULL, 1, CLOCK_MONOTONIC);
  double two = measure(ff, frame, NULL, 2, CLOCK_MONOTONIC);

  printf("%s, %u atoms\n  %-8s %7.1f µs   two threads × %.2f\n", model->title,
         frame->n_atoms, "double", per * one, wall / two);
}

static void
report(LearnedModel *model, const Frame *frame)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ForceField) ff = learned_model_bind(model, frame, &error);

  g_assert_no_error(error);
  if (model->kind != LEARNED_TENSORNET) {
    report_double(model, ff, frame);
    return;
  }
  double per = 1e6 / frame->n_atoms;
  double bound = per * measure_products((TensorNetModel *)model, frame->n_atoms);
  printf("%s, %u atoms; products alone %.1f µs per atom and step\n", model->title,
         frame->n_atoms, bound);
  for (const TensorKernel *const *k = tensor_kernels(); *k; k++) {
    double one = per * measure(ff, frame, (*k)->name, 1, CLOCK_THREAD_CPUTIME_ID);
    double wall = measure(ff, frame, (*k)->name, 1, CLOCK_MONOTONIC);
    double two = measure(ff, frame, (*k)->name, 2, CLOCK_MONOTONIC);
    printf("  %-8s %7.1f µs   ratio %.2f   two threads × %.2f\n", (*k)->name, one,
           one / bound, wall / two);
  }
}

/* A neuroevolution potential like that of PbTe on the 8 Å of its 73 neighbours. */
static char *
nep_text(void)
{
  GString *text = g_string_new("nep4 2 Te Pb\ncutoff 8 4 100 20\nn_max 6 6\n"
                               "basis_size 6 6\nl_max 4 2 0\nANN 30 0\n");
  g_autoptr(GRand) rand = g_rand_new_with_seed(3);
  int dim = 7 + 7 * 5, count = 2 * 30 * (dim + 2) + 1 + 4 * 14 * 7 + dim;

  for (int k = 0; k < count; k++)
    g_string_append_printf(text, "%15.7e\n", g_rand_double_range(rand, -0.5, 0.5));
  return g_string_free(text, FALSE);
}

/* Rock salt, every atom a little beside its place. */
static Frame *
lead_telluride(void)
{
  g_autoptr(SpeciesList) species = species_list_new();
  g_autoptr(GRand) rand = g_rand_new_with_seed(4);

  species_list_add(species, element_lookup("Te"));
  species_list_add(species, element_lookup("Pb"));
  Frame *frame = frame_new(species, 216, 0);
  frame->cell = cell_cubic(6 * 3.285);
  for (guint i = 0; i < frame->n_atoms; i++) {
    guint x = i % 6, y = i / 6 % 6, z = i / 36;
    frame->type[i] = (x + y + z) % 2;
    frame->position[i] = vec3(3.285 * x + g_rand_double_range(rand, -0.2, 0.2),
                              3.285 * y + g_rand_double_range(rand, -0.2, 0.2),
                              3.285 * z + g_rand_double_range(rand, -0.2, 0.2));
  }
  return frame;
}

static void
report_nep(void)
{
  g_autofree char *text = nep_text();
  g_autoptr(LearnedModel) model = open_model_bytes(text, strlen(text), NULL);
  g_autoptr(Frame) frame = lead_telluride();

  report(model, frame);
}

static void
report_random(guint units, guint n_blocks, const Frame *frame)
{
  RandomTensorNet what = {units, n_blocks, 1, 5.0, "Li B O Si"};
  g_autoptr(LearnedModel) model = random_tensornet(&what);

  report(model, frame);
}

/* Silica at its density: a Deep Potential of the usual size, and a PaiNN. */
static void
report_others(void)
{
  static const int embedding[] = {25, 50, 100, 0}, fitting[] = {240, 240, 240, 0};
  const SmallDeepmd deepmd = {FALSE, {40, 80}, embedding, fitting, 16, 6.0};
  SmallPainn what = small_painn();
  g_autoptr(Frame) frame = random_silica(288, cbrt(288 / 0.0662), 1);
  g_autofree char *yaml = small_deepmd_yaml(&deepmd);
  g_autoptr(LearnedModel) deep = open_model_bytes(yaml, strlen(yaml), NULL);

  report(deep, frame);
  what.units = 128;
  what.n_blocks = 3;
  what.n_radial = 20;
  what.hidden = 64;
  g_autoptr(GByteArray) file = small_painn_file(&what);
  g_autoptr(LearnedModel) painn = open_model_bytes(file->data, file->len, NULL);
  report(painn, frame);
}

static Frame *
read_first(const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, &error);

  g_assert_no_error(error);
  return trajectory_reader_next(reader, &error);
}

int
main(int argc, char **argv)
{
  setvbuf(stdout, NULL, _IOLBF, 0);
  openblas_set_num_threads(1);
  g_autoptr(Frame) frame = argc > 2 ? read_first(argv[2]) : random_glass(288);
  g_autoptr(GError) error = NULL;

  if (argc > 1) {
    g_autoptr(LearnedModel) model = learned_model_open(argv[1], &error);
    g_assert_no_error(error);
    report(model, frame);
    return 0;
  }
  report_nep();
  report_random(128, 2, frame);
  report_random(64, 2, frame);
  report_random(64, 1, frame);
  report_random(32, 1, frame);
  report_others();
  return 0;
}
