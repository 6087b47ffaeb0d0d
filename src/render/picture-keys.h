// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* What the colours of things other than atoms say, for the caption of a picture: classes
 * of rings, hops, surfaces, the doorway of a hop. Plain CPU work; any thread. */
#pragma once

#include "model/caption.h"
#include "model/snapshot.h"
#include "render/render-style.h"

typedef enum {
  PICTURE_KEY_RINGS = 1 << 0,
  PICTURE_KEY_HOPS = 1 << 1,
  PICTURE_KEY_SURFACES = 1 << 2,
  PICTURE_KEY_ALL = 7,
} PictureKeys;

/* Adds those of wanted that are in the picture. Rings that are coloured by size have
 * their list in picture-caption.h. */
void picture_keys_add(Caption *caption, const Snapshot *snapshot,
                      const RenderStyle *style, PictureKeys wanted);
/* Hops of the snapshot that style lets through (age, species, length), and of those how
 * many trails are drawn; a pair there and back is one. shown may be NULL. */
guint picture_keys_count_hops(const Snapshot *snapshot, const RenderStyle *style,
                              guint *shown);
