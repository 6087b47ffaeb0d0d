// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-cage.h"

#define ROUNDS       4
#define HALF_WAY     0.5
#define BEYOND       1.5  /* of the way: on to a third cage */
#define STAY         0.25 /* of the half window, least number of frames of a cage */
#define CORE_SPREADS 2.0
#define CORE_MOST    0.45 /* of the length */

typedef struct {
  const HopWindow *window;
  guint ion;
} Track;

typedef struct {
  gint64 begin, at, end; /* samples [begin, end) around at */
  double core;
} Search;

typedef struct {
  Vec3 centre;
  double spread; /* Å, root mean square distance from the centre */
  guint n;
} Cage;

static Vec3
position_at(const Track *track, gint64 sample)
{
  return hop_window_position(track->window, sample, track->ion);
}

/* 0 in cage A, 1 in cage B. */
static double
progress(Vec3 r, Vec3 a, Vec3 b)
{
  Vec3 way = vec3_sub(b, a);
  double length2 = vec3_norm2(way);

  return length2 > 0.0 ? vec3_dot(vec3_sub(r, a), way) / length2 : 0.0;
}

/* Frames [begin, end) whose progress from the other cage to this one says they belong
 * here; all of them when other is NULL. */
static Cage
measure(const Track *track, gint64 begin, gint64 end, const Cage *self, const Cage *other)
{
  Vec3 sum = {0};
  double square = 0.0;
  Cage cage = {0};

  for (gint64 k = begin; k < end; k++) {
    Vec3 r = position_at(track, k);
    double s = other ? progress(r, other->centre, self->centre) : 1.0;
    if (s <= HALF_WAY || s >= BEYOND)
      continue;
    sum = vec3_add(sum, r);
    square += vec3_norm2(r);
    cage.n++;
  }
  if (cage.n == 0)
    return cage;
  cage.centre = vec3_scale(sum, 1.0 / cage.n);
  cage.spread = sqrt(MAX(square / cage.n - vec3_norm2(cage.centre), 0.0));
  return cage;
}

static gboolean
is_in(const Track *track, gint64 sample, const Cage *cage, double radius)
{
  Vec3 off = vec3_sub(position_at(track, sample), cage->centre);

  return vec3_norm2(off) < radius * radius;
}

static double
core_radius(const Cage *cage, double core, double length)
{
  return MIN(core > 0.0 ? core : CORE_SPREADS * cage->spread, CORE_MOST * length);
}

/* Last sample in core A before the first one in core B, seen from at. FALSE when one of
 * the cores is never met. */
static gboolean
find_transit(const Track *track, const Search *search, const Cage *a, const Cage *b,
             HopCages *out)
{
  double length = vec3_norm(vec3_sub(b->centre, a->centre));
  double radius_a = core_radius(a, search->core, length);
  double radius_b = core_radius(b, search->core, length);
  gint64 left = search->at;

  while (left >= search->begin && !is_in(track, left, a, radius_a))
    left--;
  gint64 entered = left + 1;
  while (entered < search->end && !is_in(track, entered, b, radius_b)) {
    if (is_in(track, entered, a, radius_a))
      left = entered;
    entered++;
  }
  out->left = left;
  out->entered = entered;
  return left >= search->begin && entered < search->end;
}

gboolean
hop_cage_find(const HopWindow *window, guint ion, gint64 at, gint64 earliest, double core,
              HopCages *out)
{
  Track track = {window, ion};
  guint half = hop_window_half(window);
  Search search = {MAX(at - half, earliest), at, at + half, core};
  guint least = (guint)MAX(STAY * half, 2.0);
  Cage a = measure(&track, search.begin, at, NULL, NULL);
  Cage b = measure(&track, at, search.end, NULL, NULL);

  /* what is found to be transit no longer blurs the cages */
  *out = (HopCages){.left = at - 1, .entered = at};
  for (guint round = 0; round < ROUNDS; round++) {
    Cage sharper = measure(&track, search.begin, out->left + 1, &a, &b);
    b = measure(&track, out->entered, search.end, &b, &a);
    a = sharper;
    if (a.n < least || b.n < least || !find_transit(&track, &search, &a, &b, out))
      return FALSE;
  }
  out->from = a.centre;
  out->to = b.centre;
  return TRUE;
}
