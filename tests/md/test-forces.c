// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>

#include "base/base-error.h"
#include "md-support.h"
#include "md/forces.h"
#include "md/kernel/cluster-kernel.h"
#include "md/pair-cluster.h"
#include "potential/potential-set.h"
#include "reference-file.h"

static const ForceOptions exact = {.double_precision = TRUE};

typedef struct {
  const char *file, *set, *coulomb;
  double alpha, rc, sr_cut; /* 0: the set's */
  const char *shift;
} Known;

static const Known known[] = {
    {"ns2_small__pedone_dsf", "pedone2006", "dsf", 0.2, 8.0, 0, NULL},
    {"ns2_small__pedone_dsf02_12", "pedone2006", "dsf", 0.2, 12.0, 0, NULL},
    {"quartz_cell__pedone_dsf", "pedone2006", "dsf", 0.2, 8.0, 0, NULL},
    {"quartz_cell__pedone_ewald", "pedone2006", "ewald", 0, 0, 0, NULL},
    {"ns2_glass300__pedone_dsf_cut7_shifted", "pedone2006", "dsf", 0.2, 8.0, 7.0,
     "energy"},
    {"all_pedone__pedone_dsf", "pedone2006", "dsf", 0.2, 8.0, 0, NULL},
    {"all_pedone__bmp_dsf", "bmp", "dsf", 0.2, 8.0, 0, NULL},
    {"close_pairs__bmp_dsf", "bmp", "dsf", 0.2, 8.0, 0, NULL},
    {"close_pairs__teter_ewald", "teter-du", "ewald", 0, 0, 0, NULL},
    {"all_teter__teter_dsf", "teter-du", "dsf", 0.2, 8.0, 0, NULL},
    {"lbs206020_glass300__bmp_dsf", "bmp", "dsf", 0.2, 8.0, 0, NULL},
    {"lbs206020_glass300__teter_ewald", "teter-du", "ewald", 0, 0, 0, NULL},
    {"nps_glass300__bmp_dsf", "bmp", "dsf", 0.2, 8.0, 0, NULL},
    {"nps_glass300__bmp_dsf_leg", "bmp:leg", "dsf", 0.2, 8.0, 0, NULL},
    {"nps_glass300__bmp_dsf_harmonic", "bmp:harmonic", "dsf", 0.2, 8.0, 0, NULL},
    {"ns2_small__shik", "shik", "wolf", 0, 10.0, 0, NULL},
    {"quartz_cell__shik", "shik", "wolf", 0, 10.0, 0, NULL},
    {"all_shik__shik", "shik", "wolf", 0, 10.0, 0, NULL},
    {"quartz_skewed__bks_ewald", "bks", "ewald", 0, 0, 0, NULL},
};

static ForceField *
known_field(const Known *k, Frame *frame)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = scene_new();

  g_clear_pointer(&scene->potential, g_free);
  scene->potential = g_strdup(k->set);
  scene->coulomb = g_strdup(k->coulomb);
  scene->short_shift = g_strdup(k->shift);
  scene->start = frame_ref(frame);
  if (k->alpha > 0)
    scene->alpha = k->alpha;
  if (k->rc > 0)
    scene->r_coulomb = k->rc;
  if (k->sr_cut > 0)
    scene->r_short = k->sr_cut;
  ForceField *ff = potential_for_scene(scene, &error);
  g_assert_no_error(error);
  return ff;
}

static void
compare_known(gconstpointer data)
{
  const Known *k = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(ReferenceFile) file = reference_file_read(k->file);
  g_autoptr(ForceField) ff = known_field(k, file->frame);
  g_autoptr(Frame) result = forces_evaluate(file->frame, ff, &exact, 2, NULL, &error);
  double virial[9], largest = 0.0;
  const int voigt[6] = {0, 4, 8, 5, 2, 1};

  g_assert_no_error(error);
  guint n = result->n_atoms;
  g_assert_cmpfloat_with_epsilon(result->thermo.potential / n,
                                 reference_file_number(file, "energy") / n, 1e-9);
  g_assert_cmpfloat(relative_rms(file->frame->force, result->force, n), <, 1e-9);
  reference_file_numbers(file, "virial", 9, virial);
  for (int i = 0; i < 9; i++)
    largest = MAX(largest, fabs(virial[i]));
  for (int i = 0; i < 6; i++)
    g_assert_cmpfloat_with_epsilon(result->thermo.virial[i], virial[voigt[i]],
                                   1e-8 * largest);
}

