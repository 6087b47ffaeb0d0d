// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/ion-cages.h"

#include "walkers.h"

#define FRAMES 600
#define IONS   8

static const IonCagesOptions published = {
    .k_means = {K_MEANS_RANDOM, 30, 300, 1e-4, 1, 0},
    .most = 10,
    .threshold = 0.7,
    .core = 0.4};

/* Inertia (Å²) and silhouette of the best of 30 starts for K = 2 … 5, from scikit-learn
 * 1.2.1 on hopper.extxyz, and the silhouette and K that it chooses among 2 … 10. */
static const struct {
  double inertia[4], silhouette[4];
  double best;
  guint k;
} truth[IONS] = {
    {{20.2407, 16.1408, 13.0399, 11.3624},
     {0.21693, 0.22853, 0.24806, 0.24408},
     0.248,
     1},
    {{19.7745, 15.5757, 13.1104, 11.4961},
     {0.22546, 0.23432, 0.23625, 0.23341},
     0.241,
     1},
    {{654.2521, 33.7351, 30.1139, 27.5808},
     {0.73108, 0.89996, 0.82316, 0.57110},
     0.89996,
     3},
    {{1352.2518, 581.6753, 35.5927, 32.6239},
     {0.60004, 0.74684, 0.89747, 0.84541},
     0.89747,
     4},
    {{576.1197, 41.4359, 35.3794, 30.8056},
     {0.77645, 0.89019, 0.81542, 0.79729},
     0.89019,
     3},
    {{1254.8878, 500.4818, 38.8351, 35.4490},
     {0.69585, 0.75513, 0.89281, 0.84772},
     0.89281,
     4},
    {{1307.0556, 526.5701, 36.6339, 33.7668},
     {0.67511, 0.78460, 0.89708, 0.85818},
     0.89708,
     4},
    {{1262.1422, 591.2855, 34.6890, 32.1668},
     {0.60439, 0.74213, 0.89800, 0.68140},
     0.89800,
     4},
};

/* Frames that a published implementation of the method writes for the same file. */
static const struct {
  guint ion;
  int first, last;
} written[] = {
    {2, 244, 247}, {2, 502, 505}, {3, 187, 190}, {3, 351, 354}, {3, 480, 483},
    {4, 232, 235}, {4, 359, 362}, {4, 447, 450}, {4, 532, 535}, {5, 195, 198},
    {5, 291, 293}, {5, 407, 410}, {6, 138, 141}, {6, 235, 238}, {6, 453, 456},
    {7, 91, 94},   {7, 289, 292}, {7, 463, 466},
};

static void
read_ion(const GPtrArray *frames, guint ion, Vec3 *x)
{
  for (guint k = 0; k < frames->len; k++)
    x[k] = ((const Frame *)g_ptr_array_index(frames, k))->position[ion];
}

/* Up to as many clusters as there are places the optimum is plain; beyond, noise is cut
 * into pieces in many ways that are nearly as good: ours must be among them. */
static void
test_optimum(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  Vec3 x[FRAMES], centre[K_MEANS_MOST];
  guint8 label[4][FRAMES];
  const guint8 *rows[4] = {label[0], label[1], label[2], label[3]};
  double got[4];

  g_assert_cmpuint(frames->len, ==, FRAMES);
  for (guint ion = 0; ion < IONS; ion++) {
    read_ion(frames, ion, x);
    for (guint p = 0; p < 4; p++) {
      double inertia = k_means(x, FRAMES, p + 2, &published.k_means, label[p], centre);
      g_assert_cmpfloat(inertia, <, 1.03 * truth[ion].inertia[p]);
      if (p + 2 <= truth[ion].k)
        g_assert_cmpfloat_with_epsilon(inertia, truth[ion].inertia[p], 1e-4);
    }
    silhouettes(x, FRAMES, rows, 4, got);
    for (guint p = 0; p + 2 <= truth[ion].k; p++)
      g_assert_cmpfloat_with_epsilon(got[p], truth[ion].silhouette[p], 1e-5);
  }
}

static void
test_choice(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  Vec3 x[FRAMES];

  for (guint ion = 0; ion < IONS; ion++) {
    read_ion(frames, ion, x);
    g_autoptr(IonCages) cages = ion_cages_new(x, FRAMES, &published);
    g_assert_cmpuint(cages->k, ==, truth[ion].k);
    g_assert_cmpfloat_with_epsilon(cages->silhouette, truth[ion].best,
                                   truth[ion].k > 1 ? 1e-5 : 5e-3);
  }
}

