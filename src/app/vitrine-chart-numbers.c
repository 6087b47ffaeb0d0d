// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-chart-numbers.h"

#include <glib/gi18n.h>
#include <math.h>

#include "model/format-number.h"
#include "plot/plot-legend.h"
#include "plot/plot.h"

#define DIGITS 5

typedef enum { COLUMN_CURVE, COLUMN_X, COLUMN_Y, N_COLUMNS } Column;

struct _VitrineChartNumbers {
  GtkWidget parent_instance;

  GtkGrid *results;
  GtkColumnView *view;

  GtkStringList *rows; /* one per point; its text does not matter, its place does */
  GtkColumnViewColumn *column[N_COLUMNS];
  GtkMultiSelection *selection;
  GHashTable *cells; /* GtkListItem that are bound, borrowed */
  Chart *chart;
};

G_DEFINE_FINAL_TYPE(VitrineChartNumbers, vitrine_chart_numbers, GTK_TYPE_WIDGET)

static guint
count_points(const Chart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->series->len; i++)
    n += ((Series *)g_ptr_array_index(chart->series, i))->n;
  return n;
}

/* The curve that row (of all points) belongs to; row becomes the point's place in it. */
static const Series *
find_point(const Chart *chart, guint *row)
{
  for (guint i = 0; i < chart->series->len; i++) {
    const Series *series = g_ptr_array_index(chart->series, i);
    if (*row < series->n)
      return series;
    *row -= series->n;
  }
  return NULL;
}

static char *
curve_text(const Series *series)
{
  g_autofree char *ghost = series->ghost ? plot_legend_ghost_text(series) : NULL;

  return ghost ? g_strdup_printf("%s, %s", series->name, ghost) : g_strdup(series->name);
}

static char *
cell_text(const Chart *chart, Column column, guint row)
{
  const Series *series = find_point(chart, &row);

  if (!series)
    return g_strdup("");
  if (column == COLUMN_CURVE)
    return curve_text(series);
  double value = column == COLUMN_X ? series->x[row] : series->y[row];
  double error = column == COLUMN_Y && series->error ? series->error[row] : NAN;
  if (!isfinite(value))
    return g_strdup("");
  return error > 0.0 && isfinite(error) ? number_format_error(value, error)
                                        : number_format_short(value, DIGITS);
}

static void
fill_cell(VitrineChartNumbers *self, GtkListItem *item)
{
  Column column = GPOINTER_TO_INT(g_object_get_data(G_OBJECT(item), "column"));
  g_autofree char *text =
      cell_text(self->chart, column, gtk_list_item_get_position(item));

  gtk_label_set_text(GTK_LABEL(gtk_list_item_get_child(item)), text);
}

static void
setup_cb(GtkListItemFactory *factory, GtkListItem *item, gpointer column)
{
  GtkWidget *label = gtk_label_new(NULL);

  gtk_label_set_xalign(GTK_LABEL(label), 0.0f);
  g_object_set_data(G_OBJECT(item), "column", column);
  gtk_list_item_set_child(item, label);
}

static void
bind_cb(VitrineChartNumbers *self, GtkListItem *item)
{
  g_hash_table_add(self->cells, item);
  fill_cell(self, item);
}

static void
unbind_cb(VitrineChartNumbers *self, GtkListItem *item)
{
  if (self->cells)
    g_hash_table_remove(self->cells, item);
}

static void
add_column(VitrineChartNumbers *self, Column column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new();

  g_signal_connect(factory, "setup", G_CALLBACK(setup_cb), GINT_TO_POINTER(column));
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object(factory, "unbind", G_CALLBACK(unbind_cb), self,
                          G_CONNECT_SWAPPED);
  self->column[column] = gtk_column_view_column_new(NULL, factory);
  gtk_column_view_column_set_expand(self->column[column], TRUE);
  gtk_column_view_append_column(self->view, self->column[column]);
  g_object_unref(self->column[column]);
}

static char *
axis_words(const Axis *axis)
{
  return *axis->unit ? g_strdup_printf("%s (%s)", axis->title, axis->unit)
                     : g_strdup(axis->title);
}

static void
name_columns(VitrineChartNumbers *self)
{
  g_autofree char *x = axis_words(&self->chart->x), *y = axis_words(&self->chart->y);

  gtk_column_view_column_set_title(self->column[COLUMN_CURVE], _("Curve"));
  gtk_column_view_column_set_title(self->column[COLUMN_X], x);
  gtk_column_view_column_set_title(self->column[COLUMN_Y], y);
}

/* Rows that stay keep their place; their numbers are written anew. */
static void
show_points(VitrineChartNumbers *self)
{
  guint had = g_list_model_get_n_items(G_LIST_MODEL(self->rows));
  guint has = count_points(self->chart);

  name_columns(self);
  if (has < had)
    gtk_string_list_splice(self->rows, has, had - has, NULL);
  for (guint i = had; i < has; i++)
    gtk_string_list_append(self->rows, "");
  GHashTableIter iter;
  gpointer item;
  g_hash_table_iter_init(&iter, self->cells);
  while (g_hash_table_iter_next(&iter, &item, NULL))
    fill_cell(self, item);
}

