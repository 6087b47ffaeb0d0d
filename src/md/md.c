// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/md.h"

#include <glib/gi18n.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "base/units.h"
#include "md/barostat.h"
#include "md/checkpoint.h"
#include "md/forces.h"
#include "md/guard.h"
#include "md/md-state.h"
#include "md/minimise.h"
#include "md/thermostat.h"

#define CHARGE_TOLERANCE 1e-6

struct Md {
  MdOptions options;
  guint n;
  SpeciesList *species;
  guint8 *type;
  double *mass, *inv_mass; /* amu; Å/ps² per eV/Å */
  double *charge;          /* e */

  MdState now, good;
  Vec3 strain;           /* of the step in progress (rescaling) */
  double virial_then[3]; /* at its begin */

  Team *team;
  ForceField *ff;
  Forces *forces;
  const ForceOutput *out;
  ForceTimes times;
  gboolean out_is_full; /* energies and virial belong to the present positions */
};

void
md_options_init(MdOptions *options)
{
  *options = (MdOptions){
      .dt = 1e-3,
      .ensemble = ENSEMBLE_NVT_BUSSI,
      .temperature = 1500.0,
      .tau = 0.1,
      .tau_pressure = 1.0,
      .seed = 1,
  };
}

/* Degrees of freedom: the centre of mass counts only where noise moves it. */
static guint
n_free(const Md *md)
{
  gboolean is_free =
      md->options.ensemble == ENSEMBLE_NVT_LANGEVIN && !md->options.remove_drift;

  return md->n > 1 && !is_free ? 3 * md->n - 3 : 3 * md->n;
}

static Vec3
times(Vec3 a, Vec3 b)
{
  return vec3(a.x * b.x, a.y * b.y, a.z * b.z);
}

static Vec3
exp_of(Vec3 a, double factor)
{
  return vec3(exp(factor * a.x), exp(factor * a.y), exp(factor * a.z));
}

/* Of the three components, eV. */
static Vec3
kinetic_energies(const Md *md)
{
  Vec3 sum = {0};

  for (guint i = 0; i < md->n; i++)
    sum = vec3_mul_add(sum, md->mass[i], times(md->now.velocity[i], md->now.velocity[i]));
  return vec3_scale(sum, 0.5 * UNITS_MV2);
}

static double
kinetic_energy(const Md *md)
{
  double sum = 0.0;

  for (guint i = 0; i < md->n; i++)
    sum += md->mass[i] * vec3_norm2(md->now.velocity[i]);
  return 0.5 * UNITS_MV2 * sum;
}

static double
temperature_of(const Md *md, double kinetic)
{
  return 2.0 * kinetic / (n_free(md) * UNITS_KB);
}

static void
scale_velocities(Md *md, double factor)
{
  for (guint i = 0; i < md->n; i++)
    md->now.velocity[i] = vec3_scale(md->now.velocity[i], factor);
}

static void
stop_centre_of_mass(Md *md)
{
  Vec3 momentum = {0};
  double mass = 0.0;

  for (guint i = 0; i < md->n; i++) {
    momentum = vec3_mul_add(momentum, md->mass[i], md->now.velocity[i]);
    mass += md->mass[i];
  }
  for (guint i = 0; i < md->n; i++)
    md->now.velocity[i] = vec3_mul_add(md->now.velocity[i], -1.0 / mass, momentum);
  md->now.bath += 0.5 * UNITS_MV2 * vec3_norm2(momentum) / mass;
}

/* Maxwell–Boltzmann at the temperature asked for, at rest as a whole, exact in its mean.
 */
static void
draw_velocities(Md *md)
{
  double kt = UNITS_KB * md->options.temperature;

  for (guint i = 0; i < md->n; i++) {
    double g[4], width = sqrt(kt * md->inv_mass[i]);
    rng_normal4(md->options.seed, RNG_VELOCITIES, md->now.step, i, g);
    md->now.velocity[i] = vec3(width * g[0], width * g[1], width * g[2]);
  }
  if (md->n > 1)
    stop_centre_of_mass(md);
  double now = temperature_of(md, kinetic_energy(md));
  if (now > 0.0)
    scale_velocities(md, sqrt(md->options.temperature / now));
  md->now.bath = 0.0;
}

