// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/occlusion-map.h"

#include <math.h>
#include <string.h>

/* Pixels along a texel: the finest for which the reach is not larger than so many texels.
 */
#define FINEST      4
#define MOST_TEXELS 3.0
/* Of the reach: standard deviation of the blur, and where it ends. */
#define DEVIATION 0.5
#define BLUR_END  1.25
#define MOST_TAPS 4 /* to each side: BLUR_END * MOST_TEXELS */
/* Of so many atoms enough stand in the map. */
#define ENOUGH 20000
/* On the mean a hemisphere stands out by so much of its radius. */
#define FRONT 0.67f
/* Radius of a disc that hides as much as a face that looks anywhere, in roots of the
 * face's area: sqrt(1/(2 pi)). */
#define FACE_RADIUS 0.4
#define FARTHEST    1e5f /* texels */
#define LONGEST     2048

typedef struct {
  float centre[3], radius;
} Thing;

/* A disc in the map: texels, Å behind view->near. */
typedef struct {
  float x, y, radius, distance;
} Disc;

void
occlusion_map_init(OcclusionMap *map)
{
  memset(map, 0, sizeof *map);
  map->texel = g_array_new(FALSE, FALSE, sizeof(OcclusionTexel));
  map->rows = g_array_new(FALSE, FALSE, sizeof(OcclusionTexel));
  map->things = g_array_new(FALSE, FALSE, sizeof(Thing));
  depth_order_init(&map->order);
}

void
occlusion_map_clear(OcclusionMap *map)
{
  g_clear_pointer(&map->texel, g_array_unref);
  g_clear_pointer(&map->rows, g_array_unref);
  g_clear_pointer(&map->things, g_array_unref);
  depth_order_clear(&map->order);
}

static int
find_reduction(const RenderPart *part, double reach)
{
  int longest = MAX(part->whole_width, part->whole_height);
  int reduction = FINEST;

  while (reach > MOST_TEXELS * reduction || longest > LONGEST * reduction)
    reduction *= 2;
  return reduction;
}

static void
add_atoms(OcclusionMap *map, const GArray *spheres)
{
  guint step = spheres->len / ENOUGH + 1;
  float larger = sqrtf((float)step);

  for (guint i = 0; i < spheres->len; i += step) {
    const SphereInstance *sphere = &g_array_index(spheres, SphereInstance, i);
    Thing thing = {.radius = larger * sphere->radius};
    memcpy(thing.centre, sphere->centre, sizeof thing.centre);
    g_array_append_val(map->things, thing);
  }
}

static Vec3
corner_of(const SheetSet *set, guint k)
{
  guint32 index = g_array_index(set->triangles, guint32, k);
  const float *p = g_array_index(set->vertices, SheetVertex, index).position;

  return vec3(p[0], p[1], p[2]);
}

static void
add_faces(OcclusionMap *map, const SheetSet *set)
{
  for (guint k = 0; k + 2 < set->triangles->len; k += 3) {
    Vec3 a = corner_of(set, k), b = corner_of(set, k + 1), c = corner_of(set, k + 2);
    Vec3 middle = vec3_scale(vec3_add(a, vec3_add(b, c)), 1.0 / 3.0);
    double area = 0.5 * vec3_norm(vec3_cross(vec3_sub(b, a), vec3_sub(c, a)));
    Thing thing = {{(float)middle.x, (float)middle.y, (float)middle.z},
                   (float)(FACE_RADIUS * sqrt(area))};
    g_array_append_val(map->things, thing);
  }
}

static gboolean
is_cut(const ViewBlock *block, const float p[3])
{
  for (int k = 0; k < RENDER_MOST_SLICES; k++) {
    const float *plane = block->slice[k];
    if (plane[0] * p[0] + plane[1] * p[1] + plane[2] * p[2] > plane[3])
      return TRUE;
  }
  return FALSE;
}

/* FALSE when it is not seen. */
static gboolean
place_disc(const DrawView *view, const ViewBlock *block, const Thing *thing,
           float per_texel, Disc *disc)
{
  const float *m = block->view, *q = block->projection, *r = thing->centre;
  float p[3];

  for (int k = 0; k < 3; k++)
    p[k] = m[k] * r[0] + m[4 + k] * r[1] + m[8 + k] * r[2] + m[12 + k];
  gboolean flat = view->camera->orthographic;
  float w = flat ? 1.0f : -p[2];
  if ((!flat && w < thing->radius) || is_cut(block, p))
    return FALSE;
  float x = (q[0] * p[0] + q[8] * p[2] + q[12]) / w;
  float y = (q[5] * p[1] + q[9] * p[2] + q[13]) / w;
  disc->x = (0.5f * (1.0f + x) * block->viewport[0] + block->part[0]) * per_texel;
  disc->y = (0.5f * (1.0f + y) * block->viewport[1] + block->part[1]) * per_texel;
  disc->radius = thing->radius / (block->viewport[3] * w) * per_texel;
  disc->distance = -p[2] - FRONT * thing->radius - (float)view->near;
  return fabsf(disc->x) + fabsf(disc->y) + disc->radius < FARTHEST;
}

