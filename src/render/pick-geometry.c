// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/pick-geometry.h"

#include <string.h>

/* Pixels beside the edge of an atom, a bond, a hop. */
#define SLACK 3.0
/* Å, half the thickness of a trail. */
#define TRAIL 0.25

/* A copy of the cell. */
typedef struct {
  PickRay ray; /* moved back to the cell itself */
  Vec3 shift;
} Copy;

typedef struct Search Search;

struct Search {
  const Geometry *geometry;
  Copy *copies, *near; /* all, and those in which there can be something near the ray */
  guint n_copies, n_near;
  PickMarks *marks;
  /* What is looked at now: things of one kind, in one copy */
  void (*try_one)(Search *search, guint k);
  const GArray *capsules, *owners;
  PickRay ray;
  Vec3 shift;
  RenderHit hit;
  RenderHit close; /* nothing was hit, but this is near */
  double beside;   /* pixels */
  const RenderStyle *style;
  const Cell *cell;
};

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
try_sphere(Search *search, guint k)
{
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
try_capsule(Search *search, guint k)
{
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
try_trail(Search *search, guint k)
{
  const Geometry *geometry = search->geometry;
  const TrailInstance *piece = &g_array_index(geometry->trails, TrailInstance, k);
  guint hop = g_array_index(geometry->trail_hop, guint, k);
  Vec3 a = point(piece->p[1]), b = point(piece->p[2]);
  double along, miss;

  if (hop == G_MAXUINT)
    return;
  approach(&search->ray, a, b, &along, &miss);
  if (miss - TRAIL < SLACK * pick_ray_pixel(&search->ray, along) &&
      !is_sliced(search, a) && !is_sliced(search, b))
    consider(search, RENDER_HOP, hop, 0, along, miss, TRAIL);
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
try_plate(Search *search, guint k)
{
  const Geometry *geometry = search->geometry;
  const PlateInstance *plate = &g_array_index(geometry->plates, PlateInstance, k);
  guint ring = g_array_index(geometry->plate_ring, guint, k);

  if (ring == G_MAXUINT || is_sliced(search, point(plate->centre)))
    return;
  double along =
      meet_triangle(&search->ray, point(plate->centre), point(plate->a), point(plate->b));
  if (along > 0.0)
    consider(search, RENDER_RING, ring, 0, along, 0.0, 0.0);
}

static void
look_cb(gpointer data, guint k)
{
  Search *search = data;

  for (guint c = 0; c < search->n_near; c++) {
    search->ray = search->near[c].ray;
    search->shift = search->near[c].shift;
    search->try_one(search, k);
  }
}

/* n things; boxes NULL, or not made for them: all are looked at. */
static void
look_at(Search *search, guint n, const PickBoxes *boxes, void (*try_one)(Search *, guint))
{
  search->try_one = try_one;
  search->n_near = 0;
  if (!boxes || boxes->box->len != n) {
    memcpy(search->near, search->copies, search->n_copies * sizeof *search->near);
    search->n_near = search->n_copies;
    for (guint k = 0; k < n; k++)
      look_cb(search, k);
    return;
  }
  memset(search->marks, 0, sizeof *search->marks);
  for (guint c = 0; c < search->n_copies; c++)
    if (pick_boxes_mark(boxes, search->cell, &search->copies[c].ray, SLACK,
                        search->marks))
      search->near[search->n_near++] = search->copies[c];
  if (search->n_near > 0)
    pick_boxes_visit(boxes, search->marks, look_cb, search);
}

static void
look_at_capsules(Search *search, const GArray *capsules, const GArray *owners,
                 const PickBoxes *boxes)
{
  search->capsules = capsules;
  search->owners = owners;
  look_at(search, capsules->len, boxes, try_capsule);
}

static void
look_at_all(Search *search)
{
  const Geometry *geometry = search->geometry;
  const PickBoxes *boxes = geometry->boxes;

  look_at(search, geometry->spheres->len, &boxes[BOXED_SPHERES], try_sphere);
  look_at_capsules(search, geometry->capsules, geometry->capsule_owner,
                   &boxes[BOXED_CAPSULES]);
  look_at_capsules(search, geometry->stubs, geometry->stub_owner, &boxes[BOXED_STUBS]);
  look_at(search, geometry->plates->len, &boxes[BOXED_PLATES], try_plate);
  look_at(search, geometry->trails->len, NULL, try_trail);
}

static Copy *
make_copies(const Cell *cell, const RenderStyle *style, const PickRay *ray, guint *n)
{
  Cell whole = render_whole_cell(cell, style);
  Vec3 corner = vec3_sub(whole.origin, cell->origin);
  guint side[3];

  for (int k = 0; k < 3; k++)
    side[k] = (guint)lround(vec3_norm(whole.vector[k]) / vec3_norm(cell->vector[k]));
  *n = side[0] * side[1] * side[2];
  Copy *copies = g_new(Copy, *n);
  for (guint k = 0; k < *n; k++) {
    Vec3 shift = vec3_mul_add(corner, k % side[0], cell->vector[0]);
    shift = vec3_mul_add(shift, k / side[0] % side[1], cell->vector[1]);
    shift = vec3_mul_add(shift, k / side[0] / side[1], cell->vector[2]);
    copies[k] = (Copy){*ray, shift};
    copies[k].ray.origin = vec3_sub(ray->origin, shift);
  }
  return copies;
}

RenderHit
pick_geometry(const Geometry *geometry, const Cell *cell, const RenderStyle *style,
              const PickRay *ray)
{
  Search search = {.geometry = geometry,
                   .style = style,
                   .cell = cell,
                   .hit = {RENDER_NOTHING, 0, 0, INFINITY},
                   .close = {RENDER_NOTHING, 0, 0, INFINITY},
                   .beside = SLACK};

  search.copies = make_copies(cell, style, ray, &search.n_copies);
  search.near = g_new(Copy, search.n_copies);
  search.marks = g_new(PickMarks, 1);
  look_at_all(&search);
  g_free(search.copies);
  g_free(search.near);
  g_free(search.marks);
  return search.hit.kind != RENDER_NOTHING ? search.hit : search.close;
}
