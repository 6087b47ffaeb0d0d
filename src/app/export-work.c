// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/export-work.h"

#include <math.h>

#include "export/movie-play.h"
#include "export/movie-turn.h"

#define LEAST_SCALE 0.2
/* Of the work on a trajectory with hops: finding them. */
#define HOPS_SHARE 0.25

ExportOrder *
export_order_new(ExportKind kind, const GlassShot *shot)
{
  ExportOrder *order = g_new0(ExportOrder, 1);

  order->kind = kind;
  order->interval = NAN;
  glass_shot_keep(&order->shot, shot);
  return order;
}

void
export_order_free(ExportOrder *order)
{
  if (!order)
    return;
  glass_shot_clear(&order->shot);
  g_free(order->path);
  g_free(order->trajectory);
  g_free(order);
}

PictureSheet
export_order_sheet(const ExportOrder *order, int width, int height)
{
  const GlassShot *shot = &order->shot;
  double across = (double)width / shot->width, down = (double)height / shot->height;
  PictureSheet sheet = {.width = width,
                        .height = height,
                        .scale = fmax(fmin(across, down), LEAST_SCALE),
                        .parts = order->parts,
                        .style = shot->style};

  sheet.style.economy = 0;
  sheet.style.transparent = order->kind == EXPORT_PICTURE && order->transparent;
  return sheet;
}

Camera
export_order_camera(const ExportOrder *order, int width, int height)
{
  const GlassShot *shot = &order->shot;
  Camera camera = shot->camera;

  if (shot->fitted) {
    Cell whole = render_whole_cell(&shot->snapshot->frame->cell, &shot->style);
    camera_frame(&camera, &whole, (double)width / height);
    return camera;
  }
  return picture_sheet_camera(&shot->camera, (double)shot->width / shot->height,
                              (double)width / height);
}

/* A stage of the work: from … to of the whole. */
typedef struct {
  ExportOrder *order;
  GCancellable *cancellable;
  double from, to;
} Stage;

static gboolean
report_cb(double fraction, gpointer data)
{
  const Stage *stage = data;
  double done = stage->from + fraction * (stage->to - stage->from);

  g_atomic_int_set(&stage->order->permille, (gint)(1000.0 * done));
  return !g_cancellable_is_cancelled(stage->cancellable);
}

static gboolean
save_picture(Stage *stage, GError **error)
{
  const ExportOrder *order = stage->order;
  PictureSheet sheet = export_order_sheet(order, order->width, order->height);
  Camera camera = export_order_camera(order, order->width, order->height);
  const PictureFile file = {order->path, order->dpi, {report_cb, stage}};
  Caption tags = {0};

  glass_shot_add_tags(&order->shot, &camera, sheet.width / sheet.scale,
                      sheet.height / sheet.scale, &tags);
  sheet.tags = &tags;

  return picture_sheet_save(&sheet, order->shot.snapshot, &camera, &file, NULL, error);
}

static gboolean
save_trajectory(Stage *stage, const MovieJob *job, GError **error)
{
  const ExportOrder *order = stage->order;
  MoviePlay play = {.path = order->trajectory,
                    .interval = order->interval,
                    .seconds = order->seconds,
                    .window = order->smooth ? order->shot.window : 0.0,
                    .ring_size = order->shot.ring_size,
                    .pathways = order->shot.snapshot->pathways,
                    .level = order->shot.room_level};
  g_autoptr(GPtrArray) hops = NULL;

  if (order->shot.style.show_hops) {
    stage->to = HOPS_SHARE;
    hops = movie_find_hops(&play, NAN, NAN, &job->meter, error);
    if (!hops)
      return FALSE;
    play.hops = hops;
    stage->from = HOPS_SHARE;
    stage->to = 1.0;
  }
  return movie_play(job, &play, error) > 0;
}

