// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "analysis/borate.h"

#include <gio/gio.h>
#include <math.h>
#include <string.h>

#include "measured-resources.h"

#define TABLE   "/org/vitrine/Vitrine/measured/lithium-borosilicates.csv"
#define NEAR    1.0 /* mol% */
#define COLUMNS 9

static const struct {
  const char *symbol;
  double pairs; /* of charge per atom: 1/2 M2O or 1 MO */
} modifiers[] = {
    {"Li", 0.5}, {"Na", 0.5}, {"K", 0.5},  {"Rb", 0.5}, {"Cs", 0.5},
    {"Ag", 0.5}, {"Mg", 1.0}, {"Ca", 1.0}, {"Sr", 1.0}, {"Ba", 1.0},
};

static double
modifier_pairs(const char *symbol)
{
  for (guint i = 0; i < G_N_ELEMENTS(modifiers); i++)
    if (g_str_equal(modifiers[i].symbol, symbol))
      return modifiers[i].pairs;
  return NAN;
}

gboolean
borate_glass_of(const Frame *frame, BorateGlass *glass)
{
  double boron = 0.0, silicon = 0.0, modifier = 0.0, lithium = 0.0;

  for (guint type = 0; type < frame->species->n; type++) {
    const char *symbol = frame->species->element[type]->symbol;
    double n = frame_count_type(frame, type);
    if (g_str_equal(symbol, "O") || n <= 0.0)
      continue;
    if (g_str_equal(symbol, "B"))
      boron = n;
    else if (g_str_equal(symbol, "Si"))
      silicon = n;
    else
      modifier += n * modifier_pairs(symbol);
    if (g_str_equal(symbol, "Li"))
      lithium = n;
  }
  if (boron <= 0.0 || isnan(modifier))
    return FALSE;
  double all = 0.5 * boron + silicon + modifier;
  *glass = (BorateGlass){.r = modifier / (0.5 * boron),
                         .k = silicon / (0.5 * boron),
                         .silica = 100.0 * silicon / all,
                         .boron_oxide = 50.0 * boron / all,
                         .lithia = 50.0 * lithium / all};
  return TRUE;
}

double
borate_dell_bray(double r, double k)
{
  if (r <= 0.5 + k / 16.0)
    return r;
  if (r <= 0.5 + k / 4.0)
    return 0.5 + k / 16.0;
  return MAX((8.0 + k) / 12.0 * (1.0 - r / (2.0 + k)), 0.0);
}

static double
number_of(const char *text)
{
  return *text ? g_ascii_strtod(text, NULL) : NAN;
}

static gboolean
is_row(const char *line)
{
  return g_ascii_isdigit(*line);
}

static void
read_row(const char *line, BorateMeasured *row)
{
  g_auto(GStrv) column = g_strsplit(line, ",", COLUMNS);

  g_assert(g_strv_length(column) == COLUMNS);
  *row = (BorateMeasured){.silica = number_of(column[0]),
                          .boron_oxide = number_of(column[1]),
                          .lithia = number_of(column[2]),
                          .n4 = 0.01 * number_of(column[3]),
                          .density = number_of(column[4]),
                          .ring_nmr = 0.01 * number_of(column[5]),
                          .ring_learned = 0.01 * number_of(column[6]),
                          .ring_learned_sd = 0.01 * number_of(column[7])};
  g_strdelimit(column[8], "\"", ' ');
  g_strlcpy(row->source, g_strstrip(column[8]), sizeof row->source);
}

static char **
read_lines(void)
{
  g_autoptr(GBytes) bytes =
      g_resource_lookup_data(measured_get_resource(), TABLE, 0, NULL);
  gsize size;
  const char *text = g_bytes_get_data(bytes, &size);
  g_autofree char *copy = g_strndup(text, size);

  return g_strsplit(copy, "\n", -1);
}

guint
borate_n_measured(void)
{
  g_auto(GStrv) line = read_lines();
  guint n = 0;

  for (guint i = 0; line[i]; i++)
    n += is_row(line[i]);
  return n;
}

void
borate_get_measured(guint index, BorateMeasured *row)
{
  g_auto(GStrv) line = read_lines();
  guint n = 0;

  for (guint i = 0; line[i]; i++)
    if (is_row(line[i]) && n++ == index)
      read_row(line[i], row);
}

gboolean
borate_find_measured(const BorateGlass *glass, BorateMeasured *row)
{
  g_auto(GStrv) line = read_lines();

  for (guint i = 0; line[i]; i++) {
    if (!is_row(line[i]))
      continue;
    read_row(line[i], row);
    if (fabs(row->silica - glass->silica) <= NEAR &&
        fabs(row->boron_oxide - glass->boron_oxide) <= NEAR &&
        fabs(row->lithia - glass->lithia) <= NEAR)
      return TRUE;
  }
  return FALSE;
}
