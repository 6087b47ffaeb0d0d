// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/picture-sheet.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "base/base-error.h"
#include "io/png-file.h"
#include "plot/plot-caption.h"
#include "render/picture-keys.h"

/* Height at which lines have their plain width; larger pictures get wider ones. */
#define PLAIN_HEIGHT 800.0
#define CAPTION_SIZE 14.0
/* Lines grow no more than this, so that the margins of tiles leave something of them. */
#define MOST_SCALE 16.0
/* Pixels of a row of tiles, as far as memory goes, and the sides of their cores. */
#define ROW_PIXELS     (1 << 26)
#define SMALLEST_CORE  512
#define LARGEST_CORE   2560
#define USUAL_GL_LIMIT 16384

gboolean
picture_sheet_size_is_possible(gint64 width, gint64 height, GError **error)
{
  if (width > 0 && height > 0 && width <= PICTURE_LONGEST_SIDE &&
      height <= PICTURE_LONGEST_SIDE && width * height <= PICTURE_MOST_PIXELS)
    return TRUE;
  g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
              _("a picture of %lld × %lld pixels is not possible: each side has 1 to %d, "
                "and all together at most %d million"),
              (long long)width, (long long)height, PICTURE_LONGEST_SIDE,
              PICTURE_MOST_PIXELS / 1000000);
  return FALSE;
}

double
picture_sheet_scale(int height)
{
  return fmax(1.0, height / PLAIN_HEIGHT);
}

Camera
picture_sheet_camera(const Camera *camera, double from, double to)
{
  Camera wide = *camera;

  if (to < from)
    wide.fov = 2.0 * atan(tan(0.5 * camera->fov) * from / to);
  return wide;
}

static double
line_scale(const PictureSheet *sheet)
{
  return fmin(sheet->scale, MOST_SCALE);
}

Offscreen *
picture_sheet_open(const PictureSheet *sheet, GError **error)
{
  Offscreen *offscreen = offscreen_new(sheet->width, sheet->height, sheet->es, error);

  if (offscreen)
    offscreen_set_scale(offscreen, line_scale(sheet));
  return offscreen;
}

static Caption
make_caption(const PictureSheet *sheet, const Snapshot *snapshot, const Camera *camera)
{
  Caption caption;

  picture_caption_init(&caption, snapshot, &sheet->style, camera,
                       sheet->height / sheet->scale, sheet->parts);
  if (snapshot && sheet->parts.colours)
    picture_caption_add_species(&caption, snapshot, &sheet->style);
  if (snapshot && sheet->parts.colours)
    picture_keys_add(&caption, snapshot, &sheet->style, PICTURE_KEY_ALL);
  caption.font_size = CAPTION_SIZE;
  if (!sheet->tags)
    return caption;
  caption.n_chain = sheet->tags->n_chain;
  caption.n_tags = sheet->tags->n_tags;
  memcpy(caption.chain, sheet->tags->chain, sizeof caption.chain);
  memcpy(caption.tag, sheet->tags->tag, sizeof caption.tag);
  return caption;
}

guint8 *
picture_sheet_draw(const PictureSheet *sheet, Offscreen *offscreen,
                   const Snapshot *snapshot, const Camera *camera, GError **error)
{
  const CaptionBand all = {sheet->width, sheet->height, 0, sheet->height, sheet->scale};

  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  guint8 *pixels = offscreen_draw(offscreen, camera, &sheet->style);
  if (!pixels) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("OpenGL has no room for %d × %d pixels"), sheet->width, sheet->height);
    return NULL;
  }
  Caption caption = make_caption(sheet, snapshot, camera);
  plot_caption_draw_band(pixels, &all, &caption);
  return pixels;
}

static gboolean
plan_tiles(const PictureSheet *sheet, int limit, TilePlan *plan)
{
  int margin = renderer_margin(line_scale(sheet));
  int core = CLAMP(ROW_PIXELS / sheet->width, SMALLEST_CORE, LARGEST_CORE);
  int longest = sheet->tile > 0 ? sheet->tile : core + 2 * margin;

  return tile_plan_init(plan, sheet->width, sheet->height, margin, MIN(longest, limit));
}

int
picture_sheet_tiles(const PictureSheet *sheet)
{
  TilePlan plan;

  return plan_tiles(sheet, USUAL_GL_LIMIT, &plan) ? plan.n_columns * plan.n_rows : 0;
}

typedef struct {
  const PictureSheet *sheet;
  Offscreen *offscreen;
  const Camera *camera;
  TilePlan plan;
  Caption caption;
} Press;

/* One row of tiles after the other. */
static gboolean
print(Press *press, PngWriter *writer, const ExportMeter *meter, GError **error)
{
  const PictureSheet *sheet = press->sheet;
  g_autofree guint8 *rgba =
      g_try_malloc_n(4 * (gsize)sheet->width, (gsize)press->plan.step);
  CaptionBand band = {
      .width = sheet->width, .height = sheet->height, .scale = sheet->scale};

  if (!rgba) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                _("There is no memory for a picture %d pixels wide"), sheet->width);
    return FALSE;
  }
  for (int row = 0; row < press->plan.n_rows; row++, band.top += band.n_rows) {
    band.n_rows = tile_plan_get(&press->plan, 0, row).height;
    if (!export_meter_report(meter, (double)band.top / sheet->height, error))
      return FALSE;
    if (!offscreen_draw_row(press->offscreen, press->camera, &sheet->style, &press->plan,
                            row, rgba)) {
      g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_FAILED,
                  _("OpenGL has no room for tiles of %d pixels"), press->plan.step);
      return FALSE;
    }
    plot_caption_draw_band(rgba, &band, &press->caption);
    if (!png_writer_add_rows(writer, rgba, band.n_rows, error))
      return FALSE;
  }
  return export_meter_report(meter, 1.0, error);
}

gboolean
picture_sheet_save(const PictureSheet *sheet, const Snapshot *snapshot,
                   const Camera *camera, const PictureFile *file, char **driver,
                   GError **error)
{
  if (!picture_sheet_size_is_possible(sheet->width, sheet->height, error))
    return FALSE;
  g_autoptr(Offscreen) offscreen = offscreen_new(1, 1, sheet->es, error);
  Press press = {sheet, offscreen, camera};

  if (!offscreen)
    return FALSE;
  if (!plan_tiles(sheet, offscreen_longest_side(offscreen), &press.plan)) {
    g_set_error(error, VITRINE_ERROR, VITRINE_ERROR_INPUT,
                _("Tiles of %d pixels are too small for lines so thick"), sheet->tile);
    return FALSE;
  }
  offscreen_set_scale(offscreen, line_scale(sheet));
  renderer_set_snapshot(offscreen_renderer(offscreen), snapshot);
  press.caption = make_caption(sheet, snapshot, camera);
  g_autoptr(PngWriter) writer =
      png_writer_new(file->path, sheet->width, sheet->height, sheet->style.transparent,
                     file->dpi, error);
  if (!writer || !print(&press, writer, &file->meter, error) ||
      !png_writer_finish(writer, error))
    return FALSE;
  if (driver)
    *driver = g_strdup(offscreen_description(offscreen));
  return TRUE;
}
