// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/composition.h"

#include "base/base-error.h"

static Composition
parse(const char *text)
{
  g_autoptr(GError) error = NULL;
  Composition mix;

  g_assert_true(composition_parse(&mix, text, &error));
  g_assert_no_error(error);
  return mix;
}

static void
assert_refused(const char *text, const char *named)
{
  g_autoptr(GError) error = NULL;
  Composition mix;

  g_assert_false(composition_parse(&mix, text, &error));
  g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  if (!strstr(error->message, named))
    g_error("\"%s\": \"%s\" does not name %s", text, error->message, named);
}

static void
test_spellings(void)
{
  static const char *const texts[] = {"33.3333Na2O-66.6667SiO2", "Na2O·2SiO2",
                                      "Na2O - 2 SiO2",           "1Na2O+2SiO2",
                                      "10Na2O–20SiO2",           "10 % Na2O, 20 % SiO2"};

  for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
    Composition mix = parse(texts[i]);
    g_assert_cmpuint(mix.n, ==, 2);
    g_assert_cmpstr(mix.part[0].formula, ==, "Na2O");
    g_assert_cmpfloat_with_epsilon(mix.part[0].fraction, 1.0 / 3.0, 1e-5);
    g_assert_cmpuint(mix.part[0].n_cation, ==, 2);
    g_assert_cmpuint(mix.part[1].n_anion, ==, 2);
  }
}

static void
test_refusals(void)
{
  assert_refused("20Na2O-80Si2", "Si2");
  assert_refused("20Nq2O-80SiO2", "Nq2O");
  assert_refused("20NaK-80SiO2", "NaK");
  assert_refused("20SO2-80SiO2", "SO2");
  assert_refused("20Na2O-10Na2O-70SiO2", "Na2O");
  assert_refused("75Na2S-20P2S5-5Na2S", "Na2S");
  assert_refused("0Na2O-100SiO2", "Na2O");
  assert_refused("0Na2O-0SiO2", "Na2O");
  assert_refused("20-80SiO2", "20");
  assert_refused("", "oxide");
  assert_refused("Na2O--SiO2", "compound");
  assert_refused("NaAlO2", "NaAlO2");
  assert_refused("O2", "O2");
  assert_refused("1e400Na2O-SiO2", "1e400Na2O");
}

static void
test_text(void)
{
  Composition mix = parse("33.3Na2O-66.7SiO2");
  g_autofree char *text = composition_to_text(&mix);

  g_assert_cmpstr(text, ==, "33.3 Na₂O · 66.7 SiO₂");
}

static void
assert_counts(const char *text, guint n_atoms, const guint *expected, guint oxygen)
{
  Composition mix = parse(text);
  g_autoptr(GError) error = NULL;
  AtomCounts counts;

  g_assert_true(composition_counts(&mix, n_atoms, &counts, &error));
  g_assert_cmpuint(counts.n, ==, mix.n + 1);
  guint sum = 0;
  for (guint i = 0; i < mix.n; i++) {
    g_assert_cmpuint(counts.count[i], ==, expected[i]);
    sum += expected[i];
  }
  g_assert_cmpstr(counts.element[mix.n]->symbol, ==, "O");
  g_assert_cmpuint(counts.count[mix.n], ==, oxygen);
  g_assert_cmpuint(counts.n_atoms, ==, sum + oxygen);
}

static guint
count_of(const AtomCounts *counts, const char *symbol)
{
  for (guint t = 0; t < counts->n; t++)
    if (g_str_equal(counts->element[t]->symbol, symbol))
      return counts->count[t];
  return 0;
}

/* Na3PS4−xOx with x = 0.15: 20 units of it are whole, Na60P20S77O3. */
static void
test_oxysulphide(void)
{
  Composition mix = parse("67.5Na2S-7.5Na2O-25P2S5");
  AtomCounts counts;

  g_assert_true(composition_counts(&mix, 160, &counts, NULL));
  g_assert_cmpuint(counts.n, ==, 4);
  g_assert_cmpuint(count_of(&counts, "Na"), ==, 60);
  g_assert_cmpuint(count_of(&counts, "P"), ==, 20);
  g_assert_cmpuint(count_of(&counts, "S"), ==, 77);
  g_assert_cmpuint(count_of(&counts, "O"), ==, 3);
  /* 60 × 22.98977 + 20 × 30.97376 + 77 × 32.06 + 3 × 15.999 */
  g_assert_cmpfloat_with_epsilon(atom_counts_mass(&counts), 4515.4784, 1e-3);
}

