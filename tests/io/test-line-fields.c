// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "io/line-fields.h"

#include "io/header-values.h"

static void
test_split(void)
{
  g_autoptr(GPtrArray) words = g_ptr_array_new();
  char line[] = "  Na\t1.0  -2 ";

  g_assert_cmpuint(line_fields_split(line, words), ==, 3);
  g_assert_cmpstr(g_ptr_array_index(words, 0), ==, "Na");
  g_assert_cmpstr(g_ptr_array_index(words, 2), ==, "-2");
}

static void
test_numbers(void)
{
  static const struct {
    const char *text;
    double value;
  } good[] = {{"1", 1},           {"-.5", -0.5}, {"+2.", 2},      {"1e3", 1000},
              {"1.5D-3", 0.0015}, {"2d+01", 20}, {"1E5", 100000}, {"0x10", 16}};
  static const char *const bad[] = {"", "a", "1,5", "1.5e", "1.0.0", "--1", "1d", "D3"};
  double value;

  for (guint i = 0; i < G_N_ELEMENTS(good); i++) {
    g_assert_true(field_to_double(good[i].text, &value));
    g_assert_cmpfloat_with_epsilon(value, good[i].value, 1e-12);
  }
  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_false(field_to_double(bad[i], &value));
}

static void
test_coordinates(void)
{
  static const char *const bad[] = {"nan", "NaN", "inf", "-Infinity", "1e300", "1e10"};
  double value;

  for (guint i = 0; i < G_N_ELEMENTS(bad); i++)
    g_assert_false(field_to_coordinate(bad[i], &value));
  g_assert_true(field_to_coordinate("-1234.5", &value));
}

static void
test_elements(void)
{
  g_assert_cmpstr(field_to_element("NA")->symbol, ==, "Na");
  g_assert_cmpstr(field_to_element("si")->symbol, ==, "Si");
  g_assert_cmpstr(field_to_element("8")->symbol, ==, "O");
  g_assert_null(field_to_element("Xy"));
  g_assert_null(field_to_element("Sodium"));
  g_assert_null(field_to_element("0"));
  g_assert_null(field_to_element("-3"));
  g_assert_null(field_to_element("9999999999"));
}

static void
test_many(void)
{
  double numbers[9];

  g_assert_true(text_to_numbers("[[1, 2, 3], [4, 5, 6], [7, 8, 9]]", numbers, 9));
  g_assert_cmpfloat(numbers[8], ==, 9.0);
  g_assert_false(text_to_numbers("1 2 3", numbers, 9));
  g_assert_false(text_to_numbers("1 2 3 4", numbers, 3));
  g_assert_false(text_to_numbers("1 2 nan", numbers, 3));
}

static void
assert_value(GHashTable *values, const char *key, const char *expected)
{
  g_assert_cmpstr(g_hash_table_lookup(values, key), ==, expected);
}

static void
test_header(void)
{
  const char *reason = NULL;
  g_autoptr(GHashTable) values =
      header_values_parse(" Lattice=\"1 0 0\" a='x y' b=[1, 2] c={3 4} flag \"long key\" "
                          "= 7 d=\"q \\\"r\\\"\" "
                          "e=[[1, 2], [3, 4]] empty=\"\" T0=5",
                          &reason);

  assert_value(values, "lattice", "1 0 0");
  assert_value(values, "a", "x y");
  assert_value(values, "b", "[1, 2]");
  assert_value(values, "c", "{3 4}");
  assert_value(values, "flag", "T");
  assert_value(values, "long key", "7");
  assert_value(values, "d", "q \"r\"");
  assert_value(values, "e", "[[1, 2], [3, 4]]");
  assert_value(values, "empty", "");
  assert_value(values, "t0", "5");
}

static void
test_open_quote(void)
{
  static const char *const bad[] = {"a=\"1 2", "a=[1 2", "\"key", "a='"};

  for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
    const char *reason = NULL;
    g_assert_null(header_values_parse(bad[i], &reason));
    g_assert_nonnull(reason);
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/line-fields/words are cut at white space", test_split);
  g_test_add_func("/line-fields/numbers have many spellings", test_numbers);
  g_test_add_func("/line-fields/coordinates are finite", test_coordinates);
  g_test_add_func("/line-fields/elements in any case or by number", test_elements);
  g_test_add_func("/line-fields/lists have the length asked for", test_many);
  g_test_add_func("/header-values/quotes, brackets and bare keys", test_header);
  g_test_add_func("/header-values/an open quote is said", test_open_quote);
  return g_test_run();
}
