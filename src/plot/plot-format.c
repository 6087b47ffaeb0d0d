// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <math.h>

#include "model/format-number.h"

#define PLAIN_FROM 1e-4
#define PLAIN_TO   1e5

char *
plot_format_superscript(int number)
{
  static const char *const raised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  g_autofree char *plain = g_strdup_printf("%d", number);
  GString *text = g_string_new(NULL);

  for (const char *c = plain; *c; c++)
    g_string_append(text, *c == '-' ? "⁻" : raised[*c - '0']);
  return g_string_free(text, FALSE);
}

char *
plot_format_error(double value, double error)
{
  return number_format_error(value, error);
}

/* Decimals that write step exactly (0.25: 2), as far as steps are round. */
static int
decimals_of(double step)
{
  int decimals = MAX(0, -(int)floor(log10(step) + 1e-12));
  double scaled = step * pow(10.0, decimals);

  return fabs(scaled - round(scaled)) > 1e-6 ? decimals + 1 : decimals;
}

char *
plot_format_tick(double value, double step)
{
  double size = MAX(fabs(value), fabs(step));

  if (!isfinite(value) || !isfinite(step) || step == 0.0)
    return number_format_digits(value, 4);
  if (fabs(value) < 1e-9 * fabs(step))
    return g_strdup("0");
  if (size >= PLAIN_FROM && size < PLAIN_TO)
    return number_format_fixed(value, decimals_of(fabs(step)));

  int power = (int)floor(log10(fabs(value)) + 1e-12);
  double unit = pow(10.0, power);
  g_autofree char *number =
      number_format_fixed(value / unit, decimals_of(fabs(step) / unit));
  g_autofree char *raised = plot_format_superscript(power);
  return g_strdup_printf("%s × 10%s", number, raised);
}
