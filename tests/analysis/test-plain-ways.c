// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Clearance, merge tree and surfaces are found by short cuts; here they stand beside what
 * a straightforward computation gives, on random fields of all shapes: thin ones, those
 * without an inside, and cells that are skewed or left-handed. */
#include "analysis/clearance-field.h"
#include "analysis/isosurface.h"
#include "analysis/merge-tree.h"
#include "base/rng.h"

#define MOST_SPHERES 12
#define N_CELLS      40
#define N_FIELDS     60

static void
draw(guint round, guint index, double out[4])
{
  rng_uniform4(20, RNG_TEST, round, index, out);
}

static Cell
random_cell(guint round)
{
  double u[3][4];
  Vec3 v[3];
  Cell cell;

  for (guint d = 0; d < 3; d++)
    draw(round, d, u[d]);
  gboolean skewed = round % 3 > 0;
  for (guint d = 0; d < 3; d++) {
    Vec3 off = vec3(u[d][0] - 0.5, u[d][1] - 0.5, u[d][2] - 0.5);
    v[d] = vec3_scale(off, skewed ? 3.0 : 0.0);
  }
  v[0].x += 2.5 + 8.0 * u[0][3];
  v[1].y += 2.5 + 8.0 * u[1][3];
  v[2].z += 2.5 + 8.0 * u[2][3];
  gboolean left = round % 5 == 4;
  g_assert_true(cell_init(&cell, v[left], v[!left], v[2], vec3(u[0][0], -u[1][1], 3.0)));
  return cell;
}

/* Over all images that can be the nearest one: r lies within the cell's diagonal. */
static double
plain_room(const Cell *cell, Vec3 r, Vec3 centre, double radius)
{
  Vec3 height = cell_heights(cell), d = vec3_sub(r, centre);
  double most = vec3_norm(cell->vector[0]) + vec3_norm(cell->vector[1]) +
                vec3_norm(cell->vector[2]);
  int n[3] = {(int)ceil(most / height.x), (int)ceil(most / height.y),
              (int)ceil(most / height.z)};
  double room = INFINITY;

  for (int i = -n[0]; i <= n[0]; i++)
    for (int j = -n[1]; j <= n[1]; j++)
      for (int k = -n[2]; k <= n[2]; k++) {
        Vec3 to = vec3_mul_add(vec3_mul_add(d, i, cell->vector[0]), j, cell->vector[1]);
        room = fmin(room, vec3_norm(vec3_mul_add(to, k, cell->vector[2])) - radius);
      }
  return room;
}

static void
test_clearance(void)
{
  for (guint round = 0; round < N_CELLS; round++) {
    Cell cell = random_cell(round);
    Vec3 centre[MOST_SPHERES];
    double radius[MOST_SPHERES], u[4];
    guint n = 1 + round % MOST_SPHERES;
    for (guint j = 0; j < n; j++) {
      draw(round, 100 + j, u);
      /* The first one lies at a corner: at a node, and on three faces. */
      centre[j] = cell_to_cartesian(&cell, j == 0 ? vec3(0, 0, 0)
                                                  : vec3(u[0], u[1], 3.0 * u[2] - 1.0));
      radius[j] = round % 4 == 0 ? 1.35 : 2.0 * u[3];
    }
    double step = 0.3 + 0.1 * (round % 7);
    g_autoptr(Field) field = clearance_field_new(&cell, centre, radius, n, step);
    for (gsize i = 0; i < field->n_nodes; i += 1 + field->n_nodes / 150) {
      double room = INFINITY;
      for (guint j = 0; j < n; j++)
        room = fmin(room, plain_room(&cell, field_place(field, i), centre[j], radius[j]));
      g_assert_cmpfloat_with_epsilon(field->value[i], room, 2e-6);
    }
  }
}

/* Up to nine nodes along each vector; heights are all different. */
static Field *
random_field(guint round)
{
  Cell cell;
  double u[4];

  draw(round, 0, u);
  g_assert_true(cell_init(&cell, vec3(1 + (int)(9 * u[0]), 0, 0),
                          vec3(0, 1 + (int)(9 * u[1]), 0),
                          vec3(0, 0, 1 + (int)(9 * u[2])), vec3(0, 0, 0)));
  Field *field = field_new(&cell, 1.0);
  for (gsize i = 0; i < field->n_nodes; i++) {
    draw(round, 1 + (guint)i, u);
    field->value[i] = (float)(4.0 * u[0] - 2.0) + 1e-6f * i;
  }
  return field;
}

/* Neighbour m of 27, and in which cell it lies. */
static gsize
plain_step(const Field *field, gsize node, guint m, int shift[3])
{
  int d[3] = {(int)(m / 9) - 1, (int)(m / 3 % 3) - 1, (int)(m % 3) - 1};
  guint at[3];

  field_node(field, node, at);
  for (guint c = 0; c < 3; c++) {
    int n = (int)field->n[c], k = (int)at[c] + d[c];
    shift[c] = k < 0 ? -1 : k >= n;
    at[c] = (guint)(k - n * shift[c]);
  }
  return field_index(field, at[0], at[1], at[2]);
}

/* Where steps uphill end. */
static gsize
plain_summit(const Field *field, gsize node)
{
  gsize best = node;
  int shift[3];

  for (guint m = 0; m < 27; m++) {
    gsize u = plain_step(field, node, m, shift);
    best = field->value[u] > field->value[best] ? u : best;
  }
  return best == node ? node : plain_summit(field, best);
}

