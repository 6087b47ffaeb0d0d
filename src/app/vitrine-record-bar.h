// SPDX-FileCopyrightText: 2026 The Vitrine authors
// SPDX-License-Identifier: GPL-3.0-or-later

/* Films what the picture shows and says so at the edge of the window until it is stopped;
 * the drawing for it and the encoding have a thread of their own. Actions record.stop and
 * record.discard. Signal "ended" (path or NULL, reason or NULL): the file is complete,
 * was discarded (neither), or failed. When the bar goes, the movie so far is kept. Main
 * thread. */
#pragma once

#include "app/export-work.h"
#include "app/vitrine-glass-view.h"

#define VITRINE_TYPE_RECORD_BAR (vitrine_record_bar_get_type())
G_DECLARE_FINAL_TYPE(VitrineRecordBar, vitrine_record_bar, VITRINE, RECORD_BAR, GtkWidget)

/* Begins; order (of kind EXPORT_LIVE, with the view's shot; not kept) says where, how
 * large and for how long. While one film runs no other begins. */
void vitrine_record_bar_start(VitrineRecordBar *self, VitrineGlassView *view,
                              const ExportOrder *order);
gboolean vitrine_record_bar_is_recording(VitrineRecordBar *self);
