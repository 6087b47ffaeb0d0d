// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-plot.h"

#include <adwaita.h>
#include <math.h>

#include "plot/plot.h"

#define FONT_SHRINK 0.82 /* of the interface's font: axis numbers are small print */

struct _VitrinePlot {
  GtkWidget parent_instance;

  Chart *chart;
  gboolean legend;
  double pointer_x, pointer_y; /* NAN: elsewhere */
  guint draw_count;
};

G_DEFINE_FINAL_TYPE(VitrinePlot, vitrine_plot, GTK_TYPE_WIDGET)

static void
motion_cb(VitrinePlot *self, double x, double y)
{
  self->pointer_x = x;
  self->pointer_y = y;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
leave_cb(VitrinePlot *self)
{
  motion_cb(self, NAN, NAN);
}

static void
choose_font(VitrinePlot *self, PlotStyle *style)
{
  PangoContext *context = gtk_widget_get_pango_context(GTK_WIDGET(self));
  const PangoFontDescription *font = pango_context_get_font_description(context);
  double size = pango_font_description_get_size(font) / (double)PANGO_SCALE;
  if (!pango_font_description_get_size_is_absolute(font))
    size *= 96.0 / 72.0;

  style->font = pango_font_description_get_family(font);
  style->font_size = size * FONT_SHRINK;
}

static void
vitrine_plot_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  VitrinePlot *self = VITRINE_PLOT(widget);
  int width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget);
  PlotStyle style;

  if (!self->chart || width < 8 || height < 8)
    return;
  plot_style_init(&style);
  style.dark = adw_style_manager_get_dark(adw_style_manager_get_default());
  style.titles = FALSE;
  style.legend = self->legend;
  style.pointer_x = self->pointer_x;
  style.pointer_y = self->pointer_y;
  choose_font(self, &style);

  cairo_t *cr = gtk_snapshot_append_cairo(
      snapshot, &GRAPHENE_RECT_INIT(0.0f, 0.0f, (float)width, (float)height));
  plot_draw(cr, self->chart, &style, width, height);
  cairo_destroy(cr);
  self->draw_count++;
}

static void
vitrine_plot_dispose(GObject *object)
{
  VitrinePlot *self = VITRINE_PLOT(object);

  g_clear_pointer(&self->chart, chart_unref);
  G_OBJECT_CLASS(vitrine_plot_parent_class)->dispose(object);
}

static void
vitrine_plot_class_init(VitrinePlotClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_plot_dispose;
  widget_class->snapshot = vitrine_plot_snapshot;
  gtk_widget_class_set_css_name(widget_class, "plot");
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vitrine_plot_init(VitrinePlot *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new();

  self->legend = TRUE;
  self->pointer_x = self->pointer_y = NAN;
  g_signal_connect_swapped(motion, "motion", G_CALLBACK(motion_cb), self);
  g_signal_connect_swapped(motion, "enter", G_CALLBACK(motion_cb), self);
  g_signal_connect_swapped(motion, "leave", G_CALLBACK(leave_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), motion);
  gtk_widget_set_overflow(GTK_WIDGET(self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect_object(adw_style_manager_get_default(), "notify::dark",
                          G_CALLBACK(gtk_widget_queue_draw), self, G_CONNECT_SWAPPED);
}

void
vitrine_plot_set_chart(VitrinePlot *self, Chart *chart)
{
  g_return_if_fail(VITRINE_IS_PLOT(self));
  if (chart == self->chart)
    return;
  g_clear_pointer(&self->chart, chart_unref);
  self->chart = chart ? chart_ref(chart) : NULL;
  if (chart)
    gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                   chart->title, -1);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

Chart *
vitrine_plot_get_chart(VitrinePlot *self)
{
  g_return_val_if_fail(VITRINE_IS_PLOT(self), NULL);
  return self->chart;
}

void
vitrine_plot_set_legend(VitrinePlot *self, gboolean legend)
{
  g_return_if_fail(VITRINE_IS_PLOT(self));
  self->legend = legend;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

guint
vitrine_plot_get_draw_count(VitrinePlot *self)
{
  g_return_val_if_fail(VITRINE_IS_PLOT(self), 0);
  return self->draw_count;
}
