// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/camera.h"

#define NEAR(a, b, e) g_assert_cmpfloat_with_epsilon((a), (b), (e))
#define W             640
#define H             400

static Camera
some_camera(gboolean orthographic)
{
  Cell cell = cell_cubic(20.0);
  Camera camera;

  camera_fit(&camera, &cell, (double)W / H);
  camera_orbit(&camera, 0.7, -0.4);
  camera_roll(&camera, 0.3);
  camera_pan(&camera, 0.1, -0.05);
  camera.orthographic = orthographic;
  return camera;
}

static void
assert_same_point(Vec3 a, Vec3 b, double tolerance)
{
  NEAR(a.x, b.x, tolerance);
  NEAR(a.y, b.y, tolerance);
  NEAR(a.z, b.z, tolerance);
}

/* All corners are seen, they fill the view one way, and the room is the same on both
 * sides. */
static void
assert_framed(const Camera *camera, const Cell *cell, double w, double h)
{
  double left = w, right = 0.0, top = h, bottom = 0.0;

  for (int k = 0; k < 8; k++) {
    double x, y;
    Vec3 corner = cell_to_cartesian(cell, vec3(k & 1, k >> 1 & 1, k >> 2));
    g_assert_true(camera_project(camera, corner, w, h, &x, &y, NULL));
    left = fmin(left, x);
    right = fmax(right, x);
    top = fmin(top, y);
    bottom = fmax(bottom, y);
  }
  g_assert_cmpfloat(fmin(left, top), >, 0.0);
  g_assert_cmpfloat(right, <, w);
  g_assert_cmpfloat(bottom, <, h);
  g_assert_cmpfloat(fmax((right - left) / w, (bottom - top) / h), >, 0.95);
  NEAR(left + right, w, 1e-6 * w);
  NEAR(top + bottom, h, 1e-6 * h);
}

static void
test_fit_shows_cell(void)
{
  Cell skewed;
  g_assert_true(cell_init(&skewed, vec3(12, 0, 0), vec3(5, 20, 0), vec3(-3, 4, 31),
                          vec3(-7, 1, 100)));
  Cell cells[] = {cell_cubic(34.0), skewed};
  const double aspects[] = {0.5, 1.0, 2.2};

  for (int k = 0; k < 6; k++) {
    const Cell *cell = &cells[k / 3];
    double aspect = aspects[k % 3];
    Camera camera;
    camera_fit(&camera, cell, aspect);
    assert_framed(&camera, cell, 600 * aspect, 600);
    camera_orbit(&camera, 1.0, 0.7);
    camera.orthographic = TRUE;
    camera_frame(&camera, cell, aspect);
    g_assert_true(camera.orthographic);
    assert_framed(&camera, cell, 600 * aspect, 600);
  }
}

/* Any parallelepiped from any side, upright or lying, in both projections. */
static void
test_fits_from_everywhere(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(5);
  Vec3 v[3];
  Cell cell;

  for (int k = 0; k < 400; k++) {
    double aspect = exp(g_rand_double_range(random, -1.0, 1.0));
    Camera camera;
    for (int j = 0; j < 3; j++)
      v[j] =
          vec3(g_rand_double_range(random, -30, 30), g_rand_double_range(random, -30, 30),
               g_rand_double_range(random, -30, 30));
    double volume = fabs(vec3_dot(v[0], vec3_cross(v[1], v[2])));
    if (volume < 0.05 * vec3_norm(v[0]) * vec3_norm(v[1]) * vec3_norm(v[2]) ||
        !cell_init(&cell, v[0], v[1], v[2], vec3(k, -k, 7)))
      continue;
    camera_fit(&camera, &cell, aspect);
    assert_framed(&camera, &cell, 600 * aspect, 600);
    camera.orthographic = k % 2;
    camera_orbit(&camera, 0.31 * k, 0.17 * k);
    camera_roll(&camera, 0.23 * k);
    camera_frame(&camera, &cell, aspect);
    assert_framed(&camera, &cell, 600 * aspect, 600);
  }
}