/* Glasses with lithium iodide are mixes of three anions. */
static void
test_halides(void)
{
  Composition mix = parse("30LiI-52.5Li2S-17.5P2S5");
  AtomCounts counts;

  g_assert_true(composition_counts(&mix, 600, &counts, NULL));
  guint charge = count_of(&counts, "Li") + 5 * count_of(&counts, "P");
  g_assert_cmpuint(charge, ==, count_of(&counts, "I") + 2 * count_of(&counts, "S"));
}

static void
test_counts(void)
{
  assert_counts("33.3Na2O-66.7SiO2", 3000, (guint[]){666, 666}, 1665);
  assert_counts("Na2O·2SiO2", 3000, (guint[]){666, 666}, 1665);
  assert_counts("33.333Na2O-66.667SiO2", 900, (guint[]){200, 200}, 500);
  assert_counts("14.3Na2O-85.7SiO2", 3000, (guint[]){286, 858}, 1859);
  assert_counts("SiO2", 3000, (guint[]){1000}, 2000);
  assert_counts("20Li2O-60B2O3-20SiO2", 420, (guint[]){40, 120, 20}, 240);
  /* whole per cents are meant as they stand */
  assert_counts("33Na2O-67SiO2", 3000, (guint[]){660, 670}, 1670);
}

/* Every mix that is accepted is neutral and near what was asked. */
static void
test_balance(void)
{
  static const char *const texts[] = {"17.3Na2O-11.1K2O-71.6SiO2", "0.5Li2O-99.5SiO2",
                                      "15Na2O-10CaO-2Al2O3-73SiO2", "40P2O5-60Na2O"};

  for (guint k = 0; k < G_N_ELEMENTS(texts); k++)
    for (guint n = 900; n < 1000; n += 7) {
      Composition mix = parse(texts[k]);
      AtomCounts counts;
      double units[16], sum = 0.0, positive = 0.0;
      g_assert_true(composition_counts(&mix, n, &counts, NULL));
      for (guint i = 0; i < mix.n; i++) {
        units[i] = counts.count[i] / (double)mix.part[i].n_cation;
        g_assert_cmpfloat(units[i], ==, floor(units[i]));
        sum += units[i];
        positive += units[i] * 2.0 * mix.part[i].n_anion;
      }
      g_assert_cmpfloat(positive, ==, 2.0 * count_of(&counts, "O"));
      g_assert_cmpfloat(fabs(counts.n_atoms / (double)n - 1.0), <=, 0.05);
      for (guint i = 0; i < mix.n; i++)
        g_assert_cmpfloat(fabs(units[i] / sum - mix.part[i].fraction), <=, 0.01);
    }
}

