// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/seams.h"

#include <math.h>
#include <string.h>

#define MOST_BOXES 128  /* along each axis */
#define NEAR       1e-3 /* Å: a rod's axis runs through a centre */

/* Boxes so wide that spheres of neighbouring ones at most can meet. */
typedef struct {
  const SphereInstance *sphere;
  guint n;
  double low[3], size[3];
  int boxes[3];
  const guint *start, *member;
} Grid;

void
seams_init(Seams *seams)
{
  seams->all = g_array_new(FALSE, FALSE, sizeof(SeamInstance));
  seams->pair = g_array_new(FALSE, FALSE, 2 * sizeof(guint32));
  seams->start = g_array_new(FALSE, FALSE, sizeof(guint));
  seams->member = g_array_new(FALSE, FALSE, sizeof(guint));
}

void
seams_clear(Seams *seams)
{
  g_array_unref(seams->all);
  g_array_unref(seams->pair);
  g_array_unref(seams->start);
  g_array_unref(seams->member);
}

static void
add(Seams *seams, const SeamInstance *seam, guint i, guint j)
{
  const guint32 pair[2] = {i, j};

  g_array_append_vals(seams->all, seam, 1);
  g_array_append_vals(seams->pair, pair, 1);
}

static void
box_of(const Grid *grid, const float place[3], int box[3])
{
  for (int k = 0; k < 3; k++)
    box[k] =
        CLAMP((int)((place[k] - grid->low[k]) / grid->size[k]), 0, grid->boxes[k] - 1);
}

static guint
number_of(const Grid *grid, const int box[3])
{
  return (guint)((box[2] * grid->boxes[1] + box[1]) * grid->boxes[0] + box[0]);
}

static void
measure_grid(Grid *grid)
{
  double high[3] = {-INFINITY, -INFINITY, -INFINITY}, widest = 1e-3;

  for (int k = 0; k < 3; k++)
    grid->low[k] = INFINITY;
  for (guint i = 0; i < grid->n; i++) {
    widest = fmax(widest, 2.0 * grid->sphere[i].radius);
    for (int k = 0; k < 3; k++) {
      grid->low[k] = fmin(grid->low[k], grid->sphere[i].centre[k]);
      high[k] = fmax(high[k], grid->sphere[i].centre[k]);
    }
  }
  for (int k = 0; k < 3; k++) {
    double length = high[k] - grid->low[k];
    grid->boxes[k] = (int)CLAMP(length / widest, 1.0, (double)MOST_BOXES);
    grid->size[k] = fmax(length / grid->boxes[k], widest);
  }
}

static void
fill_grid(Grid *grid, Seams *seams)
{
  guint n = (guint)(grid->boxes[0] * grid->boxes[1] * grid->boxes[2]);
  int box[3];

  g_array_set_size(seams->start, n + 2);
  g_array_set_size(seams->member, grid->n);
  guint *start = (guint *)seams->start->data, *member = (guint *)seams->member->data;
  memset(start, 0, (n + 2) * sizeof *start);
  for (guint i = 0; i < grid->n; i++) {
    box_of(grid, grid->sphere[i].centre, box);
    start[number_of(grid, box) + 2]++;
  }
  for (guint k = 2; k < n + 2; k++)
    start[k] += start[k - 1];
  for (guint i = 0; i < grid->n; i++) {
    box_of(grid, grid->sphere[i].centre, box);
    member[start[number_of(grid, box) + 1]++] = i;
  }
  grid->start = start;
  grid->member = member;
}

static double
distance2(const float a[3], const float b[3])
{
  double x = b[0] - a[0], y = b[1] - a[1], z = b[2] - a[2];

  return x * x + y * y + z * z;
}

static void
meet_sphere(Seams *seams, const Grid *grid, guint i, guint j)
{
  const SphereInstance *a = &grid->sphere[i], *b = &grid->sphere[j];
  double reach = a->radius + b->radius, inside = a->radius - b->radius;
  double apart2 = distance2(a->centre, b->centre);
  SeamInstance seam = {.radius = a->radius, .other = b->radius};

  if (apart2 >= reach * reach || apart2 <= inside * inside)
    return;
  memcpy(seam.first, a->centre, sizeof seam.first);
  memcpy(seam.second, b->centre, sizeof seam.second);
  add(seams, &seam, i, j);
}

