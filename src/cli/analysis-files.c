// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/analysis-files.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <math.h>

#include "base/base-error.h"
#include "cli/pathway-files.h"
#include "plot/plot.h"

#define FIGURE_WIDTH  640 /* px */
#define FIGURE_HEIGHT 420

/* Lists of hops, by method. */
static const struct {
  const char *chart, *file;
} hop_lists[] = {
    [HOP_BY_P_HOP] = {"hops", "hops.csv"},
    [HOP_BY_IONDIFF] = {"iondiff", "iondiff-hops.csv"},
    [HOP_BY_IONDIFF_PLUS] = {"iondiff-plus", "iondiff-plus-hops.csv"},
};

/* Chart and list of hops would have one name. */
static const char *
curve_name(const Chart *chart)
{
  return g_str_equal(chart->id, "hops") ? "hop-lengths" : chart->id;
}

static void
add_text(JsonBuilder *json, const char *key, const char *text)
{
  if (!text)
    return;
  json_builder_set_member_name(json, key);
  json_builder_add_string_value(json, text);
}

static void
add_number(JsonBuilder *json, const char *key, double value)
{
  json_builder_set_member_name(json, key);
  if (isfinite(value))
    json_builder_add_double_value(json, value);
  else
    json_builder_add_null_value(json);
}

static void
add_count(JsonBuilder *json, const char *key, guint n)
{
  json_builder_set_member_name(json, key);
  json_builder_add_int_value(json, n);
}

static void
add_scalar(JsonBuilder *json, const char *name, const ChartScalar *scalar)
{
  json_builder_set_member_name(json, name);
  json_builder_begin_object(json);
  add_number(json, "value", scalar->value);
  if (isfinite(scalar->error))
    add_number(json, "error", scalar->error);
  add_text(json, "note", scalar->note);
  json_builder_end_object(json);
}

static gboolean
is_first_of_key(const GPtrArray *scalars, guint index)
{
  const ChartScalar *scalar = g_ptr_array_index(scalars, index);

  for (guint i = 0; i < index; i++)
    if (g_str_equal(((ChartScalar *)g_ptr_array_index(scalars, i))->key, scalar->key))
      return FALSE;
  return TRUE;
}

static void
add_labelled(JsonBuilder *json, const GPtrArray *scalars, guint first)
{
  const ChartScalar *scalar = g_ptr_array_index(scalars, first);
  const char *key = scalar->key;

  json_builder_set_member_name(json, key);
  json_builder_begin_object(json);
  for (guint i = first; i < scalars->len; i++) {
    scalar = g_ptr_array_index(scalars, i);
    if (g_str_equal(scalar->key, key))
      add_scalar(json, scalar->label, scalar);
  }
  json_builder_end_object(json);
}

static void
add_chart(JsonBuilder *json, const Chart *chart)
{
  json_builder_set_member_name(json, chart->id);
  json_builder_begin_object(json);
  add_text(json, "title", chart->title);
  add_text(json, "value", chart->value);
  add_text(json, "verdict", chart->verdict);
  for (guint i = 0; i < chart->scalars->len; i++) {
    const ChartScalar *scalar = g_ptr_array_index(chart->scalars, i);
    if (!is_first_of_key(chart->scalars, i))
      continue;
    if (*scalar->label)
      add_labelled(json, chart->scalars, i);
    else
      add_scalar(json, scalar->key, scalar);
  }
  json_builder_end_object(json);
}

static guint
count_events(const AnalysisResult *result, EventKind kind)
{
  guint n = 0;

  for (guint i = 0; i < result->events->len; i++)
    n += ((Event *)g_ptr_array_index(result->events, i))->kind == kind;
  return n;
}

static gboolean
is_hop(const Event *event, HopMethod method)
{
  return event->kind == EVENT_HOP && event->method == method;
}

static guint
count_hops(const AnalysisResult *result)
{
  guint n = 0;

  for (guint i = 0; i < result->events->len; i++)
    n += is_hop(g_ptr_array_index(result->events, i), HOP_BY_P_HOP);
  return n;
}

JsonBuilder *
analysis_summary(const AnalysisResult *result, const char *input)
{
  JsonBuilder *json = json_builder_new();

  json_builder_begin_object(json);
  add_text(json, "input", input);
  add_text(json, "formula", result->formula);
  add_count(json, "n_atoms", result->n_atoms);
  add_count(json, "n_frames", result->n_frames);
  add_number(json, "from_ps", result->from);
  add_number(json, "to_ps", result->to);
  json_builder_set_member_name(json, "quantities");
  json_builder_begin_object(json);
  for (guint i = 0; i < result->charts->len; i++)
    add_chart(json, g_ptr_array_index(result->charts, i));
  json_builder_end_object(json);
  add_count(json, "hops", count_hops(result));
  add_count(json, "rings_closed", count_events(result, EVENT_RING_BORN));
  add_count(json, "rings_opened", count_events(result, EVENT_RING_BROKEN));
  json_builder_set_member_name(json, "notes");
  json_builder_begin_array(json);
  for (guint i = 0; i < result->notes->len; i++)
    json_builder_add_string_value(json, g_ptr_array_index(result->notes, i));
  json_builder_end_array(json);
  json_builder_end_object(json);
  return json;
}

