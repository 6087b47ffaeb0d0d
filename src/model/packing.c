// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/packing.h"

#include <string.h>

#include "base/rng.h"

#define TRIES        2000 /* places tried for a group before all come closer */
#define CLOSER       0.98
#define LIKE_CONTACT 2.4 /* Å, least contact distance of two cations */
#define BINS_MAX     256
#define TURN         (1u << 31) /* index of the numbers that turn a group */

struct Packing {
  Frame *frame;
  double edge;      /* Å */
  int n;            /* bins along an edge */
  int *head, *next; /* atoms of a bin, linked; owned */
  double closeness; /* present fraction of the contact distances */
  guint64 seed;
};

static double
contact_distance(const Frame *frame, guint i, guint j)
{
  const Element *a = frame->species->element[frame->type[i]];
  const Element *b = frame->species->element[frame->type[j]];
  double sum = a->ionic_radius + b->ionic_radius;
  gboolean cations = a->role != SPECIES_ANION && b->role != SPECIES_ANION;

  return cations ? MAX(sum, LIKE_CONTACT) : sum;
}

static double
longest_contact(const Frame *frame)
{
  double longest = LIKE_CONTACT;

  for (guint t = 0; t < frame->species->n; t++)
    longest = MAX(longest, 2.0 * frame->species->element[t]->ionic_radius);
  return longest;
}

static int
bin_along(const Packing *packing, double x)
{
  double s = x / packing->edge;

  return CLAMP((int)((s - floor(s)) * packing->n), 0, packing->n - 1);
}

static int
bin_index(const Packing *packing, int i, int j, int k)
{
  int n = packing->n;

  return ((i + n) % n * n + (j + n) % n) * n + (k + n) % n;
}

static gboolean
bin_is_clear(const Packing *packing, int bin, guint atom)
{
  const Frame *frame = packing->frame;

  for (int j = packing->head[bin]; j >= 0; j = packing->next[j]) {
    Vec3 d = vec3_sub(frame->position[j], frame->position[atom]);
    double least = packing->closeness * contact_distance(frame, atom, j);
    if (vec3_norm2(cell_minimum_image(&frame->cell, d)) < least * least)
      return FALSE;
  }
  return TRUE;
}

static gboolean
place_is_clear(const Packing *packing, guint atom)
{
  Vec3 r = packing->frame->position[atom];
  int i = bin_along(packing, r.x), j = bin_along(packing, r.y);
  int k = bin_along(packing, r.z);

  for (int m = 0; m < 27; m++) {
    int bin = bin_index(packing, i + m / 9 - 1, j + m / 3 % 3 - 1, k + m % 3 - 1);
    if (!bin_is_clear(packing, bin, atom))
      return FALSE;
  }
  return TRUE;
}

/* A uniformly random rotation, as a unit quaternion: Shoemake, in Graphics Gems III
 * (Academic Press 1992), p. 124. */
static void
draw_rotation(const Packing *packing, guint attempt, guint first, double q[4])
{
  double u[4];

  rng_uniform4(packing->seed, RNG_PACKING, attempt, first | TURN, u);
  q[0] = sqrt(u[0]) * cos(2.0 * G_PI * u[1]);
  q[1] = sqrt(u[0]) * sin(2.0 * G_PI * u[1]);
  q[2] = sqrt(1.0 - u[0]) * cos(2.0 * G_PI * u[2]);
  q[3] = sqrt(1.0 - u[0]) * sin(2.0 * G_PI * u[2]);
}

static Vec3
rotate(const double q[4], Vec3 r)
{
  Vec3 axis = vec3(q[1], q[2], q[3]);
  Vec3 turned = vec3_mul_add(vec3_cross(axis, r), q[0], r);

  return vec3_mul_add(r, 2.0, vec3_cross(axis, turned));
}

static void
try_place(Packing *packing, guint attempt, guint first, const Vec3 *shape, guint n)
{
  Vec3 *r = &packing->frame->position[first];
  double u[4], q[4] = {1.0, 0.0, 0.0, 0.0};

  rng_uniform4(packing->seed, RNG_PACKING, attempt, first, u);
  Vec3 middle = vec3_scale(vec3(u[0], u[1], u[2]), packing->edge);
  if (n > 1)
    draw_rotation(packing, attempt, first, q);
  for (guint k = 0; k < n; k++)
    r[k] = vec3_add(middle, rotate(q, shape[k]));
}

static gboolean
group_is_clear(const Packing *packing, guint first, guint n)
{
  for (guint k = 0; k < n; k++)
    if (!place_is_clear(packing, first + k))
      return FALSE;
  return TRUE;
}

static void
enter(Packing *packing, guint atom)
{
  Vec3 r = packing->frame->position[atom];
  int bin = bin_index(packing, bin_along(packing, r.x), bin_along(packing, r.y),
                      bin_along(packing, r.z));

  packing->next[atom] = packing->head[bin];
  packing->head[bin] = (int)atom;
}

gboolean
packing_place(Packing *packing, guint first, const Vec3 *shape, guint n, double least)
{
  g_return_val_if_fail(packing != NULL && shape != NULL, FALSE);
  g_return_val_if_fail(first + n <= packing->frame->n_atoms, FALSE);

  for (guint attempt = 1;; attempt++) {
    try_place(packing, attempt, first, shape, n);
    if (group_is_clear(packing, first, n))
      break;
    if (attempt % TRIES == 0)
      packing->closeness *= CLOSER;
    if (packing->closeness < least)
      return FALSE;
  }
  for (guint k = 0; k < n; k++)
    enter(packing, first + k);
  return TRUE;
}

Packing *
packing_new(Frame *frame, guint64 seed)
{
  g_return_val_if_fail(frame != NULL, NULL);

  Packing *packing = g_new0(Packing, 1);
  double edge = frame->cell.vector[0].x;
  int n = CLAMP((int)(edge / longest_contact(frame)), 1, BINS_MAX);

  packing->frame = frame;
  packing->edge = edge;
  packing->n = n;
  packing->head = g_new(int, (gsize)n *n *n);
  packing->next = g_new(int, frame->n_atoms);
  packing->closeness = 1.0;
  packing->seed = seed;
  memset(packing->head, -1, (gsize)n * n * n * sizeof *packing->head);
  return packing;
}

void
packing_free(Packing *packing)
{
  if (!packing)
    return;
  g_free(packing->head);
  g_free(packing->next);
  g_free(packing);
}
