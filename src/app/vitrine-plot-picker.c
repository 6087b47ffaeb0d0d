// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-plot-picker.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/chart-about.h"
#include "app/vitrine-chart-about.h"
#include "run/observables.h"

#define TITLE_CHARS 32

struct _VitrinePlotPicker {
  GtkPopover parent_instance;

  GtkSearchEntry *search;
  GtkStack *stack;
  GtkListBox *list;
  VitrineChartAbout *about;

  GHashTable *checks; /* chart id → check image, borrowed from the list */
};

G_DEFINE_FINAL_TYPE(VitrinePlotPicker, vitrine_plot_picker, GTK_TYPE_POPOVER)

enum { SIGNAL_TOGGLED, SIGNAL_RESET, N_SIGNALS };

static guint signals[N_SIGNALS];

static const char *
row_id(GtkListBoxRow *row)
{
  return g_object_get_data(G_OBJECT(row), "chart-id");
}

static const Observable *
row_observable(GtkListBoxRow *row)
{
  return observables_find_chart(row_id(row), NULL);
}

static const char *
chart_title(const char *id)
{
  guint k;
  const Observable *about = observables_find_chart(id, &k);
  return gettext(about->chart[k].title);
}

static gboolean
contains(const char *text, const char *folded)
{
  g_autofree char *own = g_utf8_casefold(text, -1);
  return strstr(own, folded) != NULL;
}

static gboolean
explains(const char *id, const char *folded)
{
  const ChartAbout *about = chart_about_find(id);

  return about && contains(gettext(about->what), folded);
}

static gboolean
filter_cb(GtkListBoxRow *row, gpointer data)
{
  VitrinePlotPicker *self = data;
  const Observable *about = row_observable(row);
  g_autofree char *text =
      g_utf8_casefold(gtk_editable_get_text(GTK_EDITABLE(self->search)), -1);

  return !*text || contains(chart_title(row_id(row)), text) ||
         contains(gettext(about->help), text) || contains(row_id(row), text) ||
         explains(row_id(row), text) ||
         contains(observable_group_title(about->group), text);
}

static void
header_cb(GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  ObservableGroup group = row_observable(row)->group;

  if (before && row_observable(before)->group == group) {
    gtk_list_box_row_set_header(row, NULL);
    return;
  }
  GtkWidget *label = gtk_label_new(observable_group_title(group));
  gtk_label_set_xalign(GTK_LABEL(label), 0.0f);
  gtk_widget_add_css_class(label, "plot-group");
  gtk_list_box_row_set_header(row, label);
}

static int
sort_cb(GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  return (int)row_observable(a)->group - (int)row_observable(b)->group;
}

static void
search_cb(VitrinePlotPicker *self)
{
  gboolean any = FALSE;

  gtk_list_box_invalidate_filter(self->list);
  for (int i = 0; !any; i++) {
    GtkListBoxRow *row = gtk_list_box_get_row_at_index(self->list, i);
    if (!row)
      break;
    any = gtk_widget_get_child_visible(GTK_WIDGET(row));
  }
  gtk_stack_set_visible_child_name(self->stack, any ? "list" : "nothing");
}

static void
row_activated_cb(VitrinePlotPicker *self, GtkListBoxRow *row)
{
  g_signal_emit(self, signals[SIGNAL_TOGGLED], 0, row_id(row));
}

static void
shown_cb(VitrinePlotPicker *self)
{
  gtk_editable_set_text(GTK_EDITABLE(self->search), "");
  gtk_widget_grab_focus(GTK_WIDGET(self->search));
  GtkListBoxRow *first = gtk_list_box_get_row_at_index(self->list, 0);
  if (first)
    vitrine_chart_about_show(self->about, row_id(first));
}

static GtkWidget *
new_text(const char *text)
{
  GtkWidget *label = gtk_label_new(text);

  gtk_label_set_xalign(GTK_LABEL(label), 0.0f);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_label_set_max_width_chars(GTK_LABEL(label), TITLE_CHARS);
  return label;
}

