// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* The flags that put surfaces of pathways into a picture or a movie. */
#pragma once

#include <glib.h>

#include "model/pathways.h"
#include "model/look.h"
#include "render/render-style.h"

typedef struct {
  char *id, *level; /* as typed; owned */
  gboolean channel_only;
  gboolean from_scene; /* nobody typed which surface: the scene says it */
  double value;        /* of the level (run/pathway-finder.h) */
} SurfaceOptions;

/* Adds its entries to those of a picture (picture-options.h). */
void surface_options_add_entries(SurfaceOptions *options, GArray *entries);
/* NULL, or what is wrong (owner: caller). scene: the file is one, and may say what was
 * not typed. */
char *surface_options_check(SurfaceOptions *options, gboolean scene);
/* After the check: what was not typed is as the scene was saved. */
gboolean surface_options_take_scene(SurfaceOptions *options, const Look *look,
                                    GError **error);
void surface_options_fill(const SurfaceOptions *options, RenderStyle *style);
void surface_options_clear(SurfaceOptions *options);

/* Whether surfaces are wanted at all. */
gboolean surface_options_wanted(const SurfaceOptions *options);
/* Pathways of frame, which is of the trajectory at path: its room, or the density up to
 * its time (whole: to the end of the file). path NULL: there is only the frame. Where
 * there is nothing to see at the level, standard error says so. Owner: caller. */
Pathways *surface_options_find(const SurfaceOptions *options, const char *path,
                               const Frame *frame, gboolean whole, GError **error);
