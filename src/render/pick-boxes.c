// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/pick-boxes.h"

#include <math.h>
#include <string.h>

#define SIDE PICK_BOXES_SIDE
/* Boxes; rounding of places far away. */
#define MARGIN 1e-3
/* A ray in more pieces than this marks all boxes. */
#define MOST_PIECES 4096
/* A multiple of SIDE: makes places positive. */
#define POSITIVE 0x1p40

double
pick_ray_pixel(const PickRay *ray, double along)
{
  return ray->pixel * (ray->orthographic ? 1.0 : fmax(along, 1e-6));
}

static Bounds
empty_bounds(void)
{
  return (Bounds){{INFINITY, INFINITY, INFINITY}, {-INFINITY, -INFINITY, -INFINITY}};
}

static inline double
lesser(double a, double b)
{
  return b < a ? b : a;
}

static inline double
greater(double a, double b)
{
  return b > a ? b : a;
}

Bounds
bounds_around(const Bounds *a, const Bounds *b)
{
  return (Bounds){
      {lesser(a->low.x, b->low.x), lesser(a->low.y, b->low.y),
       lesser(a->low.z, b->low.z)},
      {greater(a->high.x, b->high.x), greater(a->high.y, b->high.y),
       greater(a->high.z, b->high.z)},
  };
}

void
pick_boxes_init(PickBoxes *boxes)
{
  boxes->box = g_array_new(FALSE, FALSE, sizeof(guint16));
  boxes->bounds = empty_bounds();
  boxes->reach = 0.0;
}

void
pick_boxes_clear(PickBoxes *boxes)
{
  g_clear_pointer(&boxes->box, g_array_unref);
}

static inline guint
box_along(double s)
{
  return (guint)((guint64)(s * SIDE + POSITIVE) % SIDE);
}

static inline guint
box_number(guint x, guint y, guint z)
{
  return (z * SIDE + y) * SIDE + x;
}

static inline float
distance2(const float a[3], const float b[3])
{
  float x = a[0] - b[0], y = a[1] - b[1], z = a[2] - b[2];

  return x * x + y * y + z * z;
}

void
pick_boxes_put(PickBoxes *boxes, const Cell *cell, const PickThings *things)
{
  const Cell c = *cell;
  Bounds bounds = empty_bounds();
  float longest2 = 0.0f, thickest = 0.0f;

  g_array_set_size(boxes->box, things->n);
  guint16 *box = (guint16 *)(void *)boxes->box->data;
  for (guint k = 0; k < things->n; k++) {
    const guint8 *thing = (const guint8 *)things->things + k * things->stride;
    float p[3], end[3], radius = 0.0f;
    memcpy(p, thing + things->place, sizeof p);
    memcpy(end, thing + things->end, sizeof end);
    if (things->radius != G_MAXSIZE)
      memcpy(&radius, thing + things->radius, sizeof radius);
    Vec3 r = vec3_sub(vec3(p[0], p[1], p[2]), c.origin);
    Vec3 s = vec3(vec3_dot(c.inverse[0], r), vec3_dot(c.inverse[1], r),
                  vec3_dot(c.inverse[2], r));
    const Bounds here = {s, s};
    bounds = bounds_around(&bounds, &here);
    box[k] = (guint16)box_number(box_along(s.x), box_along(s.y), box_along(s.z));
    longest2 = MAX(longest2, distance2(p, end));
    thickest = MAX(thickest, radius);
  }
  boxes->bounds = bounds;
  boxes->reach = 1.0001 * (sqrt(longest2) + thickest);
}

/* A ray in fractional coordinates: its place at t Å is origin + t direction. */
typedef struct {
  double origin[3], direction[3];
  double per_angstrom[3]; /* of distance from a face: the inverse of the cell's heights */
} Way;

static Way
way_of(const Cell *cell, const PickRay *ray)
{
  Vec3 from = cell_to_fractional(cell, ray->origin);
  Way way = {.origin = {from.x, from.y, from.z}};

  for (int k = 0; k < 3; k++) {
    way.direction[k] = vec3_dot(cell->inverse[k], ray->direction);
    way.per_angstrom[k] = vec3_norm(cell->inverse[k]);
  }
  return way;
}

