// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Long runs of a small glass, held to relations between their fluctuations that any
 * canonical ensemble obeys and no other does. */

#include <glib.h>

#include "base/units.h"
#include "io/structure-file.h"
#include "md-support.h"
#include "md/md.h"

#define BLOCKS 16

/* 72 atoms of a sodium silicate. */
static Md *
start(const MdOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "forces", "nve_small.extxyz.gz", NULL);
  g_autoptr(Frame) frame = structure_read(path, &error);

  g_assert_no_error(error);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  ff->sr_shift = SR_SHIFT_FORCE;
  ff->r_coulomb = 6.0;
  Md *md = md_new(frame, ff, options, &error);
  g_assert_no_error(error);
  return md;
}

static MdOptions
options_of(Ensemble ensemble, double temperature)
{
  MdOptions options;

  md_options_init(&options);
  options.ensemble = ensemble;
  options.temperature = temperature;
  options.n_threads = 1;
  return options;
}

static void
advance(Md *md, guint n)
{
  MdFault fault;

  for (guint k = 0; k < n; k++)
    g_assert_true(md_step(md, k + 1 == n, &fault));
}

/* Numbers in time order; block leave is left out of all sums (-1: none). */
typedef struct {
  double *x;
  guint n;
} Samples;

static gboolean
counts(const Samples *samples, guint k, int leave)
{
  return (int)((guint64)k * BLOCKS / samples->n) != leave;
}

static double
mean_of(const Samples *samples, int leave)
{
  double sum = 0.0;
  guint n = 0;

  for (guint k = 0; k < samples->n; k++)
    if (counts(samples, k, leave)) {
      sum += samples->x[k];
      n++;
    }
  return sum / n;
}

static double
variance_of(const Samples *samples, int leave)
{
  double mean = mean_of(samples, leave), sum = 0.0;
  guint n = 0;

  for (guint k = 0; k < samples->n; k++)
    if (counts(samples, k, leave)) {
      sum += (samples->x[k] - mean) * (samples->x[k] - mean);
      n++;
    }
  return sum / n;
}

/* Standard error from values with one block left out each. */
static double
jackknife(const double value[BLOCKS])
{
  double mean = 0.0, sum = 0.0;

  for (int b = 0; b < BLOCKS; b++)
    mean += value[b] / BLOCKS;
  for (int b = 0; b < BLOCKS; b++)
    sum += (value[b] - mean) * (value[b] - mean);
  return sqrt(sum * (BLOCKS - 1) / BLOCKS);
}

static double
error_of_mean(const Samples *samples)
{
  double left[BLOCKS];

  for (int b = 0; b < BLOCKS; b++)
    left[b] = mean_of(samples, b);
  return jackknife(left);
}

/* One Newton step of the logistic regression of "from the second run" on v. */
static void
newton_step(const Samples *run[2], int leave, double centre, double *a, double *b)
{
  double g0 = 0.0, g1 = 0.0, h00 = 0.0, h01 = 0.0, h11 = 0.0;

  for (int r = 0; r < 2; r++)
    for (guint k = 0; k < run[r]->n; k++) {
      if (!counts(run[r], k, leave))
        continue;
      double v = run[r]->x[k] - centre, p = 1.0 / (1.0 + exp(-(*a + *b * v)));
      double w = p * (1.0 - p);
      g0 += r - p;
      g1 += (r - p) * v;
      h00 += w;
      h01 += w * v;
      h11 += w * v * v;
    }
  double det = h00 * h11 - h01 * h01;
  *a += (h11 * g0 - h01 * g1) / det;
  *b += (h00 * g1 - h01 * g0) / det;
}

/* Slope of ln p₂(x)/p₁(x) by maximum likelihood (Shirts, J. Chem. Theory Comput. 9, 909
 * (2013)). */
static double
log_ratio_slope(const Samples *one, const Samples *two, int leave)
{
  const Samples *run[2] = {one, two};
  double centre = 0.5 * (mean_of(one, -1) + mean_of(two, -1)), a = 0.0, b = 0.0;

  for (int iteration = 0; iteration < 20; iteration++)
    newton_step(run, leave, centre, &a, &b);
  return b;
}

