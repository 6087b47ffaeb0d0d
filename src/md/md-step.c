// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "md/md-inside.h"

#include "base/units.h"
#include "md/barostat.h"
#include "md/guard.h"
#include "md/thermostat.h"

#define MOST_RECALLED 1e4 /* Å */

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
  CellDrive drive = md_cell_drive(md);
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
  CellDrive drive = md_cell_drive(md);
  Vec3 kinetic = kinetic_energies(md);

  mtk_half_kick(&drive, axis_pressures(md, kinetic), kinetic.x + kinetic.y + kinetic.z,
                md->options.dt, &md->now.strain_rate);
}

static void
chain_half(Md *md)
{
  md_scale_velocities(md, nose_hoover_half(&md->now.chain, md_kinetic_energy(md),
                                           md->options.temperature, md_n_free(md),
                                           md->options.tau, md->options.dt));
}

static void
cell_chain_half(Md *md)
{
  CellDrive drive = md_cell_drive(md);
  double kinetic = mtk_kinetic(&drive, md->now.strain_rate);
  double factor =
      nose_hoover_half(&md->now.cell_chain, kinetic, md->options.temperature,
                       mtk_n_free(&drive), md->options.tau_pressure, md->options.dt);

  md->now.strain_rate = vec3_scale(md->now.strain_rate, factor);
}

static void
bussi(Md *md, double kinetic)
{
  double target = 0.5 * md_n_free(md) * UNITS_KB * md->options.temperature;
  double factor =
      bussi_factor(kinetic, target, md_n_free(md), md->options.dt / md->options.tau,
                   md->options.seed, md->now.step);

  md->now.bath -= kinetic * (factor * factor - 1.0);
  md_scale_velocities(md, factor);
}

static void
langevin(Md *md)
{
  Langevin langevin = {
      .n = md->n,
      .atom = md->atom,
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
couple_after(Md *md, double kinetic)
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
    bussi(md, kinetic);
    break;
  case ENSEMBLE_NVT_BUSSI:
    bussi(md, kinetic);
    break;
  default:
    break;
  }
  if (md->options.remove_drift && md->n > 1)
    md_stop_centre_of_mass(md);
}

static void
half_kick_part(const Md *md, guint begin, guint end)
{
  const Vec3 *force = md->force;
  const Vec3 field = md->options.field;
  double h = 0.5 * md->options.dt;

  for (guint i = begin; i < end; i++) {
    Vec3 total = vec3_mul_add(force[i], md->charge[i], field);
    md->now.velocity[i] = vec3_mul_add(md->now.velocity[i], h * md->inv_mass[i], total);
  }
}

/* The atoms' share in the motion of the cell, half before and half after the kick. */
static void
quarter_drag_part(const Md *md, guint begin, guint end)
{
  if (md->options.ensemble != ENSEMBLE_NPT_MTK)
    return;
  CellDrive drive = md_cell_drive(md);
  Vec3 factor = exp_of(mtk_drag(&drive, md->now.strain_rate), -0.25 * md->options.dt);

  for (guint i = begin; i < end; i++)
    md->now.velocity[i] = times(factor, md->now.velocity[i]);
}

static void
kick_part(const Md *md, guint begin, guint end)
{
  quarter_drag_part(md, begin, end);
  half_kick_part(md, begin, end);
  quarter_drag_part(md, begin, end);
}

static void
move_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  MdPass *pass = data;
  Vec3 current = {0};

  for (guint i = begin; i < end; i++) {
    Vec3 v = md->now.velocity[i];
    md->now.position[i] = vec3_mul_add(md->now.position[i], pass->dt, v);
    current = vec3_mul_add(current, md->charge[i], v);
  }
  pass->part[part].current = current;
}

/* Before the forces are known: kick, and move when that is simple. */
static void
launch_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  MdPass *pass = data;

  kick_part(md, begin, end);
  pass->part[part].size = guard_sizes(md->now.velocity, begin, end);
  if (pass->dt > 0.0)
    move_part(md, part, begin, end, pass);
}

/* Σ m v², four sums at a time: one alone would wait for itself. */
static double
twice_kinetic(const Md *md, guint begin, guint end)
{
  const Vec3 *v = md->now.velocity;
  double sum[4] = {0}, rest = 0.0;
  guint i = begin;

  for (; i + 4 <= end; i += 4)
    for (int k = 0; k < 4; k++)
      sum[k] += md->mass[i + k] * vec3_norm2(v[i + k]);
  for (; i < end; i++)
    rest += md->mass[i] * vec3_norm2(v[i]);
  return sum[0] + sum[1] + (sum[2] + sum[3]) + rest;
}

/* With the new forces: kick. */
static void
land_part(Md *md, guint part, guint begin, guint end, gpointer data)
{
  MdPass *pass = data;

  pass->part[part].size = guard_sizes(md->force, begin, end);
  kick_part(md, begin, end);
  pass->part[part].kinetic = twice_kinetic(md, begin, end);
}

static MdSizes
sizes_of(const MdPass *pass)
{
  MdSizes all = {0};

  for (int k = 0; k < ATOM_PARTS; k++)
    all = guard_join(all, pass->part[k].size);
  return all;
}

