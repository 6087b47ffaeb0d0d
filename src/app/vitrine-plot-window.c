// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-plot-window.h"

#include "app/chart-actions.h"
#include "app/vitrine-chart-about.h"
#include "app/vitrine-chart-numbers.h"

struct _VitrinePlotWindow {
  AdwWindow parent_instance;

  GtkStack *stack;
  VitrinePlot *plot;
  VitrineChartNumbers *numbers;
  VitrineChartAbout *about;
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
  g_type_ensure(VITRINE_TYPE_CHART_ABOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-plot-window.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, stack);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, plot);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, numbers);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotWindow, about);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close",
                                      NULL);
}

static void
vitrine_plot_window_init(VitrinePlotWindow *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  vitrine_plot_set_figure(self->plot, TRUE);
  chart_actions_add(GTK_WIDGET(self), self->plot);
}

GtkWindow *
vitrine_plot_window_new(GtkWindow *parent, VitrineSession *session, Chart *chart,
                        gboolean numbers)
{
  g_return_val_if_fail(chart != NULL, NULL);

  VitrinePlotWindow *self = g_object_new(VITRINE_TYPE_PLOT_WINDOW, "transient-for",
                                         parent, "destroy-with-parent", TRUE, NULL);
  show_chart(self, chart);
  vitrine_chart_about_show(self->about, chart->id);
  chart_actions_concern(GTK_WIDGET(self), chart->id);
  vitrine_plot_window_show_page(self, numbers);
  if (session)
    g_signal_connect_object(session, "chart-changed", G_CALLBACK(chart_changed_cb), self,
                            G_CONNECT_SWAPPED);
  return GTK_WINDOW(self);
}

void
vitrine_plot_window_show_page(VitrinePlotWindow *self, gboolean numbers)
{
  g_return_if_fail(VITRINE_IS_PLOT_WINDOW(self));
  gtk_stack_set_visible_child_name(self->stack, numbers ? "numbers" : "plot");
}

VitrinePlot *
vitrine_plot_window_get_plot(VitrinePlotWindow *self)
{
  g_return_val_if_fail(VITRINE_IS_PLOT_WINDOW(self), NULL);
  return self->plot;
}
