// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The forms one by one: slopes, cut-offs, smoothing, cores, values computed elsewhere. */
#include <math.h>

#include "potential/core.h"
#include "potential/curve.h"
#include "sample-frame.h"

typedef struct {
  const char *set, *recipe;
  CoulombScheme coulomb;
  ShortRangeShift shift;
} Form;

static const Form FORMS[] = {
    {"pedone2006", "Na 2 Si 2 O 5", COULOMB_DSF, SR_SHIFT_NONE},
    {"pedone2006", "Na 2 Si 2 O 5", COULOMB_WOLF, SR_SHIFT_ENERGY},
    {"pedone2006", "Na 2 Si 2 O 5", COULOMB_EWALD, SR_SHIFT_FORCE},
    {"bmp", "Li 2 B 2 Si 1 O 6", COULOMB_DSF, SR_SHIFT_FORCE},
    {"shik", "Na 2 Si 2 O 5", COULOMB_WOLF, SR_SHIFT_SMOOTH},
    {"shik", "Li 2 B 2 Si 1 O 6", COULOMB_PME, SR_SHIFT_SMOOTH},
    {"teter-du", "Na 2 B 2 Si 1 O 6", COULOMB_EWALD, SR_SHIFT_NONE},
    {"bks", "Si 1 O 2", COULOMB_EWALD, SR_SHIFT_NONE},
};

static ForceField *
force_field_of_form(const Form *form)
{
  ForceField *ff = sample_force_field(form->set, form->recipe);
  ff->coulomb = form->coulomb;
  ff->sr_shift = form->shift;
  ff->alpha = form->coulomb == COULOMB_DSF ? 0.2 : 0.0;
  return ff;
}

static double
total(PairValue v)
{
  return v.coulomb + v.shortr;
}

/* Five-point difference of the pair energy. */
static double
difference(const ForceField *ff, int a, int b, double r, double h)
{
  double e[4];
  for (int k = 0; k < 4; k++)
    e[k] = total(force_field_pair(ff, a, b, r + h * (k < 2 ? k - 2 : k - 1)));
  return (8.0 * (e[2] - e[1]) - (e[3] - e[0])) / (12.0 * h);
}

static gboolean
near_step(const ForceField *ff, int a, int b, double r)
{
  const double margin = 0.01;
  return fabs(r - ff->r_short) < margin || fabs(r - ff->r_coulomb) < margin ||
         fabs(r - ff->pair[a][b].r_core) < margin;
}

static void
test_slope(gconstpointer data)
{
  g_autoptr(ForceField) ff = force_field_of_form(data);
  for (guint a = 0; a < ff->species->n; a++)
    for (guint b = a; b < ff->species->n; b++)
      for (double r = 0.6; r < force_field_cutoff(ff); r += 0.037) {
        if (near_step(ff, a, b, r))
          continue;
        PairValue v = force_field_pair(ff, a, b, r);
        double slope = v.d_coulomb + v.d_shortr;
        double error = fabs(slope - difference(ff, a, b, r, 1e-3));
        g_assert_cmpfloat(error, <, 1e-7 * (1.0 + fabs(slope) / r));
      }
}

static void
test_symmetric(gconstpointer data)
{
  g_autoptr(ForceField) ff = force_field_of_form(data);
  for (guint a = 0; a < ff->species->n; a++)
    for (guint b = 0; b < a; b++)
      g_assert_cmpfloat(total(force_field_pair(ff, a, b, 1.7)), ==,
                        total(force_field_pair(ff, b, a, 1.7)));
}

static void
test_coulomb_vanishes(void)
{
  const double r_cut = 8.0, h = 1e-4;
  CurvePoint dsf = curve_dsf(r_cut - h, 0.2, r_cut);
  CurvePoint wolf = curve_wolf(r_cut - h, r_cut);
  g_assert_cmpfloat(fabs(dsf.u), <, 10.0 * h * h);
  g_assert_cmpfloat(fabs(dsf.du), <, 10.0 * h);
  g_assert_cmpfloat(fabs(wolf.u), <, 10.0 * h * h);
  g_assert_cmpfloat(fabs(wolf.du), <, 10.0 * h);

  CurvePoint smooth = curve_smoothed(curve_wolf(9.98, 10.0), 9.98, 10.0, 0.04);
  g_assert_cmpfloat(fabs(smooth.u), <, 1e-40);
  g_assert_cmpfloat(fabs(smooth.du), <, 1e-40);
}