/* A steep rhombohedron that points at the eye does not touch it. */
static void
test_steep_cells_keep_off_the_eye(void)
{
  static const double angles[] = {33.0, 24.0, 15.0, 8.0};

  for (guint k = 0; k < G_N_ELEMENTS(angles); k++) {
    double c = cos(angles[k] * G_PI / 180.0), s = sin(angles[k] * G_PI / 180.0);
    double x = (c - c * c) / s;
    Vec3 a = vec3(20, 0, 0), b = vec3(20 * c, 20 * s, 0);
    Vec3 d = vec3(20 * c, 20 * x, 20 * sqrt(1.0 - c * c - x * x));
    Camera camera;
    Cell cell;
    g_assert_true(cell_init(&cell, a, b, d, vec3(0, 0, 0)));
    camera_fit(&camera, &cell, 1.5);
    camera_face(&camera, vec3_add(a, vec3_add(b, d)), vec3(0, 0, 1));
    camera_frame(&camera, &cell, 1.5);
    for (int corner = 0; corner < 8; corner++) {
      double px, py, depth;
      Vec3 r = cell_to_cartesian(&cell, vec3(corner & 1, corner >> 1 & 1, corner >> 2));
      g_assert_true(camera_project(&camera, r, 900, 600, &px, &py, &depth));
      g_assert_cmpfloat(depth, >, 1.0);
      g_assert_cmpfloat(fabs(px - 450), <, 450);
      g_assert_cmpfloat(fabs(py - 300), <, 300);
    }
  }
}

static void
test_c_axis_is_up(void)
{
  Cell cell = cell_cubic(10.0);
  Camera camera;

  camera_fit(&camera, &cell, 1.0);
  Vec3 up = camera_rotate(&camera, vec3(0, 0, 1));
  g_assert_cmpfloat(up.y, >, 0.9);
  /* From above: the upper end leans to the eye. */
  g_assert_cmpfloat(up.z, >, 0.1);
}

static void
test_ray_meets_projected_point(void)
{
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    Camera camera = some_camera(orthographic);
    Vec3 points[] = {{10, 10, 10}, {3, 17, 4}, {19, 0, 12}};
    for (int k = 0; k < 3; k++) {
      double x, y, depth;
      Vec3 origin, direction;
      g_assert_true(camera_project(&camera, points[k], W, H, &x, &y, &depth));
      camera_ray(&camera, x, y, W, H, &origin, &direction);
      NEAR(vec3_norm(direction), 1.0, 1e-12);
      Vec3 to_point = vec3_sub(points[k], origin);
      double along = vec3_dot(to_point, direction);
      g_assert_cmpfloat(along, >, 0.0);
      assert_same_point(vec3_mul_add(origin, along, direction), points[k], 1e-9);
    }
  }
}

/* Column-major m times (p, 1), divided by w. */
static Vec3
through_matrices(const Camera *camera, Vec3 p, double near, double far)
{
  float view[16], projection[16];
  double eye[4], clip[4];
  const double world[4] = {p.x, p.y, p.z, 1.0};

  camera_view_matrix(camera, view);
  camera_projection_matrix(camera, (double)W / H, near, far, projection);
  for (int r = 0; r < 4; r++) {
    eye[r] = 0.0;
    for (int c = 0; c < 4; c++)
      eye[r] += view[4 * c + r] * world[c];
  }
  for (int r = 0; r < 4; r++) {
    clip[r] = 0.0;
    for (int c = 0; c < 4; c++)
      clip[r] += projection[4 * c + r] * eye[c];
  }
  return vec3(clip[0] / clip[3], clip[1] / clip[3], clip[2] / clip[3]);
}

static void
test_matrices_agree_with_projection(void)
{
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    Camera camera = some_camera(orthographic);
    Vec3 point = vec3(3, 17, 4);
    double x, y, depth;
    g_assert_true(camera_project(&camera, point, W, H, &x, &y, &depth));
    Vec3 ndc = through_matrices(&camera, point, depth - 5.0, depth + 5.0);
    NEAR(0.5 * W * (1.0 + ndc.x), x, 1e-3);
    NEAR(0.5 * H * (1.0 - ndc.y), y, 1e-3);
    NEAR(through_matrices(&camera, point, depth, depth + 9.0).z, -1.0, 1e-4);
    NEAR(through_matrices(&camera, point, depth - 9.0, depth).z, 1.0, 1e-4);
  }
}

