// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-plot-card.h"

#include <glib/gi18n.h>

#include "app/chart-actions.h"
#include "plot/plot.h"

struct _VitrinePlotCard {
  GtkWidget parent_instance;

  GtkBox *head;
  GtkLabel *title_label;
  GtkLabel *value_label;
  GtkLabel *badge_label;
  GtkButton *measure_button;
  VitrinePlot *plot;

  PlotCardButton button;
};

G_DEFINE_FINAL_TYPE(VitrinePlotCard, vitrine_plot_card, GTK_TYPE_WIDGET)

enum {
  SIGNAL_MEASURE,
  SIGNAL_ENLARGE,
  SIGNAL_REMOVE,
  SIGNAL_MOVE,
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *const BADGE_CLASSES[] = {
    [VERDICT_NONE] = "wait",
    [VERDICT_GOOD] = "good",
    [VERDICT_NOTICE] = "notice",
    [VERDICT_WAIT] = "wait",
};

/* With real indices ("E_a"); what does not fit is told by the tooltip. */
static void
set_text(GtkLabel *label, const char *text)
{
  g_autofree char *markup = plot_markup(text ? text : "");

  if (g_strcmp0(markup, gtk_label_get_label(label)) == 0)
    return;
  gtk_label_set_markup(label, markup);
  gtk_widget_set_tooltip_markup(GTK_WIDGET(label), markup);
}

static void
show_badge(VitrinePlotCard *self, const Chart *chart)
{
  const char *classes[] = {"badge", "caption", "numeric", BADGE_CLASSES[chart->level],
                           NULL};
  /* An empty plot says its verdict itself. */
  gboolean visible = chart->verdict && *chart->verdict && chart->series->len > 0;

  set_text(self->badge_label, chart->verdict);
  gtk_widget_set_css_classes(GTK_WIDGET(self->badge_label), classes);
  gtk_widget_set_visible(GTK_WIDGET(self->badge_label), visible);
}

static void
enlarge(GtkWidget *widget, const char *action, GVariant *parameter)
{
  const char *page = g_variant_get_string(parameter, NULL);
  g_signal_emit(widget, signals[SIGNAL_ENLARGE], 0, g_str_equal(page, "numbers"));
}

static void
measure_cb(VitrinePlotCard *self)
{
  g_signal_emit(self, signals[SIGNAL_MEASURE], 0, self->button == PLOT_CARD_MEASURE);
}

static void
remove_card(GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit(widget, signals[SIGNAL_REMOVE], 0);
}

static void
move_card(GtkWidget *widget, const char *action, GVariant *parameter)
{
  g_signal_emit(widget, signals[SIGNAL_MOVE], 0, g_variant_get_int32(parameter));
}

static void
pressed_cb(VitrinePlotCard *self, int n_press)
{
  if (n_press == 2)
    g_signal_emit(self, signals[SIGNAL_ENLARGE], 0, FALSE);
}

static GdkContentProvider *
drag_cb(VitrinePlotCard *self)
{
  Chart *chart = vitrine_plot_get_chart(self->plot);
  return chart ? gdk_content_provider_new_typed(G_TYPE_STRING, chart->id) : NULL;
}

static void
drag_begin_cb(VitrinePlotCard *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new(GTK_WIDGET(self));
  gtk_drag_source_set_icon(source, picture, 24, 16);
}

static gboolean
drop_cb(VitrinePlotCard *self, const GValue *value)
{
  g_signal_emit(self, signals[SIGNAL_DROPPED], 0, g_value_get_string(value));
  return TRUE;
}

static void
add_gestures(VitrinePlotCard *self)
{
  GtkGesture *press = gtk_gesture_click_new();
  GtkDragSource *source = gtk_drag_source_new();
  GtkDropTarget *target = gtk_drop_target_new(G_TYPE_STRING, GDK_ACTION_MOVE);

  g_signal_connect_swapped(press, "pressed", G_CALLBACK(pressed_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->plot), GTK_EVENT_CONTROLLER(press));
  gtk_drag_source_set_actions(source, GDK_ACTION_MOVE);
  g_signal_connect_swapped(source, "prepare", G_CALLBACK(drag_cb), self);
  g_signal_connect_swapped(source, "drag-begin", G_CALLBACK(drag_begin_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->head), GTK_EVENT_CONTROLLER(source));
  g_signal_connect_swapped(target, "drop", G_CALLBACK(drop_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(target));
}

static void
vitrine_plot_card_dispose(GObject *object)
{
  VitrinePlotCard *self = VITRINE_PLOT_CARD(object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_plot_card_parent_class)->dispose(object);
}

static guint
install_signal(gpointer klass, const char *name, GType argument)
{
  return g_signal_new(name, G_TYPE_FROM_CLASS(klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, argument == G_TYPE_NONE ? 0 : 1, argument);
}

static void
install_signals(VitrinePlotCardClass *klass)
{
  signals[SIGNAL_MEASURE] = install_signal(klass, "measure", G_TYPE_BOOLEAN);
  signals[SIGNAL_ENLARGE] = install_signal(klass, "enlarge", G_TYPE_BOOLEAN);
  signals[SIGNAL_REMOVE] = install_signal(klass, "remove", G_TYPE_NONE);
  signals[SIGNAL_MOVE] = install_signal(klass, "move", G_TYPE_INT);
  signals[SIGNAL_DROPPED] = install_signal(klass, "dropped", G_TYPE_STRING);
}

static void
vitrine_plot_card_class_init(VitrinePlotCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_plot_card_dispose;
  g_type_ensure(VITRINE_TYPE_PLOT);
  gtk_widget_class_set_css_name(widget_class, "plotcard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-plot-card.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotCard, head);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotCard, title_label);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotCard, value_label);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotCard, badge_label);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotCard, measure_button);
  gtk_widget_class_bind_template_child(widget_class, VitrinePlotCard, plot);
  gtk_widget_class_install_action(widget_class, "plot.enlarge", "s", enlarge);
  gtk_widget_class_install_action(widget_class, "plot.remove", NULL, remove_card);
  gtk_widget_class_install_action(widget_class, "plot.move", "i", move_card);
  install_signals(klass);
}

static void
vitrine_plot_card_init(VitrinePlotCard *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_widget_add_css_class(GTK_WIDGET(self), "card");
  g_signal_connect_swapped(self->measure_button, "clicked", G_CALLBACK(measure_cb), self);
  add_gestures(self);
  chart_actions_add(GTK_WIDGET(self), self->plot);
}

GtkWidget *
vitrine_plot_card_new(void)
{
  return g_object_new(VITRINE_TYPE_PLOT_CARD, NULL);
}

/* Pale while it is only a bound. */
static void
show_value(VitrinePlotCard *self, const Chart *chart)
{
  set_text(self->value_label, chart->value);
  if (chart->bound)
    gtk_widget_add_css_class(GTK_WIDGET(self->value_label), "bound");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->value_label), "bound");
}

void
vitrine_plot_card_set_chart(VitrinePlotCard *self, Chart *chart)
{
  g_return_if_fail(VITRINE_IS_PLOT_CARD(self));
  g_return_if_fail(chart != NULL);
  if (chart == vitrine_plot_get_chart(self->plot))
    return;
  vitrine_plot_set_chart(self->plot, chart);
  chart_actions_concern(GTK_WIDGET(self), chart->id);
  set_text(self->title_label, chart->title);
  show_value(self, chart);
  show_badge(self, chart);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 chart->title, -1);
}

VitrinePlot *
vitrine_plot_card_get_plot(VitrinePlotCard *self)
{
  g_return_val_if_fail(VITRINE_IS_PLOT_CARD(self), NULL);
  return self->plot;
}

Chart *
vitrine_plot_card_get_chart(VitrinePlotCard *self)
{
  return vitrine_plot_get_chart(self->plot);
}

void
vitrine_plot_card_set_button(VitrinePlotCard *self, PlotCardButton button)
{
  g_return_if_fail(VITRINE_IS_PLOT_CARD(self));
  if (button == self->button)
    return;
  self->button = button;
  gtk_widget_set_visible(GTK_WIDGET(self->measure_button), button != PLOT_CARD_NO_BUTTON);
  if (button != PLOT_CARD_NO_BUTTON)
    gtk_button_set_label(self->measure_button,
                         button == PLOT_CARD_STOP ? _("Stop") : _("Measure"));
}

guint
vitrine_plot_card_get_draw_count(VitrinePlotCard *self)
{
  return vitrine_plot_get_draw_count(self->plot);
}
