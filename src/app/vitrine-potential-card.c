// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-potential-card.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/pair-curve.h"
#include "app/pair-list.h"
#include "app/steer-history.h"
#include "app/vitrine-model-facts.h"
#include "app/vitrine-number-row.h"
#include "app/vitrine-plot.h"
#include "app/vitrine-potential-chooser.h"
#include "potential/cutoff-step.h"
#include "potential/potential-set.h"
#include "potential/triple.h"

#define CHARGE_TOLERANCE 1e-9
#define MOST_STEPS       8 /* told in a tooltip */

/* The rows from top to bottom; the second charge belongs to the second species of a
 * cation–cation pair. */
typedef enum {
  ROW_CHARGE,
  ROW_CHARGE_OTHER,
  ROW_D,
  ROW_A,
  ROW_R0,
  ROW_C,
  ROW_TAPER,
  N_ROWS,
} Row;

static const ParamKind ROW_KIND[N_ROWS] = {
    [ROW_CHARGE] = PARAM_CHARGE, [ROW_CHARGE_OTHER] = PARAM_CHARGE,
    [ROW_D] = PARAM_MORSE_D,     [ROW_A] = PARAM_MORSE_A,
    [ROW_R0] = PARAM_MORSE_R0,   [ROW_C] = PARAM_C12,
    [ROW_TAPER] = PARAM_TAPER,
};

struct _VitrinePotentialCard {
  GtkWidget parent_instance;

  GtkDropDown *pair_drop_down;
  VitrinePlot *plot;
  VitrineNumberRow *charge_row, *charge_other_row, *d_row, *a_row, *r0_row, *c_row,
      *taper_row;
  GtkWidget *coulomb_label, *cutoff_box;
  GtkLabel *cutoff_label;
  GtkLabel *balance_label, *title_label;
  GtkWidget *pair_box;
  VitrineModelFacts *model_facts;

  VitrineSession *session;
  GArray *pairs; /* PairChoice */
};

G_DEFINE_FINAL_TYPE(VitrinePotentialCard, vitrine_potential_card, GTK_TYPE_WIDGET)

static VitrineNumberRow *
row_widget(VitrinePotentialCard *self, Row row)
{
  VitrineNumberRow *const widgets[N_ROWS] = {
      [ROW_CHARGE] = self->charge_row, [ROW_CHARGE_OTHER] = self->charge_other_row,
      [ROW_D] = self->d_row,           [ROW_A] = self->a_row,
      [ROW_R0] = self->r0_row,         [ROW_C] = self->c_row,
      [ROW_TAPER] = self->taper_row,
  };
  return widgets[row];
}

static const PairChoice *
chosen_pair(VitrinePotentialCard *self)
{
  guint selected = gtk_drop_down_get_selected(self->pair_drop_down);
  if (!self->pairs || selected >= self->pairs->len)
    return NULL;
  return &g_array_index(self->pairs, PairChoice, selected);
}

static gboolean
is_anion(const ForceField *ff, int type)
{
  return ff->species->element[type]->role == SPECIES_ANION;
}

/* The three-body term between the cations of a pair, or on both sides of its anion; or
 * NULL. */
static const TripleTerm *
pair_triple(const ForceField *ff, const PairChoice *pair)
{
  gboolean has_anion = is_anion(ff, pair->b);
  int centre = has_anion ? pair->b : force_field_anion(ff);

  return triple_find(ff, centre, pair->a, has_anion ? pair->a : pair->b);
}

static ParamChange
taper_param(const ForceField *ff, const TripleTerm *term)
{
  ParamChange param = {.kind = PARAM_TAPER};

  g_strlcpy(param.a, ff->species->element[term->end_a]->symbol, sizeof param.a);
  g_strlcpy(param.b, ff->species->element[term->end_b]->symbol, sizeof param.b);
  g_strlcpy(param.centre, ff->species->element[term->centre]->symbol,
            sizeof param.centre);
  return param;
}

static ParamChange
row_param(VitrinePotentialCard *self, Row row, const PairChoice *pair)
{
  const ForceField *ff = vitrine_session_get_force_field(self->session);
  const Element *a = ff->species->element[pair->a];
  const Element *b = ff->species->element[pair->b];
  ParamChange param = {.kind = ROW_KIND[row]};

  if (row == ROW_TAPER)
    return taper_param(ff, pair_triple(ff, pair));
  g_strlcpy(param.a, row == ROW_CHARGE_OTHER ? b->symbol : a->symbol, sizeof param.a);
  if (param.kind != PARAM_CHARGE)
    g_strlcpy(param.b, b->symbol, sizeof param.b);
  return param;
}

