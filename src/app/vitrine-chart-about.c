// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-chart-about.h"

#include <glib/gi18n.h>

#include "app/chart-about.h"
#include "plot/plot.h"
#include "run/observables.h"

struct _VitrineChartAbout {
  GtkWidget parent_instance;

  GtkLabel *title;
  GtkLabel *what;
  GtkLabel *formula;
  GtkLabel *source;
  GtkLabel *cost;
};

G_DEFINE_FINAL_TYPE(VitrineChartAbout, vitrine_chart_about, GTK_TYPE_WIDGET)

static void
show_text(GtkLabel *label, const char *text)
{
  g_autofree char *markup = plot_markup(text ? text : "");

  gtk_label_set_markup(label, markup);
  gtk_widget_set_visible(GTK_WIDGET(label), text != NULL);
}

static void
vitrine_chart_about_dispose(GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_chart_about_parent_class)->dispose(object);
}

static void
vitrine_chart_about_class_init(VitrineChartAboutClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_chart_about_dispose;
  gtk_widget_class_set_css_name(widget_class, "chartabout");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-chart-about.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineChartAbout, title);
  gtk_widget_class_bind_template_child(widget_class, VitrineChartAbout, what);
  gtk_widget_class_bind_template_child(widget_class, VitrineChartAbout, formula);
  gtk_widget_class_bind_template_child(widget_class, VitrineChartAbout, source);
  gtk_widget_class_bind_template_child(widget_class, VitrineChartAbout, cost);
}

static void
vitrine_chart_about_init(VitrineChartAbout *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
vitrine_chart_about_show(VitrineChartAbout *self, const char *id)
{
  guint k;

  g_return_if_fail(VITRINE_IS_CHART_ABOUT(self) && id != NULL);

  const Observable *observable = observables_find_chart(id, &k);
  const ChartAbout *about = chart_about_find(id);
  g_autofree char *cost = chart_about_cost(id);
  show_text(self->title, observable ? gettext(observable->chart[k].title) : NULL);
  show_text(self->what, about ? gettext(about->what) : NULL);
  show_text(self->formula, about ? about->formula : NULL);
  show_text(self->source, about ? about->source : NULL);
  show_text(self->cost, cost);
}
