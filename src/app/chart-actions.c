// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/chart-actions.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>

#include "app/chart-file.h"
#include "run/observables.h"

typedef struct {
  GtkWidget *widget; /* owns this */
  VitrinePlot *plot;
  GSimpleActionGroup *group;    /* owned */
  GtkFileChooserNative *dialog; /* owned while it is open */
} ChartActions;

static void
chart_actions_free(ChartActions *self)
{
  g_clear_object(&self->dialog);
  g_clear_object(&self->group);
  g_free(self);
}

/* A window of a plot alone lacks the actions of the one that it belongs to. */
static void
ask_window(ChartActions *self, const char *action, GVariant *parameter)
{
  GtkRoot *root = gtk_widget_get_root(self->widget);
  GtkWindow *parent = root ? gtk_window_get_transient_for(GTK_WINDOW(root)) : NULL;
  g_autoptr(GVariant) kept = parameter ? g_variant_ref_sink(parameter) : NULL;

  if (!gtk_widget_activate_action_variant(self->widget, action, kept) && parent)
    gtk_widget_activate_action_variant(GTK_WIDGET(parent), action, kept);
}

static void
toast(ChartActions *self, const char *text)
{
  ask_window(self, "win.toast", g_variant_new_string(text));
}

static void
choose_hops_cb(GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ask_window(data, "win.hop-choices", NULL);
}

static void
response_cb(GtkNativeDialog *native, int response, ChartActions *self)
{
  g_autoptr(GtkFileChooserNative) dialog = g_steal_pointer(&self->dialog);
  Chart *chart = vitrine_plot_get_chart(self->plot);
  g_autoptr(GError) error = NULL;

  if (response != GTK_RESPONSE_ACCEPT || !chart)
    return;
  g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
  const char *path = file ? g_file_peek_path(file) : NULL;
  if (path && !chart_file_save(path, chart, &error))
    toast(self, error->message);
}

static void
save_as_cb(GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ChartActions *self = data;
  Chart *chart = vitrine_plot_get_chart(self->plot);
  if (!chart || self->dialog)
    return;

  const char *suffix = g_variant_get_string(parameter, NULL);
  g_autofree char *name = g_strdup_printf("%s.%s", chart->id, suffix);
  GtkWindow *window = GTK_WINDOW(gtk_widget_get_root(self->widget));
  self->dialog = gtk_file_chooser_native_new(_("Save plot"), window,
                                             GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_file_chooser_set_current_name(GTK_FILE_CHOOSER(self->dialog), name);
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(self->dialog), TRUE);
  g_signal_connect(self->dialog, "response", G_CALLBACK(response_cb), self);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(self->dialog));
}

/* The chart as a file of this suffix; NULL when it cannot be written. */
static GBytes *
file_bytes(const Chart *chart, const char *suffix)
{
  g_autofree char *folder = g_dir_make_tmp("vitrine-XXXXXX", NULL);
  char *data = NULL;
  gsize length = 0;

  if (!folder)
    return NULL;
  g_autofree char *name = g_strdup_printf("chart.%s", suffix);
  g_autofree char *path = g_build_filename(folder, name, NULL);
  if (chart_file_save(path, chart, NULL))
    g_file_get_contents(path, &data, &length, NULL);
  g_remove(path);
  g_rmdir(folder);
  return data ? g_bytes_new_take(data, length) : NULL;
}

static void
add_bytes(GPtrArray *providers, const char *mime, GBytes *bytes)
{
  if (bytes)
    g_ptr_array_add(providers, gdk_content_provider_new_for_bytes(mime, bytes));
}

static GdkContentProvider *
join(GPtrArray *providers)
{
  return gdk_content_provider_new_union((GdkContentProvider **)providers->pdata,
                                        providers->len);
}

GdkContentProvider *
chart_actions_picture(const Chart *chart)
{
  g_autoptr(GPtrArray) providers = g_ptr_array_new();
  g_autoptr(GBytes) png = file_bytes(chart, "png");
  g_autoptr(GBytes) svg = file_bytes(chart, "svg");

  add_bytes(providers, "image/png", png);
  add_bytes(providers, "image/svg+xml", svg);
  return join(providers);
}

