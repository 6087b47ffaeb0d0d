// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The picture itself: a GL area with the Renderer and the camera. Left drag orbits,
 * right, middle or Shift drag pans, wheel and pinch zoom, two-finger turn rolls, double
 * click fits; arrow keys orbit (Shift: pan), + and − zoom, Home fits. Draws only when
 * something changed, and a new snapshot never takes more than four fifths of the time of
 * a slow (software) renderer. Where pictures are slow they are drawn more simply while
 * something moves, and fully again when nothing does. Main thread.
 *
 * Signals: picked (int atom, −1: nothing there); failed (text): no picture is possible.
 * Property: frame-rate, frames drawn per second. */
#pragma once

#include <gtk/gtk.h>

#include "render/renderer.h"

#define VITRINE_TYPE_GLASS_AREA (vitrine_glass_area_get_type())
G_DECLARE_FINAL_TYPE(VitrineGlassArea, vitrine_glass_area, VITRINE, GLASS_AREA, GtkGLArea)

/* Keeps a reference; NULL: nothing to see. */
void vitrine_glass_area_set_snapshot(VitrineGlassArea *self, const Snapshot *snapshot);
/* Copied, with references to what it points to. */
void vitrine_glass_area_set_style(VitrineGlassArea *self, const RenderStyle *style);
const RenderStyle *vitrine_glass_area_get_style(VitrineGlassArea *self);
const Camera *vitrine_glass_area_get_camera(VitrineGlassArea *self);

/* Whole cell in view; animate: glide there. */
void vitrine_glass_area_fit(VitrineGlassArea *self, gboolean animate);
void vitrine_glass_area_zoom(VitrineGlassArea *self, double factor);
void vitrine_glass_area_orbit(VitrineGlassArea *self, double yaw, double pitch);
void vitrine_glass_area_set_orthographic(VitrineGlassArea *self, gboolean orthographic);

/* The present view at another size: RGBA, premultiplied, rows from the top; owner:
 * caller. NULL with error when there is no GL or the size is beyond what it can do. */
guint8 *vitrine_glass_area_capture(VitrineGlassArea *self, int width, int height,
                                   GError **error);
