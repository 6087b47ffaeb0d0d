// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Numbers that follow the composition, against published check values. */
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "potential/composition-rule.h"
#include "sample-frame.h"

static void
test_bmp_depth(void)
{
  static const double POINT[][3] = {{0, 0, 1.989}, {0.5, 0, 2.478}, {0.5, 1, 2.630},
                                    {1, 1, 2.436}, {1, 2, 2.591},   {2, 2, 2.358}};
  for (guint i = 0; i < G_N_ELEMENTS(POINT); i++) {
    BorateRatios ratios = {POINT[i][0], POINT[i][1]};
    g_assert_cmpfloat_with_epsilon(bmp_boron_depth(ratios), POINT[i][2], 6e-4);
  }
}

static void
test_ratios(void)
{
  BorateRatios ratios;
  g_autoptr(Frame) frame = sample_frame("Li 4 Ca 1 B 8 Si 6 O 29");
  g_assert_true(borate_ratios(frame, &ratios));
  g_assert_cmpfloat_with_epsilon(ratios.r, 0.75, 1e-14);
  g_assert_cmpfloat_with_epsilon(ratios.k, 1.5, 1e-14);
  g_autoptr(Frame) silicate = sample_frame("Na 2 Si 2 O 5");
  g_assert_false(borate_ratios(silicate, &ratios));
}

static void
test_deng_du(void)
{
  static const double POINT[][3] = {{0, 7.0 / 3.0, 12362.78},
                                    {0.5, 2, 14850.0},
                                    {2, 1, 12763.36},
                                    {1.2, 1, 13240.08},
                                    {4, 1, 12525.0}};
  for (guint i = 0; i < G_N_ELEMENTS(POINT); i++) {
    BorateRatios ratios = {POINT[i][0], POINT[i][1]};
    g_assert_cmpfloat_with_epsilon(deng_du_boron_strength(ratios), POINT[i][2], 0.006);
  }
}

static void
test_deng_du_of_a_glass(void)
{
  g_autoptr(ForceField) ff = sample_force_field("teter-du", "B 60 Si 70 O 230");
  g_assert_cmpfloat_with_epsilon(ff->pair[0][2].buck_a, 12362.78, 0.006);
  g_assert_cmpfloat(ff->pair[0][2].r_core, >, 0.9);
  g_assert_cmpfloat(ff->pair[0][2].r_core, <, 1.2);
}

/* Both branches meet at R = K/16 + 1/2, and N4 at all three of its corners. */
static void
test_branches_join(void)
{
  const double h = 1e-9;
  for (double k = 0.0; k <= 6.0; k += 0.5) {
    double corner[] = {0.5 + k / 16.0, 0.5 + k / 4.0, 2.0 + k};
    BorateRatios below = {corner[0] - h, k}, above = {corner[0] + h, k};
    g_assert_cmpfloat_with_epsilon(deng_du_boron_strength(below),
                                   deng_du_boron_strength(above), 1e-3);
    for (int i = 0; i < 3; i++) {
      BorateRatios left = {corner[i] - h, k}, right = {corner[i] + h, k};
      g_assert_cmpfloat_with_epsilon(borate_n4(left), borate_n4(right), 1e-6);
    }
  }
}

static void
test_n4(void)
{
  g_assert_cmpfloat_with_epsilon(borate_n4((BorateRatios){0.3, 1}), 0.3, 1e-14);
  g_assert_cmpfloat_with_epsilon(borate_n4((BorateRatios){0.7, 1}), 0.5625, 1e-14);
  g_assert_cmpfloat_with_epsilon(borate_n4((BorateRatios){2.0, 1}), 0.25, 1e-14);
  g_assert_cmpfloat(borate_n4((BorateRatios){5.0, 1}), ==, 0.0);
}

static void
test_shik_oxygen(void)
{
  g_autoptr(ForceField) silica = sample_force_field("shik", "Si 1 O 2");
  g_autoptr(ForceField) ns4 = sample_force_field("shik", "Na 4 Si 8 O 18");
  g_assert_cmpfloat_with_epsilon(silica->charge[1], -0.88775, 5e-6);
  g_assert_cmpfloat_with_epsilon(ns4->charge[2], -0.92284, 5e-6);
}

static void
assert_refused(const char *set_name, const char *recipe, const char *reason)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = sample_frame(recipe);
  g_autoptr(PotentialSet) set = potential_set_load(set_name, NULL);
  g_assert_null(potential_set_bind(set, frame, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  if (!strstr(error->message, reason))
    g_test_message("“%s” does not say “%s”", error->message, reason);
  g_assert_nonnull(strstr(error->message, reason));
}

static void
test_refusals(void)
{
  assert_refused("bmp", "B 10 Si 20 O 55", "bmp-boron");
  assert_refused("bmp", "B 10 Si 20 O 55", "R = 0.000, K = 4.000");
  assert_refused("bmp", "Na 2 B 10 Al 2 O 19", "together with Al");
  assert_refused("teter-du", "B 2 Si 30 O 63", "deng-du-boron");
  assert_refused("pedone2006", "Na 2 B 10 O 16", "no B in pedone2006");
  assert_refused("bks", "Na 2 Si 2 O 5", "no Na in bks");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/composition-rule/BMP depth has its published values", test_bmp_depth);
  g_test_add_func("/composition-rule/R and K are counted", test_ratios);
  g_test_add_func("/composition-rule/Deng and Du strength has its values", test_deng_du);
  g_test_add_func("/composition-rule/30 B2O3 70 SiO2 has A of 12362.78",
                  test_deng_du_of_a_glass);
  g_test_add_func("/composition-rule/branches join", test_branches_join);
  g_test_add_func("/composition-rule/N4 follows Dell Bray and Xiao", test_n4);
  g_test_add_func("/composition-rule/SHIK oxygen balances the cations", test_shik_oxygen);
  g_test_add_func("/composition-rule/what lies outside is refused with the reason",
                  test_refusals);
  return g_test_run();
}