GdkContentProvider *
chart_actions_numbers(const Chart *chart)
{
  g_autoptr(GPtrArray) providers = g_ptr_array_new();
  char *text = chart_to_csv(chart);
  g_autoptr(GBytes) csv = g_bytes_new_take(text, strlen(text));
  g_autofree char *table = chart_to_tsv(chart);

  g_ptr_array_add(providers, gdk_content_provider_new_typed(G_TYPE_STRING, table));
  add_bytes(providers, "text/csv", csv);
  return join(providers);
}

/* Takes content. */
static void
copy(ChartActions *self, GdkContentProvider *content, const char *done)
{
  gdk_clipboard_set_content(gtk_widget_get_clipboard(self->widget), content);
  g_object_unref(content);
  toast(self, done);
}

static void
copy_picture_cb(GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ChartActions *self = data;
  Chart *chart = vitrine_plot_get_chart(self->plot);

  if (chart)
    copy(self, chart_actions_picture(chart), _("Plot copied"));
}

static void
copy_numbers_cb(GSimpleAction *action, GVariant *parameter, gpointer data)
{
  ChartActions *self = data;
  Chart *chart = vitrine_plot_get_chart(self->plot);

  if (chart)
    copy(self, chart_actions_numbers(chart), _("Numbers copied"));
}

static void
log_toggled_cb(GSimpleAction *action, GVariant *state, VitrinePlot *plot)
{
  g_object_set(plot, g_action_get_name(G_ACTION(action)), g_variant_get_boolean(state),
               NULL);
}

static void
log_changed_cb(GSimpleAction *action, GParamSpec *pspec, VitrinePlot *plot)
{
  gboolean on;

  g_object_get(plot, g_action_get_name(G_ACTION(action)), &on, NULL);
  g_simple_action_set_state(action, g_variant_new_boolean(on));
}

static void
add_log(GActionMap *map, VitrinePlot *plot, const char *axis)
{
  g_autofree char *notify = g_strconcat("notify::", axis, NULL);
  g_autofree char *possible = g_strconcat("can-", axis, NULL);
  g_autoptr(GSimpleAction) action =
      g_simple_action_new_stateful(axis, NULL, g_variant_new_boolean(FALSE));

  g_signal_connect_object(action, "change-state", G_CALLBACK(log_toggled_cb), plot, 0);
  g_signal_connect_object(plot, notify, G_CALLBACK(log_changed_cb), action,
                          G_CONNECT_SWAPPED);
  g_object_bind_property(plot, possible, action, "enabled", G_BINDING_SYNC_CREATE);
  log_changed_cb(action, NULL, plot);
  g_action_map_add_action(map, G_ACTION(action));
}

void
chart_actions_add(GtkWidget *widget, VitrinePlot *plot)
{
  static const GActionEntry entries[] = {
      {"save-as", save_as_cb, "s", NULL, NULL, {0}},
      {"copy-picture", copy_picture_cb, NULL, NULL, NULL, {0}},
      {"copy-numbers", copy_numbers_cb, NULL, NULL, NULL, {0}},
      {"choose-hops", choose_hops_cb, NULL, NULL, NULL, {0}},
  };
  g_return_if_fail(GTK_IS_WIDGET(widget) && VITRINE_IS_PLOT(plot));

  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new();
  ChartActions *self = g_new0(ChartActions, 1);
  self->widget = widget;
  self->plot = plot;
  g_object_set_data_full(G_OBJECT(widget), "chart-actions", self,
                         (GDestroyNotify)chart_actions_free);
  g_action_map_add_action_entries(G_ACTION_MAP(group), entries, G_N_ELEMENTS(entries),
                                  self);
  add_log(G_ACTION_MAP(group), plot, "log-x");
  add_log(G_ACTION_MAP(group), plot, "log-y");
  self->group = g_object_ref(group);
  gtk_widget_insert_action_group(widget, "chart", G_ACTION_GROUP(group));
}

void
chart_actions_concern(GtkWidget *widget, const char *id)
{
  ChartActions *self = g_object_get_data(G_OBJECT(widget), "chart-actions");
  const Observable *about = observables_find_chart(id, NULL);
  GAction *action = g_action_map_lookup_action(G_ACTION_MAP(self->group), "choose-hops");

  g_simple_action_set_enabled(G_SIMPLE_ACTION(action),
                              about && (about->group == OBSERVABLE_HOPS ||
                                        g_strcmp0(about->leader, "hops") == 0));
}
