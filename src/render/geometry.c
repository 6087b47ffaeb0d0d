// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/geometry.h"

#include <string.h>

#include "render/appearance.h"
#include "render/colouring.h"
#include "render/geometry-builder.h"

#define SELECTION_SIZE 1.30 /* of the atom's radius */
/* Å. */
#define FARTHEST 1e7
/* Å; radii and marks around what find_bounds looks at. */
#define MARGIN 2.5

void
geometry_store(float out[3], Vec3 v)
{
  out[0] = (float)v.x;
  out[1] = (float)v.y;
  out[2] = (float)v.z;
}

gboolean
geometry_is_placed(Vec3 r)
{
  return fabs(r.x) < FARTHEST && fabs(r.y) < FARTHEST && fabs(r.z) < FARTHEST;
}

Vec3
geometry_lattice_shift(const Cell *cell, const int n[3])
{
  Vec3 shift = vec3_scale(cell->vector[0], n[0]);

  shift = vec3_mul_add(shift, n[1], cell->vector[1]);
  return vec3_mul_add(shift, n[2], cell->vector[2]);
}

void
geometry_fold(const Cell *cell, const RenderStyle *style, Vec3 r, int shift[3])
{
  Vec3 corner = style->wrap_corner;
  Vec3 s = geometry_is_placed(r) ? cell_to_fractional(cell, r) : vec3(0, 0, 0);

  shift[0] = -(int)floor(s.x - corner.x);
  shift[1] = -(int)floor(s.y - corner.y);
  shift[2] = -(int)floor(s.z - corner.z);
}

Tint
geometry_mix(Tint a, Tint b, double t)
{
  return (Tint){
      (guint8)((1.0 - t) * a.r + t * b.r + 0.5),
      (guint8)((1.0 - t) * a.g + t * b.g + 0.5),
      (guint8)((1.0 - t) * a.b + t * b.b + 0.5),
      a.presence,
  };
}

void
geometry_add_mark(GeometryBuilder *builder, Vec3 centre, double radius, Tint tint,
                  float strength)
{
  MarkInstance mark = {.radius = (float)radius, .tint = tint, .strength = strength};

  geometry_store(mark.centre, centre);
  g_array_append_val(builder->out->marks, mark);
}

void
geometry_add_triangle(GeometryBuilder *builder, gboolean solid, const Vec3 corner[3],
                      Vec3 normal, Tint tint)
{
  SheetSet *set = solid ? &builder->out->facets : &builder->out->sheets;
  guint32 index[3];

  for (int k = 0; k < 3; k++) {
    SheetVertex vertex = {.tint = tint, .look = {0, 160, 0, 0}};
    geometry_store(vertex.position, corner[k]);
    geometry_store(vertex.normal, normal);
    index[k] = set->vertices->len;
    g_array_append_val(set->vertices, vertex);
  }
  g_array_append_vals(set->triangles, index, 3);
}

static Tint
tint_of(const float rgb[3])
{
  return (Tint){(guint8)(255.0f * rgb[0] + 0.5f), (guint8)(255.0f * rgb[1] + 0.5f),
                (guint8)(255.0f * rgb[2] + 0.5f), 230};
}

static void
paint_by_species(GeometryBuilder *builder)
{
  const Frame *frame = builder->frame;
  Tint tint[SPECIES_MAX];

  for (guint t = 0; t < frame->species->n; t++)
    tint[t] = appearance_atom(frame->species->element[t], builder->style);
  for (guint i = 0; i < frame->n_atoms; i++)
    builder->tint[i] = tint[frame->type[i]];
}

static void
paint_by_value(GeometryBuilder *builder)
{
  guint n = builder->frame->n_atoms;
  g_autofree float *value = g_new(float, n + 1);
  ColourScale scale;
  float rgb[3];

  if (!colouring_values(builder->snapshot, builder->style, value) ||
      !colouring_scale(builder->snapshot, builder->style, value, &scale))
    return;
  for (guint i = 0; i < n; i++)
    builder->tint[i] = colouring_at(&scale, value[i], rgb)
                           ? tint_of(rgb)
                           : appearance_without_value(builder->style);
}

