// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-plot.h"

#include <adwaita.h>
#include <math.h>

#include "plot/plot-legend.h"
#include "plot/plot.h"

#define FONT_SHRINK 0.82 /* of the interface's font: axis numbers are small print */
#define FIGURE_FONT 1.05 /* of the interface's font, where there is room */

struct _VitrinePlot {
  GtkWidget parent_instance;

  Chart *chart;
  gboolean legend, figure;
  PlotScale scale[2]; /* of x and y */
  gboolean can_log[2];
  double pointer_x, pointer_y; /* NAN: elsewhere */
  guint draw_count;
};

G_DEFINE_FINAL_TYPE(VitrinePlot, vitrine_plot, GTK_TYPE_WIDGET)

enum { PROP_LOG_X = 1, PROP_LOG_Y, PROP_CAN_LOG_X, PROP_CAN_LOG_Y, PROP_SCALES, N_PROPS };

static GParamSpec *props[N_PROPS];

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
  style->font_size = size * (self->figure ? FIGURE_FONT : FONT_SHRINK);
}

/* A choice of long ago may not fit what the chart shows now. */
static PlotScale
drawn_scale(const VitrinePlot *self, guint axis)
{
  gboolean vain = self->scale[axis] == PLOT_SCALE_LOG && !self->can_log[axis];

  return vain ? PLOT_SCALE_OWN : self->scale[axis];
}

static guint
count_named(const Chart *chart)
{
  guint n = 0;

  for (guint i = 0; i < chart->series->len; i++)
    n += plot_legend_is_named(g_ptr_array_index(chart->series, i));
  return n;
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
  style.titles = self->figure;
  style.x_scale = drawn_scale(self, 0);
  style.y_scale = drawn_scale(self, 1);
  style.legend = self->legend && (self->figure || count_named(self->chart) == 1);
  style.pointer_x = self->pointer_x;
  style.pointer_y = self->pointer_y;
  choose_font(self, &style);

  cairo_t *cr = gtk_snapshot_append_cairo(
      snapshot, &GRAPHENE_RECT_INIT(0.0f, 0.0f, (float)width, (float)height));
  plot_draw(cr, self->chart, &style, width, height);
  cairo_destroy(cr);
  self->draw_count++;
}

static gboolean
is_log(VitrinePlot *self, guint axis)
{
  if (self->scale[axis] != PLOT_SCALE_OWN)
    return self->scale[axis] == PLOT_SCALE_LOG;
  if (!self->chart)
    return FALSE;
  return (axis == 0 ? &self->chart->x : &self->chart->y)->scale == AXIS_LOG;
}

static void
set_log(VitrinePlot *self, guint axis, gboolean log)
{
  if (log == is_log(self, axis))
    return;
  self->scale[axis] = log ? PLOT_SCALE_LOG : PLOT_SCALE_LINEAR;
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_LOG_X + axis]);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_SCALES]);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static const char *const scale_words[2][3] = {
    {[PLOT_SCALE_LINEAR] = "linear-x", [PLOT_SCALE_LOG] = "log-x"},
    {[PLOT_SCALE_LINEAR] = "linear-y", [PLOT_SCALE_LOG] = "log-y"},
};

static char *
get_scales(VitrinePlot *self)
{
  const char *x = scale_words[0][self->scale[0]], *y = scale_words[1][self->scale[1]];

  return g_strconcat(x ? x : "", x && y ? " " : "", y ? y : "", NULL);
}

static PlotScale
find_scale(const char *const *words, guint axis)
{
  for (PlotScale scale = PLOT_SCALE_LINEAR; scale <= PLOT_SCALE_LOG; scale++)
    if (g_strv_contains(words, scale_words[axis][scale]))
      return scale;
  return PLOT_SCALE_OWN;
}

