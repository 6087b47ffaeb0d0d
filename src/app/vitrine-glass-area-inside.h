// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The inside of the picture, shared by vitrine-glass-area.c (its context, what is drawn),
 * vitrine-glass-area-camera.c (from where) and vitrine-glass-area-input.c (pointer and
 * keys). Nobody else includes this. Main thread. */
#pragma once

#include "app/gl-canvas.h"
#include "app/picture-pace.h"
#include "app/vitrine-glass-area.h"

struct _VitrineGlassArea {
  GtkGLArea parent_instance;

  Renderer *renderer; /* owned; lives in the area's context */
  GlCanvas canvas;    /* where cairo draws the window */
  EyeMotion *motion;  /* owned */
  VitrineLook *look;  /* not owned */
  Snapshot *snapshot; /* the newest */
  Snapshot *shown;    /* in the last picture */
  RenderStyle style, drawn;
  char *failure;

  Camera camera;
  double fitted_distance;
  int covered;     /* px at the top that something lies over */
  gboolean fitted; /* not moved by hand since fitting: follows the window's shape */
  Look view;       /* what it is fitted to: orientation, centre, zoom; owned */
  Camera glide_from, glide_to;
  gint64 glide_start; /* 0: not gliding */

  int followed; /* atom, −1: none */
  Vec3 followed_at;
  AtomLook *follow_look; /* what is hidden away from it; owned */

  gboolean pointer_inside, pointer_moved, pressed;
  double pointer_x, pointer_y;
  RenderHit hovered;
  gint64 hovered_at;

  double drag_x, drag_y; /* last offset */

  PicturePace pace;
  gboolean snapshot_waiting;
};

/* The next picture differs. */
void vitrine_glass_area_redraw(VitrineGlassArea *self);

/* To what it was fitted to before: at once, and from now on whenever the window's shape
 * changes; animate: glides there. */
void vitrine_glass_area_fit_now(VitrineGlassArea *self);
void vitrine_glass_area_fit_again(VitrineGlassArea *self, gboolean animate);
/* Fitted to the whole of what is drawn, as when nobody chose otherwise. */
gboolean vitrine_glass_area_fits_all(const VitrineGlassArea *self);
/* The camera is where a person wants it: it no longer glides, nor follows the window. */
void vitrine_glass_area_moved_by_hand(VitrineGlassArea *self);
/* Moves on; FALSE when it does not glide. */
gboolean vitrine_glass_area_glide(VitrineGlassArea *self, gint64 now);
/* Camera and what is hidden follow the ion that is followed to its place in shown. */
void vitrine_glass_area_keep_up(VitrineGlassArea *self);
/* Fitted where nothing lies over the picture, as in a file. */
Camera vitrine_glass_area_uncovered_camera(VitrineGlassArea *self);

void vitrine_glass_area_add_input(VitrineGlassArea *self);
/* At most once a picture, and seldom while the pointer rests. */
void vitrine_glass_area_look_under_pointer(VitrineGlassArea *self, gint64 now);
