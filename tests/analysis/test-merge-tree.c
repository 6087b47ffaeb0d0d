// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/merge-tree.h"

#include "analysis/clearance-field.h"
#include "analysis/grid-order.h"
#include "base/rng.h"

#define OXYGEN 1.35

/* Nodes of a line of n along a, one node thick. */
static Field *
line(const float *value, guint n)
{
  Cell cell;

  g_assert_true(
      cell_init(&cell, vec3(n, 0, 0), vec3(0, 1, 0), vec3(0, 0, 1), vec3(0, 0, 0)));
  Field *field = field_new(&cell, 1.0);
  g_assert_cmpuint(field->n_nodes, ==, n);
  for (guint i = 0; i < n; i++)
    field->value[i] = value[i];
  return field;
}

static void
test_order(void)
{
  const float value[] = {1.0f, -2.0f, 3.5f, 0.0f, NAN, 3.5f, -INFINITY, -0.5f, 7e-5f};
  static const guint32 expected[] = {2, 5, 0, 8, 3, 7, 1};
  g_autoptr(Field) field = line(value, G_N_ELEMENTS(value));
  gsize n;
  g_autofree guint32 *order = grid_order_descending(field, -INFINITY, &n);

  g_assert_cmpuint(n, ==, G_N_ELEMENTS(expected));
  for (gsize i = 0; i < n; i++)
    g_assert_cmpuint(order[i], ==, expected[i]);
}

/* Summits 9, 6 and 5 with passes 2 (9–6), 4 (6–5) and 1 (around, 5–9). */
static void
test_passes(void)
{
  const float value[] = {3, 9, 3, 2, 6, 4, 5, 1};
  g_autoptr(Field) field = line(value, G_N_ELEMENTS(value));
  g_autoptr(MergeTree) tree = merge_tree_new(field, -INFINITY, 0.5);

  g_assert_cmpuint(tree->n_sites, ==, 3);
  g_assert_cmpuint(tree->site[0].node, ==, 1);
  g_assert_cmpuint(tree->site[1].node, ==, 4);
  g_assert_cmpuint(tree->site[2].node, ==, 6);
  g_assert_cmpuint(tree->n_doorways, ==, 3);
  g_assert_cmpfloat(tree->doorway[0].height, ==, 2.0);
  g_assert_cmpfloat(tree->doorway[1].height, ==, 1.0);
  g_assert_cmpfloat(tree->doorway[2].height, ==, 4.0);
  g_assert_cmpuint(tree->doorway[2].node, ==, 5);
  g_assert_cmpfloat(merge_tree_best_way(tree, 0, 2), ==, 2.0);
  g_assert_cmpfloat(merge_tree_best_way(tree, 2, 1), ==, 4.0);
  /* the ring closes at the lowest of its passes; across it is one node: always */
  g_assert_cmpfloat(tree->axis[0], ==, 1.0);
  g_assert_cmpfloat(tree->axis[1], ==, 9.0);
}

static void
test_persistence(void)
{
  const float value[] = {3, 9, 3, 2, 6, 4, 5, 1};
  g_autoptr(Field) field = line(value, G_N_ELEMENTS(value));
  g_autoptr(MergeTree) tree = merge_tree_new(field, -INFINITY, 1.5);
  g_autoptr(MergeTree) one = merge_tree_new(field, -INFINITY, 4.5);

  g_assert_cmpuint(tree->n_sites, ==, 2);
  g_assert_cmpuint(tree->basin[6], ==, 1);
  g_assert_cmpuint(tree->basin[7], ==, 1);
  g_assert_cmpuint(one->n_sites, ==, 1);
  g_assert_cmpuint(one->n_doorways, ==, 0);
}

static void
test_floor(void)
{
  const float value[] = {3, 9, 3, 2, 6, 4, 5, 1};
  g_autoptr(Field) field = line(value, G_N_ELEMENTS(value));
  g_autoptr(MergeTree) tree = merge_tree_new(field, 2.0, 0.5);

  g_assert_cmpuint(tree->basin[3], ==, MERGE_NO_SITE);
  g_assert_cmpuint(tree->basin[7], ==, MERGE_NO_SITE);
  g_assert_cmpfloat(merge_tree_best_way(tree, 0, 1), ==, -INFINITY);
  g_assert_cmpfloat(tree->axis[0], ==, -INFINITY);
}

/* A height of waves whose passes are known: f = A cos x + B cos y + C cos z, one summit a
 * cell; along a it percolates at A (−1) + B + C, and so on. */
static void
test_waves(void)
{
  const double amplitude[3] = {1.0, 0.7, 0.4};
  Cell cell = cell_cubic(8.0);
  g_autoptr(Field) field = field_new(&cell, 0.5);
  guint at[3];

  for (gsize i = 0; i < field->n_nodes; i++) {
    double sum = 0.0;
    field_node(field, i, at);
    for (guint d = 0; d < 3; d++)
      sum += amplitude[d] * cos(2.0 * G_PI * at[d] / field->n[d]);
    field->value[i] = (float)sum;
  }
  g_autoptr(MergeTree) tree = merge_tree_new(field, -INFINITY, 0.1);
  g_assert_cmpuint(tree->n_sites, ==, 1);
  g_assert_cmpfloat_with_epsilon(tree->axis[0], 0.1, 1e-6);
  g_assert_cmpfloat_with_epsilon(tree->axis[1], 0.7, 1e-6);
  g_assert_cmpfloat_with_epsilon(tree->axis[2], 1.3, 1e-6);
  g_assert_cmpfloat_with_epsilon(tree->dimension[0], 1.3, 1e-6);
  g_assert_cmpfloat_with_epsilon(tree->dimension[2], 0.1, 1e-6);
}

