// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* A picture with what is written into it, for a file: of any size, in tiles where GL
 * demands it, never as a whole in memory. Makes and uses a GL context of its own
 * (render/offscreen.h) in the caller's thread, whichever it is. */
#pragma once

#include "export/export-meter.h"
#include "render/offscreen.h"
#include "render/picture-caption.h"

#define PICTURE_LONGEST_SIDE 65535
#define PICTURE_MOST_PIXELS  1000000000

typedef struct {
  int width, height;   /* pixels */
  double scale;        /* pixels of a px: lines and letters are so much larger */
  gboolean es;         /* OpenGL ES */
  int tile;            /* longest side that is drawn at once, pixels; 0: as is best */
  CaptionParts parts;  /* what is written into it */
  RenderStyle style;   /* borrows what it points to */
  const Caption *tags; /* whose chain and tags (px) are written too; borrowed, or NULL */
} PictureSheet;

/* Whether such a picture can be; error says what could. */
gboolean picture_sheet_size_is_possible(gint64 width, gint64 height, GError **error);
/* The usual scale: lines of pictures up to 800 pixels high are plain, and grow with the
 * height beyond. */
double picture_sheet_scale(int height);
/* What a camera has to be so that all that it sees in a window of one aspect ratio
 * (width/height) is seen in a picture of another. */
Camera picture_sheet_camera(const Camera *camera, double from, double to);

/* A context for pictures that are drawn whole, as those of a movie; at most some thousand
 * pixels wide. */
Offscreen *picture_sheet_open(const PictureSheet *sheet, GError **error);
/* RGBA, premultiplied, rows from the top; owner: caller. */
guint8 *picture_sheet_draw(const PictureSheet *sheet, Offscreen *offscreen,
                           const Snapshot *snapshot, const Camera *camera,
                           GError **error);

typedef struct {
  const char *path;
  double dpi; /* pixels per inch in print; 0: not said */
  ExportMeter meter;
} PictureFile;

/* Draws and writes a PNG; until it is complete a file that was there stays. *driver (may
 * be NULL): who drew it, owner: caller. */
gboolean picture_sheet_save(const PictureSheet *sheet, const Snapshot *snapshot,
                            const Camera *camera, const PictureFile *file, char **driver,
                            GError **error);
/* In how many tiles that is likely to be drawn, where GL's limits are the usual ones. */
int picture_sheet_tiles(const PictureSheet *sheet);
