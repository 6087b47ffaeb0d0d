// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-new-glass.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"
#include "app/new-glass-cost.h"
#include "app/potential-offer.h"
#include "app/recent-models.h"
#include "base/base-error.h"
#include "io/glass-recipe.h"
#include "potential/learned/learned-model.h"
#include "potential/potential-set.h"

#define QUIET_MS 600 /* before the cost is measured */

typedef enum {
  DENSITY_ESTIMATED,
  DENSITY_OF_RECIPE,
  DENSITY_TYPED,
} DensitySource;

struct _VitrineNewGlass {
  AdwWindow parent_instance;

  AdwComboRow *recipe_row;
  AdwEntryRow *composition_row;
  AdwComboRow *potential_row;
  AdwComboRow *start_row;
  GtkWidget *pore_row;
  GtkSpinButton *pore_spin;
  GtkSpinButton *atoms_spin;
  GtkSpinButton *density_spin;
  GtkWidget *estimate_button;
  AdwActionRow *density_row;
  GtkSpinButton *temperature_spin;
  GtkSpinButton *seed_spin;
  GtkStack *verdict_stack;
  GtkLabel *counts_label;
  GtkLabel *cell_label;
  GtkLabel *cost_label;
  GtkLabel *origin_label, *warning_label;
  GtkLabel *reason_label;
  GtkWidget *open_button;
  GtkWidget *form;
  GtkWidget *create_button;
  GtkSpinner *spinner;

