// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-swatch.h"

#define DIAMETER 10

struct _VitrineSwatch {
  GtkWidget parent_instance;

  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE(VitrineSwatch, vitrine_swatch, GTK_TYPE_WIDGET)

enum { PROP_COLOR = 1, N_PROPS };

static GParamSpec *props[N_PROPS];

static void
vitrine_swatch_measure(GtkWidget *widget, GtkOrientation orientation, int for_size,
                       int *minimum, int *natural, int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = *natural = DIAMETER;
}

static void
vitrine_swatch_snapshot(GtkWidget *widget, GtkSnapshot *snapshot)
{
  VitrineSwatch *self = VITRINE_SWATCH(widget);
  float x = (gtk_widget_get_width(widget) - DIAMETER) / 2.0f;
  float y = (gtk_widget_get_height(widget) - DIAMETER) / 2.0f;
  GskRoundedRect disc;

  gsk_rounded_rect_init_from_rect(&disc, &GRAPHENE_RECT_INIT(x, y, DIAMETER, DIAMETER),
                                  DIAMETER / 2.0f);
  gtk_snapshot_push_rounded_clip(snapshot, &disc);
  gtk_snapshot_append_color(snapshot, &self->color, &disc.bounds);
  gtk_snapshot_pop(snapshot);
}

static void
vitrine_swatch_set_property(GObject *object, guint id, const GValue *value,
                            GParamSpec *pspec)
{
  VitrineSwatch *self = VITRINE_SWATCH(object);
  const GdkRGBA *color = g_value_get_boxed(value);

  if (color)
    self->color = *color;
  gtk_widget_queue_draw(GTK_WIDGET(self));
}

static void
vitrine_swatch_get_property(GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boxed(value, &VITRINE_SWATCH(object)->color);
}

static void
vitrine_swatch_class_init(VitrineSwatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS(klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS(klass);

  object_class->set_property = vitrine_swatch_set_property;
  object_class->get_property = vitrine_swatch_get_property;
  props[PROP_COLOR] = g_param_spec_boxed("color", NULL, NULL, GDK_TYPE_RGBA,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties(object_class, N_PROPS, props);
  widget_class->measure = vitrine_swatch_measure;
  widget_class->snapshot = vitrine_swatch_snapshot;
  gtk_widget_class_set_accessible_role(widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
vitrine_swatch_init(VitrineSwatch *self)
{
  self->color = (GdkRGBA){0.5f, 0.5f, 0.5f, 1.0f};
}

GtkWidget *
vitrine_swatch_new(const float rgb[3])
{
  VitrineSwatch *self = g_object_new(VITRINE_TYPE_SWATCH, NULL);
  vitrine_swatch_set_color(self, rgb);
  return GTK_WIDGET(self);
}

void
vitrine_swatch_set_color(VitrineSwatch *self, const float rgb[3])
{
  g_return_if_fail(VITRINE_IS_SWATCH(self));
  self->color = (GdkRGBA){rgb[0], rgb[1], rgb[2], 1.0f};
  gtk_widget_queue_draw(GTK_WIDGET(self));
}
