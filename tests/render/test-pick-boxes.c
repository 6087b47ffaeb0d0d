// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What lies under the pointer: looking into the boxes along the ray finds what looking at
 * everything finds. */
#include <string.h>

#include "render/pick-geometry.h"
#include "render-fixture.h"

#define N_SCENES 36
#define N_RAYS   80
#define N_GLASS  32 /* of real snapshots */

typedef struct {
  GRand *random;
  Geometry *geometry;
  Cell cell;
  Vec3 size; /* of the box in which things lie */
} World;

static double
uniform(World *world, double low, double high)
{
  return low + (high - low) * g_rand_double(world->random);
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
  guint n =
      number % 7 == 0 ? number / 7 % 3 : (guint)g_rand_int_range(world->random, 1, 1500);
  double edge = uniform(world, 1.0, 60.0);

  world->geometry = geometry_new();
  world->size = vec3(edge, number % 3 == 1 ? 0.5 * edge : edge,
                     number % 3 == 2 ? 0.0 : edge * uniform(world, 0.05, 1.0));
  /* Things lie inside of the cell and outside; it is small, large and skewed. */
  double side = edge * uniform(world, 0.2, 3.0);
  g_assert_true(
      cell_init(&world->cell, vec3(side, 0, 0),
                vec3(number % 2 * 0.4 * side, uniform(world, 0.5, 1.5) * side, 0),
                vec3(0, number % 4 * -0.2 * side, side),
                vec3(uniform(world, -9, 9), 0, uniform(world, -9, 9))));
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
forget_boxes(Geometry *geometry)
{
  for (int k = 0; k < N_BOXED; k++)
    g_array_set_size(geometry->boxes[k].box, 0);
}

/* What a ray meets, with boxes and without them. */
typedef struct {
  RenderHit hit[N_RAYS];
  guint n_kinds[RENDER_HOP + 1];
} Looks;

static void
look_around(World *world, const RenderStyle *style, const PickRay *ray, Looks *looks)
{
  for (guint r = 0; r < N_RAYS; r++) {
    looks->hit[r] = pick_geometry(world->geometry, &world->cell, style, &ray[r]);
    looks->n_kinds[looks->hit[r].kind]++;
  }
}

static void
assert_same_looks(const Looks *a, const Looks *b)
{
  for (guint r = 0; r < N_RAYS; r++) {
    g_assert_cmpint(a->hit[r].kind, ==, b->hit[r].kind);
    g_assert_cmpuint(a->hit[r].index, ==, b->hit[r].index);
    g_assert_cmpuint(a->hit[r].other, ==, b->hit[r].other);
    g_assert_cmpfloat(a->hit[r].depth, ==, b->hit[r].depth);
  }
}

/* With boxes first. */
static void
compare_looks(World *world, const RenderStyle *style, guint *n_kinds)
{
  Looks boxed = {0}, all = {0};
  PickRay ray[N_RAYS];

  for (guint r = 0; r < N_RAYS; r++)
    ray[r] = make_ray(world, r);
  look_around(world, style, ray, &boxed);
  forget_boxes(world->geometry);
  look_around(world, style, ray, &all);
  assert_same_looks(&boxed, &all);
  for (guint k = 0; k < G_N_ELEMENTS(all.n_kinds); k++)
    n_kinds[k] += all.n_kinds[k];
}

static void
test_boxes_find_the_same(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(71);
  guint n_kinds[RENDER_HOP + 1] = {0};

  for (guint k = 0; k < N_SCENES; k++) {
    World world = {.random = random};
    RenderStyle style;
    make_world(&world, k);
    make_style(&style, k);
    geometry_put_in_boxes(world.geometry, &world.cell);
    compare_looks(&world, &style, n_kinds);
    geometry_free(world.geometry);
  }
  /* The comparison must have compared something. */
  g_assert_cmpuint(n_kinds[RENDER_NOTHING], >, 100);
  g_assert_cmpuint(n_kinds[RENDER_ATOM], >, 100);
  g_assert_cmpuint(n_kinds[RENDER_BOND], >, 100);
}

/* Atoms a little away from their places, some of them in other cells. */
static void
shake(Frame *frame, GRand *random)
{
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 d = vec3(g_rand_double_range(random, -0.3, 0.3),
                  g_rand_double_range(random, -0.3, 0.3),
                  g_rand_double_range(random, -0.3, 0.3));
    frame->position[i] = vec3_add(frame->position[i], d);
    if (g_rand_int_range(random, 0, 8) == 0)
      frame->position[i] = vec3_mul_add(
          frame->position[i], g_rand_int_range(random, -2, 3), frame->cell.vector[i % 3]);
  }
}

