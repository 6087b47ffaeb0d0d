// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/trail.h"

#define N_CONTROL  8
#define N_DENSE    8
#define MAX_DENSE  ((N_CONTROL + 1) * N_DENSE + 1)
#define PIECE      0.3
#define MAX_PIECES 36
#define CAP_LENGTH 0.45

static Vec3
block_mean(const Event *event, guint block, guint n_blocks)
{
  guint first = block * event->n_path / n_blocks;
  guint last = (block + 1) * event->n_path / n_blocks;
  Vec3 sum = {0};

  for (guint k = first; k < last; k++)
    sum = vec3_add(sum, event->path[k]);
  return vec3_scale(sum, 1.0 / (last - first));
}

/* From cage to cage with at most N_CONTROL means between; returns their number. */
static guint
control_points(const Event *event, Vec3 shift, Vec3 *point)
{
  guint n_blocks = MIN(event->n_path, N_CONTROL);
  Vec3 before = event->from;

  point[0] = event->from;
  for (guint k = 0; k < n_blocks; k++)
    point[k + 1] = block_mean(event, k, n_blocks);
  point[n_blocks + 1] = event->to;
  for (guint k = 1; k <= n_blocks; k++) {
    Vec3 ends = vec3_lerp(before, point[k + 1], 0.5);
    before = point[k];
    point[k] = vec3_lerp(point[k], ends, 0.5);
  }
  for (guint k = 0; k < n_blocks + 2; k++)
    point[k] = vec3_add(point[k], shift);
  return n_blocks + 2;
}

static Vec3
catmull_rom(Vec3 a, Vec3 b, Vec3 c, Vec3 d, double t)
{
  double t2 = t * t;
  double t3 = t2 * t;
  Vec3 sum = vec3_scale(a, 0.5 * (-t3 + 2.0 * t2 - t));

  sum = vec3_mul_add(sum, 0.5 * (3.0 * t3 - 5.0 * t2 + 2.0), b);
  sum = vec3_mul_add(sum, 0.5 * (-3.0 * t3 + 4.0 * t2 + t), c);
  return vec3_mul_add(sum, 0.5 * (t3 - t2), d);
}

static guint
densify(const Vec3 *control, guint n, Vec3 *dense)
{
  guint n_dense = 0;

  for (guint k = 0; k + 1 < n; k++) {
    Vec3 a = k > 0 ? control[k - 1] : control[k];
    Vec3 d = k + 2 < n ? control[k + 2] : control[k + 1];
    for (guint s = 0; s < N_DENSE; s++)
      dense[n_dense++] =
          catmull_rom(a, control[k], control[k + 1], d, s / (double)N_DENSE);
  }
  dense[n_dense++] = control[n - 1];
  return n_dense;
}

/* n + 1 points at equal distances along dense. */
static void
resample(const Vec3 *dense, guint n_dense, double length, Vec3 *even, guint n)
{
  double step = length / n;
  double begun = 0.0;
  guint k = 0;

  for (guint i = 0; i < n; i++) {
    double piece = vec3_norm(vec3_sub(dense[k + 1], dense[k]));
    while (k + 2 < n_dense && begun + piece < i * step) {
      begun += piece;
      k++;
      piece = vec3_norm(vec3_sub(dense[k + 1], dense[k]));
    }
    double t = piece > 0.0 ? (i * step - begun) / piece : 0.0;
    even[i] = vec3_lerp(dense[k], dense[k + 1], CLAMP(t, 0.0, 1.0));
  }
  even[n] = dense[n_dense - 1];
}

static void
store(float out[3], Vec3 v)
{
  out[0] = (float)v.x;
  out[1] = (float)v.y;
  out[2] = (float)v.z;
}

/* point[0] and point[n - 1] only continue the ends; the pieces at both ends are caps. */
static void
append_pieces(GArray *trails, const Vec3 *point, guint n, float strength)
{
  guint n_pieces = n - 3;

  for (guint k = 0; k < n_pieces; k++) {
    TrailInstance piece = {.strength = strength};
    for (int j = 0; j < 4; j++)
      store(piece.p[j], point[k + j]);
    for (int j = 0; j < 2; j++) {
      double along = ((double)k + j - 1.0) / (n_pieces - 2.0);
      piece.along[j] = (float)CLAMP(along, 0.0, 1.0);
    }
    piece.cap[0] = k == 0 ? 1.0f : 0.0f;
    piece.cap[1] = k + 1 == n_pieces ? 1.0f : 0.0f;
    g_array_append_val(trails, piece);
  }
}

void
trail_append(GArray *trails, const Event *event, Vec3 shift, float strength)
{
  Vec3 control[N_CONTROL + 2], dense[MAX_DENSE], even[MAX_PIECES + 5];
  guint n_control = control_points(event, shift, control);
  guint n_dense = densify(control, n_control, dense);
  double length = 0.0;

  for (guint k = 0; k + 1 < n_dense; k++)
    length += vec3_norm(vec3_sub(dense[k + 1], dense[k]));
  if (!(length > 1e-3))
    return;

  guint n = (guint)CLAMP(ceil(length / PIECE), 3.0, (double)MAX_PIECES);
  resample(dense, n_dense, length, even + 2, n);
  Vec3 first = vec3_normalized(vec3_sub(even[2], even[3]));
  Vec3 last = vec3_normalized(vec3_sub(even[n + 2], even[n + 1]));
  for (int k = 1; k <= 2; k++) {
    even[2 - k] = vec3_mul_add(even[2], k * CAP_LENGTH, first);
    even[n + 2 + k] = vec3_mul_add(even[n + 2], k * CAP_LENGTH, last);
  }
  append_pieces(trails, even, n + 5, strength);
}

float
trail_strength(double age, double hop_age)
{
  if (!(hop_age > 0.0))
    return 0.0f;
  double left = CLAMP(1.0 - age / hop_age, 0.0, 1.0);

  return (float)(left * (2.0 - left));
}
