// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <locale.h>
#include <math.h>

typedef char *(*Format2)(double, double);

typedef struct {
  double a, b;
  const char *text;
} Row;

static void
assert_rows(Format2 format, const Row *rows, guint n)
{
  for (guint i = 0; i < n; i++) {
    g_autofree char *text = format(rows[i].a, rows[i].b);
    g_assert_cmpstr(text, ==, rows[i].text);
  }
}

/* The last digit kept is that of the error: two digits when it begins with 1, else one.
 */
static const Row error_rows[] = {
    {1.8423, 0.0912, "1.84 ± 0.09"},
    {1.8423, 0.0123, "1.842 ± 0.012"},
    {1.8423, 0.13, "1.84 ± 0.13"},
    {1.8423, 0.19, "1.84 ± 0.19"},
    {1.8423, 0.2, "1.8 ± 0.2"},
    {1.8423, 0.25, "1.8 ± 0.3"},
    {0.624, 0.031, "0.62 ± 0.03"},
    {-0.624, 0.031, "−0.62 ± 0.03"},
    {-0.001, 0.13, "0.00 ± 0.13"},
    {1496.3, 22.4, "1500 ± 20"},
    {1496.3, 13.0, "1496 ± 13"},
    {12.0, 1.0, "12.0 ± 1.0"},
    {0.3, 1.4, "0.3 ± 1.4"},
    {1.84e-5, 9.1e-7, "(1.84 ± 0.09) × 10⁻⁵"},
    {1.84e-5, 1.3e-6, "(1.84 ± 0.13) × 10⁻⁵"},
    {-3.2e8, 2.6e7, "(−3.2 ± 0.3) × 10⁸"},
    {1.5, NAN, "1.500"},
    {1.5, 0.0, "1.500"},
    {1.84e-5, NAN, "1.840 × 10⁻⁵"},
    {NAN, 0.1, "—"},
};

static void
test_errors(void)
{
  assert_rows(plot_format_error, error_rows, G_N_ELEMENTS(error_rows));
}

static const Row tick_rows[] = {
    {0.0, 0.5, "0"},          {1.0, 0.5, "1.0"},       {-1.5, 0.5, "−1.5"},
    {20.0, 10.0, "20"},       {0.3, 0.1, "0.3"},       {0.30000000000000004, 0.1, "0.3"},
    {0.25, 0.25, "0.25"},     {-1e-17, 0.1, "0"},      {1000.0, 1000.0, "1000"},
    {2e-6, 1e-6, "2 × 10⁻⁶"}, {-3e7, 1e7, "−3 × 10⁷"}, {1.5e-6, 5e-7, "1.5 × 10⁻⁶"},
};

static void
test_ticks(void)
{
  assert_rows(plot_format_tick, tick_rows, G_N_ELEMENTS(tick_rows));
}

static void
test_superscripts(void)
{
  g_autofree char *minus = plot_format_superscript(-12),
                  *plus = plot_format_superscript(34560);

  g_assert_cmpstr(minus, ==, "⁻¹²");
  g_assert_cmpstr(plus, ==, "³⁴⁵⁶⁰");
}

#define DOWN "<span size=\"75%\" rise=\"-2048\">"
#define UP   "</span>"

static void
test_indices(void)
{
  static const char *const rows[][2] = {
      {"E_a = 0.62 eV", "E" DOWN "a" UP " = 0.62 eV"},
      {"4πr²G_s(r, t)", "4πr²G" DOWN "s" UP "(r, t)"},
      {"D_Na < 3 & r_c", "D" DOWN "Na" UP " &lt; 3 &amp; r" DOWN "c" UP},
      {"my_file.xyz", "my_file.xyz"},
      {"_a a_ _", "_a a_ _"},
      {"α_β", "α" DOWN "β" UP},
      {"", ""},
  };

  for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
    g_autofree char *markup = plot_markup(rows[i][0]);
    g_assert_cmpstr(markup, ==, rows[i][1]);
  }
}

static gboolean
set_comma_locale(void)
{
  return setlocale(LC_ALL, "de_DE.UTF-8") && localeconv()->decimal_point[0] == ',';
}

static void
test_comma_locale(void)
{
  if (!set_comma_locale()) {
    g_test_skip("no locale with a decimal comma");
    return;
  }
  assert_rows(plot_format_error, error_rows, G_N_ELEMENTS(error_rows));
  assert_rows(plot_format_tick, tick_rows, G_N_ELEMENTS(tick_rows));
  setlocale(LC_ALL, "C");
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/plot-format/values end at the last digit of their error",
                  test_errors);
  g_test_add_func("/plot-format/tick labels tell neighbours apart", test_ticks);
  g_test_add_func("/plot-format/exponents are raised", test_superscripts);
  g_test_add_func("/plot-format/indices are lowered, markup is escaped", test_indices);
  g_test_add_func("/plot-format/a locale with a comma changes nothing",
                  test_comma_locale);
  return g_test_run();
}
