// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Three doubles, and the few operations that everything else is written in.
 * Units are the caller's (Å nearly everywhere). Header only, any thread. */
#pragma once

#include <math.h>

typedef struct {
  double x, y, z;
} Vec3;

static inline Vec3
vec3(double x, double y, double z)
{
  return (Vec3){x, y, z};
}

static inline Vec3
vec3_add(Vec3 a, Vec3 b)
{
  return vec3(a.x + b.x, a.y + b.y, a.z + b.z);
}

static inline Vec3
vec3_sub(Vec3 a, Vec3 b)
{
  return vec3(a.x - b.x, a.y - b.y, a.z - b.z);
}

static inline Vec3
vec3_scale(Vec3 a, double s)
{
  return vec3(a.x * s, a.y * s, a.z * s);
}

/* a + s b */
static inline Vec3
vec3_mul_add(Vec3 a, double s, Vec3 b)
{
  return vec3(a.x + s * b.x, a.y + s * b.y, a.z + s * b.z);
}

static inline double
vec3_dot(Vec3 a, Vec3 b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline Vec3
vec3_cross(Vec3 a, Vec3 b)
{
  return vec3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x);
}

static inline double
vec3_norm2(Vec3 a)
{
  return vec3_dot(a, a);
}

static inline double
vec3_norm(Vec3 a)
{
  return sqrt(vec3_norm2(a));
}

static inline Vec3
vec3_lerp(Vec3 a, Vec3 b, double t)
{
  return vec3_mul_add(a, t, vec3_sub(b, a));
}

/* a / |a|; the zero vector stays zero. */
static inline Vec3
vec3_normalized(Vec3 a)
{
  double n = vec3_norm(a);
  return n > 0.0 ? vec3_scale(a, 1.0 / n) : a;
}
