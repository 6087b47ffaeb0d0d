// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>

#include "base/units.h"
#include "io/structure-file.h"
#include "md-support.h"
#include "md/md.h"
#include "potential/potential-set.h"
#include "reference-file.h"

static MdOptions
nve_options(void)
{
  MdOptions options;

  md_options_init(&options);
  options.ensemble = ENSEMBLE_NVE;
  options.n_threads = 2;
  return options;
}

/* Forces are shifted to be continuous at the short-range cut-off: as published, without a
 * shift, the energy walks at random. */
static Md *
start(const Frame *frame, const MdOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  ff->sr_shift = SR_SHIFT_FORCE;
  Md *md = md_new(frame, ff, options, &error);

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

static double
conserved(Md *md)
{
  Thermo thermo;

  md_thermo(md, &thermo);
  return thermo.conserved;
}

/* The masses that the other program used: fewer digits than the element table has. */
static void
round_masses(SpeciesList *species, Element rounded[SPECIES_MAX])
{
  for (guint t = 0; t < species->n; t++) {
    rounded[t] = *species->element[t];
    rounded[t].mass = round(1000.0 * rounded[t].mass) / 1000.0;
    species->element[t] = &rounded[t];
  }
}

/* A trajectory of 72 atoms that another program made with velocity Verlet at 1 fs. */
static void
known_trajectory_is_followed(void)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path =
      g_test_build_filename(G_TEST_DIST, "data", "forces", "nve_small.extxyz.gz", NULL);
  g_autoptr(TrajectoryReader) reader = trajectory_reader_open(path, &error);
  g_autoptr(Frame) first = trajectory_reader_next(reader, &error);
  g_autoptr(ForceField) ff = sample_glass_field(first);
  MdOptions options = nve_options();
  Element rounded[SPECIES_MAX];

  g_assert_no_error(error);
  round_masses(first->species, rounded);
  options.keep_velocities = TRUE;
  options.double_precision = TRUE;
  ff->sr_shift = SR_SHIFT_ENERGY;
  g_autoptr(Md) md = md_new(first, ff, &options, &error);
  for (guint k = 1; k <= 4; k++) {
    g_autoptr(Frame) want = trajectory_reader_next(reader, &error);
    advance(md, 100);
    g_autoptr(Frame) have = md_frame(md, 0);
    double largest = 0.0;
    for (guint i = 0; i < have->n_atoms; i++)
      largest = MAX(largest, vec3_norm(vec3_sub(have->position[i], want->position[i])));
    g_assert_cmpfloat(largest, <, 2e-8);
  }
}

static void
run_spread(double dt, guint n, double *spread)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  g_autoptr(GError) error = NULL;
  MdOptions options = nve_options();
  double sum = 0.0, sum2 = 0.0;

  options.dt = dt;
  options.temperature = 1200.0;
  ff->sr_shift = SR_SHIFT_FORCE;
  g_autoptr(Md) md = md_new(frame, ff, &options, &error);
  double origin = conserved(md);
  for (guint k = 0; k < n; k++) {
    advance(md, 1);
    double e = conserved(md) - origin;
    sum += e;
    sum2 += e * e;
  }
  *spread = sqrt(sum2 / n - sum * sum / n / n);
}

/* Velocity Verlet keeps a shadow Hamiltonian that is off by a term in dt². */
static void
energy_error_goes_with_the_square_of_the_time_step(void)
{
  double coarse, fine;

  run_spread(2e-3, 100, &coarse);
  run_spread(1e-3, 200, &fine);
  g_assert_cmpfloat(coarse / fine, >, 3.2);
  g_assert_cmpfloat(coarse / fine, <, 4.8);
}

static void
nve_energy_does_not_drift(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();

  options.temperature = 1500.0;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, 200);
  double before = conserved(md);
  advance(md, 1000);
  g_assert_cmpfloat(fabs(conserved(md) - before) / frame->n_atoms, <, 1e-4);
}

static void
momentum_is_kept(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();

  g_autoptr(Md) md = start(frame, &options);
  advance(md, 300);
  g_autoptr(Frame) end = md_frame(md, FRAME_VELOCITY);
  Vec3 total = {0};
  double size = 0.0;
  for (guint i = 0; i < end->n_atoms; i++) {
    double mass = end->species->element[end->type[i]]->mass;
    total = vec3_mul_add(total, mass, end->velocity[i]);
    size += mass * vec3_norm(end->velocity[i]);
  }
  g_assert_cmpfloat(vec3_norm(total) / size, <, 1e-6);
}

static void
drawn_velocities_have_the_temperature(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();
  Thermo thermo;

  options.temperature = 777.0;
  g_autoptr(Md) md = start(frame, &options);
  md_thermo(md, &thermo);
  g_assert_cmpfloat_with_epsilon(thermo.temperature, 777.0, 1e-6);
}