static void
copies_have_the_forces_of_the_original(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ReferenceFile) file =
      reference_file_read("ns2_glass300__pedone_dsf_cut7_shifted");
  g_autoptr(Frame) big = replicate(file->frame, 2);
  g_autoptr(ForceField) ff = sample_glass_field(big);
  g_autoptr(Frame) small_exact =
      forces_evaluate(file->frame, ff, &exact, 1, NULL, &error);
  g_autoptr(Frame) small = replicate(small_exact, 2);
  g_autoptr(Frame) large = forces_evaluate(big, ff, &exact, 2, NULL, &error);

  g_assert_no_error(error);
  g_assert_cmpfloat(relative_rms(small->force, large->force, big->n_atoms), <, 1e-11);
  g_assert_cmpfloat_with_epsilon(large->thermo.potential,
                                 8.0 * small_exact->thermo.potential, 1e-6);
}

static void
energies_per_atom_add_up(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ReferenceFile) file = reference_file_read("nps_glass300__bmp_dsf");
  g_autoptr(ForceField) ff = known_field(&known[12], file->frame);
  g_autoptr(Frame) result = forces_evaluate(file->frame, ff, &exact, 1, NULL, &error);
  double sum = 0.0;

  for (guint i = 0; i < result->n_atoms; i++)
    sum += result->energy[i];
  g_assert_cmpfloat_with_epsilon(sum, result->thermo.potential, 1e-8);
}

/* Mixed precision against double, for one kernel on one structure. */
static void
compare_kernel_for(const ClusterKernel *kernel, const Frame *frame, const ForceField *ff,
                   double rms)
{
  g_autoptr(GError) error = NULL;
  ForceOptions mixed = {.kernel = kernel->name};
  gint64 begin = g_get_monotonic_time();
  g_autoptr(Frame) fast = forces_evaluate(frame, ff, &mixed, 2, NULL, &error);
  gint64 took = g_get_monotonic_time() - begin;
  g_autoptr(Frame) slow = forces_evaluate(frame, ff, &exact, 2, NULL, &error);
  double largest = 0.0;

  g_assert_no_error(error);
  double error_of_forces = relative_rms(slow->force, fast->force, frame->n_atoms);
  g_test_message("%s: %.2e of the rms force, %d µs with its lists", kernel->name,
                 error_of_forces, (int)took);
  g_assert_cmpfloat(error_of_forces, <, rms);
  g_assert_cmpfloat_with_epsilon(fast->thermo.potential / frame->n_atoms,
                                 slow->thermo.potential / frame->n_atoms, 1e-5);
  for (int k = 0; k < 6; k++)
    largest = MAX(largest, fabs(slow->thermo.virial[k]));
  for (int k = 0; k < 6; k++)
    g_assert_cmpfloat_with_epsilon(fast->thermo.virial[k], slow->thermo.virial[k],
                                   1e-4 * largest);
}

static void
compare_kernel(const ClusterKernel *kernel, const Frame *frame, double rms)
{
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  compare_kernel_for(kernel, frame, ff, rms);
}

/* Smoothed ends, screened cores, other cut-offs: each has its own tables. */
static void
every_kernel_follows_every_set(void)
{
  const Known sets[] = {
      {NULL, "pedone2006", "dsf", 0.25, 10.0, 0, "force"},
      {NULL, "bmp", "dsf", 0.2, 8.0, 0, NULL},
      {NULL, "shik", "wolf", 0, 10.0, 0, NULL},
      {NULL, "teter-du", "dsf", 0.2, 8.0, 0, NULL},
  };
  g_autoptr(Frame) frame = sample_glass(0.1, 5);

  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (guint i = 0; i < G_N_ELEMENTS(sets); i++) {
      g_autoptr(ForceField) ff = known_field(&sets[i], frame);
      compare_kernel_for(*k, frame, ff, 5e-5);
    }
}

static void
every_kernel_agrees_on_many_frames(void)
{
  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (guint seed = 1; seed <= 4; seed++) {
      g_autoptr(Frame) frame = sample_glass(0.05 * seed, seed);
      compare_kernel(*k, frame, 5e-5);
    }
}

/* Atoms that do not fill the last cluster, outside the cell, of one species only in
 * places. */
