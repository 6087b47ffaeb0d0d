// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "model/series.h"

#include <math.h>
#include <string.h>

#include "model/species.h"

static const float neutral_grey[3] = {0.55f, 0.56f, 0.58f};

static void
free_series(Series *series)
{
  for (guint i = 0; i < series->n_marks; i++)
    g_free(series->mark[i].text);
  g_free(series->mark);
  g_free(series->name);
  g_free(series->x);
  g_free(series->y);
  g_free(series->error);
  g_free(series);
}

static void
free_scalar(ChartScalar *scalar)
{
  g_free(scalar->key);
  g_free(scalar->label);
  g_free(scalar->note);
  g_free(scalar);
}

Chart *
chart_new(const char *id, const char *title)
{
  g_return_val_if_fail(id != NULL && title != NULL, NULL);

  Chart *chart = g_atomic_rc_box_new0(Chart);
  chart->id = g_strdup(id);
  chart->title = g_strdup(title);
  chart_set_x_axis(chart, "", "", AXIS_LINEAR);
  chart_set_y_axis(chart, "", "", AXIS_LINEAR);
  chart->series = g_ptr_array_new_with_free_func((GDestroyNotify)free_series);
  chart->scalars = g_ptr_array_new_with_free_func((GDestroyNotify)free_scalar);
  return chart;
}

Chart *
chart_ref(const Chart *chart)
{
  g_return_val_if_fail(chart != NULL, NULL);

  return g_atomic_rc_box_acquire((gpointer)chart);
}

static void
clear_axis(Axis *axis)
{
  g_free(axis->title);
  g_free(axis->unit);
}

static void
clear_chart(Chart *chart)
{
  g_free(chart->id);
  g_free(chart->title);
  g_free(chart->value);
  g_free(chart->verdict);
  clear_axis(&chart->x);
  clear_axis(&chart->y);
  g_ptr_array_unref(chart->series);
  g_ptr_array_unref(chart->scalars);
}

void
chart_unref(Chart *chart)
{
  if (chart)
    g_atomic_rc_box_release_full(chart, (GDestroyNotify)clear_chart);
}

static void
set_axis(Axis *axis, const char *title, const char *unit, AxisScale scale)
{
  clear_axis(axis);
  axis->title = g_strdup(title);
  axis->unit = g_strdup(unit ? unit : "");
  axis->scale = scale;
}

void
chart_set_x_axis(Chart *chart, const char *title, const char *unit, AxisScale scale)
{
  g_return_if_fail(chart != NULL && title != NULL);

  set_axis(&chart->x, title, unit, scale);
}

void
chart_set_y_axis(Chart *chart, const char *title, const char *unit, AxisScale scale)
{
  g_return_if_fail(chart != NULL && title != NULL);

  set_axis(&chart->y, title, unit, scale);
}

void
chart_take_value(Chart *chart, char *value)
{
  g_return_if_fail(chart != NULL);

  g_free(chart->value);
  chart->value = value;
  chart->bound = FALSE;
}

void
chart_take_bound(Chart *chart, char *value)
{
  g_return_if_fail(chart != NULL);

  chart_take_value(chart, value);
  chart->bound = TRUE;
}

void
chart_take_verdict(Chart *chart, VerdictLevel level, char *verdict)
{
  g_return_if_fail(chart != NULL);

  g_free(chart->verdict);
  chart->verdict = verdict;
  chart->level = level;
}

void
chart_add_scalar(Chart *chart, const char *key, const char *label, double value,
                 double error, const char *note)
{
  g_return_if_fail(chart != NULL && key != NULL);

  ChartScalar *scalar = g_new0(ChartScalar, 1);
  scalar->key = g_strdup(key);
  scalar->label = g_strdup(label ? label : "");
  scalar->value = value;
  scalar->error = error;
  scalar->note = g_strdup(note);
  g_ptr_array_add(chart->scalars, scalar);
}

static void
copy_series(Chart *chart, const Series *from)
{
  Series *to =
      chart_add_series(chart, from->name, from->style, from->n, from->error != NULL);

  memcpy(to->x, from->x, from->n * sizeof *from->x);
  memcpy(to->y, from->y, from->n * sizeof *from->y);
  if (from->error)
    memcpy(to->error, from->error, from->n * sizeof *from->error);
  memcpy(to->rgb, from->rgb, sizeof from->rgb);
  to->ghost = from->ghost;
  to->dashed = from->dashed;
  for (guint i = 0; i < from->n_marks; i++)
    series_add_mark(to, from->mark[i].x, from->mark[i].y, from->mark[i].text);
}

Chart *
chart_copy(const Chart *chart)
{
  g_return_val_if_fail(chart != NULL, NULL);

  Chart *copy = chart_new(chart->id, chart->title);
  chart_set_x_axis(copy, chart->x.title, chart->x.unit, chart->x.scale);
  chart_set_y_axis(copy, chart->y.title, chart->y.unit, chart->y.scale);
  chart_take_value(copy, g_strdup(chart->value));
  copy->bound = chart->bound;
  chart_take_verdict(copy, chart->level, g_strdup(chart->verdict));
  for (guint i = 0; i < chart->series->len; i++)
    copy_series(copy, g_ptr_array_index(chart->series, i));
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *s = g_ptr_array_index(chart->scalars, i);
    chart_add_scalar(copy, s->key, s->label, s->value, s->error, s->note);
  }
  return copy;
}

