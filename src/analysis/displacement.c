// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/displacement.h"

#include <string.h>

static double
weight_of(const Element *element, DriftReference reference)
{
  gboolean mobile = element->role == SPECIES_MOBILE;

  switch (reference) {
  case DRIFT_ALL:
    return element->mass;
  case DRIFT_FRAMEWORK:
    return mobile ? 0.0 : element->mass;
  case DRIFT_FRAMEWORK_MEAN:
    return mobile ? 0.0 : 1.0;
  case DRIFT_NONE:
    break;
  }
  return 0.0;
}

static Vec3
centre_of(const Displacement *displacement, const Frame *frame)
{
  Vec3 sum = {0};

  for (guint i = 0; i < frame->n_atoms; i++)
    sum = vec3_mul_add(sum, displacement->weight[i], frame->position[i]);
  return sum;
}

static void
init_weights(Displacement *displacement, const Frame *frame, DriftReference reference)
{
  double total = 0.0;

  displacement->n_atoms = frame->n_atoms;
  displacement->weight = g_new(double, frame->n_atoms);
  for (guint i = 0; i < frame->n_atoms; i++) {
    const Element *element = frame->species->element[frame->type[i]];
    displacement->weight[i] = weight_of(element, reference);
    total += displacement->weight[i];
  }
  if (total > 0.0)
    for (guint i = 0; i < frame->n_atoms; i++)
      displacement->weight[i] /= total;
}

void
displacement_init(Displacement *displacement, const Frame *frame,
                  DriftReference reference, const guint32 *atom, guint n)
{
  displacement->n = n;
  displacement->atom = g_memdup2(atom, n * sizeof *atom);
  displacement->origin = g_new(Vec3, n);
  for (guint i = 0; i < n; i++)
    displacement->origin[i] = frame->position[atom[i]];
  init_weights(displacement, frame, reference);
  displacement->centre = centre_of(displacement, frame);
  displacement->drift = vec3(0.0, 0.0, 0.0);
  displacement->x = g_new0(float, 3 * (gsize)n);
  displacement->y = displacement->x + n;
  displacement->z = displacement->y + n;
}

void
displacement_clear(Displacement *displacement)
{
  g_free(displacement->atom);
  g_free(displacement->origin);
  g_free(displacement->weight);
  g_free(displacement->x);
  *displacement = (Displacement){0};
}

void
displacement_take(Displacement *displacement, const Frame *frame)
{
  g_return_if_fail(frame->n_atoms == displacement->n_atoms);

  displacement->drift = vec3_sub(centre_of(displacement, frame), displacement->centre);
  for (guint i = 0; i < displacement->n; i++) {
    Vec3 moved =
        vec3_sub(frame->position[displacement->atom[i]], displacement->origin[i]);
    Vec3 u = vec3_sub(moved, displacement->drift);
    displacement->x[i] = (float)u.x;
    displacement->y[i] = (float)u.y;
    displacement->z[i] = (float)u.z;
  }
}
