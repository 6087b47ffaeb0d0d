// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-new-glass.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/new-glass-plan.h"
#include "potential/potential-set.h"

struct _VitrineNewGlass {
  AdwWindow parent_instance;

  AdwComboRow *preset_row;
  AdwEntryRow *composition_row;
  AdwComboRow *potential_row;
  GtkSpinButton *atoms_spin;
  GtkSpinButton *density_spin;
  GtkWidget *estimate_button;
  GtkLabel *density_label;
  GtkSpinButton *temperature_spin;
  GtkSpinButton *seed_spin;
  GtkStack *verdict_stack;
  GtkLabel *counts_label;
  GtkLabel *cell_label;
  GtkLabel *reason_label;
  GtkWidget *form;
  GtkWidget *create_button;
  GtkSpinner *spinner;

  VitrineSession *session;
  gboolean density_given;
  gboolean showing; /* widgets are being set, not used */
  gboolean valid;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE(VitrineNewGlass, vitrine_new_glass, ADW_TYPE_WINDOW)

/* Rows of the preset chooser, in the order of vitrine-new-glass.ui; the last one stands
 * for whatever is typed. */
static const char *const PRESETS[] = {
    "Na2O-2SiO2",     "Na2O-4SiO2", "Na2O-6SiO2",          "Li2O-2SiO2",
    "Na2O-K2O-4SiO2", "SiO2",       "16Na2O-10CaO-74SiO2", "20Na2O-20Al2O3-60SiO2",
};

typedef struct {
  NewGlassInput input;
  char *composition; /* owned: what input points to */
} Job;

static Job *
job_new(VitrineNewGlass *self)
{
  Job *job = g_new0(Job, 1);
  job->composition = g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->composition_row)));
  job->input = (NewGlassInput){
      .composition = job->composition,
      .potential = potential_set_names()[adw_combo_row_get_selected(self->potential_row)],
      .n_atoms = (guint)gtk_spin_button_get_value_as_int(self->atoms_spin),
      .density =
          self->density_given ? gtk_spin_button_get_value(self->density_spin) : NAN,
      .temperature = gtk_spin_button_get_value(self->temperature_spin),
      .seed = (guint64)gtk_spin_button_get_value(self->seed_spin),
  };
  return job;
}

static void
job_free(Job *job)
{
  g_free(job->composition);
  g_free(job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static void
show_reason(VitrineNewGlass *self, const char *reason)
{
  gtk_label_set_text(self->reason_label, reason);
  gtk_stack_set_visible_child_name(self->verdict_stack, "reason");
}

static void
show_plan(VitrineNewGlass *self, const NewGlassPlan *plan)
{
  g_autofree char *atoms = format_integer(plan->n_atoms);
  g_autofree char *edge = format_number(plan->edge, 2);
  /* Translators: number of atoms, edge of the cubic cell in Å */
  g_autofree char *cell =
      g_strdup_printf(_("%s atoms, neutral, in a cube of %s Å"), atoms, edge);

  gtk_label_set_text(self->counts_label, plan->counts);
  gtk_label_set_text(self->cell_label, cell);
  gtk_stack_set_visible_child_name(self->verdict_stack, "plan");
  if (self->density_given)
    return;
  self->showing = TRUE;
  gtk_spin_button_set_value(self->density_spin, plan->density);
  self->showing = FALSE;
}

static const char *
density_note(VitrineNewGlass *self, gboolean rough)
{
  if (self->density_given)
    return _("as typed");
  return rough ? _("roughly estimated, from ionic radii")
               : _("estimated from the oxides");
}

static void
validate(VitrineNewGlass *self)
{
  g_autoptr(Job) job = job_new(self);
  g_auto(NewGlassPlan) plan = {0};
  g_autoptr(GError) error = NULL;

  self->valid = new_glass_plan_init(&plan, &job->input, &error);
  if (self->valid)
    show_plan(self, &plan);
  else
    show_reason(self, error->message);
  gtk_label_set_text(self->density_label, density_note(self, plan.rough_density));
  gtk_widget_set_visible(self->estimate_button, self->density_given);
  gtk_widget_set_sensitive(self->create_button, self->valid);
  if (self->valid)
    gtk_widget_remove_css_class(GTK_WIDGET(self->composition_row), "error");
  else
    gtk_widget_add_css_class(GTK_WIDGET(self->composition_row), "error");
}

static void
preset_cb(VitrineNewGlass *self)
{
  guint selected = adw_combo_row_get_selected(self->preset_row);

  if (self->showing || selected >= G_N_ELEMENTS(PRESETS))
    return;
  gtk_editable_set_text(GTK_EDITABLE(self->composition_row), PRESETS[selected]);
}

static guint
find_preset(const char *text)
{
  guint i = 0;
  while (i < G_N_ELEMENTS(PRESETS) && g_strcmp0(text, PRESETS[i]) != 0)
    i++;
  return i;
}

static void
composition_cb(VitrineNewGlass *self)
{
  const char *text = gtk_editable_get_text(GTK_EDITABLE(self->composition_row));

  self->showing = TRUE;
  adw_combo_row_set_selected(self->preset_row, find_preset(text));
  self->showing = FALSE;
  validate(self);
}

static void
number_cb(VitrineNewGlass *self)
{
  if (!self->showing)
    validate(self);
}

static void
density_cb(VitrineNewGlass *self)
{
  if (self->showing)
    return;
  self->density_given = TRUE;
  validate(self);
}

static void
estimate_cb(VitrineNewGlass *self)
{
  self->density_given = FALSE;
  validate(self);
}

static void
dice_cb(VitrineNewGlass *self)
{
  gtk_spin_button_set_value(self->seed_spin, g_random_int_range(1, 1000000));
}

static void
set_busy(VitrineNewGlass *self, gboolean busy)
{
  gtk_widget_set_sensitive(self->form, !busy);
  gtk_widget_set_sensitive(self->create_button, !busy && self->valid);
  gtk_spinner_set_spinning(self->spinner, busy);
}

static void
pack_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  g_auto(NewGlassPlan) plan = {0};
  g_autoptr(GError) error = NULL;
  Scene *scene = NULL;

  if (new_glass_plan_init(&plan, &job->input, &error))
    scene = new_glass_plan_scene(&plan, &job->input, &error);
  if (scene)
    g_task_return_pointer(task, scene, (GDestroyNotify)scene_free);
  else
    g_task_return_error(task, g_steal_pointer(&error));
}

static void
packed_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  VitrineNewGlass *self = VITRINE_NEW_GLASS(source);
  g_autoptr(GError) error = NULL;
  g_autoptr(Scene) scene = g_task_propagate_pointer(G_TASK(result), &error);

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  set_busy(self, FALSE);
  if (scene && vitrine_session_open(self->session, scene, &error)) {
    gtk_window_close(GTK_WINDOW(self));
    return;
  }
  show_reason(self, error->message);
}

