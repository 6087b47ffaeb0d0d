// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/hop-groups.h"

#include "analysis/hop-degree.h"
#include "base/rng.h"

/* Groups by scipy.sparse.csgraph.connected_components, L = 12 Å, τ_c = 1 ps, d_c = 4.5 Å.
 */
static const GroupHop hops[] = {
    {7, 0.03, {3.58, 8.90, 8.67}, {3.79, 8.72, 9.54}},
    {0, 0.61, {2.62, 9.96, 7.89}, {2.98, 14.04, 10.29}},
    {1, 1.82, {8.19, 9.84, 5.14}, {10.58, 6.58, 4.60}},
    {2, 4.14, {9.10, 10.54, 1.23}, {8.13, 11.39, -2.42}},
    {1, 5.68, {10.20, 4.73, 5.76}, {12.08, 6.44, 3.68}},
    {7, 5.85, {1.76, 8.38, 3.50}, {0.19, 7.10, 3.57}},
    {7, 5.97, {10.45, 3.30, 6.74}, {11.48, 6.58, 6.42}},
    {5, 6.28, {4.80, 7.35, 2.36}, {6.03, 7.60, 5.18}},
    {0, 7.48, {2.16, 8.96, 9.03}, {3.35, 11.15, 7.31}},
    {0, 8.61, {6.80, 11.05, 2.47}, {6.49, 9.75, 4.88}},
    {2, 9.43, {10.21, 2.03, 11.57}, {11.26, 1.54, 10.85}},
    {3, 11.70, {7.48, 7.28, 11.65}, {8.26, 6.16, 10.16}},
    {5, 11.74, {9.44, 9.48, 0.65}, {10.21, 13.42, 0.26}},
    {4, 12.60, {4.43, 1.02, 2.32}, {3.54, -0.85, 0.18}},
    {2, 12.97, {2.57, 10.30, 1.52}, {3.41, 11.66, 1.53}},
    {1, 13.21, {3.56, 5.91, 10.19}, {4.09, 6.10, 10.41}},
    {6, 13.92, {11.58, 8.50, 2.56}, {9.14, 7.77, 2.74}},
    {6, 14.14, {6.54, 8.47, 0.62}, {5.29, 7.71, -0.69}},
    {0, 14.76, {8.16, 4.42, 7.08}, {7.63, 5.78, 6.43}},
    {1, 15.47, {8.03, 8.03, 6.28}, {7.78, 9.33, 7.31}},
    {4, 17.83, {6.66, 2.38, 5.94}, {9.37, -0.96, 7.31}},
    {3, 18.63, {1.50, 5.77, 6.43}, {0.73, 5.99, 7.77}},
    {7, 19.13, {9.29, 4.72, 0.24}, {11.02, 6.38, 0.49}},
    {4, 19.47, {6.33, 2.46, 8.90}, {8.91, 2.01, 8.67}},
};
#define N G_N_ELEMENTS(hops)

static const guint labels[] = {0, 0, 1, 2, 3, 3, 3, 3, 4,  5,  6,  7,
                               7, 8, 8, 9, 8, 9, 8, 8, 10, 11, 12, 12};

static const HopGroupsOptions options = {.lag = 1.0,
                                         .reach = 4.5,
                                         .vacated = 1.5,
                                         .from = 0.0,
                                         .to = 20.0,
                                         .n_shuffles = 200,
                                         .seed = 1};

