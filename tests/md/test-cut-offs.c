// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The fast path where its numbers end: cut-offs that lie apart in any way, forces too
 * large for the integers that add them up. */

#include <glib.h>

#include "base/rng.h"
#include "md-support.h"
#include "md/cluster-table.h"
#include "md/forces.h"
#include "md/kernel/cluster-kernel.h"
#include "md/md.h"
#include "potential/potential-set.h"

#define N_SETS  24
#define SEED    7
#define BOUND   5e-5
#define LONGEST 8.5 /* Å, of either cut-off */

static const ForceOptions exact = {.double_precision = TRUE};

static double
between(guint set, guint draw, double low, double high)
{
  double u[4];

  rng_uniform4(SEED, RNG_TEST, set, draw, u);
  return low + (high - low) * u[0];
}

/* Every pair stronger or weaker; cores of Teter's kind keep the tail that they join. */
static void
vary_pairs(ForceField *ff, guint set)
{
  for (guint a = 0; a < ff->species->n; a++)
    for (guint b = 0; b <= a; b++) {
      PairTerm *pair = &ff->pair[a][b];
      double factor = between(set, 100 + 10 * a + b, 0.7, 1.4);
      pair->morse_d *= factor;
      pair->c12 *= factor;
      if (pair->r_core == 0.0)
        pair->buck_a *= factor;
      ff->pair[b][a] = *pair;
    }
}

/* Set number k of N_SETS: the short range ends at 0.6 … 1.5 of the Coulomb cut-off. */
static ForceField *
random_field(const Frame *frame, guint k)
{
  static const char *const names[] = {"pedone2006", "bmp", "shik", "teter-du"};
  g_autoptr(GError) error = NULL;
  g_autoptr(PotentialSet) set = potential_set_load(names[k % 4], &error);
  g_assert_no_error(error);
  ForceField *ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  double ratio = 0.6 + 0.9 * k / (N_SETS - 1.0);

  ff->n_triples = 0;
  ff->r_coulomb = between(k, 0, 0.7, 1.0) * LONGEST / fmax(ratio, 1.0);
  ff->r_short = ratio * ff->r_coulomb;
  if (ff->coulomb == COULOMB_DSF) {
    ff->alpha = between(k, 1, 0.15, 0.3);
    ff->sr_shift = (ShortRangeShift)between(k, 2, SR_SHIFT_NONE, SR_SHIFT_SMOOTH + 0.99);
  }
  vary_pairs(ff, k);
  return ff;
}

static void
assert_kernel_follows(const char *kernel, const Frame *frame, const ForceField *ff,
                      const Frame *want)
{
  g_autoptr(GError) error = NULL;
  ForceOptions mixed = {.kernel = kernel};
  g_autoptr(Frame) have = forces_evaluate(frame, ff, &mixed, 2, NULL, &error);

  g_assert_no_error(error);
  double off = relative_rms(want->force, have->force, frame->n_atoms);
  g_test_message("%s, cut-offs %.2f and %.2f Å (×%.2f), shift %s: %.1e", kernel,
                 ff->r_coulomb, ff->r_short, ff->r_short / ff->r_coulomb,
                 short_range_shift_name(ff->sr_shift), off);
  g_assert_cmpfloat(off, <, BOUND);
}

static void
cut_offs_may_lie_apart_in_any_way(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 5);

  for (guint k = 0; k < N_SETS; k++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(ForceField) ff = random_field(frame, k);
    g_autoptr(Frame) want = forces_evaluate(frame, ff, &exact, 2, NULL, &error);
    g_assert_no_error(error);
    for (const ClusterKernel *const *kernel = cluster_kernels(); *kernel; kernel++)
      assert_kernel_follows((*kernel)->name, frame, ff, want);
  }
}

/* A slab whose atoms push the topmost one, alone of its kind, upwards, and that one
 * alone. Half of them lie in the list of its own cluster, so that what is added at a time
 * is large as well: either bound may be the one that is met first. */
static Frame *
pushed(guint *topmost)
{
  g_autoptr(Frame) whole = sample_glass(0.0, 1);
  const Vec3 *v = whole->cell.vector;
  Frame *frame = frame_copy(whole, 0);

  cell_init(&frame->cell, v[0], v[1], vec3_scale(v[2], 2.0), frame->cell.origin);
  *topmost = 0;
  for (guint i = 0; i < frame->n_atoms; i++) {
    frame->type[i] = 1;
    if (frame->position[i].z > frame->position[*topmost].z)
      *topmost = i;
  }
  frame->type[*topmost] = 0;
  return frame;
}

/* U = A e^(−r/ρ) between the one and all others. */
static ForceField *
pushing_field(const Frame *frame, double a)
{
  ForceField *ff = sample_glass_field(frame);

  for (guint t = 0; t < ff->species->n; t++)
    ff->charge[t] = 0.0;
  memset(ff->pair, 0, sizeof ff->pair);
  ff->pair[0][1].buck_a = a;
  ff->pair[0][1].buck_rho = 10.0;
  ff->pair[1][0] = ff->pair[0][1];
  ff->r_short = 8.0;
  return ff;
}

