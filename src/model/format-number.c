// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/format-number.h"

#include <math.h>
#include <string.h>

#define PLAIN_FROM   1e-3
#define PLAIN_TO     1e5
#define DECIMALS_MAX 12

static int
decade(double value)
{
  return value == 0.0 ? 0 : (int)floor(log10(fabs(value)) + 1e-12);
}

static int
power_to_split(double value)
{
  double size = fabs(value);

  return size == 0.0 || (size >= PLAIN_FROM && size < PLAIN_TO) ? 0 : decade(value);
}

static double
round_to(double value, int place)
{
  double unit = pow(10.0, place);

  return round(value / unit) * unit;
}

static void
append_power(GString *text, int power)
{
  static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  g_autofree char *plain = g_strdup_printf("%d", ABS(power));

  g_string_append(text, " × 10");
  if (power < 0)
    g_string_append(text, "⁻");
  for (const char *c = plain; *c; c++)
    g_string_append(text, raised[*c - '0']);
}

char *
number_format_fixed(double value, int decimals)
{
  char format[8], text[512];

  if (!isfinite(value))
    return g_strdup("—");
  g_snprintf(format, sizeof format, "%%.%df", CLAMP(decimals, 0, DECIMALS_MAX));
  g_ascii_formatd(text, sizeof text, format, value);
  if (text[0] != '-')
    return g_strdup(text);
  gboolean zero = text[1 + strspn(text + 1, "0.")] == '\0';
  return g_strconcat(zero ? "" : "−", text + 1, NULL);
}

static char *
format_digits(double value, int digits, gboolean trim)
{
  if (!isfinite(value))
    return g_strdup("—");
  double rounded = round_to(value, decade(value) - digits + 1);
  int power = power_to_split(rounded);
  double mantissa = rounded / pow(10.0, power);
  g_autofree char *number = number_format_fixed(mantissa, digits - 1 - decade(mantissa));
  GString *text = g_string_new(number);

  if (trim && strchr(number, '.')) {
    gsize length = text->len;
    while (text->str[length - 1] == '0')
      length--;
    g_string_truncate(text, text->str[length - 1] == '.' ? length - 1 : length);
  }
  if (power)
    append_power(text, power);
  return g_string_free(text, FALSE);
}

char *
number_format_digits(double value, int digits)
{
  return format_digits(value, digits, FALSE);
}

char *
number_format_short(double value, int digits)
{
  return format_digits(value, digits, TRUE);
}

char *
number_format_error(double value, double error)
{
  if (!isfinite(value) || !isfinite(error) || error <= 0.0)
    return number_format_digits(value, 4);

  int place = decade(error);
  if (error < 1.95 * pow(10.0, place))
    place--;
  int power = power_to_split(MAX(fabs(value), error));
  double unit = pow(10.0, power);
  g_autofree char *number =
      number_format_fixed(round_to(value, place) / unit, power - place);
  g_autofree char *spread =
      number_format_fixed(round_to(error, place) / unit, power - place);
  GString *text = g_string_new(NULL);

  g_string_printf(text, power ? "(%s ± %s)" : "%s ± %s", number, spread);
  if (power)
    append_power(text, power);
  return g_string_free(text, FALSE);
}