static void
compute_forces(Md *md, gboolean full)
{
  ForceInput in = {md->n, md->type, md->now.position, md->now.cell, md->team, &md->times};

  md->out = forces_compute(md->forces, &in, full ? FORCE_ENERGY | FORCE_VIRIAL : 0);
  md->out_is_full = full;
}

static void
copy_state(MdState *to, const MdState *from, guint n)
{
  Vec3 *position = to->position, *velocity = to->velocity;

  *to = *from;
  to->position = memcpy(position, from->position, n * sizeof(Vec3));
  to->velocity = memcpy(velocity, from->velocity, n * sizeof(Vec3));
}

static void
keep_good(Md *md)
{
  copy_state(&md->good, &md->now, md->n);
}

static void
restore_good(Md *md)
{
  copy_state(&md->now, &md->good, md->n);
  compute_forces(md, TRUE);
}

static CellDrive
cell_drive(const Md *md)
{
  return (CellDrive){
      .kt = UNITS_KB * md->options.temperature,
      .pressure = md->options.pressure,
      .tau = md->options.tau_pressure,
      .per_axis = md->options.anisotropic,
      .volume = md->now.cell.volume,
      .n_free = n_free(md),
  };
}

static Vec3
axis_pressures(const Md *md, Vec3 kinetic)
{
  const double *w = md->out->virial;

  return vec3_scale(vec3_mul_add(vec3(w[0], w[1], w[2]), 2.0, kinetic),
                    1.0 / md->now.cell.volume);
}

/* Positions and cell times e^strain about the cell's origin. */
static void
stretch(Md *md, Vec3 strain)
{
  Vec3 factor = exp_of(strain, 1.0), *v = md->now.cell.vector;
  Vec3 origin = md->now.cell.origin;

  for (guint i = 0; i < md->n; i++)
    md->now.position[i] =
        vec3_add(origin, times(factor, vec3_sub(md->now.position[i], origin)));
  cell_init(&md->now.cell, times(factor, v[0]), times(factor, v[1]), times(factor, v[2]),
            origin);
}

static void
choose_strain(Md *md)
{
  CellDrive drive = cell_drive(md);
  Vec3 pressure = axis_pressures(md, kinetic_energies(md));

  md->strain =
      rescaling_strain(&drive, pressure, md->options.dt, md->options.seed, md->now.step);
  memcpy(md->virial_then, md->out->virial, sizeof md->virial_then);
}

/* Atoms give way to the new cell: positions grow, velocities shrink. */
static void
rescale(Md *md)
{
  Vec3 shrink = exp_of(md->strain, -1.0), shrink2 = times(shrink, shrink);
  Vec3 kinetic = kinetic_energies(md);

  stretch(md, md->strain);
  for (guint i = 0; i < md->n; i++)
    md->now.velocity[i] = times(shrink, md->now.velocity[i]);
  md->now.bath -= vec3_dot(kinetic, vec3_sub(shrink2, vec3(1.0, 1.0, 1.0)));
}

/* The work on the potential energy, −W·dε, by the virials before and after. */
static void
count_rescaling_work(Md *md)
{
  const double *then = md->virial_then, *now = md->out->virial;
  Vec3 mean = vec3(then[0] + now[0], then[1] + now[1], then[2] + now[2]);

  md->now.bath += 0.5 * vec3_dot(mean, md->strain);
}

static void
kick_cell(Md *md)
{
  CellDrive drive = cell_drive(md);
  Vec3 kinetic = kinetic_energies(md);

  mtk_half_kick(&drive, axis_pressures(md, kinetic), kinetic.x + kinetic.y + kinetic.z,
                md->options.dt, &md->now.strain_rate);
}

static void
chain_half(Md *md)
{
  scale_velocities(md, nose_hoover_half(&md->now.chain, kinetic_energy(md),
                                        md->options.temperature, n_free(md),
                                        md->options.tau, md->options.dt));
}

