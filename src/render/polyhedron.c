// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "render/polyhedron.h"

#include <string.h>

/* Å³: six times the volume of a tetrahedron that counts as flat. */
#define FLAT 1e-6

static double
volume(const Vec3 *r, int a, int b, int c, int d)
{
  Vec3 normal = vec3_cross(vec3_sub(r[b], r[a]), vec3_sub(r[c], r[a]));

  return vec3_dot(normal, vec3_sub(r[d], r[a]));
}

/* +1 when all others lie behind a b c, −1 when before it, 0 when on both sides or all in
 * the plane. */
static int
side_of(const Vec3 *r, guint n, int a, int b, int c)
{
  int side = 0;

  for (int d = 0; d < (int)n; d++) {
    if (d == a || d == b || d == c)
      continue;
    double v = volume(r, a, b, c, d);
    int now = v > FLAT ? -1 : v < -FLAT ? 1 : 0;
    if (now == 0)
      continue;
    if (side != 0 && now != side)
      return 0;
    side = now;
  }
  return side;
}

static void
add_face(Polyhedron *p, int a, int b, int c, int side)
{
  guint8 *face = p->face[p->n_faces];

  if (p->n_faces >= POLYHEDRON_FACES)
    return;
  face[0] = (guint8)a;
  face[1] = (guint8)(side > 0 ? b : c);
  face[2] = (guint8)(side > 0 ? c : b);
  p->n_faces++;
}

static void
add_edges(Polyhedron *p)
{
  for (guint k = 0; k < p->n_faces; k++) {
    for (int i = 0; i < 3; i++) {
      guint8 a = p->face[k][i], b = p->face[k][(i + 1) % 3];
      gboolean known = FALSE;
      for (guint e = 0; e < p->n_edges; e++)
        known = known || (p->edge[e][0] == MIN(a, b) && p->edge[e][1] == MAX(a, b));
      if (known || p->n_edges >= G_N_ELEMENTS(p->edge))
        continue;
      p->edge[p->n_edges][0] = MIN(a, b);
      p->edge[p->n_edges++][1] = MAX(a, b);
    }
  }
}

gboolean
polyhedron_init(Polyhedron *polyhedron, const Vec3 *corner, guint n)
{
  memset(polyhedron, 0, sizeof *polyhedron);
  if (n < 3 || n > POLYHEDRON_CORNERS)
    return FALSE;
  if (n == 3) {
    add_face(polyhedron, 0, 1, 2, 1);
    add_edges(polyhedron);
    return TRUE;
  }
  for (int a = 0; a < (int)n; a++)
    for (int b = a + 1; b < (int)n; b++)
      for (int c = b + 1; c < (int)n; c++) {
        int side = side_of(corner, n, a, b, c);
        if (side != 0)
          add_face(polyhedron, a, b, c, side);
      }
  add_edges(polyhedron);
  return polyhedron->n_faces >= 4;
}
