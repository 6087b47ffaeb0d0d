// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Pictures and movies of a shot, made in a thread of their own with a GL context of their
 * own: neither the window nor the engine waits. Main thread. */
#pragma once

#include <gtk/gtk.h>

#include "app/glass-shot.h"
#include "export/picture-sheet.h"

typedef enum {
  EXPORT_PICTURE,
  EXPORT_TURNTABLE,
  EXPORT_TRAJECTORY, /* of the file that is played */
  EXPORT_LIVE,       /* what is seen from now on; not by export_work */
} ExportKind;

/* What is wanted. */
typedef struct {
  ExportKind kind;
  GlassShot shot; /* owned */
  char *path;     /* owned; where it goes */
  int width, height;
  CaptionParts parts;

  double dpi; /* picture */
  gboolean transparent;

  int rate; /* movie */
  double seconds;

  char *trajectory; /* owned; and ps between its frames, NAN: as it says */
  double interval;
  gboolean smooth; /* as on screen */

  gint permille; /* done; atomic */
} ExportOrder;

ExportOrder *export_order_new(ExportKind kind, const GlassShot *shot);
void export_order_free(ExportOrder *order);
/* Size, camera and lines so that all that the shot shows is in the picture, with letters
 * as large beside it as on screen. Borrows from order. */
PictureSheet export_order_sheet(const ExportOrder *order, int width, int height);
Camera export_order_camera(const ExportOrder *order, int width, int height);

/* Takes the order. callback (with owner for its source) learns of the end:
 * export_work_finish; cancelled, it leaves no file. Owner of the task: caller. */
GTask *export_work_start(GObject *owner, ExportOrder *order, GCancellable *cancellable,
                         GAsyncReadyCallback callback);
gboolean export_work_finish(GAsyncResult *result, GError **error);
/* 0…1 */
double export_work_progress(GTask *work);

/* A small one, its longer side so many pixels; export_work_preview_finish gives the
 * texture. Takes the order. */
void export_work_preview(GObject *owner, ExportOrder *order, int longest,
                         GAsyncReadyCallback callback);
GdkTexture *export_work_preview_finish(GAsyncResult *result, GError **error);
