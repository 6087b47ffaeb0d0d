// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/camera.h"

#include <string.h>

#define FIT_FOV    0.56
#define FIT_YAW    (-0.42)
#define FIT_PITCH  0.24
#define FIT_MARGIN 1.05
#define FIT_STEPS  50
#define BEFORE_EYE 0.1 /* of the depth of a cell, free before it */

typedef struct {
  double x, y, z, w;
} Quat;

static Quat
quat_get(const Camera *camera)
{
  const double *q = camera->orientation;

  return (Quat){q[0], q[1], q[2], q[3]};
}

static void
quat_set(Camera *camera, Quat q)
{
  double n = sqrt(q.x * q.x + q.y * q.y + q.z * q.z + q.w * q.w);

  g_return_if_fail(n > 0.0);
  camera->orientation[0] = q.x / n;
  camera->orientation[1] = q.y / n;
  camera->orientation[2] = q.z / n;
  camera->orientation[3] = q.w / n;
}

static Quat
quat_about(Vec3 axis, double angle)
{
  double s = sin(0.5 * angle);

  return (Quat){s * axis.x, s * axis.y, s * axis.z, cos(0.5 * angle)};
}

static Quat
quat_mul(Quat a, Quat b)
{
  return (Quat){
      a.w * b.x + a.x * b.w + a.y * b.z - a.z * b.y,
      a.w * b.y - a.x * b.z + a.y * b.w + a.z * b.x,
      a.w * b.z + a.x * b.y - a.y * b.x + a.z * b.w,
      a.w * b.w - a.x * b.x - a.y * b.y - a.z * b.z,
  };
}

static Vec3
quat_rotate(Quat q, Vec3 v)
{
  Vec3 u = vec3(q.x, q.y, q.z);
  Vec3 t = vec3_scale(vec3_cross(u, v), 2.0);

  return vec3_add(vec3_mul_add(v, q.w, t), vec3_cross(u, t));
}

static Quat
quat_conjugate(Quat q)
{
  return (Quat){-q.x, -q.y, -q.z, q.w};
}

static Quat
quat_slerp(Quat a, Quat b, double t)
{
  double dot = a.x * b.x + a.y * b.y + a.z * b.z + a.w * b.w;
  double sign = dot < 0.0 ? -1.0 : 1.0;
  double angle = acos(fmin(fabs(dot), 1.0));
  double wa = 1.0 - t;
  double wb = t;

  if (angle > 1e-6) {
    wa = sin((1.0 - t) * angle) / sin(angle);
    wb = sin(t * angle) / sin(angle);
  }
  wb *= sign;
  return (Quat){wa * a.x + wb * b.x, wa * a.y + wb * b.y, wa * a.z + wb * b.z,
                wa * a.w + wb * b.w};
}

/* Half the height of what is seen at unit distance, or everywhere. */
static double
half_height(const Camera *camera)
{
  double tangent = tan(0.5 * camera->fov);

  return camera->orthographic ? tangent * camera->distance : tangent;
}

static void
turned_corners(const Camera *camera, const Cell *cell, Vec3 p[8])
{
  for (int k = 0; k < 8; k++) {
    Vec3 corner = cell_to_cartesian(cell, vec3(k & 1, (k >> 1) & 1, k >> 2));
    p[k] = camera_rotate(camera, vec3_sub(corner, camera->centre));
  }
}

/* One direction of the picture: where points lie in it, and how deep. */
typedef struct {
  double along[8], toward_eye[8];
} Corners;

/* From where on a wedge of the half angle's tangent holds all points: both of its sides
 * touch one. */
static double
wedge_distance(const Corners *p, double tangent)
{
  double low = INFINITY, high = -INFINITY;

  for (int k = 0; k < 8; k++) {
    low = fmin(low, p->along[k] - tangent * p->toward_eye[k]);
    high = fmax(high, p->along[k] + tangent * p->toward_eye[k]);
  }
  return 0.5 * (high - low) / tangent;
}

/* A cell that points at the eye is not to touch it. */
static double
least_distance(const Corners *p)
{
  double front = -INFINITY, back = INFINITY;

  for (int k = 0; k < 8; k++) {
    front = fmax(front, p->toward_eye[k]);
    back = fmin(back, p->toward_eye[k]);
  }
  return front + BEFORE_EYE * (front - back);
}

/* How far what is seen lies to one side of centre. */
static double
lopsided(const Corners *p, double distance, double centre)
{
  double low = INFINITY, high = -INFINITY;

  for (int k = 0; k < 8; k++) {
    double place = (p->along[k] - centre) / (distance - p->toward_eye[k]);
    low = fmin(low, place);
    high = fmax(high, place);
  }
  return low + high;
}