/* Along which vectors what is not below a level runs on: every way around is tried. */
static void
plain_winding(const Field *field, double level, gboolean winds[3])
{
  g_autofree int(*cell)[3] = g_malloc0_n(field->n_nodes, sizeof *cell);
  g_autofree gboolean *seen = g_new0(gboolean, field->n_nodes);
  g_autoptr(GArray) list = g_array_new(FALSE, FALSE, sizeof(gsize));

  winds[0] = winds[1] = winds[2] = FALSE;
  for (gsize start = 0; start < field->n_nodes; start++) {
    if (seen[start] || field->value[start] < level)
      continue;
    seen[start] = TRUE;
    g_array_set_size(list, 0);
    g_array_append_val(list, start);
    for (guint k = 0; k < list->len; k++) {
      gsize v = g_array_index(list, gsize, k);
      for (guint m = 0; m < 27; m++) {
        int shift[3];
        gsize u = plain_step(field, v, m, shift);
        if (field->value[u] < level)
          continue;
        for (guint c = 0; c < 3; c++) {
          int there = cell[v][c] + shift[c];
          winds[c] |= seen[u] && cell[u][c] != there;
          cell[u][c] = seen[u] ? cell[u][c] : there;
        }
        if (!seen[u])
          g_array_append_val(list, u);
        seen[u] = TRUE;
      }
    }
  }
}

static void
assert_basins(const Field *field, const MergeTree *tree)
{
  for (guint s = 0; s < tree->n_sites; s++) {
    g_assert_cmpuint(plain_summit(field, tree->site[s].node), ==, tree->site[s].node);
    g_assert_true(s == 0 || tree->site[s].height < tree->site[s - 1].height);
  }
  for (gsize i = 0; i < field->n_nodes; i++)
    g_assert_cmpuint(tree->site[tree->basin[i]].node, ==, plain_summit(field, i));
}

/* The highest step from basin to basin, of all steps. */
static void
assert_doorways(const Field *field, const MergeTree *tree)
{
  guint n = tree->n_sites, found = 0;
  g_autofree double *height = g_new(double, n *n);
  int shift[3];

  for (guint k = 0; k < n * n; k++)
    height[k] = -INFINITY;
  for (gsize v = 0; v < field->n_nodes; v++)
    for (guint m = 0; m < 27; m++) {
      gsize u = plain_step(field, v, m, shift);
      double *door = &height[MAX(tree->basin[v], tree->basin[u]) * n +
                             MIN(tree->basin[v], tree->basin[u])];
      *door = fmax(*door, fmin(field->value[v], field->value[u]));
    }
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < a; b++)
      found += isfinite(height[a * n + b]);
  g_assert_cmpuint(tree->n_doorways, ==, found);
  for (guint d = 0; d < tree->n_doorways; d++) {
    const MergeDoorway *door = &tree->doorway[d];
    g_assert_cmpfloat(door->height, ==, height[door->site[0] * n + door->site[1]]);
    g_assert_cmpfloat(door->height, ==, field->value[door->node]);
  }
}

static void
assert_percolation(const Field *field, const MergeTree *tree)
{
  gboolean winds[3];

  for (guint d = 0; d < 3; d++) {
    plain_winding(field, tree->axis[d], winds);
    g_assert_true(winds[d]);
    plain_winding(field, nextafter(tree->axis[d], INFINITY), winds);
    g_assert_false(winds[d]);
  }
  g_assert_cmpfloat(tree->dimension[0], ==,
                    fmax(tree->axis[0], fmax(tree->axis[1], tree->axis[2])));
  g_assert_cmpfloat(field->value[tree->gate], ==, tree->dimension[0]);
}

static void
test_merge_tree(void)
{
  for (guint round = 0; round < N_FIELDS; round++) {
    g_autoptr(Field) field = random_field(round);
    g_autoptr(MergeTree) tree = merge_tree_new(field, -INFINITY, 0.0);
    assert_basins(field, tree);
    assert_doorways(field, tree);
    assert_percolation(field, tree);
  }
}

/* A quadrangle around every edge of the grid that the surface crosses. */
static void
test_isosurface(void)
{
  for (guint round = 0; round < N_FIELDS; round++) {
    g_autoptr(Field) field = random_field(round);
    guint crossed = 0;
    int shift[3];
    for (gsize v = 0; v < field->n_nodes; v++)
      for (guint m = 14; m <= 22; m += m == 14 ? 2 : 6) /* one further along c, b, a */
        crossed += (field->value[v] >= 0.3) !=
                   (field->value[plain_step(field, v, m, shift)] >= 0.3);
    Mesh *mesh = isosurface_new(field, 0.3, MESH_CLEARANCE, "room", NULL);
    g_assert_cmpuint(mesh->n_triangles, ==, 2 * crossed);
    for (guint k = 0; k < 3 * mesh->n_triangles; k++)
      g_assert_cmpuint(mesh->index[k], <, mesh->n_vertices);
    mesh_unref(mesh);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plain-ways/room is the distance to the nearest of all surfaces",
                  test_clearance);
  g_test_add_func(
      "/plain-ways/basins, doorways and ways for ever are those of every step",
      test_merge_tree);
  g_test_add_func("/plain-ways/a surface goes around every edge that it crosses",
                  test_isosurface);
  return g_test_run();
}