static void
assert_slope(const char *what, const Samples *one, const Samples *two, double want)
{
  double left[BLOCKS], slope = log_ratio_slope(one, two, -1);

  for (int b = 0; b < BLOCKS; b++)
    left[b] = log_ratio_slope(one, two, b);
  double error = jackknife(left);
  g_test_message("%s: slope %.5g ± %.2g, expected %.5g", what, slope, error, want);
  g_assert_cmpfloat(error, <, 0.15 * fabs(want));
  g_assert_cmpfloat(fabs(slope - want), <, 4.0 * error);
}

static Samples
volumes(Ensemble ensemble, double pressure, guint n)
{
  MdOptions options = options_of(ensemble, 4000.0);
  Samples samples = {g_new(double, n), n};

  options.pressure = pressure;
  options.tau_pressure = 0.1;
  g_autoptr(Md) md = start(&options);
  advance(md, 5000);
  for (guint k = 0; k < n; k++) {
    advance(md, 10);
    samples.x[k] = md_cell(md)->volume;
  }
  return samples;
}

/* Two pressures weight the same volumes differently: p₂(V)/p₁(V) ∝ e^{−(P₂−P₁)V/kT},
 * whatever the liquid; and both barostats find the same volumes. */
static void
volumes_have_the_right_weights(void)
{
  const double low = 5.0 / UNITS_GPA, high = 7.0 / UNITS_GPA;
  double want = -(high - low) / (UNITS_KB * 4000.0);
  const guint n = 6000;
  Samples scr[2] = {volumes(ENSEMBLE_NPT_SCR, low, n),
                    volumes(ENSEMBLE_NPT_SCR, high, n)};
  Samples mtk[2] = {volumes(ENSEMBLE_NPT_MTK, low, n),
                    volumes(ENSEMBLE_NPT_MTK, high, n)};

  assert_slope("rescaling", &scr[0], &scr[1], want);
  assert_slope("mtk", &mtk[0], &mtk[1], want);
  for (int p = 0; p < 2; p++) {
    double a = mean_of(&scr[p], -1), b = mean_of(&mtk[p], -1);
    double error = hypot(error_of_mean(&scr[p]), error_of_mean(&mtk[p]));
    g_test_message("mean volume: rescaling %.2f, mtk %.2f, ± %.2f", a, b, error);
    g_assert_cmpfloat(fabs(a - b), <, 4.0 * error);
    g_assert_cmpfloat(error, <, 0.02 * a);
  }
  for (int p = 0; p < 2; p++) {
    g_free(scr[p].x);
    g_free(mtk[p].x);
  }
}

static Samples
energies(Ensemble ensemble, double temperature, guint n)
{
  MdOptions options = options_of(ensemble, temperature);
  Samples samples = {g_new(double, n), n};
  Thermo thermo;

  options.tau = 0.05;
  g_autoptr(Md) md = start(&options);
  advance(md, 5000);
  for (guint k = 0; k < n; k++) {
    advance(md, 10);
    md_thermo(md, &thermo);
    samples.x[k] = thermo.kinetic + thermo.potential;
  }
  return samples;
}

/* C = Var(E)/kT² = dE/dT, and the energies of two temperatures have the ratio of their
 * Boltzmann factors. */
