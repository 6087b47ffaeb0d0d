// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/md.h"

#include <glib/gi18n.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "base/units.h"
#include "md/forces.h"
#include "md/guard.h"
#include "md/thermostat.h"

#define CHARGE_TOLERANCE 1e-6

/* Positions and velocities as they were when all was well. */
typedef struct {
  gint64 step;
  double time, bath;
  Vec3 *position, *velocity;
  NoseHoover chain;
} GoodState;

struct Md {
  MdOptions options;
  guint n;
  Cell cell;
  SpeciesList *species;
  guint8 *type;
  double *mass, *inv_mass; /* amu; Å/ps² per eV/Å */
  Vec3 *position, *velocity;

  gint64 step;
  double time;
  double bath; /* eV handed to the thermostat so far (Bussi) */
  NoseHoover chain;
  GoodState good;

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
      .seed = 1,
  };
}

/* Degrees of freedom: the centre of mass does not count. */
static guint
n_free(const Md *md)
{
  return md->n > 1 ? 3 * md->n - 3 : 3;
}

static double
kinetic_energy(const Md *md)
{
  double sum = 0.0;

  for (guint i = 0; i < md->n; i++)
    sum += md->mass[i] * vec3_norm2(md->velocity[i]);
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
    md->velocity[i] = vec3_scale(md->velocity[i], factor);
}

static void
stop_centre_of_mass(Md *md)
{
  Vec3 momentum = {0};
  double mass = 0.0;

  for (guint i = 0; i < md->n; i++) {
    momentum = vec3_mul_add(momentum, md->mass[i], md->velocity[i]);
    mass += md->mass[i];
  }
  for (guint i = 0; i < md->n; i++)
    md->velocity[i] = vec3_mul_add(md->velocity[i], -1.0 / mass, momentum);
}

/* Maxwell–Boltzmann at the temperature asked for, at rest as a whole, exact in its mean.
 */
static void
draw_velocities(Md *md)
{
  double kt = UNITS_KB * md->options.temperature;

  for (guint i = 0; i < md->n; i++) {
    double g[4], width = sqrt(kt * md->inv_mass[i]);
    rng_normal4(md->options.seed, RNG_VELOCITIES, md->step, i, g);
    md->velocity[i] = vec3(width * g[0], width * g[1], width * g[2]);
  }
  if (md->n > 1)
    stop_centre_of_mass(md);
  double now = temperature_of(md, kinetic_energy(md));
  if (now > 0.0)
    scale_velocities(md, sqrt(md->options.temperature / now));
}

static void
compute_forces(Md *md, gboolean full)
{
  ForceInput in = {md->n, md->type, md->position, md->cell, md->team, &md->times};

  md->out = forces_compute(md->forces, &in, full ? FORCE_ENERGY | FORCE_VIRIAL : 0);
  md->out_is_full = full;
}

static void
keep_good(Md *md)
{
  md->good.step = md->step;
  md->good.time = md->time;
  md->good.bath = md->bath;
  md->good.chain = md->chain;
  memcpy(md->good.position, md->position, md->n * sizeof(Vec3));
  memcpy(md->good.velocity, md->velocity, md->n * sizeof(Vec3));
}

static void
restore_good(Md *md)
{
  md->step = md->good.step;
  md->time = md->good.time;
  md->bath = md->good.bath;
  md->chain = md->good.chain;
  memcpy(md->position, md->good.position, md->n * sizeof(Vec3));
  memcpy(md->velocity, md->good.velocity, md->n * sizeof(Vec3));
  compute_forces(md, TRUE);
}

static void
half_kick(Md *md)
{
  const Vec3 *force = md->out->force;
  double h = 0.5 * md->options.dt;

  for (guint i = 0; i < md->n; i++)
    md->velocity[i] = vec3_mul_add(md->velocity[i], h * md->inv_mass[i], force[i]);
}

