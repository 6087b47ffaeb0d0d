// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include <math.h>

#include "app/format.h"
#include "app/speed-scale.h"

#define S "\u202f" /* narrow space between thousands */

static void
assert_text(char *text, const char *expected)
{
  g_assert_cmpstr(text, ==, expected);
  g_free(text);
}

static void
test_thousands(void)
{
  assert_text(format_integer(0), "0");
  assert_text(format_integer(999), "999");
  assert_text(format_integer(184200), "184" S "200");
  assert_text(format_integer(-1234567), "−1" S "234" S "567");
  assert_text(format_number(1496.04, 1), "1" S "496.0");
}

static void
test_signs(void)
{
  assert_text(format_number(-0.123, 2), "−0.12");
  assert_text(format_number(-0.0004, 2), "0.00");
  assert_text(format_number(NAN, 2), "–");
  assert_text(format_number(4.41702e19, 2), "4.4 × 10¹⁹");
}

static void
test_rates(void)
{
  assert_text(format_rate(5943.0), "5" S "940");
  assert_text(format_rate(61.34), "61.3");
  assert_text(format_rate(0.518), "0.52");
  assert_text(format_rates(5943.0, 513.2, 59.8),
              "5" S "940 steps/s · 513 ns/day · 60 frames/s");
  assert_text(format_rates(0.0, 0.0, 59.8), "paused");
  assert_text(format_rates(NAN, NAN, 59.8), "60 frames/s");
}

static void
test_quantities(void)
{
  assert_text(format_time(184.2), "184.20 ps");
  assert_text(format_time(12345.0), "12.345 ns");
  assert_text(format_temperature_now(1496.2, 21.7), "now 1" S "496 ± 22 K");
  assert_text(format_temperature_now(NAN, NAN), "");
  assert_text(format_pressure(-0.118), "−0.12 GPa");
  assert_text(format_energy(-8426.0, 2000), "−4.213 eV/atom");
  assert_text(format_density(2.4567), "2.46 g/cm³");
}

static void
test_titles(void)
{
  assert_text(format_formula("Na2Si2O5"), "Na₂Si₂O₅");
  assert_text(format_formula("Na10O"), "Na₁₀O");
  assert_text(format_title("Sodium disilicate", 1500.0), "Sodium disilicate — 1500 K");
  assert_text(format_title(NULL, 300.0), "Vitrine");
  assert_text(format_subtitle("Na₂Si₂O₅", 3000, "Pedone 2006", 184200),
              "Na₂Si₂O₅ · 3" S "000 atoms · Pedone 2006 · step 184" S "200");
}

static void
test_cells(void)
{
  Cell cell = cell_cubic(33.918);
  assert_text(format_cell(&cell), "33.92 Å");
  g_assert_true(
      cell_init(&cell, vec3(10, 0, 0), vec3(0, 20, 0), vec3(0, 0, 30), vec3(0, 0, 0)));
  assert_text(format_cell(&cell), "10.0 × 20.0 × 30.0 Å");
  g_assert_true(cell_init(&cell, vec3(5, 0, 0), vec3(-2.5, 4.3301270189, 0),
                          vec3(0, 0, 6), vec3(0, 0, 0)));
  assert_text(format_cell(&cell), "5.0 × 5.0 × 6.0 Å, 90° 90° 120°");
}

static void
test_parameters(void)
{
  assert_text(format_parameter(PARAM_CHARGE, -1.1874), "−1.187");
  assert_text(format_parameter(PARAM_MORSE_D, 0.340554), "0.340554");
  assert_text(format_parameter_name(&(ParamChange){PARAM_MORSE_R0, "Si", "O", "", 0}),
              "r0 Si–O");
  assert_text(format_parameter_name(&(ParamChange){PARAM_CHARGE, "Na", "", "", 0}),
              "z Na");
  assert_text(format_parameter_name(&(ParamChange){PARAM_TAPER, "B", "Si", "O", 0}),
              "w B–O–Si");
}

