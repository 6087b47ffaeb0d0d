// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the integrators must keep over long times. */

#include <glib.h>

#include "md-support.h"
#include "md/md.h"
#include "model/composition-start.h"
#include "potential/potential-set.h"

#define BLOCKS 20

static Md *
start(Ensemble ensemble, double dt)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  MdOptions options;

  md_options_init(&options);
  options.ensemble = ensemble;
  options.temperature = 1500.0;
  options.dt = dt;
  options.n_threads = 2;
  ff->sr_shift = SR_SHIFT_FORCE;
  ff->r_coulomb = 7.0;
  Md *md = md_new(frame, ff, &options, &error);
  g_assert_no_error(error);
  return md;
}

static void
advance(Md *md, guint n)
{
  MdFault fault;

  for (guint k = 0; k < n; k++)
    g_assert_true(md_step(md, k + 1 == n, &fault));
}

/* eV per atom, from a fixed zero. */
static double
conserved(Md *md)
{
  Thermo thermo;

  md_thermo(md, &thermo);
  return thermo.conserved / 2376.0;
}

/* Straight line through block means: slope per block and its standard error. */
static void
fit(const double mean[BLOCKS], double *slope, double *error)
{
  double x = 0.5 * (BLOCKS - 1), y = 0.0, xx = 0.0, xy = 0.0, rest = 0.0;

  for (int b = 0; b < BLOCKS; b++)
    y += mean[b] / BLOCKS;
  for (int b = 0; b < BLOCKS; b++) {
    xx += (b - x) * (b - x);
    xy += (b - x) * (mean[b] - y);
  }
  *slope = xy / xx;
  for (int b = 0; b < BLOCKS; b++) {
    double off = mean[b] - y - *slope * (b - x);
    rest += off * off;
  }
  *error = sqrt(rest / (BLOCKS - 2) / xx);
}

/* Drift over 20 ps, eV per atom and ps. */
static void
measure_drift(Ensemble ensemble, double dt, double *slope, double *error)
{
  g_autoptr(Md) md = start(ensemble, dt);
  double mean[BLOCKS] = {0}, zero = conserved(md);
  guint per_sample = (guint)(0.02 / dt + 0.5);

  advance(md, 10 * per_sample);
  for (int b = 0; b < BLOCKS; b++)
    for (int k = 0; k < 50; k++) {
      advance(md, per_sample);
      mean[b] += (conserved(md) - zero) / 50.0;
    }
  fit(mean, slope, error);
  g_test_message("%s, %.1f fs: drift %.2e ± %.1e eV/atom/ps", ensemble_name(ensemble),
                 1e3 * dt, *slope, *error);
}

/* A block is 1 ps. */
static void
nve_does_not_drift_at_half_a_femtosecond(void)
{
  double slope, error;

  measure_drift(ENSEMBLE_NVE, 0.5e-3, &slope, &error);
  g_assert_cmpfloat(fabs(slope), <, 4.0 * error);
  g_assert_cmpfloat(error, <, 5e-7);
}

/* A hundredth of kT in 100 ps at the most. */
static void
no_ensemble_drifts_much_at_one_femtosecond(void)
{
  for (int e = ENSEMBLE_NVE; e <= ENSEMBLE_NPT_MTK; e++) {
    double slope, error;
    measure_drift(e, 1e-3, &slope, &error);
    g_assert_cmpfloat(fabs(slope), <, 1e-5);
  }
}

static double
spread(double dt)
{
  g_autoptr(Md) md = start(ENSEMBLE_NVE, dt);
  guint n = (guint)(1.0 / dt + 0.5);
  double sum = 0.0, sum2 = 0.0, zero = conserved(md);

  for (guint k = 0; k < n; k++) {
    advance(md, 1);
    double e = conserved(md) - zero;
    sum += e / n;
    sum2 += e * e / n;
  }
  return sqrt(sum2 - sum * sum);
}

/* σ(E) over the same picosecond at four time steps: every halving is a quarter. */
static void
energy_error_goes_with_the_square_of_the_time_step(void)
{
  const double steps[] = {2e-3, 1e-3, 0.5e-3, 0.25e-3};
  double before = 0.0;

  for (guint k = 0; k < G_N_ELEMENTS(steps); k++) {
    double now = spread(steps[k]);
    g_test_message("%.2f fs: %.3e eV/atom", 1e3 * steps[k], now);
    if (k > 0) {
      g_assert_cmpfloat(before / now, >, 3.4);
      g_assert_cmpfloat(before / now, <, 4.6);
    }
    before = now;
  }
}

/* Liquid boron oxide at 2500 K. */
static Md *
borate_melt(const char *potential)
{
  g_autoptr(GError) error = NULL;
  StartWish wish = {.n_atoms = 600, .density = 1.7, .seed = 1};
  Composition mix;
  MdOptions options;

  g_assert_true(composition_parse(&mix, "B2O3", &error));
  g_autoptr(Frame) frame = composition_start(&mix, &wish, &error);
  g_assert_no_error(error);
  g_autoptr(PotentialSet) set = potential_set_load(potential, &error);
  g_autoptr(ForceField) ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  md_options_init(&options);
  options.ensemble = ENSEMBLE_NVT_BUSSI;
  options.temperature = 2500.0;
  options.dt = 1e-3;
  options.n_threads = 2;
  Md *md = md_new(frame, ff, &options, &error);
  g_assert_no_error(error);
  md_relax(md, 5.0, 500);
  advance(md, 2000);
  md_set_ensemble(md, ENSEMBLE_NVE);
  return md;
}

/* eV per atom and ps, over two picoseconds. */
static double
borate_drift(const char *potential)
{
  g_autoptr(Md) md = borate_melt(potential);
  double mean[BLOCKS] = {0}, slope, error, zero;
  Thermo thermo;

  advance(md, 10);
  md_thermo(md, &thermo);
  zero = thermo.conserved;
  for (int b = 0; b < BLOCKS; b++)
    for (int k = 0; k < 10; k++) {
      advance(md, 10);
      md_thermo(md, &thermo);
      mean[b] += (thermo.conserved - zero) / (10.0 * 600.0);
    }
  fit(mean, &slope, &error);
  g_test_message("%s: %.2e ± %.1e eV/atom/ps", potential, slope * 10.0, error * 10.0);
  return slope * 10.0;
}

/* Three-body terms as published end abruptly (potential/cutoff-step.h). */
static void
a_borate_melt_keeps_its_energy_with_a_taper(void)
{
  double published = borate_drift("bmp"), ours = borate_drift("bmp:tapered");

  g_assert_cmpfloat(published, >, 0.1);
  g_assert_cmpfloat(fabs(ours), <, published / 200.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/conservation/nve does not drift at half a femtosecond",
                  nve_does_not_drift_at_half_a_femtosecond);
  g_test_add_func("/conservation/no ensemble drifts much at one femtosecond",
                  no_ensemble_drifts_much_at_one_femtosecond);
  g_test_add_func("/conservation/energy error goes with the square of the time step",
                  energy_error_goes_with_the_square_of_the_time_step);
  g_test_add_func("/conservation/a borate melt keeps its energy with a taper",
                  a_borate_melt_keeps_its_energy_with_a_taper);
  return g_test_run();
}