static void
make_glass_style(RenderStyle *style, guint number)
{
  static const RenderMode modes[] = {RENDER_NETWORK_IONS, RENDER_BALL_STICK,
                                     RENDER_POLYHEDRA, RENDER_SPACE_FILLING};

  make_style(style, number);
  style->mode = modes[number % G_N_ELEMENTS(modes)];
  style->hop_age = 20.0;
  style->wrap = number % 5 != 0;
  /* Thin things are not often hit where atoms are in the way. */
  if (number % 8 >= 4)
    style->hidden_types = 1u << 2;
}

static void
test_all_kinds_are_found(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(72);
  guint n_kinds[RENDER_HOP + 1] = {0};

  for (guint k = 0; k < N_GLASS; k++) {
    g_autoptr(Snapshot) snapshot = fixture_cristobalite();
    World world = {
        .random = random, .geometry = geometry_new(), .cell = snapshot->frame->cell};
    RenderStyle style;
    Vec3 far = cell_to_cartesian(&world.cell, vec3(1, 1, 1));
    shake(snapshot->frame, random);
    make_glass_style(&style, k);
    geometry_build(world.geometry, snapshot, &style);
    world.size = vec3_sub(far, world.cell.origin);
    compare_looks(&world, &style, n_kinds);
    geometry_free(world.geometry);
  }
  for (guint k = 0; k < G_N_ELEMENTS(n_kinds); k++)
    g_assert_cmpuint(n_kinds[k], >, 20);
}

static void
count_cb(gpointer data, guint thing)
{
  guint8 *seen = data;

  g_assert_cmpuint(seen[thing]++, ==, 0);
}

/* Nobody is looked at twice, and of a large glass only a small part at all. */
static void
test_boxes_leave_most_alone(void)
{
  const guint n = 40000;
  g_autoptr(GRand) random = g_rand_new_with_seed(73);
  World world = {
      .random = random, .geometry = geometry_new(), .size = {80.0, 80.0, 80.0}};
  const PickBoxes *boxes = &world.geometry->boxes[BOXED_SPHERES];

  for (guint k = 0; k < n; k++)
    add_sphere(&world, k);
  world.cell = cell_cubic(80.0);
  geometry_put_in_boxes(world.geometry, &world.cell);
  for (guint r = 0; r < 50; r++) {
    g_autofree guint8 *seen = g_new0(guint8, n);
    PickMarks marks = {0};
    PickRay ray = make_ray(&world, r);
    guint n_seen = 0;
    ray.pixel = 0.001;
    if (pick_boxes_mark(boxes, &world.cell, &ray, 3.0, &marks))
      pick_boxes_visit(boxes, &marks, count_cb, seen);
    for (guint k = 0; k < n; k++)
      n_seen += seen[k];
    g_assert_cmpuint(n_seen, >, 0);
    g_assert_cmpuint(n_seen, <, n / 20);
  }
  geometry_free(world.geometry);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pick/boxes along the ray hold what looking at all finds",
                  test_boxes_find_the_same);
  g_test_add_func("/pick/atoms, bonds, rings and hops are found in all styles",
                  test_all_kinds_are_found);
  g_test_add_func("/pick/boxes leave most things alone", test_boxes_leave_most_alone);
  return g_test_run();
}
