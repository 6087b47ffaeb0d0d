// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-view-menu.h"

#include <math.h>

#include "app/wheel-guard.h"
#include "model/look-text.h"
#include "run/eye-motion.h"

struct _VitrineViewMenu {
  GtkPopover parent_instance;

  GtkDropDown *color_drop, *map_drop, *slice_drop, *hop_time_drop, *hop_species_drop;
  GtkDropDown *ring_least_drop, *ring_drop, *ring_kind_drop, *ring_colors_drop;
  GtkDropDown *smoothing_drop, *labels_drop;
  GtkEditable *range_entry;
  GtkRange *slice_scale, *thickness_scale, *hop_scale;
  GtkSpinButton *a_spin, *b_spin, *c_spin;
  GtkWidget *origin_box, *solid_box, *hop_box, *hop_length_box, *ring_size_box;
  GtkWidget *ring_kind_box, *flip_box;
  GtkScrolledWindow *scroller;

  VitrineLook *look;
  GPtrArray *columns; /* names of those offered, interned; owned */
};

G_DEFINE_FINAL_TYPE(VitrineViewMenu, vitrine_view_menu, GTK_TYPE_POPOVER)

/* What the window needs around the menu: its header bar, and a margin at the sides. */
#define ROOM_ABOVE  110
#define ROOM_BESIDE 48

/* Numbers behind the lines of drop-downs. */
typedef struct {
  guint n;
  double value[8];
} Numbers;

static const Numbers SMOOTHINGS = {7, {EYE_MOTION_AUTO, 0.0, 0.1, 0.2, 0.5, 1.0, 2.0}};
static const Numbers HOP_TIMES = {5, {0.0, 0.5, 1.0, 2.0, 5.0}};

#define SMALLEST_RING 3

static const GBindingFlags BOTH = G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE;

static gboolean
name_to_line(GBinding *binding, const GValue *from, GValue *to, gpointer choices)
{
  const char *const *names = choices;

  for (guint k = 0; names[k]; k++)
    if (g_strcmp0(names[k], g_value_get_string(from)) == 0)
      g_value_set_uint(to, k);
  return TRUE;
}

static gboolean
line_to_name(GBinding *binding, const GValue *from, GValue *to, gpointer choices)
{
  guint line = g_value_get_uint(from);

  if (line >= g_strv_length(choices))
    return FALSE;
  g_value_set_string(to, ((const char *const *)choices)[line]);
  return TRUE;
}

static gboolean
number_to_line(GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const Numbers *numbers = data;
  guint best = 0;

  for (guint k = 1; k < numbers->n; k++)
    if (fabs(numbers->value[k] - g_value_get_double(from)) <
        fabs(numbers->value[best] - g_value_get_double(from)))
      best = k;
  g_value_set_uint(to, best);
  return TRUE;
}

static gboolean
line_to_number(GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  const Numbers *numbers = data;
  guint line = g_value_get_uint(from);

  if (line >= numbers->n)
    return FALSE;
  g_value_set_double(to, numbers->value[line]);
  return TRUE;
}

static gboolean
size_to_line(GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  g_value_set_uint(to, g_value_get_uint(from) - SMALLEST_RING);
  return TRUE;
}

static gboolean
line_to_size(GBinding *binding, const GValue *from, GValue *to, gpointer data)
{
  if (g_value_get_uint(from) == GTK_INVALID_LIST_POSITION)
    return FALSE;
  g_value_set_uint(to, g_value_get_uint(from) + SMALLEST_RING);
  return TRUE;
}

static void
bind_names(VitrineViewMenu *self, const char *property, GtkDropDown *drop)
{
  gpointer choices = (gpointer)vitrine_look_choices(property);

  g_object_bind_property_full(self->look, property, drop, "selected", BOTH, name_to_line,
                              line_to_name, choices, NULL);
}

static void
bind_numbers(VitrineViewMenu *self, const char *property, GtkDropDown *drop,
             const Numbers *numbers)
{
  g_object_bind_property_full(self->look, property, drop, "selected", BOTH,
                              number_to_line, line_to_number, (gpointer)numbers, NULL);
}

