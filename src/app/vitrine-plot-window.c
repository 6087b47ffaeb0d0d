// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-plot-window.h"

#include "app/vitrine-chart-numbers.h"
#include "app/vitrine-plot.h"

struct _VitrinePlotWindow {
  AdwWindow parent_instance;

  GtkStack *stack;
  VitrinePlot *plot;
  VitrineChartNumbers *numbers;
};

G_DEFINE_FINAL_TYPE(VitrinePlotWindow, vitrine_plot_window, ADW_TYPE_WINDOW)

static void
show_chart(VitrinePlotWindow *self, Chart *chart)
{
  vitrine_plot_set_chart(self->plot, chart);
  vitrine_chart_numbers_set_chart(self->numbers, chart);
  gtk_window_set_title(GTK_WINDOW(self), chart->title);
}

static void
chart_changed_cb(VitrinePlotWindow *self, const char *id, VitrineSession *session)
{
  Chart *chart = vitrine_session_get_chart(session, id);

  if (chart && g_str_equal(id, vitrine_plot_get_chart(self->plot)->id))
    show_chart(self, chart);
}

static void
vitrine_plot_window_class_init(VitrinePlotWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  g_type_ensure(VITRINE_TYPE_PLOT);
  g_type_ensure(VITRINE_TYPE_CHART_NUMBERS);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-plot-window.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, plot);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, numbers);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close",
                                      NULL);
}

static void
vitrine_plot_window_init(VitrinePlotWindow *self)
{
  g_autoptr(GSimpleActionGroup) actions = g_simple_action_group_new();
  static const char *const axes[] = {"log-x", "log-y"};

  gtk_widget_init_template(GTK_WIDGET(self));
  vitrine_plot_set_figure(self->plot, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS(axes); i++) {
    g_autoptr(GPropertyAction) action =
        g_property_action_new(axes[i], self->plot, axes[i]);
    g_action_map_add_action(G_ACTION_MAP(actions), G_ACTION(action));
  }
  gtk_widget_insert_action_group(GTK_WIDGET(self), "axes", G_ACTION_GROUP(actions));
}

GtkWindow *
vitrine_plot_window_new(GtkWindow *parent, VitrineSession *session, Chart *chart,
                        gboolean numbers)
{
  g_return_val_if_fail(chart != NULL, NULL);

  VitrinePlotWindow *self = g_object_new(VITRINE_TYPE_PLOT_WINDOW, "transient-for",
                                         parent, "destroy-with-parent", TRUE, NULL);
  show_chart(self, chart);
  if (numbers)
    gtk_stack_set_visible_child_name(self->stack, "numbers");
  if (session)
    g_signal_connect_object(session, "chart-changed", G_CALLBACK(chart_changed_cb), self,
                            G_CONNECT_SWAPPED);
  return GTK_WINDOW(self);
}
