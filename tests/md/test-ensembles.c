// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <glib.h>
#include <string.h>

#include "base/rng.h"
#include "base/units.h"
#include "md-support.h"
#include "md/forces.h"
#include "md/md.h"
#include "md/verlet-list.h"
#include "reference-file.h"

static MdOptions
options_of(Ensemble ensemble)
{
  MdOptions options;

  md_options_init(&options);
  options.ensemble = ensemble;
  options.n_threads = 2;
  return options;
}

/* Forces without a jump; of shorter range than usual, so that the cell stays wide enough
 * for the cluster lists when it shrinks. */
static ForceField *
smooth_field(const Frame *frame)
{
  ForceField *ff = sample_glass_field(frame);

  ff->sr_shift = SR_SHIFT_FORCE;
  ff->r_coulomb = 7.0;
  return ff;
}

static Md *
start(const Frame *frame, const MdOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ForceField) ff = smooth_field(frame);
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

static Thermo
thermo_of(Md *md)
{
  Thermo thermo;

  md_thermo(md, &thermo);
  return thermo;
}

static Vec3
momentum_of(const Frame *frame)
{
  Vec3 total = {0};

  for (guint i = 0; i < frame->n_atoms; i++)
    total = vec3_mul_add(total, frame->species->element[frame->type[i]]->mass,
                         frame->velocity[i]);
  return total;
}

/* Mean temperature of 2 ps after 1; canonical width √(2/N_f) T. Correlated over τ/2 =
 * 0.025 ps, the mean is good to 2.7 K. */
static void
langevin_is_canonical(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ENSEMBLE_NVT_LANGEVIN);
  double sum = 0.0, sum2 = 0.0;
  const guint n = 2000;

  options.temperature = 1000.0;
  options.tau = 0.05;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, 1000);
  double before = thermo_of(md).conserved;
  for (guint k = 0; k < n; k++) {
    advance(md, 1);
    double t = thermo_of(md).temperature;
    sum += t;
    sum2 += t * t;
  }
  double mean = sum / n, spread = sqrt(sum2 / n - mean * mean);
  g_assert_cmpfloat_with_epsilon(mean, 1000.0, 11.0);
  g_assert_cmpfloat_with_epsilon(spread / mean, sqrt(2.0 / (3 * 2376)), 0.006);
  g_assert_cmpfloat(fabs(thermo_of(md).conserved - before) / frame->n_atoms, <, 2e-4);
}

/* Velocities of Langevin: every species has its share, fourth moments are normal, and the
 * centre of mass has three degrees of freedom of its own unless it is held. */
static void
langevin_velocities_are_maxwell_boltzmann(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ENSEMBLE_NVT_LANGEVIN);
  double sum[SPECIES_MAX] = {0}, second = 0.0, fourth = 0.0;
  guint n[SPECIES_MAX] = {0}, total = 0;

  options.temperature = 1000.0;
  options.tau = 0.02;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, 300);
  for (int sample = 0; sample < 24; sample++) {
    advance(md, 40);
    g_autoptr(Frame) now = md_frame(md, FRAME_VELOCITY);
    for (guint i = 0; i < now->n_atoms; i++, total++) {
      double mass = now->species->element[now->type[i]]->mass;
      double u2 = mass * now->velocity[i].y * now->velocity[i].y;
      sum[now->type[i]] += UNITS_MV2 * mass * vec3_norm2(now->velocity[i]);
      n[now->type[i]]++;
      second += u2;
      fourth += u2 * u2;
    }
  }
  for (guint t = 0; t < frame->species->n; t++)
    g_assert_cmpfloat_with_epsilon(sum[t] / n[t] / (3.0 * UNITS_KB), 1000.0, 30.0);
  g_assert_cmpfloat_with_epsilon(fourth * total / (3.0 * second * second), 1.0, 0.03);
}