static void
test_short_range_vanishes(void)
{
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", "Na 2 Si 2 O 5");
  double edge = ff->r_short;
  g_assert_cmpfloat(fabs(force_field_pair(ff, 1, 2, edge).shortr), >, 1e-4);
  g_assert_cmpfloat(force_field_pair(ff, 1, 2, edge + 1e-9).shortr, ==, 0.0);

  ff->sr_shift = SR_SHIFT_ENERGY;
  g_assert_cmpfloat(fabs(force_field_pair(ff, 1, 2, edge).shortr), <, 1e-16);
  g_assert_cmpfloat(fabs(force_field_pair(ff, 1, 2, edge).d_shortr), >, 1e-4);

  ff->sr_shift = SR_SHIFT_FORCE;
  g_assert_cmpfloat(fabs(force_field_pair(ff, 1, 2, edge).shortr), <, 1e-16);
  g_assert_cmpfloat(fabs(force_field_pair(ff, 1, 2, edge).d_shortr), <, 1e-16);
}

static void
assert_close(double value, double reference)
{
  g_assert_cmpfloat_with_epsilon(value, reference, 2e-8 * fmax(1.0, fabs(reference)));
}

/* Numbers of an independent program, at 1.62 Å and near the cut-offs. */
static void
test_known_values(void)
{
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", "Na 2 Si 2 O 5");
  PairValue v = force_field_pair(ff, 1, 2, 1.62);
  assert_close(v.shortr, 0.55637712);
  assert_close(v.d_shortr, -5.82446329);
  assert_close(v.coulomb, -2.88 * 5.47237079);
  assert_close(v.d_coulomb, -2.88 * -5.31824478);
  assert_close(force_field_bare_energy(ff, 1, 2, 1.62), -25.04299262);
  assert_close(curve_dsf_self(0.2, 8.0), -1.7930046109666222);
  assert_close(curve_erfc(1.62, 0.7).u, 0.96687563);
  assert_close(curve_erfc(1.62, 0.7).du, -2.53730394);
}

static void
test_known_shik_values(void)
{
  g_autoptr(ForceField) ff = sample_force_field("shik", "Si 1 O 2");
  assert_close(force_field_pair(ff, 0, 1, 1.62).shortr, -1.7396898);
  assert_close(force_field_pair(ff, 0, 1, 1.62).d_shortr, -1.8980648);
  assert_close(force_field_pair(ff, 0, 1, 7.6).shortr, -0.00014956);
  assert_close(force_field_pair(ff, 0, 1, 7.6).d_shortr, 0.00063267);
  double qq = ff->charge[0] * ff->charge[1];
  assert_close(force_field_pair(ff, 0, 1, 1.62).coulomb, qq * 6.23846075);
  assert_close(force_field_pair(ff, 0, 1, 9.5).d_coulomb, qq * -0.01532291);
}

static void
test_published_cores_join(void)
{
  static const char *const CATION[] = {"Si", "Al", "Na", "K",  "Ca", "P", "Sr",
                                       "Zr", "Mg", "La", "Ba", "Ti", "Y"};
  for (guint i = 0; i < G_N_ELEMENTS(CATION); i++) {
    g_autofree char *recipe = g_strconcat(CATION[i], " 1 O 1", NULL);
    g_autoptr(ForceField) ff = sample_force_field("teter-du", recipe);
    g_assert_cmpfloat(ff->pair[0][1].r_core, >, 0.0);
    g_assert_cmpfloat(core_mismatch(&ff->pair[0][1]), <, 1e-3);
    g_assert_cmpfloat(core_mismatch(&ff->pair[1][1]), <, 1e-3);
  }
}

