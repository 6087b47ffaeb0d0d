// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is left out of a picture must not be missed. */
#include "render-fixture.h"

#include <math.h>

#include "render/cover-map.h"

#define W PICTURE_WIDTH
#define H PICTURE_HEIGHT

/* Atoms at the places of a generator of random numbers, many deep. */
static Snapshot *
thicket(guint n, guint32 seed)
{
  static const char *const symbols[] = {"Na", "O", "Si"};
  g_autoptr(Frame) frame = fixture_frame(STAGE_EDGE, n);
  g_autoptr(GRand) random = g_rand_new_with_seed(seed);
  BondRule rule;

  for (guint i = 0; i < n; i++) {
    double x = g_rand_double(random), y = g_rand_double(random);
    double z = g_rand_double(random);
    fixture_place(frame, i, symbols[i % 3],
                  vec3(STAGE_EDGE * x, STAGE_EDGE * y, STAGE_EDGE * z));
  }
  bond_rule_init(&rule, frame->species);
  g_autoptr(Bonds) bonds = bonds_new(frame, &rule);
  return snapshot_new(frame, bonds);
}

static void
compare_with_all(Stage *stage, const Snapshot *snapshot)
{
  stage->style.full_detail = FALSE;
  g_autofree guint8 *less = stage_draw(stage, snapshot);
  stage->style.full_detail = TRUE;
  g_autofree guint8 *all = stage_draw(stage, snapshot);
  g_assert_cmpint(picture_difference(less, all, 0, W), ==, 0);
}

static void
test_atoms_are_not_missed(gconstpointer es)
{
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  stage.style.mode = RENDER_SPACE_FILLING;
  for (guint k = 0; k < 10; k++) {
    g_autoptr(Snapshot) snapshot = thicket(1500, 17 + k);
    stage.style.dark = k % 3;
    stage.camera.orthographic = k % 4 >= 2;
    stage.camera.distance = 7.0 + 5.0 * k;
    stage.style.n_slices = k == 5;
    stage.style.slice[0] = (RenderSlice){vec3(0, 1, 0), 9.0};
    camera_orbit(&stage.camera, 0.4, 0.1);
    compare_with_all(&stage, snapshot);
  }
  stage_clear(&stage);
}

/* So near that they are capsules in any case. */
static void
test_bonds_are_not_missed(gconstpointer es)
{
  Cell cell = cell_cubic(STAGE_EDGE);
  Stage stage;

  if (!stage_init(&stage, es, &cell))
    return;
  stage.style.mode = RENDER_BALL_STICK;
  for (guint k = 0; k < 6; k++) {
    g_autoptr(Snapshot) snapshot = thicket(2500, 5 + k);
    stage.camera.distance = 7.0 + 1.5 * k;
    camera_orbit(&stage.camera, 0.5, 0.2);
    compare_with_all(&stage, snapshot);
  }
  stage_clear(&stage);
}

/* Å from the eye to a ball along a ray through a pixel; INFINITY: it is missed. */
static double
meet(const Camera *camera, double x, double y, Vec3 centre, double radius)
{
  Vec3 from, along;

  camera_ray(camera, x, y, W, H, &from, &along);
  Vec3 to = vec3_sub(centre, from);
  double t = vec3_dot(to, along);
  double miss2 = vec3_norm2(vec3_mul_add(to, -t, along));
  return miss2 < radius * radius ? t - sqrt(radius * radius - miss2) : INFINITY;
}

static Vec3
centre_of(const GArray *spheres, guint k)
{
  const float *p = g_array_index(spheres, SphereInstance, k).centre;

  return vec3(p[0], p[1], p[2]);
}

/* Something nearer stands on the ray through the middle of ball k. */
static gboolean
has_one_before(const GArray *spheres, const Camera *camera, guint k)
{
  double x, y, own;

  if (!camera_project(camera, centre_of(spheres, k), W, H, &x, &y, NULL) || x < 0 ||
      x > W || y < 0 || y > H)
    return TRUE;
  own = meet(camera, x, y, centre_of(spheres, k),
             g_array_index(spheres, SphereInstance, k).radius);
  for (guint j = 0; j < spheres->len; j++)
    if (j != k && meet(camera, x, y, centre_of(spheres, j),
                       g_array_index(spheres, SphereInstance, j).radius) < own)
      return TRUE;
  return FALSE;
}

static void
test_most_of_a_thicket_is_hidden(void)
{
  g_autoptr(Snapshot) snapshot = thicket(3000, 3);
  g_autoptr(Geometry) geometry = geometry_new();
  CoverMap *map = cover_map_new();
  const RenderPart part = {W, H, 0, 0, W, H};
  RenderStyle style;
  DrawView view;
  guint n_hidden = 0;

  render_style_init(&style);
  style.mode = RENDER_SPACE_FILLING;
  Camera camera = fixture_camera(&snapshot->frame->cell, 50.0);
  geometry_build(geometry, snapshot, &style);
  draw_view_init(&view, &camera, &style, &snapshot->frame->cell, &geometry->bounds);
  draw_view_set_part(&view, &part, 1.0);
  cover_map_draw(map, &view, geometry);
  g_assert_true(view.cover == map);
  for (guint k = 0; k < geometry->spheres->len; k++) {
    const SphereInstance *ball = &g_array_index(geometry->spheres, SphereInstance, k);
    if (!cover_map_hides_ball(map, ball->centre, ball->radius))
      continue;
    g_assert_true(has_one_before(geometry->spheres, &camera, k));
    n_hidden++;
  }
  g_test_message("%u of %u hidden", n_hidden, geometry->spheres->len);
  g_assert_cmpuint(n_hidden, >, geometry->spheres->len / 3);
  style.copies[0] = 2;
  draw_view_init(&view, &camera, &style, &snapshot->frame->cell, &geometry->bounds);
  draw_view_set_part(&view, &part, 1.0);
  cover_map_draw(map, &view, geometry);
  g_assert_null(view.cover);
  cover_map_free(map);
}

static void
add(const char *name, GTestDataFunc func)
{
  for (int es = 0; es < 2; es++) {
    g_autofree char *path = g_strdup_printf("/cover-map/%s/%s", es ? "es" : "gl", name);
    g_test_add_data_func(path, GINT_TO_POINTER(es), func);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cover-map/most of a thicket is hidden",
                  test_most_of_a_thicket_is_hidden);
  add("atoms are not missed", test_atoms_are_not_missed);
  add("bonds are not missed", test_bonds_are_not_missed);
  return g_test_run();
}
