// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-hop-choices.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "model/format-number.h"
#include "model/observer-choices.h"
#include "plot/plot.h"

#define N_LIVE 6 /* the first ones belong to p_hop */

/* As the command line names them; about says what the number means, or what stands for it
 * when it is automatic. */
static const struct {
  const char *name, *unit, *title, *about;
} choices[] = {
    {"hop-window", "ps", N_("Half window w"),
     N_("Long against a vibration, short against the stay in a cage")},
    {"hop-threshold", "Å²", N_("Least p_hop of a hop, p_c"),
     N_("Its root is the shortest hop")},
    {"hop-core", "Å", N_("Core of a cage"), N_("Else from the cage's own fluctuation")},
    {"hop-back", "ps", N_("A return counts as one within"),
     N_("After that it is a hop of its own")},
    {"hop-lag", "ps", N_("Hops go together within τ_c"),
     N_("Else the mean time in transit")},
    {"hop-reach", "Å", N_("and within d_c"),
     N_("Else the first minimum of the ions' g(r)")},
    {"cluster-window", "ps", N_("Window"), N_("Some stays in cages long")},
    {"cluster-smooth", "ps", N_("Running mean of the places"), N_("0: none")},
    {"cluster-most", "", N_("Most cages in the window"), N_("From 2 to 16")},
    {"cluster-core", "Å", N_("Core of a cage"), N_("Places in it make its centre")},
    {"cluster-least", "Å", N_("Least distance of two cages"), N_("Nearer ones are one")},
    {"silhouette", "", N_("Least silhouette of two cages"),
     N_("From −1 to 1: how clearly they are apart")},
};

struct _VitrineHopChoices {
  AdwWindow parent_instance;

  AdwPreferencesGroup *live_group, *cluster_group;
  GtkLabel *note_label;
  GtkEntry *entry[G_N_ELEMENTS(choices)];

  VitrineSession *session;
};

G_DEFINE_FINAL_TYPE(VitrineHopChoices, vitrine_hop_choices, ADW_TYPE_WINDOW)

/* NAN: automatic. */
static double
usual_value(guint k)
{
  ObserverChoice choice;

  return observer_choice_find(choices[k].name, &choice) ? choice.usual : NAN;
}

/* What is not usual, as one line of words; NULL with the reason in problem (owner:
 * caller) when something cannot be. */
static char *
read_choices(VitrineHopChoices *self, char **problem)
{
  g_autoptr(GString) text = g_string_new(NULL);

  for (guint k = 0; k < G_N_ELEMENTS(choices); k++) {
    const char *typed = gtk_editable_get_text(GTK_EDITABLE(self->entry[k]));
    char number[G_ASCII_DTOSTR_BUF_SIZE];
    ObserverChoice choice;
    double value;
    if (!*typed || !observer_choice_find(choices[k].name, &choice)) {
      gtk_widget_remove_css_class(GTK_WIDGET(self->entry[k]), "error");
      continue;
    }
    if (!format_parse_number(typed, &value) || value < choice.least ||
        value > choice.most || (choice.whole && value != round(value))) {
      gtk_widget_add_css_class(GTK_WIDGET(self->entry[k]), "error");
      /* Translators: a quantity, its least and greatest value, its unit */
      *problem = g_strdup_printf(_("%s: from %g to %g %s"), gettext(choices[k].title),
                                 choice.least, choice.most, choices[k].unit);
      return NULL;
    }
    gtk_widget_remove_css_class(GTK_WIDGET(self->entry[k]), "error");
    if (value != choice.usual)
      g_string_append_printf(text, "%s%s=%s", text->len ? " " : "", choices[k].name,
                             g_ascii_formatd(number, sizeof number, "%.12g", value));
  }
  return g_strdup(text->str);
}

static void
typed_cb(VitrineHopChoices *self)
{
  const RunStatus *status = vitrine_session_get_status(self->session);
  g_autofree char *problem = NULL;
  g_autofree char *text = read_choices(self, &problem);
  const char *what = status && status->trajectory
                         ? _("The file is read again, from its beginning.")
                         : _("Hops are counted anew from now on; the glass goes on.");
  g_autofree char *markup = plot_markup(problem ? problem : what);

  gtk_label_set_markup(self->note_label, markup);
  if (problem)
    gtk_widget_add_css_class(GTK_WIDGET(self->note_label), "error");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self->note_label), "error");
  gtk_widget_action_set_enabled(GTK_WIDGET(self), "choices.apply", text != NULL);
}

static void
apply_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineHopChoices *self = VITRINE_HOP_CHOICES(widget);
  g_autofree char *problem = NULL;
  g_autofree char *text = read_choices(self, &problem);

  if (!text)
    return;
  vitrine_session_choose_hops(self->session, *text ? text : NULL);
  gtk_window_close(GTK_WINDOW(self));
}

