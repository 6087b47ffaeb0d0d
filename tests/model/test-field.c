// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/field.h"
#include "model/mesh.h"
#include "model/pathways.h"

static Cell
skewed(void)
{
  Cell cell;

  g_assert_true(
      cell_init(&cell, vec3(4, 0, 0), vec3(1, 5, 0), vec3(-1, 2, 6), vec3(0.5, 0, 0)));
  return cell;
}

static void
test_nodes(void)
{
  Cell cell = skewed();
  g_autoptr(Field) field = field_new(&cell, 0.5);
  guint node[3];

  g_assert_cmpuint(field->n[0], ==, 8);
  g_assert_cmpuint(field->n[1], ==, 11);
  g_assert_cmpuint(field->n[2], ==, 13);
  g_assert_cmpuint(field->n_nodes, ==, 8 * 11 * 13);
  for (gsize index = 0; index < field->n_nodes; index += 7) {
    field_node(field, index, node);
    g_assert_cmpuint(field_index(field, node[0], node[1], node[2]), ==, index);
  }
}

static void
test_places(void)
{
  Cell cell = skewed();
  g_autoptr(Field) field = field_new(&cell, 0.5);
  g_autoptr(Field) other = field_new_like(field);
  Vec3 r = field_place(other, field_index(other, 4, 0, 0));

  g_assert_cmpfloat_with_epsilon(r.x, 2.5, 1e-12);
  r = field_place(other, field_index(other, 0, 0, 0));
  g_assert_cmpfloat_with_epsilon(vec3_norm(vec3_sub(r, vec3(0.5, 0, 0))), 0.0, 1e-12);
}

/* The smallest spacing that is enough: two per cent less is too many. */
static void
test_step(void)
{
  Cell cell = skewed();
  double step = field_step(&cell, 0.1, 5000);
  g_autoptr(Field) field = field_new(&cell, step);
  g_autoptr(Field) finer = field_new(&cell, 0.95 * step);

  g_assert_cmpuint(field->n_nodes, <=, 5000);
  g_assert_cmpuint(finer->n_nodes, >, 5000);
  g_assert_cmpfloat(field_step(&cell, 0.8, 5000), ==, 0.8);
}

static void
test_area(void)
{
  g_autoptr(Mesh) mesh = mesh_new(MESH_DENSITY, "square", 4, 2, FALSE);
  static const guint32 index[] = {0, 1, 2, 0, 2, 3};

  for (guint v = 0; v < 4; v++) {
    mesh->position[3 * v] = v == 1 || v == 2 ? 2.0f : 0.0f;
    mesh->position[3 * v + 1] = v > 1 ? 3.0f : 0.0f;
  }
  for (guint k = 0; k < 6; k++)
    mesh->index[k] = index[k];
  g_assert_cmpfloat_with_epsilon(mesh_area(mesh), 6.0, 1e-6);
  g_assert_null(mesh->value);
}

static void
test_surface_of_a_role(void)
{
  g_autoptr(SpeciesList) species = species_list_new();
  g_autoptr(Frame) frame = frame_new(species, 0, 0);
  g_autoptr(Field) field = field_new(&frame->cell, 0.5);
  g_autoptr(Pathways) pathways = pathways_new("density", frame, field);
  g_autoptr(Pathways) other = pathways_ref(pathways);
  Mesh *mesh = mesh_new(MESH_CHANNEL, NULL, 0, 0, TRUE);

  g_assert_null(pathways_surface(pathways, MESH_CHANNEL));
  g_ptr_array_add(pathways->surfaces, mesh);
  g_assert_true(pathways_surface(other, MESH_CHANNEL) == mesh);
  g_assert_null(pathways_surface(other, MESH_DENSITY));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/field/nodes are as close as asked for", test_nodes);
  g_test_add_func("/field/nodes lie on lattice fractions from the origin", test_places);
  g_test_add_func("/field/the spacing keeps the number of nodes bounded", test_step);
  g_test_add_func("/mesh/area is that of the triangles", test_area);
  g_test_add_func("/pathways/a surface is found by its role", test_surface_of_a_role);
  return g_test_run();
}
