// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/window-export.h"

#include <glib/gi18n.h>

static void
saved_cb(VitrineWindow *window, const char *path)
{
  g_autofree char *name = g_path_get_basename(path);
  g_autofree char *text = g_strdup_printf(_("Saved %s"), name);

  vitrine_window_toast(window, text);
}

static void
record_cb(VitrineWindow *window, const ExportOrder *order)
{
  VitrineRecordBar *bar = vitrine_window_get_record_bar(window);

  if (vitrine_record_bar_is_recording(bar))
    vitrine_window_toast(window, _("Another movie is still being recorded"));
  else
    vitrine_record_bar_start(bar, vitrine_window_get_glass_view(window), order);
}

VitrineExportDialog *
window_export_show(VitrineWindow *window, gboolean movie)
{
  VitrineSession *session = vitrine_window_get_session(window);
  g_auto(GlassShot) shot = {0};
  double interval;

  if (!vitrine_glass_view_take_shot(vitrine_window_get_glass_view(window), &shot)) {
    vitrine_window_toast(window, _("There is no picture to save yet"));
    return NULL;
  }
  VitrineExportDialog *dialog = vitrine_export_dialog_new(
      GTK_WINDOW(window), &shot, vitrine_window_get_settings(window));
  const char *trajectory = vitrine_session_get_trajectory(session, &interval);
  vitrine_export_dialog_set_trajectory(dialog, trajectory, interval);
  if (movie)
    vitrine_export_dialog_show_movie(dialog);
  g_signal_connect_object(dialog, "saved", G_CALLBACK(saved_cb), window,
                          G_CONNECT_SWAPPED);
  g_signal_connect_object(dialog, "record", G_CALLBACK(record_cb), window,
                          G_CONNECT_SWAPPED);
  gtk_window_present(GTK_WINDOW(dialog));
  return dialog;
}

void
window_export_ended(VitrineWindow *window, const char *path, const char *reason)
{
  if (path)
    saved_cb(window, path);
  else if (reason)
    vitrine_window_tell(window, _("The movie could not be saved"), reason);
  else
    vitrine_window_toast(window, _("The movie was discarded"));
}
