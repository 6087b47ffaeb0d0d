// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/pathway-maker.h"
#include "walkers.h"

#define EDGE 12.0
#define TUBE 1.5 /* Å, radius of a tube along x */
#define BALL 2.0 /* Å, of a cavity beside it */

static Frame *
empty_cell(void)
{
  return walkers_glass(EDGE, "Na", 1u, NULL);
}

/* Room in a tube through the cell, and in a ball that it does not touch. */
static Pathways *
tube_and_ball(void)
{
  g_autoptr(Frame) frame = empty_cell();
  g_autoptr(Field) field = field_new(&frame->cell, 0.2);

  for (gsize i = 0; i < field->n_nodes; i++) {
    Vec3 r = field_place(field, i);
    double tube = TUBE - hypot(r.y - 3.0, r.z - 3.0);
    double ball = BALL - vec3_norm(vec3_sub(r, vec3(6.0, 8.5, 8.5)));
    field->value[i] = (float)fmax(fmax(tube, ball), -0.9);
  }
  return pathways_from_clearance(field, NULL, frame, NAN);
}

static double
area_of(const Pathways *pathways, MeshRole role)
{
  const Mesh *mesh = pathways_surface(pathways, role);

  return mesh ? mesh_area(mesh) : 0.0;
}

/* Cylinder 2πrL and sphere 4πr², both thinner by what the level is higher. */
static void
test_parts(void)
{
  g_autoptr(Pathways) found = tube_and_ball();

  g_assert_cmpfloat_with_epsilon(found->dimension[0], TUBE, 0.05);
  for (double level = -0.5; level < 1.3; level += 0.3) {
    g_autoptr(Pathways) at = pathways_at_level(found, level);
    double tube = 2.0 * G_PI * (TUBE - level) * EDGE;
    double ball = 4.0 * G_PI * (BALL - level) * (BALL - level);
    g_assert_cmpfloat_with_epsilon(area_of(at, MESH_CHANNEL) / tube, 1.0, 0.03);
    g_assert_cmpfloat_with_epsilon(area_of(at, MESH_CLEARANCE) / ball, 1.0, 0.03);
    g_assert_cmpfloat(pathways_surface(at, MESH_CHANNEL)->level, ==, level);
    g_assert_cmpuint(at->sites->len, ==, found->sites->len);
    g_assert_cmpfloat(at->dimension[0], ==, found->dimension[0]);
  }
}

static void
test_nothing_runs_on(void)
{
  g_autoptr(Pathways) found = tube_and_ball();
  g_autoptr(Pathways) narrow = pathways_at_level(found, TUBE + 0.1);
  g_autoptr(Pathways) nothing = pathways_at_level(found, BALL + 1.0);
  double ball = 4.0 * G_PI * (BALL - TUBE - 0.1) * (BALL - TUBE - 0.1);

  g_assert_null(pathways_surface(narrow, MESH_CHANNEL));
  g_assert_cmpfloat_with_epsilon(area_of(narrow, MESH_CLEARANCE), ball, 0.15 * ball);
  g_assert_cmpuint(nothing->surfaces->len, ==, 0);
}

/* exp of Σ (cos − 1) in a lattice of wells: from one to the next over exp(−2). */
static Pathways *
lattice_of_wells(void)
{
  g_autoptr(Frame) frame = empty_cell();
  g_autoptr(Field) field = field_new(&frame->cell, 0.25);
  DensityPathOptions options = DENSITY_PATH_OPTIONS_DEFAULT;

  for (gsize i = 0; i < field->n_nodes; i++) {
    Vec3 r = field_place(field, i);
    const double k = 4.0 * G_PI / EDGE;
    field->value[i] = (float)exp(cos(k * r.x) + cos(k * r.y) + cos(k * r.z) - 3.0);
  }
  options.smoothing = 0.0;
  return pathways_from_density(field, frame, &options);
}

