// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/structure-factor.h"

#include <math.h>

#include "analysis/rdf.h"
#include "analysis/reciprocal-sums.h"
#include "analysis/scattering.h"
#include "base/rng.h"
#include "walkers.h"

static double
value_at(const Chart *chart, const char *name, double q)
{
  const Series *series = walkers_series(chart, name);

  g_assert_nonnull(series);
  return series->y[walkers_point(series, q)];
}

/* 30 frames of a sodium disilicate melt. An independent program: minimum-image histogram,
 * the same integral with R = 6.80 Å, and Σ b exp(iq·r) over all vectors of a shell. */
static void
test_reference(void)
{
  static const struct {
    double q, neutrons, x_rays, o_o, o_si, si_na;
  } reference[] = {{1.95, 0.74256, 0.97403, 0.14073, 1.89863, 1.36481},
                   {2.95, 1.01988, 0.77883, 1.82306, -0.72601, 0.67775},
                   {5.05, 1.26071, 1.19103, 1.25277, 1.73447, 0.92444},
                   {9.95, 1.00545, 0.98004, 1.07601, 0.89599, 0.99918}};
  static const double direct[][2] = {
      {0.45, 0.43450}, {0.75, 0.31575}, {1.05, 0.35374}, {2.05, 0.93823}};
  g_autoptr(GPtrArray) frames = walkers_read("ns2-1500k-30frames.extxyz.gz");
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);
  g_autoptr(Observer) sq = structure_factor_observer_new(0.0, 1, rdf);

  walkers_feed(rdf, frames);
  walkers_feed(sq, frames);
  g_autoptr(Chart) chart = observer_chart(sq);
  g_autoptr(Chart) sums = observer_chart_at(sq, 1);
  g_autoptr(Chart) partial = observer_chart_at(sq, 2);
  for (guint i = 0; i < G_N_ELEMENTS(reference); i++) {
    double q = reference[i].q;
    g_assert_cmpfloat_with_epsilon(value_at(chart, "neutrons", q), reference[i].neutrons,
                                   1.5e-5);
    g_assert_cmpfloat_with_epsilon(value_at(chart, "X-rays", q), reference[i].x_rays,
                                   1.5e-5);
    g_assert_cmpfloat_with_epsilon(value_at(partial, "O–O", q), reference[i].o_o, 2e-5);
    g_assert_cmpfloat_with_epsilon(value_at(partial, "O–Si", q), reference[i].o_si, 2e-5);
    g_assert_cmpfloat_with_epsilon(value_at(partial, "Si–Na", q), reference[i].si_na,
                                   2e-5);
  }
  for (guint i = 0; i < G_N_ELEMENTS(direct); i++)
    g_assert_cmpfloat_with_epsilon(value_at(sums, "neutrons", direct[i][0]), direct[i][1],
                                   1.5e-5);
  g_assert_cmpfloat_with_epsilon(value_at(chart, "neutrons, direct", 0.75), 0.31575,
                                 1.5e-5);
  g_assert_cmpfloat(walkers_scalar(chart, "rms_transform_direct", "neutron", NULL), <,
                    0.08);
}

/* Rock salt: no amplitude but at the vectors of its own reciprocal lattice, the
 * shortest of which is (111). */
static void
test_crystal(void)
{
  const double a = 4.0;
  g_autoptr(Frame) frame = walkers_glass(4.0 * a, "Na", 256u, "O", 256u, NULL);
  guint next[2] = {0, 256};
  double na[RECIPROCAL_N_SHELL], both[RECIPROCAL_N_SHELL];

  for (int i = 0; i < 8; i++)
    for (int j = 0; j < 8; j++)
      for (int k = 0; k < 8; k++)
        frame->position[next[(i + j + k) % 2]++] = vec3_scale(vec3(i, j, k), 0.5 * a);
  g_autoptr(ReciprocalSums) sums = reciprocal_sums_new(frame, 1);
  reciprocal_sums_add(sums, frame);
  reciprocal_sums_get(sums, -1, 0, 0, na);
  reciprocal_sums_get(sums, -1, 0, 1, both);
  guint bragg = (guint)(2.0 * G_PI / a * sqrt(3.0) / RECIPROCAL_DQ);
  for (guint shell = 0; shell < bragg; shell++)
    g_assert_false(na[shell] > 1e-6);
  g_assert_cmpfloat(na[bragg], >, 1.0);
  /* sodium and oxygen are opposite there */
  g_assert_cmpfloat_with_epsilon(both[bragg], -na[bragg], 1e-4);
}

