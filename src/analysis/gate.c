// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/gate.h"

#define NEAREST 6
#define REACH   8.0 /* Å from the ion at the middle of its way: who can be near it */
#define FLAT    1e-3
#define WIDEST  6.0 /* Å: a circle beyond holds other atoms */

typedef struct {
  const Track *track;
  const double *radius;
  guint ion;
  GArray *near; /* guint: anions that may come near */
} Search;

/* The ion at the origin: an anion around it at the begin and the end of a step. */
typedef struct {
  guint anion;
  Vec3 begin, end;
} Corner;

double
gate_circumradius(Vec3 a, Vec3 b, Vec3 c)
{
  Vec3 ab = vec3_sub(b, a), ac = vec3_sub(c, a), bc = vec3_sub(c, b);
  double twice = vec3_norm(vec3_cross(ab, ac));

  if (!(twice > 0.0))
    return INFINITY;
  return vec3_norm(ab) * vec3_norm(ac) * vec3_norm(bc) / (2.0 * twice);
}

static void
find_near(Search *search, guint n_anions, guint middle)
{
  const TrackSample *sample = track_sample(search->track, middle);
  Vec3 ion = track_position(sample, search->ion);

  for (guint k = 0; k < n_anions; k++) {
    Vec3 d = cell_minimum_image(&sample->cell, vec3_sub(track_position(sample, k), ion));
    if (vec3_norm2(d) < REACH * REACH)
      g_array_append_val(search->near, k);
  }
}

/* The anions nearest to the ion at sample `at`, and where they are one sample later. */
static guint
nearest_corners(const Search *search, guint at, Corner corner[NEAREST])
{
  const TrackSample *a = track_sample(search->track, at);
  const TrackSample *b = track_sample(search->track, at + 1);
  Vec3 ion = track_position(a, search->ion);
  Vec3 moved = vec3_sub(track_position(b, search->ion), ion);
  guint n = 0;

  for (guint i = 0; i < search->near->len; i++) {
    guint anion = g_array_index(search->near, guint, i), m = n;
    Vec3 r = track_position(a, anion);
    Vec3 d = cell_minimum_image(&a->cell, vec3_sub(r, ion));
    Vec3 step = vec3_sub(vec3_sub(track_position(b, anion), r), moved);
    for (; m > 0 && vec3_norm2(corner[m - 1].begin) > vec3_norm2(d); m--)
      if (m < NEAREST)
        corner[m] = corner[m - 1];
    if (m < NEAREST)
      corner[m] = (Corner){anion, d, vec3_add(d, step)};
    n = MIN(n + 1, NEAREST);
  }
  return n;
}

/* Height of the origin over the plane, and its normal. */
static double
height_over(const Vec3 r[3], Vec3 *normal)
{
  *normal = vec3_cross(vec3_sub(r[1], r[0]), vec3_sub(r[2], r[0]));
  double length = vec3_norm(*normal);

  if (length < FLAT)
    return NAN;
  *normal = vec3_scale(*normal, 1.0 / length);
  return -vec3_dot(r[0], *normal);
}

static gboolean
is_inside(const Vec3 r[3], Vec3 normal, Vec3 point)
{
  for (guint k = 0; k < 3; k++) {
    Vec3 edge = vec3_sub(r[(k + 1) % 3], r[k]);
    if (vec3_dot(vec3_cross(edge, vec3_sub(point, r[k])), normal) < 0.0)
      return FALSE;
  }
  return TRUE;
}

static double
radius_of(const Search *search, const guint32 anion[3], const Vec3 r[3])
{
  const double *radius = search->radius;

  return gate_circumradius(r[0], r[1], r[2]) -
         (radius[anion[0]] + radius[anion[1]] + radius[anion[2]]) / 3.0;
}

/* The triangle of three corners between samples at and at + 1; kept when it is narrower
 * than gate. */