static void
bind_ring_size(VitrineViewMenu *self, const char *property, GtkDropDown *drop)
{
  g_object_bind_property_full(self->look, property, drop, "selected", BOTH, size_to_line,
                              line_to_size, NULL, NULL);
}

static void
bind_range(VitrineViewMenu *self, const char *property, GtkRange *range)
{
  g_object_bind_property(self->look, property, gtk_range_get_adjustment(range), "value",
                         BOTH);
}

static void
bind_count(VitrineViewMenu *self, const char *property, GtkSpinButton *spin)
{
  g_object_bind_property(self->look, property, gtk_spin_button_get_adjustment(spin),
                         "value", BOTH);
}

static gboolean
is_number(const char *color)
{
  static const char *const classes[] = {"species", "coordination", "qn", NULL};

  return !g_strv_contains(classes, color);
}

/* What has no effect on the picture as it is cannot be touched. Of boxes, as actions
 * decide on their buttons. */
static void
show_use(VitrineViewMenu *self)
{
  g_autofree char *mode = NULL, *color = NULL, *slice = NULL;
  gboolean hops, rings;

  g_object_get(self->look, "mode", &mode, "color-by", &color, "slice", &slice,
               "show-hops", &hops, "show-rings", &rings, NULL);
  gboolean cuts = !g_str_equal(slice, "none");
  gtk_widget_set_sensitive(GTK_WIDGET(self->map_drop), is_number(color));
  gtk_widget_set_sensitive(GTK_WIDGET(self->range_entry), is_number(color));
  gtk_widget_set_sensitive(self->origin_box, g_str_equal(color, "displacement"));
  gtk_widget_set_sensitive(self->solid_box, g_str_equal(mode, "polyhedra"));
  gtk_widget_set_sensitive(self->hop_box, hops);
  gtk_widget_set_sensitive(self->hop_length_box, hops);
  gtk_widget_set_sensitive(self->ring_size_box, rings);
  gtk_widget_set_sensitive(self->ring_kind_box, rings);
  gtk_widget_set_sensitive(self->flip_box, cuts);
  gtk_widget_set_sensitive(GTK_WIDGET(self->slice_scale), cuts);
  gtk_widget_set_sensitive(GTK_WIDGET(self->thickness_scale), cuts);
}

/* Lines of the color menu: what every glass has, then the columns of a file. */
static const char *const COLORS[] = {"species", "coordination", "qn",    "displacement",
                                     "hops",    "energy",       "speed", "deviation",
                                     "grade",   "force"};
#define N_COLORS G_N_ELEMENTS(COLORS)

static void
color_cb(VitrineViewMenu *self)
{
  guint line = gtk_drop_down_get_selected(self->color_drop);

  if (!self->look || line == GTK_INVALID_LIST_POSITION)
    return;
  if (line < N_COLORS)
    g_object_set(self->look, "color-by", COLORS[line], NULL);
  else
    g_object_set(self->look, "color-column",
                 g_ptr_array_index(self->columns, line - N_COLORS), "color-by", "value",
                 NULL);
}

/* A column that this file does not have is what every glass has. */
static void
select_color(VitrineViewMenu *self)
{
  g_autofree char *color = NULL, *column = NULL;
  guint line = 0;

  g_object_get(self->look, "color-by", &color, "color-column", &column, NULL);
  for (guint k = 0; k < N_COLORS; k++)
    if (g_str_equal(color, COLORS[k]))
      line = k;
  for (guint k = 0; g_str_equal(color, "value") && k < self->columns->len; k++)
    if (g_str_equal(column, g_ptr_array_index(self->columns, k)))
      line = N_COLORS + k;
  gtk_drop_down_set_selected(self->color_drop, line);
}

#define NO_RANGE "auto"

static void
show_range(VitrineViewMenu *self)
{
  g_autofree char *range = NULL;

  g_object_get(self->look, "color-range", &range, NULL);
  gtk_editable_set_text(self->range_entry, g_str_equal(range, NO_RANGE) ? "" : range);
  gtk_widget_remove_css_class(GTK_WIDGET(self->range_entry), "error");
}

