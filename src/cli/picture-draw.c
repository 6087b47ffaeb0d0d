// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "cli/picture-draw.h"

#include <glib/gi18n.h>
#include <math.h>

#include "base/base-error.h"
#include "plot/plot-caption.h"
#include "render/picture-caption.h"

/* Height at which lines have their plain width; larger pictures get wider ones. */
#define PLAIN_HEIGHT 800.0
#define CAPTION_SIZE 14.0

static double
scale_of(const PictureSheet *sheet)
{
  return fmax(1.0, sheet->height / PLAIN_HEIGHT);
}

Offscreen *
picture_sheet_open(const PictureSheet *sheet, GError **error)
{
  Offscreen *offscreen = offscreen_new(sheet->width, sheet->height, sheet->es, error);

  if (offscreen)
    offscreen_set_scale(offscreen, scale_of(sheet));
  return offscreen;
}

static void
write_caption(const PictureSheet *sheet, const Snapshot *snapshot, const Camera *camera,
              guint8 *pixels)
{
  const CaptionParts parts = {TRUE, TRUE, TRUE, TRUE};
  double scale = scale_of(sheet);
  Caption caption;

  picture_caption_init(&caption, snapshot, &sheet->style, camera, sheet->height / scale,
                       parts);
  caption.font_size = CAPTION_SIZE;
  plot_caption_draw_rgba(pixels, sheet->width, sheet->height, scale, &caption);
}

guint8 *
picture_sheet_draw(const PictureSheet *sheet, Offscreen *offscreen,
                   const Snapshot *snapshot, const Camera *camera, GError **error)
{
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  guint8 *pixels = offscreen_draw(offscreen, camera, &sheet->style);

  if (!pixels)
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("OpenGL has no room for %d × %d pixels"), sheet->width, sheet->height);
  else if (!sheet->bare)
    write_caption(sheet, snapshot, camera, pixels);
  return pixels;
}
