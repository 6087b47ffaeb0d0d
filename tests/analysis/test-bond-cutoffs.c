// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/bond-cutoffs.h"

#include <math.h>

#include "analysis/rdf.h"
#include "walkers.h"

#define DR 0.02 /* Å */
#define N  300

static double
hill(double r, double centre, double width)
{
  return exp(-0.5 * (r - centre) * (r - centre) / (width * width));
}

/* 10 exp(−(r − 1.6)²/2·0.15²) + 3 exp(−(r − 3.2)²/2·0.4²): the slopes cancel at 2.1226 Å,
 * from the root of the derivative in double precision. */
static void
test_minimum(void)
{
  double g[N];

  for (guint i = 0; i < N; i++) {
    double r = (i + 0.5) * DR;
    g[i] = 10.0 * hill(r, 1.6, 0.15) + 3.0 * hill(r, 3.2, 0.4);
  }
  g_assert_cmpfloat_with_epsilon(bond_cutoffs_minimum(g, N, DR), 2.1226, 0.02);
}

static void
test_flat_minimum(void)
{
  double g[N];

  for (guint i = 0; i < N; i++) {
    double r = (i + 0.5) * DR;
    g[i] = fabs(r - 1.6) < 0.1 ? 30.0 : r > 2.9 ? 1.5 : 0.0;
  }
  g_assert_cmpfloat_with_epsilon(bond_cutoffs_minimum(g, N, DR), 0.5 * (1.7 + 2.9), 0.03);
  for (guint i = 0; i < N; i++)
    g[i] = 0.0;
  g_assert_true(isnan(bond_cutoffs_minimum(g, N, DR)));
}

/* g(r) of the melt has its first minimum between 2.3 and 2.5 Å (2.43 Å by an independent
 * program); before 5,000 bonds were seen the starting value stands. */
static void
test_melt(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(BondCutoffs) cutoffs = bond_cutoffs_new();
  const Element *si = element_lookup("Si"), *o = element_lookup("O");
  BondCutoffSource source;

  for (guint i = 0; i < frames->len; i++)
    bond_cutoffs_add(cutoffs, g_ptr_array_index(frames, i));
  g_assert_cmpfloat(bond_cutoffs_get(cutoffs, si, o, &source), ==, 2.25);
  g_assert_cmpint(source, ==, BOND_CUTOFF_TABLE);
  for (guint i = 0; i < frames->len; i++)
    bond_cutoffs_add(cutoffs, g_ptr_array_index(frames, i));
  double r_cut = bond_cutoffs_get(cutoffs, o, si, &source);
  g_assert_cmpint(source, ==, BOND_CUTOFF_MINIMUM);
  g_assert_cmpfloat(r_cut, >, 2.3);
  g_assert_cmpfloat(r_cut, <, 2.5);

  BondRule rule;
  const Frame *frame = g_ptr_array_index(frames, 0);
  int a = species_list_find(frame->species, "Si"),
      b = species_list_find(frame->species, "O"),
      c = species_list_find(frame->species, "Na");
  bond_cutoffs_rule(cutoffs, frame->species, &rule);
  g_assert_cmpfloat(rule.cutoff[a * SPECIES_MAX + b], ==, r_cut);
  g_assert_cmpfloat(rule.cutoff[b * SPECIES_MAX + a], ==, r_cut);
  g_assert_cmpfloat(rule.cutoff[c * SPECIES_MAX + b], ==, 0.0);
}

static void
test_fixed(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(BondCutoffs) cutoffs = bond_cutoffs_new();
  BondCutoffSource source;

  bond_cutoffs_fix(cutoffs, "O", "Si", 1.9);
  for (guint i = 0; i < 2 * frames->len; i++)
    bond_cutoffs_add(cutoffs, g_ptr_array_index(frames, i % frames->len));
  g_assert_cmpfloat(
      bond_cutoffs_get(cutoffs, element_lookup("Si"), element_lookup("O"), &source), ==,
      1.9);
  g_assert_cmpint(source, ==, BOND_CUTOFF_FIXED);
}

static const ChartScalar *
told(const Chart *chart, const char *label)
{
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *scalar = g_ptr_array_index(chart->scalars, i);
    if (g_str_equal(scalar->key, "r_cut_A") && g_str_equal(scalar->label, label))
      return scalar;
  }
  return NULL;
}

/* What is told is what is used, with its source; the lowest point of g(r) lies in the
 * flat part in whose middle it is. */
static void
test_told(void)
{
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(BondCutoffs) cutoffs = bond_cutoffs_new();
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);
  const Frame *frame = g_ptr_array_index(frames, 0);
  g_autoptr(Chart) before = chart_new("x", "x"), after = chart_new("x", "x");

  bond_cutoffs_tell(cutoffs, frame->species, before);
  g_assert_cmpfloat(told(before, "Si–O")->value, ==, 2.25);
  g_assert_nonnull(told(before, "Si–O")->note);
  walkers_feed(rdf, frames);
  for (guint i = 0; i < 2 * frames->len; i++)
    bond_cutoffs_add(cutoffs, g_ptr_array_index(frames, i % frames->len));
  bond_cutoffs_tell(cutoffs, frame->species, after);
  const ChartScalar *bond = told(after, "Si–O");
  g_assert_null(bond->note);
  g_assert_null(told(after, "Na–O"));
  g_autoptr(Chart) chart = observer_chart(rdf);
  double minimum = walkers_scalar(chart, "r_min_A", "Si–O", NULL);
  g_test_message("bonds end at %.3f, minimum of g(r) at %.3f", bond->value, minimum);
  g_assert_cmpfloat_with_epsilon(bond->value, minimum, 0.08);
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/bond-cutoffs/the first minimum is found", test_minimum);
  g_test_add_func("/bond-cutoffs/a gap is cut in its middle", test_flat_minimum);
  g_test_add_func("/bond-cutoffs/enough bonds replace the starting value", test_melt);
  g_test_add_func("/bond-cutoffs/a value by hand stays", test_fixed);
  g_test_add_func("/bond-cutoffs/are told, and are those of g(r)", test_told);
  return g_test_run();
}