  VitrineSession *session;
  GPtrArray *recipes;    /* GlassRecipe* */
  GPtrArray *potentials; /* char*: names and files, in the order of potential_row */
  GtkStringList *potential_titles;
  GPtrArray *covers;  /* PotentialCover*: the same, opened */
  GPtrArray *origins; /* char*: what they are and where they come from */
  Frame *crystal;     /* of the recipe that is chosen, or NULL */
  DensitySource density_source;
  gboolean showing; /* widgets are being set, not used */
  gboolean valid;
  guint asked; /* for the cost, so often: answers to earlier questions do not count */
  guint cost_timer;
  gboolean measuring;
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE(VitrineNewGlass, vitrine_new_glass, ADW_TYPE_WINDOW)

typedef struct {
  NewGlassInput input;
  char *name, *composition, *potential; /* owned: what input points to */
  PotentialCover *cover;                /* owned */
  Frame *crystal;                       /* owned, or NULL */
} Job;

/* NULL: own mix. */
static const GlassRecipe *
chosen_recipe(VitrineNewGlass *self)
{
  guint selected = adw_combo_row_get_selected(self->recipe_row);

  return selected < self->recipes->len ? self->recipes->pdata[selected] : NULL;
}

static StartKind
chosen_start(VitrineNewGlass *self)
{
  const GlassRecipe *recipe = chosen_recipe(self);
  guint selected = adw_combo_row_get_selected(self->start_row);

  return recipe && selected < recipe->n_starts ? recipe->start[selected] : START_RANDOM;
}

static double
chosen_density(VitrineNewGlass *self)
{
  return self->density_source == DENSITY_ESTIMATED
             ? NAN
             : gtk_spin_button_get_value(self->density_spin);
}

static Job *
job_new(VitrineNewGlass *self)
{
  Job *job = g_new0(Job, 1);
  guint potential = adw_combo_row_get_selected(self->potential_row);
  StartKind start = chosen_start(self);
  const GlassRecipe *recipe = chosen_recipe(self);

  job->name = g_strdup(recipe ? recipe->name : NULL);
  job->composition = g_strdup(gtk_editable_get_text(GTK_EDITABLE(self->composition_row)));
  job->potential = g_strdup(self->potentials->pdata[potential]);
  job->cover = potential_cover_ref(self->covers->pdata[potential]);
  job->crystal = self->crystal ? frame_ref(self->crystal) : NULL;
  job->input = (NewGlassInput){
      .name = job->name,
      .composition = job->composition,
      .potential = job->potential,
      .cover = job->cover,
      .start = {.kind = start,
                .n_atoms = (guint)gtk_spin_button_get_value_as_int(self->atoms_spin),
                .density = chosen_density(self),
                .seed = (guint64)gtk_spin_button_get_value(self->seed_spin),
                .crystal = job->crystal,
                .pore = start == START_RANDOM
                            ? 0.0
                            : gtk_spin_button_get_value(self->pore_spin)},
      .temperature = gtk_spin_button_get_value(self->temperature_spin),
  };
  return job;
}

static void
job_free(Job *job)
{
  g_free(job->name);
  g_free(job->composition);
  g_free(job->potential);
  potential_cover_unref(job->cover);
  frame_unref(job->crystal);
  g_free(job);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Job, job_free)

static void
set_css_class(gpointer widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class(widget, name);
  else
    gtk_widget_remove_css_class(widget, name);
}

static void
show_reason(VitrineNewGlass *self, const char *reason)
{
  gtk_label_set_text(self->reason_label, reason);
  set_css_class(self->reason_label, "error", TRUE);
  gtk_widget_set_visible(self->open_button, FALSE);
  gtk_stack_set_visible_child_name(self->verdict_stack, "reason");
}

/* Marks the row to change: the potential where an element is missing in it (a learned
 * one may have it), the mix for all else. Nothing typed is no mistake. */
static void
show_refusal(VitrineNewGlass *self, const GError *error)
{
  const char *mix = gtk_editable_get_text(GTK_EDITABLE(self->composition_row));
  gboolean missing = g_error_matches(error, VITRINE_ERROR, VITRINE_ERROR_UNSUPPORTED);
  gboolean empty = strspn(mix, " ") == strlen(mix);

  show_reason(self, empty ? _("What the glass is made of is yet to be typed.")
                          : error->message);
  set_css_class(self->reason_label, "error", !empty);
  set_css_class(self->composition_row, "error", !missing && !empty);
  set_css_class(self->potential_row, "error", missing);
  gtk_widget_set_visible(self->open_button, missing);
}

/* "14.47 × 14.47 × 14.18": lengths of the cell's vectors, Å. Owner: caller. */
static char *
describe_cell(const Cell *cell)
{
  g_autofree char *a = format_number(vec3_norm(cell->vector[0]), 2);
  g_autofree char *b = format_number(vec3_norm(cell->vector[1]), 2);
  g_autofree char *c = format_number(vec3_norm(cell->vector[2]), 2);

  return g_strdup_printf("%s × %s × %s", a, b, c);
}

static void
show_plan(VitrineNewGlass *self, const NewGlassPlan *plan)
{
  g_autofree char *atoms = format_integer(plan->n_atoms);
  g_autofree char *edges = describe_cell(&plan->cell);
  /* Translators: number of atoms, edges of the cell in Å */
  g_autofree char *cell =
      g_strdup_printf(_("%s atoms, neutral, in a cell of %s Å"), atoms, edges);

  set_css_class(self->composition_row, "error", FALSE);
  set_css_class(self->potential_row, "error", FALSE);
  gtk_label_set_text(self->counts_label, plan->counts);
  gtk_label_set_text(self->cell_label, cell);
  gtk_label_set_text(self->warning_label, plan->warning ? plan->warning : "");
  gtk_widget_set_visible(GTK_WIDGET(self->warning_label), plan->warning != NULL);
  gtk_stack_set_visible_child_name(self->verdict_stack, "plan");
  if (self->density_source != DENSITY_ESTIMATED && chosen_start(self) != START_CRYSTAL)
    return;
  self->showing = TRUE;
  gtk_spin_button_set_value(self->density_spin, plan->density);
  self->showing = FALSE;
}

static const char *
density_note(VitrineNewGlass *self, gboolean rough)
{
  if (chosen_start(self) == START_CRYSTAL)
    return _("of the crystal");
  if (self->density_source == DENSITY_OF_RECIPE)
    return _("measured");
  if (self->density_source == DENSITY_TYPED)
    return _("as typed");
  return rough ? _("roughly estimated, from ionic radii")
               : _("estimated from the compounds");
}

static void
show_density(VitrineNewGlass *self, gboolean rough)
{
  gboolean free = chosen_start(self) != START_CRYSTAL;

  adw_action_row_set_subtitle(self->density_row, density_note(self, rough));
  gtk_widget_set_visible(self->estimate_button,
                         free && self->density_source != DENSITY_ESTIMATED);
  gtk_widget_set_sensitive(GTK_WIDGET(self->density_spin), free);
}

/* --- cost --- */

static void ask_for_cost(VitrineNewGlass *self);

static void
measure_in_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  NewGlassCost cost;
  GError *error = NULL;