static void
add_result(VitrineChartNumbers *self, int row, int column, const char *text, gboolean dim)
{
  GtkWidget *label = gtk_label_new(NULL);
  g_autofree char *markup = plot_markup(text);

  gtk_label_set_markup(GTK_LABEL(label), markup);
  gtk_label_set_xalign(GTK_LABEL(label), 0.0f);
  gtk_label_set_selectable(GTK_LABEL(label), TRUE);
  if (dim)
    gtk_widget_add_css_class(label, "dim-label");
  gtk_grid_attach(self->results, label, column, row, 1, 1);
}

static char *
result_text(const ChartScalar *scalar, const char *unit)
{
  g_autofree char *number = NULL;

  if (!isfinite(scalar->value))
    return g_strdup("–");
  number = isfinite(scalar->error) && scalar->error > 0.0
               ? number_format_error(scalar->value, scalar->error)
               : number_format_short(scalar->value, DIGITS);
  return g_strdup_printf("%s%s%s", number, *unit ? " " : "", unit);
}

static void
show_result(VitrineChartNumbers *self, int row, const ChartScalar *scalar)
{
  g_autofree char *name = NULL;
  const char *unit;

  chart_scalar_words(scalar->key, &name, &unit);
  g_autofree char *text = result_text(scalar, unit);
  add_result(self, row, 0, name, FALSE);
  add_result(self, row, 1, scalar->label, TRUE);
  add_result(self, row, 2, text, FALSE);
  add_result(self, row, 3, scalar->note ? scalar->note : "", TRUE);
}

static void
show_results(VitrineChartNumbers *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self->results))))
    gtk_grid_remove(self->results, child);
  if (self->chart->scalars->len == 0)
    add_result(self, 0, 0, _("No results yet"), TRUE);
  for (guint i = 0; i < self->chart->scalars->len; i++)
    show_result(self, (int)i, g_ptr_array_index(self->chart->scalars, i));
}

static void
refresh(VitrineChartNumbers *self)
{
  if (!self->chart || !gtk_widget_get_mapped(GTK_WIDGET(self)))
    return;
  show_results(self);
  show_points(self);
}

/* Lines of a table whose index is in rows. */
static char *
select_lines(const char *table, GtkBitset *rows)
{
  g_auto(GStrv) lines = g_strsplit(table, "\n", -1);
  GString *text = g_string_new(lines[0]);

  g_string_append_c(text, '\n');
  for (guint i = 1; lines[0] && lines[i]; i++)
    if (*lines[i] && gtk_bitset_contains(rows, i - 1))
      g_string_append_printf(text, "%s\n", lines[i]);
  return g_string_free(text, FALSE);
}

char *
vitrine_chart_numbers_copy_text(VitrineChartNumbers *self)
{
  g_return_val_if_fail(VITRINE_IS_CHART_NUMBERS(self) && self->chart, NULL);

  GtkSelectionModel *model = GTK_SELECTION_MODEL(self->selection);
  g_autoptr(GtkBitset) rows = gtk_selection_model_get_selection(model);
  g_autofree char *table = chart_to_tsv(self->chart);
  return gtk_bitset_is_empty(rows) ? g_steal_pointer(&table) : select_lines(table, rows);
}

static void
copy_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineChartNumbers *self = VITRINE_CHART_NUMBERS(widget);

  if (!self->chart)
    return;
  g_autofree char *text = vitrine_chart_numbers_copy_text(self);
  gdk_clipboard_set_text(gtk_widget_get_clipboard(widget), text);
}

static void
vitrine_chart_numbers_map(GtkWidget *widget)
{
  GTK_WIDGET_CLASS(vitrine_chart_numbers_parent_class)->map(widget);
  refresh(VITRINE_CHART_NUMBERS(widget));
}

static void
vitrine_chart_numbers_dispose(GObject *object)
{
  VitrineChartNumbers *self = VITRINE_CHART_NUMBERS(object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  g_clear_pointer(&self->cells, g_hash_table_unref);
  g_clear_object(&self->selection);
  g_clear_object(&self->rows);
  g_clear_pointer(&self->chart, chart_unref);
  G_OBJECT_CLASS(vitrine_chart_numbers_parent_class)->dispose(object);
}

static void
vitrine_chart_numbers_class_init(VitrineChartNumbersClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_chart_numbers_dispose;
  widget_class->map = vitrine_chart_numbers_map;
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-chart-numbers.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineChartNumbers, results);
  gtk_widget_class_bind_template_child(widget_class, VitrineChartNumbers, view);
  gtk_widget_class_install_action(widget_class, "numbers.copy", NULL, copy_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                      "numbers.copy", NULL);
}

static void
vitrine_chart_numbers_init(VitrineChartNumbers *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->cells = g_hash_table_new(NULL, NULL);
  self->rows = gtk_string_list_new(NULL);
  for (Column column = 0; column < N_COLUMNS; column++)
    add_column(self, column);
  self->selection = gtk_multi_selection_new(G_LIST_MODEL(g_object_ref(self->rows)));
  gtk_column_view_set_model(self->view, GTK_SELECTION_MODEL(self->selection));
}

void
vitrine_chart_numbers_set_chart(VitrineChartNumbers *self, Chart *chart)
{
  g_return_if_fail(VITRINE_IS_CHART_NUMBERS(self) && chart != NULL);
  if (chart == self->chart)
    return;
  g_clear_pointer(&self->chart, chart_unref);
  self->chart = chart_ref(chart);
  refresh(self);
}
