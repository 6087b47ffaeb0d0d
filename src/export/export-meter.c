// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "export/export-meter.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

gboolean
export_meter_report(const ExportMeter *meter, double fraction, GError **error)
{
  if (!meter || !meter->report || meter->report(fraction, meter->data))
    return TRUE;
  g_set_error_literal(error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _("Cancelled"));
  return FALSE;
}
