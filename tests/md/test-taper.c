// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three-body terms that fade out, in the engine: what BMP's borates gain from it. */

#include <glib.h>

#include "md-support.h"
#include "md/forces.h"
#include "md/md.h"
#include "potential/potential-set.h"
#include "reference-file.h"

static const ForceOptions exact = {.double_precision = TRUE};

static ForceField *
field(const char *name, const Frame *frame)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(PotentialSet) set = potential_set_load(name, &error);
  g_assert_no_error(error);
  ForceField *ff = potential_set_bind(set, frame, &error);
  g_assert_no_error(error);
  ff->r_coulomb = 7.0;
  ff->r_short = 6.0;
  ff->sr_shift = SR_SHIFT_FORCE;
  return ff;
}

static Frame *
borosilicate(void)
{
  g_autoptr(ReferenceFile) file = reference_file_read("lbs206020_glass300__bmp_dsf");
  Frame *frame = frame_copy(file->frame, 0);

  shake(frame, 0.15, 1);
  return frame;
}

static double
energy(const Frame *frame, const ForceField *ff)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) result = forces_evaluate(frame, ff, &exact, 2, NULL, &error);

  g_assert_no_error(error);
  return result->thermo.potential;
}

/* Of the whole structure: some atoms along each axis. */
static void
forces_are_the_slope_of_the_energy(void)
{
  const double h = 1e-4;
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = borosilicate();
  g_autoptr(ForceField) ff = field("bmp:tapered", frame);
  g_autoptr(Frame) result = forces_evaluate(frame, ff, &exact, 2, NULL, &error);

  g_assert_no_error(error);
  for (guint i = 0; i < frame->n_atoms; i += frame->n_atoms / 6) {
    double e[2];
    Vec3 there = frame->position[i];
    for (int side = 0; side < 2; side++) {
      frame->position[i] = vec3_add(there, vec3(0, 0, side ? h : -h));
      e[side] = energy(frame, ff);
    }
    frame->position[i] = there;
    g_assert_cmpfloat_with_epsilon(result->force[i].z, (e[0] - e[1]) / (2.0 * h), 2e-5);
  }
}

static Frame *
strained(const Frame *frame, int axis, double strain)
{
  Frame *out = frame_copy(frame, 0);
  Vec3 v[3], factor = vec3(axis == 0, axis == 1, axis == 2);

  for (int k = 0; k < 3; k++)
    v[k] = frame->cell.vector[k];
  for (int k = 0; k < 3; k++)
    v[k] = vec3(v[k].x * (1 + strain * factor.x), v[k].y * (1 + strain * factor.y),
                v[k].z * (1 + strain * factor.z));
  cell_init(&out->cell, v[0], v[1], v[2], frame->cell.origin);
  for (guint i = 0; i < out->n_atoms; i++) {
    Vec3 r = vec3_sub(frame->position[i], frame->cell.origin);
    r = vec3(r.x * (1 + strain * factor.x), r.y * (1 + strain * factor.y),
             r.z * (1 + strain * factor.z));
    out->position[i] = vec3_add(r, frame->cell.origin);
  }
  return out;
}

static void
the_virial_is_the_slope_against_strain(void)
{
  const double h = 1e-5;
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = borosilicate();
  g_autoptr(ForceField) ff = field("bmp:tapered", frame);
  g_autoptr(Frame) result = forces_evaluate(frame, ff, &exact, 2, NULL, &error);

  g_assert_no_error(error);
  for (int axis = 0; axis < 3; axis++) {
    g_autoptr(Frame) less = strained(frame, axis, -h);
    g_autoptr(Frame) more = strained(frame, axis, h);
    double slope = (energy(less, ff) - energy(more, ff)) / (2.0 * h);
    g_assert_cmpfloat_with_epsilon(result->thermo.virial[axis], slope,
                                   1e-5 * fabs(slope) + 1e-3);
  }
}

/* While it runs: as if it had been so from the beginning. */
static void
a_taper_can_be_steered(void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = borosilicate();
  g_autoptr(ForceField) ff = field("bmp", frame);
  g_autoptr(Team) team = team_new(2);
  ForceOptions options = {0};
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};
  g_autoptr(Forces) forces = forces_new(ff, frame->n_atoms, &options, &error);
  double before = force_output_energy(forces_compute(forces, &in, FORCE_ENERGY));
  const char *const ends[][2] = {{"B", "B"}, {"B", "Si"}, {"Si", "Si"}};

  for (guint k = 0; k < G_N_ELEMENTS(ends); k++) {
    ParamChange change = {.kind = PARAM_TAPER, .centre = "O", .value = 0.6};
    g_strlcpy(change.a, ends[k][0], sizeof change.a);
    g_strlcpy(change.b, ends[k][1], sizeof change.b);
    g_assert_true(potential_apply(ff, frame, &change, &error));
  }
  forces_set_force_field(forces, ff);
  double after = force_output_energy(forces_compute(forces, &in, FORCE_ENERGY));
  g_autoptr(ForceField) shipped = field("bmp:tapered", frame);
  g_assert_cmpfloat_with_epsilon(after, energy(frame, shipped), 1e-5 * frame->n_atoms);
  g_assert_cmpfloat(fabs(after - before), >, 1e-3 * frame->n_atoms);
}

/* Mean slope of the conserved energy, eV per atom and ps, of a melt that is made of the
 * glass within a quarter of a picosecond. */
static double
drift(const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(ReferenceFile) file = reference_file_read("lbs206020_glass300__bmp_dsf");
  g_autoptr(ForceField) ff = field(name, file->frame);
  const guint n_melt = 250, n_run = 750;
  Thermo begin, end;
  MdFault fault;
  MdOptions options;

  md_options_init(&options);
  options.ensemble = ENSEMBLE_NVE;
  options.temperature = 6000.0;
  options.dt = 1e-3;
  options.n_threads = 1;
  g_autoptr(Md) md = md_new(file->frame, ff, &options, &error);
  g_assert_no_error(error);
  for (guint k = 0; k < n_melt; k++)
    g_assert_true(md_step(md, FALSE, &fault));
  md_thermo(md, &begin);
  for (guint k = 0; k < n_run; k++)
    g_assert_true(md_step(md, FALSE, &fault));
  md_thermo(md, &end);
  double slope =
      (end.conserved - begin.conserved) / (file->frame->n_atoms * n_run * options.dt);
  g_test_message("%s: %.2e eV/atom/ps, %.0f K at the end", name, slope, end.temperature);
  return slope;
}

static void
a_melt_keeps_its_energy_with_a_taper(void)
{
  double published = drift("bmp"), ours = drift("bmp:tapered");

  g_assert_cmpfloat(published, >, 0.05);
  g_assert_cmpfloat(fabs(ours), <, published / 50.0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/taper/forces are the slope of the energy",
                  forces_are_the_slope_of_the_energy);
  g_test_add_func("/taper/the virial is the slope against strain",
                  the_virial_is_the_slope_against_strain);
  g_test_add_func("/taper/a taper can be steered", a_taper_can_be_steered);
  g_test_add_func("/taper/a melt keeps its energy with a taper",
                  a_melt_keeps_its_energy_with_a_taper);
  return g_test_run();
}