static gboolean
row_applies(const ForceField *ff, Row row, const PairChoice *pair)
{
  if (row == ROW_CHARGE)
    return TRUE;
  if (row == ROW_TAPER)
    return pair_triple(ff, pair) != NULL;
  if (row == ROW_CHARGE_OTHER)
    return pair->a != pair->b && !is_anion(ff, pair->b);
  return pair->short_range;
}

static void
show_taper_title(VitrineNumberRow *widget, const ParamChange *param,
                 const TripleTerm *term)
{
  /* Translators: three atoms such as B–O–Si, whose three-body term fades out */
  g_autofree char *title =
      g_strdup_printf(_("taper of %s–%s–%s"), param->a, param->centre, param->b);

  g_object_set(widget, "title", title, "upper", MIN(term->cut_a, term->cut_b), NULL);
}

static void
show_row(VitrinePotentialCard *self, Row row, const PairChoice *pair)
{
  const ForceField *now = vitrine_session_get_force_field(self->session);
  const ForceField *of_set = vitrine_session_get_force_field_of_set(self->session);
  VitrineNumberRow *widget = row_widget(self, row);
  gboolean applies = row_applies(now, row, pair);

  gtk_widget_set_visible(GTK_WIDGET(widget), applies);
  if (!applies)
    return;
  ParamChange param = row_param(self, row, pair);
  g_autofree char *label = format_parameter_name(&param);
  vitrine_number_row_set_label(widget, label);
  vitrine_number_row_set_reference(widget, potential_value(of_set, &param));
  vitrine_number_row_set_value(widget, potential_value(now, &param));
  if (row == ROW_TAPER)
    show_taper_title(widget, &param, pair_triple(now, pair));
  if (param.kind != PARAM_CHARGE)
    return;
  /* The anion's charge follows from those of the cations. */
  g_autofree char *title = g_strdup_printf(_("charge of %s"), param.a);
  g_object_set(widget, "title", title, NULL);
  vitrine_number_row_set_editable(widget, row != ROW_CHARGE || !is_anion(now, pair->a));
}

static void
show_curve(VitrinePotentialCard *self, const PairChoice *pair)
{
  const ForceField *now = vitrine_session_get_force_field(self->session);
  const ForceField *before = vitrine_session_get_force_field_before(self->session);
  g_autoptr(Chart) chart = pair_curve_chart(now, before, pair->a, pair->b);
  vitrine_plot_set_chart(self->plot, chart);
}

static void
show_balance(VitrinePotentialCard *self)
{
  const ForceField *now = vitrine_session_get_force_field(self->session);
  const ForceField *of_set = vitrine_session_get_force_field_of_set(self->session);
  gboolean steered = FALSE;
  int anion = -1;

  for (guint t = 0; t < now->species->n; t++) {
    steered |= fabs(now->charge[t] - of_set->charge[t]) > CHARGE_TOLERANCE;
    if (is_anion(now, (int)t))
      anion = (int)t;
  }
  gtk_widget_set_visible(GTK_WIDGET(self->balance_label), steered && anion >= 0);
  if (!steered || anion < 0)
    return;
  g_autofree char *charge = format_parameter(PARAM_CHARGE, now->charge[anion]);
  /* Translators: element symbol, its new charge in units of e */
  g_autofree char *text = g_strdup_printf(_("%s takes %s e: the cell stays neutral"),
                                          now->species->element[anion]->symbol, charge);
  gtk_label_set_text(self->balance_label, text);
}

/* What ends abruptly, the largest first. Owner: caller. */
static char *
describe_steps(const ForceField *ff)
{
  g_autoptr(GArray) steps = cutoff_steps(ff);
  GString *text = g_string_new(_("What is left where terms end:"));

  for (guint k = 0; k < MIN(steps->len, MOST_STEPS); k++) {
    g_autofree char *step =
        cutoff_step_describe(ff, &g_array_index(steps, CutoffStep, k));
    g_string_append_printf(text, "\n%s", step);
  }
  return g_string_free(text, FALSE);
}

