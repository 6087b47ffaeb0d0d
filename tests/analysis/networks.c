// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "networks.h"

#include <math.h>

#include "walkers.h"

Frame *
networks_boroxol(double edge, Vec3 centre)
{
  Frame *frame = walkers_glass(edge, "B", 3u, "O", 6u, NULL);

  for (guint k = 0; k < 6; k++) {
    double angle = G_PI / 3.0 * k;
    Vec3 out = vec3(cos(angle), sin(angle), 0.0);
    guint atom = k % 2 ? 3 + k / 2 : k / 2;
    frame->position[atom] = vec3_mul_add(centre, NETWORKS_BOND, out);
    if (k % 2 == 0)
      frame->position[6 + k / 2] = vec3_mul_add(centre, 2.0 * NETWORKS_BOND, out);
  }
  return frame;
}

Frame *
networks_chain(guint n)
{
  Frame *frame = walkers_glass(15.0, "B", n, "O", n, NULL);

  g_assert_true(cell_init(&frame->cell, vec3(2 * n * NETWORKS_BOND, 0, 0), vec3(0, 15, 0),
                          vec3(0, 0, 15), vec3(0, 0, 0)));
  for (guint k = 0; k < 2 * n; k++)
    frame->position[k % 2 ? n + k / 2 : k / 2] = vec3(k * NETWORKS_BOND, 0, 0);
  return frame;
}

Frame *
networks_tricluster(void)
{
  Frame *frame = walkers_glass(15.0, "Si", 3u, "O", 1u, NULL);

  for (guint k = 0; k < 3; k++) {
    double angle = 2.0 * G_PI / 3.0 * k;
    frame->position[k] = vec3_scale(vec3(cos(angle), sin(angle), 0.0), 1.7);
  }
  return frame;
}

Frame *
networks_edge_sharing(void)
{
  Frame *frame = walkers_glass(15.0, "Si", 2u, "O", 2u, NULL);

  frame->position[1] = vec3(2.4, 0, 0);
  frame->position[2] = vec3(1.2, 1.1, 0);
  frame->position[3] = vec3(1.2, -1.1, 0);
  return frame;
}

Frame *
networks_cristobalite(void)
{
  const double a = 7.16;
  const Vec3 fcc[] = {{0, 0, 0}, {0, .5, .5}, {.5, 0, .5}, {.5, .5, 0}};
  const Vec3 way[] = {{1, 1, 1}, {1, -1, -1}, {-1, 1, -1}, {-1, -1, 1}};
  Frame *frame = walkers_glass(a, "Si", 8u, "O", 16u, NULL);

  for (guint i = 0; i < 4; i++) {
    frame->position[i] = vec3_scale(fcc[i], a);
    frame->position[4 + i] = vec3_add(frame->position[i], vec3(a / 4, a / 4, a / 4));
    for (guint k = 0; k < 4; k++)
      frame->position[8 + 4 * i + k] = vec3_mul_add(frame->position[i], a / 8, way[k]);
  }
  return frame;
}

Frame *
networks_quartz(void)
{
  const double a = 4.916, c = 5.4054, u = .4697, x = .4135, y = .2669, z = .7858;
  const Vec3 place[] = {{u, 0, 2. / 3}, {0, u, 1. / 3},          {-u, -u, 0},
                        {x, y, z},      {-y, x - y, z + 2. / 3}, {y - x, -x, z + 1. / 3},
                        {y, x, -z},     {x - y, -y, 1. / 3 - z}, {-x, y - x, 2. / 3 - z}};
  Frame *frame = walkers_glass(a, "Si", 3u, "O", 6u, NULL);

  g_assert_true(cell_init(&frame->cell, vec3(a, 0, 0),
                          vec3(-0.5 * a, 0.5 * sqrt(3.0) * a, 0), vec3(0, 0, c),
                          vec3(0, 0, 0)));
  for (guint i = 0; i < G_N_ELEMENTS(place); i++)
    frame->position[i] = cell_to_cartesian(&frame->cell, place[i]);
  return frame;
}

void
networks_wrap(Frame *frame)
{
  for (guint i = 0; i < frame->n_atoms; i++)
    frame->position[i] = cell_wrap(&frame->cell, frame->position[i]);
}
