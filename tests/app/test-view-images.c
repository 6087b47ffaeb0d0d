// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is measured and what is around an ion, in cells so skewed that the nearest image
 * is not found by rounding: against a search of all images. */
#include <math.h>

#include "app/follow-look.h"
#include "app/measure.h"

#define N_ATOMS 40
#define REACH   4 /* cells in each direction */

static Frame *
random_frame(GRand *random)
{
  g_autoptr(SpeciesList) species = species_list_new();
  Vec3 a = vec3(g_rand_double_range(random, 8, 14), 0, 0);
  Vec3 b =
      vec3(g_rand_double_range(random, -12, 12), g_rand_double_range(random, 8, 14), 0);
  Vec3 c = vec3(g_rand_double_range(random, -12, 12),
                g_rand_double_range(random, -12, 12), g_rand_double_range(random, 8, 14));

  species_list_add(species, element_lookup("Na"));
  Frame *frame = frame_new(species, N_ATOMS, 0);
  g_assert_true(cell_init(&frame->cell, a, b, c, vec3(1, 2, 3)));
  for (guint i = 0; i < N_ATOMS; i++)
    frame->position[i] =
        vec3(g_rand_double_range(random, -30, 30), g_rand_double_range(random, -30, 30),
             g_rand_double_range(random, -30, 30));
  return frame;
}

/* From atom i to the nearest image of atom j. */
static Vec3
nearest(const Frame *frame, guint i, guint j)
{
  Vec3 d = vec3_sub(frame->position[j], frame->position[i]), best = {0};
  double least = INFINITY;
  Vec3 s = cell_to_fractional(&frame->cell, vec3_add(d, frame->cell.origin));

  s = vec3(s.x - floor(s.x), s.y - floor(s.y), s.z - floor(s.z));
  for (int x = -REACH; x <= REACH; x++)
    for (int y = -REACH; y <= REACH; y++)
      for (int z = -REACH; z <= REACH; z++) {
        Vec3 r = vec3_sub(cell_to_cartesian(&frame->cell, vec3_add(s, vec3(x, y, z))),
                          frame->cell.origin);
        if (vec3_norm2(r) >= least)
          continue;
        least = vec3_norm2(r);
        best = r;
      }
  return best;
}

static double
degrees_between(Vec3 a, Vec3 b)
{
  return acos(CLAMP(vec3_dot(a, b) / vec3_norm(a) / vec3_norm(b), -1.0, 1.0)) * 180.0 /
         G_PI;
}

static void
test_measures_by_search(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(21);

  for (int trial = 0; trial < 40; trial++) {
    g_autoptr(Frame) frame = random_frame(random);
    for (guint i = 0; i + 3 < 12; i++) {
      const guint chain[4] = {i, i + 1, i + 2, i + 3};
      Vec3 r1 = nearest(frame, i, i + 1), r2 = nearest(frame, i + 1, i + 2);
      Vec3 r3 = nearest(frame, i + 2, i + 3);
      g_assert_cmpfloat_with_epsilon(measure_distance(frame, i, i + 1), vec3_norm(r1),
                                     1e-9);
      g_assert_cmpfloat_with_epsilon(measure_angle(frame, i, i + 1, i + 2),
                                     degrees_between(vec3_scale(r1, -1.0), r2), 1e-6);
      Vec3 n1 = vec3_cross(r1, r2), n2 = vec3_cross(r2, r3);
      double dihedral = degrees_between(n1, n2);
      g_assert_cmpfloat_with_epsilon(fabs(measure_dihedral(frame, chain)), dihedral,
                                     1e-5);
      /* Clockwise along the middle bond: the last one turns from the first as n1 × n2
       * turns about it. */
      double sense = vec3_dot(vec3_cross(n1, n2), r2);
      if (dihedral > 1.0 && dihedral < 179.0)
        g_assert_cmpint(measure_dihedral(frame, chain) > 0.0, ==, sense > 0.0);
    }
  }
}

static void
test_cage_by_search(void)
{
  g_autoptr(GRand) random = g_rand_new_with_seed(22);
  guint n_seen = 0, n_gone = 0;

  for (int trial = 0; trial < 40; trial++) {
    g_autoptr(Frame) frame = random_frame(random);
    g_autoptr(Snapshot) snapshot = snapshot_new(frame, NULL);
    g_autoptr(AtomLook) look = follow_look(snapshot, NULL, 3);
    double radius = fmin(FOLLOW_RADIUS, 0.5 * cell_smallest_height(&frame->cell));
    for (guint i = 0; i < N_ATOMS; i++) {
      gboolean far = vec3_norm(nearest(frame, 3, i)) > radius;
      g_assert_cmpint((look->marks[i] & ATOM_HIDDEN) != 0, ==, far);
      n_seen += !far;
      n_gone += far;
    }
  }
  g_assert_cmpuint(n_seen, >, 60);
  g_assert_cmpuint(n_gone, >, 200);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/view-images/lengths and angles are those of a search",
                  test_measures_by_search);
  g_test_add_func("/view-images/a cage is that of a search", test_cage_by_search);
  return g_test_run();
}
