// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-potential-chooser.h"

#include <glib/gi18n.h>
#include <string.h>

#include "app/format.h"
#include "app/potential-offer.h"
#include "app/recent-models.h"
#include "potential/learned/committee-model.h"
#include "potential/potential-set.h"
#include "run/potential-trial.h"

struct _VitrinePotentialChooser {
  AdwWindow parent_instance;

  GtkListBox *list;
  GtkStack *verdict_stack;
  GtkLabel *cost_label, *reason_label;
  GtkWidget *first_drives_row;
  GtkSwitch *first_drives_switch;

  Scene *scene;       /* owned */
  GHashTable *trials; /* potential → PotentialTrial, owned */
  GCancellable *cancellable;
  char *trying; /* what the worker measures, or NULL */
};

G_DEFINE_FINAL_TYPE(VitrinePotentialChooser, vitrine_potential_chooser, ADW_TYPE_WINDOW)

enum { SIGNAL_CHOSEN, N_SIGNALS };

static guint signals[N_SIGNALS];

static const PotentialOffer *
offer_of(GtkListBoxRow *row)
{
  return row ? g_object_get_data(G_OBJECT(row), "offer") : NULL;
}

static const PotentialOffer *
looked_at(VitrinePotentialChooser *self)
{
  return offer_of(gtk_list_box_get_selected_row(self->list));
}

/* The committee as the switch says who drives it. Owner: caller. */
static char *
potential_of(VitrinePotentialChooser *self, const PotentialOffer *offer)
{
  g_auto(GStrv) members = committee_split(offer->potential, NULL);

  if (!members)
    return g_strdup(offer->potential);
  return committee_join((const char *const *)members,
                        gtk_switch_get_active(self->first_drives_switch));
}

static void
say(VitrinePotentialChooser *self, const char *page, const char *text)
{
  gboolean is_reason = g_str_equal(page, "reason");

  gtk_label_set_text(is_reason ? self->reason_label : self->cost_label, text);
  gtk_stack_set_visible_child_name(self->verdict_stack, page);
}

static void
say_cost(VitrinePotentialChooser *self, const PotentialTrial *trial)
{
  g_autofree char *steps = potential_offer_number(trial->steps_per_second);
  g_autofree char *number = potential_offer_number(trial->us_per_atom);
  g_autofree char *cost = g_strdup_printf("%s µs", number);
  /* Translators: steps per second, atoms, "60 µs" */
  g_autofree char *text =
      g_strdup_printf(_("≈ %s steps/s with these %u atoms here, %s per atom and step"),
                      steps, self->scene->start->n_atoms, cost);

  say(self, "cost", text);
}

static void show_verdict(VitrinePotentialChooser *self);

/* What a worker needs to try, and what it found. */
typedef struct {
  Scene *scene;
  char *potential;
  PotentialTrial trial;
} Trial;

static void
trial_free(Trial *trial)
{
  scene_free(trial->scene);
  g_free(trial->potential);
  g_free(trial);
}

static void
try_in_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Trial *trial = data;
  GError *error = NULL;

  if (potential_trial(trial->scene, trial->potential, &trial->trial, &error))
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

static void
tried_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  VitrinePotentialChooser *self = VITRINE_POTENTIAL_CHOOSER(source);
  Trial *trial = g_task_get_task_data(G_TASK(result));
  g_autoptr(GError) error = NULL;

  gboolean good = g_task_propagate_boolean(G_TASK(result), &error);
  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_pointer(&self->trying, g_free);
  PotentialTrial *found = g_new0(PotentialTrial, 1);
  if (good)
    *found = trial->trial;
  g_hash_table_replace(self->trials, g_strdup(trial->potential), found);
  show_verdict(self);
}

/* One at a time: two would measure each other. */
static void
begin_trial(VitrinePotentialChooser *self, const char *potential)
{
  if (self->trying)
    return;
  Trial *trial = g_new0(Trial, 1);
  trial->scene = scene_copy(self->scene);
  trial->potential = g_strdup(potential);
  self->trying = g_strdup(potential);
  g_autoptr(GTask) task = g_task_new(self, self->cancellable, tried_cb, NULL);
  g_task_set_task_data(task, trial, (GDestroyNotify)trial_free);
  g_task_run_in_thread(task, try_in_thread);
}

static void
show_verdict(VitrinePotentialChooser *self)
{
  const PotentialOffer *offer = looked_at(self);

  gtk_widget_action_set_enabled(GTK_WIDGET(self), "chooser.use", offer && !offer->reason);
  g_auto(GStrv) members = offer ? committee_split(offer->potential, NULL) : NULL;
  gtk_widget_set_visible(self->first_drives_row, members != NULL);
  if (!offer || offer->reason) {
    say(self, "reason", offer ? offer->reason : "");
    return;
  }
  const PotentialTrial *known = g_hash_table_lookup(self->trials, offer->potential);
  if (known && known->steps_per_second > 0.0)
    say_cost(self, known);
  else if (known)
    say(self, "cost", _("The cost could not be measured."));
  else {
    say(self, "cost", _("Measuring a few steps…"));
    begin_trial(self, offer->potential);
  }
}

