// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-number-row.h"

#include <glib/gi18n.h>
#include <math.h>

#include "app/format.h"

#define KEY_STEP      0.01 /* relative */
#define KEY_STEP_FINE 0.001

struct _VitrineNumberRow {
  GtkWidget parent_instance;

  GtkLabel *symbol_label;
  GtkLabel *title_label;
  GtkLabel *change_label;
  GtkEntry *entry;
  GtkLabel *unit_label;

  char *symbol, *title, *unit, *label;
  guint digits;
  double lower, upper;
  double value, reference;
  gboolean editable;
};

G_DEFINE_FINAL_TYPE(VitrineNumberRow, vitrine_number_row, GTK_TYPE_WIDGET)

enum {
  PROP_SYMBOL = 1,
  PROP_TITLE,
  PROP_UNIT,
  PROP_LABEL,
  PROP_DIGITS,
  PROP_LOWER,
  PROP_UPPER,
  PROP_VALUE,
  PROP_REFERENCE,
  PROP_EDITABLE,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

enum { SIGNAL_EDITED, N_SIGNALS };

static guint signals[N_SIGNALS];

static char *
value_text(VitrineNumberRow *self)
{
  return format_number(self->value, (int)self->digits);
}

static void
show_value(VitrineNumberRow *self)
{
  g_autofree char *text = value_text(self);
  gtk_editable_set_text(GTK_EDITABLE(self->entry), text);
  gtk_widget_remove_css_class(GTK_WIDGET(self->entry), "error");
}

/* The field is as wide as its numbers usually are, to leave room for the change. */
static void
set_digits(VitrineNumberRow *self, guint digits)
{
  int width = MAX((int)digits + 3, 6);

  self->digits = digits;
  gtk_editable_set_width_chars(GTK_EDITABLE(self->entry), width);
  gtk_editable_set_max_width_chars(GTK_EDITABLE(self->entry), width);
  show_value(self);
}

static void
show_change(VitrineNumberRow *self)
{
  g_autofree char *change = format_change(self->value, self->reference);
  gboolean changed = *change != '\0';
  gtk_label_set_text(self->change_label, change);
  gtk_widget_set_visible(GTK_WIDGET(self->change_label), changed);
  if (changed)
    gtk_widget_add_css_class(GTK_WIDGET(self), "changed");
  else
    gtk_widget_remove_css_class(GTK_WIDGET(self), "changed");
}

/* "Time step: at most 5.00 fs", or NULL when value is within the bounds. Free with
 * g_free.
 */
static char *
bound_text(VitrineNumberRow *self, double value)
{
  double bound = CLAMP(value, self->lower, self->upper);
  g_autofree char *number = format_number(bound, (int)self->digits);
  const char *name = self->label ? self->label : self->title;

  if (value == bound)
    return NULL;
  /* Translators: name of a number: at most its bound with the unit */
  return g_strdup_printf(value > bound ? _("%s: at most %s %s") : _("%s: at least %s %s"),
                         name ? name : "", number, self->unit ? self->unit : "");
}

/* Says that what was typed lies beyond a bound; text NULL: it does not. */
static void
tell_bound(VitrineNumberRow *self, const char *text)
{
  gtk_widget_set_tooltip_text(GTK_WIDGET(self->entry), text);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->entry),
                                 GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text ? text : "",
                                 -1);
  if (text)
    gtk_widget_activate_action(GTK_WIDGET(self), "win.toast", "s", text);
}

static void
edit(VitrineNumberRow *self, double value)
{
  value = CLAMP(value, self->lower, self->upper);
  if (value == self->value) {
    show_value(self);
    return;
  }
  self->value = value;
  show_value(self);
  show_change(self);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_VALUE]);
  g_signal_emit(self, signals[SIGNAL_EDITED], 0, value);
}

static void
commit(VitrineNumberRow *self)
{
  const char *typed = gtk_editable_get_text(GTK_EDITABLE(self->entry));
  g_autofree char *shown = value_text(self);
  double value;

  if (g_strcmp0(typed, shown) == 0)
    return;
  if (!format_parse_number(typed, &value)) {
    gtk_widget_error_bell(GTK_WIDGET(self));
    return;
  }
  g_autofree char *beyond = bound_text(self, value);
  edit(self, value);
  tell_bound(self, beyond);
}

static void
activate_cb(VitrineNumberRow *self)
{
  commit(self);
}

