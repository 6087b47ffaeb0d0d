// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* How long work on a file tells how far it is, and learns that it is no longer wanted. */
#pragma once

#include <glib.h>

typedef struct {
  /* Called often, from the thread that works; fraction 0…1. FALSE: stop. NULL: nobody
   * asks. */
  gboolean (*report)(double fraction, gpointer data);
  gpointer data;
} ExportMeter;

/* FALSE with G_IO_ERROR_CANCELLED when the work shall stop. */
gboolean export_meter_report(const ExportMeter *meter, double fraction, GError **error);