static void
drift_is_removed_only_when_asked(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ENSEMBLE_NVT_LANGEVIN);

  options.temperature = 1000.0;
  options.tau = 0.02;
  g_autoptr(Md) loose = start(frame, &options);
  options.remove_drift = TRUE;
  g_autoptr(Md) held = start(frame, &options);
  advance(loose, 100);
  advance(held, 100);
  g_autoptr(Frame) a = md_frame(loose, FRAME_VELOCITY);
  g_autoptr(Frame) b = md_frame(held, FRAME_VELOCITY);
  double mass = 0.0;
  for (guint i = 0; i < frame->n_atoms; i++)
    mass += frame->species->element[frame->type[i]]->mass;
  double thermal = sqrt(3.0 * UNITS_KB * 1000.0 * mass * UNITS_ACCEL);
  g_assert_cmpfloat(vec3_norm(momentum_of(a)) / thermal, >, 0.05);
  g_assert_cmpfloat(vec3_norm(momentum_of(a)) / thermal, <, 3.0);
  g_assert_cmpfloat(vec3_norm(momentum_of(b)) / thermal, <, 1e-9);
}

static void
pressure_is_reached(Ensemble ensemble, gboolean anisotropic)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ensemble);
  double pressure = 0.0, axis[3] = {0}, volume = 0.0;
  const guint n = 1500;

  options.temperature = 600.0;
  options.pressure = 2.0 / UNITS_GPA;
  options.tau_pressure = 0.1;
  options.anisotropic = anisotropic;
  g_autoptr(Md) md = start(frame, &options);
  advance(md, 1500);
  double before = thermo_of(md).conserved;
  for (guint k = 0; k < n; k++) {
    advance(md, 1);
    Thermo now = thermo_of(md);
    double third = 2.0 / 3.0 * now.kinetic;
    pressure += now.pressure * UNITS_GPA / n;
    volume += md_cell(md)->volume / n;
    for (int d = 0; d < 3; d++)
      axis[d] += (third + now.virial[d]) / md_cell(md)->volume * UNITS_GPA / n;
  }
  g_assert_cmpfloat_with_epsilon(pressure, 2.0, 0.15);
  g_assert_cmpfloat(volume, <, 0.985 * frame->cell.volume);
  g_assert_cmpfloat(fabs(thermo_of(md).conserved - before) / frame->n_atoms, <, 2e-4);
  double x = md_cell(md)->vector[0].x / frame->cell.vector[0].x;
  double z = md_cell(md)->vector[2].z / frame->cell.vector[2].z;
  if (!anisotropic) {
    g_assert_cmpfloat_with_epsilon(x, z, 1e-12);
    return;
  }
  g_assert_cmpfloat(fabs(x - z), >, 1e-6);
  for (int d = 0; d < 3; d++)
    g_assert_cmpfloat_with_epsilon(axis[d], 2.0, 0.3);
}

static void
rescaling_reaches_its_pressure(void)
{
  pressure_is_reached(ENSEMBLE_NPT_SCR, FALSE);
}

static void
rescaling_of_each_axis_reaches_its_pressure(void)
{
  pressure_is_reached(ENSEMBLE_NPT_SCR, TRUE);
}

static void
mtk_reaches_its_pressure(void)
{
  pressure_is_reached(ENSEMBLE_NPT_MTK, FALSE);
}

static void
mtk_of_each_axis_reaches_its_pressure(void)
{
  pressure_is_reached(ENSEMBLE_NPT_MTK, TRUE);
}

static double
mtk_spread(double dt, guint n)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ENSEMBLE_NPT_MTK);
  double sum = 0.0, sum2 = 0.0;

  options.dt = dt;
  options.temperature = 1200.0;
  options.tau_pressure = 0.1;
  g_autoptr(Md) md = start(frame, &options);
  double origin = thermo_of(md).conserved;
  for (guint k = 0; k < n; k++) {
    advance(md, 1);
    double e = thermo_of(md).conserved - origin;
    sum += e;
    sum2 += e * e;
  }
  return sqrt(sum2 / n - sum * sum / n / n);
}

static void
mtk_energy_error_goes_with_the_square_of_the_time_step(void)
{
  double ratio = mtk_spread(2e-3, 100) / mtk_spread(1e-3, 200);

  g_assert_cmpfloat(ratio, >, 3.2);
  g_assert_cmpfloat(ratio, <, 4.8);
}