static void
test_changes(void)
{
  assert_text(format_change(2.142, 2.1), "▴ +2.0 %");
  assert_text(format_change(2.352, 2.4), "▾ −2.0 %");
  assert_text(format_change(2.1, 2.1), "");
  assert_text(format_change(2.1 * (1 + 1e-12), 2.1), "");
  assert_text(format_change(0.3, 2.1), "▾ −86 %");
  assert_text(format_change(2.1001, 2.1), "▴ +0.005 %");
  assert_text(format_change(1.0, 0.0), "▴");
  assert_text(format_change(1.0, NAN), "");
}

static void
test_typed_numbers(void)
{
  double value = 7.0;

  g_assert_true(format_parse_number("2.142", &value));
  g_assert_cmpfloat(value, ==, 2.142);
  g_assert_true(format_parse_number(" 2,142 ", &value));
  g_assert_cmpfloat(value, ==, 2.142);
  g_assert_true(format_parse_number("−1" S "500", &value));
  g_assert_cmpfloat(value, ==, -1500.0);
  g_assert_false(format_parse_number("", &value));
  g_assert_false(format_parse_number("two", &value));
  g_assert_false(format_parse_number("2.1.4", &value));
  g_assert_false(format_parse_number("inf", &value));
  g_assert_cmpfloat(value, ==, -1500.0);
}

/* What is shown can be typed again. */
static void
test_shown_numbers_can_be_typed(void)
{
  static const double numbers[] = {0.0, -0.25, 1496.5, 1234567.25, -98765.75};
  for (guint i = 0; i < G_N_ELEMENTS(numbers); i++) {
    double value = NAN;
    g_autofree char *text = format_number(numbers[i], 2);
    g_assert_true(format_parse_number(text, &value));
    g_assert_cmpfloat(value, ==, numbers[i]);
  }
}

static void
test_speeds(void)
{
  assert_text(format_speed(0.01), "10 fs/s");
  assert_text(format_speed(0.25), "250 fs/s");
  assert_text(format_speed(1.5), "1.5 ps/s");
  assert_text(format_speed(INFINITY), "as fast as it goes");
}

static void
test_speed_scale(void)
{
  g_assert_cmpfloat(speed_scale_value(0.0), ==, SPEED_SCALE_SLOWEST);
  g_assert_true(isinf(speed_scale_value(1.0)));
  g_assert_true(isinf(speed_scale_value(SPEED_SCALE_FREE)));
  g_assert_cmpfloat(speed_scale_position(INFINITY), ==, 1.0);
  double previous = 0.0;
  for (double x = 0.0; x < SPEED_SCALE_FREE; x += 0.01) {
    double speed = speed_scale_value(x);
    g_assert_cmpfloat(speed, >=, previous);
    g_assert_cmpfloat(fabs(speed_scale_position(speed) - x), <, 0.01);
    g_assert_cmpfloat(speed_scale_value(speed_scale_position(speed)), ==, speed);
    previous = speed;
  }
}

int
main(int argc, char **argv)
{
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/format/thousands are set apart", test_thousands);
  g_test_add_func("/format/signs are true and zero has none", test_signs);
  g_test_add_func("/format/rates have three digits", test_rates);
  g_test_add_func("/format/quantities carry their unit", test_quantities);
  g_test_add_func("/format/titles name glass and state", test_titles);
  g_test_add_func("/format/cells show what is not equal", test_cells);
  g_test_add_func("/format/parameters have the digits of their kind", test_parameters);
  g_test_add_func("/format/changes say direction and per cent", test_changes);
  g_test_add_func("/format/typed numbers are understood", test_typed_numbers);
  g_test_add_func("/format/shown numbers can be typed again",
                  test_shown_numbers_can_be_typed);
  g_test_add_func("/format/speeds go from slow motion to no limit", test_speeds);
  g_test_add_func("/speed-scale/is monotonic and its own inverse", test_speed_scale);
  return g_test_run();
}
