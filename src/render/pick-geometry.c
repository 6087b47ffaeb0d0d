// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/pick-geometry.h"

/* Pixels beside the edge of an atom, a bond, a hop. */
#define SLACK 3.0
/* Å, half the thickness of a trail. */
#define TRAIL 0.25

struct PickIndex {
  PickGrid *spheres, *capsules, *stubs;
};

typedef struct {
  const Geometry *geometry;
  const GArray *capsules, *owners; /* that are looked at now */
  PickRay ray;                     /* moved back to the cell itself */
  Vec3 shift;                      /* of the copy that is looked at */
  RenderHit hit;
  RenderHit close; /* nothing was hit, but this is near */
  double beside;   /* pixels */
  const RenderStyle *style;
  const Cell *cell;
} Search;

static Vec3
point(const float p[3])
{
  return vec3(p[0], p[1], p[2]);
}

static gboolean
is_sliced(const Search *search, Vec3 r)
{
  return search->style->n_slices > 0 &&
         geometry_is_sliced(search->style, search->cell, vec3_add(r, search->shift));
}

/* Something of this radius that the ray passes at miss, along Å from its start. */
static void
consider(Search *search, RenderKind kind, guint index, guint other, double along,
         double miss, double radius)
{
  RenderHit found = {kind, index, other, along};

  if (along <= 0.0)
    return;
  if (miss <= radius) {
    found.depth = along - sqrt(radius * radius - miss * miss);
    if (found.depth > 0.0 && found.depth < search->hit.depth)
      search->hit = found;
    return;
  }
  double beside = (miss - radius) / pick_ray_pixel(&search->ray, along);
  if (beside < search->beside) {
    search->beside = beside;
    search->close = found;
  }
}

static void
try_sphere(gpointer data, guint k)
{
  Search *search = data;
  const SphereInstance *sphere =
      &g_array_index(search->geometry->spheres, SphereInstance, k);
  Vec3 centre = point(sphere->centre);
  Vec3 to = vec3_sub(centre, search->ray.origin);
  double along = vec3_dot(to, search->ray.direction);
  double miss = vec3_norm(vec3_mul_add(to, -along, search->ray.direction));

  if (miss - sphere->radius < SLACK * pick_ray_pixel(&search->ray, along) &&
      !is_sliced(search, centre))
    consider(search, RENDER_ATOM, g_array_index(search->geometry->sphere_atom, guint, k),
             0, along, miss, sphere->radius);
}

/* The ray for a quick and generous look at balls: a few nanoseconds for each. */
typedef struct {
  float origin[3], direction[3];
  float slack, grows; /* Å beside a ball; for each Å along the ray */
} Glance;

static Glance
glance_along(const PickRay *ray)
{
  float slack = 1.01f * (float)(SLACK * ray->pixel);

  return (Glance){
      {(float)ray->origin.x, (float)ray->origin.y, (float)ray->origin.z},
      {(float)ray->direction.x, (float)ray->direction.y, (float)ray->direction.z},
      ray->orthographic ? slack : 0.0f,
      ray->orthographic ? 0.0f : slack,
  };
}

static inline gboolean
may_meet(const Glance *glance, const float middle[3], float radius)
{
  const float *d = glance->direction;
  float x = middle[0] - glance->origin[0];
  float y = middle[1] - glance->origin[1];
  float z = middle[2] - glance->origin[2];
  float along = x * d[0] + y * d[1] + z * d[2];
  float square = x * x + y * y + z * z;
  float reach = radius + glance->slack + glance->grows * fmaxf(along + radius, 0.0f);

  return square * 0.99999f - along * along < reach * reach + 0.01f;
}

static void
scan_spheres(Search *search)
{
  const SphereInstance *sphere = (const SphereInstance *)search->geometry->spheres->data;
  Glance glance = glance_along(&search->ray);

  for (guint k = 0; k < search->geometry->spheres->len; k++)
    if (may_meet(&glance, sphere[k].centre, sphere[k].radius))
      try_sphere(search, k);
}