static void
drift(Md *md)
{
  for (guint i = 0; i < md->n; i++)
    md->position[i] = vec3_mul_add(md->position[i], md->options.dt, md->velocity[i]);
}

static void
chain_half(Md *md)
{
  if (md->options.ensemble != ENSEMBLE_NVT_NOSE_HOOVER)
    return;
  scale_velocities(md, nose_hoover_half(&md->chain, kinetic_energy(md),
                                        md->options.temperature, n_free(md),
                                        md->options.tau, md->options.dt));
}

static void
bussi(Md *md)
{
  if (md->options.ensemble != ENSEMBLE_NVT_BUSSI)
    return;
  double kinetic = kinetic_energy(md);
  double target = 0.5 * n_free(md) * UNITS_KB * md->options.temperature;
  double factor =
      bussi_factor(kinetic, target, n_free(md), md->options.dt / md->options.tau,
                   md->options.seed, md->step);

  md->bath -= kinetic * (factor * factor - 1.0);
  scale_velocities(md, factor);
}

static gboolean
fail(Md *md, MdFault *fault)
{
  fault->step = md->step;
  restore_good(md);
  return FALSE;
}

gboolean
md_step(Md *md, gboolean with_thermo, MdFault *fault)
{
  MdGuard guard = {md->n, &md->cell, md->position, md->velocity, md->options.dt};

  if (md->step - md->good.step >= MD_KEEP_EVERY)
    keep_good(md);
  chain_half(md);
  half_kick(md);
  if (!guard_check_velocities(&guard, fault))
    return fail(md, fault);
  drift(md);
  compute_forces(md, with_thermo);
  if (!guard_check_forces(&guard, md->out->force, fault))
    return fail(md, fault);
  half_kick(md);
  chain_half(md);
  bussi(md);
  md->step++;
  md->time += md->options.dt;
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
copy_start(Md *md, const Frame *start)
{
  guint n = start->n_atoms;

  md->n = n;
  md->cell = start->cell;
  md->step = start->step;
  md->time = start->time;
  md->species = species_list_ref(start->species);
  md->type = g_memdup2(start->type, n);
  md->mass = ALIGNED_NEW0(double, n);
  md->inv_mass = ALIGNED_NEW0(double, n);
  md->position = ALIGNED_NEW0(Vec3, n);
  md->velocity = ALIGNED_NEW0(Vec3, n);
  md->good.position = ALIGNED_NEW0(Vec3, n);
  md->good.velocity = ALIGNED_NEW0(Vec3, n);
  memcpy(md->position, start->position, n * sizeof(Vec3));
  for (guint i = 0; i < n; i++) {
    md->mass[i] = start->species->element[start->type[i]]->mass;
    md->inv_mass[i] = UNITS_ACCEL / md->mass[i];
  }
}

Md *
md_new(const Frame *start, const ForceField *ff, const MdOptions *options, GError **error)
{
  g_return_val_if_fail(start && ff && options && options->dt > 0.0, NULL);

  if (!check_start(start, ff, error))
    return NULL;
  ForceOptions force_options = {options->double_precision, options->kernel};
  Forces *forces = forces_new(ff, start->n_atoms, &force_options, error);
  if (!forces)
    return NULL;
  Md *md = g_new0(Md, 1);
  md->options = *options;
  md->forces = forces;
  md->ff = force_field_copy(ff);
  md->team = team_new(options->n_threads);
  copy_start(md, start);
  if (options->keep_velocities && start->velocity)
    memcpy(md->velocity, start->velocity, md->n * sizeof(Vec3));
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
  aligned_free(md->position);
  aligned_free(md->velocity);
  aligned_free(md->good.position);
  aligned_free(md->good.velocity);
  g_free(md);
}

gint64
md_step_number(const Md *md)
{
  return md->step;
}

double
md_time(const Md *md)
{
  return md->time;
}

const MdOptions *
md_options(const Md *md)
{
  return &md->options;
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
  md->chain = (NoseHoover){0};
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
md_set_force_field(Md *md, const ForceField *ff)
{
  force_field_free(md->ff);
  md->ff = force_field_copy(ff);
  forces_set_force_field(md->forces, ff);
  compute_forces(md, TRUE);
}

char *
md_describe_fault(const Md *md, const MdFault *fault)
{
  return guard_describe(fault, md->type, md->species, md->options.dt);
}

/* One FIRE step with unit masses; returns the largest force. */
static double
fire_step(Md *md, double *dt, double *alpha, guint *downhill)
{
  const Vec3 *force = md->out->force;
  double power = 0.0, v2 = 0.0, f2 = 0.0, largest2 = 0.0;

  for (guint i = 0; i < md->n; i++) {
    power += vec3_dot(force[i], md->velocity[i]);
    v2 += vec3_norm2(md->velocity[i]);
    f2 += vec3_norm2(force[i]);
    largest2 = fmax(largest2, vec3_norm2(force[i]));
  }
  if (power > 0.0 && ++*downhill > 5) {
    *dt = fmin(1.1 * *dt, 0.2);
    *alpha *= 0.99;
  } else if (power <= 0.0) {
    *downhill = 0;
    *dt *= 0.5;
    *alpha = 0.1;
  }
  double mix = f2 > 0.0 ? *alpha * sqrt(v2 / f2) : 0.0;
  for (guint i = 0; i < md->n; i++) {
    Vec3 v = power > 0.0 ? vec3_scale(md->velocity[i], 1.0 - *alpha) : vec3(0, 0, 0);
    v = vec3_mul_add(v, (power > 0.0 ? mix : 0.0) + *dt, force[i]);
    double move = vec3_norm(v) * *dt;
    md->velocity[i] = v;
    md->position[i] =
        vec3_mul_add(md->position[i], *dt * fmin(1.0, 0.1 / fmax(move, 1e-12)), v);
  }
  compute_forces(md, FALSE);
  return sqrt(largest2);
}

double
md_relax(Md *md, double f_max, guint n_steps)
{
  double dt = 0.05, alpha = 0.1, largest = INFINITY;
  guint downhill = 0;

  memset(md->velocity, 0, md->n * sizeof(Vec3));
  for (guint k = 0; k < n_steps && largest > f_max; k++)
    largest = fire_step(md, &dt, &alpha, &downhill);
  draw_velocities(md);
  compute_forces(md, TRUE);
  keep_good(md);
  return largest;
}

static double
bath_energy(const Md *md)
{
  switch (md->options.ensemble) {
  case ENSEMBLE_NVT_BUSSI:
    return md->bath;
  case ENSEMBLE_NVT_NOSE_HOOVER:
    return nose_hoover_energy(&md->chain, md->options.temperature, n_free(md),
                              md->options.tau);
  case ENSEMBLE_NVE:
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
      .conserved = potential + kinetic + bath_energy(md),
      .pressure = (2.0 * kinetic + w[0] + w[1] + w[2]) / (3.0 * md->cell.volume),
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

  frame->step = md->step;
  frame->time = md->time;
  frame->cell = md->cell;
  frame->target = md->options.ensemble == ENSEMBLE_NVE ? NAN : md->options.temperature;
  memcpy(frame->type, md->type, md->n);
  memcpy(frame->position, md->position, md->n * sizeof(Vec3));
  if (frame->velocity)
    memcpy(frame->velocity, md->velocity, md->n * sizeof(Vec3));
  if (frame->force)
    memcpy(frame->force, md->out->force, md->n * sizeof(Vec3));
  if (md->out_is_full) {
    frame->has_thermo = TRUE;
    md_thermo(md, &frame->thermo);
  }
  return frame;
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
  guint64 hash = fnv1a(0xcbf29ce484222325u, &md->step, sizeof md->step);

  hash = fnv1a(hash, md->position, md->n * sizeof(Vec3));
  return fnv1a(hash, md->velocity, md->n * sizeof(Vec3));
}