  if (new_glass_cost_measure(&job->input, &cost, &error))
    g_task_return_pointer(task, new_glass_cost_describe(&cost), g_free);
  else
    g_task_return_error(task, error);
}

static void
measured_cb(GObject *source, GAsyncResult *result, gpointer data)
{
  VitrineNewGlass *self = VITRINE_NEW_GLASS(source);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = g_task_propagate_pointer(G_TASK(result), &error);

  if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->measuring = FALSE;
  if (self->asked != GPOINTER_TO_UINT(data))
    ask_for_cost(self);
  else
    gtk_label_set_text(self->cost_label,
                       text ? text : _("The cost could not be measured."));
}

static gboolean
cost_cb(gpointer data)
{
  VitrineNewGlass *self = data;

  self->cost_timer = 0;
  if (self->measuring || !self->valid)
    return G_SOURCE_REMOVE;
  self->measuring = TRUE;
  g_autoptr(GTask) task =
      g_task_new(self, self->cancellable, measured_cb, GUINT_TO_POINTER(self->asked));
  g_task_set_task_data(task, job_new(self), (GDestroyNotify)job_free);
  g_task_run_in_thread(task, measure_in_thread);
  return G_SOURCE_REMOVE;
}

/* Once nothing has been typed for a moment; one at a time. */
static void
ask_for_cost(VitrineNewGlass *self)
{
  self->asked++;
  gtk_label_set_text(self->cost_label, _("Measuring the cost…"));
  g_clear_handle_id(&self->cost_timer, g_source_remove);
  if (self->valid && !self->measuring)
    self->cost_timer = g_timeout_add(QUIET_MS, cost_cb, self);
}

/* --- verdict --- */

static void
show_origin(VitrineNewGlass *self)
{
  guint potential = adw_combo_row_get_selected(self->potential_row);

  gtk_label_set_text(self->origin_label, self->origins->pdata[potential]);
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
    show_refusal(self, error);
  show_density(self, plan.rough_density);
  show_origin(self);
  ask_for_cost(self);
  gtk_widget_set_visible(self->pore_row, chosen_start(self) != START_RANDOM);
  gtk_widget_set_sensitive(self->create_button, self->valid);
}

static const char *
start_title(StartKind kind)
{
  switch (kind) {
  case START_UNITS:
    return _("Whole tetrahedra");
  case START_CRYSTAL:
    return _("Crystal");
  default:
    return _("Random places");
  }
}

/* The starts that the recipe has; a row for it only where there is a choice. */
static void
show_starts(VitrineNewGlass *self, const GlassRecipe *recipe)
{
  g_autoptr(GtkStringList) titles = gtk_string_list_new(NULL);

  for (guint i = 0; recipe && i < recipe->n_starts; i++)
    gtk_string_list_append(titles, start_title(recipe->start[i]));
  adw_combo_row_set_model(self->start_row, G_LIST_MODEL(titles));
  gtk_widget_set_visible(GTK_WIDGET(self->start_row), recipe && recipe->n_starts > 1);
  g_clear_pointer(&self->crystal, frame_unref);
  if (recipe && recipe->crystal)
    self->crystal = glass_recipe_read_crystal(recipe, NULL);
}

/* Whether the chosen potential knows the elements and pairs of a recipe. */
static gboolean
cover_has_recipe(const PotentialCover *cover, const GlassRecipe *recipe)
{
  Composition mix;
  AtomCounts counts;

  if (!composition_parse(&mix, recipe->composition, NULL) ||
      !composition_counts(&mix, recipe->n_atoms, &counts, NULL))
    return FALSE;
  g_autoptr(Frame) frame = atom_counts_frame(&counts, 1.0);
  return potential_cover_has(cover, frame, NULL);
}