/* Longer endings stand before those that they end with. */
static const struct {
  const char *ending, *unit;
} units[] = {
    {"_A2_per_ps", "Å²/ps"},
    {"_cm2_per_s", "cm²/s"},
    {"_g_per_cm3", "g/cm³"},
    {"_S_per_cm", "S/cm"},
    {"_S_per_m", "S/m"},
    {"_eV_per_A", "eV/Å"},
    {"_eV_per_K", "eV/K"},
    {"_K_per_ps", "K/ps"},
    {"_per_ps", "ps⁻¹"},
    {"_and_ps", "ps⁻¹"}, /* per ion and ps */
    {"_per_nm3", "nm⁻³"},
    {"_per_A3", "Å⁻³"},
    {"_per_A", "Å⁻¹"},
    {"_per_K", "K⁻¹"},
    {"_A2", "Å²"},
    {"_A3", "Å³"},
    {"_GPa", "GPa"},
    {"_deg", "°"},
    {"_meV", "meV"},
    {"_eV", "eV"},
    {"_ps", "ps"},
    {"_ns", "ns"},
    {"_fs", "fs"},
    {"_A", "Å"},
    {"_K", "K"},
};

void
chart_scalar_words(const char *key, char **name, const char **unit)
{
  g_return_if_fail(key != NULL && name != NULL && unit != NULL);

  gsize length = strlen(key);

  *unit = "";
  for (guint i = 0; i < G_N_ELEMENTS(units); i++) {
    if (!g_str_has_suffix(key, units[i].ending))
      continue;
    *unit = units[i].unit;
    length -= strlen(units[i].ending);
    break;
  }
  *name = g_strndup(key, length);
  for (gsize i = 0; i < length; i++)
    if ((*name)[i] == '_' && i != 1)
      (*name)[i] = ' ';
}

Series *
chart_add_series(Chart *chart, const char *name, SeriesStyle style, guint n,
                 gboolean with_error)
{
  g_return_val_if_fail(chart != NULL && name != NULL, NULL);

  Series *series = g_new0(Series, 1);
  series->name = g_strdup(name);
  series->style = style;
  series->temperature = NAN;
  series->n = n;
  series->x = g_new0(double, n);
  series->y = g_new0(double, n);
  series->error = with_error ? g_new0(double, n) : NULL;
  memcpy(series->rgb, neutral_grey, sizeof series->rgb);
  g_ptr_array_add(chart->series, series);
  return series;
}

void
series_set_species(Series *series, const char *symbol)
{
  g_return_if_fail(series != NULL);

  const Element *element = symbol ? element_lookup(symbol) : NULL;
  memcpy(series->rgb, element ? element->rgb : neutral_grey, sizeof series->rgb);
}

void
series_add_mark(Series *series, double x, double y, const char *text)
{
  g_return_if_fail(series != NULL);

  series->mark = g_renew(SeriesMark, series->mark, series->n_marks + 1);
  series->mark[series->n_marks++] = (SeriesMark){x, y, g_strdup(text)};
}

/* One that holds the separator, quotes or line ends stands in quotes. */
static void
append_text(GString *table, const char *text, char separator)
{
  const char special[] = {separator, '"', '\n', '\0'};

  if (!strpbrk(text, special)) {
    g_string_append(table, text);
    return;
  }
  g_string_append_c(table, '"');
  for (const char *p = text; *p; p++) {
    if (*p == '"')
      g_string_append_c(table, '"');
    g_string_append_c(table, *p);
  }
  g_string_append_c(table, '"');
}

static void
append_axis(GString *table, const Axis *axis, char separator)
{
  g_autofree char *text = *axis->unit
                              ? g_strdup_printf("%s (%s)", axis->title, axis->unit)
                              : g_strdup(axis->title);

  append_text(table, text, separator);
  g_string_append_c(table, separator);
}

static void
append_number(GString *table, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (isfinite(value))
    g_string_append(table, g_ascii_formatd(text, sizeof text, "%.10g", value));
}

/* In a file every curve must be told from the others, in the same words everywhere. */
static char *
name_in_file(const Series *series)
{
  if (!series->ghost)
    return g_strdup(series->name);
  if (!isfinite(series->temperature))
    return g_strdup_printf("%s (before)", series->name);
  return g_strdup_printf("%s (before, %.0f K)", series->name, series->temperature);
}

static void
append_series(GString *table, const Series *series, char separator)
{
  g_autofree char *name = name_in_file(series);

  for (guint i = 0; i < series->n; i++) {
    append_text(table, name, separator);
    g_string_append_c(table, separator);
    append_number(table, series->x[i]);
    g_string_append_c(table, separator);
    append_number(table, series->y[i]);
    g_string_append_c(table, separator);
    append_number(table, series->error ? series->error[i] : NAN);
    g_string_append_c(table, '\n');
  }
}

static char *
to_table(const Chart *chart, char separator)
{
  GString *table = g_string_new("series");

  g_string_append_c(table, separator);
  append_axis(table, &chart->x, separator);
  append_axis(table, &chart->y, separator);
  g_string_append(table, "error\n");
  for (guint i = 0; i < chart->series->len; i++)
    append_series(table, g_ptr_array_index(chart->series, i), separator);
  return g_string_free(table, FALSE);
}

char *
chart_to_csv(const Chart *chart)
{
  g_return_val_if_fail(chart != NULL, NULL);

  return to_table(chart, ',');
}

char *
chart_to_tsv(const Chart *chart)
{
  g_return_val_if_fail(chart != NULL, NULL);

  return to_table(chart, '\t');
}