static void
test_density(void)
{
  g_autoptr(Pathways) found = lattice_of_wells();
  double through = found->dimension[0];

  g_assert_cmpfloat_with_epsilon(log(through), -2.0, 1e-3);
  g_autoptr(Pathways) below = pathways_at_level(found, 0.98 * through);
  g_autoptr(Pathways) above = pathways_at_level(found, 1.02 * through);
  g_assert_nonnull(pathways_surface(below, MESH_CHANNEL));
  g_assert_null(pathways_surface(below, MESH_DENSITY));
  g_assert_null(pathways_surface(above, MESH_CHANNEL));
  g_assert_nonnull(pathways_surface(above, MESH_DENSITY));
  g_assert_cmpfloat_with_epsilon(pathways_surface(above, MESH_DENSITY)->level,
                                 1.02 * through, 1e-9);
}

/* Of a Gaussian in space half lies inside of 1.5382 σ (median of χ with three degrees of
 * freedom). */
static void
test_share(void)
{
  g_autoptr(Frame) frame = empty_cell();
  g_autoptr(Field) field = field_new(&frame->cell, 0.25);
  DensityPathOptions options = DENSITY_PATH_OPTIONS_DEFAULT;

  for (gsize i = 0; i < field->n_nodes; i++) {
    Vec3 d = vec3_sub(field_place(field, i), vec3(6.0, 6.0, 6.0));
    field->value[i] = (float)exp(-0.5 * vec3_norm2(d));
  }
  options.smoothing = 0.0;
  g_autoptr(Pathways) density = pathways_from_density(field, frame, &options);
  double half = exp(-0.5 * 1.5382 * 1.5382);
  g_assert_cmpfloat_with_epsilon(pathways_share_above(density, half), 0.5, 0.01);
  g_autoptr(Pathways) room = tube_and_ball();
  double volume = G_PI * TUBE * TUBE * EDGE + 4.0 / 3.0 * G_PI * BALL * BALL * BALL;
  g_assert_cmpfloat_with_epsilon(pathways_share_above(room, 0.0),
                                 volume / (EDGE * EDGE * EDGE), 0.002);
}

/* Every level of the range shows something, and what runs on begins inside it. */
static void
assert_range(const Pathways *found)
{
  double low, high;

  g_assert_true(pathways_level_range(found, &low, &high));
  g_assert_cmpfloat(low, <, found->dimension[0]);
  g_assert_cmpfloat(high, >, found->dimension[0]);
  for (guint k = 0; k <= 4; k++) {
    g_autoptr(Pathways) at = pathways_at_level(found, low + 0.25 * k * (high - low));
    g_assert_cmpuint(at->surfaces->len, >, 0);
  }
}

static void
test_range(void)
{
  g_autoptr(Pathways) density = lattice_of_wells();
  g_autoptr(Pathways) room = tube_and_ball();
  double low, high;

  assert_range(density);
  assert_range(room);
  pathways_level_range(density, &low, &high);
  g_assert_cmpfloat(pathways_share_above(density, low), >, 0.98);
  g_assert_cmpfloat(pathways_share_above(density, high), <, 0.03);
}

static void
test_no_ions(void)
{
  g_autoptr(Frame) frame = empty_cell();
  g_autoptr(Field) field = field_new(&frame->cell, 1.0);
  g_autoptr(Pathways) found = pathways_from_density(field, frame, NULL);
  g_autoptr(Pathways) at = pathways_at_level(found, 0.1);
  double low, high;

  g_assert_cmpuint(at->surfaces->len, ==, 0);
  g_assert_false(pathways_level_range(found, &low, &high));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/surface-level/what runs on is told from what does not", test_parts);
  g_test_add_func("/surface-level/above the bottleneck nothing runs on",
                  test_nothing_runs_on);
  g_test_add_func("/surface-level/a density runs on just below its pass", test_density);
  g_test_add_func("/surface-level/half of a Gaussian lies within its median radius",
                  test_share);
  g_test_add_func("/surface-level/every level of the range shows something", test_range);
  g_test_add_func("/surface-level/where no ion was there is no surface", test_no_ions);
  return g_test_run();
}