/* The row of the first potential that knows a recipe, or -1. */
static int
find_cover(VitrineNewGlass *self, const GlassRecipe *recipe)
{
  for (guint i = 0; i < self->covers->len; i++)
    if (cover_has_recipe(self->covers->pdata[i], recipe))
      return (int)i;
  return -1;
}

/* Another potential when the chosen one does not know the recipe and another does. */
static void
find_potential(VitrineNewGlass *self, const GlassRecipe *recipe)
{
  guint chosen = adw_combo_row_get_selected(self->potential_row);

  if (cover_has_recipe(self->covers->pdata[chosen], recipe))
    return;
  int row = find_cover(self, recipe);
  if (row >= 0)
    adw_combo_row_set_selected(self->potential_row, (guint)row);
}

static void
show_recipe_density(VitrineNewGlass *self, const GlassRecipe *recipe)
{
  Composition mix;
  double density = recipe->density;

  self->density_source = isfinite(density) ? DENSITY_OF_RECIPE : DENSITY_ESTIMATED;
  if (!isfinite(density) && composition_parse(&mix, recipe->composition, NULL))
    density = composition_density(&mix, NULL);
  gtk_spin_button_set_value(self->density_spin, density);
}

/* All that a recipe says; NULL: own mix. */
static void
show_recipe(VitrineNewGlass *self, const GlassRecipe *recipe)
{
  gboolean was_showing = self->showing;

  self->showing = TRUE;
  show_starts(self, recipe);
  gtk_spin_button_set_value(self->pore_spin, recipe ? recipe->pore : 0.0);
  if (self->density_source == DENSITY_OF_RECIPE)
    self->density_source = DENSITY_ESTIMATED;
  if (recipe) {
    gtk_spin_button_set_value(self->atoms_spin, recipe->n_atoms);
    gtk_spin_button_set_value(self->temperature_spin, recipe->temperature);
    gtk_widget_set_tooltip_text(GTK_WIDGET(self->density_row), recipe->source);
    find_potential(self, recipe);
  }
  if (recipe)
    show_recipe_density(self, recipe);
  self->showing = was_showing;
}

static void
recipe_cb(VitrineNewGlass *self)
{
  const GlassRecipe *recipe = chosen_recipe(self);

  if (self->showing)
    return;
  self->showing = TRUE;
  if (recipe)
    gtk_editable_set_text(GTK_EDITABLE(self->composition_row), recipe->composition);
  self->showing = FALSE;
  show_recipe(self, recipe);
  validate(self);
}

/* The first recipe of this composition, or the row of own mixes. */
static guint
find_recipe(VitrineNewGlass *self, const char *text)
{
  guint i = 0;

  while (i < self->recipes->len &&
         strcmp(text, ((GlassRecipe *)self->recipes->pdata[i])->composition) != 0)
    i++;
  return i;
}

static void
composition_cb(VitrineNewGlass *self)
{
  const char *text = gtk_editable_get_text(GTK_EDITABLE(self->composition_row));
  guint before = adw_combo_row_get_selected(self->recipe_row);
  guint row = find_recipe(self, text);

  if (self->showing)
    return;
  self->showing = TRUE;
  adw_combo_row_set_selected(self->recipe_row, row);
  self->showing = FALSE;
  if (row != before)
    show_recipe(self, chosen_recipe(self));
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
  self->density_source = DENSITY_TYPED;
  validate(self);
}