static void
create_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  VitrineNewGlass *self = VITRINE_NEW_GLASS(widget);

  if (!self->valid)
    return;
  set_busy(self, TRUE);
  g_autoptr(GTask) task = g_task_new(self, self->cancellable, packed_cb, NULL);
  g_task_set_task_data(task, job_new(self), (GDestroyNotify)job_free);
  g_task_run_in_thread(task, pack_thread);
}

static void
vitrine_new_glass_dispose(GObject *object)
{
  VitrineNewGlass *self = VITRINE_NEW_GLASS(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->session);
  G_OBJECT_CLASS(vitrine_new_glass_parent_class)->dispose(object);
}

static void
vitrine_new_glass_class_init(VitrineNewGlassClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_new_glass_dispose;
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-new-glass.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineNewGlass, child)
  BIND(preset_row);
  BIND(composition_row);
  BIND(potential_row);
  BIND(atoms_spin);
  BIND(density_spin);
  BIND(estimate_button);
  BIND(density_label);
  BIND(temperature_spin);
  BIND(seed_spin);
  BIND(verdict_stack);
  BIND(counts_label);
  BIND(cell_label);
  BIND(reason_label);
  BIND(form);
  BIND(create_button);
  BIND(spinner);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, preset_cb);
  gtk_widget_class_bind_template_callback(widget_class, composition_cb);
  gtk_widget_class_bind_template_callback(widget_class, number_cb);
  gtk_widget_class_bind_template_callback(widget_class, density_cb);
  gtk_widget_class_bind_template_callback(widget_class, estimate_cb);
  gtk_widget_class_bind_template_callback(widget_class, dice_cb);
  gtk_widget_class_install_action(widget_class, "new-glass.create", NULL, create_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close",
                                      NULL);
}

/* One row per shipped set, in the order of potential_set_names. */
static void
fill_potentials(VitrineNewGlass *self)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new(NULL);

  for (const char *const *name = potential_set_names(); *name; name++) {
    g_autoptr(PotentialSet) set = potential_set_load(*name, NULL);
    gtk_string_list_append(titles, set ? potential_set_title(set) : *name);
  }
  adw_combo_row_set_model(self->potential_row, G_LIST_MODEL(titles));
}

static void
vitrine_new_glass_init(VitrineNewGlass *self)
{
  self->cancellable = g_cancellable_new();
  gtk_widget_init_template(GTK_WIDGET(self));
  fill_potentials(self);
  vitrine_new_glass_set_composition(self, PRESETS[0]);
}

VitrineNewGlass *
vitrine_new_glass_new(GtkWindow *parent, VitrineSession *session)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(session), NULL);
  VitrineNewGlass *self =
      g_object_new(VITRINE_TYPE_NEW_GLASS, "transient-for", parent, "modal", TRUE, NULL);
  self->session = g_object_ref(session);
  return self;
}

void
vitrine_new_glass_set_composition(VitrineNewGlass *self, const char *text)
{
  g_return_if_fail(VITRINE_IS_NEW_GLASS(self));
  gtk_editable_set_text(GTK_EDITABLE(self->composition_row), text);
}

gboolean
vitrine_new_glass_is_valid(VitrineNewGlass *self)
{
  g_return_val_if_fail(VITRINE_IS_NEW_GLASS(self), FALSE);
  return self->valid;
}

const char *
vitrine_new_glass_get_verdict(VitrineNewGlass *self)
{
  g_return_val_if_fail(VITRINE_IS_NEW_GLASS(self), NULL);
  return gtk_label_get_text(self->valid ? self->counts_label : self->reason_label);
}