static void
cell_chain_half(Md *md)
{
  CellDrive drive = cell_drive(md);
  double kinetic = mtk_kinetic(&drive, md->now.strain_rate);
  double factor =
      nose_hoover_half(&md->now.cell_chain, kinetic, md->options.temperature,
                       mtk_n_free(&drive), md->options.tau_pressure, md->options.dt);

  md->now.strain_rate = vec3_scale(md->now.strain_rate, factor);
}

static void
bussi(Md *md)
{
  double kinetic = kinetic_energy(md);
  double target = 0.5 * n_free(md) * UNITS_KB * md->options.temperature;
  double factor =
      bussi_factor(kinetic, target, n_free(md), md->options.dt / md->options.tau,
                   md->options.seed, md->now.step);

  md->now.bath -= kinetic * (factor * factor - 1.0);
  scale_velocities(md, factor);
}

static void
langevin(Md *md)
{
  Langevin langevin = {
      .n = md->n,
      .velocity = md->now.velocity,
      .inv_mass = md->inv_mass,
      .kt = UNITS_KB * md->options.temperature,
      .dt_over_tau = md->options.dt / md->options.tau,
      .seed = md->options.seed,
      .step = md->now.step,
  };

  md->now.bath -= langevin_mix(&langevin, md->team);
}

/* What thermostat and barostat do before the first half kick … */
static void
couple_before(Md *md)
{
  switch (md->options.ensemble) {
  case ENSEMBLE_NVT_NOSE_HOOVER:
    chain_half(md);
    break;
  case ENSEMBLE_NPT_MTK:
    chain_half(md);
    cell_chain_half(md);
    kick_cell(md);
    break;
  case ENSEMBLE_NPT_SCR:
    choose_strain(md);
    break;
  default:
    break;
  }
}

/* … and after the second. */
static void
couple_after(Md *md)
{
  switch (md->options.ensemble) {
  case ENSEMBLE_NVT_NOSE_HOOVER:
    chain_half(md);
    break;
  case ENSEMBLE_NPT_MTK:
    kick_cell(md);
    cell_chain_half(md);
    chain_half(md);
    break;
  case ENSEMBLE_NPT_SCR:
    count_rescaling_work(md);
    bussi(md);
    break;
  case ENSEMBLE_NVT_BUSSI:
    bussi(md);
    break;
  default:
    break;
  }
  if (md->options.remove_drift && md->n > 1)
    stop_centre_of_mass(md);
}

static void
half_kick(Md *md)
{
  const Vec3 *force = md->out->force;
  const Vec3 field = md->options.field;
  double h = 0.5 * md->options.dt;

  for (guint i = 0; i < md->n; i++) {
    Vec3 total = vec3_mul_add(force[i], md->charge[i], field);
    md->now.velocity[i] = vec3_mul_add(md->now.velocity[i], h * md->inv_mass[i], total);
  }
}

/* The atoms' share in the motion of the cell, half before and half after the kick. */
static void
quarter_drag(Md *md)
{
  if (md->options.ensemble != ENSEMBLE_NPT_MTK)
    return;
  CellDrive drive = cell_drive(md);
  Vec3 factor = exp_of(mtk_drag(&drive, md->now.strain_rate), -0.25 * md->options.dt);

  for (guint i = 0; i < md->n; i++)
    md->now.velocity[i] = times(factor, md->now.velocity[i]);
}

static void
kick(Md *md)
{
  quarter_drag(md);
  half_kick(md);
  quarter_drag(md);
}

static void
move(Md *md, double dt)
{
  for (guint i = 0; i < md->n; i++)
    md->now.position[i] = vec3_mul_add(md->now.position[i], dt, md->now.velocity[i]);
  Vec3 moved = vec3_scale(md_current(md), dt);
  md->now.moved_charge = vec3_add(md->now.moved_charge, moved);
  md->now.bath -= vec3_dot(md->options.field, moved);
}

static void
drift(Md *md)
{
  double dt = md->options.dt;

  switch (md->options.ensemble) {
  case ENSEMBLE_NVT_LANGEVIN:
    move(md, 0.5 * dt);
    langevin(md);
    move(md, 0.5 * dt);
    break;
  case ENSEMBLE_NPT_SCR:
    move(md, 0.5 * dt);
    rescale(md);
    move(md, 0.5 * dt);
    break;
  case ENSEMBLE_NPT_MTK:
    move(md, 0.5 * dt);
    stretch(md, vec3_scale(md->now.strain_rate, dt));
    move(md, 0.5 * dt);
    break;
  default:
    move(md, dt);
    break;
  }
}