/* Over what is there, with a smooth edge. */
static void
splat(OcclusionMap *map, const Disc *disc)
{
  float radius = fmaxf(disc->radius, 0.5f);
  float opacity = fminf(4.0f * disc->radius * disc->radius, 1.0f);
  float reach = radius + 0.5f;
  int left = (int)fmaxf(floorf(disc->x - reach), 0.0f);
  int bottom = (int)fmaxf(floorf(disc->y - reach), 0.0f);
  int right = (int)fminf(disc->x + reach, (float)(map->width - 1));
  int top = (int)fminf(disc->y + reach, (float)(map->height - 1));

  for (int j = bottom; j <= top; j++) {
    OcclusionTexel *row = &g_array_index(map->texel, OcclusionTexel, j * map->width);
    float dy = (float)j + 0.5f - disc->y;
    for (int i = left; i <= right; i++) {
      float dx = (float)i + 0.5f - disc->x;
      /* (R² − d²)/2R is R − d at the edge. */
      float inward = 0.5f * (radius - (dx * dx + dy * dy) / radius) + 0.5f;
      float covered = opacity * CLAMP(inward, 0.0f, 1.0f);
      row[i].distance += covered * (disc->distance - row[i].distance);
      row[i].covered += covered * (1.0f - row[i].covered);
    }
  }
}

static void
splat_copy(OcclusionMap *map, const DrawView *view, const ViewBlock *block)
{
  const Thing *thing = (const Thing *)map->order.sorted->data;
  guint n = map->order.first[DEPTH_ORDER_SLABS];
  Disc disc;

  for (guint k = 0; k < n; k++)
    if (place_disc(view, block, &thing[k], 1.0f / (float)map->reduction, &disc))
      splat(map, &disc);
}

static int
find_taps(double reach, float tap[MOST_TAPS + 1])
{
  int n = CLAMP((int)ceil(BLUR_END * reach), 1, MOST_TAPS);
  double sum = 0.0;

  for (int k = 0; k <= n; k++)
    sum += (k > 0 ? 2.0 : 1.0) * exp(-0.5 * pow(k / (DEVIATION * reach), 2.0));
  for (int k = 0; k <= n; k++)
    tap[k] = (float)(exp(-0.5 * pow(k / (DEVIATION * reach), 2.0)) / sum);
  return n;
}

/* One row or column of n texels, step apart; beyond its ends it goes on as it ends. */
static void
blur_line(const OcclusionTexel *in, OcclusionTexel *out, int n, const float *tap,
          int n_taps)
{
  for (int i = 0; i < n; i++) {
    OcclusionTexel sum = {tap[0] * in[i].distance, tap[0] * in[i].covered};
    for (int k = 1; k <= n_taps; k++) {
      const OcclusionTexel *a = &in[MAX(i - k, 0)], *b = &in[MIN(i + k, n - 1)];
      sum.distance += tap[k] * (a->distance + b->distance);
      sum.covered += tap[k] * (a->covered + b->covered);
    }
    out[i] = sum;
  }
}

static void
blur_column(const OcclusionTexel *in, OcclusionTexel *out, const OcclusionMap *map, int j,
            const float *tap, int n_taps)
{
  int w = map->width;

  for (int i = 0; i < w; i++)
    out[i] =
        (OcclusionTexel){tap[0] * in[j * w + i].distance, tap[0] * in[j * w + i].covered};
  for (int k = 1; k <= n_taps; k++) {
    const OcclusionTexel *a = in + MAX(j - k, 0) * w;
    const OcclusionTexel *b = in + MIN(j + k, map->height - 1) * w;
    for (int i = 0; i < w; i++) {
      out[i].distance += tap[k] * (a[i].distance + b[i].distance);
      out[i].covered += tap[k] * (a[i].covered + b[i].covered);
    }
  }
}

/* Distances come in times the part that is covered. */
static void
blur(OcclusionMap *map, double reach)
{
  OcclusionTexel *texel = (OcclusionTexel *)map->texel->data;
  OcclusionTexel *rows = (OcclusionTexel *)map->rows->data;
  float tap[MOST_TAPS + 1];
  int n_taps = find_taps(reach, tap), w = map->width;

  for (int j = 0; j < map->height; j++)
    blur_line(texel + j * w, rows + j * w, w, tap, n_taps);
  for (int j = 0; j < map->height; j++)
    blur_column(rows, texel + j * w, map, j, tap, n_taps);
}

static void
divide(OcclusionMap *map, float farthest)
{
  OcclusionTexel *texel = (OcclusionTexel *)map->texel->data;

  for (int k = 0; k < map->width * map->height; k++)
    texel[k].distance = texel[k].covered > 0.002f
                            ? fminf(texel[k].distance / texel[k].covered, farthest)
                            : farthest;
}

static void
splat_copies(OcclusionMap *map, const DrawView *view)
{
  int(*place)[3] = g_malloc_n((gsize)view->copies[0] * view->copies[1] * view->copies[2],
                              sizeof *place);
  guint n = draw_view_copies(view, place);
  ViewBlock block;

  for (guint k = 0; k < n; k++) {
    draw_view_copy_block(view, place[k], &block);
    splat_copy(map, view, &block);
  }
  g_free(place);
}

void
occlusion_map_draw(OcclusionMap *map, const DrawView *view, const Geometry *geometry,
                   double reach)
{
  DepthRule rule =
      draw_view_depth_rule(view, offsetof(Thing, centre), offsetof(Thing, centre));

  map->reduction = find_reduction(&view->part, reach);
  map->width = (view->part.whole_width + map->reduction - 1) / map->reduction;
  map->height = (view->part.whole_height + map->reduction - 1) / map->reduction;
  guint n = (guint)map->width * (guint)map->height;
  g_array_set_size(map->texel, n);
  g_array_set_size(map->rows, n);
  memset(map->texel->data, 0, n * sizeof(OcclusionTexel));
  g_array_set_size(map->things, 0);
  add_atoms(map, geometry->spheres);
  add_faces(map, &geometry->facets);
  depth_order_sort(&map->order, &rule, map->things->data, map->things->len,
                   sizeof(Thing));
  splat_copies(map, view);
  blur(map, reach / map->reduction);
  divide(map, (float)(view->far - view->near));
}
