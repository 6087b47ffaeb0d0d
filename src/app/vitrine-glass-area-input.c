// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/vitrine-glass-area-inside.h"

#include <math.h>

#include "app/glass-touch.h"

#define ORBIT_PER_PIXEL 0.008 /* rad */
#define ORBIT_PER_KEY   0.08
#define PAN_PER_KEY     0.05 /* of the height */
#define ZOOM_PER_NOTCH  1.12
#define DRAG_THRESHOLD  4.0    /* px: below it a press is a click */
#define HOVER_US        120000 /* between looks at what moves under the pointer */

void
vitrine_glass_area_look_under_pointer(VitrineGlassArea *self, gint64 now)
{
  RenderHit hit = {.kind = RENDER_NOTHING};

  if (!self->pointer_moved && now - self->hovered_at < HOVER_US)
    return;
  self->pointer_moved = FALSE;
  self->hovered_at = now;
  if (self->pointer_inside && !self->pressed)
    hit = vitrine_glass_area_hit(self, self->pointer_x, self->pointer_y);
  if (hit.kind == RENDER_NOTHING && self->hovered.kind == RENDER_NOTHING)
    return;
  self->hovered = hit;
  g_signal_emit_by_name(self, "hovered", &hit, self->pointer_x, self->pointer_y);
}

static void
drag_begin_cb(VitrineGlassArea *self)
{
  self->drag_x = self->drag_y = 0.0;
  self->pressed = TRUE;
  gtk_widget_grab_focus(GTK_WIDGET(self));
}

static void
drag_end_cb(VitrineGlassArea *self)
{
  self->pressed = FALSE;
}

static void
drag_update_cb(VitrineGlassArea *self, double x, double y, GtkGesture *gesture)
{
  GtkGestureSingle *single = GTK_GESTURE_SINGLE(gesture);
  GdkEventSequence *sequence = gtk_gesture_single_get_current_sequence(single);
  gboolean dragging =
      gtk_gesture_get_sequence_state(gesture, sequence) == GTK_EVENT_SEQUENCE_CLAIMED;
  if (!dragging && hypot(x, y) < DRAG_THRESHOLD)
    return;
  gtk_gesture_set_state(gesture, GTK_EVENT_SEQUENCE_CLAIMED);

  double dx = x - self->drag_x, dy = y - self->drag_y;
  self->drag_x = x;
  self->drag_y = y;
  GdkModifierType state =
      gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));
  gboolean left = gtk_gesture_single_get_current_button(single) == GDK_BUTTON_PRIMARY;
  if (left && !(state & GDK_SHIFT_MASK))
    vitrine_glass_area_orbit(self, dx * ORBIT_PER_PIXEL, dy * ORBIT_PER_PIXEL);
  else
    vitrine_glass_area_pan(self, dx, dy);
}

static void
released_cb(VitrineGlassArea *self, int n_press, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));
  gboolean extend = (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK)) != 0;
  RenderHit hit = vitrine_glass_area_hit(self, x, y);

  if (n_press == 1)
    g_signal_emit_by_name(self, "picked", &hit, extend);
  else if (n_press == 2 && hit.kind == RENDER_ATOM)
    vitrine_glass_area_centre(self, hit.index);
  else if (n_press == 2)
    vitrine_glass_area_fit(self, TRUE);
}

static void
pointer_cb(VitrineGlassArea *self, double x, double y)
{
  self->pointer_moved =
      !self->pointer_inside || x != self->pointer_x || y != self->pointer_y;
  self->pointer_inside = TRUE;
  self->pointer_x = x;
  self->pointer_y = y;
}

static void
pointer_left_cb(VitrineGlassArea *self)
{
  self->pointer_inside = FALSE;
  self->pointer_moved = TRUE;
}

static gboolean
arrow_key(VitrineGlassArea *self, double x, double y, gboolean pan)
{
  if (pan) {
    camera_pan(&self->camera, x * PAN_PER_KEY, y * PAN_PER_KEY);
    vitrine_glass_area_moved_by_hand(self);
  } else {
    vitrine_glass_area_orbit(self, x * ORBIT_PER_KEY, y * ORBIT_PER_KEY);
  }
  return GDK_EVENT_STOP;
}

static gboolean
key_cb(VitrineGlassArea *self, guint key, guint code, GdkModifierType state)
{
  gboolean pan = (state & GDK_SHIFT_MASK) != 0;

  if (state & (GDK_CONTROL_MASK | GDK_ALT_MASK))
    return GDK_EVENT_PROPAGATE;
  switch (key) {
  case GDK_KEY_Left:
    return arrow_key(self, -1.0, 0.0, pan);
  case GDK_KEY_Right:
    return arrow_key(self, 1.0, 0.0, pan);
  case GDK_KEY_Up:
    return arrow_key(self, 0.0, -1.0, pan);
  case GDK_KEY_Down:
    return arrow_key(self, 0.0, 1.0, pan);
  case GDK_KEY_plus:
  case GDK_KEY_equal:
  case GDK_KEY_KP_Add:
    vitrine_glass_area_zoom(self, ZOOM_PER_NOTCH);
    return GDK_EVENT_STOP;
  case GDK_KEY_minus:
  case GDK_KEY_KP_Subtract:
    vitrine_glass_area_zoom(self, 1.0 / ZOOM_PER_NOTCH);
    return GDK_EVENT_STOP;
  case GDK_KEY_Home:
    vitrine_glass_area_fit(self, TRUE);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static void
add_drag(VitrineGlassArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new();
  gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(drag), 0);
  g_signal_connect_swapped(drag, "drag-begin", G_CALLBACK(drag_begin_cb), self);
  g_signal_connect_swapped(drag, "drag-update", G_CALLBACK(drag_update_cb), self);
  g_signal_connect_swapped(drag, "drag-end", G_CALLBACK(drag_end_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(drag));

  GtkGesture *click = gtk_gesture_click_new();
  g_signal_connect_swapped(click, "released", G_CALLBACK(released_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), GTK_EVENT_CONTROLLER(click));
  gtk_gesture_group(click, drag);
  glass_touch_attach(self, drag);

  GtkEventController *pointer = gtk_event_controller_motion_new();
  g_signal_connect_swapped(pointer, "enter", G_CALLBACK(pointer_cb), self);
  g_signal_connect_swapped(pointer, "motion", G_CALLBACK(pointer_cb), self);
  g_signal_connect_swapped(pointer, "leave", G_CALLBACK(pointer_left_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), pointer);
}

static void
add_keys(VitrineGlassArea *self)
{
  GtkEventController *keys = gtk_event_controller_key_new();
  g_signal_connect_swapped(keys, "key-pressed", G_CALLBACK(key_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(self), keys);
}

void
vitrine_glass_area_add_input(VitrineGlassArea *self)
{
  add_drag(self);
  add_keys(self);
}