/* ⟨m v²⟩ = 3 k_B T for every species, once the glass has been at T for a while; and the
 * components follow Maxwell–Boltzmann: ⟨v⁴⟩ = 3 ⟨v²⟩². */
static void
kinetic_energy_is_shared_by_all_species(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();
  double sum[SPECIES_MAX] = {0}, fourth = 0.0, second = 0.0;
  guint n[SPECIES_MAX] = {0};

  options.ensemble = ENSEMBLE_NVT_BUSSI;
  options.temperature = 1500.0;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, 600);
  for (int sample = 0; sample < 24; sample++) {
    advance(md, 40);
    g_autoptr(Frame) now = md_frame(md, FRAME_VELOCITY);
    for (guint i = 0; i < now->n_atoms; i++) {
      double mass = now->species->element[now->type[i]]->mass;
      double u = now->velocity[i].x * sqrt(mass);
      sum[now->type[i]] += UNITS_MV2 * mass * vec3_norm2(now->velocity[i]);
      n[now->type[i]]++;
      second += u * u;
      fourth += u * u * u * u;
    }
  }
  double total = n[0] + n[1] + n[2];
  for (guint t = 0; t < frame->species->n; t++)
    g_assert_cmpfloat_with_epsilon(sum[t] / n[t] / (3.0 * UNITS_KB), 1500.0, 60.0);
  g_assert_cmpfloat_with_epsilon(fourth / total / (3.0 * second * second / total / total),
                                 1.0, 0.03);
}

static void
mean_temperature(Ensemble ensemble, double *mean, double *spread, double *drift)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();
  double sum = 0.0, sum2 = 0.0;
  const guint n = 4000;
  Thermo thermo;

  options.ensemble = ensemble;
  options.temperature = 1000.0;
  options.tau = 0.05;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, 2000);
  double before = conserved(md);
  for (guint k = 0; k < n; k++) {
    advance(md, 1);
    md_thermo(md, &thermo);
    sum += thermo.temperature;
    sum2 += thermo.temperature * thermo.temperature;
  }
  *mean = sum / n;
  *spread = sqrt(sum2 / n - *mean * *mean);
  *drift = (conserved(md) - before) / frame->n_atoms;
}

/* Canonical: σ(T)/T = √(2/N_f), 1.7 % for 2376 atoms. The mean of 4 ps of it, correlated
 * over 2τ = 0.1 ps, is good to 2.7 K: four of that are allowed. */
static void
bussi_is_canonical(void)
{
  double mean, spread, drift;

  mean_temperature(ENSEMBLE_NVT_BUSSI, &mean, &spread, &drift);
  g_assert_cmpfloat_with_epsilon(mean, 1000.0, 11.0);
  g_assert_cmpfloat_with_epsilon(spread / mean, sqrt(2.0 / (3 * 2376 - 3)), 0.006);
  g_assert_cmpfloat(fabs(drift), <, 1e-4);
}

static void
nose_hoover_keeps_temperature_and_its_energy(void)
{
  double mean, spread, drift;

  mean_temperature(ENSEMBLE_NVT_NOSE_HOOVER, &mean, &spread, &drift);
  g_assert_cmpfloat_with_epsilon(mean, 1000.0, 11.0);
  g_assert_cmpfloat(spread / mean, >, 0.004);
  g_assert_cmpfloat(fabs(drift), <, 1e-4);
}

static guint64
hash_of_run(guint n_threads, gboolean double_precision, const char *kernel)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();

  options.ensemble = ENSEMBLE_NVT_BUSSI;
  options.n_threads = n_threads;
  options.double_precision = double_precision;
  options.kernel = kernel;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, double_precision ? 10 : 60);
  return md_hash(md);
}

static void
trajectory_does_not_depend_on_the_number_of_threads(void)
{
  const guint counts[] = {2, 3, 8};
  const char *const kernels[] = {NULL, "generic"};

  for (guint c = 0; c < G_N_ELEMENTS(counts); c++) {
    for (guint k = 0; k < G_N_ELEMENTS(kernels); k++)
      g_assert_cmphex(hash_of_run(1, FALSE, kernels[k]), ==,
                      hash_of_run(counts[c], FALSE, kernels[k]));
    g_assert_cmphex(hash_of_run(1, TRUE, NULL), ==, hash_of_run(counts[c], TRUE, NULL));
  }
}

static void
another_seed_is_another_trajectory(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();
  g_autoptr(Md) one = start(frame, &options);

  options.seed = 2;
  g_autoptr(Md) two = start(frame, &options);
  g_assert_cmphex(md_hash(one), !=, md_hash(two));
}

