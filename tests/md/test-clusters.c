// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Edges of the fast path, and the order of memory that follows the atoms. */

#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/rng.h"
#include "md-support.h"
#include "md/cluster-list.h"
#include "md/cluster-table.h"
#include "md/forces.h"
#include "md/md.h"
#include "potential/potential-set.h"

static const ForceOptions exact = {.double_precision = TRUE};

static const ForceOutput *
compute(Forces *forces, const Frame *frame, Team *team, ForceWants wants)
{
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};

  return forces_compute(forces, &in, wants);
}

static void
assert_exact(const Frame *frame, const ForceField *ff, const Vec3 *force)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) want = forces_evaluate(frame, ff, &exact, 2, NULL, &error);

  g_assert_no_error(error);
  g_assert_cmpfloat(relative_rms(want->force, force, frame->n_atoms), <, 5e-5);
}

static void
assert_every_kernel_exact(const Frame *frame, const ForceField *ff)
{
  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++) {
    g_autoptr(GError) error = NULL;
    ForceOptions options = {.kernel = (*k)->name};
    g_autoptr(Frame) have = forces_evaluate(frame, ff, &options, 2, NULL, &error);
    g_assert_no_error(error);
    assert_exact(frame, ff, have->force);
  }
}

/* Who asks for the energy too does not change the trajectory; two atoms are near enough
 * for the careful walk. */
static void
forces_do_not_depend_on_what_else_is_asked_for(void)
{
  static const ForceWants more[] = {FORCE_VIRIAL, FORCE_ENERGY | FORCE_VIRIAL};
  g_autoptr(Frame) frame = sample_glass(0.1, 2);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  g_autoptr(Team) team = team_new(2);

  frame->position[1] = vec3_add(frame->position[0], vec3(0.0, 0.9, 0.0));
  for (const ClusterKernel *const *k = cluster_kernels(); *k; k++) {
    ForceOptions options = {.kernel = (*k)->name};
    g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, &options, NULL);
    gsize size = frame->n_atoms * sizeof(Vec3);
    g_autofree Vec3 *plain = g_memdup2(compute(forces, frame, team, 0)->force, size);
    for (guint w = 0; w < G_N_ELEMENTS(more); w++)
      g_assert_cmpmem(plain, size, compute(forces, frame, team, more[w])->force, size);
  }
}

/* So stiff that the tables of the first kernel do not do. */
static ForceField *
too_stiff(const Frame *frame, const ForceField *ff)
{
  for (double a = 4.0; a < 1000.0; a *= 1.5) {
    g_autoptr(ForceField) stiff = force_field_copy(ff);
    ParamChange change = {PARAM_MORSE_A, "O", "O", "", a};
    if (!potential_apply(stiff, frame, &change, NULL))
      continue;
    g_autoptr(RadialTables) tables = radial_tables_new(stiff, *cluster_kernels());
    if (!tables->suit)
      return g_steal_pointer(&stiff);
  }
  return NULL;
}

/* Steered there and back, the fast kernel is at work again: to the bit. */
static void
the_way_back_is_open(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 2);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  g_autoptr(ForceField) stiff = too_stiff(frame, ff);
  g_autoptr(Team) team = team_new(2);
  ForceOptions options = {0};

  if (cluster_kernels()[1] == NULL) {
    g_test_skip("this processor has one kernel alone");
    return;
  }
  g_assert_nonnull(stiff);
  g_autoptr(Forces) fresh = forces_new(ff, frame->n_atoms, &options, NULL);
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, &options, NULL);
  gsize size = frame->n_atoms * sizeof(Vec3);
  g_autofree Vec3 *want = g_memdup2(compute(fresh, frame, team, 0)->force, size);
  compute(forces, frame, team, 0);
  forces_set_force_field(forces, stiff);
  assert_exact(frame, stiff, compute(forces, frame, team, 0)->force);
  forces_set_force_field(forces, ff);
  g_assert_cmpmem(want, size, compute(forces, frame, team, 0)->force, size);
}