/* What to look at to see as much on both sides. */
static double
wedge_centre(const Corners *p, double distance)
{
  double low = INFINITY, high = -INFINITY;

  for (int k = 0; k < 8; k++) {
    low = fmin(low, p->along[k]);
    high = fmax(high, p->along[k]);
  }
  for (int step = 0; step < FIT_STEPS; step++) {
    double middle = 0.5 * (low + high);
    if (lopsided(p, distance, middle) > 0.0)
      low = middle;
    else
      high = middle;
  }
  return 0.5 * (low + high);
}

void
camera_frame(Camera *camera, const Cell *cell, double aspect)
{
  double tangent = tan(0.5 * camera->fov) / FIT_MARGIN;
  Corners across, up;
  Vec3 p[8];

  g_return_if_fail(aspect > 0.0);
  camera->centre = cell_to_cartesian(cell, vec3(0.5, 0.5, 0.5));
  turned_corners(camera, cell, p);
  for (int k = 0; k < 8; k++) {
    across.along[k] = p[k].x;
    up.along[k] = p[k].y;
    across.toward_eye[k] = up.toward_eye[k] = camera->orthographic ? 0.0 : p[k].z;
  }
  camera->distance =
      fmax(wedge_distance(&across, tangent * aspect), wedge_distance(&up, tangent));
  camera->distance = fmax(camera->distance, least_distance(&up));
  Vec3 middle = vec3(wedge_centre(&across, camera->distance),
                     wedge_centre(&up, camera->distance), 0.0);
  camera->centre =
      vec3_add(camera->centre, quat_rotate(quat_conjugate(quat_get(camera)), middle));
}

void
camera_fit(Camera *camera, const Cell *cell, double aspect)
{
  Quat upright = quat_about(vec3(1, 0, 0), -G_PI_2);
  Quat yaw = quat_about(vec3(0, 1, 0), FIT_YAW);
  Quat pitch = quat_about(vec3(1, 0, 0), FIT_PITCH);

  camera->fov = FIT_FOV;
  camera->orthographic = FALSE;
  quat_set(camera, quat_mul(pitch, quat_mul(yaw, upright)));
  camera_frame(camera, cell, aspect);
}

/* Of the rotation whose matrix has these rows (orthonormal, right-handed); S. W.
 * Shepperd, J. Guid. Control 1, 223 (1978): the largest component first. */
static Quat
quat_of_rows(Vec3 x, Vec3 y, Vec3 z)
{
  double w2 = 1.0 + x.x + y.y + z.z, x2 = 1.0 + x.x - y.y - z.z;
  double y2 = 1.0 - x.x + y.y - z.z, z2 = 1.0 - x.x - y.y + z.z;

  if (w2 >= fmax(x2, fmax(y2, z2)))
    return (Quat){z.y - y.z, x.z - z.x, y.x - x.y, w2};
  if (x2 >= fmax(y2, z2))
    return (Quat){x2, x.y + y.x, x.z + z.x, z.y - y.z};
  if (y2 >= z2)
    return (Quat){x.y + y.x, y2, y.z + z.y, x.z - z.x};
  return (Quat){x.z + z.x, y.z + z.y, z2, y.x - x.y};
}

void
camera_face(Camera *camera, Vec3 towards, Vec3 up)
{
  Vec3 back = vec3_normalized(towards), right = vec3_cross(up, back);

  if (vec3_norm2(right) < 1e-12)
    right = vec3_cross(fabs(back.x) < 0.9 ? vec3(1, 0, 0) : vec3(0, 1, 0), back);
  right = vec3_normalized(right);
  quat_set(camera, quat_of_rows(right, vec3_cross(back, right), back));
}

void
camera_frame_sphere(Camera *camera, Vec3 centre, double radius, double aspect)
{
  double half = atan(tan(0.5 * camera->fov) * fmin(aspect, 1.0));

  g_return_if_fail(aspect > 0.0 && radius > 0.0);
  camera->centre = centre;
  camera->distance = FIT_MARGIN * radius / (camera->orthographic ? tan(half) : sin(half));
}

Vec3
camera_towards_eye(const Camera *camera)
{
  return quat_rotate(quat_conjugate(quat_get(camera)), vec3(0, 0, 1));
}

void
camera_orbit(Camera *camera, double yaw, double pitch)
{
  Quat turn = quat_mul(quat_about(vec3(1, 0, 0), pitch), quat_about(vec3(0, 1, 0), yaw));

  quat_set(camera, quat_mul(turn, quat_get(camera)));
}

