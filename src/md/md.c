// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/md.h"

#include <glib/gi18n.h>

#include "base/aligned.h"
#include "base/base-error.h"
#include "base/rng.h"
#include "base/units.h"
#include "md/checkpoint.h"
#include "md/cluster-order.h"
#include "md/guard.h"
#include "md/md-inside.h"
#include "md/minimise.h"
#include "md/renumber.h"

#define CHARGE_TOLERANCE 1e-6

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

typedef struct {
  Md *md;
  MdPartFunc work;
  gpointer data;
} Parts;

static void
run_part(gpointer data, guint part, guint worker)
{
  const Parts *parts = data;
  guint n = parts->md->n;

  parts->work(parts->md, part, part_begin(n, part), part_begin(n, part + 1), parts->data);
}

void
md_for_parts(Md *md, MdPartFunc work, gpointer data)
{
  Parts parts = {md, work, data};

  parts_run(md->team, run_part, &parts);
}

guint
md_n_free(const Md *md)
{
  gboolean is_free =
      md->options.ensemble == ENSEMBLE_NVT_LANGEVIN && !md->options.remove_drift;

  return md->n > 1 && !is_free ? 3 * md->n - 3 : 3 * md->n;
}

static void
kinetic_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  double *sum = data;

  for (guint i = begin; i < end; i++)
    sum[part] += md->mass[i] * vec3_norm2(md->now.velocity[i]);
}

double
md_kinetic_energy(const Md *md)
{
  double part[ATOM_PARTS] = {0}, sum = 0.0;

  md_for_parts((Md *)md, kinetic_part, part);
  for (guint k = 0; k < ATOM_PARTS; k++)
    sum += part[k];
  return 0.5 * UNITS_MV2 * sum;
}

static double
temperature_of(const Md *md, double kinetic)
{
  return 2.0 * kinetic / (md_n_free(md) * UNITS_KB);
}

static void
scale_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  const double *factor = data;

  for (guint i = begin; i < end; i++)
    md->now.velocity[i] = vec3_scale(md->now.velocity[i], *factor);
}

void
md_scale_velocities(Md *md, double factor)
{
  md_for_parts(md, scale_part, &factor);
}

void
md_stop_centre_of_mass(Md *md)
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
    rng_normal4(md->options.seed, RNG_VELOCITIES, md->now.step, md->atom[i], g);
    md->now.velocity[i] = vec3(width * g[0], width * g[1], width * g[2]);
  }
  if (md->n > 1)
    md_stop_centre_of_mass(md);
  double now = temperature_of(md, md_kinetic_energy(md));
  if (now > 0.0)
    md_scale_velocities(md, sqrt(md->options.temperature / now));
  md->now.bath = 0.0;
}

/* Atoms wander; the order of memory follows. */
static void
renumber(Md *md, const guint32 *order)
{
  const RenumberColumn column[] = {
      {md->atom, sizeof *md->atom},      {md->type, sizeof *md->type},
      {md->mass, sizeof *md->mass},      {md->inv_mass, sizeof *md->inv_mass},
      {md->charge, sizeof *md->charge},  {md->now.position, sizeof(Vec3)},
      {md->now.velocity, sizeof(Vec3)},  {md->good.position, sizeof(Vec3)},
      {md->good.velocity, sizeof(Vec3)},
  };

  renumber_columns(md->team, column, G_N_ELEMENTS(column), order, md->n);
}

void
md_compute_forces_between(Md *md, ForceWants wants, ForceErrand errand)
{
  ForceInput in = {md->n,      md->type, md->now.position, md->now.cell, md->team,
                   &md->times, errand};

  md->out = forces_compute(md->forces, &in, wants);
  if (md->force != md->out->force)
    md->force = md->out->force;
  const guint32 *order = forces_take_order(md->forces, md->team);
  if (order)
    renumber(md, order);
  md->out_is_full = (wants & FORCE_ENERGY) != 0;
  md->out_has_virial = (wants & FORCE_VIRIAL) != 0;
}

void
md_compute_forces(Md *md, ForceWants wants)
{
  md_compute_forces_between(md, wants, (ForceErrand){0});
}

typedef struct {
  MdState *to;
  const MdState *from;
} Copy;

static void
copy_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  const Copy *copy = data;
  gsize size = (end - begin) * sizeof(Vec3);

  memcpy(copy->to->position + begin, copy->from->position + begin, size);
  memcpy(copy->to->velocity + begin, copy->from->velocity + begin, size);
}

static void
copy_state(Md *md, MdState *to, const MdState *from)
{
  Copy copy = {to, from};
  Vec3 *position = to->position, *velocity = to->velocity;

  md_for_parts(md, copy_part, &copy);
  *to = *from;
  to->position = position;
  to->velocity = velocity;
}

void
md_keep_good(Md *md)
{
  copy_state(md, &md->good, &md->now);
}

