// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/neighbour.h"

#include <stdlib.h>
#include <string.h>

#include "base/rng.h"

#define IMAGES 11

static Frame *
random_frame(const Vec3 vectors[3], guint n, double spread)
{
  g_autoptr(SpeciesList) species = species_list_new();
  double u[4];

  species_list_add(species, element_lookup("O"));
  Frame *frame = frame_new(species, n, 0);
  g_assert_true(
      cell_init(&frame->cell, vectors[0], vectors[1], vectors[2], vec3(1, -2, 3)));
  for (guint i = 0; i < n; i++) {
    rng_uniform4(3, RNG_TEST, n, i, u);
    Vec3 s = vec3(spread * (u[0] - 0.4), spread * (u[1] - 0.4), spread * (u[2] - 0.4));
    frame->position[i] = cell_to_cartesian(&frame->cell, s);
  }
  return frame;
}

static int
compare(const void *p, const void *q)
{
  const Neighbour *a = p, *b = q;

  if (a->atom != b->atom)
    return a->atom < b->atom ? -1 : 1;
  return memcmp(a->offset, b->offset, sizeof a->offset);
}

static void
brute_force(const Frame *frame, double r_cut, guint i, GArray *out)
{
  const Vec3 *v = frame->cell.vector;
  int span = 2 * IMAGES + 1;

  g_array_set_size(out, 0);
  for (guint j = 0; j < frame->n_atoms; j++)
    for (int m = 0; m < span * span * span; m++) {
      int n[3] = {m / (span * span) - IMAGES, m / span % span - IMAGES,
                  m % span - IMAGES};
      Vec3 d = vec3_sub(frame->position[j], frame->position[i]);
      d = vec3_mul_add(d, n[0], v[0]);
      d = vec3_mul_add(vec3_mul_add(d, n[1], v[1]), n[2], v[2]);
      if (vec3_norm2(d) >= r_cut * r_cut || (j == i && !n[0] && !n[1] && !n[2]))
        continue;
      Neighbour found = {j, {(gint8)n[0], (gint8)n[1], (gint8)n[2]}, vec3_norm2(d), d};
      g_array_append_val(out, found);
    }
}

static void
compare_with_brute_force(const Frame *frame, double r_cut)
{
  g_autoptr(NeighbourGrid) grid = neighbour_grid_new(frame, r_cut);
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Neighbour));
  g_autoptr(GArray) expected = g_array_new(FALSE, FALSE, sizeof(Neighbour));

  for (guint i = 0; i < frame->n_atoms; i++) {
    neighbour_grid_query(grid, i, found);
    brute_force(frame, r_cut, i, expected);
    g_assert_cmpuint(found->len, ==, expected->len);
    g_array_sort(found, compare);
    g_array_sort(expected, compare);
    for (guint k = 0; k < found->len; k++) {
      const Neighbour *a = &g_array_index(found, Neighbour, k);
      const Neighbour *b = &g_array_index(expected, Neighbour, k);
      g_assert_cmpint(compare(a, b), ==, 0);
      g_assert_cmpfloat_with_epsilon(vec3_norm(vec3_sub(a->d, b->d)), 0.0, 1e-9);
      g_assert_cmpfloat_with_epsilon(a->r2, b->r2, 1e-8);
    }
  }
}

static const Vec3 box[3] = {{5, 0, 0}, {0, 7, 0}, {0, 0, 6}};
static const Vec3 tilted[3] = {{6, 0, 0}, {2.5, 5, 0}, {-2, 1.5, 7}};
static const Vec3 left_handed[3] = {{5, 0.5, 0}, {0.5, 1, 6}, {1, 7, 1}};

static void
test_small_cutoff(void)
{
  g_autoptr(Frame) frame = random_frame(box, 25, 1.0);

  compare_with_brute_force(frame, 1.3);
}

static void
test_large_cutoff(void)
{
  g_autoptr(Frame) frame = random_frame(box, 10, 1.0);

  compare_with_brute_force(frame, 2.6);
  compare_with_brute_force(frame, 5.5);
  compare_with_brute_force(frame, 9.0);
}

static void
test_tilted(void)
{
  g_autoptr(Frame) a = random_frame(tilted, 12, 1.0);
  g_autoptr(Frame) b = random_frame(left_handed, 12, 1.0);

  compare_with_brute_force(a, 1.7);
  compare_with_brute_force(a, 6.1);
  compare_with_brute_force(b, 1.7);
  compare_with_brute_force(b, 6.1);
}

static void
test_outside(void)
{
  g_autoptr(Frame) a = random_frame(box, 12, 3.0);
  g_autoptr(Frame) b = random_frame(tilted, 12, 3.0);

  compare_with_brute_force(a, 2.0);
  compare_with_brute_force(b, 2.0);
}

static void
test_single(void)
{
  g_autoptr(Frame) frame = random_frame(box, 1, 0.0);
  g_autoptr(NeighbourGrid) grid = neighbour_grid_new(frame, 5.5);
  g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Neighbour));

  neighbour_grid_query(grid, 0, found);
  g_assert_cmpuint(found->len, ==, 2); /* its images along the 5 Å edge */
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/neighbour/agrees with brute force", test_small_cutoff);
  g_test_add_func("/neighbour/finds all images when the cut-off exceeds the cell",
                  test_large_cutoff);
  g_test_add_func("/neighbour/agrees with brute force in tilted cells", test_tilted);
  g_test_add_func("/neighbour/atoms may lie outside the cell", test_outside);
  g_test_add_func("/neighbour/an atom sees its own images", test_single);
  return g_test_run();
}
