// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/cell.h"

#include "base/rng.h"

/* Cells of every kind: cube, box, tilted, strongly skewed (not reduced), rotated,
 * left-handed. */
static const Vec3 shapes[][3] = {
    {{8, 0, 0}, {0, 8, 0}, {0, 0, 8}},  {{5, 0, 0}, {0, 7, 0}, {0, 0, 11}},
    {{9, 0, 0}, {3, 8, 0}, {-2, 4, 7}}, {{6, 0, 0}, {15, 6, 0}, {-17, 13, 7}},
    {{3, 4, 0}, {-4, 3, 0}, {0, 0, 6}}, {{5, 1, 0}, {0.5, 0.5, 6}, {1, 7, 2}},
};

static Cell
make_cell(guint shape)
{
  Cell cell;
  const Vec3 *v = shapes[shape];

  g_assert_true(cell_init(&cell, v[0], v[1], v[2], vec3(-1.5, 2.0, 0.25)));
  return cell;
}

static Vec3
random_vector(guint32 index, double scale)
{
  double u[4];

  rng_uniform4(7, RNG_TEST, 0, index, u);
  return vec3(scale * (u[0] - 0.5), scale * (u[1] - 0.5), scale * (u[2] - 0.5));
}

static double
brute_shortest(const Cell *cell, Vec3 d)
{
  double shortest = INFINITY;

  for (int m = 0; m < 37 * 37 * 37; m++) {
    Vec3 image = vec3_mul_add(d, m / (37 * 37) - 18, cell->vector[0]);
    image = vec3_mul_add(image, m / 37 % 37 - 18, cell->vector[1]);
    image = vec3_mul_add(image, m % 37 - 18, cell->vector[2]);
    shortest = MIN(shortest, vec3_norm(image));
  }
  return shortest;
}

static void
assert_lattice_vector(const Cell *cell, Vec3 difference)
{
  for (int k = 0; k < 3; k++) {
    double n = vec3_dot(cell->inverse[k], difference);
    g_assert_cmpfloat_with_epsilon(n, round(n), 1e-9);
  }
}

static void
test_minimum_image(void)
{
  for (guint shape = 0; shape < G_N_ELEMENTS(shapes); shape++) {
    Cell cell = make_cell(shape);
    for (guint i = 0; i < 150; i++) {
      Vec3 d = random_vector(i, 16.0);
      Vec3 image = cell_minimum_image(&cell, d);
      g_assert_cmpfloat_with_epsilon(vec3_norm(image), brute_shortest(&cell, d), 1e-9);
      assert_lattice_vector(&cell, vec3_sub(d, image));
    }
  }
}

/* A long thin cell: no search may walk along all its images. */
static void
test_long_cell(void)
{
  Cell cell;
  Vec3 o = vec3(0, 0, 0);

  g_assert_true(cell_init(&cell, vec3(8, 0, 0), vec3(1.5, 1e8, 0), vec3(-1, 0, 9), o));
  Vec3 image = cell_minimum_image(&cell, vec3(7.5, 4e7, 8.5));
  g_assert_cmpfloat_with_epsilon(image.y, 4e7, 1.0);
  g_assert_cmpfloat(fabs(image.x), <, 4.6);
  g_assert_cmpfloat(fabs(image.z), <, 4.6);
  g_assert_true(cell_init(&cell, vec3(8, 0, 0), vec3(0, 9, 0), vec3(8e4 + 1, 0, 10), o));
  image = cell_minimum_image(&cell, vec3(4e4, 3, 9));
  g_assert_cmpfloat_with_epsilon(vec3_norm(image), sqrt(1 + 9 + 1), 1e-6);
}

