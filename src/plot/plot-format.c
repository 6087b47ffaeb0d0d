// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "plot/plot.h"

#include <math.h>

#include "model/format-number.h"

#define LOWERED    "<span size=\"75%%\" rise=\"-2048\">%s</span>"
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

/* Bytes of the index that begins at '_', or 0: a symbol is one letter long. */
static gsize
index_length(const char *text, const char *underscore)
{
  const char *symbol = underscore > text ? g_utf8_prev_char(underscore) : NULL;
  const char *before = symbol && symbol > text ? g_utf8_prev_char(symbol) : NULL;
  const char *end = underscore + 1;

  if (!symbol || !g_unichar_isalpha(g_utf8_get_char(symbol)) ||
      (before && g_unichar_isalpha(g_utf8_get_char(before))))
    return 0;
  while (*end && g_unichar_isalnum(g_utf8_get_char(end)))
    end = g_utf8_next_char(end);
  return end - underscore - 1;
}

char *
plot_markup(const char *text)
{
  GString *markup = g_string_new(NULL);

  for (const char *c = text; *c; c = g_utf8_next_char(c)) {
    gsize length = *c == '_' ? index_length(text, c) : 0;
    g_autofree char *plain = g_markup_escape_text(
        length ? c + 1 : c, length ? length : g_utf8_next_char(c) - c);
    g_string_append_printf(markup, length ? LOWERED : "%s", plain);
    c += length;
  }
  return g_string_free(markup, FALSE);
}