static void
estimate_cb(VitrineNewGlass *self)
{
  self->density_source = DENSITY_ESTIMATED;
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
setup_recipe_cb(GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  gtk_list_item_set_child(item, g_object_new(GTK_TYPE_LABEL, "xalign", 0.0, NULL));
}

/* Grey: no potential that is offered knows it. */
static void
bind_recipe_cb(GtkSignalListItemFactory *factory, GtkListItem *item, gpointer data)
{
  VitrineNewGlass *self = data;
  GtkWidget *label = gtk_list_item_get_child(item);
  guint row = gtk_list_item_get_position(item);
  gboolean known =
      row >= self->recipes->len || find_cover(self, self->recipes->pdata[row]) >= 0;

  gtk_label_set_text(GTK_LABEL(label),
                     gtk_string_object_get_string(gtk_list_item_get_item(item)));
  gtk_widget_set_tooltip_text(label, known ? NULL : _("Needs a learned potential"));
  if (known)
    gtk_widget_remove_css_class(label, "dim-label");
  else
    gtk_widget_add_css_class(label, "dim-label");
}

/* The list of recipes drawn anew, for the potentials there are. */
static void
show_offer(VitrineNewGlass *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new();

  g_signal_connect(factory, "setup", G_CALLBACK(setup_recipe_cb), NULL);
  g_signal_connect_object(factory, "bind", G_CALLBACK(bind_recipe_cb), self, 0);
  adw_combo_row_set_list_factory(self->recipe_row, factory);
}

/* What a potential is and where it comes from. Owner: caller. */
static char *
origin_of(const PotentialOffer *offer)
{
  const char *dot = *offer->details && *offer->source ? " · " : "";

  return g_strconcat(offer->details, dot, offer->source, NULL);
}

/* A row, unless it is there. */
static gboolean
append_potential(VitrineNewGlass *self, const char *name, GError **error)
{
  if (g_ptr_array_find_with_equal_func(self->potentials, name, g_str_equal, NULL))
    return TRUE;
  PotentialCover *cover = potential_cover_new(name, error);

  if (!cover)
    return FALSE;
  g_ptr_array_add(self->potentials, g_strdup(name));
  g_ptr_array_add(self->covers, cover);
  g_autoptr(PotentialOffer) offer = potential_offer_new(name, NULL);
  g_ptr_array_add(self->origins, origin_of(offer));
  gtk_string_list_append(self->potential_titles, offer->title);
  return TRUE;
}

/* One more row for a learned potential, which is chosen. */
static void
add_potential(VitrineNewGlass *self, const char *file)
{
  g_autoptr(GError) error = NULL;
  gboolean was_showing = self->showing;

  self->showing = TRUE;
  gboolean good = append_potential(self, file, &error);
  if (!good)
    show_reason(self, error->message);
  self->showing = was_showing;
  if (!good)
    return;
  self->showing = TRUE;
  guint row = 0;
  g_ptr_array_find_with_equal_func(self->potentials, file, g_str_equal, &row);
  adw_combo_row_set_selected(self->potential_row, row);
  self->showing = FALSE;
  show_offer(self);
  validate(self);
}

static void
opened_cb(GtkNativeDialog *dialog, int response, VitrineNewGlass *self)
{
  g_autoptr(GFile) file = gtk_file_chooser_get_file(GTK_FILE_CHOOSER(dialog));
  g_autofree char *path = file ? g_file_get_path(file) : NULL;

  if (response == GTK_RESPONSE_ACCEPT && path)
    add_potential(self, path);
  g_object_unref(dialog);
}

static void
open_potential_action(GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog =
      gtk_file_chooser_native_new(_("Open a learned potential"), GTK_WINDOW(widget),
                                  GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_native_dialog_set_modal(GTK_NATIVE_DIALOG(dialog), TRUE);
  g_signal_connect_object(dialog, "response", G_CALLBACK(opened_cb), widget, 0);
  gtk_native_dialog_show(GTK_NATIVE_DIALOG(dialog));
}

static void
vitrine_new_glass_dispose(GObject *object)
{
  VitrineNewGlass *self = VITRINE_NEW_GLASS(object);

  g_cancellable_cancel(self->cancellable);
  g_clear_object(&self->cancellable);
  g_clear_object(&self->session);
  g_clear_pointer(&self->recipes, g_ptr_array_unref);
  g_clear_pointer(&self->potentials, g_ptr_array_unref);
  g_clear_object(&self->potential_titles);
  g_clear_pointer(&self->covers, g_ptr_array_unref);
  g_clear_pointer(&self->origins, g_ptr_array_unref);
  g_clear_handle_id(&self->cost_timer, g_source_remove);
  g_clear_pointer(&self->crystal, frame_unref);
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
  BIND(recipe_row);
  BIND(composition_row);
  BIND(potential_row);
  BIND(start_row);
  BIND(pore_row);
  BIND(pore_spin);
  BIND(atoms_spin);
  BIND(density_spin);
  BIND(estimate_button);
  BIND(density_row);
  BIND(temperature_spin);
  BIND(seed_spin);
  BIND(verdict_stack);
  BIND(counts_label);
  BIND(cell_label);
  BIND(cost_label);
  BIND(origin_label);
  BIND(warning_label);
  BIND(reason_label);
  BIND(open_button);
  BIND(form);
  BIND(create_button);
  BIND(spinner);
#undef BIND
  gtk_widget_class_bind_template_callback(widget_class, recipe_cb);
  gtk_widget_class_bind_template_callback(widget_class, composition_cb);
  gtk_widget_class_bind_template_callback(widget_class, number_cb);
  gtk_widget_class_bind_template_callback(widget_class, density_cb);
  gtk_widget_class_bind_template_callback(widget_class, estimate_cb);
  gtk_widget_class_bind_template_callback(widget_class, dice_cb);
  gtk_widget_class_install_action(widget_class, "new-glass.create", NULL, create_action);
  gtk_widget_class_install_action(widget_class, "new-glass.open-potential", NULL,
                                  open_potential_action);
  gtk_widget_class_add_binding_action(widget_class, GDK_KEY_Escape, 0, "window.close",
                                      NULL);
}

/* One row per shipped set, in the order of potential_set_names, then learned potentials
 * that were used lately. */
static void
fill_potentials(VitrineNewGlass *self)
{
  g_auto(GStrv) recent = recent_models_list();

  self->potentials = g_ptr_array_new_with_free_func(g_free);
  self->covers = g_ptr_array_new_with_free_func((GDestroyNotify)potential_cover_unref);
  self->potential_titles = gtk_string_list_new(NULL);
  self->origins = g_ptr_array_new_with_free_func(g_free);
  for (const char *const *name = potential_set_names(); *name; name++)
    append_potential(self, *name, NULL);
  for (char **file = recent; *file; file++)
    append_potential(self, *file, NULL);
  adw_combo_row_set_model(self->potential_row, G_LIST_MODEL(self->potential_titles));
}

/* One row per recipe, and one for own mixes. */
static void
fill_recipes(VitrineNewGlass *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new(NULL);

  self->recipes = glass_recipe_catalogue();
  for (guint i = 0; i < self->recipes->len; i++)
    gtk_string_list_append(names, ((GlassRecipe *)self->recipes->pdata[i])->name);
  gtk_string_list_append(names, _("Own mix"));
  adw_combo_row_set_model(self->recipe_row, G_LIST_MODEL(names));
}

static void
vitrine_new_glass_init(VitrineNewGlass *self)
{
  self->cancellable = g_cancellable_new();
  gtk_widget_init_template(GTK_WIDGET(self));
  self->showing = TRUE;
  fill_potentials(self);
  fill_recipes(self);
  show_offer(self);
  adw_combo_row_set_selected(self->recipe_row, 0);
  self->showing = FALSE;
  recipe_cb(self);
}

gboolean
vitrine_new_glass_choose(VitrineNewGlass *self, const char *recipe)
{
  g_return_val_if_fail(VITRINE_IS_NEW_GLASS(self) && recipe != NULL, FALSE);
  const GlassRecipe *found = glass_recipe_find(self->recipes, recipe, NULL);
  guint row;

  if (!found || !g_ptr_array_find(self->recipes, found, &row))
    return FALSE;
  adw_combo_row_set_selected(self->recipe_row, row);
  return TRUE;
}

void
vitrine_new_glass_add_potential(VitrineNewGlass *self, const char *file)
{
  g_return_if_fail(VITRINE_IS_NEW_GLASS(self) && file != NULL);
  add_potential(self, file);
}

VitrineNewGlass *
vitrine_new_glass_new(GtkWindow *parent, VitrineSession *session)
{
  g_return_val_if_fail(VITRINE_IS_SESSION(session), NULL);
  VitrineNewGlass *self =
      g_object_new(VITRINE_TYPE_NEW_GLASS, "transient-for", parent, "modal", TRUE, NULL);
  self->session = g_object_ref(session);
  const Scene *scene = vitrine_session_get_scene(session);
  if (scene && learned_model_recognises(scene->potential))
    add_potential(self, scene->potential);
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