/* Nothing of the things is farther along the ray. */
static double
farthest(const PickBoxes *boxes, const Cell *cell, const PickRay *ray)
{
  const Vec3 *side[2] = {&boxes->bounds.low, &boxes->bounds.high};
  double far = 0.0;

  for (int k = 0; k < 8; k++) {
    Vec3 corner = cell_to_cartesian(
        cell, vec3(side[k & 1]->x, side[k >> 1 & 1]->y, side[k >> 2 & 1]->z));
    far = fmax(far, vec3_norm(vec3_sub(corner, ray->origin)));
  }
  return far + boxes->reach;
}

/* The part of the way, Å, that is within reach of all places. */
static gboolean
clip(const Way *way, const Bounds *bounds, double reach, double along[2])
{
  const double low[3] = {bounds->low.x, bounds->low.y, bounds->low.z};
  const double high[3] = {bounds->high.x, bounds->high.y, bounds->high.z};

  for (int k = 0; k < 3; k++) {
    double margin = reach * way->per_angstrom[k] + MARGIN / SIDE;
    double from = low[k] - margin - way->origin[k];
    double to = high[k] + margin - way->origin[k];
    double slope = way->direction[k];
    if (fabs(slope) < 1e-12) {
      if (from > 0.0 || to < 0.0)
        return FALSE;
      continue;
    }
    along[0] = fmax(along[0], fmin(from / slope, to / slope));
    along[1] = fmin(along[1], fmax(from / slope, to / slope));
  }
  return along[0] <= along[1];
}

/* All boxes nearer than reach to a piece of the way. TRUE when these are all there are.
 */
static gboolean
mark_piece(const Way *way, double from, double to, double reach, PickMarks *marks)
{
  gint64 low[3], high[3];
  gboolean all = TRUE;

  for (int k = 0; k < 3; k++) {
    double a = way->origin[k] + from * way->direction[k];
    double b = way->origin[k] + to * way->direction[k];
    double margin = reach * way->per_angstrom[k];
    low[k] = (gint64)floor(SIDE * (fmin(a, b) - margin) - MARGIN);
    high[k] = (gint64)floor(SIDE * (fmax(a, b) + margin) + MARGIN);
    high[k] = MIN(high[k], low[k] + SIDE - 1);
    all = all && high[k] == low[k] + SIDE - 1;
  }
  for (gint64 z = low[2]; z <= high[2]; z++)
    for (gint64 y = low[1]; y <= high[1]; y++)
      for (gint64 x = low[0]; x <= high[0]; x++)
        marks->box[box_number(x & (SIDE - 1), y & (SIDE - 1), z & (SIDE - 1))] = 1;
  return all;
}

gboolean
pick_boxes_mark(const PickBoxes *boxes, const Cell *cell, const PickRay *ray,
                double slack, PickMarks *marks)
{
  Way way = way_of(cell, ray);
  double along[2] = {0.0, INFINITY}, fastest = 0.0;

  if (boxes->box->len == 0)
    return FALSE;
  along[1] = farthest(boxes, cell, ray);
  double most = boxes->reach + slack * pick_ray_pixel(ray, along[1]);
  if (!clip(&way, &boxes->bounds, most, along))
    return FALSE;
  /* Pieces as long as a box, or as what is around them. */
  for (int k = 0; k < 3; k++)
    fastest = fmax(fastest, SIDE * fabs(way.direction[k]));
  double piece = fmax(1.0 / fastest, 0.5 * boxes->reach);
  double n = fmax(ceil((along[1] - along[0]) / piece), 1.0);
  if (!(n <= MOST_PIECES)) {
    memset(marks, 1, sizeof *marks);
    return TRUE;
  }
  for (double k = 0.0; k < n; k++) {
    double from = along[0] + k / n * (along[1] - along[0]);
    double to = along[0] + (k + 1.0) / n * (along[1] - along[0]);
    if (mark_piece(&way, from, to, boxes->reach + slack * pick_ray_pixel(ray, to), marks))
      break;
  }
  return TRUE;
}

void
pick_boxes_visit(const PickBoxes *boxes, const PickMarks *marks, PickLook look,
                 gpointer data)
{
  const guint16 *box = (const guint16 *)(const void *)boxes->box->data;
  const guint8 *mark = marks->box;
  guint n = boxes->box->len, k = 0;

  /* Most are far away: four at a time. */
  for (; k + 4 <= n; k += 4) {
    if (!(mark[box[k]] | mark[box[k + 1]] | mark[box[k + 2]] | mark[box[k + 3]]))
      continue;
    for (guint i = k; i < k + 4; i++)
      if (mark[box[i]])
        look(data, i);
  }
  for (; k < n; k++)
    if (mark[box[k]])
      look(data, k);
}