static void
place_atoms(GeometryBuilder *builder)
{
  const Frame *frame = builder->frame;

  for (guint t = 0; t < frame->species->n; t++)
    builder->radius[t] =
        appearance_atom_radius(frame->species->element[t], builder->style->mode);
  for (guint i = 0; i < frame->n_atoms; i++) {
    geometry_atom_shift(builder->snapshot, builder->style, i, builder->shift[i]);
    builder->position[i] = vec3_add(
        frame->position[i], geometry_lattice_shift(&frame->cell, builder->shift[i]));
    builder->shown[i] = geometry_is_placed(frame->position[i]) &&
                        !geometry_is_hidden(builder->style, i, frame->type[i]);
  }
  paint_by_species(builder);
  if (builder->style->colour.by != RENDER_BY_SPECIES)
    paint_by_value(builder);
  if (builder->style->hop_alone)
    geometry_light_hop(builder);
}

static void
add_spheres(GeometryBuilder *builder)
{
  const Frame *frame = builder->frame;
  double sum = 0.0;

  for (guint i = 0; i < frame->n_atoms; i++) {
    SphereInstance sphere;
    if (!builder->shown[i])
      continue;
    geometry_store(sphere.centre, builder->position[i]);
    sphere.radius = (float)geometry_radius(builder, i);
    sphere.tint = builder->tint[i];
    sum += sphere.radius;
    g_array_append_val(builder->out->spheres, sphere);
    g_array_append_val(builder->out->sphere_atom, i);
  }
  builder->out->atom_radius = sum / MAX(builder->out->spheres->len, 1);
}

static void
add_selection(GeometryBuilder *builder)
{
  const RenderStyle *style = builder->style;
  const Frame *frame = builder->frame;
  Tint tint = appearance_selection(style);

  if (style->selected < 0 && !style->look)
    return;
  for (guint i = 0; i < frame->n_atoms; i++) {
    if (!builder->shown[i] ||
        ((int)i != style->selected && !atom_look_has(style->look, i, ATOM_SELECTED)))
      continue;
    geometry_add_mark(builder, builder->position[i],
                      SELECTION_SIZE * builder->radius[frame->type[i]] + 0.12, tint,
                      2.0f);
  }
}

static void
put_capsules(PickBoxes *boxes, const Cell *cell, const GArray *capsules)
{
  const PickThings things = {capsules->data,
                             capsules->len,
                             sizeof(CapsuleInstance),
                             offsetof(CapsuleInstance, b),
                             offsetof(CapsuleInstance, a),
                             offsetof(CapsuleInstance, radius)};

  pick_boxes_put(boxes, cell, &things);
}

void
geometry_put_in_boxes(Geometry *geometry, const Cell *cell)
{
  const PickThings spheres = {
      geometry->spheres->data,          geometry->spheres->len,
      sizeof(SphereInstance),           offsetof(SphereInstance, centre),
      offsetof(SphereInstance, centre), offsetof(SphereInstance, radius)};
  /* A plate's other corner is the first of the next plate around the same centre. */
  const PickThings plates = {geometry->plates->data,     geometry->plates->len,
                             sizeof(PlateInstance),      offsetof(PlateInstance, centre),
                             offsetof(PlateInstance, a), G_MAXSIZE};

  pick_boxes_put(&geometry->boxes[BOXED_SPHERES], cell, &spheres);
  put_capsules(&geometry->boxes[BOXED_CAPSULES], cell, geometry->capsules);
  put_capsules(&geometry->boxes[BOXED_STUBS], cell, geometry->stubs);
  pick_boxes_put(&geometry->boxes[BOXED_PLATES], cell, &plates);
}

static Bounds
trail_bounds(const GArray *trails, const Cell *cell)
{
  Bounds bounds = {{0, 0, 0}, {1, 1, 1}};

  for (guint k = 0; k < trails->len; k++) {
    const float *p = g_array_index(trails, TrailInstance, k).p[2];
    Vec3 s = cell_to_fractional(cell, vec3(p[0], p[1], p[2]));
    const Bounds here = {s, s};
    bounds = bounds_around(&bounds, &here);
  }
  return bounds;
}

