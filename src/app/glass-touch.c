// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/glass-touch.h"

#include <math.h>

#define ZOOM_PER_NOTCH  1.12
#define ZOOM_PER_PIXEL  1.004
#define ORBIT_PER_PIXEL 0.006 /* rad */
#define NOTCH           40.0  /* px, of a touchpad that counts notches */

typedef struct {
  VitrineGlassArea *area;
  double scale, angle; /* of the gesture so far */
  double x, y;         /* px, middle of the fingers */
  gboolean placed;
} Touch;

static void
zoom_begin_cb(Touch *self)
{
  self->scale = 1.0;
  self->placed = FALSE;
}

static void
scale_cb(Touch *self, double scale)
{
  if (!(scale > 0.0))
    return;
  vitrine_glass_area_zoom(self->area, scale / self->scale);
  self->scale = scale;
}

/* The glass goes along with the fingers. */
static void
move_cb(Touch *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  double x, y;

  if (!gtk_gesture_get_bounding_box_center(gesture, &x, &y))
    return;
  if (self->placed && (x != self->x || y != self->y))
    vitrine_glass_area_pan(self->area, x - self->x, y - self->y);
  self->x = x;
  self->y = y;
  self->placed = TRUE;
}

static void
rotate_begin_cb(Touch *self)
{
  self->angle = 0.0;
}

static void
angle_cb(Touch *self, double angle, double delta)
{
  vitrine_glass_area_roll(self->area, self->angle - delta);
  self->angle = delta;
}

static gboolean
is_touchpad(GtkEventController *controller)
{
  GdkDevice *device = gtk_event_controller_get_current_event_device(controller);

  return device && gdk_device_get_source(device) == GDK_SOURCE_TOUCHPAD;
}

static gboolean
scroll_cb(Touch *self, double dx, double dy, GtkEventController *controller)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state(controller);
  gboolean pixels =
      gtk_event_controller_scroll_get_unit(GTK_EVENT_CONTROLLER_SCROLL(controller)) ==
      GDK_SCROLL_UNIT_SURFACE;
  double step = pixels ? 1.0 : NOTCH;

  if (!pixels && !is_touchpad(controller))
    vitrine_glass_area_zoom(self->area, pow(ZOOM_PER_NOTCH, -dy));
  else if (state & GDK_CONTROL_MASK)
    vitrine_glass_area_zoom(self->area, pow(ZOOM_PER_PIXEL, -dy * step));
  else if (state & GDK_SHIFT_MASK)
    vitrine_glass_area_pan(self->area, -dx * step, -dy * step);
  else
    vitrine_glass_area_orbit(self->area, -dx * step * ORBIT_PER_PIXEL,
                             -dy * step * ORBIT_PER_PIXEL);
  return GDK_EVENT_STOP;
}

void
glass_touch_attach(VitrineGlassArea *area, GtkGesture *drag)
{
  Touch *self = g_new0(Touch, 1);
  GtkGesture *zoom = gtk_gesture_zoom_new(), *rotate = gtk_gesture_rotate_new();
  GtkEventController *scroll =
      gtk_event_controller_scroll_new(GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  self->area = area;
  self->scale = 1.0;
  g_object_set_data_full(G_OBJECT(scroll), "glass-touch", self, g_free);
  g_signal_connect_swapped(zoom, "begin", G_CALLBACK(zoom_begin_cb), self);
  g_signal_connect_swapped(zoom, "scale-changed", G_CALLBACK(scale_cb), self);
  g_signal_connect_swapped(zoom, "update", G_CALLBACK(move_cb), self);
  g_signal_connect_swapped(rotate, "begin", G_CALLBACK(rotate_begin_cb), self);
  g_signal_connect_swapped(rotate, "angle-changed", G_CALLBACK(angle_cb), self);
  g_signal_connect_swapped(scroll, "scroll", G_CALLBACK(scroll_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(area), GTK_EVENT_CONTROLLER(zoom));
  gtk_widget_add_controller(GTK_WIDGET(area), GTK_EVENT_CONTROLLER(rotate));
  gtk_widget_add_controller(GTK_WIDGET(area), scroll);
  gtk_gesture_group(zoom, drag);
  gtk_gesture_group(rotate, drag);
}