/* The core of A = 14850 eV as an independent root finder has it. */
static void
test_boron_core(void)
{
  PairTerm pair = {.buck_a = 14850.0, .buck_rho = 0.171271, .c6 = 28.5};
  g_assert_true(core_fit(&pair));
  assert_close(pair.r_core, 1.03541232964);
  assert_close(pair.core_b, 18.8619689082);
  assert_close(pair.core_n, 3.96047495897);
  assert_close(pair.core_d2, -4.09434379458);
  g_assert_cmpfloat(core_mismatch(&pair), <, 1e-12);
}

static void
test_no_core_without_dispersion(void)
{
  PairTerm pair = {.buck_a = 14850.0, .buck_rho = 0.171271}, before = pair;
  g_assert_false(core_fit(&pair));
  g_assert_cmpmem(&pair, sizeof pair, &before, sizeof before);
}

static void
test_bks_repels(void)
{
  g_autoptr(ForceField) ff = sample_force_field("bks", "Si 1 O 2");
  for (int b = 0; b < 2; b++) {
    g_assert_cmpfloat(core_mismatch(&ff->pair[b][1]), <, 1e-12);
    double last = INFINITY;
    for (double r = 0.3; r < 1.3; r += 0.01) {
      double u = force_field_bare_energy(ff, b, 1, r);
      g_assert_cmpfloat(u, <, last);
      last = u;
    }
  }
}

static void
test_copy_is_independent(void)
{
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", "Na 2 Si 2 O 5");
  g_autoptr(ForceField) copy = force_field_copy(ff);
  copy->pair[1][2].morse_d = 7.0;
  g_assert_cmpfloat(ff->pair[1][2].morse_d, ==, 0.340554);
  g_assert_true(copy->species == ff->species);
}

static void
test_balance(void)
{
  g_autoptr(ForceField) ff = sample_force_field("pedone2006", "Na 2 Si 2 O 5");
  const guint count[] = {2, 2, 5};
  g_assert_cmpfloat(fabs(force_field_total_charge(ff, count)), <, 1e-12);
  ff->charge[1] = 2.0;
  g_assert_true(force_field_balance(ff, count));
  g_assert_cmpfloat_with_epsilon(ff->charge[2], -5.2 / 5.0, 1e-12);
  g_autoptr(ForceField) metal = sample_force_field("pedone2006", "Na 2 Si 2");
  g_assert_false(force_field_balance(metal, count));
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS(FORMS); i++) {
    g_autofree char *what = g_strdup_printf("%s with %s and shift %s", FORMS[i].set,
                                            coulomb_scheme_name(FORMS[i].coulomb),
                                            short_range_shift_name(FORMS[i].shift));
    g_autofree char *slope = g_strconcat("/curve/slope is the derivative: ", what, NULL);
    g_autofree char *order = g_strconcat("/curve/pairs have no order: ", what, NULL);
    g_test_add_data_func(slope, &FORMS[i], test_slope);
    g_test_add_data_func(order, &FORMS[i], test_symmetric);
  }
  g_test_add_func("/curve/Coulomb vanishes with its slope at the cut-off",
                  test_coulomb_vanishes);
  g_test_add_func("/curve/shifts take the step at the cut-off away",
                  test_short_range_vanishes);
  g_test_add_func("/curve/values are those of an independent program", test_known_values);
  g_test_add_func("/curve/SHIK is smoothed as its authors do", test_known_shik_values);
  g_test_add_func("/curve/published cores join their tails", test_published_cores_join);
  g_test_add_func("/curve/boron core joins in value slope and curvature",
                  test_boron_core);
  g_test_add_func("/curve/no core is made where there is no dispersion",
                  test_no_core_without_dispersion);
  g_test_add_func("/curve/BKS repels down to a third of an angstrom", test_bks_repels);
  g_test_add_func("/curve/a copy is independent", test_copy_is_independent);
  g_test_add_func("/curve/the anion balances the cell", test_balance);
  return g_test_run();
}