/* Boxes are up to date. */
static Bounds
find_bounds(const Geometry *geometry, const Cell *cell)
{
  Vec3 heights = cell_heights(cell);
  Vec3 margin = vec3(MARGIN / heights.x, MARGIN / heights.y, MARGIN / heights.z);
  Bounds bounds = trail_bounds(geometry->trails, cell);

  bounds = bounds_around(&bounds, &geometry->boxes[BOXED_SPHERES].bounds);
  bounds = bounds_around(&bounds, &geometry->boxes[BOXED_CAPSULES].bounds);
  bounds.low = vec3_sub(bounds.low, margin);
  bounds.high = vec3_add(bounds.high, margin);
  return bounds;
}

#define FOR_EACH_ARRAY(geometry, ARRAY)           \
  ARRAY((geometry)->spheres, SphereInstance)      \
  ARRAY((geometry)->capsules, CapsuleInstance)    \
  ARRAY((geometry)->stubs, CapsuleInstance)       \
  ARRAY((geometry)->plates, PlateInstance)        \
  ARRAY((geometry)->trails, TrailInstance)        \
  ARRAY((geometry)->marks, MarkInstance)          \
  ARRAY((geometry)->facets.vertices, SheetVertex) \
  ARRAY((geometry)->facets.triangles, guint32)    \
  ARRAY((geometry)->sheets.vertices, SheetVertex) \
  ARRAY((geometry)->sheets.triangles, guint32)    \
  ARRAY((geometry)->sphere_atom, guint)           \
  ARRAY((geometry)->capsule_owner, CapsuleOwner)  \
  ARRAY((geometry)->stub_owner, CapsuleOwner)     \
  ARRAY((geometry)->plate_ring, guint)            \
  ARRAY((geometry)->trail_hop, guint)

Geometry *
geometry_new(void)
{
  Geometry *geometry = g_new0(Geometry, 1);

#define MAKE(array, Type) array = g_array_new(FALSE, FALSE, sizeof(Type));
  FOR_EACH_ARRAY(geometry, MAKE)
#undef MAKE
  for (int k = 0; k < N_BOXED; k++)
    pick_boxes_init(&geometry->boxes[k]);
  geometry->rings = ring_memory_new();
  return geometry;
}

void
geometry_free(Geometry *geometry)
{
  if (!geometry)
    return;
#define UNREF(array, Type) g_array_unref(array);
  FOR_EACH_ARRAY(geometry, UNREF)
#undef UNREF
  for (int k = 0; k < N_BOXED; k++)
    pick_boxes_clear(&geometry->boxes[k]);
  ring_memory_free(geometry->rings);
  g_free(geometry);
}

static void
empty(Geometry *geometry)
{
#define EMPTY(array, Type) g_array_set_size(array, 0);
  FOR_EACH_ARRAY(geometry, EMPTY)
#undef EMPTY
  geometry->atom_radius = 0.0;
}

static void
add_all(GeometryBuilder *builder)
{
  const RenderStyle *style = builder->style;

  place_atoms(builder);
  add_spheres(builder);
  if (style->show_bonds)
    geometry_add_bonds(builder);
  if (style->mode == RENDER_POLYHEDRA)
    geometry_add_polyhedra(builder);
  if (style->show_rings)
    geometry_add_rings(builder);
  if (style->show_surfaces)
    geometry_add_surfaces(builder);
  if (style->show_hops || style->hop)
    geometry_add_hops(builder);
  add_selection(builder);
}

void
geometry_build(Geometry *geometry, const Snapshot *snapshot, const RenderStyle *style)
{
  empty(geometry);
  if (!snapshot)
    return;

  guint n = snapshot->frame->n_atoms;
  GeometryBuilder builder = {
      .out = geometry, .snapshot = snapshot, .frame = snapshot->frame, .style = style};
  builder.shift = g_malloc_n(n + 1, sizeof *builder.shift);
  builder.position = g_new(Vec3, n + 1);
  builder.tint = g_new(Tint, n + 1);
  builder.shown = g_new(guint8, n + 1);
  ring_memory_update(geometry->rings, snapshot, style->ring_flash);
  add_all(&builder);
  geometry_put_in_boxes(geometry, &snapshot->frame->cell);
  geometry->bounds = find_bounds(geometry, &snapshot->frame->cell);
  g_free(builder.shift);
  g_free(builder.position);
  g_free(builder.tint);
  g_free(builder.shown);
}