/* Points without order have S = 1, both ways. */
static void
test_ideal_gas(void)
{
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);
  g_autoptr(Observer) sq = structure_factor_observer_new(0.0, 1, rdf);
  double uniform[4], worst = 0.0;

  for (guint k = 0; k < 12; k++) {
    g_autoptr(Frame) frame = walkers_glass(20.0, "Si", 300u, "O", 600u, NULL);
    frame->step = k;
    frame->time = k;
    for (guint i = 0; i < frame->n_atoms; i++) {
      rng_uniform4(4, RNG_TEST, k, i, uniform);
      frame->position[i] = vec3_scale(vec3(uniform[0], uniform[1], uniform[2]), 20.0);
    }
    g_assert_true(observer_add_frame(rdf, frame, NULL));
    g_assert_true(observer_add_frame(sq, frame, NULL));
  }
  g_autoptr(Chart) chart = observer_chart(sq);
  g_autoptr(Chart) sums = observer_chart_at(sq, 1);
  const Series *direct = walkers_series(sums, "neutrons");
  for (guint i = 0; i < direct->n; i++)
    worst = fmax(worst, fabs(direct->y[i] - 1.0) / direct->error[i]);
  g_test_message("largest deviation %.1f errors", worst);
  g_assert_cmpfloat(worst, <, 5.0);
  const Series *line = walkers_series(chart, "neutrons");
  for (guint i = 0; i < line->n; i++)
    if (line->x[i] > 1.0)
      g_assert_cmpfloat_with_epsilon(line->y[i], 1.0, 0.1);
}

static void
test_unknown(void)
{
  g_autoptr(Observer) rdf = rdf_observer_new(0.0);
  g_autoptr(Observer) sq = structure_factor_observer_new(0.0, 1, rdf);
  g_autoptr(Frame) frame = walkers_glass(9.0, "Pu", 1u, "O", 2u, NULL);

  frame->position[1] = vec3(2.0, 0.0, 0.0);
  frame->position[2] = vec3(0.0, 2.0, 0.0);
  g_assert_true(observer_add_frame(sq, frame, NULL));
  g_autoptr(Chart) waiting = observer_chart(sq); /* g(r) has seen nothing yet */
  g_assert_cmpint(waiting->level, ==, VERDICT_WAIT);
  g_assert_true(observer_add_frame(rdf, frame, NULL));
  g_autoptr(Chart) chart = observer_chart(sq);
  g_assert_cmpstr(chart->verdict, ==, "Pu: scattering not known");
  g_assert_cmpuint(walkers_series(chart, "neutrons")->n, ==, 0);
  g_autoptr(Chart) partial = observer_chart_at(sq, 2);
  g_assert_cmpuint(walkers_series(partial, "Pu–O")->n, >, 0);
}

/* Oxygen at q = 4 Å⁻¹ is between the tabulated 4.089 (0.30) and 3.489 (0.35 Å⁻¹) of the
 * International Tables. */
static void
test_form_factors(void)
{
  for (int number = 1; number <= 74; number++) {
    const Element *element = element_by_number(number);
    const Scattering *row = element ? scattering_of(element) : NULL;
    if (!row)
      continue;
    g_assert_cmpfloat_with_epsilon(scattering_form_factor(row, 0.0), number,
                                   0.0025 * number);
    for (double q = 0.5; q < 25.0; q += 0.5)
      g_assert_cmpfloat(scattering_form_factor(row, q), <,
                        scattering_form_factor(row, q - 0.5));
    g_assert_nonnull(row->length_source);
    g_assert_nonnull(row->form_source);
  }
  const Scattering *oxygen = scattering_of(element_lookup("O"));
  g_assert_cmpfloat(scattering_form_factor(oxygen, 4.0), <, 4.089);
  g_assert_cmpfloat(scattering_form_factor(oxygen, 4.0), >, 3.489);
  g_assert_cmpfloat(oxygen->length, ==, 5.803);
  g_assert_null(scattering_of(element_lookup("Pu")));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/structure-factor/agrees with an independent program", test_reference);
  g_test_add_func("/structure-factor/a crystal scatters at its own vectors alone",
                  test_crystal);
  g_test_add_func("/structure-factor/points without order have S = 1", test_ideal_gas);
  g_test_add_func("/structure-factor/an element that is not known is named",
                  test_unknown);
  g_test_add_func("/structure-factor/form factors count the electrons",
                  test_form_factors);
  return g_test_run();
}