void
camera_roll(Camera *camera, double angle)
{
  quat_set(camera, quat_mul(quat_about(vec3(0, 0, 1), angle), quat_get(camera)));
}

void
camera_spin(Camera *camera, Vec3 pivot, Vec3 axis, double angle)
{
  Quat turn = quat_about(axis, angle);
  Vec3 arm = quat_rotate(quat_conjugate(turn), vec3_sub(camera->centre, pivot));

  quat_set(camera, quat_mul(quat_get(camera), turn));
  camera->centre = vec3_add(pivot, arm);
}

void
camera_pan(Camera *camera, double dx, double dy)
{
  double height = 2.0 * tan(0.5 * camera->fov) * camera->distance;
  Vec3 shift = vec3(-dx * height, dy * height, 0.0);

  camera->centre =
      vec3_add(camera->centre, quat_rotate(quat_conjugate(quat_get(camera)), shift));
}

void
camera_zoom(Camera *camera, double factor)
{
  g_return_if_fail(factor > 0.0);
  camera->distance /= factor;
}

Camera
camera_mix(const Camera *a, const Camera *b, double t)
{
  Camera mix = t < 0.5 ? *a : *b;

  mix.centre = vec3_lerp(a->centre, b->centre, t);
  mix.distance = exp((1.0 - t) * log(a->distance) + t * log(b->distance));
  mix.fov = (1.0 - t) * a->fov + t * b->fov;
  quat_set(&mix, quat_slerp(quat_get(a), quat_get(b), t));
  return mix;
}

Vec3
camera_rotate(const Camera *camera, Vec3 world)
{
  return quat_rotate(quat_get(camera), world);
}

Vec3
camera_to_eye(const Camera *camera, Vec3 world)
{
  Vec3 eye = camera_rotate(camera, vec3_sub(world, camera->centre));

  eye.z -= camera->distance;
  return eye;
}

double
camera_pixel_size(const Camera *camera, double height)
{
  return 2.0 * half_height(camera) / height;
}

void
camera_view_matrix(const Camera *camera, float m[16])
{
  static const Vec3 axis[3] = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}};
  Vec3 origin = camera_to_eye(camera, vec3(0, 0, 0));

  for (int k = 0; k < 3; k++) {
    Vec3 column = camera_rotate(camera, axis[k]);
    m[4 * k + 0] = (float)column.x;
    m[4 * k + 1] = (float)column.y;
    m[4 * k + 2] = (float)column.z;
    m[4 * k + 3] = 0.0f;
  }
  m[12] = (float)origin.x;
  m[13] = (float)origin.y;
  m[14] = (float)origin.z;
  m[15] = 1.0f;
}

void
camera_projection_matrix(const Camera *camera, double aspect, double near, double far,
                         float m[16])
{
  double h = half_height(camera);

  memset(m, 0, 16 * sizeof *m);
  m[0] = (float)(1.0 / (h * aspect));
  m[5] = (float)(1.0 / h);
  if (camera->orthographic) {
    m[10] = (float)(-2.0 / (far - near));
    m[14] = (float)(-(far + near) / (far - near));
    m[15] = 1.0f;
  } else {
    m[10] = (float)(-(far + near) / (far - near));
    m[11] = -1.0f;
    m[14] = (float)(-2.0 * far * near / (far - near));
  }
}

void
camera_ray(const Camera *camera, double x, double y, double w, double h, Vec3 *origin,
           Vec3 *direction)
{
  double size = camera_pixel_size(camera, h);
  Vec3 p = vec3((x - 0.5 * w) * size, (0.5 * h - y) * size, 0.0);
  Vec3 start = camera->orthographic ? p : vec3(0, 0, 0);
  Vec3 along =
      camera->orthographic ? vec3(0, 0, -1) : vec3_normalized(vec3(p.x, p.y, -1.0));
  Quat back = quat_conjugate(quat_get(camera));

  start.z += camera->distance;
  *origin = vec3_add(camera->centre, quat_rotate(back, start));
  *direction = quat_rotate(back, along);
}

gboolean
camera_project(const Camera *camera, Vec3 world, double w, double h, double *x, double *y,
               double *depth)
{
  Vec3 eye = camera_to_eye(camera, world);
  double size = camera_pixel_size(camera, h);

  if (depth)
    *depth = -eye.z;
  if (!camera->orthographic) {
    if (eye.z >= 0.0)
      return FALSE;
    size *= -eye.z;
  }
  *x = 0.5 * w + eye.x / size;
  *y = 0.5 * h - eye.y / size;
  return TRUE;
}