static void
one_species_is_enough(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 2);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  int na = species_list_find(frame->species, "Na");

  memset(frame->type, na, frame->n_atoms);
  assert_every_kernel_exact(frame, ff);
}

/* As many species as there may be, each with every other in its own way. */
static Frame *
mixed_up(const Frame *whole, ForceField *ff)
{
  g_autoptr(SpeciesList) species = species_list_new();

  for (int number = 1; species->n < SPECIES_MAX; number++)
    species_list_add(species, element_by_number(number));
  Frame *frame = frame_new(species, whole->n_atoms, 0);
  frame->cell = whole->cell;
  for (guint i = 0; i < frame->n_atoms; i++) {
    frame->type[i] = (7 * i + i / 5) % SPECIES_MAX;
    frame->position[i] = whole->position[i];
  }
  species_list_unref(ff->species);
  ff->species = species_list_ref(species);
  for (guint a = 0; a < SPECIES_MAX; a++) {
    ff->charge[a] = (a % 2 ? 1.0 : -1.0) * (0.5 + 0.02 * a);
    for (guint b = 0; b < SPECIES_MAX; b++)
      ff->pair[a][b] = (PairTerm){.morse_d = 0.01 * (1 + (a + b) % 5),
                                  .morse_a = 1.8,
                                  .morse_r0 = 2.0 + 0.05 * ((a * b) % 11),
                                  .c12 = 1.0 + a + b};
  }
  return frame;
}

static void
thirty_two_species_are_not_too_many(void)
{
  g_autoptr(Frame) whole = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(whole);
  g_autoptr(Frame) frame = mixed_up(whole, ff);

  assert_every_kernel_exact(frame, ff);
}

/* Cut-offs where the tables' own scale would end. */
static void
short_cut_offs_have_tables(void)
{
  const double cuts[][2] = {{8.0, 1.9}, {8.0, 1.2}, {8.0, 1.0},
                            {8.0, 0.4}, {2.5, 2.5}, {1.6, 1.0}};
  g_autoptr(Frame) frame = sample_glass(0.1, 3);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  for (guint k = 0; k < G_N_ELEMENTS(cuts); k++) {
    ff->r_coulomb = cuts[k][0];
    ff->r_short = cuts[k][1];
    g_test_message("cut-offs %g and %g", cuts[k][0], cuts[k][1]);
    assert_every_kernel_exact(frame, ff);
  }
}

static void
put_in_order(Frame *frame, const guint32 *order)
{
  g_autoptr(Frame) old = frame_copy(frame, 0);

  for (guint k = 0; k < frame->n_atoms; k++) {
    frame->type[k] = old->type[order[k]];
    frame->position[k] = old->position[order[k]];
  }
}

static gboolean
follow_order(Forces *forces, Frame *frame, Team *team)
{
  compute(forces, frame, team, 0);
  const guint32 *order = forces_take_order(forces, team);
  if (order)
    put_in_order(frame, order);
  return order != NULL;
}

/* Everybody goes to and fro, far enough for new lists, until there is a new order that
 * differs a little from the old one. */
static void
wander(Forces *forces, Frame *frame, Team *team)
{
  gboolean ordered = FALSE;

  for (guint k = 0; !ordered; k++) {
    double way = k % 2 ? -1.0 : 1.0;
    for (guint i = 0; i < frame->n_atoms; i++)
      frame->position[i] = vec3_mul_add(frame->position[i], way, vec3(0.7, 1.1, 0.3));
    shake(frame, 0.03, k);
    ordered = follow_order(forces, frame, team);
    g_assert_cmpuint(k, <, 20);
  }
}

