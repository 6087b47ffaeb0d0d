// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/tetrahedra.h"

#include <stdlib.h>
#include <string.h>

#include "base/rng.h"
#include "model/packing.h"

#define CLOSEST  0.6        /* fraction of the contact distances that must be kept */
#define EXCHANGE (1u << 30) /* index of the numbers that choose corners */

static const struct {
  const char *centre, *corner;
  double length;
} bonds[] = {
    {"P", "S", 2.05},  {"P", "O", 1.54},  {"P", "Se", 2.21}, {"Si", "O", 1.62},
    {"Si", "S", 2.13}, {"Ge", "O", 1.74}, {"Ge", "S", 2.22},
};

double
tetrahedron_bond(const Element *centre, const Element *corner)
{
  g_return_val_if_fail(centre != NULL && corner != NULL, 0.0);

  for (guint i = 0; i < G_N_ELEMENTS(bonds); i++)
    if (strcmp(bonds[i].centre, centre->symbol) == 0 &&
        strcmp(bonds[i].corner, corner->symbol) == 0)
      return bonds[i].length;
  return centre->covalent_radius + corner->covalent_radius;
}

gboolean
tetrahedra_pack(Frame *frame, guint n_units, guint64 seed)
{
  g_return_val_if_fail(frame != NULL && 5 * n_units <= frame->n_atoms, FALSE);

  const Vec3 alone = {0.0, 0.0, 0.0};
  const Element *const *element = frame->species->element;
  g_autoptr(Packing) packing = packing_new(frame, seed);

  for (guint i = 0; i < n_units; i++) {
    const guint8 *type = &frame->type[5 * i];
    double s = tetrahedron_bond(element[type[0]], element[type[1]]) / sqrt(3.0);
    const Vec3 shape[] = {alone, {s, s, s}, {s, -s, -s}, {-s, s, -s}, {-s, -s, s}};
    if (!packing_place(packing, 5 * i, shape, 5, CLOSEST))
      return FALSE;
  }
  for (guint i = 5 * n_units; i < frame->n_atoms; i++)
    if (!packing_place(packing, i, &alone, 1, CLOSEST))
      return FALSE;
  return TRUE;
}

/* From the nearest former to a corner, shortest image. */
static Vec3
bond_of(const Frame *frame, guint corner, const Element **centre)
{
  Vec3 nearest = {INFINITY, 0.0, 0.0};

  for (guint i = 0; i < frame->n_atoms; i++) {
    const Element *element = frame->species->element[frame->type[i]];
    if (element->role != SPECIES_FORMER)
      continue;
    Vec3 d = cell_minimum_image(&frame->cell,
                                vec3_sub(frame->position[corner], frame->position[i]));
    if (vec3_norm2(d) >= vec3_norm2(nearest))
      continue;
    nearest = d;
    *centre = element;
  }
  return nearest;
}

static void
exchange_one(Frame *frame, guint corner, int to)
{
  const Element *centre = NULL;
  Vec3 bond = bond_of(frame, corner, &centre);

  frame->type[corner] = (guint8)to;
  if (!centre)
    return;
  double length = tetrahedron_bond(centre, frame->species->element[to]);
  frame->position[corner] =
      vec3_mul_add(frame->position[corner], length / vec3_norm(bond) - 1.0, bond);
}

gboolean
tetrahedra_exchange(Frame *frame, int from, int to, guint n, guint64 seed)
{
  g_return_val_if_fail(frame != NULL, FALSE);

  g_autoptr(GArray) corners = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint i = 0; i < frame->n_atoms; i++)
    if (frame->type[i] == from)
      g_array_append_val(corners, i);
  if (corners->len < n)
    return FALSE;
  for (guint k = 0; k < n; k++) {
    double u[4];
    rng_uniform4(seed, RNG_PACKING, k, EXCHANGE, u);
    guint chosen = MIN((guint)(u[0] * corners->len), corners->len - 1);
    exchange_one(frame, g_array_index(corners, guint, chosen), to);
    g_array_remove_index_fast(corners, chosen);
  }
  return TRUE;
}

typedef struct {
  guint atom;
  double distance2; /* Å² */
} Near;

static int
compare_near(const void *a, const void *b)
{
  const Near *p = a, *q = b;

  if (p->distance2 != q->distance2)
    return p->distance2 < q->distance2 ? -1 : 1;
  return p->atom < q->atom ? -1 : 1;
}

/* Atoms of a type that are still there, sorted by their distance from a point. */
static GArray *
sort_by_distance(const Frame *frame, int type, Vec3 from, const gboolean *gone)
{
  GArray *all = g_array_new(FALSE, FALSE, sizeof(Near));

  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 d = cell_minimum_image(&frame->cell, vec3_sub(frame->position[i], from));
    Near near = {i, vec3_norm2(d)};
    if (frame->type[i] == type && !gone[i])
      g_array_append_val(all, near);
  }
  g_array_sort(all, compare_near);
  return all;
}

static void
remove_nearest(const Frame *frame, int type, Vec3 from, guint n, gboolean *gone)
{
  g_autoptr(GArray) near = sort_by_distance(frame, type, from, gone);

  for (guint k = 0; k < MIN(n, near->len); k++)
    gone[g_array_index(near, Near, k).atom] = TRUE;
}

static void
remove_units(const Frame *frame, int centre, Vec3 middle, guint n, gboolean *gone)
{
  g_autoptr(GArray) near = sort_by_distance(frame, centre, middle, gone);

  for (guint k = 0; k < MIN(n, near->len); k++) {
    guint atom = g_array_index(near, Near, k).atom;
    gone[atom] = TRUE;
    for (guint t = 0; t < frame->species->n; t++)
      if (frame->species->element[t]->role == SPECIES_ANION)
        remove_nearest(frame, (int)t, frame->position[atom], 4, gone);
  }
}

static Frame *
copy_remaining(const Frame *frame, const gboolean *gone)
{
  guint left = 0, k = 0;

  for (guint i = 0; i < frame->n_atoms; i++)
    left += !gone[i];
  Frame *rest = frame_new(frame->species, left, 0);
  rest->cell = frame->cell;
  for (guint i = 0; i < frame->n_atoms; i++)
    if (!gone[i]) {
      rest->type[k] = frame->type[i];
      rest->position[k++] = frame->position[i];
    }
  return rest;
}

Frame *
tetrahedra_carve(const Frame *frame, int centre, guint n)
{
  g_return_val_if_fail(frame != NULL && centre >= 0, NULL);

  guint n_units = frame_count_type(frame, (guint)centre);
  Vec3 middle = cell_to_cartesian(&frame->cell, vec3(0.5, 0.5, 0.5));
  g_autofree gboolean *gone = g_new0(gboolean, frame->n_atoms);

  g_return_val_if_fail(n <= n_units && n_units > 0, NULL);
  remove_units(frame, centre, middle, n, gone);
  for (guint t = 0; t < frame->species->n; t++)
    if (t != (guint)centre && frame->species->element[t]->role != SPECIES_ANION)
      remove_nearest(frame, (int)t, middle, frame_count_type(frame, t) * n / n_units,
                     gone);
  return copy_remaining(frame, gone);
}