/* Squeezes frame by f about its origin. */
static void
squeeze(Frame *frame, Vec3 f)
{
  Cell *cell = &frame->cell;
  Vec3 o = cell->origin, *v = cell->vector;

#define SQUEEZED(d) vec3(f.x *(d).x, f.y *(d).y, f.z *(d).z)
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 d = vec3_sub(frame->position[i], o);
    frame->position[i] = vec3_add(o, SQUEEZED(d));
  }
  g_assert_true(cell_init(cell, SQUEEZED(v[0]), SQUEEZED(v[1]), SQUEEZED(v[2]), o));
#undef SQUEEZED
}

/* A cell is squeezed little by little, and the forces are always those that one without a
 * past finds: nobody who came into range is missed. */
static void
carried_lists_miss_nobody(guint copies, gboolean double_precision, double tolerance)
{
  g_autoptr(Frame) glass = sample_glass(0.0, 1);
  g_autoptr(Frame) frame = replicate(glass, copies);
  g_autoptr(ForceField) ff = smooth_field(frame);
  g_autoptr(GError) error = NULL;
  g_autoptr(Team) team = team_new(2);
  ForceOptions options = {.double_precision = double_precision};
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, &options, &error);

  g_assert_no_error(error);
  frame->cell.origin = vec3(-3.0, 7.0, 0.5);
  for (int step = 0; step < 36; step++) {
    ForceInput in = {frame->n_atoms, frame->type, frame->position,
                     frame->cell,    team,        NULL};
    const ForceOutput *out = forces_compute(forces, &in, 0);
    if (step % 3 == 2) {
      g_autoptr(Frame) fresh = forces_evaluate(frame, ff, &options, 2, NULL, &error);
      g_assert_no_error(error);
      g_assert_cmpfloat(relative_rms(fresh->force, out->force, frame->n_atoms), <,
                        tolerance);
    }
    squeeze(frame, vec3(0.995, 0.997, 1.001));
    shake(frame, 0.004, step);
  }
}

static void
cluster_lists_outlive_the_cell(void)
{
  carried_lists_miss_nobody(2, FALSE, 1e-5);
}

static void
verlet_lists_outlive_the_cell(void)
{
  carried_lists_miss_nobody(1, TRUE, 1e-11);
}

static guint
pairs_in_list(const VerletList *list, guint n, double r_cut)
{
  const Vec3 *r = verlet_list_positions(list), *shift = verlet_list_shifts(list);
  guint found = 0;

  for (guint i = 0; i < n; i++) {
    guint m;
    const VerletEntry *entry = verlet_list_of(list, i, &m);
    for (guint k = 0; k < m; k++) {
      Vec3 d = vec3_sub(vec3_add(r[entry[k].atom], shift[entry[k].shift]), r[i]);
      found += vec3_norm2(d) < r_cut * r_cut;
    }
  }
  return found;
}

/* All images, one by one. */
static guint
pairs_by_hand(const Cell *cell, const Vec3 *r, guint n, double r_cut)
{
  guint found = 0;

  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      for (int image = 0; image < 125; image++) {
        Vec3 d = cell_minimum_image(cell, vec3_sub(r[j], r[i]));
        d = vec3_mul_add(d, image % 5 - 2, cell->vector[0]);
        d = vec3_mul_add(d, image / 5 % 5 - 2, cell->vector[1]);
        d = vec3_mul_add(d, image / 25 - 2, cell->vector[2]);
        found += (i != j || image != 62) && vec3_norm2(d) < r_cut * r_cut;
      }
  return found;
}

/* Squeezes and shears r and cell about the cell's origin. */
static void
strain(Cell *cell, Vec3 *r, guint n, double width)
{
  static const double g[3][3] = {{-1.0, 0.4, 0.0}, {0.0, -0.7, 0.5}, {0.3, 0.0, -0.2}};
  Vec3 origin = cell->origin, *v = cell->vector;

#define STRAINED(d)                                                      \
  vec3_mul_add((d), width,                                               \
               vec3(g[0][0] * (d).x + g[0][1] * (d).y + g[0][2] * (d).z, \
                    g[1][0] * (d).x + g[1][1] * (d).y + g[1][2] * (d).z, \
                    g[2][0] * (d).x + g[2][1] * (d).y + g[2][2] * (d).z))
  for (guint i = 0; i < n; i++) {
    Vec3 d = vec3_sub(r[i], origin);
    r[i] = vec3_add(origin, STRAINED(d));
  }
  g_assert_true(cell_init(cell, STRAINED(v[0]), STRAINED(v[1]), STRAINED(v[2]), origin));
#undef STRAINED
}