/* What is no range stays, and is marked. */
static void
range_typed_cb(VitrineViewMenu *self)
{
  const char *text = gtk_editable_get_text(self->range_entry);
  g_auto(Look) look = {0};

  look_init(&look);
  if (!self->look)
    return;
  if (*text && !look_set(&look, look_key_name(LOOK_COLOR_RANGE), text, NULL)) {
    gtk_widget_add_css_class(GTK_WIDGET(self->range_entry), "error");
    return;
  }
  g_object_set(self->look, "color-range", *text ? text : NO_RANGE, NULL);
  show_range(self);
}

static void
offer_columns(VitrineViewMenu *self, const AtomColumns *columns)
{
  GtkStringList *lines = GTK_STRING_LIST(gtk_drop_down_get_model(self->color_drop));
  guint n = g_list_model_get_n_items(G_LIST_MODEL(lines));

  g_signal_handlers_block_by_func(self->color_drop, color_cb, self);
  g_ptr_array_set_size(self->columns, 0);
  gtk_string_list_splice(lines, N_COLORS, n - N_COLORS, NULL);
  for (guint k = 0; columns && k < columns->n_columns; k++) {
    const AtomColumn *column = &columns->column[k];
    g_ptr_array_add(self->columns, (gpointer)column->name);
    gtk_string_list_take(
        lines, *column->unit ? g_strdup_printf("%s (%s)", column->name, column->unit)
                             : g_strdup(column->name));
  }
  select_color(self);
  g_signal_handlers_unblock_by_func(self->color_drop, color_cb, self);
}

/* The first line stands for all ions. */
static void
hop_species_cb(VitrineViewMenu *self)
{
  guint line = gtk_drop_down_get_selected(self->hop_species_drop);
  GListModel *lines = gtk_drop_down_get_model(self->hop_species_drop);

  if (!self->look || line == GTK_INVALID_LIST_POSITION)
    return;
  const char *symbol = gtk_string_list_get_string(GTK_STRING_LIST(lines), line);
  g_object_set(self->look, "hop-species", line > 0 ? symbol : "", NULL);
}

static void
vitrine_view_menu_dispose(GObject *object)
{
  VitrineViewMenu *self = VITRINE_VIEW_MENU(object);

  g_clear_object(&self->look);
  g_clear_pointer(&self->columns, g_ptr_array_unref);
  G_OBJECT_CLASS(vitrine_view_menu_parent_class)->dispose(object);
}

static void
fit_into_window(VitrineViewMenu *self)
{
  GtkWidget *window = GTK_WIDGET(gtk_widget_get_root(GTK_WIDGET(self)));
  int width = gtk_widget_get_width(window) - ROOM_BESIDE;
  int height = gtk_widget_get_height(window) - ROOM_ABOVE;

  gtk_scrolled_window_set_max_content_width(self->scroller, MAX(width, ROOM_ABOVE));
  gtk_scrolled_window_set_max_content_height(self->scroller, MAX(height, ROOM_ABOVE));
}

static void
vitrine_view_menu_show(GtkWidget *widget)
{
  if (gtk_widget_get_root(widget))
    fit_into_window(VITRINE_VIEW_MENU(widget));
  GTK_WIDGET_CLASS(vitrine_view_menu_parent_class)->show(widget);
}

static void
vitrine_view_menu_class_init(VitrineViewMenuClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  G_OBJECT_CLASS(klass)->dispose = vitrine_view_menu_dispose;
  widget_class->show = vitrine_view_menu_show;
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-view-menu.ui");
#define BIND(child) \
  gtk_widget_class_bind_template_child(widget_class, VitrineViewMenu, child)
  BIND(color_drop);
  BIND(map_drop);
  BIND(slice_drop);
  BIND(hop_time_drop);
  BIND(hop_species_drop);
  BIND(ring_least_drop);
  BIND(ring_drop);
  BIND(ring_kind_drop);
  BIND(ring_colors_drop);
  BIND(labels_drop);
  BIND(smoothing_drop);
  BIND(range_entry);
  BIND(slice_scale);
  BIND(thickness_scale);
  BIND(hop_scale);
  BIND(a_spin);
  BIND(b_spin);
  BIND(c_spin);
  BIND(origin_box);
  BIND(solid_box);
  BIND(hop_box);
  BIND(hop_length_box);
  BIND(ring_size_box);
  BIND(ring_kind_box);
  BIND(flip_box);
  BIND(scroller);
#undef BIND
}

