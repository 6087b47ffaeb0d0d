// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/geometry.h"

#include <string.h>

#include "render/appearance.h"
#include "render/hop-choice.h"
#include "render/trail.h"

/* Of an atom's radius: so far bonds begin from its centre, well inside. */
#define HIDDEN_PART 0.75
/* Of the ion's radius. */
#define CAGE_SIZE      1.35
#define SELECTION_SIZE 1.30
/* Å. */
#define FARTHEST 1e7
/* Å; radii and marks around what find_bounds looks at. */
#define MARGIN 2.5

typedef struct {
  Geometry *out;
  const Snapshot *snapshot;
  const Frame *frame;
  const RenderStyle *style;
  int (*shift)[3];
  Vec3 *position;
} Builder;

static void
store(float out[3], Vec3 v)
{
  out[0] = (float)v.x;
  out[1] = (float)v.y;
  out[2] = (float)v.z;
}

static const Element *
element_of(const Builder *builder, guint atom)
{
  return builder->frame->species->element[builder->frame->type[atom]];
}

/* A place that a picture can have: a run that blows up leaves none. */
static gboolean
is_placed(Vec3 r)
{
  return fabs(r.x) < FARTHEST && fabs(r.y) < FARTHEST && fabs(r.z) < FARTHEST;
}

static gboolean
is_shown(const Builder *builder, guint atom)
{
  return is_placed(builder->frame->position[atom]) &&
         !geometry_is_hidden(builder->style, builder->frame->type[atom]);
}

static Vec3
lattice_shift(const Cell *cell, const int n[3])
{
  Vec3 shift = vec3_scale(cell->vector[0], n[0]);

  shift = vec3_mul_add(shift, n[1], cell->vector[1]);
  return vec3_mul_add(shift, n[2], cell->vector[2]);
}

static void
fold(const Cell *cell, Vec3 r, int shift[3])
{
  Vec3 s = is_placed(r) ? cell_to_fractional(cell, r) : vec3(0, 0, 0);

  shift[0] = -(int)floor(s.x);
  shift[1] = -(int)floor(s.y);
  shift[2] = -(int)floor(s.z);
}

static void
place_atoms(Builder *builder)
{
  for (guint i = 0; i < builder->frame->n_atoms; i++) {
    geometry_atom_shift(builder->snapshot, builder->style, i, builder->shift[i]);
    builder->position[i] =
        vec3_add(builder->frame->position[i],
                 lattice_shift(&builder->frame->cell, builder->shift[i]));
  }
}

static void
add_spheres(Builder *builder)
{
  for (guint i = 0; i < builder->frame->n_atoms; i++) {
    const Element *element = element_of(builder, i);
    SphereInstance sphere;
    if (!is_shown(builder, i))
      continue;
    store(sphere.centre, builder->position[i]);
    sphere.radius = (float)appearance_atom_radius(element, builder->style->mode);
    sphere.tint = appearance_atom(element, builder->style);
    g_array_append_val(builder->out->spheres, sphere);
  }
}

static double
radius_of(const Builder *builder, guint atom)
{
  return appearance_atom_radius(element_of(builder, atom), builder->style->mode);
}

/* A bond inside the picture is drawn once; one that leaves the cell is drawn from both of
 * its ends, as a stub that fades out half way. What the atoms hide is left out. */
static void
add_bond(Builder *builder, guint i, const BondEnd *end)
{
  const Frame *frame = builder->frame;
  guint j = end->atom;
  int shift[3];
  gboolean same = TRUE;

  for (int k = 0; k < 3; k++) {
    shift[k] = builder->shift[i][k] + end->offset[k];
    same = same && shift[k] == builder->shift[j][k];
  }
  if ((same && j < i) || !is_shown(builder, i) || !is_shown(builder, j))
    return;

  Vec3 a = builder->position[i];
  Vec3 b = vec3_add(frame->position[j], lattice_shift(&frame->cell, shift));
  double length = vec3_norm(vec3_sub(b, a));
  double from = HIDDEN_PART * radius_of(builder, i) / length;
  double to = same ? 1.0 - HIDDEN_PART * radius_of(builder, j) / length : 0.5;
  CapsuleInstance bond = {
      .radius = (float)appearance_bond_radius(builder->style->mode),
      .fade = same ? 1.0f : 0.0f,
      .tint_a = appearance_bond(element_of(builder, i), builder->style),
      .tint_b = appearance_bond(element_of(builder, same ? j : i), builder->style),
  };
  if (!(from < to))
    return;
  store(bond.a, vec3_lerp(a, b, from));
  store(bond.b, vec3_lerp(a, b, to));
  g_array_append_val(same ? builder->out->capsules : builder->out->stubs, bond);
}