static void
leave_cb(VitrineNumberRow *self)
{
  commit(self);
  show_value(self);
}

static void
typed_cb(VitrineNumberRow *self)
{
  double value;
  const char *typed = gtk_editable_get_text(GTK_EDITABLE(self->entry));
  if (format_parse_number(typed, &value))
    gtk_widget_remove_css_class(GTK_WIDGET(self->entry), "error");
  else
    gtk_widget_add_css_class(GTK_WIDGET(self->entry), "error");
}

static gboolean
key_cb(VitrineNumberRow *self, guint key, guint code, GdkModifierType state)
{
  if (key == GDK_KEY_Escape) {
    show_value(self);
    return GDK_EVENT_STOP;
  }
  if (!self->editable || (key != GDK_KEY_Up && key != GDK_KEY_Down))
    return GDK_EVENT_PROPAGATE;
  double step = state & GDK_SHIFT_MASK ? KEY_STEP_FINE : KEY_STEP;
  double unit = pow(10.0, -(double)self->digits);
  double difference = MAX(round(fabs(self->value) * step / unit), 1.0) * unit;
  double rounded =
      round((self->value + (key == GDK_KEY_Up ? difference : -difference)) / unit);
  edit(self, rounded * unit);
  return GDK_EVENT_STOP;
}

/* A click on the words goes to the number. */
static void
pressed_cb(VitrineNumberRow *self)
{
  if (self->editable)
    gtk_widget_grab_focus(GTK_WIDGET(self->entry));
}

static void
replace_string(char **place, const GValue *value)
{
  g_free(*place);
  *place = g_value_dup_string(value);
}

