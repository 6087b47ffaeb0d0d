// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The map of mean distances against areas and depths worked out here. No GL. */
#include <math.h>

#include "render/occlusion-map.h"

#define EDGE 40.0 /* Å */
#define SIDE 400  /* pixels */

typedef struct {
  Cell cell;
  Camera camera;
  RenderStyle style;
  DrawView view;
  Geometry *geometry;
  OcclusionMap map;
} Scene;

static void
scene_init(Scene *scene)
{
  scene->cell = cell_cubic(EDGE);
  scene->geometry = geometry_new();
  render_style_init(&scene->style);
  camera_fit(&scene->camera, &scene->cell, 1.0);
  scene->camera.orthographic = TRUE;
  camera_frame(&scene->camera, &scene->cell, 1.0);
  occlusion_map_init(&scene->map);
}

static void
scene_clear(Scene *scene)
{
  occlusion_map_clear(&scene->map);
  geometry_free(scene->geometry);
}

static void
add_atom(Scene *scene, Vec3 centre, double radius)
{
  SphereInstance sphere = {{(float)centre.x, (float)centre.y, (float)centre.z},
                           (float)radius};

  g_array_append_val(scene->geometry->spheres, sphere);
}

/* The part of a picture at left and bottom. */
static void
draw_part(Scene *scene, int left, int bottom, double reach)
{
  const Bounds bounds = {{0, 0, 0}, {1, 1, 1}};
  const RenderPart part = {SIDE, SIDE, left, bottom, SIDE - left, SIDE - bottom};

  draw_view_init(&scene->view, &scene->camera, &scene->style, &scene->cell, &bounds);
  draw_view_set_part(&scene->view, &part, 1.0);
  occlusion_map_draw(&scene->map, &scene->view, scene->geometry, reach);
}

static OcclusionTexel
texel_at(const Scene *scene, Vec3 place)
{
  const OcclusionMap *map = &scene->map;
  double x, y;

  camera_project(&scene->camera, place, SIDE, SIDE, &x, &y, NULL);
  int i = (int)(x / map->reduction), j = (int)((SIDE - y) / map->reduction);
  return g_array_index(map->texel, OcclusionTexel, j * map->width + i);
}

/* Å². */
static double
covered_area(const Scene *scene)
{
  const OcclusionMap *map = &scene->map;
  double side = map->reduction * camera_pixel_size(&scene->camera, SIDE);
  double sum = 0.0;

  for (guint k = 0; k < map->texel->len; k++)
    sum += g_array_index(map->texel, OcclusionTexel, k).covered;
  return sum * side * side;
}

static double
depth_of(const Scene *scene, Vec3 place)
{
  return -camera_to_eye(&scene->camera, place).z - scene->view.near;
}

static void
test_one_atom(void)
{
  const Vec3 centre = {15, 22, 18}, beside = {35, 5, 5};
  Scene scene;

  scene_init(&scene);
  add_atom(&scene, centre, 6.0);
  draw_part(&scene, 0, 0, 12.0);
  OcclusionTexel middle = texel_at(&scene, centre), away = texel_at(&scene, beside);
  g_assert_cmpint(scene.map.reduction, ==, 4);
  g_assert_cmpfloat_with_epsilon(middle.covered, 1.0, 1e-4);
  g_assert_cmpfloat_with_epsilon(middle.distance, depth_of(&scene, centre) - 4.0, 0.03);
  g_assert_cmpfloat_with_epsilon(away.covered, 0.0, 1e-6);
  g_assert_cmpfloat_with_epsilon(away.distance, scene.view.far - scene.view.near, 1e-3);
  g_assert_cmpfloat_with_epsilon(covered_area(&scene) / (G_PI * 36.0), 1.0, 0.02);
  scene_clear(&scene);
}