static void
set_side(Frame *frame, double factor)
{
  const Vec3 *v = frame->cell.vector;

  cell_init(&frame->cell, vec3_scale(v[0], factor), vec3_scale(v[1], factor),
            vec3_scale(v[2], factor), frame->cell.origin);
  for (guint i = 0; i < frame->n_atoms; i++)
    frame->position[i] = vec3_scale(frame->position[i], factor);
}

/* A cell is at times a little too narrow for the lists and computed as copies of itself;
 * meanwhile the order of the atoms changes. */
static void
a_cell_may_breathe_about_the_narrowest(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 3);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  g_autoptr(Team) team = team_new(2);
  ForceOptions options = {0};
  double side = cell_smallest_height(&frame->cell), excess = cluster_list_width(0.0);

  ff->r_coulomb = 0.5 * (side - excess) - 0.8;
  g_assert_true(cluster_list_fits(&frame->cell, frame->n_atoms, ff->r_coulomb));
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, &options, NULL);
  g_assert_true(follow_order(forces, frame, team));
  for (guint breath = 0; breath < 2; breath++) {
    wander(forces, frame, team);
    assert_exact(frame, ff, compute(forces, frame, team, 0)->force);
    set_side(frame, 0.945);
    g_assert_false(cluster_list_fits(&frame->cell, frame->n_atoms, ff->r_coulomb));
    assert_exact(frame, ff, compute(forces, frame, team, 0)->force);
    g_assert_null(forces_take_order(forces, team));
    set_side(frame, 1.0 / 0.945);
  }
}

/* A hot glass with a long step and a short range: atoms soon change places in memory. */
static Md *
hot(Ensemble ensemble, guint n_threads)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  MdOptions options;

  ff->sr_shift = SR_SHIFT_FORCE;
  ff->r_coulomb = 6.0;
  md_options_init(&options);
  options.ensemble = ensemble;
  options.temperature = 6000.0;
  options.pressure = 0.02;
  options.dt = 2e-3;
  options.n_threads = n_threads;
  Md *md = md_new(frame, ff, &options, &error);
  g_assert_no_error(error);
  return md;
}

static void
advance(Md *md, guint n)
{
  MdFault fault;

  for (guint k = 0; k < n; k++)
    g_assert_true(md_step(md, k % 7 == 0, &fault));
}

static void
long_runs_do_not_depend_on_the_number_of_threads(void)
{
  const guint counts[] = {3, 8};

  for (int e = ENSEMBLE_NVE; e <= ENSEMBLE_NPT_MTK; e++) {
    g_autoptr(Md) one = hot(e, 1);
    advance(one, 120);
    for (guint c = 0; c < G_N_ELEMENTS(counts); c++) {
      g_autoptr(Md) many = hot(e, counts[c]);
      advance(many, 120);
      g_assert_cmphex(md_hash(many), ==, md_hash(one));
    }
  }
}

/* Looking does not disturb. */
static void
whoever_looks_sees_the_same_run(void)
{
  g_autoptr(Md) alone = hot(ENSEMBLE_NVT_BUSSI, 2);
  g_autoptr(Md) watched = hot(ENSEMBLE_NVT_BUSSI, 2);
  MdFault fault;

  for (guint k = 0; k < 150; k++) {
    Thermo thermo;
    g_assert_true(md_step(alone, FALSE, &fault));
    g_assert_true(md_step(watched, k % 3 == 0, &fault));
    if (k % 10 == 0)
      md_thermo(watched, &thermo);
    g_autoptr(Frame) frame = k % 50 ? NULL : md_frame(watched, FRAME_FORCE);
  }
  g_assert_cmphex(md_hash(alone), ==, md_hash(watched));
}

