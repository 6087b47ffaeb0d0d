// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/appearance.h"
#include "render/geometry-builder.h"

/* Of an atom's radius: so far bonds begin from its centre, well inside. */
#define HIDDEN_PART 0.75

static gboolean
has_copies(const RenderStyle *style)
{
  return MAX(style->copies[0], MAX(style->copies[1], style->copies[2])) > 1;
}

/* A bond inside the picture is drawn once; one that leaves the cell is drawn from both of
 * its ends, as a stub that fades out half way (or meets its other half in the next copy).
 * What the atoms hide is left out. */
static void
add_bond(GeometryBuilder *builder, guint i, const BondEnd *end)
{
  const Frame *frame = builder->frame;
  guint j = end->atom;
  int shift[3];
  gboolean same = TRUE;

  for (int k = 0; k < 3; k++) {
    shift[k] = builder->shift[i][k] + end->offset[k];
    same = same && shift[k] == builder->shift[j][k];
  }
  if ((same && j < i) || !builder->shown[i] || !builder->shown[j])
    return;

  Vec3 a = builder->position[i];
  Vec3 b = vec3_add(frame->position[j], geometry_lattice_shift(&frame->cell, shift));
  double length = vec3_norm(vec3_sub(b, a));
  double from = HIDDEN_PART * geometry_radius(builder, i) / length;
  double to = same ? 1.0 - HIDDEN_PART * geometry_radius(builder, j) / length : 0.5;
  CapsuleInstance bond = {
      .radius = (float)appearance_bond_radius(builder->style->mode),
      .fade = same                         ? 2.0f
              : has_copies(builder->style) ? 1.0f
                                           : 0.0f,
      .tint_a = appearance_bond(builder->tint[i], builder->style),
      .tint_b = appearance_bond(builder->tint[same ? j : i], builder->style),
  };
  CapsuleOwner owner = {RENDER_BOND, i, j};
  if (!(from < to))
    return;
  geometry_store(bond.a, vec3_lerp(a, b, from));
  geometry_store(bond.b, vec3_lerp(a, b, to));
  g_array_append_val(same ? builder->out->capsules : builder->out->stubs, bond);
  g_array_append_val(same ? builder->out->capsule_owner : builder->out->stub_owner,
                     owner);
}

void
geometry_add_bonds(GeometryBuilder *builder)
{
  const Bonds *bonds = builder->snapshot->bonds;

  if (!bonds || bonds->n_atoms != builder->frame->n_atoms ||
      appearance_bond_radius(builder->style->mode) <= 0.0)
    return;
  for (guint i = 0; i < bonds->n_atoms; i++)
    for (guint k = bonds->first[i]; k < bonds->first[i + 1]; k++)
      add_bond(builder, i, &bonds->end[k]);
}

/* Corners around the drawn place of the first atom. */
static gboolean
place_ring(const GeometryBuilder *builder, const Ring *ring, Vec3 *corner)
{
  const Frame *frame = builder->frame;

  if (ring->n < 3 || ring->n > G_N_ELEMENTS(ring->atom))
    return FALSE;
  for (guint k = 0; k < ring->n; k++) {
    guint atom = ring->atom[k];
    int shift[3];
    if (atom >= frame->n_atoms || !builder->shown[atom])
      return FALSE;
    for (int j = 0; j < 3; j++)
      shift[j] =
          builder->shift[ring->atom[0]][j] + ring->offset[k][j] - ring->offset[0][j];
    corner[k] =
        vec3_add(frame->position[atom], geometry_lattice_shift(&frame->cell, shift));
  }
  return TRUE;
}

static Vec3
ring_normal(const Vec3 *corner, guint n, Vec3 centre)
{
  Vec3 sum = {0};

  for (guint k = 0; k < n; k++)
    sum = vec3_add(sum, vec3_cross(vec3_sub(corner[k], centre),
                                   vec3_sub(corner[(k + 1) % n], centre)));
  return vec3_normalized(sum);
}

static void
add_side(GeometryBuilder *builder, const RingLife *life, PlateInstance plate,
         const Vec3 side[2])
{
  CapsuleOwner owner = {RENDER_RING, life->index, 0};
  double flash = fmax(plate.strength - 1.0, 0.0);
  Tint white = {255, 255, 255, 255};
  CapsuleInstance edge = {.fade = 1.0f};

  edge.tint_a = edge.tint_b = geometry_mix(plate.tint, white, 0.75 * flash);
  edge.radius = (float)(appearance_ring_radius(builder->style->mode) *
                        fmin(plate.strength, 1.0) * (1.0 + 0.6 * flash));
  geometry_store(plate.a, side[0]);
  geometry_store(plate.b, side[1]);
  geometry_store(edge.a, side[0]);
  geometry_store(edge.b, side[1]);
  g_array_append_val(builder->out->plates, plate);
  g_array_append_val(builder->out->plate_ring, owner.index);
  g_array_append_val(builder->out->capsules, edge);
  g_array_append_val(builder->out->capsule_owner, owner);
}

static void
add_ring(GeometryBuilder *builder, const RingLife *life)
{
  const Ring *ring = &life->ring;
  Vec3 corner[G_N_ELEMENTS(ring->atom)], centre = {0};
  double strength =
      ring_life_strength(life, builder->frame->time, builder->style->ring_flash);
  PlateInstance plate = {.tint = appearance_ring(ring, builder->style),
                         .strength = (float)strength};

  if (strength <= 0.0 || !place_ring(builder, ring, corner))
    return;
  for (guint k = 0; k < ring->n; k++)
    centre = vec3_mul_add(centre, 1.0 / ring->n, corner[k]);
  geometry_store(plate.centre, centre);
  geometry_store(plate.normal, ring_normal(corner, ring->n, centre));
  for (guint k = 0; k < ring->n; k++) {
    const Vec3 side[2] = {corner[k], corner[(k + 1) % ring->n]};
    add_side(builder, life, plate, side);
  }
}

void
geometry_add_rings(GeometryBuilder *builder)
{
  const RingMemory *memory = builder->out->rings;

  for (guint k = 0; k < ring_memory_size(memory); k++) {
    const RingLife *life = ring_memory_get(memory, k);
    if (render_style_draws_ring(builder->style, life->ring.n / 2))
      add_ring(builder, life);
  }
}