/* The largest strain of the step to come. */
static double
strain_ahead(const Md *md)
{
  Vec3 e = md->options.ensemble == ENSEMBLE_NPT_SCR
               ? md->strain
               : vec3_scale(md->now.strain_rate, md->options.dt);

  return fmax(fabs(e.x), fmax(fabs(e.y), fabs(e.z)));
}

static gboolean
check_strain(const Md *md, MdFault *fault)
{
  double strain = ensemble_is_npt(md->options.ensemble) ? strain_ahead(md) : 0.0;

  if (strain <= MD_STRAIN_LIMIT)
    return TRUE;
  *fault = (MdFault){.kind = MD_FAULT_CELL, .value = strain};
  return FALSE;
}

static gboolean
fail(Md *md, MdFault *fault)
{
  fault->step = md->now.step;
  restore_good(md);
  return FALSE;
}

gboolean
md_step(Md *md, gboolean with_thermo, MdFault *fault)
{
  MdGuard guard = {md->n, &md->now.cell, md->now.position, md->now.velocity,
                   md->options.dt};
  gboolean is_npt = ensemble_is_npt(md->options.ensemble);

  if (md->now.step - md->good.step >= MD_KEEP_EVERY)
    keep_good(md);
  if (is_npt && !md->out_is_full)
    compute_forces(md, TRUE);
  couple_before(md);
  kick(md);
  if (!guard_check_velocities(&guard, fault) || !check_strain(md, fault))
    return fail(md, fault);
  drift(md);
  compute_forces(md, with_thermo || is_npt);
  if (!guard_check_forces(&guard, md->out->force, fault))
    return fail(md, fault);
  kick(md);
  couple_after(md);
  md->now.step++;
  md->now.time += md->options.dt;
  return TRUE;
}

static gboolean
check_start(const Frame *start, const ForceField *ff, GError **error)
{
  guint count[SPECIES_MAX] = {0};

  for (guint i = 0; i < start->n_atoms; i++) {
    Vec3 r = start->position[i];
    count[start->type[i]]++;
    if (isfinite(r.x) && isfinite(r.y) && isfinite(r.z))
      continue;
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("atom %u has a position that is not a number"), i + 1);
    return FALSE;
  }
  double charge = force_field_total_charge(ff, count);
  if (fabs(charge) > CHARGE_TOLERANCE * start->n_atoms) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("the cell carries a charge of %+.3f e; it must be neutral"), charge);
    return FALSE;
  }
  return TRUE;
}

static void
set_charges(Md *md)
{
  for (guint i = 0; i < md->n; i++)
    md->charge[i] = md->ff->charge[md->type[i]];
}

static void
copy_start(Md *md, const Frame *start)
{
  guint n = start->n_atoms;

  md->n = n;
  md->species = species_list_ref(start->species);
  md->type = g_memdup2(start->type, n);
  md->mass = ALIGNED_NEW0(double, n);
  md->inv_mass = ALIGNED_NEW0(double, n);
  md->charge = ALIGNED_NEW0(double, n);
  md->now = (MdState){.step = start->step,
                      .time = start->time,
                      .cell = start->cell,
                      .position = ALIGNED_NEW0(Vec3, n),
                      .velocity = ALIGNED_NEW0(Vec3, n)};
  md->good.position = ALIGNED_NEW0(Vec3, n);
  md->good.velocity = ALIGNED_NEW0(Vec3, n);
  memcpy(md->now.position, start->position, n * sizeof(Vec3));
  for (guint i = 0; i < n; i++) {
    md->mass[i] = start->species->element[start->type[i]]->mass;
    md->inv_mass[i] = UNITS_ACCEL / md->mass[i];
  }
  set_charges(md);
}

static Forces *
make_forces(const ForceField *ff, guint n, const MdOptions *options, GError **error)
{
  ForceOptions force_options = {options->double_precision, options->kernel};

  return forces_new(ff, n, &force_options, error);
}

