// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/pick-grid.h"

#include <math.h>
#include <string.h>

#define PER_BOX   12 /* things, on the mean */
#define MOST_SIDE 128

struct PickGrid {
  float low[3], per_box[3]; /* corner; boxes to an Å */
  int n[3];
  double reach;            /* Å, from the middle of a thing */
  guint *first;            /* things of each box, and behind the last */
  guint *thing;            /* in order of the boxes */
  guint32 *box;            /* of each thing: work space */
  gsize n_boxes, n_things; /* allocated */
};

double
pick_ray_pixel(const PickRay *ray, double along)
{
  return ray->pixel * (ray->orthographic ? 1.0 : fmax(along, 1e-6));
}

PickGrid *
pick_grid_new(void)
{
  return g_new0(PickGrid, 1);
}

void
pick_grid_free(PickGrid *grid)
{
  if (!grid)
    return;
  g_free(grid->first);
  g_free(grid->thing);
  g_free(grid->box);
  g_free(grid);
}

static void
find_middle(const PickThings *things, guint k, float middle[3])
{
  const guint8 *thing = (const guint8 *)things->things + k * things->stride;
  float a[3], b[3];

  memcpy(a, thing + things->end_a, sizeof a);
  memcpy(b, thing + things->end_b, sizeof b);
  for (int i = 0; i < 3; i++)
    middle[i] = 0.5f * (a[i] + b[i]);
}

static float
find_reach2(const PickThings *things, guint k, const float middle[3])
{
  const guint8 *thing = (const guint8 *)things->things + k * things->stride;
  float a[3], radius, half2 = 0.0f;

  memcpy(a, thing + things->end_a, sizeof a);
  memcpy(&radius, thing + things->radius, sizeof radius);
  for (int i = 0; i < 3; i++)
    half2 += (a[i] - middle[i]) * (a[i] - middle[i]);
  return half2 > 0.0f ? (sqrtf(half2) + radius) * (sqrtf(half2) + radius)
                      : radius * radius;
}

static void
find_extent(PickGrid *grid, const PickThings *things, float high[3])
{
  float reach2 = 0.0f;

  for (int i = 0; i < 3; i++) {
    grid->low[i] = INFINITY;
    high[i] = -INFINITY;
  }
  for (guint k = 0; k < things->n; k++) {
    float middle[3];
    find_middle(things, k, middle);
    for (int i = 0; i < 3; i++) {
      grid->low[i] = MIN(grid->low[i], middle[i]);
      high[i] = MAX(high[i], middle[i]);
    }
    reach2 = MAX(reach2, find_reach2(things, k, middle));
  }
  grid->reach = 1.001 * sqrt(reach2);
}

static void
choose_boxes(PickGrid *grid, const float high[3], guint n_things)
{
  double volume = 1.0;

  for (int i = 0; i < 3; i++)
    volume *= fmax(high[i] - grid->low[i], 1.0);
  double edge = fmax(cbrt(volume * PER_BOX / MAX(n_things, 1)), grid->reach);
  for (int i = 0; i < 3; i++) {
    double length = fmax(high[i] - grid->low[i], 1e-3);
    grid->n[i] = (int)CLAMP(length / edge, 1.0, MOST_SIDE);
    grid->per_box[i] = (float)(grid->n[i] / length);
  }
}

static void
allocate(PickGrid *grid, guint n_things)
{
  gsize n_boxes = (gsize)grid->n[0] * (gsize)grid->n[1] * (gsize)grid->n[2];

  if (n_boxes + 1 > grid->n_boxes) {
    grid->n_boxes = n_boxes + 1;
    grid->first = g_renew(guint, grid->first, grid->n_boxes);
  }
  if (n_things > grid->n_things) {
    grid->n_things = n_things;
    grid->thing = g_renew(guint, grid->thing, n_things);
    grid->box = g_renew(guint32, grid->box, n_things);
  }
  memset(grid->first, 0, (n_boxes + 1) * sizeof *grid->first);
}

static guint32
box_of(const PickGrid *grid, const float middle[3])
{
  int at[3];

  for (int i = 0; i < 3; i++) {
    int place = (int)((middle[i] - grid->low[i]) * grid->per_box[i]);
    at[i] = CLAMP(place, 0, grid->n[i] - 1);
  }
  return (guint32)((at[2] * grid->n[1] + at[1]) * grid->n[0] + at[0]);
}