static void
test_components(void)
{
  Cell cell = cell_cubic(12.0);
  guint group[N];
  HopGroups out;

  hop_groups(hops, N, &cell, &options, group, &out);
  for (guint i = 0; i < N; i++)
    for (guint j = 0; j < N; j++)
      g_assert_cmpint(group[i] == group[j], ==, labels[i] == labels[j]);
  g_assert_cmpuint(out.n_groups, ==, 13);
  g_assert_cmpuint(out.largest, ==, 5);
  g_assert_cmpfloat_with_epsilon(out.share[1], 7.0 / 13.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(out.share[2], 4.0 / 13.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(out.together, 17.0 / 24.0, 1e-12);
  g_assert_cmpfloat(out.strings, ==, 0.0);
}

/* Hops of independent ions at random times: nothing in excess of chance. Pairs of
 * neighbours that always hop within 0.1 ps: much. */
static void
fill(GroupHop *hop, guint n_ions, guint per_ion, gboolean in_pairs)
{
  for (guint i = 0; i < n_ions; i++)
    for (guint k = 0; k < per_ion; k++) {
      double lot[4];
      guint leader = in_pairs ? i / 2 * 2 : i;
      rng_uniform4(5, RNG_TEST, k, leader, lot);
      Vec3 place = vec3(7.0 * (i / 2 % 8) + 2.0 * (i % 2), 7.0 * (i / 16), 0.0);
      hop[i * per_ion + k] = (GroupHop){i, 200.0 * lot[0] + 0.05 * (i % 2), place,
                                        vec3_add(place, vec3(0.0, 0.0, 3.0))};
    }
}

static void
test_null(void)
{
  enum { IONS = 64, EACH = 10 };
  g_autofree GroupHop *hop = g_new(GroupHop, IONS * EACH);
  HopGroupsOptions wide = options;
  Cell cell = cell_cubic(60.0);
  HopGroups out;

  wide.to = 200.1;
  wide.lag = 0.2;
  fill(hop, IONS, EACH, FALSE);
  hop_groups(hop, IONS * EACH, &cell, &wide, NULL, &out);
  g_assert_cmpfloat(fabs(out.excess.value), <, 3.0 * out.excess.error);
  /* chance: another ion of the pair hops within 0.2 ps with probability 1 − exp(−0.02) */
  g_assert_cmpfloat_with_epsilon(out.together - out.excess.value, 0.0198, 0.004);

  fill(hop, IONS, EACH, TRUE);
  hop_groups(hop, IONS * EACH, &cell, &wide, NULL, &out);
  g_assert_cmpfloat(out.together, >, 0.99);
  g_assert_cmpfloat(out.excess.value, >, 0.95);
}

/* Ion 1 enters the cage that ion 0 left. */
static void
test_strings(void)
{
  const GroupHop pair[] = {{0, 1.0, {0, 0, 0}, {3, 0, 0}},
                           {1, 1.1, {-3, 0, 0}, {0.5, 0, 0}}};
  Cell cell = cell_cubic(30.0);
  HopGroups out;

  hop_groups(pair, 2, &cell, &options, NULL, &out);
  g_assert_cmpfloat(out.strings, ==, 1.0);
  g_assert_cmpuint(out.largest, ==, 2);
}

/* Boxes of hopper.extxyz, and N of each by numpy and scipy. */
static void
test_degree(void)
{
  static const HopBox box[] = {{245, 247}, {503, 505}, {188, 190}, {352, 354}, {481, 483},
                               {233, 235}, {360, 362}, {448, 450}, {533, 535}, {196, 198},
                               {292, 293}, {408, 410}, {139, 141}, {236, 238}, {454, 456},
                               {92, 94},   {290, 292}, {464, 466}};
  static const guint truth[] = {1, 1, 1, 1, 1, 2, 1, 2, 1, 1, 2, 1, 1, 2, 2, 1, 2, 1};
  guint degree[G_N_ELEMENTS(box)];
  HopDegree out;

  g_assert_true(hop_degree(box, G_N_ELEMENTS(box), 600, 1, degree, &out));
  for (guint i = 0; i < G_N_ELEMENTS(box); i++)
    g_assert_cmpuint(degree[i], ==, truth[i]);
  /* 200 random sets: its own spread is 0.0004 */
  g_assert_cmpfloat_with_epsilon(out.threshold, 0.0, 0.0015);
  g_assert_cmpfloat(out.share[2], ==, 1.0);
}

/* Many boxes of all lengths, some at the ends, where smoothing reflects. */
static void
test_many_degrees(void)
{
  static const HopBox box[] = {
      {317, 337}, {247, 259}, {228, 236}, {0, 9},     {390, 399}, {322, 341}, {216, 239},
      {326, 331}, {245, 247}, {229, 242}, {333, 355}, {310, 323}, {299, 306}, {240, 246},
      {343, 349}, {325, 327}, {127, 132}, {21, 42},   {21, 41},   {350, 368}, {342, 355},
      {51, 72},   {120, 135}, {131, 141}, {346, 351}, {303, 313}, {294, 308}, {317, 333},
      {13, 18},   {297, 304}, {340, 344}, {16, 22},   {348, 356}, {244, 260}, {338, 358},
      {36, 57},   {351, 356}, {120, 142}, {359, 364}, {14, 30},   {357, 367}, {269, 276},
      {25, 46},   {128, 142}, {323, 341}};
  static const guint truth[] = {20, 8, 7,  7, 1,  21, 7,  20, 8,  7,  18, 15, 11, 7, 18,
                                19, 5, 9,  9, 15, 17, 5,  5,  5,  17, 11, 12, 19, 8, 10,
                                18, 8, 17, 8, 18, 8,  17, 5,  13, 8,  13, 6,  9,  5, 21};
  guint degree[G_N_ELEMENTS(box)];
  HopDegree out;

  g_assert_true(hop_degree(box, G_N_ELEMENTS(box), 400, 1, degree, &out));
  for (guint i = 0; i < G_N_ELEMENTS(box); i++)
    g_assert_cmpuint(degree[i], ==, truth[i]);
  /* six runs of the other implementation: 0.00095 … 0.00166 */
  g_assert_cmpfloat_with_epsilon(out.threshold, 0.00135, 0.001);
  g_assert_cmpfloat_with_epsilon(out.share[5], 1.0 / 7.0, 1e-12);
  g_assert_cmpfloat_with_epsilon(out.share[8], 1.0 / 6.0, 1e-12);
}

/* scipy.optimize.curve_fit on the same numbers: 0.51232 ± 0.02027. */
static void
test_offset_fit(void)
{
  double y[19];

  for (guint k = 0; k < 19; k++)
    y[k] = 0.02 + 0.9 * exp(-0.5 * (k + 2.0)) + 0.01 * cos(3.0 * (k + 2.0));
  DecayFit fit = decay_fit_offset(y, 19, 2);
  g_assert_cmpfloat_with_epsilon(fit.c.value, 0.51232165, 1e-6);
  g_assert_cmpfloat_with_epsilon(fit.c.error, 0.02026691, 1e-6);
  g_assert_cmpfloat_with_epsilon(fit.a, 0.02000503, 1e-6);
  g_assert_cmpfloat_with_epsilon(fit.b, 0.93977967, 1e-5);
}

/* Sizes drawn from exp(−C N): C within its error in two of three cases, as it should. */
static void
test_count_fit(void)
{
  enum { SETS = 400, GROUPS = 50 };
  const double c = 0.7;
  guint within = 0;
  double mean = 0.0;

  for (guint set = 0; set < SETS; set++) {
    double count[64] = {0};
    for (guint k = 0; k < GROUPS; k++) {
      double lot[4];
      rng_uniform4(9, RNG_TEST, set, k, lot);
      count[MIN(2 + (guint)(-log(lot[0]) / c), 63)]++;
    }
    Estimate estimate = decay_fit_counts(count, 64);
    within += fabs(estimate.value - c) < estimate.error;
    mean += estimate.value / SETS;
  }
  g_assert_cmpfloat_with_epsilon(mean, c, 0.02);
  g_assert_cmpfloat_with_epsilon((double)within / SETS, 0.683, 0.07);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/hop-groups/are the connected components", test_components);
  g_test_add_func("/hop-groups/chance is told from hopping together", test_null);
  g_test_add_func("/hop-groups/a string follows into the cage left", test_strings);
  g_test_add_func("/hop-degree/few hops have few partners", test_degree);
  g_test_add_func("/hop-degree/many hops have the partners that scipy finds",
                  test_many_degrees);
  g_test_add_func("/decay-fit/with an offset it is scipy's", test_offset_fit);
  g_test_add_func("/decay-fit/counts give the slope and an error that holds",
                  test_count_fit);
  return g_test_run();
}
