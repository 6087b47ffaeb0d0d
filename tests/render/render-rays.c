// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render-rays.h"

#include <math.h>

Ray
ray_through(const Camera *camera, int width, int height, double x, double y)
{
  Ray ray;

  camera_ray(camera, x, y, width, height, &ray.from, &ray.along);
  return ray;
}

static Vec3
point(const float p[3])
{
  return vec3(p[0], p[1], p[2]);
}

static double
meet_sphere(const Ray *ray, Vec3 centre, double radius)
{
  Vec3 to = vec3_sub(centre, ray->from);
  double t = vec3_dot(to, ray->along);
  double miss2 = vec3_norm2(vec3_mul_add(to, -t, ray->along));

  return miss2 < radius * radius ? t - sqrt(radius * radius - miss2) : INFINITY;
}

/* The side of the capsule only: |(p − a) − ((p − a)·u) u| = radius, 0 < (p − a)·u < L. */
static double
meet_side(const Ray *ray, Vec3 a, Vec3 b, double radius)
{
  double length = vec3_norm(vec3_sub(b, a));
  Vec3 u = vec3_scale(vec3_sub(b, a), 1.0 / length), from = vec3_sub(ray->from, a);
  Vec3 d = vec3_mul_add(ray->along, -vec3_dot(ray->along, u), u);
  Vec3 f = vec3_mul_add(from, -vec3_dot(from, u), u);
  double dd = vec3_norm2(d), df = vec3_dot(d, f);
  double root = df * df - dd * (vec3_norm2(f) - radius * radius);

  if (dd < 1e-12 || root < 0.0)
    return INFINITY;
  double t = (-df - sqrt(root)) / dd;
  double place = vec3_dot(vec3_mul_add(from, t, ray->along), u);
  return place > 0.0 && place < length ? t : INFINITY;
}

static double
meet_capsule(const Ray *ray, const CapsuleInstance *capsule)
{
  Vec3 a = point(capsule->a), b = point(capsule->b);

  return fmin(
      meet_side(ray, a, b, capsule->radius),
      fmin(meet_sphere(ray, a, capsule->radius), meet_sphere(ray, b, capsule->radius)));
}

double
rays_meet(const Geometry *geometry, const Ray *ray, int *who)
{
  double nearest = INFINITY;

  *who = -1;
  for (guint k = 0; k < geometry->spheres->len; k++) {
    const SphereInstance *s = &g_array_index(geometry->spheres, SphereInstance, k);
    double t = meet_sphere(ray, point(s->centre), s->radius);
    if (t < nearest)
      *who = (int)k;
    nearest = fmin(nearest, t);
  }
  for (guint k = 0; k < geometry->capsules->len; k++) {
    double t = meet_capsule(ray, &g_array_index(geometry->capsules, CapsuleInstance, k));
    if (t < nearest)
      *who = (int)(geometry->spheres->len + k);
    nearest = fmin(nearest, t);
  }
  return nearest;
}

double
rays_meet_one(const Geometry *geometry, const Ray *ray, int who)
{
  int n = (int)geometry->spheres->len;

  if (who >= n)
    return meet_capsule(ray,
                        &g_array_index(geometry->capsules, CapsuleInstance, who - n));
  const SphereInstance *s = &g_array_index(geometry->spheres, SphereInstance, who);
  return meet_sphere(ray, point(s->centre), s->radius);
}