static void
test_drag_follows_pointer(void)
{
  Cell cell = cell_cubic(20.0);
  Camera camera;
  double x0, y0, x, y;

  camera_fit(&camera, &cell, (double)W / H);
  camera.centre = vec3(10, 10, 10);
  /* A point on the front, towards the eye. */
  Vec3 origin, direction;
  camera_ray(&camera, 0.5 * W, 0.5 * H, W, H, &origin, &direction);
  Vec3 front = vec3_mul_add(camera.centre, -8.0, direction);
  camera_project(&camera, front, W, H, &x0, &y0, NULL);
  NEAR(x0, 0.5 * W, 1e-6);
  NEAR(y0, 0.5 * H, 1e-6);

  Camera turned = camera;
  camera_orbit(&turned, 0.1, 0.0);
  camera_project(&turned, front, W, H, &x, &y, NULL);
  g_assert_cmpfloat(x, >, x0 + 1.0);
  turned = camera;
  camera_orbit(&turned, 0.0, 0.1);
  camera_project(&turned, front, W, H, &x, &y, NULL);
  g_assert_cmpfloat(y, >, y0 + 1.0);

  Camera moved = camera;
  camera_pan(&moved, 0.25, 0.125);
  camera_project(&moved, camera.centre, W, H, &x, &y, NULL);
  NEAR(x, 0.5 * W + 0.25 * H, 1e-6);
  NEAR(y, 0.5 * H + 0.125 * H, 1e-6);
}

static void
test_zoom_scales_centre_plane(void)
{
  for (int orthographic = 0; orthographic < 2; orthographic++) {
    Camera camera = some_camera(orthographic);
    Vec3 side = {0.3, 0, 0}, origin, along;
    double x1, x2, x3, x4, y;
    camera_ray(&camera, 0.5 * W, 0.5 * H, W, H, &origin, &along);
    side = vec3_sub(side, vec3_scale(along, vec3_dot(side, along)));
    Vec3 beside = vec3_add(camera.centre, side);
    camera_project(&camera, camera.centre, W, H, &x1, &y, NULL);
    camera_project(&camera, beside, W, H, &x2, &y, NULL);
    camera_zoom(&camera, 2.0);
    camera_project(&camera, camera.centre, W, H, &x3, &y, NULL);
    camera_project(&camera, beside, W, H, &x4, &y, NULL);
    NEAR((x4 - x3) / (x2 - x1), 2.0, 1e-6);
  }
}

static void
test_behind_the_eye(void)
{
  Camera camera = some_camera(FALSE);
  Vec3 origin, direction;
  double x = -7.0, y = -7.0;

  camera_ray(&camera, 10, 10, W, H, &origin, &direction);
  g_assert_false(
      camera_project(&camera, vec3_mul_add(origin, -5.0, direction), W, H, &x, &y, NULL));
  g_assert_cmpfloat(x, ==, -7.0);
}

static void
test_mix(void)
{
  Camera a = some_camera(FALSE), b = a;

  camera_orbit(&b, 2.0, 0.5);
  camera_zoom(&b, 4.0);
  Camera first = camera_mix(&a, &b, 0.0);
  Camera last = camera_mix(&a, &b, 1.0);
  Camera middle = camera_mix(&a, &b, 0.5);
  Vec3 p = vec3(1, 2, 3);
  assert_same_point(camera_to_eye(&first, p), camera_to_eye(&a, p), 1e-9);
  assert_same_point(camera_to_eye(&last, p), camera_to_eye(&b, p), 1e-9);
  NEAR(middle.distance, a.distance / 2.0, 1e-9);
  double norm2 = 0.0;
  for (int k = 0; k < 4; k++)
    norm2 += middle.orientation[k] * middle.orientation[k];
  NEAR(norm2, 1.0, 1e-12);
}

/* A point on the axis stays where it is seen; after half a turn the others are where
 * their opposite was. */
static void
test_spin(void)
{
  const Cell cell = cell_cubic(20.0);
  const Vec3 pivot = vec3(10, 10, 10), axis = vec3(0, 0, 1);
  Camera still, turned;

  camera_fit(&still, &cell, 1.5);
  turned = still;
  camera_spin(&turned, pivot, axis, G_PI);
  Vec3 fixed = vec3(10, 10, 17), a = vec3(13, 14, 5), opposite = vec3(7, 6, 5);
  g_assert_cmpfloat(
      vec3_norm(vec3_sub(camera_to_eye(&still, fixed), camera_to_eye(&turned, fixed))), <,
      1e-9);
  g_assert_cmpfloat(
      vec3_norm(vec3_sub(camera_to_eye(&still, opposite), camera_to_eye(&turned, a))), <,
      1e-9);
}