static void
set_scales(VitrinePlot *self, const char *text)
{
  g_auto(GStrv) words = g_strsplit(text ? text : "", " ", -1);
  gboolean changed = FALSE;

  for (guint axis = 0; axis < 2; axis++) {
    PlotScale scale = find_scale((const char *const *)words, axis);
    gboolean log = is_log(self, axis);
    changed |= scale != self->scale[axis];
    self->scale[axis] = scale;
    if (is_log(self, axis) != log)
      g_object_notify_by_pspec(G_OBJECT(self), props[PROP_LOG_X + axis]);
  }
  if (!changed)
    return;
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_SCALES]);
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static gboolean
can_be_log(VitrinePlot *self, guint axis)
{
  return self->chart && plot_can_be_log(self->chart, axis == 1);
}

static void
vitrine_plot_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  VitrinePlot *self = VITRINE_PLOT(object);

  if (id == PROP_SCALES)
    g_value_take_string(value, get_scales(self));
  else if (id >= PROP_CAN_LOG_X)
    g_value_set_boolean(value, self->can_log[id - PROP_CAN_LOG_X]);
  else
    g_value_set_boolean(value, is_log(self, id - PROP_LOG_X));
}

static void
vitrine_plot_set_property(GObject *object, guint id, const GValue *value,
                          GParamSpec *pspec)
{
  if (id == PROP_SCALES)
    set_scales(VITRINE_PLOT(object), g_value_get_string(value));
  else
    set_log(VITRINE_PLOT(object), id - PROP_LOG_X, g_value_get_boolean(value));
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
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
  const GParamFlags flags =
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->dispose = vitrine_plot_dispose;
  object_class->get_property = vitrine_plot_get_property;
  object_class->set_property = vitrine_plot_set_property;
  props[PROP_LOG_X] = g_param_spec_boolean("log-x", NULL, NULL, FALSE, flags);
  props[PROP_LOG_Y] = g_param_spec_boolean("log-y", NULL, NULL, FALSE, flags);
  props[PROP_CAN_LOG_X] =
      g_param_spec_boolean("can-log-x", NULL, NULL, FALSE, flags & ~G_PARAM_WRITABLE);
  props[PROP_CAN_LOG_Y] =
      g_param_spec_boolean("can-log-y", NULL, NULL, FALSE, flags & ~G_PARAM_WRITABLE);
  props[PROP_SCALES] = g_param_spec_string("scales", NULL, NULL, "", flags);
  g_object_class_install_properties(object_class, N_PROPS, props);
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

static void
update_can_log(VitrinePlot *self)
{
  for (guint axis = 0; axis < 2; axis++) {
    gboolean can = can_be_log(self, axis);
    if (can == self->can_log[axis])
      continue;
    self->can_log[axis] = can;
    g_object_notify_by_pspec(G_OBJECT(self), props[PROP_CAN_LOG_X + axis]);
  }
}

void
vitrine_plot_set_chart(VitrinePlot *self, Chart *chart)
{
  g_return_if_fail(VITRINE_IS_PLOT(self));
  if (chart == self->chart)
    return;
  gboolean log_x = is_log(self, 0), log_y = is_log(self, 1);
  g_clear_pointer(&self->chart, chart_unref);
  self->chart = chart ? chart_ref(chart) : NULL;
  update_can_log(self);
  if (is_log(self, 0) != log_x)
    g_object_notify_by_pspec(G_OBJECT(self), props[PROP_LOG_X]);
  if (is_log(self, 1) != log_y)
    g_object_notify_by_pspec(G_OBJECT(self), props[PROP_LOG_Y]);
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

void
vitrine_plot_set_figure(VitrinePlot *self, gboolean figure)
{
  g_return_if_fail(VITRINE_IS_PLOT(self));
  self->figure = figure;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

guint
vitrine_plot_get_draw_count(VitrinePlot *self)
{
  g_return_val_if_fail(VITRINE_IS_PLOT(self), 0);
  return self->draw_count;
}
