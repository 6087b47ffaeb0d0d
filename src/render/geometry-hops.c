// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>
#include <string.h>

#include "render/appearance.h"
#include "render/geometry-builder.h"
#include "render/hop-choice.h"
#include "render/trail.h"

/* Of the ion's radius. */
#define CAGE_SIZE 1.35
/* Of a doorway. */
#define GATE_OPACITY 120
#define GATE_RADIUS  0.09 /* Å, of its edges */
/* Of a hop that is shown alone */
#define CAGE_REACH 3.2  /* Å: what is nearer to the middle of a cage belongs to it */
#define PALE       0.72 /* of what does not */
#define HALO       1.45 /* of the ion's radius; and the outer one */
#define HALO_OUTER 1.85

static void
add_gate(GeometryBuilder *builder, const HopGate *gate, Vec3 shift)
{
  Tint tint = appearance_gate(builder->style);
  CapsuleOwner owner = {RENDER_NOTHING, 0, 0};
  Vec3 corner[3];

  for (int k = 0; k < 3; k++)
    corner[k] = vec3_add(gate->corner[k], shift);
  Vec3 normal = vec3_normalized(
      vec3_cross(vec3_sub(corner[1], corner[0]), vec3_sub(corner[2], corner[0])));
  tint.presence = GATE_OPACITY;
  geometry_add_triangle(builder, FALSE, corner, normal, tint);
  tint.presence = 255;
  for (int k = 0; k < 3; k++) {
    CapsuleInstance edge = {
        .radius = GATE_RADIUS, .fade = 1.0f, .tint_a = tint, .tint_b = tint};
    geometry_store(edge.a, corner[k]);
    geometry_store(edge.b, corner[(k + 1) % 3]);
    g_array_append_val(builder->out->capsules, edge);
    g_array_append_val(builder->out->capsule_owner, owner);
  }
  geometry_add_mark(builder, vec3_add(gate->crossing, shift), fmax(gate->radius, 0.2),
                    tint, 1.0f);
}

/* Of the hop that is looked at, or of all of the ion that is. */
static gboolean
shows_gate(const RenderStyle *style, const Event *event)
{
  if (style->hop)
    return event->gate && event == style->hop;
  return event->gate && (int)event->atom[0] == style->selected;
}

static void
add_image(GeometryBuilder *builder, const Event *event, guint place, const int n[3],
          float strength)
{
  Vec3 shift = geometry_lattice_shift(&builder->frame->cell, n);
  double radius = builder->radius[builder->frame->type[event->atom[0]]];
  Tint tint = appearance_hop(builder->style);
  float ring = fminf(strength, 1.3f);

  trail_append(builder->out->trails, event, shift, strength);
  while (builder->out->trail_hop->len < builder->out->trails->len)
    g_array_append_val(builder->out->trail_hop, place);
  geometry_add_mark(builder, vec3_add(event->from, shift), CAGE_SIZE * radius, tint,
                    0.6f * ring);
  geometry_add_mark(builder, vec3_add(event->to, shift), CAGE_SIZE * radius, tint, ring);
  if (shows_gate(builder->style, event))
    add_gate(builder, event->gate, shift);
}

/* The image whose first cage lies in the cell and, when that is another one, also the
 * image whose last cage does: there the ion is drawn. */
static void
add_hop(GeometryBuilder *builder, const Event *event, guint place, float strength)
{
  const Frame *frame = builder->frame;
  int first[3] = {0, 0, 0}, last[3] = {0, 0, 0};

  if (strength <= 0.0f || event->n_atoms == 0 || !geometry_is_placed(event->from) ||
      !geometry_is_placed(event->to) || event->atom[0] >= frame->n_atoms ||
      !builder->shown[event->atom[0]])
    return;
  if (builder->style->wrap) {
    geometry_fold(&frame->cell, builder->style, event->from, first);
    geometry_fold(&frame->cell, builder->style, event->to, last);
  }
  add_image(builder, event, place, first, strength);
  if (memcmp(first, last, sizeof first) != 0)
    add_image(builder, event, place, last, strength);
}