static void
add_bonds(Builder *builder)
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
place_ring(const Builder *builder, const Ring *ring, Vec3 *corner)
{
  const Frame *frame = builder->frame;

  if (ring->n < 3 || ring->n > G_N_ELEMENTS(ring->atom))
    return FALSE;
  for (guint k = 0; k < ring->n; k++) {
    guint atom = ring->atom[k];
    int shift[3];
    if (atom >= frame->n_atoms || !is_shown(builder, atom))
      return FALSE;
    for (int j = 0; j < 3; j++)
      shift[j] =
          builder->shift[ring->atom[0]][j] + ring->offset[k][j] - ring->offset[0][j];
    corner[k] = vec3_add(frame->position[atom], lattice_shift(&frame->cell, shift));
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
add_ring(Builder *builder, const Ring *ring)
{
  Vec3 corner[G_N_ELEMENTS(ring->atom)], centre = {0};
  Tint tint = appearance_ring(ring, builder->style);

  if (!place_ring(builder, ring, corner))
    return;
  for (guint k = 0; k < ring->n; k++)
    centre = vec3_mul_add(centre, 1.0 / ring->n, corner[k]);
  Vec3 normal = ring_normal(corner, ring->n, centre);

  for (guint k = 0; k < ring->n; k++) {
    Vec3 next = corner[(k + 1) % ring->n];
    PlateInstance plate = {.tint = tint};
    CapsuleInstance edge = {.fade = 1.0f, .tint_a = tint, .tint_b = tint};
    store(plate.centre, centre);
    store(plate.a, corner[k]);
    store(plate.b, next);
    store(plate.normal, normal);
    g_array_append_val(builder->out->plates, plate);
    store(edge.a, corner[k]);
    store(edge.b, next);
    edge.radius = (float)appearance_ring_radius(builder->style->mode);
    g_array_append_val(builder->out->capsules, edge);
  }
}

static void
add_mark(Builder *builder, Vec3 centre, double radius, Tint tint, float strength)
{
  MarkInstance mark = {.radius = (float)radius, .tint = tint, .strength = strength};

  store(mark.centre, centre);
  g_array_append_val(builder->out->marks, mark);
}

static void
add_hop_image(Builder *builder, const Event *event, const int n[3], float strength)
{
  Vec3 shift = lattice_shift(&builder->frame->cell, n);
  double radius = radius_of(builder, event->atom[0]);
  Tint tint = appearance_hop(builder->style);

  trail_append(builder->out->trails, event, shift, strength);
  add_mark(builder, vec3_add(event->from, shift), CAGE_SIZE * radius, tint,
           0.6f * strength);
  add_mark(builder, vec3_add(event->to, shift), CAGE_SIZE * radius, tint, strength);
}

/* The image whose first cage lies in the cell and, when that is another one, also the
 * image whose last cage does: there the ion is drawn. */
static void
add_hop(Builder *builder, const Event *event, float weight)
{
  const Frame *frame = builder->frame;
  float strength =
      weight * trail_strength(frame->time - event->time, builder->style->hop_age);
  int first[3] = {0, 0, 0}, last[3] = {0, 0, 0};

  if (strength <= 0.0f || !is_placed(event->from) || !is_placed(event->to) ||
      event->atom[0] >= frame->n_atoms || !is_shown(builder, event->atom[0]))
    return;
  if (builder->style->wrap) {
    fold(&frame->cell, event->from, first);
    fold(&frame->cell, event->to, last);
  }
  add_hop_image(builder, event, first, strength);
  if (memcmp(first, last, sizeof first) != 0)
    add_hop_image(builder, event, last, strength);
}

static void
add_hops(Builder *builder)
{
  const GPtrArray *hops = builder->snapshot->hops;
  const RenderStyle *style = builder->style;
  g_autofree float *weight = g_new(float, hops->len + 1);

  hop_choice(hops, builder->frame->time, style->hop_age, style->most_hops,
             style->selected, weight);
  for (guint k = 0; k < hops->len; k++)
    if (weight[k] > 0.0f)
      add_hop(builder, g_ptr_array_index(hops, k), weight[k]);
}

static void
add_selection(Builder *builder)
{
  int atom = builder->style->selected;

  if (atom < 0 || (guint)atom >= builder->frame->n_atoms || !is_shown(builder, atom))
    return;
  double radius = radius_of(builder, (guint)atom);
  add_mark(builder, builder->position[atom], SELECTION_SIZE * radius + 0.12,
           appearance_selection(builder->style), 2.0f);
}

static void
widen(Bounds *bounds, const Cell *cell, const GArray *instances, gsize stride,
      gsize offset)
{
  for (guint k = 0; k < instances->len; k++) {
    float p[3];
    memcpy(p, instances->data + k * stride + offset, sizeof p);
    Vec3 s = cell_to_fractional(cell, vec3(p[0], p[1], p[2]));
    bounds->low = vec3(fmin(bounds->low.x, s.x), fmin(bounds->low.y, s.y),
                       fmin(bounds->low.z, s.z));
    bounds->high = vec3(fmax(bounds->high.x, s.x), fmax(bounds->high.y, s.y),
                        fmax(bounds->high.z, s.z));
  }
}

static Bounds
find_bounds(const Geometry *geometry, const Cell *cell)
{
  Vec3 heights = cell_heights(cell);
  Vec3 margin = vec3(MARGIN / heights.x, MARGIN / heights.y, MARGIN / heights.z);
  Bounds bounds = {{0, 0, 0}, {1, 1, 1}};

  widen(&bounds, cell, geometry->spheres, sizeof(SphereInstance),
        offsetof(SphereInstance, centre));
  widen(&bounds, cell, geometry->capsules, sizeof(CapsuleInstance),
        offsetof(CapsuleInstance, b));
  widen(&bounds, cell, geometry->trails, sizeof(TrailInstance),
        offsetof(TrailInstance, p[2]));
  bounds.low = vec3_sub(bounds.low, margin);
  bounds.high = vec3_add(bounds.high, margin);
  return bounds;
}

Geometry *
geometry_new(void)
{
  Geometry *geometry = g_new0(Geometry, 1);

  geometry->spheres = g_array_new(FALSE, FALSE, sizeof(SphereInstance));
  geometry->capsules = g_array_new(FALSE, FALSE, sizeof(CapsuleInstance));
  geometry->stubs = g_array_new(FALSE, FALSE, sizeof(CapsuleInstance));
  geometry->plates = g_array_new(FALSE, FALSE, sizeof(PlateInstance));
  geometry->trails = g_array_new(FALSE, FALSE, sizeof(TrailInstance));
  geometry->marks = g_array_new(FALSE, FALSE, sizeof(MarkInstance));
  return geometry;
}

void
geometry_free(Geometry *geometry)
{
  if (!geometry)
    return;
  g_array_unref(geometry->spheres);
  g_array_unref(geometry->capsules);
  g_array_unref(geometry->stubs);
  g_array_unref(geometry->plates);
  g_array_unref(geometry->trails);
  g_array_unref(geometry->marks);
  g_free(geometry);
}

void
geometry_build(Geometry *geometry, const Snapshot *snapshot, const RenderStyle *style)
{
  GArray *all[] = {geometry->spheres, geometry->capsules, geometry->stubs,
                   geometry->plates,  geometry->trails,   geometry->marks};

  for (gsize k = 0; k < G_N_ELEMENTS(all); k++)
    g_array_set_size(all[k], 0);
  if (!snapshot)
    return;

  Builder builder = {geometry, snapshot, snapshot->frame, style, NULL, NULL};
  builder.shift = g_malloc_n(snapshot->frame->n_atoms, sizeof *builder.shift);
  builder.position = g_new(Vec3, snapshot->frame->n_atoms);
  place_atoms(&builder);
  add_spheres(&builder);
  if (style->show_bonds)
    add_bonds(&builder);
  if (style->show_rings && snapshot->rings)
    for (guint k = 0; k < snapshot->rings->len; k++)
      add_ring(&builder, &g_array_index(snapshot->rings, Ring, k));
  if (style->show_hops && snapshot->hops)
    add_hops(&builder);
  add_selection(&builder);
  geometry->bounds = find_bounds(geometry, &snapshot->frame->cell);
  g_free(builder.shift);
  g_free(builder.position);
}

gboolean
geometry_same_style(const RenderStyle *a, const RenderStyle *b)
{
  return a->mode == b->mode && a->dark == b->dark && a->show_bonds == b->show_bonds &&
         a->show_rings == b->show_rings && a->show_hops == b->show_hops &&
         a->hop_age == b->hop_age && a->most_hops == b->most_hops && a->wrap == b->wrap &&
         a->selected == b->selected && a->hidden_types == b->hidden_types;
}

void
geometry_atom_shift(const Snapshot *snapshot, const RenderStyle *style, guint atom,
                    int shift[3])
{
  const Frame *frame = snapshot->frame;

  memset(shift, 0, 3 * sizeof *shift);
  if (style->wrap)
    fold(&frame->cell, frame->position[atom], shift);
}

gboolean
geometry_is_hidden(const RenderStyle *style, guint type)
{
  return type < 32 && (style->hidden_types >> type & 1);
}

Vec3
render_atom_position(const Snapshot *snapshot, const RenderStyle *style, guint atom)
{
  int shift[3];

  g_return_val_if_fail(atom < snapshot->frame->n_atoms, vec3(0, 0, 0));
  geometry_atom_shift(snapshot, style, atom, shift);
  return vec3_add(snapshot->frame->position[atom],
                  lattice_shift(&snapshot->frame->cell, shift));
}

double
render_atom_radius(const Snapshot *snapshot, const RenderStyle *style, guint type)
{
  g_return_val_if_fail(type < snapshot->frame->species->n, 0.0);
  return appearance_atom_radius(snapshot->frame->species->element[type], style->mode);
}
