// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Names beside atoms, and lengths and angles between those that are selected, as tags in
 * a picture's caption. Pure; any thread. */
#pragma once

#include "model/caption.h"
#include "model/snapshot.h"
#include "render/camera.h"
#include "render/render-style.h"

typedef enum {
  TAGS_NONE,
  TAGS_SELECTED,
  TAGS_ALL, /* that have room, the nearest ones first, unless there are very many */
} TagsOf;

typedef struct {
  const Snapshot *shown; /* as drawn; not NULL */
  const RenderStyle *style;
  const Camera *camera;
  double width, height; /* px of the picture, as the caption counts them */
  TagsOf names;
  const guint *selected; /* in the order of selection */
  guint n_selected;
  const Frame *truth; /* whose numbers count, or NULL: none are written */
} PictureTags;

/* Adds the chain of two to four selected atoms with its numbers, then names. */
void picture_tags_add(Caption *caption, const PictureTags *tags);
