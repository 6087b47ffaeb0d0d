// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/appearance.h"
#include "render/geometry-builder.h"
#include "render/polyhedron.h"

#define EDGE_RADIUS 0.045 /* Å, of a polyhedron */
#define OPACITY     105   /* of a translucent one */

/* The anions around a former, next to where it is drawn; 0 when there are too many or one
 * is hidden. */
static guint
find_corners(const GeometryBuilder *builder, guint former, Vec3 *corner)
{
  const Bonds *bonds = builder->snapshot->bonds;
  const Frame *frame = builder->frame;
  guint n = 0;

  if (bonds_degree(bonds, former) > POLYHEDRON_CORNERS)
    return 0;
  for (guint k = bonds->first[former]; k < bonds->first[former + 1]; k++) {
    const BondEnd *end = &bonds->end[k];
    int shift[3];
    if (!builder->shown[end->atom])
      return 0;
    for (int j = 0; j < 3; j++)
      shift[j] = builder->shift[former][j] + end->offset[j];
    corner[n++] =
        vec3_add(frame->position[end->atom], geometry_lattice_shift(&frame->cell, shift));
  }
  return n;
}

static void
add_edge(GeometryBuilder *builder, guint former, Vec3 a, Vec3 b, Tint tint)
{
  CapsuleOwner owner = {RENDER_ATOM, former, 0};
  CapsuleInstance edge = {
      .radius = EDGE_RADIUS, .fade = 1.0f, .tint_a = tint, .tint_b = tint};

  geometry_store(edge.a, a);
  geometry_store(edge.b, b);
  gboolean solid = builder->style->solid_polyhedra;
  g_array_append_val(solid ? builder->out->capsules : builder->out->stubs, edge);
  g_array_append_val(solid ? builder->out->capsule_owner : builder->out->stub_owner,
                     owner);
}

static void
add_polyhedron(GeometryBuilder *builder, guint former)
{
  gboolean solid = builder->style->solid_polyhedra;
  Vec3 r[POLYHEDRON_CORNERS];
  guint n = find_corners(builder, former, r);
  Polyhedron polyhedron;

  if (!polyhedron_init(&polyhedron, r, n))
    return;
  Tint tint = appearance_polyhedron(
      builder->tint[former],
      builder->frame->species->element[builder->frame->type[former]], n, builder->style);
  Tint edge = appearance_polyhedron_edge(tint, builder->style);
  tint.presence = solid ? 255 : OPACITY;
  for (guint k = 0; k < polyhedron.n_faces; k++) {
    const guint8 *f = polyhedron.face[k];
    const Vec3 corner[3] = {r[f[0]], r[f[1]], r[f[2]]};
    Vec3 normal = vec3_normalized(
        vec3_cross(vec3_sub(corner[1], corner[0]), vec3_sub(corner[2], corner[0])));
    geometry_add_triangle(builder, solid, corner, normal, tint);
  }
  for (guint k = 0; k < polyhedron.n_edges; k++)
    add_edge(builder, former, r[polyhedron.edge[k][0]], r[polyhedron.edge[k][1]], edge);
}

void
geometry_add_polyhedra(GeometryBuilder *builder)
{
  const Frame *frame = builder->frame;
  const Bonds *bonds = builder->snapshot->bonds;

  if (!bonds || bonds->n_atoms != frame->n_atoms)
    return;
  for (guint i = 0; i < frame->n_atoms; i++)
    if (builder->shown[i] &&
        frame->species->element[frame->type[i]]->role == SPECIES_FORMER)
      add_polyhedron(builder, i);
}

/* Into the frame's cell, which may have changed a little since the mesh was made. */
static Vec3
follow(const Cell *from, const Cell *to, const float p[3])
{
  return cell_to_cartesian(to, cell_to_fractional(from, vec3(p[0], p[1], p[2])));
}

static void
add_mesh(GeometryBuilder *builder, const Mesh *mesh)
{
  SheetSet *set = &builder->out->sheets;
  guint first = set->vertices->len;
  SheetVertex vertex = {.tint = appearance_surface(mesh->role, builder->style),
                        .look = {255, 140, 0, 0}};

  for (guint k = 0; k < mesh->n_vertices; k++) {
    geometry_store(vertex.position,
                   follow(&mesh->cell, &builder->frame->cell, mesh->position + 3 * k));
    for (int j = 0; j < 3; j++)
      vertex.normal[j] = mesh->normal[3 * k + j];
    g_array_append_val(set->vertices, vertex);
  }
  for (guint k = 0; k < 3 * mesh->n_triangles; k++) {
    guint32 index = first + mesh->index[k];
    g_array_append_val(set->triangles, index);
  }
}

void
geometry_add_surfaces(GeometryBuilder *builder)
{
  const Pathways *pathways = builder->snapshot->pathways;

  if (!pathways)
    return;
  for (guint k = 0; k < pathways->surfaces->len; k++) {
    const Mesh *mesh = g_ptr_array_index(pathways->surfaces, k);
    if (!(builder->style->hidden_surfaces >> mesh->role & 1))
      add_mesh(builder, mesh);
  }
}
