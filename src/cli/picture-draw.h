// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* One picture with what is written into it, for a file. */
#pragma once

#include "render/offscreen.h"

typedef struct {
  int width, height;
  gboolean es, bare; /* OpenGL ES; nothing written into it */
  RenderStyle style;
} PictureSheet;

Offscreen *picture_sheet_open(const PictureSheet *sheet, GError **error);
/* RGBA, premultiplied, rows from the top; owner: caller. */
guint8 *picture_sheet_draw(const PictureSheet *sheet, Offscreen *offscreen,
                           const Snapshot *snapshot, const Camera *camera,
                           GError **error);