void
md_restore_good(Md *md)
{
  copy_state(md, &md->now, &md->good);
  md_compute_forces(md, MD_ALL);
}

CellDrive
md_cell_drive(const Md *md)
{
  return (CellDrive){
      .kt = UNITS_KB * md->options.temperature,
      .pressure = md->options.pressure,
      .tau = md->options.tau_pressure,
      .per_axis = md->options.anisotropic,
      .volume = md->now.cell.volume,
      .n_free = md_n_free(md),
  };
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
  return forces_check_cell(ff, &start->cell, error);
}

static void
set_charges(Md *md)
{
  for (guint i = 0; i < md->n; i++)
    md->charge[i] = md->ff->charge[md->type[i]];
}

/* Neighbours in space become neighbours in memory. */
static guint32 *
make_order(const Frame *start)
{
  g_autofree Vec3 *folded = g_new(Vec3, start->n_atoms);
  guint32 *order = g_new(guint32, start->n_atoms);

  for (guint i = 0; i < start->n_atoms; i++)
    folded[i] = cell_wrap(&start->cell, start->position[i]);
  cluster_order(folded, start->n_atoms, order, NULL);
  return order;
}

/* What comes from outside in the order of inside, and back. */
static void
take_in(const Md *md, const Vec3 *outside, Vec3 *inside)
{
  for (guint k = 0; k < md->n; k++)
    inside[k] = outside[md->atom[k]];
}

static void
give_out(const Md *md, const Vec3 *inside, Vec3 *outside)
{
  for (guint k = 0; k < md->n; k++)
    outside[md->atom[k]] = inside[k];
}

/* What is known of each atom by its species. */
static void
set_atoms(Md *md, const guint8 *type)
{
  for (guint k = 0; k < md->n; k++) {
    md->type[k] = type[md->atom[k]];
    md->mass[k] = md->species->element[md->type[k]]->mass;
    md->inv_mass[k] = UNITS_ACCEL / md->mass[k];
  }
  set_charges(md);
}

static void
copy_start(Md *md, const Frame *start)
{
  guint n = start->n_atoms;

  md->n = n;
  md->species = species_list_ref(start->species);
  md->atom = make_order(start);
  md->type = g_new(guint8, n);
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
  take_in(md, start->position, md->now.position);
  set_atoms(md, start->type);
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
  Md *md = ALIGNED_NEW0(Md, 1);
  md->options = *options;
  md->forces = forces;
  md->ff = force_field_copy(ff);
  md->team = team_new(options->n_threads);
  copy_start(md, start);
  if (options->keep_velocities && start->velocity)
    take_in(md, start->velocity, md->now.velocity);
  else
    draw_velocities(md);
  md_compute_forces(md, MD_ALL);
  md_keep_good(md);
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
  g_free(md->atom);
  g_free(md->type);
  aligned_free(md->mass);
  aligned_free(md->inv_mass);
  aligned_free(md->charge);
  aligned_free(md->now.position);
  aligned_free(md->now.velocity);
  aligned_free(md->good.position);
  aligned_free(md->good.velocity);
  aligned_free(md);
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
  md->grade = NULL;
  md_compute_forces(md, MD_ALL);
}

gboolean
md_change_potential(Md *md, const ForceField *ff, GError **error)
{
  g_autoptr(Frame) frame = md_frame(md, 0);

  if (!check_start(frame, ff, error))
    return FALSE;
  Forces *forces = make_forces(ff, md->n, &md->options, error);
  if (!forces)
    return FALSE;
  forces_free(md->forces);
  md->forces = forces;
  md->out = NULL;
  md_set_force_field(md, ff);
  md_keep_good(md);
  return TRUE;
}

static gboolean
find_worst(const Md *md, const double *value, guint32 *atom, double *largest)
{
  guint worst = 0;

  if (!value)
    return FALSE;
  for (guint k = 1; k < md->n; k++)
    if (value[k] > value[worst])
      worst = k;
  *atom = md->atom[worst];
  *largest = value[worst];
  return TRUE;
}

gboolean
md_worst_deviation(const Md *md, guint32 *atom, double *deviation)
{
  return find_worst(md, md->out->deviation, atom, deviation);
}

static const double *
present_grade(Md *md)
{
  ForceInput in = {md->n, md->type, md->now.position, md->now.cell, md->team, &md->times};
  gint64 age = md->now.step - md->graded_step;

  if (md->grade && age >= 0 && age < MD_GRADE_EVERY)
    return md->grade;
  md->grade = forces_grade(md->forces, &in);
  md->graded_step = md->now.step;
  return md->grade;
}

gboolean
md_worst_grade(Md *md, guint32 *atom, double *grade)
{
  return find_worst(md, present_grade(md), atom, grade);
}