Md *
md_new(const Frame *start, const ForceField *ff, const MdOptions *options, GError **error)
{
  g_return_val_if_fail(start && ff && options && options->dt > 0.0, NULL);

  if (!check_start(start, ff, error))
    return NULL;
  Forces *forces = make_forces(ff, start->n_atoms, options, error);
  if (!forces)
    return NULL;
  Md *md = g_new0(Md, 1);
  md->options = *options;
  md->forces = forces;
  md->ff = force_field_copy(ff);
  md->team = team_new(options->n_threads);
  copy_start(md, start);
  if (options->keep_velocities && start->velocity)
    memcpy(md->now.velocity, start->velocity, md->n * sizeof(Vec3));
  else
    draw_velocities(md);
  compute_forces(md, TRUE);
  keep_good(md);
  return md;
}

void
md_free(Md *md)
{
  if (!md)
    return;
  forces_free(md->forces);
  force_field_free(md->ff);
  team_free(md->team);
  species_list_unref(md->species);
  g_free(md->type);
  aligned_free(md->mass);
  aligned_free(md->inv_mass);
  aligned_free(md->charge);
  aligned_free(md->now.position);
  aligned_free(md->now.velocity);
  aligned_free(md->good.position);
  aligned_free(md->good.velocity);
  g_free(md);
}

gint64
md_step_number(const Md *md)
{
  return md->now.step;
}

double
md_time(const Md *md)
{
  return md->now.time;
}

const MdOptions *
md_options(const Md *md)
{
  return &md->options;
}

const Cell *
md_cell(const Md *md)
{
  return &md->now.cell;
}

const char *
md_kernel(const Md *md)
{
  return forces_path(md->forces);
}

const ForceTimes *
md_force_times(const Md *md)
{
  return &md->times;
}

void
md_set_temperature(Md *md, double kelvin)
{
  g_return_if_fail(kelvin > 0.0);
  md->options.temperature = kelvin;
}

void
md_set_ensemble(Md *md, Ensemble ensemble)
{
  if (md->options.ensemble == ensemble)
    return;
  md->options.ensemble = ensemble;
  md->now.chain = md->now.cell_chain = (NoseHoover){0};
  md->now.strain_rate = vec3(0, 0, 0);
}

void
md_set_tau(Md *md, double ps)
{
  g_return_if_fail(ps > 0.0);
  md->options.tau = ps;
}

void
md_set_time_step(Md *md, double ps)
{
  g_return_if_fail(ps > 0.0);
  md->options.dt = ps;
}

void
md_set_pressure(Md *md, double pressure)
{
  g_return_if_fail(isfinite(pressure));
  md->options.pressure = pressure;
}

void
md_set_tau_pressure(Md *md, double ps)
{
  g_return_if_fail(ps > 0.0);
  md->options.tau_pressure = ps;
}

void
md_set_field(Md *md, Vec3 field)
{
  g_return_if_fail(isfinite(vec3_norm2(field)));
  md->options.field = field;
}

void
md_set_force_field(Md *md, const ForceField *ff)
{
  force_field_free(md->ff);
  md->ff = force_field_copy(ff);
  set_charges(md);
  forces_set_force_field(md->forces, ff);
  compute_forces(md, TRUE);
}

char *
md_describe_fault(const Md *md, const MdFault *fault)
{
  return guard_describe(fault, md->type, md->species, md->options.dt);
}

double
md_relax(Md *md, double f_max, guint n_steps)
{
  double largest = INFINITY;
  Fire fire;

  fire_init(&fire);
  memset(md->now.velocity, 0, md->n * sizeof(Vec3));
  for (guint k = 0; k < n_steps && largest > f_max; k++) {
    largest = fire_step(&fire, md->n, md->out->force, md->now.position, md->now.velocity);
    compute_forces(md, FALSE);
  }
  draw_velocities(md);
  compute_forces(md, TRUE);
  keep_good(md);
  return largest;
}

static double
chain_energy(const Md *md)
{
  return nose_hoover_energy(&md->now.chain, md->options.temperature, n_free(md),
                            md->options.tau);
}