static void
vitrine_number_row_set_property(GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  VitrineNumberRow *self = VITRINE_NUMBER_ROW(object);

  switch (id) {
  case PROP_SYMBOL:
    replace_string(&self->symbol, value);
    break;
  case PROP_TITLE:
    replace_string(&self->title, value);
    break;
  case PROP_UNIT:
    replace_string(&self->unit, value);
    break;
  case PROP_LABEL:
    vitrine_number_row_set_label(self, g_value_get_string(value));
    break;
  case PROP_DIGITS:
    set_digits(self, g_value_get_uint(value));
    break;
  case PROP_LOWER:
    self->lower = g_value_get_double(value);
    break;
  case PROP_UPPER:
    self->upper = g_value_get_double(value);
    break;
  case PROP_VALUE:
    vitrine_number_row_set_value(self, g_value_get_double(value));
    break;
  case PROP_REFERENCE:
    vitrine_number_row_set_reference(self, g_value_get_double(value));
    break;
  case PROP_EDITABLE:
    vitrine_number_row_set_editable(self, g_value_get_boolean(value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_number_row_get_property(GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  VitrineNumberRow *self = VITRINE_NUMBER_ROW(object);

  switch (id) {
  case PROP_SYMBOL:
    g_value_set_string(value, self->symbol);
    break;
  case PROP_TITLE:
    g_value_set_string(value, self->title);
    break;
  case PROP_UNIT:
    g_value_set_string(value, self->unit);
    break;
  case PROP_LABEL:
    g_value_set_string(value, self->label);
    break;
  case PROP_DIGITS:
    g_value_set_uint(value, self->digits);
    break;
  case PROP_LOWER:
    g_value_set_double(value, self->lower);
    break;
  case PROP_UPPER:
    g_value_set_double(value, self->upper);
    break;
  case PROP_VALUE:
    g_value_set_double(value, self->value);
    break;
  case PROP_REFERENCE:
    g_value_set_double(value, self->reference);
    break;
  case PROP_EDITABLE:
    g_value_set_boolean(value, self->editable);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_number_row_dispose(GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child(GTK_WIDGET(object))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_number_row_parent_class)->dispose(object);
}

static void
vitrine_number_row_finalize(GObject *object)
{
  VitrineNumberRow *self = VITRINE_NUMBER_ROW(object);

  g_free(self->symbol);
  g_free(self->title);
  g_free(self->unit);
  g_free(self->label);
  G_OBJECT_CLASS(vitrine_number_row_parent_class)->finalize(object);
}

static void
install_properties(GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  props[PROP_SYMBOL] = g_param_spec_string("symbol", NULL, NULL, NULL, flags);
  props[PROP_TITLE] = g_param_spec_string("title", NULL, NULL, NULL, flags);
  props[PROP_UNIT] = g_param_spec_string("unit", NULL, NULL, NULL, flags);
  props[PROP_LABEL] = g_param_spec_string("label", NULL, NULL, NULL, flags);
  props[PROP_DIGITS] = g_param_spec_uint("digits", NULL, NULL, 0, 12, 2, flags);
  props[PROP_LOWER] = g_param_spec_double("lower", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE,
                                          -G_MAXDOUBLE, flags);
  props[PROP_UPPER] = g_param_spec_double("upper", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE,
                                          G_MAXDOUBLE, flags);
  props[PROP_VALUE] = g_param_spec_double("value", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE,
                                          0.0, flags | G_PARAM_EXPLICIT_NOTIFY);
  props[PROP_REFERENCE] =
      g_param_spec_double("reference", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0, flags);
  props[PROP_EDITABLE] = g_param_spec_boolean("editable", NULL, NULL, TRUE, flags);
  g_object_class_install_properties(object_class, N_PROPS, props);
}

static void
vitrine_number_row_class_init(VitrineNumberRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_number_row_set_property;
  object_class->get_property = vitrine_number_row_get_property;
  object_class->dispose = vitrine_number_row_dispose;
  object_class->finalize = vitrine_number_row_finalize;
  install_properties(object_class);
  signals[SIGNAL_EDITED] =
      g_signal_new("edited", VITRINE_TYPE_NUMBER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                   NULL, G_TYPE_NONE, 1, G_TYPE_DOUBLE);

  gtk_widget_class_set_css_name(widget_class, "numberrow");
  gtk_widget_class_set_layout_manager_type(widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-number-row.ui");
  gtk_widget_class_bind_template_child(widget_class, VitrineNumberRow, symbol_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineNumberRow, title_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineNumberRow, change_label);
  gtk_widget_class_bind_template_child(widget_class, VitrineNumberRow, entry);
  gtk_widget_class_bind_template_child(widget_class, VitrineNumberRow, unit_label);
  gtk_widget_class_bind_template_callback(widget_class, activate_cb);
  gtk_widget_class_bind_template_callback(widget_class, leave_cb);
  gtk_widget_class_bind_template_callback(widget_class, typed_cb);
  gtk_widget_class_bind_template_callback(widget_class, key_cb);
  gtk_widget_class_bind_template_callback(widget_class, pressed_cb);
}

static void
vitrine_number_row_init(VitrineNumberRow *self)
{
  self->lower = -G_MAXDOUBLE;
  self->upper = G_MAXDOUBLE;
  self->value = NAN;
  self->reference = NAN;
  self->editable = TRUE;
  gtk_widget_init_template(GTK_WIDGET(self));
  set_digits(self, 2);
}

double
vitrine_number_row_get_value(VitrineNumberRow *self)
{
  g_return_val_if_fail(VITRINE_IS_NUMBER_ROW(self), NAN);
  return self->value;
}

void
vitrine_number_row_set_value(VitrineNumberRow *self, double value)
{
  g_return_if_fail(VITRINE_IS_NUMBER_ROW(self));
  if (value == self->value)
    return;
  self->value = value;
  show_value(self);
  show_change(self);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_VALUE]);
}

void
vitrine_number_row_set_reference(VitrineNumberRow *self, double reference)
{
  g_return_if_fail(VITRINE_IS_NUMBER_ROW(self));
  self->reference = reference;
  show_change(self);
}

void
vitrine_number_row_set_editable(VitrineNumberRow *self, gboolean editable)
{
  g_return_if_fail(VITRINE_IS_NUMBER_ROW(self));
  self->editable = editable;
  gtk_editable_set_editable(GTK_EDITABLE(self->entry), editable);
  gtk_widget_set_can_focus(GTK_WIDGET(self->entry), editable);
  gtk_widget_set_can_target(GTK_WIDGET(self->entry), editable);
}

void
vitrine_number_row_set_label(VitrineNumberRow *self, const char *label)
{
  g_return_if_fail(VITRINE_IS_NUMBER_ROW(self));
  if (g_strcmp0(self->label, label) == 0)
    return;
  g_free(self->label);
  self->label = g_strdup(label);
  gtk_accessible_update_property(GTK_ACCESSIBLE(self->entry),
                                 GTK_ACCESSIBLE_PROPERTY_LABEL, label ? label : "", -1);
  g_object_notify_by_pspec(G_OBJECT(self), props[PROP_LABEL]);
}