static void
every_kernel_agrees_at_the_edges(void)
{
  g_autoptr(Frame) whole = sample_glass(0.1, 9);

  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (guint left_out = 1; left_out < 16; left_out += 5) {
      g_autoptr(Frame) frame = frame_new(whole->species, whole->n_atoms - left_out, 0);
      frame->cell = whole->cell;
      memcpy(frame->type, whole->type, frame->n_atoms);
      for (guint i = 0; i < frame->n_atoms; i++)
        frame->position[i] = vec3_mul_add(whole->position[i], (double)(i % 5) - 2.0,
                                          whole->cell.vector[i % 3]);
      compare_kernel(*k, frame, 5e-5);
    }
}

/* Cells that the kernels see as eight copies of themselves. */
static void
every_kernel_agrees_in_a_narrow_cell(void)
{
  g_autoptr(ReferenceFile) file =
      reference_file_read("ns2_glass300__pedone_dsf_cut7_shifted");

  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (guint seed = 1; seed <= 3; seed++) {
      g_autoptr(Frame) frame = frame_copy(file->frame, 0);
      shake(frame, 0.05 * seed, seed);
      compare_kernel(*k, frame, 5e-5);
    }
}

/* Two sodium ions are pushed together: nearer than any table reaches. */
static void
close_pairs_are_exact(void)
{
  const double distances[] = {1.0, 0.6, 0.5, 0.3, 0.2};

  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (guint d = 0; d < G_N_ELEMENTS(distances); d++) {
      g_autoptr(Frame) frame = sample_glass(0.0, 1);
      int na = species_list_find(frame->species, "Na");
      guint first = 0, second;
      while (frame->type[first] != na)
        first++;
      for (second = first + 1; frame->type[second] != na; second++)
        ;
      frame->position[second] = vec3_add(
          frame->position[first], vec3(0.0, 0.8 * distances[d], 0.6 * distances[d]));
      compare_kernel(*k, frame, 5e-5);
    }
}

/* One atom in this many of a glass: clusters as wide as the cell, or nearly. */
static Frame *
thinned(const Frame *whole, guint keep_every)
{
  Frame *frame = frame_new(whole->species, whole->n_atoms / keep_every, 0);

  frame->cell = whole->cell;
  for (guint i = 0; i < frame->n_atoms; i++) {
    frame->type[i] = whole->type[i * keep_every];
    frame->position[i] = whole->position[i * keep_every];
  }
  return frame;
}

static void
every_kernel_agrees_on_a_dilute_gas(void)
{
  g_autoptr(Frame) whole = sample_glass(0.1, 9);

  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    for (guint keep_every = 2; keep_every <= 32; keep_every *= 2) {
      g_autoptr(Frame) frame = thinned(whole, keep_every);
      compare_kernel(*k, frame, 5e-5);
    }
}

/* A slab: half of the cell is empty. */
static void
every_kernel_agrees_beside_a_void(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 9);
  const Vec3 *v = frame->cell.vector;

  cell_init(&frame->cell, v[0], v[1], vec3_scale(v[2], 2.0), frame->cell.origin);
  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++)
    compare_kernel(*k, frame, 5e-5);
}

/* Atoms that have gone far since they were put in order. */
static void
an_old_order_is_renewed(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 4);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  g_autoptr(ForceProvider) pair = pair_cluster_new(ff, cluster_kernels()[0]);
  g_autoptr(Team) team = team_new(1);
  g_autofree Vec3 *force = g_new0(Vec3, frame->n_atoms);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};
  ForceOutput out = {.force = force};

  pair->klass->compute(pair, &in, 0, &out);
  for (guint i = 0; i < frame->n_atoms; i += 3) {
    guint k = frame->n_atoms - 1 - i;
    Vec3 there = frame->position[i];
    if (frame->type[i] != frame->type[k])
      continue;
    frame->position[i] = frame->position[k];
    frame->position[k] = there;
  }
  pair->klass->compute(pair, &in, 0, &out);
  g_assert_cmpuint(pair_cluster_fallbacks(pair), ==, 0);
}

static void
steer_one_parameter(const ParamChange *change)
{
  const char *const kernels[] = {"scalar", "generic", NULL};
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.05, 3);
  g_autoptr(ForceField) before = sample_glass_field(frame);
  g_autoptr(ForceField) after = force_field_copy(before);
  g_autoptr(Team) team = team_new(1);
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};

  g_assert_true(potential_apply(after, frame, change, &error));
  g_autoptr(Frame) want = forces_evaluate(frame, after, &exact, 1, NULL, &error);
  for (gsize path = 0; path < G_N_ELEMENTS(kernels); path++) {
    ForceOptions options = {.kernel = kernels[path]};
    g_autoptr(Forces) forces = forces_new(before, frame->n_atoms, &options, &error);
    forces_compute(forces, &in, 0);
    forces_set_force_field(forces, after);
    const ForceOutput *out = forces_compute(forces, &in, FORCE_ENERGY);
    g_assert_cmpfloat(relative_rms(want->force, out->force, frame->n_atoms), <, 5e-5);
    g_assert_cmpfloat_with_epsilon(force_output_energy(out), want->thermo.potential,
                                   1e-5 * frame->n_atoms);
  }
}

