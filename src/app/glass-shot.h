// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What is seen at one moment, kept: it does not change while the run goes on. Holds
 * references; may be given to another thread. */
#pragma once

#include "app/picture-tags.h"
#include "render/renderer.h"

typedef struct {
  Snapshot *snapshot; /* owned; as shown: smoothed for the eye */
  Camera camera;
  gboolean fitted;   /* the whole cell is in view, as large as it can be */
  RenderStyle style; /* kept (render_style_keep), in full quality */
  int width, height; /* of the view, logical pixels */
  int scale;         /* device pixels of one */
  double window;     /* ps over which what is shown is averaged */
  guint ring_size;   /* formers of the largest rings shown */
  double room_level; /* Å, chosen for surfaces of the room; NAN: found by itself */
  TagsOf names;      /* beside which atoms */
  guint n_selected, selected[CAPTION_MOST_TAGS]; /* in their order */
  Frame *truth; /* owned, or NULL: whose numbers are written */
} GlassShot;

/* to starts zeroed or as a shot. */
void glass_shot_keep(GlassShot *to, const GlassShot *from);
void glass_shot_clear(GlassShot *shot);
/* Names and measured numbers as tags of a picture width × height px, seen by camera. */
void glass_shot_add_tags(const GlassShot *shot, const Camera *camera, double width,
                         double height, Caption *caption);
/* The same atoms at another moment; truth NULL: with the numbers of this one. */
void glass_shot_add_tags_later(const GlassShot *shot, const Snapshot *shown,
                               const Frame *truth, const Camera *camera,
                               const double size[2], Caption *caption);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(GlassShot, glass_shot_clear)
