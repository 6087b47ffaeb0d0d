// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-status-line.h"

#include "app/format-closures.h"

struct _VitrineStatusLine {
  GtkWidget parent_instance;

  VitrineSession *session;
  double frame_rate;
  char *message;
  char *motion;
};

G_DEFINE_FINAL_TYPE(VitrineStatusLine, vitrine_status_line, GTK_TYPE_WIDGET)

/* The labels of the template, in their order. */
enum {
  FIELD_MESSAGE,
  FIELD_MOTION,
  FIELD_STEP,
  FIELD_TIME,
  FIELD_TEMPERATURE,
  FIELD_PRESSURE,
  FIELD_ENERGY,
  FIELD_STEPS_PER_SECOND,
  FIELD_NS_PER_DAY,
  FIELD_FRAME_RATE,
  N_FIELDS
};

#define SPACING 18

enum { PROP_SESSION = 1, PROP_FRAME_RATE, PROP_MESSAGE, PROP_MOTION, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
vitrine_status_line_set_property(GObject *object, guint id, const GValue *value,
                                 GParamSpec *pspec)
{
  VitrineStatusLine *self = VITRINE_STATUS_LINE(object);

  switch (id) {
  case PROP_SESSION:
    g_set_object(&self->session, g_value_get_object(value));
    break;
  case PROP_FRAME_RATE:
    self->frame_rate = g_value_get_double(value);
    break;
  case PROP_MESSAGE:
    g_free(self->message);
    self->message = g_value_dup_string(value);
    break;
  case PROP_MOTION:
    g_free(self->motion);
    self->motion = g_value_dup_string(value);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

static void
vitrine_status_line_get_property(GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  VitrineStatusLine *self = VITRINE_STATUS_LINE(object);

  switch (id) {
  case PROP_SESSION:
    g_value_set_object(value, self->session);
    break;
  case PROP_FRAME_RATE:
    g_value_set_double(value, self->frame_rate);
    break;
  case PROP_MESSAGE:
    g_value_set_string(value, self->message);
    break;
  case PROP_MOTION:
    g_value_set_string(value, self->motion);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID(object, id, pspec);
  }
}

/* --- layout --- */

static int
natural_width(GtkWidget *field)
{
  int least, natural = 0;

  if (gtk_widget_should_layout(field))
    gtk_widget_measure(field, GTK_ORIENTATION_HORIZONTAL, -1, &least, &natural, NULL,
                       NULL);
  return natural > 0 ? natural + SPACING : 0;
}

static guint
collect_fields(GtkWidget *widget, GtkWidget **field)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child(widget); child && n < N_FIELDS;
       child = gtk_widget_get_next_sibling(child))
    field[n++] = child;
  return n;
}

static void
vitrine_status_line_measure(GtkWidget *widget, GtkOrientation orientation, int for_size,
                            int *least, int *natural, int *least_baseline,
                            int *natural_baseline)
{
  GtkWidget *field[N_FIELDS];
  guint n = collect_fields(widget, field);

  *least = *natural = 0;
  for (guint k = 0; k < n; k++) {
    int low, good;
    gtk_widget_measure(field[k], orientation, -1, &low, &good, NULL, NULL);
    if (orientation == GTK_ORIENTATION_HORIZONTAL)
      *natural += natural_width(field[k]);
    else
      *least = *natural = MAX(*natural, good);
  }
}

/* Leaves out what there is no room for; returns the width of the numbers that stay. */
static int
choose_fields(GtkWidget **field, guint n, int room)
{
  static const guint first_to_go[] = {FIELD_STEP,
                                      FIELD_TIME,
                                      FIELD_FRAME_RATE,
                                      FIELD_NS_PER_DAY,
                                      FIELD_STEPS_PER_SECOND,
                                      FIELD_ENERGY,
                                      FIELD_PRESSURE,
                                      FIELD_TEMPERATURE};
  int words = natural_width(field[FIELD_MESSAGE]) + natural_width(field[FIELD_MOTION]);
  int numbers = 0;

  for (guint k = FIELD_STEP; k < n; k++) {
    numbers += natural_width(field[k]);
    gtk_widget_set_child_visible(field[k], TRUE);
  }
  for (guint k = 0; k < G_N_ELEMENTS(first_to_go) && words + numbers > room; k++) {
    numbers -= natural_width(field[first_to_go[k]]);
    gtk_widget_set_child_visible(field[first_to_go[k]], FALSE);
  }
  return numbers;
}

/* From x on, or from the other end; x moves on. */
static void
place_field(GtkWidget *field, const GtkAllocation *line, int *x, int width)
{
  gboolean mirrored = gtk_widget_get_direction(field) == GTK_TEXT_DIR_RTL;
  GtkAllocation place = {mirrored ? line->width - *x - width : *x, 0, width,
                         line->height};

  gtk_widget_size_allocate(field, &place, -1);
  *x += width + SPACING;
}

static void
vitrine_status_line_size_allocate(GtkWidget *widget, int width, int height, int baseline)
{
  const GtkAllocation line = {0, 0, width, height};
  GtkWidget *field[N_FIELDS];
  guint n = collect_fields(widget, field);
  int x = 0;

  g_return_if_fail(n == N_FIELDS);
  /* there is one gap less than there are fields */
  int words = MAX(width + SPACING - choose_fields(field, n, width + SPACING), SPACING);
  int motion = MIN(natural_width(field[FIELD_MOTION]), words - SPACING);
  place_field(field[FIELD_MESSAGE], &line, &x, words - motion - SPACING);
  if (motion == 0)
    x -= SPACING;
  place_field(field[FIELD_MOTION], &line, &x, MAX(motion - SPACING, 0));
  for (guint k = FIELD_STEP; k < n; k++)
    if (gtk_widget_should_layout(field[k]) && gtk_widget_get_child_visible(field[k]))
      place_field(field[k], &line, &x, natural_width(field[k]) - SPACING);
}

static void
vitrine_status_line_dispose(GObject *object)
{
  VitrineStatusLine *self = VITRINE_STATUS_LINE(object);
  GtkWidget *child;

  g_clear_object(&self->session);
  g_clear_pointer(&self->message, g_free);
  g_clear_pointer(&self->motion, g_free);
  while ((child = gtk_widget_get_first_child(GTK_WIDGET(self))))
    gtk_widget_unparent(child);
  G_OBJECT_CLASS(vitrine_status_line_parent_class)->dispose(object);
}

static void
vitrine_status_line_class_init(VitrineStatusLineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = vitrine_status_line_set_property;
  object_class->get_property = vitrine_status_line_get_property;
  object_class->dispose = vitrine_status_line_dispose;
  props[PROP_SESSION] =
      g_param_spec_object("session", NULL, NULL, VITRINE_TYPE_SESSION, flags);
  props[PROP_FRAME_RATE] =
      g_param_spec_double("frame-rate", NULL, NULL, 0.0, G_MAXDOUBLE, 0.0, flags);
  props[PROP_MESSAGE] = g_param_spec_string("message", NULL, NULL, NULL, flags);
  props[PROP_MOTION] = g_param_spec_string("motion", NULL, NULL, NULL, flags);
  g_object_class_install_properties(object_class, N_PROPS, props);

  gtk_widget_class_set_css_name(widget_class, "statusline");
  widget_class->measure = vitrine_status_line_measure;
  widget_class->size_allocate = vitrine_status_line_size_allocate;
  gtk_widget_class_set_template_from_resource(
      widget_class, "/org/vitrine/Vitrine/ui/vitrine-status-line.ui");
  format_bind_closures(widget_class);
}

static void
vitrine_status_line_init(VitrineStatusLine *self)
{
  gtk_widget_init_template(GTK_WIDGET(self));
}