/* In a skewed cell that is strained and sheared while atoms move, the list has every pair
 * at every step, and is renewed on few of them. */
static void
a_list_has_every_pair_under_strain(void)
{
  enum { N = 40, STEPS = 60 };
  const double r_cut = 4.0;
  Cell cell;
  Vec3 r[N];
  guint8 type[N] = {0};
  g_autoptr(VerletList) list = verlet_list_new(r_cut, 0.8);
  g_autoptr(Team) team = team_new(1);

  g_assert_true(
      cell_init(&cell, vec3(9, 0, 0), vec3(2, 8, 0), vec3(-1, 3, 7), vec3(-20, 5, 1)));
  for (guint i = 0; i < N; i++) {
    double u[4];
    rng_uniform4(1, RNG_TEST, 0, i, u);
    r[i] = cell_to_cartesian(&cell, vec3(3 * u[0] - 1, u[1], 2 * u[2]));
  }
  for (guint step = 0; step < STEPS; step++) {
    ForceInput in = {N, type, r, cell, team, NULL};
    verlet_list_update(list, &in);
    g_assert_cmpuint(pairs_in_list(list, N, r_cut), ==,
                     pairs_by_hand(&cell, r, N, r_cut));
    strain(&cell, r, N, step < STEPS / 2 ? 0.008 : -0.008);
    for (guint i = 0; i < N; i++) {
      double g[4];
      rng_normal4(2, RNG_TEST, step, i, g);
      r[i] = vec3_mul_add(r[i], 0.004, vec3(g[0], g[1], g[2]));
    }
  }
  g_assert_cmpuint(verlet_list_rebuilds(list), <, STEPS / 3);
  g_assert_cmpuint(verlet_list_rebuilds(list), >, 2);
}

/* Energy of the glass strained by e in component voigt (xx yy zz yz xz xy, a shear half
 * and half). */
static double
strained_energy(const Frame *frame, const ForceField *ff, int voigt, double e)
{
  static const int row[] = {0, 1, 2, 1, 0, 0}, column[] = {0, 1, 2, 2, 2, 1};
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) strained = frame_copy(frame, 0);
  double h[3][3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  ForceOptions options = {.double_precision = TRUE};
  Vec3 v[3];

  h[row[voigt]][column[voigt]] += voigt < 3 ? e : 0.5 * e;
  if (voigt > 2)
    h[column[voigt]][row[voigt]] += 0.5 * e;
#define STRAINED(d)                                         \
  vec3(h[0][0] * (d).x + h[0][1] * (d).y + h[0][2] * (d).z, \
       h[1][0] * (d).x + h[1][1] * (d).y + h[1][2] * (d).z, \
       h[2][0] * (d).x + h[2][1] * (d).y + h[2][2] * (d).z)
  for (guint i = 0; i < frame->n_atoms; i++)
    strained->position[i] = STRAINED(frame->position[i]);
  for (int k = 0; k < 3; k++)
    v[k] = STRAINED(frame->cell.vector[k]);
#undef STRAINED
  g_assert_true(cell_init(&strained->cell, v[0], v[1], v[2], vec3(0, 0, 0)));
  g_autoptr(Frame) result = forces_evaluate(strained, ff, &options, 2, NULL, &error);
  g_assert_no_error(error);
  return result->thermo.potential;
}

/* W = −dE/dε, all six components, by central differences. */
static void
assert_virial(const Frame *frame, const ForceField *ff, const ForceOptions *options,
              double tolerance)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) have = forces_evaluate(frame, ff, options, 2, NULL, &error);
  const double e = 2e-5;

  g_assert_no_error(error);
  for (int voigt = 0; voigt < 6; voigt++) {
    double up = strained_energy(frame, ff, voigt, e);
    double down = strained_energy(frame, ff, voigt, -e);
    double w = -(up - down) / (2.0 * e);
    g_assert_cmpfloat_with_epsilon(have->thermo.virial[voigt], w, tolerance);
    g_assert_cmpfloat(fabs(w), >, 10.0 * tolerance);
  }
}

