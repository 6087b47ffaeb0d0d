// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/format.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#define NARROW_SPACE "\u202f"
#define MINUS        "\u2212"
#define UNKNOWN      "–"
#define LONGEST      1e9 /* larger numbers are written with a power of ten */
#define RAD_TO_DEG   (180.0 / G_PI)

/* Thousands separated in the digits before the decimal sign. */
static char *
group_digits(const char *digits)
{
  GString *out = g_string_new(NULL);
  const char *p = digits;
  if (*p == '-') {
    g_string_append(out, MINUS);
    p++;
  }
  size_t whole = strspn(p, "0123456789");
  for (size_t i = 0; i < whole; i++) {
    if (i > 0 && (whole - i) % 3 == 0)
      g_string_append(out, NARROW_SPACE);
    g_string_append_c(out, p[i]);
  }
  g_string_append(out, p + whole);
  return g_string_free(out, FALSE);
}

static gboolean
rounds_to_zero(double value, int decimals)
{
  return fabs(value) < 0.5 * pow(10.0, -decimals);
}

char *
format_integer(gint64 n)
{
  g_autofree char *digits = g_strdup_printf("%" G_GINT64_FORMAT, n);
  return group_digits(digits);
}

/* "4.4 × 10¹⁹" */
static char *
power_of_ten(double value)
{
  static const char *const digits[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  int exponent = (int)floor(log10(fabs(value)));
  g_autofree char *mantissa = format_number(value / pow(10.0, exponent), 1);
  g_autofree char *plain = g_strdup_printf("%d", exponent);
  GString *out = g_string_new(mantissa);

  g_string_append(out, " × 10");
  for (const char *p = plain; *p; p++)
    g_string_append(out, digits[*p - '0']);
  return g_string_free(out, FALSE);
}

char *
format_number(double value, int decimals)
{
  if (!isfinite(value))
    return g_strdup(UNKNOWN);
  if (fabs(value) >= LONGEST)
    return power_of_ten(value);
  if (rounds_to_zero(value, decimals))
    value = 0.0;
  g_autofree char *digits = g_strdup_printf("%.*f", decimals, value);
  return group_digits(digits);
}

char *
format_rate(double value)
{
  if (!isfinite(value))
    return g_strdup(UNKNOWN);
  double size = fabs(value);
  if (size >= 100.0) {
    double unit = pow(10.0, floor(log10(size)) - 2.0);
    return format_number(round(value / unit) * unit, 0);
  }
  return format_number(value, size >= 10.0 ? 1 : 2);
}

char *
format_time(double ps)
{
  gboolean long_run = fabs(ps) >= 10000.0;
  g_autofree char *number =
      long_run ? format_number(ps / 1000.0, 3) : format_number(ps, 2);
  return g_strdup_printf(long_run ? _("%s ns") : _("%s ps"), number);
}

char *
format_temperature_now(double mean, double sd)
{
  if (!isfinite(mean))
    return g_strdup("");
  g_autofree char *value = format_number(mean, 0);
  if (!isfinite(sd))
    return g_strdup_printf(_("now %s K"), value);
  g_autofree char *spread = format_number(sd, 0);
  /* Translators: temperature of the last picosecond, mean ± standard deviation */
  return g_strdup_printf(_("now %s ± %s K"), value, spread);
}

char *
format_rates(double steps_per_second, double ns_per_day, double frames_per_second)
{
  g_autofree char *steps = format_rate(steps_per_second);
  g_autofree char *ns = format_rate(ns_per_day);
  g_autofree char *frames = format_number(frames_per_second, 0);

  if (steps_per_second == 0.0)
    return g_strdup(_("paused"));
  if (!isfinite(steps_per_second))
    return g_strdup_printf(_("%s frames/s"), frames);
  return g_strdup_printf(_("%s steps/s · %s ns/day · %s frames/s"), steps, ns, frames);
}

char *
format_pressure(double gpa)
{
  if (!isfinite(gpa))
    return g_strdup(UNKNOWN);
  g_autofree char *value = format_number(gpa, 2);
  return g_strdup_printf(_("%s GPa"), value);
}

char *
format_energy(double ev, guint n_atoms)
{
  g_autofree char *value = format_number(n_atoms ? ev / n_atoms : NAN, 3);
  return g_strdup_printf(_("%s eV/atom"), value);
}

char *
format_density(double density)
{
  g_autofree char *value = format_number(density, 2);
  return g_strdup_printf(_("%s g/cm³"), value);
}

char *
format_speed(double ps_per_second)
{
  if (!isfinite(ps_per_second))
    return g_strdup(_("as fast as it goes"));
  if (ps_per_second < 0.9995) {
    g_autofree char *fs = format_number(1000.0 * ps_per_second, 0);
    return g_strdup_printf(_("%s fs/s"), fs);
  }
  g_autofree char *ps = format_number(ps_per_second, ps_per_second < 9.95 ? 1 : 0);
  return g_strdup_printf(_("%s ps/s"), ps);
}

char *
format_formula(const char *plain)
{
  GString *out = g_string_new(NULL);
  for (const char *p = plain ? plain : ""; *p; p++) {
    if (g_ascii_isdigit(*p))
      g_string_append_unichar(out, 0x2080 + (*p - '0'));
    else
      g_string_append_c(out, *p);
  }
  return g_string_free(out, FALSE);
}

static double
angle_between(Vec3 a, Vec3 b)
{
  double cosine = vec3_dot(a, b) / (vec3_norm(a) * vec3_norm(b));
  return acos(CLAMP(cosine, -1.0, 1.0)) * RAD_TO_DEG;
}

char *
format_cell(const Cell *cell)
{
  double length[3];
  for (int k = 0; k < 3; k++)
    length[k] = vec3_norm(cell->vector[k]);
  gboolean right_angles = cell_is_orthorhombic(cell);
  if (right_angles && fabs(length[1] / length[0] - 1.0) < 1e-6 &&
      fabs(length[2] / length[0] - 1.0) < 1e-6) {
    g_autofree char *edge = format_number(length[0], 2);
    return g_strdup_printf(_("%s Å"), edge);
  }
  g_autofree char *a = format_number(length[0], 1);
  g_autofree char *b = format_number(length[1], 1);
  g_autofree char *c = format_number(length[2], 1);
  if (right_angles)
    return g_strdup_printf(_("%s × %s × %s Å"), a, b, c);
  return g_strdup_printf(_("%s × %s × %s Å, %.0f° %.0f° %.0f°"), a, b, c,
                         angle_between(cell->vector[1], cell->vector[2]),
                         angle_between(cell->vector[0], cell->vector[2]),
                         angle_between(cell->vector[0], cell->vector[1]));
}

char *
format_title(const char *name, double target)
{
  if (!name)
    return g_strdup(_("Vitrine"));
  if (!isfinite(target))
    return g_strdup(name);
  /* Translators: window title: name of the glass and its temperature */
  return g_strdup_printf(_("%s — %.0f K"), name, target);
}

char *
format_subtitle(const char *formula, guint n_atoms, const char *potential, gint64 step)
{
  if (!formula)
    return g_strdup("");
  g_autofree char *atoms = format_integer(n_atoms);
  g_autofree char *steps = format_integer(step);
  /* Translators: formula · number of atoms · name of the potential · time step */
  return g_strdup_printf(_("%s · %s atoms · %s · step %s"), formula, atoms, potential,
                         steps);
}

char *
format_pair(const char *a, const char *b)
{
  return g_strdup_printf("%s–%s", a, b);
}

static int
parameter_decimals(ParamKind kind)
{
  switch (kind) {
  case PARAM_CHARGE:
    return 3;
  case PARAM_MORSE_D:
    return 6;
  case PARAM_MORSE_A:
  case PARAM_MORSE_R0:
    return 4;
  case PARAM_C12:
  case PARAM_TAPER:
    return 2;
  }
  g_return_val_if_reached(3);
}

char *
format_parameter(ParamKind kind, double value)
{
  return format_number(value, parameter_decimals(kind));
}

char *
format_change(double value, double reference)
{
  if (!isfinite(value) || !isfinite(reference))
    return g_strdup("");
  double difference = value - reference;
  if (fabs(difference) <= 1e-9 * MAX(fabs(value), fabs(reference)))
    return g_strdup("");
  const char *arrow = difference > 0.0 ? "▴" : "▾";
  if (reference == 0.0)
    return g_strdup(arrow);
  double percent = 100.0 * difference / fabs(reference);
  int decimals = fabs(percent) < 9.95 ? 1 : 0;
  if (rounds_to_zero(percent, decimals))
    decimals = 3;
  g_autofree char *number = format_number(fabs(percent), decimals);
  return g_strdup_printf("%s %s%s %%", arrow, percent > 0.0 ? "+" : MINUS, number);
}

static const char *
parameter_symbol(ParamKind kind)
{
  static const char *const symbol[] = {"z", "D", "a", "r0", "C", "w"};
  g_return_val_if_fail((guint)kind < G_N_ELEMENTS(symbol), "?");
  return symbol[kind];
}

char *
format_parameter_name(const ParamChange *param)
{
  const char *symbol = parameter_symbol(param->kind);

  if (param->kind == PARAM_CHARGE)
    return g_strdup_printf("%s %s", symbol, param->a);
  if (param->kind == PARAM_TAPER)
    return g_strdup_printf("%s %s–%s–%s", symbol, param->a, param->centre, param->b);
  return g_strdup_printf("%s %s–%s", symbol, param->a, param->b);
}

gboolean
format_parse_number(const char *text, double *value)
{
  GString *plain = g_string_new(NULL);
  for (const char *p = text; *p; p = g_utf8_next_char(p)) {
    gunichar c = g_utf8_get_char(p);
    if (c == 0x2212)
      c = '-';
    else if (c == ',')
      c = '.';
    if (!g_unichar_isspace(c) && c != 0x202f)
      g_string_append_unichar(plain, c);
  }
  char *end = NULL;
  double parsed = g_ascii_strtod(plain->str, &end);
  gboolean good = plain->len > 0 && end && *end == '\0' && isfinite(parsed);
  g_string_free(plain, TRUE);
  if (good)
    *value = parsed;
  return good;
}
