// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/isosurface.h"

typedef double (*Height)(Vec3 r);

static Field *
sample(const Cell *cell, double step, Height height)
{
  Field *field = field_new(cell, step);

  for (gsize i = 0; i < field->n_nodes; i++) {
    Vec3 d = vec3_sub(field_place(field, i), cell->origin);
    field->value[i] = (float)height(cell_minimum_image(cell, d));
  }
  return field;
}

static double
minus_distance(Vec3 d)
{
  return -vec3_norm(d);
}

static Vec3
vertex(const Mesh *mesh, guint v)
{
  const float *r = mesh->position + 3 * v;

  return vec3(r[0], r[1], r[2]);
}

static Vec3
normal(const Mesh *mesh, guint v)
{
  const float *r = mesh->normal + 3 * v;

  return vec3(r[0], r[1], r[2]);
}

/* Number of a place, the same for all its images. */
static guint
number_place(GHashTable *places, const Cell *cell, Vec3 r)
{
  Vec3 s = cell_to_fractional(cell, cell_wrap(cell, vec3_add(r, vec3(1e-4, 1e-4, 1e-4))));
  char *key = g_strdup_printf("%.0f %.0f %.0f", fmod(rint(s.x * 1e4), 1e4),
                              fmod(rint(s.y * 1e4), 1e4), fmod(rint(s.z * 1e4), 1e4));

  if (!g_hash_table_contains(places, key)) {
    guint number = g_hash_table_size(places);
    g_hash_table_insert(places, key, GUINT_TO_POINTER(number));
    return number;
  }
  guint number = GPOINTER_TO_UINT(g_hash_table_lookup(places, key));
  g_free(key);
  return number;
}

static void
count_edge(GHashTable *edges, guint from, guint to, int sign)
{
  g_autofree char *key =
      from < to ? g_strdup_printf("%u %u", from, to) : g_strdup_printf("%u %u", to, from);
  int sum = GPOINTER_TO_INT(g_hash_table_lookup(edges, key));

  sum += from < to ? sign : -sign;
  g_hash_table_insert(edges, g_strdup(key), GINT_TO_POINTER(sum));
}

/* Modulo the lattice every edge is passed as often there as back: no hole, one sense. */
static void
assert_closed(const Mesh *mesh)
{
  g_autoptr(GHashTable) places =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) edges =
      g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint *place = g_new(guint, mesh->n_vertices);
  GHashTableIter iter;
  gpointer key, sum;

  for (guint v = 0; v < mesh->n_vertices; v++)
    place[v] = number_place(places, &mesh->cell, vertex(mesh, v));
  for (guint t = 0; t < mesh->n_triangles; t++)
    for (guint k = 0; k < 3; k++)
      count_edge(edges, place[mesh->index[3 * t + k]],
                 place[mesh->index[3 * t + (k + 1) % 3]], 1);
  g_assert_cmpuint(g_hash_table_size(places), <, mesh->n_vertices);
  g_hash_table_iter_init(&iter, edges);
  while (g_hash_table_iter_next(&iter, &key, &sum))
    g_assert_cmpint(GPOINTER_TO_INT(sum), ==, 0);
}

/* Triangles face where the normals point. */
static void
assert_facing(const Mesh *mesh)
{
  for (guint t = 0; t < mesh->n_triangles; t++) {
    const guint32 *v = mesh->index + 3 * t;
    Vec3 a = vertex(mesh, v[0]);
    Vec3 face =
        vec3_cross(vec3_sub(vertex(mesh, v[1]), a), vec3_sub(vertex(mesh, v[2]), a));
    Vec3 mean =
        vec3_add(normal(mesh, v[0]), vec3_add(normal(mesh, v[1]), normal(mesh, v[2])));
    if (vec3_norm(face) > 1e-6)
      g_assert_cmpfloat(vec3_dot(face, mean), >, 0.0);
  }
}

/* A sphere at the corner of a skewed cell: eight pieces that fit together. */
static void
assert_sphere(const Cell *cell)
{
  const double radius = 2.1;
  g_autoptr(Field) field = sample(cell, 0.3, minus_distance);
  g_autoptr(Mesh) mesh = isosurface_new(field, -radius, MESH_CLEARANCE, "sphere", field);

  g_assert_cmpfloat_with_epsilon(mesh_area(mesh), 4.0 * G_PI * radius * radius, 0.8);
  for (guint v = 0; v < mesh->n_vertices; v++) {
    Vec3 r = cell_minimum_image(cell, vec3_sub(vertex(mesh, v), cell->origin));
    g_assert_cmpfloat_with_epsilon(vec3_norm(r), radius, 0.02);
    g_assert_cmpfloat(vec3_dot(normal(mesh, v), vec3_normalized(r)), >, 0.995);
    g_assert_cmpfloat_with_epsilon(mesh->value[v], -radius, 0.02);
  }
  assert_facing(mesh);
  assert_closed(mesh);
}

static void
test_sphere(void)
{
  Cell cell;

  g_assert_true(
      cell_init(&cell, vec3(7, 0, 0), vec3(2, 6, 0), vec3(-1, 2, 6), vec3(1, 2, 3)));
  assert_sphere(&cell);
}

static void
test_left_handed(void)
{
  Cell cell;

  g_assert_true(
      cell_init(&cell, vec3(2, 6, 0), vec3(7, 0, 0), vec3(-1, 2, 6), vec3(1, 2, 3)));
  assert_sphere(&cell);
}

static double
gyroid(Vec3 r)
{
  double k = 2.0 * G_PI / 6.0;

  return sin(k * r.x) * cos(k * r.y) + sin(k * r.y) * cos(k * r.z) +
         sin(k * r.z) * cos(k * r.x);
}

/* A surface without edge that runs through all faces; area 3.0915 L² (A. H. Schoen, NASA
 * TN D-5541 (1970); the level surface is within half a per cent of it). */
static void
test_gyroid(void)
{
  Cell cell = cell_cubic(6.0);
  g_autoptr(Field) field = sample(&cell, 0.25, gyroid);
  g_autoptr(Mesh) mesh = isosurface_new(field, 0.0, MESH_CHANNEL, "gyroid", NULL);

  g_assert_cmpfloat_with_epsilon(mesh_area(mesh) / 36.0, 3.0915, 0.025);
  g_assert_null(mesh->value);
  assert_facing(mesh);
  assert_closed(mesh);
}

static void
test_nothing(void)
{
  Cell cell = cell_cubic(5.0);
  g_autoptr(Field) field = sample(&cell, 0.5, minus_distance);
  g_autoptr(Mesh) above = isosurface_new(field, 1.0, MESH_DENSITY, NULL, NULL);
  g_autoptr(Mesh) below = isosurface_new(field, -99.0, MESH_DENSITY, NULL, NULL);

  g_assert_cmpuint(above->n_triangles, ==, 0);
  g_assert_cmpuint(below->n_triangles, ==, 0);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/isosurface/a sphere across the corner is closed and round",
                  test_sphere);
  g_test_add_func("/isosurface/a left-handed cell is not turned inside out",
                  test_left_handed);
  g_test_add_func("/isosurface/a gyroid is closed and as large as it is", test_gyroid);
  g_test_add_func("/isosurface/no crossing, no triangle", test_nothing);
  return g_test_run();
}