static void
test_published_hops(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  Vec3 x[FRAMES];
  guint n = 0;

  for (guint ion = 0; ion < IONS; ion++) {
    read_ion(frames, ion, x);
    g_autoptr(IonCages) cages = ion_cages_new(x, FRAMES, &published);
    g_autoptr(GArray) hops = ion_cages_published_hops(cages);
    for (guint k = 0; k < hops->len; k++, n++) {
      const CageHop *hop = &g_array_index(hops, CageHop, k);
      g_assert_cmpuint(n, <, G_N_ELEMENTS(written));
      g_assert_cmpuint(ion, ==, written[n].ion);
      g_assert_cmpint(hop->first, ==, written[n].first);
      g_assert_cmpint(hop->last, ==, written[n].last);
    }
  }
  g_assert_cmpuint(n, ==, G_N_ELEMENTS(written));
}

/* On this file both rules agree; lengths are those of the jump. */
static void
test_core_hops(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  Vec3 x[FRAMES];
  guint n = 0;

  for (guint ion = 0; ion < IONS; ion++) {
    read_ion(frames, ion, x);
    g_autoptr(IonCages) cages = ion_cages_new(x, FRAMES, &published);
    g_autoptr(GArray) hops = ion_cages_core_hops(cages);
    for (guint k = 0; k < hops->len; k++, n++) {
      const CageHop *hop = &g_array_index(hops, CageHop, k);
      Vec3 way = vec3_sub(cages->centre[hop->to], cages->centre[hop->from]);
      g_assert_cmpint(hop->first, ==, written[n].first);
      g_assert_cmpint(hop->last, ==, written[n].last);
      g_assert_cmpfloat_with_epsilon(vec3_norm(way), 3.0, 0.06);
    }
  }
  g_assert_cmpuint(n, ==, G_N_ELEMENTS(written));
}

/* The published rule on cages made by hand: a hop whose ion never comes to rest has no
 * end, one that began at once begins with frame 0; the core-set rule carries on. */
static void
test_edges(void)
{
  static const guint8 label[] = {0, 0, 1, 1, 1, 1, 0, 0};
  static const guint8 inside[] = {1, 1, 0, 1, 1, 0, 0, 0};
  IonCages cages = {.k = 2, .n = 8, .label = (guint8 *)label, .inside = (guint8 *)inside};
  g_autoptr(GArray) hops = ion_cages_published_hops(&cages);
  g_autoptr(GArray) core = ion_cages_core_hops(&cages);

  g_assert_cmpuint(hops->len, ==, 2);
  const CageHop *hop = &g_array_index(hops, CageHop, 0);
  g_assert_cmpint(hop->first, ==, 0);
  g_assert_cmpint(hop->last, ==, 1);
  hop++;
  g_assert_cmpint(hop->first, ==, 3);
  g_assert_cmpint(hop->last, ==, -1);
  g_assert_cmpuint(core->len, ==, 1);
  hop = &g_array_index(core, CageHop, 0);
  g_assert_cmpint(hop->first, ==, 2);
  g_assert_cmpint(hop->last, ==, 2);
}

static void
test_seed(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("hopper.extxyz.gz");
  KMeansOptions options = {K_MEANS_PLUS_PLUS, 4, 300, 1e-4, 1, 3};
  guint8 one[FRAMES], other[FRAMES];
  Vec3 x[FRAMES], centre[K_MEANS_MOST];

  read_ion(frames, 3, x);
  double first = k_means(x, FRAMES, 6, &options, one, centre);
  double second = k_means(x, FRAMES, 6, &options, other, centre);
  g_assert_cmpfloat(first, ==, second);
  g_assert_cmpmem(one, FRAMES, other, FRAMES);
  options.start = K_MEANS_PLUS_PLUS;
  g_assert_cmpfloat_with_epsilon(k_means(x, FRAMES, 4, &options, one, centre), 35.5927,
                                 1e-3);
}

/* More clusters than places. */
static void
test_coincident(void)
{
  const Vec3 x[] = {{0, 0, 0}, {0, 0, 0}, {0, 0, 0}, {5, 0, 0}, {5, 0, 0}, {5, 0, 0}};
  guint8 label[6];
  Vec3 centre[K_MEANS_MOST];

  for (guint k = 1; k <= 6; k++) {
    double inertia = k_means(x, 6, k, &published.k_means, label, centre);
    g_assert_cmpfloat_with_epsilon(inertia, k == 1 ? 37.5 : 0.0, 1e-12);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/ion-cages/clusters and silhouettes are those of scikit-learn",
                  test_optimum);
  g_test_add_func("/ion-cages/the number of cages is the published method's",
                  test_choice);
  g_test_add_func("/ion-cages/hops are those that IonDiff writes", test_published_hops);
  g_test_add_func("/ion-cages/the core-set rule gives the true length", test_core_hops);
  g_test_add_func("/ion-cages/hops at the ends of a run", test_edges);
  g_test_add_func("/ion-cages/the same seed gives the same clusters", test_seed);
  g_test_add_func("/ion-cages/points on top of each other do no harm", test_coincident);
  return g_test_run();
}