static void
show_cutoffs(VitrinePotentialCard *self)
{
  const ForceField *now = vitrine_session_get_force_field(self->session);
  g_autofree char *warning = cutoff_warning(now);

  gtk_widget_set_visible(self->cutoff_box, warning != NULL);
  if (!warning)
    return;
  g_autofree char *steps = describe_steps(now);
  gtk_label_set_text(self->cutoff_label, warning);
  gtk_widget_set_tooltip_text(GTK_WIDGET(self->cutoff_label), steps);
}

static void
show_actions(VitrinePotentialCard *self)
{
  const ForceField *now = vitrine_session_get_force_field(self->session);
  const ForceField *of_set = vitrine_session_get_force_field_of_set(self->session);
  g_autoptr(GArray) changes = steer_differences(of_set, now);

  gtk_widget_action_set_enabled(GTK_WIDGET(self), "potential.reset", changes->len > 0);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "potential.undo",
                                vitrine_session_can_undo(self->session));
}

static void
show_pair(VitrinePotentialCard *self)
{
  const PairChoice *pair = chosen_pair(self);

  if (!pair || !vitrine_session_get_force_field(self->session))
    return;
  for (Row row = 0; row < N_ROWS; row++)
    show_row(self, row, pair);
  gtk_widget_set_visible(self->coulomb_label, !pair->short_range);
  show_curve(self, pair);
}

static void
pair_chosen_cb(VitrinePotentialCard *self)
{
  show_pair(self);
}

static void
force_field_changed_cb(VitrinePotentialCard *self)
{
  const ForceField *ff = vitrine_session_get_force_field(self->session);

  if (!ff)
    return;
  if (ff->learned)
    return;
  show_pair(self);
  show_balance(self);
  show_cutoffs(self);
  show_actions(self);
}

static void
fill_pairs(VitrinePotentialCard *self, const ForceField *ff)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);

  g_clear_pointer(&self->pairs, g_array_unref);
  self->pairs = pair_list_new(ff);
  for (guint i = 0; i < self->pairs->len; i++) {
    const PairChoice *pair = &g_array_index(self->pairs, PairChoice, i);
    g_autofree char *name = format_pair(ff->species->element[pair->a]->symbol,
                                        ff->species->element[pair->b]->symbol);
    gtk_string_list_append(names, name);
  }
  gtk_drop_down_set_model(self->pair_drop_down, G_LIST_MODEL(names));
  gtk_drop_down_set_selected(self->pair_drop_down, 0);
}

/* Numbers of pairs, or facts of a model. */
static void
show_kind(VitrinePotentialCard *self, const ForceField *ff)
{
  g_autofree char *title = NULL;

  g_object_get(self->session, "potential-title", &title, NULL);
  gtk_label_set_text(self->title_label, title ? title : "");
  gtk_widget_set_visible(self->pair_box, !ff->learned);
  gtk_widget_set_visible(GTK_WIDGET(self->pair_drop_down), !ff->learned);
  gtk_widget_set_visible(GTK_WIDGET(self->model_facts), ff->learned != NULL);
}

static void
scene_changed_cb(VitrinePotentialCard *self)
{
  const ForceField *ff = vitrine_session_get_force_field(self->session);

  if (!ff)
    return;
  show_kind(self, ff);
  fill_pairs(self, ff);
  force_field_changed_cb(self);
}

static void
edited_cb(VitrinePotentialCard *self, double value, VitrineNumberRow *widget)
{
  const PairChoice *pair = chosen_pair(self);

  if (!pair || !self->session)
    return;
  for (Row row = 0; row < N_ROWS; row++) {
    if (row_widget(self, row) != widget)
      continue;
    ParamChange change = row_param(self, row, pair);
    change.value = value;
    vitrine_session_set_param(self->session, &change);
    show_actions(self);
  }
}

static void
reset_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrinePotentialCard *self = VITRINE_POTENTIAL_CARD(widget);
  if (self->session)
    vitrine_session_reset_params(self->session);
}

static void
undo_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrinePotentialCard *self = VITRINE_POTENTIAL_CARD(widget);
  if (!self->session)
    return;
  vitrine_session_undo(self->session);
  show_actions(self);
}

/* The terms that heat fade out from now on. */
static void
taper_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrinePotentialCard *self = VITRINE_POTENTIAL_CARD(widget);
  const ForceField *ff =
      self->session ? vitrine_session_get_force_field(self->session) : NULL;

  for (guint k = 0; ff && k < ff->n_triples; k++) {
    const TripleTerm *term = &ff->triple[k];
    ParamChange change = taper_param(ff, term);
    change.value = cutoff_usual_taper(ff, term);
    if (term->taper < change.value)
      vitrine_session_set_param(self->session, &change);
  }
}