/* Nearest points of the ray and a–b: how far along the ray, how far apart. */
static void
approach(const PickRay *ray, Vec3 a, Vec3 b, double *along, double *miss)
{
  Vec3 axis = vec3_sub(b, a);
  Vec3 from_a = vec3_sub(ray->origin, a);
  double axis2 = fmax(vec3_norm2(axis), 1e-12);
  double slant = vec3_dot(axis, ray->direction);
  double square = fmax(axis2 - slant * slant, 1e-9 * axis2);
  double s = (vec3_dot(axis, from_a) - slant * vec3_dot(ray->direction, from_a)) / square;
  Vec3 on_axis = vec3_mul_add(a, CLAMP(s, 0.0, 1.0), axis);
  Vec3 to = vec3_sub(on_axis, ray->origin);

  *along = vec3_dot(to, ray->direction);
  *miss = vec3_norm(vec3_mul_add(to, -*along, ray->direction));
}

static void
try_capsule(gpointer data, guint k)
{
  Search *search = data;
  const CapsuleInstance *capsule = &g_array_index(search->capsules, CapsuleInstance, k);
  const CapsuleOwner *owner = &g_array_index(search->owners, CapsuleOwner, k);
  Vec3 a = point(capsule->a), b = point(capsule->b);
  double along, miss;

  if (owner->kind == RENDER_NOTHING || owner->index == G_MAXUINT)
    return;
  approach(&search->ray, a, b, &along, &miss);
  if (miss - capsule->radius < SLACK * pick_ray_pixel(&search->ray, along) &&
      !is_sliced(search, a) && !is_sliced(search, b))
    consider(search, owner->kind, owner->index, owner->other, along, miss,
             capsule->radius);
}

static void
try_trails(Search *search, const Geometry *geometry)
{
  for (guint k = 0; k < geometry->trails->len; k++) {
    const TrailInstance *piece = &g_array_index(geometry->trails, TrailInstance, k);
    guint hop = g_array_index(geometry->trail_hop, guint, k);
    Vec3 a = point(piece->p[1]), b = point(piece->p[2]);
    double along, miss;
    if (hop == G_MAXUINT)
      continue;
    approach(&search->ray, a, b, &along, &miss);
    if (miss - TRAIL < SLACK * pick_ray_pixel(&search->ray, along) &&
        !is_sliced(search, a) && !is_sliced(search, b))
      consider(search, RENDER_HOP, hop, 0, along, miss, TRAIL);
  }
}

/* Distance along the ray to a triangle (T. Möller, B. Trumbore, J. Graph. Tools 2, 21
 * (1997), doi:10.1080/10867651.1997.10487468), or NAN. */
static double
meet_triangle(const PickRay *ray, Vec3 a, Vec3 b, Vec3 c)
{
  Vec3 ab = vec3_sub(b, a), ac = vec3_sub(c, a);
  Vec3 p = vec3_cross(ray->direction, ac);
  double det = vec3_dot(ab, p);

  if (fabs(det) < 1e-12)
    return NAN;
  Vec3 from_a = vec3_sub(ray->origin, a);
  double u = vec3_dot(from_a, p) / det;
  Vec3 q = vec3_cross(from_a, ab);
  double v = vec3_dot(ray->direction, q) / det;
  return u >= 0.0 && v >= 0.0 && u + v <= 1.0 ? vec3_dot(ac, q) / det : NAN;
}

static void
try_plates(Search *search, const Geometry *geometry)
{
  for (guint k = 0; k < geometry->plates->len; k++) {
    const PlateInstance *plate = &g_array_index(geometry->plates, PlateInstance, k);
    guint ring = g_array_index(geometry->plate_ring, guint, k);
    if (ring == G_MAXUINT || is_sliced(search, point(plate->centre)))
      continue;
    double along = meet_triangle(&search->ray, point(plate->centre), point(plate->a),
                                 point(plate->b));
    if (along > 0.0)
      consider(search, RENDER_RING, ring, 0, along, 0.0, 0.0);
  }
}

