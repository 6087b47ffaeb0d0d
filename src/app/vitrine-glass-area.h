// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The picture itself: a GL area with the Renderer and the camera. Left drag orbits,
 * right, middle or Shift drag pans, the wheel zooms, double click fits; fingers do what
 * glass-touch.h says; arrow keys orbit (Shift: pan), + and − zoom, Home fits. Draws only
 * when something changed, and a new snapshot never takes more than four fifths of the
 * time of a slow (software) renderer. Where pictures are slow they are drawn more simply
 * while something moves, and fully again when nothing does. What moves is smoothed for
 * the eye (run/eye-motion.h). A double click centres what is there, or fits. Main thread.
 *
 * Signals: picked (const RenderHit *, gboolean extend): a click, with Shift or Ctrl as
 * one more; hovered (const RenderHit *, double x, double y): what is under the pointer
 * has changed; changed: the next picture differs; failed (text): no picture is possible.
 * Property: frame-rate, frames drawn per second. */
#pragma once

#include <gtk/gtk.h>

#include "app/glass-shot.h"
#include "app/vitrine-look.h"
#include "render/renderer.h"
#include "run/eye-motion.h"

#define VITRINE_TYPE_GLASS_AREA (vitrine_glass_area_get_type())
G_DECLARE_FINAL_TYPE(VitrineGlassArea, vitrine_glass_area, VITRINE, GLASS_AREA, GtkGLArea)

/* Keeps a reference; NULL: nothing to see. */
void vitrine_glass_area_set_snapshot(VitrineGlassArea *self, const Snapshot *snapshot);
/* Copied, with references to what it points to. */
void vitrine_glass_area_set_style(VitrineGlassArea *self, const RenderStyle *style);
const RenderStyle *vitrine_glass_area_get_style(VitrineGlassArea *self);
const Camera *vitrine_glass_area_get_camera(VitrineGlassArea *self);

/* For slices that face the eye; not owned, must live as long. NULL: none. */
void vitrine_glass_area_set_look(VitrineGlassArea *self, VitrineLook *look);

/* What the last picture showed: NULL before the first. */
const Snapshot *vitrine_glass_area_get_shown(VitrineGlassArea *self);
/* The style it was drawn in: that of an ion followed is not the one that was set. */
const RenderStyle *vitrine_glass_area_get_drawn(VitrineGlassArea *self);
/* Where an atom is drawn in it, Å. FALSE when there is no such atom. */
gboolean vitrine_glass_area_place(VitrineGlassArea *self, guint atom, Vec3 *place);

/* Averaging window of what is shown, ps, or EYE_MOTION_AUTO. */
void vitrine_glass_area_set_smoothing(VitrineGlassArea *self, double window);
const EyeMotion *vitrine_glass_area_get_motion(VitrineGlassArea *self);
/* Keeps a memory of the last ps (0: none), and shows a part of it again, slowly; FALSE
 * when it is not remembered (run/eye-motion.h). */
void vitrine_glass_area_set_memory(VitrineGlassArea *self, double memory);
gboolean vitrine_glass_area_replay(VitrineGlassArea *self, double from, double to,
                                   double seconds);
void vitrine_glass_area_end_replay(VitrineGlassArea *self);

/* What is drawn at a place (px). */
RenderHit vitrine_glass_area_hit(VitrineGlassArea *self, double x, double y);

/* Keeps an atom in the middle, with what is around it only; −1: no more. */
void vitrine_glass_area_follow(VitrineGlassArea *self, int atom);
int vitrine_glass_area_get_followed(VitrineGlassArea *self);
/* Glides until an atom is in the middle. */
void vitrine_glass_area_centre(VitrineGlassArea *self, guint atom);

/* The same with several, as large as they can be. */
void vitrine_glass_area_fit_atoms(VitrineGlassArea *self, const guint *atom, guint n);
/* Turns until a vector of the cell (0, 1, 2; flipped: its opposite) points at the eye,
 * with the whole cell in view. */
void vitrine_glass_area_view_along(VitrineGlassArea *self, int vector, gboolean flipped);
/* Whole cell in view; animate: glide there. */
void vitrine_glass_area_fit(VitrineGlassArea *self, gboolean animate);
/* Orientation, centre and zoom of look, and so in a view of any shape until the camera is
 * moved by hand; the projection is that of set_orthographic. */
void vitrine_glass_area_take_view(VitrineGlassArea *self, const Look *look);
/* Writes them, and the projection, into look; where the camera glides, those of its end.
 */
void vitrine_glass_area_fill_view(VitrineGlassArea *self, Look *look);
/* So much at the top lies under something else, px: the whole cell fits below. */
void vitrine_glass_area_set_covered(VitrineGlassArea *self, int height);
void vitrine_glass_area_zoom(VitrineGlassArea *self, double factor);
void vitrine_glass_area_orbit(VitrineGlassArea *self, double yaw, double pitch);
/* Moves the glass along with a pointer, px. */
void vitrine_glass_area_pan(VitrineGlassArea *self, double dx, double dy);
/* Counter-clockwise, rad. */
void vitrine_glass_area_roll(VitrineGlassArea *self, double angle);
void vitrine_glass_area_set_orthographic(VitrineGlassArea *self, gboolean orthographic);

/* Room that there would be for the picture, px: tries again when another size was too
 * large. For a picture that is hidden meanwhile and so knows nothing of it. */
void vitrine_glass_area_offer_room(VitrineGlassArea *self, int width, int height);

/* What is seen now; FALSE before the first picture. shot starts zeroed or as a shot. */
gboolean vitrine_glass_area_take_shot(VitrineGlassArea *self, GlassShot *shot);
/* What there was to be seen at a time since the last picture, µs; owner: caller, or NULL.
 */
Snapshot *vitrine_glass_area_shown_at(VitrineGlassArea *self, gint64 time);
