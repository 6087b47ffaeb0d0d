// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Work that goes along with forces: done once per part, before positions are read and
 * after forces are complete, on every path; nothing else changes. */

#include <glib.h>
#include <string.h>

#include "md-support.h"
#include "md/cluster-list.h"
#include "md/forces.h"
#include "md/parts.h"

/* One of two that do the same, with an errand and without. */
typedef struct {
  Frame *frame;
  Forces *forces;
  const ForceOutput *out;
  Vec3 *landed;    /* forces as the landing found them */
  Vec3 force_then; /* of one atom, before the launch, which needs it */
  guint launches[ATOM_PARTS], landings[ATOM_PARTS];
  guint refused; /* the part that says no; ATOM_PARTS: none does */
} Trip;

static void
trip_init(Trip *trip, const Frame *frame, const ForceField *ff,
          const ForceOptions *options)
{
  g_autoptr(GError) error = NULL;

  *trip = (Trip){
      .frame = frame_copy(frame, 0),
      .forces = forces_new(ff, frame->n_atoms, options, &error),
      .landed = g_new0(Vec3, frame->n_atoms),
      .refused = ATOM_PARTS,
  };
  g_assert_no_error(error);
}

static void
trip_clear(Trip *trip)
{
  frame_unref(trip->frame);
  forces_free(trip->forces);
  g_free(trip->landed);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Trip, trip_clear)

/* Drifts that lead to new lists and new orders now and then. */
static Vec3
moved(Vec3 r)
{
  return vec3_add(r, vec3(0.12 * sin(r.y), 0.15 + 0.1 * sin(r.z), 0.11 * sin(r.x)));
}

static gboolean
launch(gpointer data, guint part)
{
  Trip *trip = data;
  guint n = trip->frame->n_atoms;

  g_assert_cmpmem(&trip->out->force[5], sizeof(Vec3), &trip->force_then, sizeof(Vec3));
  trip->launches[part]++;
  if (part == trip->refused)
    return FALSE;
  for (guint i = part_begin(n, part); i < part_begin(n, part + 1); i++)
    trip->frame->position[i] = moved(trip->frame->position[i]);
  return TRUE;
}

static void
land(gpointer data, guint part)
{
  Trip *trip = data;
  guint begin = part_begin(trip->frame->n_atoms, part),
        end = part_begin(trip->frame->n_atoms, part + 1);

  trip->landings[part]++;
  memcpy(trip->landed + begin, trip->out->force + begin, (end - begin) * sizeof(Vec3));
}

static const ForceOutput *
compute(Trip *trip, gboolean with_errand, Team *team)
{
  Frame *frame = trip->frame;
  ForceInput in = {frame->n_atoms, frame->type, frame->position, frame->cell, team, NULL};

  if (with_errand)
    in.errand = (ForceErrand){launch, land, trip};
  return forces_compute(trip->forces, &in, FORCE_VIRIAL);
}

static void
put_in_order(Trip *trip, Team *team)
{
  const guint32 *order = forces_take_order(trip->forces, team);
  g_autoptr(Frame) old = frame_copy(trip->frame, 0);

  for (guint k = 0; order && k < old->n_atoms; k++) {
    trip->frame->type[k] = old->type[order[k]];
    trip->frame->position[k] = old->position[order[k]];
  }
}

static void
move_all(Frame *frame)
{
  for (guint i = 0; i < frame->n_atoms; i++)
    frame->position[i] = moved(frame->position[i]);
}

static void
assert_same(const Trip *trip, const ForceOutput *want)
{
  gsize bytes = trip->frame->n_atoms * sizeof(Vec3);

  g_assert_false(trip->out->is_refused);
  g_assert_cmpmem(trip->out->force, bytes, want->force, bytes);
  g_assert_cmpmem(trip->out->virial, sizeof want->virial, want->virial,
                  sizeof want->virial);
  g_assert_cmpmem(trip->landed, bytes, want->force, bytes);
}

/* How many workers one step after the other has; begins again at the end. */
typedef struct {
  guint n, size[8];
} Teams;

/* Both travel together, the twin alone and without an errand; they see the same forces,
 * which moves and orders follow. */