static void
meet_neighbours(Seams *seams, const Grid *grid, guint i)
{
  int own[3];

  box_of(grid, grid->sphere[i].centre, own);
  for (int k = 0; k < 9; k++) {
    int box[3] = {MAX(own[0] - 1, 0), own[1] + k % 3 - 1, own[2] + k / 3 - 1};
    int last = MIN(own[0] + 1, grid->boxes[0] - 1);
    if (box[1] < 0 || box[1] >= grid->boxes[1] || box[2] < 0 || box[2] >= grid->boxes[2])
      continue;
    guint from = number_of(grid, box);
    for (guint m = grid->start[from]; m < grid->start[from + (guint)(last - box[0]) + 1];
         m++)
      if (grid->member[m] > i)
        meet_sphere(seams, grid, i, grid->member[m]);
  }
}

/* Whether the line from a to b, drawn out beyond a, runs through the sphere's centre. */
static gboolean
points_at(const SphereInstance *sphere, const float a[3], const float b[3])
{
  double length2 = distance2(a, b), along = 0.0;

  for (int k = 0; k < 3; k++)
    along += (double)(a[k] - sphere->centre[k]) * (b[k] - a[k]);
  double miss2 = distance2(sphere->centre, a) - along * along / length2;
  return miss2 < NEAR * NEAR && along > -NEAR * sqrt(length2);
}

/* Of the rod from a to b the end at a, which lies inside of a sphere or not. */
static void
meet_end(Seams *seams, const Grid *grid, const CapsuleInstance *rod, gboolean at_b)
{
  const float *a = at_b ? rod->b : rod->a, *b = at_b ? rod->a : rod->b;
  SeamInstance seam = {.other = -rod->radius};
  int own[3];

  box_of(grid, a, own);
  for (int k = 0; k < 27; k++) {
    int box[3] = {own[0] + k % 3 - 1, own[1] + k / 3 % 3 - 1, own[2] + k / 9 - 1};
    if (box[0] < 0 || box[0] >= grid->boxes[0] || box[1] < 0 ||
        box[1] >= grid->boxes[1] || box[2] < 0 || box[2] >= grid->boxes[2])
      continue;
    guint number = number_of(grid, box);
    for (guint m = grid->start[number]; m < grid->start[number + 1]; m++) {
      const SphereInstance *sphere = &grid->sphere[grid->member[m]];
      double radius = sphere->radius;
      if (distance2(sphere->centre, a) >= radius * radius || rod->radius >= radius ||
          distance2(sphere->centre, b) <= radius * radius || !points_at(sphere, a, b))
        continue;
      memcpy(seam.first, sphere->centre, sizeof seam.first);
      memcpy(seam.second, b, sizeof seam.second);
      seam.radius = sphere->radius;
      add(seams, &seam, grid->member[m], grid->member[m]);
      return;
    }
  }
}

static void
meet_rods(Seams *seams, const Grid *grid, const GArray *capsules, gboolean both_ends)
{
  for (guint k = 0; k < capsules->len; k++) {
    const CapsuleInstance *rod = &g_array_index(capsules, CapsuleInstance, k);
    meet_end(seams, grid, rod, FALSE);
    if (both_ends)
      meet_end(seams, grid, rod, TRUE);
  }
}

void
seams_find(Seams *seams, const Geometry *geometry)
{
  Grid grid = {.sphere = (const SphereInstance *)geometry->spheres->data,
               .n = geometry->spheres->len};

  g_array_set_size(seams->all, 0);
  g_array_set_size(seams->pair, 0);
  seams->n_spheres = 0;
  if (grid.n == 0)
    return;
  measure_grid(&grid);
  fill_grid(&grid, seams);
  for (guint i = 0; i < grid.n; i++)
    meet_neighbours(seams, &grid, i);
  seams->n_spheres = seams->all->len;
  meet_rods(seams, &grid, geometry->capsules, TRUE);
  meet_rods(seams, &grid, geometry->stubs, FALSE);
}