static void
virial_is_the_strain_derivative(void)
{
  g_autoptr(Frame) frame = sample_glass(0.05, 3);
  g_autoptr(ForceField) ff = smooth_field(frame);
  ForceOptions exact = {.double_precision = TRUE}, mixed = {0};

  assert_virial(frame, ff, &exact, 0.02);
  assert_virial(frame, ff, &mixed, 0.1);
}

static void
virial_of_the_ewald_sum_is_the_strain_derivative(void)
{
  g_autoptr(ReferenceFile) file =
      reference_file_read("ns2_glass300__pedone_dsf_cut7_shifted");
  g_autoptr(Frame) frame = frame_copy(file->frame, 0);
  g_autoptr(ForceField) ff = smooth_field(frame);
  ForceOptions exact = {.double_precision = TRUE};

  shake(frame, 0.05, 4);
  ff->coulomb = COULOMB_EWALD;
  ff->alpha = 0.45;
  ff->r_coulomb = 12.0;
  assert_virial(frame, ff, &exact, 0.005);
}

/* dv = q E dt / m at once, nothing in sum, and what the field gives is counted. */
static void
field_pulls_on_charges(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = smooth_field(frame);
  MdOptions options = options_of(ENSEMBLE_NVE);

  options.double_precision = TRUE;
  g_autoptr(Md) without = start(frame, &options);
  options.field = vec3(0.03, -0.01, 0.02);
  g_autoptr(Md) with = start(frame, &options);
  advance(without, 1);
  advance(with, 1);
  g_autoptr(Frame) a = md_frame(without, FRAME_VELOCITY);
  g_autoptr(Frame) b = md_frame(with, FRAME_VELOCITY);
  for (guint i = 0; i < frame->n_atoms; i++) {
    double rate = UNITS_ACCEL * ff->charge[frame->type[i]] /
                  frame->species->element[frame->type[i]]->mass;
    Vec3 want = vec3_scale(options.field, rate * options.dt);
    Vec3 have = vec3_sub(b->velocity[i], a->velocity[i]);
    g_assert_cmpfloat(vec3_norm(vec3_sub(have, want)), <, 3e-2 * vec3_norm(want));
  }
  g_assert_cmpfloat(vec3_norm(momentum_of(b)), <, 1e-6);
  Vec3 current = md_current(with), sum = {0};
  for (guint i = 0; i < frame->n_atoms; i++)
    sum = vec3_mul_add(sum, ff->charge[frame->type[i]], b->velocity[i]);
  g_assert_cmpfloat(vec3_norm(vec3_sub(current, sum)), <, 1e-9);
  g_assert_cmpfloat(vec3_dot(vec3_sub(current, md_current(without)), options.field), >,
                    0.0);
}

static void
work_of_the_field_is_counted(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  g_autoptr(ForceField) ff = smooth_field(frame);
  MdOptions options = options_of(ENSEMBLE_NVE);

  options.temperature = 600.0;
  options.field = vec3(0.0, 0.0, 0.05);
  g_autoptr(Md) md = start(frame, &options);
  g_autoptr(Frame) first = md_frame(md, 0);
  double conserved = thermo_of(md).conserved;
  double energy = thermo_of(md).kinetic + thermo_of(md).potential;
  advance(md, 1000);
  g_autoptr(Frame) last = md_frame(md, FRAME_VELOCITY);
  Vec3 moved = {0};
  for (guint i = 0; i < frame->n_atoms; i++)
    moved = vec3_mul_add(moved, ff->charge[frame->type[i]],
                         vec3_sub(last->position[i], first->position[i]));
  double gain = thermo_of(md).kinetic + thermo_of(md).potential - energy;
  g_assert_cmpfloat(vec3_norm(vec3_sub(moved, md_moved_charge(md))), <, 1e-6);
  g_assert_cmpfloat_with_epsilon(gain, moved.z * 0.05, 1e-4 * frame->n_atoms);
  g_assert_cmpfloat(gain, >, 1e-3 * frame->n_atoms);
  g_assert_cmpfloat(fabs(thermo_of(md).conserved - conserved), <, 1e-4 * frame->n_atoms);
  g_assert_cmpfloat(vec3_norm(momentum_of(last)) / frame->n_atoms, <, 1e-5);
}