static void
travel(const Frame *frame, const ForceField *ff, const char *kernel, Teams teams,
       guint n_steps)
{
  ForceOptions options = {.kernel = kernel};
  g_autoptr(Team) alone = team_new(1);
  g_auto(Trip) trip, twin;

  trip_init(&trip, frame, ff, &options);
  trip_init(&twin, frame, ff, &options);
  trip.out = compute(&trip, FALSE, alone);
  compute(&twin, FALSE, alone);
  for (guint step = 1; step <= n_steps; step++) {
    g_autoptr(Team) team = team_new(teams.size[step % teams.n]);
    put_in_order(&trip, team);
    put_in_order(&twin, alone);
    move_all(twin.frame);
    const ForceOutput *want = compute(&twin, FALSE, alone);
    trip.force_then = trip.out->force[5];
    trip.out = compute(&trip, TRUE, team);
    assert_same(&trip, want);
    for (guint part = 0; part < ATOM_PARTS; part++) {
      g_assert_cmpuint(trip.launches[part], ==, step);
      g_assert_cmpuint(trip.landings[part], ==, step);
    }
  }
}

static void
the_fast_path_runs_errands(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  for (guint n_threads = 1; n_threads <= 3; n_threads++)
    travel(frame, ff, NULL, (Teams){1, {n_threads}}, 30);
}

static void
more_workers_than_parts_run_errands_once(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  travel(frame, ff, "generic", (Teams){1, {11}}, 4);
}

/* Forces beyond what whole numbers hold are left to the reference. */
static void
overlaps_run_errands_once(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  frame->position[1] = vec3_add(frame->position[0], vec3(0.02, 0.0, 0.0));
  travel(frame, ff, NULL, (Teams){1, {2}}, 2);
}

/* Who copies positions changes with the team. */
static void
teams_may_change_between_calls(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  travel(frame, ff, NULL, (Teams){6, {1, 3, 2, 1, 4, 2}}, 12);
}

/* A cell that is too narrow for the lists is computed as copies of itself. */
static void
a_narrow_cell_runs_errands(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  ff->r_coulomb = 0.5 * cell_smallest_height(&frame->cell) - 2.0;
  g_assert_false(cluster_list_fits(&frame->cell, frame->n_atoms, ff->r_coulomb));
  travel(frame, ff, NULL, (Teams){1, {2}}, 10);
}

static void
the_reference_path_runs_errands(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  travel(frame, ff, "scalar", (Teams){1, {2}}, 3);
}

static void
other_forces_come_before_the_landing(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);

  ff->coulomb = COULOMB_PME;
  travel(frame, ff, NULL, (Teams){1, {2}}, 10);
}

/* Positions that are no good are looked at by nobody. */
static void
a_refused_launch_ends_it(void)
{
  g_autoptr(Frame) frame = sample_glass(0.1, 1);
  g_autoptr(ForceField) ff = sample_glass_field(frame);
  g_autoptr(Team) team = team_new(2);
  const char *const kernels[] = {NULL, "scalar"};

  for (gsize k = 0; k < G_N_ELEMENTS(kernels); k++) {
    ForceOptions options = {.kernel = kernels[k]};
    g_auto(Trip) trip;
    trip_init(&trip, frame, ff, &options);
    trip.out = compute(&trip, FALSE, team);
    put_in_order(&trip, team);
    trip.refused = 3;
    trip.force_then = trip.out->force[5];
    g_assert_true(compute(&trip, TRUE, team)->is_refused);
    for (guint part = 0; part < ATOM_PARTS; part++)
      g_assert_cmpuint(trip.landings[part], ==, 0);
    trip.refused = ATOM_PARTS;
    trip.force_then = trip.out->force[5];
    g_assert_false(compute(&trip, TRUE, team)->is_refused);
    g_assert_cmpuint(trip.landings[0], ==, 1);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/errand/the fast path runs errands", the_fast_path_runs_errands);
  g_test_add_func("/errand/more workers than parts run errands once",
                  more_workers_than_parts_run_errands_once);
  g_test_add_func("/errand/overlaps run errands once", overlaps_run_errands_once);
  g_test_add_func("/errand/teams may change between calls",
                  teams_may_change_between_calls);
  g_test_add_func("/errand/a narrow cell runs errands", a_narrow_cell_runs_errands);
  g_test_add_func("/errand/the reference path runs errands",
                  the_reference_path_runs_errands);
  g_test_add_func("/errand/other forces come before the landing",
                  other_forces_come_before_the_landing);
  g_test_add_func("/errand/a refused launch ends it", a_refused_launch_ends_it);
  return g_test_run();
}
