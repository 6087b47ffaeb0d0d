// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/cover-map.h"

#include <math.h>
#include <string.h>

/* Pixels along a square, for each so many along the picture. */
#define SQUARE  4
#define LONGEST 2000
/* Atoms that would not fill the picture so many times hide too little. */
#define LEAST_LAYERS 1.5
/* Smoothed edges and what an ellipse differs from a circle: pixels, and parts of a
 * radius. Things nearer than NEAREST of their radii are left to the depth test. */
#define EDGE_INSIDE  1.0f
#define EDGE_OUTSIDE 3.0f
#define SHAPE_INSIDE 0.98f
#define SHAPE        1.1f
#define NEAREST      8.0f
#define MOST_STEPS   64
#define ROUNDING     1e-3 /* Å: whether a slice cuts what lies on it, shaders decide */

struct CoverMap {
  int width, height, square;
  GArray *depth; /* float: distance behind the eye */
  float view[16], projection[16], half_width, half_height, pixel, edge;
  gboolean flat;
};

/* Pixels; distance and radius of one pixel at that distance in Å. */
typedef struct {
  float x, y, distance, pixel;
} Spot;

CoverMap *
cover_map_new(void)
{
  CoverMap *map = g_new0(CoverMap, 1);

  map->depth = g_array_new(FALSE, FALSE, sizeof(float));
  return map;
}

void
cover_map_free(CoverMap *map)
{
  if (!map)
    return;
  g_array_unref(map->depth);
  g_free(map);
}

static Spot
project(const CoverMap *map, const float r[3])
{
  const float *m = map->view, *q = map->projection;
  float p[3];

  for (int k = 0; k < 3; k++)
    p[k] = m[k] * r[0] + m[4 + k] * r[1] + m[8 + k] * r[2] + m[12 + k];
  float w = map->flat ? 1.0f : -p[2];
  float x = (q[0] * p[0] + q[8] * p[2] + q[12]) / w;
  float y = (q[5] * p[1] + q[9] * p[2] + q[13]) / w;
  return (Spot){(1.0f + x) * map->half_width, (1.0f + y) * map->half_height, -p[2],
                map->pixel * w};
}

static void
set_view(CoverMap *map, const DrawView *view)
{
  const ViewBlock *block = &view->block;
  int longest = MAX(view->width, view->height);

  memcpy(map->view, block->view, sizeof map->view);
  memcpy(map->projection, block->projection, sizeof map->projection);
  map->half_width = 0.5f * block->viewport[0];
  map->half_height = 0.5f * block->viewport[1];
  map->pixel = block->viewport[3];
  map->edge = EDGE_OUTSIDE + 2.0f * block->viewport[2];
  map->flat = view->camera->orthographic;
  map->square = SQUARE * (1 + longest / LONGEST);
  map->width = (view->width + map->square - 1) / map->square;
  map->height = (view->height + map->square - 1) / map->square;
}

/* All squares that lie within the disc. */
static void
cover(CoverMap *map, const Spot *spot, float radius)
{
  float side = (float)map->square;
  int bottom = MAX((int)ceilf((spot->y - radius) / side), 0);
  int top = MIN((int)floorf((spot->y + radius) / side), map->height);

  for (int j = bottom; j < top; j++) {
    float *row = &g_array_index(map->depth, float, j * map->width);
    float dy = fmaxf(spot->y - (float)j * side, (float)(j + 1) * side - spot->y);
    float half = sqrtf(fmaxf(radius * radius - dy * dy, 0.0f));
    int left = MAX((int)ceilf((spot->x - half) / side), 0);
    int right = MIN((int)floorf((spot->x + half) / side), map->width);
    for (int i = left; i < right; i++)
      row[i] = fminf(row[i], spot->distance);
  }
}

static gboolean
is_near(const CoverMap *map, const Spot *spot, float radius)
{
  return !map->flat && spot->distance < NEAREST * radius;
}

static gboolean
is_far_off(const CoverMap *map, const Spot *spot)
{
  return fabsf(spot->x) + fabsf(spot->y) > 100.0f * (map->half_width + map->half_height);
}