static void
test_too_few(void)
{
  static const char *const texts[] = {"Na2O·2SiO2", "0.1Na2O-99.9SiO2", "33Na2O-67SiO2"};
  static const guint atoms[] = {5, 300, 20};

  for (guint k = 0; k < G_N_ELEMENTS(texts); k++) {
    Composition mix = parse(texts[k]);
    g_autoptr(GError) error = NULL;
    AtomCounts counts;
    g_assert_false(composition_counts(&mix, atoms[k], &counts, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  }
}

/* Measured densities of annealed glasses at room temperature, g/cm³, as tabled in Bansal
 * and Doremus, Handbook of Glass Properties (Academic Press 1986), rounded; the two
 * thiophosphates as the factors were chosen. */
static void
test_density(void)
{
  static const struct {
    const char *mix;
    double density;
  } known[] = {
      {"SiO2", 2.20},
      {"Na2O-2SiO2", 2.49},
      {"Na2O-4SiO2", 2.383},
      {"Na2O-6SiO2", 2.33},
      {"Li2O-2SiO2", 2.34},
      {"K2O-2SiO2", 2.46},
      {"K2O-4SiO2", 2.387},
      {"1Na2O-1K2O-4SiO2", 2.48},
      {"15Na2O-10CaO-75SiO2", 2.47},
      {"CaO-SiO2", 2.90},
      {"B2O3", 1.84},
      {"Na2O-2B2O3", 2.37},
      {"Na2O-Al2O3-6SiO2", 2.38},
      {"Na2O-P2O5", 2.50},
      {"75Na2S-25P2S5", 2.0},
      {"75Li2S-25P2S5", 1.88},
  };

  for (guint i = 0; i < G_N_ELEMENTS(known); i++) {
    Composition mix = parse(known[i].mix);
    gboolean unknown = TRUE;
    double density = composition_density(&mix, &unknown);
    g_assert_false(unknown);
    g_assert_cmpfloat_with_epsilon(density / known[i].density, 1.0, 0.03);
  }
}

static void
test_unknown_density(void)
{
  Composition mix = parse("10Sc2O3-90SiO2");
  gboolean unknown = FALSE;
  double density = composition_density(&mix, &unknown);

  g_assert_true(unknown);
  g_assert_cmpfloat(density, >, 2.2);
  g_assert_cmpfloat(density, <, 3.5);
}

static double
closest(const Frame *frame, gboolean cation_and_oxygen)
{
  double least = INFINITY;
  int oxygen = species_list_find(frame->species, "O");

  for (guint i = 0; i < frame->n_atoms; i++)
    for (guint j = 0; j < i; j++) {
      Vec3 d = vec3_sub(frame->position[i], frame->position[j]);
      gboolean mixed = (frame->type[i] == oxygen) != (frame->type[j] == oxygen);
      if (mixed == cation_and_oxygen)
        least = MIN(least, vec3_norm(cell_minimum_image(&frame->cell, d)));
    }
  return least;
}

static void
test_pack(void)
{
  Composition mix = parse("33.3Na2O-66.7SiO2");
  g_autoptr(GError) error = NULL;
  g_autoptr(Frame) frame = composition_pack(&mix, 3000, 2.49, 5, &error);

  g_assert_no_error(error);
  g_assert_cmpuint(frame->n_atoms, ==, 2997);
  g_assert_cmpfloat_with_epsilon(frame_density(frame), 2.49, 1e-9);
  g_assert_cmpfloat(closest(frame, TRUE), >, 1.2);
  g_assert_cmpfloat(closest(frame, FALSE), >, 1.8);
  for (guint i = 0; i < frame->n_atoms; i++) {
    Vec3 s = cell_to_fractional(&frame->cell, frame->position[i]);
    g_assert_true(s.x >= 0 && s.x < 1 && s.y >= 0 && s.y < 1 && s.z >= 0 && s.z < 1);
  }
}

static void
test_seed(void)
{
  Composition mix = parse("20Li2O-60B2O3-20SiO2");
  g_autoptr(Frame) a = composition_pack(&mix, 420, 2.2, 5, NULL);
  g_autoptr(Frame) b = composition_pack(&mix, 420, 2.2, 5, NULL);
  g_autoptr(Frame) c = composition_pack(&mix, 420, 2.2, 6, NULL);
  gsize size = a->n_atoms * sizeof(Vec3);

  g_assert_cmpmem(a->position, size, b->position, size);
  g_assert_cmpfloat(a->position[7].x, !=, c->position[7].x);
}

static void
test_small(void)
{
  Composition mix = parse("Na2O-2SiO2");
  g_autoptr(Frame) frame = composition_pack(&mix, 9, 2.49, 1, NULL);

  g_assert_nonnull(frame);
  g_assert_cmpfloat(closest(frame, TRUE), >, 0.9);
}

static void
test_too_dense(void)
{
  Composition mix = parse("SiO2");
  const double wrong[] = {12.0, 0.0, -1.0, NAN, INFINITY};

  for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
    g_autoptr(GError) error = NULL;
    g_assert_null(composition_pack(&mix, 300, wrong[i], 1, &error));
    g_assert_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/composition/spellings of a recipe mean the same", test_spellings);
  g_test_add_func("/composition/what is wrong is named", test_refusals);
  g_test_add_func("/composition/text is in mole per cent", test_text);
  g_test_add_func("/composition/counts are whole formula units", test_counts);
  g_test_add_func("/composition/oxysulphides keep both anions", test_oxysulphide);
  g_test_add_func("/composition/halides mix in", test_halides);
  g_test_add_func("/composition/charges balance exactly", test_balance);
  g_test_add_func("/composition/too few atoms are refused", test_too_few);
  g_test_add_func("/composition/density agrees with measured glasses", test_density);
  g_test_add_func("/composition/an oxide without factor is said", test_unknown_density);
  g_test_add_func("/composition/a packed glass has no overlaps", test_pack);
  g_test_add_func("/composition/the seed decides the places", test_seed);
  g_test_add_func("/composition/a single unit can be packed", test_small);
  g_test_add_func("/composition/impossible densities are refused", test_too_dense);
  return g_test_run();
}