/* As in the words of text, else as usual. */
static void
show_choices(VitrineHopChoices *self, const char *text)
{
  g_auto(GStrv) words = g_strsplit(text ? text : "", " ", -1);

  for (guint k = 0; k < G_N_ELEMENTS(choices); k++) {
    g_autofree char *start = g_strconcat(choices[k].name, "=", NULL);
    double value = usual_value(k);
    for (char **word = words; *word; word++)
      if (g_str_has_prefix(*word, start))
        value = g_ascii_strtod(*word + strlen(start), NULL);
    g_autofree char *number = isnan(value) ? g_strdup("") : number_format_short(value, 6);
    gtk_editable_set_text(GTK_EDITABLE(self->entry[k]), number);
  }
}

static void
reset_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  show_choices(VITRINE_HOP_CHOICES(widget), NULL);
}

static GtkWidget *
make_entry(VitrineHopChoices *self, guint k)
{
  GtkWidget *entry = gtk_entry_new();
  double value = usual_value(k);
  g_autofree char *usual =
      isnan(value) ? g_strdup(_("automatic")) : number_format_short(value, 6);

  gtk_entry_set_placeholder_text(GTK_ENTRY(entry), usual);
  gtk_entry_set_alignment(GTK_ENTRY(entry), 1.0f);
  gtk_entry_set_input_purpose(GTK_ENTRY(entry), GTK_INPUT_PURPOSE_NUMBER);
  gtk_entry_set_activates_default(GTK_ENTRY(entry), TRUE);
  gtk_editable_set_width_chars(GTK_EDITABLE(entry), 10);
  gtk_editable_set_max_width_chars(GTK_EDITABLE(entry), 10);
  gtk_widget_set_valign(entry, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class(entry, "numeric");
  gtk_accessible_update_property(GTK_ACCESSIBLE(entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 gettext(choices[k].title), -1);
  g_signal_connect_swapped(entry, "changed", G_CALLBACK(typed_cb), self);
  self->entry[k] = GTK_ENTRY(entry);
  return entry;
}

static void
add_row(VitrineHopChoices *self, AdwPreferencesGroup *group, guint k)
{
  GtkWidget *row = adw_action_row_new(), *unit = gtk_label_new(choices[k].unit);
  GtkWidget *entry = make_entry(self, k);
  g_autofree char *title = plot_markup(gettext(choices[k].title));

  adw_preferences_row_set_title(ADW_PREFERENCES_ROW(row), title);
  adw_action_row_set_subtitle(ADW_ACTION_ROW(row), gettext(choices[k].about));
  gtk_label_set_xalign(GTK_LABEL(unit), 0.0f);
  gtk_label_set_width_chars(GTK_LABEL(unit), 3);
  gtk_widget_add_css_class(unit, "dim-label");
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), entry);
  adw_action_row_add_suffix(ADW_ACTION_ROW(row), unit);
  adw_action_row_set_activatable_widget(ADW_ACTION_ROW(row), entry);
  adw_preferences_group_add(group, row);
}

static void
vitrine_hop_choices_dispose(GObject *object)
{
  VitrineHopChoices *self = VITRINE_HOP_CHOICES(object);

  for (guint k = 0; k < G_N_ELEMENTS(choices); k++) {
    if (self->entry[k])
      g_signal_handlers_disconnect_by_func(self->entry[k], typed_cb, self);
    self->entry[k] = NULL;
  }
  g_clear_object(&self->session);
  G_OBJECT_CLASS(vitrine_hop_choices_parent_class)->dispose(object);
}

static void
vitrine_hop_choices_class_init(VitrineHopChoicesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_hop_choices_dispose;
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-hop-choices.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineHopChoices, live_group);
  gtk_widget_class_bind_template_child(widget_class, VitrineHopChoices, cluster_group);
  gtk_widget_class_bind_template_child(widget_class, VitrineHopChoices, note_label);
  gtk_widget_class_install_action(widget_class, "choices.apply", NULL, apply_action);
  gtk_widget_class_install_action(widget_class, "choices.reset", NULL, reset_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close",
                                      NULL);
}

static void
show_indices(AdwPreferencesGroup *group)
{
  g_autofree char *title = plot_markup(adw_preferences_group_get_title(group));
  g_autofree char *text = plot_markup(adw_preferences_group_get_description(group));

  adw_preferences_group_set_title(group, title);
  adw_preferences_group_set_description(group, text);
}

static void
vitrine_hop_choices_init(VitrineHopChoices *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  show_indices(self->live_group);
}

GtkWindow *
vitrine_hop_choices_new(GtkWindow *parent, VitrineSession *session)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(session), NULL);

  g_autofree char *text = NULL;
  VitrineHopChoices *self = g_object_new(VITRINE_TYPE_HOP_CHOICES, "transient-for",
                                         parent, "modal", TRUE, NULL);
  self->session = g_object_ref(session);
  for (guint k = 0; k < G_N_ELEMENTS(choices); k++)
    add_row(self, k < N_LIVE ? self->live_group : self->cluster_group, k);
  g_object_get(session, "hop-choices", &text, NULL);
  show_choices(self, text);
  typed_cb(self);
  return GTK_WINDOW(self);
}