static void
try_triangle(const Search *search, guint at, const Corner *const corner[3], HopGate *gate)
{
  Vec3 begin[3], end[3], now[3], normal;
  HopGate found = {.rest = NAN, .spread = NAN};

  for (guint k = 0; k < 3; k++) {
    begin[k] = corner[k]->begin;
    end[k] = corner[k]->end;
    found.anion[k] = corner[k]->anion;
  }
  double before = height_over(begin, &normal), after = height_over(end, &normal);
  if (isnan(before) || isnan(after) || (before < 0.0) == (after < 0.0))
    return;
  double part = before / (before - after);
  for (guint k = 0; k < 3; k++)
    now[k] = vec3_lerp(begin[k], end[k], part);
  double height = height_over(now, &normal);
  Vec3 foot = vec3_scale(normal, -height);
  found.radius = radius_of(search, found.anion, now);
  if (isnan(height) || !is_inside(now, normal, foot) || found.radius > WIDEST ||
      found.radius >= gate->radius)
    return;

  const TrackSample *a = track_sample(search->track, at);
  const TrackSample *b = track_sample(search->track, at + 1);
  Vec3 ion =
      vec3_lerp(track_position(a, search->ion), track_position(b, search->ion), part);
  for (guint k = 0; k < 3; k++)
    found.corner[k] = vec3_add(ion, now[k]);
  found.crossing = vec3_add(ion, foot);
  found.time = a->time + part * (b->time - a->time);
  *gate = found;
}

static void
try_step(const Search *search, guint at, HopGate *gate)
{
  Corner corner[NEAREST];
  guint n = nearest_corners(search, at, corner);

  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      for (guint k = j + 1; k < n; k++) {
        const Corner *three[3] = {&corner[i], &corner[j], &corner[k]};
        try_triangle(search, at, three, gate);
      }
}

gboolean
gate_find(const Track *track, guint n_anions, const double *radius, guint ion,
          double from, double to, HopGate *gate)
{
  guint first = track_find(track, from), last = track_find(track, to);
  Search search = {.track = track, .radius = radius, .ion = ion};
  HopGate narrowest = {.radius = INFINITY};

  if (last == track_n_samples(track))
    last--;
  if (track_n_samples(track) < 2 || first >= last)
    return FALSE;
  search.near = g_array_new(FALSE, FALSE, sizeof(guint));
  find_near(&search, n_anions, (first + last) / 2);
  for (guint at = first; at < last; at++)
    try_step(&search, at, &narrowest);
  g_array_unref(search.near);
  if (isinf(narrowest.radius))
    return FALSE;
  *gate = narrowest;
  return TRUE;
}

static gboolean
is_torn(const Vec3 r[3], const Vec3 at_crossing[3])
{
  for (guint k = 0; k < 3; k++) {
    guint next = (k + 1) % 3;
    double edge = vec3_norm(vec3_sub(r[next], r[k]));
    double before = vec3_norm(vec3_sub(at_crossing[next], at_crossing[k]));
    if (edge > GATE_TORN * before)
      return TRUE;
  }
  return FALSE;
}

/* The same images of the anions: each next to the first one. NAN when it is torn. */
static double
radius_at(const Search *search, const TrackSample *sample, const HopGate *gate)
{
  Vec3 first = track_position(sample, gate->anion[0]), r[3] = {{0}};

  for (guint k = 1; k < 3; k++)
    r[k] = cell_minimum_image(&sample->cell,
                              vec3_sub(track_position(sample, gate->anion[k]), first));
  return is_torn(r, gate->corner) ? NAN : radius_of(search, gate->anion, r);
}

guint
gate_rest(const Track *track, const double *radius, const HopGate *gate, double from,
          double to, double gap, double *mean, double *spread)
{
  Search search = {.track = track, .radius = radius};
  double sum = 0.0, square = 0.0, after = INFINITY;
  guint n = 0;

  for (guint at = track_find(track, to); at-- > 0;) {
    const TrackSample *sample = track_sample(track, at);
    if (sample->time < from)
      break;
    if (after - sample->time < gap * (1.0 - 1e-6))
      continue;
    double r = radius_at(&search, sample, gate);
    if (!isfinite(r))
      break;
    sum += r;
    square += r * r;
    after = sample->time;
    n++;
  }
  *mean = n > 1 ? sum / n : NAN;
  *spread = n > 1 ? sqrt(fmax(square - sum * sum / n, 0.0) / (n - 1)) : NAN;
  return n;
}