/* A charge changes that of oxygen, and with it every pair. */
static void
steered_parameters_reach_every_path(void)
{
  steer_one_parameter(&(ParamChange){PARAM_MORSE_R0, "Si", "O", "", 2.2});
  steer_one_parameter(&(ParamChange){PARAM_CHARGE, "Na", "", "", 0.8});
}

static void
atoms_at_one_place_have_no_energy(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  ForceOptions mixed = {.double_precision = FALSE};

  frame->position[7] = frame->position[3];
  g_assert_null(forces_evaluate(frame, ff, &mixed, 1, NULL, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

/* Frames of this cell hold more images than the lists count. */
static void
a_cell_thinner_than_its_images_is_refused(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) whole = sample_glass(0.0, 1);
  g_autoptr(Frame) frame = thinned(whole, 792);
  const Cell cell = frame->cell;

  g_autoptr(ForceField) ff = sample_glass_field(frame);
  cell_init(&frame->cell, vec3(1.0, 0.0, 0.0), cell.vector[1], cell.vector[2],
            cell.origin);
  g_assert_null(forces_evaluate(frame, ff, &exact, 1, NULL, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
}

static void
forces_do_not_depend_on_the_number_of_threads(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.1, 5);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  for (int path = 0; path < 2; path++) {
    ForceOptions options = {.double_precision = path == 0};
    g_autoptr(Frame) one = forces_evaluate(frame, ff, &options, 1, NULL, &error);
    for (guint n = 2; n <= 8; n += 3) {
      g_autoptr(Frame) many = forces_evaluate(frame, ff, &options, n, NULL, &error);
      g_assert_cmpmem(one->force, one->n_atoms * sizeof(Vec3), many->force,
                      many->n_atoms * sizeof(Vec3));
      g_assert_cmpmem(&one->thermo, sizeof(Thermo), &many->thermo, sizeof(Thermo));
    }
  }
}

static void
an_unknown_kernel_is_refused(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  ForceOptions options = {.kernel = "abacus"};

  g_assert_null(forces_evaluate(frame, ff, &options, 1, NULL, &error));
  g_assert_nonnull(strstr(error->message, "abacus"));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
    g_autofree char *path = g_strconcat("/forces/known forces of ", known[i].file, NULL);
    g_test_add_data_func(path, &known[i], compare_known);
  }
  g_test_add_func("/forces/copies have the forces of the original",
                  copies_have_the_forces_of_the_original);
  g_test_add_func("/forces/energies per atom add up", energies_per_atom_add_up);
  g_test_add_func("/forces/every kernel agrees on many frames",
                  every_kernel_agrees_on_many_frames);
  g_test_add_func("/forces/every kernel follows every set",
                  every_kernel_follows_every_set);
  g_test_add_func("/forces/every kernel agrees at the edges",
                  every_kernel_agrees_at_the_edges);
  g_test_add_func("/forces/every kernel agrees on a dilute gas",
                  every_kernel_agrees_on_a_dilute_gas);
  g_test_add_func("/forces/every kernel agrees beside a void",
                  every_kernel_agrees_beside_a_void);
  g_test_add_func("/forces/every kernel agrees in a narrow cell",
                  every_kernel_agrees_in_a_narrow_cell);
  g_test_add_func("/forces/close pairs are exact", close_pairs_are_exact);
  g_test_add_func("/forces/an old order is renewed", an_old_order_is_renewed);
  g_test_add_func("/forces/steered parameters reach every path",
                  steered_parameters_reach_every_path);
  g_test_add_func("/forces/atoms at one place have no energy",
                  atoms_at_one_place_have_no_energy);
  g_test_add_func("/forces/a cell thinner than its images is refused",
                  a_cell_thinner_than_its_images_is_refused);
  g_test_add_func("/forces/forces do not depend on the number of threads",
                  forces_do_not_depend_on_the_number_of_threads);
  g_test_add_func("/forces/an unknown kernel is refused", an_unknown_kernel_is_refused);
  return g_test_run();
}