static void
test_fractions(void)
{
  for (guint shape = 0; shape < G_N_ELEMENTS(shapes); shape++) {
    Cell cell = make_cell(shape);
    Vec3 r = cell_to_cartesian(&cell, vec3(0.25, -1.5, 3.0));
    Vec3 s = cell_to_fractional(&cell, r);
    g_assert_cmpfloat_with_epsilon(s.x, 0.25, 1e-12);
    g_assert_cmpfloat_with_epsilon(s.y, -1.5, 1e-12);
    g_assert_cmpfloat_with_epsilon(s.z, 3.0, 1e-12);
  }
}

static void
test_wrap(void)
{
  for (guint shape = 0; shape < G_N_ELEMENTS(shapes); shape++) {
    Cell cell = make_cell(shape);
    for (guint i = 0; i < 100; i++) {
      Vec3 r = random_vector(i, 200.0);
      Vec3 wrapped = cell_wrap(&cell, r);
      Vec3 s = cell_to_fractional(&cell, wrapped);
      assert_lattice_vector(&cell, vec3_sub(r, wrapped));
      g_assert_cmpfloat(MIN(s.x, MIN(s.y, s.z)), >, -1e-12);
      g_assert_cmpfloat(MAX(s.x, MAX(s.y, s.z)), <, 1.0 + 1e-12);
    }
  }
}

static void
test_heights(void)
{
  Cell cell;

  cell_init(&cell, vec3(6, 0, 0), vec3(3, 4, 0), vec3(0, 0, 5), vec3(0, 0, 0));
  Vec3 h = cell_heights(&cell);
  g_assert_cmpfloat_with_epsilon(cell.volume, 120.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(h.x, 4.8, 1e-12); /* 120 / |b × c| = 120 / 25 */
  g_assert_cmpfloat_with_epsilon(h.y, 4.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(h.z, 5.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(cell_smallest_height(&cell), 4.0, 1e-12);
}

static void
test_refuses(void)
{
  Cell cell = cell_cubic(3.0), before = cell;
  Vec3 o = vec3(0, 0, 0), x = vec3(1, 0, 0), y = vec3(0, 1, 0), z = vec3(0, 0, 1);

  g_assert_false(cell_init(&cell, o, y, z, o));
  g_assert_false(cell_init(&cell, x, y, vec3(1, 1, 0), o));
  g_assert_false(cell_init(&cell, x, y, vec3(1, 1, 1e-6), o));
  g_assert_false(cell_init(&cell, x, y, vec3(NAN, 0, 1), o));
  g_assert_false(cell_init(&cell, x, y, vec3(0, 0, INFINITY), o));
  g_assert_false(cell_init(&cell, x, y, z, vec3(0, NAN, 0)));
  g_assert_cmpmem(&cell, sizeof cell, &before, sizeof before);
}

static void
test_orthorhombic(void)
{
  static const gboolean expected[] = {TRUE, TRUE, FALSE, FALSE, FALSE, FALSE};

  for (guint shape = 0; shape < G_N_ELEMENTS(shapes); shape++) {
    Cell cell = make_cell(shape);
    g_assert_cmpint(cell_is_orthorhombic(&cell), ==, expected[shape]);
  }
}

static void
test_scaled(void)
{
  Cell cell = make_cell(2), half = cell_scaled(&cell, 0.5);

  g_assert_cmpfloat_with_epsilon(half.volume, cell.volume / 8.0, 1e-9);
  g_assert_cmpfloat_with_epsilon(half.vector[2].y, 2.0, 1e-12);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cell/the minimum image is the shortest of all", test_minimum_image);
  g_test_add_func("/cell/the minimum image in a long thin cell", test_long_cell);
  g_test_add_func("/cell/fractions and places belong to each other", test_fractions);
  g_test_add_func("/cell/wrapping moves by lattice vectors into the cell", test_wrap);
  g_test_add_func("/cell/heights are distances of faces", test_heights);
  g_test_add_func("/cell/a cell without volume is refused", test_refuses);
  g_test_add_func("/cell/only boxes along the axes are orthorhombic", test_orthorhombic);
  g_test_add_func("/cell/scaling keeps the shape", test_scaled);
  return g_test_run();
}
