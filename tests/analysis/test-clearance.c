// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/clearance.h"

#include "analysis/clearance-field.h"
#include "analysis/merge-tree.h"
#include "walkers.h"

/* Frame 29 of the sodium disilicate sample on a grid of 0.45 Å; numbers of an
 * independent program (k-d tree of images, union–find with image offsets). */
#define STEP       0.45
#define LARGEST    1.649625
#define PERCOLATES 0.863034
#define FREE       0.593669
#define N_BEST     6
static const double cavity[N_BEST] = {1.649625, 1.636556, 1.606073,
                                      1.523023, 1.392867, 1.332483};
static const double best_way[N_BEST][N_BEST] = {
    {0},
    {0.873182},
    {0.873182, 1.294861},
    {0.873182, 0.961061, 0.961061},
    {0.873182, 1.21183, 1.21183, 0.961061},
    {0.873182, 0.949457, 0.949457, 0.949457, 0.949457},
};

static Frame *
sample_frame(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");

  return frame_ref(g_ptr_array_index(frames, 29));
}

static void
test_ways(void)
{
  g_autoptr(Frame) frame = sample_frame();
  g_autoptr(Field) field = clearance_field_of_framework(frame, -1, STEP);
  g_autoptr(MergeTree) tree = merge_tree_new(field, -1.0, 0.1);

  g_assert_cmpuint(tree->n_sites, >, N_BEST);
  g_assert_cmpfloat_with_epsilon(tree->dimension[0], PERCOLATES, 1e-5);
  for (guint i = 0; i < N_BEST; i++) {
    g_assert_cmpfloat_with_epsilon(tree->site[i].height, cavity[i], 1e-5);
    for (guint j = 0; j < i; j++)
      g_assert_cmpfloat_with_epsilon(merge_tree_best_way(tree, i, j), best_way[i][j],
                                     1e-5);
  }
}

static void
test_observer(void)
{
  g_autoptr(Frame) frame = sample_frame();
  g_autoptr(Observer) observer = clearance_observer_new(0.0, STEP, NULL);
  double error;

  g_assert_true(observer_add_frame(observer, frame, NULL));
  g_autoptr(Chart) chart = observer_chart_at(observer, 0);
  g_assert_cmpfloat_with_epsilon(
      walkers_scalar(chart, "percolation_radius_A", "any", &error), PERCOLATES, 1e-5);
  g_assert_true(isnan(error));
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "cavity_radius_A", "", NULL),
                                 LARGEST, 1e-5);
  g_assert_cmpfloat_with_epsilon(walkers_scalar(chart, "free_volume_fraction", "", NULL),
                                 FREE, 1e-6);
  const Series *curve = g_ptr_array_index(chart->series, 0);
  g_assert_cmpfloat_with_epsilon(curve->y[0], FREE, 1e-6);
  for (guint i = 1; i < curve->n; i++)
    g_assert_cmpfloat(curve->y[i], <=, curve->y[i - 1]);
  g_assert_cmpfloat(curve->x[curve->n - 1], <=, LARGEST);
  g_autoptr(Pathways) pathways = observer_pathways(observer);
  g_assert_cmpuint(pathways_surface(pathways, MESH_CLEARANCE)->n_triangles, >, 0);
}

/* Two frames, one of them in a wider cell: mean and standard deviation between them. */
static void
test_frames(void)
{
  g_autoptr(Frame) frame = walkers_glass(4.0, "O", 1u, NULL);
  g_autoptr(Frame) wider = walkers_next(frame, 1.0);
  g_autoptr(Observer) observer = clearance_observer_new(0.0, 0.1, NULL);
  double error, radius = frame->species->element[0]->ionic_radius;

  wider->cell = cell_cubic(5.0);
  g_assert_true(observer_add_frame(observer, frame, NULL));
  g_assert_true(observer_add_frame(observer, wider, NULL));
  g_autoptr(Chart) chart = observer_chart_at(observer, 0);
  double mean = walkers_scalar(chart, "percolation_radius_A", "b", &error);
  g_assert_cmpfloat_with_epsilon(mean, 4.5 / sqrt(2.0) - radius, 1e-3);
  g_assert_cmpfloat_with_epsilon(error, 0.5, 1e-3);
  g_autoptr(Chart) lines = observer_chart_at(observer, 1);
  g_assert_cmpuint(lines->series->len, ==, 3);
  const Series *line = walkers_series(lines, "a");
  g_assert_cmpuint(line->n, ==, 2);
  g_assert_cmpfloat_with_epsilon(line->y[1] - line->y[0], 1.0 / sqrt(2.0), 1e-3);
}

static void
test_only_ions(void)
{
  g_autoptr(Frame) frame = walkers_glass(4.0, "Na", 2u, NULL);
  g_autoptr(Observer) observer = clearance_observer_new(0.0, 0.3, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false(observer_add_frame(observer, frame, &error));
  g_assert_nonnull(error);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/clearance/cavities and the ways between them are those of another "
                  "program",
                  test_ways);
  g_test_add_func("/clearance/a glass has its bottleneck and free volume", test_observer);
  g_test_add_func("/clearance/frames are averaged", test_frames);
  g_test_add_func("/clearance/ions alone are no framework", test_only_ions);
  return g_test_run();
}