/* A tunnel along a diagonal of two vectors runs on along both, but in one direction. */
static void
test_diagonal(void)
{
  Cell cell = cell_cubic(6.0);
  g_autoptr(Field) field = field_new(&cell, 1.0);

  for (gsize i = 0; i < field->n_nodes; i++)
    field->value[i] = 0.0f;
  for (guint i = 0; i < 6; i++)
    field->value[field_index(field, i, i, 3)] = 1.0f;
  g_autoptr(MergeTree) tree = merge_tree_new(field, 0.5, 0.1);
  g_assert_cmpfloat(tree->axis[0], ==, 1.0);
  g_assert_cmpfloat(tree->axis[1], ==, 1.0);
  g_assert_cmpfloat(tree->axis[2], ==, -INFINITY);
  g_assert_cmpfloat(tree->dimension[0], ==, 1.0);
  g_assert_cmpfloat(tree->dimension[1], ==, -INFINITY);
}

/* Largest included sphere and percolation of a lattice of spheres. */
static void
assert_windows(const Cell *cell, const Vec3 *centre, guint n, double step, double sphere,
               double window)
{
  g_autofree double *radius = g_new(double, n);

  for (guint i = 0; i < n; i++)
    radius[i] = OXYGEN;
  g_autoptr(Field) field = clearance_field_new(cell, centre, radius, n, step);
  g_autoptr(MergeTree) tree = merge_tree_new(field, -INFINITY, 0.05);
  g_assert_cmpfloat_with_epsilon(tree->site[0].height, sphere, step);
  for (guint d = 0; d < 3; d++)
    g_assert_cmpfloat_with_epsilon(tree->axis[d], window, step);
  g_assert_cmpfloat_with_epsilon(tree->dimension[2], window, step);
}

/* Simple cubic: through the middle of a face, a/√2; sphere a√3/2. */
static void
test_simple_cubic(void)
{
  Cell cell = cell_cubic(4.0);
  const Vec3 centre = {0.7, 0.1, -3.2};

  assert_windows(&cell, &centre, 1, 0.1, 2.0 * sqrt(3.0) - OXYGEN,
                 4.0 / sqrt(2.0) - OXYGEN);
}

/* Close packing: through a triangle of edge a/√2, circumradius a/√6; octahedra a/2. */
static void
test_face_centred(void)
{
  Cell cell = cell_cubic(5.0);
  const Vec3 centre[4] = {{0, 0, 0}, {0, 2.5, 2.5}, {2.5, 0, 2.5}, {2.5, 2.5, 0}};

  assert_windows(&cell, centre, 4, 0.1, 2.5 - OXYGEN, 5.0 / sqrt(6.0) - OXYGEN);
}

/* The same in the skewed primitive cell. */
static void
test_face_centred_primitive(void)
{
  Cell cell;
  const Vec3 centre = {0, 0, 0};

  g_assert_true(cell_init(&cell, vec3(0, 2.5, 2.5), vec3(2.5, 0, 2.5), vec3(2.5, 2.5, 0),
                          vec3(0.3, 0, 0.1)));
  assert_windows(&cell, &centre, 1, 0.1, 2.5 - OXYGEN, 5.0 / sqrt(6.0) - OXYGEN);
}

/* Against every image of every sphere, one by one. */
static void
test_clearance(void)
{
  Cell cell;
  Vec3 centre[5];
  const double radius[5] = {1.35, 0.3, 1.0, 0.0, 1.84};

  g_assert_true(
      cell_init(&cell, vec3(7, 0, 0), vec3(3, 6, 0), vec3(-2, 1, 5), vec3(1, 2, 3)));
  for (guint j = 0; j < 5; j++) {
    double u[4];
    rng_normal4(7, RNG_TEST, 0, j, u);
    centre[j] = vec3(9.0 * u[0], 9.0 * u[1], 9.0 * u[2]);
  }
  g_autoptr(Field) field = clearance_field_new(&cell, centre, radius, 5, 0.4);
  for (gsize i = 0; i < field->n_nodes; i += 11) {
    double room = INFINITY;
    for (guint j = 0; j < 5; j++) {
      Vec3 d = cell_minimum_image(&cell, vec3_sub(field_place(field, i), centre[j]));
      room = fmin(room, vec3_norm(d) - radius[j]);
    }
    g_assert_cmpfloat_with_epsilon(field->value[i], room, 1e-5);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/merge-tree/nodes come from high to low, equal ones by number",
                  test_order);
  g_test_add_func("/merge-tree/summits and passes of a line are found", test_passes);
  g_test_add_func("/merge-tree/a low summit belongs to the basin it meets",
                  test_persistence);
  g_test_add_func("/merge-tree/nothing happens under the floor", test_floor);
  g_test_add_func("/merge-tree/waves percolate at their saddles, axis by axis",
                  test_waves);
  g_test_add_func("/merge-tree/a diagonal tunnel has one direction", test_diagonal);
  g_test_add_func("/clearance/it is the nearest surface among all images",
                  test_clearance);
  g_test_add_func("/clearance/simple cubic windows are those of geometry",
                  test_simple_cubic);
  g_test_add_func("/clearance/close-packed windows are those of geometry",
                  test_face_centred);
  g_test_add_func("/clearance/a primitive cell has the same windows",
                  test_face_centred_primitive);
  return g_test_run();
}
