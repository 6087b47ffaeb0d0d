// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/pathways.h"

#include <math.h>

#define RANGE_MOST  0.99 /* part of the ions inside the lowest and the highest level */
#define RANGE_LEAST 0.02
#define ROOM_BELOW  0.3 /* Å below the largest sphere that gets through */
#define BINS        512
/* Below the level of percolation, where the neck has no width: */
#define THROUGH_RATIO 0.97 /* × it, of a density */
#define THROUGH_ROOM  0.01 /* Å, of a clearance */

Pathways *
pathways_new(const char *id, const Frame *frame, const Field *field)
{
  g_return_val_if_fail(frame != NULL, NULL);

  Pathways *pathways = g_atomic_rc_box_new0(Pathways);
  pathways->id = g_strdup(id);
  pathways->frame = frame_ref(frame);
  pathways->field = field ? field_ref(field) : NULL;
  for (guint d = 0; d < 3; d++)
    pathways->axis[d] = pathways->dimension[d] = NAN;
  pathways->surfaces = g_ptr_array_new_with_free_func((GDestroyNotify)mesh_unref);
  pathways->sites = g_array_new(FALSE, TRUE, sizeof(PathSite));
  pathways->doorways = g_array_new(FALSE, TRUE, sizeof(PathDoorway));
  return pathways;
}

Pathways *
pathways_ref(const Pathways *pathways)
{
  g_return_val_if_fail(pathways != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)pathways);
}

static void
clear_pathways(Pathways *pathways)
{
  g_free(pathways->id);
  frame_unref(pathways->frame);
  field_unref(pathways->field);
  g_ptr_array_unref(pathways->surfaces);
  g_array_unref(pathways->sites);
  g_array_unref(pathways->doorways);
}

void
pathways_unref(Pathways *pathways)
{
  if (pathways)
    g_atomic_rc_box_release_full(pathways, (GDestroyNotify)clear_pathways);
}

const Mesh *
pathways_surface(const Pathways *pathways, MeshRole role)
{
  g_return_val_if_fail(pathways != NULL, NULL);

  for (guint i = 0; i < pathways->surfaces->len; i++) {
    const Mesh *mesh = g_ptr_array_index(pathways->surfaces, i);
    if (mesh->role == role)
      return mesh;
  }
  return NULL;
}

static gboolean
is_density(const Pathways *pathways)
{
  return g_str_equal(pathways->id, "density");
}

static float
highest(const Field *field)
{
  float most = -INFINITY;

  for (gsize i = 0; i < field->n_nodes; i++)
    most = MAX(most, field->value[i]);
  return most;
}

gboolean
pathways_field_range(const Pathways *pathways, double *low, double *high)
{
  g_return_val_if_fail(pathways != NULL && low != NULL && high != NULL, FALSE);
  const Field *field = pathways->field;

  if (!field)
    return FALSE;
  *low = INFINITY;
  *high = -INFINITY;
  for (gsize i = 0; i < field->n_nodes; i++) {
    *low = fmin(*low, field->value[i]);
    *high = fmax(*high, field->value[i]);
  }
  return isfinite(*low) && isfinite(*high);
}

double
pathways_level_through(const Pathways *pathways)
{
  g_return_val_if_fail(pathways != NULL, NAN);
  double through = pathways->dimension[0];

  return is_density(pathways) ? THROUGH_RATIO * through : through - THROUGH_ROOM;
}

double
pathways_share_above(const Pathways *pathways, double level)
{
  g_return_val_if_fail(pathways != NULL && pathways->field != NULL, NAN);
  const Field *field = pathways->field;
  gboolean density = is_density(pathways);
  double above = 0.0, all = 0.0;

  for (gsize i = 0; i < field->n_nodes; i++) {
    double weight = density ? field->value[i] : 1.0;
    all += weight;
    if (field->value[i] > level)
      above += weight;
  }
  return all > 0.0 ? above / all : 0.0;
}

/* Level above which part of a density is; bins of equal ratio over eight decades. */
static double
level_of_share(const Field *field, double most, double part)
{
  const double decades = 8.0 * G_LN10;
  double bin[BINS] = {0}, total = 0.0, sum = 0.0;
  guint b = BINS;

  for (gsize i = 0; i < field->n_nodes; i++) {
    double below = field->value[i] > 0.0f ? log(most / field->value[i]) : decades;
    guint k = (guint)CLAMP((1.0 - below / decades) * BINS, 0.0, BINS - 1.0);
    bin[k] += field->value[i];
    total += field->value[i];
  }
  while (b > 0 && sum < part * total)
    sum += bin[--b];
  return most * exp((b / (double)BINS - 1.0) * decades);
}

gboolean
pathways_level_range(const Pathways *pathways, double *low, double *high)
{
  g_return_val_if_fail(pathways != NULL && low != NULL && high != NULL, FALSE);
  if (!pathways->field)
    return FALSE;
  double most = highest(pathways->field), through = pathways->dimension[0];
  if (!(most > 0.0))
    return FALSE;
  if (is_density(pathways)) {
    *high = level_of_share(pathways->field, most, RANGE_LEAST);
    *low = fmax(level_of_share(pathways->field, most, RANGE_MOST), pathways->least);
    *low = fmin(*low, isnan(through) ? *low : 0.8 * through);
  } else {
    *high = 0.98 * most;
    *low = fmin(isnan(through) ? 0.0 : through - ROOM_BELOW, 0.0);
  }
  for (guint k = 0; k < pathways->surfaces->len; k++) {
    const Mesh *mesh = g_ptr_array_index(pathways->surfaces, k);
    *low = fmin(*low, mesh->level);
    *high = fmax(*high, mesh->level);
  }
  return *high > *low;
}
