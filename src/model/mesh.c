// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/mesh.h"

Mesh *
mesh_new(MeshRole role, const char *label, guint n_vertices, guint n_triangles,
         gboolean with_value)
{
  Mesh *mesh = g_atomic_rc_box_new0(Mesh);

  mesh->role = role;
  mesh->label = g_strdup(label);
  mesh->cell = cell_cubic(1.0);
  mesh->n_vertices = n_vertices;
  mesh->n_triangles = n_triangles;
  mesh->position = g_new0(float, 3 * (gsize)n_vertices);
  mesh->normal = g_new0(float, 3 * (gsize)n_vertices);
  mesh->value = with_value ? g_new0(float, n_vertices) : NULL;
  mesh->index = g_new0(guint32, 3 * (gsize)n_triangles);
  return mesh;
}

Mesh *
mesh_ref(const Mesh *mesh)
{
  g_return_val_if_fail(mesh != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)mesh);
}

static void
clear_mesh(Mesh *mesh)
{
  g_free(mesh->label);
  g_free(mesh->position);
  g_free(mesh->normal);
  g_free(mesh->value);
  g_free(mesh->index);
}

void
mesh_unref(Mesh *mesh)
{
  if (mesh)
    g_atomic_rc_box_release_full(mesh, (GDestroyNotify)clear_mesh);
}

static Vec3
corner(const Mesh *mesh, guint triangle, guint k)
{
  const float *r = mesh->position + 3 * mesh->index[3 * triangle + k];

  return vec3(r[0], r[1], r[2]);
}

double
mesh_area(const Mesh *mesh)
{
  double twice = 0.0;

  g_return_val_if_fail(mesh != NULL, 0.0);
  for (guint t = 0; t < mesh->n_triangles; t++) {
    Vec3 a = corner(mesh, t, 0);
    Vec3 ab = vec3_sub(corner(mesh, t, 1), a), ac = vec3_sub(corner(mesh, t, 2), a);
    twice += vec3_norm(vec3_cross(ab, ac));
  }
  return 0.5 * twice;
}