static void
scan_capsules(Search *search)
{
  const CapsuleInstance *capsule = (const CapsuleInstance *)search->capsules->data;
  Glance glance = glance_along(&search->ray);

  for (guint k = 0; k < search->capsules->len; k++) {
    const float *a = capsule[k].a, *b = capsule[k].b;
    const float middle[3] = {0.5f * (a[0] + b[0]), 0.5f * (a[1] + b[1]),
                             0.5f * (a[2] + b[2])};
    float half = 0.5f * (fabsf(a[0] - b[0]) + fabsf(a[1] - b[1]) + fabsf(a[2] - b[2]));
    if (may_meet(&glance, middle, half + capsule[k].radius))
      try_capsule(search, k);
  }
}

static void
try_capsules(Search *search, const PickGrid *grid, const GArray *capsules,
             const GArray *owners)
{
  search->capsules = capsules;
  search->owners = owners;
  if (grid)
    pick_grid_visit(grid, &search->ray, SLACK, try_capsule, search);
  else
    scan_capsules(search);
}

static void
try_copy(Search *search, const PickIndex *index)
{
  const Geometry *geometry = search->geometry;

  if (index)
    pick_grid_visit(index->spheres, &search->ray, SLACK, try_sphere, search);
  else
    scan_spheres(search);
  try_capsules(search, index ? index->capsules : NULL, geometry->capsules,
               geometry->capsule_owner);
  try_capsules(search, index ? index->stubs : NULL, geometry->stubs,
               geometry->stub_owner);
  try_plates(search, geometry);
  try_trails(search, geometry);
}

PickIndex *
pick_index_new(void)
{
  PickIndex *index = g_new0(PickIndex, 1);

  index->spheres = pick_grid_new();
  index->capsules = pick_grid_new();
  index->stubs = pick_grid_new();
  return index;
}

void
pick_index_free(PickIndex *index)
{
  if (!index)
    return;
  pick_grid_free(index->spheres);
  pick_grid_free(index->capsules);
  pick_grid_free(index->stubs);
  g_free(index);
}

static void
build_capsules(PickGrid *grid, const GArray *capsules)
{
  const PickThings things = {capsules->data,
                             capsules->len,
                             sizeof(CapsuleInstance),
                             offsetof(CapsuleInstance, a),
                             offsetof(CapsuleInstance, b),
                             offsetof(CapsuleInstance, radius)};

  pick_grid_build(grid, &things);
}

void
pick_index_build(PickIndex *index, const Geometry *geometry)
{
  const PickThings spheres = {
      geometry->spheres->data,          geometry->spheres->len,
      sizeof(SphereInstance),           offsetof(SphereInstance, centre),
      offsetof(SphereInstance, centre), offsetof(SphereInstance, radius)};

  pick_grid_build(index->spheres, &spheres);
  build_capsules(index->capsules, geometry->capsules);
  build_capsules(index->stubs, geometry->stubs);
}

RenderHit
pick_geometry(const Geometry *geometry, const PickIndex *index, const Cell *cell,
              const RenderStyle *style, const PickRay *ray)
{
  Search search = {.geometry = geometry,
                   .style = style,
                   .cell = cell,
                   .hit = {RENDER_NOTHING, 0, 0, INFINITY},
                   .close = {RENDER_NOTHING, 0, 0, INFINITY},
                   .beside = SLACK};
  Cell whole = render_whole_cell(cell, style);
  Vec3 corner = vec3_sub(whole.origin, cell->origin);
  int n[3];

  for (int k = 0; k < 3; k++)
    n[k] = (int)round(vec3_norm(whole.vector[k]) / vec3_norm(cell->vector[k]));
  for (int k = 0; k < n[0] * n[1] * n[2]; k++) {
    Vec3 shift = vec3_mul_add(corner, k % n[0], cell->vector[0]);
    shift = vec3_mul_add(shift, k / n[0] % n[1], cell->vector[1]);
    shift = vec3_mul_add(shift, k / n[0] / n[1], cell->vector[2]);
    search.shift = shift;
    search.ray = *ray;
    search.ray.origin = vec3_sub(ray->origin, shift);
    try_copy(&search, index);
  }
  return search.hit.kind != RENDER_NOTHING ? search.hit : search.close;
}
