// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-model-facts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/potential-offer.h"
#include "app/vitrine-number-row.h"
#include "potential/learned/grade-basis.h"

struct _VitrineModelFacts {
  GtkWidget parent_instance;

  GtkLabel *kind_label, *elements_label, *range_label, *source_label, *cost_label;
  GtkLabel *deviation_label, *relaxing_label;
  GtkLabel *grade_label, *basis_label;
  GtkWidget *committee_box, *grade_box;
  GtkSwitch *wall_switch, *grade_switch;
  VitrineNumberRow *trust_row, *grade_row;

  VitrineSession *session;
  gboolean showing; /* what changes is no wish of a person */
};

G_DEFINE_FINAL_TYPE(VitrineModelFacts, vitrine_model_facts, GTK_TYPE_WIDGET)

static void
show_model(VitrineModelFacts *self)
{
  const ForceField *ff = vitrine_session_get_force_field(self->session);

  if (!ff || !ff->learned)
    return;
  const LearnedModel *model = ff->learned;
  g_autofree char *elements = potential_offer_elements(model);
  g_autofree char *source = potential_offer_provenance(model);
  g_autofree char *range = g_strdup_printf("%.1f Å", model->r_cut);

  self->showing = TRUE;
  gtk_label_set_text(self->kind_label, gettext(learned_kind_name(model->kind)));
  gtk_label_set_text(self->elements_label, elements);
  gtk_label_set_text(self->source_label, source);
  gtk_label_set_text(self->range_label, range);
  gtk_widget_set_sensitive(GTK_WIDGET(self->wall_switch), !model->has_wall);
  gtk_widget_set_tooltip_text(
      GTK_WIDGET(self->wall_switch),
      model->has_wall
          ? _("The model brings a repulsion of its own")
          : _("Repulsion of the nuclei below the shortest distances the model has seen"));
  gtk_switch_set_active(self->wall_switch, ff->wall || model->has_wall);
  gtk_widget_set_visible(self->committee_box, model->kind == LEARNED_COMMITTEE);
  gtk_widget_set_visible(self->grade_box, grade_basis_model(model) != NULL);
  gtk_label_set_text(self->basis_label, grade_basis_text(model));
  self->showing = FALSE;
}

static void
show_warned(GtkLabel *label, const char *text, gboolean warned)
{
  gtk_label_set_text(label, text);
  if (warned)
    gtk_widget_add_css_class(GTK_WIDGET(label), "warning");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(label), "warning");
}

static void
show_grade(VitrineModelFacts *self, const RunStatus *status)
{
  if (!isfinite(status->grade))
    return;
  g_autofree char *grade = g_strdup_printf("%.2f", status->grade);
  show_warned(self->grade_label, grade, status->grade > status->grade_limit);
  vitrine_number_row_set_value(self->grade_row, status->grade_limit);
  self->showing = TRUE;
  gtk_switch_set_active(self->grade_switch, status->grade_pause);
  self->showing = FALSE;
}

static void
show_deviation(VitrineModelFacts *self, const RunStatus *status)
{
  if (!isfinite(status->deviation))
    return;
  g_autofree char *deviation = g_strdup_printf("%.3f eV/Å", status->deviation);
  show_warned(self->deviation_label, deviation, status->deviation > status->trust);
  vitrine_number_row_set_value(self->trust_row, status->trust);
}

static void
show_status(VitrineModelFacts *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);

  if (!status)
    return;
  gboolean known = isfinite(status->us_per_atom);
  g_autofree char *number = known ? potential_offer_number(status->us_per_atom) : NULL;
  g_autofree char *cost = known ? g_strdup_printf("%s µs", number) : g_strdup("–");
  gtk_label_set_text(self->cost_label, cost);
  gtk_widget_set_visible(GTK_WIDGET(self->relaxing_label), status->relaxing);
  show_deviation(self, status);
  show_grade(self, status);
}

static void
wall_cb(VitrineModelFacts *self)
{
  if (self->showing || !self->session)
    return;
  vitrine_session_post(self->session,
                       &(Command){.kind = COMMAND_WALL,
                                  .integer = gtk_switch_get_active(self->wall_switch)});
}

static void
trust_cb(VitrineModelFacts *self, double value)
{
  if (self->session)
    vitrine_session_set_number(self->session, COMMAND_TRUST, value);
}

static void
grade_cb(VitrineModelFacts *self, double value)
{
  if (self->session)
    vitrine_session_set_number(self->session, COMMAND_GRADE_LIMIT, value);
}

static void
grade_pause_cb(VitrineModelFacts *self)
{
  if (self->showing || !self->session)
    return;
  vitrine_session_post(self->session,
                       &(Command){.kind = COMMAND_GRADE_PAUSE,
                                  .integer = gtk_switch_get_active(self->grade_switch)});
}

static void
vitrine_model_facts_dispose(GObject *object)
{
  VitrineModelFacts *self = VITRINE_MODEL_FACTS(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_model_facts_parent_class)->dispose(object);
}

static void
vitrine_model_facts_class_init(VitrineModelFactsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_model_facts_dispose;
  g_type_ensure(VITRINE_TYPE_NUMBER_ROW);
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-model-facts.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineModelFacts, child)
  BIND(kind_label);
  BIND(elements_label);
  BIND(range_label);
  BIND(source_label);
  BIND(cost_label);
  BIND(deviation_label);
  BIND(relaxing_label);
  BIND(committee_box);
  BIND(wall_switch);
  BIND(trust_row);
  BIND(grade_box);
  BIND(grade_label);
  BIND(grade_row);
  BIND(grade_switch);
  BIND(basis_label);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, wall_cb);
  gtk_widget_class_bind_template_callback(widget_class, trust_cb);
  gtk_widget_class_bind_template_callback(widget_class, grade_cb);
  gtk_widget_class_bind_template_callback(widget_class, grade_pause_cb);
}

static void
vitrine_model_facts_init(VitrineModelFacts *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}

void
vitrine_model_facts_set_session(VitrineModelFacts *self, VitrineSession *session)
{
  static const char *const models[] = {"scene-changed", "potential-switched",
                                       "force-field-changed"};
  static const char *const numbers[] = {"notify::us-per-atom", "notify::deviation",
                                        "notify::trust",       "notify::relaxing",
                                        "notify::grade",       "notify::grade-limit",
                                        "notify::grade-pause"};

  g_return_if_fail(VITRINE_IS_MODEL_FACTS(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  for (guint k = 0; k < G_N_ELEMENTS(models); k++)
    g_signal_connect_object(session, models[k], G_CALLBACK(show_model), self,
                            G_CONNECT_SWAPPED);
  for (guint k = 0; k < G_N_ELEMENTS(numbers); k++)
    g_signal_connect_object(session, numbers[k], G_CALLBACK(show_status), self,
                            G_CONNECT_SWAPPED);
  show_model(self);
  show_status(self);
}