static void
vitrine_view_menu_init(VitrineViewMenu *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
  self->columns = g_ptr_array_new();
  g_signal_connect_swapped(self->color_drop, "notify::selected", G_CALLBACK(color_cb),
                           self);
  g_signal_connect_swapped(self->hop_species_drop, "notify::selected",
                           G_CALLBACK(hop_species_cb), self);
  g_signal_connect_swapped(self->range_entry, "activate", G_CALLBACK(range_typed_cb),
                           self);
  GtkEventController *focus = gtk_event_controller_focus_new();
  g_signal_connect_swapped(focus, "leave", G_CALLBACK(range_typed_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self->range_entry), focus);
  wheel_guard_add(GTK_WIDGET(self->slice_scale));
  wheel_guard_add(GTK_WIDGET(self->thickness_scale));
  wheel_guard_add(GTK_WIDGET(self->hop_scale));
}

void
vitrine_view_menu_set_look(VitrineViewMenu *self, VitrineLook *look)
{
  g_return_if_fail(VITRINE_IS_VIEW_MENU(self));
  g_return_if_fail(!self->look);
  self->look = g_object_ref(look);
  g_signal_connect_object(look, "notify::color-by", G_CALLBACK(select_color), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(look, "notify::color-column", G_CALLBACK(select_color), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(look, "notify::color-range", G_CALLBACK(show_range), self,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(look, "notify", G_CALLBACK(show_use), self, G_CONNECT_SWAPPED);
  select_color(self);
  show_use(self);
  show_range(self);
  bind_names(self, "color-map", self->map_drop);
  bind_names(self, "slice", self->slice_drop);
  bind_names(self, "labels", self->labels_drop);
  bind_names(self, "ring-kind", self->ring_kind_drop);
  bind_names(self, "ring-colors", self->ring_colors_drop);
  bind_numbers(self, "smoothing", self->smoothing_drop, &SMOOTHINGS);
  bind_numbers(self, "hop-time", self->hop_time_drop, &HOP_TIMES);
  bind_ring_size(self, "ring-size-least", self->ring_least_drop);
  bind_ring_size(self, "ring-size", self->ring_drop);
  bind_range(self, "slice-position", self->slice_scale);
  bind_range(self, "slice-thickness", self->thickness_scale);
  bind_range(self, "hop-shortest", self->hop_scale);
  bind_count(self, "copies-a", self->a_spin);
  bind_count(self, "copies-b", self->b_spin);
  bind_count(self, "copies-c", self->c_spin);
}

static void
select_species(VitrineViewMenu *self, const char *symbol)
{
  GListModel *lines = gtk_drop_down_get_model(self->hop_species_drop);
  guint line = 0;

  for (guint k = 1; k < g_list_model_get_n_items(lines); k++)
    if (g_strcmp0(symbol, gtk_string_list_get_string(GTK_STRING_LIST(lines), k)) == 0)
      line = k;
  gtk_drop_down_set_selected(self->hop_species_drop, line);
}

void
vitrine_view_menu_set_frame(VitrineViewMenu *self, const Frame *frame)
{
  g_autofree char *symbol = NULL;

  g_return_if_fail(VITRINE_IS_VIEW_MENU(self));
  g_return_if_fail(self->look != NULL);
  g_object_get(self->look, "hop-species", &symbol, NULL);
  GtkStringList *lines = GTK_STRING_LIST(gtk_drop_down_get_model(self->hop_species_drop));
  guint n = g_list_model_get_n_items(G_LIST_MODEL(lines));
  g_signal_handlers_block_by_func(self->hop_species_drop, hop_species_cb, self);
  gtk_string_list_splice(lines, 1, n - 1, NULL);
  for (guint t = 0; frame && t < frame->species->n; t++)
    if (frame->species->element[t]->role == SPECIES_MOBILE)
      gtk_string_list_append(lines, frame->species->element[t]->symbol);
  select_species(self, symbol);
  g_signal_handlers_unblock_by_func(self->hop_species_drop, hop_species_cb, self);
  offer_columns(self, frame ? frame->columns : NULL);
}