/* In so many steps a turntable is where it began, and on the way nowhere twice. */
static void
test_turn_ends_where_it_began(void)
{
  const Cell cell = cell_cubic(20.0);
  const Vec3 pivot = vec3(10, 10, 10), axis = vec3_normalized(vec3(0.2, 0.1, 1));
  const Vec3 point = vec3(3, 15, 8);
  Camera still, turned;

  camera_fit(&still, &cell, 1.5);
  turned = still;
  for (int k = 1; k <= 48; k++) {
    camera_spin(&turned, pivot, axis, 2.0 * G_PI / 48);
    double moved =
        vec3_norm(vec3_sub(camera_to_eye(&turned, point), camera_to_eye(&still, point)));
    if (k < 48)
      g_assert_cmpfloat(moved, >, 0.3);
    else
      g_assert_cmpfloat(moved, <, 1e-9);
  }
}

/* What is looked along lies behind the centre, up stays up; the first point of a sphere
 * that leaves the view does so when the sphere is a twentieth larger. */
static void
test_face_and_sphere(void)
{
  const Vec3 towards[] = {{1, 0, 0}, {0, -1, 0}, {0, 0, 1}, {0.36, 0.48, -0.8}};
  const Vec3 middle = {3, -2, 5}, up = {0, 0, 1};

  for (guint k = 0; k < G_N_ELEMENTS(towards); k++) {
    Camera camera = some_camera(FALSE);
    double distance = camera.distance, x, y, most = 0.0;
    camera_face(&camera, towards[k], up);
    assert_same_point(camera_rotate(&camera, towards[k]), vec3(0, 0, 1), 1e-12);
    assert_same_point(camera_towards_eye(&camera), towards[k], 1e-12);
    NEAR(camera.distance, distance, 1e-12);
    if (k != 2)
      g_assert_cmpfloat(camera_rotate(&camera, up).y, >, 0.5);
    NEAR(camera_rotate(&camera, up).x, 0.0, 1e-12);
    camera_frame_sphere(&camera, middle, 4.0, 1.6);
    for (int j = 0; j < 2000; j++) {
      double angle = 0.1 * j, z = 1.0 - j / 1000.0, r = sqrt(fmax(1.0 - z * z, 0.0));
      Vec3 p = vec3_mul_add(middle, 4.0, vec3(r * cos(angle), r * sin(angle), z));
      g_assert_true(camera_project(&camera, p, 160.0, 100.0, &x, &y, NULL));
      most = fmax(most, fabs(y - 50.0) / 50.0);
    }
    g_assert_cmpfloat(most, <, 1.0);
    g_assert_cmpfloat(most, >, 0.92);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/camera/a fitted camera shows the whole cell", test_fit_shows_cell);
  g_test_add_func("/camera/any cell fits from everywhere", test_fits_from_everywhere);
  g_test_add_func("/camera/steep cells keep off the eye",
                  test_steep_cells_keep_off_the_eye);
  g_test_add_func("/camera/a whole turn ends where it began",
                  test_turn_ends_where_it_began);
  g_test_add_func("/camera/the c axis points up", test_c_axis_is_up);
  g_test_add_func("/camera/the ray through a projected point meets it",
                  test_ray_meets_projected_point);
  g_test_add_func("/camera/matrices agree with the projection",
                  test_matrices_agree_with_projection);
  g_test_add_func("/camera/what is dragged follows the pointer",
                  test_drag_follows_pointer);
  g_test_add_func("/camera/zooming scales the plane of the centre",
                  test_zoom_scales_centre_plane);
  g_test_add_func("/camera/points behind the eye are refused", test_behind_the_eye);
  g_test_add_func("/camera/a mix starts and ends where it should", test_mix);
  g_test_add_func("/camera/a turntable turns the world about its axis", test_spin);
  g_test_add_func("/camera/faces a direction and frames a sphere", test_face_and_sphere);
  return g_test_run();
}