/* Whatever the order in which they come. */
static void
test_nearer_atoms_hide_farther_ones(void)
{
  const Vec3 middle = {20, 20, 20};
  Scene scene;

  scene_init(&scene);
  Vec3 back = camera_towards_eye(&scene.camera);
  add_atom(&scene, vec3_mul_add(middle, 8.0, back), 5.0);
  add_atom(&scene, vec3_mul_add(middle, -8.0, back), 5.0);
  draw_part(&scene, 0, 0, 12.0);
  g_assert_cmpfloat_with_epsilon(texel_at(&scene, middle).distance,
                                 depth_of(&scene, middle) - 8.0 - 0.67 * 5.0, 0.03);
  scene_clear(&scene);
}

/* Of many atoms a part stands for all. */
static void
test_many_atoms_cover_as_much(void)
{
  const int n = 250;
  Scene scene;

  scene_init(&scene);
  Vec3 back = camera_towards_eye(&scene.camera);
  Vec3 x = vec3_normalized(vec3_cross(back, vec3(1, 0, 0)));
  Vec3 y = vec3_cross(back, x);
  for (int k = 0; k < n * n; k++) {
    Vec3 place = vec3_mul_add(vec3(20, 20, 20), 30.0 * (k / n + 0.5) / n - 15.0, x);
    add_atom(&scene, vec3_mul_add(place, 30.0 * (k % n + 0.5) / n - 15.0, y), 0.03);
  }
  draw_part(&scene, 0, 0, 12.0);
  g_assert_cmpfloat_with_epsilon(covered_area(&scene) / (n * n * G_PI * 9e-4), 1.0, 0.15);
  scene_clear(&scene);
}

static void
test_faces_stand_in_the_way(void)
{
  const float corner[3][3] = {{20, 20, 20}, {26, 20, 20}, {20, 26, 20}};
  Scene scene;

  scene_init(&scene);
  for (guint32 k = 0; k < 3; k++) {
    SheetVertex vertex = {{corner[k][0], corner[k][1], corner[k][2]}};
    g_array_append_val(scene.geometry->facets.vertices, vertex);
    g_array_append_val(scene.geometry->facets.triangles, k);
  }
  draw_part(&scene, 0, 0, 12.0);
  OcclusionTexel middle = texel_at(&scene, vec3(22, 22, 20));
  g_assert_cmpfloat(middle.covered, >, 0.8);
  g_assert_cmpfloat_with_epsilon(middle.distance, depth_of(&scene, vec3(22, 22, 20)),
                                 1.6);
  scene_clear(&scene);
}

static void
test_a_part_has_the_whole_map(void)
{
  Scene scene;

  scene_init(&scene);
  add_atom(&scene, vec3(15, 22, 18), 3.0);
  add_atom(&scene, vec3(30, 12, 25), 2.0);
  draw_part(&scene, 0, 0, 12.0);
  g_autoptr(GArray) whole = g_array_copy(scene.map.texel);
  draw_part(&scene, 128, 256, 12.0);
  g_assert_cmpuint(whole->len, ==, scene.map.texel->len);
  for (guint k = 0; k < whole->len; k++) {
    OcclusionTexel a = g_array_index(whole, OcclusionTexel, k);
    OcclusionTexel b = g_array_index(scene.map.texel, OcclusionTexel, k);
    g_assert_cmpfloat_with_epsilon(a.covered, b.covered, 1e-3);
    if (a.covered > 0.1)
      g_assert_cmpfloat_with_epsilon(a.distance, b.distance, 0.05);
  }
  scene_clear(&scene);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/occlusion-map/an atom covers its disc at its front", test_one_atom);
  g_test_add_func("/occlusion-map/nearer atoms hide farther ones",
                  test_nearer_atoms_hide_farther_ones);
  g_test_add_func("/occlusion-map/of many atoms a part covers as much",
                  test_many_atoms_cover_as_much);
  g_test_add_func("/occlusion-map/solid faces stand in the way",
                  test_faces_stand_in_the_way);
  g_test_add_func("/occlusion-map/a part of a picture has the whole map",
                  test_a_part_has_the_whole_map);
  return g_test_run();
}