/* Numbers outside stay what they were at the start; a step moves nobody far. */
static void
atoms_keep_their_numbers(void)
{
  g_autoptr(Md) md = hot(ENSEMBLE_NVT_LANGEVIN, 2);
  g_autoptr(Frame) before = md_frame(md, FRAME_VELOCITY);

  for (guint k = 0; k < 150; k++) {
    advance(md, 1);
    g_autoptr(Frame) now = md_frame(md, FRAME_VELOCITY | FRAME_FORCE);
    g_assert_cmpmem(now->type, now->n_atoms, before->type, before->n_atoms);
    for (guint i = 0; i < now->n_atoms; i++) {
      Vec3 step = vec3_sub(now->position[i], before->position[i]);
      g_assert_cmpfloat(vec3_norm(step), <, 0.4);
    }
    frame_unref(before);
    before = g_steal_pointer(&now);
  }
}

/* From any step, however often the order has changed. */
static void
a_checkpoint_may_be_written_at_any_step(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp("vitrine-XXXXXX", NULL);
  g_autofree char *path = g_build_filename(directory, "state", NULL);

  for (int e = ENSEMBLE_NVE; e <= ENSEMBLE_NPT_MTK; e++) {
    g_autoptr(Md) md = hot(e, 2);
    for (guint part = 0; part < 2; part++) {
      advance(md, 61 + part);
      g_assert_true(md_save(md, path, &error));
      g_autoptr(Md) other = hot(e, 3);
      g_assert_true(md_resume(other, path, &error));
      g_assert_cmphex(md_hash(other), ==, md_hash(md));
      advance(other, 30);
      g_autoptr(Md) again = hot(e, 1);
      g_assert_true(md_resume(again, path, &error));
      advance(again, 30);
      g_assert_cmphex(md_hash(other), ==, md_hash(again));
    }
  }
  g_unlink(path);
  g_rmdir(directory);
}

/* The good state is put back to the right atoms, though others have come between. */
static void
the_good_state_comes_back_in_order(void)
{
  g_autoptr(Md) md = hot(ENSEMBLE_NVE, 2);
  MdFault fault = {0};

  advance(md, 3 * MD_KEEP_EVERY);
  g_autoptr(Frame) good = md_frame(md, FRAME_VELOCITY);
  advance(md, MD_KEEP_EVERY - 1);
  md_set_time_step(md, 0.1);
  g_assert_false(md_step(md, FALSE, &fault));
  g_autoptr(Frame) back = md_frame(md, FRAME_VELOCITY);
  gsize size = good->n_atoms * sizeof(Vec3);
  g_assert_cmpint(back->step, ==, good->step);
  g_assert_cmpmem(back->type, back->n_atoms, good->type, good->n_atoms);
  g_assert_cmpmem(back->position, size, good->position, size);
  g_assert_cmpmem(back->velocity, size, good->velocity, size);
  g_assert_cmpuint(fault.atom, <, good->n_atoms);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/clusters/forces do not depend on what else is asked for",
                  forces_do_not_depend_on_what_else_is_asked_for);
  g_test_add_func("/clusters/the way back from stiff parameters is open",
                  the_way_back_is_open);
  g_test_add_func("/clusters/one species is enough", one_species_is_enough);
  g_test_add_func("/clusters/thirty-two species are not too many",
                  thirty_two_species_are_not_too_many);
  g_test_add_func("/clusters/short cut-offs have tables", short_cut_offs_have_tables);
  g_test_add_func("/clusters/a cell may breathe about the narrowest",
                  a_cell_may_breathe_about_the_narrowest);
  g_test_add_func("/clusters/long runs do not depend on the number of threads",
                  long_runs_do_not_depend_on_the_number_of_threads);
  g_test_add_func("/clusters/whoever looks sees the same run",
                  whoever_looks_sees_the_same_run);
  g_test_add_func("/clusters/atoms keep their numbers", atoms_keep_their_numbers);
  g_test_add_func("/clusters/a checkpoint may be written at any step",
                  a_checkpoint_may_be_written_at_any_step);
  g_test_add_func("/clusters/the good state comes back in order",
                  the_good_state_comes_back_in_order);
  return g_test_run();
}
