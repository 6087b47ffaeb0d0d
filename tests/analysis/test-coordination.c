// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/coordination.h"

#include <math.h>

#include "analysis/borate.h"
#include "networks.h"
#include "walkers.h"

static Observer *
watch(const char *name)
{
  Observer *observer = coordination_observer_new(0.0);
  g_autoptr(GPtrArray) frames = walkers_read(name);
  BondCutoffs *cutoffs = coordination_observer_cutoffs(observer);

  bond_cutoffs_fix(cutoffs, "B", "O", 2.0);
  bond_cutoffs_fix(cutoffs, "Si", "O", 2.25);
  bond_cutoffs_fix(cutoffs, "P", "O", 2.1);
  walkers_feed(observer, frames);
  return observer;
}

static void
check(const Chart *chart, const char *key, const char *label, double expected)
{
  double value = walkers_scalar(chart, key, label, NULL);

  g_assert_cmpfloat_with_epsilon(value, expected, 1e-6);
}

/* All frames of the melt, by an independent program with the same cut-offs. */
static void
test_melt(void)
{
  g_autoptr(Observer) observer = watch("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Chart) cn = observer_chart_at(observer, COORDINATION_CN);
  g_autoptr(Chart) anions = observer_chart_at(observer, COORDINATION_ANIONS);
  g_autoptr(Chart) qn = observer_chart_at(observer, COORDINATION_QN);
  double error;

  check(cn, "CN_mean", "Si", 4.004839);
  check(cn, "CN_fraction", "Si 4", 0.995161);
  check(cn, "CN_fraction", "Si 5", 0.004839);
  check(anions, "anion_fraction", "O bridging", 0.601935);
  check(anions, "anion_fraction", "O non-bridging", 0.398065);
  check(anions, "NBO_per_former", "", 0.995161);
  check(qn, "Qn_fraction", "Si Q1", 0.025);
  check(qn, "Qn_fraction", "Si Q2", 0.190323);
  check(qn, "Qn_fraction", "Si Q3", 0.537903);
  check(qn, "Qn_fraction", "Si Q4", 0.243548);
  check(qn, "Qn_fraction", "Si Q5", 0.003226);
  check(qn, "bridges", "Si–Si", 60.193548);
  walkers_scalar(qn, "Qn_fraction", "Si Q3", &error);
  g_assert_cmpfloat(error, >, 0.002);
  g_assert_cmpfloat(error, <, 0.05);
  const Series *bars = walkers_series(cn, "Si");
  g_assert_cmpint(bars->style, ==, SERIES_BARS);
  g_assert_cmpuint(bars->n, ==, 2);
  g_assert_cmpfloat(bars->x[0], ==, 4.0);
}

/* Pairs of Qⁿ are a mean of fractions, each frame alike; one frame says it exactly. */
static void
test_borosilicate(void)
{
  g_autoptr(Observer) observer = watch("forces/lbs206020_glass300__bmp_dsf.extxyz.gz");
  g_autoptr(Chart) cn = observer_chart_at(observer, COORDINATION_CN);
  g_autoptr(Chart) anions = observer_chart_at(observer, COORDINATION_ANIONS);
  g_autoptr(Chart) qn = observer_chart_at(observer, COORDINATION_QN);
  g_autoptr(Chart) n4 = observer_chart_at(observer, COORDINATION_N4);

  check(cn, "CN_mean", "B", 3.558333);
  check(cn, "CN_fraction", "Si 4", 1.0);
  check(anions, "anion_fraction", "O tricluster", 0.116667);
  check(anions, "anion_fraction", "O bridging", 0.879167);
  check(anions, "NBO_per_former", "", 0.00714286);
  check(qn, "Qn_fraction", "B Q3", 0.441667);
  check(qn, "Qn_fraction", "Si Q4", 0.95);
  check(qn, "Qn_pair_fraction", "Q3–Q3", 0.118483);
  check(qn, "Qn_pair_fraction", "Q3–Q4", 0.492891);
  check(qn, "Qn_pair_fraction", "Q4–Q4", 0.388626);
  check(n4, "N4", "B", 0.558333);
  check(n4, "N3", "B", 0.441667);
  check(n4, "N4_Dell_Bray", "", 1.0 / 3.0);
  check(n4, "N4_measured", "", 0.367);
  g_assert_nonnull(walkers_series(n4, "measured"));
}

static void
test_phosphosilicate(void)
{
  g_autoptr(Observer) observer = watch("forces/nps_glass300__bmp_dsf.extxyz.gz");
  g_autoptr(Chart) cn = observer_chart_at(observer, COORDINATION_CN);
  g_autoptr(Chart) qn = observer_chart_at(observer, COORDINATION_QN);
  g_autoptr(Chart) n4 = observer_chart_at(observer, COORDINATION_N4);

  check(cn, "CN_mean", "P", 4.05);
  check(qn, "Qn_fraction", "P Q1", 0.15);
  check(qn, "Qn_fraction", "P Q2", 0.45);
  check(qn, "Qn_fraction", "P Q5", 0.05);
  check(qn, "Qn_fraction", "Si Q3", 0.415385);
  check(qn, "bridges", "P–Si", 40.0);
  check(qn, "bridges", "P–P", 5.0);
  check(qn, "bridges", "Si–Si", 92.0);
  check(qn, "Qn_pair_fraction", "Q2–Q5", 0.007299);
  g_assert_cmpint(n4->level, ==, VERDICT_WAIT);
  g_assert_cmpstr(n4->verdict, ==, "no boron in this glass");
}

/* Three formers on one oxygen, none elsewhere. */
static void
test_tricluster(void)
{
  g_autoptr(Frame) frame = networks_tricluster();
  g_autoptr(Observer) observer = coordination_observer_new(0.0);

  g_assert_true(observer_add_frame(observer, frame, NULL));
  g_autoptr(Chart) anions = observer_chart_at(observer, COORDINATION_ANIONS);
  g_autoptr(Chart) qn = observer_chart_at(observer, COORDINATION_QN);
  check(anions, "anion_fraction", "O tricluster", 1.0);
  check(anions, "NBO_per_former", "", 0.0);
  check(qn, "Qn_fraction", "Si Q1", 1.0);
}

/* Cooling: the outer oxygen of one boron in three comes and goes. */
static void
test_temperature(void)
{
  g_autoptr(Observer) observer = coordination_observer_new(0.0);

  for (guint step = 0; step < 100; step++) {
    g_autoptr(Frame) frame = networks_boroxol(12.0, vec3(6, 6, 6));
    frame->step = step;
    frame->time = step;
    frame->target = 800.0 - 2.0 * step;
    if (frame->target < 700.0) /* a second outer oxygen for the first boron */
      frame->position[7] = vec3_add(frame->position[0], vec3(0, 0, 1.5));
    g_assert_true(observer_add_frame(observer, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart_at(observer, COORDINATION_N4_TEMPERATURE);
  const Series *n4 = walkers_series(chart, "N₄");
  g_assert_cmpuint(n4->n, ==, 21);
  g_assert_cmpfloat(n4->y[walkers_point(n4, 745.0)], ==, 0.0);
  g_assert_cmpfloat_with_epsilon(n4->y[walkers_point(n4, 645.0)], 1.0 / 3.0, 1e-12);
  observer_begin_epoch(observer);
  g_autoptr(Chart) later = observer_chart_at(observer, COORDINATION_N4_TEMPERATURE);
  g_assert_cmpuint(walkers_series(later, "N₄")->n, ==, 21);
  g_autoptr(Chart) now = observer_chart_at(observer, COORDINATION_N4);
  g_assert_cmpstr(now->verdict, ==, "waiting for data");
}

static void
check_model(double silica, double boron_oxide, double alkali, double expected)
{
  double n4 = borate_dell_bray(alkali / boron_oxide, silica / boron_oxide);

  g_assert_cmpfloat_with_epsilon(n4, expected, 0.005);
}

/* Worked by hand from the published equations; at their seams they meet. */
static void
test_dell_bray(void)
{
  check_model(20, 60, 20, 0.33);
  check_model(40, 40, 20, 0.50);
  check_model(10, 50, 40, 0.435);
  g_assert_cmpfloat(borate_dell_bray(4.0, 1.0), ==, 0.0);
  for (double k = 0.0; k <= 8.0; k += 0.5)
    for (guint seam = 0; seam < 2; seam++) {
      double r = 0.5 + k / (seam ? 4.0 : 16.0);
      g_assert_cmpfloat_with_epsilon(borate_dell_bray(r - 1e-9, k),
                                     borate_dell_bray(r + 1e-9, k), 1e-8);
    }
}

static void
test_table(void)
{
  g_autoptr(Frame) frame = walkers_glass(20.0, "Li", 40u, "B", 120u, "Si", 20u, NULL);
  g_autoptr(Frame) other = walkers_glass(20.0, "Na", 40u, "B", 120u, "Si", 20u, NULL);
  g_autoptr(Frame) doped = walkers_glass(20.0, "Al", 4u, "B", 120u, "Si", 20u, NULL);
  BorateMeasured row;
  BorateGlass glass;

  g_assert_cmpuint(borate_n_measured(), ==, 11);
  for (guint i = 0; i < 11; i++) {
    borate_get_measured(i, &row);
    g_assert_cmpfloat_with_epsilon(row.silica + row.boron_oxide + row.lithia, 100, 1e-9);
    g_assert_cmpfloat(row.n4, <, 0.6);
    g_assert_cmpfloat(row.density, >, 2.0);
    g_assert_cmpuint(strlen(row.source), >, 10);
  }
  g_assert_true(borate_glass_of(frame, &glass));
  g_assert_cmpfloat_with_epsilon(glass.silica, 20.0, 1e-9);
  g_assert_true(borate_find_measured(&glass, &row));
  g_assert_cmpfloat_with_epsilon(row.n4, 0.367, 1e-9);
  g_assert_cmpfloat_with_epsilon(row.density, 2.21, 1e-9);
  g_assert_true(isnan(row.ring_nmr));
  g_assert_true(borate_glass_of(other, &glass));
  g_assert_false(borate_find_measured(&glass, &row)); /* sodium */
  g_assert_false(borate_glass_of(doped, &glass));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/coordination/a melt counts as another program does", test_melt);
  g_test_add_func("/coordination/a borosilicate does too", test_borosilicate);
  g_test_add_func("/coordination/a phosphosilicate does too", test_phosphosilicate);
  g_test_add_func("/coordination/a tricluster is seen", test_tricluster);
  g_test_add_func("/coordination/four-fold boron against temperature", test_temperature);
  g_test_add_func("/coordination/Dell and Bray's model is theirs", test_dell_bray);
  g_test_add_func("/coordination/measured glasses are recognised", test_table);
  return g_test_run();
}