static void
selected_cb(VitrinePotentialChooser *self)
{
  if (self->scene) /* not while everything is taken down */
    show_verdict(self);
}

static GtkWidget *
line_of(const char *text, const char *const *classes)
{
  GtkWidget *label = gtk_label_new(text);

  gtk_label_set_xalign(GTK_LABEL(label), 0.0f);
  gtk_label_set_wrap(GTK_LABEL(label), TRUE);
  gtk_widget_set_visible(label, *text != '\0');
  gtk_widget_set_css_classes(label, (const char **)classes);
  return label;
}

static GtkWidget *
row_of(VitrinePotentialChooser *self, PotentialOffer *offer)
{
  static const char *const plain[] = {NULL},
                           *const dim[] = {"dim-label", "caption", NULL},
                           *const bad[] = {"error", "caption", NULL};
  GtkWidget *row = gtk_list_box_row_new();
  GtkWidget *box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 2);
  gboolean in_use = g_strcmp0(offer->potential, self->scene->potential) == 0;
  /* Translators: name of a potential */
  g_autofree char *title =
      g_strdup_printf(in_use ? _("%s (in use)") : "%s", offer->title);

  gtk_box_append(GTK_BOX(box), line_of(title, plain));
  gtk_box_append(GTK_BOX(box), line_of(offer->details, dim));
  gtk_box_append(GTK_BOX(box), line_of(offer->source, dim));
  if (offer->reason)
    gtk_box_append(GTK_BOX(box), line_of(offer->reason, bad));
  gtk_widget_add_css_class(box, "offer");
  gtk_list_box_row_set_child(GTK_LIST_BOX_ROW(row), box);
  gtk_accessible_update_property(GTK_ACCESSIBLE(row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                 offer->title, -1);
  g_object_set_data_full(G_OBJECT(row), "offer", offer,
                         (GDestroyNotify)potential_offer_free);
  return row;
}

static GtkListBoxRow *
find_row(VitrinePotentialChooser *self, const char *potential)
{
  GtkListBoxRow *row;

  for (int k = 0; (row = gtk_list_box_get_row_at_index(self->list, k)); k++)
    if (g_str_equal(offer_of(row)->potential, potential))
      return row;
  return NULL;
}

static GtkListBoxRow *
add_row(VitrinePotentialChooser *self, const char *potential)
{
  GtkListBoxRow *row = find_row(self, potential);

  if (row)
    return row;
  PotentialOffer *offer = potential_offer_new(potential, self->scene);
  GtkWidget *widget = row_of(self, offer);
  gtk_list_box_append(self->list, widget);
  return GTK_LIST_BOX_ROW(widget);
}

static void
header_cb(GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  gboolean learned = offer_of(row)->learned;

  if (before && offer_of(before)->learned == learned) {
    gtk_list_box_row_set_header(row, NULL);
    return;
  }
  GtkWidget *label = gtk_label_new(learned ? _("Learned models") : _("Pair potentials"));
  gtk_label_set_xalign(GTK_LABEL(label), 0.0f);
  gtk_widget_add_css_class(label, "heading");
  gtk_widget_add_css_class(label, "offer-heading");
  gtk_list_box_row_set_header(row, label);
}

/* Covered ones of a kind first. */
static int
order_cb(GtkListBoxRow *a, GtkListBoxRow *b, gpointer data)
{
  const PotentialOffer *p = offer_of(a), *q = offer_of(b);

  if (p->learned != q->learned)
    return p->learned ? 1 : -1;
  return (p->reason != NULL) - (q->reason != NULL);
}

static void
fill(VitrinePotentialChooser *self)
{
  g_auto(GStrv) recent = recent_models_list();

  for (const char *const *name = potential_set_names(); *name; name++)
    add_row(self, *name);
  for (char **path = recent; *path; path++)
    add_row(self, *path);
  GtkListBoxRow *in_use = add_row(self, self->scene->potential);
  gtk_list_box_select_row(self->list, in_use);
  gtk_window_set_focus(GTK_WINDOW(self), GTK_WIDGET(in_use)); /* so that it is seen */
}