static void
blow_up_names_the_pair_and_keeps_the_state(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();
  MdFault fault = {0};
  guint step = 0;

  options.dt = 0.05; /* fifty times too long */
  g_autoptr(Md) md = start(frame, &options);
  while (step++ < 500 && md_step(md, FALSE, &fault))
    ;
  g_assert_cmpint(fault.kind, !=, MD_OK);
  g_assert_cmpuint(fault.atom, !=, fault.partner);
  g_autofree char *text = md_describe_fault(md, &fault);
  g_assert_nonnull(strstr(text, "time step"));
  g_autoptr(Frame) kept = md_frame(md, FRAME_VELOCITY);
  g_assert_cmpint(fault.step - kept->step, <=, MD_KEEP_EVERY);
  for (guint i = 0; i < kept->n_atoms; i++)
    g_assert_true(isfinite(vec3_norm2(kept->position[i])) &&
                  isfinite(vec3_norm2(kept->velocity[i])));
  md_set_time_step(md, 1e-4);
}

static void
overlap_is_named(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = nve_options();
  MdFault fault = {0};

  frame->position[1] = vec3_add(frame->position[0], vec3(0.05, 0.0, 0.0));
  g_autoptr(Md) md = start(frame, &options);
  while (md_step(md, FALSE, &fault))
    g_assert_cmpint(md_step_number(md), <, 1000);
  g_autofree char *text = md_describe_fault(md, &fault);
  g_assert_true(fault.atom < 2 && fault.partner < 2);
  g_assert_nonnull(strstr(text, "overlap"));
}

/* In a good glass nobody is nearer than 1.4 Å, however far a field throws the atoms. */
static void
far_throws_name_atoms_where_they_were(void)
{
  static const double fields[] = {1e6, 1e25, 1e300};

  for (gsize k = 0; k < G_N_ELEMENTS(fields); k++) {
    g_autoptr(Frame) frame = sample_glass(0.0, 1);
    MdOptions options = nve_options();
    MdFault fault = {0};
    options.field = vec3(fields[k], 0.0, 0.0);
    g_autoptr(Md) md = start(frame, &options);
    while (md_step(md, FALSE, &fault))
      g_assert_cmpint(md_step_number(md), <, 10);
    g_assert_cmpuint(fault.atom, !=, fault.partner);
    g_assert_cmpfloat(fault.distance, >, 1.4);
    g_assert_cmpfloat(fault.distance, <, 4.0);
  }
}

static void
a_charged_cell_is_refused(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) whole = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = sample_glass_field(whole);
  g_autoptr(Frame) frame = frame_new(whole->species, whole->n_atoms - 1, 0);
  MdOptions options = nve_options();

  frame->cell = whole->cell;
  memcpy(frame->type, whole->type, frame->n_atoms);
  memcpy(frame->position, whole->position, frame->n_atoms * sizeof(Vec3));
  g_assert_null(md_new(frame, ff, &options, &error));
  g_assert_nonnull(strstr(error->message, "charge"));
}

static void
relaxing_calms_the_forces(void)
{
  g_autoptr(Frame) frame = sample_glass(0.3, 4);
  MdOptions options = nve_options();
  g_autoptr(Md) md = start(frame, &options);
  Thermo before, after;

  md_thermo(md, &before);
  double largest = md_relax(md, 2.0, 300);
  md_thermo(md, &after);
  g_assert_cmpfloat(largest, <, 2.0);
  g_assert_cmpfloat(after.potential, <, before.potential);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/integrate/known trajectory is followed",
                  known_trajectory_is_followed);
  g_test_add_func("/integrate/energy error goes with the square of the time step",
                  energy_error_goes_with_the_square_of_the_time_step);
  g_test_add_func("/integrate/nve energy does not drift", nve_energy_does_not_drift);
  g_test_add_func("/integrate/momentum is kept", momentum_is_kept);
  g_test_add_func("/integrate/drawn velocities have the temperature",
                  drawn_velocities_have_the_temperature);
  g_test_add_func("/integrate/kinetic energy is shared by all species",
                  kinetic_energy_is_shared_by_all_species);
  g_test_add_func("/integrate/bussi is canonical", bussi_is_canonical);
  g_test_add_func("/integrate/nose hoover keeps temperature and its energy",
                  nose_hoover_keeps_temperature_and_its_energy);
  g_test_add_func("/integrate/trajectory does not depend on the number of threads",
                  trajectory_does_not_depend_on_the_number_of_threads);
  g_test_add_func("/integrate/another seed is another trajectory",
                  another_seed_is_another_trajectory);
  g_test_add_func("/integrate/blow-up names the pair and keeps the state",
                  blow_up_names_the_pair_and_keeps_the_state);
  g_test_add_func("/integrate/overlap is named", overlap_is_named);
  g_test_add_func("/integrate/far throws name atoms where they were",
                  far_throws_name_atoms_where_they_were);
  g_test_add_func("/integrate/a charged cell is refused", a_charged_cell_is_refused);
  g_test_add_func("/integrate/relaxing calms the forces", relaxing_calms_the_forces);
  return g_test_run();
}