/* 2 … 1 while a hop glows, then less with its age. */
static float
strength_of(const GeometryBuilder *builder, const Event *event)
{
  const RenderStyle *style = builder->style;
  double age = builder->frame->time - event->time;
  double since = fmax(age - style->hop_known, 0.0);
  double glow =
      style->hop_glow > 0.0 ? CLAMP(1.0 - since / style->hop_glow, 0.0, 1.0) : 0.0;

  return trail_strength(age, style->hop_age) + (float)glow;
}

static void
add_recent(GeometryBuilder *builder)
{
  const GPtrArray *hops = builder->snapshot->hops;
  const RenderStyle *style = builder->style;
  const HopRule rule = {.now = builder->frame->time,
                        .max_age = style->hop_age,
                        .most = hop_choice_bound(style->most_hops, builder->frame),
                        .selected = style->selected,
                        .shortest = style->hop_shortest,
                        .type = builder->frame->type,
                        .n_atoms = builder->frame->n_atoms,
                        .types = style->hop_types};
  g_autofree float *weight = g_new(float, hops->len + 1);

  hop_choice(hops, &rule, weight);
  for (guint k = 0; k < hops->len; k++) {
    const Event *event = g_ptr_array_index(hops, k);
    if (weight[k] > 0.0f && event != style->hop)
      add_hop(builder, event, k, weight[k] * strength_of(builder, event));
  }
}

static gboolean
is_placed_ion(const GeometryBuilder *builder, const Event *hop)
{
  return hop && hop->n_atoms > 0 && hop->atom[0] < builder->frame->n_atoms;
}

static void
add_halo(GeometryBuilder *builder, const Event *hop)
{
  Tint tint = appearance_hop(builder->style);

  if (!is_placed_ion(builder, hop) || !builder->shown[hop->atom[0]])
    return;
  Vec3 centre = builder->position[hop->atom[0]];
  double radius = builder->radius[builder->frame->type[hop->atom[0]]];
  geometry_add_mark(builder, centre, HALO * radius, tint, 3.0f);
  geometry_add_mark(builder, centre, HALO_OUTER * radius, tint, 0.5f);
}

/* Framework around one of the two cages; other ions never belong to them. */
static gboolean
is_of_cage(const GeometryBuilder *builder, const Event *hop, guint atom)
{
  const Frame *frame = builder->frame;

  if (frame->species->element[frame->type[atom]]->role == SPECIES_MOBILE)
    return FALSE;
  Vec3 from =
      cell_minimum_image(&frame->cell, vec3_sub(frame->position[atom], hop->from));
  Vec3 to = cell_minimum_image(&frame->cell, vec3_sub(frame->position[atom], hop->to));
  return fmin(vec3_norm2(from), vec3_norm2(to)) < CAGE_REACH * CAGE_REACH;
}

void
geometry_light_hop(GeometryBuilder *builder)
{
  const Event *hop = builder->style->hop;

  if (!is_placed_ion(builder, hop))
    return;
  Tint pale = appearance_without_value(builder->style);
  for (guint i = 0; i < builder->frame->n_atoms; i++) {
    if (i == hop->atom[0] || is_of_cage(builder, hop, i)) {
      builder->tint[i].presence = 255;
      continue;
    }
    builder->tint[i] = geometry_mix(builder->tint[i], pale, PALE);
    builder->tint[i].presence = 0;
    if (builder->shown[i])
      builder->shown[i] = GEOMETRY_SMALL;
  }
}

void
geometry_add_hops(GeometryBuilder *builder)
{
  const GPtrArray *hops = builder->snapshot->hops;
  const Event *chosen = builder->style->hop;
  guint place = G_MAXUINT;

  if (builder->style->show_hops && hops && !builder->style->hop_alone)
    add_recent(builder);
  if (!chosen)
    return;
  for (guint k = 0; hops && k < hops->len; k++)
    if (g_ptr_array_index(hops, k) == chosen)
      place = k;
  add_hop(builder, chosen, place, builder->style->hop_alone ? 2.0f : 1.0f);
  if (builder->style->hop_alone)
    add_halo(builder, chosen);
}
