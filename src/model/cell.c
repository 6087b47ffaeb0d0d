// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/cell.h"

/* Volume over product of the edges: a flatter cell is of no use to anybody. */
#define FLAT 1e-4

static gboolean
is_finite(Vec3 v)
{
  return isfinite(v.x) && isfinite(v.y) && isfinite(v.z);
}

gboolean
cell_init(Cell *cell, Vec3 a, Vec3 b, Vec3 c, Vec3 origin)
{
  g_return_val_if_fail(cell != NULL, FALSE);

  if (!is_finite(a) || !is_finite(b) || !is_finite(c) || !is_finite(origin))
    return FALSE;
  double det = vec3_dot(a, vec3_cross(b, c));
  double edges = vec3_norm(a) * vec3_norm(b) * vec3_norm(c);
  if (!isfinite(det) || !(fabs(det) > FLAT * edges))
    return FALSE;
  cell->origin = origin;
  cell->vector[0] = a;
  cell->vector[1] = b;
  cell->vector[2] = c;
  cell->inverse[0] = vec3_scale(vec3_cross(b, c), 1.0 / det);
  cell->inverse[1] = vec3_scale(vec3_cross(c, a), 1.0 / det);
  cell->inverse[2] = vec3_scale(vec3_cross(a, b), 1.0 / det);
  cell->volume = fabs(det);
  return TRUE;
}

Cell
cell_cubic(double edge)
{
  Cell cell = {0};

  g_return_val_if_fail(edge > 0.0, cell);
  cell_init(&cell, vec3(edge, 0, 0), vec3(0, edge, 0), vec3(0, 0, edge), vec3(0, 0, 0));
  return cell;
}

Cell
cell_scaled(const Cell *cell, double s)
{
  Cell scaled = *cell;

  g_return_val_if_fail(s > 0.0, scaled);
  cell_init(&scaled, vec3_scale(cell->vector[0], s), vec3_scale(cell->vector[1], s),
            vec3_scale(cell->vector[2], s), vec3_scale(cell->origin, s));
  return scaled;
}

gboolean
cell_is_orthorhombic(const Cell *cell)
{
  const Vec3 *v = cell->vector;

  return v[0].y == 0.0 && v[0].z == 0.0 && v[1].x == 0.0 && v[1].z == 0.0 &&
         v[2].x == 0.0 && v[2].y == 0.0;
}

Vec3
cell_heights(const Cell *cell)
{
  const Vec3 *k = cell->inverse;

  return vec3(1.0 / vec3_norm(k[0]), 1.0 / vec3_norm(k[1]), 1.0 / vec3_norm(k[2]));
}

double
cell_smallest_height(const Cell *cell)
{
  Vec3 h = cell_heights(cell);

  return fmin(h.x, fmin(h.y, h.z));
}

static Vec3
difference_to_fractional(const Cell *cell, Vec3 d)
{
  return vec3(vec3_dot(cell->inverse[0], d), vec3_dot(cell->inverse[1], d),
              vec3_dot(cell->inverse[2], d));
}

static Vec3
difference_to_cartesian(const Cell *cell, Vec3 s)
{
  Vec3 d = vec3_scale(cell->vector[0], s.x);

  d = vec3_mul_add(d, s.y, cell->vector[1]);
  return vec3_mul_add(d, s.z, cell->vector[2]);
}

Vec3
cell_to_fractional(const Cell *cell, Vec3 r)
{
  return difference_to_fractional(cell, vec3_sub(r, cell->origin));
}

Vec3
cell_to_cartesian(const Cell *cell, Vec3 s)
{
  return vec3_add(cell->origin, difference_to_cartesian(cell, s));
}

Vec3
cell_wrap(const Cell *cell, Vec3 r)
{
  Vec3 s = cell_to_fractional(cell, r);
  Vec3 n = vec3(floor(s.x), floor(s.y), floor(s.z));

  return vec3_sub(r, difference_to_cartesian(cell, n));
}

/* The lattice vectors from short to long, and of the second and third what is left beside
 * the ones before. */
typedef struct {
  Vec3 v[3], rest[3];
  double rest2[3];
} Ladder;

static void
make_ladder(Ladder *ladder, const Cell *cell)
{
  for (int k = 0; k < 3; k++) {
    int m = k;
    for (; m > 0 && vec3_norm2(ladder->v[m - 1]) > vec3_norm2(cell->vector[k]); m--)
      ladder->v[m] = ladder->v[m - 1];
    ladder->v[m] = cell->vector[k];
  }
  for (int k = 0; k < 3; k++) {
    Vec3 rest = ladder->v[k];
    for (int m = 0; m < k; m++)
      rest = vec3_mul_add(rest, -vec3_dot(rest, ladder->rest[m]) / ladder->rest2[m],
                          ladder->rest[m]);
    ladder->rest[k] = rest;
    ladder->rest2[k] = vec3_norm2(rest);
  }
}

/* d moved along rung k to the nearest place. */
static Vec3
round_rung(const Ladder *ladder, int k, Vec3 d)
{
  double t = vec3_dot(d, ladder->rest[k]) / ladder->rest2[k];

  return vec3_mul_add(d, -rint(t), ladder->v[k]);
}

/* Images on rung k that may be within length, as steps from d: first and last. */
static void
bound_rung(const Ladder *ladder, int k, Vec3 d, double length, double *first,
           double *last)
{
  double t = vec3_dot(d, ladder->rest[k]) / ladder->rest2[k];
  double reach = length * (1.0 + 1e-12) / sqrt(ladder->rest2[k]);

  *first = ceil(-reach - t);
  *last = floor(reach - t);
}

/* All images in a sphere that holds one for sure: plane by plane, line by line. */
static Vec3
search_images(const Cell *cell, Vec3 d)
{
  Ladder ladder;
  double first, last, begin, end;

  make_ladder(&ladder, cell);
  Vec3 best = d;
  for (int k = 2; k >= 0; k--)
    best = round_rung(&ladder, k, best);
  d = best;
  bound_rung(&ladder, 2, d, vec3_norm(best), &first, &last);
  for (double n = first; n <= last; n++) {
    Vec3 plane = vec3_mul_add(d, n, ladder.v[2]);
    double off = vec3_dot(plane, ladder.rest[2]);
    double left2 = vec3_norm2(best) - off * off / ladder.rest2[2];
    bound_rung(&ladder, 1, plane, sqrt(fmax(left2, 0.0)), &begin, &end);
    for (double m = begin; m <= end; m++) {
      Vec3 image = round_rung(&ladder, 0, vec3_mul_add(plane, m, ladder.v[1]));
      if (vec3_norm2(image) < vec3_norm2(best))
        best = image;
    }
  }
  return best;
}

Vec3
cell_minimum_image(const Cell *cell, Vec3 d)
{
  Vec3 s = difference_to_fractional(cell, d);
  Vec3 n = vec3(rint(s.x), rint(s.y), rint(s.z));
  Vec3 rounded = vec3_sub(d, difference_to_cartesian(cell, n));
  double h = cell_smallest_height(cell);

  if (cell_is_orthorhombic(cell) || 4.0 * vec3_norm2(rounded) <= h * h)
    return rounded;
  return search_images(cell, rounded);
}