/* What A makes a force of 1 eV/Å on the one. */
static double
unit_push(const Frame *frame, guint topmost)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ForceField) ff = pushing_field(frame, 1.0);
  g_autoptr(Frame) result = forces_evaluate(frame, ff, &exact, 2, NULL, &error);

  g_assert_no_error(error);
  return 1.0 / result->force[topmost].z;
}

/* The integers hold up to 1024 eV/Å: below, at and above it, and where a wrapped sum
 * would look like nothing at all. */
static const double PUSHES[] = {500.0,  990.0,  1023.9, 1024.1, 1100.0,
                                1536.0, 2040.0, 2048.0, 2056.0, 3000.0};

static void
sums_that_would_wrap_are_exact(void)
{
  guint topmost;
  g_autoptr(Frame) frame = pushed(&topmost);
  double unit = unit_push(frame, topmost);

  for (guint p = 0; p < G_N_ELEMENTS(PUSHES); p++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(ForceField) ff = pushing_field(frame, unit * PUSHES[p]);
    g_autoptr(Frame) want = forces_evaluate(frame, ff, &exact, 2, NULL, &error);
    g_assert_cmpfloat_with_epsilon(want->force[topmost].z, PUSHES[p], 1e-6);
    for (const ClusterKernel *const *kernel = cluster_kernels(); *kernel; kernel++)
      assert_kernel_follows((*kernel)->name, frame, ff, want);
  }
}

/* In a run: what double precision makes of a step, or a stop; never another way. */
static void
a_run_goes_on_rightly_or_stops(void)
{
  guint topmost;
  g_autoptr(Frame) frame = pushed(&topmost);
  double unit = unit_push(frame, topmost);

  for (guint p = 0; p < G_N_ELEMENTS(PUSHES); p++) {
    g_autoptr(GError) error = NULL;
    g_autoptr(ForceField) ff = pushing_field(frame, unit * PUSHES[p]);
    MdOptions options;
    MdFault fault;
    md_options_init(&options);
    options.ensemble = ENSEMBLE_NVE;
    options.temperature = 1.0;
    options.dt = 1e-6;
    options.n_threads = 2;
    g_autoptr(Md) md = md_new(frame, ff, &options, &error);
    g_assert_no_error(error);
    for (guint step = 0; step < 3; step++)
      if (!md_step(md, FALSE, &fault))
        break;
    g_autoptr(Frame) now = md_frame(md, FRAME_FORCE);
    g_assert_cmpfloat_with_epsilon(now->force[topmost].z, PUSHES[p], 1e-2);
  }
}

static void
set_morse(ForceField *ff, double depth, double stiffness, double length)
{
  for (guint a = 0; a < ff->species->n; a++)
    for (guint b = 0; b < ff->species->n; b++) {
      PairTerm *pair = &ff->pair[a][b];
      pair->morse_d = depth;
      pair->morse_a = stiffness;
      pair->morse_r0 = length;
    }
}

/* Of tables that were steered there and of such as were made for these parameters. */
static void
assert_same_verdict(const RadialTables *steered, const ForceField *ff)
{
  g_autoptr(RadialTables) made = radial_tables_new(ff, steered->kernel);

  g_assert_cmpint(steered->suit, ==, made->suit);
  g_assert_cmpint(steered->poor, ==, made->poor);
}

static void
steered_tables_are_judged_anew(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(PotentialSet) set = potential_set_load("shik", &error);
  g_assert_no_error(error);
  g_autoptr(ForceField) usual = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  g_autoptr(ForceField) steep = force_field_copy(usual);
  guint n_unfit = 0;

  set_morse(steep, 0.1, 8.0, 2.5);
  for (const ClusterKernel *const *kernel = cluster_kernels(); *kernel; kernel++) {
    g_autoptr(RadialTables) tables = radial_tables_new(usual, *kernel);
    radial_tables_update(tables, steep);
    assert_same_verdict(tables, steep);
    n_unfit += !tables->suit;
    radial_tables_update(tables, usual);
    assert_same_verdict(tables, usual);
  }
  g_assert_cmpuint(n_unfit, >, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cut-offs/cut-offs may lie apart in any way",
                  cut_offs_may_lie_apart_in_any_way);
  g_test_add_func("/cut-offs/sums that would wrap are exact",
                  sums_that_would_wrap_are_exact);
  g_test_add_func("/cut-offs/a run goes on rightly or stops",
                  a_run_goes_on_rightly_or_stops);
  g_test_add_func("/cut-offs/steered tables are judged anew",
                  steered_tables_are_judged_anew);
  return g_test_run();
}