/* The row under the pointer, or with the focus, is explained. */
static void
explain_cb(GtkEventController *controller)
{
  GtkWidget *row = gtk_event_controller_get_widget(controller);
  GtkWidget *picker = gtk_widget_get_ancestor(row, VITRINE_TYPE_PLOT_PICKER);

  if (picker)
    vitrine_chart_about_show(VITRINE_PLOT_PICKER(picker)->about,
                             row_id(GTK_LIST_BOX_ROW(row)));
}

static void
add_explanation(GtkWidget *row)
{
  GtkEventController *motion = gtk_event_controller_motion_new();
  GtkEventController *focus = gtk_event_controller_focus_new();

  g_signal_connect(motion, "enter", G_CALLBACK(explain_cb), NULL);
  g_signal_connect(focus, "enter", G_CALLBACK(explain_cb), NULL);
  gtk_widget_add_controller(row, motion);
  gtk_widget_add_controller(row, focus);
}

static void
add_row(VitrinePlotPicker *self, const Observable *about, guint index)
{
  const ObservableChart *chart = &about->chart[index];
  GtkWidget *row = gtk_list_box_row_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *check = gtk_image_new_from_icon_name("object-select-symbolic");

  gtk_widget_set_hexpand(texts, TRUE);
  gtk_box_append(GTK_BOX(texts), new_text(gettext(chart->title)));
  gtk_widget_set_opacity(check, 0.0);
  gtk_box_append(GTK_BOX(box), texts);
  gtk_box_append(GTK_BOX(box), check);
  gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 gettext(chart->title), -1);
  g_object_set_data(G_OBJECT(row), "chart-id", (gpointer)chart->id);
  g_hash_table_insert(self->checks, (gpointer)chart->id, check);
  add_explanation(row);
  gtk_list_box_append(self->list, row);
}

static void
fill(VitrinePlotPicker *self)
{
  for (guint i = 0; i < observables_count(); i++) {
    const Observable *about = observables_get(i);
    for (guint k = 0; k < observable_n_charts(about); k++)
      add_row(self, about, k);
  }
}

static void
reset_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit(widget, signals[SIGNAL_RESET], 0);
}

static void
vitrine_plot_picker_dispose(GObject *object)
{
  g_clear_pointer(&VITRINE_PLOT_PICKER(object)->checks, g_hash_table_unref);
  G_OBJECT_CLASS(vitrine_plot_picker_parent_class)->dispose(object);
}

static void
vitrine_plot_picker_class_init(VitrinePlotPickerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_plot_picker_dispose;
  g_type_ensure(VITRINE_TYPE_CHART_ABOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-plot-picker.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotPicker, search);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotPicker, stack);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotPicker, list);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotPicker, about);
  gtk_widget_class_install_action(widget_class, "plots.reset", NULL, reset_action);
  signals[SIGNAL_TOGGLED] =
      g_signal_new("toggled", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_RESET] =
      g_signal_new("reset", G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 0);
}

static void
vitrine_plot_picker_init(VitrinePlotPicker *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->checks = g_hash_table_new(g_str_hash, g_str_equal);
  fill(self);
  gtk_list_box_set_sort_func(self->list, sort_cb, NULL, NULL);
  gtk_list_box_set_header_func(self->list, header_cb, NULL, NULL);
  gtk_list_box_set_filter_func(self->list, filter_cb, self, NULL);
  g_signal_connect_swapped(self->search, "search-changed", G_CALLBACK(search_cb), self);
  g_signal_connect_swapped(self->list, "row-activated", G_CALLBACK(row_activated_cb),
                           self);
  g_signal_connect(self, "show", G_CALLBACK(shown_cb), NULL);
}

void
vitrine_plot_picker_set_chosen(VitrinePlotPicker *self, const char *const *ids)
{
  GHashTableIter iter;
  gpointer id, check;

  g_return_if_fail(VITRINE_IS_PLOT_PICKER(self) && ids != NULL);
  g_hash_table_iter_init(&iter, self->checks);
  while (g_hash_table_iter_next(&iter, &id, &check))
    gtk_widget_set_opacity(check, g_strv_contains(ids, id) ? 1.0 : 0.0);
}
