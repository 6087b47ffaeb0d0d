// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What lies under the pointer: the grid finds what looking at everything finds. */
#include <glib.h>

#include "render/pick-geometry.h"

#define N_SCENES 60
#define N_RAYS   150

typedef struct {
  Geometry *geometry;
  Cell cell;
  Vec3 size; /* of the box in which things lie */
} World;

static double
uniform(World *world, double low, double high)
{
  return low + (high - low) * g_test_rand_double();
}

static void
put(World *world, float out[3])
{
  out[0] = (float)uniform(world, 0.0, world->size.x);
  out[1] = (float)uniform(world, 0.0, world->size.y);
  out[2] = (float)uniform(world, 0.0, world->size.z);
}

static void
add_sphere(World *world, guint k)
{
  SphereInstance sphere = {.radius = (float)uniform(world, 0.05, 1.4)};

  put(world, sphere.centre);
  g_array_append_val(world->geometry->spheres, sphere);
  g_array_append_val(world->geometry->sphere_atom, k);
}

static void
add_capsule(World *world, GArray *capsules, GArray *owners, guint k)
{
  CapsuleInstance capsule = {.radius = (float)uniform(world, 0.02, 0.3)};
  CapsuleOwner owner = {k % 5 ? RENDER_BOND : RENDER_RING, k, k + 1};

  put(world, capsule.a);
  for (int i = 0; i < 3; i++)
    capsule.b[i] = capsule.a[i] + (float)uniform(world, -2.0, 2.0);
  g_array_append_val(capsules, capsule);
  g_array_append_val(owners, owner);
}

/* Cubes, plates and needles; from nothing to some thousand things; now and then one that
 * lies far away from all others. */
static void
make_world(World *world, guint number)
{
  guint n = number % 7 == 0 ? number / 7 % 3 : (guint)g_test_rand_int_range(1, 2500);
  double edge = uniform(world, 1.0, 60.0);

  world->geometry = geometry_new();
  world->size = vec3(edge, number % 3 == 1 ? 0.5 * edge : edge,
                     number % 3 == 2 ? 0.0 : edge * uniform(world, 0.05, 1.0));
  world->cell = cell_cubic(edge);
  for (guint k = 0; k < n; k++) {
    add_sphere(world, k);
    add_capsule(world, world->geometry->capsules, world->geometry->capsule_owner, k);
    if (k % 4 == 0)
      add_capsule(world, world->geometry->stubs, world->geometry->stub_owner, k);
  }
  if (number % 5 == 3 && n > 0)
    g_array_index(world->geometry->spheres, SphereInstance, 0).centre[1] = 4000.0f;
}

static PickRay
make_ray(World *world, guint number)
{
  PickRay ray = {.pixel = uniform(world, 0.001, 0.05), .orthographic = number % 2 == 0};
  Vec3 at = vec3(uniform(world, 0.0, world->size.x), uniform(world, 0.0, world->size.y),
                 uniform(world, 0.0, world->size.z));
  Vec3 from = vec3(uniform(world, -1.0, 1.0), uniform(world, -1.0, 1.0),
                   uniform(world, -1.0, 1.0));

  if (number % 6 == 0)
    from = vec3(0.0, number % 12 ? 1.0 : 0.0, number % 12 ? 0.0 : -1.0);
  ray.direction = vec3_scale(vec3_normalized(from), -1.0);
  /* From outside, and sometimes from among the things. */
  double away = number % 4 == 1 ? uniform(world, 0.0, 5.0) : uniform(world, 50.0, 200.0);
  ray.origin = vec3_mul_add(at, -away, ray.direction);
  return ray;
}

static void
make_style(RenderStyle *style, guint number)
{
  render_style_init(style);
  if (number % 3 == 0)
    style->copies[0] = style->copies[2] = 3;
  if (number % 4 == 0) {
    style->n_slices = 1;
    style->slice[0] = (RenderSlice){vec3(1, 1, 0), 6.0};
  }
}

static void
test_grid_finds_the_same(void)
{
  guint n_hits = 0, n_kinds[RENDER_HOP + 1] = {0};

  for (guint k = 0; k < N_SCENES; k++) {
    g_autoptr(PickIndex) index = pick_index_new();
    World world = {0};
    RenderStyle style;
    make_world(&world, k);
    make_style(&style, k);
    pick_index_build(index, world.geometry);
    for (guint r = 0; r < N_RAYS; r++) {
      PickRay ray = make_ray(&world, r);
      RenderHit all = pick_geometry(world.geometry, NULL, &world.cell, &style, &ray);
      RenderHit near = pick_geometry(world.geometry, index, &world.cell, &style, &ray);
      g_assert_cmpint(near.kind, ==, all.kind);
      g_assert_cmpuint(near.index, ==, all.index);
      g_assert_cmpuint(near.other, ==, all.other);
      g_assert_cmpfloat(near.depth, ==, all.depth);
      n_hits += all.kind != RENDER_NOTHING;
      n_kinds[all.kind]++;
    }
    geometry_free(world.geometry);
  }
  /* The comparison must have compared something. */
  g_test_message("%u of %u rays hit something", n_hits, N_SCENES * N_RAYS);
  g_assert_cmpuint(n_hits, >, N_SCENES * N_RAYS / 4);
  g_assert_cmpuint(n_hits, <, N_SCENES * N_RAYS);
  g_assert_cmpuint(n_kinds[RENDER_ATOM], >, 500);
  g_assert_cmpuint(n_kinds[RENDER_BOND], >, 500);
}

static void
count_cb(gpointer data, guint thing)
{
  guint8 *seen = data;

  g_assert_cmpuint(seen[thing]++, ==, 0);
}

/* Nobody is looked at twice, and of a large glass only a small part at all. */
static void
test_grid_leaves_most_alone(void)
{
  const guint n = 40000;
  g_autoptr(PickGrid) grid = pick_grid_new();
  World world = {.size = {80.0, 80.0, 80.0}, .geometry = geometry_new()};

  for (guint k = 0; k < n; k++)
    add_sphere(&world, k);
  const PickThings things = {
      world.geometry->spheres->data,    n,
      sizeof(SphereInstance),           offsetof(SphereInstance, centre),
      offsetof(SphereInstance, centre), offsetof(SphereInstance, radius)};
  pick_grid_build(grid, &things);
  for (guint r = 0; r < 50; r++) {
    g_autofree guint8 *seen = g_new0(guint8, n);
    PickRay ray = make_ray(&world, r);
    guint n_seen = 0;
    ray.pixel = 0.001;
    pick_grid_visit(grid, &ray, 3.0, count_cb, seen);
    for (guint k = 0; k < n; k++)
      n_seen += seen[k];
    g_assert_cmpuint(n_seen, <, n / 20);
  }
  geometry_free(world.geometry);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pick/the grid finds what looking at all finds",
                  test_grid_finds_the_same);
  g_test_add_func("/pick/the grid leaves most things alone", test_grid_leaves_most_alone);
  return g_test_run();
}
