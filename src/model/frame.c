// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/frame.h"

#include <string.h>

#include "base/units.h"

Frame *
frame_new(SpeciesList *species, guint n_atoms, FrameFields fields)
{
  g_return_val_if_fail(species != NULL, NULL);

  Frame *frame = g_atomic_rc_box_new0(Frame);
  frame->species = species_list_ref(species);
  frame->n_atoms = n_atoms;
  frame->target = NAN;
  frame->cell = cell_cubic(1.0);
  frame->type = g_new0(guint8, n_atoms);
  frame->position = g_new0(Vec3, n_atoms);
  if (fields & FRAME_VELOCITY)
    frame->velocity = g_new0(Vec3, n_atoms);
  if (fields & FRAME_FORCE)
    frame->force = g_new0(Vec3, n_atoms);
  if (fields & FRAME_ENERGY)
    frame->energy = g_new0(double, n_atoms);
  if (fields & FRAME_DEVIATION)
    frame->deviation = g_new0(double, n_atoms);
  if (fields & FRAME_GRADE)
    frame->grade = g_new0(double, n_atoms);
  return frame;
}

Frame *
frame_copy(const Frame *frame, FrameFields fields)
{
  g_return_val_if_fail(frame != NULL, NULL);

  guint n = frame->n_atoms;
  Frame *copy = g_atomic_rc_box_new(Frame);
  *copy = *frame;
  copy->species = species_list_ref(frame->species);
  copy->type = g_memdup2(frame->type, n * sizeof *frame->type);
  copy->position = g_memdup2(frame->position, n * sizeof(Vec3));
  copy->velocity =
      fields & FRAME_VELOCITY ? g_memdup2(frame->velocity, n * sizeof(Vec3)) : NULL;
  copy->force = fields & FRAME_FORCE ? g_memdup2(frame->force, n * sizeof(Vec3)) : NULL;
  copy->energy =
      fields & FRAME_ENERGY ? g_memdup2(frame->energy, n * sizeof(double)) : NULL;
  copy->deviation =
      fields & FRAME_DEVIATION ? g_memdup2(frame->deviation, n * sizeof(double)) : NULL;
  copy->grade = fields & FRAME_GRADE ? g_memdup2(frame->grade, n * sizeof(double)) : NULL;
  copy->columns =
      frame->columns && fields & FRAME_COLUMNS ? atom_columns_ref(frame->columns) : NULL;
  return copy;
}

Frame *
frame_replicate(const Frame *frame, const guint copies[3])
{
  guint n = frame->n_atoms, total = copies[0] * copies[1] * copies[2];
  const Vec3 *v = frame->cell.vector;
  Frame *big = frame_new(frame->species, n * total,
                         (frame->velocity ? FRAME_VELOCITY : 0) |
                             (frame->force ? FRAME_FORCE : 0));

  cell_init(&big->cell, vec3_scale(v[0], copies[0]), vec3_scale(v[1], copies[1]),
            vec3_scale(v[2], copies[2]), frame->cell.origin);
  for (guint c = 0; c < total; c++) {
    Vec3 shift = vec3_scale(v[0], c % copies[0]);
    shift = vec3_mul_add(shift, c / copies[0] % copies[1], v[1]);
    shift = vec3_mul_add(shift, c / copies[0] / copies[1], v[2]);
    memcpy(big->type + c * n, frame->type, n);
    for (guint i = 0; i < n; i++)
      big->position[c * n + i] = vec3_add(frame->position[i], shift);
    if (big->velocity)
      memcpy(big->velocity + c * n, frame->velocity, n * sizeof(Vec3));
    if (big->force)
      memcpy(big->force + c * n, frame->force, n * sizeof(Vec3));
  }
  return big;
}

Frame *
frame_ref(const Frame *frame)
{
  g_return_val_if_fail(frame != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)frame);
}

static void
clear_frame(Frame *frame)
{
  species_list_unref(frame->species);
  g_free(frame->type);
  g_free(frame->position);
  g_free(frame->velocity);
  g_free(frame->force);
  g_free(frame->energy);
  g_free(frame->deviation);
  g_free(frame->grade);
  atom_columns_unref(frame->columns);
}

void
frame_unref(Frame *frame)
{
  if (frame)
    g_atomic_rc_box_release_full(frame, (GDestroyNotify)clear_frame);
}

static void
count_types(const Frame *frame, guint count[SPECIES_MAX])
{
  for (guint t = 0; t < SPECIES_MAX; t++)
    count[t] = 0;
  for (guint i = 0; i < frame->n_atoms; i++)
    count[frame->type[i]]++;
}

guint
frame_count_type(const Frame *frame, guint type)
{
  guint count = 0;

  for (guint i = 0; i < frame->n_atoms; i++)
    count += frame->type[i] == type;
  return count;
}

int
frame_mobile_type(const Frame *frame)
{
  guint count[SPECIES_MAX];
  int best = -1;

  count_types(frame, count);
  for (guint t = 0; t < frame->species->n; t++)
    if (frame->species->element[t]->role == SPECIES_MOBILE && count[t] > 0 &&
        (best < 0 || count[t] > count[best]))
      best = (int)t;
  return best;
}

static double
total_mass(const Frame *frame)
{
  double mass = 0.0;

  for (guint i = 0; i < frame->n_atoms; i++)
    mass += frame->species->element[frame->type[i]]->mass;
  return mass;
}

double
frame_density(const Frame *frame)
{
  return total_mass(frame) / frame->cell.volume * UNITS_G_CM3;
}

static guint
greatest_common_divisor(guint a, guint b)
{
  while (b) {
    guint rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

char *
frame_formula(const Frame *frame)
{
  static const SpeciesRole order[] = {SPECIES_MOBILE, SPECIES_MODIFIER, SPECIES_FORMER,
                                      SPECIES_ANION};
  GString *text = g_string_new(NULL);
  guint count[SPECIES_MAX], divisor = 0;

  count_types(frame, count);
  for (guint t = 0; t < frame->species->n; t++)
    divisor = greatest_common_divisor(divisor, count[t]);
  for (guint k = 0; k < G_N_ELEMENTS(order); k++)
    for (guint t = 0; t < frame->species->n; t++) {
      const Element *element = frame->species->element[t];
      if (element->role != order[k] || count[t] == 0)
        continue;
      g_string_append(text, element->symbol);
      if (count[t] > divisor)
        g_string_append_printf(text, "%u", count[t] / divisor);
    }
  return g_string_free(text, FALSE);
}

Vec3
frame_centre_of_mass(const Frame *frame)
{
  Vec3 sum = vec3(0, 0, 0);

  for (guint i = 0; i < frame->n_atoms; i++)
    sum = vec3_mul_add(sum, frame->species->element[frame->type[i]]->mass,
                       frame->position[i]);
  double mass = total_mass(frame);
  return mass > 0.0 ? vec3_scale(sum, 1.0 / mass) : sum;
}