static guint64
hash_of_run(Ensemble ensemble, guint n_threads, gboolean double_precision)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ensemble);

  options.n_threads = n_threads;
  options.double_precision = double_precision;
  options.pressure = 0.02;
  options.tau_pressure = 0.05;
  options.anisotropic = n_threads > 0;
  options.field = vec3(0.01, 0.0, 0.0);
  g_autoptr(Md) md = start(frame, &options);
  advance(md, double_precision ? 5 : 40);
  return md_hash(md);
}

static void
no_ensemble_depends_on_the_number_of_threads(void)
{
  const guint counts[] = {2, 3, 8};
  guint64 others[6] = {0};

  for (int e = ENSEMBLE_NVE; e <= ENSEMBLE_NPT_MTK; e++) {
    guint64 one = hash_of_run(e, 1, FALSE);
    for (guint c = 0; c < G_N_ELEMENTS(counts); c++)
      g_assert_cmphex(hash_of_run(e, counts[c], FALSE), ==, one);
    g_assert_cmphex(hash_of_run(e, 3, TRUE), ==, hash_of_run(e, 1, TRUE));
    for (int before = 0; before < e; before++)
      g_assert_cmphex(others[before], !=, one);
    others[e] = one;
  }
}

static void
a_cell_that_collapses_is_stopped(void)
{
  g_autoptr(Frame) frame = sample_glass(0.0, 1);
  MdOptions options = options_of(ENSEMBLE_NPT_SCR);
  MdFault fault = {0};

  options.pressure = 5.0;
  options.tau_pressure = 1e-3;
  g_autoptr(Md) md = start(frame, &options);
  while (md_step(md, FALSE, &fault))
    g_assert_cmpint(md_step_number(md), <, 1000);
  g_assert_cmpint(fault.kind, ==, MD_FAULT_CELL);
  g_autofree char *text = md_describe_fault(md, &fault);
  g_assert_nonnull(strstr(text, "pressure"));
  g_assert_cmpfloat(md_cell(md)->volume, ==, frame->cell.volume);
  md_set_ensemble(md, ENSEMBLE_NVE);
  advance(md, 5);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ensembles/langevin is canonical", langevin_is_canonical);
  g_test_add_func("/ensembles/langevin velocities are Maxwell-Boltzmann",
                  langevin_velocities_are_maxwell_boltzmann);
  g_test_add_func("/ensembles/drift is removed only when asked",
                  drift_is_removed_only_when_asked);
  g_test_add_func("/ensembles/rescaling reaches its pressure",
                  rescaling_reaches_its_pressure);
  g_test_add_func("/ensembles/rescaling of each axis reaches its pressure",
                  rescaling_of_each_axis_reaches_its_pressure);
  g_test_add_func("/ensembles/mtk reaches its pressure", mtk_reaches_its_pressure);
  g_test_add_func("/ensembles/mtk of each axis reaches its pressure",
                  mtk_of_each_axis_reaches_its_pressure);
  g_test_add_func("/ensembles/mtk energy error goes with the square of the time step",
                  mtk_energy_error_goes_with_the_square_of_the_time_step);
  g_test_add_func("/ensembles/cluster lists outlive the cell",
                  cluster_lists_outlive_the_cell);
  g_test_add_func("/ensembles/verlet lists outlive the cell",
                  verlet_lists_outlive_the_cell);
  g_test_add_func("/ensembles/a list has every pair under strain",
                  a_list_has_every_pair_under_strain);
  g_test_add_func("/ensembles/virial is the strain derivative",
                  virial_is_the_strain_derivative);
  g_test_add_func("/ensembles/virial of the ewald sum is the strain derivative",
                  virial_of_the_ewald_sum_is_the_strain_derivative);
  g_test_add_func("/ensembles/field pulls on charges", field_pulls_on_charges);
  g_test_add_func("/ensembles/work of the field is counted",
                  work_of_the_field_is_counted);
  g_test_add_func("/ensembles/no ensemble depends on the number of threads",
                  no_ensemble_depends_on_the_number_of_threads);
  g_test_add_func("/ensembles/a cell that collapses is stopped",
                  a_cell_that_collapses_is_stopped);
  return g_test_run();
}