/* What stands in the conserved energy besides that of the atoms. */
static double
extended_energy(const Md *md)
{
  CellDrive drive = cell_drive(md);

  switch (md->options.ensemble) {
  case ENSEMBLE_NVT_NOSE_HOOVER:
    return chain_energy(md);
  case ENSEMBLE_NPT_MTK:
    return chain_energy(md) +
           nose_hoover_energy(&md->now.cell_chain, md->options.temperature,
                              mtk_n_free(&drive), md->options.tau_pressure) +
           mtk_kinetic(&drive, md->now.strain_rate) + drive.pressure * drive.volume;
  default:
    return 0.0;
  }
}

void
md_thermo(Md *md, Thermo *thermo)
{
  if (!md->out_is_full)
    compute_forces(md, TRUE);
  const double *w = md->out->virial;
  double kinetic = kinetic_energy(md), potential = force_output_energy(md->out);

  *thermo = (Thermo){
      .temperature = temperature_of(md, kinetic),
      .potential = potential,
      .kinetic = kinetic,
      .conserved = potential + kinetic + md->now.bath + extended_energy(md),
      .pressure = (2.0 * kinetic + w[0] + w[1] + w[2]) / (3.0 * md->now.cell.volume),
  };
  memcpy(thermo->virial, w, sizeof thermo->virial);
}

void
md_terms(Md *md, MdTerms *terms)
{
  if (!md->out_is_full)
    compute_forces(md, TRUE);
  *terms = (MdTerms){md->out->energy_pair, md->out->energy_self, md->out->energy_triple,
                     md->out->energy_reciprocal};
}

Frame *
md_frame(Md *md, FrameFields fields)
{
  Frame *frame = frame_new(md->species, md->n, fields);

  frame->step = md->now.step;
  frame->time = md->now.time;
  frame->cell = md->now.cell;
  frame->target = md->options.ensemble == ENSEMBLE_NVE ? NAN : md->options.temperature;
  memcpy(frame->type, md->type, md->n);
  memcpy(frame->position, md->now.position, md->n * sizeof(Vec3));
  if (frame->velocity)
    memcpy(frame->velocity, md->now.velocity, md->n * sizeof(Vec3));
  if (frame->force)
    memcpy(frame->force, md->out->force, md->n * sizeof(Vec3));
  if (md->out_is_full) {
    frame->has_thermo = TRUE;
    md_thermo(md, &frame->thermo);
  }
  return frame;
}

Vec3
md_current(const Md *md)
{
  Vec3 sum = {0};

  for (guint i = 0; i < md->n; i++)
    sum = vec3_mul_add(sum, md->charge[i], md->now.velocity[i]);
  return sum;
}

Vec3
md_moved_charge(const Md *md)
{
  return md->now.moved_charge;
}

/* Forces as one who knows nothing of the past would compute them. */
static void
forget_lists(Md *md)
{
  Forces *fresh = make_forces(md->ff, md->n, &md->options, NULL);

  g_return_if_fail(fresh != NULL);
  forces_free(md->forces);
  md->forces = fresh;
  compute_forces(md, TRUE);
  keep_good(md);
}

gboolean
md_save(Md *md, const char *path, GError **error)
{
  CheckpointAtoms atoms = {md->n, md->type, md->species};

  if (!checkpoint_save(path, &atoms, &md->now, error))
    return FALSE;
  forget_lists(md);
  return TRUE;
}

gboolean
md_resume(Md *md, const char *path, GError **error)
{
  CheckpointAtoms atoms = {md->n, md->type, md->species};

  if (!checkpoint_load(path, &atoms, &md->now, error))
    return FALSE;
  forget_lists(md);
  return TRUE;
}

static guint64
fnv1a(guint64 hash, const void *data, gsize size)
{
  const guint8 *byte = data;

  for (gsize i = 0; i < size; i++)
    hash = (hash ^ byte[i]) * 0x100000001b3u;
  return hash;
}

guint64
md_hash(const Md *md)
{
  guint64 hash = fnv1a(0xcbf29ce484222325u, &md->now.step, sizeof md->now.step);

  hash = fnv1a(hash, md->now.position, md->n * sizeof(Vec3));
  return fnv1a(hash, md->now.velocity, md->n * sizeof(Vec3));
}