static void
chosen_cb(VitrinePotentialCard *self, const char *potential)
{
  vitrine_session_set_potential(self->session, potential);
}

static void
choose_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrinePotentialCard *self = VITRINE_POTENTIAL_CARD(widget);
  GtkRoot *root = gtk_widget_get_root(widget);
  g_autoptr(Scene) now = self->session ? vitrine_session_scene_now(self->session) : NULL;

  if (!now)
    return;
  VitrinePotentialChooser *chooser =
      vitrine_potential_chooser_new(GTK_IS_WINDOW(root) ? GTK_WINDOW(root) : NULL, now);
  g_signal_connect_object(chooser, "chosen", G_CALLBACK(chosen_cb), self,
                          G_CONNECT_SWAPPED);
  gtk_window_present(GTK_WINDOW(chooser));
}

static void
vitrine_potential_card_dispose(GObject *object)
{
  VitrinePotentialCard *self = VITRINE_POTENTIAL_CARD(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  g_clear_pointer(&self->pairs, g_array_unref);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_potential_card_parent_class)->dispose(object);
}

static void
vitrine_potential_card_class_init(VitrinePotentialCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_potential_card_dispose;
  g_type_ensure(VITRINE_TYPE_MODEL_FACTS);
  g_type_ensure(VITRINE_TYPE_NUMBER_ROW);
  g_type_ensure(VITRINE_TYPE_PLOT);
  gtk_widget_class_set_css_name(widget_class, "potentialcard");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-potential-card.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrinePotentialCard, child)
  BIND(pair_drop_down);
  BIND(plot);
  BIND(charge_row);
  BIND(charge_other_row);
  BIND(d_row);
  BIND(a_row);
  BIND(r0_row);
  BIND(c_row);
  BIND(taper_row);
  BIND(cutoff_box);
  BIND(cutoff_label);
  BIND(coulomb_label);
  BIND(balance_label);
  BIND(title_label);
  BIND(pair_box);
  BIND(model_facts);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, pair_chosen_cb);
  gtk_widget_class_bind_template_callback(widget_class, edited_cb);
  gtk_widget_class_install_action(widget_class, "potential.reset", NULL, reset_action);
  gtk_widget_class_install_action(widget_class, "potential.undo", NULL, undo_action);
  gtk_widget_class_install_action(widget_class, "potential.taper", NULL, taper_action);
  gtk_widget_class_install_action(widget_class, "potential.choose", NULL, choose_action);
}

static void
vitrine_potential_card_init(VitrinePotentialCard *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  vitrine_plot_set_legend(self->plot, FALSE);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "potential.reset", FALSE);
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "potential.undo", FALSE);
}

void
vitrine_potential_card_set_session(VitrinePotentialCard *self, VitrineSession *session)
{
  g_return_if_fail(VITRINE_IS_POTENTIAL_CARD(self));
  if (!g_set_object(&self->session, session) || !session)
    return;
  g_signal_connect_object(session, "scene-changed", G_CALLBACK(scene_changed_cb), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(session, "potential-switched", G_CALLBACK(scene_changed_cb),
                          self, G_CONNECT_SWAPPED);
  vitrine_model_facts_set_session(self->model_facts, session);
  g_signal_connect_object(session, "force-field-changed",
                          G_CALLBACK(force_field_changed_cb), self, G_CONNECT_SWAPPED);
  scene_changed_cb(self);
}

gboolean
vitrine_potential_card_select(VitrinePotentialCard *self, const char *a, const char *b)
{
  g_return_val_if_fail(VITRINE_IS_POTENTIAL_CARD(self), FALSE);
  const ForceField *ff = vitrine_session_get_force_field(self->session);
  int type_a = species_list_find(ff->species, a);
  int type_b = species_list_find(ff->species, b);

  for (guint i = 0; i < self->pairs->len; i++) {
    const PairChoice *pair = &g_array_index(self->pairs, PairChoice, i);
    gboolean straight = pair->a == type_a && pair->b == type_b;
    if (!straight && (pair->a != type_b || pair->b != type_a))
      continue;
    gtk_drop_down_set_selected(self->pair_drop_down, i);
    return TRUE;
  }
  return FALSE;
}
