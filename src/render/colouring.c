// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/colouring.h"

#include <math.h>
#include <stdlib.h>

/* Part of the values at both ends that the range found leaves out. */
#define OUTSIDE     0.05
#define NOT_TRUSTED 0.35 /* eV/Å: end of the scale of deviations */
#define NOT_SEEN    2.0  /* end of the scale of grades: 1 is the edge of the training */

static SpeciesRole
role_of(const Frame *frame, guint atom)
{
  return frame->species->element[frame->type[atom]]->role;
}

static gboolean
is_boron(const Frame *frame, guint atom)
{
  return frame->species->element[frame->type[atom]]->number == 5;
}

static gboolean
has_bonds(const Snapshot *snapshot)
{
  return snapshot->bonds && snapshot->bonds->n_atoms == snapshot->frame->n_atoms;
}

static guint
count_bridges(const Bonds *bonds, guint former)
{
  guint n = 0;

  for (guint k = bonds->first[former]; k < bonds->first[former + 1]; k++)
    n += bonds_degree(bonds, bonds->end[k].atom) >= 2;
  return n;
}

static float
qn_class(const Snapshot *snapshot, guint atom)
{
  const Frame *frame = snapshot->frame;
  SpeciesRole role = role_of(frame, atom);
  guint degree = bonds_degree(snapshot->bonds, atom);

  if (role == SPECIES_FORMER && is_boron(frame, atom))
    return degree >= 4 ? COLOURING_B4 : COLOURING_B3;
  if (role == SPECIES_FORMER)
    return MIN(count_bridges(snapshot->bonds, atom), 4);
  if (role == SPECIES_ANION && degree <= 1)
    return COLOURING_NBO;
  return NAN;
}

static float
coordination(const Snapshot *snapshot, guint atom)
{
  SpeciesRole role = role_of(snapshot->frame, atom);

  if (role != SPECIES_FORMER && role != SPECIES_ANION)
    return NAN;
  return bonds_degree(snapshot->bonds, atom);
}

static gboolean
fill_hops(const Snapshot *snapshot, float *value)
{
  const Frame *frame = snapshot->frame;

  if (!snapshot->hops)
    return FALSE;
  for (guint i = 0; i < frame->n_atoms; i++)
    value[i] = role_of(frame, i) == SPECIES_MOBILE ? 0.0f : NAN;
  for (guint k = 0; k < snapshot->hops->len; k++) {
    const Event *event = g_ptr_array_index(snapshot->hops, k);
    if (event->kind == EVENT_HOP && event->n_atoms > 0 &&
        event->atom[0] < frame->n_atoms && isfinite(value[event->atom[0]]))
      value[event->atom[0]] += 1.0f;
  }
  return TRUE;
}

static const float *
values_of(const Snapshot *snapshot, const RenderStyle *style)
{
  const Frame *frame = snapshot->frame;
  const AtomLook *look = style->look;
  int k = atom_columns_find(frame->columns, style->colour.column);

  if (style->colour.column)
    return k >= 0 ? atom_columns_values(frame->columns, (guint)k) : NULL;
  return look && look->n_atoms == frame->n_atoms ? look->value : NULL;
}

static gboolean
knows(const Snapshot *snapshot, const RenderStyle *style)
{
  const Frame *frame = snapshot->frame;

  switch (style->colour.by) {
  case RENDER_BY_COORDINATION:
  case RENDER_BY_QN:
    return has_bonds(snapshot);
  case RENDER_BY_DISPLACEMENT:
    return style->origin && style->origin->n_atoms == frame->n_atoms;
  case RENDER_BY_ENERGY:
    return frame->energy != NULL;
  case RENDER_BY_SPEED:
    return frame->velocity != NULL;
  case RENDER_BY_DEVIATION:
    return frame->deviation != NULL;
  case RENDER_BY_GRADE:
    return frame->grade != NULL;
  case RENDER_BY_VALUE:
    return values_of(snapshot, style) != NULL;
  case RENDER_BY_FORCE:
    return frame->force != NULL;
  default:
    return FALSE;
  }
}

static float
value_of(const Snapshot *snapshot, const RenderStyle *style, guint atom)
{
  const Frame *frame = snapshot->frame;

  switch (style->colour.by) {
  case RENDER_BY_COORDINATION:
    return coordination(snapshot, atom);
  case RENDER_BY_QN:
    return qn_class(snapshot, atom);
  case RENDER_BY_DISPLACEMENT:
    return (float)vec3_norm(
        vec3_sub(frame->position[atom], style->origin->position[atom]));
  case RENDER_BY_ENERGY:
    return (float)frame->energy[atom];
  case RENDER_BY_SPEED:
    return (float)vec3_norm(frame->velocity[atom]);
  case RENDER_BY_DEVIATION:
    return (float)frame->deviation[atom];
  case RENDER_BY_GRADE:
    return (float)frame->grade[atom];
  case RENDER_BY_FORCE:
    return (float)vec3_norm(frame->force[atom]);
  default:
    return values_of(snapshot, style)[atom];
  }
}

