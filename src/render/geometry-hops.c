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

static gboolean
shows_gate(const RenderStyle *style, const Event *event)
{
  return event->gate && (event == style->hop || (int)event->atom[0] == style->selected);
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
                        .most = style->most_hops,
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

void
geometry_add_hops(GeometryBuilder *builder)
{
  const GPtrArray *hops = builder->snapshot->hops;
  const Event *chosen = builder->style->hop;
  guint place = G_MAXUINT;

  if (builder->style->show_hops && hops)
    add_recent(builder);
  if (!chosen)
    return;
  for (guint k = 0; hops && k < hops->len; k++)
    if (g_ptr_array_index(hops, k) == chosen)
      place = k;
  add_hop(builder, chosen, place, 1.0f);
}
