// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What terms still have where they end, and whether that is told. */
#include <math.h>
#include <string.h>

#include "potential/cutoff-step.h"
#include "sample-frame.h"

static const char GLASS[] = "Na 2 Si 2 B 2 O 8";

/* Types 0 and 1 of a field whose only terms are a Morse bond of 1.5 Å, and 0–1–0 about
 * 90°. */
static ForceField *
plain_field(double k, double taper)
{
  ForceField *ff = sample_force_field("pedone2006", "Si 1 O 2");
  memset(ff->charge, 0, sizeof ff->charge);
  memset(ff->pair, 0, sizeof ff->pair);
  ff->pair[0][1] = (PairTerm){.morse_d = 1.0, .morse_a = 3.0, .morse_r0 = 1.5};
  ff->pair[1][0] = ff->pair[0][1];
  ff->r_short = 5.0;
  ff->n_triples = 1;
  ff->triple[0] = (TripleTerm){.centre = 1,
                               .k = k,
                               .theta0 = G_PI / 2.0,
                               .rho = 1.0,
                               .cut_a = 3.3,
                               .cut_b = 3.3,
                               .taper = taper};
  return ff;
}

static const CutoffStep *
find(const GArray *steps, CutoffKind kind)
{
  for (guint k = 0; k < steps->len; k++)
    if (g_array_index(steps, CutoffStep, k).kind == kind)
      return &g_array_index(steps, CutoffStep, k);
  return NULL;
}

/* (K/2) e^(−(3.285 + 1.5)) times the root of the mean of x⁴ over all directions, x = θ −
 * π/2: half the integral of x⁴ cos x from −π/2 to π/2, (π/2)⁴ − 12 (π/2)² + 24. */
static void
the_step_of_a_triple_is_that_of_its_formula(void)
{
  g_autoptr(ForceField) ff = plain_field(60.0, 0.0);
  g_autoptr(GArray) steps = cutoff_steps(ff);
  const CutoffStep *step = find(steps, CUTOFF_TRIPLE);
  double q = G_PI * G_PI / 4.0, mean = q * q - 12.0 * q + 24.0;
  double want = 30.0 * exp(-4.785) * sqrt(mean);

  g_assert_nonnull(step);
  g_assert_cmpfloat_with_epsilon(step->energy, want, 0.01 * want);
  g_assert_cmpfloat_with_epsilon(step->r, 3.3, 1e-12);
  g_assert_cmpint(step->centre, ==, 1);
  g_assert_true(cutoff_step_heats(step));
}

/* D e^(−a(r − r0)) (e^(−a(r − r0)) − 2) at 4.985 Å. */
static void
the_step_of_a_pair_is_told_and_harmless(void)
{
  g_autoptr(ForceField) ff = plain_field(0.0, 0.0);
  g_autoptr(GArray) steps = cutoff_steps(ff);
  const CutoffStep *step = find(steps, CUTOFF_SHORT);
  double x = exp(-3.0 * 3.485);

  g_assert_cmpfloat_with_epsilon(step->energy, x * (2.0 - x), 1e-12);
  g_assert_cmpfloat_with_epsilon(step->force, 6.0 * (1.0 - x) * x, 1e-12);
  g_assert_false(cutoff_step_heats(step));
  g_assert_null(find(steps, CUTOFF_TRIPLE));
  ff->pair[0][1].morse_d = ff->pair[1][0].morse_d = 1e6;
  g_assert_null(cutoff_warning(ff));
}

/* As soon as an atom needs several steps for the way; a taper of a hair's breadth is
 * none. */
static void
a_taper_takes_the_step_away(void)
{
  const struct {
    double taper;
    gboolean heats;
  } cases[] = {{0.0, TRUE}, {0.01, TRUE}, {0.2, FALSE}, {0.6, FALSE}, {1.5, FALSE}};
  for (guint k = 0; k < G_N_ELEMENTS(cases); k++) {
    g_autoptr(ForceField) ff = plain_field(60.0, cases[k].taper);
    g_autofree char *warning = cutoff_warning(ff);
    g_assert_cmpint(warning != NULL, ==, cases[k].heats);
  }
}

static void
weak_terms_are_passed_over(void)
{
  g_autoptr(ForceField) ff = plain_field(1.0, 0.0);
  g_assert_null(cutoff_warning(ff));
}

static void
assert_warning(const char *set, const char *recipe, const char *begin)
{
  g_autoptr(ForceField) ff = sample_force_field(set, recipe);
  g_autofree char *warning = cutoff_warning(ff);
  g_test_message("%s: %s", set, warning ? warning : "no warning");
  if (begin)
    g_assert_true(warning && g_str_has_prefix(warning, begin));
  else
    g_assert_null(warning);
}

static void
shipped_sets_are_told_by_what_they_do(void)
{
  assert_warning(
      "bmp", GLASS,
      "The three-body term B–O–B ends abruptly at 3.30 Å, where it still has ");
  assert_warning("bmp", "Na 2 Si 2 O 5",
                 "The three-body term Si–O–Si ends abruptly at 3.30 Å, where it ");
  assert_warning("bmp", "Na 4 P 2 Si 2 O 11",
                 "The three-body term P–O–Si ends abruptly at 2.00 Å, where it ");
  assert_warning("bmp", "Na 4 O 2", NULL);
  assert_warning("bmp:tapered", GLASS, NULL);
  assert_warning("bmp:tapered", "Na 4 P 2 Si 2 O 11", NULL);
  assert_warning("pedone2006", "Na 2 Si 2 O 5", NULL);
  assert_warning("shik", "Na 2 Si 2 O 5", NULL);
  assert_warning("teter-du", GLASS, NULL);
  assert_warning("bks", "Si 1 O 2", NULL);
}

static void
the_largest_step_comes_first(void)
{
  g_autoptr(ForceField) ff = sample_force_field("bmp", GLASS);
  g_autoptr(GArray) steps = cutoff_steps(ff);
  for (guint k = 1; k < steps->len; k++)
    g_assert_cmpfloat(g_array_index(steps, CutoffStep, k).energy, <=,
                      g_array_index(steps, CutoffStep, k - 1).energy);
  g_autofree char *first = cutoff_step_describe(ff, &g_array_index(steps, CutoffStep, 0));
  g_assert_true(g_str_has_prefix(first, "B–O–B at 3.30 Å: 0."));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/cutoff-step/the step of a triple is that of its formula",
                  the_step_of_a_triple_is_that_of_its_formula);
  g_test_add_func("/cutoff-step/the step of a pair is told and harmless",
                  the_step_of_a_pair_is_told_and_harmless);
  g_test_add_func("/cutoff-step/a taper takes the step away",
                  a_taper_takes_the_step_away);
  g_test_add_func("/cutoff-step/weak terms are passed over", weak_terms_are_passed_over);
  g_test_add_func("/cutoff-step/shipped sets are told by what they do",
                  shipped_sets_are_told_by_what_they_do);
  g_test_add_func("/cutoff-step/the largest step comes first",
                  the_largest_step_comes_first);
  return g_test_run();
}