static double
kinetic_of(const MdPass *pass)
{
  double sum = 0.0;

  for (int k = 0; k < ATOM_PARTS; k++)
    sum += pass->part[k].kinetic;
  return 0.5 * UNITS_MV2 * sum;
}

static void
count_move(Md *md, const MdPass *pass)
{
  Vec3 current = {0};

  for (int k = 0; k < ATOM_PARTS; k++)
    current = vec3_add(current, pass->part[k].current);
  Vec3 moved = vec3_scale(current, pass->dt);
  md->now.moved_charge = vec3_add(md->now.moved_charge, moved);
  md->now.bath -= vec3_dot(md->options.field, moved);
}

static void
move(Md *md, double dt)
{
  MdPass pass = {.dt = dt};

  md_for_parts(md, move_part, &pass);
  count_move(md, &pass);
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
    break;
  }
}

static gboolean
drifts_simply(const Md *md)
{
  return md->options.ensemble != ENSEMBLE_NVT_LANGEVIN &&
         !ensemble_is_npt(md->options.ensemble);
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

static MdGuard
guard_of(const Md *md)
{
  return (MdGuard){md->n, &md->now.cell, md->now.position, md->now.velocity,
                   md->options.dt};
}

/* Where atoms were before they were launched: the move is taken back; where it went so
 * far that its way back is lost in rounding, the last good state knows. */
static const Vec3 *
positions_before_launch(Md *md, MdSizes sizes)
{
  MdPass back = {.dt = -md->launch.dt};
  double way2 = sizes.largest2 * back.dt * back.dt;

  if (isfinite(sizes.sum) && way2 < MOST_RECALLED * MOST_RECALLED)
    md_for_parts(md, move_part, &back);
  else if (back.dt != 0.0)
    return md->good.position;
  return md->now.position;
}

/* Velocities may not carry an atom too far. */
static gboolean
check_launch(Md *md, MdFault *fault)
{
  MdGuard guard = guard_of(md);
  MdSizes sizes = sizes_of(&md->launch);

  if (guard_velocities_fit(&guard, sizes))
    return check_strain(md, fault);
  guard.position = positions_before_launch(md, sizes);
  guard_name_velocity(&guard, fault);
  return FALSE;
}

static gboolean
check_landing(const Md *md, MdFault *fault)
{
  MdGuard guard = guard_of(md);

  if (guard_forces_fit(sizes_of(&md->land)))
    return TRUE;
  guard_name_force(&guard, md->force, fault);
  return FALSE;
}

/* Launch and landing as errands of the forces. */
static gboolean
launch_errand(gpointer data, guint part)
{
  Md *md = data;
  MdGuard guard = guard_of(md);

  launch_part(md, part, part_begin(md->n, part), part_begin(md->n, part + 1),
              &md->launch);
  return guard_velocities_fit(&guard, md->launch.part[part].size);
}

static void
land_errand(gpointer data, guint part)
{
  Md *md = data;

  land_part(md, part, part_begin(md->n, part), part_begin(md->n, part + 1), &md->land);
}

/* Nobody need fetch anew what does not change. */
static void
set_move(MdPass *pass, double dt)
{
  if (pass->dt != dt)
    pass->dt = dt;
}

/* When moving takes more than a pass, it is done before there is talk of forces. */
static gboolean
launch_and_drift(Md *md, MdFault *fault)
{
  md_for_parts(md, launch_part, &md->launch);
  if (!check_launch(md, fault))
    return FALSE;
  drift(md);
  return TRUE;
}

static gboolean
settle_launch(Md *md, MdFault *fault)
{
  if (!check_launch(md, fault))
    return FALSE;
  count_move(md, &md->launch);
  return TRUE;
}

static gboolean
fail(Md *md, MdFault *fault)
{
  fault->step = md->now.step;
  fault->atom = md->atom[fault->atom];
  fault->partner = md->atom[fault->partner];
  md_restore_good(md);
  return FALSE;
}

gboolean
md_step(Md *md, gboolean with_thermo, MdFault *fault)
{
  gboolean is_npt = ensemble_is_npt(md->options.ensemble), simply = drifts_simply(md);
  ForceWants wants = with_thermo ? MD_ALL : is_npt ? FORCE_VIRIAL : 0;
  ForceErrand errand = {simply ? launch_errand : NULL, land_errand, md};

  if (md->now.step - md->good.step >= MD_KEEP_EVERY)
    md_keep_good(md);
  if (is_npt && !md->out_has_virial)
    md_compute_forces(md, FORCE_VIRIAL);
  couple_before(md);
  set_move(&md->launch, simply ? md->options.dt : 0.0);
  if (!simply && !launch_and_drift(md, fault))
    return fail(md, fault);
  md_compute_forces_between(md, wants, errand);
  if (simply && !settle_launch(md, fault))
    return fail(md, fault);
  g_assert(!md->out->is_refused); /* for the same reasons */
  if (!check_landing(md, fault))
    return fail(md, fault);
  couple_after(md, kinetic_of(&md->land));
  md->now.step++;
  md->now.time += md->options.dt;
  return TRUE;
}