static void
energies_fluctuate_by_the_heat_capacity(Ensemble ensemble)
{
  const double cold = 280.0, middle = 300.0, hot = 320.0;
  const guint n = 5000;
  Samples run[3] = {energies(ensemble, cold, n), energies(ensemble, middle, n),
                    energies(ensemble, hot, n)};
  double kt2 = UNITS_KB * middle * middle, left[BLOCKS];

  for (int b = 0; b < BLOCKS; b++)
    left[b] = variance_of(&run[1], b) / kt2;
  double fluctuation = variance_of(&run[1], -1) / kt2, error1 = jackknife(left);
  double derivative = (mean_of(&run[2], -1) - mean_of(&run[0], -1)) / (hot - cold);
  double error2 = hypot(error_of_mean(&run[2]), error_of_mean(&run[0])) / (hot - cold);
  g_test_message("C/k: Var(E)/k²T² %.1f ± %.1f, dE/dT %.1f ± %.1f, 3N = 216",
                 fluctuation / UNITS_KB, error1 / UNITS_KB, derivative / UNITS_KB,
                 error2 / UNITS_KB);
  g_assert_cmpfloat(fabs(fluctuation - derivative), <, 4.0 * hypot(error1, error2));
  g_assert_cmpfloat(hypot(error1, error2), <, 0.15 * derivative);
  assert_slope("energies", &run[0], &run[2],
               1.0 / (UNITS_KB * cold) - 1.0 / (UNITS_KB * hot));
  for (int k = 0; k < 3; k++)
    g_free(run[k].x);
}

static void
langevin_energies_fluctuate_by_the_heat_capacity(void)
{
  energies_fluctuate_by_the_heat_capacity(ENSEMBLE_NVT_LANGEVIN);
}

static void
bussi_energies_fluctuate_by_the_heat_capacity(void)
{
  energies_fluctuate_by_the_heat_capacity(ENSEMBLE_NVT_BUSSI);
}

/* The share of every species in the kinetic energy, and the shape of the distribution of
 * velocities up to the sixth moment: ⟨u⁴⟩ = 3, ⟨u⁶⟩ = 15 for ⟨u²⟩ = 1. */
static void
langevin_velocities_are_maxwell_boltzmann(void)
{
  MdOptions options = options_of(ENSEMBLE_NVT_LANGEVIN, 1500.0);
  double second[SPECIES_MAX] = {0}, fourth = 0.0, sixth = 0.0;
  guint count[SPECIES_MAX] = {0}, n = 0;

  options.tau = 0.02;
  g_autoptr(Md) md = start(&options);
  advance(md, 2000);
  for (int sample = 0; sample < 1500; sample++) {
    advance(md, 40);
    g_autoptr(Frame) now = md_frame(md, FRAME_VELOCITY);
    for (guint i = 0; i < now->n_atoms; i++) {
      double mass = now->species->element[now->type[i]]->mass;
      const double v[3] = {now->velocity[i].x, now->velocity[i].y, now->velocity[i].z};
      for (int d = 0; d < 3; d++, n++) {
        double u2 = UNITS_MV2 * mass * v[d] * v[d] / (UNITS_KB * 1500.0);
        second[now->type[i]] += u2;
        count[now->type[i]]++;
        fourth += u2 * u2;
        sixth += u2 * u2 * u2;
      }
    }
  }
  /* 1500 independent samples of 72 atoms: four standard errors of each moment; velocity
   * Verlet's own error in ⟨v²⟩ at 1 fs is 0.4 % for the stiff bonds. */
  for (guint t = 0; t < SPECIES_MAX; t++) {
    if (count[t] == 0)
      continue;
    g_test_message("species %u: <u²> %.4f", t, second[t] / count[t]);
    g_assert_cmpfloat_with_epsilon(second[t] / count[t], 1.0,
                                   0.004 + 4.0 * sqrt(2.0 / count[t]));
  }
  g_test_message("<u⁴> %.3f, <u⁶> %.3f", fourth / n, sixth / n);
  g_assert_cmpfloat_with_epsilon(fourth / n, 3.0, 0.024 + 4.0 * sqrt(96.0 / n));
  g_assert_cmpfloat_with_epsilon(sixth / n, 15.0, 0.18 + 4.0 * sqrt(10170.0 / n));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/statistics/langevin velocities are Maxwell-Boltzmann",
                  langevin_velocities_are_maxwell_boltzmann);
  g_test_add_func("/statistics/volumes have the right weights",
                  volumes_have_the_right_weights);
  g_test_add_func("/statistics/langevin energies fluctuate by the heat capacity",
                  langevin_energies_fluctuate_by_the_heat_capacity);
  g_test_add_func("/statistics/bussi energies fluctuate by the heat capacity",
                  bussi_energies_fluctuate_by_the_heat_capacity);
  return g_test_run();
}