static void
cover_by_atoms(CoverMap *map, const DrawView *view, const GArray *spheres)
{
  const RenderStyle *style = view->style;

  for (guint k = 0; k < spheres->len; k++) {
    const SphereInstance *sphere = &g_array_index(spheres, SphereInstance, k);
    const float *c = sphere->centre;
    Spot spot = project(map, c);
    float radius = SHAPE_INSIDE * sphere->radius / spot.pixel - EDGE_INSIDE;
    if (radius * (float)G_SQRT2 > map->square && !is_near(map, &spot, sphere->radius) &&
        !is_far_off(map, &spot) &&
        !geometry_is_nearly_sliced(style, view->cell, vec3(c[0], c[1], c[2]), ROUNDING))
      cover(map, &spot, radius);
  }
}

static gboolean
is_worth_it(const DrawView *view, const Geometry *geometry)
{
  double radius = draw_view_pixels(view, geometry->atom_radius, view->part.whole_height);
  double area = (double)view->part.whole_width * view->part.whole_height;

  return radius > SQUARE &&
         G_PI * radius * radius * geometry->spheres->len > LEAST_LAYERS * area;
}

void
cover_map_draw(CoverMap *map, DrawView *view, const Geometry *geometry)
{
  int copies = view->copies[0] * view->copies[1] * view->copies[2];

  view->cover = NULL;
  if (!view->cell || copies > 1 || view->style->full_detail ||
      !is_worth_it(view, geometry))
    return;
  set_view(map, view);
  guint n = (guint)map->width * (guint)map->height;
  g_array_set_size(map->depth, n);
  for (guint k = 0; k < n; k++)
    g_array_index(map->depth, float, k) = INFINITY;
  cover_by_atoms(map, view, geometry->spheres);
  view->cover = map;
}

/* All of a square around spot lies behind what covers it, or outside of the picture. */
static gboolean
is_covered(const CoverMap *map, const Spot *spot, float radius, float front)
{
  float side = (float)map->square;
  int left = MAX((int)floorf((spot->x - radius) / side), 0);
  int right = MIN((int)floorf((spot->x + radius) / side), map->width - 1);
  int bottom = MAX((int)floorf((spot->y - radius) / side), 0);
  int top = MIN((int)floorf((spot->y + radius) / side), map->height - 1);

  for (int j = bottom; j <= top; j++) {
    const float *row = &g_array_index(map->depth, float, j * map->width);
    for (int i = left; i <= right; i++)
      if (row[i] >= front)
        return FALSE;
  }
  return TRUE;
}

static gboolean
hides_spot(const CoverMap *map, const Spot *spot, float radius)
{
  return !is_near(map, spot, radius) && !is_far_off(map, spot) &&
         is_covered(map, spot, SHAPE * radius / spot->pixel + map->edge,
                    spot->distance - radius);
}

gboolean
cover_map_hides_ball(const CoverMap *map, const float centre[3], float radius)
{
  Spot spot = project(map, centre);

  return hides_spot(map, &spot, radius);
}

gboolean
cover_map_hides_rod(const CoverMap *map, const float a[3], const float b[3], float radius)
{
  Spot first = project(map, a), last = project(map, b);

  if (!hides_spot(map, &first, radius) || !hides_spot(map, &last, radius))
    return FALSE;
  float length = hypotf(last.x - first.x, last.y - first.y);
  int n = (int)ceilf(length / (float)map->square);
  if (n > MOST_STEPS)
    return FALSE;
  for (int k = 1; k < n; k++) {
    float t = (float)k / (float)n;
    float r[3];
    for (int j = 0; j < 3; j++)
      r[j] = a[j] + t * (b[j] - a[j]);
    Spot spot = project(map, r);
    /* Steps of a square leave out half of one at most. */
    if (!is_covered(map, &spot,
                    SHAPE * radius / spot.pixel + map->edge + 0.5f * (float)map->square,
                    spot.distance - radius - 0.3f))
      return FALSE;
  }
  return TRUE;
}