static void
append_number(GString *csv, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_c(csv, ',');
  g_string_append(csv, g_ascii_formatd(text, sizeof text, "%.6f", value));
}

static void
append_place(GString *csv, Vec3 r)
{
  append_number(csv, r.x);
  append_number(csv, r.y);
  append_number(csv, r.z);
}

static char *
list_hops(const AnalysisResult *result, HopMethod method)
{
  GString *csv = g_string_new("ion,time_ps,from_x_A,from_y_A,from_z_A,to_x_A,to_y_A,"
                              "to_z_A,length_A,duration_ps,back,left_ps,entered_ps\n");

  for (guint i = 0; i < result->events->len; i++) {
    const Event *event = g_ptr_array_index(result->events, i);
    if (!is_hop(event, method))
      continue;
    g_string_append_printf(csv, "%u", event->atom[0]);
    append_number(csv, event->time);
    append_place(csv, event->from);
    append_place(csv, event->to);
    append_number(csv, event->length);
    append_number(csv, event->duration);
    g_string_append_printf(csv, ",%d", event->back);
    append_number(csv, event->left);
    append_number(csv, event->entered);
    g_string_append_c(csv, '\n');
  }
  return g_string_free(csv, FALSE);
}

static char *
list_rings(const AnalysisResult *result)
{
  GString *csv = g_string_new("event,time_ps,size,kind,atoms\n");

  for (guint i = 0; i < result->events->len; i++) {
    const Event *event = g_ptr_array_index(result->events, i);
    if (event->kind != EVENT_RING_BORN && event->kind != EVENT_RING_BROKEN)
      continue;
    g_string_append(csv, event->kind == EVENT_RING_BORN ? "closed" : "opened");
    append_number(csv, event->time);
    g_string_append_printf(csv, ",%u,%s", event->n_atoms / 2,
                           event->king ? "king" : "primitive");
    for (guint k = 0; k < event->n_atoms; k++)
      g_string_append_printf(csv, "%c%u", k ? ' ' : ',', event->atom[k]);
    g_string_append_c(csv, '\n');
  }
  return g_string_free(csv, FALSE);
}

/* Takes text. */
static gboolean
write_text(const char *folder, const char *name, char *text, GError **error)
{
  g_autofree char *owned = text, *path = g_build_filename(folder, name, NULL);
  g_autoptr(GError) cause = NULL;

  if (g_file_set_contents(path, owned, -1, &cause))
    return TRUE;
  g_set_error_literal(error, VITRINE_ERROR, VITRINE_ERROR_FAILED, cause->message);
  return FALSE;
}

static gboolean
write_chart(const Chart *chart, const char *folder, GError **error)
{
  g_autofree char *csv = g_strdup_printf("%s.csv", curve_name(chart));
  g_autofree char *svg = g_strdup_printf("%s.svg", chart->id);
  g_autofree char *path = g_build_filename(folder, svg, NULL);
  PlotStyle style;

  plot_style_init(&style);
  return write_text(folder, csv, chart_to_csv(chart), error) &&
         plot_save(path, chart, &style, FIGURE_WIDTH, FIGURE_HEIGHT, error);
}

static char *
summary_text(const AnalysisResult *result, const char *input)
{
  g_autoptr(JsonBuilder) json = analysis_summary(result, input);
  g_autoptr(JsonNode) root = json_builder_get_root(json);

  return json_to_string(root, TRUE);
}

gboolean
analysis_files_write(const AnalysisResult *result, const char *input, const char *folder,
                     GError **error)
{
  if (g_mkdir_with_parents(folder, 0777) != 0) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("%s: the folder cannot be made: %s"), folder, g_strerror(errno));
    return FALSE;
  }
  for (guint i = 0; i < result->charts->len; i++) {
    const Chart *chart = g_ptr_array_index(result->charts, i);
    gboolean good = write_chart(chart, folder, error);
    for (guint m = 0; good && m < G_N_ELEMENTS(hop_lists); m++)
      if (g_str_equal(chart->id, hop_lists[m].chart))
        good =
            write_text(folder, hop_lists[m].file, list_hops(result, (HopMethod)m), error);
    if (good && (g_str_equal(chart->id, "rings3") || g_str_equal(chart->id, "rings")))
      good = write_text(folder, "ring-events.csv", list_rings(result), error);
    if (!good)
      return FALSE;
  }
  return pathway_files_write(result, folder, error) &&
         write_text(folder, "summary.json", summary_text(result, input), error);
}