static void
use_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrinePotentialChooser *self = VITRINE_POTENTIAL_CHOOSER(widget);
  const PotentialOffer *offer = looked_at(self);

  if (!offer || offer->reason)
    return;
  g_autofree char *potential = potential_of(self, offer);
  recent_models_remember(offer->potential);
  g_signal_emit(self, signals[SIGNAL_CHOSEN], 0, potential);
  gtk_window_close(GTK_WINDOW(self));
}

static void
opened_cb(GtkNativeDialog *dialog, int response, VitrinePotentialChooser *self)
{
  g_autoptr(GListModel) files = gtk_file_chooser_get_files(GTK_FILE_CHOOSER(dialog));
  g_autoptr(GPtrArray) paths = g_ptr_array_new_with_free_func(g_free);

  for (guint k = 0; k < g_list_model_get_n_items(files); k++) {
    g_autoptr(GFile) file = g_list_model_get_item(files, k);
    g_ptr_array_add(paths, g_file_get_path(file));
  }
  g_ptr_array_add(paths, NULL);
  if (response == GTK_RESPONSE_ACCEPT && paths->len > 1) {
    g_autofree char *potential = committee_join((const char *const *)paths->pdata, FALSE);
    vitrine_potential_chooser_offer(self, potential);
  }
  g_object_unref(dialog);
}

static void
open_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new(_("Open learned models"), GTK_WINDOW(widget),
                                  GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_chooser_set_select_multiple(GTK_FILE_CHOOSER(dialog), TRUE);
  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  g_signal_connect_object(dialog, "response", G_CALLBACK(opened_cb), widget, 0);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

static void
vitrine_potential_chooser_dispose(GObject *object)
{
  VitrinePotentialChooser *self = VITRINE_POTENTIAL_CHOOSER(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_pointer(&self->scene, scene_free);
  G_OBJECT_CLASS(vitrine_potential_chooser_parent_class)->dispose(object);
}

static void
vitrine_potential_chooser_finalize(GObject *object)
{
  VitrinePotentialChooser *self = VITRINE_POTENTIAL_CHOOSER(object);

  g_hash_table_unref(self->trials);
  g_object_unref(self->cancellable);
  g_free(self->trying);
  G_OBJECT_CLASS(vitrine_potential_chooser_parent_class)->finalize(object);
}

static void
vitrine_potential_chooser_class_init(VitrinePotentialChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_potential_chooser_dispose;
  G_OBJECT_CLASS(klass)->finalize = vitrine_potential_chooser_finalize;
  signals[SIGNAL_CHOSEN] =
      g_signal_new("chosen", VITRINE_TYPE_POTENTIAL_CHOOSER, G_SIGNAL_RUN_LAST, 0, NULL,
                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-potential-chooser.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrinePotentialChooser, child)
  BIND(list);
  BIND(verdict_stack);
  BIND(cost_label);
  BIND(reason_label);
  BIND(first_drives_row);
  BIND(first_drives_switch);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, selected_cb);
  gtk_widget_class_install_action(widget_class, "chooser.use", NULL, use_action);
  gtk_widget_class_install_action(widget_class, "chooser.open", NULL, open_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close",
                                      NULL);
}

static void
vitrine_potential_chooser_init(VitrinePotentialChooser *self)
{
  self->cancellable = g_cancellable_new();
  self->trials = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
  gtk_widget_init_template(GTK_WIDGET(self));
  gtk_list_box_set_header_func(self->list, header_cb, NULL, NULL);
  gtk_list_box_set_sort_func(self->list, order_cb, NULL, NULL);
}

VitrinePotentialChooser *
vitrine_potential_chooser_new(GtkWindow *parent, const Scene *scene)
{
  g_return_val_if_fail(scene && scene->start, NULL);
  VitrinePotentialChooser *self = g_object_new(
      VITRINE_TYPE_POTENTIAL_CHOOSER, "transient-for", parent, "modal", TRUE, NULL);

  self->scene = scene_copy(scene);
  fill(self);
  return self;
}

void
vitrine_potential_chooser_offer(VitrinePotentialChooser *self, const char *potential)
{
  g_return_if_fail(VITRINE_IS_POTENTIAL_CHOOSER(self));
  gtk_list_box_select_row(self->list, add_row(self, potential));
}

gboolean
vitrine_potential_chooser_is_ready(VitrinePotentialChooser *self)
{
  g_return_val_if_fail(VITRINE_IS_POTENTIAL_CHOOSER(self), FALSE);
  const PotentialOffer *offer = looked_at(self);
  return offer && !offer->reason;
}

const char *
vitrine_potential_chooser_get_verdict(VitrinePotentialChooser *self)
{
  g_return_val_if_fail(VITRINE_IS_POTENTIAL_CHOOSER(self), NULL);
  const PotentialOffer *offer = looked_at(self);
  return gtk_label_get_text(offer && offer->reason ? self->reason_label
                                                   : self->cost_label);
}
