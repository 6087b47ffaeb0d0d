// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The cameras of a turntable, picture by picture. */
#include <math.h>

#include "export/movie-turn.h"

#define W 320
#define H 200
#define N 36

static Cell
skewed_cell(void)
{
  Cell cell;

  g_assert_true(
      cell_init(&cell, vec3(20, 0, 0), vec3(6, 25, 0), vec3(-4, 3, 31), vec3(-2, 1, 5)));
  return cell;
}

static MovieJob
job_for(const Cell *cell, gboolean orthographic, double zoom)
{
  MovieJob job = {.sheet = {.width = W, .height = H, .scale = 1.0}, .rate = 30};

  render_style_init(&job.sheet.style);
  camera_fit(&job.camera, cell, (double)W / H);
  job.camera.orthographic = orthographic;
  camera_frame(&job.camera, cell, (double)W / H);
  camera_zoom(&job.camera, zoom);
  return job;
}

/* Every corner of the cell, from everywhere on the way; what stands upright does not tip.
 */
static void
test_whole_cell_stays_in_view(void)
{
  const Cell cell = skewed_cell();

  for (int orthographic = 0; orthographic < 2; orthographic++) {
    MovieJob job = job_for(&cell, orthographic, 1.0);
    Camera first = movie_turntable_camera(&job, &cell, 0, N);
    double upright = camera_rotate(&first, cell.vector[2]).y;
    for (guint k = 0; k <= N; k++) {
      Camera camera = movie_turntable_camera(&job, &cell, k, N);
      double x, y;
      for (int c = 0; c < 8; c++) {
        Vec3 corner = cell_to_cartesian(&cell, vec3(c & 1, c >> 1 & 1, c >> 2));
        g_assert_true(camera_project(&camera, corner, W, H, &x, &y, NULL));
        g_assert_true(x > 0.0 && x < W && y > 0.0 && y < H);
      }
      g_assert_cmpfloat_with_epsilon(camera_rotate(&camera, cell.vector[2]).y, upright,
                                     1e-9);
      g_assert_cmpfloat(camera.distance, ==, first.distance);
    }
  }
}

/* Equal steps once around, and then the first picture again: a movie that may be played
 * in a circle. */
static void
test_turns_once_in_equal_steps(void)
{
  const Cell cell = skewed_cell();
  const double zooms[] = {1.0, 3.0};

  for (guint z = 0; z < G_N_ELEMENTS(zooms); z++) {
    MovieJob job = job_for(&cell, FALSE, zooms[z]);
    Vec3 before = {0};
    double angle = 0.0;
    for (guint k = 0; k <= N; k++) {
      Camera camera = movie_turntable_camera(&job, &cell, k, N);
      Vec3 axis = vec3_normalized(cell.vector[2]), eye = camera_towards_eye(&camera);
      Vec3 flat = vec3_normalized(vec3_mul_add(eye, -vec3_dot(eye, axis), axis));
      if (k > 0) {
        double step =
            atan2(vec3_dot(vec3_cross(before, flat), axis), vec3_dot(before, flat));
        g_assert_cmpfloat_with_epsilon(fabs(step), 2.0 * G_PI / N, 1e-6);
        angle += step;
      }
      before = flat;
    }
    g_assert_cmpfloat_with_epsilon(fabs(angle), 2.0 * G_PI, 1e-6);
    Camera first = movie_turntable_camera(&job, &cell, 0, N);
    Camera last = movie_turntable_camera(&job, &cell, N, N);
    const Vec3 point = vec3(3, 8, 20);
    g_assert_cmpfloat(
        vec3_norm(vec3_sub(camera_to_eye(&first, point), camera_to_eye(&last, point))), <,
        1e-9);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/turntable/the whole cell stays in view",
                  test_whole_cell_stays_in_view);
  g_test_add_func("/turntable/turns once in equal steps", test_turns_once_in_equal_steps);
  return g_test_run();
}