static void
tags_cb(const Snapshot *shown, const Frame *truth, const Camera *camera, gpointer data,
        Caption *caption)
{
  const ExportOrder *order = data;
  PictureSheet sheet = export_order_sheet(order, order->width, order->height);
  const double size[2] = {sheet.width / sheet.scale, sheet.height / sheet.scale};

  glass_shot_add_tags_later(&order->shot, shown, truth, camera, size, caption);
}

static gboolean
save_movie(Stage *stage, GError **error)
{
  const ExportOrder *order = stage->order;
  const MovieJob job = {
      .output = order->path,
      .sheet = export_order_sheet(order, order->width, order->height),
      .camera = export_order_camera(order, order->width, order->height),
      .rate = order->rate,
      .meter = {report_cb, stage},
      .tags = tags_cb,
      .tags_data = stage->order,
  };

  if (order->kind == EXPORT_TRAJECTORY)
    return save_trajectory(stage, &job, error);
  return movie_turntable(&job, order->shot.snapshot, order->seconds, error) > 0;
}

static void
work_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ExportOrder *order = data;
  Stage stage = {order, cancellable, 0.0, 1.0};
  GError *error = NULL;
  gboolean done = order->kind == EXPORT_PICTURE ? save_picture(&stage, &error)
                                                : save_movie(&stage, &error);

  if (done)
    g_task_return_boolean(task, TRUE);
  else
    g_task_return_error(task, error);
}

GTask *
export_work_start(GObject *owner, ExportOrder *order, GCancellable *cancellable,
                  GAsyncReadyCallback callback)
{
  GTask *task = g_task_new(owner, cancellable, callback, NULL);

  g_task_set_check_cancellable(task, FALSE);
  g_task_set_task_data(task, order, (GDestroyNotify)export_order_free);
  g_task_run_in_thread(task, work_thread);
  return task;
}

gboolean
export_work_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean(G_TASK(result), error);
}

double
export_work_progress(GTask *work)
{
  ExportOrder *order = g_task_get_task_data(work);

  return g_atomic_int_get(&order->permille) * 1e-3;
}

static GdkTexture *
make_texture(guint8 *rgba, int width, int height)
{
  gsize stride = 4 * (gsize)width;
  g_autoptr(GBytes) bytes = g_bytes_new_take(rgba, stride * (gsize)height);

  return gdk_memory_texture_new(width, height, GDK_MEMORY_R8G8B8A8_PREMULTIPLIED, bytes,
                                stride);
}

static void
preview_thread(GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ExportOrder *order = data;
  PictureSheet sheet = export_order_sheet(order, order->width, order->height);
  Camera camera = export_order_camera(order, order->width, order->height);
  Caption tags = {0};
  GError *error = NULL;

  glass_shot_add_tags(&order->shot, &camera, sheet.width / sheet.scale,
                      sheet.height / sheet.scale, &tags);
  sheet.tags = &tags;
  g_autoptr(Offscreen) offscreen = picture_sheet_open(&sheet, &error);
  guint8 *rgba = offscreen ? picture_sheet_draw(&sheet, offscreen, order->shot.snapshot,
                                                &camera, &error)
                           : NULL;

  if (rgba)
    g_task_return_pointer(task, make_texture(rgba, sheet.width, sheet.height),
                          g_object_unref);
  else
    g_task_return_error(task, error);
}

void
export_work_preview(GObject *owner, ExportOrder *order, int longest,
                    GAsyncReadyCallback callback)
{
  g_autoptr(GTask) task = g_task_new(owner, NULL, callback, NULL);
  double small = (double)longest / MAX(order->width, order->height);

  order->width = MAX((int)(order->width * small), 1);
  order->height = MAX((int)(order->height * small), 1);
  g_task_set_task_data(task, order, (GDestroyNotify)export_order_free);
  g_task_run_in_thread(task, preview_thread);
}

GdkTexture *
export_work_preview_finish(GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer(G_TASK(result), error);
}