static guint8 *
types_outside(const Md *md)
{
  guint8 *type = g_new(guint8, md->n);

  for (guint k = 0; k < md->n; k++)
    type[md->atom[k]] = md->type[k];
  return type;
}

char *
md_describe_fault(const Md *md, const MdFault *fault)
{
  g_autofree guint8 *type = types_outside(md);

  return guard_describe(fault, type, md->species, md->options.dt);
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
    md_compute_forces(md, 0);
  }
  draw_velocities(md);
  md->grade = NULL;
  md_compute_forces(md, MD_ALL);
  md_keep_good(md);
  return largest;
}

static double
chain_energy(const Md *md)
{
  return nose_hoover_energy(&md->now.chain, md->options.temperature, md_n_free(md),
                            md->options.tau);
}

/* What stands in the conserved energy besides that of the atoms. */
static double
extended_energy(const Md *md)
{
  CellDrive drive = md_cell_drive(md);

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
    md_compute_forces(md, MD_ALL);
  const double *w = md->out->virial;
  double kinetic = md_kinetic_energy(md), potential = force_output_energy(md->out);

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
    md_compute_forces(md, MD_ALL);
  *terms = (MdTerms){md->out->energy_pair, md->out->energy_self, md->out->energy_triple,
                     md->out->energy_reciprocal};
}

Frame *
md_frame(Md *md, FrameFields fields)
{
  if (!md->out->deviation)
    fields &= ~FRAME_DEVIATION;
  const double *grade = fields & FRAME_GRADE ? present_grade(md) : NULL;
  if (!grade)
    fields &= ~FRAME_GRADE;
  Frame *frame = frame_new(md->species, md->n, fields);

  frame->step = md->now.step;
  frame->time = md->now.time;
  frame->cell = md->now.cell;
  frame->target = md->options.ensemble == ENSEMBLE_NVE ? NAN : md->options.temperature;
  for (guint k = 0; k < md->n; k++)
    frame->type[md->atom[k]] = md->type[k];
  give_out(md, md->now.position, frame->position);
  if (frame->velocity)
    give_out(md, md->now.velocity, frame->velocity);
  if (frame->force)
    give_out(md, md->out->force, frame->force);
  for (guint k = 0; frame->deviation && k < md->n; k++)
    frame->deviation[md->atom[k]] = md->out->deviation[k];
  for (guint k = 0; grade && k < md->n; k++)
    frame->grade[md->atom[k]] = grade[k];
  if (md->out_is_full) {
    frame->has_thermo = TRUE;
    md_thermo(md, &frame->thermo);
  }
  return frame;
}

static void
current_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  Vec3 sum = {0}, *sums = data;

  for (guint i = begin; i < end; i++)
    sum = vec3_mul_add(sum, md->charge[i], md->now.velocity[i]);
  sums[part] = sum;
}

Vec3
md_current(const Md *md)
{
  Vec3 part[ATOM_PARTS], sum = {0};

  md_for_parts((Md *)md, current_part, part);
  for (guint k = 0; k < ATOM_PARTS; k++)
    sum = vec3_add(sum, part[k]);
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
  md_compute_forces(md, MD_ALL);
  md_keep_good(md);
}

/* The state as it is outside; its arrays are new. */
static MdState
state_outside(const Md *md)
{
  MdState state = md->now;

  state.position = g_new(Vec3, md->n);
  state.velocity = g_new(Vec3, md->n);
  give_out(md, md->now.position, state.position);
  give_out(md, md->now.velocity, state.velocity);
  return state;
}

gboolean
md_save(Md *md, const char *path, GError **error)
{
  g_autofree guint8 *type = types_outside(md);
  MdState state = state_outside(md);
  g_autofree Vec3 *position = state.position, *velocity = state.velocity;
  CheckpointAtoms atoms = {md->n, type, md->species, md->atom};

  if (!checkpoint_save(path, &atoms, &state, error))
    return FALSE;
  forget_lists(md);
  return TRUE;
}

gboolean
md_resume(Md *md, const char *path, GError **error)
{
  g_autofree guint8 *type = types_outside(md);
  MdState state = state_outside(md);
  g_autofree Vec3 *position = state.position, *velocity = state.velocity;
  CheckpointAtoms atoms = {md->n, type, md->species, md->atom};

  if (!checkpoint_load(path, &atoms, &state, error))
    return FALSE;
  set_atoms(md, type);
  take_in(md, state.position, md->now.position);
  take_in(md, state.velocity, md->now.velocity);
  state.position = md->now.position;
  state.velocity = md->now.velocity;
  md->now = state;
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
  MdState state = state_outside(md);
  g_autofree Vec3 *position = state.position, *velocity = state.velocity;
  guint64 hash = fnv1a(0xcbf29ce484222325u, &md->now.step, sizeof md->now.step);

  hash = fnv1a(hash, position, md->n * sizeof(Vec3));
  return fnv1a(hash, velocity, md->n * sizeof(Vec3));
}