/* Equal bits: NAN is the same as NAN. */
static gboolean
same_colouring(const RenderColouring *a, const RenderColouring *b)
{
  return a->by == b->by && a->map == b->map && a->column == b->column &&
         memcmp(&a->low, &b->low, sizeof a->low) == 0 &&
         memcmp(&a->high, &b->high, sizeof a->high) == 0;
}

static gboolean
same_hops(const RenderStyle *a, const RenderStyle *b)
{
  return a->show_hops == b->show_hops && a->hop_age == b->hop_age &&
         a->hop_glow == b->hop_glow && a->hop_known == b->hop_known &&
         a->most_hops == b->most_hops && a->hop_types == b->hop_types &&
         a->hop_shortest == b->hop_shortest && a->hop == b->hop &&
         a->hop_alone == b->hop_alone;
}

gboolean
geometry_same_style(const RenderStyle *a, const RenderStyle *b)
{
  return a->mode == b->mode && a->dark == b->dark && a->wrap == b->wrap &&
         memcmp(&a->wrap_corner, &b->wrap_corner, sizeof a->wrap_corner) == 0 &&
         a->show_bonds == b->show_bonds && a->show_rings == b->show_rings &&
         a->show_surfaces == b->show_surfaces &&
         a->solid_polyhedra == b->solid_polyhedra && a->hidden_types == b->hidden_types &&
         a->hidden_surfaces == b->hidden_surfaces &&
         same_colouring(&a->colour, &b->colour) && a->origin == b->origin &&
         a->look == b->look && a->selected == b->selected && same_hops(a, b) &&
         a->ring_sizes == b->ring_sizes && a->rings_by_size == b->rings_by_size &&
         a->ring_flash == b->ring_flash &&
         memcmp(a->copies, b->copies, sizeof a->copies) == 0;
}

void
geometry_atom_shift(const Snapshot *snapshot, const RenderStyle *style, guint atom,
                    int shift[3])
{
  const Frame *frame = snapshot->frame;

  memset(shift, 0, 3 * sizeof *shift);
  if (style->wrap)
    geometry_fold(&frame->cell, style, frame->position[atom], shift);
}

gboolean
geometry_is_hidden(const RenderStyle *style, guint atom, guint type)
{
  return (type < 32 && (style->hidden_types >> type & 1)) ||
         atom_look_has(style->look, atom, ATOM_HIDDEN);
}

gboolean
geometry_is_sliced(const RenderStyle *style, const Cell *cell, Vec3 r)
{
  return geometry_is_nearly_sliced(style, cell, r, 0.0);
}

gboolean
geometry_is_nearly_sliced(const RenderStyle *style, const Cell *cell, Vec3 r,
                          double margin)
{
  for (guint k = 0; k < MIN(style->n_slices, RENDER_MOST_SLICES); k++) {
    const RenderSlice *slice = &style->slice[k];
    if (vec3_dot(slice->normal, vec3_sub(r, cell->origin)) > slice->offset - margin)
      return TRUE;
  }
  return FALSE;
}

Vec3
render_atom_position(const Snapshot *snapshot, const RenderStyle *style, guint atom)
{
  int shift[3];

  g_return_val_if_fail(atom < snapshot->frame->n_atoms, vec3(0, 0, 0));
  geometry_atom_shift(snapshot, style, atom, shift);
  return vec3_add(snapshot->frame->position[atom],
                  geometry_lattice_shift(&snapshot->frame->cell, shift));
}

double
render_atom_radius(const Snapshot *snapshot, const RenderStyle *style, guint type)
{
  g_return_val_if_fail(type < snapshot->frame->species->n, 0.0);
  return appearance_atom_radius(snapshot->frame->species->element[type], style->mode);
}