void
pick_grid_build(PickGrid *grid, const PickThings *things)
{
  float high[3];

  grid->n[0] = grid->n[1] = grid->n[2] = 0;
  if (things->n == 0)
    return;
  find_extent(grid, things, high);
  choose_boxes(grid, high, things->n);
  allocate(grid, things->n);
  for (guint k = 0; k < things->n; k++) {
    float middle[3];
    find_middle(things, k, middle);
    grid->box[k] = box_of(grid, middle);
    grid->first[grid->box[k]]++;
  }
  guint sum = 0;
  for (int b = 0; b <= grid->n[0] * grid->n[1] * grid->n[2]; b++) {
    guint here = grid->first[b];
    grid->first[b] = sum;
    sum += here;
  }
  for (guint k = 0; k < things->n; k++)
    grid->thing[grid->first[grid->box[k]]++] = k;
  for (int b = grid->n[0] * grid->n[1] * grid->n[2]; b > 0; b--)
    grid->first[b] = grid->first[b - 1];
  grid->first[0] = 0;
}

/* A layer of boxes across the axis along which the ray goes fastest. */
typedef struct {
  const PickGrid *grid;
  const PickRay *ray;
  double slack;
  int axis;
  double origin[3], direction[3];
} March;

static void
visit_row(const March *march, const int at[3], int last, PickLook look, gpointer data)
{
  const PickGrid *grid = march->grid;
  int box = (at[2] * grid->n[1] + at[1]) * grid->n[0] + at[0];

  for (guint k = grid->first[box]; k < grid->first[box + last - at[0] + 1]; k++)
    look(data, grid->thing[k]);
}

/* Boxes first … last along an axis in which the ray is between two places on its way, or
 * nearer than margin. FALSE: none. */
static gboolean
find_range(const March *march, int axis, const double along[2], double margin,
           int range[2])
{
  const PickGrid *grid = march->grid;
  double p = march->origin[axis] + along[0] * march->direction[axis];
  double q = march->origin[axis] + along[1] * march->direction[axis];
  double from = (fmin(p, q) - margin - grid->low[axis]) * grid->per_box[axis];
  double to = (fmax(p, q) + margin - grid->low[axis]) * grid->per_box[axis];

  if (!(to >= 0.0 && from <= grid->n[axis]))
    return FALSE;
  range[0] = (int)CLAMP(floor(from), 0.0, grid->n[axis] - 1.0);
  range[1] = (int)CLAMP(floor(to), 0.0, grid->n[axis] - 1.0);
  return TRUE;
}

static void
visit_layer(const March *march, int layer, PickLook look, gpointer data)
{
  const PickGrid *grid = march->grid;
  int axis = march->axis, range[3][2], at[3];
  double edge = 1.0 / grid->per_box[axis];
  double low = grid->low[axis] + layer * edge - march->origin[axis];
  double p = low / march->direction[axis];
  double q = (low + edge) / march->direction[axis];
  double along[2] = {fmin(p, q), fmax(p, q)};
  double margin = grid->reach + march->slack * pick_ray_pixel(march->ray, along[1]);
  double beyond = margin / fabs(march->direction[axis]);

  margin += march->slack * march->ray->pixel * beyond;
  along[0] -= beyond;
  along[1] += beyond;
  if (along[1] < 0.0)
    return;
  range[axis][0] = range[axis][1] = layer;
  for (int i = 1; i <= 2; i++) {
    int other = (axis + i) % 3;
    if (!find_range(march, other, along, margin, range[other]))
      return;
  }
  at[0] = range[0][0];
  for (at[2] = range[2][0]; at[2] <= range[2][1]; at[2]++)
    for (at[1] = range[1][0]; at[1] <= range[1][1]; at[1]++)
      visit_row(march, at, range[0][1], look, data);
}

void
pick_grid_visit(const PickGrid *grid, const PickRay *ray, double slack, PickLook look,
                gpointer data)
{
  March march = {
      .grid = grid,
      .ray = ray,
      .slack = slack,
      .origin = {ray->origin.x, ray->origin.y, ray->origin.z},
      .direction = {ray->direction.x, ray->direction.y, ray->direction.z},
  };

  for (int i = 1; i < 3; i++)
    if (fabs(march.direction[i]) > fabs(march.direction[march.axis]))
      march.axis = i;
  for (int layer = 0; layer < grid->n[march.axis]; layer++)
    visit_layer(&march, layer, look, data);
}