gboolean
colouring_values(const Snapshot *snapshot, const RenderStyle *style, float *value)
{
  guint n = snapshot->frame->n_atoms;

  if (style->colour.by == RENDER_BY_HOPS && fill_hops(snapshot, value))
    return TRUE;
  gboolean known = knows(snapshot, style);
  for (guint i = 0; i < n; i++)
    value[i] = known ? value_of(snapshot, style, i) : NAN;
  return known;
}

static int
smaller_first(const void *a, const void *b)
{
  float x = *(const float *)a;
  float y = *(const float *)b;

  return (x > y) - (x < y);
}

static void
find_range(ColourScale *scale, const float *value, guint n)
{
  g_autofree float *sorted = g_new(float, n + 1);
  guint n_finite = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite(value[i]))
      sorted[n_finite++] = value[i];
  if (n_finite == 0) {
    scale->low = 0.0;
    scale->high = 1.0;
    return;
  }
  qsort(sorted, n_finite, sizeof *sorted, smaller_first);
  scale->low = sorted[(guint)(OUTSIDE * (n_finite - 1))];
  scale->high = sorted[(guint)((1.0 - OUTSIDE) * (n_finite - 1) + 0.5)];
  if (!(scale->high > scale->low))
    scale->high = scale->low + fmax(1e-3 * fabs(scale->low), 1e-6);
}

static void
count_classes(ColourScale *scale, const float *value, guint n)
{
  guint most = G_N_ELEMENTS(scale->count) - 1;
  guint first = most, last = 0;

  for (guint i = 0; i < n; i++) {
    if (!isfinite(value[i]))
      continue;
    guint class = (guint)CLAMP(value[i], 0.0f, (float)most);
    scale->count[class]++;
    first = MIN(first, class);
    last = MAX(last, class);
  }
  scale->low = MIN(first, last);
  scale->high = last;
}

static const char *
unit_of(RenderColourBy by)
{
  switch (by) {
  case RENDER_BY_DISPLACEMENT:
    return "Å";
  case RENDER_BY_ENERGY:
    return "eV";
  case RENDER_BY_SPEED:
    return "Å/ps";
  case RENDER_BY_DEVIATION:
  case RENDER_BY_FORCE:
    return "eV/Å";
  default:
    return "";
  }
}

static void
name_values(const Snapshot *snapshot, const RenderStyle *style, ColourScale *scale)
{
  const AtomColumns *columns = snapshot->frame->columns;
  int k = atom_columns_find(columns, style->colour.column);

  if (k >= 0) {
    scale->label = columns->column[k].name;
    scale->unit = columns->column[k].unit;
  } else if (style->look) {
    scale->label = style->look->label;
  }
}

gboolean
colouring_scale(const Snapshot *snapshot, const RenderStyle *style, const float *value,
                ColourScale *scale)
{
  guint n = snapshot->frame->n_atoms;
  g_autofree float *own = NULL;

  *scale = (ColourScale){.by = style->colour.by,
                         .map = style->colour.map,
                         .unit = unit_of(style->colour.by)};
  if (!value) {
    own = g_new(float, n + 1);
    if (!colouring_values(snapshot, style, own))
      return FALSE;
    value = own;
  }
  scale->classes = scale->by == RENDER_BY_COORDINATION || scale->by == RENDER_BY_QN;
  if (scale->by == RENDER_BY_VALUE)
    name_values(snapshot, style, scale);
  if (scale->classes) {
    count_classes(scale, value, n);
    return TRUE;
  }
  if (scale->by == RENDER_BY_DEVIATION)
    scale->high = NOT_TRUSTED;
  else if (scale->by == RENDER_BY_GRADE)
    scale->high = NOT_SEEN;
  else if (isnan(style->colour.low) || isnan(style->colour.high))
    find_range(scale, value, n);
  if (!isnan(style->colour.low))
    scale->low = style->colour.low;
  if (!isnan(style->colour.high))
    scale->high = style->colour.high;
  return TRUE;
}

gboolean
colouring_value(const Snapshot *snapshot, const RenderStyle *style, guint atom,
                float *value, const char **label, const char **unit)
{
  ColourScale scale = {.unit = unit_of(style->colour.by)};

  if (atom >= snapshot->frame->n_atoms || !knows(snapshot, style))
    return FALSE;
  *value = value_of(snapshot, style, atom);
  if (style->colour.by == RENDER_BY_VALUE)
    name_values(snapshot, style, &scale);
  if (label)
    *label = scale.label;
  if (unit)
    *unit = scale.unit;
  return isfinite(*value);
}

gboolean
colouring_at(const ColourScale *scale, double value, float rgb[3])
{
  if (!isfinite(value))
    return FALSE;
  if (scale->classes)
    colour_class((guint)fmax(value, 0.0), rgb);
  else
    colour_map_at(scale->map,
                  (value - scale->low) / fmax(scale->high - scale->low, 1e-12), rgb);
  return TRUE;
}
