// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/rubber-band.h"

#include <math.h>

#include "render/geometry.h"

#define THRESHOLD 3.0 /* px, below that of the drag that turns */

typedef struct {
  VitrineGlassArea *area;
  VitrineGlassMarks *marks;
  RubberBandFunc caught;
  gpointer data;
  gboolean pulled;
  double band[4];
} RubberBand;

static gboolean
is_seen(const Frame *frame, const RenderStyle *style, guint atom, Vec3 place)
{
  return !geometry_is_hidden(style, atom, frame->type[atom]) &&
         !geometry_is_sliced(style, &frame->cell, place);
}

GArray *
rubber_band_catch(VitrineGlassArea *area, const double band[4])
{
  const Snapshot *shown = vitrine_glass_area_get_shown(area);
  const RenderStyle *style = vitrine_glass_area_get_drawn(area);
  const Camera *camera = vitrine_glass_area_get_camera(area);
  double width = gtk_widget_get_width(GTK_WIDGET(area)), x, y;
  double height = gtk_widget_get_height(GTK_WIDGET(area));
  GArray *atoms = g_array_new(FALSE, FALSE, sizeof(guint));

  for (guint i = 0; shown && i < shown->frame->n_atoms; i++) {
    Vec3 place = render_atom_position(shown, style, i);
    if (camera_project(camera, place, width, height, &x, &y, NULL) &&
        x >= fmin(band[0], band[2]) && x <= fmax(band[0], band[2]) &&
        y >= fmin(band[1], band[3]) && y <= fmax(band[1], band[3]) &&
        is_seen(shown->frame, style, i, place))
      g_array_append_val(atoms, i);
  }
  return atoms;
}

static void
begin_cb(RubberBand *self, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
      gtk_event_controller_get_current_event_state(GTK_EVENT_CONTROLLER(gesture));

  self->pulled = FALSE;
  self->band[0] = self->band[2] = x;
  self->band[1] = self->band[3] = y;
  if (!(state & GDK_CONTROL_MASK))
    gtk_gesture_set_state(gesture, GTK_EVENT_SEQUENCE_DENIED);
}

static void
update_cb(RubberBand *self, double dx, double dy, GtkGesture *gesture)
{
  if (!self->pulled && hypot(dx, dy) < THRESHOLD)
    return;
  self->pulled = TRUE;
  gtk_gesture_set_state(gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->band[2] = self->band[0] + dx;
  self->band[3] = self->band[1] + dy;
  vitrine_glass_marks_set_band(self->marks, self->band);
}

static void
end_cb(RubberBand *self)
{
  if (!self->pulled)
    return;
  self->pulled = FALSE;
  vitrine_glass_marks_set_band(self->marks, NULL);
  g_autoptr(GArray) atoms = rubber_band_catch(self->area, self->band);
  self->caught(atoms, self->data);
}

static void
cancel_cb(RubberBand *self)
{
  self->pulled = FALSE;
  vitrine_glass_marks_set_band(self->marks, NULL);
}

void
rubber_band_attach(VitrineGlassArea *area, VitrineGlassMarks *marks,
                   RubberBandFunc caught, gpointer data)
{
  RubberBand *self = g_new0(RubberBand, 1);
  GtkGesture *drag = gtk_gesture_drag_new();

  *self = (RubberBand){.area = area, .marks = marks, .caught = caught, .data = data};
  gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(drag),
                                             GTK_PHASE_CAPTURE);
  g_object_set_data_full(G_OBJECT(drag), "rubber-band", self, g_free);
  g_signal_connect_swapped(drag, "drag-begin", G_CALLBACK(begin_cb), self);
  g_signal_connect_swapped(drag, "drag-update", G_CALLBACK(update_cb), self);
  g_signal_connect_swapped(drag, "drag-end", G_CALLBACK(end_cb), self);
  g_signal_connect_swapped(drag, "cancel", G_CALLBACK(cancel_cb), self);
  gtk_widget_add_controller(GTK_WIDGET(area), GTK_EVENT_CONTROLLER(drag));
}
